"""IDs of KPIs: kept, taken over, never given twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xl_addin.actions.bsc_cascade_ids import Known, give_ids, number_of

codes = st.sampled_from([None, "A", "a ", "B", "C"])
departments = st.sampled_from(["PPC", "SDM"])
identifiers = st.sampled_from(["", "K0001", "K0002", "K0003", "K0009", "x", "K1"])
rows = st.builds(Known, identifiers, codes, departments, st.booleans())


def test_new_numbers_follow_the_last_one_seen():
    assert give_ids([Known("", "A", "PPC"), Known("", "B", "PPC")], [Known("K0007", "Z", "SDM")], []) == [
        "K0008",
        "K0009",
    ]


def test_a_copy_gets_a_number_of_its_own_and_the_first_row_keeps_it():
    assert give_ids([Known("K0001", "A", "PPC"), Known("K0001", "A", "SDM")], [], []) == ["K0001", "K0002"]


def test_a_blank_row_takes_over_the_id_of_its_code_best_of_its_department_then_live():
    known = [
        Known("K0001", "A", "SDM"),
        Known("K0002", "A", "PPC", live=False),
        Known("K0003", "A", "PPC"),
    ]
    blank = Known("", "a", "PPC")
    assert give_ids([blank], known, []) == ["K0003"]
    assert give_ids([Known("K0003", "B", "SDM"), blank], known, []) == ["K0003", "K0002"]
    assert give_ids([blank] * 4, known, []) == ["K0003", "K0002", "K0001", "K0004"]


def test_after_an_interruption_the_rows_get_the_numbers_that_they_were_given():
    new = [Known("", "A", "PPC"), Known("", "B", "SDM"), Known("", "C", "PPC")]
    given_first = give_ids(new, [Known("K0005", "Z", "PPC")], [])
    written = [Known(given_first[1], "B", "SDM")]  # only the second file was written
    assert give_ids(new, [Known("K0005", "Z", "PPC")], written) == given_first


@given(st.lists(rows, max_size=8), st.lists(rows, max_size=8), st.lists(rows, max_size=8))
def test_every_row_has_an_id_that_no_other_has(wanted, inside, outside):
    given_now = give_ids(wanted, inside, outside)
    assert len(set(given_now)) == len(wanted)
    assert all(number_of(identifier) is not None for identifier in given_now)
    again = [Known(new, row.code, row.department) for new, row in zip(given_now, wanted, strict=True)]
    assert give_ids(again, inside, outside) == given_now
