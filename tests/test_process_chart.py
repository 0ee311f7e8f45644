"""Process charts: every step in its own cell, in its order; shapes that do not lie on each other."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_addin.ooxml.drawing import Box, Connector, Shape
from xl_addin.process_chart import SYMBOLS, Chart, Step, arrange, process_charts

CODES = [f"O-{n}" for n in range(1, 13)]
steps = st.lists(
    st.tuples(
        st.sampled_from([*SYMBOLS, "?"]),
        st.sampled_from(["Mangga", "Gula", "Air", ""]),
        st.sampled_from(["Bak", "Oven", "Meja"]),
        st.sampled_from(["", "", "", *CODES, "O-99"]),
        st.none() | st.floats(0.1, 500),
    ),
    max_size=12,
)


def chart(found: list[tuple[str, str, str, str, float | None]], kind: str, name: str = "P") -> Chart:
    made = (
        Step(code, symbol, f"Kegiatan {code}", machine, component, minutes, following)
        for code, (symbol, component, machine, following, minutes) in zip(CODES, found, strict=False)
    )
    return Chart(name, "Judul", kind, tuple(made))


@given(steps, st.sampled_from(["OPC", "MPPC"]))
def test_every_step_has_a_cell_of_its_own(found, kind):
    grid = arrange(chart(found, kind))
    assert len(set(grid.places)) == len(found)
    for row, column in grid.places:
        assert 0 <= row < len(grid.rows) and 0 <= column < len(grid.components)
    assert {row for row, _ in grid.places} == set(range(len(grid.rows)))


@given(steps)
def test_an_operation_chart_runs_downwards_and_keeps_its_order(found):
    made = chart(found, "OPC")
    grid = arrange(made)
    assert grid.moves_back() == 0
    for a, b in combinations(range(len(made.steps)), 2):
        if made.steps[a].component == made.steps[b].component:
            assert grid.places[a][0] < grid.places[b][0]
    linked = {start for start, _ in grid.links}
    told = {n for n, step in enumerate(made.steps) if step.next}
    assert told <= linked | set(grid.refused) and not linked & set(grid.refused)


@given(steps)
def test_a_machine_is_one_row_unless_a_product_comes_back_to_it(found):
    made = chart(found, "MPPC")
    grid = arrange(made)
    for step, (row, column) in zip(made.steps, grid.places, strict=True):
        assert grid.rows[row] == step.machine
        assert grid.components[column] == step.component
    visits = [(step.component, step.machine) for step in made.steps]
    for machine in {step.machine for step in made.steps}:
        most = max(visits.count(visit) for visit in visits if visit[1] == machine)
        assert grid.rows.count(machine) == most


def apart(one: Box, other: Box) -> bool:
    return (
        one.right <= other.x + 0.01
        or other.right <= one.x + 0.01
        or one.bottom <= other.y + 0.01
        or other.bottom <= one.y + 0.01
    )


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(steps, st.sampled_from(["OPC", "MPPC"])), max_size=4))
def test_no_shape_lies_on_another_and_all_lie_in_the_picture(found):
    charts = [chart(one, kind, f"P{n}") for n, (one, kind) in enumerate(found)]
    picture = process_charts(charts)
    solid = [shape for shape in picture.shapes() if not shape.backdrop]
    for one, other in combinations(solid, 2):
        assert apart(one.box, other.box), (one.name, other.name)
    drawn = [shape for shape in solid if " langkah " in shape.name]
    assert len(drawn) == sum(len(one.steps) for one in charts)
    names = {shape.name for shape in solid}
    for item in picture.items:
        if isinstance(item, Connector):
            assert {item.start[0], item.end[0]} <= names


@pytest.mark.parametrize(
    ("symbol", "kind"),
    [
        *(("Operasi", "ellipse"), ("Inspeksi", "box"), ("Gabungan", "combined"), ("Transportasi", "arrow")),
        *(("Menunggu", "delay"), ("Penyimpanan", "triangle_down")),
    ],
)
def test_symbols_are_those_of_asme(symbol: str, kind: str) -> None:
    picture = process_charts([Chart("P", "", "OPC", (Step("1", symbol, "x", minutes=2.5),))])
    shapes: dict[str, Shape] = {shape.name: shape for shape in picture.shapes()}
    assert shapes["P langkah 1"].kind == shapes[f"tanda {symbol}"].kind == kind
    assert shapes["P jumlah"].text == f"{symbol} 1 (2,5 menit)\nJumlah 1 langkah, 2,5 menit"


def test_products_share_rows_and_moves_back_are_counted() -> None:
    made = tuple(
        Step(f"{c}{n}", "Operasi", "", m, c)
        for c, way in (("A", ("Potong", "Bor", "Cat")), ("B", ("Bor", "Potong", "Cat")))
        for n, m in enumerate(way)
    )
    grid = arrange(Chart("P", "", "MPPC", made))
    assert sorted(grid.rows) == ["Bor", "Cat", "Potong"] and grid.rows[-1] == "Cat"
    assert grid.moves_back() == 1


def test_a_long_chart_begins_on_the_next_page() -> None:
    def of(count: int, name: str) -> Chart:
        return Chart(name, "", "OPC", tuple(Step(f"{n}", "Operasi", "") for n in range(count)))

    picture = process_charts([of(10, "A"), of(3, "B"), of(1, "C"), of(10, "D")])
    tops = {shape.name[0]: shape.box.y for shape in picture.shapes() if shape.name.endswith("judul")}
    assert tops["A"] == tops["B"] == tops["C"] == 0
    assert tops["D"] == 1130
