"""The shipped templates hold what the procedure and the house rules ask of them."""

from __future__ import annotations

import re
import string
import zipfile
from collections.abc import Iterator
from pathlib import Path

import allocation_spec
import bsc_spec
import complaints_spec
import discounts_spec
import openpyxl
import production_spec
import pytest
import sop_spec
from openpyxl.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

import udfs.swot
import udfs.workdays  # noqa: F401 - registers its functions
from templates.formats import FORMATS
from templates.formats.palette import FILLS
from udfs.registry import FUNCTIONS
from xl_addin.ooxml.formula import Kind, functions, map_calls, tokens

TEMPLATES = Path(__file__).parents[1] / "templates"

AGREED = {
    *(
        "ABS",
        "AND",
        "COUNT",
        "COUNTA",
        "COUNTIFS",
        "DATE",
        "DAY",
        "IF",
        "IFERROR",
        "INDEX",
        "ISLOGICAL",
        "ISNUMBER",
        "ISTEXT",
        "LEFT",
    ),
    *("MATCH", "MAX", "MIN", "MONTH", "NA", "NOT", "OR", "ROUND", "ROUNDDOWN", "ROUNDUP"),
    *("SUM", "SUMIFS", "SUMPRODUCT", "YEAR"),
}
"""Native functions of which the tests of the engines show that all engines give the same."""

IN_RULES = {"COLUMN"}
"""Functions of conditional formats and validations, which no engine of ours calculates."""

ISSUE = [
    "Stakeholders",
    "Kebutuhan & Harapan Pihak Berkepentingan",
    "Isu",
    "Tinjauan Faktor",
    "Sumber Isu",
    "Kategori SWOT",
]
TAB = ["Kode", "Isu", "Departemen", "Bobot", "Rating", "% Bobot", "Score", "Periksa"]
CARD = ["Satuan", "Polaritas", "Konsolidasi"]
MEASURE = ["KPI", "Definisi", "Rumus", *CARD, "Baseline", "Bobot"]
PERIOD = ["Target", "Realisasi", "Pencapaian", "Skor", "Status"]
TO_DATE = [*(f"{one} s.d." for one in PERIOD), "Lapor s.d."]
PPK = [
    *("ID", "Kode", "KPI", "Target", "Realisasi", "Pencapaian", "Bulan di bawah target", "Selisih"),
    *("Penyebab", "Tindakan perbaikan", "Batas waktu", "PIC", "Persetujuan"),
]


def months(*bands: str) -> list[str]:
    names = "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des"
    return [f"{band} {month}" for band in bands for month in names.split()]


TABLES = {
    **production_spec.TABLES,
    "allocation": allocation_spec.TABLES,
    "bsc": bsc_spec.TABLES,
    "complaints": complaints_spec.TABLES,
    "discounts": discounts_spec.TABLES,
    "sop": sop_spec.TABLES,
    "kpi_department": {
        "tbl_realisasi": [
            *("ID", "Kode", "KPI", "Perspektif", *CARD, "Toleransi", "Bobot"),
            *months("Target", "Realisasi", "Penyebut"),
            *("Catatan", *months("Pencapaian", "Skor"), *TO_DATE, "Periksa"),
        ],
        "tbl_scorecard": [
            *("Perspektif", "Kode", "KPI", "Satuan", "Bobot"),
            *(f"{one} bulan" for one in PERIOD),
            *(*TO_DATE, "Tren"),
        ],
        "tbl_kartu": [
            *("ID", "Kode", "Perspektif", "Sasaran", "Inisiatif", *MEASURE, "Toleransi", "PIC"),
            *("Sumber data", "Induk", "Jenis", "Porsi", "Aspek", "Asal"),
        ],
        "tbl_usulan": [
            *("ID", "Kode", "Perspektif", *MEASURE, *months("Target"), "Toleransi", "PIC", "Sumber data"),
            *("Induk", "Aspek", "Status", "Catatan CMS", "Periksa"),
        ],
        "tbl_ppk_1": PPK,
        "tbl_ppk_2": PPK,
        "tbl_riwayat": ["Tanggal", "Kode", "KPI", "Perubahan", "Lama", "Baru"],
        "tbl_arsip": [
            *("Tanggal", "ID", "Kode", "KPI", "Alasan", *months("Realisasi", "Penyebut"), "Catatan"),
        ],
    },
    "swot": {
        "tbl_penerimaan": ["Departemen", "Berkas", "Diterima", "Jumlah isu", "Keterangan"],
        "tbl_isu": ISSUE,
        "tbl_pengembalian": [
            "Departemen",
            *ISSUE,
            "Yang perlu diperbaiki",
            "Diterima",
            "Kembali paling lambat",
        ],
        "tbl_strength": TAB,
        "tbl_weakness": TAB,
        "tbl_opportunity": TAB,
        "tbl_threat": TAB,
        "tbl_inisiatif": [
            *("Kode", "Strategi", "Inisiatif strategis", "Kode isu", "Perspektif BSC"),
            *("Departemen", "Mulai", "Selesai", "Ukuran keberhasilan", "Periksa"),
        ],
        "tbl_libur": [
            *("Tanggal", "Keterangan", "Libur nasional", "Cuti bersama", "Tutup perusahaan"),
            *("Perkiraan", "Dihitung"),
        ],
        "tbl_arsip": ["Tanggal", "Kode", "Isu", "Departemen", "Bobot", "Rating", "Alasan"],
    },
    "issue_form": {"tbl_isu_departemen": ["No", *ISSUE, "Periksa"]},
}
SHEETS = {
    **production_spec.SHEETS,
    "allocation": allocation_spec.SHEETS,
    "bsc": bsc_spec.SHEETS,
    "complaints": complaints_spec.SHEETS,
    "discounts": discounts_spec.SHEETS,
    "sop": sop_spec.SHEETS,
    "kpi_department": [
        *("Petunjuk", "Realisasi", "Scorecard", "Kartu KPI", "Usulan KPI", "PPK Semester 1"),
        *("PPK Semester 2", "Riwayat", "Pengaturan", "Arsip"),
    ],
    "swot": [
        *("Petunjuk", "Pengaturan", "Penerimaan Formulir", "Isu Internal & Eksternal", "Pengembalian"),
        *("Strength", "Weakness", "Opportunity", "Threat", "Positioning", "Matrix Strategy SWOT"),
        *("Inisiatif Strategis", "Hari Libur", "Arsip"),
    ],
    "issue_form": ["Petunjuk", "Formulir Isu", "Daftar"],
}
NAMES = {
    **production_spec.NAMES,
    "allocation": allocation_spec.NAMES,
    "bsc": bsc_spec.NAMES,
    "complaints": complaints_spec.NAMES,
    "discounts": discounts_spec.NAMES,
    "sop": sop_spec.NAMES,
    "kpi_department": {
        *("Nama_perusahaan", "No_dokumen", "Revisi", "Tanggal_berlaku", "Departemen", "Manajer"),
        *("Tahun_rencana", "Bulan_laporan", "Batas_skor", "Cara_minimalkan", "Batas_hijau"),
        *("Batas_kuning", "Nama_status", "Belum_lapor", "Bulan_terverifikasi", "Tanggal_kirim"),
        *("Skor_bulan", "Skor_sd", "Daftar_perspektif", "Daftar_polaritas", "Daftar_konsolidasi"),
        *("Daftar_jenis", "Daftar_aspek"),
    },
    "swot": {
        *("Nama_perusahaan", "Tahun_rencana", "Tanggal_acuan", "Basis_bobot", "Skala_WT", "Urutan_prioritas"),
        *("Hari_kerja_seminggu", "Batas_kembali_hari", "Cuti_bersama_libur", "Hari_Libur", "Nama_posisi"),
        *("Daftar_departemen", "Daftar_faktor", "Daftar_kategori"),
        *("Skor_S", "Skor_W", "Skor_O", "Skor_T", "Bobot_S", "Bobot_W", "Bobot_O", "Bobot_T"),
        *("Posisi_X", "Posisi_Y", "Posisi", "Prioritas", "Matriks_SW", "Matriks_O", "Matriks_T"),
    },
    "issue_form": {
        *("Departemen", "Tahun_rencana", "Tanggal_kirim", "Pengisi"),
        *("Daftar_departemen", "Daftar_faktor", "Daftar_kategori"),
    },
}


@pytest.fixture(params=FORMATS, scope="module")
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def book(name: str) -> Workbook:
    return openpyxl.load_workbook(TEMPLATES / f"{name}.xlsx")


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {entry: archive.read(entry) for entry in archive.namelist()}


def formulas(book: Workbook) -> Iterator[tuple[str, str]]:
    """Every formula of the cells, with its place."""
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                text = cell.value.text if isinstance(cell.value, ArrayFormula) else cell.value
                if isinstance(text, str) and text.startswith("="):
                    yield f"{sheet.title}!{cell.coordinate}", text.removeprefix("=")


def rules(book: Workbook) -> Iterator[tuple[str, str]]:
    """Every formula of tables, validations, conditional formats and names, with its place."""
    for sheet in book:
        for table in sheet.tables.values():
            for column in table.tableColumns:
                if column.calculatedColumnFormula:
                    yield f"{table.name}[{column.name}]", column.calculatedColumnFormula.attr_text
        for validation in sheet.data_validations.dataValidation:
            for text in (validation.formula1, validation.formula2):
                if text:
                    yield f"{sheet.title}!{validation.sqref} validation", text
        for area in sheet.conditional_formatting:
            for rule in area.rules:
                yield from ((f"{sheet.title}!{area.sqref} format", text) for text in rule.formula)
    yield from ((name, defined.attr_text) for name, defined in book.defined_names.items())


def headings(sheet: Worksheet, ref: str) -> list[object]:
    return [cell.value for cell in sheet[ref][0]]


def test_the_committed_template_is_what_the_code_draws(name: str, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.xlsx"
    FORMATS[name](fresh)
    assert parts(fresh) == parts(TEMPLATES / f"{name}.xlsx"), "run: python -m templates.formats"


def test_two_drawings_are_the_same_bytes(name: str, tmp_path: Path) -> None:
    for file in ("one.xlsx", "two.xlsx"):
        FORMATS[name](tmp_path / file)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_excel_keeps_the_numbers_it_is_given(name: str) -> None:
    workbook = parts(TEMPLATES / f"{name}.xlsx")["xl/workbook.xml"].decode()
    (calc,) = re.findall(r"<calcPr [^>]*/>", workbook)
    assert "fullCalcOnLoad" not in calc
    assert int(re.findall(r'calcId="(\d+)"', calc)[0]) >= 191029


def test_sheets_tables_and_names_are_as_the_actions_look_for_them(name: str, book: Workbook) -> None:
    assert book.sheetnames == SHEETS[name]
    found = {t.name: headings(sheet, t.ref) for sheet in book for t in sheet.tables.values()}
    for table, columns in TABLES[name].items():
        assert found[table][: len(columns)] == columns, table
        helpers = found[table][len(columns) :]
        assert not helpers or name == "bsc", table
    assert NAMES[name] <= set(book.defined_names)


def test_a_table_stands_over_its_block_and_columns_bring_their_formulas(book: Workbook) -> None:
    """Headings, ``{% for %}``, body, ``{% endfor %}``; a new row in Excel gets the body row's formula."""
    for sheet in book:
        for table in sheet.tables.values():
            rows = sheet[table.ref]
            if not str(rows[1][0].value).startswith("{% for"):
                continue
            assert [len(rows), rows[3][0].value] == [4, "{% endfor %}"], table.name
            calculated = [
                cell.value.removeprefix("=") if str(cell.value).startswith("=") else None for cell in rows[2]
            ]
            assert [
                column.calculatedColumnFormula and column.calculatedColumnFormula.attr_text
                for column in table.tableColumns
            ] == calculated, table.name


def test_formulas_use_only_what_all_engines_agree_on(name: str, book: Workbook) -> None:
    calculated = [place for place, _ in formulas(book)]
    for place, text in (*formulas(book), *rules(book)):
        used = set(functions(text)) - (set() if place in calculated else IN_RULES)
        assert used <= AGREED | set(FUNCTIONS), place
        assert not any(token.kind is Kind.STRUCTURED for token in tokens(text)), place
        assert "_xlfn" not in text, place
        if name == "issue_form":
            assert used <= AGREED, f"{place}: departments have no add-in"


def test_worksheet_functions_are_called_with_arguments_that_they_have(book: Workbook) -> None:
    def checked(function: str, arguments: list[str]) -> str:
        entry = FUNCTIONS[function]
        assert entry.required <= len(arguments) <= len(entry.arguments), function
        return function

    for _, text in formulas(book):
        map_calls(text, FUNCTIONS, checked)


def test_names_in_formulas_are_defined(book: Workbook) -> None:
    for place, text in (*formulas(book), *rules(book)):
        used = {token.text for token in tokens(text) if token.kind is Kind.NAME} - {"TRUE", "FALSE"}
        assert used <= set(book.defined_names), place


def test_input_cells_are_yellow_and_unlocked_and_all_others_locked(name: str, book: Workbook) -> None:
    fills = {kind: f"FF{colour[1:]}" for kind, colour in FILLS.items()}
    for sheet in book:
        strategies = sheet.title == "Matrix Strategy SWOT"  # typed into, but in the colour of their quadrant
        for row in sheet.iter_rows(min_row=6):
            for cell in row:
                yellow = cell.fill.fgColor.rgb == fills["input"]
                free = not cell.protection.locked
                place = f"{sheet.title}!{cell.coordinate}"
                if sheet.title != "Petunjuk" and not strategies:
                    assert yellow == free, place
                if str(cell.value).startswith("="):
                    assert not free, place


def test_every_sheet_has_header_legend_frozen_headings_and_fits_its_paper(name: str, book: Workbook) -> None:
    for sheet in book:
        top = [
            str(cell.value) for row in sheet.iter_rows(max_row=4) for cell in row if cell.value is not None
        ]
        assert {"No. Dokumen", "Revisi", "Tanggal berlaku", "Halaman"} <= set(top), sheet.title
        assert "Tahun_rencana" in " ".join(top), sheet.title
        assert sheet.freeze_panes is not None, sheet.title
        assert sheet.print_title_rows, sheet.title
        wide = any(len(table.tableColumns) > 20 for table in sheet.tables.values())
        assert sheet.page_setup.paperSize in ((8, 9) if wide else (9,)), sheet.title
        setup = sheet.sheet_properties.pageSetUpPr
        if sheet.row_breaks.brk:  # Excel does not heed them on a sheet that is fitted to its paper
            assert (setup and setup.fitToPage, sheet.page_setup.scale) == (None, 85), sheet.title
        else:
            assert (setup.fitToPage, sheet.page_setup.fitToWidth or 1) == (True, 1), sheet.title
        assert "&P" in sheet.oddFooter.right.text, sheet.title
        width = sum(sheet.column_dimensions[c].width for c in sheet.column_dimensions if c in "ABCDEFGHIJKLM")
        assert wide or width <= 205, f"{sheet.title} would print too small"
        assert sheet.page_setup.orientation == ("landscape" if width > 145 else sheet.page_setup.orientation)
        if sheet.tables and sheet.title not in ("Daftar", "Pengaturan", "Scorecard", "Identitas", "Simulasi"):
            table = next(iter(sheet.tables.values()))
            assert sheet.freeze_panes.strip(string.ascii_uppercase) == f"{int(table.ref[1]) + 1}", sheet.title
            assert {"Dihitung"} <= {cell.value for cell in sheet[5]}, sheet.title


def test_every_dropdown_and_limit_tells_the_planner_what_to_do(book: Workbook) -> None:
    for sheet in book:
        for validation in sheet.data_validations.dataValidation:
            place = f"{sheet.title}!{validation.sqref}"
            assert validation.promptTitle and validation.prompt, place
            assert validation.errorTitle and validation.error, place


@pytest.mark.parametrize("tab", ["Strength", "Weakness", "Opportunity", "Threat"])
def test_weights_and_ratings_are_limited(tab: str) -> None:
    sheet = openpyxl.load_workbook(TEMPLATES / "swot.xlsx")[tab]
    limits = {
        str(v.sqref): (v.type, v.operator, v.formula1, v.formula2)
        for v in sheet.data_validations.dataValidation
    }
    assert limits["D11"] == ("decimal", "greaterThan", "0", None)
    assert limits["E11"][0] == "decimal"
    assert limits["E11"][2:] == ("1", "4")


def test_signatures_stand_under_the_form_and_on_the_position() -> None:
    for file, title in (
        ("swot", "Positioning"),
        ("swot", "Inisiatif Strategis"),
        ("issue_form", "Formulir Isu"),
    ):
        sheet = openpyxl.load_workbook(TEMPLATES / f"{file}.xlsx")[title]
        texts = {cell.value for row in sheet.iter_rows(min_row=13) for cell in row}
        assert {"Dibuat", "Diperiksa", "Disetujui"} <= texts, title


def test_the_chart_can_always_show_the_point_and_names_the_quadrants_from_cells() -> None:
    chart = parts(TEMPLATES / "swot.xlsx")["xl/charts/chart1.xml"].decode()
    assert chart.count('<c:max val="4"/><c:min val="-4"/>') == 2, "scores lie between 0 and 4"
    assert chart.count('<c:showSerName val="1"/>') == 5
    assert re.findall(r"<c:ser>.*?<c:f>(.*?)</c:f>", chart) == [
        f"Positioning!$R${row}" for row in (9, 10, 11, 12, 8)
    ]
