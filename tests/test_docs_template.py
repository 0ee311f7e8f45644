"""The examples of docs/template.md give what the page shows; its links, pictures and messages are right."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from ooxml_schema import schema_errors
from render_cases import build

from docs.make_template_pictures import EXAMPLES, FOLDER, ROOT, Example
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.workbook import Workbook
from xl_addin.render import TemplateError, render
from xl_addin.render.check import check

PAGE = (ROOT / "docs" / "template.md").read_text(encoding="utf-8")

RESULTS: dict[str, dict[str, list[list[Any]]]] = {
    "nilai": {
        "Lembar1": [
            ["PT Mebel Nusantara", None],
            ["Rencana tahun 2027", None],
            ["Disusun", datetime.date(2026, 11, 2)],
            ["Omzet", 48_500_000_000],
            ["Tumbuh", 0.125],
            ["Disetujui", True],
            ["Kode", "007"],
            ["Tahun depan", 54_562_500_000],
        ]
    },
    "baris": {
        "Lembar1": [
            ["Produk", "Unit", "Harga", "Nilai", "Bagian"],
            ["Kursi makan", 1200, 850_000, 1_020_000_000, pytest.approx(1020 / 2655)],
            ["Meja makan", 300, 3_200_000, 960_000_000, pytest.approx(960 / 2655)],
            ["Lemari", 150, 4_500_000, 675_000_000, pytest.approx(675 / 2655)],
            ["Jumlah", 1650, None, 2_655_000_000, pytest.approx(1)],
        ]
    },
    "syarat": {
        "Lembar1": [
            ["KPI", "Target", "Aktual", "Keterangan"],
            ["Omzet", 100, 112, "tercapai"],
            ["Retur", 100, 85, "kurang: periksa tahap akhir"],
            ["Tepat kirim", 95, 95, "tercapai"],
        ]
    },
    "kelompok": {
        "Lembar1": [
            ["Perspektif / KPI", "Bobot"],
            ["Keuangan", 35],
            ["Omzet", 20],
            ["Laba bersih", 15],
            ["Pelanggan", 30],
            ["Tepat kirim", 30],
            ["Proses", 35],
            ["Rendemen kayu", 20],
            ["Cacat", 15],
            ["Jumlah", 100],
        ]
    },
    "grafik": {
        "Lembar1": [
            ["Bulan", "Unit"],
            ["Januari", 320],
            ["Februari", 290],
            ["Maret", 410],
            ["April", 380],
            ["Mei", 450],
        ]
    },
    "kosong": {"Lembar1": [["Tanggal", "Keluhan"], [None, "Tidak ada keluhan"], ["Jumlah", 0]]},
    "filter": {
        "Lembar1": [
            ["Kuitansi 0027", None],
            ["Tanggal", "2 November 2026"],
            ["Jumlah", "Rp 12.500.000"],
            ["Terbilang", "dua belas juta lima ratus ribu rupiah"],
            ["Volume", "3,50 m3"],
            ["Nama lembar", "Riset Mutu 2027"],
        ]
    },
    "lembar": {
        "Produksi": [["Produksi 2027", None], ["KPI", "Target"], ["Rendemen kayu", 0.62], ["Cacat", 0.02]],
        "Penjualan": [["Penjualan 2027", None], ["KPI", "Target"], ["Tepat kirim", 0.95]],
    },
    "kolom": {
        "Lembar1": [
            ["Produk", "Jan", "Feb", "Mar", "Jumlah"],
            ["Kursi", 100, 120, 90, 310],
            ["Meja", 30, 25, 40, 95],
            ["Jumlah", 130, 145, 130, 405],
        ]
    },
}


@pytest.fixture(params=EXAMPLES.values(), ids=list(EXAMPLES))
def example(request: pytest.FixtureRequest) -> Example:
    return request.param


def test_each_example_gives_what_its_picture_shows(example: Example) -> None:
    workbook = Workbook(example.result())
    assert {sheet.name: _shown(workbook, sheet.name) for sheet in workbook.worksheets()} == RESULTS[
        example.name
    ]


def _shown(workbook: Workbook, name: str) -> list[list[Any]]:
    sheet = workbook.sheet(name)
    area = sheet.used_area()
    assert area is not None
    return [
        [_value(workbook, name, row, column) for column in range(1, area.right + 1)]
        for row in range(1, area.bottom + 1)
    ]


def _value(workbook: Workbook, name: str, row: int, column: int) -> Any:
    sheet = workbook.sheet(name)
    cell, value = sheet.cell(row, column), sheet.value(row, column)
    if cell is not None and isinstance(value, float) and workbook.is_date(cell.style):
        return datetime.date(1899, 12, 30) + datetime.timedelta(value)
    return value


def test_the_templates_are_as_they_are_drawn_and_good(example: Example) -> None:
    path = FOLDER / f"{example.name}.xlsx"
    drawn, committed = Package.open(example.template()), Package.open(path)
    assert {n: drawn.read(n) for n in drawn.names()} == {n: committed.read(n) for n in committed.names()}
    assert check(path).good
    assert schema_errors(example.result().to_bytes()) == []


def test_the_chart_and_the_table_of_the_page_grow() -> None:
    package = EXAMPLES["grafik"].result()
    assert 'ref="A1:B6"' in package.xml("xl/tables/table1.xml")
    assert "Lembar1!$B$2:$B$6" in package.xml("xl/charts/chart1.xml")


def test_pictures_and_links_of_the_page_exist(example: Example) -> None:
    assert f"images/template-{example.name}.png" in PAGE
    for target in re.findall(r"\]\(([^)#]+)\)", PAGE):
        assert (ROOT / "docs" / target).exists(), target
    for picture in (ROOT / "docs" / "images").glob("template-*.png"):
        assert picture.stat().st_size < 60_000


def test_the_messages_of_the_page_are_those_that_one_gets() -> None:
    grid = [
        ["{{ perusahan }}", "{{ total | rupih }}", "{{ omzet / 0 }}"],
        ["{% for k in kpi %}"],
        ["{{ k.nmae }}", "{{ k.nama + 1 }}"],
        ["{% endfor %}"],
        ["{% if tahun %}"],
    ]
    data = {"perusahaan": "PT", "omzet": 1, "tahun": 1, "total": 1, "kpi": [{"nama": "Omzet"}]}
    with pytest.raises(TemplateError) as caught:
        render(build({"Kartu": grid}), data)
    found = [str(problem) for problem in caught.value.problems]
    assert sorted(found) == sorted(re.findall(r"^    (Kartu!.*)$", PAGE, re.MULTILINE))
