"""What Python does when a button is pressed: the action on the workbook, and what the planner is told.

A planner never meets a traceback: what was foreseen is told in words and its cell is selected, what was not
goes into a file for who looks after the add-in.
"""

from __future__ import annotations

import tempfile
import traceback
import webbrowser
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import xlwings as xw

from xl_addin import progress
from xl_addin.actions import find
from xl_addin.errors import LembarError
from xl_addin.ooxml.references import quote_sheet
from xl_addin.ribbon.keep import copies, keep, restore, save_copy
from xl_addin.ribbon.telling import confirmed, keep_report, report_file, result_text, shortened, tell


def click(name: str, given: Mapping[str, str] | None = None) -> None:
    """Do what a button says on the workbook from which it was pressed.

    Args:
        name: The button's id.
        given: What the person answered, by option.
    """
    answers = {option: _whole(text) for option, text in (given or {}).items()}
    book = xw.Book.caller()
    app = book.app
    with told_in_words(book), _status(app):
        message = TOOL_STEPS[name](book) if name in TOOL_STEPS else _act(book, name, answers)
        if message:
            tell(app, message)


@contextmanager
def told_in_words(book: xw.Book) -> Iterator[None]:
    """Turn whatever goes wrong into a message."""
    app = book.app
    try:
        yield
    except LembarError as error:
        _select(book, error.facts())
        tell(app, error.indonesian(), fault=True)
    except Exception as error:  # the planner gets a sentence, the file the rest
        path = keep_report(traceback.format_exc())
        tell(
            app,
            f"Terjadi kesalahan yang tidak terduga ({type(error).__name__}: {error}).\n\n"
            f"Rinciannya ada di {path}. Kirimkan berkas itu kepada pengelola add-in.\n\n"
            "Bila isi buku kerja terlanjur berubah, tekan Batalkan langkah terakhir.",
            fault=True,
        )


def _act(book: xw.Book, name: str, given: Mapping[str, str]) -> str:
    """Run an action; keep the workbook as it was until something has changed."""
    action = find(name)
    copy = keep(book, action.label)
    result = action(book, given)
    if result.changed:
        book.app.calculate()
    else:
        copy.path.unlink(missing_ok=True)
    keep_report(result_text(result, whole=True))
    return result_text(result, whole=False)


def _explain(book: xw.Book) -> str:
    """Tell how the selected cell's number came about."""
    from xl_addin.recalc.explain import explain  # noqa: PLC0415 - the engines are heavy

    selected = book.app.selection
    if selected is None:
        raise LembarError("no_selection", file=book.name)
    cell = selected[0, 0]
    place = f"{quote_sheet(cell.sheet.name)}!{cell.get_address(False, False)}"
    with _snapshot(book) as file:
        text = explain(file, place).text()
    keep_report(text)
    return shortened(text)


def _verify(book: xw.Book) -> str:
    """Let the other engines calculate the workbook, and tell where they disagree with it."""
    from xl_addin.recalc.verify import verify  # noqa: PLC0415 - the engines are heavy

    with _snapshot(book) as file:
        found = verify(file)
    asked = ", ".join(f"{engine} ({count})" for engine, count in found.checked.items()) or "-"
    if not found.differences:
        return f"{found.formulas} rumus diperiksa; semua hasil sama.\n\nMesin hitung: {asked}."
    _select(book, {"sheet": found.differences[0].sheet, "cell": found.differences[0].cell})
    lines = [
        f"{d.sheet}!{d.cell}: {', '.join(f'{engine} = {value}' for engine, value in d.values.items())}"
        for d in found.differences
    ]
    head = f"{found.formulas} rumus diperiksa; {len(lines)} sel hasilnya berbeda. Mesin hitung: {asked}."
    keep_report("\n".join([head, "", *lines]))
    listed = shortened("\n".join(lines))
    hint = "Cached adalah nilai yang tersimpan di berkas; tekan Hitung ulang lebih dahulu."
    return f"{head}\n\n{listed}\n\n{hint}"


def _audit(book: xw.Book) -> str:
    """Tell what does not add up in the workbook as it is now."""
    from xl_addin.audit import audit  # noqa: PLC0415 - the checks read the whole file

    with _snapshot(book) as file:
        found = audit(file)
    if not found:
        return "Tidak ada yang janggal: jumlah, bobot, dan rumus sudah cocok."
    _select(book, {"sheet": found[0].sheet, "cell": found[0].cell})
    lines = [f"{f.sheet}!{f.cell}: {f.indonesian()} (ada {f.found}, seharusnya {f.expected})" for f in found]
    head = f"{len(lines)} hal perlu diperiksa."
    keep_report("\n".join([head, "", *lines]))
    listed = shortened("\n".join(lines))
    return f"{head}\n\n{listed}"


def _recalculate(book: xw.Book) -> str:
    """Calculate the open workbooks; in Excel, VBA does this without Python."""
    book.app.calculate()
    return "Semua rumus sudah dihitung ulang."


def _undo(book: xw.Book) -> str:
    """Make the workbook what it was before the last button."""
    kept = copies(book)
    if not kept:
        return "Belum ada langkah Lembar pada buku kerja ini yang dapat dibatalkan."
    last = kept[-1]
    app = book.app
    question = (
        f"Buku kerja akan kembali seperti sebelum {last.label}. Yang diketik sesudahnya ikut hilang; "
        "salinannya disimpan. Lanjutkan?"
    )
    if not confirmed(app, question):
        return ""
    later = restore(book, last)
    tell(app, f"{last.label} sudah dibatalkan. Isi sebelum pembatalan tersimpan di {later}.")
    return ""


def _report(_: xw.Book) -> str:
    """Open the report of the last step."""
    path = report_file()
    if not path.is_file():
        return "Belum ada laporan."
    webbrowser.open(path.as_uri())
    return ""


TOOL_STEPS: Final[Mapping[str, Callable[[xw.Book], str]]] = {
    "explain": _explain,
    "verify": _verify,
    "audit": _audit,
    "recalculate": _recalculate,
    "undo": _undo,
    "report": _report,
}
"""What the tools do; the other buttons are actions."""


@contextmanager
def _status(app: xw.App) -> Iterator[None]:
    """Show in the status bar how far the work has come."""

    def show(done: int, total: int, text: str) -> None:
        app.status_bar = f"Lembar: {text} {done}/{total}"

    app.status_bar = "Lembar bekerja..."
    try:
        with progress.listening(show):
            yield
    finally:
        app.status_bar = False


@contextmanager
def _snapshot(book: xw.Book) -> Iterator[Path]:
    """Yield a copy of the workbook as it is now, for reading."""
    with tempfile.TemporaryDirectory(prefix="lembar-") as folder:
        file = Path(folder) / (book.name if Path(book.name).suffix else f"{book.name}.xlsx")
        save_copy(book, file)
        yield file


def _select(book: xw.Book, facts: Mapping[str, Any]) -> None:
    """Show the cell that a message speaks of, where it is one of this workbook."""
    sheet, cell, file = facts.get("sheet"), facts.get("cell"), facts.get("file")
    if not sheet or not cell or (file and Path(str(file)).name.lower() != book.name.lower()):
        return
    try:
        book.sheets[sheet].activate()
        book.sheets[sheet].range(cell).select()
    except Exception:  # the message names the place; showing it is a courtesy
        return


def _whole(text: str) -> str:
    """Join the halves of characters that VBA hands over by two."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16")
