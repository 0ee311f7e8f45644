"""The button Terbitkan SOP: findings first, drafts beside what is in force, nothing signed is replaced."""

from __future__ import annotations

import io
import os
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from sop_order_book import SIGNED, procedure, write_sop

from xl_addin.actions import Result
from xl_addin.actions.sop_issue import issue_sop
from xl_addin.errors import LembarError
from xl_addin.headless import open_book
from xl_addin.runner import run_action
from xl_addin.sop import pdf

WAITING = [*SIGNED[:2], {**SIGNED[2], "status": "Menunggu", "date": None}]
FINAL = "SOP-PJL-01 Penerimaan pesanan Revisi 01"
FOLDER = "Dokumen SOP"


@pytest.fixture(autouse=True)
def office(monkeypatch) -> list[bytes]:
    """Stand in for LibreOffice, and remember what was converted; one test below uses the real one."""
    seen: list[bytes] = []

    def converted(document: bytes) -> bytes:
        seen.append(document)
        return b"%PDF of " + str(len(document)).encode()

    monkeypatch.setattr(pdf, "is_there", lambda: True)
    monkeypatch.setattr(pdf, "to_pdf", converted)
    return seen


def issue(file: Path, **options: Any) -> Result:
    return run_action(file, "issue_sop", options)


def listed(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def state(file: Path) -> str:
    """Return what the cover of a document says about the signatures."""
    for row in docx.Document(io.BytesIO(file.read_bytes())).tables[0].rows:
        if row.cells[0].text == "Keadaan":
            return str(row.cells[1].text)
    raise KeyError("Keadaan")


def test_what_all_have_signed_is_issued_as_a_document_and_a_pdf(tmp_path: Path, office) -> None:
    file = write_sop(tmp_path / "sop.xlsx")
    before = file.read_bytes()
    result = issue(file)
    assert listed(tmp_path / FOLDER) == [f"{FINAL}.docx", f"{FINAL}.pdf"]
    assert [path.name for path in result.files] == listed(tmp_path / FOLDER)
    assert result.message == f"Dokumen yang berlaku ditulis: {FINAL}.docx."
    assert not result.problems and not result.changed and file.read_bytes() == before
    assert state(tmp_path / FOLDER / f"{FINAL}.docx") == "Berlaku"
    assert office == [(tmp_path / FOLDER / f"{FINAL}.docx").read_bytes()]
    assert "Sosialisasikan" in result.next_step


def test_pressing_again_writes_nothing(tmp_path: Path, office) -> None:
    file = write_sop(tmp_path / "sop.xlsx")
    issue(file)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / FOLDER).iterdir()}
    result = issue(file)
    assert result.files == [] and "sudah ada" in result.message
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / FOLDER).iterdir()} == before
    assert len(office) == 1


def test_a_draft_lies_beside_what_is_in_force(tmp_path: Path) -> None:
    file = write_sop(tmp_path / "sop.xlsx", approvals=WAITING)
    result = issue(file)
    assert listed(tmp_path / FOLDER) == [f"{FINAL} DRAF.docx", f"{FINAL} DRAF.pdf"]
    assert (
        result.message.startswith("Draf (Menunggu: Disahkan) ditulis") and "tanda tangan" in result.next_step
    )
    write_sop(file)
    issue(file)
    assert len(listed(tmp_path / FOLDER)) == 4


def test_a_draft_is_replaced_by_the_next_one(tmp_path: Path, office) -> None:
    file = write_sop(tmp_path / "sop.xlsx", approvals=WAITING)
    issue(file)
    first = (tmp_path / FOLDER / f"{FINAL} DRAF.docx").read_bytes()
    write_sop(file, approvals=WAITING, sections=procedure()["sections"][:-1])
    result = issue(file)
    assert len(result.files) == 2 and len(office) == 2
    assert (tmp_path / FOLDER / f"{FINAL} DRAF.docx").read_bytes() != first


def test_what_was_signed_is_never_replaced(tmp_path: Path) -> None:
    file = write_sop(tmp_path / "sop.xlsx")
    issue(file)
    before = (tmp_path / FOLDER / f"{FINAL}.docx").read_bytes()
    changed = procedure()["sections"][:-1]
    write_sop(file, sections=changed)
    with pytest.raises(LembarError) as caught:
        issue(file)
    assert caught.value.key == "sop_issued" and "revisi" in str(caught.value)
    assert (tmp_path / FOLDER / f"{FINAL}.docx").read_bytes() == before
    document = {"number": "SOP-PJL-01", "revision": "02", "date": datetime(2027, 3, 1)}
    write_sop(file, sections=changed, document=document)
    issue(file)
    assert f"{FINAL[:-2]}02.docx" in listed(tmp_path / FOLDER)


def broken() -> list[dict[str, Any]]:
    return [{**one, "next": "L77"} if one["code"] == "L04" else one for one in procedure()["steps"]]


def test_findings_keep_it_from_being_issued(tmp_path: Path) -> None:
    file = write_sop(tmp_path / "sop.xlsx", steps=broken())
    result = issue(file)
    assert result.problems and result.files == [] and not (tmp_path / FOLDER).exists()
    assert ("L04", "Langkah L77 tidak ada") in [(row[1], row[2]) for row in result.rows]
    assert f"{len(result.rows)} temuan" in result.message


@pytest.mark.parametrize("word", ["Ya", "ya "])
def test_force_issues_a_draft_in_spite_of_findings(tmp_path: Path, word: str) -> None:
    file = write_sop(tmp_path / "sop.xlsx", steps=broken())
    result = issue(file, force=word)
    assert result.problems and result.rows and listed(tmp_path / FOLDER)[0] == f"{FINAL} DRAF.docx"
    assert state(tmp_path / FOLDER / f"{FINAL} DRAF.docx") == "Draf: masih ada temuan pemeriksaan"


def test_force_takes_nothing_from_what_is_sound(tmp_path: Path) -> None:
    issue(write_sop(tmp_path / "sop.xlsx"), force="Ya")
    assert listed(tmp_path / FOLDER)[0] == f"{FINAL}.docx"


def test_the_folder_may_be_chosen_and_a_title_is_no_path(tmp_path: Path) -> None:
    fields = procedure()["sop"] | {"title": "../../Pesanan: <cepat>"}
    file = write_sop(tmp_path / "a" / "sop.xlsx", sop=fields, approvals=WAITING)
    issue(file, out=tmp_path / "arsip")
    assert listed(tmp_path / "arsip")[0] == "SOP-PJL-01 .. .. Pesanan cepat Revisi 01 DRAF.docx"
    assert listed(tmp_path) == ["a", "arsip"]


def test_without_libreoffice_there_is_no_pdf_and_that_is_told(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(pdf, "is_there", lambda: False)
    result = issue(write_sop(tmp_path / "sop.xlsx"))
    assert listed(tmp_path / FOLDER) == [f"{FINAL}.docx"]
    assert "PDF tidak dibuat: LibreOffice tidak ada" in result.message and not result.problems


def test_a_pdf_that_failed_is_made_the_next_time(tmp_path: Path, monkeypatch, office) -> None:
    def failing(document: bytes) -> bytes:
        raise LembarError("engine_failed", expected="libreoffice", found="macet")

    file = write_sop(tmp_path / "sop.xlsx", approvals=WAITING)
    issue(file)
    stale = tmp_path / FOLDER / f"{FINAL} DRAF.pdf"
    os.utime(stale, (1, 1))
    with monkeypatch.context() as broken_office:
        broken_office.setattr(pdf, "to_pdf", failing)
        assert "PDF tidak dibuat" in issue(file).message
    assert issue(file).files == [stale] and len(office) == 2


def test_a_date_that_is_none_is_refused_with_its_cell(tmp_path: Path) -> None:
    with open_book(write_sop(tmp_path / "sop.xlsx")) as book:
        cell = book.names["Tanggal_berlaku"].refers_to_range
        cell.value = "'awal tahun"
        with pytest.raises(LembarError) as caught:
            issue_sop(book)
        assert caught.value.facts()["cell"] == cell.get_address(False, False)
        assert caught.value.facts()["found"] == "awal tahun"


@pytest.mark.libreoffice
def test_a_real_pdf(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.undo()
    issue(write_sop(tmp_path / "sop.xlsx", approvals=WAITING))
    content = (tmp_path / FOLDER / f"{FINAL} DRAF.pdf").read_bytes()
    assert content.startswith(b"%PDF-") and len(content) > 10_000
