"""The document of a procedure (``templates/letters/sop.docx``): cover with signatures, then its eleven parts.

Its title block stands at the head of every page; until the procedure is in force a watermark does too.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.oxml import parse_xml
from docx.shared import Cm, Pt

from templates.formats.letter_page import Align, Letter, add_border, add_field
from templates.formats.palette import INK, LINE, PRIMARY, QUIET

LONG: Final = 29.7
SHORT: Final = 21.0
MARGIN: Final = 2.0
LYING_MARGIN: Final = 1.3
"""Centimetres: the sides of A4, the margins of upright pages and of those that lie."""
_TOP: Final = 4.0
_BOTTOM: Final = 1.8
_LYING_BOTTOM: Final = 1.2
_BLOCK: Final = (("No. Dokumen", "{{ document.number }}"), ("Revisi", "{{ document.revision }}"),
                 ("Tanggal berlaku", "{{ document.date | tanggal }}"), ("Halaman", ""))  # fmt: skip
_BOXES: Final = (("Dasar hukum", "legal"), ("Kualifikasi pelaksana", "qualifications"),
                 ("Keterkaitan", "related"), ("Peralatan", "equipment"),
                 ("Peringatan", "warnings"), ("Pencatatan", "recording"))  # fmt: skip
_WATERMARK: Final = (
    '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:w10="urn:schemas-microsoft-com:office:word"><w:pPr>'
    '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr>'
    '<w:r><w:rPr><w:sz w:val="2"/></w:rPr><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600"'
    ' o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
    '<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/>'
    '<v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/>'
    '<v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>'
    '<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="custom"'
    ' o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
    '<v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s205{number}" type="#_x0000_t136"'
    ' style="position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:{height}pt;rotation:{turn};'
    "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    'mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f"'
    ' fillcolor="#c8493b" stroked="f"><v:fill opacity=".28"/>'
    '<v:textpath style="font-family:&quot;Arial&quot;;font-size:1pt;font-weight:bold"'
    ' string="DRAF - BELUM DISAHKAN"/></v:shape></w:pict></w:r></w:p>'
)
"""Word's own kind of watermark, which LibreOffice knows as well."""


def draw(path: Path) -> None:
    """Draw the template of a procedure's document.

    Args:
        path: File to write.
    """
    page = _Procedure()
    page.cover()
    for number, (heading, key) in enumerate(
        (("Ruang lingkup", "scope"), ("Tujuan", "purpose"), ("Definisi", "definitions")), 1
    ):
        page.part(number, heading, key)
    page.terms()
    page.part(4, "Ketentuan umum", "rules")
    page.part(5, "Tanggung jawab", "responsibilities")
    page.actors()
    page.lie_down()
    page.diagram(6)
    page.stand_up()
    page.steps(7)
    for number, (heading, key) in enumerate(
        (("Ketentuan khusus", "special"), ("Rekaman", "records"), ("Lampiran", "attachments"),
         ("Referensi", "references")), 8
    ):  # fmt: skip
        page.part(number, heading, key)
    page.save(path)


class _Procedure(Letter):
    """The document, drawn from top to bottom."""

    def __init__(self) -> None:
        super().__init__("")

    def cover(self) -> None:
        """Write the first page: what it is, who signed, what changed, and what an office's cover tells."""
        self.facts(
            (
                ("Unit kerja", "{{ sop.unit }}"),
                ("Tanggal dibuat", "{{ sop.created | tanggal }}"),
                ("Tinjauan berikutnya", "{{ sop.review | tanggal }}"),
                ("Janji waktu", "{{ sop.promise }}"),
                ("Keadaan", "**{{ sop.state }}**"),
            )
        )
        self.heading("Pengesahan")
        self._signatures()
        self.heading("Riwayat revisi")
        self.table(
            (
                ("Revisi", "{{ one.revision }}", 2.0, "center"),
                ("Tanggal", "{{ one.date | tanggal }}", 3.6, "left"),
                ("Perubahan", "{{ one.change }}", 7.4, "left"),
                ("Oleh", "{{ one.by }}", 4.0, "left"),
            ),
            "one in revisions",
        )
        self.heading("Tim penyusun")
        self.table(
            (
                ("Peran", "{{ one.role }}", 5.0, "left"),
                ("Nama", "{{ one.name }}", 6.0, "left"),
                ("Jabatan", "{{ one.position }}", 6.0, "left"),
            ),
            "one in team",
        )
        self._boxes()

    def part(self, number: int, heading: str, key: str) -> None:
        """Write a part: its heading and its numbered paragraphs."""
        self.heading(f"{number}. {heading}")
        if number == 1:
            self.document.paragraphs[-1].paragraph_format.page_break_before = True
        self.tag(f"{{%p for item in parts.{key} %}}")
        self._item(f"{number}.{{{{ item.number }}}}", "{{ item.text }}")
        layout = self.document.paragraphs[-1].paragraph_format
        layout.left_indent, layout.first_line_indent = Cm(1.1), Cm(-1.1)
        layout.tab_stops.clear_all()
        layout.tab_stops.add_tab_stop(Cm(1.1))
        self.tag("{%p endfor %}")
        self.tag(f"{{%p if not parts.{key} %}}")
        self.paragraph(f"{{{{ blank.{key} }}}}", italic=True, color=QUIET)
        self.tag("{%p endif %}")
        self._space()

    def terms(self) -> None:
        """Write the list of terms."""
        self.tag("{%p if terms %}")
        self.tag("{%p for one in terms %}")
        self.paragraph("**{{ one.name }}**: {{ one.meaning }}", after=2)
        self.document.paragraphs[-1].paragraph_format.left_indent = Cm(1.1)
        self.tag("{%p endfor %}")
        self._space()
        self.tag("{%p endif %}")

    def actors(self) -> None:
        """Write who does which steps."""
        columns: tuple[tuple[str, str, float, Align], ...] = (
            ("Pelaksana", "{{ one.name }}", 4.5, "left"),
            ("Jabatan / bagian", "{{ one.position }}", 5.5, "left"),
            ("Langkah", "{{ one.steps }}", 7.0, "left"),
        )
        self.table(columns, "one in actors")

    def diagram(self, number: int) -> None:
        """Write the flow chart, a paragraph a page of it."""
        self.heading(f"{number}. Diagram alir")
        self.tag("{%p for page in diagram %}")
        paragraph = self.document.add_paragraph("{{r page }}")
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
        self.tag("{%p endfor %}")

    def steps(self, number: int) -> None:
        """Write each step: who, by what one sees that it was done well, which document, how long."""
        self.heading(f"{number}. Uraian langkah")
        columns: tuple[tuple[str, str, float, Align], ...] = (
            ("Kode", "{{ one.code }}", 1.4, "center"),
            ("Langkah", "{{ one.activity }}", 4.7, "left"),
            ("PIC", "{{ one.actor }}", 3.0, "left"),
            ("Indikator", "{{ one.indicator }}", 2.9, "left"),
            ("Dokumen", "{{ one.document }}", 2.6, "left"),
            ("Waktu", "{{ one.time }}", 2.4, "left"),
        )
        self.table(columns, "one in steps")

    def lie_down(self) -> None:
        """Go on with pages that lie."""
        section = self._new_section(LONG, SHORT, LYING_MARGIN)
        section.orientation, section.bottom_margin = WD_ORIENT.LANDSCAPE, Cm(_LYING_BOTTOM)

    def stand_up(self) -> None:
        """Go on with upright pages."""
        section = self._new_section(SHORT, LONG, MARGIN)
        section.orientation, section.bottom_margin = WD_ORIENT.PORTRAIT, Cm(_BOTTOM)

    def _new_section(self, wide: float, high: float, margin: float) -> Any:
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.page_width, section.page_height = Cm(wide), Cm(high)
        section.left_margin = section.right_margin = Cm(margin)
        section.header.is_linked_to_previous = False
        self.width = wide - 2 * margin
        self._title_block(section)
        return section

    def _set_page(self, landscape: bool) -> None:
        super()._set_page(landscape)
        self.document.sections[0].top_margin = Cm(_TOP)

    def _letterhead(self) -> None:
        self._title_block(self.document.sections[0])

    def _footer(self) -> None:
        """Leave the foot of the pages blank: their number stands in the title block."""

    def _title_block(self, section: Any) -> None:
        """Draw the block at the head of the pages: company, title, number, revision, date, page."""
        header, right = section.header, 6.4
        widths = (4.6, self.width - 4.6 - right, 2.9, right - 2.9)
        table = self._header_table(header, widths)
        company, title = (table.cell(0, n).merge(table.cell(3, n)) for n in (0, 1))
        self._cell(company, "{{ company.name }}", bold=True, size=11, align="center", color=PRIMARY)
        self._cell(title, "STANDAR OPERASIONAL PROSEDUR", size=8.5, align="center", color=QUIET)
        self._write(title.add_paragraph(), "{{ sop.title }}", True, False, 11, "center", 2, PRIMARY)
        for row, (label, content) in zip(table.rows, _BLOCK, strict=True):
            self._cell(row.cells[2], label, size=8, color=QUIET)
            self._cell(row.cells[3], content, size=8)
        page = table.rows[-1].cells[3].paragraphs[0]
        add_field(page, "PAGE")
        self._write(page, " dari ", False, False, 8, "left", 2, QUIET)
        page.paragraph_format.space_before = Pt(2)
        add_field(page, "NUMPAGES")
        for row in table.rows:
            row.height = Cm(0.62)
            for cell in row.cells:
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        self._watermark(header, section)

    def _header_table(self, header: Any, widths: Sequence[float]) -> Any:
        table = header.add_table(4, len(widths), Cm(self.width))
        table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
            for cell in column.cells:
                cell.width = Cm(width)
        add_border(table, ("top", "left", "bottom", "right", "insideH", "insideV"), LINE, 6)
        first = header.paragraphs[0]._p
        first.getparent().remove(first)
        return table

    def _watermark(self, header: Any, section: Any) -> None:
        """Draw the watermark of a section, which is there as long as the procedure is a draft."""
        number = len(self.document.sections)
        lying = section.page_width > section.page_height
        look = {"number": number, "width": 620 if lying else 560, "height": 62, "turn": 327 if lying else 305}
        marked = _WATERMARK
        for name, value in look.items():
            marked = marked.replace(f"{{{name}}}", str(value))
        for text in ("{%p if draft %}", marked, "{%p endif %}"):
            if text == marked:
                header._element.append(parse_xml(text))
            else:
                _flatten(header.add_paragraph(text))
        _flatten(header.add_paragraph())  # a header ends in a paragraph

    def _signatures(self) -> None:
        """Write the three who sign, beside each other: role, position, room, name, date, state."""
        table = self._table(5, [self.width / 3] * 3, lines=True)
        texts = ("{{ one.role }}", "{{ one.position }}", "", "**{{ one.name }}**", "{{ one.state }}")
        for row, text in zip(table.rows, texts, strict=True):
            for number, cell in enumerate(row.cells):
                self._cell(cell, text.replace("one.", f"signatures[{number}]."), align="center")
        table.rows[2].height = Cm(1.4)
        self._space()

    def _boxes(self) -> None:
        """Write the six boxes of an office's cover, two beside each other."""
        table = self._table(len(_BOXES) // 2, [self.width / 2] * 2, lines=True)
        cells = [cell for row in table.rows for cell in row.cells]
        for cell, (heading, key) in zip(cells, _BOXES, strict=True):
            self._cell(cell, heading, bold=True, color=PRIMARY)
            for text in (
                f"{{%p for item in parts.{key} %}}",
                "{{ item.number }}. {{ item.text }}",
                "{%p endfor %}",
                f"{{%p if not parts.{key} %}}",
                f"{{{{ blank.{key} }}}}",
                "{%p endif %}",
            ):
                self._write(
                    cell.add_paragraph(),
                    text,
                    False,
                    False,
                    9,
                    "left",
                    1,
                    QUIET if "blank" in text else INK,
                )


def _flatten(paragraph: Any) -> None:
    """Let a paragraph that shows nothing take no room."""
    layout = paragraph.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(0), Pt(0), Pt(1)
