"""The functions of procedures: expected duration, parts of a text, check of a row; their native twins."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twins import ENGINES, Call, disagreements, variations

from udfs import sop_expected_time, sop_parts, sop_step_check
from udfs.registry import FUNCTIONS, ExcelError, UdfError

TIMES = st.lists(st.floats(0, 1e6), min_size=3, max_size=3).map(sorted)
STEP = ("Periksa", [[5.0]], "L02", "PPC", "Kegiatan", "Formulir")
CHOICE = ("Lengkap?", [[5.0]], "L03", "PPC", "Keputusan", "Formulir", "L04; L02", "ya; tidak", "80; 20")


def calls() -> list[Call]:
    pieces = [" ", "L02", "L02; L03", "L02;", ";", " ; ", ";;L02", 3.0, "a b ;c"]
    rows = [
        *(Call("SOP_STEP_CHECK", [*STEP[:4], kind, document, codes, branches, shares])
          for kind, document, codes, branches, shares in product(
              ("kegiatan ", "KEPUTUSAN", "Mulai", "Selesai", "Rapat"), ("Formulir", " "),
              ("", "L04", "L04; L02;"), ("ya", "ya; tidak"), ("", "100", "60;40"))),
        *(Call("SOP_STEP_CHECK", [*CHOICE[:n], blank, *CHOICE[n + 1:]])
          for n in range(len(CHOICE)) for blank in (None, " " if n != 1 else None)),
    ]  # fmt: skip
    units = ("menit", "JAM", " hari kerja", "hari", "minggu")
    return [
        *variations("SOP_EXPECTED_TIME", 1.0, 2.0, 4.0, "hari kerja", 7.0),
        *(Call("SOP_EXPECTED_TIME", [2.0, 2.5, 7.0, unit]) for unit in units),
        *(Call("SOP_EXPECTED_TIME", [*times, "jam", 8.0])
          for times in ((2.0, 1.0, 3.0), (1.0, 3.0, 2.0), (-1.0, 0.0, 1.0), (0.0, 0.0, 0.0))),
        *(Call("SOP_EXPECTED_TIME", [1.0, 2.0, 3.0, "jam", hours]) for hours in (24.0, 24.5)),
        *(Call("SOP_PARTS", [piece]) for piece in pieces),
        *variations("SOP_PARTS", "L02; L03"),
        *variations("SOP_STEP_CHECK", *STEP),
        *variations("SOP_STEP_CHECK", *CHOICE),
        *rows,
    ]  # fmt: skip


@pytest.mark.parametrize("by", ENGINES)
def test_the_twins_give_what_the_functions_give(by: str) -> None:
    # In a range, LibreOffice takes TRUE and FALSE for numbers.
    compared = [call for call in calls() if not (by == "libreoffice" and call.has_logical_in_range)]
    assert disagreements(by, compared) == []


def test_the_twins_fit_into_a_cell_with_long_arguments() -> None:
    for name in ("SOP_EXPECTED_TIME", "SOP_PARTS", "SOP_STEP_CHECK"):
        entry = FUNCTIONS[name]
        twin = entry.twin(["'Langkah Prosedur'!$AA$10"] * len(entry.arguments))
        assert twin is not None
        assert len(twin) <= 8192


@given(TIMES, st.floats(0.5, 24))
def test_the_expected_time_lies_between_the_fast_and_the_slow(times, hours):
    found = sop_expected_time(*times, "menit", hours)
    assert times[0] * (1 - 1e-12) <= found <= times[2] * (1 + 1e-12)
    assert sop_expected_time(*times, "jam", hours) == pytest.approx(60 * found)
    assert sop_expected_time(*times, "hari kerja", hours) == pytest.approx(60 * hours * found)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((2, 1, 3, "jam"), ExcelError.NUM, "urut"),
        ((1, 2, 3, "minggu"), ExcelError.VALUE, "satuan"),
        ((1, 2, 3, "jam", 0), ExcelError.NUM, "jam kerja"),
    ],
)
def test_what_cannot_be_a_duration_is_told(arguments, code, words):
    with pytest.raises(UdfError, match=words) as caught:
        sop_expected_time(*arguments)
    assert caught.value.code is code


def test_a_row_that_says_everything_is_ok():
    assert sop_step_check("Periksa", [5], "L02", "PPC", "Kegiatan", "Formulir") == "OK"
    assert sop_step_check("Mulai", [None], "L01", "PPC", "Mulai", "") == "OK"
    branches = ("L04; L02", "ya; tidak", "")
    assert sop_step_check("Lengkap?", [5], "L03", "PPC", "Keputusan", "Formulir", *branches) == "OK"


@given(st.lists(st.text("LM0 1", min_size=1).filter(str.strip), max_size=5))
def test_parts_are_counted_as_they_were_joined(pieces):
    assert sop_parts("; ".join(pieces)) == len(pieces)
