"""The format ``issue_form``: what a department fills in October, in plain formulas for any Excel."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from templates.formats.guide import Guide
from templates.formats.lists import CATEGORIES, draw_lists
from templates.formats.palette import ACCENT, COUNT, DAY, filled
from templates.formats.rules import between, choice, day
from templates.formats.style import Figure, House, Page
from templates.formats.swot_lists import issue_columns
from templates.formats.tables import Column, loop_table

_FORM: Final = "Formulir Isu"
_ROWS: Final = 30
"""A form has at least this many rows to fill."""

_CHECK: Final = (
    '=IF(COUNTA(B#:G#)=0,"",IF(B#="","Isi Stakeholders",IF(C#="","Isi Kebutuhan & Harapan",'
    'IF(D#="","Isi Isu",IF(E#="","Isi Tinjauan Faktor",IF(F#="","Isi Sumber Isu",'
    'IF(NOT(OR(G#="S",G#="W",G#="O",G#="T")),"Kategori harus S, W, O, atau T",'
    'IF(OR(AND(LEFT(E#,8)="Internal",OR(G#="O",G#="T")),AND(LEFT(E#,9)="Eksternal",OR(G#="S",G#="W"))),'
    '"Faktor tidak cocok dengan kategori","OK"))))))))'
)
_STEPS: Final = (
    ("Periksa bagian atas formulir", "Departemen, nama pengisi, dan tanggal kirim."),
    (
        "Bahas isu bersama tim",
        "Isu yang akan dihadapi tahun rencana, dari dalam maupun dari luar perusahaan.",
    ),
    (
        "Tulis satu isu pada satu baris",
        "Isi keenam kolom kuning. Kolom Periksa menyebut apa yang masih kurang.",
    ),
    ("Tambah baris bila perlu", "Ketik tepat di bawah baris terakhir tabel, atau sisipkan baris tabel."),
    (
        "Kirim berkas ini ke CMS",
        "Paling lambat 31 Oktober sebelum tahun rencana, setelah Pemeriksaan berbunyi OK.",
    ),
    ("Perbaiki bila dikembalikan", "CMS memeriksa dalam 3 hari kerja sejak diterima dan menyebut alasannya."),
)
_COLUMNS: Final = (
    (
        "Stakeholders",
        "Pihak yang berkepentingan dengan isu ini, misalnya pelanggan, karyawan, pemasok, pemerintah.",
    ),
    (
        "Kebutuhan & Harapan Pihak Berkepentingan",
        "Apa yang dibutuhkan atau diharapkan pihak itu dari perusahaan.",
    ),
    (
        "Isu",
        "Satu keadaan nyata per baris, sebaiknya dengan angka dan waktu. Bukan keluhan, bukan usul tindakan.",
    ),
    (
        "Tinjauan Faktor",
        "Pilih dari daftar. Faktor internal untuk kategori S dan W, faktor eksternal untuk O dan T.",
    ),
    (
        "Sumber Isu",
        "Dari mana isu diketahui: laporan, data penjualan, audit, berita; sebut tanggalnya bila ada.",
    ),
    ("Kategori SWOT", "S, W, O, atau T. Setiap isu hanya satu kategori."),
)


def draw(path: Path) -> None:
    """Draw the template of the issue form.

    Args:
        path: File to write.
    """
    house = House(path, "Formulir isu internal dan eksternal", 3)
    _draw_guide(house)
    _draw_form(house)
    _draw_lists(house)
    house.close()


def _draw_guide(house: House) -> None:
    page = Page(house, "Petunjuk", "Petunjuk formulir isu", (5, 40, 74, 16, 20))
    page.note("Bacalah sekali sebelum mengisi.", ())
    guide = Guide(page)
    guide.part("Cara mengisi")
    guide.table(("No", "Langkah", "Penjelasan"), _STEPS)
    guide.space()
    guide.part("Isi setiap kolom")
    guide.pairs(_COLUMNS)
    guide.space()
    guide.part("Kategori SWOT")
    guide.pairs([(f"{letter}: {name}", meaning) for letter, name, meaning in CATEGORIES])
    guide.space()
    guide.part("Arti warna")
    guide.colours()
    page.freeze(4)


def _draw_form(house: House) -> None:
    document = {
        "company": "{{ company.name }}",
        "number": "{{ document.number }}",
        "revision": "{{ document.revision }}",
        "date": "{{ document.date }}",
        "year": "=Tahun_rencana",
    }
    widths = (6, 21, 34, 44, 21, 27, 16, 27)
    page = Page(house, _FORM, "Formulir isu internal dan eksternal", widths, colour=ACCENT, document=document)
    page.note(
        "Isi sel kuning; satu isu satu baris. Kirim ke CMS paling lambat akhir Oktober.",
        ("input", "calculated"),
    )
    page.figures(_figures())
    _names(page)
    page.mark_checks("H7")
    number = {"align": "center", "num_format": COUNT}
    columns = (
        Column("No", "data", "{{ loop.index }}", number),
        *_typed_columns(),
        Column("Periksa", "calculated", _CHECK, {"align": "center"}),
    )
    block = loop_table(page, "tbl_isu_departemen", columns, f"n in range([{_ROWS}, issues|length]|max)")
    page.freeze(block.heading)
    page.signatures(block.last + 2, (("C", "C"), ("D", "D"), ("E", "F")), maker='=IF(Pengisi="","",Pengisi)')


def _typed_columns() -> list[Column]:
    """The six columns of an issue; rows after the last issue stay blank."""
    return [
        Column(
            c.heading, c.kind, c.content.replace(" }}", " if n < issues|length else none }}"), c.look, c.rule
        )
        for c in issue_columns("issues[n]", kind="input", required=False)
    ]


def _figures() -> dict[str, Figure]:
    typed = filled("input", align="center", bold=True)
    result = filled("calculated", align="center", bold=True)
    counts = ",".join(f"COUNTA({column}10:{column}12)" for column in "BCDEFG")
    rows = f'IF(F7=0,"Belum ada isu",IF(COUNTIFS(H10:H12,"OK")=MAX({counts}),"OK","Lengkapi baris di bawah"))'
    check = f'=IF(B7="","Isi departemen",IF(C7="","Isi nama pengisi",IF(D7="","Isi tanggal kirim",{rows})))'
    return {
        "B": Figure("Departemen", "{{ department }}", typed),
        "C": Figure("Nama pengisi", "{{ author }}", typed),
        "D": Figure("Tanggal kirim", "{{ sent }}", typed | {"num_format": DAY}),
        "E": Figure("Tahun rencana", "{{ year }}", typed | {"num_format": COUNT}),
        "F": Figure("Jumlah isu", "=COUNTA(D10:D12)", result),
        "H": Figure("Pemeriksaan", check, result),
    }


def _names(page: Page) -> None:
    names = {"Departemen": "B", "Pengisi": "C", "Tanggal_kirim": "D", "Tahun_rencana": "E"}
    for name, column in names.items():
        page.house.name(name, f"'{_FORM}'!${column}$7")
    header = {"Nama_perusahaan": "A1"} | dict(
        zip(("No_dokumen", "Revisi", "Tanggal_berlaku"), page.box, strict=True)
    )
    for name, cell in header.items():
        page.house.name(name, f"'{_FORM}'!${cell[0]}${cell[1]}")
    department = choice("Daftar_departemen", "Departemen", "Pilih departemen Anda.")
    page.sheet.data_validation("B7", department)
    page.sheet.data_validation("D7", day("Tanggal kirim", "Tanggal formulir dikirim ke CMS."))
    page.sheet.data_validation(
        "E7", between(2000, 2099, "Tahun rencana", "Empat angka, misalnya 2027.", whole=True)
    )


def _draw_lists(house: House) -> None:
    page = Page(house, "Daftar", "Daftar pilihan", (34, 32, 74), landscape=False)
    page.note("Daftar di balik pilihan pada formulir. Hanya CMS yang mengubahnya.", ("input", "data"))
    draw_lists(page, 7, planning=False)
    page.freeze(4)
