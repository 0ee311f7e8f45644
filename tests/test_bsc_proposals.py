"""The departments' own KPIs: proposed, gathered, decided in rounds, carried out by the cascade."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from cascade_books import YEAR, codes, copy_to, path_of, plan, press, read, rows, set_rows, type_actual

from xl_addin.actions import Result, review_department_kpis
from xl_addin.actions.bsc_cards import OWN_COLUMNS, PROPOSAL_COLUMNS, TARGETS
from xl_addin.actions.bsc_files import PROPOSALS
from xl_addin.actions.tables import ListTable, Record
from xl_addin.errors import LembarError
from xl_addin.headless import open_book

TODAY = datetime(2027, 2, 3)
IDEA = {
    "Kode": "SDM-U1",
    "Perspektif": "Learning & Growth",
    "KPI": "Usulan perbaikan",
    "Satuan": "usul",
    "Polaritas": "Maksimalkan",
    "Konsolidasi": "Jumlah",
    "Bobot": 10.0,
    **dict.fromkeys(TARGETS, 3.0),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_to(tmp_path)


def propose(folder: Path, department: str, *ideas: Record) -> None:
    """Type proposals into a department's file, from the first row on."""
    with open_book(path_of(folder, department)) as book:
        table = ListTable(book, PROPOSALS, OWN_COLUMNS).table
        header = table.header_row_range
        places = {str(cell): n for n, cell in enumerate(header.value)}
        for number, idea in enumerate(ideas, 1):
            for heading, value in idea.items():
                header[0, places[heading]].offset(number).value = value
        book.save()


def review(folder: Path) -> Result:
    with open_book(folder / "bsc.xlsx") as book:
        result = review_department_kpis(book)
        if result.changed:
            book.save()
    return result


def gathered(folder: Path) -> list[Record]:
    with open_book(folder / "bsc.xlsx") as book:
        return ListTable(book, "tbl_kpi_departemen", PROPOSAL_COLUMNS).records()


def decide(folder: Path, decision: str | None, note: str | None = None) -> None:
    with plan(folder) as book:
        table = ListTable(book, "tbl_kpi_departemen", PROPOSAL_COLUMNS)
        count = len(table.records())
        table.fill("Keputusan", [decision] * count)
        table.fill("Catatan", [note] * count)


def history(folder: Path) -> list[tuple]:
    columns = ("Departemen", "Kode", "Perubahan", "Lama", "Baru")
    with open_book(folder / "bsc.xlsx") as book:
        return [tuple(r[c] for c in columns) for r in ListTable(book, "tbl_riwayat", columns).records()]


def test_proposals_are_gathered_once(folder):
    propose(folder, "SDM", IDEA)
    result = review(folder)
    assert result.rows == [("SDM", "SDM-U1", "Usulan perbaikan", "Usulan baru", None)]
    (record,) = gathered(folder)
    assert (record["Departemen"], record["Ronde"], record["Diajukan"]) == ("SDM", 1.0, TODAY)
    assert (record["KPI"], record["Target Des"], record["Keputusan"]) == ("Usulan perbaikan", 3.0, None)
    again = review(folder)
    assert (again.changed, again.problems, again.rows) == (False, False, [])


def test_what_a_proposal_lacks_is_told(folder):
    propose(folder, "SDM", {**IDEA, "Bobot": None, "Induk": "Z-9", **dict.fromkeys(TARGETS)})
    result = review(folder)
    assert result.problems
    assert result.rows[0][4] == "Isi kolom Bobot, Target; Induk Z-9 tidak ada"


def test_an_approved_proposal_is_reported_like_the_others(folder):
    propose(folder, "SDM", IDEA)
    review(folder)
    decide(folder, "Setuju", "Bagus")
    press(folder)
    file = read(folder, "SDM")
    (proposal,) = file.proposals
    assert (proposal.kpi.id, proposal.status, proposal.note) == ("K0007", "Disetujui", "Bagus")
    own = file.results["K0007"].kpi
    assert (own.code, own.origin, own.targets) == ("SDM-U1", "Departemen", (3.0,) * 12)
    assert gathered(folder)[0]["Diputuskan"] == TODAY
    assert not press(folder).changed
    assert not review(folder).changed


def test_one_sent_back_is_told_to_the_department_and_not_reported(folder):
    propose(folder, "SDM", IDEA)
    review(folder)
    decide(folder, "Kembalikan", "Target terlalu rendah")
    press(folder)
    file = read(folder, "SDM")
    assert (file.proposals[0].status, file.proposals[0].note) == ("Dikembalikan", "Target terlalu rendah")
    assert codes(folder, "SDM") == ["SDM-1"]


def test_a_change_after_the_decision_begins_a_new_round_and_keeps_the_old_one(folder):
    propose(folder, "SDM", IDEA)
    review(folder)
    decide(folder, "Kembalikan", "Target terlalu rendah")
    press(folder)
    propose(folder, "SDM", {"KPI": "Usulan dilaksanakan", "Target Jan": 5.0})
    assert [r[3] for r in review(folder).rows] == ["Usulan berubah"]
    (record,) = gathered(folder)
    assert (record["ID"], record["Ronde"], record["Keputusan"], record["Catatan"]) == (
        "K0007",
        2.0,
        None,
        None,
    )
    assert history(folder)[-3:] == [
        ("SDM", "SDM-U1", "Usulan ronde 1: Kembalikan", "Target terlalu rendah", None),
        ("SDM", "SDM-U1", "Usulan: KPI", "Usulan perbaikan", "Usulan dilaksanakan"),
        ("SDM", "SDM-U1", "Usulan: Target Jan", 3.0, 5.0),
    ]


def test_an_approved_kpi_stays_with_its_actuals_while_its_change_waits(folder):
    propose(folder, "SDM", IDEA)
    review(folder)
    decide(folder, "Setuju")
    press(folder)
    type_actual(path_of(folder, "SDM"), "K0007", 0, 2.0)
    propose(folder, "SDM", {"Target Jan": 5.0, "Kode": "SDM-U2"})
    review(folder)
    press(folder)
    held = read(folder, "SDM").results["K0007"]
    assert (held.kpi.code, held.kpi.targets[0], held.typed.actuals[0]) == ("SDM-U1", 3.0, 2.0)
    decide(folder, "Setuju")
    press(folder)
    held = read(folder, "SDM").results["K0007"]
    assert (held.kpi.code, held.kpi.targets[0], held.typed.actuals[0]) == ("SDM-U2", 5.0, 2.0)


def test_a_cascade_removes_no_proposal(folder):
    propose(folder, "SDM", IDEA)
    review(folder)
    decide(folder, "Setuju")
    press(folder)
    with plan(folder) as book:
        set_rows(book, [r for r in rows(book) if r["Departemen"] != "SDM"])
    press(folder)
    assert codes(folder, "SDM") == ["SDM-U1"]
    assert len(read(folder, "SDM").proposals) == 1
    propose(folder, "SDM", dict.fromkeys(IDEA))
    assert [r[3] for r in review(folder).rows] == ["Tidak ada lagi di Usulan KPI"]
    assert len(gathered(folder)) == 1


def test_proposals_of_one_code_and_files_that_cannot_be_read_are_told(folder):
    propose(folder, "SDM", IDEA, {**IDEA, "KPI": "Lain"})
    path_of(folder, "PPC").write_bytes(b"PK rusak")
    result = review(folder)
    assert [(r[0], r[3]) for r in result.rows] == [
        ("PPC", "Tidak terbaca"), ("SDM", "Usulan baru"), ("SDM", "Kode ganda")
    ]  # fmt: skip
    assert result.problems
    assert len(gathered(folder)) == 1


def test_a_deleted_file_comes_back_with_its_proposals(folder):
    propose(folder, "SDM", IDEA)
    review(folder)
    decide(folder, "Setuju")
    press(folder)
    path_of(folder, "SDM").unlink()
    press(folder)
    file = read(folder, "SDM")
    assert [(p.kpi.id, p.kpi.name, p.status) for p in file.proposals] == [
        ("K0007", "Usulan perbaikan", "Disetujui")
    ]
    assert codes(folder, "SDM") == ["SDM-1", "SDM-U1"]
    assert not press(folder).changed
    assert not review(folder).changed


def test_without_the_folder(tmp_path):
    (tmp_path / "bsc.xlsx").write_bytes((copy_to(tmp_path / "x") / "bsc.xlsx").read_bytes())
    with pytest.raises(LembarError, match="Folder"):
        review(tmp_path)
    assert not (tmp_path / f"KPI {YEAR} - SDM.xlsx").exists()
