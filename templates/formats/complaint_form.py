"""The format ``complaint_form``: one request or complaint on one page, for the department that answers it.

It is filled from a row of the register (customer handling, items 4.4 and 9.1). The department types its
answer into the yellow cells, or writes it on the printed page, and sends it back.

Data: company, document, year; ``one``: the row by the keys of ``complaints.yaml``, all of them; ``receiver``;
``copies``: who else gets the form; ``clock.answer_due``; ``signers``: receiver, department, marketing;
``causes``: the list of the settings.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from templates.formats.palette import ACCENT, CELL, DAY, FILLS, LABEL, PRIMARY, TAG, TEXT, Look, filled
from templates.formats.rules import Rule, choice, day
from templates.formats.style import House, Page
from templates.formats.tables import Column, loop_table

SHEET: Final = "Form Keluhan"
SIGNERS: Final = ("Penerima", "Bagian yang menjawab", "Marketing")

_DOCUMENT: Final = {
    "company": "{{ company.name }}",
    "number": "{{ document.number }}",
    "revision": "{{ document.revision }}",
    "date": "{{ document.date }}",
    "year": "{{ year }}",
}
_WIDTHS: Final = (16, 16, 16, 16, 16, 16)
_FIELD: Final[Look] = {**LABEL, "align": "left", "indent": 1}
_VALUE: Final[Look] = {**CELL, "align": "left", "indent": 1}
_LONG: Final[Look] = {**CELL, "align": "left", "valign": "top", "indent": 1}
_BIG: Final[Look] = {**CELL, "align": "center", "bold": True, "font_size": 13, "font_color": PRIMARY}
_DATED: Final[Look] = {"num_format": DAY, "align": "left"}
_TEXT_ROW: Final = 22.0
_TEXT_HEIGHT: Final = 96.0
_LONG_TEXT: Final = 550
"""Letters that fit into a text of that height; a longer one gets three times as much, on the same page."""


def draw(path: Path) -> None:
    """Draw the template of the printable form.

    Args:
        path: File to write.
    """
    house = House(path, "Form keluhan pelanggan", 1)
    _draw_form(house)
    _draw_causes(house)
    house.close()


def _draw_form(house: House) -> None:
    page = Page(
        house, SHEET, "Form keluhan pelanggan", _WIDTHS, landscape=False, colour=ACCENT, document=_DOCUMENT
    )
    page.note(
        "Bagian yang dituju mengisi sel kuning, menandatangani, dan mengembalikan formulir.", ("input",)
    )
    _heads(page)
    row = _received(page, 10)
    row = _forwarded(page, row + 1)
    row = _answered(page, row + 1)
    row = _replied(page, row + 1)
    _signatures(page, row + 1)
    page.sheet.print_area(f"A1:F{row + 5}")
    page.sheet.fit_to_pages(1, 1)
    page.freeze(4)


def _heads(page: Page) -> None:
    """The number, the class and the day by which the department answers, large enough to read at once."""
    heads: Sequence[tuple[str, str, str, Look]] = (
        ("A:B", "Nomor", "{{ one.number }}", {}),
        ("C:D", "Kelas", "{{ one.class }}", {"font_size": 11}),
        ("E:F", "Jawaban paling lambat", "{{ clock.answer_due }}", {"num_format": DAY}),
    )
    page.sheet.set_row(6, 17)
    page.sheet.set_row(7, 26)
    for columns, label, content, more in heads:
        page.put(_on(columns, 7), label, LABEL)
        page.put(_on(columns, 8), content, {**_BIG, **more})
    page.house.name("Form_nomor", f"'{SHEET}'!$A$8")


def _received(page: Page, row: int) -> int:
    page.section(row, "1. Permintaan atau keluhan", "F")
    _pair(page, row + 1, ("Diterima", "{{ one.received }}"), ("Melalui", "{{ one.channel }}"))
    _wide(page, row + 2, "Pelanggan", "{{ one.customer }}")
    _wide(page, row + 3, "Kontak", "{{ one.contact }}")
    _wide(page, row + 4, "Produk / dokumen", "{{ one.product }}")
    _pair(page, row + 5, ("Lengkap", "{{ one.complete }}"), ("Dilengkapi", "{{ one.completed }}"))
    page.put(f"A{row + 6}", f"{{% if one.text | length > {_LONG_TEXT} %}}", TAG)
    _block(page, row + 7, "Uraian", "{{ one.text }}", 3 * _TEXT_HEIGHT)
    page.put(f"A{row + 8}", "{% else %}", TAG)
    _block(page, row + 9, "Uraian", "{{ one.text }}", _TEXT_HEIGHT)
    page.put(f"A{row + 10}", "{% endif %}", TAG)
    return row + 11


def _forwarded(page: Page, row: int) -> int:
    page.section(row, "2. Penerusan", "F")
    _pair(page, row + 1, ("Penerima", "{{ receiver }}"), ("Diteruskan", "{{ one.forwarded }}"))
    _pair(page, row + 2, ("Bagian yang menjawab", "{{ one.department }}"), ("Salinan untuk", "{{ copies }}"))
    own = ("Diterima bagian", "{{ one.department_received }}", "Form_diterima_bagian")
    _asked(page, row + 3, "A", own, day("Diterima bagian", "Tanggal bagian menerima formulir ini."))
    return row + 4


def _answered(page: Page, row: int) -> int:
    page.section(row, "3. Jawaban bagian", "F")
    _block(page, row + 1, "Jawaban", "{{ one.answer }}", _TEXT_HEIGHT, name="Form_jawaban")
    listed = choice("Daftar_sebab", "Sebab", "Pilih sebab dari daftar.", strict=False)
    _asked(page, row + 2, "A", ("Sebab", "{{ one.cause }}", "Form_sebab"), listed)
    answered = ("Dijawab", "{{ one.answered }}", "Form_dijawab")
    _asked(page, row + 2, "D", answered, day("Dijawab", "Tanggal jawaban ini diberikan."))
    _block(page, row + 3, "Tindakan", "{{ one.action }}", 44, name="Form_tindakan")
    _asked(page, row + 4, "A", ("PIC", "{{ one.pic }}", "Form_PIC"))
    due = ("Batas tindakan", "{{ one.action_due }}", "Form_batas_tindakan")
    _asked(page, row + 4, "D", due, day("Batas tindakan", "Tanggal tindakan dijanjikan selesai."))
    return row + 5


def _replied(page: Page, row: int) -> int:
    page.section(row, "4. Balasan kepada pelanggan", "F")
    _pair(page, row + 1, ("Dibalas", "{{ one.replied }}"), ("Melalui", "{{ one.reply_channel }}"))
    _pair(page, row + 2, ("Tindakan selesai", "{{ one.action_done }}"), ("Catatan", "{{ one.note }}"))
    return row + 3


def _signatures(page: Page, row: int) -> None:
    """Draw a box for each who signs: the receiver, the department, marketing."""
    page.sheet.set_row(row, 58)
    names = ("{{ signers.receiver }}", "{{ signers.department }}", "{{ signers.marketing }}")
    for columns, act, name in zip(("A:B", "C:D", "E:F"), SIGNERS, names, strict=True):
        page.put(_on(columns, row), act, LABEL)
        page.put(_on(columns, row + 1), "", CELL)
        page.put(_on(columns, row + 2), name, {**CELL, "bold": True, "align": "center"})
        page.put(_on(columns, row + 3), "Tanggal:", {**CELL, "font_size": 9})


def _pair(page: Page, row: int, *fields: tuple[str, str]) -> None:
    page.sheet.set_row(row - 1, _TEXT_ROW)
    for first, (label, content) in zip("AD", fields, strict=True):
        value = _on(_values(first), row)
        page.put(f"{first}{row}", label, _FIELD)
        page.put(value, content, {**_VALUE, **_DATED})


def _wide(page: Page, row: int, label: str, content: str) -> None:
    page.sheet.set_row(row - 1, _TEXT_ROW)
    page.put(f"A{row}", label, _FIELD)
    page.put(f"B{row}:F{row}", content, _VALUE)


def _block(page: Page, row: int, label: str, content: str, height: float, *, name: str = "") -> None:
    """Draw a text of several lines: typed by the department where it has a name."""
    page.sheet.set_row(row - 1, height)
    page.put(f"A{row}", label, {**_FIELD, "valign": "top"})
    look = {**_LONG, "bg_color": FILLS["input"], "locked": False} if name else _LONG
    page.put(f"B{row}:F{row}", content, look)
    if name:
        page.house.name(name, f"'{SHEET}'!$B${row}")


def _asked(page: Page, row: int, first: str, field: tuple[str, str, str], rule: Rule | None = None) -> None:
    """Draw a cell that the department fills, with its label, name and validation."""
    label, content, name = field
    page.sheet.set_row(row - 1, _TEXT_ROW)
    value = _on(_values(first), row)
    page.put(f"{first}{row}", label, _FIELD)
    page.put(value, content, filled("input", indent=1, **_DATED))
    if rule is not None:
        page.sheet.data_validation(value.partition(":")[0], rule)
    page.house.name(name, f"'{SHEET}'!${value[0]}${row}")


def _values(first: str) -> str:
    return "B:C" if first == "A" else "E:F"


def _on(columns: str, row: int) -> str:
    return ":".join(f"{column}{row}" for column in columns.split(":"))


def _draw_causes(house: House) -> None:
    page = Page(house, "Daftar", "Daftar sebab", (40, 40, 30), landscape=False, document=_DOCUMENT)
    page.put("A5", "Pilihan pada sel Sebab.", {**TEXT, "italic": True})
    columns: Sequence[Column] = (Column("Sebab", "data", "{{ name }}"),)
    block = loop_table(page, "tbl_sebab", columns, "name in causes", row=7)
    house.name("Daftar_sebab", block.span("A"))
    page.sheet.hide()
