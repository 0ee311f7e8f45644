"""The register of the procedures of a folder: which are in force, which are due for review."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_addin import data, files, progress
from xl_addin.actions.registry import Option, Result, action
from xl_addin.actions.sop_cover import read_cover
from xl_addin.actions.tables import setting
from xl_addin.errors import LembarError
from xl_addin.headless import open_book
from xl_addin.sop.register import Entry, faults, values
from xl_addin.sop.words import words

if TYPE_CHECKING:
    import xlwings as xw

NAME: Final = "Daftar SOP.xlsx"
SIGNS: Final = ("Judul_SOP", "Daftar_pelaksana")
"""Defined names by which a workbook of a procedure is known."""
_KINDS: Final = (".xlsx", ".xlsm")


@action(
    label="Daftar SOP",
    workbook="sop",
    step=5,
    help="Membuat daftar semua SOP dalam satu folder: nomor, revisi, pengesahan, tanggal tinjauan.",
    options=(
        Option("folder", "Folder buku kerja SOP; bila kosong: folder buku kerja ini", Path),
        Option("out", "Folder untuk daftar; bila kosong: folder yang sama", Path),
    ),
)
def sop_register(book: xw.Book, folder: Path | None = None, out: Path | None = None) -> Result:
    """Write the register of the procedures of a folder as a workbook, unless that very register is there.

    "Today" is ``Tanggal_acuan`` of this workbook. A workbook that cannot be read is told, one that is no
    procedure is left out.

    Args:
        book: The workbook ``sop``; it stays as it is.
        folder: Folder of the workbooks; by default that of this one.
        out: Folder for the register; by default the same.

    Raises:
        LembarError: no such folder, no reference date, or a register that cannot be written.

    Source: SOP drafting: review from time to time.
    """
    today, folder = _today(book), folder or _folder(book)
    told: list[tuple[str, str]] = []
    entries = list(_entries(book, folder, told))
    told += faults(entries)
    path = (out or folder) / NAME
    content = _written(values(entries, told, words(setting(book, "Nama_perusahaan")), today))
    is_there = path.exists() and files.read_bytes(path) == content
    if not is_there:
        files.write_bytes(path, content)
    late = [entry for entry in entries if entry.is_late(today)]
    rows = [(entry.file, f"{entry.number}: {entry.review_state(today)}") for entry in late] + told
    return Result(
        message=f"Daftar {len(entries)} SOP {'sudah ada' if is_there else 'ditulis'} di {NAME};"
        f" {len(late)} terlambat ditinjau, {len(told)} perlu diperiksa.",
        problems=bool(rows),
        headings=("Berkas", "Yang perlu diperhatikan"),
        rows=rows,
        files=[] if is_there else [path],
        next_step="Jadwalkan tinjauan yang terlambat dan catat di lembar Monev." if late else "",
    )


def _entries(book: xw.Book, folder: Path, told: list[tuple[str, str]]) -> Iterator[Entry]:
    """Read the procedures of a folder, by the names of their files."""
    if not folder.is_dir():
        raise LembarError("no_folder", file=folder)
    found = sorted(folder.iterdir(), key=lambda path: path.name.casefold())
    for path in progress.track([path for path in found if _may_be_one(path)], "Membaca SOP"):
        try:
            if str(path.resolve()) == book.fullname:  # as it is on the screen, saved or not
                yield _entry(book, path)
                continue
            with open_book(path) as other:
                if all(name in other.names for name in SIGNS):
                    yield _entry(other, path)
        except LembarError as error:
            told.append((path.name, error.indonesian().replace(str(path), path.name)))
            continue
        if path.with_name(f"~${path.name}").exists():
            told.append((path.name, "Sedang terbuka di Excel; isi yang belum disimpan tidak terbaca"))


def _may_be_one(path: Path) -> bool:
    copies = path.stem.endswith(".sebelum") or path.name.startswith(("~$", "."))
    return path.suffix.lower() in _KINDS and not copies and path.name != NAME


def _entry(book: xw.Book, path: Path) -> Entry:
    number, title = (words(setting(book, name)) for name in ("No_dokumen", "Judul_SOP"))
    return Entry(path.name, number, title, read_cover(book))


def _written(content: dict[str, object]) -> bytes:
    from xl_addin.ooxml.heights import Heights  # noqa: PLC0415 - the template engine is heavy
    from xl_addin.ooxml.workbook import Workbook  # noqa: PLC0415
    from xl_addin.render import render  # noqa: PLC0415

    workbook = Workbook(render(data.folder("templates") / "sop_register.xlsx", content))
    heights = Heights(workbook)
    for sheet in workbook.worksheets():
        heights.fit(sheet)
    return workbook.flush().to_bytes()


def _today(book: xw.Book) -> date:
    day = setting(book, "Tanggal_acuan")
    if not isinstance(day, datetime):
        found = "kosong" if day is None else day
        raise LembarError("no_reference_date", file=book.name, sheet="Identitas", found=found)
    return day.date()


def _folder(book: xw.Book) -> Path:
    if "://" in book.fullname:  # OneDrive: no folder that could be read
        raise LembarError("missing_option", found="sop_register", expected="folder")
    return Path(book.fullname).parent
