"""The making of a number as a tree, and the same in words for the planner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final, TypeAlias

from udfs.registry import MISSING, ExcelError, Missing, UdfError, from_serial
from xl_addin.ooxml.references import quote_sheet
from xl_addin.recalc.model import Result, Uncomputed

Told: TypeAlias = Result | Missing | list[list[Result]]
"""The value of a cell, of an argument left out, or of a range."""
_SHOWN: Final = 12
"""How many values of a range the text shows."""


class Role(Enum):
    """What a cell is in the making of a number."""

    STEP = "hitungan"
    INPUT = "masukan"
    SETTING = "pengaturan"
    BLANK = "sel kosong"


@dataclass(frozen=True)
class Argument:
    """An argument of a call: its name and meaning, its text in the formula, its value."""

    name: str
    help: str
    text: str
    value: Told
    date: bool = False


@dataclass(frozen=True)
class Use:
    """A worksheet function as a formula uses it; where it gives an error, why and for which cell."""

    name: str
    help: str
    arguments: list[Argument]
    fault: str | None
    culprit: str | None = None


@dataclass
class Step:
    """A cell in the making of a number.

    Args:
        sheet: Its sheet.
        cell: Its address.
        role: What it is there.
        value: Its value, calculated now.
        label: What the sheet calls it: its defined name, or its heading and its row's first text.
        date: Whether the sheet shows it as a date.
        formula: Its formula as the file has it, without ``=``.
        stale: What the file shows, where that is another value.
        uses: The worksheet functions that it calls.
        sources: What it reads, in the order of the formula.
        told: Whether what it reads is told elsewhere in the tree.
    """

    sheet: str
    cell: str
    role: Role
    value: Result
    label: str = ""
    date: bool = False
    formula: str | None = None
    stale: Result = None
    uses: list[Use] = field(default_factory=list)
    sources: list[Step | Range] = field(default_factory=list)
    told: bool = False

    @property
    def place(self) -> str:
        """The address with its sheet."""
        return f"{quote_sheet(self.sheet)}!{self.cell}"


@dataclass
class Range:
    """A range that a formula reads: its values, and the steps of its cells (of a long one: the first's)."""

    text: str
    values: list[list[Result]]
    steps: list[Step] = field(default_factory=list)
    date: bool = False


@dataclass(frozen=True)
class Explanation:
    """How a number came about.

    Args:
        root: The cell that was asked about.
        fault: The first cell that went wrong on the way to it, or None.
        reason: Why that cell went wrong, "" where none did.
    """

    root: Step
    fault: Step | None = None
    reason: str = ""

    @property
    def faulty(self) -> bool:
        """Whether the cell shows an error."""
        return self.fault is not None

    def text(self) -> str:
        """Return the explanation in Indonesian."""
        lines = []
        if self.fault is not None:
            lines += [f"{_headline(self.root)}", f"Sel pertama yang bermasalah: {_headline(self.fault)}"]
            lines += [f"Sebabnya: {self.reason}.", ""]
        return "\n".join([*lines, *_step_lines(self.root)])

    def as_json(self) -> dict[str, Any]:
        """Return the explanation for a program."""
        fault = None if self.fault is None else {"cell": self.fault.place, "reason": self.reason}
        return {"fault": fault, **_step_json(self.root)}


def shown(value: Told, *, date: bool = False) -> str:
    """Return a value as a planner in Indonesia reads it.

    >>> shown(1234567.25), shown(46023.0, date=True), shown("Budi"), shown(None)
    ('1.234.567,25', '01/01/2026', '"Budi"', '(kosong)')
    """
    if value is MISSING:
        return "(tidak diisi)"
    if isinstance(value, list):
        cells = [cell for row in value for cell in row]
        more = f"; ... ({len(cells)} sel)" if len(cells) > _SHOWN else ""
        return "; ".join(shown(cell, date=date) for cell in cells[:_SHOWN]) + more
    if isinstance(value, Uncomputed):
        return f"({value.reason.id})"
    if isinstance(value, float) and not isinstance(value, bool):
        return (_date(value) if date else None) or _number(value)
    return _word(value)


def _word(value: str | bool | ExcelError | None) -> str:
    if value is None:
        return "(kosong)"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _number(number: float) -> str:
    text = f"{number:,.10f}".rstrip("0").rstrip(".") if 1e-6 <= abs(number) < 1e15 else f"{number:.10g}"
    return text.translate(str.maketrans(",.", ".,"))


def _date(number: float) -> str | None:
    try:
        return f"{from_serial(number):%d/%m/%Y}"
    except UdfError:
        return None


def _headline(step: Step) -> str:
    label = f" · {step.label}" if step.label else ""
    role = "" if step.role is Role.STEP else f" ({step.role.value})"
    return f"{step.place}{label} = {shown(step.value, date=step.date)}{role}"


def _step_lines(step: Step) -> Iterator[str]:
    yield _headline(step)
    if step.formula is not None:
        yield f"    rumus: ={step.formula}"
    if step.stale is not None:
        yield f"    berkas masih menampilkan {shown(step.stale, date=step.date)}; hitung ulang"
    for use in step.uses:
        yield f"    {use.name}: {use.help}"
        for argument in use.arguments:
            written = f" [{argument.text}]" if argument.text else ""
            value = shown(argument.value, date=argument.date)
            yield f"      {argument.name} = {value}{written}: {argument.help}"
        if use.fault and isinstance(step.value, ExcelError):
            yield f"      {use.fault}"
    if step.told:
        yield "    (asalnya sudah dijelaskan di tempat lain)"
    for source in step.sources:
        lines = _range_lines(source) if isinstance(source, Range) else _step_lines(source)
        yield from (f"  {line}" for line in lines)


def _range_lines(found: Range) -> Iterator[str]:
    numbers = [v for row in found.values for v in row if isinstance(v, float) and not isinstance(v, bool)]
    total = f" (jumlah {_number(sum(numbers))})" if len(numbers) > 1 and not found.date else ""
    yield f"{found.text} = {shown(found.values, date=found.date)}{total}"
    count = sum(map(len, found.values))
    if found.steps and len(found.steps) < count:
        yield "    sel pertama yang berumus, sebagai contoh:"
    for step in found.steps:
        yield from (f"  {line}" for line in _step_lines(step))


def _step_json(step: Step) -> dict[str, Any]:
    return {
        "cell": step.place,
        "label": step.label,
        "role": step.role.name.lower(),
        "value": _plain(step.value),
        "formula": step.formula,
        "stale": _plain(step.stale),
        "functions": [
            {
                "name": use.name,
                "help": use.help,
                "fault": use.fault,
                "arguments": [
                    {"name": a.name, "help": a.help, "text": a.text, "value": _plain(a.value)}
                    for a in use.arguments
                ],
            }
            for use in step.uses
        ],
        "sources": [
            {"range": s.text, "values": _plain(s.values), "steps": [_step_json(cell) for cell in s.steps]}
            if isinstance(s, Range)
            else _step_json(s)
            for s in step.sources
        ],
    }


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(cell) for cell in value]
    if isinstance(value, Uncomputed):
        return {"not computed": value.reason.en}
    if value is MISSING:
        return None
    return str(value) if isinstance(value, ExcelError) else value
