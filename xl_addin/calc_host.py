"""What the Calc add-in asks of the Python outside: a button pressed on a file. And its installation."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_addin import files
from xl_addin.actions import find
from xl_addin.actions.registry import Option
from xl_addin.calc import extension, office
from xl_addin.calc.menu import Button, Question
from xl_addin.calc.names import IDENTIFIER, LINK
from xl_addin.calc.outside import Answer
from xl_addin.errors import LembarError
from xl_addin.headless import open_book
from xl_addin.ribbon import buttons as ribbon
from xl_addin.ribbon.keep import copies, keep
from xl_addin.ribbon.runner import TOOL_STEPS
from xl_addin.ribbon.telling import keep_report, result_text

if TYPE_CHECKING:
    import xlwings as xw

FILE_NAME: Final = "lembar.oxt"
_TOOLS: Final = ("explain", "verify", "audit", "recalculate", "undo", "report")
"""The tools that make sense in Calc; ``doctor`` looks for what troubles Excel."""
_LINK: Final = Button(LINK, "Hubungkan rumus", ribbon.TOOLS_GROUP)
_FOLDERS: Final = frozenset({"folder", "out"})
_UNDO: Final = " Buku kerja sudah disimpan; tombol Batalkan langkah terakhir mengembalikannya."


def listed() -> list[Button]:
    """Return the buttons of Calc: the ribbon's, without what is Excel's own affair."""
    return [*(_button(b) for b in ribbon.buttons() if not b.is_tool or b.id in _TOOLS), _LINK]


def build(command: tuple[str, ...] = extension.DEFAULT_COMMAND) -> bytes:
    """Return ``lembar.oxt``.

    Args:
        command: How the buttons start ``lembar``.
    """
    return extension.build(listed(), command)


def press(name: str, file: Path, result: Path, selected: str, given: Mapping[str, str]) -> Answer:
    """Do what a button says on a workbook; the file stays as it is.

    Args:
        name: The button.
        file: The workbook, which LibreOffice may have open.
        result: Where to write what it has become, when it has changed.
        selected: The selected cell, ``'Sheet name'!A1``; "" when none is.
        given: What the person has answered, by option.
    """
    try:
        with open_book(file) as book:
            if name == "undo":
                return _undo(book, result)
            if name in TOOL_STEPS:
                return _tool(book, name, selected)
            return _act(book, name, result, given)
    except LembarError as error:
        facts = error.in_file(file.name).facts()
        here = facts["file"] in (file.name, str(file))
        place = (facts.get("sheet"), facts.get("cell")) if here else (None, None)
        return Answer(error.indonesian(), fault=True, sheet=place[0], cell=place[1])


def install(*, shared: bool = False) -> None:
    """Install the add-in for this user, or for all users of this computer.

    Raises:
        LembarError: there is no LibreOffice, it runs no Python, or it refuses the add-in.
    """
    if not office.runs_python():
        raise LembarError("no_python_in_office" if office.program() else "no_libreoffice", expected="soffice")
    with tempfile.TemporaryDirectory(prefix="lembar-") as folder:
        file = Path(folder, FILE_NAME)
        file.write_bytes(build())
        _unopkg("add", "--force", *_whose(shared), str(file))


def uninstall(*, shared: bool = False) -> None:
    """Take the add-in out of LibreOffice.

    Raises:
        LembarError: there is no LibreOffice, or it has no such add-in.
    """
    _unopkg("remove", *_whose(shared), IDENTIFIER)


def _whose(shared: bool) -> list[str]:
    return ["--shared"] if shared else []


def _unopkg(*arguments: str) -> None:
    program = office.program("unopkg")
    if not program:
        raise LembarError("no_libreoffice", expected="unopkg")
    code, said = office.run([program, *arguments], 120)
    if code:
        raise LembarError("extension_refused", file=FILE_NAME, found=said)


def _act(book: xw.Book, name: str, result: Path, given: Mapping[str, str]) -> Answer:
    action = find(name)
    copy = keep(book, action.label)
    done = action(book, given)
    if done.changed:
        book.app.calculate()
        book.save(str(result))
        done = replace(done, next_step=f"{done.next_step}{_UNDO}".strip())
    else:
        copy.path.unlink(missing_ok=True)
    keep_report(result_text(done, whole=True))
    return Answer(result_text(done, whole=False), changed=done.changed)


def _tool(book: xw.Book, name: str, selected: str) -> Answer:
    sheet, _, cell = selected.rpartition("!")
    if sheet:
        book.sheets[sheet.strip("'").replace("''", "'")].range(cell).select()
    text = TOOL_STEPS[name](book)
    now = book.app.selection
    place = (now.sheet.name, now.get_address(False, False)) if now else (None, None)
    return Answer(text, sheet=place[0], cell=place[1])


def _undo(book: xw.Book, result: Path) -> Answer:
    """Write the workbook as it was before the last button; what it is now is kept."""
    kept = copies(book)
    if not kept:
        return Answer("Belum ada langkah Lembar pada buku kerja ini yang dapat dibatalkan.")
    last = kept[-1]
    later = last.path.parent / f"sesudah {last.path.name.split(' ', 1)[1]}"
    files.write_bytes(later, files.read_bytes(Path(book.fullname)))
    result.write_bytes(files.read_bytes(last.path))
    last.path.unlink(missing_ok=True)
    text = f"{last.label} sudah dibatalkan. Isi sebelum pembatalan tersimpan di {later}."
    return Answer(text, changed=True)


def _button(button: ribbon.Button) -> Button:
    sign = ribbon.WORKBOOKS[button.workbook].sign if button.workbook else ""
    questions = tuple(Question(o.name, o.help, _kind(o)) for o in button.options if o.required)
    return Button(button.id, button.label, button.group, sign, questions)


def _kind(option: Option) -> str:
    if option.kind is not Path:
        return "text"
    if option.written:
        return "new file"
    return "folder" if option.name in _FOLDERS else "file"
