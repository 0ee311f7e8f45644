"""The shipped templates, filled: tables grow with their formulas, names and rules, from no issue to many."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from udfs.registry import FUNCTIONS
from xl_addin.ooxml.formula import functions
from xl_addin.recalc import recalculate
from xl_addin.recalc.verify import verify
from xl_addin.render import render

TEMPLATES = Path(__file__).parents[1] / "templates"
COMMON: dict[str, Any] = {
    "company": {"name": "PT Mebel Nusantara"},
    "document": {"number": "FR-CMS-02", "revision": "00", "date": date(2026, 9, 1)},
    "year": 2027,
    "departments": ["Marketing", "SDM"],
}


SETTINGS = {
    "basis": "Per tab",
    "scale_wt": "4 = serius",
    "priority": "Kuadran sendiri dulu",
    "week_days": 5,
    "return_days": 3,
    "leave_counts": True,
}
INITIATIVE = {
    "code": "IS-01",
    "strategy": "SO",
    "text": "Inisiatif",
    "codes": "S01",
    "perspective": "Customer",
    "department": "SDM",
    "start": date(2027, 1, 4),
    "end": date(2027, 6, 30),
    "measure": "Ukuran",
}
HOLIDAY = {"date": date(2026, 11, 3), "name": "Libur", "national": True} | dict.fromkeys(
    ("leave", "closed", "estimate"), False
)
RECEIPT = {"department": "SDM", "file": "sdm.xlsx", "received": date(2026, 10, 20), "count": 1, "note": None}
RETURN = {"department": "SDM", "problem": "Sumber kosong", "received": date(2026, 11, 2)}
OLD = {"date": date(2026, 11, 2), "code": "S99", "reason": "Hilang"} | dict.fromkeys(
    ("issue", "department", "weight", "rating")
)
TABS = {"S": "strength", "W": "weakness", "O": "opportunity", "T": "threat"}


def issue(number: int, category: str) -> dict[str, Any]:
    factor = "Internal: SDM" if category in "SW" else "Eksternal: Pasar"
    fields = {"stakeholder": "Pelanggan", "need": "Harapan", "factor": factor, "category": category}
    return fields | {"issue": f"Isu {category} nomor {number}", "source": "SDM · Survei 2026"}


def weighed(number: int, letter: str) -> dict[str, Any]:
    text = {"code": f"{letter}{number + 1:02d}", "issue": f"Isu {letter}", "department": "SDM"}
    return text | {"weight": 1 + number % 5, "rating": 1 + (number * ord(letter)) % 4}


def swot_data(count: int) -> dict[str, Any]:
    def rows(row: dict[str, Any]) -> list[dict[str, Any]]:
        return [row] * count

    tabs = {name: [weighed(n, letter) for n in range(count)] for letter, name in TABS.items()}
    sw = dict(zip(("s_code", "s_issue", "w_code", "w_issue"), ("S01", "Isu", None, None), strict=True))
    left = {"code": "X01", "issue": "Isu"}
    return {
        **COMMON,
        **tabs,
        "reference_date": date(2026, 11, 2),
        "settings": SETTINGS,
        "issues": [issue(n, category) for category in TABS for n in range(count)],
        "receipts": rows(RECEIPT),
        "returns": rows(issue(1, "S") | RETURN),
        "matrix_sw": rows(sw),
        "matrix_o": rows(left | dict.fromkeys(("so_codes", "so", "wo_codes", "wo"))),
        "matrix_t": rows(left | dict.fromkeys(("st_codes", "st", "wt_codes", "wt"))),
        "initiatives": rows(INITIATIVE),
        "holidays": rows(HOLIDAY),
        "archive": rows(OLD),
    }


def form_data(count: int) -> dict[str, Any]:
    sent = {"department": "SDM", "sent": date(2026, 10, 20), "author": "Maya"}
    return COMMON | sent | {"issues": [issue(n, "SWOT"[n % 4]) for n in range(count)]}


def filled(name: str, data: dict[str, Any], *, portable: bool = False) -> tuple[Workbook, Workbook]:
    """The rendered workbook by its formulas and by its values."""
    package = render(TEMPLATES / f"{name}.xlsx", data, portable=portable)
    recalculate(package)
    file = package.to_bytes()
    return openpyxl.load_workbook(io.BytesIO(file)), openpyxl.load_workbook(io.BytesIO(file), data_only=True)


@pytest.mark.parametrize("portable", [False, True])
@pytest.mark.parametrize("count", [0, 1, 40])
def test_the_workbook_holds_any_number_of_issues(count: int, portable: bool) -> None:
    texts, values = filled("swot", swot_data(count), portable=portable)
    rows = max(count, 1)
    for tab in ("Strength", "Weakness", "Opportunity", "Threat"):
        table = texts[tab].tables[f"tbl_{tab.lower()}"]
        assert table.ref == f"A9:H{9 + rows}"
        assert table.tableColumns[5].calculatedColumnFormula.attr_text.count("D10")
        covered = {str(v.sqref) for v in texts[tab].data_validations.dataValidation}
        assert covered == {f"{c}10" if rows == 1 else f"{c}10:{c}{9 + rows}" for c in "DE"}
        assert values[tab]["B7"].value == count
        assert values[tab]["H7"].value == ("OK" if count else "Tab masih kosong")
        assert values[tab]["F7"].value == pytest.approx(1 if count else 0)
    assert texts.defined_names["Hari_Libur"].attr_text == f"'Hari Libur'!$G$10:$G${9 + rows}"
    assert texts.defined_names["Matriks_O"].attr_text == (
        f"'Matrix Strategy SWOT'!$A${11 + rows}:$F${10 + 2 * rows}"
    )
    position = values["Positioning"]
    assert position["D18"].value == ("OK" if count else "Sementara: ada tab yang belum OK")
    assert bool(position["D16"].value) == bool(count)
    assert values["Isu Internal & Eksternal"]["F7"].value == ("OK" if count else "Belum ada isu")
    if count:
        assert values["Pengembalian"]["J10"].value.date() == date(2026, 11, 6)
    used = {f for sheet in texts for row in sheet.iter_rows() for c in row for f in _functions(c.value)}
    assert bool(used & set(FUNCTIONS)) != portable


@pytest.mark.parametrize("portable", [False, True])
@pytest.mark.parametrize(("name", "data"), [("swot", swot_data(2)), ("issue_form", form_data(2))])
def test_engines_agree_on_every_formula(name: str, data: dict[str, Any], portable: bool) -> None:
    package = render(TEMPLATES / f"{name}.xlsx", data, portable=portable)
    recalculate(package)
    verified = verify(package, ("formualizer", "formulas"))
    assert verified.differences == []
    assert set(verified.checked.values()) == {verified.formulas}


def _functions(value: object) -> list[str]:
    text = getattr(value, "text", value)
    return functions(text[1:]) if isinstance(text, str) and text.startswith("=") else []


@pytest.mark.parametrize(("count", "rows"), [(0, 30), (7, 30), (30, 30), (34, 34)])
def test_a_form_has_thirty_rows_or_as_many_as_it_needs(count: int, rows: int) -> None:
    texts, values = filled("issue_form", form_data(count))
    form = values["Formulir Isu"]
    assert texts["Formulir Isu"].tables["tbl_isu_departemen"].ref == f"A9:H{9 + rows}"
    assert [form.cell(9 + n, 1).value for n in (1, rows)] == [1, rows]
    assert [form.cell(9 + n, 4).value is not None for n in range(1, rows + 1)] == [
        n <= count for n in range(1, rows + 1)
    ]
    assert form["H7"].value == ("OK" if count else "Belum ada isu")
    assert form.cell(rows + 11, 3).value == "Dibuat", "the signatures move down with the table"
    assert form.cell(rows + 13, 3).value == "Maya"
