"""Proposed block layouts and their pictures: areas kept, no overlap, X apart, every pair and room drawn."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_addin.closeness import Place, Room, closeness_chart, floor_plan, overlap, propose, read_chart, touch
from xl_addin.ooxml.drawing import Shape

areas_of = st.lists(st.integers(4, 400).map(float), min_size=1, max_size=9)


def chart_of(draw: st.DataObject, count: int, letters: str = "AEIOUX") -> list[list[str]]:
    rows = [
        [draw.draw(st.sampled_from(letters)) if j > i else None for j in range(count)] for i in range(count)
    ]
    return read_chart(rows)


@settings(max_examples=40, deadline=None)
@given(st.data(), areas_of, st.floats(1, 2), st.floats(0.3, 3))
def test_any_proposal_keeps_areas_site_and_distance(
    draw: st.DataObject, areas: list[float], spare: float, shape: float
) -> None:
    chart = chart_of(draw, len(areas))
    breadth = (sum(areas) / shape) ** 0.5
    length = sum(areas) / breadth * spare
    places = propose(areas, chart, length, breadth)
    assert [place.area for place in places] == pytest.approx(areas)
    assert not any(overlap(one, other) for one, other in combinations(places, 2))
    assert min(min(place.x, place.y) for place in places) >= 0
    assert max(place.x + place.width for place in places) <= length + 1e-6
    assert max(place.y + place.height for place in places) <= breadth + 1e-6
    assert places == propose(areas, chart, length, breadth)


def test_what_must_be_apart_is_apart_and_what_must_be_close_touches() -> None:
    rows: list[list[str | None]] = [[None, "X", "U", "A"], [None, None, "A", "U"], [None] * 4, [None] * 4]
    places = propose([50.0] * 4, read_chart(rows), 40, 5)
    assert not touch(places[0], places[1])
    assert touch(places[0], places[3]) and touch(places[1], places[2])


@pytest.mark.parametrize(
    ("areas", "length"), [([], 5), ([0.0], 5), ([5.0, -1.0], 5), ([30.0], 5), ([5.0], 0)]
)
def test_rooms_that_do_not_fit_are_refused(areas: list[float], length: float) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        propose(areas, [["U"] * len(areas) for _ in areas], length, 5)


@given(st.tuples(*[st.integers(0, 6)] * 4), st.tuples(*[st.integers(0, 6)] * 4))
def test_touch_and_overlap_are_those_of_squares(one: tuple[int, ...], other: tuple[int, ...]) -> None:
    first, second = (Place(x, y, w + 1, h + 1) for x, y, w, h in (one, other))

    def squares(place: Place) -> set[tuple[int, int]]:
        right, bottom = int(place.x + place.width), int(place.y + place.height)
        return {(x, y) for x in range(int(place.x), right) for y in range(int(place.y), bottom)}

    mine, theirs = squares(first), squares(second)
    beside = {(x + a, y + b) for x, y in mine for a, b in ((0, 1), (1, 0), (0, -1), (-1, 0))}
    assert overlap(first, second) == bool(mine & theirs)
    assert touch(first, second) == (not mine & theirs and bool(beside & theirs))


@pytest.mark.parametrize("count", [0, 1, 2, 15, 60])
def test_the_diamond_has_every_room_and_every_pair_at_its_crossing(count: int) -> None:
    picture = closeness_chart([f"Ruang {n}" for n in range(count)], {(0, 1): ("A", "1")})
    shapes = {item.name: item for item in picture.items if isinstance(item, Shape)}
    rooms = [shapes[f"ruang {n + 1}"].box for n in range(count)]
    for i, j in combinations(range(count), 2):
        pair = shapes[f"pasangan {i + 1}-{j + 1}"].box
        assert pair.center[1] == pytest.approx((rooms[i].center[1] + rooms[j].center[1]) / 2)
    assert len(shapes) == count + count * (count - 1) // 2 + 12
    if count > 1:
        assert shapes["pasangan 1-2"].text.startswith("A")


def test_the_plan_is_to_scale_and_shows_rooms_outside_the_site() -> None:
    rooms = [Room(1, "Gudang", Place(0, 0, 10, 5)), Room(2, "Kantor", Place(22, 4, 4, 8))]
    picture = floor_plan(rooms, 20, 10)
    shapes = {item.name: item for item in picture.items if isinstance(item, Shape)}
    one, two, site = (shapes[name].box for name in ("ruang 1", "ruang 2", "lahan"))
    scale = site.width / 20
    assert [one.width, one.height, two.x, two.height] == pytest.approx(
        [10 * scale, 5 * scale, 22 * scale, 8 * scale]
    )
    assert shapes["ruang 1"].text == "1 Gudang\n50 m²"
