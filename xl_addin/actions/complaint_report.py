"""The month's report to the manager: how many came in, in time or late, why, and what is still late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xl_addin.actions.bsc_rows import month_number
from xl_addin.actions.cell_values import plain, shown, text_of
from xl_addin.actions.complaint_book import MARKETING, Complaint, ComplaintBook, given_text
from xl_addin.actions.complaint_clock import CLOSED, as_day
from xl_addin.actions.complaint_overdue import Overdue, overdue
from xl_addin.actions.registry import Option, Result, action
from xl_addin.actions.tables import choices
from xl_addin.actions.written_days import month_name
from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw

FOLDER: Final = "Laporan"
_REST: Final = "Belum ada atau di luar daftar"
_MOST: Final = 40
"""Late ones that the report lists; the others are counted."""


@action(
    label="Laporan keluhan",
    workbook="complaints",
    step=7,
    help="Menulis laporan bulanan untuk manajer (.docx): per kelas, per bagian, sebab, dan yang terlambat.",
    options=(
        Option("month", "Bulan, misalnya 11 atau 11/2027; bila kosong: bulan penuh terakhir"),
        Option("out", "Folder laporan; bila kosong: folder Laporan di samping buku kerja", Path),
        Option("sender", "Pembuat laporan; bila kosong: penanggung jawab Marketing Communication"),
    ),
)
def complaint_report(
    book: xw.Book, month: str | None = None, out: Path | None = None, sender: str | None = None
) -> Result:
    """Write the report of a month: what was received in it, and what is late on the reference date.

    Args:
        book: The complaints workbook; it stays as it is.
        month: Its number, of the reference date's year, or with the year; by default the last whole month.
        out: Folder for the report.
        sender: Who makes it.

    Raises:
        LembarError: a month that is none or has not come yet, a setting that is not filled, or a file that
            cannot be written.

    Source: customer handling, items 5.4 and 5.5.1.
    """
    from xl_addin.letters import write_letter  # noqa: PLC0415 - Word documents are heavy

    found = ComplaintBook(book)
    first = _month(month, found.today)
    late = overdue(found)
    values = {
        **found.document(),
        **figures(found, first),
        "month": month_name(first),
        "today": found.today,
        "late": [_late(one) for one in late[:_MOST]],
        "late_count": len(late),
        "late_more": max(0, len(late) - _MOST),
        "sender": given_text("sender", sender) or found.head(MARKETING) or MARKETING,
        "manager": found.head("Manajer Marketing") or "Manajer Marketing",
    }
    path = found.folder(out, FOLDER) / f"Laporan keluhan {first:%Y-%m}.docx"
    written = write_letter("complaint_report", path, values)
    total = values["total"]
    told = f"Laporan keluhan {month_name(first)}: {total['received']} masuk, {total['open']} masih terbuka"
    state = "ditulis di" if written else "sudah ada di"
    return Result(
        message=f"{told}, {len(late)} lewat batas atau jatuh tempo; {state} {path.parent.name}.",
        problems=not total["received"],
        headings=("Lembar", "Yang perlu diperiksa"),
        rows=[] if total["received"] else [("Register", f"Tidak ada yang diterima pada {month_name(first)}")],
        files=[path] if written else [],
        next_step="Kirim laporan ke Manajer Marketing." if written else "",
    )


def figures(found: ComplaintBook, first: date) -> dict[str, Any]:
    """Return what the report says of a month's complaints, as ``Rekap`` and ``Pareto`` count them.

    Args:
        found: The workbook.
        first: The first day of the month.
    """
    after = _next(first)
    own = [one for one in found.complaints if _is_within(one, first, after)]
    return {
        "total": _counts("Jumlah", own, found.today),
        "classes": _groups(found, own, "Kelas", "Daftar_kelas"),
        "departments": _groups(found, own, "Bagian", "Daftar_bagian"),
        "causes": _causes(found, own),
        "trend": _trend(found, first),
    }


def _month(text: str | None, today: date) -> date:
    """Return the first day of a month.

    Raises:
        LembarError: it is none, or has not come yet.
    """
    if text is None or not text.strip():
        return _last_whole(today)
    words = text.replace("-", "/").replace(" ", "/").split("/")
    years = [word for word in words if len(word) == 4 and word.isdecimal()]
    months = [month_number(word) for word in words if word and word not in years]
    if len(months) != 1 or not months[0] or len(years) > 1:
        raise LembarError("bad_option", found=f"month={text}", expected="11, November, atau 11/2027")
    first = date(int(years[0]) if years else today.year, months[0], 1)
    if first > today:
        raise LembarError("complaint_future", found=month_name(first), expected=shown(today))
    return first


def _last_whole(today: date) -> date:
    """Return the first day of the last month that is over at the end of today."""
    return ((today + timedelta(days=1)).replace(day=1) - timedelta(days=1)).replace(day=1)


def _next(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def _is_within(one: Complaint, first: date, after: date) -> bool:
    received = as_day(one.row["Diterima"])
    return received is not None and first <= received < after


def _counts(name: str, own: Sequence[Complaint], today: date) -> dict[str, Any]:
    """Return the figures of a group, as a row of ``Rekap`` has them."""
    in_time = sum(one.standing.in_time is True for one in own)
    late = sum(one.standing.in_time is False for one in own)
    return {
        "name": name,
        "received": len(own),
        "open": sum(one.standing.stage != CLOSED for one in own),
        "overdue": sum(one.standing.due is not None and one.standing.due < today for one in own),
        "in_time": in_time,
        "late": late,
        "share": in_time / (in_time + late) if in_time + late else None,
        "days": [_mean(one.standing.days[step] for one in own) for step in range(4)],
    }


def _mean(days: Iterable[int | None]) -> float | None:
    known = [one for one in days if one is not None]
    return sum(known) / len(known) if known else None


def _groups(
    found: ComplaintBook, own: Sequence[Complaint], heading: str, listed: str
) -> list[dict[str, Any]]:
    """Return the figures by class or department, those without any left out; what is on no list last."""
    names = {plain(name): text_of(name) for name in choices(found.book, listed)}
    groups: dict[str, list[Complaint]] = {name: [] for name in (*names, "")}
    for one in own:
        name = plain(one.row[heading])
        groups[name if name in names else ""].append(one)
    return [_counts(names.get(name, _REST), ones, found.today) for name, ones in groups.items() if ones]


def _causes(found: ComplaintBook, own: Sequence[Complaint]) -> list[dict[str, Any]]:
    """Return the causes of the list, the most frequent first, with their shares added up."""
    names = {plain(name): text_of(name) for name in choices(found.book, "Daftar_sebab")}
    counted = Counter(name for one in own if (name := plain(one.row["Sebab"])) in names)
    total, so_far, told = sum(counted.values()), 0, []
    for name in sorted(counted, key=lambda one: (-counted[one], list(names).index(one))):
        so_far += counted[name]
        told.append(
            {
                "name": names[name],
                "count": counted[name],
                "share": counted[name] / total,
                "together": so_far / total,
            }
        )
    return told


def _trend(found: ComplaintBook, first: date) -> list[dict[str, Any]]:
    """Return the months of the year up to this one."""
    starts = [date(first.year, number, 1) for number in range(1, first.month + 1)]
    months: dict[date, list[Complaint]] = {start: [] for start in starts}
    for one in found.complaints:
        received = as_day(one.row["Diterima"])
        if received is not None and received.replace(day=1) in months:
            months[received.replace(day=1)].append(one)
    return [_counts(month_name(start), ones, found.today) for start, ones in months.items()]


def _late(one: Overdue) -> dict[str, Any]:
    return {
        "no": one.one.no,
        "customer": text_of(one.one.row["Pelanggan"]),
        "stage": one.one.standing.stage,
        "due": shown(one.due),
        "days": one.late,
        "who": one.person or one.department,
    }
