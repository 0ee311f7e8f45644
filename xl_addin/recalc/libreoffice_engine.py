"""The third opinion: LibreOffice without a window, on a copy that holds no value it could echo.

A workbook with worksheet functions of ours is calculated with the Calc add-in, where LibreOffice can run it.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from udfs.registry import FUNCTIONS, ExcelError
from xl_addin.calc import extension, linking, office
from xl_addin.errors import LembarError
from xl_addin.ooxml.formula import functions
from xl_addin.ooxml.sheet import Sheet
from xl_addin.ooxml.workbook import Workbook
from xl_addin.recalc.minimal_xlsx import to_xlsx
from xl_addin.recalc.model import (
    Address,
    Formula,
    Model,
    Reason,
    Result,
    SheetModel,
    Uncomputed,
    area_cells,
    settled,
)

_FILTER: Final = "xlsx:Calc MS Excel 2007 XML"
_ERROR_TEXTS: Final = {error.value for error in ExcelError}


class LibreOfficeEngine:
    """Calculates with LibreOffice Calc.

    Args:
        seconds: How long it may take.
    """

    name = "libreoffice"

    def __init__(self, seconds: float = 300) -> None:
        self._seconds = seconds

    def missing(self) -> str | None:
        """Return the program that the engine lacks on this computer, or None."""
        return None if office.program() else "LibreOffice (soffice)"

    def refusal(self, model: Model) -> LembarError | None:
        """Return which worksheet functions it does not know for want of the add-in, or None."""
        used = _used(model)
        if not used or office.runs_python():
            return None
        return LembarError("udf_in_engine", expected=self.name, found=", ".join(sorted(used)))

    def evaluate(self, model: Model) -> dict[Address, Result]:
        """Return the value of every formula cell and of every cell of an array's area."""
        if refusal := self.refusal(model):
            raise refusal
        with tempfile.TemporaryDirectory(prefix="lembar-", ignore_cleanup_errors=True) as folder:
            source = Path(folder, "model.xlsx")
            source.write_bytes(to_xlsx(_linked(model)))
            profile = office.Profile(Path(folder, "profile"), self._seconds)
            if _used(model):
                addin = Path(folder, "lembar.oxt")
                addin.write_bytes(extension.build())
                profile.install(addin)
            workbook = Workbook.open(self._converted(source, profile, Path(folder, "out")))
        sheets = {sheet.name: sheet for sheet in workbook.worksheets()}
        return {
            cell: _result(sheets[cell[0]], cell)
            for address, formula in model.formulas()
            for cell in area_cells(address, formula)
        }

    def _converted(self, source: Path, profile: office.Profile, out: Path) -> bytes:
        """Let LibreOffice load and save a file, and return what it wrote."""
        said = profile.run("--convert-to", _FILTER, "--outdir", str(out), str(source))
        if not (out / source.name).is_file():
            raise LembarError("engine_failed", expected=self.name, found=said or "no output")
        return (out / source.name).read_bytes()


def _used(model: Model) -> set[str]:
    """Return the worksheet functions of ours that a model calls."""
    return {name.upper() for _, formula in model.formulas() for name in functions(formula.text)} & set(
        FUNCTIONS
    )


def _linked(model: Model) -> Model:
    """Return a copy whose formulas find the add-in's functions."""
    sheets = [
        SheetModel(
            sheet.name,
            {
                place: content._replace(text=linking.linked(content.text, array=content.area is not None))
                if isinstance(content, Formula) and linking.calls(content.text)
                else content
                for place, content in sheet.cells.items()
            },
        )
        for sheet in model.sheets
    ]
    return Model(sheets, model.names, model.fixed, model.date_1904)


def _result(sheet: Sheet, address: Address) -> Result:
    cell = sheet.cell(address[1], address[2])
    if cell is None or cell.text is None:
        return Uncomputed(Reason.NOTHING)
    if cell.kind == "e" and cell.text not in _ERROR_TEXTS:
        return Uncomputed(Reason.UNKNOWN_FORM)
    return settled(sheet.value_of(cell))
