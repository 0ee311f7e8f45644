"""The forecasting workbook: chapter 4 to its printed digits, columns as their functions say, told errors."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from functools import cache
from math import isclose, sqrt
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from udfs import (
    exponential_smoothing,
    forecast_error,
    forecast_measure,
    holt,
    linear_trend,
    moving_average,
    seasonal_forecast,
)
from udfs.registry import ExcelError, UdfError
from xl_addin import formats
from xl_addin.datafile import read_data
from xl_addin.recalc import recalculate
from xl_addin.recalc.explain import explain
from xl_addin.render import render

EXAMPLES = Path(__file__).parents[1] / "examples" / "production"
COLUMNS = dict(zip(("average", "weighted", "smoothing", "holt", "line", "season"), "EFGHIJ", strict=True))
QUARTERS = [100 + 3 * n + (10, -5, 20, -25)[n % 4] + n * 7 % 11 for n in range(22)]


def data(
    history: list[Any] | None = None, chosen: Mapping[str, Any] | None = None, **inputs: Any
) -> dict[str, Any]:
    values = read_data(EXAMPLES / "forecasting.yaml")
    if history is not None:
        rows = [{"label": f"P{n}", "value": value} for n, value in enumerate(history, 1)]
        values |= {"history": rows}
        inputs = {"Awal_rencana": None, "Periode_ramalan": 12} | inputs
    return {
        **values,
        "inputs": {**values["inputs"], **inputs},
        "settings": {**values["settings"], **(chosen or {})},
    }


class Book:
    """The workbook by the values of its names and cells."""

    def __init__(self, values: Mapping[str, Any], *, portable: bool = False) -> None:
        known = formats.find("forecasting")
        package = render(known.template, {**known.defaults(), **values}, portable=portable)
        recalculate(package)
        self.book = openpyxl.load_workbook(io.BytesIO(package.to_bytes()), data_only=True)

    def __getitem__(self, name: str) -> Any:
        sheet, _, cell = name.rpartition("!")
        if not sheet:
            sheet, cell = next(iter(self.book.defined_names[name].destinations))
        return self.book[sheet][cell.replace("$", "")].value

    def column(self, letter: str, count: int) -> list[float | None]:
        found = (self.book["Peramalan"][f"{letter}{row}"].value for row in range(10, 10 + count))
        return [None if value in (None, "") else value for value in found]


@cache
def sample(as_paper: str = "Tidak", portable: bool = False) -> Book:
    return Book(data(chosen={"as_paper": as_paper}), portable=portable)


@cache
def quarters() -> Book:
    return Book(data(QUARTERS, {"method": "Terbaik"}, Panjang_musim=4))


def printed(value: float, digits: int) -> str:
    """A number as the paper prints it."""
    return f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))


PAPER = [
    *(("G03", "E13", "5.516,667"), ("G04", "E14", "5.688,889"), ("G05", "E15", "5.751,852")),
    *(("G06", "E16", "5.652,469"), ("G07", "E17", "5.697,737"), ("G08", "E18", "5.700,686")),
    *(("G09", "E19", "5.683,631"), ("G10", "E20", "5.694,018"), ("G11", "E21", "5.692,778")),
]


@pytest.mark.parametrize("portable", [False, True])
@pytest.mark.parametrize(("code", "cell", "text"), PAPER)
def test_the_paper_s_forecasts_to_their_printed_digits(
    code: str, cell: str, text: str, portable: bool
) -> None:
    assert printed(sample(portable=portable)[f"Peramalan!{cell}"], 3) == text, code


def test_the_paper_s_growth_and_total() -> None:
    assert [round(sample()[f"Peramalan!D{row}"], 9) for row in (11, 12)] == [0.1, 0.1]  # G01, G02
    assert printed(sample("Ya")["Ramalan_tahun"], 3) == "51.078,725"  # G12, without January to March
    assert isclose(sample()["Ramalan_tahun"], 67628.7252959407)  # H02: the whole year


def test_the_audit_list_names_cells_that_hold_the_figures() -> None:
    listed = yaml.safe_load((EXAMPLES / "audit_forecasting.yaml").read_text(encoding="utf-8"))
    assert [one["id"] for one in listed] == [f"G{n:02d}" for n in range(1, 13)]
    for one in listed:
        place = one.get("name") or f"{one['sheet']}!{one['cell']}"
        assert round(sample(one["setting"])[place], one["digits"]) == one["printed"], one["id"]


def expected(history: list[float], ahead: int, season: int) -> dict[str, list[list[Any]]]:
    found: dict[str, list[list[Any]]] = {
        "smoothing": exponential_smoothing(history, 0.3, ahead),
        "line": linear_trend(history, ahead),
        "holt": holt(history, 0.3, 0.2, ahead),
    }
    if len(history) >= 3:
        found["average"] = moving_average(history, 3, ahead)
        found["weighted"] = moving_average(history, 3, ahead, [1, 2, 3])
    if len(history) >= 2 * season:
        found["season"] = [[value] for (value,) in seasonal_forecast(history, season, ahead)]
    return found


@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(0, 900), min_size=2, max_size=60), st.integers(1, 24), st.sampled_from([2, 3, 7]))
def test_every_column_is_what_its_function_says(history: list[int], ahead: int, season: int) -> None:
    numbers = [float(value + 1) for value in history]
    book = Book(data(numbers, Panjang_musim=season, Periode_ramalan=ahead))
    functions = expected(numbers, ahead, season)
    for method, letter in COLUMNS.items():
        column = book.column(letter, 84)
        rows = [row[0] for row in functions.get(method, [])]
        rows += [None] * (84 - len(rows))
        for period, (shown, right) in enumerate(zip(column, rows, strict=True), 1):
            same = shown is right if None in (shown, right) else isclose(shown, right, abs_tol=1e-6)  # type: ignore[arg-type]
            assert same, (method, period, shown, right)


def test_methods_are_measured_over_the_same_periods_and_the_least_is_the_best() -> None:
    book = quarters()
    assert book["Banding_dari"] == 4
    found = {}
    for row, (method, letter) in enumerate(COLUMNS.items(), 10):
        column = book.column(letter, len(QUARTERS))
        counted = [None] * 3 + column[3:]
        for metric, cell in (("MAD", "D"), ("MSE", "E"), ("MAPE", "F"), ("bias", "G"), ("tracking", "H")):
            value = book[f"Perbandingan!{cell}{row}"]
            assert isclose(value, forecast_error(QUARTERS, counted, metric), abs_tol=1e-9), (method, metric)
        found[method] = book[f"Perbandingan!D{row}"]
    best = min(found, key=lambda method: found[method])
    assert best == "season"
    assert book["Perbandingan!A7"] == "Musiman"
    assert book["Perbandingan!J15"] == 1
    assert book["Perbandingan!M15"] == "Dipakai. Terbaik. "


def test_what_others_pull_follows_the_chosen_method() -> None:
    book = quarters()
    year = sum(book.column("J", 34)[22:])  # type: ignore[arg-type]
    assert isclose(book["Ramalan_tahun"], year)
    assert isclose(book["Ramalan_harian"], year / 360)
    assert isclose(book["Ramalan_sigma_harian"], sqrt(book["Perbandingan!E15"] * 12 / 360))


@pytest.mark.parametrize(
    ("history", "inputs", "told", "value"),
    [
        ([], {}, "Isi data di Peramalan", ""),
        ([5.0, None, 6.0], {}, "Periksa data di Peramalan", "#VALUE!"),
        ([5.0, "banyak", 6.0], {}, "Periksa data di Peramalan", "#VALUE!"),
        ([5.0, 6.0, 7.0], {"Periode_ramalan": 6}, "Tambah Periode_ramalan, setahun belum penuh", "#N/A"),
        ([5.0, 6.0], {}, "Metode ini belum dapat dipakai", ""),
        ([5.0, 6.0, 7.0], {"Periode_rata": 0}, "Metode ini belum dapat dipakai", "#NUM!"),
    ],
)
def test_what_is_wrong_is_said(history: list[Any], inputs: dict[str, Any], told: str, value: object) -> None:
    book = Book(data(history, {"method": "Rata-rata bergerak"}, **inputs))
    assert book["Perbandingan!L7"] == told
    assert (book["Ramalan_tahun"] or "") == value


def test_a_period_says_what_is_wrong_with_it() -> None:
    book = Book(data([5.0, None, "x", -1.0]))
    assert [book[f"Peramalan!M{row}"] or "" for row in range(10, 15)] == [
        *("OK", "Isi data", "Harus angka", "Data negatif", ""),
    ]


def test_the_electricity_of_the_textbook() -> None:
    """Heizer & Render, example 4.8: 56.70 + 10.54 t, so 141.0 in the eighth year; the ninth 151.5."""
    book = Book(data([74.0, 79.0, 80.0, 90.0, 105.0, 142.0, 122.0]))
    assert isclose(book["Kenaikan"], 10.54, abs_tol=0.005)
    assert [round(book[f"Peramalan!I{row}"], 1) for row in (17, 18)] == [141.0, 151.5]


def test_a_straight_line_has_no_errors_and_leans_to_no_side() -> None:
    book = Book(data([float(n) for n in range(10, 30)]))
    assert book["Perbandingan!H14"] == 0
    assert isclose(book["Perbandingan!D14"], 0, abs_tol=1e-9)


def test_the_chart_shows_columns_that_are_folded_away() -> None:
    with zipfile.ZipFile(formats.find("forecasting").template) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
    assert re.findall(r"<c:yVal>.*?<c:f>(.*?)</c:f>", chart) == [
        "Peramalan!$R$10:$R$93",
        "Peramalan!$S$10:$S$93",
    ]
    assert "plotVisOnly" not in chart, "Excel draws hidden cells where it is not told otherwise"


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=20))
def test_measures_of_errors_are_those_of_data_and_forecasts(errors: list[int]) -> None:
    forecast = [100.0] * len(errors)
    actual = [100.0 + error for error in errors]
    for metric in ("MAD", "MSE", "bias"):
        assert isclose(
            forecast_measure(errors, metric), forecast_error(actual, forecast, metric), abs_tol=1e-9
        )


def test_seasons_too_few_and_errors_none_are_refused() -> None:
    for call, code in (
        (lambda: seasonal_forecast([1.0, 2.0, 3.0], 2), ExcelError.NUM),
        (lambda: seasonal_forecast([1.0, 2.0, 3.0, 4.0], 1), ExcelError.NUM),
        (lambda: forecast_measure([None], "MAD"), ExcelError.DIV0),
        (lambda: forecast_measure([1.0], "rata"), ExcelError.VALUE),
    ):
        with pytest.raises(UdfError) as caught:
            call()
        assert caught.value.code is code


def test_a_pure_season_is_forecast_as_it_was() -> None:
    """Heizer & Render, example 4.10: the trend line times the index; without a trend, the pattern returns."""
    pattern = [80.0, 100.0, 120.0, 100.0]
    wide = seasonal_forecast(pattern * 30, 4, 4)
    assert all(isclose(row[0], value, rel_tol=0.01) for row, value in zip(wide[-4:], pattern, strict=True))


def test_a_period_that_was_left_out_is_what_lembar_explains() -> None:
    told = explain(formats.build("forecasting", data([5.0, None, 6.0])), "Ramalan_tahun")
    assert told.reason == "HISTORY_LENGTH: data periode ke-2 kosong"
