"""Pictures and hyperlinks that come from data."""

from __future__ import annotations

import re
import struct
import zlib

import pytest
from ooxml_schema import schema_errors
from render_cases import build, grids, opened

from xl_addin.ooxml.package import Package
from xl_addin.render import TemplateError, render
from xl_addin.render.pictures import LARGEST_IMAGE


def png(width: int = 40, height: int = 20) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    pixels = zlib.compress((b"\0" + b"\x30\x60\x90" * width) * height)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    b"\xff\xc0\x00\x11\x08\x00\x1e\x00\x3c\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01\xff\xd9"
)


def anchors(package: Package) -> list[tuple[int, int, int, int]]:
    """Column, row (from 0), width and height (pixels) of each picture."""
    xml = package.xml("xl/drawings/drawing1.xml")
    found = re.findall(r"<xdr:from><xdr:col>(\d+).*?<xdr:row>(\d+).*?<xdr:ext cx=\"(\d+)\" cy=\"(\d+)\"", xml)
    return [(int(c), int(r), round(int(x) / 9525), round(int(y) / 9525)) for c, r, x, y in found]


def media(package: Package) -> list[str]:
    return [name for name in package.names() if name.startswith("xl/media/")]


def refused(template, data, **how) -> dict[str, str]:
    with pytest.raises(TemplateError) as caught:
        render(build(template), data, **how)
    return {problem.cell: problem.reason for problem in caught.value.problems}


def test_a_picture_fits_its_cell_or_merged_cells_and_keeps_its_shape():
    def draw(book, sheet):
        sheet.set_column("A:B", 20)
        sheet.set_row(2, 60)
        sheet.merge_range("A4:B8", "{{ logo | image }}")

    template = [["{% for k in [1] %}"], ["x"], ["{{ logo | image }}"], [], [], [], [], [], ["{% endfor %}"]]
    package = render(build(template, draw), {"logo": png(40, 20)})
    (column, row, width, height), (_, below, wide, high) = anchors(package)
    assert (column, row, below) == (0, 1, 2)
    assert width == pytest.approx(2 * height, abs=2)
    assert wide == pytest.approx(2 * high, abs=2)
    assert height <= 80
    assert high <= 100
    assert max(wide / 290, high / 100) > 0.9
    assert not schema_errors(package.to_bytes())


def test_the_same_picture_is_in_the_file_once_and_opens_elsewhere():
    template = [["{% for k in kpis %}"], ["{{ k.name }}", "{{ k.logo | image }}"], ["{% endfor %}"]]
    kpis = [
        {"name": "a", "logo": png()},
        {"name": "b", "logo": JPEG},
        {"name": "c", "logo": png()},
        {"name": "d"},
    ]
    kpis[3]["logo"] = None
    package = render(build(template), {"kpis": kpis})
    assert [anchor[:2] for anchor in anchors(package)] == [(1, 0), (1, 1), (1, 2)]
    assert sorted(name.rpartition(".")[2] for name in media(package)) == ["jpeg", "png"]
    assert grids(package)["Data"] == [["a"], ["b"], ["c"], ["d"]]
    assert not schema_errors(package.to_bytes())
    opened(package)


def test_pictures_stand_beside_a_chart_that_was_there():
    def draw(book, sheet):
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Data!$A$1:$A$1"})
        sheet.insert_chart("D1", chart)

    package = render(build([[1, "{{ logo | image }}"]], draw), {"logo": png()})
    xml = package.xml("xl/drawings/drawing1.xml")
    identifiers = re.findall(r'cNvPr id="(\d+)"', xml)
    assert len(identifiers) == len(set(identifiers)) == 2
    assert not schema_errors(package.to_bytes())


def test_named_pictures_come_from_the_folder_only(tmp_path):
    folder = tmp_path / "gambar"
    folder.mkdir()
    (folder / "logo.png").write_bytes(png())
    (tmp_path / "rahasia.png").write_bytes(png())
    (folder / "keluar.png").symlink_to(tmp_path / "rahasia.png")
    template = [["{{ a | image }}"]]
    assert len(media(render(build(template), {"a": "logo.png"}, images=folder))) == 1
    assert "folder gambar" in refused(template, {"a": "logo.png"})["A1"]
    for name in (
        "../rahasia.png",
        str(tmp_path / "rahasia.png"),
        "keluar.png",
        "tak ada.png",
        "\0",
        ".",
        "\\\\server\\x.png",
        "C:x.png",
    ):
        assert "A1" in refused(template, {"a": name}, images=folder)


@pytest.mark.parametrize(
    "bad",
    [b"GIF89a", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", png() + b"\0" * LARGEST_IMAGE, 7, png()[:12], "x.png"],
)
def test_what_is_no_picture_is_refused_with_its_cell(bad):
    assert "B1" in refused([["x", "{{ a | image }}"]], {"a": bad})


def test_links_from_data():
    def draw(book, sheet):
        sheet.write_url("A3", "https://example.com/lama", string="{{ k.url | link(k.name) }}")
        sheet.data_validation("B3", {"validate": "list", "source": ["a"]})

    template = [["judul"], ["{% for k in links %}"], ["{{ k.url | link(k.name) }}"], ["{% endfor %}"]]
    links = [
        {"url": "https://example.com/a?x=1&y=2", "name": "Satu"},
        {"url": "mailto:planner@example.com", "name": None},
        {"url": "#'Isu Internal'!B2", "name": "Isu"},
        {"url": "https://example.com/a?x=1&y=2", "name": "Lagi"},
        {"url": "https://example.com/ø#bagian", "name": "Bagian"},
        {"url": None, "name": "kosong"},
    ]
    package = render(build(template, draw), {"links": links})
    assert grids(package)["Data"] == [
        ["judul"],
        ["Satu"],
        ["planner@example.com"],
        ["Isu"],
        ["Lagi"],
        ["Bagian"],
    ]
    sheet = opened(package)["Data"]
    assert sheet["A2"].hyperlink.target == "https://example.com/a?x=1&y=2"
    assert sheet["A3"].hyperlink.target == "mailto:planner@example.com"
    assert (sheet["A6"].hyperlink.target, sheet["A6"].hyperlink.location) == (
        "https://example.com/%C3%B8",
        "bagian",
    )
    assert sheet["A4"].hyperlink.location == "'Isu Internal'!B2"
    assert package.xml("xl/worksheets/_rels/sheet1.xml.rels").count("x=1") == 1
    assert not schema_errors(package.to_bytes())


@pytest.mark.parametrize(
    "bad",
    [
        *(
            "javascript:alert(1)",
            "http://example.com",
            "file:///etc/passwd",
            "C:\\x.exe",
            "\\\\server\\x",
            "https://",
        ),
        *(
            "mailto:",
            "ftp://x",
            "https://a b",
            "#=1+1",
            "#Data!A1\nx",
            "https://[",
            7,
            "https://x/" + "a" * 3000,
        ),
    ],
)
def test_other_links_are_refused_with_their_cell(bad):
    assert "A1" in refused([["{{ a | link('x') }}"]], {"a": bad})


def test_a_picture_or_link_stands_alone_in_its_cell():
    assert "sendirian" in refused([["logo: {{ a | image }}"]], {"a": png()})["A1"]
    assert "sendirian" in refused([["ke {{ 'https://a.id' | link }}"]], {})["A1"]


def test_a_missing_name_is_still_told():
    assert "logo" in refused([["{{ lgo | image }}"]], {"logo": png()})["A1"]


def test_links_and_pictures_in_repeated_columns():
    template = [
        ["{% columns %}", "{% for m in months %}{% endfor %}"],
        ["x", "{{ m.url | link(m.name) }}"],
        ["y", "{{ m.logo | image }}"],
    ]
    months = [{"url": f"https://example.com/{n}", "name": n, "logo": png()} for n in ("jan", "feb")]
    package = render(build(template), {"months": months})
    sheet = opened(package)["Data"]
    assert [sheet[cell].hyperlink.target for cell in ("B1", "C1")] == [m["url"] for m in months]
    assert [anchor[:2] for anchor in anchors(package)] == [(1, 1), (2, 1)]
    assert not schema_errors(package.to_bytes())
