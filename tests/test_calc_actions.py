"""The buttons in LibreOffice Calc, really running: pressed on an open workbook, which shows the result."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bsc_example_books import SWOT, write_bsc, write_departments, write_empty
from calc_office import ROOT, Calc, running

from xl_addin.actions import ACTIONS
from xl_addin.headless import open_book
from xl_addin.ooxml.workbook import Workbook

pytestmark = [pytest.mark.libreoffice, pytest.mark.uno]

FORMS = ROOT / "examples" / "swot" / "forms"
OPTIONS: dict[str, dict[str, str]] = {
    "collect_issues": {"folder": str(FORMS)},
    "deploy_initiatives": {"swot": str(SWOT)},
    "invite_bsc_meeting": {"date": "2027-12-15", "place": "Ruang rapat"},
    "semester_review": {"semester": "1"},
    "draft_ppk": {"semester": "1"},
    "portal_export": {"file": "realisasi.csv"},
    "portal_import": {"file": "realisasi.csv"},
    "import_orders": {"file": "order.csv"},
    "import_transactions": {"file": "transaksi.csv"},
    "pull_routing": {"file": "routing.xlsx"},
    "invite_aps_meeting": {"place": "Ruang rapat", "stage": "2"},
    "new_complaint": {"customer": "=Toko", "text": "+1 kursi retak", "channel": "Surat"},
    "record_answer": {"no": "K-2027-0037", "answer": "=Ditukar"},
    "reply_customer": {"no": "K-2027-0036"},
    "follow_up": {"no": "K-2027-0034"},
}
"""What a planner answers; other buttons ask for nothing."""
PORTAL = "ID;Bulan;Realisasi;Penyebut\nK0001;9;123,5;\n"
TRANSACTIONS = (
    "Jenis;Nomor;Tanggal;Kode;Nilai\nRetur;RT-9;30/6/2027;C-02;1.000.000\nRetur;RT-8;besok;C-02;5\n"
)
ORDER = (
    "No ROP;Pelanggan;Kode produk;Jumlah;Tanggal minta;Tanggal masuk\nX-1;=1+1;KRS-01;9;30/6/2027;16/4/2027\n"
)


@pytest.fixture(scope="module")
def calc(tmp_path_factory) -> Iterator[Calc]:
    with running(tmp_path_factory.mktemp("calc")) as started:
        yield started


@pytest.fixture
def opened(calc):
    """Open a file; it is closed after the test."""
    files = []

    def opener(file: Path) -> Calc:
        calc.open(str(file))
        files.append(file)
        return calc

    yield opener
    for _ in files:
        calc.close()


@pytest.fixture
def swot(tmp_path: Path) -> Path:
    """The SWOT workbook with the issues as the forms have them, none reviewed yet."""
    file = tmp_path / "swot.xlsx"
    file.write_bytes(SWOT.read_bytes())
    return file


def lay_out(folder: Path, action: str) -> Path:
    """Write the workbook that an action is for, with the files that it meets, into a folder."""
    folder.mkdir()
    (folder / "realisasi.csv").write_text(PORTAL, encoding="utf-8")
    (folder / "order.csv").write_text(ORDER, encoding="utf-8")
    (folder / "transaksi.csv").write_text(TRANSACTIONS, encoding="utf-8")
    if action == "pull_routing":
        (folder / "routing.xlsx").write_bytes((ROOT / "workbooks" / "routing.xlsx").read_bytes())
    kind = ACTIONS[action].workbook
    file = folder / f"{kind}.xlsx"
    if kind == "production":  # a change of the costs, to be carried through
        file = folder / "economics.xlsx"
        for name in ("economics", "location"):
            (folder / f"{name}.xlsx").write_bytes((ROOT / "workbooks" / f"{name}.xlsx").read_bytes())
        change(folder / "location.xlsx", "Pajak", 0.1)
    elif (ROOT / "workbooks" / f"{kind}.xlsx").is_file() and kind not in ("swot", "bsc"):
        file.write_bytes((ROOT / "workbooks" / f"{kind}.xlsx").read_bytes())
        if action == "calculate_discounts":
            change(file, "Bulan_hitung", 5)
    elif kind == "swot":
        file.write_bytes(SWOT.read_bytes())
    elif action == "deploy_initiatives":
        write_empty(file)
    else:
        write_bsc(file, 8)
        write_departments(folder / "departemen", 9)
    return file


def change(file: Path, name: str, value: float) -> None:
    with open_book(file) as book:
        book.names[name].refers_to_range.value = value
        book.app.calculate()
        book.save()


def answers(action: str, folder: Path) -> dict[str, str]:
    given = OPTIONS.get(action, {})
    return {name: str(folder / text) if name == "file" else text for name, text in given.items()}


@pytest.mark.parametrize("name", ACTIONS)
def test_every_button_leaves_the_open_workbook_as_the_action_does(calc, opened, tmp_path, name):
    """What the same action does to a copy of the same files, without LibreOffice, is the measure."""
    alone = lay_out(tmp_path / "sendiri", name)
    with open_book(alone) as book:
        result = ACTIONS[name](book, answers(name, alone.parent))
        if result.changed:
            book.app.calculate()
            book.save()
    here = lay_out(tmp_path / "calc", name)
    opened(here)
    assert calc.enabled(name)
    state, text = calc.press(name, answers(name, here.parent))
    assert state == 1, text
    assert text.startswith(result.message[:40])
    assert not calc.modified()
    assert here.read_bytes() == alone.read_bytes()
    assert differing(calc, here) == []


def differing(calc: Calc, file: Path) -> list[tuple[Any, ...]]:
    """Return the cells that LibreOffice shows otherwise than the file has them."""
    found = []
    for sheet in Workbook.open(file).worksheets():
        shown = calc.grid(sheet.name)
        for cell in sheet.cells():
            value = sheet.value_of(cell)
            if not isinstance(value, str | float) or value == "":
                continue
            row, column = cell.row - 1, cell.column - 1
            there = shown[row][column] if row < len(shown) and column < len(shown[0]) else None
            near = (
                isinstance(there, float) and isinstance(value, float) and isclose(there, value, abs_tol=1e-9)
            )
            if not near and there != value:
                found.append((sheet.name, row + 1, column + 1, value, there))
    return found


def test_what_was_typed_but_not_saved_takes_part_and_stays(calc, opened, swot):
    opened(swot)
    calc.write("Isu Internal & Eksternal", {"C10": "Isu yang baru diketik di Calc"})
    calc.write("Strength", {"D12": "9.5"})
    state, text = calc.press("split_issues")
    assert state == 1, text
    assert "1 isu baru" in text
    assert 9.5 in [row[3] for row in calc.grid("Strength")]
    last = [row[1] for row in calc.grid("Strength") if row[1]][-1]
    assert last == "Isu yang baru diketik di Calc"
    assert calc.formulas("Strength", ["F10"])[0].startswith("=ORG.LEMBAR.")  # linked again


def test_undo_brings_back_what_was(calc, opened, swot):
    opened(swot)
    calc.write("Strength", {"D10": "9"})
    calc.press("collect_issues", OPTIONS["collect_issues"])
    assert calc.read("Penerimaan Formulir", ["B10"]) == ["Marketing.xlsx"]
    before = calc.grid("Isu Internal & Eksternal")
    calc.write("Isu Internal & Eksternal", {"C10": "Diubah"})
    calc.press("split_issues")
    state, text = calc.press("undo")
    assert (state, "Bagi isu sudah dibatalkan" in text) == (1, True)
    assert calc.read("Isu Internal & Eksternal", ["C10"]) == ["Diubah"]
    calc.press("undo")
    assert calc.read("Strength", ["D10"]) == [9.0]
    assert calc.grid("Isu Internal & Eksternal")[0] == before[0]
    assert "Belum ada langkah" in calc.press("undo")[1]


def test_an_error_is_told_and_its_cell_selected(calc, opened, swot):
    opened(swot)
    calc.write("Isu Internal & Eksternal", {"B9": "Judul lain"})
    state, text = calc.press("split_issues")
    assert state == 0
    assert "tidak memiliki kolom Kebutuhan & Harapan Pihak Berkepentingan" in text
    assert calc.selected() == "$'Isu Internal & Eksternal'.$A$9:$F$9"


def test_explain_tells_of_the_selected_cell(calc, opened, swot):
    opened(swot)
    calc.select("Strength", "F10")
    state, text = calc.press("explain")
    assert state == 1
    assert text.startswith("Strength!F10 · % Bobot, S01 = 0,075")


def test_a_document_that_is_no_workbook_on_disk_is_refused(calc, opened, swot):
    calc.open()
    state, text = calc.press("explain")
    assert (state, "Simpan dahulu dokumen ini sebagai buku kerja Excel" in text) == (0, True)
    calc.close()


def test_buttons_are_there_only_for_workbooks_that_they_suit(calc, opened, swot):
    opened(swot)
    assert calc.enabled("split_issues")
    assert calc.enabled("explain")
    assert not calc.enabled("cascade_kpi")


def test_a_file_that_calc_saves_has_the_formulas_that_excel_knows(calc, opened, swot):
    formulas = {name: formulas_of(swot)[name] for name in ("Strength", "Positioning", "Pengembalian")}
    opened(swot)
    calc.write("Strength", {"D10": "9"})
    calc.save()
    assert {name: formulas_of(swot)[name] for name in formulas} == formulas
    calc.write("Strength", {"D10": "8"})
    calc.save()  # and is not told that somebody else has changed the file
    other = swot.with_name("lain.xlsx")
    calc.save(str(other))
    assert {name: formulas_of(other)[name] for name in formulas} == formulas
    assert not calc.modified()


def formulas_of(file: Path) -> dict[str, dict[str, str]]:
    """Return each sheet's formulas with worksheet functions of ours, in the spelling that all agree on."""
    found: dict[str, dict[str, str]] = {}
    for sheet in openpyxl.load_workbook(file).worksheets:
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        texts = {cell.coordinate: getattr(cell.value, "text", cell.value) for cell in cells}
        found[sheet.title] = {
            place: text.replace("TRUE()", "TRUE").lstrip("=").upper()
            for place, text in texts.items()
            if isinstance(text, str) and any(word in text.upper() for word in ("SWOT_", "DUE_DATE", "ORG."))
        }
    return found
