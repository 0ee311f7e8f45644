"""Pictures on a sheet of the open book: the one thing for which an action needs to know its host.

Without Excel they go into the file's drawing part. In Excel for Windows the same picture is drawn through its
object model: the same shapes, texts and connectors with the same names. Excel was not at hand when this was
written: it is tested against a recording stand-in, and how Excel itself bends its connectors is to be seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xl_addin.errors import LembarError
from xl_addin.ooxml.drawing import Dash, Found, Kind, Picture, Stroke, place
from xl_addin.ooxml.drawing import read as read_in_file
from xl_addin.ooxml.drawing.drawingml import elbow, full_name
from xl_addin.ooxml.drawing.layout import Drawn, DrawnLine, DrawnShape, arrange
from xl_addin.ooxml.drawing.part import find_drawing
from xl_addin.ooxml.drawing.shapes import padding
from xl_addin.ooxml.workbook import Workbook

if TYPE_CHECKING:
    import xlwings as xw

_KINDS: Final[dict[Kind, int]] = {
    "box": 1, "text": 1, "combined": 1, "rounded": 5, "capsule": 5, "triangle": 7, "ellipse": 9, "arrow": 33,
    "diamond": 63, "document": 67, "offpage": 74, "triangle_down": 82, "delay": 84,
}  # fmt: skip
"""MsoAutoShapeType of each kind of shape."""
_ROUNDING: Final[dict[Kind, float]] = {"rounded": 1 / 6, "capsule": 0.5}
_DASHES: Final[dict[Dash, int]] = {"solid": 1, "dash": 4, "dot": 11}  # MsoLineDashStyle
_ALIGN: Final = {"left": 1, "center": 2, "right": 3}  # MsoParagraphAlignment
_ANCHOR: Final = {"top": 1, "middle": 3, "bottom": 4}  # MsoVerticalAnchor
_HEADS: Final = {"start": ("BeginArrowheadStyle",), "end": ("EndArrowheadStyle",)} | {
    "both": ("BeginArrowheadStyle", "EndArrowheadStyle"), "none": (),
}  # fmt: skip
_TRIANGLE: Final = 2  # msoArrowheadTriangle
_STRAIGHT, _ELBOW = 1, 2  # MsoConnectorType
_OVAL: Final = 9
_YES, _NO = -1, 0  # MsoTriState
_CIRCLE: Final = " (lingkaran)"
_NEAR: Final = 0.6  # Excel moves shapes to whole pixels
_DEFAULT_MEMBER, _PROPERTY_PUT = 0, 4  # of IDispatch.Invoke


def draw(sheet: xw.Sheet, picture: Picture, at: tuple[int, int]) -> bool:
    """Draw a picture on a sheet, in place of the one of the same name; say whether anything is another now.

    The names of its shapes begin with the picture's name; all other shapes stay as they are.

    Args:
        sheet: The sheet.
        picture: What to draw.
        at: Row and column of the cell whose upper left corner is the picture's.

    Raises:
        LembarError: the host is neither Excel for Windows nor a file.
    """
    workbook = getattr(sheet.book.impl, "workbook", None)
    if isinstance(workbook, Workbook):
        return _draw_in_file(workbook, sheet.name, picture, at)
    if not hasattr(sheet.api, "Shapes"):
        raise LembarError("no_shapes", sheet=sheet.name, found=picture.name)
    corner = sheet.range(at)
    return _Canvas(sheet.api.Shapes, picture, (corner.left, corner.top)).draw()


def read(sheet: xw.Sheet, name: str) -> Found:
    """Return what the picture of this name holds on a sheet, as people have left it.

    Args:
        sheet: The sheet.
        name: The picture's name.

    Raises:
        LembarError: the host is neither Excel for Windows nor a file.
    """
    workbook = getattr(sheet.book.impl, "workbook", None)
    if isinstance(workbook, Workbook):
        return read_in_file(workbook, sheet.name, name)
    if not hasattr(sheet.api, "Shapes"):
        raise LembarError("no_shapes", sheet=sheet.name, found=name)
    found, prefix = Found(), full_name(name, "")
    for shape in sheet.api.Shapes:
        if not shape.Name.startswith(prefix):
            continue
        own = shape.Name.removeprefix(prefix)
        if not shape.Connector:
            found.texts[own] = shape.TextFrame2.TextRange.Text.replace("\r", "\n")
            found.alternatives[own] = shape.AlternativeText
        elif shape.ConnectorFormat.BeginConnected and shape.ConnectorFormat.EndConnected:
            ends = shape.ConnectorFormat.BeginConnectedShape, shape.ConnectorFormat.EndConnectedShape
            start, end = (joined.Name.removeprefix(prefix) for joined in ends)
            found.arrows.append((start, end))
    return found


def _draw_in_file(workbook: Workbook, sheet: str, picture: Picture, at: tuple[int, int]) -> bool:
    part = find_drawing(workbook, sheet)
    before = workbook.package.xml(part) if part else None
    place(workbook, sheet, picture, at)
    part = find_drawing(workbook, sheet)
    return part is None or workbook.package.xml(part) != before


class _Canvas:
    """The shapes of a sheet that is open in Excel, as its object model has them."""

    def __init__(self, shapes: Any, picture: Picture, corner: tuple[float, float]) -> None:
        self._shapes = shapes
        self._picture = picture
        self._left, self._top = corner
        self._drawn = arrange(picture)

    def draw(self) -> bool:
        """Draw anew, unless everything stands as it should."""
        prefix = full_name(self._picture.name, "")
        found = [shape for shape in self._shapes if shape.Name.startswith(prefix)]
        there = {shape.Name: shape for shape in found}
        wanted = {self._name(drawn): drawn for drawn in self._drawn}
        circles = {f"{name}{_CIRCLE}" for name, drawn in wanted.items() if _is_combined(drawn)}
        if (
            len(found) == len(there)
            and there.keys() == wanted.keys() | circles
            and all(self._stands(there[name], drawn) for name, drawn in wanted.items())
        ):
            return False
        for shape in found:
            shape.Delete()
        made: dict[str, Any] = {}
        lines: list[tuple[DrawnLine, Any]] = []
        for drawn in self._drawn:
            if isinstance(drawn, DrawnShape):
                made[drawn.name] = self._shape(drawn)
            else:
                lines.append((drawn, self._line(drawn)))
        for drawn, line in lines:  # when all shapes are there
            self._glue(drawn, line, made)
        return True

    def _name(self, drawn: Drawn) -> str:
        return full_name(self._picture.name, drawn.name)

    def _stands(self, shape: Any, drawn: Drawn) -> bool:
        """Say whether a shape is as it would be drawn."""
        if shape.AlternativeText != drawn.alternative:
            return False
        if isinstance(drawn, DrawnLine):
            return bool(_rgb(drawn.line.color) == shape.Line.ForeColor.RGB)
        box, wanted = drawn.shape.box, drawn.shape.fill
        pairs = (
            (shape.Left, self._left + box.x),
            (shape.Top, self._top + box.y),
            (shape.Width, box.width),
            (shape.Height, box.height),
        )
        return (
            all(abs(have - want) <= _NEAR for have, want in pairs)
            and shape.TextFrame2.TextRange.Text == _paragraphs(drawn)
            and (not wanted or _rgb(wanted) == shape.Fill.ForeColor.RGB)
        )

    def _shape(self, drawn: DrawnShape) -> Any:
        shape, box = drawn.shape, drawn.shape.box
        place = self._left + box.x, self._top + box.y, box.width, box.height
        made = self._shapes.AddShape(_KINDS[shape.kind], *place)
        made.Name, made.AlternativeText = self._name(drawn), drawn.alternative
        if shape.kind in _ROUNDING:
            _adjust(made, [_ROUNDING[shape.kind]])
        made.Fill.Visible = _YES if shape.fill else _NO
        if shape.fill:
            made.Fill.Solid()
            made.Fill.ForeColor.RGB = _rgb(shape.fill)
        _outline(made.Line, shape.line)
        _write(made.TextFrame2, drawn, self._picture.typeface)
        if _is_combined(drawn):
            circle = self._shapes.AddShape(_OVAL, *place)
            circle.Name = f"{self._name(drawn)}{_CIRCLE}"
            circle.Fill.Visible = _NO
            _outline(circle.Line, shape.line)
        return made

    def _line(self, drawn: DrawnLine) -> Any:
        (x0, y0), (x1, y1) = drawn.route.points[0], drawn.route.points[-1]
        kind = _ELBOW if drawn.elbow else _STRAIGHT
        ends = self._left + x0, self._top + y0, self._left + x1, self._top + y1
        made = self._shapes.AddConnector(kind, *ends)
        made.Name, made.AlternativeText = self._name(drawn), drawn.alternative
        _outline(made.Line, drawn.line)
        for head in _HEADS[drawn.arrow]:
            setattr(made.Line, head, _TRIANGLE)
        return made

    def _glue(self, drawn: DrawnLine, line: Any, shapes: dict[str, Any]) -> None:
        """Join a connector to its shapes, whose sites Excel counts from 1, and bend it."""
        if not drawn.glued:
            return
        (start, first), (end, last) = drawn.glued
        line.ConnectorFormat.BeginConnect(shapes[start], first + 1)
        line.ConnectorFormat.EndConnect(shapes[end], last + 1)
        if drawn.elbow:
            _adjust(line, elbow(drawn.route).bends)


def _is_combined(drawn: Drawn) -> bool:
    return isinstance(drawn, DrawnShape) and drawn.shape.kind == "combined"


def _adjust(shape: Any, values: Any) -> None:
    """Set the adjustments of a shape, if it has as many.

    ``Adjustments.Item(1) = x`` has no other spelling in Python that works early and late bound.
    """
    if shape.Adjustments.Count == len(values):
        for number, value in enumerate(values, 1):
            put = shape.Adjustments._oleobj_.Invoke
            put(_DEFAULT_MEMBER, 0, _PROPERTY_PUT, 0, number, value)


def _outline(line: Any, stroke: Stroke | None) -> None:
    line.Visible = _YES if stroke else _NO
    if stroke:
        line.ForeColor.RGB = _rgb(stroke.color)
        line.Weight = stroke.width
        line.DashStyle = _DASHES[stroke.dash]


def _write(frame: Any, drawn: DrawnShape, typeface: str) -> None:
    """Write a shape's text as it was fitted, into a frame that does not fit it a second time."""
    shape = drawn.shape
    frame.AutoSize, frame.WordWrap = 0, _YES
    frame.MarginLeft = frame.MarginTop = frame.MarginRight = frame.MarginBottom = padding(shape)
    frame.VerticalAnchor = _ANCHOR[shape.anchor]
    words = frame.TextRange
    words.Text = _paragraphs(drawn)
    words.ParagraphFormat.Alignment = _ALIGN[shape.align]
    font = words.Font
    font.Name, font.Size = typeface, drawn.fitted.size
    font.Bold = _YES if shape.font.bold else _NO
    font.Italic = _YES if shape.font.italic else _NO
    font.Fill.ForeColor.RGB = _rgb(shape.font.color)
    if shape.font.heading and drawn.fitted.paragraphs:
        words.Paragraphs(1).Font.Bold = _YES


def _paragraphs(drawn: DrawnShape) -> str:
    return "\r".join("".join(lines).strip() for lines in drawn.fitted.paragraphs)


def _rgb(color: str) -> int:
    """Return a colour as Excel counts it: red lowest.

    >>> _rgb("#FF8000")
    33023
    """
    return int.from_bytes(bytes.fromhex(color[1:]), "little")
