"""Sheet ``Biaya dan Harga``: total cost, unit cost, price, break-even and payback; a chart."""

from __future__ import annotations

from typing import Any, Final

from templates.formats.palette import ACCENT, LINE, PRIMARY, QUIET, filled
from templates.formats.plan_data import EXACT, RUPIAH
from templates.formats.plan_rows import Row, draw_rows, helper
from templates.formats.style import House, Page

SHEET: Final = "Biaya dan Harga"
_PAPER: Final = 'Sesuai_makalah="Ya"'
_UNIT: Final = "Biaya_variabel_dipakai"
_TOTAL: Final = "Biaya_tetap_dipakai"

_COST: Final = (
    Row(
        "Volume", '=IF(Volume_dari="Ramalan",Ramalan_tahun/Periode_setahun,Volume_ketikan)',
        "unit per periode", "Ketikan, atau ramalan setahun dibagi jumlah periode.", "Volume", EXACT,
    ),
    Row(
        "Biaya persediaan per periode", f"=IF({_PAPER},0,Biaya_persediaan/Periode_setahun)", "Rp",
        "Biaya persediaan setahun dibagi jumlah periode; makalah tidak menghitungnya.",
    ),
    Row(
        "Biaya tetap per periode", "=Biaya_tetap+B9", "Rp", "Biaya tetap lokasi + biaya persediaan.", _TOTAL,
    ),
    Row(
        "Biaya variabel per unit",
        f'=IF(AND({_PAPER},Biaya_variabel_makalah<>""),Biaya_variabel_makalah/Volume,Biaya_variabel_unit)',
        "Rp per unit", "Dari lokasi terpilih; menurut makalah: jumlah yang tercetak dibagi volume.",
        _UNIT, EXACT,
    ),
    Row("Biaya variabel", f"={_UNIT}*Volume", "Rp", "Biaya variabel per unit × volume.", "Biaya_variabel"),
    Row(
        "Biaya total", f"=SITE_COST({_TOTAL},{_UNIT},Volume)", "Rp", "Biaya tetap + biaya variabel.",
        "Biaya_total", strong=True,
    ),
    Row(
        "HPP (harga pokok produksi)", "=UNIT_COST(Biaya_total,Volume)", "Rp per unit",
        "Biaya total / volume.",
        "HPP", EXACT, strong=True,
    ),
    Row(
        "HPP dibulatkan",
        "=IF(OR(Kelipatan_HPP=0,Kelipatan_HPP=\"\"),HPP,ROUNDUP(ROUND(HPP/Kelipatan_HPP,9),0)*Kelipatan_HPP)",
        "Rp per unit", "Ke atas, ke kelipatan pada lembar Data.", "HPP_bulat", EXACT,
    ),
)  # fmt: skip
_PRICE: Final = (
    Row(
        "Harga jual",
        '=IF(Harga_ditetapkan="",SELLING_PRICE(HPP_bulat,Margin,Dasar_laba="Harga jual"),Harga_ditetapkan)',
        "Rp per unit", "Harga pasar bila diisi; jika tidak, HPP ditambah laba.",
        "Harga_jual", EXACT, strong=True,
    ),
    Row("Laba per unit", "=Harga_jual-HPP_bulat", "Rp per unit", "Harga jual − HPP.", "Laba_unit", EXACT),
    Row(
        "Margin kontribusi", f"=Harga_jual-{_UNIT}", "Rp per unit", "Harga jual − biaya variabel per unit.",
        "Margin_kontribusi", EXACT,
    ),
)  # fmt: skip
_ARGUMENTS: Final = f"({_TOTAL},Harga_jual,{_UNIT})"
_BREAK_EVEN: Final = (
    Row(
        "Titik impas, tepat", f"=BEP_UNITS{_ARGUMENTS}", "unit per periode",
        "Biaya tetap / margin kontribusi.",
        "Titik_impas_tepat", "#,##0.000",
    ),
    Row(
        "Titik impas, unit utuh", f"=BEP_UNITS_WHOLE{_ARGUMENTS}", "unit per periode", "Dibulatkan ke atas.",
        "Titik_impas_unit", strong=True,
    ),
    Row(
        "Titik impas, rupiah", f"=BEP_REVENUE{_ARGUMENTS}", "Rp per periode",
        "Biaya tetap / (1 − biaya variabel / harga).", "Titik_impas_rupiah",
    ),
    Row(
        "Titik impas tercapai pada hari ke-", "=ROUNDUP(ROUND(Hari_periode*Titik_impas_tepat/Volume,9),0)",
        "hari", "Hari dalam periode × titik impas / volume, ke atas.", "Hari_titik_impas", "0",
    ),
    Row(
        "Sisa unit di atas titik impas", "=Volume-Titik_impas_unit", "unit per periode",
        "Volume − titik impas; negatif: volume belum menutup biaya.", "Sisa_unit",
    ),
)  # fmt: skip
_PAYBACK: Final = (
    Row(
        "Laba per periode",
        f"=IF({_PAPER},Sisa_unit*Harga_jual,Volume*Harga_jual-Biaya_total)", "Rp per periode",
        "Penjualan − biaya total. Makalah: sisa unit × harga, yaitu penjualan, belum laba.",
        "Laba_periode", strong=True,
    ),
    Row(
        "Investasi", f'=IF(OR({_PAPER},Investasi=""),Biaya_total,Investasi)', "Rp",
        "Modal awal pada lembar Data; kosong atau menurut makalah: biaya total satu periode.",
        "Investasi_dipakai",
    ),
    Row(
        "Masa pengembalian, periode", "=IF(Laba_periode<=0,NA(),Investasi_dipakai/Laba_periode)", "periode",
        "Investasi / laba per periode. #N/A: laba tidak pernah mengembalikan investasi.",
        "Pengembalian_periode", "0.000",
    ),
    Row(
        "Masa pengembalian, unit", "=Pengembalian_periode*Volume", "unit", "Periode × volume.",
        "Pengembalian_unit",
    ),
    Row(
        "Masa pengembalian, hari", "=Pengembalian_periode*Hari_periode", "hari",
        "Periode × hari per periode.",
        "Pengembalian_hari", "0.0",
    ),
    Row(
        "Laba setahun", "=Laba_periode*Periode_setahun", "Rp per tahun", "Laba × periode setahun.",
        "Laba_setahun",
    ),
    Row(
        "Masa pengembalian, tahun", "=IF(Laba_setahun<=0,NA(),Investasi_dipakai/Laba_setahun)", "tahun",
        "Investasi / laba setahun.", "Pengembalian_tahun", "0.00", strong=True,
    ),
)  # fmt: skip


def draw_cost(house: House) -> None:
    """Draw the four calculations, the message about the price and the chart with its data."""
    page = Page(house, SHEET, "Biaya, harga, dan titik impas", (34, 21, 17, 60, 2, 15, 15, 15, 15))
    page.note("Semua dihitung dari lembar Data.", ("calculated",))
    row = draw_rows(page, 6, "1. Biaya dan HPP", _COST)
    row = draw_rows(page, row, "2. Harga jual", _PRICE)
    _message(page, row - 1)
    row = draw_rows(page, row + 1, "3. Titik impas", _BREAK_EVEN)
    row = draw_rows(page, row, "4. Laba dan masa pengembalian", _PAYBACK)
    _chart(page)
    page.signatures(row, (("A", "A"), ("B", "C"), ("D", "D")))
    page.sheet.print_area(f"A1:I{row + 4}")
    page.sheet.fit_to_pages(1, 1)
    page.freeze(4)


def _message(page: Page, row: int) -> None:
    text = (
        '=IFERROR(IF(Margin_kontribusi<=0,"Harga tidak di atas biaya variabel: setiap unit yang terjual '
        'menambah rugi, jadi tidak ada titik impas",IF(Laba_unit<0,"Harga di bawah HPP: baru menutup biaya '
        'tetap pada volume yang lebih besar","OK")),"Periksa isian lembar Data")'
    )
    page.put(f"A{row}:D{row}", text, filled("calculated", bold=True, align="center"))
    page.mark_checks(f"A{row}:D{row}")
    page.house.name("Pesan_harga", f"'{SHEET}'!$A${row}")


def _chart(page: Page) -> None:
    for column, width in zip("KLMN", (14, 16, 16, 16), strict=True):
        page.sheet.set_column(f"{column}:{column}", width)
    page.sheet.set_column("J:J", 2)
    top = "IF(ISNUMBER(Titik_impas_tepat),MAX(Volume,1.3*Titik_impas_tepat),Volume)"
    volumes = ("0", "IFERROR(Titik_impas_tepat,0)", "Volume", top)
    rows: list[tuple[str, ...]] = [("Volume", "Biaya tetap", "Biaya total", "Penjualan")]
    for number, volume in enumerate(volumes, 8):
        cost = f"={_TOTAL}+{_UNIT}*K{number}"
        rows.append((f"={volume}", f"={_TOTAL}", cost, f"=Harga_jual*K{number}"))
    rows.append(("=IFERROR(Titik_impas_tepat,0)", "Titik impas", "", "=IFERROR(Titik_impas_rupiah,NA())"))
    helper(page, "K", 6, rows)
    chart = page.house.workbook.add_chart({"type": "scatter", "subtype": "straight"})
    for column, colour in zip("LMN", (QUIET, ACCENT, PRIMARY), strict=True):
        chart.add_series(_line(column, colour))
    marker = {"type": "circle", "size": 10, "fill": {"color": "#A9453B"}, "border": {"color": "#FFFFFF"}}
    font = {"name": "Arial", "size": 9, "bold": True}
    chart.add_series(
        {
            "name": f"='{SHEET}'!$L$12",
            "categories": f"='{SHEET}'!$K$12:$K$12",
            "values": f"='{SHEET}'!$N$12:$N$12",
            "marker": marker,
            "data_labels": {"series_name": True, "value": False, "position": "above", "font": font},
        }
    )
    dress(chart, "Titik impas", "Unit per periode", "Rupiah (juta)")
    chart.set_size({"width": 425, "height": 380})
    page.sheet.insert_chart("F6", chart, {"object_position": 2, "description": "Grafik titik impas"})


def _line(column: str, colour: str) -> dict[str, Any]:
    return {
        "name": f"='{SHEET}'!${column}$7",
        "categories": f"='{SHEET}'!$K$8:$K$11",
        "values": f"='{SHEET}'!${column}$8:${column}$11",
        "line": {"color": colour, "width": 2.25},
        "marker": {"type": "none"},
    }


def dress(chart: Any, title: str, across: str, up: str) -> None:
    """Give a chart of rupiah over units its title, axes and legend in the house style."""
    small = {"name": "Arial", "size": 9, "color": QUIET}
    grid = {"visible": True, "line": {"color": "#E3E8EB", "width": 0.5}}
    chart.set_title({"name": title, "name_font": {"name": "Arial", "size": 12, "color": PRIMARY}})
    chart.set_x_axis(
        {"name": across, "name_font": small, "num_font": small, "num_format": RUPIAH, "min": 0,
         "major_gridlines": {"visible": False}}
    )  # fmt: skip
    chart.set_y_axis(
        {"name": up, "name_font": small, "num_font": small, "num_format": "#,##0,,", "major_gridlines": grid}
    )
    chart.set_legend({"position": "bottom", "font": small})
    chart.set_chartarea({"border": {"color": LINE}})
