"""The report ``aps_result``: the result of an APS meeting for a department, values without formulas."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from templates.formats.palette import ACCENT, ALARM, CELL, DAY, INK, LINE, PRIMARY, QUIET, TEXT, Look
from templates.formats.style import Figure, House, Page
from templates.formats.tables import Column, loop_table

FINAL_ROW: Final = 9
ROW: Final = 7
"""Rows of the headings: of the final orders, under figures, and of the other tables."""

_BODY: Final = ROW + 2
_DOCUMENT: Final = {
    "company": "{{ company.name }}",
    "number": "{{ document.number }}",
    "revision": "{{ document.revision }}",
    "date": "{{ document.date }}",
    "year": "{{ year }}",
}
_CENTRE: Final[Look] = {"align": "center"}
_QUANTITY: Final[Look] = {"num_format": "#,##0.##", "align": "right"}
_DIFFERENCE: Final[Look] = {"num_format": "+#,##0.##;-#,##0.##;", "align": "right"}
_HOURS: Final[Look] = {"num_format": "#,##0.0", "align": "right"}
_DATE: Final[Look] = {**_CENTRE, "num_format": DAY}
_NOTE: Final = "'■ Di atas kapasitas' if load.is_over else ('' if load.capacity else 'Tidak ada jam')"
_FONT: Final = {"name": "Arial", "size": 9, "color": QUIET}
_BLUE: Final = "#8FB8DE"
_GREEN: Final = "#2F8F5B"


def draw(path: Path) -> None:
    """Draw the template of the result of an APS meeting.

    Args:
        path: File to write.
    """
    house = House(path, "Hasil APS", 3)
    _draw_final(house)
    _draw_load(house)
    _draw_materials(house)
    house.close()


def _page(house: House, name: str, title: str, widths: tuple[float, ...]) -> Page:
    page = Page(house, name, title, widths, colour=ACCENT, document=_DOCUMENT)
    text = "Untuk {{ department }}{{ ' · ' + recipient if recipient else '' }}. Rapat APS tahap {{ stage }} "
    text += "tanggal {{ meeting.strftime('%d/%m/%Y') }}, bulan produksi {{ month.strftime('%m/%Y') }}."
    page.put(f"A5:{page.last}5", text, {**TEXT, "font_color": QUIET, "italic": True, "indent": 1})
    return page


def _draw_final(house: House) -> None:
    """Draw what is to be made, order by order, and what the meeting changed."""
    page = _page(house, "APS Final", "Hasil APS", (7, 13, 28, 10, 27, 10, 10, 10, 13, 32, 18))
    big: Look = {**CELL, **_CENTRE, "bold": True, "font_size": 12}
    page.figures(
        {
            "A:B": Figure("ROP", "{{ figures.orders }}", big | _QUANTITY | _CENTRE),
            "C": Figure("Pelanggan", "{{ figures.customers }}", big | _QUANTITY | _CENTRE),
            "D:E": Figure("Unit diminta", "{{ figures.asked }}", big | _QUANTITY | _CENTRE),
            "F:G": Figure("Tambah/kurang", "{{ figures.change }}", big | _DIFFERENCE | _CENTRE),
            "H:I": Figure("Unit disepakati", "{{ figures.agreed }}", big | _QUANTITY | _CENTRE),
            "J": Figure("Dikirim", "{{ sent }}", big | _DATE),
            "K": Figure("Pengirim", "{{ sender }}", {**CELL, **_CENTRE}),
        }
    )
    columns = (
        Column("Tahap", "data", "{{ line.stage }}", _CENTRE),
        Column("No ROP", "data", "{{ line.no }}", _CENTRE),
        Column("Pelanggan", "data", "{{ line.customer }}"),
        Column("Kode produk", "data", "{{ line.product }}", _CENTRE),
        Column("Produk", "data", "{{ line.name }}"),
        Column("Jumlah ROP", "data", "{{ line.quantity }}", _QUANTITY),
        Column("Tambah/ kurang", "data", "{{ line.change }}", _DIFFERENCE),
        Column("Jumlah APS", "data", "{{ line.agreed }}", _QUANTITY | {"bold": True}),
        Column("Tanggal sanggup", "data", "{{ line.promised }}", _DATE),
        Column("Alasan", "data", "{{ line.why }}"),
        Column("Disepakati oleh", "data", "{{ line.agreed_by }}"),
    )
    loop_table(page, "tbl_aps_final", columns, "line in lines", key="B", row=FINAL_ROW)
    body = FINAL_ROW + 2
    page.mark(f"G{body}:H{body}", f"=$G{body}<>0", {"bold": True, "font_color": ALARM["font_color"]})
    page.freeze(FINAL_ROW)


def _draw_load(house: House) -> None:
    """Draw the load of the month for each work centre, and its chart."""
    page = _page(house, "Beban", "Beban pusat kerja", (30, 15, 15, 15, 17, 24))
    columns = (
        Column("Pusat kerja", "data", "{{ load.work_centre }}"),
        Column("Kapasitas (jam)", "data", "{{ load.capacity }}", _HOURS),
        Column("Diminta (jam)", "data", "{{ load.asked }}", _HOURS),
        Column("Disanggupi (jam)", "data", "{{ load.promised }}", _HOURS),
        Column("Disanggupi / kapasitas", "data", "{{ load.share }}", {**_CENTRE, "num_format": "0%"}),
        Column("Keterangan", "data", f"{{{{ {_NOTE} }}}}"),
    )
    loop_table(page, "tbl_beban", columns, "load in loads", row=ROW, filters=False)
    page.mark(f"A{_BODY}:F{_BODY}", f'=LEFT($F{_BODY},1)="■"', ALARM)
    chart: Any = page.house.workbook.add_chart({"type": "column"})
    line: Any = page.house.workbook.add_chart({"type": "line"})
    dash = {"type": "long_dash", "size": 14, "fill": {"color": INK}, "border": {"color": INK}}
    limit = {"line": {"none": True}, "marker": dash}
    for drawn, column, name, look in (
        (chart, "C", "Diminta", {"fill": {"color": _BLUE}, "gap": 60}),
        (chart, "D", "Disanggupi", {"fill": {"color": _GREEN}}),
        (line, "B", "Kapasitas", limit),
    ):
        cells = {key: f"=Beban!${letter}${_BODY}:${letter}${_BODY}" for key, letter in
                 (("categories", "A"), ("values", column))}  # fmt: skip
        drawn.add_series({"name": name, **cells, **look})
    chart.combine(line)
    chart.set_title({"name": "Beban bulan produksi (jam)",
                     "name_font": {"name": "Arial", "size": 12, "color": PRIMARY}})  # fmt: skip
    chart.set_x_axis({"num_font": _FONT, "line": {"color": LINE}, "major_tick_mark": "none"})
    grid = {"visible": True, "line": {"color": "#E3E8EB", "width": 0.5}}
    chart.set_y_axis({"num_font": _FONT, "num_format": "#,##0", "line": {"none": True}, "min": 0,
                      "major_gridlines": grid})  # fmt: skip
    chart.set_legend({"position": "bottom", "font": _FONT})
    chart.set_chartarea({"border": {"color": LINE}})
    chart.set_size({"width": 860, "height": 340})
    options = {"object_position": 2, "description": "Beban bulan produksi"}
    page.sheet.insert_chart(f"A{_BODY + 3}", chart, options)
    page.sheet.fit_to_pages(1, 1)
    page.freeze(ROW)


def _draw_materials(house: House) -> None:
    """Draw what the month takes of each material, and what is left."""
    page = _page(house, "Kebutuhan Material", "Kebutuhan material", (34, 10, 15, 15, 15, 15, 26))
    columns = (
        Column("Material", "data", "{{ material.name }}"),
        Column("Satuan", "data", "{{ material.unit }}", _CENTRE),
        Column("Stok", "data", "{{ material.stock }}", _QUANTITY),
        Column("Akan datang", "data", "{{ material.arriving }}", _QUANTITY),
        Column("Kebutuhan", "data", "{{ material.needed }}", _QUANTITY),
        Column("Sisa", "data", "{{ material.left }}", _QUANTITY | {"bold": True}),
        Column("Keterangan", "data", "{{ '■ Kurang, usahakan' if material.left < 0 else '' }}"),
    )
    loop_table(page, "tbl_material", columns, "material in materials", row=ROW, filters=False)
    page.mark(f"A{_BODY}:G{_BODY}", f'=LEFT($G{_BODY},1)="■"', ALARM)
    page.freeze(ROW)
