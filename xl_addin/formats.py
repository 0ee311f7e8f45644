"""The formats that Lembar ships: which template, with which data when it is empty."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xl_addin import data
from xl_addin.datafile import read_data
from xl_addin.errors import LembarError

if TYPE_CHECKING:
    from xl_addin.ooxml.package import Package


@dataclass(frozen=True)
class Format:
    """A format: its name (the stem of its template), what it is for, and whether UDFs are in it.

    A portable one is made without UDFs unless it is asked for with them: it goes to people without add-in.
    """

    name: str
    help: str
    has_udfs: bool = True
    portable: bool = False

    @property
    def template(self) -> Path:
        """The template's file."""
        return data.folder("templates") / f"{self.name}.xlsx"

    def defaults(self) -> dict[str, Any]:
        """Return the data of an empty workbook: settings, lists, holidays, blank rows."""
        values: dict[str, Any] = read_data(self.template.with_suffix(".yaml"))
        return {"holidays": read_holidays(), **values}


_ALONE = (
    "swot",
    "issue_form",
    "bsc",
    "kpi_department",
    "paper_audit",
    "sop",
    "complaints",
    "allocation",
    "discounts",
)

FORMATS = {
    known.name: known
    for known in (
        Format("swot", "SWOT: issues, weights, position, TOWS matrix, strategic initiatives"),
        Format("issue_form", "issue form that a department fills in October", has_udfs=False),
        Format("bsc", "Balanced Scorecard: KPIs, cascade, monthly results, scorecard, reviews"),
        Format("kpi_department", "a department's KPIs: targets, results of every month, PPK", portable=True),
        Format("complaints", "customers' requests and complaints: register, terms, recap, causes, trend"),
        Format("discounts", "discounts on targets and on payments in time, statements of customers"),
        Format("location", "site choice: costs, break-even, cheapest site by volume, factor rating"),
        Format("economics", "cost, price, break-even, cash flows, sensitivity, feasible or not"),
        Format(
            "inventory", "order quantity, safety stock, reorder point, price breaks, items in classes ABC"
        ),
        Format("forecasting", "demand: six forecasting methods side by side, errors, the year's forecast"),
        Format("process_chart", "process charts: steps by ASME symbol, sums, OPC and MPPC drawn as shapes"),
        Format("routing", "routing sheet: what each operation prepares, machines, utilisation, bottleneck"),
        Format("floor_area", "floor area of rooms and machines with allowance, share of the site"),
        Format(
            "handling", "material handling: carriers, cost of moves, from-to charts, effect of another layout"
        ),
        Format("closeness", "closeness of rooms: ratings, total closeness, block layout proposed and drawn"),
        Format("product_design", "product design: weighted functions, alternatives, the choice and why"),
        Format(
            "paper_audit", "figures that a paper prints beside what the production workbooks make of them"
        ),
        Format(
            "allocation", "APS: stages of the year, order plans, dates that can be promised, load, result"
        ),
        Format("scheduling", "scheduling: six rules side by side, Gantt, critical path, flow shop"),
        Format("sop", "SOP: steps to flow chart, check, simulation, signatures, review"),
    )
}

SETS = {"production": tuple(name for name in FORMATS if name not in _ALONE)}
"""Formats that are made together in one folder, as they take numbers from each other."""


def find(name: str) -> Format:
    """Return a format by name.

    Raises:
        LembarError: there is none; the error names those that there are.
    """
    if name not in FORMATS:
        raise LembarError("unknown_format", found=name, expected=", ".join(FORMATS))
    return FORMATS[name]


def build(name: str, values: Mapping[str, Any] | None = None, *, portable: bool | None = None) -> Package:
    """Render a format with data over its defaults and calculate it, in its own flavour if none is given.

    The portable flavour is calculated by the functions before their twins take their place: a twin gives the
    same value, and takes some fifteen times as long. A function without a twin becomes its value.
    """
    from xl_addin.ooxml.heights import Heights  # noqa: PLC0415 - what follows is heavy
    from xl_addin.ooxml.workbook import Workbook  # noqa: PLC0415
    from xl_addin.recalc import recalculate  # noqa: PLC0415
    from xl_addin.render import render  # noqa: PLC0415
    from xl_addin.render.fixed import fix_values  # noqa: PLC0415
    from xl_addin.render.portable import make_portable  # noqa: PLC0415

    chosen = find(name)
    package = render(chosen.template, {**chosen.defaults(), **(values or {})})
    workbook = Workbook(package)
    recalculate(workbook)
    heights = Heights(workbook)  # of what the formulas show, too
    for sheet in workbook.worksheets():
        heights.fit(sheet)
    if chosen.portable if portable is None else portable:
        fix_values(workbook, make_portable(workbook), told_on="Petunjuk")
    return workbook.flush()


def read_holidays() -> list[dict[str, Any]]:
    """Return the holidays of the committed list, as the sheet ``Hari Libur`` shows them."""
    with (data.folder("templates") / "hari_libur.csv").open(encoding="utf-8", newline="") as file:
        return [{**row, "date": date.fromisoformat(row["date"])} for row in csv.DictReader(file)]
