"""Enter a request or complaint that came in: the next number, its class, what to ask the customer."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from xl_addin.actions.cell_values import dated, plain, shown
from xl_addin.actions.complaint_book import Complaint, ComplaintBook, day_option, given_text
from xl_addin.actions.complaint_clock import as_day
from xl_addin.actions.registry import Option, Result, action
from xl_addin.actions.tables import Record, typed
from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw

_NUMBER: Final = re.compile(r"K-(\d{4})-(\d{1,9})\Z", re.IGNORECASE)
_ASKED: Final = {
    "Kontak": "nama, alamat e-mail atau nomor telepon yang dapat dihubungi",
    "Produk / dokumen": "kode produk, jumlah, dan nomor surat jalan atau faktur",
    "Kelas": "apa yang diminta atau dikeluhkan, sampai kelasnya jelas",
}
"""What a complaint needs before it can be forwarded, and what to ask for it."""
_ABOUT_CLASS: Final = {
    "keluhan produk": "foto kerusakan dan sejak kapan terjadi",
    "keluhan pelayanan": "tanggal dan siapa petugas atau pengangkutnya",
    "purna jual": "tanggal pembelian dan bagian yang perlu diganti",
    "keluhan diskon": "nomor faktur dan tanggal bayarnya",
    "penawaran harga": "jumlah, tempat kirim, dan tanggal dibutuhkan",
    "informasi produk": "produk yang dimaksud dan untuk keperluan apa",
}
_PROBLEMS: Final = ("Kolom", "Yang perlu dilengkapi")


@action(
    label="Keluhan baru",
    workbook="complaints",
    step=1,
    help="Mencatat permintaan atau keluhan yang masuk, dengan nomor berikutnya dan usul bagian yang dituju.",
    options=(
        Option("customer", "Nama pelanggan", required=True),
        Option("text", "Uraian permintaan atau keluhan", required=True),
        Option("channel", "Saluran: Surat, E-mail, atau Telepon", required=True),
        Option("kind", "Kelas seperti di Pengaturan; kosong bila belum jelas"),
        Option("product", "Produk atau dokumen, misalnya kode produk dan nomor surat jalan"),
        Option("contact", "Kontak pelanggan"),
        Option("received", "Tanggal diterima; bila kosong: Tanggal acuan"),
        Option("complete", "Ya atau Tidak; bila kosong: Ya bila kelas, produk, dan kontak terisi"),
    ),
)
def new_complaint(
    book: xw.Book,
    customer: str,
    text: str,
    channel: str,
    kind: str | None = None,
    product: str | None = None,
    contact: str | None = None,
    received: str | None = None,
    complete: str | None = None,
) -> Result:
    """Add a row to the register, unless that very complaint of that day is there.

    Its number is the next of its year: above every number that a sheet of the workbook tells of, and above
    the last that was given, so that one which was deleted is not given again.

    Args:
        book: The complaints workbook.
        customer: Who it is from.
        text: What is asked for or complained about.
        channel: How it came.
        kind: Its class; the department to which the class goes is proposed.
        product: The product or the document concerned.
        contact: Whom to ask.
        received: When it came; by default the reference date.
        complete: Whether all is known that its answer needs; by default whether class, product and contact
            are given.

    Raises:
        LembarError: a blank text, an entry that is on no list, a day that is none or has not come yet.

    Source: customer handling, items 4.2 to 4.4 and 6.2.1 to 6.2.5.
    """
    found = ComplaintBook(book)
    record = _record(found, customer=customer, text=text, channel=channel, kind=kind, product=product,
                     contact=contact, complete=complete)  # fmt: skip
    day = day_option("received", received, found.today)
    if day > found.today:
        raise LembarError("complaint_future", found=shown(day), expected=shown(found.today))
    record["Diterima"] = dated(day)
    same = next((one for one in found.complaints if _is_same(one.row, record)), None)
    if same is not None:
        told = f"{record['Pelanggan']}, {shown(day)}"
        return Result(
            message=f"Keluhan ini sudah tercatat sebagai {same.no} ({told}); tidak ditambahkan lagi."
        )
    record["No"] = _next_number(found, day)
    place = found.table.append(record)
    book.names["Nomor_terakhir"].refers_to_range.value = typed(record["No"])
    return _result(found, Complaint(place, record, found.clock.read(record)))


def _record(found: ComplaintBook, **given: str | None) -> Record:
    """Return the row of what was given, with the department that its class goes to."""
    record: Record = dict.fromkeys(found.table.columns)
    for name, heading in (("customer", "Pelanggan"), ("text", "Uraian"), ("product", "Produk / dokumen"),
                          ("contact", "Kontak")):  # fmt: skip
        record[heading] = given_text(name, given[name])
    for name, heading in (("customer", "Pelanggan"), ("text", "Uraian")):
        if record[heading] is None:
            raise LembarError("missing_option", found="new_complaint", expected=name)
    record["Saluran"] = found.choice("Saluran", given["channel"])
    if record["Saluran"] is None:
        raise LembarError("missing_option", found="new_complaint", expected="channel")
    record["Kelas"] = found.choice("Kelas", given["kind"])
    record["Lengkap"] = _complete(given["complete"], record)
    record["Bagian"] = _proposed(found, record)
    return record


def _complete(given: str | None, record: Record) -> str:
    if given is None or not given.strip():
        return "Ya" if all(record[heading] is not None for heading in _ASKED) else "Tidak"
    for word in ("Ya", "Tidak"):
        if plain(given) in (plain(word), plain(word)[0]):
            return word
    raise LembarError("bad_option", found=f"complete={given}", expected="Ya | Tidak")


def _proposed(found: ComplaintBook, record: Record) -> str | None:
    """Return the first department to which the class goes, where the list of departments has it."""
    names = found.classes.get(plain(record["Kelas"]), ("", ()))[1]
    return next((name for name in names[:1] if plain(name) in found.heads), None)


def _is_same(row: Record, record: Record) -> bool:
    same = all(plain(row[heading]) == plain(record[heading]) for heading in ("Pelanggan", "Uraian"))
    return same and as_day(row["Diterima"]) == as_day(record["Diterima"])


def _next_number(found: ComplaintBook, day: date) -> str:
    """Return the number after all of its year."""
    given = [_NUMBER.match(no.strip()) for no in found.numbers()]
    used = [int(one[2]) for one in given if one and int(one[1]) == day.year]
    return f"K-{day.year}-{max(used, default=0) + 1:04}"


def _result(found: ComplaintBook, one: Complaint) -> Result:
    row, standing = one.row, one.standing
    message = f"{one.no} dicatat: {row['Pelanggan']}, {row['Kelas'] or 'kelas belum ditentukan'}."
    by = "" if standing.due is None else f" paling lambat {shown(standing.due)}"
    missing = _missing(row)
    if row["Lengkap"] == "Tidak":
        message += f" Belum lengkap: tanyakan dahulu ke pelanggan{by}; waktunya belum dihitung."
        step = "Tanyakan kekurangannya; isi Ditanyakan, lalu Dilengkapi begitu pelanggan menjawab."
    else:
        message += f" Diusulkan ke {row['Bagian'] or 'bagian yang Anda pilih'}; teruskan{by}."
        step = "Periksa Bagian, lalu tekan Teruskan keluhan."
        missing = [] if row["Kelas"] else [("Kelas", _ASKED["Kelas"])]
    late = found.clock.status(standing).startswith("Terlambat")
    return Result(
        message=message,
        changed=True,
        problems=bool(missing) or late,
        headings=_PROBLEMS,
        rows=missing,
        next_step=step,
    )


def _missing(row: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what to ask the customer."""
    asked = [(heading, text) for heading, text in _ASKED.items() if row[heading] is None]
    about = _ABOUT_CLASS.get(plain(row["Kelas"]))
    return [*asked, ("Uraian", about)] if about else asked or [("Uraian", "rincian yang belum jelas")]
