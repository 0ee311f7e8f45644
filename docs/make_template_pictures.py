"""Draws the example templates of docs/template.md and its pictures: template left, result right.

``python -m docs.make_template_pictures`` writes examples/templates/*.xlsx and, where LibreOffice is there,
docs/images/template-*.png (which needs pdftoppm and Pillow too).
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from xl_addin.datafile import read_data
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.workbook import Workbook
from xl_addin.recalc import recalculate
from xl_addin.render import render

ROOT: Final = Path(__file__).resolve().parents[1]
FOLDER: Final = ROOT / "examples" / "templates"
IMAGES: Final = ROOT / "docs" / "images"
_DPI: Final = 80
_GAP: Final = 46

STYLES: Final[dict[str, dict[str, Any]]] = {
    "title": {"bold": True, "font_size": 13},
    "head": {"bold": True, "bg_color": "#5B4636", "font_color": "#FFFFFF", "border": 1},
    "tag": {"italic": True, "font_color": "#1F6F8B"},
    "cell": {"border": 1},
    "group": {"border": 1, "bold": True, "bg_color": "#EFE6DA"},
    "total": {"bold": True, "top": 1, "bottom": 6},
    "good": {"border": 1, "bg_color": "#DDEFD9"},
    "bad": {"border": 1, "bg_color": "#F7DAD5"},
}


class Pen:
    """Draws one sheet.

    Args:
        book: The workbook.
        name: The sheet's name.
        widths: Of its columns.
        as_text: Whether formulas are shown as text, for a picture.
    """

    def __init__(self, book: xlsxwriter.Workbook, name: str, widths: list[int], *, as_text: bool) -> None:
        self.book = book
        self.sheet = book.add_worksheet(name)
        self.as_text = as_text
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)
        self.sheet.print_row_col_headers()
        self.sheet.set_landscape()
        self.sheet.set_paper(8)
        self.sheet.hide_gridlines(0)
        self._row = 0

    def row(self, style: str, *cells: str, **formats: str) -> None:
        """Write the next row; ``formats`` are number formats by column letter."""
        for column, cell in enumerate(cells):
            shown = {"num_format": formats[letter]} if (letter := chr(65 + column)) in formats else {}
            look = self.book.add_format({**STYLES.get(style, {}), **shown})
            if cell.startswith("=") and not self.as_text:
                self.sheet.write_formula(self._row, column, cell, look)
            elif cell:
                self.sheet.write_string(self._row, column, cell, look)
            else:
                self.sheet.write_blank(self._row, column, None, look)
        if style == "title":
            self.sheet.set_row(self._row, 21)
        self._row += 1


@dataclass(frozen=True)
class Example:
    """One example of the page: its file's name, the widths of its columns, and who draws it."""

    name: str
    widths: list[int]
    draw: Callable[[Pen], None]
    sheet: str = "Lembar1"

    def template(self, *, as_text: bool = False) -> bytes:
        """Return the template."""
        stream = io.BytesIO()
        book = xlsxwriter.Workbook(stream)
        book.set_properties({"created": datetime(2026, 11, 2)})  # the same file every time
        self.draw(Pen(book, self.sheet, self.widths, as_text=as_text))
        book.close()
        return stream.getvalue()

    def result(self) -> Package:
        """Fill the committed template with its data, and calculate."""
        data = read_data(FOLDER / f"{self.name}.yaml")
        package = Package.open(render(FOLDER / f"{self.name}.xlsx", data).to_bytes())
        recalculate(package)
        return package


def _values(pen: Pen) -> None:
    pen.row("title", "{{ perusahaan }}")
    pen.row("", "Rencana tahun {{ tahun }}")
    pen.row("cell", "Disusun", "{{ disusun }}", B="dd/mm/yyyy")
    pen.row("cell", "Omzet", "{{ omzet }}", B="#,##0")
    pen.row("cell", "Tumbuh", "{{ tumbuh }}", B="0.0%")
    pen.row("cell", "Disetujui", "{{ disetujui }}")
    pen.row("cell", "Kode", "{{ kode }}")
    pen.row("cell", "Tahun depan", "=B4*(1+B5)", B="#,##0")


def _rows(pen: Pen) -> None:
    pen.row("head", "Produk", "Unit", "Harga", "Nilai", "Bagian")
    pen.row("tag", "{% for p in produk %}")
    cells = ("{{ p.nama }}", "{{ p.unit }}", "{{ p.harga }}", "=B3*C3", "=D3/SUM(D$3:D$3)")
    pen.row("cell", *cells, B="#,##0", C="#,##0", D="#,##0", E="0%")
    pen.row("tag", "{% endfor %}")
    sums = ("Jumlah", "=SUM(B3:B3)", "", "=SUM(D3:D3)", "=SUM(E3:E3)")
    pen.row("total", *sums, B="#,##0", D="#,##0", E="0%")


def _conditions(pen: Pen) -> None:
    pen.row("head", "KPI", "Target", "Aktual", "Keterangan")
    pen.row("tag", "{% for k in kpi %}")
    pen.row("tag", "{% if k.aktual >= k.target %}")
    pen.row("good", "{{ k.nama }}", "{{ k.target }}", "{{ k.aktual }}", "tercapai")
    pen.row("tag", "{% else %}")
    pen.row("bad", "{{ k.nama }}", "{{ k.target }}", "{{ k.aktual }}", "kurang: {{ k.tindakan }}")
    pen.row("tag", "{% endif %}")
    pen.row("tag", "{% endfor %}")


def _groups(pen: Pen) -> None:
    pen.row("head", "Perspektif / KPI", "Bobot")
    pen.row("tag", "{% for p in perspektif %}")
    pen.row("group", "{{ p.nama }}", "=SUM(B5:B5)")
    pen.row("tag", "{% for k in p.kpi %}")
    pen.row("cell", "{{ k.nama }}", "{{ k.bobot }}")
    pen.row("tag", "{% endfor %}")
    pen.row("tag", "{% endfor %}")
    pen.row("total", "Jumlah", "=SUM(B5:B5)")


def _chart(pen: Pen) -> None:
    pen.row("head", "Bulan", "Unit")
    pen.row("tag", "{% for b in bulan %}")
    pen.row("", "{{ b.nama }}", "{{ b.unit }}")
    pen.row("tag", "{% endfor %}")
    head = pen.book.add_format(STYLES["head"])
    columns = [{"header": name, "header_format": head} for name in ("Bulan", "Unit")]
    pen.sheet.add_table("A1:B4", {"name": "tbl_unit", "columns": columns, "style": "Table Style Medium 3"})
    chart = pen.book.add_chart({"type": "column"})
    chart.add_series({"categories": "=Lembar1!$A$3:$A$3", "values": "=Lembar1!$B$3:$B$3", "name": "Unit"})
    chart.set_legend({"none": True})
    chart.set_size({"width": 280, "height": 170})
    pen.sheet.insert_chart("A6", chart)


def _empty(pen: Pen) -> None:
    pen.row("head", "Tanggal", "Keluhan")
    pen.row("tag", "{% for k in keluhan %}")
    pen.row("cell", "{{ k.tanggal }}", "{{ k.isi }}")
    pen.row("tag", "{% else %}")
    pen.row("cell", "", "Tidak ada keluhan")
    pen.row("tag", "{% endfor %}")
    pen.row("total", "Jumlah", "=COUNTA(A3:A3)")


def _filters(pen: Pen) -> None:
    pen.row("title", "Kuitansi {{ nomor | digit(4) }}")
    pen.row("cell", "Tanggal", "{{ tanggal | tanggal }}")
    pen.row("cell", "Jumlah", "{{ jumlah | rupiah }}")
    pen.row("cell", "Terbilang", "{{ jumlah | terbilang }} rupiah")
    pen.row("cell", "Volume", "{{ kubik | angka(2) }} m3")
    pen.row("cell", "Nama lembar", "{{ departemen | nama_lembar }}")


def _sheets(pen: Pen) -> None:
    pen.row("tag", "{% sheet for d in departemen name d.nama %}")
    pen.row("title", "{{ d.nama }} {{ tahun }}")
    pen.row("head", "KPI", "Target")
    pen.row("tag", "{% for k in d.kpi %}")
    pen.row("cell", "{{ k.nama }}", "{{ k.target }}", B="0%")
    pen.row("tag", "{% endfor %}")


def _columns(pen: Pen) -> None:
    pen.row("tag", "{% columns %}", "{% for b in bulan %}{% endfor %}")
    pen.row("head", "Produk", "{{ b.nama }}", "Jumlah")
    pen.row("tag", "{% for p in produk %}")
    pen.row("cell", "{{ p.nama }}", "{{ p.unit[b.kunci] }}", "=SUM(B4:B4)")
    pen.row("tag", "{% endfor %}")
    pen.row("total", "Jumlah", "=SUM(B4:B4)", "=SUM(C4:C4)")


EXAMPLES: Final = {
    example.name: example
    for example in (
        Example("nilai", [22, 18], _values),
        Example("baris", [13, 13, 12, 13, 19], _rows),
        Example("syarat", [17, 13, 13, 23], _conditions),
        Example("kelompok", [26, 14], _groups),
        Example("grafik", [22, 15], _chart),
        Example("kosong", [17, 18], _empty),
        Example("filter", [14, 32], _filters),
        Example("lembar", [26, 18], _sheets),
        Example("kolom", [14, 20, 12], _columns),
    )
}


# --- pictures ---------------------------------------------------------------------------------------------


def picture(example: Example) -> Any:
    """Return template and result side by side."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - only when pictures are made

    result = example.result()
    with tempfile.TemporaryDirectory() as folder:
        (left,) = _pages(Path(folder), "templat", example.template(as_text=True))
        right = _pages(Path(folder), "hasil", result.to_bytes())
    if len(right) > 1:
        names = [sheet.name for sheet in Workbook(result).worksheets()]
        right = [_labelled(page, name) for page, name in zip(right, names, strict=True)]
    size = left.width + _GAP + max(p.width for p in right), max(left.height, sum(p.height + 8 for p in right))
    whole = Image.new("RGB", (size[0] + 2, size[1] + 2), "white")
    whole.paste(left, (1, 1))
    top = 1
    for page in right:
        whole.paste(page, (left.width + _GAP, top))
        top += page.height + 8
    x, y = left.width + 10, left.height // 2
    ImageDraw.Draw(whole).polygon([(x, y - 9), (x + 24, y), (x, y + 9)], fill="#5B4636")
    return whole.quantize(48)


def _labelled(page: Any, name: str) -> Any:
    """Return a page with the name of its sheet above."""
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415

    image = Image.new("RGB", (page.width, page.height + 20), "white")
    image.paste(page, (0, 20))
    ImageDraw.Draw(image).text((2, 0), f"lembar {name}", "#1F6F8B", ImageFont.load_default(14))
    return image


def _pages(folder: Path, name: str, workbook: bytes) -> list[Any]:
    """Return the pages of a workbook, without their margins."""
    from PIL import Image, ImageChops  # noqa: PLC0415

    path = folder / f"{name}.xlsx"
    path.write_bytes(workbook)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    office = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    indonesian = {**os.environ, "LC_ALL": "id_ID.UTF-8"}  # points between thousands
    subprocess.run(office, env=indonesian, check=True, capture_output=True)  # noqa: S603 - our own words
    png = ["pdftoppm", "-r", str(_DPI), "-png", f"{name}.pdf", name]
    subprocess.run(png, cwd=folder, check=True)  # noqa: S603
    pages = []
    for page in sorted(folder.glob(f"{name}-*.png")):
        image = Image.open(page).convert("RGB")
        box = ImageChops.difference(image, Image.new("RGB", image.size, "white")).getbbox()
        pages.append(image.crop(box))
    return pages


def main() -> None:
    """Write the templates and the pictures."""
    for example in EXAMPLES.values():
        (FOLDER / f"{example.name}.xlsx").write_bytes(example.template())
        if shutil.which("soffice"):
            picture(example).save(IMAGES / f"template-{example.name}.png", optimize=True)


if __name__ == "__main__":
    main()
