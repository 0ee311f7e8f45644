"""Price breaks and the list of items: sheets ``Potongan``, ``Barang``, ``Golongan ABC`` and ``Hitungan ABC``.

An item's class needs the value of all dearer ones. Asked row by row that takes the square of the rows; here
the least value of class A and of class B is sought once, by halving, and a row only compares with it.
"""

from __future__ import annotations

from typing import Final

from templates.formats.layout import Layout
from templates.formats.list_sheets import figure, list_sheet
from templates.formats.palette import ACCENT, ALARM, COUNT, GOOD, LINE, PRIMARY, QUIET, Look
from templates.formats.plan_data import EXACT, RUPIAH, SHARE
from templates.formats.plan_grid import grid_table
from templates.formats.rules import at_least_zero
from templates.formats.style import House, Page
from templates.formats.tables import HEADING_ROW, Column

BREAKS: Final = 8
HALVINGS: Final = 40
"""The last interval is as wide as the largest value / 2 ** 40; a criterion holds no more than 15 digits."""
_CENTRE: Final[Look] = {"align": "center"}
_MONEY: Final[Look] = {"num_format": RUPIAH}
_VALUE: Final[Look] = {"num_format": EXACT}
_FIRST: Final = HEADING_ROW + 1
_LAST_BREAK: Final = HEADING_ROW + BREAKS


def draw_breaks(house: House) -> None:
    """Draw ``Potongan``: each price with the quantity that it would be bought in; the cheapest marked."""
    page = Page(house, "Potongan", "Potongan harga menurut jumlah", (16, 18, 20, 16, 16, 22, 16, 26))
    page.note("Isi jumlah paling sedikit (menaik, yang pertama 0 atau 1) dan harganya untuk seluruh pesanan.")
    numeric = at_least_zero("Angka", "0 atau lebih.")
    columns = (
        Column("Mulai jumlah", "input", look=_VALUE, rule=numeric),
        Column("Harga per unit", "input", look=_VALUE, rule=numeric),
        Column("Biaya simpan per unit", "calculated", look=_VALUE),
        Column("EOQ", "calculated", look=_VALUE),
        Column("Jumlah pesan", "calculated", look=_VALUE),
        Column("Biaya setahun", "calculated", look=_MONEY),
        Column("Pilihan", "calculated", look=_CENTRE),
        Column("Periksa", "calculated", look=_CENTRE),
    )
    grid_table(page, "tbl_potongan", columns, BREAKS, _break)
    costs = f"F{_FIRST}:F{_LAST_BREAK}"
    best = f'=IFERROR(INDEX({{0}}{_FIRST}:{{0}}{_LAST_BREAK},MATCH(MIN({costs}),{costs},0)),"")'
    page.figures(
        {
            "A:B": figure("Jumlah pesan termurah", best.format("E"), EXACT),
            "C": figure("Harganya", best.format("B"), EXACT),
            "D:E": figure("Biaya setahun dengan harga beli", best.format("F"), RUPIAH),
            "F:H": figure("Pemeriksaan", _breaks_checked()),
        }
    )
    page.mark_checks("F7")
    house.name("Pesan_potongan", "Potongan!$A$7")
    page.mark(f"A{_FIRST}:G{_LAST_BREAK}", f'=$G{_FIRST}="Termurah"', GOOD)
    page.freeze(HEADING_ROW)


def _breaks_checked() -> str:
    checks = f"H{_FIRST}:H{_LAST_BREAK}"
    wrong = f'SUMPRODUCT(({checks}<>"")*({checks}<>"OK"))'
    none = f"COUNT(A{_FIRST}:A{_LAST_BREAK})=0"
    return f'=IF({wrong}>0,"Ada baris yang salah",IF({none},"Belum ada potongan","OK"))'


def _break(heading: str, number: int) -> str:
    row, below = HEADING_ROW + number, HEADING_ROW + number + 1
    if heading in ("Mulai jumlah", "Harga per unit"):
        key = "least" if heading == "Mulai jumlah" else "price"
        cell = f"breaks[{number - 1}].{key} if breaks|length > {number - 1} else none"
        return f"{{{{ {cell} }}}}"
    top = f'A{below}=""' if number < BREAKS else "TRUE"
    within = f"OR({top},MAX(D{row},A{row})<A{below})" if number < BREAKS else "TRUE"
    ascending = f'IF(A{row}<=A{row - 1},"Jumlah harus menaik","OK")' if number > 1 else '"OK"'
    return {
        "Biaya simpan per unit": f'=IF(B{row}="","",Persen_simpan*B{row})',
        "EOQ": f'=IF(C{row}="","",EOQ(Kebutuhan,Biaya_pesan,C{row}))',
        "Jumlah pesan": f'=IF(OR(A{row}="",D{row}=""),"",IF({within},MAX(D{row},A{row}),""))',
        "Biaya setahun": f'=IF(E{row}="","",EOQ_TOTAL_COST(Kebutuhan,Biaya_pesan,C{row},E{row},B{row}))',
        "Pilihan": f'=IF(F{row}="",IF(D{row}="","","Tidak dipakai"),IF(F{row}=$D$7,"Termurah",""))',
        "Periksa": f'=IF(AND(A{row}="",B{row}=""),"",IF(OR(A{row}="",B{row}=""),"Isi jumlah dan harga",'
        f'IF(NOT(AND(ISNUMBER(A{row}),ISNUMBER(B{row}))),"Harus angka",IF(B{row}<=0,"Harga harus di atas 0",'
        f"{ascending}))))",
    }[heading]


_HEADINGS: Final = (
    *("Kode", "Barang", "Satuan", "Kebutuhan setahun", "Harga satuan", "Biaya pesan", "Waktu tunggu"),
    *("Simpangan harian", "Stok", "Nilai setahun", "Golongan", "Jumlah pesan", "Pengaman", "Titik pesan"),
    *("Tindakan", "Periksa"),
)
_ITEMS: Final = Layout("Barang", _HEADINGS)
_VALUES: Final = _ITEMS.span("Nilai setahun")
_CLASSES: Final = _ITEMS.span("Golongan")


def draw_items(house: House) -> None:
    """Draw ``Barang``: a row an item, with its class, its order quantity and its reorder point."""
    widths = (10, 27, 8, 12, 12, 12, 9, 11, 11, 16, 10, 12, 11, 11, 11, 18)
    page = Page(house, "Barang", "Daftar barang: golongan ABC dan titik pesan", widths, colour=ACCENT)
    page.note("Satu barang satu baris, ribuan baris pun boleh. Waktu tunggu dalam hari.")
    numeric = at_least_zero("Angka", "0 atau lebih.")
    typed = ("code", "name", "unit", "demand", "price", "order_cost", "lead_time", "sigma", "stock")
    texts = 3
    inputs = [
        Column(heading, "input", f"{{{{ item.{key} }}}}", *(({}, None) if n < texts else (_VALUE, numeric)))
        for n, (heading, key) in enumerate(zip(_HEADINGS, typed, strict=False))
    ]
    service = 'IF(K#="A",Z_A,IF(K#="B",Z_B,Z_C))'
    columns = (
        *inputs,
        Column("Nilai setahun", "calculated", '=IF(OR(D#="",E#=""),"",D#*E#)', _MONEY),
        Column("Golongan", "calculated", '=IF(J#="","",IF(J#>Nilai_A,"A",IF(J#>Nilai_B,"B","C")))', _CENTRE),
        Column("Jumlah pesan", "calculated", '=IF(OR(F#="",E#=""),"",EOQ(D#,F#,Persen_simpan*E#))', _VALUE),
        Column("Pengaman", "calculated", f'=IF(K#="","",SAFETY_STOCK({service},H#,G#))', _VALUE),
        Column("Titik pesan", "calculated", '=IF(OR(D#="",M#=""),"",REORDER_POINT(D#/Hari_setahun,G#,M#))',
               _VALUE),
        Column("Tindakan", "calculated", '=IF(OR(I#="",N#=""),"",IF(I#<=N#,"Pesan",""))', _CENTRE),
        Column("Periksa", "calculated", _ITEM_CHECK),
    )  # fmt: skip
    figures = {
        "A:B": figure("Jumlah barang", "=COUNTA(A10:A12)"),
        "D:E": figure("Nilai setahun", "=SUM(J10:J12)", RUPIAH),
        "J": figure("Perlu dipesan", '=COUNTIFS(O10:O12,"Pesan")'),
        "L:P": figure(
            "Pemeriksaan",
            '=IF(A7=0,"Belum ada barang",IF(COUNTIFS(P10:P12,"OK")<A7,"Ada baris yang belum OK","OK"))',
        ),
    }
    list_sheet(page, "tbl_barang", columns, "item in items", figures, frozen=2)
    page.mark("O11", '=O11="Pesan"', ALARM)
    for letter, look in (("A", GOOD), ("B", {"bg_color": "#FBEBCF"})):
        page.mark("K11", f'=K11="{letter}"', look)


_ITEM_CHECK: Final = (
    '=IF(A#="","",IF(COUNT(D#:H#)<5,"Lengkapi angka",IF(MIN(D#:H#)<0,"Ada angka negatif",'
    'IF(E#=0,"Harga 0",IF(ISNUMBER(L#+N#),"OK","Periksa angka")))))'
)


def draw_classes(house: House) -> None:
    """Draw ``Golongan ABC``: how many items and how much value each class has, with its chart."""
    page = Page(house, "Golongan ABC", "Golongan barang", (14, 16, 16, 22, 16, 18, 18), landscape=False)
    page.note("Dihitung dari lembar Barang.", ("calculated",))
    columns = (
        Column("Golongan", "data", look=_CENTRE),
        Column("Banyak barang", "calculated", look={**_CENTRE, "num_format": COUNT}),
        Column("Bagian barang", "calculated", look={**_CENTRE, "num_format": SHARE}),
        Column("Nilai setahun", "calculated", look=_MONEY),
        Column("Bagian nilai", "calculated", look={**_CENTRE, "num_format": SHARE}),
        Column("Tingkat layanan", "calculated", look={**_CENTRE, "num_format": SHARE}),
        Column("Faktor z", "calculated", look={**_CENTRE, "num_format": "0.0000"}),
    )
    grid_table(page, "tbl_golongan", columns, 3, _class)
    page.figures({"A:B": figure("Banyak barang", f"=COUNT({_VALUES})"), "D": figure("Nilai", _WHOLE, RUPIAH)})
    for row, letter in enumerate("ABC", _FIRST):
        house.name(f"Z_{letter}", f"'Golongan ABC'!$G${row}")
    house.name("Nilai_barang", "'Golongan ABC'!$D$7")
    _class_chart(page)
    page.freeze(HEADING_ROW)


_WHOLE: Final = f"=SUM({_VALUES})"


def _class(heading: str, number: int) -> str:
    row, letter = HEADING_ROW + number, "ABC"[number - 1]
    return {
        "Golongan": letter,
        "Banyak barang": f'=COUNTIFS({_CLASSES},"{letter}")',
        "Bagian barang": f'=IF($A$7=0,"",B{row}/$A$7)',
        "Nilai setahun": f'=SUMIFS({_VALUES},{_CLASSES},"{letter}")',
        "Bagian nilai": f'=IF(Nilai_barang=0,"",D{row}/Nilai_barang)',
        "Tingkat layanan": f'=IF(Layanan_{letter}="","",Layanan_{letter})',
        "Faktor z": f"=SERVICE_FACTOR(F{row})",
    }[heading]


def _class_chart(page: Page) -> None:
    chart = page.house.workbook.add_chart({"type": "column"})
    font = {"name": "Arial", "size": 9, "color": QUIET}
    for column, name, colour in (("C", "Bagian barang", ACCENT), ("E", "Bagian nilai", PRIMARY)):
        chart.add_series(
            {
                "name": name,
                "categories": f"='Golongan ABC'!$A${_FIRST}:$A${_FIRST + 2}",
                "values": f"='Golongan ABC'!${column}${_FIRST}:${column}${_FIRST + 2}",
                "fill": {"color": colour},
                "data_labels": {"value": True, "num_format": "0%", "font": font},
            }
        )
    chart.set_title({"name": "Bagian barang dan nilai", "name_font": {"name": "Arial", "size": 13}})
    chart.set_y_axis({"num_font": font, "num_format": "0%", "min": 0, "max": 1,
                      "major_gridlines": {"visible": True, "line": {"color": "#E3E8EB"}}})  # fmt: skip
    chart.set_x_axis({"num_font": font})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_chartarea({"border": {"color": LINE}})
    chart.set_size({"width": 860, "height": 400})
    page.sheet.insert_chart("A15", chart, {"object_position": 2, "description": "Golongan ABC"})


def draw_halving(house: House) -> None:
    """Draw ``Hitungan ABC``: the least value of class A, and of B, between bounds that close in on it."""
    page = Page(
        house, "Hitungan ABC", "Batas nilai golongan", (8, 20, 20, 20, 16, 20, 20, 20, 16), colour=QUIET
    )
    page.note(
        "Mencari nilai terkecil golongan A dan B dengan membagi dua; tidak perlu diubah.", ("calculated",)
    )
    parts = [f"{text} {letter}" for letter in "AB" for text in ("Bawah", "Atas", "Tengah", "Di atasnya")]
    columns = (
        Column("No", "data", look=_CENTRE),
        *(
            Column(part, "calculated", look=_CENTRE | {"num_format": "0.0000%"} if "Di" in part else _VALUE)
            for part in parts
        ),
    )
    grid_table(page, "tbl_belah", columns, HALVINGS, _halving)
    last = HEADING_ROW + HALVINGS
    for letter, column in (("A", "B"), ("B", "F")):
        house.name(f"Nilai_{letter}", f"'Hitungan ABC'!${column}${last}")
    page.figures(
        {
            "A:B": figure("Nilai A di atas", f"=B{last}", EXACT),
            "F": figure("Nilai B di atas", f"=F{last}", EXACT),
        }
    )
    page.freeze(HEADING_ROW)


def _halving(heading: str, number: int) -> str | float:
    """``Di atasnya``: which part of the whole value lies above the middle."""
    if heading == "No":
        return number
    part, _, letter = heading.rpartition(" ")
    low, high, middle, above = "BCDE" if letter == "A" else "FGHI"
    row, before = HEADING_ROW + number, HEADING_ROW + number - 1
    reached = f"ROUND({above}{before},10)<Batas_{letter}"
    if part == "Bawah":
        return "=0" if number == 1 else f"=IF({reached},{low}{before},{middle}{before})"
    if part == "Atas":
        return f"=MAX({_VALUES})" if number == 1 else f"=IF({reached},{middle}{before},{high}{before})"
    if part == "Tengah":
        return f"=({low}{row}+{high}{row})/2"
    summed = f'SUMIFS({_VALUES},{_VALUES},">"&{middle}{row})'
    return f"=IF(Nilai_barang=0,1,{summed}/Nilai_barang)"
