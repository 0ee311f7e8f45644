"""The flow chart: boxes apart, arrows from shape to shape, pages that cut nothing, the written order."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from itertools import combinations, pairwise

import pytest
from drawings import SVG, book, drawing_of, named
from hypothesis import given, settings
from hypothesis import strategies as st
from sop_procedures import procedures, tables
from test_drawing_sheet import check_drawing

from xl_addin.ooxml.drawing import Box, Connector, Picture, Shape, place, to_svg
from xl_addin.ooxml.drawing.layout import DrawnLine, DrawnShape, arrange
from xl_addin.ooxml.drawing.routes import crosses
from xl_addin.sop.flow_chart import MARGIN, PITCH, flow_chart, whole
from xl_addin.sop.plan import Plan
from xl_addin.sop.procedure import Procedure, Step
from xl_addin.sop.rows import HEIGHT, WIDTH

SYMBOLS = ("langkah ", "keluar ", "masuk ")


def symbols(picture: Picture) -> dict[str, Shape]:
    return {shape.name: shape for shape in picture.shapes() if shape.name.startswith(SYMBOLS)}


def connectors(picture: Picture) -> list[Connector]:
    return [item for item in picture.items if isinstance(item, Connector)]


def apart(a: Box, b: Box) -> bool:
    gap = 0.01
    return a.right <= b.x + gap or b.right <= a.x + gap or a.bottom <= b.y + gap or b.bottom <= a.y + gap


def drawn_links(pages: list[Picture]) -> Counter[tuple[str, str]]:
    """Return the arrows from step to step; those over a numbered pair of links as one."""
    arrows = [
        (item.start[0], item.end[0]) for page in pages for item in page.items if isinstance(item, Connector)
    ]
    texts = {shape.name: shape.text for page in pages for shape in page.shapes()}
    inward = {texts[start]: end for start, end in arrows if start.startswith("masuk ")}
    found = Counter[tuple[str, str]]()
    for start, end in arrows:
        if start.startswith("langkah "):
            goal = inward[texts[end]] if end.startswith("keluar ") else end
            found[start.partition(" ")[2], goal.partition(" ")[2]] += 1
    return found


@settings(deadline=None, max_examples=60)
@given(st.one_of(procedures(), tables()))
def test_boxes_never_overlap(procedure: Procedure) -> None:
    for page in flow_chart(procedure):
        for a, b in combinations(page.shapes(), 2):
            assert apart(a.box, b.box), (a.name, b.name)


@settings(deadline=None, max_examples=60)
@given(st.one_of(procedures(), tables()))
def test_every_arrow_runs_from_shape_to_shape_and_through_none(procedure: Procedure) -> None:
    for page in flow_chart(procedure):
        boxes = {name: shape.box for name, shape in symbols(page).items()}
        arrows = connectors(page)
        lines = [item for item in arrange(page) if isinstance(item, DrawnLine) and item.glued]
        for arrow, line in zip(arrows, lines, strict=True):
            points = line.route.points
            for (name, _), (x, y), others in (
                (arrow.start, points[0], points[1:]), (arrow.end, points[-1], points[:-1])
            ):  # fmt: skip
                box = boxes[name]
                on_edge = min(abs(x - box.x), abs(x - box.right), abs(y - box.y), abs(y - box.bottom))
                assert on_edge < 0.01
                assert box.x - 0.01 <= x <= box.right + 0.01
                assert box.y - 0.01 <= y <= box.bottom + 0.01
                assert others[0] != (x, y)
            for a, b in pairwise(points):
                assert a[0] == pytest.approx(b[0]) or a[1] == pytest.approx(b[1])
                for name, box in boxes.items():
                    assert not crosses(a, b, box.inset(0.5)), (arrow, name)


@settings(deadline=None, max_examples=60)
@given(st.one_of(procedures(), tables()))
def test_the_diagram_has_the_arrows_of_the_table_and_no_others(procedure: Procedure) -> None:
    plan = Plan(procedure)
    pages = flow_chart(procedure)
    names = [shape.name.partition(" ")[2] for page in pages for shape in page.shapes()
             if shape.name.startswith("langkah ")]  # fmt: skip
    assert drawn_links(pages) == Counter((names[link.start], names[link.end]) for link in procedure.links)
    assert sum(map(len, (ways.rows for ways in plan.pages))) == len(procedure.steps)


@settings(deadline=None, max_examples=60)
@given(procedures())
def test_steps_stand_in_their_written_order_and_in_their_actors_column(procedure: Procedure) -> None:
    picture = whole(procedure)
    boxes = [shape.box for shape in picture.shapes() if shape.name.startswith("langkah ")]
    assert all(above.bottom < below.y for above, below in pairwise(boxes))
    heads = {
        shape.text: shape.box for shape in picture.shapes() if shape.name.startswith("tabel 1 pelaksana ")
    }
    for step, box in zip(procedure.steps, boxes, strict=True):
        head = heads[step.actor]
        assert head.x <= box.x
        assert box.right <= head.right


@settings(deadline=None, max_examples=60)
@given(procedures())
def test_page_breaks_cut_no_box(procedure: Procedure) -> None:
    pages, picture = flow_chart(procedure), whole(procedure)
    assert all(page.width == WIDTH and page.height <= HEIGHT < PITCH - MARGIN for page in pages)
    for shape in picture.shapes():
        page = int(shape.box.y // PITCH)
        assert page * PITCH + MARGIN <= shape.box.y
        assert shape.box.bottom <= page * PITCH + MARGIN + HEIGHT
    heads = [shape.box.y for shape in picture.shapes() if shape.text == "Pelaksana"]
    assert heads == [page * PITCH + MARGIN for page in range(len(pages))]


@settings(deadline=None, max_examples=60)
@given(procedures())
def test_texts_fit(procedure: Procedure) -> None:
    for page in flow_chart(procedure):
        for drawn in arrange(page):
            if isinstance(drawn, DrawnShape):
                assert not drawn.fitted.cut, drawn.name
                assert drawn.fitted.size >= 6


@settings(deadline=None, max_examples=40)
@given(procedures())
def test_lines_to_different_steps_never_lie_on_each_other(procedure: Procedure) -> None:
    for page in flow_chart(procedure):
        arrows = connectors(page)
        lines = [item for item in arrange(page) if isinstance(item, DrawnLine) and item.glued]
        pieces = [
            (arrow, a, b)
            for arrow, line in zip(arrows, lines, strict=True)
            for a, b in pairwise(line.route.points)
        ]
        for (one, a, b), (other, c, d) in combinations(pieces, 2):
            if one.end[0] != other.end[0] and one.start[0] != other.start[0]:
                assert not on_each_other((a, b), (c, d)), (one, other)


def on_each_other(one: tuple, other: tuple) -> bool:
    """Say whether two lines along the same axis share more than a point."""
    for axis in (0, 1):
        (a, b), (c, d) = one, other
        level = {round(point[axis], 2) for point in (a, b, c, d)}
        if len(level) == 1:
            low = max(min(a[1 - axis], b[1 - axis]), min(c[1 - axis], d[1 - axis]))
            high = min(max(a[1 - axis], b[1 - axis]), max(c[1 - axis], d[1 - axis]))
            return high - low > 0.01
    return False


def step(code: str, actor: str = "PPC", **rest: str) -> Step:
    return Step(code, f"Langkah {code}", actor, **rest)


def test_a_link_has_the_same_number_on_both_pages() -> None:
    steps = [step(f"L{n:02}") for n in range(20)]
    steps[15] = step("L15", kind="Keputusan", next="L16; L03", branches="ya; tidak")
    steps[17] = step("L17", kind="Keputusan", next="L18; L03", branches="ya; tidak")
    pages = flow_chart(Procedure(tuple(steps)))
    found = {name: shape.text for page in pages for name, shape in symbols(page).items()}
    assert found["keluar L15 2"] == found["keluar L17 2"] == found["masuk L03"]
    assert len({text for name, text in found.items() if name.startswith("masuk ")}) == len(pages)


def test_branches_keep_their_texts_and_kinds_their_shapes() -> None:
    steps = (
        step("A", kind="Mulai"),
        step("B", kind="Keputusan", next="C; A; A; D", branches="satu; dua; tiga; empat"),
        step("C"),
        step("D", kind="Selesai"),
    )
    (page,) = flow_chart(Procedure(steps))
    shapes = {shape.name: shape for shape in page.shapes()}
    assert [shapes[f"langkah {code}"].kind for code in "ABCD"] == ["capsule", "diamond", "box", "capsule"]
    assert [shapes[f"cabang B {n}"].text for n in (1, 2, 3, 4)] == ["satu", "dua", "tiga", "empat"]
    assert drawn_links([page])["B", "A"] == 2


def test_a_procedure_without_steps_has_no_page() -> None:
    assert flow_chart(Procedure(())) == []
    assert list(whole(Procedure(())).items) == []


@settings(deadline=None, max_examples=15)
@given(procedures(most=25))
def test_the_sheets_xml_follows_the_schemas_and_holds_the_shapes_of_the_svg(procedure: Procedure) -> None:
    picture = whole(procedure)
    workbook = book()
    place(workbook, "Diagram Alir", picture, at=(7, 1))
    root = drawing_of(workbook)
    check_drawing(root)
    shown = {group.attrib["data-name"] for group in ET.fromstring(to_svg(picture)).iter(f"{SVG}g")
             if "data-name" in group.attrib}  # fmt: skip
    assert shown <= {name.removeprefix("Diagram alir: ") for name in named(root)}
    assert {f"langkah {step.code}" for step in procedure.steps} <= shown
