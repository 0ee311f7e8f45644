"""The format ``discount_statement``: an A4 page for each customer, values alone, to print and to sign."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from templates.formats.palette import (
    ACCENT,
    BAND,
    CELL,
    DAY,
    HEADING,
    LABEL,
    LINE,
    PRIMARY,
    QUIET,
    SECTION,
    TAG,
    TEXT,
    Look,
)
from templates.formats.style import House

_WIDTHS: Final = (13, 17, 34, 16, 13, 11, 16)
_MONEY: Final[Look] = {**CELL, "num_format": "#,##0;[Red]-#,##0", "align": "right"}
_DATE: Final[Look] = {**CELL, "num_format": DAY, "align": "center"}
_CENTRE: Final[Look] = {**CELL, "align": "center"}
_RATE: Final[Look] = {**CELL, "num_format": "0.0##%", "align": "center"}
_BOLD: Final[Look] = {"bold": True, "bg_color": BAND}
_NONE: Final[Look] = {**CELL, "italic": True, "font_color": QUIET}


class _Sheet:
    """The page as it is drawn, row by row, below the row of the sheet's tag."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.sheet = house.workbook.add_worksheet("Diskon")
        for column, width in enumerate(_WIDTHS):
            self.sheet.set_column(column, column, width)
        self.sheet.hide_gridlines(2)
        self.sheet.set_portrait()
        self.sheet.set_paper(9)  # A4
        self.sheet.fit_to_pages(1, 1)
        self.sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.6)
        self.sheet.center_horizontally()
        self.sheet.set_footer('&L&"Arial"&8&A&R&"Arial"&8Halaman &P dari &N')
        self.row = 1

    def put(self, columns: str, text: str, look: Look) -> None:
        """Write into a cell of the row, or into several merged."""
        first, _, last = columns.partition(":")
        form = self.house.format(look)
        if last:
            self.sheet.merge_range(f"{first}{self.row}:{last}{self.row}", "", form)
        self.sheet.write_string(f"{first}{self.row}", text, form)

    def line(self, cells: dict[str, tuple[str, Look]], height: float = 17) -> None:
        """Write a row and go to the next one."""
        self.sheet.set_row(self.row - 1, height)
        for columns, (text, look) in cells.items():
            self.put(columns, text, look)
        self.row += 1

    def tag(self, text: str) -> None:
        """Write a row that steers the template engine."""
        self.line({"A": (text, TAG)})

    def section(self, text: str) -> None:
        """Write the heading of a part, with a little room above."""
        self.sheet.set_row(self.row - 1, 7)
        self.row += 1
        self.line({"A:G": (text, SECTION)}, 20)

    def headings(self, **texts: str) -> None:
        """Write the headings of a list; ``B_C`` stands for merged columns."""
        cells = {columns.replace("_", ":"): (text, HEADING) for columns, text in texts.items()}
        self.line(cells, 18)

    def loop(self, items: str, cells: dict[str, tuple[str, Look]], none: str) -> None:
        """Write a row for each item, or what is said when there is none."""
        self.tag(f"{{% for one in {items} %}}")
        self.line(cells)
        self.tag("{% else %}")
        self.line({"A:G": (none, _NONE)})
        self.tag("{% endfor %}")


def draw(path: Path) -> None:
    """Draw the template of the customers' statements.

    Args:
        path: File to write.
    """
    house = House(path, "Lembar diskon pelanggan", 1)
    page = _Sheet(house)
    page.tag("{% sheet for s in statements name s.code %}")
    _header(page)
    _purchases(page)
    _target(page)
    _payments(page)
    _total(page)
    _signatures(page)
    house.close()


def _header(page: _Sheet) -> None:
    edge: dict[str, Any] = {"border": 1, "border_color": LINE}
    quiet = {**TEXT, **edge, "font_size": 9, "font_color": QUIET, "indent": 1}
    plain = {**TEXT, **edge, "font_size": 9, "align": "left", "indent": 1, "num_format": DAY}
    company = {**TEXT, **edge, "bg_color": BAND, "bold": True, "font_color": ACCENT, "indent": 1}
    title = {**company, "font_size": 15, "font_color": PRIMARY}
    box = (("No. Dokumen", "{{ document.number }}"), ("Revisi", "{{ document.revision }}"),
           ("Tanggal berlaku", "{{ document.date }}"))  # fmt: skip
    texts = (
        ("{{ company.name }}", company),
        ("PERHITUNGAN DISKON PELANGGAN", title),
        ("{{ period }}", company),
    )
    for (label, value), (text, look) in zip(box, texts, strict=True):
        page.line({"A:D": (text, look), "E:F": (label, quiet), "G": (value, plain)}, 20)
    page.line({}, 7)
    name = {**CELL, "bold": True}
    page.line({"A": ("Pelanggan", LABEL), "B:D": ("{{ s.name }}", name), "E": ("Kode", LABEL),
               "F:G": ("{{ s.code }}", name)})  # fmt: skip
    page.line({"A": ("Kota", LABEL), "B:D": ("{{ s.city }}", CELL), "E": ("Golongan", LABEL),
               "F:G": ("{{ s.group }}", CELL)})  # fmt: skip


def _purchases(page: _Sheet) -> None:
    page.section("1. Pembelian dan retur")
    page.headings(A="Tanggal", B="No", C_F="Uraian", G="Rupiah")
    page.loop(
        "s.lines",
        {
            "A": ("{{ one.date }}", _DATE),
            "B": ("{{ one.number }}", _CENTRE),
            "C:F": ("{{ one.text }}", CELL),
            "G": ("{{ one.amount }}", _MONEY),
        },
        "Tidak ada pembelian dan retur bulan ini.",
    )
    page.line(
        {"A:F": ("Pembelian bersih bulan ini", {**CELL, **_BOLD}), "G": ("{{ s.net }}", {**_MONEY, **_BOLD})}
    )


def _target(page: _Sheet) -> None:
    page.section("2. Diskon target")
    page.headings(A_B="Tingkat", C="Mulai pembelian bersih", D="Tarif", E_G="Keterangan")
    page.loop(
        "s.tiers",
        {
            "A:B": ("{{ one.number }}", _CENTRE),
            "C": ("{{ one.limit }}", _MONEY),
            "D": ("{{ one.rate }}", _RATE),
            "E:G": ("{{ one.note }}", CELL),
        },
        "Golongan ini tidak memiliki tingkatan.",
    )
    page.line(
        {
            "A:F": ("Pembelian bersih untuk target ({{ target_period }})", CELL),
            "G": ("{{ s.period_net }}", _MONEY),
        }
    )
    page.line(
        {"A:F": ("{{ s.target_text }}", {**CELL, **_BOLD}), "G": ("{{ s.target }}", {**_MONEY, **_BOLD})}
    )


def _payments(page: _Sheet) -> None:
    page.section("3. Diskon pembayaran")
    page.headings(
        A="Tanggal", B="No faktur", C="Keterangan", D="Dihitung", E="Batas bayar", F="Tarif", G="Diskon"
    )
    page.loop(
        "s.payments",
        {
            "A": ("{{ one.date }}", _DATE),
            "B": ("{{ one.invoice }}", _CENTRE),
            "C": ("{{ one.note }}", CELL),
            "D": ("{{ one.counted }}", _MONEY),
            "E": ("{{ one.limit }}", _DATE),
            "F": ("{{ one.rate }}", _RATE),
            "G": ("{{ one.discount }}", _MONEY),
        },
        "Tidak ada pembayaran bulan ini.",
    )
    page.line(
        {"A:F": ("Diskon pembayaran", {**CELL, **_BOLD}), "G": ("{{ s.payment }}", {**_MONEY, **_BOLD})}
    )


def _total(page: _Sheet) -> None:
    page.section("4. Jumlah diskon")
    page.tag("{% if s.correction %}")
    page.line({"A:F": ("Koreksi: {{ s.reason }}", CELL), "G": ("{{ s.correction }}", _MONEY)})
    page.tag("{% endif %}")
    strong: Look = {"bold": True, "font_size": 12, "font_color": PRIMARY}
    page.line({"A:F": ("Jumlah diskon {{ month }}", {**CELL, **_BOLD, **strong}),
               "G": ("{{ s.total }}", {**_MONEY, **_BOLD, **strong})}, 22)  # fmt: skip
    page.line({"A:G": ("Terbilang: {{ s.total | terbilang }} rupiah", {**CELL, "italic": True})}, 30)
    page.line({"A:F": ("Bulan lalu", CELL), "G": ("{{ s.last }}", _MONEY)})
    page.line({"A:G": ("Perbedaan: {{ s.explanation }}", CELL)}, 44)


def _signatures(page: _Sheet) -> None:
    page.line({}, 9)
    boxes = ("A:B", "C", "D:G")
    for texts, height, look in (
        (
            ("Dibuat: Marketing Administration", "Disetujui: Marketing Manager", "Diterima: pelanggan"),
            17,
            LABEL,
        ),
        (("", "", ""), 48, CELL),
        (("Nama / jabatan",) * 3, 17, LABEL),
        (("Tanggal:",) * 3, 17, {**CELL, "font_size": 9}),
    ):
        page.line({box: (text, look) for box, text in zip(boxes, texts, strict=True)}, height)
