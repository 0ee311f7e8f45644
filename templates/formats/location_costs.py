"""Sheets of the location workbook that hold costs: sites, salaries, fixed cost, variable cost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from templates.formats.list_sheets import figure
from templates.formats.palette import CELL, LABEL, filled
from templates.formats.plan_data import EXACT, RUPIAH, calculated
from templates.formats.rules import at_least_zero, choice
from templates.formats.style import House, Page
from templates.formats.tables import HEADING_ROW, Block, Column, fixed_table, loop_table

SITES: Final = 5
GROUPS: Final = (
    "Tanah & transportasi", "Peralatan dan Mesin", "Biaya Pemeliharaan", "Biaya Karyawan", "Lain-lain",
)  # fmt: skip
_BELOW: Final = 14
"""First row under a table over one block: a blank row after the end of the loop."""
_MONEY: Final = at_least_zero("Biaya", "Rupiah, 0 atau lebih.")
_PAPER: Final = 'Sesuai_makalah="Ya"'
_SPREAD: Final = 'IF(Sebar_investasi="Ya",Umur_periode,1)'
_COLUMNS: Final = "EFGHI"
_SITE_HEADINGS: Final = (
    *("No", "Lokasi", "Kabupaten", "Luas tanah (m²)", "Harga tanah per m²", "Harga tanah"),
    *("Harga jual per unit", "Biaya variabel per unit (ketikan)", "FC 1 makalah", "FC 2 makalah"),
    *("Biaya variabel makalah", "Periksa"),
)


def site(number: int) -> str:
    """Return the formula piece that is the name of a site, counted from 1."""
    return f"Lokasi!$B${HEADING_ROW + number}"


def named(number: int) -> str:
    """Return the formula that shows a site's name, or nothing."""
    return f'=IF({site(number)}="","",{site(number)})'


def draw_sites(house: House) -> None:
    """Draw the five sites: land, price, and the totals that the paper printed."""
    page = Page(house, "Lokasi", "Lokasi yang dibandingkan", (5, 20, 24, 12, 14, 17, 13, 15, 17, 17, 17, 26))
    page.note("Isi dua sampai lima lokasi. Kolom makalah hanya dipakai bila Sesuai makalah = Ya.")
    rows = [[str(n), *[""] * 11] for n in range(1, SITES + 1)]
    fixed_table(page, "tbl_lokasi", [Column(heading) for heading in _SITE_HEADINGS], rows, row=HEADING_ROW)
    keys = {
        "B": ("name", "@"), "C": ("regency", "@"), "D": ("area", RUPIAH), "E": ("land_price", RUPIAH),
        "G": ("price", EXACT), "H": ("variable", EXACT), "I": ("fixed_1", RUPIAH), "J": ("fixed_2", RUPIAH),
        "K": ("variable_total", RUPIAH),
    }  # fmt: skip
    for number in range(SITES):
        row = HEADING_ROW + 1 + number
        for column, (key, form) in keys.items():
            page.ask(f"{column}{row}", f"{{{{ sites[{number}].{key} }}}}", None if form == "@" else _MONEY,
                     num_format=form if form != "@" else "General")  # fmt: skip
        page.put(f"A{row}", number + 1, filled("data", align="center"))
        page.put(f"F{row}", f'=IF(OR(D{row}="",E{row}=""),"",D{row}*E{row})', calculated())
        lacks = f'IF(G{row}="","Isi harga jual",IF(COUNTIFS($B$10:$B$14,B{row})>1,"Nama ganda","OK"))'
        page.put(f"L{row}", f'=IF(B{row}="","",{lacks})', filled("calculated"))
    page.mark_checks("L10:L14")
    page.figures({"A:B": figure("Jumlah lokasi", '=SUMPRODUCT((B10:B14<>"")*1)')})
    house.name("Nama_lokasi", "Lokasi!$B$10:$B$14")
    page.freeze(HEADING_ROW, 2)


def _below(
    page: Page, row: int, label: str, last: str, content: Callable[[int, str], str], form: str = RUPIAH,
    *, strong: bool = False, first: str = "E",
) -> None:  # fmt: skip
    """Write a line under a table: its label, and a formula for each site while it has a name."""
    page.put(f"A{row}:{last}{row}", label, CELL | {"bold": strong})
    for number in range(1, SITES + 1):
        column = chr(ord(first) + number - 1)
        formula = f'=IF({site(number)}="","",{content(number, column)})'
        page.put(f"{column}{row}", formula, calculated(form, bold=strong))


def _heads(page: Page, row: int, last: str, first: str) -> None:
    page.put(f"A{row}:{last}{row}", "Ringkasan", LABEL)
    for number in range(1, SITES + 1):
        page.put(f"{chr(ord(first) + number - 1)}{row}", named(number), LABEL | {"bold": True})


def _site_figures(page: Page, first: str, formula: str, number: str = RUPIAH) -> None:
    """Show the sites' names above their columns, with a total each."""
    shown = {}
    for place in range(1, SITES + 1):
        column = chr(ord(first) + place - 1)
        body = formula.format(c=column)
        shown[column] = figure(named(place), f'=IF({site(place)}="","",{body})', number)
    page.figures(shown)


def draw_salaries(house: House) -> None:
    """Draw posts, heads and pay at each site, with the amounts, and compare them with the fixed cost."""
    page = Page(house, "Gaji", "Gaji per lokasi", (20, 9, *[14] * 5, *[16] * 5, 18))
    page.note("Gaji per orang di setiap lokasi; jumlahnya dibandingkan dengan lembar Biaya Tetap.")
    pay = [Column(f"Gaji {n}", "input", f"{{{{ post.pay[{n - 1}] }}}}", {"num_format": RUPIAH}, _MONEY)
           for n in range(1, SITES + 1)]  # fmt: skip
    amounts = [
        Column(f"Jumlah {n}", "calculated", f'=IF(OR($B#="",{c}#=""),"",$B#*{c}#)', {"num_format": RUPIAH})
        for n, c in enumerate("CDEFG", 1)
    ]
    check = Column(
        "Periksa", "calculated",
        '=IF(A#="","",IF(B#="","Isi jumlah orang",IF(ISTEXT(B#),"Jumlah orang bukan angka","OK")))',
    )  # fmt: skip
    heads = (
        Column("Jabatan", "input", "{{ post.name }}"),
        Column("Orang", "input", "{{ post.heads }}", {"align": "center"}, _MONEY),
    )
    loop_table(page, "tbl_gaji", [*heads, *pay, *amounts, check], "post in salaries")
    _site_figures(page, "H", "SUM({c}10:{c}12)")
    page.sheet.write(5, 1, "Jumlah orang", house.format(LABEL))
    page.put("B7", "=SUM(B10:B12)", calculated("0", bold=True, align="center"))
    _heads(page, _BELOW, "G", "H")
    group = f"SUMIFS('Biaya Tetap'!{{c}}10:{{c}}12,'Biaya Tetap'!$A$10:$A$12,\"{GROUPS[3]}\")"
    _below(page, _BELOW + 1, "Biaya Karyawan pada lembar Biaya Tetap", "G",
           lambda n, _: group.format(c=_COLUMNS[n - 1]), first="H")  # fmt: skip
    _below(page, _BELOW + 2, "Selisih", "G", lambda _, c: f"{c}7-{c}{_BELOW + 1}", first="H")
    _below(page, _BELOW + 3, "Pemeriksaan", "G",
           lambda _, c: f'IF(ABS({c}{_BELOW + 2})<0.5,"OK","Berbeda")', first="H")  # fmt: skip
    page.mark_checks(f"H{_BELOW + 3}:L{_BELOW + 3}")
    page.freeze(HEADING_ROW, 2)


def _cost_columns(loop: str) -> list[Column]:
    return [
        Column(f"Lokasi {n}", "input", f"{{{{ {loop}.costs[{n - 1}] }}}}", {"num_format": RUPIAH}, _MONEY)
        for n in range(1, SITES + 1)
    ]


def _filled_in(first: str, last: str, key: str) -> Column:
    texts = f'SUMPRODUCT(({first}#:{last}#>"")*1)>0'
    few = f"COUNT({first}#:{last}#)<Lokasi!$A$7"
    return Column(
        "Periksa", "calculated",
        f'=IF({key}#="",IF(COUNT({first}#:{last}#)>0,"Isi keterangan biaya",""),'
        f'IF({texts},"Ada teks, bukan angka",IF({few},"Ada lokasi kosong","OK")))',
    )  # fmt: skip


def draw_fixed(house: House) -> None:
    """Draw the fixed cost with subtotals by group, running totals, tax and the total, all from the rows."""
    page = Page(house, "Biaya Tetap", "Biaya tetap per lokasi", (24, 30, 12, 14, *[18] * 5, 22))
    page.note("Satu jenis biaya satu baris. Subtotal, jumlah berjalan, dan pajak di bawah tabel.")
    group = choice(list(GROUPS), "Kelompok", "Pilih kelompok biaya.")
    columns = [
        Column("Kelompok", "input", "{{ cost.group }}", {}, group),
        Column("Jenis biaya", "input", "{{ cost.name }}"),
        Column("Kapasitas", "input", "{{ cost.capacity }}", {"align": "right"}),
        Column("Satuan", "input", "{{ cost.unit }}"),
        *_cost_columns("cost"),
        _filled_in("E", "I", "B"),
    ]
    block = loop_table(page, "tbl_biaya_tetap", columns, "cost in fixed_costs", key="B")
    _site_figures(page, "E", "SUM({c}10:{c}12)")
    _heads(page, _BELOW, "D", "E")
    _totals(page, block)
    house.name("Biaya_tetap_lokasi", f"'Biaya Tetap'!$E${_BELOW + 12}:$I${_BELOW + 12}")
    page.freeze(HEADING_ROW, 2)


def _totals(page: Page, block: Block) -> None:
    """Write the lines under the fixed cost: each total from the cells above it, none typed."""
    top = _BELOW + 1
    span = f"{block.first}:{{c}}{block.last}"

    def subtotal(group: str) -> Callable[[int, str], str]:
        rows = "{c}" + span
        return lambda _, c: f'SUMIFS({rows.format(c=c)},$A${block.first}:$A${block.last},"{group}")'

    def replaced(column: str, formula: str) -> Callable[[int, str], str]:
        def content(number: int, c: str) -> str:
            printed = f"Lokasi!${column}${HEADING_ROW + number}"
            return f'IF(AND({_PAPER},{printed}<>""),{printed},{formula.format(c=c)})'

        return content

    def plain(formula: str) -> Callable[[int, str], str]:
        return lambda _, c: formula.format(c=c)

    rows: list[tuple[str, Callable[[int, str], str], bool]] = [
        (f"Subtotal {GROUPS[0]}", subtotal(GROUPS[0]), False),
        (f"Subtotal {GROUPS[1]}", subtotal(GROUPS[1]), False),
        ("Jumlah biaya tetap (FC) 1", replaced("I", f"({{c}}{top}+{{c}}{top + 1})/{_SPREAD}"), True),
        (f"Subtotal {GROUPS[2]}", subtotal(GROUPS[2]), False),
        ("Jumlah biaya tetap (FC) 2", replaced("J", f"{{c}}{top + 2}+{{c}}{top + 3}"), True),
        (f"Subtotal {GROUPS[3]}", subtotal(GROUPS[3]), False),
        ("Jumlah biaya tetap (FC) 3", plain(f"{{c}}{top + 4}+{{c}}{top + 5}"), True),
        (GROUPS[4], subtotal(GROUPS[4]), False),
        ("Jumlah biaya tetap (FC) 4", plain(f"{{c}}{top + 6}+{{c}}{top + 7}"), True),
        ("Pajak", plain(f"IF({_PAPER},ROUNDDOWN(Pajak*{{c}}{top + 8},0),Pajak*{{c}}{top + 8})"), False),
        ("Biaya tetap akhir (FC 4 + pajak)", plain(f"{{c}}{top + 8}+{{c}}{top + 9}"), True),
        ("Biaya tetap tidak dibulatkan, untuk titik impas", plain(f"{{c}}{top + 8}*(1+Pajak)"), True),
    ]
    for row, (label, content, strong) in enumerate(rows, top):
        _below(page, row, label, "D", content, strong=strong)
    invested = f"({{c}}{top}+{{c}}{top + 1})"
    adds = f"ABS({{c}}{top + 8}-SUM({{c}}{span})+{invested}-{invested}/{_SPREAD})<0.5"
    told = f'IF({adds},"OK",IF({_PAPER},"Menurut makalah","Ada kelompok yang salah"))'
    _below(page, top + 12, "Pemeriksaan: FC 4 memuat semua baris", "D", plain(told))
    page.mark_checks(f"E{top + 12}:I{top + 12}")


def draw_variable(house: House) -> None:
    """Draw the variable cost of a period, its total, and what a unit costs."""
    page = Page(house, "Biaya Variabel", "Biaya variabel per lokasi", (34, 16, *[19] * 5, 24))
    page.note("Biaya pada volume rencana. Per unit: jumlah dibagi volume, atau ketikan pada lembar Lokasi.")
    columns = [
        Column("Jenis biaya", "input", "{{ cost.name }}"),
        Column("Satuan waktu", "input", "{{ cost.period }}"),
        *_cost_columns("cost"),
        _filled_in("C", "G", "A"),
    ]
    loop_table(page, "tbl_biaya_variabel", columns, "cost in variable_costs")
    _site_figures(page, "C", "SUM({c}10:{c}12)")
    _heads(page, _BELOW, "B", "C")

    def total(number: int, c: str) -> str:
        printed = f"Lokasi!$K${HEADING_ROW + number}"
        return f'IF(AND({_PAPER},{printed}<>""),{printed},SUM({c}10:{c}12))'

    def used(number: int, c: str) -> str:
        typed = f"Lokasi!$H${HEADING_ROW + number}"
        return f'IF(AND(OR({_PAPER},Biaya_variabel_dari="Ketikan"),{typed}<>""),{typed},{c}{_BELOW + 2})'

    _below(page, _BELOW + 1, "Jumlah biaya variabel", "B", total, strong=True, first="C")
    _below(page, _BELOW + 2, "Per unit: jumlah / volume", "B", lambda _, c: f"{c}{_BELOW + 1}/Volume", EXACT,
           first="C")  # fmt: skip
    _below(page, _BELOW + 3, "Biaya variabel per unit yang dipakai", "B", used, EXACT, strong=True, first="C")
    told = f'IF(ABS({{c}}{_BELOW + 1}-SUM({{c}}10:{{c}}12))<0.5,"OK","Berbeda dengan jumlah baris")'
    _below(page, _BELOW + 4, "Pemeriksaan", "B", lambda _, c: told.format(c=c), first="C")
    page.mark_checks(f"C{_BELOW + 4}:G{_BELOW + 4}")
    page.house.name("Biaya_variabel_lokasi", f"'Biaya Variabel'!$C${_BELOW + 3}:$G${_BELOW + 3}")
    page.freeze(HEADING_ROW, 1)
