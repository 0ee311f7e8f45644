"""Pictures and workbooks for the tests of drawing: a worked one, random ones, sheets of any cell sizes."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from collections.abc import Iterable

import xlsxwriter
from hypothesis import strategies as st

from xl_addin.ooxml.drawing import Box, Connector, Font, Line, Picture, Shape, Stroke, text
from xl_addin.ooxml.drawing.shapes import GEOMETRIES
from xl_addin.ooxml.workbook import Workbook

EMU = 12_700
XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
SVG = "{http://www.w3.org/2000/svg}"
SIDES = ("top", "right", "bottom", "left")
Point = tuple[float, float]

FLOW = Picture(
    name="Alur",
    width=420,
    height=260,
    title="Alur pesanan",
    items=(
        Shape("lajur", "box", Box(0, 0, 420, 260), fill="#EEF2F3", line=None, backdrop=True),
        Shape("mulai", "capsule", Box(20, 10, 110, 34), "Pesanan masuk", fill="#1F4B57"),
        Shape("lengkap", "diamond", Box(15, 80, 120, 64), "Data lengkap?"),
        Shape("tanya", "box", Box(250, 90, 110, 44), "Tanyakan kepada pelanggan"),
        Shape("catat", "document", Box(20, 190, 110, 44), "Catat order"),
        Shape("gabung", "combined", Box(260, 180, 40, 40), "7"),
        text("judul", Box(180, 4, 200, 16), "Penjualan & PPC <2026>", font=Font(11, bold=True)),
        Connector(("mulai", "bottom"), ("lengkap", "top")),
        Connector(("lengkap", "bottom"), ("catat", "top"), label="ya"),
        Connector(("lengkap", "right"), ("tanya", "left"), label="tidak"),
        Connector(("tanya", "top"), ("mulai", "right"), line=Stroke("#A9453B", 1.5, "dash")),
        Connector(("catat", "right"), ("gabung", "left"), kind="straight", arrow="both"),
        Line((0, 250), (420, 250)),
    ),
)


def book(
    sheet: str = "Diagram Alir",
    columns: Iterable[tuple[int, bool]] = (),
    rows: Iterable[tuple[int, bool]] = (),
) -> Workbook:
    """Make a workbook whose columns and rows have these sizes in pixels, some of them hidden."""
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True})
    worksheet = workbook.add_worksheet(sheet)
    for number, (pixels, hidden) in enumerate(columns):
        worksheet.set_column_pixels(number, number, pixels, None, {"hidden": hidden})
    for number, (pixels, hidden) in enumerate(rows):
        worksheet.set_row_pixels(number, pixels, None, {"hidden": hidden})
    workbook.close()
    return Workbook.open(out.getvalue())


def drawing_of(workbook: Workbook, sheet: str = "Diagram Alir") -> ET.Element:
    [part] = workbook.flush().related(workbook.entry(sheet).part, "drawing")
    return ET.fromstring(workbook.package.read(part))


def named(root: ET.Element) -> dict[str, ET.Element]:
    """Return the anchors by the name of what they hold."""
    return {next(anchor.iter(f"{XDR}cNvPr")).attrib["name"]: anchor for anchor in root}


def edges(sizes: Iterable[tuple[int, bool]], usual: float) -> list[float]:
    out = [0.0]
    for pixels, hidden in sizes:
        out.append(out[-1] + (0 if hidden else pixels * 0.75))
    while len(out) < 400:
        out.append(out[-1] + usual)
    return out


lengths = st.floats(8, 150).map(lambda number: round(number, 2))
places = st.floats(0, 350).map(lambda number: round(number, 2))
words = st.one_of(
    st.text(max_size=40), st.sampled_from(["", "Terima pesanan dari pelanggan", "a & b <c>", "x" * 60])
)


@st.composite
def pictures(draw: st.DrawFn) -> Picture:
    count = draw(st.integers(1, 6))
    shapes = [
        Shape(
            f"s{number}",
            draw(st.sampled_from(list(GEOMETRIES))),
            Box(draw(places), draw(places), draw(lengths), draw(lengths)),
            draw(words),
            font=Font(draw(st.sampled_from([6, 9, 10, 14.5])), bold=draw(st.booleans())),
            anchor=draw(st.sampled_from(["top", "middle", "bottom"])),
            backdrop=draw(st.booleans()),
        )
        for number in range(count)
    ]
    end = st.tuples(st.integers(0, count - 1).map("s{}".format), st.sampled_from(SIDES))
    connectors = [
        Connector(
            draw(end),
            draw(end),
            kind=draw(st.sampled_from(["elbow", "straight"])),
            arrow="none",
            label=draw(words),
            lane=draw(st.none() | places),
        )
        for _ in range(draw(st.integers(0, 6)))
    ]
    typeface = draw(st.sampled_from(["Arial", "Calibri"]))
    return Picture("Acak", 500, 500, (*shapes, *connectors), title=draw(words), typeface=typeface)


cell_sizes = st.lists(st.tuples(st.integers(1, 200), st.booleans()), max_size=12)
