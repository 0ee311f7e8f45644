"""A meeting day of the APS in the demonstration: orders come in, are promised, agreed on and sent out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xl_addin import formats
from xl_addin.actions.aps_order_file import NUMBER
from xl_addin.actions.aps_promises import DECISION, LATE_COLUMNS
from xl_addin.actions.aps_rows import AGREED, FINAL_COLUMNS, PROMISED, REASON, STAGE_COLUMNS, final_quantity
from xl_addin.actions.tables import ListTable
from xl_addin.demo.story import Step, Story
from xl_addin.example_aps import ApsExample
from xl_addin.files import write_bytes
from xl_addin.headless import open_book

if TYPE_CHECKING:
    pass

_KEYS: Final = ("no", "customer", "product", "name", "quantity", "wanted", "entered", "note")
_HEADINGS: Final = (
    *("No. Order", "Nama Pelanggan", "Kode Barang", "Nama Barang", "Qty", "Tgl Kirim", "Tgl Input"),
    "Catatan",
)
"""What the order system calls the columns."""
_CHANGED: Final = 500
"""The quantity to which the order system has changed an order that is final."""


@dataclass(frozen=True)
class Ending:
    """The end of the story, read from the workbook's cells.

    Args:
        month: The production month, the first of it.
        orders: How many order lines are final in it.
        asked: Units that customers asked for.
        agreed: Units after what was added and cut at the meetings.
        load: The month's load of each work centre, a share of its capacity.
        late: Of each late order the decision, the day and the reason.
    """

    month: date
    orders: int
    asked: float
    agreed: float
    load: dict[str, float]
    late: dict[str, tuple[str, date | None, str]]


class ApsStory(Story):
    """Plays the day of a meeting into a folder; iterate over :meth:`steps`, then ask for :meth:`ending`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "aps"
        self.workbook = self.folder / "allocation.xlsx"
        self.export = self.folder / "ekspor-order.csv"
        self.letters = self.folder / "Surat"
        self.results = self.folder / "Hasil APS"
        self._example = ApsExample()

    def steps(self) -> Iterator[Step]:
        """Do one step after the other, and tell of each."""
        yield self._start()
        yield self._act("import_orders", file=self.export)
        yield self._act("assign_stage")
        yield self._act("confirm_orders")
        yield self._act("invite_aps_meeting", place="Ruang Rapat Jati")
        yield self._meet()
        yield self._act("finalise_aps")
        yield self._act("distribute_aps")
        yield self._late()
        yield self._act("check_late_order")

    def ending(self) -> Ending:
        """Read the month from ``APS Final``, ``Beban`` and ``ROP Susulan``."""
        month = date(self._example.company["year"], self._example.company["month"], 1)
        with open_book(self.workbook) as book:
            finals = [
                row
                for row in ListTable(book, "tbl_aps_final", FINAL_COLUMNS).records()
                if row["Bulan produksi"] == datetime(month.year, month.month, 1)
            ]
            late = ListTable(book, "tbl_susulan", LATE_COLUMNS).records()
            rows = book.sheets["Beban"].tables["tbl_beban"].range.value
        share = rows[0].index(f"% {rows[0][month.month]}")
        return Ending(
            month=month,
            orders=len(finals),
            asked=sum(row["Jumlah ROP"] for row in finals),
            agreed=sum(final_quantity(row) for row in finals),
            load={row[0]: row[share] for row in rows[1:]},
            late={
                row[NUMBER]: (row[DECISION], row[PROMISED] and row[PROMISED].date(), row[REASON])
                for row in late
            },
        )

    def _start(self) -> Step:
        values = self._example.workbook()
        before = [one for one in values["orders"] if one["no"] in self._example.agreed["final"]]
        values |= {"orders": before, "stage_2": [], "late": []}
        formats.build("allocation", values).save(self.workbook)
        new = [one for one in self._example.orders if one["no"] not in self._example.agreed["final"]]
        write_bytes(self.export, _as_csv([*new, {**before[-1], "quantity": _CHANGED}]))
        told = f"PPC has {len(before)} order lines; the order system exports {len(new)} new ones"
        return Step(told, (self.workbook, self.export))

    def _meet(self) -> Step:
        changes = self._example.agreed["changes"]
        with self._open() as book:
            table = ListTable(book, "tbl_aps_2", STAGE_COLUMNS)
            rows = table.records()
            for row in rows:
                row.update(zip(AGREED, changes.get(row[NUMBER], (None,) * len(AGREED)), strict=True))
            table.replace(rows)
        return Step(f"the meeting changes {len(changes)} orders; each with its reason and who agreed")

    def _late(self) -> Step:
        late = self._example.workbook()["late"]
        keys = ("no", "customer", "product", "name", "quantity", "wanted", "entered", "month", "requested_by")
        with self._open() as book:
            records = [dict(zip(LATE_COLUMNS, (one[key] for key in keys), strict=False)) for one in late]
            ListTable(book, "tbl_susulan", LATE_COLUMNS).replace(records)
        return Step(f"sales ask for {len(late)} orders more, after the final APS")


def _as_csv(lines: list[Mapping[str, Any]]) -> bytes:
    """Return order lines as the order system writes them, as Indonesian Excel does."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEADINGS)
    writer.writerows([_shown(line[key]) for key in _KEYS] for line in lines)
    return out.getvalue().encode("utf-8-sig")


def _shown(value: object) -> object:
    if isinstance(value, int):
        return f"{value:,}".replace(",", ".")
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value
