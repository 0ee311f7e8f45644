"""The buttons Periksa SOP and Gambar Diagram Alir, and what LibreOffice makes of the drawing."""

from __future__ import annotations

import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from drawings import SVG
from test_drawing_sheet import check_drawing

from xl_addin import formats
from xl_addin.actions.shapes import draw, read
from xl_addin.actions.sop_book import read_procedure
from xl_addin.actions.sop_check import COLUMNS, check_sop
from xl_addin.actions.sop_draw import AT, SHEET, draw_flow_chart
from xl_addin.actions.tables import ListTable
from xl_addin.errors import LembarError
from xl_addin.example_sop import SopExample
from xl_addin.headless import open_book
from xl_addin.ooxml.drawing import Box, Picture, Shape, place, to_svg
from xl_addin.ooxml.workbook import Workbook
from xl_addin.runner import run_action
from xl_addin.sop.flow_chart import MARGIN, whole
from xl_addin.sop.names import NAME
from xl_addin.sop.procedure import Procedure
from xl_addin.sop.records import STEP_COLUMNS
from xl_addin.sop.rows import WIDTH


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The main example, not yet drawn."""
    path = tmp_path / "sop.xlsx"
    path.write_bytes(formats.build("sop", SopExample().procedure()).to_bytes())
    return path


def change(file: Path, code: str, **fields: Any) -> None:
    """Type into the row of a step; None for the whole row takes it away."""
    with open_book(file) as book:
        table = ListTable(book, "tbl_langkah", list(STEP_COLUMNS))
        rows = table.records()
        for row in rows:
            if row["Kode"] == code:
                row.update(fields)
        table.replace([row for row in rows if row["Kegiatan"]])
        book.app.calculate()
        book.save()


def drawing_part(file: Path) -> ET.Element:
    workbook = Workbook.open(file)
    [part] = workbook.package.related(workbook.entry(SHEET).part, "drawing")
    return ET.fromstring(workbook.package.read(part))


def told(file: Path) -> list[tuple[str, ...]]:
    sheet = openpyxl.load_workbook(file, data_only=True)["Periksa"]
    rows = sheet[sheet.tables["tbl_periksa"].ref][1:]
    return [tuple(cell.value for cell in row) for row in rows if row[2].value]


def test_drawn_and_checked_there_is_nothing_to_tell_and_nothing_to_change(file: Path) -> None:
    first = run_action(file, "check_sop")
    assert [row[2] for row in told(file)] == ["Diagram alir belum digambar"] and first.problems
    assert "Gambar Diagram Alir" in first.next_step
    drawn = run_action(file, "draw_flow_chart")
    assert drawn.changed and not drawn.problems and "18 langkah di 3 halaman" in drawn.message
    check_drawing(drawing_part(file))
    checked = run_action(file, "check_sop")
    assert checked.changed and not checked.problems and told(file) == []
    before = file.read_bytes()
    for name in ("draw_flow_chart", "check_sop"):
        assert not run_action(file, name).changed
    assert file.read_bytes() == before


def test_the_draft_is_told_step_by_step(tmp_path: Path) -> None:
    file = tmp_path / "draf.xlsx"
    file.write_bytes(formats.build("sop", SopExample().draft()).to_bytes())
    result = run_action(file, "check_sop")
    planted = SopExample().planted["steps"]
    assert result.problems and result.headings == COLUMNS
    assert told(file) == [tuple(word or None for word in row) for row in result.rows]
    assert {fault["code"] for fault in planted} <= {row[1] for row in result.rows}
    assert "temuan" in run_action(file, "draw_flow_chart").message


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"Kegiatan": "=1+1 <baru> & lain"}, "=1+1 <baru> & lain"),
        ({"Pelaksana": "Manajer Marketing"}, "Manajer Marketing"),
        ({"Waktu cepat": 7.5}, "Waktu di diagram"),
        ({"Kegiatan": None}, "di diagram tidak ada di Langkah"),
    ],
)
def test_a_step_that_changed_after_the_drawing_is_told_until_it_is_drawn_anew(
    file: Path, fields: dict[str, Any], words: str
) -> None:
    run_action(file, "draw_flow_chart")
    change(file, "L08", **fields)
    result = run_action(file, "check_sop")
    found = [row for row in result.rows if row[0] == "Diagram" and row[1] == "L08"]
    assert any(words in str(row[2]) for row in found)
    assert run_action(file, "draw_flow_chart").changed
    assert not [row for row in run_action(file, "check_sop").rows if row[0] == "Diagram"]


def test_a_shape_that_somebody_deleted_or_retyped_is_told(file: Path) -> None:
    run_action(file, "draw_flow_chart")
    package = Workbook.open(file).package
    workbook = Workbook(package)
    [part] = package.related(workbook.entry(SHEET).part, "drawing")
    xml = package.xml(part).replace("Mencatat pesan pada", "Menghapus pesan pada")
    anchors = re.findall(r"<xdr:twoCellAnchor.*?</xdr:twoCellAnchor>", xml, re.DOTALL)
    [gone] = [anchor for anchor in anchors if f'name="{NAME}: langkah L04"' in anchor]
    package.write(part, xml.replace(gone, ""))
    package.save(file)
    rows = [row for row in run_action(file, "check_sop").rows if row[0] == "Diagram"]
    assert {"L02", "L03", "L04"} <= {row[1] for row in rows}
    assert ("Diagram", "L04", "Langkah tidak ada di diagram", "Tekan Gambar Diagram Alir.") in rows


def test_own_shapes_stay_and_pages_that_are_not_needed_go(file: Path) -> None:
    own = Picture("Catatan", 60, 20, (Shape("pesan", "box", Box(0, 0, 60, 20), "Rahasia"),))
    with open_book(file) as book:
        draw(book.sheets[SHEET], own, (200, 1))
        draw_flow_chart(book)
        table = ListTable(book, "tbl_langkah", list(STEP_COLUMNS))
        table.replace(table.records()[:3])
        result = draw_flow_chart(book)
        assert "3 langkah di 1 halaman" in result.message and result.problems
        found = read(book.sheets[SHEET], NAME)
        assert {name for name in found.texts if name.startswith("langkah")} == {
            *("langkah L01", "langkah L02", "langkah L03"),
        }
        assert read(book.sheets[SHEET], "Catatan").texts == {"pesan": "Rahasia"}
        table.replace([])
        assert "kosong" in draw_flow_chart(book).message
        assert read(book.sheets[SHEET], NAME).texts == {}


def test_the_svg_holds_what_the_sheet_holds(file: Path, tmp_path: Path) -> None:
    svg = tmp_path / "diagram.svg"
    result = run_action(file, "draw_flow_chart", {"svg": str(svg)})
    assert svg in result.files
    groups = {group.get("data-name"): group for group in ET.parse(svg).getroot().iter(f"{SVG}g")}
    with open_book(file) as book:
        found = read(book.sheets[SHEET], NAME)
    assert {name for name in groups if name} == set(found.texts)
    for name, text in found.texts.items():
        lines = [span.text for span in groups[name].iter(f"{SVG}tspan")]
        assert "".join(" ".join(filter(None, lines)).split()) == "".join(text.split())


def test_a_book_without_the_sheet_or_the_tables_is_refused(file: Path, tmp_path: Path) -> None:
    swot = tmp_path / "swot.xlsx"
    swot.write_bytes(formats.build("swot").to_bytes())
    for action in (check_sop, draw_flow_chart):
        with open_book(swot) as book, pytest.raises(LembarError) as error:
            action(book)
        assert error.value.key in ("no_name", "no_table")


def excel_shape(name: str, text: str = "", **rest: Any) -> SimpleNamespace:
    frame = SimpleNamespace(TextRange=SimpleNamespace(Text=text))
    return SimpleNamespace(Name=name, TextFrame2=frame, AlternativeText=f"alt {text}", Connector=0, **rest)


def excel_arrow(name: str, start: Any, end: Any) -> SimpleNamespace:
    joined = SimpleNamespace(
        BeginConnected=bool(start), EndConnected=bool(end), BeginConnectedShape=start, EndConnectedShape=end
    )
    return SimpleNamespace(Name=name, Connector=-1, ConnectorFormat=joined)


def test_excels_own_shapes_are_read_as_those_of_a_file() -> None:
    one, two = (
        excel_shape("Diagram alir: langkah L01", "L01"),
        excel_shape("Diagram alir: langkah L02", "a\rb"),
    )
    shapes = [
        one, two, excel_shape("Lain: langkah L03"), excel_arrow("Diagram alir: (garis 1)", one, two),
        excel_arrow("Diagram alir: (garis 2)", one, None),
    ]  # fmt: skip
    sheet: Any = SimpleNamespace(
        name=SHEET, api=SimpleNamespace(Shapes=shapes), book=SimpleNamespace(impl=SimpleNamespace())
    )
    found = read(sheet, NAME)
    assert found.texts == {"langkah L01": "L01", "langkah L02": "a\nb"}
    assert found.arrows == [("langkah L01", "langkah L02")]
    assert found.alternatives["langkah L01"] == "alt L01"


# --- LibreOffice ------------------------------------------------------------------------------------------

DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
OFFICE_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
POINTS = {"in": 72, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "pt": 1}


def place_of(shape: ET.Element) -> Box:
    found = []
    for name in ("x", "y", "width", "height"):
        match = re.fullmatch(r"([-\d.]+)(in|cm|mm|pt)", shape.attrib[OFFICE_SVG + name])
        assert match
        found.append(float(match[1]) * POINTS[match[2]])
    return Box(*found)


def outline(group: ET.Element) -> Box | None:
    """Return the box of a shape in an SVG, by its outline; None of bare text."""
    path = group.find(f"{SVG}path")
    if path is None:
        return None
    numbers = [tuple(map(float, pair)) for pair in re.findall(r"(-?[\d.]+),(-?[\d.]+)", path.attrib["d"])]
    xs, ys = [x for x, _ in numbers], [y for _, y in numbers]
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", ["pelanggan", "bsc"])
def test_libreoffice_draws_what_the_svg_shows(tmp_path: Path, name: str) -> None:
    file, svg = tmp_path / "sop.xlsx", tmp_path / "diagram.svg"
    file.write_bytes(formats.build("sop", SopExample().procedure(name)).to_bytes())
    run_action(file, "draw_flow_chart", {"svg": str(svg)})
    with open_book(file) as opened:
        picture = whole(read_procedure(opened))
    workbook = Workbook.open(file)
    place(workbook, SHEET, picture, AT, moves="absolute")  # then LibreOffice counts from the sheet's corner
    workbook.flush().save(file)
    program = shutil.which("soffice") or "soffice"
    subprocess.run(
        [program, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "fods", "--outdir", str(tmp_path), str(file)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    office = ET.parse(tmp_path / "sop.fods").getroot()
    prefix = f"{NAME}: "
    drawn = {
        shape.attrib[f"{DRAW}name"].removeprefix(prefix): shape
        for shape in office.iter(f"{DRAW}custom-shape")
        if shape.get(f"{DRAW}name", "").startswith(prefix)
    }
    root = ET.parse(svg).getroot()
    shown = {group.attrib["data-name"]: group for group in root.iter(f"{SVG}g") if group.get("data-name")}
    assert set(shown) == {found for found in drawn if not found.startswith("(")}
    origin, last = place_of(drawn["tabel 1 kode"]), place_of(drawn["tabel 1 keterangan"])
    wider = (last.right - origin.x) / WIDTH  # columns, not the offsets in them: it rounds no digit to pixels
    assert 0.9 < wider < 1.3
    for found, group in shown.items():
        here = place_of(drawn[found])
        lines = " ".join(span.text or "" for span in group.iter(f"{SVG}tspan"))
        said = " ".join("".join(p.itertext()) for p in drawn[found].iter(f"{TEXT}p"))
        assert "".join(said.split()) == "".join(lines.split())
        if there := outline(group):
            across, down = [here.x - origin.x, here.width], [here.y - origin.y, here.height]
            assert across == pytest.approx([there.x * wider, there.width * wider], abs=4.5)
            assert down == pytest.approx([there.y - MARGIN, there.height], abs=1.5)
    bends = [line for line in root.iter(f"{SVG}polyline") if len(line.attrib["points"].split()) > 2]
    kinds = [node.get(f"{DRAW}type", "") for node in office.iter(f"{DRAW}enhanced-geometry")]
    assert sum("bentConnector" in kind for kind in kinds) == len(bends)


def test_the_picture_of_the_sheet_is_the_one_of_the_procedure(file: Path) -> None:
    with open_book(file) as book:
        procedure = read_procedure(book)
        draw_flow_chart(book)
        assert not draw(book.sheets[SHEET], whole(procedure), AT)
    assert isinstance(procedure, Procedure) and to_svg(whole(procedure)).count("<polyline") > 20
