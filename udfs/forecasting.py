"""Forecasts of demand from its own past, and how far they were off.

A history is one row or column, the oldest period first, without gaps. A result is a column: first what the
method would have said of each period of the history (blank where it could not yet), then the horizon.

Sources: production planning, chapter 4; Heizer & Render, *Operations Management*, chapter 4; Hyndman &
Athanasopoulos, *Forecasting: Principles and Practice* (Holt's method).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum
from typing import Final

from udfs.registry import ExcelError, Numbers, UdfError, shown, udf
from udfs.words import word

CATEGORY: Final = "Peramalan"
METRICS: Final = {
    "mad": ("mad",),
    "mse": ("mse",),
    "mape": ("mape",),
    "bias": ("bias",),
    "tracking": ("tracking signal", "tracking", "sinyal pelacakan"),
}

_HISTORY: Final = "Data, permintaan tiap periode, yang terlama lebih dulu"
_HORIZON: Final = "Periode ramalan, berapa periode sesudah data yang terakhir"
_FURTHEST: Final = 10_000
"""The longest horizon; a number mistyped into that cell must not fill the memory."""


@udf(
    category=CATEGORY,
    help="Rata-rata bergerak: rata-rata beberapa periode sebelumnya; sesudah data habis, ramalan dipakai.",
    args={
        "history": _HISTORY,
        "periods": "Banyak periode yang dirata-rata",
        "horizon": _HORIZON,
        "weights": "Bobot, satu sel untuk setiap periode yang dirata-rata, yang terlama lebih dulu",
    },
    blank=("periods",),
)
def moving_average(
    history: Numbers, periods: int, horizon: int = 1, weights: Numbers = ()
) -> list[list[float | None]]:
    r"""Return the mean of the periods before, for each period of the history and of the horizon.

    .. math:: F_t = \frac{\sum_{i=1}^{n} w_i A_{t-n-1+i}}{\sum_i w_i}

    Beyond the history the forecasts themselves take the place of the demand.

    Args:
        history: Demand of each period (:math:`A_t`).
        periods: How many periods the mean is of (:math:`n`), 1 up to those of the history.
        horizon: How many periods to forecast beyond the history.
        weights: Weight of each of the periods (:math:`w_i`), the oldest first; left out: all the same.

    Raises:
        UdfError: #VALUE!, a gap in the history or not as many weights as periods; #NUM!, too many or no
            periods, a horizon below 0 or beyond 10,000, a negative weight; #DIV/0!, weights that sum to 0.

    **Example** (Tabel 4.2, three months; then Heizer & Render, example 4.2 with weights 1, 2, 3):

    >>> [round(row[0], 3) for row in moving_average([5000, 5500, 6050], 3, 3)[3:]]
    [5516.667, 5688.889, 5751.852]
    >>> round(moving_average([10, 12, 13], 3, 1, [1, 2, 3])[3][0], 2)
    12.17

    Source: production planning, item 4.2; Heizer & Render, chapter 4.
    """
    past = _complete(history)
    if not 1 <= periods <= len(past):
        found = f"ditemukan {periods} untuk {len(past)} data"
        raise UdfError(ExcelError.NUM, f"banyak periode harus 1 sampai banyaknya data, {found}")
    shares = _shares(weights, periods)
    values = list(past)
    forecasts: list[float | None] = [None] * periods
    for period in range(periods, len(past) + _checked_horizon(horizon)):
        forecast = fsum(s * v for s, v in zip(shares, values[period - periods : period], strict=True))
        forecasts.append(forecast)
        if period >= len(past):
            values.append(forecast)
    return _column(forecasts)


@udf(
    category=CATEGORY,
    help="Penghalusan eksponensial: ramalan lalu ditambah sebagian dari kesalahannya.",
    args={"history": _HISTORY, "alpha": "Alpha, bobot data terbaru, di atas 0 sampai 1", "horizon": _HORIZON},
    blank=("alpha",),
)
def exponential_smoothing(history: Numbers, alpha: float, horizon: int = 1) -> list[list[float | None]]:
    r"""Return the forecasts of simple exponential smoothing; the first one, of period 2, is the first demand.

    .. math:: F_2 = A_1, \qquad F_{t+1} = F_t + \alpha (A_t - F_t)

    Args:
        history: Demand of each period (:math:`A_t`).
        alpha: Weight of the newest demand (:math:`\alpha`), above 0 and at most 1.
        horizon: How many periods beyond the history; all have the same forecast.

    Raises:
        UdfError: #VALUE!, a gap in the history; #NUM!, alpha or the horizon (0 to 10,000) out of range.

    **Example:**

    >>> exponential_smoothing([100, 110, 120], 0.5, 2)
    [[None], [100.0], [105.0], [112.5], [112.5]]

    Source: Heizer & Render, chapter 4.
    """
    past = _complete(history)
    _check_share("alpha", alpha)
    forecasts: list[float | None] = [None, float(past[0])]
    level = float(past[0])
    for demand in past[1:]:
        level += alpha * (demand - level)
        forecasts.append(level)
    ahead = _checked_horizon(horizon)
    return _column(forecasts[: len(past)] + [level] * ahead)


@udf(
    category=CATEGORY,
    help="Metode Holt: penghalusan eksponensial dengan tren.",
    args={
        "history": _HISTORY,
        "alpha": "Alpha, bobot data terbaru, di atas 0 sampai 1",
        "beta": "Beta, bobot tren terbaru, 0 sampai 1",
        "horizon": _HORIZON,
    },
    blank=("alpha", "beta"),
)
def holt(history: Numbers, alpha: float, beta: float, horizon: int = 1) -> list[list[float | None]]:
    r"""Return the forecasts of Holt's linear method, which begins with the first demand and its first rise.

    .. math:: l_t = \alpha A_t + (1 - \alpha)(l_{t-1} + b_{t-1}), \quad
        b_t = \beta (l_t - l_{t-1}) + (1 - \beta) b_{t-1}, \quad F_{t+h} = l_t + h\,b_t

    Args:
        history: Demand of each period (:math:`A_t`), at least two.
        alpha: Weight of the newest demand, above 0 and at most 1.
        beta: Weight of the newest trend, 0 to 1.
        horizon: How many periods beyond the history.

    Raises:
        UdfError: #VALUE!, a gap or fewer than two periods; #NUM!, a weight out of range.

    **Example** (a straight line is continued):

    >>> [row[0] for row in holt([10, 12, 14], 0.5, 0.5, 2)[2:]]
    [14.0, 16.0, 18.0]

    Source: Hyndman & Athanasopoulos, chapter 8.2.
    """
    past = _complete(history, least=2)
    _check_share("alpha", alpha)
    if not 0 <= beta <= 1:
        raise UdfError(ExcelError.NUM, f"beta harus 0 sampai 1, ditemukan {shown(beta)}")
    level, trend = float(past[0]), float(past[1] - past[0])
    forecasts: list[float | None] = [None]
    for demand in past[1:]:
        forecasts.append(level + trend)
        before, level = level, alpha * demand + (1 - alpha) * (level + trend)
        trend = beta * (level - before) + (1 - beta) * trend
    ahead: list[float | None] = [level + step * trend for step in range(1, _checked_horizon(horizon) + 1)]
    return _column(forecasts + ahead)


@udf(
    category=CATEGORY,
    help="Tren linear: garis lurus melalui data dengan kuadrat terkecil, diteruskan ke depan.",
    args={"history": _HISTORY, "horizon": _HORIZON},
    blank=(),
)
def linear_trend(history: Numbers, horizon: int = 1) -> list[list[float | None]]:
    r"""Return the least-squares line through the history, at each of its periods and of the horizon.

    .. math:: F_t = a + b\,t, \quad b = \frac{\sum t A_t - n \bar t \bar A}{\sum t^2 - n \bar t^2}

    Args:
        history: Demand of each period (:math:`A_t`), at least two.
        horizon: How many periods beyond the history.

    Raises:
        UdfError: #VALUE!, a gap or fewer than two periods; #NUM!, a horizon below 0 or beyond 10,000.

    **Example** (Heizer & Render, example 4.8, electric power in New York):

    >>> round(linear_trend([74, 79, 80, 90, 105, 142, 122], 1)[7][0], 2)
    141.0

    Source: Heizer & Render, chapter 4.
    """
    past = _complete(history, least=2)
    n = len(past)
    middle, mean = (n + 1) / 2, fsum(past) / n
    rise = fsum((t - middle) * (demand - mean) for t, demand in enumerate(past, 1))
    slope = rise / (n * (n * n - 1) / 12)
    return _column([mean + slope * (t - middle) for t in range(1, n + _checked_horizon(horizon) + 1)])


@udf(
    category=CATEGORY,
    help="Indeks musim: rata-rata tiap musim dibagi rata-rata semua; berjumlah sebanyak musimnya.",
    args={"history": _HISTORY, "season": "Panjang musim, berapa periode sampai pola berulang (12 = setahun)"},
    blank=("season",),
)
def seasonal_indices(history: Numbers, season: int) -> list[list[float]]:
    """Return the seasonal index of each period of the season.

    Args:
        history: Demand of each period, whole seasons.
        season: Periods of a season, 2 or more.

    Returns:
        A column of ``season`` ratios whose mean is 1.

    Raises:
        UdfError: #VALUE!, a gap in the history; #NUM!, a season below 2 or not whole seasons; #DIV/0!, a
            demand of 0 throughout.

    **Example** (two years of three periods):

    >>> seasonal_indices([8, 10, 12, 8, 10, 12], 3)
    [[0.8], [1.0], [1.2]]

    Source: Heizer & Render, chapter 4, example 4.9.
    """
    past = _complete(history)
    if season < 2 or len(past) % season:
        found = f"ditemukan {len(past)} data untuk musim {season}"
        raise UdfError(ExcelError.NUM, f"data harus berupa musim yang utuh, {found}")
    mean = fsum(past) / len(past)
    return [[fsum(past[n::season]) / len(past[n::season]) / mean] for n in range(season)]


@udf(
    category=CATEGORY,
    help="Kesalahan ramalan: MAD, MSE, MAPE, bias atau tracking signal, dari periode yang punya keduanya.",
    args={
        "actual": "Data, permintaan sebenarnya",
        "forecast": "Ramalan, sel sebaris dengan datanya; kosong tidak dihitung",
        "metric": "Ukuran, MAD, MSE, MAPE, bias atau tracking signal",
    },
    blank=("metric",),
)
def forecast_error(actual: Numbers, forecast: Numbers, metric: str) -> float:
    r"""Return how far forecasts were off, over the periods that have both.

    .. math:: e_t = A_t - F_t, \quad MAD = \tfrac{1}{n}\sum |e_t|, \quad MSE = \tfrac{1}{n}\sum e_t^2, \quad
        MAPE = \tfrac{1}{n}\sum \left|\tfrac{e_t}{A_t}\right|, \quad TS = \frac{\sum e_t}{MAD}

    Args:
        actual: Demand of each period (:math:`A_t`).
        forecast: Forecast of each (:math:`F_t`); as many cells.
        metric: MAD, MSE, MAPE (a ratio: 0.1 = 10 %), bias (mean error) or tracking signal.

    Raises:
        UdfError: #VALUE!, not as many forecasts or an unknown metric; #DIV/0!, no period has both, MAPE with
            a demand of 0, or a tracking signal of forecasts without any error.

    **Example** (Heizer & Render, examples 4.4 to 4.6, the first three quarters at alpha 0.10):

    >>> actual, forecast = [180, 168, 159], [175, 175.5, 174.75]
    >>> round(forecast_error(actual, forecast, "MAD"), 2), round(forecast_error(actual, forecast, "MAPE"), 4)
    (9.42, 0.0572)

    Source: Heizer & Render, chapter 4.
    """
    kind = word(metric, METRICS, "ukuran")
    if len(actual) != len(forecast):
        found = f"{len(actual)} data dan {len(forecast)} ramalan"
        raise UdfError(ExcelError.VALUE, f"jumlah sel data dan ramalan harus sama, ditemukan {found}")
    pairs = [(a, f) for a, f in zip(actual, forecast, strict=True) if a is not None and f is not None]
    errors = [a - f for a, f in pairs]
    mad = fsum(map(abs, errors)) / len(errors)
    if kind == "mape":
        return fsum(abs((a - f) / a) for a, f in pairs) / len(pairs)
    if kind == "mse":
        return fsum(error * error for error in errors) / len(errors)
    if kind == "tracking":
        return fsum(errors) / mad
    return mad if kind == "mad" else fsum(errors) / len(errors)


def _complete(history: Numbers, least: int = 1) -> Sequence[float]:
    """Return a history without the blanks after its end.

    Raises:
        UdfError: #VALUE!, a blank before its end, or too few periods.
    """
    end = max((n for n, value in enumerate(history, 1) if value is not None), default=0)
    past = [value for value in history[:end] if value is not None]
    if len(past) < end:
        place = 1 + next(n for n, value in enumerate(history) if value is None)
        raise UdfError(ExcelError.VALUE, f"data periode ke-{place} kosong")
    if end < least:
        raise UdfError(ExcelError.VALUE, f"data paling sedikit {least} periode, ditemukan {end}")
    return past


def _shares(weights: Numbers, periods: int) -> list[float]:
    given = [weight for weight in weights if weight is not None]
    if not given:
        return [1 / periods] * periods
    if len(given) != periods:
        raise UdfError(ExcelError.VALUE, f"bobot harus {periods}, ditemukan {len(given)}")
    if min(given) < 0:
        raise UdfError(ExcelError.NUM, f"bobot tidak boleh negatif, ditemukan {shown(min(given))}")
    whole = fsum(given)
    return [weight / whole for weight in given]


def _checked_horizon(horizon: int) -> int:
    if not 0 <= horizon <= _FURTHEST:
        wanted = f"periode ramalan harus 0 sampai {_FURTHEST}"
        raise UdfError(ExcelError.NUM, f"{wanted}, ditemukan {shown(float(horizon))}")
    return horizon


def _check_share(label: str, share: float) -> None:
    if not 0 < share <= 1:
        raise UdfError(ExcelError.NUM, f"{label} harus di atas 0 sampai 1, ditemukan {shown(share)}")


def _column(values: Sequence[float | None]) -> list[list[float | None]]:
    return [[value] for value in values]
