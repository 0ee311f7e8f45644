"""What may enter the results: locks, revisions, receipts. Rules without a workbook."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_addin.actions.bsc_cards import ACTUALS, DENOMINATORS, TARGETS
from xl_addin.actions.bsc_ledger import REVISION_COLUMNS, Ledger, Outcome, Revisions
from xl_addin.actions.bsc_rows import RESULT_COLUMNS, Results, Submissions, reported
from xl_addin.actions.bsc_screening import Reported

TODAY = datetime(2027, 10, 10)


def row(kpi="K0001", department="Produksi", consolidation="Jumlah", months=12, **others):
    record = dict.fromkeys(RESULT_COLUMNS) | {"ID": kpi, "Kode": f"P-{kpi}", "KPI": f"KPI {kpi}"}
    record |= {"Departemen": department, "Satuan": "kali", "Konsolidasi": consolidation}
    return record | dict.fromkeys(TARGETS[:months], 5.0) | others


def ledger(*rows, locked=(), revisions=()):
    places = [
        {"Departemen": department, "Bulan": float(month), "Diterima": TODAY, "Jatuh tempo": 1.0}
        | {"Terisi": 1.0, "Terverifikasi": TODAY}
        for department, month in locked
    ]
    submissions = Submissions(places, ["Produksi", "Keuangan"])
    return Ledger(Results(list(rows) or [row()]), submissions, Revisions(list(revisions), TODAY))


def held(book, kpi="K0001", month=1):
    return reported(book.results.record(kpi), month)


class TestOffer:
    def test_a_value_is_taken_and_offered_again_changes_nothing(self):
        book = ledger()
        assert book.offer("k0001 ", 1, Reported(7.0)) is Outcome.TAKEN
        assert book.offer("K0001", 1, Reported(7.0)) is Outcome.SAME
        assert held(book) == (7.0, None)
        assert book.offer("K0001", 1, Reported(8.0)) is Outcome.TAKEN
        assert held(book) == (8.0, None)

    def test_a_blank_wipes_nothing_and_is_told(self):
        book = ledger(row(consolidation="Rasio"))
        book.offer("K0001", 1, Reported(7.0, 9.0))
        assert book.offer("K0001", 1, Reported()) is Outcome.BLANK_KEPT
        assert book.offer("K0001", 1, Reported(7.0, None)) is Outcome.BLANK_KEPT
        assert held(book) == (7.0, 9.0)
        assert book.offer("K0001", 2, Reported()) is Outcome.SAME

    def test_a_locked_month_keeps_its_value_and_the_other_waits_once(self):
        book = ledger(row(**{ACTUALS[0]: 7.0}), locked=[("Produksi", 1)])
        assert book.offer("K0001", 1, Reported(8.0)) is Outcome.REVISION
        assert book.offer("K0001", 1, Reported(8.0)) is Outcome.WAITING
        assert held(book) == (7.0, None)
        [line] = book.revisions.lines
        assert [line[name] for name in ("Diterima", "Bulan", "Departemen", "ID", "Kode")] == [
            TODAY, 1.0, "Produksi", "K0001", "P-K0001"
        ]  # fmt: skip
        assert (line["Realisasi lama"], line["Realisasi baru"], line["Diputuskan"]) == (7.0, 8.0, None)

    def test_only_the_month_and_the_department_that_were_verified_are_locked(self):
        book = ledger(row(), row("K0002", "Keuangan"), locked=[("produksi", 1)])
        assert book.offer("K0001", 2, Reported(1.0)) is Outcome.TAKEN
        assert book.offer("K0002", 1, Reported(1.0)) is Outcome.TAKEN
        assert book.offer("K0001", 1, Reported(1.0)) is Outcome.REVISION

    def test_a_newer_proposal_closes_the_one_that_waited(self):
        book = ledger(row(**{ACTUALS[0]: 7.0}), locked=[("Produksi", 1)])
        book.offer("K0001", 1, Reported(8.0))
        book.offer("K0001", 1, Reported(9.0))
        first, second = book.revisions.lines
        assert (first["Diputuskan"], first["Catatan"]) == (TODAY, "Diganti usulan yang lebih baru")
        assert book.revisions.open() == [second]

    def test_a_proposal_that_is_taken_back_no_longer_waits(self):
        book = ledger(row(**{ACTUALS[0]: 7.0}), locked=[("Produksi", 1)])
        book.offer("K0001", 1, Reported(8.0))
        book.revisions.lines[0]["Catatan"] = "Tanya Pak Budi"
        assert book.offer("K0001", 1, Reported(7.0)) is Outcome.SAME
        assert book.revisions.open() == []
        assert book.revisions.lines[0]["Catatan"].startswith("Tanya Pak Budi; Ditarik")
        assert book.offer("K0001", 1, Reported(8.0)) is Outcome.REVISION  # and proposed once more

    def test_what_was_refused_is_not_asked_again_but_another_value_is(self):
        refused = dict.fromkeys(REVISION_COLUMNS) | {"ID": "K0001", "Bulan": 1.0, "Realisasi lama": 7.0}
        refused |= {"Realisasi baru": 8.0, "Keputusan": "tolak", "Diputuskan": TODAY}
        book = ledger(row(**{ACTUALS[0]: 7.0}), locked=[("Produksi", 1)], revisions=[refused])
        assert book.offer("K0001", 1, Reported(8.0)) is Outcome.REFUSED
        assert len(book.revisions.lines) == 1
        assert book.offer("K0001", 1, Reported(9.0)) is Outcome.REVISION

    @pytest.mark.parametrize(("day", "outcome"), [(11, Outcome.REVISION), (9, Outcome.TAKEN)])
    def test_what_was_verified_where_a_kpi_was_before_stays_locked(self, day, outcome):
        book = ledger(row(department="SDM", **{ACTUALS[0]: 7.0}), locked=[("Produksi", 1)])
        steps = [("SDM", "Keuangan"), ("Keuangan", "Produksi")]
        history = [
            {"Tanggal": datetime(2027, 10, day), "Departemen": to, "Kode": "P-K0001"}
            | {"Perubahan": "Pindah dari", "Lama": former}
            for to, former in steps
        ]
        moved = Ledger(book.results, book.submissions, book.revisions, history)
        assert moved.offer("K0001", 1, Reported(8.0)) is outcome  # verified on the 10th
        assert moved.offer("K0001", 2, Reported(8.0)) is Outcome.TAKEN

    values = st.sampled_from([None, 1.0, 2.0, 3.0])

    @given(
        st.lists(st.tuples(st.sampled_from(["K0001", "K0002"]), st.integers(1, 3), values, values)),
        st.sets(st.tuples(st.sampled_from(["Produksi", "Keuangan"]), st.integers(1, 3))),
    )
    def test_no_offer_loses_a_locked_value_and_every_other_one_is_on_record(self, offers, locked):
        start = dict.fromkeys(ACTUALS[:2] + DENOMINATORS[:2], 5.0)
        rows = [row(consolidation="Rasio", **start), row("K0002", "Keuangan", "Rasio", **start)]
        book = ledger(*rows, locked=locked)
        for kpi, month, actual, denominator in offers:
            old = held(book, kpi, month)
            outcome = book.offer(kpi, month, Reported(actual, denominator))
            new = held(book, kpi, month)
            place = (book.results.record(kpi)["Departemen"], month)
            assert (new == old) or place not in locked
            assert all(now is not None for now, before in zip(new, old, strict=True) if before is not None)
            assert (outcome is Outcome.TAKEN) == (new != old)
            assert book.offer(kpi, month, Reported(actual, denominator)) is not Outcome.TAKEN
        assert len(book.revisions.open()) == len(
            {(line["ID"], line["Bulan"]) for line in book.revisions.open()}
        )
        for earlier, later in pairwise(book.revisions.lines):
            same = (earlier["ID"], earlier["Bulan"]) == (later["ID"], later["Bulan"])
            assert not same or earlier["Diputuskan"] is not None


class TestReceipt:
    def test_a_month_came_in_when_all_that_is_due_was_there(self):
        book = ledger(row(), row("K0002", months=0))
        book.count("Produksi", 1, None, TODAY)
        assert book.submissions.received("Produksi", 1) is None
        book.offer("K0001", 1, Reported(1.0))
        book.count("Produksi", 1, None, TODAY)
        book.count("Produksi", 1, None, datetime(2027, 12, 1))
        [line] = book.submissions.records()
        assert (line["Diterima"], line["Jatuh tempo"], line["Terisi"]) == (TODAY, 1.0, 1.0)

    def test_the_typed_day_counts_even_when_something_is_blank(self):
        book, typed = ledger(), datetime(2027, 2, 14)
        book.count("Produksi", 1, typed, TODAY)
        assert book.submissions.received("Produksi", 1) == typed

    def test_a_verified_month_keeps_its_day(self):
        book = ledger(locked=[("Produksi", 1)])
        book.count("Produksi", 1, datetime(2027, 2, 14), TODAY)
        assert book.submissions.received("Produksi", 1) == TODAY

    def test_a_ratio_is_there_with_both_its_parts(self):
        book = ledger(row(consolidation="Rasio", **{ACTUALS[0]: 5.0}))
        book.count("Produksi", 1, None, TODAY)
        assert book.submissions.records()[0]["Terisi"] == 0

    def test_nothing_due_is_nothing_received(self):
        book = ledger(row(months=0))
        book.count("Produksi", 1, None, TODAY)
        assert book.submissions.received("Produksi", 1) is None

    def test_rows_stand_by_month_and_in_the_order_of_the_departments(self):
        book = ledger()
        for department, month in [("Keuangan", 2), ("Lama", 1), ("Keuangan", 1), ("Produksi", 2)]:
            book.count(department, month, None, TODAY)
        found = [(line["Departemen"], line["Bulan"]) for line in book.submissions.records()]
        assert found == [("Keuangan", 1), ("Lama", 1), ("Produksi", 2), ("Keuangan", 2)]


@pytest.mark.parametrize("cell", ["belum", True, datetime(2027, 1, 1), float("nan"), None])
def test_what_is_no_number_in_the_results_counts_as_blank(cell):
    book = ledger(row(**{ACTUALS[0]: cell}))
    assert held(book) == (None, None)
    assert book.offer("K0001", 1, Reported(4.0)) is Outcome.TAKEN
