"""A filled sheet shows what the same sheet shows when it is written out by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from render_cases import build

from udfs.registry import Scalar
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.references import column_letter
from xl_addin.ooxml.workbook import Workbook
from xl_addin.recalc import recalculate
from xl_addin.render import render

Turns = tuple[tuple[int, int], ...]
"""The loops around a row, each with the number of its turn."""


@dataclass
class Line:
    """A row with a number in column B, then sums: (first row, last row, both with ``$``?)."""

    sums: list[tuple[float, float, bool]]
    row: int = 0


@dataclass
class Block:
    """A loop, or a condition, with the lengths of its list: one for each turn around it, over and over."""

    body: list[Line | Block]
    lengths: list[int]
    loop: bool
    top: int = 0


@dataclass
class Sheet:
    """The template's rows and the same rows written out."""

    template: list[list[Any]] = field(default_factory=list)
    loops: dict[int, tuple[int, ...]] = field(default_factory=dict)
    lines: dict[int, Line] = field(default_factory=dict)
    written: list[tuple[int, Turns]] = field(default_factory=list)


part = st.floats(0, 1, exclude_max=True)
lines = st.builds(Line, st.lists(st.tuples(part, part, st.booleans()), max_size=2))


def blocks(inner):
    body = st.lists(inner, min_size=1, max_size=3)
    loops = st.builds(Block, body, st.lists(st.integers(0, 3), min_size=1, max_size=3), st.just(True))
    choices = st.builds(Block, body, st.lists(st.integers(0, 1), min_size=1, max_size=3), st.just(False))
    return loops | choices


sheets = st.lists(st.recursive(lines, blocks, max_leaves=8), min_size=1, max_size=4)


def number(sheet: Sheet, members: list[Line | Block], loops: tuple[int, ...]) -> None:
    """Give the rows their numbers, tag rows too."""
    for member in members:
        sheet.template.append([])
        row = len(sheet.template)
        if isinstance(member, Line):
            member.row = row
            sheet.lines[row], sheet.loops[row] = member, loops
            continue
        member.top = row
        number(sheet, member.body, (*loops, row) if member.loop else loops)
        data = f"t{loops[-1]}" if loops else "all"
        opening = f"for t{row} in {data}.r{row}" if member.loop else f"if {data}.r{row}"
        sheet.template[row - 1] = [f"{{% {opening} %}}"]
        sheet.template.append([f"{{% end{opening.split(maxsplit=1)[0]} %}}"])


def data_of(sheet: Sheet, members: list[Line | Block], turns: Turns) -> dict[str, Any]:
    """Return the data of one turn, writing its rows out by the way."""
    data: dict[str, Any] = {}
    for member in members:
        if isinstance(member, Line):
            sheet.written.append((member.row, turns))
            data[f"r{member.row}"] = value(member.row, turns)
            continue
        length = member.lengths[sum(turn for _, turn in turns) % len(member.lengths)]
        if member.loop:
            data[f"r{member.top}"] = [
                data_of(sheet, member.body, (*turns, (member.top, turn))) for turn in range(length)
            ]
        else:
            data |= {f"r{member.top}": length} | (data_of(sheet, member.body, turns) if length else {})
    return data


def value(row: int, turns: Turns) -> int:
    return row * 1000 + sum((turn + 1) * 7**depth for depth, (_, turn) in enumerate(turns))


def ends(sheet: Sheet, first: float, last: float) -> list[int]:
    """Return two rows of the template, the upper one first."""
    rows = list(sheet.lines)
    return sorted((rows[int(first * len(rows))], rows[int(last * len(rows))]))


def fill_template(sheet: Sheet) -> None:
    for row, line in sheet.lines.items():
        loops = sheet.loops[row]
        cells: list[Any] = [f"baris {row}", f"{{{{ {f't{loops[-1]}' if loops else 'all'}.r{row} }}}}"]
        for first, last, fixed in line.sums:
            top, bottom = ends(sheet, first, last)
            dollar = "$" if fixed else ""
            cells.append(f"=SUM(B{dollar}{top}:B{dollar}{bottom})")
        sheet.template[row - 1] = cells


def by_hand(sheet: Sheet) -> list[list[Any]]:
    """Write the sheet out: the rows that a sum means are looked up among all rows, one by one."""
    grid = []
    for row, turns in sheet.written:
        cells: list[Any] = [f"baris {row}", value(row, turns)]
        for first, last, fixed in sheet.lines[row].sums:
            top, bottom = ends(sheet, first, last)
            upper = places(sheet, top, bottom, top, () if fixed else turns)
            lower = places(sheet, top, bottom, bottom, () if fixed else turns)
            assume(upper and lower)  # else a blank row is left, which another test shows
            meant = [n for n in range(upper[0], lower[-1] + 1) if top <= sheet.written[n - 1][0] <= bottom]
            assume(meant)
            cells.append(f"=SUM({','.join(f'B{n}' for n in meant)})")
        grid.append(cells)
    return grid


def places(sheet: Sheet, top: int, bottom: int, end: int, turns: Turns) -> list[int]:
    """Return where the rows from top to bottom stand, in the same turns of the loops around one end."""
    shared = [(loop, turn) for loop, turn in turns if loop in sheet.loops[end]]
    return [
        place
        for place, (row, others) in enumerate(sheet.written, 1)
        if top <= row <= bottom and all(pair in others for pair in shared)
    ]


def values(package: Package) -> list[list[Scalar]]:
    """Return all that a workbook shows once it is recalculated."""
    recalculate(package)
    sheet = Workbook(package).sheet("Data")
    area = sheet.used_area()
    if area is None:
        return []
    return [
        [sheet.value(row, column) for column in range(1, area.right + 1)] for row in range(1, area.bottom + 1)
    ]


@settings(max_examples=100)
@given(sheets)
def test_random_blocks_and_sums_show_what_they_show_by_hand(members):
    sheet = Sheet()
    number(sheet, members, ())
    fill_template(sheet)
    data = data_of(sheet, members, ())
    hand = Package.open(build(by_hand(sheet)))
    assert values(render(build(sheet.template), {"all": data})) == values(hand)


cells_of_a_row = st.lists(
    st.none()
    | st.integers(-1000, 1000)
    | st.sampled_from(["teks", "007", "1,5"])
    | st.tuples(st.integers(1, 6), st.integers(1, 8), st.integers(0, 3), st.booleans()),
    min_size=1,
    max_size=5,
)


def written(lines: list[list[Any]], shifted: dict[int, int]) -> list[list[Any]]:
    """Rows of cells; a tuple becomes a sum over an area, whose rows stand where ``shifted`` says."""

    def cell(one: Any) -> Any:
        if not isinstance(one, tuple):
            return one
        column, first, more, fixed = one
        mark = "$" if fixed else ""
        top, bottom = shifted[first], shifted[min(first + more, len(shifted))]
        letter = column_letter(column + 6)
        return f"=SUM({letter}{mark}{top}:{letter}{mark}{bottom})"

    return [[cell(one) for one in line] for line in lines]


@settings(max_examples=100)
@given(st.lists(cells_of_a_row, min_size=8, max_size=8), st.integers(0, 7), st.integers(1, 4))
def test_a_loop_with_one_item_leaves_the_sheet_as_it_was(lines, first, count):
    """Tag rows go in around some rows; filled with one item, every cell is what it is without the tags."""
    last = min(first + count, len(lines))
    plain = {row: row for row in range(1, 9)}
    moved = {row: row + (row > first) + (row > last) for row in plain}
    template = written(lines, moved)
    tagged = [*template[:first], ["{% for item in items %}"], *template[first:last], ["{% endfor %}"]]
    filled = render(build([*tagged, *template[last:]]), {"items": [1]})
    assert contents(filled) == contents(Package.open(build(written(lines, plain))))


def contents(package: Package) -> dict[str, tuple[Any, ...]]:
    """Return formula and constant of every cell that has one."""
    sheet = Workbook(package).sheet("Data")
    found = {
        cell.name: (cell.formula, None if cell.formula else sheet.value_of(cell)) for cell in sheet.cells()
    }
    return {name: pair for name, pair in found.items() if pair != (None, None)}
