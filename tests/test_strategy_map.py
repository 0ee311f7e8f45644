"""Strategy maps: boxes that never overlap, lines that run through none, arrows that end on boxes."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import combinations, pairwise, product

import pytest
from drawings import SVG, book, drawing_of, named
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_addin.ooxml.drawing import Box, Connector, Picture, Shape, place, to_svg
from xl_addin.ooxml.drawing.fitting import fit
from xl_addin.ooxml.drawing.layout import DrawnLine, arrange
from xl_addin.ooxml.drawing.routes import crosses
from xl_addin.ooxml.drawing.shapes import site, text_area
from xl_addin.strategy_map import COLOURS, MARKS, PERSPECTIVES, Objective, strategy_map, unknown_links
from xl_addin.strategy_map.columns import columns, split
from xl_addin.strategy_map.objectives import bands, links

LEVELS = ("green", "yellow", "red", "none")
CODES = [f"SS-{number:02}" for number in range(40)]

EXAMPLE = [
    Objective("SS-F1", "Financial", "Laba bersih tumbuh", score=1.042, level="green", status="Hijau"),
    Objective("SS-F2", "Financial", "Biaya per unit turun", ("SS-F1",), 0.91, "yellow", "Kuning"),
    Objective("SS-C1", "Customer", "Pelanggan puas", ("SS-F1",), 0.72, "red", "Merah"),
    Objective("SS-P1", "Internal Process", "Mutu sekali jadi", ("SS-C1", "SS-F2")),
    Objective("SS-L1", "Learning & Growth", "Karyawan terampil", ("SS-P1", "SS-F1")),
]


@st.composite
def maps(draw: st.DrawFn) -> list[Objective]:
    codes = CODES[: draw(st.integers(1, 40))]
    return [
        Objective(
            code,
            draw(st.sampled_from([*PERSPECTIVES, *PERSPECTIVES, "Lainnya"])),
            draw(st.sampled_from(["Laba naik", "", "Waktu siklus produksi pendek dan mutu terjaga " * 3])),
            tuple(draw(st.lists(st.sampled_from(codes), max_size=3))),
            draw(st.none() | st.floats(-1, 3)),
            draw(st.sampled_from(LEVELS)),
        )
        for code in codes
    ]


def boxes_of(picture: Picture, objectives: list[Objective]) -> dict[str, Shape]:
    codes = {objective.code for objective in objectives}
    return {shape.name: shape for shape in picture.shapes() if shape.name in codes}


def overlap(a: Box, b: Box) -> bool:
    return min(a.right, b.right) > max(a.x, b.x) and min(a.bottom, b.bottom) > max(a.y, b.y)


@given(maps())
@settings(max_examples=40)
def test_every_objective_has_a_box_and_no_two_overlap(objectives: list[Objective]) -> None:
    boxes = boxes_of(strategy_map(objectives), objectives)
    assert list(boxes) == [objective.code for objective in objectives]
    for a, b in combinations(boxes.values(), 2):
        assert not overlap(a.box.inset(-5), b.box.inset(-5)), (a.name, b.name)


@given(maps())
@settings(max_examples=40)
def test_every_arrow_runs_from_box_to_box_and_through_none(objectives: list[Objective]) -> None:
    picture = strategy_map(objectives)
    boxes = boxes_of(picture, objectives)
    drawn = [item for item in arrange(picture) if isinstance(item, DrawnLine) and item.glued]
    joined = [item for item in picture.items if isinstance(item, Connector)]
    wanted = {
        (o.code, code) for o in objectives for code in o.supports if code != o.code and code in set(boxes)
    }
    assert sorted((link.start[0], link.end[0]) for link in joined) == sorted(wanted)
    for link, line in zip(joined, drawn, strict=True):
        points = line.route.points
        assert points[0] == pytest.approx(site(boxes[link.start[0]], link.start[1]))
        assert points[-1] == pytest.approx(site(boxes[link.end[0]], link.end[1]))
        assert line.arrow == "end"
        for (x0, y0), (x1, y1) in pairwise(points):
            assert abs(x0 - x1) < 0.01 or abs(y0 - y1) < 0.01
            for shape in boxes.values():
                assert not crosses((x0, y0), (x1, y1), shape.box), (link, shape.name)


@given(maps())
@settings(max_examples=40)
def test_lines_of_other_objectives_never_lie_on_each_other(objectives: list[Objective]) -> None:
    """Which arrow belongs to which box is always to be seen, as long as support goes upwards."""
    order = {name: number for number, name in enumerate([*PERSPECTIVES, "Lainnya"])}
    level = {objective.code: order[objective.perspective] for objective in objectives}
    upwards = [
        replace(o, supports=tuple(code for code in o.supports if level[code] < level[o.code]))
        for o in objectives
    ]
    lines = [item for item in arrange(strategy_map(upwards)) if isinstance(item, DrawnLine) and item.glued]
    for a, b in combinations(lines, 2):
        assert a.glued and b.glued
        if not {name for name, _ in a.glued} & {name for name, _ in b.glued}:
            for one, other in product(pairwise(a.route.points), pairwise(b.route.points)):
                assert not lies_on(one, other), (a.alternative, b.alternative)


def lies_on(one: tuple[tuple[float, float], ...], other: tuple[tuple[float, float], ...]) -> bool:
    for along, across in ((0, 1), (1, 0)):
        places = {round(point[across], 2) for point in (*one, *other)}
        if len(places) == 1:
            low = max(min(p[along] for p in one), min(p[along] for p in other))
            high = min(max(p[along] for p in one), max(p[along] for p in other))
            if high - low > 0.5:
                return True
    return False


@given(maps())
@settings(max_examples=20)
def test_bands_stand_in_order_and_hold_their_objectives(objectives: list[Objective]) -> None:
    picture = strategy_map(objectives)
    shapes = {shape.name: shape for shape in picture.shapes()}
    found = bands(objectives)
    tops = [shapes[f"pita {name}"].box.y for name in found]
    assert tops == sorted(tops) and list(found)[:4] == list(PERSPECTIVES)
    for name, numbers in found.items():
        band = shapes[f"pita {name}"].box
        for number in numbers:
            box = shapes[objectives[number].code].box
            assert (
                band.y <= box.y and box.bottom <= band.bottom and band.x <= box.x and box.right <= band.right
            )


def test_status_is_told_by_colour_mark_and_border() -> None:
    boxes = boxes_of(strategy_map(EXAMPLE), EXAMPLE)
    green, yellow, red = boxes["SS-F1"], boxes["SS-F2"], boxes["SS-C1"]
    assert len({shape.fill for shape in (green, yellow, red, boxes["SS-P1"])}) == 4
    assert [shape.text.split("\n")[0] for shape in (green, yellow, red)] == [
        "SS-F1   ● 104,2%",
        "SS-F2   ▲ 91%",
        "SS-C1   ■ 72%",
    ]
    assert len({(shape.line.dash, shape.line.width) for shape in (green, yellow, red) if shape.line}) == 3
    assert boxes["SS-P1"].text == "SS-P1   ○\nMutu sekali jadi"
    assert red.description == "SS-C1 Pelanggan puas; Customer; skor 72%, Merah; mendukung SS-F1"


def test_the_legend_says_what_the_marks_mean_in_the_companys_words() -> None:
    picture = strategy_map(EXAMPLE, words={"green": "Tercapai", "yellow": "Waspada", "red": "Gagal"})
    texts = [shape.text for shape in picture.shapes()]
    assert {"Tercapai", "Waspada", "Gagal", "Belum ada skor", *MARKS.values()} <= set(texts)


def test_texts_on_their_fills_can_be_read() -> None:
    """Contrast of 4.5 : 1 at least, as WCAG 2.2 asks for small text (1.4.3)."""

    def luminance(color: str) -> float:
        shares = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
        red, green, blue = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for look in COLOURS.values():
        light, dark = luminance(look.fill), luminance(look.text)
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_links_within_a_band_downwards_and_round_in_circles_are_drawn() -> None:
    ring = [
        Objective("A", "Financial", "a", ("D",)),
        Objective("B", "Financial", "b", ("A",)),
        Objective("C", "Customer", "c", ("B",)),
        Objective("D", "Learning & Growth", "d", ("C", "D", "X")),
    ]
    picture = strategy_map(ring)
    joined = {(i.start, i.end) for i in picture.items if isinstance(i, Connector)}
    assert (("A", "bottom"), ("D", "top")) in joined  # downwards
    assert {(start[0], end[0]) for start, end in joined} == {("A", "D"), ("B", "A"), ("C", "B"), ("D", "C")}
    assert unknown_links(ring) == [("D", "X")]


def test_codes_that_are_missing_twice_or_odd_have_boxes_all_the_same() -> None:
    odd = [Objective(code, "Customer", code) for code in ("", "A", "a", "(x)", "Financial", "a\nb", "pita A")]
    picture = strategy_map(odd)
    assert sum(shape.text.endswith(o.code) for o in odd for shape in picture.shapes()) >= len(odd)
    assert links([Objective("a", "", "", ("b",)), Objective("B ", "", "", ())]) == [(0, 1)]


def test_a_map_without_objectives_says_so_in_every_band() -> None:
    picture = strategy_map([])
    assert sum("Belum ada sasaran" in shape.text for shape in picture.shapes()) == 4


def test_order_is_chosen_so_that_fewer_links_cross() -> None:
    up = [Objective(f"F{n}", "Financial", "") for n in range(5)]
    down = [Objective(f"C{n}", "Customer", "", (f"F{4 - n}",)) for n in range(5)]
    rows = [row for band in bands([*up, *down]).values() for row in split(band)]
    found = columns(rows, links([*up, *down]))
    assert all(found[a] == found[b] for a, b in links([*up, *down]))  # straight up, although typed crosswise


def test_a_score_per_band_and_long_names_fit() -> None:
    long = [Objective("SS-F1", "Financial", "Waktu siklus produksi pendek dan mutu terjaga " * 2, score=1.0)]
    picture = strategy_map(long, notes={"Financial": "98,2%"})
    assert any(shape.text == "Financial\n98,2%" for shape in picture.shapes())
    box = boxes_of(picture, long)["SS-F1"]
    area = text_area(box)
    assert not fit(box.text, area.width, area.height, box.font, picture.typeface).cut


def test_the_same_picture_goes_into_a_sheet_and_into_a_page() -> None:
    picture = strategy_map(EXAMPLE, title="Peta strategi <2027>")
    workbook = book()
    place(workbook, "Diagram Alir", picture, at=(7, 1))
    names = named(drawing_of(workbook))
    assert {f"Peta strategi: {objective.code}" for objective in EXAMPLE} <= set(names)
    root = ET.fromstring(to_svg(picture))
    assert root.findtext(f"{SVG}title") == "Peta strategi <2027>"
    data = workbook.flush().to_bytes()
    place(workbook, "Diagram Alir", strategy_map(EXAMPLE, title="Peta strategi <2027>"), at=(7, 1))
    assert workbook.flush().to_bytes() == data
