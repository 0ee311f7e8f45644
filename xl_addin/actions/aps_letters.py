"""Letters of the APS: invite to a stage's meeting, send its result to every department on the same day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from udfs.workdays import working_days
from xl_addin import data, progress
from xl_addin.actions.aps_figures import Figures
from xl_addin.actions.aps_final import STAGE_OPTION, stage_number
from xl_addin.actions.aps_rows import Year
from xl_addin.actions.cell_values import is_yes, shown, text_of
from xl_addin.actions.registry import Option, Result, action
from xl_addin.actions.tables import ListTable, Record, setting
from xl_addin.actions.written_days import month_name
from xl_addin.errors import LembarError
from xl_addin.files import check_not_open, read_bytes, safe_name, write_bytes

if TYPE_CHECKING:
    import xlwings as xw

    from xl_addin.allocation import Stage

SENDER: Final = "Kepala Bagian PPC"
LETTERS: Final = "Surat"
RESULTS: Final = "Hasil APS"
AGENDA: Final = (
    "Pembukaan dan keputusan rapat sebelumnya, oleh PPC",
    "ROP tahap ini dan tanggal kesanggupannya",
    "Beban pusat kerja dan ketersediaan material",
    "Penambahan dan pengurangan, dengan alasan dan siapa yang menyepakati",
    "Penetapan APS final dan penutup",
)
_WEEKDAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_COLUMNS: Final = ("Departemen", "Penerima", "Keterangan", "Ikut rapat", "Terima APS")
_SENDER: Final = Option("sender", "Pengirim surat; bila kosong: Kepala Bagian PPC")


@action(
    label="Undang rapat APS",
    workbook="allocation",
    step=8,
    help="Menulis undangan rapat APS (.docx) dengan agenda, ROP yang dibahas, dan beban pusat kerja.",
    options=(
        STAGE_OPTION,
        Option("place", "Tempat rapat", required=True),
        Option("start", "Pukul mulai; bila kosong: 09.00"),
        Option("out", "Folder untuk surat; bila kosong: folder Surat di samping buku kerja", Path),
        _SENDER,
    ),
)
def invite_aps_meeting(
    book: xw.Book,
    place: str,
    stage: str | None = None,
    start: str = "09.00",
    out: Path | None = None,
    sender: str = SENDER,
) -> Result:
    """Write the invitation to the meeting of a stage: who takes part, the agenda, the stage's figures.

    Args:
        book: The APS workbook; it stays as it is.
        place: Where the meeting is.
        stage: 1 or 2; by default the next one of the running month.
        start: When it begins.
        out: Folder for the letter; by default ``Surat`` beside the workbook.
        sender: Who signs.

    Raises:
        LembarError: a stage that is none, a setting or the calendar is not filled, or a folder that cannot
            be written.

    Source: APS, items 4.7 to 4.9, 5.1.1 and 7.4.
    """
    from xl_addin.letters import write_letter  # noqa: PLC0415 - Word documents are heavy

    figures = Figures(book)
    year = figures.year
    one = _next_stage(year) if stage is None else year.stage(stage_number(stage))
    guests = [row for row in _departments(book) if is_yes(row["Ikut rapat"])]
    meeting = {"weekday": _WEEKDAYS[one.end.weekday()], "date": one.end, "start": start, "place": place}
    values = _common(book, year, one, sender) | _invitation(meeting, guests, one) | figures.invitation(one)
    path = _folder(book, out, LETTERS) / f"Undangan APS {_period(one)}.docx"
    written = write_letter("aps_invitation", path, values)
    problems = _doubts(values["figures"], bool(guests), one, year)
    day = f"{meeting['weekday']} {one.end:%d/%m/%Y} pukul {start}"
    told = f"Undangan rapat APS tahap {one.number} {month_name(one.month)}, {day},"
    return Result(
        message=f"{told} {'ditulis di' if written else 'sudah ada di'} {path.parent.name}.",
        problems=bool(problems),
        headings=("Lembar", "Yang perlu diperiksa"),
        rows=problems,
        files=[path] if written else [],
        next_step="Kirim undangan; sesudah rapat isi tambah/kurang, lalu tekan Finalkan APS.",
    )


def _invitation(meeting: Mapping[str, Any], guests: list[Record], stage: Stage) -> dict[str, Any]:
    """Return who is invited, to what, and which days of entry it is about."""
    return {
        "departments": [{"name": row["Departemen"], "recipient": row["Penerima"]} for row in guests],
        "meeting": meeting,
        "agenda": list(AGENDA),
        "entered": {"first": stage.start, "last": stage.end},
    }


@action(
    label="Kirim hasil APS",
    workbook="allocation",
    step=9,
    help="Menulis hasil APS final untuk setiap departemen: buku kerja dan surat, pada hari rapat.",
    options=(
        STAGE_OPTION,
        Option("out", "Folder untuk hasil; bila kosong: folder Hasil APS di samping buku kerja", Path),
        _SENDER,
    ),
)
def distribute_aps(
    book: xw.Book, stage: str | None = None, out: Path | None = None, sender: str = SENDER
) -> Result:
    """Write the result of a meeting for each department: a workbook of values and a letter.

    A file that is there already as it would be is not written again; one that is open is told, and the
    others are written. The result goes out on the day of the meeting: a later day is told.

    Args:
        book: The APS workbook; it stays as it is.
        stage: 1 or 2; by default the last one of the running month that is final.
        out: Folder for the files; by default ``Hasil APS`` beside the workbook.
        sender: Who signs.

    Raises:
        LembarError: the stage is not final, a setting or the calendar is not filled, or a folder that cannot
            be written.

    Source: APS, items 5.1.2 and 7.5.
    """
    figures = Figures(book)
    year = figures.year
    one = _final_stage(figures, year, stage)
    values = {**_common(book, year, one, sender), "meeting": one.end, "sent": year.today}
    values |= figures.result(one)
    folder, problems = _folder(book, out, RESULTS), _lateness(one, year)
    receivers = [row for row in _departments(book) if is_yes(row["Terima APS"])]
    written: list[Path] = []
    for row in progress.track(receivers, "Menulis hasil APS"):
        own = {"department": row["Departemen"], "recipient": row["Penerima"], "note": row["Keterangan"]}
        try:
            written += _write_result(folder, one, {**values, **own})
        except LembarError as error:
            problems.append((text_of(row["Departemen"]), error.indonesian()))
    if not receivers:
        problems.append(("Pengaturan", "Tidak ada departemen dengan Terima APS = Ya"))
    told = f"Hasil APS tahap {one.number} {month_name(one.month)} untuk {len(receivers)} departemen"
    return Result(
        message=f"{told}: {len(written)} berkas ditulis di {folder.name}.",
        problems=bool(problems),
        headings=("Departemen", "Yang perlu diperiksa"),
        rows=problems,
        files=written,
        next_step="Kirim berkas ke setiap departemen hari ini juga.",
    )


def _write_result(folder: Path, stage: Stage, values: Mapping[str, Any]) -> list[Path]:
    """Write the workbook and the letter of a department; return those that are new."""
    from xl_addin.letters import write_letter  # noqa: PLC0415 - Word documents are heavy

    stem = f"APS {_period(stage)} - {safe_name(text_of(values['department']))}"
    workbook, letter = folder / f"{stem}.xlsx", folder / f"{stem}.docx"
    for path in (workbook, letter):
        check_not_open(path)
    content, written = _workbook({**values, "month": stage.month}), []
    if not (workbook.exists() and read_bytes(workbook) == content):
        write_bytes(workbook, content)
        written.append(workbook)
    if write_letter("aps_result", letter, {**values, "file": workbook.name}):
        written.append(letter)
    return written


def _workbook(values: Mapping[str, Any]) -> bytes:
    """Return the workbook of values that a department gets."""
    from xl_addin.ooxml.heights import Heights  # noqa: PLC0415 - what follows is heavy
    from xl_addin.ooxml.workbook import Workbook  # noqa: PLC0415
    from xl_addin.render import render  # noqa: PLC0415

    book = Workbook(render(data.folder("templates") / "aps_result.xlsx", values))
    heights = Heights(book)
    for sheet in book.worksheets():
        heights.fit(sheet)
    return book.flush().to_bytes()


def _common(book: xw.Book, year: Year, stage: Stage, sender: str) -> dict[str, Any]:
    document = {"number": "No_dokumen", "revision": "Revisi", "date": "Tanggal_berlaku"}
    return {
        "company": {"name": setting(book, "Nama_perusahaan") or ""},
        "document": {key: setting(book, name) or "" for key, name in document.items()},
        "year": year.number,
        "date": year.today,
        "stage": stage.number,
        "month": month_name(stage.month),
        "sender": sender,
    }


def _departments(book: xw.Book) -> list[Record]:
    return [row for row in ListTable(book, "tbl_departemen", _COLUMNS).records() if row["Departemen"]]


def _next_stage(year: Year) -> Stage:
    """Return the stage of the running month that meets next.

    Raises:
        LembarError: both have met.
    """
    for number in (1, 2):
        stage = year.stage(number)
        if stage.end >= year.today:
            return stage
    raise LembarError("missing_option", found="invite_aps_meeting", expected="stage")


def _final_stage(figures: Figures, year: Year, stage: str | None) -> Stage:
    """Return the stage whose result goes out.

    Raises:
        LembarError: it is not final.
    """
    wanted = (2, 1) if stage is None else (stage_number(stage),)
    for number in wanted:
        one = year.stage(number)
        if figures.finals.of(one) is not None:
            return one
    raise LembarError("aps_not_final", found=f"{month_name(year.month)}, tahap {wanted[-1]}")


def _period(stage: Stage) -> str:
    return f"{stage.month:%Y-%m} Tahap {stage.number}"


def _doubts(figures: Mapping[str, Any], has_guests: bool, stage: Stage, year: Year) -> list[tuple[str, str]]:
    """Return what a reader of the invitation would ask about."""
    told = []
    if stage.end < year.today:
        told.append(("Kalender APS", f"Rapat {stage.end:%d/%m/%Y} sudah lewat"))
    if not has_guests:
        told.append(("Pengaturan", "Tidak ada departemen dengan Ikut rapat = Ya"))
    if not figures["orders"]:
        told.append(("ROP", "Belum ada ROP pada tahap ini"))
    return told


def _lateness(stage: Stage, year: Year) -> list[tuple[str, str]]:
    """Tell when the result goes out later than on the day of the meeting."""
    if year.today <= stage.end:
        return []
    days = working_days(stage.end + timedelta(days=1), year.today, year.holidays, year.six_days)
    return [
        ("PPC", f"Hasil rapat {shown(stage.end)} dikirim {days} hari kerja sesudah rapat, seharusnya H+0")
    ]


def _folder(book: xw.Book, out: Path | None, name: str) -> Path:
    if out is not None:
        return out
    if "://" in book.fullname:  # OneDrive: no place beside the workbook
        raise LembarError("missing_option", found="surat", expected="out")
    return Path(book.fullname).parent / name
