"""Sheets ``Perbandingan``, ``Kesalahan`` and ``Musiman`` of the forecasts: which method, and why."""

from __future__ import annotations

from typing import Any, Final

from templates.formats.forecasting_data import METHODS, PERIODS, SEASON
from templates.formats.forecasting_methods import FIRST, FORECASTS, LAST, LAST_DATA
from templates.formats.list_sheets import figure
from templates.formats.palette import ACCENT, GOOD, LINE, PRIMARY, QUIET, Look
from templates.formats.plan_data import EXACT, SHARE
from templates.formats.plan_grid import grid_table
from templates.formats.style import House, Page
from templates.formats.tables import HEADING_ROW, Column

_CENTRE: Final[Look] = {"align": "center"}
_VALUE: Final[Look] = {"num_format": EXACT}
_SIZE: Final = len(METHODS)
_TABLE_END: Final = HEADING_ROW + _SIZE
_ERRORS: Final = dict(zip(METHODS, "DEFGHI", strict=True))
_SHARES: Final = dict(zip(METHODS, "JKLMNO", strict=True))
_STARTS: Final = {
    "Rata-rata bergerak": 'IF(Jumlah_data<Periode_rata,"",Periode_rata+1)',
    "Rata-rata tertimbang": 'IF(OR(Banyak_bobot=0,Jumlah_data<Banyak_bobot),"",Banyak_bobot+1)',
    "Penghalusan eksponensial": 'IF(Jumlah_data<1,"",2)',
    "Holt (tren)": 'IF(Jumlah_data<2,"",3)',
    "Tren linear": 'IF(Jumlah_data<2,"",1)',
    "Musiman": 'IF(Periode_utuh=0,"",1)',
}
"""From which period a method forecasts what it has not been told."""


def _all(column: str, last: int = LAST) -> str:
    return f"Peramalan!${column}${FIRST}:${column}${last}"


def draw_comparison(house: House) -> None:
    """Draw ``Perbandingan``: the methods with their measures, the one in use, what it says of the year."""
    widths = (25, 8, 9, 12, 14, 10, 12, 10, 12, 9, 14, 15, 34)
    page = Page(house, "Perbandingan", "Perbandingan metode peramalan", widths, colour=ACCENT)
    page.note("Semua angka dihitung dari Peramalan. Metode dan ukurannya dipilih di Data.", ("calculated",))
    grid_table(page, "tbl_metode", _COLUMNS, _SIZE, _content)
    page.figures(
        {
            "A": figure("Metode dipakai", '=IFERROR(INDEX($A$10:$A$15,Nomor_metode),"")'),
            "B:C": figure("Dibandingkan mulai periode", _COMPARED_FROM),
            "D": figure("Awal rencana", '=IF(Awal_rencana="",Jumlah_data+1,Awal_rencana)'),
            "E:F": figure("Ramalan setahun", "=INDEX($L$10:$L$15,Nomor_metode)", EXACT),
            "G:H": figure("Ramalan per hari", '=IF(Ramalan_tahun="","",Ramalan_tahun/Hari_setahun)', EXACT),
            "I:J": figure("Simpangan baku per hari", _DEVIATION, EXACT),
            "K": figure("Metode ke", _CHOSEN),
            "L:M": figure("Pemeriksaan", _CHECK),
        }
    )
    page.mark_checks("L7")
    for name, column in (
        ("Banding_dari", "B"),
        ("Awal_tahun", "D"),
        ("Ramalan_tahun", "E"),
        ("Ramalan_harian", "G"),
        ("Ramalan_sigma_harian", "I"),
        ("Nomor_metode", "K"),
    ):
        house.name(name, f"Perbandingan!${column}$7")
    for row in range(FIRST, _TABLE_END + 1):
        page.sheet.set_row(row - 1, 24)
    page.mark(f"A{FIRST}:M{_TABLE_END}", f"=$J{FIRST}=1", GOOD)
    page.mark(f"A{FIRST}:M{_TABLE_END}", "=$A10=INDEX($A$10:$A$15,Nomor_metode)", {"bold": True})
    _chart(page)
    page.signatures(_TABLE_END + 24, (("A", "C"), ("D", "H"), ("I", "M")))
    page.sheet.fit_to_pages(1, 1)
    page.freeze(HEADING_ROW)


_COLUMNS: Final = (
    Column("Metode", "data"),
    Column("Mulai", "calculated", look=_CENTRE),
    Column("Jumlah galat", "calculated", look=_CENTRE),
    Column("MAD", "calculated", look=_VALUE),
    Column("MSE", "calculated", look=_VALUE),
    Column("MAPE", "calculated", look={"num_format": "0.00%", **_CENTRE}),
    Column("Bias", "calculated", look=_VALUE),
    Column("Tracking signal", "calculated", look={**_VALUE, **_CENTRE}),
    Column("Ukuran terpilih", "calculated", look={"num_format": "#,##0.0000"}),
    Column("Peringkat", "calculated", look=_CENTRE),
    Column("Ramalan berikutnya", "calculated", look=_VALUE),
    Column("Ramalan setahun", "calculated", look=_VALUE),
    Column("Keterangan", "calculated", look={"font_size": 9}),
)
_COMPARED_FROM: Final = (
    '=IF(Banding_mulai<>"",Banding_mulai,MAX('
    + ",".join(f"IF(B{row}<=Jumlah_data,B{row},1)" for row in range(FIRST, _TABLE_END + 1))
    + "))"
)
_CHOSEN: Final = (
    '=IF(Sesuai_makalah="Ya",1,IF(Metode_dipakai="Terbaik",IFERROR(MATCH(1,$J$10:$J$15,0),3),'
    "MATCH(Metode_dipakai,$A$10:$A$15,0)))"
)
_SQUARES: Final = "INDEX($E$10:$E$15,Nomor_metode)"
_VARIANCE: Final = (
    f"IF(INDEX($C$10:$C$15,Nomor_metode)>1,{_SQUARES},MAX(0,SUMPRODUCT({_all('C', LAST_DATA)},"
    f"{_all('C', LAST_DATA)})-Jumlah_data*Rata_data*Rata_data)/(Jumlah_data-1))"
)
_DEVIATION: Final = f'=IF(Jumlah_data<2,"",({_VARIANCE}*Periode_setahun/Hari_setahun)^0.5)'
_CHECK: Final = (
    '=IF(ISNUMBER(Jumlah_data),IF(Jumlah_data=0,"Isi data di Peramalan",'
    "IF(Awal_tahun+Periode_setahun-1>Jumlah_data+Periode_ramalan,"
    '"Tambah Periode_ramalan, setahun belum penuh",'
    'IF(ISNUMBER(Ramalan_tahun),"OK","Metode ini belum dapat dipakai"))),"Periksa data di Peramalan")'
)


def _content(heading: str, number: int) -> str:
    row, method = HEADING_ROW + number, METHODS[number - 1]
    errors = f"Kesalahan!${_ERRORS[method]}${FIRST}:${_ERRORS[method]}${LAST_DATA}"
    shares = errors.replace(f"${_ERRORS[method]}$", f"${_SHARES[method]}$")

    def measured(metric: str, of: str = errors) -> str:
        return f'=IF(C{row}=0,"",FORECAST_MEASURE({of},"{metric}"))'

    return {
        "Metode": method,
        "Mulai": f"={_STARTS[method]}",
        "Jumlah galat": f"=COUNT({errors})",
        "MAD": measured("MAD"),
        "MSE": measured("MSE"),
        "MAPE": measured("MAD", shares),
        "Bias": measured("bias"),
        "Tracking signal": _tracking(row, errors),
        "Ukuran terpilih": _chosen_measure(row),
        "Peringkat": f'=IF(ISNUMBER(I{row}),1+SUMPRODUCT(($I$10:$I$15<I{row})*1),"")',
        "Ramalan berikutnya": f"=INDEX({_all(FORECASTS[method])},Jumlah_data+1)",
        "Ramalan setahun": _year(row, FORECASTS[method]),
        "Keterangan": _remark(row, number),
    }[heading]


def _tracking(row: int, errors: str) -> str:
    """Errors that are all 0 lean to neither side."""
    signal = f'FORECAST_MEASURE({errors},"tracking signal")'
    return f'=IF(C{row}=0,"",IF(ROUND(D{row},9)=0,0,{signal}))'


def _chosen_measure(row: int) -> str:
    chosen = f'IF(Ukuran_terbaik="MAD",D{row},IF(Ukuran_terbaik="MSE",E{row},F{row}))'
    return f'=IF(C{row}=0,"",ROUND({chosen},9))'


def _year(row: int, column: str) -> str:
    """The data that the year already has (unless as in the paper), then the forecasts."""
    numbers = _all("A")
    begin, end = f'{numbers},">="&Awal_tahun', f'{numbers},"<="&(Awal_tahun+Periode_setahun-1)'
    data = f'IF(Sesuai_makalah="Ya",0,SUMIFS({_all("C")},{begin},{end}))'
    ahead = f'SUMIFS({_all(column)},{begin},{end},{numbers},">"&Jumlah_data)'
    short = "Awal_tahun+Periode_setahun-1>Jumlah_data+Periode_ramalan"
    return f'=IF(K{row}="","",IF({short},#N/A,{data}+{ahead}))'


def _remark(row: int, number: int) -> str:
    unmeasured = f'IF(K{row}="","Data belum cukup","Belum ada galat untuk diukur")'
    leaning = f'IF(ABS(H{row})>Batas_tracking,"Condong: tracking signal di luar batas. ","")'
    return (
        f'=IF(Nomor_metode={number},"Dipakai. ","")&IF(J{row}=1,"Terbaik. ","")'
        f"&IF(C{row}=0,{unmeasured},{leaning})"
    )


def _chart(page: Page) -> None:
    chart = page.house.workbook.add_chart({"type": "scatter", "subtype": "straight_with_markers"})

    def series(name: str, column: str, colour: str, **line: Any) -> None:
        chart.add_series(
            {
                "name": name,
                "categories": f"={_all('Q')}",
                "values": f"={_all(column)}",
                "line": {"color": colour, "width": 2, **line},
                "marker": {
                    "type": "circle",
                    "size": 5,
                    "fill": {"color": colour},
                    "border": {"color": colour},
                },
            }
        )

    series("Data", "R", PRIMARY)
    series("Ramalan dipakai", "S", ACCENT, dash_type="dash")
    font = {"name": "Arial", "size": 9, "color": QUIET}
    grid = {"visible": True, "line": {"color": "#E3E8EB", "width": 0.5}}
    title = {"name_font": {"name": "Arial", "size": 13, "color": PRIMARY}}
    chart.set_title({"name": "Data dan ramalan yang dipakai", **title})
    chart.set_x_axis({"name": "Periode ke", "name_font": font, "num_font": font, "num_format": "0", "min": 0,
                      "major_gridlines": {"visible": False}})  # fmt: skip
    chart.set_y_axis({"num_font": font, "num_format": "#,##0", "major_gridlines": grid})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_chartarea({"border": {"color": LINE}})
    chart.show_hidden_data()
    chart.set_size({"width": 1290, "height": 430})
    page.sheet.insert_chart(
        f"A{_TABLE_END + 2}", chart, {"object_position": 2, "description": "Data dan ramalan yang dipakai"}
    )


def draw_errors(house: House) -> None:
    """Draw ``Kesalahan``: what each method was off, period by period."""
    page = Page(house, "Kesalahan", "Kesalahan ramalan", (6, 14, 12) + (12,) * 12)
    page.note(
        "Galat = data − ramalan, mulai periode banding. Persentase: galat tanpa tanda dibagi data.",
        ("calculated",),
    )
    page.sheet.set_row(HEADING_ROW - 3, 6)
    columns = (
        Column("No", "data", look=_CENTRE),
        Column("Periode", "calculated"),
        Column("Data", "calculated", look=_VALUE),
        *(Column(f"Galat {method}", "calculated", look=_VALUE) for method in METHODS),
        *(Column(f"Persen {method}", "calculated", look={"num_format": SHARE}) for method in METHODS),
    )
    grid_table(page, "tbl_kesalahan", columns, PERIODS, _error)
    page.sheet.set_row(HEADING_ROW - 1, 44)
    page.freeze(HEADING_ROW, 3)


def _error(heading: str, number: int) -> str | float:
    row = HEADING_ROW + number
    if heading == "No":
        return number
    if heading in ("Periode", "Data"):
        cell = f"Peramalan!{'B' if heading == 'Periode' else 'C'}{row}"
        return f'=IF({cell}="","",{cell})'
    kind, _, method = heading.partition(" ")
    error, place = _ERRORS[method], FIRST + METHODS.index(method)
    if kind == "Persen":
        return f'=IF({error}{row}="","",ABS({error}{row}/C{row}))'
    forecast, start = f"Peramalan!{FORECASTS[method]}{row}", f"Perbandingan!$B${place}"
    outside = f'OR(A{row}>Jumlah_data,A{row}<Banding_dari,{start}="",{forecast}="")'
    return f'=IF({outside},"",IF(A{row}<{start},"",C{row}-{forecast}))'


def draw_seasons(house: House) -> None:
    """Draw ``Musiman``: the index of each period of the season, from the newest whole seasons."""
    page = Page(house, "Musiman", "Indeks musim", (16, 22, 22, 40), landscape=False)
    page.note("Dihitung dari musim utuh yang terbaru, paling sedikit dua.", ("calculated",))
    columns = (
        Column("Musim ke", "data", look=_CENTRE),
        Column("Rata-rata data", "calculated", look=_VALUE),
        Column("Indeks", "calculated", look={"num_format": "0.0000", **_CENTRE}),
        Column("Arti", "calculated"),
    )
    block = grid_table(page, "tbl_musim", columns, SEASON, _index)
    whole = (
        '=IF(Panjang_musim="",0,IF(OR(Panjang_musim<2,Jumlah_data<2*Panjang_musim),0,'
        "ROUNDDOWN(Jumlah_data/Panjang_musim,0)*Panjang_musim))"
    )
    mean = f'=IF(Periode_utuh=0,"",SUMIFS({_all("C")},{_all("A")},{_NEWEST})/Periode_utuh)'
    page.figures({"A": figure("Periode utuh", whole), "B": figure("Rata-rata", mean, EXACT)})
    house.name("Periode_utuh", "Musiman!$A$7")
    house.name("Rata_musim", "Musiman!$B$7")
    house.name("Indeks_musim", block.span("C"))
    page.freeze(HEADING_ROW)


_NEWEST: Final = f'">"&(Jumlah_data-Periode_utuh),{_all("A")},"<="&Jumlah_data'


def _index(heading: str, number: int) -> str | float:
    row = HEADING_ROW + number
    if heading == "Musim ke":
        return number
    without = f'Periode_utuh=0,"",IF(A{row}>Panjang_musim,""'
    summed = f"SUMIFS({_all('C')},{_all('N')},A{row},{_all('A')},{_NEWEST})"
    return {
        "Rata-rata data": f"=IF({without},{summed}*Panjang_musim/Periode_utuh))",
        "Indeks": f'=IF(B{row}="","",B{row}/Rata_musim)',
        "Arti": f'=IF(C{row}="","",IF(C{row}>=1,"Di atas rata-rata","Di bawah rata-rata"))',
    }[heading]
