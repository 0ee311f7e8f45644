"""Sheets of the floor area workbook: rooms, machines, and what both come to on the site."""

from __future__ import annotations

from typing import Any, Final

from templates.formats.list_sheets import CENTRE, figure
from templates.formats.palette import ACCENT, LINE, PRIMARY, QUIET, Look, filled
from templates.formats.plan_data import EXACT, SHARE
from templates.formats.plan_rows import Row, draw_rows
from templates.formats.rules import above_zero, at_least_zero, between, choice
from templates.formats.style import House, Page
from templates.formats.tables import HEADING_ROW, Column, loop_table

_PAPER: Final = 'Sesuai_makalah="Ya"'
_AREA: Final[Look] = {"num_format": EXACT, "align": "right"}
_RATE: Final[Look] = {"num_format": SHARE, "align": "right"}
_SIZE: Final[Look] = {"num_format": "#,##0.##", "align": "right"}
_COUNT: Final = at_least_zero("Jumlah", "Berapa banyak.")
_METRES: Final = above_zero("Ukuran", "Meter.")
_ALLOWANCE: Final = between(0, 10, "Kelonggaran", "Rasio, 100 % ditulis 1. Kosong: kelonggaran baku.")

_OWN: Final = 'IF(E#="",Kelonggaran_baku,E#)'
_ROOMS: Final = f'IF(AND({_PAPER},F#<>""),F#,B#)'
_ROOM_SHARE: Final = f'IF(AND({_PAPER},G#<>""),G#,{_OWN})'
_ROOM_CHECK: Final = (
    '=IF(AND(A#="",B#="",C#="",D#=""),"",IF(A#="","Isi nama ruang",'
    'IF(SUMPRODUCT(($A$10:$A$12=A#)*1)>1,"Nama ganda",'
    'IF(SUMPRODUCT((B#:G#>"")*1)>0,"Ada teks, bukan angka",IF(COUNT(B#:D#)<3,"Isi jumlah, panjang, lebar",'
    'IF(OR(MIN(B#:G#)<0,MIN(C#:D#)=0),"Ukuran harus lebih dari 0",'
    'IFERROR(IF(L#>J#,"Mesin tidak muat","OK"),"Periksa lembar Mesin")))))))'
)
_ROOM_COLUMNS: Final = (
    Column("Ruang", "input", "{{ room.name }}"),
    Column("Jumlah", "input", "{{ room.count }}", CENTRE, _COUNT, required=True),
    Column("Panjang (m)", "input", "{{ room.length }}", _SIZE, _METRES, required=True),
    Column("Lebar (m)", "input", "{{ room.width }}", _SIZE, _METRES, required=True),
    Column("Kelonggaran", "input", "{{ room.allowance }}", _RATE, _ALLOWANCE),
    Column("Jumlah (makalah)", "input", "{{ room.paper_count }}", CENTRE, _COUNT),
    Column("Kelonggaran (makalah)", "input", "{{ room.paper_allowance }}", _RATE, _ALLOWANCE),
    Column("Luas (m²)", "calculated", f"=FLOOR_AREA({_ROOMS},C#,D#,0)", _AREA),
    Column("Kelonggaran (m²)", "calculated", '=IF(OR(H#="",J#=""),"",J#-H#)', _AREA),
    Column(
        "Luas + kelonggaran (m²)", "calculated", f"=FLOOR_AREA({_ROOMS},C#,D#,{_ROOM_SHARE})",
        _AREA | {"bold": True},
    ),
    Column("Bagian lahan", "calculated", '=IF(OR(J#="",Luas_lahan=""),"",J#/Luas_lahan)', _RATE),
    Column("Luas mesin (m²)", "calculated", '=IF(A#="","",SUMIFS(Mesin!$L$10:$L$12,Mesin!$H$10:$H$12,A#))',
           _AREA),
    Column("Terisi mesin", "calculated", '=IF(OR(J#="",L#=""),"",L#/J#)', _RATE),
    Column("Periksa", "calculated", _ROOM_CHECK),
)  # fmt: skip

_SHARE: Final = 'IF(G#="",Kelonggaran_baku,G#)'
_CHECK: Final = (
    '=IF(AND(A#="",B#="",C#="",D#="",F#=""),"",IF(A#="","Isi nama mesin",'
    'IF(SUMPRODUCT((B#:G#>"")*1)>0,"Ada teks, bukan angka",IF(B#="","Isi jumlah",'
    'IF(MIN(B#:G#)<0,"Ada angka negatif",IF(AND(F#<>"",OR(C#<>"",D#<>"")),'
    '"Isi panjang dan lebar, atau garis tengah",IF(AND(F#="",COUNT(C#:D#)<2),"Isi panjang dan lebar",'
    'IF(H#="","Pilih ruang",IF(SUMPRODUCT((Ruang!$A$10:$A$12=H#)*1)=0,"Ruang tidak dikenal","OK")))))))))'
)


def _area(count: str, share: str) -> str:
    """Return the formula piece for the floor of so many machines, round or not."""
    return f'IF(F#<>"",ROUND_FLOOR_AREA({count},F#,{share}),FLOOR_AREA({count},C#,D#,{share}))'


def _or_printed(column: str, formula: str) -> str:
    """Return a formula that shows a typed column instead, as the paper's table does by mistake."""
    return f'=IF({_PAPER},IF({column}#="","",{column}#),{formula})'


_MACHINE_COLUMNS: Final = (
    Column("Mesin / alat", "input", "{{ machine.name }}"),
    Column("Jumlah", "input", "{{ machine.count }}", CENTRE, _COUNT, required=True),
    Column("Panjang (m)", "input", "{{ machine.length }}", _SIZE, _METRES),
    Column("Lebar (m)", "input", "{{ machine.width }}", _SIZE, _METRES),
    Column("Tinggi (m)", "input", "{{ machine.height }}", _SIZE, _METRES),
    Column("Garis tengah (m)", "input", "{{ machine.diameter }}", _SIZE, _METRES),
    Column("Kelonggaran", "input", "{{ machine.allowance }}", _RATE, _ALLOWANCE),
    Column("Ruang", "input", "{{ machine.room }}", {}, choice("Daftar_ruang", "Ruang", "Pilih ruangnya.")),
    Column("Luas alas (m²)", "calculated", _or_printed("B", _area("1", "0")), _AREA),
    Column("Kelonggaran (m²)", "calculated", _or_printed("C", 'IF(OR(I#="",K#=""),"",K#-I#)'), _AREA),
    Column("Luas alas + kelonggaran (m²)", "calculated", _or_printed("D", _area("1", _SHARE)), _AREA),
    Column("Luas total (m²)", "calculated", _or_printed("E", f'IF(B#="","",{_area("B#", _SHARE)})'),
           _AREA | {"bold": True}),
    Column("Periksa", "calculated", _CHECK),
)  # fmt: skip


def draw_rooms(house: House) -> None:
    """Draw the rooms: how many, how large, with allowance, their share of the site, filled by machines."""
    page = Page(house, "Ruang", "Luas lantai ruang", (24, 8, 9, 9, 12, 10, 12, 12, 12, 13, 9, 11, 9, 28))
    page.note("Satu ruang satu baris. Kolom makalah hanya dipakai bila Sesuai makalah = Ya.")
    block = loop_table(page, "tbl_ruang", _ROOM_COLUMNS, "room in rooms")
    page.sheet.set_row(HEADING_ROW - 1, 42)
    _figures(page, "N", {"A": ("Ruang yang terisi", 'SUMPRODUCT((A10:A12<>"")*1)', "0"),
                         "G:H": ("Luas (m²)", "SUM(H10:H12)", EXACT),
                         "I:J": ("Luas + kelonggaran (m²)", "SUM(J10:J12)", EXACT),
                         "K:L": ("Bagian lahan", "SUM(K10:K12)", SHARE)})  # fmt: skip
    house.name("Daftar_ruang", block.span("A"))
    page.freeze(HEADING_ROW, 1)


def draw_machines(house: House) -> None:
    """Draw the machines: how many, their floor and allowance, the room in which they stand."""
    page = Page(house, "Mesin", "Luas lantai mesin", (27, 8, 9, 9, 9, 10, 12, 20, 12, 12, 14, 13, 34))
    page.note(
        "Satu jenis mesin satu baris. Alat bundar: isi garis tengah, kosongkan panjang dan lebar. "
        "Bila Sesuai makalah = Ya, kolom luas mengulang jumlah dan ukuran, seperti tercetak."
    )
    loop_table(page, "tbl_mesin_lantai", _MACHINE_COLUMNS, "machine in machines")
    page.sheet.set_row(HEADING_ROW - 1, 42)
    _figures(page, "M", {"A": ("Jenis mesin", 'SUMPRODUCT((A10:A12<>"")*1)', "0"),
                         "B:C": ("Jumlah mesin", "SUM(B10:B12)", "0"),
                         "K:L": ("Luas total (m²)", "SUM(L10:L12)", EXACT)})  # fmt: skip
    page.freeze(HEADING_ROW, 1)


def _figures(page: Page, check: str, shown: dict[str, tuple[str, str, str]]) -> None:
    found = {place: figure(label, f"={text}", number) for place, (label, text, number) in shown.items()}
    wrong = f'SUMPRODUCT(({check}10:{check}12<>"")*({check}10:{check}12<>"OK"))'
    text = f'=IF(A7=0,"Belum diisi",IF({wrong}>0,"Ada "&{wrong}&" baris yang perlu diperiksa","OK"))'
    page.figures({**found, check: figure("Pemeriksaan", text)})
    page.mark_checks(f"{check}7")


_TOTALS: Final = (
    Row("Luas ruang", "=SUM(Ruang!H10:H12)", "m²", "Jumlah × panjang × lebar, semua ruang.", "Luas_bersih",
        EXACT),
    Row("Kelonggaran ruang", "=Luas_total-Luas_bersih", "m²", "Ruang gerak.", "Luas_kelonggaran",
        EXACT),
    Row("Luas ruang + kelonggaran", "=SUM(Ruang!J10:J12)", "m²", "Luas × (1 + kelonggaran).", "Luas_total",
        EXACT, strong=True),
    Row("Luas lahan yang boleh dibangun", '=Luas_lahan*IF(Bagian_bangunan="",1,Bagian_bangunan)', "m²",
        "Luas lahan × bagian yang boleh dibangun.", "Luas_boleh", EXACT),
    Row("Bagian lahan yang terpakai", "=Luas_total/Luas_lahan", "rasio", "Luas total / luas lahan.",
        "Bagian_lahan", SHARE, strong=True),
    Row("Sisa lahan", "=Luas_lahan-Luas_total", "m²", "Luas lahan − luas total.", "Sisa_lahan", EXACT),
)  # fmt: skip
_MACHINES: Final = (
    Row("Luas semua mesin + kelonggaran", "=SUM(Mesin!L10:L12)", "m²",
        "Jumlah × luas alas × (1 + kelonggaran).", "Luas_mesin", EXACT, strong=True),
    Row("Mesin yang belum punya ruang", "=Luas_mesin-SUM(Ruang!L10:L12)", "m²",
        "Luas mesin yang ruangnya kosong atau tidak ada pada lembar Ruang.", "Luas_mesin_lepas", EXACT),
    Row("Ruang yang paling penuh", '=IF(MAX(Ruang!M10:M12)=0,"-",'
        "INDEX(Ruang!A10:A12,MATCH(MAX(Ruang!M10:M12),Ruang!M10:M12,0)))", "",
        "Ruang dengan bagian terisi mesin tertinggi.", "Ruang_terpenuh", "General"),
    Row("Terisi mesin", "=MAX(Ruang!M10:M12)", "rasio", "Luas mesin / (luas ruang + kelonggaran).",
        "Terisi_mesin", SHARE),
)  # fmt: skip
_VERDICT: Final = (
    '=IFERROR(IF(Luas_total=0,"Belum ada ruang",IF(Luas_total>Luas_boleh,"Lahan kurang "&'
    'ROUNDUP(ROUND(Luas_total-Luas_boleh,6),0)&" m²",IF(Terisi_mesin>1,"Mesin tidak muat di "&Ruang_terpenuh,'
    '"OK"))),"Periksa lembar Data, Ruang, dan Mesin")'
)


def draw_summary(house: House) -> None:
    """Draw totals, share of the site, whether all fits, and the bar charts."""
    page = Page(house, "Ringkasan", "Ringkasan luas lantai", (33, 18, 9, 50, 2, 16, 16, 16, 16))
    page.note("Semua dihitung dari lembar Data, Ruang, dan Mesin.", ("calculated",))
    row = draw_rows(page, 6, "1. Ruang dan lahan", _TOTALS)
    row = draw_rows(page, row, "2. Mesin", _MACHINES)
    page.section(row, "3. Kesimpulan", "D")
    page.put(f"A{row + 1}:D{row + 1}", _VERDICT, filled("calculated", bold=True, align="center"))
    page.mark_checks(f"A{row + 1}:D{row + 1}")
    house.name("Pesan_lahan", f"Ringkasan!$A${row + 1}")
    page.signatures(row + 3, (("A", "A"), ("B", "C"), ("D", "D")))
    _chart(page, "F6", "Luas ruang + kelonggaran (m²)", "Ruang", (("H", "Luas", PRIMARY),
           ("I", "Kelonggaran", ACCENT)), 400)  # fmt: skip
    _chart(page, "F24", "Luas mesin + kelonggaran (m²)", "Mesin", (("L", "Luas total", PRIMARY),), 340)
    page.sheet.print_area("A1:I38")
    page.sheet.fit_to_pages(1, 1)
    page.freeze(4)


def _chart(
    page: Page, cell: str, title: str, sheet: str, series: tuple[tuple[str, str, str], ...], height: int
) -> None:
    chart: Any = page.house.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for column, name, colour in series:
        chart.add_series(
            {
                "name": name,
                "categories": f"={sheet}!$A$10:$A$12",
                "values": f"={sheet}!${column}$10:${column}$12",
                "fill": {"color": colour},
                "gap": 40,
            }
        )
    small = {"name": "Arial", "size": 9, "color": QUIET}
    grid = {"visible": True, "line": {"color": "#E3E8EB", "width": 0.5}}
    chart.set_title({"name": title, "name_font": {"name": "Arial", "size": 12, "color": PRIMARY}})
    chart.set_y_axis({"reverse": True, "num_font": small})
    chart.set_x_axis({"num_font": small, "num_format": "#,##0", "major_gridlines": grid})
    chart.set_legend({"position": "bottom", "font": small} if len(series) > 1 else {"none": True})
    chart.set_chartarea({"border": {"color": LINE}})
    chart.set_size({"width": 450, "height": height})
    page.sheet.insert_chart(cell, chart, {"object_position": 2, "description": title})
