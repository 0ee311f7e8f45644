"""Pictures: lines that end where they should, text that fits, and an SVG that says the same."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import pairwise
from math import dist, isclose

import pytest
from drawings import FLOW, SIDES, SVG, XDR, A, Point, book, drawing_of, pictures
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_addin.ooxml.drawing import (
    Box,
    Connector,
    Font,
    Line,
    Picture,
    Shape,
    Stroke,
    place,
    text_width,
    to_svg,
)
from xl_addin.ooxml.drawing.fitting import clean, fit
from xl_addin.ooxml.drawing.layout import DrawnLine, DrawnShape, arrange
from xl_addin.ooxml.drawing.shapes import GEOMETRIES, site, text_area

OUTWARD = {"top": (0, -1), "right": (1, 0), "bottom": (0, 1), "left": (-1, 0)}


@pytest.mark.parametrize("kind", GEOMETRIES)
@pytest.mark.parametrize("box", [Box(10, 20, 120, 40), Box(0, 0, 30, 30), Box(5, 5, 20, 90)])
def test_connectors_end_on_the_border(kind: str, box: Box) -> None:
    shape = Shape("a", kind, box)  # type: ignore[arg-type]
    border: list[Point] = []
    for command, points in GEOMETRIES[shape.kind].outline(box):
        if command == "C":
            curve = [border[-1], *points]
            border += [bezier(curve, step / 20) for step in range(1, 21)]
        else:
            border += points or border[:1]
    for side in SIDES:
        end = site(shape, side)  # type: ignore[arg-type]
        assert min(distance(end, a, b) for a, b in pairwise(border)) < 0.1, side


def bezier(points: list[Point], share: float) -> Point:
    while len(points) > 1:
        points = [(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share) for a, b in pairwise(points)]
    return points[0]


def distance(point: Point, a: Point, b: Point) -> float:
    reach = dist(a, b) ** 2 or 1
    share = ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / reach
    share = min(max(share, 0), 1)
    return dist(point, (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share))


@settings(deadline=None, max_examples=100)
@given(pictures())
def test_elbows_run_along_the_axes_and_leave_their_shapes(picture: Picture) -> None:
    lines = [item for item in arrange(picture) if isinstance(item, DrawnLine)]
    connectors = [item for item in picture.items if isinstance(item, Connector)]
    for line, connector in zip(lines, connectors, strict=True):
        points = line.route.points
        if connector.kind == "straight":
            assert len(points) == 2
            continue
        assert all(isclose(a[0], b[0]) or isclose(a[1], b[1]) for a, b in pairwise(points))
        for at, after, (_, side) in (
            (points[0], points[1], connector.start),
            (points[-1], points[-2], connector.end),
        ):
            out = OUTWARD[side]
            assert (after[0] - at[0]) * out[0] + (after[1] - at[1]) * out[1] > 0


def test_an_elbow_goes_round_what_is_in_its_way() -> None:
    column = [Shape(f"k{n}", "rounded", Box(100, 20 + n * 90, 100, 50), "KPI") for n in range(4)]
    link = Connector(("k3", "top"), ("k0", "bottom"))
    [line] = [i for i in arrange(Picture("Peta", 300, 400, (*column, link))) if isinstance(i, DrawnLine)]
    assert not any(hits(a, b, shape.box) for shape in column for a, b in pairwise(line.route.points))


def test_a_lane_is_kept() -> None:
    shapes = (Shape("a", "box", Box(0, 0, 60, 40)), Shape("b", "box", Box(200, 100, 60, 40)))
    link = Connector(("a", "right"), ("b", "right"), lane=290)
    line = arrange(Picture("P", 300, 200, (*shapes, link)))[-1]
    assert isinstance(line, DrawnLine)
    assert line.route.points == ((60, 20), (290, 20), (290, 120), (260, 120))


def hits(a: Point, b: Point, box: Box) -> bool:
    return any(
        box.x + 1 < a[0] + (b[0] - a[0]) * n / 200 < box.right - 1
        and box.y + 1 < a[1] + (b[1] - a[1]) * n / 200 < box.bottom - 1
        for n in range(201)
    )


def test_labels_stand_beside_their_line_and_on_no_shape() -> None:
    drawn = arrange(FLOW)
    labels = [i.shape.box for i in drawn if isinstance(i, DrawnShape) and i.name.startswith("(label")]
    lines = [i for i in drawn if isinstance(i, DrawnLine) and i.alternative.endswith(("ya", "tidak"))]
    assert len(labels) == len(lines) == 2
    for label, line in zip(labels, lines, strict=True):
        x, y = line.route.points[0]
        assert max(label.x - x, x - label.right, 0) < 12
        assert max(label.y - y, y - label.bottom, 0) < 12
        for shape in FLOW.shapes():
            apart = (label.x, label.y) >= (shape.box.right, 0) or label.right <= shape.box.x
            apart |= label.y >= shape.box.bottom or label.bottom <= shape.box.y
            assert apart or shape.backdrop
        for other in drawn:
            if isinstance(other, DrawnLine):
                assert not any(hits(a, b, label) for a, b in pairwise(other.route.points))


# --- text -------------------------------------------------------------------------------------------------


@settings(max_examples=300)
@given(
    st.text(max_size=120), st.floats(1, 200), st.floats(1, 120), st.floats(1, 40), st.booleans(),
    st.sampled_from(["Arial", "Calibri"]),
)  # fmt: skip
def test_text_never_leaves_its_room(
    said: str, width: float, height: float, size: float, bold: bool, typeface: str
) -> None:
    fitted = fit(said, width, height, Font(size, bold=bold), typeface)  # type: ignore[arg-type]
    assert fitted.size <= size
    assert fitted.height <= height + 1e-9
    for line in fitted.lines:
        single = len(line) <= 1  # a letter that is wider than the room is clipped
        assert single or text_width(line, typeface, fitted.size, bold=bold) <= width + 1e-9  # type: ignore[arg-type]
    whole = "\n".join("".join(lines).strip() for lines in fitted.paragraphs)
    assert whole == clean(said) or fitted.cut


def test_text_is_set_smaller_before_words_are_broken_or_lost() -> None:
    assert fit("Kepuasan", 60, 20, Font(11), "Arial").size == 11
    assert 6 < fit("Kepuasan pelanggan ekspor", 60, 20, Font(11), "Arial").size < 11
    broken = fit("Pertanggungjawaban", 40, 40, Font(11), "Arial")
    assert "".join(broken.lines) == "Pertanggungjawaban"
    assert fit("kata " * 40, 50, 20, Font(11), "Arial").lines[-1].endswith("…")


def test_what_is_cut_stays_readable_for_who_asks() -> None:
    long = "Menurunkan biaya per unit " * 20
    picture = Picture("Peta", 80, 40, (Shape("K1", "box", Box(0, 0, 80, 40), long),))
    titles = [title.text for title in ET.fromstring(to_svg(picture)).iter(f"{SVG}title")]
    assert titles == ["Peta", long.strip()]
    workbook = book()
    place(workbook, "Diagram Alir", picture)
    [shape] = drawing_of(workbook).iter(f"{XDR}cNvPr")
    assert shape.attrib["descr"] == long.strip()


# --- SVG --------------------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=100)
@given(pictures())
def test_the_svg_is_well_formed_and_says_the_same(picture: Picture) -> None:
    root = ET.fromstring(to_svg(picture))
    assert root.get("role") == "img"
    assert root[0].tag == f"{SVG}title"
    assert not [node for node in root.iter() if "id" in node.attrib or "href" in "".join(node.attrib)]
    groups = {g.get("data-name"): g for g in root.iter(f"{SVG}g") if g.get("data-name")}
    for drawn in arrange(picture):
        if not isinstance(drawn, DrawnShape):
            continue
        assert [t.text for t in groups[drawn.name].iter(f"{SVG}tspan")] == [
            x for x in drawn.fitted.lines if x
        ]
        for clip in groups[drawn.name].iter(f"{SVG}svg"):
            assert clip.get("overflow") == "hidden"
            area = text_area(drawn.shape)
            found = [float(clip.attrib[key]) for key in ("x", "y", "width", "height")]
            assert found == pytest.approx([area.x, area.y, area.width, area.height], abs=0.01)


SMALL = Shape("a", "box", Box(0, 0, 9, 9))

# --- what is no picture -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Picture("Peta: dua", 10, 10, ()),
        lambda: Picture(" ", 10, 10, ()),
        lambda: Picture("P", 99, 99, (SMALL, SMALL)),
        lambda: Picture("P", 10, 10, (Shape("a", "box", Box(5, 5, 20, 20)),)),
        lambda: Picture("P", 10, 10, (Line((0, 0), (50, 0)),)),
        lambda: Picture("P", 99, 99, (SMALL, Connector(("a", "top"), ("b", "top")))),
        lambda: Picture("P", 99, 99, (Shape("(label 1)", "box", Box(0, 0, 9, 9)),)),
        lambda: Picture("P", 99, 99, (Shape("a\nb", "box", Box(0, 0, 9, 9)),)),
        lambda: Box(0, 0, 0, 5),
        lambda: Box(0, float("nan"), 5, 5),
        lambda: Shape("a", "box", Box(0, 0, 9, 9), fill="red"),
        lambda: Font(0),
        lambda: Stroke("#12345"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_refused_at_once(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        wrong()  # type: ignore[operator]


def test_a_given_way_is_kept_and_must_fit_the_sides() -> None:
    a, b = Shape("a", "box", Box(0, 100, 50, 20)), Shape("b", "box", Box(200, 0, 50, 20))
    link = Connector(("a", "top"), ("b", "bottom"), way=(90, 120, 40))
    line = next(d for d in arrange(Picture("P", 300, 200, (a, b, link))) if isinstance(d, DrawnLine))
    assert line.route.points == ((25, 100), (25, 90), (120, 90), (120, 40), (225, 40), (225, 20))
    direct = Connector(("a", "top"), ("b", "bottom"), way=(60,))
    line = next(d for d in arrange(Picture("P", 300, 200, (a, b, direct))) if isinstance(d, DrawnLine))
    assert line.route.points == ((25, 100), (25, 60), (225, 60), (225, 20))
    with pytest.raises(ValueError, match="cannot run so"):
        Connector(("a", "top"), ("b", "left"), way=(60,))


def test_a_heading_is_bold_and_measured_so() -> None:
    shape = Shape("a", "box", Box(0, 0, 120, 60), "F1\nLaba naik", font=Font(9, heading=True))
    svg = to_svg(Picture("P", 120, 60, (shape,)))
    assert [line.count("font-weight") for line in svg.split("<tspan")[1:]] == [1, 0]
    workbook = book()
    place(workbook, "Diagram Alir", Picture("P", 120, 60, (shape,)))
    runs = [run.attrib["b"] for run in drawing_of(workbook).iter(f"{A}rPr")]
    assert runs == ["1", "0"]
    wide = fit("nnnnn nn\nnnnnn nn", 26.5, 100, Font(6, heading=True), "Arial")
    assert [len(paragraph) for paragraph in wide.paragraphs] == [2, 1]
