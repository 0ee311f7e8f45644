"""Letters in the house style: .docx templates with Jinja2 tags, drawn with python-docx.

The tags are docxtpl's: ``{{ name }}`` in a text, ``{%p ... %}`` in a paragraph and ``{%tr ... %}`` in a table
row of its own, which do not appear in the letter.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from templates.formats.palette import BAND, INK, LINE, PRIMARY, QUIET
from xl_addin.letters import undated

Align: TypeAlias = Literal["left", "center", "right"]

WIDTH: Final = 17.0
"""Centimetres between the margins of a page of A4."""

_ALIGN: Final = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
_MADE: Final = datetime(2026, 1, 1)  # the same bytes every day


class Letter:
    """A letter that is drawn from top to bottom.

    Its values have ``company.name`` and ``document.number`` and ``.revision``, as those of a workbook.

    Args:
        title: The title below the letterhead; may hold tags.
        landscape: Whether the page lies.
    """

    def __init__(self, title: str, *, landscape: bool = False) -> None:
        self.document = docx.Document()
        _drop_leftovers(self.document)
        self.width = 25.7 if landscape else WIDTH
        self._set_page(landscape)
        self._set_fonts()
        self._letterhead()
        self._footer()
        if title:
            self.paragraph(title, bold=True, size=14, align="center", after=10, color=PRIMARY)

    def paragraph(
        self,
        text: str,
        *,
        bold: bool = False,
        italic: bool = False,
        size: float = 10,
        align: Align = "left",
        after: float = 6,
        color: str = INK,
    ) -> None:
        """Write a paragraph; parts between ``**`` are bold."""
        self._write(self.document.add_paragraph(), text, bold, italic, size, align, after, color)

    def heading(self, text: str) -> None:
        """Write the heading of a section."""
        self.paragraph(text, bold=True, size=11, after=3, color=PRIMARY)
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True

    def tag(self, text: str) -> None:
        """Write a paragraph that holds a tag alone, such as ``{%p if urgent %}``."""
        self.paragraph(text, after=0)

    def facts(self, rows: Sequence[tuple[str, str]]) -> None:
        """Write pairs of a label and what it is, one under another."""
        table = self._table(len(rows), (4.2, self.width - 4.2))
        for row, (label, content) in zip(table.rows, rows, strict=True):
            self._cell(row.cells[0], label, color=QUIET)
            self._cell(row.cells[1], content)
        self._space()

    def numbered(self, texts: Sequence[str]) -> None:
        """Write a numbered list."""
        for number, text in enumerate(texts, 1):
            self._item(f"{number}.", text)
        self._space()

    def looped_list(self, loop: str, text: str) -> None:
        """Write a list with a line for every turn of a loop such as ``item in agenda``."""
        self.tag(f"{{%p for {loop} %}}")
        self._item("{{ loop.index }}.", text)
        self.tag("{%p endfor %}")
        self._space()

    def table(
        self,
        columns: Sequence[tuple[str, str, float, Align]],
        loop: str,
        total: Sequence[str] = (),
    ) -> None:
        """Write a table with a row for every turn of a loop.

        Args:
            columns: For each its heading, what stands in a row, its width in centimetres, its alignment.
            loop: For example ``line in lines``.
            total: The cells of a last row.
        """
        table = self._table(4 + bool(total), [width for _, _, width, _ in columns], lines=True)
        heading, start, body, end = table.rows[:4]
        _repeat(heading)
        for cell, (text, _, _, align) in zip(heading.cells, columns, strict=True):
            self._cell(cell, text, bold=True, align=align, fill=PRIMARY, color="#FFFFFF")
        for row, tag in ((start, f"{{%tr for {loop} %}}"), (end, "{%tr endfor %}")):
            self._cell(row.cells[0], tag)
        for cell, (_, content, _, align) in zip(body.cells, columns, strict=True):
            self._cell(cell, content, align=align)
        _keep_whole(body)
        for cell, text, column in zip(table.rows[-1].cells if total else (), total, columns, strict=False):
            self._cell(cell, text, bold=True, align=column[3], fill=BAND)
        self._space()

    def signatures(self, people: Sequence[tuple[str, str]]) -> None:
        """Write places to sign: above each what it is (``Dibuat``), below it the name.

        They stay on one page, with the paragraph before them.
        """
        if self.document.paragraphs:
            self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        table = self._table(3, [self.width / len(people)] * len(people))
        for number, (role, name) in enumerate(people):
            self._cell(table.rows[0].cells[number], role, align="center")
            self._cell(table.rows[2].cells[number], name, bold=True, align="center")
        table.rows[1].height = Cm(1.6)
        for row in table.rows:
            _keep_whole(row)
        for cell in (*table.rows[0].cells, *table.rows[1].cells):
            cell.paragraphs[0].paragraph_format.keep_with_next = True

    def save(self, path: Path) -> None:
        """Write the template; the same letter gives the same bytes."""
        known = self.document.core_properties
        known.author = known.title = known.comments = known.last_modified_by = ""
        known.created = known.modified = _MADE
        made = io.BytesIO()
        self.document.save(made)
        path.write_bytes(undated(made.getvalue()))

    def _set_page(self, landscape: bool) -> None:
        section = self.document.sections[0]
        sides = (Cm(29.7), Cm(21.0)) if landscape else (Cm(21.0), Cm(29.7))
        section.page_width, section.page_height = sides
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin, section.bottom_margin = Cm(2.2), Cm(1.8)
        section.header_distance = section.footer_distance = Cm(0.9)

    def _set_fonts(self) -> None:
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = "Arial", Pt(10)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), "Arial")

    def _letterhead(self) -> None:
        header = self.document.sections[0].header
        table = header.add_table(1, 2, Cm(self.width))
        _set_widths(table, (self.width - 6.5, 6.5))
        left, right = table.rows[0].cells
        self._cell(left, "{{ company.name }}", bold=True, size=13, color=PRIMARY)
        self._cell(
            right,
            "{% if document.number %}No. Dokumen: {{ document.number }}{% endif %}"
            "{% if document.revision %} · Revisi: {{ document.revision }}{% endif %}",
            size=8,
            align="right",
            color=QUIET,
        )
        add_border(table, ("bottom",), PRIMARY, 12)
        header.paragraphs[0]._p.getparent().remove(header.paragraphs[0]._p)
        header.add_paragraph()  # a header ends in a paragraph

    def _footer(self) -> None:
        paragraph = self.document.sections[0].footer.paragraphs[0]
        self._write(paragraph, "Halaman ", False, False, 8, "right", 0, QUIET)
        for code, between in (("PAGE", " dari "), ("NUMPAGES", "")):
            add_field(paragraph, code)
            _paint(paragraph.add_run(between), 8, QUIET)

    def _item(self, mark: str, text: str) -> None:
        self.paragraph(f"{mark}\t{text}", after=2)
        layout = self.document.paragraphs[-1].paragraph_format
        layout.left_indent, layout.first_line_indent = Cm(0.9), Cm(-0.6)
        layout.tab_stops.add_tab_stop(Cm(0.9))

    def _table(self, rows: int, widths: Sequence[float], *, lines: bool = False) -> Any:
        table = self.document.add_table(rows, len(widths))
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        _set_widths(table, widths)
        if lines:
            add_border(table, ("top", "left", "bottom", "right", "insideH", "insideV"), LINE, 4)
        return table

    def _cell(
        self,
        cell: Any,
        text: str,
        *,
        bold: bool = False,
        size: float = 9.5,
        align: Align = "left",
        fill: str = "",
        color: str = INK,
    ) -> None:
        self._write(cell.paragraphs[0], text, bold, False, size, align, 2, color)
        cell.paragraphs[0].paragraph_format.space_before = Pt(2)
        if fill:
            _shade(cell, fill)

    def _write(
        self,
        paragraph: Any,
        text: str,
        bold: bool,
        italic: bool,
        size: float,
        align: Align,
        after: float,
        color: str,
    ) -> None:
        for number, part in enumerate(text.split("**")):
            run = paragraph.add_run(part)
            run.bold, run.italic = bold or bool(number % 2), italic
            _paint(run, size, color)
        paragraph.alignment = _ALIGN[align]
        paragraph.paragraph_format.space_before = Pt(0)
        paragraph.paragraph_format.space_after = Pt(after)

    def _space(self) -> None:
        self.paragraph("", size=4, after=2)


def _drop_leftovers(document: Any) -> None:
    """Leave out what python-docx' own template brings: its picture, and styles that contradict the others."""
    for relations in (document.part.rels, document.part.package.rels):
        for name, one in list(relations.items()):
            if one.reltype.endswith(("/stylesWithEffects", "/thumbnail")):
                relations.pop(name)


def _paint(run: Any, size: float, color: str) -> None:
    run.font.size, run.font.color.rgb = Pt(size), RGBColor.from_string(color[1:])


def add_field(paragraph: Any, code: str) -> None:
    """Add a field that Word counts, such as the number of the page."""
    for kind in ("begin", "", "separate", "end"):
        run = paragraph.add_run("1" if kind == "end" else "")  # what shows until it is counted
        _paint(run, 8, QUIET)
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = code
        run._r.append(part)


def _set_widths(table: Any, widths: Sequence[float]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def add_border(table: Any, sides: Sequence[str], color: str, size: int) -> None:
    """Draw borders, whose size counts in eighths of a point."""
    borders = OxmlElement("w:tblBorders")
    for side in sides:
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", str(size)), ("space", "0"), ("color", color[1:])):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    look = table._tbl.tblPr
    after = [look.find(qn(f"w:{name}")) for name in ("shd", "tblLayout", "tblCellMar", "tblLook")]
    follower = next((one for one in after if one is not None), None)  # the schema has an order
    if follower is None:
        look.append(borders)
    else:
        follower.addprevious(borders)


def _shade(cell: Any, color: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", color[1:])):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _repeat(row: Any) -> None:
    """Repeat a row at the top of every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _keep_whole(row: Any) -> None:
    """Let no page end within a row."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
