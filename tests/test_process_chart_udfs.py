"""The function of process charts: its native twin, sums that add up, words for what cannot be added."""

from __future__ import annotations

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twins import ENGINES, Call, disagreements

from udfs.process_chart import process_time
from udfs.registry import ExcelError, UdfError

STEPS = ([[10.0], [5.0], [None], [8.0]], [["A"], ["a"], ["A"], ["B"]])
SYMBOLS = [["Operasi"], ["Penyimpanan"], ["Operasi"], ["operasi"]]


def calls() -> list[Call]:
    minutes, charts = STEPS
    return [
        *(Call("PROCESS_TIME", [minutes, charts, chart, SYMBOLS, symbol])
          for chart in ("A", "b", "C") for symbol in ("", "Operasi", "PENYIMPANAN", "Menunggu")),
        Call("PROCESS_TIME", [minutes, charts, "A", SYMBOLS]),
        Call("PROCESS_TIME", [minutes, charts, None, SYMBOLS, "Operasi"]),
        Call("PROCESS_TIME", [[[10.0], [-5.0], [1.0], [8.0]], charts, "A", SYMBOLS, "Operasi"]),
        Call("PROCESS_TIME", [[[10.0], [0.0], [1.0], [8.0]], charts, "B", SYMBOLS, "Operasi"]),
        Call("PROCESS_TIME", [[[10.0], ["lama"], [1.0], [8.0]], charts, "A", SYMBOLS, ""]),
        Call("PROCESS_TIME", [[[10.0], [ExcelError.NA], [1.0], [8.0]], charts, "A", SYMBOLS, ""]),
    ]  # fmt: skip


@pytest.mark.parametrize("by", ENGINES)
def test_the_twin_gives_what_the_function_gives(by: str) -> None:
    assert disagreements(by, calls()) == []


rows = st.lists(
    st.tuples(
        st.none() | st.floats(0.1, 1e4), st.sampled_from("AB"), st.sampled_from(["Operasi", "Inspeksi"])
    ),
    max_size=8,
)


@given(rows)
def test_the_symbols_add_up_to_the_chart(found):
    minutes, charts, symbols = ([row[n] for row in found] for n in range(3))
    whole = process_time(minutes, charts, "A", symbols)
    parts = [process_time(minutes, charts, "A", symbols, symbol) for symbol in ("Operasi", "Inspeksi")]
    assert isclose(whole, sum(parts), rel_tol=1e-12)


@pytest.mark.parametrize("minutes", [0, -3])
def test_a_step_without_time_is_refused_in_its_own_chart_only(minutes):
    with pytest.raises(UdfError, match="lebih dari 0") as caught:
        process_time([minutes], ["A"], "A", ["Operasi"])
    assert caught.value.code is ExcelError.NUM
    assert process_time([minutes], ["B"], "A", ["Operasi"]) == 0


def test_columns_of_another_length_are_told():
    with pytest.raises(UdfError, match="sama banyak"):
        process_time([1, 2], ["A"], "A", ["Operasi"])
