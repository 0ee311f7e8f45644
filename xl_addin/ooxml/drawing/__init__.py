"""Shapes, connectors and text: one description, drawn into a sheet as real shapes and as SVG.

Strategy maps, process charts, flow charts and layouts are made of this. A picture is measured in points; what
it holds is drawn in its order, and connectors name the shapes that they join.

>>> picture = Picture(
...     name="Alur pesanan",
...     width=320,
...     height=190,
...     title="Penerimaan pesanan",
...     items=(
...         Shape("mulai", "capsule", Box(20, 10, 110, 36), "Pesanan masuk"),
...         Shape("lengkap", "diamond", Box(15, 72, 120, 64), "Data lengkap?"),
...         Shape("tanya", "box", Box(190, 82, 110, 44), "Tanyakan kepada pelanggan"),
...         Shape("proses", "document", Box(20, 148, 110, 40), "Catat order"),
...         Connector(("mulai", "bottom"), ("lengkap", "top")),
...         Connector(("lengkap", "bottom"), ("proses", "top"), label="ya"),
...         Connector(("lengkap", "right"), ("tanya", "left"), label="tidak"),
...         Connector(("tanya", "top"), ("mulai", "right")),
...     ),
... )
>>> svg = to_svg(picture)
>>> svg.count("<path"), svg.count("<polyline"), "kepada" in svg
(4, 4, True)

In a workbook the same picture is put on the cells; putting it there again changes nothing.

>>> import io, openpyxl
>>> from xl_addin.ooxml.workbook import Workbook
>>> file, book = io.BytesIO(), openpyxl.Workbook()
>>> book.active.title = "Diagram Alir"
>>> book.save(file)
>>> workbook = Workbook.open(file.getvalue())
>>> place(workbook, "Diagram Alir", picture, at=(3, 2))
>>> boxes(workbook, "Diagram Alir", "Alur pesanan", at=(3, 2))["tanya"]
Box(x=190.0, y=82.0, width=110.0, height=44.0)
>>> data = workbook.flush().to_bytes()
>>> place(workbook, "Diagram Alir", picture, at=(3, 2))
>>> workbook.flush().to_bytes() == data
True

Excel was not at hand when this was written. What only Excel can show: that a connector follows a shape that
is dragged (it is glued to the connection sites of ECMA-376), that it reads an elbow as the connector and not
as the fallback for LibreOffice, and how far its own wrapping of text differs from the widths measured here.
"""

from __future__ import annotations

from xl_addin.ooxml.drawing.drawingml import Moves
from xl_addin.ooxml.drawing.fitting import text_width
from xl_addin.ooxml.drawing.grid import Grid
from xl_addin.ooxml.drawing.picture import (
    Arrow,
    Box,
    Connector,
    Dash,
    End,
    Font,
    Item,
    Kind,
    Line,
    Picture,
    Point,
    Shape,
    Side,
    Stroke,
    Typeface,
    text,
)
from xl_addin.ooxml.drawing.placement import boxes, place, remove
from xl_addin.ooxml.drawing.reading import Found, read
from xl_addin.ooxml.drawing.svg import to_svg

__all__ = [
    "Arrow",
    "Box",
    "Connector",
    "Dash",
    "End",
    "Font",
    "Found",
    "Grid",
    "Item",
    "Kind",
    "Line",
    "Moves",
    "Picture",
    "Point",
    "Shape",
    "Side",
    "Stroke",
    "Typeface",
    "boxes",
    "place",
    "read",
    "remove",
    "text",
    "text_width",
    "to_svg",
]
