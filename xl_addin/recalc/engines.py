"""The engines that can calculate a model, and which of them can be used here."""

from __future__ import annotations

from importlib import import_module
from typing import Final, Protocol

from xl_addin.errors import LembarError
from xl_addin.recalc.model import Address, Model, Result

DEFAULT: Final = "formualizer"
_PLACES: Final = {
    "formualizer": ("xl_addin.recalc.formualizer_engine", "FormualizerEngine"),
    "formulas": ("xl_addin.recalc.formulas_engine", "FormulasEngine"),
    "libreoffice": ("xl_addin.recalc.libreoffice_engine", "LibreOfficeEngine"),
}
NAMES: Final = tuple(_PLACES)
"""The names of all engines, the default one first."""


class Engine(Protocol):
    """What can calculate a model."""

    name: str

    def missing(self) -> str | None:
        """Return the program that the engine lacks on this computer, or None."""
        ...

    def refusal(self, model: Model) -> LembarError | None:
        """Return why the engine cannot calculate this model at all, or None where it can."""
        ...

    def evaluate(self, model: Model) -> dict[Address, Result]:
        """Return the value of every formula cell and of every cell of an array's area.

        Raises:
            LembarError: the engine broke off.
        """
        ...


def engine(name: str) -> Engine:
    """Return an engine by its name; its packages are imported only now.

    Raises:
        LembarError: there is none of this name, or it cannot be used on this machine.
    """
    if name not in _PLACES:
        raise LembarError("unknown_engine", found=name, expected=", ".join(NAMES))
    module, kind = _PLACES[name]
    try:
        found: Engine = getattr(import_module(module), kind)()
    except ImportError as error:
        raise LembarError("no_engine", found=error.name, expected=name) from error
    if program := found.missing():
        raise LembarError("no_engine", found=program, expected=name)
    return found
