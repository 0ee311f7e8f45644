"""The customers' statements of a month: a workbook with one page for each, to print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from udfs.discounts import payment_discount
from xl_addin import data, files
from xl_addin.actions.discount_book import DiscountBook, amount_of, day_of_cell, key
from xl_addin.actions.discount_rules import Ledger, Month, Parts
from xl_addin.actions.tables import Record, setting
from xl_addin.actions.written_days import month_name
from xl_addin.progress import track

if TYPE_CHECKING:
    import xlwings as xw

FOLDER: Final = "Diskon"


@dataclass(frozen=True)
class Explained:
    """A customer's month beside the one before."""

    now: Month
    last: Month | None
    parts: Parts
    text: str


def statement_path(book: xw.Book, month: date, out: Path | None = None) -> Path:
    """Return where the statements of a month are written: ``Diskon`` beside the workbook, or a folder."""
    name = files.safe_name(f"Lembar diskon {month:%Y-%m}")
    return (out or Path(book.fullname).parent / FOLDER) / f"{name}.xlsx"


def write_statements(
    path: Path, found: DiscountBook, ledger: Ledger, months: Mapping[str, Explained]
) -> bool:
    """Write the workbook, unless that very one is there; say whether it was written.

    Args:
        path: File to write.
        found: The discounts workbook.
        ledger: Its transactions.
        months: The month of each customer who has a page.

    Raises:
        LembarError: the file is open, or cannot be written.
    """
    from xl_addin.ooxml.heights import Heights  # noqa: PLC0415 - the template engine is heavy
    from xl_addin.ooxml.workbook import Workbook  # noqa: PLC0415
    from xl_addin.render import render  # noqa: PLC0415

    values = statements(found, ledger, months)
    book = Workbook(render(data.folder("templates") / "discount_statement.xlsx", values))
    heights = Heights(book)
    for sheet in book.worksheets():
        heights.fit(sheet)
    content = book.flush().to_bytes()
    if path.exists() and path.read_bytes() == content:
        return False
    files.write_bytes(path, content)
    return True


def statements(found: DiscountBook, ledger: Ledger, months: Mapping[str, Explained]) -> dict[str, Any]:
    """Return what the template of the statements puts in."""
    book, month = found.book, found.month
    cities = {key(record["Kode"]): record["Kota"] for record in found.customers.records()}
    lines, paid = _lines(found), _payments(found, ledger)
    pages = [
        _page(explained, ledger, cities.get(code), lines.get(code, []), paid.get(code, []))
        for code, explained in track(list(months.items()), "Lembar pelanggan")
    ]
    return {
        "company": {"name": setting(book, "Nama_perusahaan") or ""},
        "document": {
            "number": setting(book, "No_dokumen") or "",
            "revision": setting(book, "Revisi") or "",
            "date": setting(book, "Tanggal_berlaku"),
        },
        "month": month_name(month),
        "period": f"Bulan {month_name(month)}",
        "target_period": f"{found.period.lower()}, sejak {ledger.period_start(month):%d/%m/%Y}",
        "statements": pages,
    }


def _page(
    explained: Explained, ledger: Ledger, city: object, lines: list[Record], payments: list[Record]
) -> dict[str, Any]:
    now = explained.now
    customer = ledger.customers.get(now.code)
    group = ledger.groups.get(customer.group) if customer else None
    return {
        "code": now.code,
        "name": now.name,
        "city": city or "",
        "group": now.group,
        "lines": sorted(lines, key=lambda line: (line["date"], line["number"])),
        "net": now.net,
        "tiers": _tiers(group.tiers[0] if group else (), now),
        "period_net": now.period_net,
        "target": now.target,
        "target_text": _target_text(now, ledger.period),
        "payments": sorted(payments, key=lambda line: (line["date"], line["invoice"])),
        "payment": now.payment,
        "correction": now.correction,
        "reason": now.reason,
        "total": now.total,
        "last": explained.last.total if explained.last else 0.0,
        "explanation": explained.text,
    }


def _target_text(now: Month, period: str) -> str:
    reached = f"tingkat {now.tier}" if now.tier else "belum mencapai target"
    less = "" if period == "Bulanan" else "; dikurangi yang sudah diberikan pada periode ini"
    return f"Diskon target, {reached}{less}"


def _tiers(cells: Any, now: Month) -> list[Record]:
    pairs = [(limit, rate) for limit, rate in zip(cells[::2], cells[1::2], strict=True) if limit is not None]
    return [
        {"number": n, "limit": limit, "rate": rate or 0.0, "note": _reached(n, limit, now)}
        for n, (limit, rate) in enumerate(pairs, 1)
    ]


def _reached(number: int, limit: float, now: Month) -> str:
    if number == now.tier:
        return "Tercapai"
    if number == now.tier + 1:
        return f"Kurang {rupiah(limit - now.period_net)}"
    return ""


def rupiah(amount: float) -> str:
    """Return an amount as Indonesians write it.

    >>> rupiah(1_250_000), rupiah(-500.0)
    ('Rp 1.250.000', '-Rp 500')
    """
    return f"{'-' if amount < 0 else ''}Rp {abs(amount):,.0f}".replace(",", ".")


def _lines(found: DiscountBook) -> dict[str, list[Record]]:
    """Return the purchases and, below 0, the returns of the month by customer."""
    lines: dict[str, list[Record]] = {}
    for table, sign, word in ((found.purchases, 1, ""), (found.returns, -1, "Retur: ")):
        for record in table.records():
            day, amount = day_of_cell(record["Tanggal"]), amount_of(record["Nilai"])
            if day is not None and amount is not None and day.replace(day=1) == found.month:
                text = f"{word}{record['Uraian'] or ''}".strip()
                line = {"date": day, "number": key(record["No"]), "text": text, "amount": sign * amount}
                lines.setdefault(key(record["Kode"]), []).append(line)
    return lines


def _payments(found: DiscountBook, ledger: Ledger) -> dict[str, list[Record]]:
    """Return what was paid in the month by customer, with the discount that it earns."""
    lines: dict[str, list[Record]] = {}
    for payment, settled in zip(ledger.payments, ledger.settled, strict=True):
        day, limit, rate = payment.day, settled.limit, settled.rate
        if day is None or limit is None or rate is None or day.replace(day=1) != found.month:
            continue
        late = (day - limit).days
        note = f"Terlambat {late} hari" if late > 0 else "Tepat waktu"
        line = {
            "date": day,
            "invoice": payment.invoice,
            "note": f"{note}; {settled.finding.lower()}" if settled.finding else note,
            "counted": settled.counted,
            "limit": limit,
            "rate": rate,
            "discount": payment_discount(settled.counted, limit, day, rate, settled.before),
        }
        lines.setdefault(settled.code, []).append(line)
    return lines
