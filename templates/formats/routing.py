"""The format ``routing``: demand, the routing sheet of every product, and the machines that they share."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from templates.formats.list_sheets import CENTRE, figure, list_sheet
from templates.formats.palette import ACCENT, COUNT, LINE, PERCENT, PRIMARY, QUIET, Look
from templates.formats.plan_data import AS_PAPER, EXACT, Input, draw_data
from templates.formats.routing_guide import draw_guide
from templates.formats.routing_sheet import ROWS, draw_routing
from templates.formats.rules import at_least_zero, between
from templates.formats.settings import option
from templates.formats.style import House, Page
from templates.formats.tables import HEADING_ROW, Block, Column

_INPUTS: Final = (
    Input(
        "Ramalan_harian", "unit per hari", "Ramalan permintaan sehari, untuk produk yang permintaannya dari "
        "ramalan.", "forecasting", "Ramalan_harian", EXACT, optional=True,
    ),
    Input("Jam_kerja", "jam per hari", "Untuk operasi yang jam kerjanya kosong.", number="0.0",
          rule=between(0, 24, "Jam kerja", "Jam per hari, paling banyak 24.")),
    Input("Pembagi_makalah", "rasio", "Pembagi tambahan dalam makalah (0,8), yang tidak dijelaskan di sana; "
          "hanya dipakai bila Sesuai makalah = Ya.", number="0.00",
          rule=between(0, 1, "Pembagi makalah", "Antara 0 dan 1.")),
)  # fmt: skip
_NUMBER: Final[Look] = {"num_format": "#,##0.00", "align": "right"}
_SHARE: Final[Look] = {"num_format": PERCENT, "align": "right"}
_WHOLE: Final[Look] = {"num_format": COUNT, "align": "center"}


def draw(path: Path) -> None:
    """Draw the template of the routing workbook.

    Args:
        path: File to write.
    """
    house = House(path, "Routing sheet", 5)
    draw_guide(house)
    draw_data(house, "Data routing", _INPUTS, (AS_PAPER,))
    routing = Block("Routing", HEADING_ROW, HEADING_ROW + 1, HEADING_ROW + ROWS)
    demand = _draw_demand(house, routing)
    machines = Block("Beban Mesin", HEADING_ROW, HEADING_ROW + 1, HEADING_ROW + 3)
    draw_routing(house, demand, machines)
    _draw_machines(house, routing)
    house.close()


def _draw_demand(house: House, routing: Block) -> Block:
    page = Page(house, "Permintaan", "Permintaan per produk", (28, 13, 15, 15, 13, 15, 17, 11, 13, 32))
    page.note(
        "Satu baris satu produk: berapa unit baik yang harus selesai sesudah operasi terakhir setiap hari."
    )
    used = 'IF(B#="Ramalan",Ramalan_harian*IF(D#="",1,D#),C#)'
    problem = (
        'IF(COUNTIFS($A$10:$A$12,A#)>1,"Produk tertulis dua kali",'
        'IF(AND(B#="Ramalan",NOT(ISNUMBER(Ramalan_harian))),"Perbarui Ramalan_harian di Data",'
        'IF(NOT(ISNUMBER(F#)),"Isi permintaan dengan angka",IF(F#<0,"Permintaan negatif",'
        f'IF(COUNTIFS({routing.span("A")},A#)=0,"Belum ada operasi di Routing","OK")))))'
    )
    columns = (
        Column("Produk", "input", "{{ product.name }}"),
        Column("Dari", "input", "{{ product.source }}", CENTRE, option(("Ketikan", "Ramalan"), "Dari")),
        Column("Permintaan ketikan", "input", "{{ product.demand }}", _NUMBER,
               at_least_zero("Permintaan", "Unit baik per hari.")),
        Column("Porsi ramalan", "input", "{{ product.share }}", _SHARE,
               between(0, 1, "Porsi ramalan", "Bagian dari ramalan untuk produk ini; kosong = semuanya.")),
        Column("Satuan", "input", "{{ product.unit }}", CENTRE),
        Column("Permintaan dipakai", "calculated",
               f'=IF(A#="","",IF(AND(B#<>"Ramalan",C#=""),"",{used}))', _NUMBER),
        Column("Disiapkan di operasi pertama", "calculated",
               f'=IF(A#="","",SUMIFS({routing.span("X")},{routing.span("A")},A#))', _NUMBER),
        Column("Rendemen", "calculated", '=IF(OR(F#="",G#=""),"",IF(G#=0,"",F#/G#))', _SHARE),
        Column("Mesin aktual", "calculated",
               f'=IF(A#="","",SUMIFS({routing.span("P")},{routing.span("A")},A#))', _WHOLE),
        Column("Periksa", "calculated", f'=IF(A#="",IF(C#="","","Isi nama produk"),{problem})'),
    )  # fmt: skip
    figures = {
        "A": figure("Jumlah produk", '=SUMPRODUCT((A10:A12<>"")*1)'),
        "F": figure("Jumlah permintaan", "=SUM(F10:F12)", EXACT),
        "I": figure("Jumlah mesin", "=SUM(I10:I12)"),
        "J": figure(
            "Pemeriksaan",
            '=IF(A7=0,"Belum ada produk",IF(SUMPRODUCT((J10:J12<>"")*(J10:J12<>"OK"))>0,'
            '"Ada produk yang perlu diperiksa","OK"))',
        ),
    }
    block = list_sheet(page, "tbl_produk", columns, "product in products", figures)
    house.name("Daftar_produk", block.span("A"))
    return block


def _draw_machines(house: House, routing: Block) -> None:
    widths = (24, 9, 13, 12, 12, 12, 10, 11, 12, 30, 2, 14, 14, 14, 14, 14)
    page = Page(house, "Beban Mesin", "Beban mesin bersama", widths)
    page.note(
        "Mesin yang sama dipakai beberapa operasi atau produk: bebannya dijumlahkan dahulu, baru dibulatkan. "
        "Isi jumlah mesin yang dimiliki bila sudah ada."
    )
    operations, theoretical = routing.span("D"), routing.span("O")
    problem = (
        'IF(COUNTIFS($A$10:$A$12,A#)>1,"Mesin tertulis dua kali",IF(B#=0,"Tidak dipakai di Routing",'
        'IF(NOT(ISNUMBER(H#)),"Periksa baris mesin ini di Routing",'
        'IF(G#="","OK",IF(G#>0,"Kurang "&G#&" mesin","OK")))))'
    )
    columns = (
        Column("Mesin / alat", "input", "{{ machine.name }}"),
        Column("Operasi", "calculated", f'=IF(A#="","",COUNTIFS({operations},A#))', _WHOLE),
        Column("Mesin bila terpisah", "calculated",
               f'=IF(A#="","",SUMIFS({routing.span("P")},{operations},A#))', _WHOLE),
        Column("Mesin teoritis", "calculated",
               f'=IF(A#="","",SUMIFS({theoretical},{operations},A#))', _NUMBER),
        Column("Mesin bersama", "calculated", "=MACHINES_ACTUAL(D#)", _WHOLE | {"bold": True}),
        Column("Dimiliki", "input", "{{ machine.owned }}", _WHOLE,
               at_least_zero("Dimiliki", "Mesin yang ada sekarang; kosong = belum diketahui.")),
        Column("Kurang", "calculated", '=IF(OR(A#="",F#=""),"",MAX(0,E#-F#))', _WHOLE),
        Column("Utilisasi", "calculated",
               '=IF(A#="","",IF(D#=0,0,D#/IF(F#="",E#,F#)))', _SHARE),
        Column("Hambatan", "calculated",
               '=IFERROR(IF(A#="","",IF(AND(H#>0,H#=MAX($H$10:$H$12)),"Hambatan","")),"")', CENTRE),
        Column("Periksa", "calculated", f'=IF(A#="","",{problem})'),
    )  # fmt: skip
    figures = {
        "A": figure(
            "Hambatan", '=IFERROR(IF(MAX(H10:H12)=0,"-",INDEX(A10:A12,MATCH(MAX(H10:H12),H10:H12,0))),"-")'
        ),
        "B:C": figure("Mesin bila terpisah", "=SUM(C10:C12)"),
        "D:E": figure("Mesin bersama", "=SUM(E10:E12)"),
        "F:H": figure(
            "Permintaan dapat naik sampai (kali)",
            '=IFERROR(IF(MAX(H10:H12)=0,"",1/MAX(H10:H12)),"")', "0.00",
        ),
        "I:J": figure(
            "Pemeriksaan",
            '=IF(A7="-","Belum ada beban",IF(SUMPRODUCT((J10:J12<>"")*(J10:J12<>"OK"))>0,'
            '"Ada mesin yang perlu diperiksa","OK"))',
        ),
    }  # fmt: skip
    block = list_sheet(page, "tbl_mesin", columns, "machine in machines", figures)
    house.name("Daftar_mesin", block.span("A"))
    house.name("Mesin_bersama", "'Beban Mesin'!$D$7")
    page.mark(f"A{block.first + 1}:I{block.first + 1}", f'=$I{block.first + 1}="Hambatan"', {"bold": True})
    _chart(page, block)


def _chart(page: Page, block: Block) -> None:
    chart = page.house.workbook.add_chart({"type": "bar"})
    small = {"name": "Arial", "size": 9, "color": QUIET}
    chart.add_series(
        {
            "name": f"='Beban Mesin'!$H${block.heading}",
            "categories": f"={block.span('A')}",
            "values": f"={block.span('H')}",
            "fill": {"color": PRIMARY},
            "gap": 45,
            "data_labels": {"value": True, "num_format": "0%", "font": small},
        }
    )
    chart.set_title({"name": "Utilisasi mesin", "name_font": {"name": "Arial", "size": 12, "color": PRIMARY}})
    chart.set_x_axis(
        {"num_font": small, "num_format": "0%", "min": 0, "major_gridlines": {
            "visible": True, "line": {"color": "#E3E8EB", "width": 0.5}}}
    )  # fmt: skip
    chart.set_y_axis({"num_font": small, "reverse": True, "line": {"color": ACCENT}})
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": {"color": LINE}})
    chart.set_size({"width": 500, "height": 400})
    page.sheet.insert_chart(
        f"L{HEADING_ROW}", chart, {"object_position": 2, "description": "Grafik utilisasi mesin"}
    )
