"""Sheets ``Per Stasiun`` and ``Perbandingan``: what another layout saves, and where."""

from __future__ import annotations

from typing import Final

from xlsxwriter.utility import xl_col_to_name

from templates.formats.handling_charts import TOP
from templates.formats.list_sheets import CENTRE, figure
from templates.formats.palette import ACCENT, LINE, PRIMARY, QUIET, Look, filled
from templates.formats.plan_grid import grid_table
from templates.formats.plan_rows import Row, draw_rows
from templates.formats.style import House, Page
from templates.formats.tables import Block, Column

_SUMS: Final = ("Keluar", "Masuk", "Maju", "Mundur", "Sekarang", "Usulan", "Hemat")
_NUMBER: Final[Look] = {"num_format": "#,##0.##;-#,##0.##;0", "align": "right"}
_RUPIAH: Final[Look] = {"num_format": "#,##0", "align": "right"}
_METRE: Final = "#,##0.0"

_DISTANCE: Final = (
    Row("Jarak tempuh sekarang", "=FLOW_DISTANCE(Peta_arus,Jarak_sekarang)", "m per periode",
        "Jumlah frekuensi × jarak, kedua segitiga peta dari-ke.", "Tempuh_sekarang", _METRE),
    Row("Jarak tempuh usulan", "=FLOW_DISTANCE(Peta_arus,Jarak_usulan)", "m per periode",
        "Arus yang sama pada jarak tata letak usulan.", "Tempuh_usulan", _METRE),
    Row("Jarak yang dihemat", "=Tempuh_sekarang-Tempuh_usulan", "m per periode",
        "Sekarang − usulan; negatif berarti usulan lebih jauh.", "Hemat_jarak", _METRE, strong=True),
    Row("Arus maju", "=Arus_maju", "kali per periode", "Di atas diagonal peta arus.", "", "#,##0.##"),
    Row("Arus mundur", "=Arus_mundur", "kali per periode", "Di bawah diagonal peta arus.", "", "#,##0.##"),
    Row("Bagian arus mundur", "=Bagian_mundur", "rasio",
        "Arus mundur / seluruh arus; makin kecil makin baik.", "", "0.0%", strong=True),
)  # fmt: skip
_COST: Final = (
    Row("Ongkos sekarang", "=FLOW_DISTANCE(Arus_ongkos,Jarak_sekarang)", "Rp per periode",
        "Jumlah Rp per m × frekuensi × jarak sekarang.", "Total_sekarang"),
    Row("Ongkos usulan", "=FLOW_DISTANCE(Arus_ongkos,Jarak_usulan)", "Rp per periode",
        "Jumlah Rp per m × frekuensi × jarak usulan.", "Total_usulan"),
    Row("Penghematan", "=Total_sekarang-Total_usulan", "Rp per periode",
        "Sekarang − usulan; negatif berarti usulan lebih mahal.", "Penghematan", strong=True),
    Row("Penghematan, bagian", '=IF(Total_sekarang=0,"",Penghematan/Total_sekarang)', "rasio",
        "Penghematan / ongkos sekarang.", "Bagian_hemat", "0.0%", strong=True),
    Row("Selisih dengan lembar Pemindahan", "=Ongkos_pindah-Total_sekarang", "Rp per periode",
        "Nol bila jarak ketikan sama dengan Peta Jarak.", "Selisih_pindah"),
)  # fmt: skip


def draw_comparison(house: House) -> None:
    """Draw the totals of both layouts and the verdict."""
    page = Page(house, "Perbandingan", "Pengaruh tata letak usulan", (34, 21, 17, 60))
    page.note("Arus, alat, dan ongkos per meter sama; hanya letak stasiun yang berbeda.", ("calculated",))
    row = draw_rows(page, 6, "1. Jarak dan arah arus", _DISTANCE)
    row = draw_rows(page, row, "2. Ongkos", _COST)
    verdict = (
        '=IFERROR(IF(Total_sekarang=0,"Belum ada pemindahan",IF(ABS(Selisih_pindah)>0.5,"Samakan jarak '
        'ketikan dengan Peta Jarak",IF(Penghematan>0.005,"Usulan lebih murah Rp "&ROUND(Penghematan,0)'
        '&" per periode",'
        'IF(Penghematan<-0.005,"Usulan lebih mahal Rp "&ROUND(-Penghematan,0)&" per periode",'
        '"Ongkos kedua tata letak sama")))),"Periksa lembar Pemindahan dan Stasiun")'
    )
    page.section(row, "3. Kesimpulan", "D")
    page.put(f"A{row + 1}:D{row + 1}", verdict, filled("calculated", bold=True, align="center"))
    house.name("Kesimpulan", f"Perbandingan!$A${row + 1}")
    page.signatures(row + 3, (("A", "A"), ("B", "C"), ("D", "D")))
    page.sheet.print_area(f"A1:D{row + 7}")
    page.sheet.fit_to_pages(1, 1)
    page.freeze(4)


def draw_stations_compared(house: House, stations: Block, count: int) -> None:
    """Draw flow and cost of every station in both layouts, and the chart."""
    page = Page(house, "Per Stasiun", "Arus dan ongkos per stasiun", (9, 30, 12, 12, 12, 12, 15, 15, 15))
    page.note("Ongkos sebuah stasiun = ongkos semua pemindahan yang keluar darinya.", ("calculated",))
    right = count + 3

    def content(heading: str, number: int) -> str:
        row, at = TOP + number - 1, 9 + number
        first, last = (xl_col_to_name(n) for n in (1, count))
        own = xl_col_to_name(number)
        after, before = xl_col_to_name(number + 1), xl_col_to_name(number - 1)
        code, name = f"Stasiun!$A${stations.first + number - 1}", f"Stasiun!$B${stations.first + number - 1}"
        ahead = f"SUM('Peta Arus'!{after}{row}:{last}{row})" if number < count else "0"
        back = f"SUM('Peta Arus'!{first}{row}:{before}{row})" if number > 1 else "0"
        formulas = {
            "Kode": f'IF({code}="","",{code})',
            "Stasiun": f'IF({name}="","",{name})',
            "Arus keluar": f"'Peta Arus'!{xl_col_to_name(count + 1)}{row}",
            "Arus masuk": f"'Peta Arus'!{own}{TOP + count}",
            "Keluar maju": ahead,
            "Keluar mundur": back,
            "Ongkos sekarang": f"'Peta Ongkos'!{xl_col_to_name(count + 1)}{row}",
            "Ongkos usulan": f"'Peta Ongkos'!{xl_col_to_name(right + count + 1)}{row}",
            "Hemat": f"G{at}-H{at}",
        }
        formula = formulas[heading]
        return f"={formula}" if heading in ("Kode", "Stasiun") else f'=IF($A{at}="","",{formula})'

    flows = ("Arus keluar", "Arus masuk", "Keluar maju", "Keluar mundur")
    columns = (
        Column("Kode", "calculated", look=CENTRE),
        Column("Stasiun", "calculated"),
        *(Column(text, "calculated", look=_NUMBER) for text in flows),
        *(Column(text, "calculated", look=_RUPIAH) for text in ("Ongkos sekarang", "Ongkos usulan", "Hemat")),
    )
    block = grid_table(page, "tbl_per_stasiun", columns, count, content)
    span = {letter: f"{letter}{block.first}:{letter}{block.last}" for letter in "CDEFGHI"}
    page.figures(
        {
            letter: figure(label, f"=SUM({span[letter]})", "#,##0.##" if letter in "CDEF" else "#,##0")
            for letter, label in zip("CDEFGHI", _SUMS, strict=True)
        }
    )  # fmt: skip
    _chart(page, block)
    page.freeze(9, 2)
    page.sheet.fit_to_pages(1, 1)


def _chart(page: Page, block: Block) -> None:
    small = {"name": "Arial", "size": 9, "color": QUIET}
    grid = {"visible": True, "line": {"color": "#E3E8EB", "width": 0.5}}
    chart = page.house.workbook.add_chart({"type": "column"})
    for column, colour in (("G", PRIMARY), ("H", ACCENT)):
        chart.add_series(
            {
                "name": f"='Per Stasiun'!${column}${block.heading}",
                "categories": f"={block.span('A')}",
                "values": f"={block.span(column)}",
                "fill": {"color": colour},
                "gap": 60,
            }
        )
    title = {"name": "Arial", "size": 12, "color": PRIMARY}
    chart.set_title({"name": "Ongkos pemindahan per stasiun asal", "name_font": title})
    chart.set_x_axis({"num_font": small, "line": {"color": LINE}})
    chart.set_y_axis(
        {"name": "Rp per periode", "name_font": small, "num_font": small, "num_format": "#,##0", "min": 0,
         "major_gridlines": grid}
    )  # fmt: skip
    chart.set_legend({"position": "bottom", "font": small})
    chart.set_chartarea({"border": {"color": LINE}})
    chart.set_size({"width": 930, "height": 300})
    where = {"object_position": 2, "description": "Grafik ongkos pemindahan per stasiun"}
    page.sheet.insert_chart(f"A{block.last + 2}", chart, where)
    page.sheet.print_area(f"A1:I{block.last + 17}")
