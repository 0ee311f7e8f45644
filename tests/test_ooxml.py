"""The package on disk: what is not touched stays as it is, and what is hostile is refused."""

from __future__ import annotations

import errno
import io
import os
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from udfs.registry import ExcelError
from xl_addin import files
from xl_addin.errors import LembarError
from xl_addin.ooxml.formula import Kind, map_calls, map_references, shift, tokens
from xl_addin.ooxml.package import Limits, Package
from xl_addin.ooxml.references import MAX_COLUMN, MAX_ROW, column_letter, column_number, parse_area
from xl_addin.ooxml.workbook import Workbook
from xl_addin.ooxml.xml import escape_text, unescape_text


def book_bytes(fill: dict[str, object] | None = None) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Data"
    for address, value in (fill or {"A1": 1}).items():
        book.active[address] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zip_bytes(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


# --- package ----------------------------------------------------------------------------------------------


@pytest.mark.shared
def test_excel_made_files_come_back_part_by_part(excel_made: Path) -> None:
    paths = sorted(excel_made.glob("*.xls[xm]"))
    assert paths
    for path in paths:
        workbook = Workbook.open(path)
        for sheet in workbook.worksheets():
            for row in sheet.rows.values():
                row.touch()
            sheet.changed = True
            assert sheet.to_xml().replace("<sheetData></sheetData>", "<sheetData/>") == workbook.package.xml(
                workbook.entry(sheet.name).part
            ), (path.name, sheet.name)
        written = Package.open(workbook.package.to_bytes())
        original = Package.open(path)
        assert written.names() == original.names()
        assert all(written.read(name) == original.read(name) for name in original.names())


def test_untouched_parts_keep_their_compressed_bytes() -> None:
    original = book_bytes()
    package = Package.open(original)
    package.write(
        "xl/worksheets/sheet1.xml", package.xml("xl/worksheets/sheet1.xml").replace("<v>1<", "<v>2<")
    )
    written = package.to_bytes()
    with zipfile.ZipFile(io.BytesIO(original)) as before, zipfile.ZipFile(io.BytesIO(written)) as after:
        assert after.testzip() is None
        assert after.namelist() == before.namelist()
        for old, new in zip(before.infolist(), after.infolist(), strict=True):
            if old.filename != "xl/worksheets/sheet1.xml":
                assert (old.CRC, old.compress_size, old.date_time) == (
                    new.CRC,
                    new.compress_size,
                    new.date_time,
                )
    assert openpyxl.load_workbook(io.BytesIO(written))["Data"]["A1"].value == 2


def test_the_same_changes_give_the_same_bytes() -> None:
    def build() -> bytes:
        package = Package.open(original)
        package.write("xl/extra.xml", "<a/>")
        return package.to_bytes()

    original = book_bytes()
    assert build() == build()


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"Kode;Isu\n", "not_zip"),
        (b"", "not_zip"),
        (b"PK\x03\x04 broken", "not_zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (zip_bytes({"../../etc/passwd": b"x"}), "bad_part_name"),
        (zip_bytes({"C:\\x": b"x"}), "bad_part_name"),
        (zip_bytes({"xl/A.xml": b"x", "xl/a.xml": b"y"}), "bad_part_name"),
        (zip_bytes({"bilingual.txt": b"hello"}), "not_workbook"),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, data: bytes, key: str) -> None:
    path = tmp_path / "berkas.xlsx"
    path.write_bytes(data)
    with pytest.raises(LembarError) as caught:
        Workbook.open(path)
    assert caught.value.key == key
    assert "berkas.xlsx" in str(caught.value)


def test_a_file_over_the_limit_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "besar.xlsx"
    with path.open("wb") as file:
        file.truncate(100 << 20)
    with pytest.raises(LembarError) as caught:
        Package.open(path)
    assert caught.value.key == "too_large"
    assert caught.value.facts()["found"] == "100.0 MB"


def test_a_zip_bomb_is_refused_though_its_header_lies() -> None:
    data = bytearray(zip_bytes({"xl/bomb.xml": b"0" * (4 << 20)}))
    directory = data.rindex(b"PK\1\2")
    data[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    package = Package.open(bytes(data), Limits(part=1 << 20))
    with pytest.raises(LembarError) as caught:
        package.read("xl/bomb.xml")
    assert caught.value.key == "bomb"


def test_an_entity_bomb_is_refused() -> None:
    package = Package.open(book_bytes())
    package.write("xl/workbook.xml", '<!DOCTYPE a [<!ENTITY b "bb">]><workbook>&b;</workbook>')
    with pytest.raises(LembarError) as caught:
        Workbook(package)
    assert caught.value.key == "bomb"


def test_a_flipped_byte_is_noticed() -> None:
    data = bytearray(book_bytes())
    entry = zipfile.ZipFile(io.BytesIO(bytes(data))).getinfo("xl/worksheets/sheet1.xml")
    data[entry.header_offset + 30 + len(entry.filename) + entry.compress_size // 2] ^= 0xFF
    with pytest.raises(LembarError) as caught:
        Package.open(bytes(data)).read("xl/worksheets/sheet1.xml")
    assert caught.value.key == "damaged"


# --- writing files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("lock", ["~$rencana.xlsx", ".~lock.rencana.xlsx#"])
def test_a_file_open_elsewhere_is_left_alone(tmp_path: Path, lock: str) -> None:
    path = tmp_path / "rencana.xlsx"
    path.write_bytes(b"lama")
    (tmp_path / lock).touch()
    with pytest.raises(LembarError) as caught:
        files.write_bytes(path, b"baru")
    assert caught.value.key == "locked"
    assert path.read_bytes() == b"lama"


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "rencana.xlsx"
    path.write_bytes(b"lama")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(LembarError) as caught:
        files.write_bytes(path, b"baru")
    assert caught.value.key == "disk_full"
    assert path.read_bytes() == b"lama"
    assert [left.name for left in tmp_path.iterdir()] == ["rencana.xlsx"]


def test_a_read_only_file_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "rencana.xlsx"
    path.write_bytes(b"lama")
    monkeypatch.setattr(os, "access", lambda *_: False)  # root, who runs CI, may write anything
    with pytest.raises(LembarError) as caught:
        files.write_bytes(path, b"baru")
    assert caught.value.key == "read_only"
    assert path.read_bytes() == b"lama"


@given(st.text())
def test_safe_names_never_leave_the_folder(text: str) -> None:
    name = files.safe_name(text)
    assert name == Path(name).name
    assert name not in ("", ".", "..")
    assert not set(name) & set('\\/:*?"<>|\0')


# --- cells ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        0.1,
        -1e300,
        12,
        True,
        False,
        "0123",
        "=1+1",
        " spasi ",
        "baris\nbaru",
        "<&>\"'",
        "\x07",
        "_x0041_",
        "Ω漢字😀",
    ],
)
def test_a_value_put_in_a_cell_reads_back(value: object) -> None:
    workbook = Workbook.open(book_bytes())
    workbook.sheet("Data").writable(7, 3).set_value(value)  # type: ignore[arg-type]
    data = workbook.flush().to_bytes()
    assert Workbook.open(data).sheet("Data").value(7, 3) == value
    cell = openpyxl.load_workbook(io.BytesIO(data))["Data"]["C7"]
    assert cell.data_type != "f"
    if value not in ("\x07", "_x0041_"):  # openpyxl shows Excel's escapes as they are written
        assert cell.value == value


def test_dates_errors_and_blanks_are_written_as_excel_writes_them() -> None:
    workbook = Workbook.open(book_bytes())
    sheet = workbook.sheet("Data")
    sheet.writable(1, 2).set_value(date(2026, 1, 1))
    sheet.writable(1, 3).set_value(datetime(2026, 1, 1, 18))
    sheet.writable(1, 4).set_value(ExcelError.NA)
    sheet.writable(1, 1).set_value(None)
    again = Workbook.open(workbook.flush().to_bytes()).sheet("Data")
    assert [again.value(1, column) for column in range(1, 5)] == [None, 46023.0, 46023.75, ExcelError.NA]


def test_cells_out_of_order_or_without_addresses_are_read_where_excel_reads_them() -> None:
    package = Package.open(book_bytes())
    rows = (
        '<row><c><v>1</v></c><c t="b"><v>1</v></c></row>'
        '<row r="5"><c s="0" r="D5"><v>4</v></c><c><v>5</v></c></row>'
    )
    xml = package.xml("xl/worksheets/sheet1.xml")
    start, end = xml.index("<sheetData>"), xml.index("</sheetData>")
    package.write("xl/worksheets/sheet1.xml", xml[:start] + "<sheetData>" + rows + xml[end:])
    sheet = Workbook(package).sheet("Data")
    found = {(cell.row, cell.column): sheet.value_of(cell) for cell in sheet.cells()}
    assert found == {(1, 1): 1.0, (1, 2): True, (5, 4): 4.0, (5, 5): 5.0}


def test_namespace_prefixes_are_read_and_kept() -> None:
    package = Package.open(book_bytes({"A1": 5, "A2": "=A1*2"}))
    xml = package.xml("xl/worksheets/sheet1.xml")
    prefixed = xml.replace("<", "<x:").replace("<x:/", "</x:").replace('xmlns="', 'xmlns:x="')
    package.write("xl/worksheets/sheet1.xml", prefixed)
    workbook = Workbook(package)
    sheet = workbook.sheet("Data")
    cell = sheet.cell(2, 1)
    assert cell is not None
    assert cell.formula == "A1*2"
    sheet.set_cached(cell, 10.0)
    again = openpyxl.load_workbook(io.BytesIO(workbook.flush().to_bytes()), data_only=True)
    assert again["Data"]["A2"].value == 10


@pytest.mark.shared
def test_shared_formulas_read_as_openpyxl_translates_them(excel_made: Path) -> None:
    checked = 0
    for path in sorted(excel_made.glob("*.xlsx")):
        workbook = Workbook.open(path)
        for sheet in workbook.worksheets():
            masters = {}
            for cell in sheet.cells():
                if "shared" not in cell.formula_tag:
                    continue
                index = cell.formula_tag.split('si="')[1].split('"')[0]
                if cell.formula:
                    masters[index] = cell
                master = masters[index]
                expected = Translator("=" + (master.formula or ""), origin=master.name).translate_formula(
                    cell.name
                )
                assert "=" + (sheet.formula_of(cell) or "") == expected
                checked += 1
    assert checked > 400


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"])))
def test_any_text_survives_xml(text: str) -> None:
    if "\r" not in text:  # a bare carriage return is what Excel escapes too
        assert unescape_text(escape_text(text)) == text


# --- references and formulas ------------------------------------------------------------------------------


@given(st.integers(1, MAX_COLUMN))
def test_column_letters_and_numbers_are_inverse(number: int) -> None:
    assert column_number(column_letter(number)) == number


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("[1]!EOQ(A1)", ["[1]!EOQ", "(", "A1", ")"]),
        ("'[1]My Sheet'!A1+[1]S!B2", ["'[1]My Sheet'!A1", "+", "[1]S!B2"]),
        ("SUM(\\_P.1[calc='#*'#])", ["SUM", "(", "\\_P.1[calc='#*'#]", ")"]),
        ("T[[#This Row],[a]:[b]]", ["T[[#This Row],[a]:[b]]"]),
        ("S1:S3!A1#", ["S1:S3!A1", "#"]),
        ("XFE1+A1048577+TAX26", ["XFE1", "+", "A1048577", "+", "TAX26"]),
        ('"A1 ""x"""&A1', ['"A1 ""x"""', "&", "A1"]),
        ("1:1 $B:C", ["1:1", " ", "$B:C"]),
    ],
)
def test_formulas_are_cut_into_their_tokens(formula: str, expected: list[str]) -> None:
    assert [token.text for token in tokens(formula)] == expected


@given(st.text(alphabet="A1$:!'\"[](){},;+-*/&=<># .eX9_\\é", max_size=40))
def test_tokens_joined_give_the_formula_again(formula: str) -> None:
    assert "".join(token.text for token in tokens(formula)) == formula
    assert map_references(formula, str).upper() == formula.upper()


cells = st.builds(
    lambda c, column, r, row: f"{'$' * c}{column_letter(column)}{'$' * r}{row}",
    st.booleans(),
    st.integers(1, 60),
    st.booleans(),
    st.integers(1, 500),
)
operands = (
    cells
    | st.builds("{}:{}".format, cells, cells)
    | cells.map("Data!{}".format)
    | cells.map("'a b'!{}".format)
)
formulas = st.lists(operands, min_size=1, max_size=4).map(lambda parts: "SUM(" + ",".join(parts) + ')&"A1"')


@given(formulas, st.integers(0, 40), st.integers(0, 20))
def test_shifting_agrees_with_openpyxl(formula: str, rows: int, columns: int) -> None:
    target = f"{column_letter(1 + columns)}{1 + rows}"
    assert "=" + shift(formula, rows, columns) == Translator("=" + formula, origin="A1").translate_formula(
        target
    )


def test_what_leaves_the_sheet_becomes_a_reference_error() -> None:
    assert shift("A1+$A$1+Data!B2:B3", -1, 0) == "#REF!+$A$1+Data!B1:B2"
    assert shift(f"A{MAX_ROW}", 1, 0) == "#REF!"


def test_calls_are_replaced_from_the_inside_with_all_their_arguments() -> None:
    formula = 'IF(A1="EOQ(1,2)",EOQ(MAX(A1,2),,{1,2;3,4}),eoq())'
    seen: list[list[str]] = []

    def change(_: str, arguments: list[str]) -> str:
        seen.append(arguments)
        return "0"

    assert map_calls(formula, ["EOQ"], change) == 'IF(A1="EOQ(1,2)",0,0)'
    assert seen == [["MAX(A1,2)", "", "{1,2;3,4}"], []]


def test_every_kind_of_token_is_told_apart() -> None:
    kinds = [token.kind for token in tokens('SUM(A1,"t",1.5e3,#N/A,tbl[x],Nama)') if token.text not in "(),"]
    assert kinds == [
        Kind.FUNCTION,
        Kind.REFERENCE,
        Kind.TEXT,
        Kind.NUMBER,
        Kind.ERROR,
        Kind.STRUCTURED,
        Kind.NAME,
    ]


def test_areas_of_whole_columns_and_rows() -> None:
    assert parse_area("B:C").rows == MAX_ROW
    assert parse_area("2:3").columns == MAX_COLUMN
    with pytest.raises(ValueError, match="no area"):
        parse_area("tbl[x]")


# --- workbook ---------------------------------------------------------------------------------------------


def test_names_tables_and_dates_are_found() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Isu & Data"
    sheet.append(["Tanggal", "Nilai"])
    sheet.append([date(2026, 11, 2), 3])
    sheet.add_table(openpyxl.worksheet.table.Table(displayName="tbl", ref="A1:B2"))
    book.defined_names["Nilai"] = openpyxl.workbook.defined_name.DefinedName(
        "Nilai", attr_text="'Isu & Data'!$B$2"
    )
    out = io.BytesIO()
    book.save(out)
    workbook = Workbook.open(out.getvalue())
    (table,) = workbook.tables
    assert (table.name, table.sheet, str(table.area), str(table.body)) == (
        "tbl",
        "Isu & Data",
        "A1:B2",
        "A2:B2",
    )
    assert table.columns == ["Tanggal", "Nilai"]
    assert [(n.name, n.formula, n.sheet) for n in workbook.defined_names] == [
        ("Nilai", "'Isu & Data'!$B$2", None)
    ]
    cell = workbook.sheet("isu & data").cell(2, 1)
    assert cell is not None
    assert workbook.is_date(cell.style)
    table.area = parse_area("A1:B9")
    workbook.defined_names[0].formula = "'Isu & Data'!$B$2:$B$9"
    again = openpyxl.load_workbook(io.BytesIO(workbook.flush().to_bytes()))
    assert again["Isu & Data"].tables["tbl"].ref == "A1:B9"
    assert again["Isu & Data"].tables["tbl"].autoFilter.ref == "A1:B9"
    assert again.defined_names["Nilai"].attr_text == "'Isu & Data'!$B$2:$B$9"


def test_a_sheet_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(LembarError) as caught:
        Workbook.open(book_bytes()).sheet("Kekuatan")
    assert caught.value.facts()["expected"] == "Data"
