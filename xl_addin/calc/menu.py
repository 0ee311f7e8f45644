"""The menu and the toolbar of the add-in, as the configuration files Addons.xcu and ProtocolHandler.xcu."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from xl_addin.calc.names import EVENTS, HANDLER, JOB, PROTOCOL
from xl_addin.calc.xcu import configuration, node, text

_CALC: Final = "com.sun.star.sheet.SpreadsheetDocument"
_TITLE: Final = "Lembar"


@dataclass(frozen=True)
class Question:
    """What a button asks before it starts: for which option, in which words, for what.

    ``kind`` is ``file``, ``new file``, ``folder`` or ``text``.
    """

    option: str
    prompt: str
    kind: str


@dataclass(frozen=True)
class Button:
    """A button of the menu and the toolbar.

    Args:
        name: The last part of its address: an action, or a tool that suits every workbook.
        label: Its text.
        group: The heading under which it stands.
        sign: The defined name by which a workbook that it suits is known; "" when all do.
        questions: What it must be told before it starts.
    """

    name: str
    label: str
    group: str
    sign: str = ""
    questions: tuple[Question, ...] = ()


def addons(buttons: Sequence[Button]) -> str:
    """Return a menu ``Lembar`` with a menu for each group, and a toolbar with all buttons."""
    groups = [(group, list(found)) for group, found in groupby(buttons, key=lambda button: button.group)]
    menus = "".join(
        node(f"m{n:02}", _entry("", group) + node("Submenu", _entries(found)), new=True)
        for n, (group, found) in enumerate(groups)
    )
    menu = node(PROTOCOL.rstrip(":"), _entry("", _TITLE) + node("Submenu", menus), new=True)
    bar = node(PROTOCOL.rstrip(":"), _bar(found for _, found in groups), new=True)
    both = node("OfficeMenuBar", menu) + node("OfficeToolBar", bar)
    return configuration("Addons", "", node("AddonUI", both))


def protocol_handler() -> str:
    """Return who answers to the addresses of the buttons."""
    addresses = f'<prop oor:name="Protocols"><value>{PROTOCOL}*</value></prop>'
    return configuration("ProtocolHandler", "", node("HandlerSet", node(HANDLER, addresses, new=True)))


def jobs() -> str:
    """Return what is done by itself when a document has been opened or saved."""
    job = node("Jobs", node("Lembar", text("Service", JOB), new=True))
    events = "".join(node(event, node("JobList", node("Lembar", "", new=True)), new=True) for event in EVENTS)
    return configuration("Jobs", "", job + node("Events", events))


def _bar(groups: Iterable[Sequence[Button]]) -> str:
    entries = []
    for number, group in enumerate(groups):
        if number:
            entries.append(node(f"s{number:02}", text("URL", "private:separator"), new=True))
        entries.append(_entries(group, f"b{number:02}"))
    return "".join(entries)


def _entries(buttons: Iterable[Button], prefix: str = "b") -> str:
    return "".join(
        node(f"{prefix}{n:02}", _entry(PROTOCOL + button.name, button.label), new=True)
        for n, button in enumerate(buttons)
    )


def _entry(url: str, title: str) -> str:
    address = text("URL", url) if url else ""
    return address + text("Title", title, local=True) + text("Target", "_self") + text("Context", _CALC)
