"""Recalculation of files: right values, and not a character else; or a refusal, and the file as it was."""

from __future__ import annotations

import errno
import os
import re
import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from excel_files import ADDIN_RELATION, sheet, with_addin_link, without_values, workbook
from hypothesis import given, settings
from hypothesis import strategies as st

from udfs.registry import ExcelError, Scalar
from xl_addin.calc import office
from xl_addin.errors import LembarError
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.workbook import Workbook
from xl_addin.recalc import Change, recalculate
from xl_addin.recalc.cached import write_values
from xl_addin.recalc.dump import dump
from xl_addin.recalc.model import Reason
from xl_addin.recalc.verify import CACHED, agree, verify

SHEET = "xl/worksheets/sheet1.xml"


def cells(package: Package, *addresses: str, name: str = "S") -> list[object]:
    found = Workbook(Package.open(package.to_bytes())).sheet(name)
    places = [re.match(r"([A-Z]+)(\d+)", address) for address in addresses]
    return [found.value(int(place[2]), ord(place[1]) - 64) for place in places if place]


# --- Excel-made files -------------------------------------------------------------------------------------


@pytest.mark.shared
def test_excel_made_files_show_what_excel_showed_after_their_values_were_spoilt(
    excel_made: Path, tmp_path: Path
) -> None:
    formulas = 0
    for path in sorted(excel_made.glob("*.xls[xm]")):
        copy = tmp_path / path.name
        shutil.copyfile(path, copy)
        _spoil(copy)
        report = recalculate(copy)
        formulas += report.formulas
        before, after = Package.open(path), Package.open(copy)
        assert before.names() == after.names()
        for name in before.names():
            if before.read(name) != after.read(name):
                assert name.startswith("xl/worksheets/"), (path.name, name)
                assert without_values(before.read(name)) == without_values(after.read(name)), (
                    path.name,
                    name,
                )
        old, new = Workbook(before), Workbook(after)
        for one, other in zip(old.worksheets(), new.worksheets(), strict=True):
            for cell in one.cells():
                shown = one.value_of(cell), other.value(cell.row, cell.column)
                assert agree(*shown), (path.name, one.name, cell.name, shown)
    assert formulas > 700


def _spoil(path: Path) -> None:
    """Give every formula a wrong number as its value."""
    package = Package.open(path)
    for name in package.names():
        if name.startswith("xl/worksheets/sheet"):
            wrong = re.sub(r"(</f>|<f\b[^>]*/>)<v>[^<]*</v>", r"\1<v>-12345.5</v>", package.xml(name))
            wrong = re.sub(r'(<c\b[^>]*?) t="(?:str|b|e|s)"([^>]*><f)', r"\1\2", wrong)
            package.write(name, wrong)
    package.save(path)


@pytest.mark.shared
def test_a_current_file_is_not_even_written(excel_made: Path, tmp_path: Path) -> None:
    copy = tmp_path / "a.xlsx"
    shutil.copyfile(excel_made / "ForShifting.xlsx", copy)
    os.utime(copy, (1, 1))
    report = recalculate(copy)
    assert report.changes == []
    assert copy.stat().st_mtime == 1
    assert copy.read_bytes() == (excel_made / "ForShifting.xlsx").read_bytes()


# --- what is written --------------------------------------------------------------------------------------


def test_every_kind_of_value_is_written_as_excel_writes_it() -> None:
    formulas = [
        "1/4",
        "1&gt;0",
        "1/0",
        '"  a&lt;b"',
        '""',
        "10^15*2",
        "1/3*10^-9",
        "NA()",
        '"x"&amp;CHAR(8)',
        "DATE(2026,1,2)",
    ]
    rows = {n: f'<c r="A{n}" s="3"><f>{formula}</f><v>9</v></c>' for n, formula in enumerate(formulas, 1)}
    package = workbook({"S": sheet(rows)})
    recalculate(package)
    xml = package.xml(SHEET)
    assert '<c r="A1" s="3"><f>1/4</f><v>0.25</v></c>' in xml
    assert '<c r="A2" s="3" t="b"><f>1&gt;0</f><v>1</v></c>' in xml
    assert '<c r="A3" s="3" t="e"><f>1/0</f><v>#DIV/0!</v></c>' in xml
    assert '<f>"  a&lt;b"</f><v xml:space="preserve">  a&lt;b</v>' in xml
    assert '<c r="A5" s="3" t="str"><f>""</f><v></v></c>' in xml
    assert "<v>2000000000000000.0</v>" in xml
    assert f"<v>{1 / 3 * 1e-9!r}</v>" in xml
    assert '<c r="A8" s="3" t="e"><f>NA()</f><v>#N/A</v></c>' in xml
    assert "<v>x_x0008_</v>" in xml
    assert '<c r="A10" s="3"><f>DATE(2026,1,2)</f><v>46024</v></c>' in xml
    assert cells(package, "A9", "A4") == ["x\x08", "  a<b"]


def test_only_values_change_in_the_sheets_text() -> None:
    rows = (
        '<row r="1" spans="1:3" ht="20.25" customHeight="1" x14ac:dyDescent="0.25">\n  '
        '<c r="A1" t="s" s="7"><v>0</v></c> <c r="B1" cm="0" s="1" t="str">'
        '<f ca="1">IF(1=1,&quot;ya&quot;,&quot;&quot;&amp;A1)</f><v>lama</v></c>'
        "<c r='C1'><f>2*3</f><v>6</v></c></row>\n  <row r='2'/>\n"
    )
    strings = "<sst><si><t>isu</t></si></sst>"
    relation = (
        '<Relationship Id="rId8" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"'
        ' Target="sharedStrings.xml"/>'
    )
    package = workbook(
        {"S": rows, "T": sheet({1: '<c r="A1"><f>S!C1</f></c>'})},
        parts={"xl/sharedStrings.xml": strings, "xl/calcChain.xml": "<calcChain/>"},
        relations=relation,
    )
    before = {name: package.read(name) for name in package.names()}
    report = recalculate(package)
    assert report.changes == [Change("S", "B1", "lama", "ya"), Change("T", "A1", None, 6.0)]
    changed = {name for name in package.names() if package.read(name) != before[name]}
    assert changed == {SHEET, "xl/worksheets/sheet2.xml"}
    assert package.read(SHEET) == before[SHEET].replace(b"<v>lama</v>", b"<v>ya</v>")


def test_array_formulas_fill_their_area_and_no_more() -> None:
    rows = {
        1: '<c r="A1"><f t="array" ref="A1:A3">B1:B3*2</f><v>0</v></c><c r="B1"><v>1</v></c>'
        '<c r="D1"><f>SUM(A1:A9)</f></c>',
        2: '<c r="A2"><v>77</v></c><c r="B2"><v>2</v></c>',
        3: '<c r="B3"><v>3</v></c>',
        5: '<c r="A5"><f t="array" ref="A5:B6">7</f></c><c r="D5"><f t="array" ref="D5:D7">B1:B2</f></c>',
    }
    package = workbook({"S": sheet(rows)})
    recalculate(package)
    assert cells(package, "A1", "A2", "A3", "A4", "D1") == [2.0, 4.0, 6.0, None, 12.0 + 2 * 7.0]
    assert cells(package, "A5", "B5", "A6", "B6") == [7.0] * 4
    assert cells(package, "D5", "D6", "D7") == [1.0, 2.0, ExcelError.NA]


SCALARS = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.sampled_from(ExcelError),
)


@given(SCALARS, SCALARS)
def test_any_value_is_read_back_as_it_was_written(one: Scalar, other: Scalar) -> None:
    cell = '<c r="A1" s="4" t="str" vm="1"><f ca="1">"&lt;v&gt;"&amp;A2</f><v>lama</v></c>'
    package = workbook({"S": sheet({1: cell + '<c r="B1"><v>5</v></c>'})})
    before = package.read(SHEET)
    for value in (one, other):
        book = Workbook(package)
        write_values(book, {("S", 1, 1): value})
        package = Package.open(book.flush().to_bytes())
        read = Workbook(package).sheet("S").value(1, 1)
        assert read == value
        assert type(read) is type(value)
        assert without_values(package.read(SHEET)) == without_values(before).replace(' vm="1"', "")


# --- add-in calls -----------------------------------------------------------------------------------------


def addin_workbook() -> Package:
    rows = {
        1: '<c r="A1"><v>3</v></c><c r="B1"><v>4</v></c>'
        '<c r="C1" t="e"><f>[1]!SWOT_SCORE(A1,B1,A$1:A$3)</f><v>#NAME?</v></c>',
        2: '<c r="A2"><v>5</v></c><c r="B2"><v>2</v></c>'
        '<c r="C2" t="e"><f>[1]!SWOT_SCORE(A2,B2,A$1:A$3,,TRUE)</f><v>#NAME?</v></c>',
        3: '<c r="A3"><v>2</v></c><c r="C3" t="e"><f>[1]!SWOT_SCORE(A3,B3,A$1:A$3)</f><v>#NAME?</v></c>',
        4: '<c r="C4" t="e"><f>SUM(C1:C3)</f><v>#NAME?</v></c><c r="D4"><f>_xludf.SWOT_X(C4,1)</f></c>',
    }
    return workbook({"S": sheet(rows)}, parts=with_addin_link(), relations=ADDIN_RELATION)


def test_a_call_that_excel_saved_through_the_addins_link_is_calculated_and_stays_as_written() -> None:
    package = addin_workbook()
    before = {name: package.read(name) for name in package.names()}
    recalculate(package)
    assert cells(package, "C1", "C2", "C3", "C4", "D4") == [1.2, 1.5, "", 2.7, 1.7]
    assert [name for name in package.names() if package.read(name) != before[name]] == [SHEET]
    assert without_values(package.read(SHEET)) == without_values(before[SHEET])
    assert "[1]!SWOT_SCORE(A1,B1,A$1:A$3)</f>" in package.xml(SHEET)


@pytest.mark.parametrize("name", ["formualizer", "formulas"])
def test_engines_of_the_registry_agree_on_the_addin_file(name: str) -> None:
    package = addin_workbook()
    recalculate(package)
    checked = verify(package, [name])
    assert (checked.differences, checked.silent, checked.checked) == ([], {}, {name: 5})


# --- refusals ---------------------------------------------------------------------------------------------


def refused(rows: dict[int, str], **more: object) -> LembarError:
    package = workbook({"S": sheet(rows)}, **more)  # type: ignore[arg-type]
    before = package.to_bytes()
    with pytest.raises(LembarError) as caught:
        recalculate(package)
    assert package.to_bytes() == before
    return caught.value


def test_an_unknown_function_is_refused_with_its_cell_and_name() -> None:
    error = refused({1: '<c r="A1"><f>PIKACHU(2)+SUM(B1)</f><v>5</v></c><c r="B1"><f>A1</f><v>5</v></c>'})
    assert error.key == "not_computable"
    assert "S!A1 =PIKACHU(2)+SUM(B1)" in error.facts()["found"]
    assert error.facts()["found"].endswith("? PIKACHU")


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ('<c r="A1"><f>[1]Data!$A$1</f><v>5</v></c>', Reason.ELSEWHERE),
        ('<c r="A1"><f t="dataTable" ref="A1:A3" dt2D="0" dtr="0" r1="B1"/><v>5</v></c>', Reason.DATA_TABLE),
        ('<c r="A1"><f>SUM(S:T!A1)</f><v>5</v></c>', Reason.UNKNOWN_FORM),
        (
            '<c r="A1"><f>A2</f><v>5</v></c><c r="B1"><f>A1</f></c></row><row r="2"><c r="A2"><f>A1</f></c>',
            Reason.CIRCULAR,
        ),
        ('<c r="A1" cm="1"><f t="array" ref="A1:A2">SEQUENCE(3)</f><v>1</v></c>', Reason.RESIZED),
        ('<c r="A1"><f>SUMPRODUCT(LEN(C1:C3))</f><v>5</v></c>', Reason.DISTRUSTED),
        ('<c r="A1"><f>tbl_hilang[Bobot]</f><v>5</v></c>', Reason.NO_TABLE),
        ('<c r="A1"><f>SEQUENCE(3)</f><v>1</v></c>', Reason.SPILT),
    ],
)
def test_what_no_engine_can_know_is_refused_or_kept(cell: str, reason: Reason) -> None:
    assert refused({1: cell}).key == "not_computable"
    package = workbook({"S": sheet({1: cell, 9: '<c r="I9"><f>A1+1</f></c>'})})
    report = recalculate(package, keep=True)
    assert report.kept[0].sheet == "S"
    assert report.kept[0].cell == "A1"
    assert report.kept[0].reason is reason
    old = 1.0 if "SEQUENCE" in cell else 5.0
    assert cells(package, "A1", "I9") == [old, old + 1]


def test_a_name_that_excel_did_not_know_either_stays_an_error() -> None:
    package = workbook({"S": sheet({1: '<c r="A1" t="e"><f>PIKACHU(2)</f><v>#NAME?</v></c>'})})
    assert recalculate(package).changes == []


def test_unknown_and_unable_engines_are_refused() -> None:
    with pytest.raises(LembarError, match="tidak dikenal"):
        recalculate(addin_workbook(), "excel")


@pytest.mark.libreoffice
def test_libreoffice_does_not_calculate_what_it_does_not_know(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "runs_python", lambda: False)  # so there is no add-in
    with pytest.raises(LembarError) as caught:
        recalculate(addin_workbook(), "libreoffice")
    assert caught.value.key == "udf_in_engine"
    assert caught.value.facts()["found"] == "SWOT_SCORE, SWOT_X"


# --- files ------------------------------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "buku kerja.xlsx"
    workbook({"S": sheet({1: '<c r="A1"><f>1+1</f><v>3</v></c>'})}).save(path)
    return path


def test_a_file_is_rewritten_in_its_place(file: Path) -> None:
    report = recalculate(file)
    assert (report.file, report.formulas, report.kept) == (file, 1, [])
    assert report.changes == [Change("S", "A1", 3.0, 2.0)]
    assert cells(Package.open(file), "A1") == [2.0]
    assert list(file.parent.iterdir()) == [file]


def test_a_file_open_in_excel_is_not_written(file: Path) -> None:
    before = file.read_bytes()
    file.with_name("~$buku kerja.xlsx").touch()
    with pytest.raises(LembarError) as caught:
        recalculate(file)
    assert caught.value.key == "locked"
    assert file.read_bytes() == before


@pytest.mark.parametrize("call", ["write", "replace"])
def test_a_full_disk_leaves_the_file_as_it_was(
    file: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    before = file.read_bytes()

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(*((os, "fsync") if call == "write" else (Path, "replace")), full)
    with pytest.raises(LembarError) as caught:
        recalculate(file)
    assert caught.value.key == "disk_full"
    assert caught.value.facts()["file"] == str(file)
    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]


def test_a_refusal_names_the_file(file: Path) -> None:
    file.write_bytes(b"bukan zip")
    with pytest.raises(LembarError) as caught:
        recalculate(file)
    assert (caught.value.key, caught.value.facts()["file"]) == ("not_zip", str(file))


@settings(deadline=None)
@given(st.data())
def test_a_damaged_part_is_refused_in_words_or_does_no_harm(data: st.DataObject) -> None:
    package = addin_workbook()
    damaged = ["[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", SHEET]
    name = data.draw(st.sampled_from(damaged))
    content = package.read(name)
    start = data.draw(st.integers(0, len(content) - 1))
    end = data.draw(st.integers(start, min(len(content), start + 40)))
    patch = data.draw(
        st.sampled_from([b"", b'"', b'="-1"', b'="A1:ZZZ99"', b"<", b"\xff", content[start:end] * 2])
    )
    package.write(name, content[:start] + patch + content[end:])
    broken = package.to_bytes()
    for use in (recalculate, dump):
        with suppress(LembarError):
            use(Package.open(broken))


# --- verify -----------------------------------------------------------------------------------------------


def test_a_stale_value_is_a_difference_under_its_own_name(file: Path) -> None:
    found = verify(file, ["formualizer", "formulas"])
    assert found.checked == {"formualizer": 1, "formulas": 1}
    assert [(d.cell, d.values) for d in found.differences] == [
        ("A1", {CACHED: 3.0, "formualizer": 2.0, "formulas": 2.0})
    ]
    recalculate(file)
    assert verify(file, ["formualizer", "formulas"]).differences == []


def test_an_engine_that_knows_less_is_silent_and_does_not_disagree() -> None:
    package = workbook({"S": sheet({1: '<c r="A1"><f>SUBTOTAL(9,B1:B2)</f><v>0</v></c>'})})
    found = verify(package, ["formualizer", "formulas"])
    assert found.differences == []
    assert found.silent == {"formulas": {"'S'!A1": Reason.UNKNOWN_NAME}}
    assert [d.values for d in verify(package, ["formulas"]).differences] == [
        {CACHED: 0.0, "formulas": ExcelError.NAME}
    ]


def test_a_large_workbook_is_sampled_by_a_slow_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xl_addin.recalc.verify.MOST", {"formulas": 10})
    rows = {n: f'<c r="A{n}"><f>{"A" + str(n - 1) if n > 1 else 0}+1</f><v>{n}</v></c>' for n in range(1, 96)}
    found = verify(workbook({"S": sheet(rows)}), ["formualizer", "formulas"])
    assert found.differences == []
    assert found.checked == {"formualizer": 95, "formulas": 10}
