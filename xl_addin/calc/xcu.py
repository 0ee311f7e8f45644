"""LibreOffice's configuration files (.xcu), as text.

>>> node("Menu", text("Title", "Isi & bagi"), new=True)
'<node oor:name="Menu" oor:op="replace"><prop oor:name="Title"><value>Isi &amp; bagi</value></prop></node>'
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def configuration(name: str, sub_package: str, body: str) -> str:
    """Return a whole file for the component ``name`` of ``org.openoffice.Office``."""
    return (
        f'{HEAD}<oor:component-data xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema" oor:name="{name}" '
        f'oor:package="org.openoffice.Office{sub_package}">{body}</oor:component-data>\n'
    )


def node(name: str, body: str, *, new: bool = False) -> str:
    """Return a node; ``new`` makes it one of ours, in a set that others add to as well."""
    mark = ' oor:op="replace"' if new else ""
    return f"<node oor:name={quoteattr(name)}{mark}>{body}</node>"


def text(name: str, value: str, *, local: bool = False) -> str:
    """Return a property; ``local`` where LibreOffice keeps one per language. Others fall back to English."""
    language = ' xml:lang="en-US"' if local else ""
    return f"<prop oor:name={quoteattr(name)}><value{language}>{escape(value)}</value></prop>"
