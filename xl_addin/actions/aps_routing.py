"""Take hours per unit from the routing workbook of the production set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from udfs.registry import UdfError
from udfs.routing import routing_load, routing_prepared
from xl_addin.actions.aps_order_file import CODE, PRODUCT
from xl_addin.actions.aps_rows import Archive
from xl_addin.actions.bsc_rows import number
from xl_addin.actions.cell_values import key, shown, text_of
from xl_addin.actions.registry import Cell, Option, Result, action
from xl_addin.actions.tables import ListTable, Record
from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw

SEQUENCE, OPERATION, CENTRE = "Urutan", "Operasi", "Pusat kerja"
HOURS, SETUP = "Jam per unit", "Jam siap"
ROUTING_COLUMNS: Final = (CODE, PRODUCT, SEQUENCE, OPERATION, CENTRE, HOURS, SETUP)
_MACHINE, _SCRAP, _EFFICIENCY = "Mesin / alat", "Cacat", "Efisiensi"
_CAPACITY, _CYCLES, _BATCH = "Kapasitas (unit/jam)", "Siklus per jam", "Isi per siklus"
_SOURCE: Final = (PRODUCT, OPERATION, "Deskripsi", _MACHINE, _SCRAP, _EFFICIENCY, _CAPACITY, _CYCLES, _BATCH)
_HEADINGS: Final = ("Produk", "Operasi", "Keterangan", "Lama", "Baru")
_STEP: Final = 10.0
"""Operations are numbered 10, 20, 30, so that one can be put between."""
_DIGITS: Final = 9


@dataclass(frozen=True)
class Pulled:
    """An operation of the routing workbook: its place in the process and its hours per good unit."""

    sequence: float
    name: str
    work_centre: str
    hours: float


@action(
    label="Ambil routing",
    workbook="allocation",
    step=3,
    help="Mengambil jam per unit setiap operasi dari buku kerja routing (kapasitas, cacat, efisiensi).",
    options=(Option("file", "Berkas buku kerja routing (.xlsx)", Path, required=True),),
)
def pull_routing(book: xw.Book, file: Path) -> Result:
    """Take the operations of every product of the routing workbook; products that it has not stay.

    The routing runs from the last operation to the first: what an operation prepares for one good unit is
    what those after it lose, too. Its hours are that, by the efficiency, by the capacity of an hour.
    Efficiency counts once: at a work centre whose ``Efisiensi`` on ``Kapasitas`` is another than 100 % it is
    in the hours of the day already, and the routing's is left out.

    Setup hours that were typed stay with their operation. Operations that go, and hours that become others,
    leave what they were in ``Arsip``.

    Args:
        book: The APS workbook.
        file: The routing workbook.

    Raises:
        LembarError: no such file, or not a routing workbook.

    Source: APS, item 7.3; production planning, chapter 3.
    """
    return _Pull(book, file).result()


class _Pull:
    def __init__(self, book: xw.Book, file: Path) -> None:
        self._file = file
        self._table = ListTable(book, "tbl_routing", ROUTING_COLUMNS)
        self._records = self._table.records()
        self._archive = Archive(book)
        self._efficient = _efficient_centres(book)
        self._codes = _codes(book, self._records)
        self._problems: list[tuple[Cell, ...]] = []
        self._told: list[tuple[Cell, ...]] = []

    def result(self) -> Result:
        """Read the file, write the table and tell."""
        products = _read(self._file)
        taken = 0
        for product, rows in products.items():
            try:
                operations = list(self._operations(rows))
            except _FaultyRowError as fault:
                self._problems.append((product, fault.operation, fault.told, None, None))
                continue
            self._take(product, operations)
            taken += 1
        changed = [self._table.replace(self._records), self._archive.save()]
        message = f"Routing {taken} dari {len(products)} produk diambil dari {self._file.name}"
        message += f"; {len(self._told)} perubahan." if self._told else "; tidak ada yang berubah."
        if self._problems:
            message += f" {len(self._problems)} produk tidak diambil."
        return Result(
            message=message,
            changed=any(changed),
            problems=bool(self._problems),
            headings=_HEADINGS,
            rows=[*self._problems, *self._told],
            next_step="Periksa Pusat kerja di lembar Kapasitas, lalu tekan Konfirmasi kesanggupan."
            if any(changed)
            else "",
        )

    def _operations(self, rows: list[Record]) -> Iterator[Pulled]:
        """Yield the operations of a product, the first one first.

        Raises:
            _FaultyRowError: a row does not say all that is needed.
        """
        asked, found = 1.0, []
        for row in rows:  # the last operation first
            operation = text_of(row[OPERATION])
            scrap, rate, speed = number(row[_SCRAP]), number(row[_EFFICIENCY]), _capacity(row)
            centre = text_of(row[_MACHINE])
            for name, value in ((_MACHINE, centre), (_SCRAP, scrap), (_EFFICIENCY, rate), (_CAPACITY, speed)):
                if value in (None, ""):
                    raise _FaultyRowError(operation, f"{name} belum diisi")
            assert scrap is not None and rate is not None and speed is not None  # noqa: S101 - just looked
            try:
                asked = routing_prepared(asked, scrap)
                load = asked if key(centre) in self._efficient else routing_load(asked, rate)
            except UdfError as error:
                raise _FaultyRowError(operation, error.reason) from None
            if speed <= 0:
                raise _FaultyRowError(operation, f"{_CAPACITY} harus di atas 0, ditemukan {shown(speed)}")
            name = " ".join(filter(None, (operation, text_of(row["Deskripsi"])))) or centre
            found.append((name, centre, round(load / speed, _DIGITS)))
        for place, (name, centre, hours) in enumerate(reversed(found), 1):
            yield Pulled(place * _STEP, name, centre, hours)

    def _take(self, product: str, operations: list[Pulled]) -> None:
        """Put the operations of a product in place of those that are there."""
        code, name = self._codes.get(key(product), (product, product))
        old = [record for record in self._records if key(record[CODE]) == key(code)]
        by_name = {key(record[OPERATION]): record for record in reversed(old)}
        new = [self._merged(by_name.pop(key(one.name), None), one, code, name) for one in operations]
        kept = {id(record) for record in new}
        for record in old:
            if id(record) not in kept:
                self._archive.add("Routing", code, record, ROUTING_COLUMNS, f"Tidak ada di {self._file.name}")
                self._told.append(
                    (product, record[OPERATION], "tidak ada lagi; dipindah ke Arsip", None, None)
                )
        place = next((n for n, record in enumerate(self._records) if record in old), len(self._records))
        rest = [record for record in self._records if key(record[CODE]) != key(code)]
        self._records = [*rest[:place], *new, *rest[place:]]

    def _merged(self, old: Record | None, one: Pulled, code: str, name: str) -> Record:
        """Return the row of an operation: the old one with what the file says, or a new one."""
        new = {SEQUENCE: one.sequence, CENTRE: one.work_centre, HOURS: one.hours}
        if old is None:
            self._told.append((name, one.name, "operasi baru", None, one.hours))
            return {CODE: code, PRODUCT: name, OPERATION: one.name, SETUP: None, **new}
        differing = [heading for heading, value in new.items() if old[heading] != value]
        if differing:
            self._archive.add("Routing", code, old, ROUTING_COLUMNS, f"Diperbarui dari {self._file.name}")
        for heading in differing:
            self._told.append((name, one.name, heading, shown(old[heading]), shown(new[heading])))
        old.update(new)
        return old


class _FaultyRowError(ValueError):
    """A row of the routing workbook that does not say all that is needed."""

    def __init__(self, operation: str, told: str) -> None:
        super().__init__(told)
        self.operation, self.told = operation, told


def _read(file: Path) -> dict[str, list[Record]]:
    """Return the rows of each product of the routing workbook, in their order.

    Raises:
        LembarError: the file cannot be read, or is not a routing workbook.
    """
    from xl_addin.headless import open_book  # noqa: PLC0415 - xlwings takes a second to load

    products: dict[str, list[Record]] = {}
    try:
        with open_book(file) as book:
            for row in ListTable(book, "tbl_routing", _SOURCE).records():
                products.setdefault(text_of(row[PRODUCT]) or "-", []).append(row)
    except LembarError as error:
        if error.key in ("no_table", "no_column"):
            raise LembarError("not_routing", file=file.name, expected=error.facts()["expected"]) from None
        raise
    return products


def _capacity(row: Mapping[str, object]) -> float | None:
    """Return the units of an hour: as given, or the cycles of an hour by what each holds."""
    given, cycles, batch = (number(row[name]) for name in (_CAPACITY, _CYCLES, _BATCH))
    if given is not None:
        return given
    return None if cycles is None or batch is None else cycles * batch


def _efficient_centres(book: xw.Book) -> set[str]:
    """Return the work centres whose own efficiency is another than 100 %."""
    rows = ListTable(book, "tbl_pusat_kerja", (CENTRE, _EFFICIENCY)).records()
    return {key(row[CENTRE]) for row in rows if number(row[_EFFICIENCY]) not in (None, 1.0)}


def _codes(book: xw.Book, routing: Iterable[Record]) -> dict[str, tuple[str, str]]:
    """Return the code and the name of the products that the workbook knows, by either."""
    found: dict[str, tuple[str, str]] = {}
    for row in [*routing, *ListTable(book, "tbl_rop", (CODE, PRODUCT)).records()]:
        code, name = text_of(row[CODE]), text_of(row[PRODUCT])
        if code:
            pair = (code, name or code)
            found.setdefault(key(code), pair)
            if name:
                found.setdefault(key(name), pair)
    return found
