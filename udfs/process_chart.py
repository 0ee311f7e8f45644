"""Process charts: the minutes of a chart, all of them or those of one ASME symbol.

Source: production planning, chapter 2.6 and 2.7; ASME Standard 101, Operation and Flow Process Charts (1947).
"""

from __future__ import annotations

from math import fsum
from typing import Final

from udfs.native import if_blank
from udfs.registry import ExcelError, Numbers, Texts, UdfError, shown, udf

CATEGORY: Final = "Peta proses"
_ALL: Final = "SUMIFS({minutes},{charts},{chart})"
_ONE: Final = "SUMIFS({minutes},{charts},{chart},{symbols},{symbol})"


@udf(
    category=CATEGORY,
    help="Jumlah menit sebuah peta proses: semua langkahnya, atau yang bersimbol tertentu.",
    args={
        "minutes": "Menit, satu sel untuk setiap langkah; kosong bila tidak diukur",
        "charts": "Peta, sel sebaris dengan menitnya",
        "chart": "Peta yang dijumlahkan, teks",
        "symbols": "Simbol, sel sebaris dengan menitnya",
        "symbol": "Simbol yang dijumlahkan, misalnya Operasi; kosong untuk semua",
    },
    blank=["chart"],
    native=if_blank(
        ["chart"],
        'IF(SUMPRODUCT(({minutes}>"")+0*({charts}="")+0*({symbols}=""))>0,#VALUE!,'  # errors are handed on
        'IF(COUNTIFS({charts},{chart},{minutes},"<=0")>0,#NUM!,'
        f'IF({{symbol}}="",{_ALL},{_ONE})))',
    ),
)
def process_time(minutes: Numbers, charts: Texts, chart: str, symbols: Texts, symbol: str = "") -> float:
    """Return the minutes of the steps of a chart.

    Args:
        minutes: Minutes of each step; blank where nobody has measured.
        charts: The chart of each step.
        chart: The chart whose steps count, in capitals or not.
        symbols: The symbol of each step.
        symbol: The symbol of the steps that count; "" for all.

    Raises:
        UdfError: #VALUE!, the columns differ in length; #NUM!, a step of the chart takes no time or less.

    **Example** (OPC 2.6.3, Cleaning: an operation of 10 minutes and a storage of 5):

    >>> process_time([10, 5, 8], ["A", "A", "B"], "A", ["Operasi", "Penyimpanan", "Operasi"])
    15.0
    >>> process_time([10, 5, 8], ["A", "A", "B"], "A", ["Operasi", "Penyimpanan", "Operasi"], "Penyimpanan")
    5.0

    Source: production planning, chapter 2.6.
    """
    if not len(minutes) == len(charts) == len(symbols):
        found = f"{len(minutes)}, {len(charts)} dan {len(symbols)}"
        raise UdfError(ExcelError.VALUE, f"menit, peta dan simbol harus sama banyak, ditemukan {found}")
    steps = zip(minutes, charts, symbols, strict=True)
    own = [(time, kind) for time, name, kind in steps if time is not None and _same(name, chart)]
    for time, _ in own:
        if time <= 0:
            raise UdfError(ExcelError.NUM, f"menit harus lebih dari 0 atau kosong, ditemukan {shown(time)}")
    return fsum(time for time, kind in own if not symbol or _same(kind, symbol))


def _same(one: str | None, other: str) -> bool:
    return one is not None and one.casefold() == other.casefold()
