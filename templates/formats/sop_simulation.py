"""Sheet ``Simulasi`` of the SOP workbook: what is tried out, what came of it, and its three charts.

The charts stand above the tables, so that they stay where they are when the tables grow.
"""

from __future__ import annotations

from typing import Any, Final

from templates.formats.list_sheets import CENTRE, figure
from templates.formats.palette import ACCENT, CELL, COUNT, LABEL, LINE, PERCENT, PRIMARY, QUIET
from templates.formats.rules import Rule, above_zero, between
from templates.formats.style import House, Page
from templates.formats.tables import Block, Column, loop_table

_SETTINGS: Final[tuple[tuple[str, str, str, str, Rule, str], ...]] = (
    ("Simulasi_jumlah", "Banyaknya kasus", "simulation_settings.runs",
     "Makin banyak makin teliti; 1.000 biasanya cukup.",
     between(1, 1_000_000, "Banyaknya kasus", "Bilangan bulat, misalnya 1000.", whole=True), "#,##0"),
    ("Simulasi_benih", "Benih acak", "simulation_settings.seed",
     "Benih yang sama memberi hasil yang sama.",
     between(0, 2_147_483_647, "Benih acak", "Bilangan bulat 0 atau lebih.", whole=True), COUNT),
    ("Simulasi_kedatangan", "Kasus baru per hari kerja", "simulation_settings.arrivals",
     "Kosong: satu kasus sekali jalan, tanpa antrean. Diisi: kasus menunggu bila orangnya sibuk.",
     above_zero("Kasus per hari kerja", "Rata-rata sehari; boleh pecahan."), "0.##"),
)  # fmt: skip
_DAYS: Final = "0.00"
_FIGURES: Final = 13
_CHARTS: Final = 16
_NUMBERS: Final = 40
_BARS: Final = _NUMBERS + 6
_LOADS: Final = _BARS + 6
_SMALL: Final[dict[str, Any]] = {"name": "Arial", "size": 9, "color": QUIET}
_GRID: Final = {"visible": True, "line": {"color": "#E3E8EB", "width": 0.5}}


def draw_simulation(house: House) -> None:
    """Draw the settings, the main figures, the charts and the three tables that the button fills."""
    page = Page(
        house, "Simulasi", "Simulasi", (30, 12, 18, 12, 14, 14, 13, 16), landscape=False, colour=ACCENT
    )
    page.note("Isi sel kuning, lalu tekan tombol Simulasikan SOP.", ("input", "calculated", "data"))
    page.section(6, "Yang dicoba", "H")
    for row, (name, label, tag, meaning, rule, number) in enumerate(_SETTINGS, 7):
        page.put(f"A{row}", label, CELL | {"bold": True})
        page.ask(f"B{row}", f"{{{{ {tag} }}}}", rule, num_format=number, align="center")
        page.put(f"C{row}:H{row}", meaning, CELL)
        house.name(name, f"Simulasi!$B${row}")
    page.section(11, "Hasil", "H")
    _draw_tables(page)
    page.freeze(5)


def _draw_tables(page: Page) -> None:
    page.section(_NUMBERS - 1, "Angka", "H")
    numbers = loop_table(page, "tbl_simulasi", (
        Column("Ukuran", "data", "{{ result.measure }}"),
        Column("Nilai", "data", "{{ result.value }}", {"num_format": "#,##0.00", "align": "right"}),
        Column("Satuan", "data", "{{ result.unit }}", {"indent": 1}),
    ), "result in simulation", row=_NUMBERS)  # fmt: skip
    page.section(_BARS - 1, "Sebaran waktu selesai (hari kerja)", "H")
    total = f"SUM($C${_BARS + 1}:$C${_BARS + 3})"
    bars = loop_table(page, "tbl_sebaran", (
        Column("Dari", "data", "{{ bar.low }}", CENTRE | {"num_format": _DAYS}),
        Column("Sampai", "data", "{{ bar.high }}", CENTRE | {"num_format": _DAYS}),
        Column("Kasus", "data", "{{ bar.cases }}", CENTRE | {"num_format": "#,##0"}),
        Column("Porsi", "calculated", f'=IF(C#="","",C#/{total})', CENTRE | {"num_format": PERCENT}),
        Column("Sampai janji", "calculated", '=IF(C#="","",C#-F#)', CENTRE),
        Column("Lewat janji", "data", "{{ bar.late }}", CENTRE),
    ), "bar in distribution", row=_BARS, filters=False)  # fmt: skip
    page.section(_LOADS - 1, "Beban pelaksana", "H")
    loads = loop_table(page, "tbl_beban_pelaksana", (
        Column("Pelaksana", "data", "{{ load.actor }}"),
        Column("Porsi waktu", "data", "{{ load.share }}", CENTRE | {"num_format": PERCENT}),
        Column("Menunggu", "data", "{{ load.waiting }}", CENTRE | {"num_format": "#,##0.00"}),
        Column("Utilisasi", "data", "{{ load.utilisation }}", CENTRE | {"num_format": PERCENT}),
        Column("Hambatan", "data", "{{ load.bottleneck }}", CENTRE),
    ), "load in loads", row=_LOADS, filters=False)  # fmt: skip
    _draw_figures(page, numbers, loads)
    _draw_charts(page, bars, loads)


def _draw_figures(page: Page, numbers: Block, loads: Block) -> None:
    def of(measure: str) -> str:
        row = f'MATCH("{measure}",A{numbers.first}:A{numbers.last},0)'
        return f'=IFERROR(INDEX(B{numbers.first}:B{numbers.last},{row}),"")'

    held = f'MATCH("Ya",E{loads.first}:E{loads.last},0)'
    figures = {
        "A": figure("Hambatan", f'=IFERROR(INDEX(A{loads.first}:A{loads.last},{held}),"")'),
        "B": figure("Rata-rata (hari kerja)", of("Rata-rata"), _DAYS),
        "C": figure("Median (hari kerja)", of("Median"), _DAYS),
        "D": figure("90% selesai dalam", of("Persentil 90"), _DAYS),
        "E": figure("Paling lama", of("Paling lama"), _DAYS),
        "F": figure("Janji (hari kerja)", '=IF(Janji_waktu="","",Janji_waktu)', "0.##"),
        "G": figure("Dalam janji", of("Dalam janji"), PERCENT),
        "H": figure("Pemeriksaan", '=IF(B14="","Belum disimulasikan",IF(G14="","Isi janji waktu",IF(G14<0.9,'
                    '"Kurang dari 90% dalam janji","OK")))'),
    }  # fmt: skip
    page.sheet.set_row(_FIGURES - 1, 27)
    page.sheet.set_row(_FIGURES, 30)
    for column, one in figures.items():
        page.put(f"{column}{_FIGURES}", one.label, LABEL)
        page.put(f"{column}{_FIGURES + 1}", one.content, one.look)
    page.mark_checks(f"H{_FIGURES + 1}")
    for column, name in (("A", "Hambatan"), ("B", "Rata_rata_selesai"), ("G", "Porsi_dalam_janji")):
        page.house.name(name, f"Simulasi!${column}${_FIGURES + 1}")


def _draw_charts(page: Page, bars: Block, loads: Block) -> None:
    chart = page.house.workbook.add_chart({"type": "column", "subtype": "stacked"})
    for column, name, colour in (("E", "Sampai janji", PRIMARY), ("F", "Lewat janji", ACCENT)):
        chart.add_series({
            "name": name, "categories": f"={bars.span('B')}", "values": f"={bars.span(column)}",
            "fill": {"color": colour}, "gap": 6,
        })  # fmt: skip
    turned = {**_SMALL, "rotation": -90}
    fonts: dict[str, Any] = {"name_font": _SMALL, "num_font": _SMALL}
    chart.set_x_axis({"name": "Selesai dalam (hari kerja, sampai)", **fonts, "num_font": turned,
                      "num_format": "0.0#"})  # fmt: skip
    chart.set_y_axis({"name": "Kasus", **fonts, "num_format": "#,##0", "major_gridlines": _GRID})
    chart.set_legend({"position": "bottom", "font": _SMALL})
    _insert(page, f"A{_CHARTS}", chart, "Sebaran waktu selesai", (506, 440))
    for row, column, title, colour in (
        (_CHARTS, "B", "Porsi waktu per pelaksana", PRIMARY),
        (_CHARTS + 11, "D", "Utilisasi pelaksana", "#5B8C9A"),
    ):
        _draw_bars(page, f"E{row}", loads, column, (title, colour))


def _draw_bars(page: Page, cell: str, loads: Block, column: str, told: tuple[str, str]) -> None:
    title, colour = told
    chart = page.house.workbook.add_chart({"type": "bar"})
    chart.add_series({
        "name": title, "categories": f"={loads.span('A')}", "values": f"={loads.span(column)}",
        "fill": {"color": colour}, "gap": 40,
        "data_labels": {"value": True, "num_format": "0%", "font": _SMALL},
    })  # fmt: skip
    chart.set_x_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    chart.set_y_axis({"num_font": _SMALL, "reverse": True})
    chart.set_legend({"none": True})
    _insert(page, cell, chart, title, (420, 218))


def _insert(page: Page, cell: str, chart: Any, title: str, size: tuple[int, int]) -> None:
    chart.set_title({"name": title, "name_font": {"name": "Arial", "size": 12, "color": PRIMARY}})
    chart.set_chartarea({"border": {"color": LINE}})
    chart.set_size({"width": size[0], "height": size[1]})
    page.sheet.insert_chart(cell, chart, {"object_position": 2, "description": title})
