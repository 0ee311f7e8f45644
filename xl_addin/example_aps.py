"""The worked example of APS, as data for the format and for the demonstration: PPC on 19 April 2027."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from xl_addin import data
from xl_addin.allocation.stages import Stage, make_calendar, stage_of
from xl_addin.datafile import read_data
from xl_addin.formats import read_holidays

Record = dict[str, Any]

_ORDER: Final = ("no", "customer", "product", "quantity", "wanted", "entered", "note")
_LATE: Final = (*_ORDER[:-1], "month", "requested_by")
_UNDECIDED: Final = dict.fromkeys(("decision", "promised", "why", "approved_by"))
_UNTYPED: Final = dict.fromkeys(("ppc_date", "confirmed_by", "note"))
_SHOWN: Final = ("no", "customer", "product", "name", "quantity")
_HEADER: Final = (
    "company",
    "document",
    "year",
    "reference_date",
    "month",
    "chosen",
    "settings",
    "departments",
)


class ApsExample:
    """Order plans, plant and agreements of the fictitious PT Mebel Nusantara on 19 April 2027."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or data.folder("examples") / "aps"

    @cached_property
    def company(self) -> Record:
        """Company, document header, settings, departments, the meetings that PPC moved."""
        return self._read("company")

    @cached_property
    def plant(self) -> Record:
        """Work centres, products, routing, materials."""
        return self._read("plant")

    @cached_property
    def agreed(self) -> Record:
        """What is final, what the meeting of the day agrees on, and the orders that came after it."""
        return self._read("agreed")

    @cached_property
    def stages(self) -> list[Stage]:
        """The calendar by rule, with the meetings that PPC moved."""
        settings = self.company["settings"]
        days = (settings["meeting_1"], settings["meeting_2"])
        off = [day["date"] for day in read_holidays()]
        found = make_calendar(self.company["year"], days, off, months_later=settings["month_from_meeting"])
        for moved in self.company["moved"]:
            place, meeting = moved["place"] - 1, moved["meeting"]
            found[place] = found[place]._replace(end=meeting)
            found[place + 1] = found[place + 1]._replace(start=meeting + timedelta(days=1))
        return found

    @cached_property
    def orders(self) -> list[Record]:
        """All order plans in the order of their numbers, the faulty ones last."""
        lines = self._read("orders")
        return [self._named(_ORDER, line) for line in (*lines["orders"], *lines["faulty"])]

    def workbook(self) -> Record:
        """Return the render data of the workbook ``allocation`` on the day of the meeting."""
        reasons = {moved["place"]: moved["reason"] for moved in self.company["moved"]}
        return {
            **{key: self.company[key] for key in _HEADER},
            "stages": [
                {"month": stage.month, "meeting": stage.end, "reason": reasons.get(place)}
                for place, stage in enumerate(self.stages, 1)
            ],
            "orders": self.orders,
            **self._plant(),
            "promises": [self._promise(no) for no in self.agreed["final"]],
            "stage_2": [self._changed(no) for no in self.agreed["changes"]],
            "final": [self._final(no) for no in self.agreed["final"]],
            "late": [_UNDECIDED | self._named(_LATE, line) for line in self.agreed["late"]],
        }

    def _plant(self) -> Record:
        plant, products = self.plant, self.plant["products"]
        routing = [
            {
                "product": product,
                "name": products[product],
                "sequence": 10 * place,
                **dict(zip(("operation", "work_centre", "hours_per_unit", "setup_hours"), step, strict=True)),
            }
            for product, steps in plant["routing"].items()
            for place, step in enumerate(steps, 1)
        ]
        bill = [
            {"product": product, "material": material, "per_unit": amount}
            for product, needs in plant["bill"].items()
            for material, amount in needs.items()
        ]
        lists = ("work_centres", "closures", "materials", "arrivals")
        return {**{key: plant[key] for key in lists}, "routing": routing, "bill": bill}

    def _named(self, keys: Sequence[str], line: Sequence[Any]) -> Record:
        record = dict(zip(keys, line, strict=True))
        return {**record, "name": self.plant["products"].get(record["product"])}

    def _order(self, no: str) -> Record:
        return next(order for order in self.orders if order["no"] == no)

    def _promise(self, no: str) -> Record:
        order, (promised, reason, *_) = self._order(no), self.agreed["final"][no]
        stage = stage_of(order["entered"], self.stages)
        known = {key: order[key] for key in (*_SHOWN, "wanted")}
        place = {"stage": stage and stage.number, "month": stage and stage.month}
        return {**known, **place, **_UNTYPED, "promised": promised, "reason": reason}

    def _changed(self, no: str) -> Record:
        change, why, agreed_by = self.agreed["changes"][no]
        known = {key: self._order(no)[key] for key in (*_SHOWN, "wanted")}
        return {**known, "promised": None, "change": change, "why": why, "agreed_by": agreed_by}

    def _final(self, no: str) -> Record:
        order, (promised, _, *change) = self._order(no), self.agreed["final"][no]
        stage = stage_of(order["entered"], self.stages)
        known = {key: order[key] for key in _SHOWN}
        agreed = dict(zip(("change", "why", "agreed_by"), change or (None,) * 3, strict=True))
        place = {"stage": stage and stage.number, "month": stage and stage.month}
        return {**known, **place, **agreed, "promised": promised, "finalised": stage and stage.end}

    def _read(self, name: str) -> Record:
        found: Record = read_data(self.folder / f"{name}.yaml")
        return found
