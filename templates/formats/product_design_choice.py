"""Sheet ``Keputusan`` of the product design workbook: the winner, why, and how firm that is; charts."""

from __future__ import annotations

from typing import Any, Final

from templates.formats.palette import ACCENT, LINE, PRIMARY, QUIET, filled
from templates.formats.plan_data import EXACT, SHARE
from templates.formats.plan_rows import Row, draw_rows, helper
from templates.formats.product_design_sheets import ALTERNATIVES, alternative
from templates.formats.style import House, Page

_RANKS: Final = "Alternatif!$J$10:$J$14"
_PRODUCT: Final = "Bobot_produk/(Bobot_produk+Bobot_kemasan)"
_COLOURS: Final = (PRIMARY, ACCENT, "#2E6DA4", "#2F7D4F", "#A9453B")


def _at(column: str, number: str) -> str:
    return f"INDEX(Alternatif!${column}$10:${column}$14,{number})"


_GAPS: Final = ("'Fungsi Produk'!$N$10:$N$12", "'Fungsi Kemasan'!$N$10:$N$12")
_NAMES: Final = tuple(gap.replace("$N", "$A") for gap in _GAPS)
_PARTS: Final = (
    f"MAX({_GAPS[0]})*Bobot_produk",
    f"MAX({_GAPS[1]})*Bobot_kemasan",
)
_DECIDES: Final = (
    f'=IFERROR(IF(MAX({_PARTS[0]},{_PARTS[1]})<=0,"-",IF({_PARTS[0]}>={_PARTS[1]},'
    f'INDEX({_NAMES[0]},MATCH(MAX({_GAPS[0]}),{_GAPS[0]},0))&" (produk)",'
    f'INDEX({_NAMES[1]},MATCH(MAX({_GAPS[1]}),{_GAPS[1]},0))&" (kemasan)")),"-")'
)
_ROWS: Final = (
    Row("Alternatif terpilih", f'=IFERROR({_at("B", "Nomor_pemenang")},"-")', "",
        "Nilai total tertinggi di antara yang tidak gugur.", "Desain_terpilih", "General", strong=True),
    Row("Nilai total", f"={_at('G', 'Nomor_pemenang')}", "nilai", "Bobot × nilai, produk dan kemasan.",
        "Nilai_terpilih", EXACT, strong=True),
    Row("Nomor alternatif terpilih", f"=MATCH(1,{_RANKS},0)", "", "Nomor pada lembar Alternatif.",
        "Nomor_pemenang", "0"),
    Row("Urutan kedua", f'=IFERROR({_at("B", "Nomor_kedua")},"-")', "", "Nilai total tertinggi kedua.",
        "Desain_kedua", "General"),
    Row("Nilai total urutan kedua", f"={_at('G', 'Nomor_kedua')}", "nilai", "Bobot × nilai.",
        "Nilai_kedua", EXACT),
    Row("Nomor alternatif kedua", f"=MATCH(2,{_RANKS},0)", "", "Nomor pada lembar Alternatif.",
        "Nomor_kedua", "0"),
    Row("Selisih", "=Nilai_terpilih-Nilai_kedua", "nilai", "Terpilih − kedua.", "Selisih_nilai", EXACT),
    Row("Fungsi yang paling membedakan", _DECIDES, "", "Selisih bobot × nilai terbesar.", "Fungsi_penentu",
        "General"),
    Row("Bobot produk sekarang", f"={_PRODUCT}", "rasio", "Bobot produk / jumlah kedua bobot.",
        "Bagian_produk", SHARE),
    Row(
        "Pilihan berbalik pada bobot produk",
        f"=WEIGHT_SWING({_at('E', 'Nomor_pemenang')},{_at('F', 'Nomor_pemenang')},"
        f"{_at('E', 'Nomor_kedua')},{_at('F', 'Nomor_kedua')})",
        "rasio", "Di sana kedua teratas bernilai sama. #N/A: tidak pernah.", "Bobot_berbalik", SHARE,
    ),
)  # fmt: skip
_REASON: Final = (
    '=IFERROR(IF(ROUND(Selisih_nilai,6)=0,Desain_terpilih&" dan "&Desain_kedua&" bernilai sama ("&'
    'ROUND(Nilai_terpilih,2)&"); putuskan dengan pertimbangan lain.",'
    'Desain_terpilih&" bernilai "&ROUND(Nilai_terpilih,2)&", "&ROUND(Selisih_nilai,2)&" di atas "&'
    "Desain_kedua&"
    '", terutama karena "&Fungsi_penentu&"."&IF(ISNUMBER(Bobot_berbalik),'
    '" Pilihan berbalik bila bobot produk "&'
    'ROUND(100*Bobot_berbalik,0)&" %."," Bobot produk dan kemasan tidak mengubah pilihan ini.")),'
    'IFERROR("Hanya "&INDEX(Alternatif!$B$10:$B$14,Nomor_pemenang)&" yang dapat dinilai",'
    '"Belum dapat dinilai: lengkapi Alternatif dan Fungsi"))'
)


def draw_choice(house: House) -> None:
    """Draw the winner with its reason, and the charts: values, weights, what other weights would do."""
    page = Page(house, "Keputusan", "Keputusan desain produk", (34, 24, 9, 44, 2, 16, 16, 16, 16))
    page.note("Semua dihitung dari lembar Data, Alternatif, dan Fungsi.", ("calculated",))
    row = draw_rows(page, 6, "1. Alternatif terpilih", _ROWS)
    page.section(row, "2. Alasan", "D")
    page.sheet.set_row(row, 48)
    page.put(f"A{row + 1}:D{row + 1}", _REASON, filled("calculated", bold=True))
    house.name("Alasan_desain", f"Keputusan!$A${row + 1}")
    page.signatures(row + 3, (("A", "A"), ("B", "C"), ("D", "D")))
    _helpers(page)
    _charts(page)
    page.sheet.print_area("A1:I42")
    page.sheet.fit_to_pages(1, 1)
    page.freeze(4)


def _helpers(page: Page) -> None:
    for column, width in zip("KLMNOP", (14, 13, 13, 13, 13, 13), strict=True):
        page.sheet.set_column(f"{column}:{column}", width)
    page.sheet.set_column("J:J", 2)
    rows: list[tuple[str, ...]] = [("Alternatif", "Produk", "Kemasan")]
    for n in range(1, ALTERNATIVES + 1):
        line = 9 + n
        e, f = (f"Alternatif!${c}${line}" for c in "EF")
        rows.append(
            (
                f'=IF({alternative(n)}="","",{alternative(n)})',
                f'=IFERROR(IF({e}="",0,{_PRODUCT}*{e}),0)',
                f'=IFERROR(IF({f}="",0,(1-{_PRODUCT})*{f}),0)',
            )
        )
    helper(page, "K", 6, rows, EXACT)
    names = tuple(f'=IF({alternative(n)}="","-",{alternative(n)})' for n in range(1, ALTERNATIVES + 1))
    swing: list[tuple[str, ...]] = [("Bobot produk", *names)]
    for number in range(11):
        row = 16 + number
        swing.append(
            (
                f"={number}/10",
                *(
                    f'=IFERROR(IF(OR({e}="",{f}=""),NA(),$K{row}*{e}+(1-$K{row})*{f}),NA())'
                    for e, f in (
                        (f"Alternatif!$E${9 + n}", f"Alternatif!$F${9 + n}")
                        for n in range(1, ALTERNATIVES + 1)
                    )
                ),
            )
        )
    helper(page, "K", 14, swing, EXACT)


def _charts(page: Page) -> None:
    values = _chart(page, "bar", "Nilai total", "stacked")
    for column, colour in zip("LM", (PRIMARY, ACCENT), strict=True):
        values.add_series(
            {
                "name": f"=Keputusan!${column}$7",
                "categories": "=Keputusan!$K$8:$K$12",
                "values": f"=Keputusan!${column}$8:${column}$12",
                "fill": {"color": colour},
                "gap": 50,
            }
        )
    values.set_y_axis({"reverse": True, "num_font": _SMALL})
    _place(page, "F6", values, 250)
    swing: Any = _chart(page, "scatter", "Nilai bila bobot produk diubah", "straight")
    for column, colour in zip("LMNOP", _COLOURS, strict=True):
        swing.add_series(
            {
                "name": f"=Keputusan!${column}$15",
                "categories": "=Keputusan!$K$16:$K$26",
                "values": f"=Keputusan!${column}$16:${column}$26",
                "line": {"color": colour, "width": 2.25},
                "marker": {"type": "none"},
            }
        )
    swing.set_x_axis({"min": 0, "max": 1, "major_unit": 0.2, "num_format": "0%", "num_font": _SMALL,
                      "name": "Bobot produk", "name_font": _SMALL})  # fmt: skip
    _place(page, "F17", swing, 300)
    for cell, part, colour in (("A28", "Produk", PRIMARY), ("F28", "Kemasan", ACCENT)):
        weights = _chart(page, "column", f"Bobot fungsi {part.lower()}")
        weights.add_series(
            {
                "name": "Bobot",
                "categories": f"='Fungsi {part}'!$A$10:$A$12",
                "values": f"='Fungsi {part}'!$C$10:$C$12",
                "fill": {"color": colour},
                "gap": 60,
                "data_labels": {"value": True, "num_format": "0%", "font": _SMALL},
            }
        )
        weights.set_y_axis({"num_format": "0%", "num_font": _SMALL, "min": 0, "major_gridlines": _GRID})
        weights.set_x_axis({"num_font": _SMALL})
        weights.set_legend({"none": True})
        _place(page, cell, weights, 280)


_SMALL: Final = {"name": "Arial", "size": 9, "color": QUIET}
_GRID: Final = {"visible": True, "line": {"color": "#E3E8EB", "width": 0.5}}


def _chart(page: Page, kind: str, title: str, subtype: str = "") -> Any:
    chart = page.house.workbook.add_chart({"type": kind} | ({"subtype": subtype} if subtype else {}))
    chart.set_title({"name": title, "name_font": {"name": "Arial", "size": 12, "color": PRIMARY}})
    chart.set_x_axis({"num_font": _SMALL, "major_gridlines": _GRID})
    chart.set_y_axis({"num_font": _SMALL, "major_gridlines": _GRID})
    chart.set_legend({"position": "bottom", "font": _SMALL})
    chart.set_chartarea({"border": {"color": LINE}})
    return chart


def _place(page: Page, cell: str, chart: Any, height: int) -> None:
    chart.set_size({"width": 450 if cell.startswith("F") else 640, "height": height})
    page.sheet.insert_chart(cell, chart, {"object_position": 2, "description": "Grafik desain produk"})
