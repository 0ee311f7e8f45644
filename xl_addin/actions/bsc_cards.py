"""KPI cards: what a KPI is, what was typed for it, and how the Balanced Scorecard workbook holds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final

from xl_addin.actions.cell_values import plain
from xl_addin.actions.tables import CALCULATED, ListTable, Record, choices
from xl_addin.ooxml.cellvalue import as_text

if TYPE_CHECKING:
    import xlwings as xw

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
CONTRIBUTION: Final = "Kontribusi"
SUPPORT: Final = "Pendukung"
RATIO: Final = "Rasio"
APPROVED: Final = "Setuju"
RETURNED: Final = "Kembalikan"
OWN: Final = "Departemen"
CENTRAL: Final = "CMS"

Months = tuple[float | str | None, ...]
"""Twelve cells, January to December; None is blank, text is what people wrote instead of a number."""
NONE: Final[Months] = (None,) * len(MONTHS)


def month_columns(prefix: str) -> tuple[str, ...]:
    """Return the headings of a band of months.

    >>> month_columns("Target")[::11]
    ('Target Jan', 'Target Des')
    """
    return tuple(f"{prefix} {month}" for month in MONTHS)


TARGETS: Final = month_columns("Target")
ACTUALS: Final = month_columns("Realisasi")
DENOMINATORS: Final = month_columns("Penyebut")

HEADINGS: Final = {
    "id": "ID",
    "code": "Kode",
    "perspective": "Perspektif",
    "objective": "Sasaran",
    "initiative": "Inisiatif",
    "name": "KPI",
    "definition": "Definisi",
    "formula": "Rumus",
    "unit": "Satuan",
    "polarity": "Polaritas",
    "consolidation": "Konsolidasi",
    "baseline": "Baseline",
    "weight": "Bobot",
    "tolerance": "Toleransi",
    "pic": "PIC",
    "source": "Sumber data",
    "parent": "Induk",
    "kind": "Jenis",
    "share": "Porsi",
    "aspect": "Aspek",
    "origin": "Asal",
    "directorate": "Direktorat",
    "department": "Departemen",
}
"""The heading of each field of a card, the same in every table."""
_NUMBERS: Final = frozenset({"baseline", "weight", "tolerance", "share"})
CARD_COLUMNS: Final = tuple(HEADINGS[name] for name in list(HEADINGS)[1:16])
"""What a card says wherever it stands, from code to data source, without its targets."""
CORPORATE_COLUMNS: Final = (*CARD_COLUMNS, *TARGETS, "Aspek")
DIRECTORATE_COLUMNS: Final = (*CORPORATE_COLUMNS, "Direktorat", "Induk", "Jenis", "Porsi")
CASCADING_COLUMNS: Final = ("ID", "Kode", "Kode KPI", "Departemen", "Jenis", "Porsi", "Bobot", "PIC")
_OWN_FIELDS: Final = tuple(HEADINGS[name] for name in list(HEADINGS)[5:16])
OWN_COLUMNS: Final = ("Kode", "Perspektif", *_OWN_FIELDS, *TARGETS, "Induk", "Aspek")
"""What departments fill in for a KPI of their own."""
PROPOSAL_COLUMNS: Final = (
    *("ID", "Departemen", *OWN_COLUMNS, "Diajukan", "Ronde", "Keputusan", "Catatan", "Diputuskan"),
)


@dataclass(frozen=True)
class Kpi:
    """A KPI card; fields and targets are None where they are blank.

    A KPI that departments carry has an ID, which stays when its code, name or department changes.
    """

    id: str | None = None
    code: str | None = None
    perspective: str | None = None
    objective: str | None = None
    initiative: str | None = None
    name: str | None = None
    definition: str | None = None
    formula: str | None = None
    unit: str | None = None
    polarity: str | None = None
    consolidation: str | None = None
    baseline: float | str | None = None
    weight: float | str | None = None
    tolerance: float | str | None = None
    pic: str | None = None
    source: str | None = None
    parent: str | None = None
    kind: str | None = None
    share: float | str | None = None
    aspect: str | None = None
    origin: str | None = None
    directorate: str | None = None
    department: str | None = None
    targets: Months = NONE

    @classmethod
    def of(cls, record: Mapping[str, Any], **others: Any) -> Kpi:
        """Read a card from a table's record, which need not have all columns.

        Args:
            record: Values by heading.
            others: Fields that the record does not have.
        """
        found = {
            name: cell(record.get(heading)) if name in _NUMBERS else text(record.get(heading))
            for name, heading in HEADINGS.items()
        }
        return cls(**{**found, "targets": months(record, TARGETS), **others})

    def record(self, columns: Iterable[str]) -> Record:
        """Return the card's values for those of the columns that a card has."""
        return {heading: value for heading, value in self.cells().items() if heading in set(columns)}

    def cells(self) -> Record:
        """Return the card's values by heading, targets too."""
        own = {heading: getattr(self, name) for name, heading in HEADINGS.items()}
        return {**own, **dict(zip(TARGETS, self.targets, strict=True))}

    def data(self) -> Record:
        """Return the card as the templates read it."""
        return {field.name: getattr(self, field.name) for field in fields(self)} | {
            "targets": list(self.targets)
        }


@dataclass(frozen=True)
class Typed:
    """What a department typed for a KPI: actuals, denominators of a ratio, and a remark."""

    actuals: Months = NONE
    denominators: Months = NONE
    note: str | None = None

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Typed:
        """Read it from a table's record."""
        note = text(record.get("Catatan"))
        return cls(months(record, ACTUALS), months(record, DENOMINATORS), note)

    def __bool__(self) -> bool:
        return self != Typed()

    def record(self) -> Record:
        """Return the values by heading."""
        own = dict(zip(ACTUALS + DENOMINATORS, self.actuals + self.denominators, strict=True))
        return {**own, "Catatan": self.note}

    def data(self) -> Record:
        """Return the values as the templates read them."""
        return {"actuals": list(self.actuals), "denominators": list(self.denominators), "note": self.note}

    def month(self, number: int) -> tuple[float | str | None, float | str | None]:
        """Return actual and denominator of a month, 0 to 11; they are typed and kept together."""
        return self.actuals[number], self.denominators[number]

    def over(self, other: Typed) -> Typed:
        """Return this with its blank months, and its blank remark, taken from another.

        >>> mine, other = Typed((1.0,) + NONE[1:]), Typed((5.0, 6.0) + NONE[2:], note="x")
        >>> mine.over(other).actuals[:3], mine.over(other).note
        ((1.0, 6.0, None), 'x')
        """
        pairs = [
            self.month(n) if self.month(n) != (None, None) else other.month(n) for n in range(len(MONTHS))
        ]
        return Typed(tuple(a for a, _ in pairs), tuple(d for _, d in pairs), self.note or other.note)

    def conflicts(self, other: Typed) -> list[str]:
        """Return the months in which both say something, and not the same."""
        blank = (None, None)
        return [
            month
            for n, month in enumerate(MONTHS)
            if blank not in (self.month(n), other.month(n)) and self.month(n) != other.month(n)
        ]


def corporate(book: xw.Book) -> list[Kpi]:
    """Return the corporate KPIs, as they stand in the sheet.

    Raises:
        LembarError: a workbook without the table.
    """
    records = ListTable(book, "tbl_kpi_korporat", CORPORATE_COLUMNS).records()
    return [Kpi.of(record) for record in records if record["Kode"] is not None]


def directorate(book: xw.Book) -> list[Kpi]:
    """Return the KPIs of the directorates, as they stand in the sheet.

    Raises:
        LembarError: a workbook without the table.
    """
    records = ListTable(book, "tbl_kpi_direktorat", DIRECTORATE_COLUMNS).records()
    return [Kpi.of(record) for record in records if record["Kode"] is not None]


def department_kpis(book: xw.Book) -> list[Kpi]:
    """Return the KPIs that departments carry: the rows of Cascading, then their own approved ones.

    Targets are what the sheet Cascading calculates or, where somebody has typed over its formula, what was
    typed. Rows that lack a department or a known KPI are left out.

    Raises:
        LembarError: a workbook without the tables.
    """
    parents = {plain(kpi.code): kpi for kpi in (*directorate(book), *corporate(book))}
    names = department_names(book)
    rows = ListTable(book, "tbl_cascading", (*CASCADING_COLUMNS, *TARGETS)).records(formulas=TARGETS)
    carried = cascaded(rows, parents)
    own = [kpi for kpi, decision in proposals(book) if plain(decision) == plain(APPROVED)]
    return [
        replace(kpi, department=names.get(plain(kpi.department), kpi.department))
        for kpi in (*carried, *own)
        if kpi.department
    ]


def proposals(book: xw.Book) -> list[tuple[Kpi, str | None]]:
    """Return the departments' own KPIs, each with what CMS decided of it.

    Raises:
        LembarError: a workbook without the table.
    """
    records = ListTable(book, "tbl_kpi_departemen", PROPOSAL_COLUMNS).records()
    return [
        (own_kpi(record), text(record["Keputusan"]))
        for record in records
        if record["KPI"] is not None or record["Kode"] is not None
    ]


def unclear_rows(book: xw.Book) -> list[Record]:
    """Return the rows of Cascading that no department can carry: no department, or a KPI that is not there.

    Raises:
        LembarError: a workbook without the tables.
    """
    known = {plain(kpi.code) for kpi in (*directorate(book), *corporate(book))}
    records = ListTable(book, "tbl_cascading", CASCADING_COLUMNS).records()
    return [
        record for record in records if not record["Departemen"] or plain(record["Kode KPI"]) not in known
    ]


def own_kpi(record: Mapping[str, Any]) -> Kpi:
    """Return a department's own KPI; it only supports what it says that it belongs to."""
    return Kpi.of(record, origin=OWN, kind=SUPPORT if record["Induk"] is not None else None)


def cascaded(records: Iterable[Record], parents: Mapping[str, Kpi]) -> list[Kpi]:
    """Return the rows of Cascading as cards; those of unknown KPIs are left out.

    Args:
        records: The rows, whose targets are :data:`~xl_addin.actions.tables.CALCULATED` where formulas stand.
        parents: The KPIs above by their plain codes.
    """
    known = ((record, parents.get(plain(record["Kode KPI"]))) for record in records)
    return [_carried(record, parent) for record, parent in known if parent is not None]


def department_names(book: xw.Book) -> dict[str, str]:
    """Return the departments of the list as it spells them, by their plain names."""
    return {plain(name): str(name).strip() for name in choices(book, "Daftar_departemen")}


def _carried(record: Record, parent: Kpi) -> Kpi:
    """Return the card of a row of Cascading: its KPI's card with what the row says."""
    own = Kpi.of(record)
    return replace(
        parent,
        id=own.id,
        code=own.code or parent.code,
        department=own.department,
        kind=own.kind,
        share=own.share,
        weight=own.weight,
        pic=own.pic or parent.pic,
        parent=parent.code,
        origin=CENTRAL,
        targets=_targets(record, own, parent),
    )


def _targets(record: Record, own: Kpi, parent: Kpi) -> Months:
    """Return a row's targets: what its formulas give, whether they are calculated yet or not."""
    share = own.share if own.kind == CONTRIBUTION else 1.0
    part = 1.0 if parent.consolidation == RATIO else share  # of a ratio every part is the ratio itself
    given = [
        target * part if isinstance(target, float) and isinstance(part, float) and share is not None else None
        for target in parent.targets
    ]
    if all(record[column] is None for column in TARGETS):  # a row that came without its formulas
        return tuple(given)
    return tuple(
        calculated if record[column] == CALCULATED else cell(record[column])
        for column, calculated in zip(TARGETS, given, strict=True)
    )


def months(record: Mapping[str, Any], columns: Sequence[str]) -> Months:
    """Return twelve cells of a record."""
    return tuple(cell(record.get(column)) for column in columns)


def text(value: object) -> str | None:
    """Return what a cell says as text; a code 101 that Excel took for a number is text too.

    >>> text(101.0), text("  A "), text(None), text(" ")
    ('101', 'A', None, None)
    """
    if isinstance(value, (bool, float, int)):
        value = as_text(value)
    return str(value).strip() or None if value is not None else None


def cell(value: object) -> float | str | None:
    """Return a cell that should hold a number: the number, None, or what people wrote instead of it.

    >>> cell(3), cell(" belum "), cell(" ")
    (3.0, 'belum', None)
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    return text(value)
