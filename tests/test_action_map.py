"""The strategy map as an action: into the file as shapes, and through a stand-in for Excel's objects."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from bsc_report_books import objectives_of, write_bsc
from drawings import FLOW
from swot_books import write_swot

from xl_addin.actions import draw_strategy_map
from xl_addin.actions.shapes import draw
from xl_addin.actions.tables import ListTable
from xl_addin.errors import LembarError
from xl_addin.headless import open_book
from xl_addin.ooxml.drawing import Box, Connector, Picture, Shape, boxes
from xl_addin.ooxml.workbook import Workbook
from xl_addin.runner import run_action
from xl_addin.strategy_map import NAME, Objective, strategy_map

MAP = "Strategy Map"
SMALL = strategy_map(
    [
        Objective("F1", "Financial", "Laba", score=1.0, level="green"),
        Objective("C1", "Customer", "Puas", ("F1",), 0.5, "red"),
        Objective("C2", "Customer", "Setia", ("F1",)),
    ]
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_bsc(tmp_path / "bsc.xlsx")


def test_the_map_is_drawn_as_shapes_and_pressing_twice_changes_nothing(file: Path) -> None:
    first = run_action(file, "draw_strategy_map")
    assert first.changed and not first.problems
    codes = {objective["code"] for objective in objectives_of()}
    found = boxes(Workbook.open(file), MAP, NAME, at=(7, 1))
    assert codes <= set(found)
    data = file.read_bytes()
    second = run_action(file, "draw_strategy_map")
    assert not second.changed and file.read_bytes() == data
    assert "sudah sesuai" in second.message


def test_a_new_status_is_drawn_and_other_shapes_stay(file: Path) -> None:
    run_action(file, "draw_strategy_map")
    with open_book(file) as book:
        draw(book.sheets[MAP], FLOW, (60, 1))  # somebody's own drawing
        before = boxes(book.impl.workbook, MAP, "Alur", at=(60, 1))
        table = ListTable(book, "tbl_sasaran", ("Kode", "Sasaran strategis"))
        rows = table.records()
        rows[0]["Sasaran strategis"] = "Menumbuhkan <laba> & kas"
        table.replace(rows)
        result = draw_strategy_map(book)
        assert result.changed
        xml = book.impl.workbook.flush().to_bytes()
        workbook = Workbook.open(xml)
        assert boxes(workbook, MAP, "Alur", at=(60, 1)) == before
        [part] = workbook.package.related(workbook.entry(MAP).part, "drawing")
        assert "Menumbuhkan &lt;laba&gt; &amp; kas" in workbook.package.xml(part)


def test_codes_that_nobody_has_are_told(file: Path) -> None:
    with open_book(file) as book:
        table = ListTable(book, "tbl_sasaran", ("Kode", "Mendukung"))
        rows = table.records()
        rows[1]["Mendukung"] = f"{rows[0]['Kode']}, SS-X9"
        table.replace(rows)
        result = draw_strategy_map(book)
    assert result.problems and result.rows == [(rows[1]["Kode"], "SS-X9")]
    assert "1 hubungan" in result.message and "Mendukung" in result.next_step


def test_a_book_without_the_sheet_or_the_table_is_refused(tmp_path: Path) -> None:
    with open_book(write_swot(tmp_path / "swot.xlsx")) as book, pytest.raises(LembarError) as error:
        draw_strategy_map(book)
    assert error.value.key in ("no_name", "no_table")


class FakeShape:
    """A shape as Excel's object model has it, as far as drawing uses it."""

    def __init__(self, home: FakeShapes, kind: str, arguments: tuple[float, ...]) -> None:
        self._home = home
        self.kind, self.type = kind, arguments[0]
        self.Left, self.Top, self.Width, self.Height = arguments[1:]
        self.Name, self.AlternativeText = f"Shape {len(home.all)}", ""
        self.Fill = SimpleNamespace(Visible=-1, Solid=lambda: None, ForeColor=SimpleNamespace(RGB=0))
        self.Line = SimpleNamespace(Visible=-1, ForeColor=SimpleNamespace(RGB=0))
        self.paragraph_fonts: dict[int, SimpleNamespace] = {}
        words = SimpleNamespace(
            Text="",
            ParagraphFormat=SimpleNamespace(),
            Font=SimpleNamespace(Fill=SimpleNamespace(ForeColor=SimpleNamespace(RGB=0))),
            Paragraphs=lambda n: SimpleNamespace(Font=self.paragraph_fonts.setdefault(n, SimpleNamespace())),
        )
        self.TextFrame2 = SimpleNamespace(TextRange=words)
        self.joined: dict[str, tuple[str, int]] = {}
        self.ConnectorFormat = SimpleNamespace(BeginConnect=self._join("begin"), EndConnect=self._join("end"))
        self.adjusted: dict[int, float] = {}
        self.Adjustments = SimpleNamespace(Count=1, _oleobj_=SimpleNamespace(Invoke=self._invoke))

    def Delete(self) -> None:  # noqa: N802 - Excel's name
        self._home.all.remove(self)

    def _join(self, end: str) -> Any:
        def join(shape: FakeShape, site: int) -> None:
            self.joined[end] = shape.Name, site

        return join

    def _invoke(self, member: int, locale: int, kind: int, wanted: int, index: int, value: float) -> None:
        assert (member, kind) == (0, 4)  # the default member, a property put
        self.adjusted[index] = value


class FakeShapes:
    def __init__(self) -> None:
        self.all: list[FakeShape] = []
        self.calls = 0

    def AddShape(self, kind: int, *place: float) -> FakeShape:  # noqa: N802 - Excel's name
        return self._add("shape", (kind, *place))

    def AddConnector(self, kind: int, *ends: float) -> FakeShape:  # noqa: N802 - Excel's name
        return self._add("connector", (kind, *ends))

    def __iter__(self) -> Iterator[FakeShape]:
        return iter(list(self.all))

    def _add(self, kind: str, arguments: tuple[float, ...]) -> FakeShape:
        self.calls += 1
        self.all.append(FakeShape(self, kind, arguments))
        return self.all[-1]


def excel_sheet(shapes: object) -> Any:
    """A sheet as xlwings gives it in Excel: the impl of its book holds no file."""
    return SimpleNamespace(
        name=MAP,
        api=shapes,
        book=SimpleNamespace(impl=SimpleNamespace()),
        range=lambda at: SimpleNamespace(left=10.0 * at[1], top=20.0 * at[0]),
    )


@pytest.fixture
def excel() -> tuple[Any, FakeShapes]:
    shapes = FakeShapes()
    return excel_sheet(SimpleNamespace(Shapes=shapes)), shapes


def test_excel_gets_the_same_shapes_texts_and_colours(excel: tuple[Any, FakeShapes]) -> None:
    sheet, shapes = excel
    assert draw(sheet, SMALL, (7, 1))
    there = {shape.Name: shape for shape in shapes}
    for shape in SMALL.shapes():
        made = there[f"{NAME}: {shape.name}"]
        assert (made.Left, made.Top) == (10 + shape.box.x, 140 + shape.box.y)
        assert (made.Width, made.Height) == (shape.box.width, shape.box.height)
    box = there[f"{NAME}: C1"]
    assert box.type == 5 and box.adjusted == {1: 1 / 6}  # rounded, as rounded as in the file
    assert box.TextFrame2.TextRange.Text == "C1 ■ 50%\rPuas"
    assert box.TextFrame2.TextRange.Font.Bold == 0 and box.paragraph_fonts[1].Bold == -1
    assert box.Fill.ForeColor.RGB == 0xDFE3FA  # #FAE3DF, red lowest
    assert (box.Line.Weight, box.Line.DashStyle) == (2.5, 1)
    assert box.AlternativeText.startswith("C1 Puas; Customer; skor 50%, Merah")


def test_excels_connectors_are_glued_to_their_shapes(excel: tuple[Any, FakeShapes]) -> None:
    sheet, shapes = excel
    draw(sheet, SMALL, (1, 1))
    links = {shape.AlternativeText: shape for shape in shapes if shape.joined}
    assert set(links) == {"C1 → F1", "C2 → F1"}
    for text, link in links.items():
        start, end = (f"{NAME}: {code}" for code in text.split(" → "))
        assert link.joined == {"begin": (start, 1), "end": (end, 3)}  # top and bottom, counted from 1
        assert link.Line.EndArrowheadStyle == 2 and not hasattr(link.Line, "BeginArrowheadStyle")
    bent = [link for link in links.values() if link.type == 2]
    assert bent and all(0 < link.adjusted[1] < 1 for link in bent)


def test_pressing_twice_in_excel_draws_nothing_anew(excel: tuple[Any, FakeShapes]) -> None:
    sheet, shapes = excel
    draw(sheet, SMALL, (7, 1))
    calls, there = shapes.calls, list(shapes)
    assert not draw(sheet, SMALL, (7, 1))
    assert shapes.calls == calls and list(shapes) == there


@pytest.mark.parametrize("what", ["moved", "typed", "coloured", "deleted", "line"])
def test_what_somebody_changed_in_excel_is_drawn_anew_once(excel: tuple[Any, FakeShapes], what: str) -> None:
    sheet, shapes = excel
    own = shapes.AddShape(1, 0, 0, 10, 10)
    draw(sheet, SMALL, (7, 1))
    box = next(shape for shape in shapes if shape.Name == f"{NAME}: C1")
    link = next(shape for shape in shapes if shape.joined)
    count = len(shapes.all)
    if what == "moved":
        box.Left += 30
    elif what == "typed":
        box.TextFrame2.TextRange.Text = "Lain"
    elif what == "coloured":
        box.Fill.ForeColor.RGB = 1
    elif what == "line":
        link.Delete()
    else:
        box.Delete()
    assert draw(sheet, SMALL, (7, 1))
    assert len(shapes.all) == count and own in shapes.all
    assert len({shape.Name for shape in shapes}) == count
    assert not draw(sheet, SMALL, (7, 1))


def test_every_kind_of_shape_can_be_drawn_in_excel(excel: tuple[Any, FakeShapes]) -> None:
    sheet, shapes = excel
    joined = Connector(("mulai", "bottom"), ("gabung", "top"), kind="straight", arrow="both")
    picture = Picture("Alur", FLOW.width, FLOW.height, (*FLOW.items, joined))
    assert draw(sheet, picture, (1, 1)) and not draw(sheet, picture, (1, 1))
    names = [shape.Name for shape in shapes]
    assert "Alur: gabung (lingkaran)" in names  # Excel has no preset for a circle in a square
    lone = Picture("Satu", 50, 50, (Shape("a", "delay", Box(0, 0, 40, 40)),))
    assert draw(sheet, lone, (1, 1)) and len(shapes.all) == len(names) + 1


def test_a_host_without_shapes_is_told() -> None:
    with pytest.raises(LembarError) as error:
        draw(excel_sheet(SimpleNamespace()), SMALL, (7, 1))
    assert error.value.key == "no_shapes" and "Excel untuk Windows" in str(error.value)
