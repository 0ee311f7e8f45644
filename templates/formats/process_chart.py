"""The format ``process_chart``: the steps of every chart, their sums by symbol, and the charts as shapes."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from templates.formats.list_sheets import CENTRE, figure, list_sheet
from templates.formats.palette import ACCENT, COUNT, LINE, PERCENT, PRIMARY, QUIET, Look
from templates.formats.plan_data import AS_PAPER, Input, draw_data
from templates.formats.process_chart_guide import draw_guide
from templates.formats.rules import above_zero, at_least_zero, choice
from templates.formats.settings import option
from templates.formats.style import House, Page
from templates.formats.tables import HEADING_ROW, Block, Column

SYMBOLS: Final = ("Operasi", "Inspeksi", "Gabungan", "Transportasi", "Menunggu", "Penyimpanan")
_COLOURS: Final = (PRIMARY, "#5B8C9A", "#2F7D4F", ACCENT, "#A9453B", "#D8B65C")
_INPUTS: Final = (
    Input("Menit_kerja", "menit per hari", "Waktu kerja sehari; dipakai untuk siklus per hari.", number=COUNT,
          rule=above_zero("Menit kerja", "Menit kerja sehari, misalnya 480.")),
)  # fmt: skip
_NUMBER: Final[Look] = {"num_format": "#,##0.##", "align": "right"}
_WHOLE: Final[Look] = {"num_format": COUNT, "align": "center"}
_STEPS: Final = Block("Langkah", HEADING_ROW, HEADING_ROW + 1, HEADING_ROW + 3)
_CHARTS: Final = Block("Ringkasan", HEADING_ROW, HEADING_ROW + 1, HEADING_ROW + 3)


def draw(path: Path) -> None:
    """Draw the template of the process chart workbook.

    Args:
        path: File to write.
    """
    house = House(path, "Peta proses", 5)
    draw_guide(house)
    draw_data(house, "Data peta proses", _INPUTS, (AS_PAPER,))
    _draw_steps(house)
    _draw_sums(house)
    _draw_charts(house)
    house.close()


def _draw_steps(house: House) -> None:
    page = Page(house, "Langkah", "Langkah proses", (15, 8, 14, 30, 11, 26, 9, 9, 18, 11, 34))
    page.note("Satu baris satu langkah, urut dari atas ke bawah. Setiap peta dan simbol dipilih dari daftar.")
    charts = _CHARTS.span("A")
    symbols = "+".join(f'(C#="{symbol}")*1' for symbol in SYMBOLS)
    cases = (
        ('A#=""', "Isi peta"),
        (f"COUNTIFS({charts},A#)=0", "Peta tidak ada di Ringkasan"),
        (f"{symbols}=0", "Pilih simbol"),
        ('D#=""', "Isi kegiatan"),
        ('AND(G#<>"",NOT(ISNUMBER(G#)))', "Jumlah harus angka"),
        ("AND(ISNUMBER(G#),G#<0)", "Jumlah tidak boleh negatif"),
        ('AND(H#<>"",NOT(ISNUMBER(H#)))', "Menit harus angka"),
        ("AND(ISNUMBER(H#),H#<=0)", "Menit harus di atas 0, atau kosong"),
        ('IF(J#="",FALSE,OR(J#=B#,COUNTIFS($A$10:$A$12,A#,$B$10:$B$12,J#)=0))', "Kode berikutnya tidak ada"),
    )
    check = '"OK"'
    for condition, told in reversed(cases):
        check = f'IF({condition},"{told}",{check})'
    columns = (
        Column("Peta", "input", "{{ step.chart }}", rule=choice("Daftar_peta", "Peta", "Dari Ringkasan.")),
        Column("Kode", "input", "{{ step.code }}", CENTRE),
        Column("Simbol", "input", "{{ step.symbol }}", CENTRE, option(SYMBOLS, "Simbol"), required=True),
        Column("Kegiatan", "input", "{{ step.activity }}", required=True),
        Column("Kode mesin", "input", "{{ step.machine_code }}", CENTRE),
        Column("Mesin / alat", "input", "{{ step.machine }}"),
        Column("Jumlah", "input", "{{ step.count }}", _WHOLE, at_least_zero("Jumlah", "Mesin atau alat.")),
        Column("Menit", "input", "{{ step.minutes }}", _NUMBER,
               above_zero("Menit", "Lama satu langkah; kosong bila tidak diukur.")),
        Column("Bahan / produk", "input", "{{ step.component }}"),
        Column("Berikutnya", "input", "{{ step.next }}", CENTRE),
        Column("Periksa", "calculated", f'=IF(AND(A#="",C#="",D#=""),"",{check})'),
    )  # fmt: skip
    figures = {
        "A": figure("Langkah", '=SUMPRODUCT((A10:A12<>"")*1)'),
        "F": figure("Tanpa waktu", '=SUMPRODUCT((A10:A12<>"")*(H10:H12=""))'),
        "K": figure(
            "Pemeriksaan",
            '=IF(A7=0,"Belum ada langkah",IF(SUMPRODUCT((K10:K12<>"")*(K10:K12<>"OK"))>0,'
            '"Ada langkah yang perlu diperiksa","OK"))',
        ),
    }
    list_sheet(page, "tbl_langkah", columns, "step in steps", figures, frozen=2)


def _draw_sums(house: House) -> None:
    widths = (15, 26, 8, 9, 9, 9, *(12.5,) * 12, 11, 24)
    page = Page(house, "Ringkasan", "Jumlah per peta dan per simbol", widths)
    page.note(
        "Satu baris satu peta. OPC: satu produk; MPPC: beberapa produk atau bahan pada mesin yang sama."
    )
    charts, symbols = _STEPS.span("A"), _STEPS.span("C")
    minutes = _STEPS.span("H")
    counted = f"COUNTIFS({charts},A#)"
    problem = (
        'IF(COUNTIFS($A$10:$A$12,A#)>1,"Peta tertulis dua kali",IF(D#=0,"Belum ada langkah",'
        f'IF(SUMIFS({minutes},{charts},A#)=0,"Belum ada waktu",'
        f'IF(COUNTIFS({charts},A#,{_STEPS.span("K")},"OK")<D#,"Periksa langkahnya","OK"))))'
    )
    columns = (
        Column("Peta", "input", "{{ chart.code }}"),
        Column("Nama", "input", "{{ chart.name }}"),
        Column("Jenis", "input", "{{ chart.kind }}", CENTRE, option(("OPC", "MPPC"), "Jenis")),
        Column("Langkah", "calculated", f'=IF(A#="","",{counted})', _WHOLE),
        Column("Jumlah mesin", "calculated",
               f'=IF(A#="","",IF(Sesuai_makalah="Ya",{counted},SUMIFS({_STEPS.span("G")},{charts},A#)))',
               _WHOLE),
        Column("Menit", "calculated", f'=IF(A#="","",PROCESS_TIME({minutes},{charts},A#,{symbols}))',
               _NUMBER | {"bold": True}),
        *(
            Column(symbol, "calculated",
                   f'=IF($A#="","",COUNTIFS({charts},$A#,{symbols},"{symbol}"))', _WHOLE)
            for symbol in SYMBOLS
        ),
        *(
            Column(f"Menit {symbol}", "calculated",
                   f'=IF($A#="","",PROCESS_TIME({minutes},{charts},$A#,{symbols},"{symbol}"))', _NUMBER)
            for symbol in SYMBOLS
        ),
        Column("Porsi nilai tambah", "calculated",
               '=IF(OR(A#="",F#=""),"",IF(F#=0,"",(M#+O#)/F#))', {"num_format": PERCENT, "align": "center"}),
        Column("Periksa", "calculated", f'=IF(A#="",IF(B#="","","Isi kode peta"),{problem})'),
    )  # fmt: skip
    figures = {
        "A": figure("Peta", '=SUMPRODUCT((A10:A12<>"")*1)'),
        "B": figure(
            "Peta terlama",
            '=IFERROR(IF(MAX(F10:F12)=0,"-",INDEX(A10:A12,MATCH(MAX(F10:F12),F10:F12,0))),"-")'
        ),
        "C:D": figure("Menit peta terlama", '=IFERROR(MAX(F10:F12),"")', "#,##0.##"),
        "E:F": figure("Siklus per hari", '=IF(C7="","",IF(C7=0,"",Menit_kerja/C7))', "0.00"),
        "S:T": figure(
            "Pemeriksaan",
            '=IF(A7=0,"Belum ada peta",IF(SUMPRODUCT((T10:T12<>"")*(T10:T12<>"OK"))>0,'
            '"Ada peta yang perlu diperiksa","OK"))',
        ),
    }  # fmt: skip
    block = list_sheet(page, "tbl_peta", columns, "chart in charts", figures)
    page.sheet.set_row(HEADING_ROW - 1, 42)
    house.name("Daftar_peta", block.span("A"))
    _chart(page, block)
    row = block.last + 24
    page.signatures(row, (("A", "B"), ("C", "F"), ("G", "J")))


def _chart(page: Page, block: Block) -> None:
    chart = page.house.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    small: dict[str, Any] = {"name": "Arial", "size": 9, "color": QUIET}
    for letter, symbol, colour in zip("MNOPQR", SYMBOLS, _COLOURS, strict=True):
        chart.add_series(
            {
                "name": symbol,
                "categories": f"={block.span('A')}",
                "values": f"={block.span(letter)}",
                "fill": {"color": colour},
                "gap": 45,
            }
        )
    chart.set_title(
        {"name": "Menit per simbol", "name_font": {"name": "Arial", "size": 12, "color": PRIMARY}}
    )
    grid = {"visible": True, "line": {"color": "#E3E8EB", "width": 0.5}}
    chart.set_x_axis({"num_font": small, "num_format": "#,##0", "min": 0, "major_gridlines": grid})
    chart.set_y_axis({"num_font": small, "reverse": True})
    chart.set_legend({"position": "bottom", "font": small})
    chart.set_chartarea({"border": {"color": LINE}})
    chart.set_size({"width": 900, "height": 380})
    place = {"object_position": 2, "description": "Grafik menit per simbol untuk setiap peta"}
    page.sheet.insert_chart(f"A{block.last + 2}", chart, place)


def _draw_charts(house: House) -> None:
    """Draw ``Peta Proses``: the header; the charts themselves are drawn by their button."""
    page = Page(house, "Peta Proses", "Peta proses", (12,) * 12, colour=ACCENT, landscape=False)
    page.note("Tekan tombol Gambar Peta Proses sesudah Langkah diisi atau diubah.", ())
    page.freeze(5)
