"""The document of a procedure: all its parts, the diagram as shapes, the watermark until all have signed."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from ooxml_schema import schema_errors
from sop_procedures import procedures

from xl_addin.sop.document import PARTS, Cover, Signature, fill
from xl_addin.sop.flow_chart import flow_chart
from xl_addin.sop.pdf import to_pdf
from xl_addin.sop.procedure import Actor, Procedure, Section, Step, Term

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
V = "{urn:schemas-microsoft-com:vml}"
HEADINGS = [
    *("1. Ruang lingkup", "2. Tujuan", "3. Definisi", "4. Ketentuan umum", "5. Tanggung jawab"),
    *("6. Diagram alir", "7. Uraian langkah", "8. Ketentuan khusus", "9. Rekaman", "10. Lampiran"),
    "11. Referensi",
]
WATERMARK = "DRAF - BELUM DISAHKAN"
STEPS = (
    Step("L01", "Pesanan kursi diterima", "Pelanggan", "Mulai"),
    Step("L02", "Periksa kelengkapan", "Penjualan", requirements="Gambar kerja", document="Form pesanan",
         low=10.0, likely=20.0, high=60.0, indicator="Selesai hari itu"),
    Step("L03", "Lengkap?", "Penjualan", "Keputusan", document="Form pesanan", likely=5.0, next="L04; L02",
         branches="Ya; Tidak"),
    Step("L04", "Terbitkan SPK", "PPC", "Selesai", document="SPK"),
)  # fmt: skip
PROCEDURE = Procedure(
    STEPS,
    (Actor("Pelanggan", "Pemesan"), Actor("Penjualan", "Staf Penjualan"), Actor("PPC", "Kepala PPC")),
    title="Penerimaan pesanan",
    number="SOP-PJL-01",
    terms=(Term("SPK", "Surat perintah kerja"),),
    sections=tuple(Section(heading, "1", f"Butir tentang {heading.lower()}.") for heading in PARTS.values()),
)
SIGNED = tuple(
    Signature(role, name, position, date(2027, 1, day), "Disetujui")
    for role, name, position, day in (
        ("Dibuat", "Sinta Maharani", "Staf Penjualan", 5),
        ("Dikoreksi", "Dewi Lestari", "Manajer Penjualan", 8),
        ("Disahkan", "Hendra Wijaya", "Direktur Utama", 12),
    )
)
COVER = Cover(
    "PT Mebel Nusantara",
    "01",
    date(2027, 1, 15),
    "Penjualan",
    date(2026, 12, 20),
    date(2028, 1, 15),
    1.0,
    (("Penulis", "Sinta Maharani", "Staf Penjualan"),),
    (("00", date(2026, 12, 20), "Terbitan pertama", "Sinta"), ("01", None, "Langkah L03 ditambah", "Dewi")),
    SIGNED,
)


def opened(document: bytes) -> Any:
    return docx.Document(io.BytesIO(document))


def made(procedure: Procedure = PROCEDURE, cover: Cover = COVER, *, draft: bool = False) -> Any:
    return opened(fill(procedure, cover, draft=draft))


def texts(document: Any) -> str:
    """Return all that stands in paragraphs and cells, but not in the drawing."""
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def table(document: Any, first: str) -> list[list[str]]:
    """Return the table whose first heading is this one."""
    found = next(one for one in document.tables if one.cell(0, 0).text == first)
    return [[cell.text for cell in row.cells] for row in found.rows]


def watermarks(document: Any) -> list[str]:
    return [
        path.get("string")
        for section in document.sections
        for path in section.header._element.iter(f"{V}textpath")
        if path.get("string")
    ]


def test_all_parts_are_there_in_the_procedures_own_order() -> None:
    document = made()
    told = [paragraph.text for paragraph in document.paragraphs]
    assert [text for text in told if re.match(r"\d+\. ", text)] == HEADINGS
    everything = texts(document)
    assert all(f"Butir tentang {heading.lower()}." in everything for heading in PARTS.values())
    assert "Belum diisi." not in everything and "Tidak ada." not in everything
    assert "SPK: Surat perintah kerja" in everything


def test_the_detail_tells_who_by_what_with_which_document_and_how_long() -> None:
    assert table(made(), "Kode") == [
        ["Kode", "Langkah", "PIC", "Indikator", "Dokumen", "Waktu"],
        ["L01", "Pesanan kursi diterima", "Pelanggan", "", "", ""],
        ["L02", "Periksa kelengkapan\nKelengkapan: Gambar kerja", "Penjualan", "Selesai hari itu",
         "Form pesanan", "10-60 menit"],
        ["L03", "Lengkap?\nYa → L04; Tidak → L02", "Penjualan", "", "Form pesanan", "5 menit"],
        ["L04", "Terbitkan SPK", "PPC", "", "SPK", ""],
    ]  # fmt: skip
    assert table(made(), "Pelaksana")[1:] == [
        ["Pelanggan", "Pemesan", "L01"],
        ["Penjualan", "Staf Penjualan", "L02, L03"],
        ["PPC", "Kepala PPC", "L04"],
    ]


def test_the_cover_tells_who_signed_and_what_changed() -> None:
    document = made()
    assert table(document, "Dibuat") == [
        ["Dibuat", "Dikoreksi", "Disahkan"],
        ["Staf Penjualan", "Manajer Penjualan", "Direktur Utama"],
        ["", "", ""],
        ["Sinta Maharani", "Dewi Lestari", "Hendra Wijaya"],
        ["Disetujui, 5 Januari 2027", "Disetujui, 8 Januari 2027", "Disetujui, 12 Januari 2027"],
    ]
    assert table(document, "Revisi")[1:] == [
        ["00", "20 Desember 2026", "Terbitan pertama", "Sinta"],
        ["01", "", "Langkah L03 ditambah", "Dewi"],
    ]
    assert ["Keadaan", "Berlaku"] in table(document, "Unit kerja")
    assert ["Janji waktu", "H+1 hari kerja"] in table(document, "Unit kerja")


def test_the_title_block_stands_at_the_head_of_every_page() -> None:
    document = made()
    assert len(document.sections) == 3
    for section in document.sections:
        (block,) = section.header.tables
        told = " ".join(dict.fromkeys(cell.text for row in block.rows for cell in row.cells))
        for text in ("PT Mebel Nusantara", "Penerimaan pesanan", "SOP-PJL-01", "01", "15 Januari 2027"):
            assert text in told
        fields = [code.text for code in section.header._element.iter(f"{W}instrText")]
        assert fields == ["PAGE", "NUMPAGES"]
        assert block._tbl.tblPr is not None
    wide = [section.page_width > section.page_height for section in document.sections]
    assert wide == [False, True, False], "the diagram lies"


def test_the_diagram_is_a_group_of_shapes_for_each_of_its_pages() -> None:
    many = tuple(Step(f"L{n:02}", f"Kerja {n}", "PPC", likely=5.0) for n in range(1, 41))
    procedure = replace(PROCEDURE, steps=(STEPS[0], *many, STEPS[-1]))
    pages = flow_chart(procedure)
    document = made(procedure)
    drawn = list(document.element.iter(f"{WP}inline"))
    assert len(drawn) == len(pages) > 2
    for inline, page in zip(drawn, pages, strict=True):
        shapes = {one.find(f"{WPS}cNvPr").get("name"): one for one in inline.iter(f"{WPS}wsp")}
        assert {shape.name for shape in page.shapes()} <= set(shapes)
        for shape in page.shapes():
            assert "".join(t.text for t in shapes[shape.name].iter(f"{W}t")) == shape.text.replace("\n", "")
    ids = [one.get("id") for name in (f"{WPS}cNvPr", f"{WP}docPr") for one in document.element.iter(name)]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("signatures", "state"),
    [
        ((), "Menunggu: Dibuat"),
        (SIGNED[:2], "Menunggu: Disahkan"),
        ((*SIGNED[:2], replace(SIGNED[2], date=None)), "Menunggu: Disahkan"),
        ((*SIGNED[:2], replace(SIGNED[2], status="Menunggu")), "Menunggu: Disahkan"),
        ((SIGNED[0], replace(SIGNED[1], status="Dikembalikan"), SIGNED[2]), "Dikembalikan"),
    ],
)
def test_the_watermark_stays_until_all_three_have_signed(
    signatures: tuple[Signature, ...], state: str
) -> None:
    document = made(cover=replace(COVER, signatures=signatures))
    assert watermarks(document) == [WATERMARK] * 3
    assert ["Keadaan", state] in table(document, "Unit kerja")


def test_what_all_three_have_signed_has_no_watermark_unless_there_are_findings() -> None:
    assert watermarks(made()) == []
    document = made(draft=True)
    assert watermarks(document) == [WATERMARK] * 3
    assert ["Keadaan", "Draf: masih ada temuan pemeriksaan"] in table(document, "Unit kerja")


def test_what_people_typed_is_text() -> None:
    nasty = "a < b & {{ 7*7 }} {% raw %} <w:b/>\x0b"
    procedure = replace(
        PROCEDURE,
        steps=(replace(STEPS[0], activity=nasty, document=nasty), *STEPS[1:]),
        sections=(Section("Tujuan", "1", nasty),),
        title=nasty,
    )
    document = made(procedure)
    everything = texts(document)
    assert everything.count("a < b & {{ 7*7 }} {% raw %} <w:b/>") == 3, "purpose, step, document"
    assert nasty[:20] in document.sections[0].header.tables[0].cell(0, 1).text
    assert "49" not in everything
    assert "{{ 7*7 }}" in "".join(
        t.text or "" for one in document.element.iter(f"{WPS}wsp") for t in one.iter(f"{W}t")
    )


def test_an_empty_procedure_says_what_is_missing() -> None:
    document = made(Procedure(()), Cover())
    everything = texts(document)
    assert everything.count("Belum diisi.") == 10 and everything.count("Tidak ada.") == 5
    assert list(document.element.iter(f"{WP}inline")) == []
    assert watermarks(document) == [WATERMARK] * 3


def test_the_same_procedure_gives_the_same_bytes() -> None:
    assert fill(PROCEDURE, COVER, draft=False) == fill(PROCEDURE, COVER, draft=False)


def test_the_document_keeps_to_the_schema(tmp_path: Path) -> None:
    for draft in (False, True):
        file = tmp_path / f"{draft}.docx"
        file.write_bytes(fill(PROCEDURE, COVER, draft=draft))
        assert schema_errors(file) == []


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(procedures(most=30))
def test_any_sound_procedure_has_its_document(procedure: Procedure) -> None:
    document = made(procedure, COVER)
    assert [row[0] for row in table(document, "Kode")[1:]] == [step.code for step in procedure.steps]
    assert len(list(document.element.iter(f"{WP}inline"))) == len(flow_chart(procedure))


@pytest.mark.libreoffice
def test_libreoffice_makes_a_pdf_of_it_with_every_text_and_page(tmp_path: Path) -> None:
    long = "Kerja yang panjang uraiannya " * 7
    many = tuple(
        Step(f"L{n:02}", long * (1 + n % 3), "PPC", document="SPK", likely=5.0) for n in range(5, 31)
    )
    last = replace(STEPS[3], code="L99")
    procedure = replace(PROCEDURE, steps=(*STEPS[:3], replace(STEPS[3], kind="Kegiatan"), *many, last))
    assert max(page.height for page in flow_chart(procedure)[:1]) > 460, "some pages are as full as can be"
    (tmp_path / "sop.pdf").write_bytes(to_pdf(fill(procedure, COVER, draft=True)))
    assert shutil.which("pdftotext") and shutil.which("pdfinfo"), "poppler-utils is needed"
    pages = _pages(tmp_path / "sop.pdf")
    diagram = [page for page in pages if "Kelengkapan" in page and "Keluaran" in page]
    assert len(diagram) == len(flow_chart(procedure)), "a page of the diagram fills no more than one of paper"
    assert "6. Diagram alir" in diagram[0], "its heading stands above it"
    assert len(pages[0].split()) > 60 < len(pages[1].split()), "no page is left blank"
    everything = " ".join(" ".join(pages).split())
    for text in (*HEADINGS, "Hendra Wijaya", "Butir tentang tujuan.", "SOP-PJL-01", f"1 dari {len(pages)}"):
        assert text in everything
    for step in procedure.steps:
        assert step.code in everything


def _pages(file: Path) -> list[str]:
    told = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True
    )
    return told.stdout.split("\f")[:-1]
