"""Forecasts with a season, and the measure by which one method is chosen over another.

Sources: Heizer & Render, *Operations Management*, chapter 4; production planning, chapter 4.
"""

from __future__ import annotations

from math import fsum
from typing import Final

from udfs.forecasting import CATEGORY, linear_trend, seasonal_indices
from udfs.native import if_blank, if_numbers
from udfs.registry import ExcelError, Numbers, UdfError, udf
from udfs.words import place, word

MEASURES: Final = {
    "mad": ("mad",),
    "mse": ("mse",),
    "bias": ("bias",),
    "tracking": ("tracking signal", "tracking", "sinyal pelacakan"),
}
_PLACE: Final = place("measure", MEASURES)
_ABSOLUTE: Final = '(SUMIFS({errors},{errors},">0")-SUMIFS({errors},{errors},"<0"))'


@udf(
    category=CATEGORY,
    help="Banyak data yang berurutan sejak periode pertama; yang terlewat atau bukan angka ditolak.",
    args={"history": "Data, permintaan tiap periode, yang terlama lebih dulu"},
    blank=(),
    native=if_numbers(
        "IF(COUNT({history})=0,0,IF(COUNT(INDEX({history},1):INDEX({history},COUNT({history})))<COUNT({history}),"
        "#VALUE!,COUNT({history})))",
        ranges=["history"],
    ),
)
def history_length(history: Numbers) -> float:
    """Return how many periods a history has; the blanks after its end do not count.

    Args:
        history: Demand of each period, in one row or column.

    Raises:
        UdfError: #VALUE!, a period before the last one is blank.

    **Example:**

    >>> history_length([5000, 5500, 6050, None])
    3.0

    Source: production planning, chapter 4.
    """
    found = [n for n, value in enumerate(history, 1) if value is not None]
    if found and found[-1] > len(found):
        gap = next(n for n, place in enumerate(found, 1) if place != n)
        raise UdfError(ExcelError.VALUE, f"data periode ke-{gap} kosong")
    return float(len(found))


@udf(
    category=CATEGORY,
    help="Ukuran kesalahan dari galat yang sudah dihitung: MAD, MSE, bias, atau tracking signal.",
    args={
        "errors": "Galat, data dikurangi ramalan tiap periode; yang kosong tidak dihitung",
        "measure": "Ukuran, MAD, MSE, bias atau tracking signal",
    },
    blank=("measure",),
    native=if_blank(
        ["measure"],
        if_numbers(
            f"IF({_PLACE}=0,#VALUE!,IF(COUNT({{errors}})=0,#DIV/0!,"
            f"IF({_PLACE}=1,{_ABSOLUTE}/COUNT({{errors}}),"
            f"IF({_PLACE}=2,SUMPRODUCT({{errors}},{{errors}})/COUNT({{errors}}),"
            f"IF({_PLACE}=3,SUM({{errors}})/COUNT({{errors}}),"
            f"SUM({{errors}})*COUNT({{errors}})/{_ABSOLUTE})))))",
            ranges=["errors"],
        ),
    ),
)
def forecast_measure(errors: Numbers, measure: str) -> float:
    r"""Return how far forecasts were off, from the errors themselves.

    .. math:: MAD = \tfrac{1}{n}\sum |e_t|, \quad MSE = \tfrac{1}{n}\sum e_t^2, \quad
        TS = \frac{\sum e_t}{MAD}

    Args:
        errors: Demand less forecast of each period (:math:`e_t`); blanks do not count. Over errors as ratios
            of the demand, MAD is the MAPE.
        measure: MAD, MSE, bias (mean error) or tracking signal.

    Raises:
        UdfError: #VALUE!, an unknown measure; #DIV/0!, no error at all, or a tracking signal of errors that
            are all 0.

    **Example** (Heizer & Render, example 4.6, tracking signal of pies):

    >>> errors = [-10, -5, -15, 0, 20, 30]
    >>> round(forecast_measure(errors, "MAD"), 1), round(forecast_measure(errors, "Tracking signal"), 1)
    (13.3, 1.5)

    Source: Heizer & Render, chapter 4; :func:`udfs.forecasting.forecast_error` takes demand and forecast.
    """
    kind = word(measure, MEASURES, "ukuran")
    found = [error for error in errors if error is not None]
    if not found:
        raise UdfError(ExcelError.DIV0, "belum ada galat")
    if kind == "mse":
        return fsum(error * error for error in found) / len(found)
    if kind == "bias":
        return fsum(found) / len(found)
    deviation = fsum(map(abs, found)) / len(found)
    return deviation if kind == "mad" else fsum(found) / deviation


@udf(
    category=CATEGORY,
    help="Ramalan musiman: tren linear dikali indeks musim dari musim utuh yang terbaru.",
    args={
        "history": "Data, permintaan tiap periode, yang terlama lebih dulu",
        "season": "Panjang musim, berapa periode sampai pola berulang (12 = setahun)",
        "horizon": "Periode ramalan, berapa periode sesudah data yang terakhir",
    },
    blank=("season",),
)
def seasonal_forecast(history: Numbers, season: int, horizon: int = 1) -> list[list[float]]:
    """Return the trend of the history times the index of each period's season.

    Args:
        history: Demand of each period, two whole seasons or more.
        season: Periods of a season, 2 or more.
        horizon: How many periods beyond the history.

    Returns:
        A column: a value for each period of the history, then of the horizon.

    Raises:
        UdfError: #VALUE!, a gap in the history; #NUM!, a season below 2, fewer than two seasons or a negative
            horizon; #DIV/0!, a demand of 0 throughout.

    **Example** (the line goes on as 11.2 and 11.54, the indices are 0.8 and 1.2):

    >>> [round(row[0], 2) for row in seasonal_forecast([8, 12, 8, 12, 8, 12], 2, 2)[6:]]
    [8.96, 13.85]

    Source: Heizer & Render, chapter 4, example 4.10.
    """
    lines = linear_trend(history, horizon)
    past = list(history[: len(lines) - horizon])
    whole = len(past) - len(past) % season if season >= 2 else 0
    if whole < 2 * season or whole == 0:
        raise UdfError(ExcelError.NUM, f"paling sedikit dua musim utuh, ditemukan {len(past)} data")
    first = len(past) - whole
    indices = [row[0] for row in seasonal_indices(past[first:], season)]
    return [[float(row[0] or 0) * indices[(n - first) % season]] for n, row in enumerate(lines)]
