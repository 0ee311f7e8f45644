"""Collecting the departments' results: all that is right comes in, all that is not is told with its cell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from itertools import permutations
from pathlib import Path

import pytest
import xlwings as xw
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from result_books import (
    DEPARTMENTS,
    GOOD,
    KPIS,
    TODAY,
    findings,
    good,
    held,
    revisions,
    set_name,
    submissions,
    type_in,
    type_sent,
    write_bsc,
    write_departments,
)

from udfs.registry import ExcelError
from xl_addin.actions import bsc_collect, cascade_kpi, verify_results
from xl_addin.actions.bsc_cards import ACTUALS, DENOMINATORS, TARGETS, Kpi, Typed
from xl_addin.actions.bsc_collect import FileResults, collect_results
from xl_addin.actions.bsc_files import DepartmentBook, Held, department_path
from xl_addin.actions.bsc_ledger import Ledger, Revisions
from xl_addin.actions.bsc_rows import RESULT_COLUMNS, Results, Submissions
from xl_addin.actions.tables import ListTable
from xl_addin.errors import LembarError
from xl_addin.headless import open_book
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.workbook import Workbook


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_departments(tmp_path)


@pytest.fixture
def book(tmp_path: Path, folder: Path):
    with open_book(write_bsc(tmp_path / "bsc.xlsx")) as opened:
        yield opened


def told(result, part: str) -> list[tuple]:
    return [row for row in result.rows if part in row[3]]


class TestWhatIsRight:
    def test_every_month_of_every_department_comes_in(self, book):
        result = collect_results(book)
        assert (result.changed, result.rows) == (True, told(result, "terlambat"))
        for number in GOOD:
            assert held(book, number) == good(number)

    def test_collecting_again_changes_nothing(self, book):
        collect_results(book)
        assert not collect_results(book).changed

    def test_what_the_file_recalculates_to_is_the_collected_year_to_date(self, book):
        collect_results(book)
        book.app.calculate()
        rows = ListTable(book, "tbl_realisasi", ("ID",)).table.range.value
        place = rows[0].index("Realisasi s.d.")
        found = {row[0]: row[place] for row in rows[1:]}
        assert found["K0001"] == pytest.approx(605)
        assert found["K0002"] == pytest.approx(64 / 3040)

    def test_the_typed_day_counts_else_the_reference_date(self, book, folder):
        type_sent(folder, "Produksi", 6, date(2027, 7, 9))
        collect_results(book)
        found = submissions(book)
        assert found["Produksi", 6]["Diterima"] == datetime(2027, 7, 9)
        assert found["Penjualan", 6]["Diterima"] == TODAY
        assert (found["Produksi", 6]["Jatuh tempo"], found["Produksi", 6]["Terisi"]) == (2, 2)

    def test_a_day_that_stands_does_not_move_with_the_reference_date(self, book):
        collect_results(book)
        set_name(book, "Tanggal_acuan", datetime(2027, 8, 1))
        assert not collect_results(book).changed
        assert submissions(book)["Penjualan", 6]["Diterima"] == TODAY

    def test_late_is_told_with_the_days(self, book, folder):
        type_sent(folder, "Produksi", 5, date(2027, 6, 18))
        type_sent(folder, "Produksi", 4, date(2027, 5, 15))
        rows = [row for row in collect_results(book).rows if row[0] == "KPI 2027 - Produksi.xlsx"]
        [row] = [row for row in rows if row[3].startswith("Mei")]
        assert row[3:] == ("Mei: terlambat 3 hari", "lengkap paling lambat 15/06/2027")
        assert not [row for row in rows if row[3].startswith("Apr")]

    def test_the_status_of_the_sheet_agrees(self, book, folder):
        type_sent(folder, "Produksi", 5, date(2027, 6, 18))
        collect_results(book)
        book.app.calculate()
        table = ListTable(book, "tbl_penyerahan", ("Departemen",)).table.range.value
        place = table[0].index("Status")
        [status] = [row[place] for row in table if row[:2] == ["Produksi", 5]]
        assert "terlambat 3 hari" in status


class TestWhatIsMissing:
    def test_a_department_that_has_not_sent_is_told_with_what_is_blank(self, book, folder):
        type_in(folder, "Produksi", {("K0003", "Realisasi Jun"): None})
        result = collect_results(book)
        [row] = told(result, "belum dikirim")
        assert row[0] == "KPI 2027 - Produksi.xlsx"
        assert row[3:] == (
            "Jun: belum dikirim; 1 dari 2 KPI kosong: C1-PRO",
            "lengkap paling lambat 15/07/2027",
        )
        assert submissions(book)["Produksi", 6]["Diterima"] is None
        assert result.problems

    def test_a_blank_takes_nothing_away_and_is_told(self, book, folder):
        collect_results(book)
        type_in(folder, "Produksi", {("K0003", "Realisasi Mar"): None, ("K0002", "Penyebut Mar"): None})
        result = collect_results(book)
        assert held(book, "K0003") == good("K0003")
        assert held(book, "K0002") == good("K0002")
        assert [row[4] for row in told(result, "nilai lama tetap")] == ["480", "5"]
        assert not result.changed

    def test_a_file_that_is_not_there_is_told_and_the_others_are_taken(self, book, folder):
        department_path(folder, 2027, "SDM").unlink()
        result = collect_results(book)
        assert held(book, "K0001") == good("K0001")
        assert "tidak ditemukan" in result.rows[0][3]
        assert result.rows[0][0] == "KPI 2027 - SDM.xlsx"

    def test_no_folder_at_all_is_an_error(self, book, tmp_path):
        with pytest.raises(LembarError) as error:
            collect_results(book, tmp_path / "tidak ada")
        assert error.value.key == "no_folder"


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        ("heading", "value", "found", "expected"),
        [
            ("Realisasi Jun", "belum ada", "teks belum ada; tidak diambil", "angka"),
            ("Realisasi Jun", "95", "teks 95; tidak diambil", "angka"),
            ("Realisasi Jun", True, "teks TRUE; tidak diambil", "angka"),
            ("Penyebut Jun", 0.0, "penyebut 0; tidak diambil", "penyebut di atas 0"),
            ("Penyebut Jun", "#DIV/0!", "teks #DIV/0!; tidak diambil", "angka"),
            (
                "Realisasi Jul",
                7.0,
                "Jul: 1 sel terisi, padahal bulan laporan baru Jun; tidak diambil",
                "kosong sampai bulannya",
            ),
        ],
    )
    def test_a_cell_that_cannot_be_is_told_with_its_place(
        self, book, folder, heading, value, found, expected
    ):
        type_in(folder, "Produksi", {("K0002", heading): value})
        result = collect_results(book)
        [row] = [row for row in result.rows if row[4] == expected and row[2]]
        file, sheet, cell, *rest = row
        assert (file, sheet, rest) == ("KPI 2027 - Produksi.xlsx", "Realisasi", [found, expected])
        with open_book(folder / file) as department:
            assert department.sheets[sheet][cell].value is not None
        if "Jun" in heading:
            assert held(book, "K0002")[0][5] is None
        assert held(book, "K0002")[0][:5] == GOOD["K0002"][0][:5]

    def test_a_denominator_where_none_belongs_is_told_and_left(self, book, folder):
        type_in(folder, "Produksi", {("K0003", "Penyebut Jun"): 9.0})
        [row] = told(collect_results(book), "tidak dipakai")
        assert row[4] == "kosong: konsolidasinya bukan Rasio"
        assert held(book, "K0003") == good("K0003")

    def test_unknown_double_and_strange_ids_are_told(self, book, folder):
        type_in(folder, "Produksi", {("K0003", "ID"): "K0777"})
        type_in(folder, "SDM", {("K0004", "ID"): "K0001"})
        result = collect_results(book)
        assert held(book, "K0001") == good("K0001")
        assert [row[3] for row in result.rows if row[4] in ("ID dari CMS", "jalankan Cascade KPI lagi")] == [
            "ID K0777 tidak dikenal; tidak diambil",
            "1 KPI tidak ada di berkas: C1-PRO",
            "K0001 sekarang KPI Penjualan; tidak diambil",
            "1 KPI tidak ada di berkas: L1-SDM",
        ]
        type_in(folder, "Produksi", {("K0777", "ID"): "K0002"})
        assert [row[4] for row in told(collect_results(book), "dua kali")] == ["satu baris per KPI"]
        assert held(book, "K0002") == good("K0002")

    @pytest.mark.parametrize(
        ("damage", "part"),
        [
            (lambda path: path.write_bytes(b"PK\x03\x04 terpotong"), "bukan berkas Excel"),
            (lambda path: path.with_name("~$" + path.name).write_bytes(b"x"), "sedang terbuka"),
            (lambda path: path.write_bytes(write_bsc(path).read_bytes()), "KPI 2027 - Produksi.xlsx"),
        ],
    )
    def test_a_file_that_cannot_be_read_is_told_and_the_others_are_taken(
        self, book, folder, damage: Callable[[Path], object], part
    ):
        damage(department_path(folder, 2027, "Produksi"))
        result = collect_results(book)
        assert part in result.rows[0][3]
        assert held(book, "K0003")[0] == [None] * 6
        assert held(book, "K0001") == good("K0001")

    def test_another_year_or_department_is_not_taken(self, book, folder):
        names = {"Produksi": ("Tahun_rencana", 2026), "SDM": ("Departemen", "Penjualan")}
        for name, (setting, value) in names.items():
            with open_book(department_path(folder, 2027, name)) as department:
                set_name(department, setting, value)
                department.save()
        result = collect_results(book)
        assert [(row[3], row[4]) for row in told(result, "berkas tidak diambil")] == [
            ("tahun rencana 2026; berkas tidak diambil", "2027"),
            ("departemen Penjualan; berkas tidak diambil", "SDM"),
        ]
        assert held(book, "K0004")[0] == [None] * 6
        assert held(book, "K0001") == good("K0001")

    def test_a_column_that_is_not_there_is_told(self, book, folder):
        path = department_path(folder, 2027, "SDM")
        package = Package.open(path)
        for name in package.names():
            if name.startswith("xl/tables/"):
                old, new = b'name="Realisasi Mei"', b'name="Hasil Mei"'
                package.write(name, package.read(name).replace(old, new))
        package.save(path)
        result = collect_results(book)
        assert [(row[0], row[1], row[4]) for row in told(result, "kolom")] == [
            ("KPI 2027 - SDM.xlsx", "Realisasi", "Realisasi Mei")
        ]
        assert held(book, "K0004")[0] == [8, 9, 8, None, None, 9]

    def test_a_copy_with_another_name_is_told(self, book, folder):
        copy = folder / "KPI 2027 - Produksi (1).xlsx"
        copy.write_bytes(department_path(folder, 2027, "Produksi").read_bytes())
        [row] = told(collect_results(book), "bukan berkas departemen")
        assert row[0] == copy.name

    def test_a_day_that_is_none_is_told(self, book, folder):
        type_sent(folder, "Produksi", 6, "kemarin")
        type_sent(folder, "SDM", 6, date(2027, 9, 1))
        result = collect_results(book)
        assert [row[3] for row in told(result, "tanggal kirim")] == [
            "tanggal kirim Jun: kemarin",
            "tanggal kirim Jun 01/09/2027 setelah tanggal acuan; tetap dipakai",
        ]


class TestWithout:
    def test_a_reporting_month(self, book):
        set_name(book, "Bulan_laporan", None)
        with pytest.raises(LembarError) as error:
            collect_results(book)
        assert error.value.key == "bad_month"

    def test_any_kpi(self, book):
        for name in ("tbl_realisasi", "tbl_cascading"):
            ListTable(book, name, ("ID",)).replace([])
        result = collect_results(book)
        assert {row[4] for row in result.rows} == {"ID dari CMS"}
        assert "0 realisasi baru" in result.message
        assert not collect_results(book).changed


class TestTypedOver:
    def test_a_formula_that_is_a_constant_now_is_told_and_becomes_a_finding(self, book, folder):
        type_in(folder, "Produksi", {("K0002", "Pencapaian Feb"): 1.0, ("K0002", "Skor Feb"): 1.2})
        result = collect_results(book)
        [row] = told(result, "bukan rumus")
        assert (row[0], row[1]) == ("KPI 2027 - Produksi.xlsx", "Realisasi")
        assert row[3] == "1, bukan rumus (dan 1 sel lain di baris itu)"
        assert row[4].startswith("=IF(")
        [line] = findings(book)
        assert (line["ID"], line["Bulan"], line["Departemen"]) == ("K0002", 6, "Produksi")
        assert line["Temuan"].startswith(f"Rumus ditimpa di Realisasi!{row[2]}, ")

    def test_a_formula_of_another_row_and_one_that_is_gone_are_told(self, book, folder):
        path = department_path(folder, 2027, "Produksi")
        with open_book(path) as department:
            table = ListTable(department, "tbl_realisasi", ("ID",)).table.range
            place = table[0, :].value.index("Skor s.d.")
            table[2, place].formula = "=1+1"
            table[1, place + 1].value = None
            department.save()
        result = collect_results(book)
        assert len(told(result, "rumus lain =1+1")) == 1
        assert len(told(result, "rumusnya terhapus")) == 1

    def test_what_is_a_formula_again_is_settled(self, book, folder):
        type_in(folder, "Produksi", {("K0002", "Skor Feb"): 1.2})
        collect_results(book)
        assert not collect_results(book).changed
        write_departments(folder.parent, ["Produksi"])
        collect_results(book)
        assert findings(book) == []

    def test_formulas_that_excel_shares_are_seen_as_the_formulas_that_they_are(self, book, folder):
        path = department_path(folder, 2027, "Produksi")
        file = Workbook.open(path)
        table = next(table for table in file.tables if table.name == "tbl_realisasi")
        sheet = file.sheet(table.sheet)
        column = table.area.left + list(table.columns).index("Skor Feb")
        first, second = (sheet.writable(row, column) for row in range(table.body.top, table.body.top + 2))
        first.formula_tag = f' t="shared" ref="{first.name}:{second.name}" si="0"'
        second.rewrite("")
        second.formula_tag = ' t="shared" si="0"'
        first.rewrite(first.formula or "")
        file.flush().save(path)
        collect_results(book)
        assert findings(book) == []

    def test_untouched_files_have_none(self, book):
        collect_results(book)
        assert findings(book) == []


class TestLocked:
    def test_a_verified_month_is_locked_and_the_other_value_waits_once(self, book, folder):
        collect_results(book)
        table = ListTable(book, "tbl_penyerahan", ("Departemen", "Bulan", "Terverifikasi"))
        table.replace([{**r, "Terverifikasi": TODAY} for r in table.records() if r["Bulan"] == 1])
        type_in(folder, "Penjualan", {("K0001", "Realisasi Jan"): 120.0, ("K0001", "Realisasi Feb"): 121.0})
        result = collect_results(book)
        assert held(book, "K0001")[0][:2] == [100, 121]
        [row] = told(result, "masuk Revisi")
        assert row[3:] == ("120: bulan terkunci; masuk Revisi", "100")
        [line] = revisions(book)
        assert (line["ID"], line["Realisasi lama"], line["Realisasi baru"]) == ("K0001", 100, 120)
        assert not collect_results(book).changed
        assert len(revisions(book)) == 1

    def test_it_stays_locked_when_the_kpi_moves_to_a_department_that_had_nothing_due(self, book, folder):
        collect_results(book)
        verify_results(book)
        table = ListTable(book, "tbl_cascading", ("ID", "Departemen"))
        table.replace([{**r, "Departemen": "SDM"} if r["ID"] == "K0001" else r for r in table.records()])
        cascade_kpi(book)
        assert ListTable(book, "tbl_realisasi", ("ID", "Departemen")).records()[0]["Departemen"] == "SDM"
        type_in(folder, "SDM", {("K0001", "Realisasi Apr"): 777.0})  # SDM itself was not due in April
        collect_results(book)
        assert held(book, "K0001") == good("K0001")
        assert [(line["ID"], line["Realisasi baru"]) for line in revisions(book)] == [("K0001", 777)]


class TestProperties:
    garbage = st.none() | st.floats(-5, 5) | st.sampled_from(["belum", "TRUE", "#N/A", "2027-01-01 00:00:00"])
    rows = st.lists(
        st.tuples(
            st.sampled_from([None, "K0001", "k0002", "K0003", "K9999", ""]),
            st.lists(garbage, min_size=12, max_size=12),
            st.lists(garbage, min_size=12, max_size=12),
        ),
        max_size=5,
    )

    @staticmethod
    def ledger() -> Ledger:
        results = []
        for number, (code, department) in KPIS.items():
            ratio = "Rasio" if number == "K0002" else "Jumlah"
            own = {"ID": number, "Kode": code, "Departemen": department, "Konsolidasi": ratio}
            results.append({**dict.fromkeys(RESULT_COLUMNS), **own, **dict.fromkeys(TARGETS, 1.0)})
        locked = [
            {"Departemen": name, "Bulan": 1.0, "Diterima": TODAY, "Terverifikasi": TODAY}
            for name in DEPARTMENTS
        ]
        return Ledger(Results(results), Submissions(locked, DEPARTMENTS), Revisions([], TODAY))

    @staticmethod
    def file(department: str, rows) -> DepartmentBook:
        held_rows = [
            Held(Kpi(id=number or None), Typed(tuple(actuals), tuple(denominators)), 10 + place)
            for place, (number, actuals, denominators) in enumerate(rows)
        ]
        return DepartmentBook(Path(f"{department}.xlsx"), department, rows=held_rows)

    @given(rows)
    def test_no_cell_stops_the_collecting_and_each_is_taken_or_told(self, rows):
        ledger, file = self.ledger(), self.file("Produksi", rows)
        taking = FileResults(ledger, file, 6)
        taking.take()
        for record in ledger.results:
            for name in ACTUALS + DENOMINATORS:
                assert record[name] is None or isinstance(record[name], float)
            assert record["Departemen"] == "Produksi" or all(record[name] is None for name in ACTUALS)
        again = FileResults(ledger, file, 6)
        before = [dict(record) for record in ledger.results]
        again.take()
        assert [dict(record) for record in ledger.results] == before

    anything = st.one_of(
        st.none(),
        st.booleans(),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20),
        st.sampled_from(list(ExcelError)),
    )
    places = st.tuples(
        st.sampled_from(["K0002", "K0003"]),
        st.sampled_from(["Kode", "Konsolidasi", "Target Jun", "Realisasi Jun", "Penyebut Jun", "Skor Jun"]),
    )

    @settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.dictionaries(places, anything, min_size=1, max_size=6), anything)
    def test_no_content_of_a_file_stops_the_collecting(self, book, folder, cells, sent):
        write_departments(folder.parent, ["Produksi"])
        type_in(folder, "Produksi", cells)
        type_sent(folder, "Produksi", 6, sent)
        collect_results(book)
        assert held(book, "K0001") == good("K0001")
        assert held(book, "K0003")[0][:5] == GOOD["K0003"][0][:5]

    @given(st.lists(rows, min_size=3, max_size=3))
    def test_the_order_of_the_departments_does_not_matter(self, rows):
        files = [self.file(name, own) for name, own in zip(DEPARTMENTS, rows, strict=True)]
        found = []
        for order in permutations(files):
            ledger = self.ledger()
            for file in order:
                FileResults(ledger, file, 6).take()
            lines = sorted(ledger.revisions.lines, key=lambda line: (line["ID"], line["Bulan"]))
            found.append(([dict(record) for record in ledger.results], lines))
        assert all(one == found[0] for one in found)


def test_a_department_is_read_once(book, monkeypatch):
    read: list[str] = []
    real = bsc_collect.read_department
    monkeypatch.setattr(bsc_collect, "read_department", lambda path: read.append(path.name) or real(path))
    collect_results(book)
    assert sorted(read) == [f"KPI 2027 - {name}.xlsx" for name in DEPARTMENTS]


def test_no_other_book_is_changed(book: xw.Book, folder: Path):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    collect_results(book)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
