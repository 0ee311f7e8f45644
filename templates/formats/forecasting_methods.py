"""Sheet ``Peramalan``: the history and, beside it, what each method says of every period.

The formulas go down period by period, so that they calculate without the add-in as well. A forecast beyond
the data takes the forecasts before it for data, as MOVING_AVERAGE does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from xlsxwriter.utility import xl_col_to_name

from templates.formats.forecasting_data import AHEAD, METHODS, PERIODS, SEASON, WEIGHTS, newest_weights
from templates.formats.list_sheets import figure
from templates.formats.palette import ACCENT, QUIET, Look
from templates.formats.plan_data import EXACT, SHARE
from templates.formats.plan_grid import grid_table
from templates.formats.rules import at_least_zero
from templates.formats.style import House, Page
from templates.formats.tables import HEADING_ROW, Column

FIRST: Final = HEADING_ROW + 1
LAST_DATA: Final = HEADING_ROW + PERIODS
LAST: Final = LAST_DATA + AHEAD
FORECASTS: Final = {method: xl_col_to_name(4 + n) for n, method in enumerate(METHODS)}
"""The methods and their columns."""

_CENTRE: Final[Look] = {"align": "center"}
_VALUE: Final[Look] = {"num_format": EXACT}
_HELPER: Final[Look] = {"num_format": EXACT, "font_size": 8, "font_color": QUIET}
_COLUMNS: Final = (
    Column("No", "data", look=_CENTRE),
    Column("Periode", "input"),
    Column(
        "Data", "input", look=_VALUE, rule=at_least_zero("Data", "Permintaan atau penjualan periode ini.")
    ),
    Column("Pertumbuhan", "calculated", look={"num_format": SHARE, **_CENTRE}),
    *(Column(method, "calculated", look=_VALUE) for method in METHODS),
    Column("Ramalan dipakai", "calculated", look={**_VALUE, "bold": True}),
    Column("Rencana", "calculated", look=_VALUE),
    Column("Periksa", "calculated", look=_CENTRE),
    Column("Musim ke", "calculated", look={**_HELPER, "num_format": "0"}),
    Column("Level Holt", "calculated", look=_HELPER),
    Column("Kenaikan Holt", "calculated", look=_HELPER),
    Column("Grafik periode", "calculated", look={**_HELPER, "num_format": "0"}),
    Column("Grafik data", "calculated", look=_HELPER),
    Column("Grafik ramalan", "calculated", look=_HELPER),
)
_TEXT: Final = 'SUMPRODUCT((C10:C69>"")*1)>0'
_GAP: Final = 'SUMPRODUCT((C10:C68="")*(C11:C69<>""))>0'
_COUNT: Final = "=HISTORY_LENGTH(C10:C69)"
_CHECK: Final = (
    f'=IF({_TEXT},"Ada data yang bukan angka",IF({_GAP},"Ada data yang terlewat",'
    'IF(Jumlah_data=0,"Isi data","OK")))'
)
_WEIGHT_COUNT: Final = "=MAX(" + ",".join(f"IF(Bobot_{n}>0,{n},0)" for n in range(1, WEIGHTS + 1)) + ")"
_SLOPE: Final = (
    '=IF(Jumlah_data<2,"",(SUMPRODUCT(A10:A69,C10:C69)-Jumlah_data*(Jumlah_data+1)/2*Rata_data)'
    "/(Jumlah_data*(Jumlah_data*Jumlah_data-1)/12))"
)


def draw_methods(house: House) -> None:
    """Draw the sheet and name what the others take from it."""
    widths = (5, 14, 12, 12, 13, 13, 14, 13, 13, 13, 14, 13, 16, 7, 10, 10, 8, 10, 10)
    page = Page(house, "Peramalan", "Peramalan permintaan", widths, colour=ACCENT, across=13)
    page.note(
        f"Isi periode dan data, yang terlama lebih dulu, tanpa baris kosong, paling banyak {PERIODS}. "
        "Sesudah data habis, kolom metode berisi ramalan."
    )
    block = grid_table(page, "tbl_peramalan", _COLUMNS, PERIODS + AHEAD, _content, typed=PERIODS)
    page.figures(
        {
            "A:B": figure("Jumlah data", _COUNT),
            "C": figure("Banyak bobot", _WEIGHT_COUNT),
            "D:E": figure("Rata-rata data", '=IF(Jumlah_data=0,"",SUM(C10:C69)/Jumlah_data)', EXACT),
            "F:G": figure("Kenaikan tren per periode", _SLOPE, EXACT),
            "H:J": figure("Pemeriksaan", _CHECK),
        }
    )
    page.mark_checks("H7")
    for name, column in (("Jumlah_data", "A"), ("Banyak_bobot", "C"), ("Rata_data", "D"), ("Kenaikan", "F")):
        house.name(name, f"Peramalan!${column}$7")
    page.mark(f"A{FIRST}:L{LAST}", f'=AND(ISNUMBER($L{FIRST}),$C{FIRST}="")', {"font_color": ACCENT})
    for number in range(13, 19):
        page.sheet.set_column(number, number, widths[number], None, {"level": 1, "hidden": True})
    page.sheet.print_area(f"A1:M{LAST}")
    page.freeze(block.heading, 3)


def _content(heading: str, number: int) -> str | float:
    """Return what a column holds in the row of a period."""
    row = HEADING_ROW + number
    if heading == "No":
        return number
    if heading in ("Periode", "Data"):
        key = "label" if heading == "Periode" else "value"
        cell = f"history[{number - 1}].{key} if history|length > {number - 1} else none"
        return f"{{{{ {cell} }}}}" if number <= PERIODS else ""
    formula = _FORMULAS[heading](row, number)
    return f"={formula}" if formula else ""


def _beyond(row: int) -> str:
    return f"A{row}>Jumlah_data+Periode_ramalan"


def _growth(row: int, number: int) -> str:
    if number == 1 or number > PERIODS:
        return ""
    before = f"C{row - 1}"
    return f'IF(AND(ISNUMBER(C{row}),ISNUMBER({before})),IF({before}=0,"",C{row}/{before}-1),"")'


def _average(row: int, number: int) -> str:
    if number == 1:
        return '""'
    numbers, since = f"A${FIRST}:A{row - 1}", f'">="&(A{row}-Periode_rata)'
    summed = (
        f"SUMIFS(C${FIRST}:C{row - 1},{numbers},{since})"
        f'+SUMIFS(E${FIRST}:E{row - 1},{numbers},{since},{numbers},">"&Jumlah_data)'
    )
    outside = f"OR(Jumlah_data<Periode_rata,A{row}<=Periode_rata,{_beyond(row)})"
    return f'IF(Periode_rata="","",IF(Periode_rata<1,#NUM!,IF({outside},"",({summed})/Periode_rata)))'


def _weighted(row: int, number: int) -> str:
    """The window ends in the row above; where the first period cuts it, the newest weights remain."""
    if number == 1:
        return '""'
    size = min(WEIGHTS, number - 1)
    weights, rows = newest_weights(size), (row - size, row - 1)
    data, forecasts, numbers = ("{0}{1}:{0}{2}".format(column, *rows) for column in "CFA")
    summed = f"SUMPRODUCT({weights},{data})+SUMPRODUCT({weights},{forecasts},({numbers}>Jumlah_data)*1)"
    outside = f"OR(Banyak_bobot=0,Jumlah_data<Banyak_bobot,A{row}<=Banyak_bobot,{_beyond(row)})"
    return f'IF({outside},"",IF(MIN(Bobot)<0,#NUM!,({summed})/SUM(Bobot)))'


def _smoothed(row: int, number: int) -> str:
    if number == 1:
        return '""'
    forecast, data = f"G{row - 1}", f"C{row - 1}"
    if number == 2:
        value = f"IF(OR(Alfa<=0,Alfa>1),#NUM!,{data})"
    else:
        value = f"IF(A{row}<=Jumlah_data+1,{forecast}+Alfa*({data}-{forecast}),{forecast})"
    return f'IF(OR(Alfa="",Jumlah_data=0,{_beyond(row)}),"",{value})'


def _without_holt(row: int) -> str:
    return f'OR(Alfa_Holt="",Beta_Holt="",Jumlah_data<2,{_beyond(row)})'


def _holt(row: int, number: int) -> str:
    return '""' if number == 1 else f'IF({_without_holt(row)},"",O{row - 1}+P{row - 1})'


def _level(row: int, number: int) -> str:
    if number == 1:
        wrong = "OR(Alfa_Holt<=0,Alfa_Holt>1,Beta_Holt<0,Beta_Holt>1)"
        value = f"IF({wrong},#NUM!,C{row})"
    else:
        value = f"IF(A{row}<=Jumlah_data,Alfa_Holt*C{row}+(1-Alfa_Holt)*H{row},H{row})"
    return f'IF({_without_holt(row)},"",{value})'


def _rise(row: int, number: int) -> str:
    if number == 1:
        value = f"C{row + 1}-C{row}"
    else:
        new = f"Beta_Holt*(O{row}-O{row - 1})+(1-Beta_Holt)*P{row - 1}"
        value = f"IF(A{row}<=Jumlah_data,{new},P{row - 1})"
    return f'IF({_without_holt(row)},"",{value})'


def _line(row: int, _: int) -> str:
    return f'IF(OR(Jumlah_data<2,{_beyond(row)}),"",Rata_data+Kenaikan*(A{row}-(Jumlah_data+1)/2))'


def _season(row: int, _: int) -> str:
    return f'IF(Periode_utuh=0,"",IF({_beyond(row)},"",I{row}*INDEX(Indeks_musim,N{row})))'


def _season_number(row: int, _: int) -> str:
    number = f"A{row}-ROUNDDOWN((A{row}-1)/Panjang_musim,0)*Panjang_musim"
    return f'IF(Panjang_musim="","",IF(OR(Panjang_musim<2,Panjang_musim>{SEASON}),#NUM!,{number}))'


def _check(row: int, number: int) -> str:
    if number > PERIODS:
        return '""'
    gap = f'IF(COUNTA(C{row + 1}:C${LAST_DATA + 1})>0,"Isi data","")'
    return f'IF(C{row}="",{gap},IF(ISNUMBER(C{row}),IF(C{row}<0,"Data negatif","OK"),"Harus angka"))'


_FORMULAS: Final[dict[str, Callable[[int, int], str]]] = {
    "Pertumbuhan": _growth,
    "Rata-rata bergerak": _average,
    "Rata-rata tertimbang": _weighted,
    "Penghalusan eksponensial": _smoothed,
    "Holt (tren)": _holt,
    "Tren linear": _line,
    "Musiman": _season,
    "Ramalan dipakai": lambda row, _: f"INDEX(E{row}:J{row},1,Nomor_metode)",
    "Rencana": lambda row, _: f'IF({_beyond(row)},"",IF(A{row}<=Jumlah_data,C{row},K{row}))',
    "Periksa": _check,
    "Musim ke": _season_number,
    "Level Holt": _level,
    "Kenaikan Holt": _rise,
    "Grafik periode": lambda row, _: f"MIN(A{row},Jumlah_data+Periode_ramalan)",
    "Grafik data": lambda row, _: f"IF(ISNUMBER(C{row}),C{row},NA())",
    "Grafik ramalan": lambda row, _: f"IF(ISNUMBER(K{row}),K{row},NA())",
}
