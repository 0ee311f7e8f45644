"""The cascade on files: KPIs come, change, move and go, and what was typed stays."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from cascade_books import (
    DEPARTMENTS,
    YEAR,
    bytes_of,
    change_rows,
    codes,
    copy_to,
    path_of,
    plan,
    plan_bytes,
    press,
    read,
    row,
    rows,
    set_rows,
    type_actual,
    typed_of,
)

from xl_addin import files
from xl_addin.actions import bsc_cascade_folder
from xl_addin.actions.bsc_cards import department_kpis
from xl_addin.actions.bsc_cascade_write import KEPT
from xl_addin.actions.bsc_refresh import results
from xl_addin.actions.tables import ListTable, setting
from xl_addin.errors import LembarError
from xl_addin.headless import open_book
from xl_addin.ooxml.package import Package
from xl_addin.recalc import recalculate
from xl_addin.runner import run_action


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan that was cascaded once."""
    return copy_to(tmp_path)


def column(book, table: str, heading: str) -> list:
    return [record[heading] for record in ListTable(book, table, (heading,)).records()]


class TestFirstCascade:
    def test_every_department_gets_its_kpis_with_ids_and_targets(self, folder):
        assert [codes(folder, name) for name in DEPARTMENTS] == [
            ["PPC-2", "PPC-1"], ["SDM-1"], ["PRD-3", "PRD-1", "PRD-2"]
        ]  # fmt: skip
        ppc = read(folder, "PPC")
        assert [held.kpi.id for held in ppc.rows] == ["K0002", "K0001"]
        assert ppc.results["K0001"].kpi.targets == (20.0,) * 12
        assert ppc.results["K0002"].kpi.targets == (0.95,) * 12
        assert ppc.settings["manager"] == "Manajer PPC"
        assert (ppc.month, ppc.verified, ppc.year) == (3, 0, YEAR)

    def test_reading_back_gives_the_cards_that_were_put_in(self, folder):
        with plan(folder) as book:
            wanted = {kpi.id: kpi for kpi in department_kpis(book)}
        for name in DEPARTMENTS:
            for held in read(folder, name).rows:
                put = wanted[held.kpi.id]
                assert held.kpi.cells() == {**put.cells(), "Direktorat": None, "Departemen": None}

    def test_parts_of_a_contribution_sum_to_the_parent(self, folder):
        ppc, production = (read(folder, name) for name in ("PPC", "Produksi"))
        parts = zip(ppc.results["K0001"].kpi.targets, production.results["K0004"].kpi.targets, strict=True)
        assert [sum(pair) for pair in parts] == [50.0] * 12

    def test_the_plan_gets_ids_and_rows_for_the_results(self, folder):
        with plan(folder) as book:
            assert column(book, "tbl_cascading", "ID") == [f"K{n:04d}" for n in range(1, 7)]
            assert {r["ID"]: r["Departemen"] for r in results(book)} == {
                "K0001": "PPC", "K0002": "PPC", "K0003": "SDM",
                "K0004": "Produksi", "K0005": "Produksi", "K0006": "Produksi",
            }  # fmt: skip
            assert column(book, "tbl_scorecard", "Kode") == ["F-01", "C-01", "P-01", "L-01"]
            assert column(book, "tbl_capaian_direktorat", "Kode") == ["D-01"]
            book.app.calculate()
            shown = [r["Target Jan"] for r in ListTable(book, "tbl_cascading", ("Target Jan",)).records()]
            assert shown == [r["Target Jan"] for r in results(book)]

    def test_again_writes_nothing(self, folder):
        before = bytes_of(folder)
        result = press(folder)
        assert (result.changed, result.problems, result.rows, result.files) == (False, False, [], [])
        assert bytes_of(folder) == before

    @pytest.mark.parametrize("decision", ["Kembalikan", None])
    def test_kpis_that_the_board_has_not_approved_are_refused(self, tmp_path, decision):
        (tmp_path / "bsc.xlsx").write_bytes(plan_bytes())
        with plan(tmp_path) as book:
            ListTable(book, "tbl_persetujuan", ("Ronde", "Tingkat", "Keputusan")).fill(
                "Keputusan", ["Setuju", decision]
            )
        with pytest.raises(LembarError, match="belum disetujui"):
            press(tmp_path)
        assert not (tmp_path / "departemen").exists()

    def test_by_the_command_the_plan_is_calculated_and_saved(self, tmp_path):
        (tmp_path / "bsc.xlsx").write_bytes(plan_bytes())
        assert run_action(tmp_path / "bsc.xlsx", "cascade_kpi").changed
        assert not run_action(tmp_path / "bsc.xlsx", "cascade_kpi").changed


class TestChanges:
    def test_a_changed_target_changes_with_the_old_value_and_date_in_riwayat(self, folder):
        type_actual(path_of(folder, "SDM"), "K0003", 0, 7.5)
        with plan(folder) as book:
            table = ListTable(book, "tbl_kpi_korporat", ("Kode", "Target Mar"))
            table.fill(
                "Target Mar", [9.0 if r["Kode"] == "L-01" else r["Target Mar"] for r in table.records()]
            )
        result = press(folder)
        sdm = read(folder, "SDM")
        assert sdm.results["K0003"].kpi.targets == (8.0, 8.0, 9.0, *[8.0] * 9)
        assert sdm.results["K0003"].typed.actuals[0] == 7.5
        told = ("SDM-1", "Pelatihan", "Target Mar", 8.0, 9.0)
        assert tuple(sdm.history[-1].values()) == (datetime(2027, 2, 3), *told)
        assert result.rows == [("SDM", *told)]
        assert result.files == [path_of(folder, "SDM")]
        with plan(folder) as book:
            assert column(book, "tbl_riwayat", "Perubahan")[-1] == "Target Mar"

    def test_other_files_stay_byte_for_byte_and_the_old_file_is_kept(self, folder):
        before = bytes_of(folder)
        change_rows(folder, {"SDM-1": {"Bobot": 70.0}})
        press(folder)
        after = bytes_of(folder)
        name = f"KPI {YEAR} - SDM.xlsx"
        changed = {path for path in after if before.get(path) != after[path]}
        assert changed == {"bsc.xlsx", f"departemen/{name}", f"departemen/{KEPT}/{name}"}
        assert after[f"departemen/{KEPT}/{name}"] == before[f"departemen/{name}"]

    def test_a_new_code_and_name_keep_the_actuals(self, folder):
        type_actual(path_of(folder, "SDM"), "K0003", 1, 6.0)
        change_rows(folder, {"SDM-1": {"Kode": "SDM-9", "Kode KPI": "F-01"}})
        press(folder)
        held = read(folder, "SDM").results["K0003"]
        assert (held.kpi.code, held.kpi.name, held.typed.actuals[1]) == ("SDM-9", "Penjualan", 6.0)

    def test_what_people_added_to_a_file_stays(self, folder):
        path = path_of(folder, "Produksi")
        with open_book(path) as book:
            sheet = book.sheets["Realisasi"]
            sheet["B20"].value = "Catatan rapat"
            book.save()
        extra = openpyxl.load_workbook(path)
        extra.create_sheet("Lampiran")["A1"] = "milik kami"
        extra.save(path)
        recalculate(path)
        change_rows(folder, {"PRD-1": None})
        press(folder)
        with open_book(path) as book:
            assert book.sheets["Lampiran"]["A1"].value == "milik kami"
            assert "Catatan rapat" in book.sheets["Realisasi"].range("B1:B30").value

    def test_a_formula_typed_as_an_actual_stays(self, folder):
        path = path_of(folder, "SDM")
        type_actual(path, "K0003", 0, "=3+4")
        recalculate(path)
        change_rows(folder, {"SDM-1": {"Bobot": 60.0}})
        press(folder)
        held = read(folder, "SDM").results["K0003"]
        assert held.typed.actuals[0] == 7.0
        with open_book(path) as book:
            assert "=3+4" in book.sheets["Realisasi"].range((held.row, 1), (held.row, 60)).formula[0]

    def test_settings_and_month_follow_the_plan(self, folder):
        with plan(folder) as book:
            book.names["Bulan_laporan"].refers_to_range.value = 4.0
            book.names["Batas_hijau"].refers_to_range.value = 0.95
        press(folder)
        for name in DEPARTMENTS:
            found = read(folder, name)
            assert (found.month, found.settings["green"]) == (4, 0.95)
        assert not press(folder).changed

    def test_months_up_to_the_first_that_is_not_verified_are_locked(self, folder):
        with plan(folder) as book:
            columns = ("Departemen", "Bulan", "Diterima", "Terverifikasi")
            day = datetime(2027, 2, 10)
            done = [("SDM", 1.0, day), ("SDM", 2.0, day), ("SDM", 4.0, day), ("PPC", 2.0, day)]
            ListTable(book, "tbl_penyerahan", columns).replace(
                [dict(zip(columns, (n, m, d, d), strict=True)) for n, m, d in done]
            )
        press(folder)
        assert [read(folder, name).verified for name in DEPARTMENTS] == [0, 2, 0]

    def test_the_calculated_cells_are_those_of_the_new_kpis(self, folder):
        path = path_of(folder, "Produksi")
        for month in range(3):
            type_actual(path, "K0004", month, 30.0)
        change_rows(folder, {"PRD-2": None, "PRD-3": {"Bobot": 10.0}})
        with plan(folder) as book:
            set_rows(book, [*rows(book), row("PRD-4", "L-01", "Produksi")])
        press(folder)
        assert codes(folder, "Produksi") == ["PRD-3", "PRD-1", "PRD-4"]
        report = recalculate(Package.open(path))
        assert report.changes == []
        with open_book(path) as book:
            assert column(book, "tbl_scorecard", "Kode") == ["PRD-3", "PRD-1", "PRD-4"]
            table = ListTable(book, "tbl_realisasi", ("Kode", "Pencapaian Jan"))
            assert [r["Pencapaian Jan"] for r in table.records()] == [None, 1.0, None]
            shown = book.sheets["Realisasi"].tables["tbl_realisasi"].range.value
            assert [line[-1] for line in shown[1:]] == ["Belum lapor 3 bulan", "OK", "Belum lapor 3 bulan"]


class TestComingAndGoing:
    def test_a_removed_kpi_goes_to_the_archive_and_comes_back(self, folder):
        path = path_of(folder, "Produksi")
        type_actual(path, "K0004", 0, 11.0)
        type_actual(path, "K0004", 0, "x", "Catatan")
        removed = row("PRD-1", "P-01", "Produksi", ID="K0004", Jenis="Kontribusi", Porsi=0.6)
        change_rows(folder, {"PRD-1": None})
        press(folder)
        assert codes(folder, "Produksi") == ["PRD-3", "PRD-2"]
        line = read(folder, "Produksi").archive[-1]
        assert (line["ID"], line["Realisasi Jan"], line["Catatan"]) == ("K0004", 11.0, "x")
        with plan(folder) as book:
            set_rows(book, [*rows(book), {**removed, "ID": None}])
        press(folder)
        held = read(folder, "Produksi").results["K0004"]
        assert (held.typed.actuals[0], held.typed.note) == (11.0, "x")
        assert not press(folder).changed

    def test_a_department_may_lose_all_and_get_some_again(self, folder):
        type_actual(path_of(folder, "SDM"), "K0003", 0, 5.0)
        change_rows(folder, {"SDM-1": None})
        press(folder)
        assert codes(folder, "SDM") == []
        assert not press(folder).changed
        with plan(folder) as book:
            set_rows(book, [*rows(book), row("SDM-2", "F-01", "SDM"), row("SDM-3", "L-01", "SDM")])
        press(folder)
        assert codes(folder, "SDM") == ["SDM-2", "SDM-3"]
        assert recalculate(Package.open(path_of(folder, "SDM"))).changes == []
        assert [held.typed.actuals[0] for held in read(folder, "SDM").rows] == [None, None]

    def test_a_moved_kpi_takes_its_actuals_along(self, folder):
        type_actual(path_of(folder, "SDM"), "K0003", 0, 5.0)
        change_rows(folder, {"SDM-1": {"Departemen": "PPC"}})
        result = press(folder)
        assert typed_of(folder, "PPC", "SDM-1").actuals[0] == 5.0
        sdm = read(folder, "SDM")
        assert sdm.rows == []
        assert (sdm.archive[-1]["Alasan"], sdm.archive[-1]["Realisasi Jan"]) == ("Pindah ke PPC", 5.0)
        assert ("PPC", "SDM-1", "Pelatihan", "Pindah dari", "SDM", "PPC") in result.rows
        with plan(folder) as book:
            assert [r["Departemen"] for r in results(book) if r["ID"] == "K0003"] == ["PPC"]

    def test_kpis_that_change_places_both_arrive(self, folder):
        type_actual(path_of(folder, "SDM"), "K0003", 0, 5.0)
        type_actual(path_of(folder, "PPC"), "K0002", 0, 19.0)
        type_actual(path_of(folder, "PPC"), "K0002", 0, 20.0, "Penyebut")
        change_rows(folder, {"SDM-1": {"Departemen": "PPC"}, "PPC-2": {"Departemen": "SDM"}})
        press(folder)
        moved = typed_of(folder, "SDM", "PPC-2")
        assert (moved.actuals[0], moved.denominators[0]) == (19.0, 20.0)
        assert typed_of(folder, "PPC", "SDM-1").actuals[0] == 5.0
        assert not press(folder).changed

    def test_where_both_have_typed_the_destination_keeps_its_own(self, folder):
        type_actual(path_of(folder, "SDM"), "K0003", 0, 5.0)
        type_actual(path_of(folder, "SDM"), "K0003", 1, 6.0)
        old = path_of(folder, "SDM").read_bytes()
        change_rows(folder, {"SDM-1": {"Departemen": "PPC"}})
        press(folder)
        type_actual(path_of(folder, "PPC"), "K0003", 0, 9.0)
        path_of(folder, "SDM").write_bytes(old)  # somebody puts the old file back
        result = press(folder)
        assert typed_of(folder, "PPC", "SDM-1").actuals[:2] == (9.0, 6.0)
        assert read(folder, "SDM").archive[-1]["Realisasi Jan"] == 5.0
        assert result.problems
        assert next(r[3:5] for r in result.rows if r[0] == "PPC") == ("Isian berbeda", "SDM")

    def test_a_deleted_file_is_made_again_with_the_results_that_cms_has(self, folder):
        with plan(folder) as book:
            table = ListTable(book, "tbl_realisasi", ("ID", "Realisasi Jan"))
            table.fill("Realisasi Jan", [4.0 if r["ID"] == "K0003" else None for r in table.records()])
        path_of(folder, "SDM").unlink()
        result = press(folder)
        assert typed_of(folder, "SDM", "SDM-1").actuals[0] == 4.0
        assert result.rows == [("SDM", None, None, "Berkas dibuat ulang", None, "1 KPI")]
        assert not press(folder).changed

    def test_a_department_that_is_gone_keeps_its_file(self, folder):
        type_actual(path_of(folder, "SDM"), "K0003", 0, 5.0)
        with plan(folder) as book:
            table = ListTable(book, "tbl_departemen", ("Departemen", "Direktorat", "Manajer"))
            table.replace([r for r in table.records() if r["Departemen"] != "SDM"])
            set_rows(book, [r for r in rows(book) if r["Departemen"] != "SDM"])
        result = press(folder)
        assert read(folder, "SDM").archive[-1]["Realisasi Jan"] == 5.0
        assert ("SDM", "Departemen tidak ada lagi") in [(r[0], r[3]) for r in result.rows]
        assert not press(folder).changed

    def test_a_row_with_a_mistyped_kpi_is_told_and_its_kpi_stays(self, folder):
        type_actual(path_of(folder, "SDM"), "K0003", 0, 5.0)
        before = path_of(folder, "SDM").read_bytes()
        change_rows(folder, {"SDM-1": {"Kode KPI": "L-99"}})
        result = press(folder)
        assert [(r[0], r[1], r[5]) for r in result.rows] == [("SDM", "SDM-1", "Kode KPI L-99")]
        assert result.problems
        assert path_of(folder, "SDM").read_bytes() == before
        assert not press(folder).changed
        with plan(folder) as book:
            assert "K0003" in [record["ID"] for record in results(book)]

    def test_a_file_with_something_unheard_of_in_it_is_told(self, folder, monkeypatch):
        def fails(state, keep=True):
            raise NotImplementedError("a table with totals")

        change_rows(folder, {"SDM-1": {"Bobot": 70.0}})
        monkeypatch.setattr(bsc_cascade_folder, "write_state", fails)
        assert "a table with totals" in str(press(folder).rows[0][5])


class TestIds:
    def test_a_copied_row_gets_an_id_of_its_own(self, folder):
        with plan(folder) as book:
            found = rows(book)
            set_rows(book, [*found, {**found[2], "Departemen": "PPC"}])
        press(folder)
        with plan(folder) as book:
            assert [(r["ID"], r["Departemen"]) for r in rows(book)][2::4] == [
                ("K0003", "SDM"),
                ("K0007", "PPC"),
            ]

    def test_a_row_typed_anew_takes_its_id_and_results_over(self, folder):
        type_actual(path_of(folder, "SDM"), "K0003", 0, 5.0)
        with plan(folder) as book:
            set_rows(book, [{**r, "ID": None} for r in reversed(rows(book))])
        result = press(folder)
        assert result.problems is False
        assert read(folder, "SDM").results["K0003"].typed.actuals[0] == 5.0
        with plan(folder) as book:
            assert [r["ID"] for r in rows(book)] == [f"K{n:04d}" for n in range(6, 0, -1)]

    def test_an_id_that_was_archived_is_not_given_to_another(self, folder):
        change_rows(folder, {"PRD-3": None})
        press(folder)
        with plan(folder) as book:
            set_rows(book, [*rows(book), row("BARU", "F-01", "PPC")])
        press(folder)
        assert [h.kpi.id for h in read(folder, "PPC").rows if h.kpi.code == "BARU"] == ["K0007"]


class TestFilesThatCannotBeUsed:
    @pytest.fixture(params=["open", "damaged", "unwritable"])
    def spoil(self, request, monkeypatch):
        """Make a file unusable; return what mends it."""

        def spoiled(path: Path):
            before = path.read_bytes()
            lock = path.with_name("~$" + path.name)
            if request.param == "open":
                lock.write_bytes(b"")
            elif request.param == "damaged":
                path.write_bytes(before[:300])
            else:
                real = files.write_bytes

                def refuse(target: Path, data: bytes) -> None:
                    if target == path:
                        raise LembarError("read_only", file=target)
                    real(target, data)

                monkeypatch.setattr(files, "write_bytes", refuse)

            def mend() -> None:
                lock.unlink(missing_ok=True)
                path.write_bytes(before)
                monkeypatch.undo()

            return mend

        spoiled.kind = request.param
        return spoiled

    @pytest.mark.parametrize("spoilt", ["SDM", "PPC"])
    def test_the_move_waits_and_the_others_are_done(self, folder, spoil, spoilt):
        type_actual(path_of(folder, "SDM"), "K0003", 0, 5.0)
        change_rows(folder, {"SDM-1": {"Departemen": "PPC"}, "PRD-1": {"Bobot": 11.0}})
        mend = spoil(path_of(folder, spoilt))
        result = press(folder)
        assert result.problems
        assert read(folder, "Produksi").results["K0004"].kpi.weight == 11.0
        other = {"SDM": "PPC", "PPC": "SDM"}[spoilt]
        late = spoil.kind == "unwritable" and spoilt == "SDM"  # the file that is left is found out last
        assert ("SDM-1" in codes(folder, other)) == (other == "SDM" or late)
        assert any(r[0] == spoilt and r[5] for r in result.rows)
        second = press(folder)
        assert (second.changed, second.problems, second.files) == (False, True, [])
        mend()
        assert not press(folder).problems
        assert typed_of(folder, "PPC", "SDM-1").actuals[0] == 5.0
        assert codes(folder, "SDM") == []
        last = press(folder)
        assert (last.changed, last.problems) == (False, False)

    def test_a_copy_of_a_file_is_told_and_not_used(self, folder):
        copy = path_of(folder, "SDM").with_name(f"KPI {YEAR} - SDM (1).xlsx")
        copy.write_bytes(path_of(folder, "SDM").read_bytes())
        result = press(folder)
        assert [(r[2], r[3]) for r in result.rows] == [(copy.name, "Berkas tidak dipakai")]
        assert copy.read_bytes() == path_of(folder, "SDM").read_bytes()

    def test_a_renamed_file_is_not_made_anew(self, folder):
        path_of(folder, "SDM").rename(path_of(folder, "SDM baru"))
        result = press(folder)
        assert not path_of(folder, "SDM").exists()
        assert "berganti nama" in str(result.rows[0][5])

    def test_a_file_saved_meanwhile_is_not_overwritten(self, folder, monkeypatch):
        real = bsc_cascade_folder.write_state

        def slow(state, keep=True):
            type_actual(state.path, "K0003", 5, 1.0)
            return real(state, keep=keep)

        change_rows(folder, {"SDM-1": {"Bobot": 70.0}})
        monkeypatch.setattr(bsc_cascade_folder, "write_state", slow)
        assert "disimpan orang lain" in str(press(folder).rows[0][5])
        assert typed_of(folder, "SDM", "SDM-1").actuals[5] == 1.0
        monkeypatch.undo()
        press(folder)
        held = read(folder, "SDM").results["K0003"]
        assert (held.kpi.weight, held.typed.actuals[5]) == (70.0, 1.0)


def test_the_year_of_the_plan_is_needed(tmp_path):
    (tmp_path / "bsc.xlsx").write_bytes(plan_bytes())
    with plan(tmp_path) as book:
        book.names["Tahun_rencana"].refers_to_range.value = None
        assert setting(book, "Tahun_rencana") is None
    with pytest.raises(LembarError, match="Tahun rencana"):
        press(tmp_path)
