"""The command line as a process: what it prints, what it leaves, how it exits."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from xl_addin import commands, data
from xl_addin.audit import audit
from xl_addin.example_bsc import BscExample
from xl_addin.ooxml.workbook import Workbook

ROOT = Path(__file__).resolve().parents[1]
SWOT = ROOT / "workbooks" / "swot.xlsx"


def lembar(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "xl_addin.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200"},
        check=False,
    )


@pytest.fixture
def swot(tmp_path: Path) -> Path:
    return Path(shutil.copy(SWOT, tmp_path / "swot.xlsx"))


# --- help -------------------------------------------------------------------------------------------------


def test_help_teaches_and_loads_nothing_heavy() -> None:
    code = (
        "import sys, io, contextlib\n"
        "from xl_addin.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()) as out:\n"
        "    try: main(['--help'])\n"
        "    except SystemExit: pass\n"
        "assert 'lembar demo' in out.getvalue() and 'exit codes' in out.getvalue()\n"
        "heavy = {'pandas', 'numpy', 'xlwings', 'openpyxl', 'formulas', 'formualizer', 'jinja2', 'rich'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("command", commands.HELP)
def test_every_command_has_help(command: str) -> None:
    done = lembar(command, "--help")
    assert done.returncode == 0
    assert len(done.stdout) > 200


def test_bad_usage_exits_with_two() -> None:
    assert lembar("recalc").returncode == 2
    assert lembar("nonsense").returncode == 2


# --- the demonstration ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("demo")
    done = lembar("demo", "--out", folder, cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


def test_the_demonstration_tells_the_story_and_leaves_the_files(demo: tuple[Path, str]) -> None:
    folder, told = demo
    assert "Expansion" in told
    assert "+0.3213" in told
    assert {path.name for path in folder.iterdir()} >= {"swot.xlsx", "swot-portabel.xlsx", "posisi.svg"}
    letters = sorted(path.name for path in (folder / "surat").iterdir() if "Pengembalian" in path.name)
    assert [name.split(" - ")[1] for name in letters] == ["Pengadaan", "SDM"]


def test_the_demonstration_goes_on_with_the_scorecards_year(demo: tuple[Path, str]) -> None:
    folder, told = demo
    assert "90.8%" in told
    departments = {path.stem.split(" - ")[1] for path in (folder / "departemen").glob("KPI 2027 - *.xlsx")}
    assert departments == set(BscExample().managers)
    [page] = (folder / "laporan").glob("*.html")
    assert "90,8%" in page.read_text(encoding="utf-8")
    column = openpyxl.load_workbook(folder / "bsc.xlsx", data_only=True)["Scorecard"]["L"]
    assert "90.8%" in {f"{cell.value:.1%}" for cell in column if isinstance(cell.value, float)}
    assert [finding.cell for finding in audit(folder / "bsc.xlsx") if finding.kind != "check"] == []


def test_the_demonstration_goes_on_with_orders_customers_and_a_procedure(demo: tuple[Path, str]) -> None:
    folder, told = demo
    for said in (
        "Usul lain",
        "Selesai tepat waktu",
        "72,901,876",
        "Berlaku",
    ):  # APS, complaint, discounts, SOP
        assert said in told, said
    assert len(list((folder / "aps" / "Hasil APS").glob("*.xlsx"))) == 8
    assert [path.stem for path in (folder / "pelanggan").rglob("Balasan*.docx")]
    assert [path.stem for path in (folder / "diskon" / "Diskon").glob("*.xlsx")]
    [document] = (folder / "sop" / "dokumen").glob("*.docx")
    assert "DRAF" not in document.name


def test_the_demonstration_ends_where_the_committed_workbook_is(demo: tuple[Path, str]) -> None:
    """The actions, through xlwings, and the template engine give the same tabs, matrix and position."""
    ours = openpyxl.load_workbook(demo[0] / "swot.xlsx", data_only=True)
    theirs = openpyxl.load_workbook(SWOT, data_only=True)
    for name in (
        *("Strength", "Weakness", "Opportunity", "Threat", "Positioning"),
        "Matrix Strategy SWOT",
        "Inisiatif Strategis",
    ):
        assert filled(ours[name]) == filled(theirs[name]), name


def filled(sheet: openpyxl.worksheet.worksheet.Worksheet) -> dict[str, object]:
    return {
        cell.coordinate: cell.value
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }


def test_the_demonstrations_workbooks_stand_up_to_verify(demo: tuple[Path, str]) -> None:
    done = lembar(
        "verify",
        demo[0] / "swot.xlsx",
        demo[0] / "swot-portabel.xlsx",
        demo[0] / "bsc.xlsx",
        demo[0] / "aps" / "allocation.xlsx",
        demo[0] / "pelanggan" / "complaints.xlsx",
        demo[0] / "diskon" / "discounts.xlsx",
        demo[0] / "sop" / "pelanggan.xlsx",
        "--engine",
        "formualizer",
    )
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("all agree") == 7


# --- workbooks --------------------------------------------------------------------------------------------


def test_a_new_workbook_is_made_once_and_not_over_another(tmp_path: Path) -> None:
    assert lembar("new", "swot", cwd=tmp_path).returncode == 0
    made = (tmp_path / "swot.xlsx").read_bytes()
    again = lembar("new", "swot", cwd=tmp_path)
    assert again.returncode == 2
    assert "--force" in again.stderr
    assert (tmp_path / "swot.xlsx").read_bytes() == made


def test_new_takes_data(tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_text("company: {name: PT Kayu Jati}\nyear: 2030\n", encoding="utf-8")
    done = lembar("new", "swot", "--data", "data.yaml", "-o", "x.xlsx", "--portable", "--json", cwd=tmp_path)
    assert json.loads(done.stdout) == {"file": "x.xlsx"}
    book = openpyxl.load_workbook(tmp_path / "x.xlsx", data_only=True)
    assert book["Pengaturan"]["B7"].value == "PT Kayu Jati"
    assert book["Positioning"]["A1"].value == "PT Kayu Jati"


def test_recalc_writes_what_a_changed_input_gives(swot: Path) -> None:
    book = openpyxl.load_workbook(swot)
    book["Strength"]["D10"] = 60
    book.save(swot)
    done = lembar("recalc", swot, "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["changed"] > 20
    assert openpyxl.load_workbook(swot, data_only=True)["Strength"]["F10"].value == pytest.approx(60 / 134)


def test_recalc_of_several_files_goes_on_after_a_bad_one(swot: Path, tmp_path: Path) -> None:
    bad = tmp_path / "rusak.xlsx"
    bad.write_bytes(b"bukan zip")
    done = lembar("recalc", bad, swot, "--jobs", 2)
    assert done.returncode == 2
    assert "rusak.xlsx" in done.stderr
    assert "formulas" in done.stdout


def test_verify_shows_a_stale_number(swot: Path) -> None:
    workbook = Workbook.open(swot)
    sheet = workbook.sheet("Positioning")
    cell = sheet.cell(8, 4)
    assert cell is not None
    sheet.set_cached(cell, 99.0)
    workbook.flush().save(swot)
    done = lembar("verify", swot, "--engine", "formualizer")
    assert done.returncode == 1
    assert "Positioning!D8" in done.stdout
    assert "99" in done.stdout


def test_explain_follows_a_number_to_its_inputs(swot: Path) -> None:
    done = lembar("explain", swot, "Posisi")
    assert done.returncode == 0
    for word in ("Positioning", "SWOT_POSITION", "Strength", "Skor_S"):
        assert word in done.stdout


def test_dump_prints_cells_formulas_and_names(swot: Path) -> None:
    done = lembar("dump", swot)
    assert done.returncode == 0
    assert "SWOT_SCORE(D10,E10,$D$7,$C$7)" in done.stdout
    assert "Skor_S" in done.stdout


def test_an_action_runs_and_keeps_the_old_file(swot: Path) -> None:
    before = swot.read_bytes()
    forms = data.folder("examples") / "swot" / "forms"
    done = lembar("run", "collect_issues", swot, "--folder", forms, "--json")
    assert done.returncode in (0, 1), done.stderr
    told = json.loads(done.stdout)
    assert told["changed"]
    assert swot.with_name("swot.sebelum.xlsx").read_bytes() == before


def test_udf_list_and_call() -> None:
    assert "SWOT_SCORE(weight, rating, weights" in lembar("udf", "list").stdout
    assert lembar("udf", "call", "swot_weight_pct", "3", "3,5,2").stdout.strip() == "0.3"
    wrong = lembar("udf", "call", "swot_weight_pct", "tinggi", "3,5,2")
    assert wrong.returncode == 1
    assert wrong.stdout.startswith("#VALUE!: ")


# --- bad input: a clear message, exit code 2, the file as it was ------------------------------------------

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BAD = {
    "no zip": b"Kode;Isu;Bobot\n",
    "old xls": OLE + b"\0" * 4096,
    "password": OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512,
    "40 MB": b"PK\x03\x04" + b"\0" * (40 << 20),
}


@pytest.mark.parametrize("command", ["recalc", "verify", "dump"])
@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_workbook_is_refused_with_its_name(tmp_path: Path, kind: str, command: str) -> None:
    path = tmp_path / "rencana.xlsx"
    path.write_bytes(BAD[kind])
    done = lembar(command, path)
    assert done.returncode == 2
    assert "rencana.xlsx" in done.stderr
    assert "Traceback" not in done.stderr
    assert path.read_bytes() == BAD[kind]


@pytest.mark.parametrize("arguments", [("recalc",), ("run", "split_issues")])
def test_a_file_open_in_excel_is_not_written(swot: Path, arguments: tuple[str, ...]) -> None:
    workbook = Workbook.open(swot)
    sheet = workbook.sheet("Strength")
    sheet.writable(10, 4).set_value(60)
    sheet.changed = True
    workbook.flush().save(swot)
    before = swot.read_bytes()
    (swot.parent / "~$swot.xlsx").touch()
    done = lembar(*arguments, swot)
    assert done.returncode == 2
    assert "open in Excel" in done.stderr
    assert swot.read_bytes() == before


def test_unknown_things_are_answered_with_those_that_there_are(swot: Path) -> None:
    for arguments, known in (
        (("new", "bsc2"), "swot"),
        (("run", "split", swot), "split_issues"),
        (("recalc", swot, "--engine", "excel"), "formualizer"),
        (("explain", swot, "Kekuatan!A1"), "Strength"),
        (("udf", "call", "EOQQ"), "SWOT_X"),
    ):
        done = lembar(*arguments)
        assert done.returncode == 2, arguments
        assert known in done.stderr


def test_errors_as_json_carry_the_facts(tmp_path: Path) -> None:
    done = lembar("dump", tmp_path / "tidak ada.xlsx", "--json")
    told = json.loads(done.stdout)
    assert told["error"] == "not_found"
    assert told["file"].endswith("tidak ada.xlsx")
