"""Pictures in a sheet: where they should be, by the rules of the format, and nothing else disturbed."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from itertools import pairwise
from math import cos, radians, sin
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from drawings import (
    EMU,
    FLOW,
    MC,
    SVG,
    XDR,
    A,
    Point,
    book,
    cell_sizes,
    drawing_of,
    edges,
    named,
    pictures,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_addin.errors import LembarError
from xl_addin.ooxml.drawing import Box, Connector, Grid, Picture, Shape, boxes, place, remove, to_svg
from xl_addin.ooxml.drawing.fitting import clean
from xl_addin.ooxml.drawing.layout import DrawnShape, arrange
from xl_addin.ooxml.drawing.shapes import GEOMETRIES
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.workbook import Workbook


def corners(anchor: ET.Element, xs: list[float], ys: list[float]) -> tuple[Point, Point]:
    def corner(tag: str) -> Point:
        column, across, row, down = (int(child.text or "") for child in anchor.find(f"{XDR}{tag}") or ())
        assert across / EMU <= xs[column + 1] - xs[column] + 0.01
        assert down / EMU <= ys[row + 1] - ys[row] + 0.01
        return xs[column] + across / EMU, ys[row] + down / EMU

    return corner("from"), corner("to")


# --- in the sheet -----------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=60)
@given(
    pictures(),
    cell_sizes,
    cell_sizes,
    st.integers(1, 9),
    st.integers(1, 9),
    st.sampled_from(["twoCell", "oneCell"]),
)
def test_every_shape_lies_where_the_picture_says(
    picture: Picture,
    columns: list[tuple[int, bool]],
    rows: list[tuple[int, bool]],
    row: int,
    column: int,
    moves: str,
) -> None:
    workbook = book(columns=columns, rows=rows)
    place(workbook, "Diagram Alir", picture, at=(row, column), moves=moves)  # type: ignore[arg-type]
    xs, ys = edges(columns, 48), edges(rows, 15)
    left, top = xs[column - 1], ys[row - 1]
    anchors = named(drawing_of(workbook))
    for shape in picture.shapes():
        (x0, y0), (x1, y1) = corners(anchors[f"Acak: {shape.name}"], xs, ys)
        found = (x0 - left, y0 - top, x1 - left, y1 - top)
        wanted = (shape.box.x, shape.box.y, shape.box.right, shape.box.bottom)
        assert found == pytest.approx(wanted, abs=0.01)
    assert {anchor.get("editAs", "twoCell") for anchor in anchors.values()} == {moves}
    read = boxes(workbook, "Diagram Alir", "Acak", at=(row, column))
    assert read.keys() == {shape.name for shape in picture.shapes()}


@settings(deadline=None, max_examples=60)
@given(cell_sizes, st.tuples(st.integers(0, 5), st.integers(0, 5)), st.tuples(*[st.integers(1, 300)] * 4))
def test_anchors_are_those_of_xlsxwriter(
    columns: list[tuple[int, bool]], cell: tuple[int, int], pixels: tuple[int, int, int, int]
) -> None:
    x, y, width, height = pixels
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True})
    worksheet = workbook.add_worksheet("Data")
    for number, (size, _) in enumerate(columns):
        worksheet.set_column_pixels(number, number, size)
    options = {"x_offset": x, "y_offset": y, "width": width, "height": height}
    worksheet.insert_textbox(*cell, "isi", options)
    workbook.close()
    theirs = Workbook.open(out.getvalue())
    box = Box(x * 0.75, y * 0.75, width * 0.75, height * 0.75)
    picture = Picture("P", 1000, 1000, (Shape("a", "box", box),))
    place(theirs, "Data", picture, at=(cell[0] + 1, cell[1] + 1))
    first, second = drawing_of(theirs, "Data")
    for tag in ("from", "to"):
        assert [c.text for c in first.find(XDR + tag) or ()] == [c.text for c in second.find(XDR + tag) or ()]


def sheet_path(connector: ET.Element) -> list[Point]:
    """Return the points that Excel draws for a connector: ECMA-376's geometry, flipped, then turned."""
    frame = next(connector.iter(f"{A}xfrm"))
    off, ext = frame.find(f"{A}off"), frame.find(f"{A}ext")
    assert off is not None and ext is not None
    x, y, w, h = (int(node.attrib[key]) / EMU for node, key in
                  ((off, "x"), (off, "y"), (ext, "cx"), (ext, "cy")))  # fmt: skip
    geometry = next(connector.iter(f"{A}prstGeom"))
    adj = [int(guide.attrib["fmla"].removeprefix("val ")) / 100_000 for guide in geometry.iter(f"{A}gd")]
    first, middle, last = (*adj, 0, 0, 0)[:3]
    x1, y2, x3 = first * w, middle * h, last * w
    forms = {
        "straightConnector1": [(0, 0), (w, h)],
        "bentConnector2": [(0, 0), (w, 0), (w, h)],
        "bentConnector3": [(0, 0), (x1, 0), (x1, h), (w, h)],
        "bentConnector4": [(0, 0), (x1, 0), (x1, y2), (w, y2), (w, h)],
        "bentConnector5": [(0, 0), (x1, 0), (x1, y2), (x3, y2), (x3, h), (w, h)],
    }
    turn = radians(int(frame.get("rot", "0")) / 60_000)
    out = []
    for px, py in forms[geometry.attrib["prst"]]:
        dx = (w - px if frame.get("flipH") == "1" else px) - w / 2
        dy = (h - py if frame.get("flipV") == "1" else py) - h / 2
        turned = dx * cos(turn) - dy * sin(turn), dx * sin(turn) + dy * cos(turn)
        out.append((x + w / 2 + turned[0], y + h / 2 + turned[1]))
    return out


@settings(deadline=None, max_examples=100)
@given(pictures())
def test_connectors_take_the_same_way_in_the_sheet_and_in_the_svg(picture: Picture) -> None:
    workbook = book()
    place(workbook, "Diagram Alir", picture)
    in_svg = [
        [tuple(map(float, point.split(","))) for point in line.attrib["points"].split()]
        for line in ET.fromstring(to_svg(picture)).iter(f"{SVG}polyline")
    ]
    in_sheet = list(drawing_of(workbook).iter(f"{XDR}cxnSp"))
    assert len(in_svg) == len(in_sheet)
    for points, connector in zip(in_svg, in_sheet, strict=True):
        for ours, theirs in zip(points, sheet_path(connector), strict=True):
            assert ours == pytest.approx(theirs, abs=1.01)


@settings(deadline=None, max_examples=100)
@given(pictures())
def test_connectors_are_glued_to_the_sites_where_they_end(picture: Picture) -> None:
    workbook = book()
    place(workbook, "Diagram Alir", picture)
    root = drawing_of(workbook)
    by_id = {a.attrib["id"]: a.attrib["name"].removeprefix("Acak: ") for a in root.iter(f"{XDR}cNvPr")}
    shapes = {shape.name: shape for shape in picture.shapes()}
    connectors = [item for item in picture.items if isinstance(item, Connector)]
    for item, element in zip(connectors, root.iter(f"{XDR}cxnSp"), strict=True):
        path = sheet_path(element)
        ends = ((item.start, "stCxn", path[0]), (item.end, "endCxn", path[-1]))
        for (name, side), tag, point in ends:
            glue = next(element.iter(A + tag))
            assert by_id[glue.attrib["id"]] == name
            number, across, down = GEOMETRIES[shapes[name].kind].sites[side]
            assert glue.attrib["idx"] == str(number)
            box = shapes[name].box
            if shapes[name].kind != "arrow":
                wanted = box.x + box.width * across, box.y + box.height * down
                assert point == pytest.approx(wanted, abs=1.01)


# --- the XML ----------------------------------------------------------------------------------------------

ORDER = {
    f"{XDR}wsDr": "twoCellAnchor*",
    f"{XDR}twoCellAnchor": "from to sp|cxnSp|AlternateContent clientData",
    f"{XDR}from": "col colOff row rowOff",
    f"{XDR}to": "col colOff row rowOff",
    f"{MC}AlternateContent": "Choice Fallback",
    f"{XDR}sp": "nvSpPr spPr txBody",
    f"{XDR}cxnSp": "nvCxnSpPr spPr",
    f"{XDR}nvSpPr": "cNvPr cNvSpPr",
    f"{XDR}nvCxnSpPr": "cNvPr cNvCxnSpPr",
    f"{XDR}cNvCxnSpPr": "stCxn endCxn",
    f"{XDR}spPr": "xfrm prstGeom|custGeom solidFill|noFill ln",
    f"{XDR}txBody": "bodyPr lstStyle p*",
    f"{A}xfrm": "off ext",
    f"{A}prstGeom": "avLst",
    f"{A}custGeom": "avLst gdLst ahLst cxnLst rect pathLst",
    f"{A}ln": "solidFill|noFill prstDash miter headEnd tailEnd",
    f"{A}p": "pPr r endParaRPr",
    f"{A}r": "rPr t",
    f"{A}rPr": "solidFill latin cs",
    f"{A}endParaRPr": "solidFill latin cs",
}
"""Children in the order of the schemas of ECMA-376 part 1 (those that are written here)."""
REQUIRED = {
    f"{XDR}cNvPr": {"id", "name"},
    f"{A}off": {"x", "y"},
    f"{A}ext": {"cx", "cy"},
    f"{A}prstGeom": {"prst"},
    f"{A}gd": {"name", "fmla"},
    f"{A}stCxn": {"id", "idx"},
    f"{A}endCxn": {"id", "idx"},
    f"{A}srgbClr": {"val"},
    f"{A}latin": {"typeface"},
    f"{A}cxn": {"ang"},
    f"{A}pt": {"x", "y"},
    f"{MC}Choice": {"Requires"},
}


def check_drawing(root: ET.Element) -> None:
    for element in root.iter():
        assert REQUIRED.get(element.tag, set()) <= element.attrib.keys()
        if element.tag not in ORDER:
            continue
        order = [step.rstrip("*").split("|") for step in ORDER[element.tag].split()]
        found = [child.tag.partition("}")[2] for child in element]
        steps = [next(n for n, names in enumerate(order) if name in names) for name in found]
        repeated = {n for n, step in enumerate(ORDER[element.tag].split()) if step.endswith("*")}
        assert all(a < b or (a == b and a in repeated) for a, b in pairwise(steps)), (element.tag, found)
    for extent in root.iter(f"{A}ext"):
        assert int(extent.attrib["cx"]) >= 0 <= int(extent.attrib["cy"])
    ids = [node.attrib["id"] for node in root.iter(f"{XDR}cNvPr") if node.attrib["id"] != "0"]
    assert len(set(ids)) == len(ids)


@settings(deadline=None, max_examples=60)
@given(pictures())
def test_the_xml_follows_the_schemas_and_holds_the_text(picture: Picture) -> None:
    workbook = book()
    place(workbook, "Diagram Alir", picture)
    root = drawing_of(workbook)
    check_drawing(root)
    anchors = named(root)
    for drawn in arrange(picture):
        if isinstance(drawn, DrawnShape) and not drawn.fitted.cut:
            paragraphs = anchors[f"Acak: {drawn.name}"].iter(f"{A}p")
            said = "\n".join("".join(t.text or "" for t in p.iter(f"{A}t")) for p in paragraphs)
            assert said == clean(drawn.shape.text)


@settings(deadline=None, max_examples=40)
@given(pictures(), pictures())
def test_placing_twice_is_placing_once(first: Picture, second: Picture) -> None:
    workbook = book()
    place(workbook, "Diagram Alir", FLOW)
    place(workbook, "Diagram Alir", first, at=(20, 1))
    once = workbook.flush().to_bytes()
    again = Workbook.open(once)
    place(again, "Diagram Alir", first, at=(20, 1))
    assert again.flush().to_bytes() == once
    place(again, "Diagram Alir", second, at=(30, 2))
    check_drawing(drawing_of(again))
    assert boxes(again, "Diagram Alir", "Acak").keys() == {shape.name for shape in second.shapes()}
    assert len(boxes(again, "Diagram Alir", "Alur")) == len(list(FLOW.shapes()))
    remove(again, "Diagram Alir", "Acak")
    assert {name.partition(":")[0] for name in named(drawing_of(again))} == {"Alur"}


def test_a_shape_keeps_its_id_when_the_picture_changes() -> None:
    workbook = book()
    place(workbook, "Diagram Alir", FLOW)
    before = {name: next(a.iter(f"{XDR}cNvPr")).get("id") for name, a in named(drawing_of(workbook)).items()}
    more = (Shape("baru", "box", Box(300, 20, 40, 20)), *FLOW.items)
    place(workbook, "Diagram Alir", Picture("Alur", 420, 260, more))
    after = {name: next(a.iter(f"{XDR}cNvPr")).get("id") for name, a in named(drawing_of(workbook)).items()}
    for shape in FLOW.shapes():
        assert after[f"Alur: {shape.name}"] == before[f"Alur: {shape.name}"]


def test_shapes_that_someone_moved_are_read_where_they_are() -> None:
    workbook = book()
    place(workbook, "Diagram Alir", FLOW, at=(3, 2))
    part = "xl/drawings/drawing1.xml"
    xml = workbook.package.xml(part)
    anchor = next(
        m[0] for m in re.finditer(r"<xdr:twoCellAnchor.*?</xdr:twoCellAnchor>", xml) if "tanya" in m[0]
    )
    body = anchor[anchor.index("<xdr:sp ") : anchor.index("<xdr:clientData/>")]
    ext = f'<xdr:ext cx="{100 * EMU}" cy="{50 * EMU}"/>'
    moved = {
        "oneCell": "<xdr:oneCellAnchor><xdr:from><xdr:col>2</xdr:col><xdr:colOff>12700</xdr:colOff>"
        f"<xdr:row>4</xdr:row><xdr:rowOff>25400</xdr:rowOff></xdr:from>{ext}{body}<xdr:clientData/>"
        "</xdr:oneCellAnchor>",
        "absolute": f'<xdr:absoluteAnchor><xdr:pos x="{97 * EMU}" y="{62 * EMU}"/>{ext}{body}'
        "<xdr:clientData/></xdr:absoluteAnchor>",
    }
    for changed in moved.values():
        workbook.package.write(part, xml.replace(anchor, changed))
        assert boxes(workbook, "Diagram Alir", "Alur", at=(3, 2))["tanya"] == Box(49, 32, 100, 50)
    group = '<xdr:grpSp><xdr:nvGrpSpPr><xdr:cNvPr id="99" name="Group 1"/></xdr:nvGrpSpPr>'
    grouped = f"<xdr:twoCellAnchor>{group}{body}</xdr:grpSp></xdr:twoCellAnchor>"
    workbook.package.write(part, xml.replace(anchor, grouped))
    place(workbook, "Diagram Alir", FLOW, at=(3, 2))
    assert workbook.package.xml(part).count("Alur: tanya") == 1


def test_a_picture_can_be_laid_on_the_cells() -> None:
    workbook = book(columns=[(100, False), (50, True), (80, False)], rows=[(40, False), (20, True)])
    grid = Grid(workbook, "Diagram Alir")
    assert grid.corner(1, 1) == (0, 0)
    assert grid.corner(4, 4) == (135, 45)
    assert grid.at((75, 30)) == (2, 0, 2, 0)


_ORDER_OF_SHEET = """
    sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges
    scenarios autoFilter
    sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting
    dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks
    customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF
    picture oleObjects controls AlternateContent webPublishItems tableParts extLst
"""
WORKSHEET = _ORDER_OF_SHEET.split()
"""The order of a worksheet's elements (CT_Worksheet); AlternateContent there holds controls."""


def check_worksheet(xml: bytes) -> None:
    found = [WORKSHEET.index(child.tag.partition("}")[2]) for child in ET.fromstring(xml)]
    assert found == sorted(found)
    assert found.count(WORKSHEET.index("drawing")) == 1


def crowded() -> bytes:
    """Make a sheet with much of what may stand after its rows, but no drawing."""
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = workbook.add_worksheet("Diagram Alir")
    sheet.add_table("A1:B3")
    sheet.conditional_format("A1:A9", {"type": "data_bar", "data_bar_2010": True})
    sheet.data_validation("B1", {"validate": "list", "source": ["Ya", "Tidak"]})
    sheet.write_comment("C1", "catatan")
    sheet.write_url("D1", "https://example.com")
    sheet.merge_range("E1:F2", "judul")
    sheet.set_h_pagebreaks([20])
    sheet.set_header("&LPT Mebel Nusantara")
    sheet.add_sparkline("G1", {"range": "A1:A3"})
    sheet.protect()
    workbook.close()
    return out.getvalue()


def test_the_drawing_element_stands_where_the_schema_wants_it() -> None:
    workbook = Workbook.open(crowded())
    place(workbook, "Diagram Alir", FLOW)
    package = workbook.flush()
    part = workbook.entry("Diagram Alir").part
    check_worksheet(package.read(part))
    types = package.xml("[Content_Types].xml")
    [drawing] = package.related(part, "drawing")
    assert (
        f'PartName="/{drawing}" ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"'
        in types
    )
    assert openpyxl.load_workbook(io.BytesIO(package.to_bytes())).sheetnames == ["Diagram Alir"]


@pytest.mark.shared
def test_excel_made_workbooks_keep_all_else(excel_made: Path) -> None:
    for path in sorted(excel_made.glob("*.xls[xm]")):
        workbook, original = Workbook.open(path), Package.open(path)
        entry = next(entry for entry in workbook.sheets if entry.worksheet)
        had = original.related(entry.part, "drawing")
        place(workbook, entry.name, FLOW, at=(2, 2))
        package = Package.open(workbook.flush().to_bytes())
        check_worksheet(package.read(entry.part))
        drawings = package.related(entry.part, "drawing")
        own = {*drawings, entry.part, "[Content_Types].xml"}
        own |= {f"xl/worksheets/_rels/{Path(entry.part).name}.rels"} if not had else set()
        for name in original.names():
            assert name in own or package.read(name) == original.read(name), (path.name, name)
        assert set(package.names()) - set(original.names()) <= own
        assert len(boxes(Workbook(package), entry.name, "Alur")) == len(list(FLOW.shapes()))
        again = Workbook(package)
        remove(again, entry.name, "Alur")
        for name in had:
            assert again.package.read(name) == original.read(name), (path.name, name)
        openpyxl.load_workbook(io.BytesIO(package.to_bytes()), keep_vba=path.suffix == ".xlsm")


def test_parts_that_others_wrote_are_understood() -> None:
    """Drawing parts with another prefix, an empty root, or none of our prefixes; rels and sheets likewise."""
    workbook = book()
    place(workbook, "Diagram Alir", FLOW)
    part = "xl/drawings/drawing1.xml"
    space = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    for empty in (f'<wsDr xmlns="{space}"/>', f"<d:wsDr xmlns:d='{space}'></d:wsDr>"):
        workbook.package.write(part, empty)
        place(workbook, "Diagram Alir", FLOW)
        assert len(drawing_of(workbook)) == len(arrange(FLOW))


def test_a_strict_workbook_gets_strict_names() -> None:
    package = book().package
    sheet = "xl/worksheets/sheet1.xml"
    package.write(sheet, package.xml(sheet).replace(
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
    ))  # fmt: skip
    workbook = Workbook(package)
    place(workbook, "Diagram Alir", FLOW)
    xml = workbook.flush().xml("xl/drawings/drawing1.xml")
    assert "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing" in xml
    assert "schemas.openxmlformats.org/drawingml" not in xml
    assert "purl.oclc.org/ooxml/officeDocument/relationships/drawing" in package.xml(
        "xl/worksheets/_rels/sheet1.xml.rels"
    )


def test_a_drawing_that_is_not_there_is_refused() -> None:
    workbook = book()
    place(workbook, "Diagram Alir", FLOW)
    package = workbook.flush()
    package.remove("xl/drawings/drawing1.xml")
    with pytest.raises(LembarError) as caught:
        place(Workbook(package), "Diagram Alir", FLOW)
    assert caught.value.key == "damaged"


# --- LibreOffice ------------------------------------------------------------------------------------------


@pytest.mark.libreoffice
def test_libreoffice_draws_it_where_it_is(tmp_path: Path) -> None:
    out = io.BytesIO()
    font = {"font_name": "Arial", "font_size": 10}
    made = xlsxwriter.Workbook(out, {"in_memory": True, "default_format_properties": font})
    made.add_worksheet("Diagram Alir").set_column_pixels(0, 20, 70)
    made.close()
    workbook = Workbook.open(out.getvalue())
    place(workbook, "Diagram Alir", FLOW, at=(3, 2), moves="absolute")
    source = tmp_path / "alur.xlsx"
    workbook.flush().save(source)
    program = shutil.which("soffice") or "soffice"
    subprocess.run(
        [program, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "fods", "--outdir", str(tmp_path), str(source)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    root = ET.parse(tmp_path / "alur.fods").getroot()
    draw = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
    svg = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
    office_text = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    drawn = {shape.get(f"{draw}name"): shape for shape in root.iter(f"{draw}custom-shape")}

    def points(shape: ET.Element, name: str) -> float:
        number, unit = re.fullmatch(r"([-\d.]+)(in|cm|mm|pt)", shape.attrib[svg + name]).groups()  # type: ignore[union-attr]
        return float(number) * {"in": 72, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "pt": 1}[unit]

    whole = [points(drawn["Alur: lajur"], name) for name in ("x", "y", "width", "height")]
    wider = whole[2] / FLOW.width  # columns, not the offsets in them: it rounds no digit to pixels
    assert 0.9 < wider < 1.3
    for shape in FLOW.shapes():
        found = drawn[f"Alur: {shape.name}"]
        x, y, width, height = (points(found, name) for name in ("x", "y", "width", "height"))
        assert [y - whole[1], height] == pytest.approx([shape.box.y, shape.box.height], abs=1)
        assert [x - whole[0], width] == pytest.approx([shape.box.x * wider, shape.box.width * wider], abs=3.5)
        assert "".join("".join(p.itertext()) for p in found.iter(f"{office_text}p")) == shape.text
    kinds = [node.get(f"{draw}type", "") for node in root.iter(f"{draw}enhanced-geometry")]
    assert sum("bentConnector" in kind for kind in kinds) == 4
    assert len(list(root.iter(f"{draw}connector"))) == 2
