"""What the planning workbooks make of the figures of the paper, calculated when the audit is built."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeAlias

import yaml

from templates.formats.paper_audit_sheets import NO_FORMULA
from xl_addin import formats
from xl_addin.datafile import read_data
from xl_addin.ooxml.workbook import Workbook
from xl_addin.recalc.copy import to_model
from xl_addin.recalc.engines import DEFAULT, engine
from xl_addin.recalc.model import Formula
from xl_addin.render import render

EXAMPLES: Final = Path(__file__).resolve().parents[2] / "examples" / "production"
Row: TypeAlias = dict[str, Any]
_APART: Final = (900, 90)
"""Row and column from which a sheet holds nothing: there stand the formulas of the audit."""


def audit_values() -> dict[str, Any]:
    """Return the data of the workbook ``paper_audit``: its own, and a row for each figure of the lists.

    A list is ``examples/production/audit_<format>.yaml``; those of formats that there are not are left out.
    """
    values = read_data(EXAMPLES / "paper_audit.yaml")
    rows = sorted((row for name in listed() for row in _rows(name)), key=lambda row: str(row["section"]))
    titles = {one["code"]: one for one in values["sections"]}
    codes = sorted({row["section"] for row in rows})
    sections = [titles.get(code, {"code": code, "title": f"Bagian {code}"}) for code in codes]
    return {**values, "sections": sections, "rows": rows}


def listed() -> list[str]:
    """Return the formats of which the example has a list of figures."""
    names = (path.stem.removeprefix("audit_") for path in sorted(EXAMPLES.glob("audit_*.yaml")))
    return [name for name in names if name in formats.FORMATS and (EXAMPLES / f"{name}.yaml").exists()]


def figures(name: str) -> list[Row]:
    """Return the figures of a list, as its author wrote them.

    Args:
        name: The format.
    """
    return yaml.safe_load((EXAMPLES / f"audit_{name}.yaml").read_text(encoding="utf-8")) or []


def _rows(name: str) -> Iterator[Row]:
    listing = figures(name)
    by_setting = {
        setting: _calculated(name, setting, [(row.get("sheet", ""), _stated(row)) for row in listing])
        for setting in sorted({str(row.get("setting", "Tidak")) for row in listing})
    }
    right = _calculated(
        name, "Tidak", [(row.get("sheet", ""), _place(row) or _stated(row)) for row in listing]
    )
    for number, row in enumerate(listing):
        setting = str(row.get("setting", "Tidak"))
        found = by_setting[setting][number]
        sourced = row.get("source") != NO_FORMULA
        yield {
            **{key: row.get(key) for key in ("id", "figure", "printed", "note")},
            "section": str(row["id"])[0],
            "stated": row.get("stated") if sourced else NO_FORMULA,
            "digits": row.get("digits", _decimals(row["printed"])),
            "recomputed": found if sourced or found != row["printed"] else None,  # else: an input, repeated
            "right": right[number] if sourced or right[number] != row["printed"] else None,
            "setting": setting if _stated(row) else None,
            "place": _told(name, row),
        }


def _place(row: Mapping[str, Any]) -> str:
    """Return where the workbook shows a figure, as a formula; "" if nowhere."""
    if row.get("name"):
        return str(row["name"])
    return f"'{row['sheet']}'!{row['cell']}" if row.get("cell") else ""


def _stated(row: Mapping[str, Any]) -> str:
    """Return the formula that recomputes a figure by the paper's own rule; "" if there is none."""
    return str(row.get("formula") or _place(row))


def _told(name: str, row: Mapping[str, Any]) -> str | None:
    where = str(row.get("formula") or row.get("name") or row.get("cell") or "")
    if not where:
        return None
    sheet = f"{row['sheet']}: " if row.get("sheet") else ""
    return f"{name}.xlsx, {sheet}{where}"


def _decimals(printed: float) -> int:
    exponent = Decimal(str(printed)).as_tuple().exponent
    return max(0, -int(exponent))


def _calculated(name: str, setting: str, wanted: Sequence[tuple[str, str]]) -> list[float | None]:
    return list(_values(name, setting, tuple(wanted)))


@cache
def _values(name: str, setting: str, wanted: tuple[tuple[str, str], ...]) -> tuple[float | None, ...]:
    """Return what formulas on sheets of a workbook give; None for no formula, or no number."""
    values = read_data(EXAMPLES / f"{name}.yaml")
    values["settings"] = {**values.get("settings", {}), "as_paper": setting}
    known = formats.find(name)
    model = to_model(Workbook(render(known.template, {**known.defaults(), **values})))
    sheets = {sheet.name: sheet for sheet in model.sheets}
    first, column = _APART
    places = []
    for row, (title, formula) in enumerate(wanted, first):
        sheet = sheets.get(title, model.sheets[0])
        places.append((sheet.name, row, column))
        if formula:
            sheet.cells[row, column] = Formula(formula)
    found = engine(DEFAULT).evaluate(model)
    return tuple(_number(found.get(place)) for place in places)


def _number(value: object) -> float | None:
    """Return a number to twelve digits, the same on every machine."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(f"{value:.12g}")
