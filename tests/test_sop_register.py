"""The register of procedures: what it says of each workbook, what it leaves out, what it tells."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sop_order_book import SIGNED, Row, procedure, write_sop

from xl_addin.actions.sop_register import sop_register
from xl_addin.errors import LembarError
from xl_addin.headless import open_book
from xl_addin.runner import run_action
from xl_addin.sop.document import Cover, Signature
from xl_addin.sop.register import Entry, faults

ROOT = Path(__file__).resolve().parents[1]


def waiting(role: str) -> list[Row]:
    """Return the signatures of a procedure that waits for a role."""
    roles = [one["role"] for one in SIGNED]
    given = roles.index(role)
    return [*SIGNED[:given], *({**one, "status": "Menunggu", "date": None} for one in SIGNED[given:])]


def sop(**fields: Any) -> Row:
    return {"sop": procedure()["sop"] | fields}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Four procedures, a workbook of another kind, a damaged one, and what lies about in folders."""
    folder = tmp_path_factory.mktemp("sop")
    write_sop(folder / "pesanan.xlsx")
    document = {"number": "SOP-PPC-02", "revision": 0, "date": None}
    write_sop(folder / "aps.xlsx", document=document, approvals=waiting("Disahkan"),
              **sop(title="Penyusunan APS", unit="PPC", review=date(2027, 1, 2)))  # fmt: skip
    returned = [{**SIGNED[0], "status": "Dikembalikan"}, *waiting("Dibuat")[1:]]
    write_sop(folder / "keluhan.xlsx", document=document | {"number": "sop-ppc-02 "}, approvals=returned,
              **sop(title="Keluhan", review=date(2027, 2, 20)))  # fmt: skip
    write_sop(folder / "kosong.xlsx", document=document | {"number": None}, approvals=waiting("Dibuat"),
              **sop(title=None, review=None))  # fmt: skip
    (folder / "rusak.xlsx").write_bytes(b"PK\x03\x04 rusak")
    (folder / "lain.xlsx").write_bytes((ROOT / "workbooks" / "economics.xlsx").read_bytes())
    (folder / "pesanan.sebelum.xlsx").write_bytes((folder / "pesanan.xlsx").read_bytes())
    (folder / "catatan.txt").write_text("bukan buku kerja")
    run_action(folder / "pesanan.xlsx", "sop_register")
    return folder


@pytest.fixture(scope="module")
def rows(folder: Path) -> dict[str, dict[str, Any]]:
    sheet = openpyxl.load_workbook(folder / "Daftar SOP.xlsx")["Daftar SOP"]
    heads, *body = sheet[sheet.tables["tbl_sop"].ref]
    found = [{h.value: c.value for h, c in zip(heads, row, strict=True)} for row in body]
    return {row["Berkas"]: row for row in found}


def test_only_procedures_are_in_it_sorted_by_number(rows) -> None:
    assert list(rows) == ["kosong.xlsx", "pesanan.xlsx", "keluhan.xlsx", "aps.xlsx"]


def test_it_says_what_the_workbook_says(rows) -> None:
    row = rows["pesanan.xlsx"]
    assert (row["No. SOP"], row["Judul"], row["Unit kerja"]) == (
        "SOP-PJL-01",
        "Penerimaan pesanan",
        "Penjualan",
    )
    assert (row["Revisi"], row["Tanggal berlaku"], row["Keadaan"]) == ("01", datetime(2027, 1, 15), "Berlaku")
    assert [row[role] for role in ("Dibuat", "Dikoreksi", "Disahkan")] == [
        *(datetime(2027, 1, 5), datetime(2027, 1, 8)),
        datetime(2027, 1, 12),
    ]
    assert (row["Tinjauan berikutnya"], row["Tinjauan"]) == (datetime(2028, 1, 15), "Belum waktunya")


def test_signatures_and_reviews_stand_as_they_are(rows) -> None:
    assert rows["aps.xlsx"]["Keadaan"] == "Menunggu: Disahkan"
    assert rows["aps.xlsx"]["Disahkan"] == "Menunggu"
    assert rows["aps.xlsx"]["Tinjauan"] == "Terlambat 30 hari"
    assert (rows["keluhan.xlsx"]["Keadaan"], rows["keluhan.xlsx"]["Tinjauan"]) == ("Dikembalikan", "Segera")
    assert rows["kosong.xlsx"]["Tinjauan"] == "Belum dijadwalkan"


def test_what_is_wrong_is_told_on_the_sheet_and_to_who_pressed(folder: Path) -> None:
    result = run_action(folder / "pesanan.xlsx", "sop_register")
    told = {(file, text) for file, text in result.rows}
    assert ("aps.xlsx", "SOP-PPC-02: Terlambat 30 hari") in told
    assert ("aps.xlsx", "Nomor SOP-PPC-02 dipakai 2 berkas") in told
    assert ("kosong.xlsx", "Nomor SOP belum diisi") in told and (
        "kosong.xlsx",
        "Judul SOP belum diisi",
    ) in told
    reasons = [text for file, text in told if file == "rusak.xlsx"]
    assert len(reasons) == 1 and str(folder) not in reasons[0]
    sheet = openpyxl.load_workbook(folder / "Daftar SOP.xlsx")["Daftar SOP"]
    shown = {(row[0].value, row[2].value) for row in sheet.iter_rows(min_row=14, max_col=3)}
    assert told - shown == {("aps.xlsx", "SOP-PPC-02: Terlambat 30 hari")}, "that one stands in its own row"
    assert [sheet[cell].value for cell in ("A7", "C7", "E7", "I7", "K7")] == [4, 1, 3, 1, 1]


def test_the_same_folder_gives_the_same_register_which_is_not_written_again(folder: Path) -> None:
    path = folder / "Daftar SOP.xlsx"
    before, when = path.read_bytes(), path.stat().st_mtime_ns
    result = run_action(folder / "pesanan.xlsx", "sop_register")
    assert result.files == [] and not result.changed and "sudah ada" in result.message
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, when)


def test_the_open_workbook_counts_as_it_is_on_the_screen(folder: Path, tmp_path: Path) -> None:
    with open_book(folder / "aps.xlsx") as book:
        book.names["Judul_SOP"].refers_to_range.value = "Judul yang belum disimpan"
        sop_register(book, out=tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "Daftar SOP.xlsx")["Daftar SOP"]
    assert "Judul yang belum disimpan" in [cell.value for cell in sheet["B"]]


def test_a_folder_that_is_none_and_a_day_that_is_none_are_refused(tmp_path: Path) -> None:
    file = write_sop(tmp_path / "a.xlsx", reference_date=None)
    with pytest.raises(LembarError) as caught:
        run_action(file, "sop_register")
    assert caught.value.key == "no_reference_date"
    with open_book(file) as book:
        book.names["Tanggal_acuan"].refers_to_range.value = datetime(2027, 2, 1)
        book.save()
    with pytest.raises(LembarError) as caught:
        run_action(file, "sop_register", {"folder": tmp_path / "tidak ada"})
    assert caught.value.key == "no_folder"


def test_a_signature_counts_when_it_is_agreed_and_dated() -> None:
    day = date(2027, 1, 5)
    agreed = [Signature(role, date=day, status="Disetujui") for role in ("Dibuat", "Dikoreksi", "Disahkan")]
    assert Cover(signatures=tuple(agreed)).state == "Berlaku"
    undated = Signature("Dikoreksi", status="Disetujui")
    assert Cover(signatures=(agreed[0], undated, agreed[2])).state == "Menunggu: Dikoreksi"
    assert Cover(signatures=(*agreed, Signature("Disahkan", status="Dikembalikan"))).state == "Dikembalikan"
    assert faults([Entry("a.xlsx", "1", "A", Cover()), Entry("b.xlsx", "2", "B", Cover())]) == []
