"""The menu and the toolbars of the add-in, as LibreOffice's configuration files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from xl_addin.calc.names import EVENTS, HANDLER, JOB, PROTOCOL
from xl_addin.calc.xcu import configuration, node, text

_CALC: Final = "com.sun.star.sheet.SpreadsheetDocument"
_TITLE: Final = "Lembar"
_ROW: Final = 3
"""The first row of toolbars below those of Calc."""


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
    """Return a menu ``Lembar`` with a menu for each group, and a toolbar for each."""
    groups = _groups(buttons)
    menus = "".join(
        node(f"m{n:02}", _entry("", group) + node("Submenu", _entries(found)), new=True)
        for n, (group, found) in enumerate(groups)
    )
    menu = node(PROTOCOL.rstrip(":"), _entry("", _TITLE) + node("Submenu", menus), new=True)
    bars = "".join(node(_bar(group), _entries(found), new=True) for group, found in groups)
    both = node("OfficeMenuBar", menu) + node("OfficeToolBar", bars)
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


def window_state(buttons: Sequence[Button]) -> str:
    """Return where the toolbars lie at first, below those of Calc, and what they are called."""
    states = "".join(
        node(
            f"private:resource/toolbar/addon_{_bar(group)}",
            text("UIName", f"{_TITLE} {group}", local=True)
            + text("Docked", "true")
            + text("DockingArea", "0")
            + text("DockPos", f"0,{_ROW + number}")
            + text("Visible", "true"),
            new=True,
        )
        for number, (group, _) in enumerate(_groups(buttons))
    )
    return configuration("CalcWindowState", ".UI", node("UIElements", node("States", states)))


def _groups(buttons: Iterable[Button]) -> list[tuple[str, list[Button]]]:
    return [(group, list(found)) for group, found in groupby(buttons, key=lambda button: button.group)]


def _bar(group: str) -> str:
    """Return the name of a group's toolbar."""
    return f"{PROTOCOL.rstrip(':')}.{group.lower()}"


def _entries(buttons: Iterable[Button]) -> str:
    return "".join(
        node(f"b{n:02}", _entry(PROTOCOL + button.name, button.label), new=True)
        for n, button in enumerate(buttons)
    )


def _entry(url: str, title: str) -> str:
    address = text("URL", url) if url else ""
    return address + text("Title", title, local=True) + text("Target", "_self") + text("Context", _CALC)
