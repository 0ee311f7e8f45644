"""A filled sheet shows what the same sheet shows when it is written out by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from render_cases import build

from udfs.registry import Scalar
from xl_addin.ooxml.package import Package
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
class Repeat:
    """A loop with the lengths of its list: one for each turn of the loops around it, over and over."""

    body: list[Line | Repeat]
    lengths: list[int]
    top: int = 0
    bottom: int = 0


@dataclass
class Sheet:
    """The template's rows and the same rows written out."""

    template: list[list[Any]] = field(default_factory=list)
    loops: dict[int, tuple[int, ...]] = field(default_factory=dict)
    lines: dict[int, Line] = field(default_factory=dict)
    written: list[tuple[int, Turns]] = field(default_factory=list)


part = st.floats(0, 1, exclude_max=True)
lines = st.builds(Line, st.lists(st.tuples(part, part, st.booleans()), max_size=2))


def repeats(inner):
    body = st.lists(inner, min_size=1, max_size=3)
    return st.builds(Repeat, body, st.lists(st.integers(1, 3), min_size=1, max_size=3))


members = st.recursive(lines, repeats, max_leaves=8)
sheets = st.lists(members, min_size=1, max_size=4)


def number(sheet: Sheet, members: list[Line | Repeat], loops: tuple[int, ...]) -> None:
    """Give the rows their numbers, tag rows too."""
    for member in members:
        sheet.template.append([])
        row = len(sheet.template)
        if isinstance(member, Line):
            member.row = row
            sheet.lines[row], sheet.loops[row] = member, loops
        else:
            member.top = row
            number(sheet, member.body, (*loops, row))
            sheet.template.append([])
            member.bottom = len(sheet.template)
            sheet.template[row - 1] = [f"{{% for t{row} in {_list(row, loops)} %}}"]
            sheet.template[-1] = ["{% endfor %}"]


def _list(row: int, loops: tuple[int, ...]) -> str:
    """Return how a template writes the list of the loop in a row."""
    return f"t{loops[-1]}.lists.r{row}" if loops else f"lists.r{row}"


def data_of(sheet: Sheet, members: list[Line | Repeat], turns: Turns) -> dict[str, Any]:
    """Return the data of one turn, writing its rows out by the way."""
    lists: dict[str, Any] = {}
    values: dict[str, Any] = {}
    for member in members:
        if isinstance(member, Line):
            sheet.written.append((member.row, turns))
            values[f"r{member.row}"] = value(member.row, turns)
        else:
            length = member.lengths[sum(turn for _, turn in turns) % len(member.lengths)]
            lists[f"r{member.top}"] = [
                data_of(sheet, member.body, (*turns, (member.top, turn))) for turn in range(length)
            ]
    return {"lists": lists, "values": values}


def value(row: int, turns: Turns) -> int:
    return row * 1000 + sum((turn + 1) * 7**depth for depth, (_, turn) in enumerate(turns))


def fill_template(sheet: Sheet) -> None:
    rows = list(sheet.lines)
    for row, line in sheet.lines.items():
        loops = sheet.loops[row]
        shown = f"{{{{ t{loops[-1]}.values.r{row} }}}}" if loops else value(row, ())
        cells: list[Any] = [f"baris {row}", shown]
        for first, last, fixed in line.sums:
            top, bottom = sorted((rows[int(first * len(rows))], rows[int(last * len(rows))]))
            dollar = "$" if fixed else ""
            cells.append(f"=SUM(B{dollar}{top}:B{dollar}{bottom})")
        sheet.template[row - 1] = cells


def by_hand(sheet: Sheet) -> list[list[Any]]:
    """Write the sheet out: the rows that a sum means are looked up among all rows, one by one."""
    rows = list(sheet.lines)
    grid = []
    for row, turns in sheet.written:
        cells: list[Any] = [f"baris {row}", value(row, turns)]
        for first, last, fixed in sheet.lines[row].sums:
            top, bottom = sorted((rows[int(first * len(rows))], rows[int(last * len(rows))]))
            above = places(sheet, top, () if fixed else turns)[0]
            below = places(sheet, bottom, () if fixed else turns)[-1]
            meant = [n for n in range(above, below + 1) if top <= sheet.written[n - 1][0] <= bottom]
            cells.append(f"=SUM({','.join(f'B{n}' for n in meant)})")
        grid.append(cells)
    return grid


def places(sheet: Sheet, row: int, turns: Turns) -> list[int]:
    """Return where a template row stands, in the same turns of the loops that it shares."""
    shared = [(loop, turn) for loop, turn in turns if loop in sheet.loops[row]]
    return [
        place
        for place, (other, others) in enumerate(sheet.written, 1)
        if other == row and all(pair in others for pair in shared)
    ]


def values(package: Package) -> list[list[Scalar]]:
    """Return all that a workbook shows once it is recalculated."""
    recalculate(package)
    sheet = Workbook(package).sheet("Data")
    area = sheet.used_area()
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
    assert values(render(build(sheet.template), data)) == values(hand)
