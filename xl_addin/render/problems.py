"""What is wrong with a template: every fault with its cell, told at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xl_addin.errors import LembarError

_ENOUGH = 200
_TIRED = 5_000


@dataclass(frozen=True)
class Problem:
    """One fault of a template.

    >>> print(Problem("KPI", "B5", "kpi.nmae", "maksudnya kpi.name?"))
    KPI!B5 · kpi.nmae · maksudnya kpi.name?
    """

    sheet: str
    cell: str
    expression: str
    reason: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell} · {self.expression} · {self.reason}"


class TemplateError(LembarError):
    """A template that cannot be filled, with all its faults."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("template", found=len(problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type[TemplateError], tuple[list[Problem]], dict[str, object]]:
        return type(self), (self.problems,), self.__dict__

    def indonesian(self) -> str:
        """Return the sentence and a line for each fault."""
        return "\n".join([super().indonesian(), *map(str, self.problems)])

    def english(self) -> str:
        """Return the sentence and a line for each fault; the faults are in the planner's language."""
        return "\n".join([super().english(), *map(str, self.problems)])


class Problems:
    """A list of faults that grows while a template is read and filled; the same fault is told once.

    ``templates`` has the sheet that the planner knows, for each sheet that a loop over sheets has made.
    """

    def __init__(self) -> None:
        self.templates: Mapping[str, str] = {}
        self._found: dict[Problem, None] = {}
        self._seen = 0

    def add(self, sheet: str, cell: str, expression: str, reason: str) -> None:
        """Note a fault; after very many there is no point in going on.

        Raises:
            TemplateError: there are hundreds of different faults, or the same ones thousands of times.
        """
        sheet = self.templates.get(sheet, sheet)
        self._found.setdefault(Problem(sheet, cell, " ".join(expression.split()), reason))
        self._seen += 1
        if len(self._found) >= _ENOUGH or self._seen >= _TIRED:
            self.raise_any()

    def raise_any(self) -> None:
        """Raise what was found, if anything.

        Raises:
            TemplateError: with all the faults so far.
        """
        if self._found:
            raise TemplateError(list(self._found))
