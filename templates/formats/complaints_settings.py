"""Sheet ``Pengaturan`` of the complaints workbook: the terms, their calendar, who gets which class."""

from __future__ import annotations

from typing import Final

from templates.formats.palette import COUNT, DAY
from templates.formats.rules import between, day
from templates.formats.settings import DOCUMENT, LEAVE, TOP, WEEK, Setting, option, setting_rows, today, year
from templates.formats.style import House, Page
from templates.formats.tables import Column, loop_table

WORKING: Final = "Hari kerja"
CALENDAR: Final = "Hari kalender"

_COUNT: Final = {"num_format": COUNT}
_DAY: Final = {"num_format": DAY}
_SETTINGS: Final = (
    year("Tahun register ini; lembar Tren memakai tahun ini.", "Tahun"),
    today(
        'Dipakai sebagai "hari ini". Ganti setiap hari sebelum membaca Status; hasil tidak berubah sendiri.'
    ),
    Setting(
        "Batas_terus", "Batas meneruskan (H+)", "{{ settings.forward_days }}",
        "Diteruskan ke bagian paling lambat sekian hari sejak diterima, atau sejak dilengkapi pelanggan.",
        between(0, 60, "Batas meneruskan", "Hari sesudah diterima.", whole=True), _COUNT,
    ),
    Setting(
        "Batas_jawab", "Batas jawaban bagian (H+)", "{{ settings.answer_days }}",
        "Bagian menjawab paling lambat sekian hari kerja sejak menerima formulir.",
        between(0, 60, "Batas jawaban", "Hari kerja sesudah diterima bagian.", whole=True), _COUNT,
    ),
    Setting(
        "Batas_balas", "Batas balasan ke pelanggan (H+)", "{{ settings.reply_days }}",
        "Pelanggan dibalas paling lambat sekian hari sejak bagian menjawab.",
        between(0, 60, "Batas balasan", "Hari sesudah bagian menjawab.", whole=True), _COUNT,
    ),
    Setting(
        "Hari_terus_balas", "Meneruskan dan membalas dihitung dalam", "{{ settings.forward_reply_in }}",
        "Hari kerja: hari libur dilewati. Hari kalender: semua hari dihitung. Jawaban bagian selalu hari "
        "kerja.",
        option((WORKING, CALENDAR), "Hari kerja atau kalender"),
    ),
    WEEK,
    LEAVE,
    Setting(
        "Rekap_dari", "Rekap dari tanggal", "{{ settings.recap_from }}",
        "Lembar Rekap dan Pareto menghitung yang diterima sejak tanggal ini. Kosong: awal tahun.",
        day("Rekap dari", "Tanggal pertama, atau kosong."), _DAY,
    ),
    Setting(
        "Rekap_sampai", "Rekap sampai tanggal", "{{ settings.recap_to }}",
        "Tanggal terakhir yang dihitung. Kosong: akhir tahun.",
        day("Rekap sampai", "Tanggal terakhir, atau kosong."), _DAY,
    ),
    Setting(
        "Nomor_terakhir", "Nomor terakhir", "{{ last_number | default(none) }}",
        "Diisi tombol Keluhan baru, agar nomor yang pernah dipakai tidak diberikan lagi.",
    ),
)  # fmt: skip


def draw_settings(house: House) -> None:
    """Draw the settings, each with its defined name, and the lists that people edit under them."""
    page = Page(house, "Pengaturan", "Pengaturan penanganan pelanggan", (34, 30, 48, 58))
    page.note("Ganti Tanggal acuan setiap hari; yang lain diperiksa setahun sekali.", ("input", "calculated"))
    row = setting_rows(page, (*DOCUMENT, *_SETTINGS))
    page.section(row + 1, "Kelas dan penerusannya", "D")
    row = _classes(page, row + 2)
    page.section(row, "Daftar pilihan", "D")
    row = _departments(page, row + 1)
    row = _list(page, row, "sebab", Column("Sebab", "input", "{{ name }}"), "name in causes")
    _list(page, row, "saluran", Column("Saluran", "input", "{{ name }}"), "name in channels")
    page.freeze(TOP - 1)


def _classes(page: Page, row: int) -> int:
    """Draw who receives a class and to whom it goes on; the first part named there is to answer."""
    columns = (
        Column("Kelas", "input", "{{ one.name }}", {"bold": True}, required=True),
        Column("Penerima", "input", "{{ one.receiver }}", required=True),
        Column("Diteruskan ke", "input", "{{ one.forward }}", required=True),
        Column("Arti", "input", "{{ one.meaning }}"),
    )
    block = loop_table(page, "tbl_kelas", columns, "one in classes", row=row, filters=False)
    page.house.name("Daftar_kelas", block.span("A"))
    return block.last + 2


def _departments(page: Page, row: int) -> int:
    columns = (
        Column("Bagian", "input", "{{ one.name }}", required=True),
        Column("Penanggung jawab", "input", "{{ one.head }}"),
    )
    block = loop_table(page, "tbl_bagian", columns, "one in departments", row=row)
    page.house.name("Daftar_bagian", block.span("A"))
    return block.last + 2


def _list(page: Page, row: int, name: str, column: Column, loop: str) -> int:
    block = loop_table(page, f"tbl_{name}", (column,), loop, row=row)
    page.house.name(f"Daftar_{name}", block.span("A"))
    return block.last + 2
