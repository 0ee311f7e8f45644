"""What the APS letters and the departments' workbooks say: orders, changes, load and material of a month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from udfs.workdays import working_days
from xl_addin.actions.aps_confirm import CAUSE, LOAD_COLUMNS
from xl_addin.actions.aps_order_file import CODE, CUSTOMER, NUMBER, PRODUCT
from xl_addin.actions.aps_promises import Orders
from xl_addin.actions.aps_routing import CENTRE
from xl_addin.actions.aps_rows import (
    AGREED_BY,
    CHANGE,
    FINAL_QUANTITY,
    OWN_DATE,
    PROMISED,
    REASON,
    STAGE_TABLES,
    RopLine,
    final_quantity,
)
from xl_addin.actions.bsc_cards import MONTHS
from xl_addin.actions.bsc_rows import number
from xl_addin.actions.cell_values import as_day, key, text_of
from xl_addin.actions.tables import ListTable, Record
from xl_addin.allocation import Stage, later_month

if TYPE_CHECKING:
    import xlwings as xw

Values = dict[str, Any]
_OVER: Final = 1 + 1e-9
"""A load above this is too much; what is less over is the computer's rounding."""


class Figures:
    """The workbook's orders as letters tell of them.

    Args:
        book: The APS workbook.

    Raises:
        LembarError: a setting or the calendar is not filled, or a workbook without the tables.
    """

    def __init__(self, book: xw.Book) -> None:
        self._book = book
        self._orders = Orders(book)
        self.year, self.finals = self._orders.year, self._orders.finals

    def invitation(self, stage: Stage) -> Values:
        """Return what an invitation says of a stage: its orders, those to discuss, the load of its month."""
        lines = [line for line in self._orders.lines if line.stage == stage]
        discussed = [one for line in lines if (one := self._discussed(line)) is not None]
        figures = {
            "orders": len(lines),
            "customers": len({key(line.record[CUSTOMER]) for line in lines}),
            "quantity": sum(line.quantity for line in lines),
            "in_month": len(lines) - len(discussed),
            "discussed": len(discussed),
        }
        return {"figures": figures, "discussed": discussed, "loads": self._loads(stage.month)}

    def result(self, stage: Stage) -> Values:
        """Return what departments are told of a month: its final lines up to a stage, load, material."""
        finals = [
            (number, record)
            for number in STAGE_TABLES
            if number <= stage.number
            for record in self.finals.of(stage._replace(number=number)) or ()
        ]
        lines = [_line(number, record) for number, record in finals]
        figures = {
            "orders": len(lines),
            "customers": len({key(line["customer"]) for line in lines}),
            "asked": sum(line["quantity"] for line in lines),
            "change": sum(line["change"] for line in lines),
            "agreed": sum(line["agreed"] for line in lines),
        }
        return {
            "figures": figures,
            "lines": lines,
            "changes": [line for line in lines if line["change"]],
            "loads": self._loads(stage.month),
            "materials": self._materials(record for _, record in finals) if finals else [],
        }

    def _discussed(self, line: RopLine) -> Values | None:
        """Return an order that the meeting has to talk about: without a day in its month."""
        record = self._orders.promised.get(key(line.no), {})
        day = as_day(record.get(OWN_DATE)) or as_day(record.get(PROMISED))
        if day is not None and day < later_month(line.stage.month, 1):
            return None
        return {
            "no": line.no,
            "customer": text_of(line.record[CUSTOMER]),
            "product": text_of(line.record[PRODUCT]) or line.product,
            "quantity": line.quantity,
            "promised": "belum ada" if day is None else f"{day:%d/%m/%Y}",
            "reason": text_of(record.get(CAUSE)),
        }

    def _loads(self, month: date) -> list[Values]:
        """Return the hours of each work centre in a month: what it gives, asked for, promised."""
        asked, promised = (self._hours(table, month) for table in ("tbl_beban_minta", "tbl_beban"))
        found = []
        for name, capacity in self._capacity(month).items():
            share = promised[key(name)] / capacity if capacity else None
            hours = {"asked": asked[key(name)], "promised": promised[key(name)]}
            told = {"work_centre": name, "capacity": capacity, "share": share}
            found.append({**told, **hours, "is_over": share is not None and share > _OVER})
        return found

    def _capacity(self, month: date) -> dict[str, float | None]:
        """Return the hours that each work centre gives in a month; None: its row is not filled."""
        plant, end = self._orders.factory.plant, later_month(month, 1) - timedelta(days=1)
        off, six_days = self.year.holidays, self.year.six_days
        days = working_days(month, end, off, six_days)
        hours = {centre.name: centre.hours * days for centre in plant.work_centres}
        usual = {centre.name: centre.hours for centre in plant.work_centres}
        for other in plant.day_hours:
            if other.work_centre in hours and month <= other.day <= end:
                is_worked = working_days(other.day, other.day, off, six_days)
                hours[other.work_centre] += other.hours - usual[other.work_centre] * is_worked
        return {name: amount if isfinite(amount) else None for name, amount in hours.items()}

    def _hours(self, table: str, month: date) -> defaultdict[str, float]:
        heading = MONTHS[month.month - 1]
        found: defaultdict[str, float] = defaultdict(float)
        for row in ListTable(self._book, table, LOAD_COLUMNS).records():
            found[key(row[CENTRE])] += number(row[heading]) or 0.0
        return found

    def _materials(self, finals: Iterable[Record]) -> list[Values]:
        """Return what final lines need of each material, and what there is of it in their month."""
        factory = self._orders.factory
        plant, units = factory.plant, defaultdict[str, float](float)
        for record in finals:
            units[factory.product(record[CODE])] += final_quantity(record)
        needed = defaultdict[str, float](float)
        for need in plant.needs:
            if isfinite(need.per_unit):
                needed[need.material] += need.per_unit * units[need.product]
        arriving = defaultdict[str, float](float)
        for arrival in plant.arrivals:
            arriving[arrival.material] += arrival.quantity
        kinds = ListTable(self._book, "tbl_material", ("Material", "Satuan")).records()
        names = {key(row["Material"]): text_of(row["Satuan"]) for row in kinds}
        return [
            {
                "name": material.name,
                "unit": names.get(key(material.name), ""),
                "stock": stock,
                "arriving": arriving[material.name],
                "needed": needed[material.name],
                "left": stock + arriving[material.name] - needed[material.name],
            }
            for material in plant.materials
            if needed[material.name] and isfinite(stock := material.stock)
        ]


def _line(stage: int, record: Record) -> Values:
    """Return a final line under the names that templates use."""
    return {
        "stage": stage,
        "no": text_of(record[NUMBER]),
        "customer": text_of(record[CUSTOMER]),
        "product": text_of(record[CODE]),
        "name": text_of(record[PRODUCT]) or text_of(record[CODE]),
        "quantity": number(record[FINAL_QUANTITY]) or 0.0,
        "change": number(record[CHANGE]) or 0.0,
        "agreed": final_quantity(record),
        "promised": as_day(record[PROMISED]),
        "why": text_of(record[REASON]),
        "agreed_by": text_of(record[AGREED_BY]),
    }
