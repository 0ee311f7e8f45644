"""The tab ``Lembar`` as customUI 2009 XML (MS-CUSTOMUI2): groups of buttons with their callbacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Final

from xl_addin.ooxml.xml import quote_attribute
from xl_addin.ribbon.buttons import Button, buttons

NAMESPACE: Final = "http://schemas.microsoft.com/office/2009/07/customui"
MODULE: Final = "LembarRibbon"
LOADED, CLICKED, ENABLED, VISIBLE = "LembarLoaded", "LembarClick", "LembarEnabled", "LembarVisible"
"""The callbacks, procedures of :data:`MODULE`."""

_LARGE: Final = 5
"""Groups of up to so many buttons have large ones; of more, three stand in a column."""


def ribbon_xml(listed: Iterable[Button] | None = None) -> str:
    """Return the content of ``customUI/customUI14.xml``."""
    groups = groupby(buttons() if listed is None else listed, key=lambda button: button.group)
    lines = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
        f'<customUI xmlns="{NAMESPACE}" onLoad="{MODULE}.{LOADED}">',
        " <ribbon>",
        "  <tabs>",
        '   <tab id="lembar" label="Lembar">',
        *(line for name, members in groups for line in _group(name, members)),
        "   </tab>",
        "  </tabs>",
        " </ribbon>",
        "</customUI>",
    ]
    return "\n".join(lines)


def _group(name: str, members: Iterable[Button]) -> list[str]:
    listed = list(members)
    large = len(listed) <= _LARGE and not listed[0].is_tool
    inside = [f"     {_button(button, large=large)}" for button in listed]
    attributes = {"id": f"lembar_group_{name}", "label": name, "tag": name}
    if not listed[0].is_tool:
        attributes["getVisible"] = f"{MODULE}.{VISIBLE}"
    return [f"    <group {_written(attributes)}>", *inside, "    </group>"]


def _button(button: Button, *, large: bool) -> str:
    attributes = {
        "id": f"lembar_{button.id}",
        "label": button.label,
        "screentip": button.label,
        "supertip": button.tip,
        "imageMso": button.icon,
        "size": "large" if large else "normal",
        "tag": button.id,
        "onAction": f"{MODULE}.{CLICKED}",
        "getEnabled": f"{MODULE}.{ENABLED}",
    }
    return f"<button {_written(attributes)}/>"


def _written(attributes: Mapping[str, str]) -> str:
    return " ".join(f"{key}={quote_attribute(text)}" for key, text in attributes.items())
