"""What an action is: a button of the ribbon, a name for ``lembar run``, and a function over a book."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw

Cell: TypeAlias = str | float | None


@dataclass(frozen=True)
class Option:
    """A choice that an action leaves to who runs it.

    Args:
        name: Its name on the command line and as a keyword.
        help: What it is for, in Indonesian.
        kind: ``Path`` or ``str``.
        required: Whether the action needs it.
        written: Whether it is a file that the action writes, so that none need be there.
    """

    name: str
    help: str
    kind: type[Path] | type[str] = str
    required: bool = False
    written: bool = False


@dataclass
class Result:
    """What an action did, for the planner.

    Args:
        message: What was done, in a sentence or two of Indonesian.
        changed: Whether the workbook is another one now.
        problems: Whether there is something that a person must settle.
        headings: Headings of :attr:`rows`.
        rows: What is to be told in detail, as a table.
        files: Files that were written.
        next_step: What to do next, in Indonesian.
    """

    message: str
    changed: bool = False
    problems: bool = False
    headings: tuple[str, ...] = ()
    rows: Sequence[tuple[Cell, ...]] = ()
    files: list[Path] = field(default_factory=list)
    next_step: str = ""


@dataclass(frozen=True)
class Action:
    """One button: its name, label and help, the workbook that it is for and when, and what it asks for."""

    name: str
    label: str
    workbook: str
    help: str
    step: int
    options: tuple[Option, ...]
    function: Callable[..., Result]

    def __call__(self, book: xw.Book, options: Mapping[str, Any] | None = None) -> Result:
        """Run the action on an open book; it does not save.

        Raises:
            LembarError: an option that it does not have, or one that it needs is missing; and what the
                action itself refuses.
        """
        given = {name: value for name, value in (options or {}).items() if value is not None}
        known = {option.name: option for option in self.options}
        for name in given:
            if name not in known:
                raise LembarError("unknown_option", found=name, expected=", ".join(known) or "-")
        for option in self.options:
            if option.required and option.name not in given:
                raise LembarError("missing_option", expected=option.name, found=self.name)
        chosen = {name: known[name].kind(value) for name, value in given.items()}
        with book.app.properties(screen_updating=False):
            return self.function(book, **chosen)


ACTIONS: dict[str, Action] = {}
"""Every action by name, in the order in which a planner uses them."""


def action(
    *,
    label: str,
    workbook: str,
    help: str,
    step: int,
    options: tuple[Option, ...] = (),
) -> Callable[[Callable[..., Result]], Callable[..., Result]]:
    """Register a function over a book as an action; the function itself stays as it is.

    Args:
        label: Text of the button, in Indonesian.
        workbook: The format that the action is for, ``swot`` for example.
        help: What it does, in Indonesian.
        step: Its place among the actions of its workbook, from 1.
        options: What it asks for.
    """

    def register(function: Callable[..., Result]) -> Callable[..., Result]:
        name = function.__name__
        ACTIONS[name] = Action(name, label, workbook, help, step, options, function)
        ordered = sorted(ACTIONS.items(), key=lambda item: (item[1].workbook, item[1].step))
        ACTIONS.clear()
        ACTIONS.update(ordered)
        return function

    return register


def find(name: str) -> Action:
    """Return an action by name.

    Raises:
        LembarError: there is none; the error names those that there are.
    """
    if name not in ACTIONS:
        raise LembarError("unknown_action", found=name, expected=", ".join(ACTIONS))
    return ACTIONS[name]
