"""Pictures in Word documents: every shape and line where it was drawn, text whole, XML that Word reads."""

from __future__ import annotations

import io
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from drawings import EMU, FLOW, A, pictures
from hypothesis import given, settings
from ooxml_schema import schema_errors

from xl_addin.calc import office
from xl_addin.ooxml.drawing import Picture
from xl_addin.ooxml.drawing.fitting import clean
from xl_addin.ooxml.drawing.layout import DrawnLine, DrawnShape, arrange
from xl_addin.ooxml.drawing.word import to_word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"


def document(*pictures: Picture, width: float = 450, height: float = 600) -> bytes:
    made, out = docx.Document(), io.BytesIO()
    for number, picture in enumerate(pictures, 1):
        made.add_paragraph()._p.append(parse_xml(to_word(picture, width, height, number)))
    made.save(out)
    return out.getvalue()


def frame(shape: ET.Element) -> tuple[int, int, int, int]:
    """Return left, top, width and height as the document counts them."""
    placed = next(shape.iter(f"{A}xfrm"))
    off, ext = (next(placed.iter(f"{A}{tag}")).attrib for tag in ("off", "ext"))
    return int(off["x"]), int(off["y"]), int(ext["cx"]), int(ext["cy"])


def points(line: ET.Element) -> list[tuple[float, float]]:
    """Return the bends of a line in points."""
    (x, y, w, h), placed = frame(line), next(line.iter(f"{A}xfrm")).attrib
    path = [(int(one.attrib["x"]), int(one.attrib["y"])) for one in line.iter(f"{A}pt")] or [(0, 0), (w, h)]
    if placed.get("flipH") == "1":
        path = [(w - px, py) for px, py in path]
    if placed.get("flipV") == "1":
        path = [(px, h - py) for px, py in path]
    return [((x + px) / EMU, (y + py) / EMU) for px, py in path]


@settings(max_examples=60)
@given(pictures())
def test_everything_stands_where_it_was_drawn(picture: Picture) -> None:
    root = ET.fromstring(to_word(picture, 1000, 250))
    scale = 250 / picture.height
    extent = next(root.iter(f"{WP}extent")).attrib
    assert int(extent["cy"]) == 250 * EMU
    shapes, drawn = list(root.iter(f"{WPS}wsp")), arrange(picture)
    assert len(shapes) == len(drawn)
    for shape, wanted in zip(shapes, drawn, strict=True):
        assert shape.find(f"{WPS}cNvPr").attrib["name"] == wanted.name
        if isinstance(wanted, DrawnLine):
            there = points(shape)
            for ours, theirs in zip(wanted.route.points, there, strict=True):
                assert theirs == pytest.approx((ours[0] * scale, ours[1] * scale), abs=0.01)
            continue
        box = wanted.shape.box
        wanted_frame = (box.x, box.y, box.width, box.height)
        assert frame(shape) == pytest.approx([place * scale * EMU for place in wanted_frame], abs=2)
    ids = [one.attrib["id"] for one in root.iter(f"{WPS}cNvPr")]
    assert len(set(ids)) == len(ids)


@settings(max_examples=60)
@given(pictures())
def test_text_is_whole_and_no_larger_than_it_fits(picture: Picture) -> None:
    root = ET.fromstring(to_word(picture, 400, 400))
    for shape, drawn in zip(root.iter(f"{WPS}wsp"), arrange(picture), strict=True):
        if not isinstance(drawn, DrawnShape):
            continue
        told = [text.text or "" for text in shape.iter(f"{W}t")]
        wanted = ["".join(lines).strip() for lines in drawn.fitted.paragraphs]
        assert told == (wanted if any(wanted) else [])
        for size in shape.iter(f"{W}sz"):
            assert int(size.attrib[f"{W}val"]) / 2 <= max(drawn.fitted.size * 0.8, 1)


def test_a_picture_that_fits_keeps_its_size_and_has_its_title() -> None:
    root = ET.fromstring(to_word(FLOW, 1000, 1000, 3))
    extent = next(root.iter(f"{WP}extent")).attrib
    assert (int(extent["cx"]), int(extent["cy"])) == (FLOW.width * EMU, FLOW.height * EMU)
    named = next(root.iter(f"{WP}docPr")).attrib
    assert named["name"] == clean(FLOW.title) and named["id"] == "30000"
    heads = [line for line in root.iter(f"{A}tailEnd") if line.get("type") == "triangle"]
    assert len(heads) == 5


def test_the_document_keeps_to_the_schema(tmp_path: Path) -> None:
    file = tmp_path / "gambar.docx"
    file.write_bytes(document(FLOW, FLOW))
    assert [error for error in schema_errors(file) if "stylesWithEffects" not in error] == []


@pytest.mark.libreoffice
def test_libreoffice_shows_every_text_of_it(tmp_path: Path) -> None:
    (tmp_path / "gambar.docx").write_bytes(document(FLOW))
    profile = office.Profile(tmp_path / "profil")
    profile.run("--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "gambar.docx"))
    if shutil.which("pdftotext") is None:
        pytest.fail("pdftotext (poppler-utils) is needed")
    shown = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "gambar.pdf"), "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for word in ("Pesanan masuk", "Tanyakan kepada", "Catat order", "tidak", "Penjualan & PPC <2026>"):
        assert word in shown
