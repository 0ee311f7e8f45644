"""The third opinion: LibreOffice without a window, on a copy that holds no value it could echo.

It knows no worksheet functions of ours, so it is for portable workbooks.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from udfs.registry import FUNCTIONS, ExcelError
from xl_addin.errors import LembarError
from xl_addin.ooxml.formula import functions
from xl_addin.ooxml.sheet import Sheet
from xl_addin.ooxml.workbook import Workbook
from xl_addin.recalc.minimal_xlsx import to_xlsx
from xl_addin.recalc.model import Address, Model, Reason, Result, Uncomputed, area_cells, settled

_PLACES: Final = {
    "darwin": ["/Applications/LibreOffice.app/Contents/MacOS/soffice"],
    "win32": [
        r"C:\Program Files\LibreOffice\program\soffice.com",
        r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    ],
}
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
        return None if _program() else "LibreOffice (soffice)"

    def refusal(self, model: Model) -> LembarError | None:
        """Return which worksheet functions of the model it does not know, or None."""
        used = {name.upper() for _, formula in model.formulas() for name in functions(formula.text)}
        unknown = sorted(used & FUNCTIONS.keys())
        if not unknown:
            return None
        return LembarError("udf_in_engine", expected=self.name, found=", ".join(unknown))

    def evaluate(self, model: Model) -> dict[Address, Result]:
        """Return the value of every formula cell and of every cell of an array's area."""
        if refusal := self.refusal(model):
            raise refusal
        with tempfile.TemporaryDirectory(prefix="lembar-", ignore_cleanup_errors=True) as folder:
            source = Path(folder, "model.xlsx")
            source.write_bytes(to_xlsx(model))
            workbook = Workbook.open(self._converted(source, Path(folder)))
        sheets = {sheet.name: sheet for sheet in workbook.worksheets()}
        return {
            cell: _result(sheets[cell[0]], cell)
            for address, formula in model.formulas()
            for cell in area_cells(address, formula)
        }

    def _converted(self, source: Path, folder: Path) -> bytes:
        """Let LibreOffice load and save a file, with a profile of its own, and return what it wrote."""
        out = folder / "out"
        profile = (folder / "profile").as_uri()
        command = [
            _program(),
            f"-env:UserInstallation={profile}",
            "--headless",
            "--norestore",
            "--nolockcheck",
        ]
        command += ["--convert-to", _FILTER, "--outdir", str(out), str(source)]
        said = _run(command, self._seconds)
        if not (out / source.name).is_file():
            raise LembarError("engine_failed", expected=self.name, found=said or "no output")
        return (out / source.name).read_bytes()


def _program() -> str:
    """Return the path of LibreOffice's program, "" when there is none."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES.get(sys.platform, []) if Path(place).is_file()), "")


def _run(command: list[str], seconds: float) -> str:
    """Run a program and return what it said; at the end of its time it and its children are stopped."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    process = subprocess.Popen(  # noqa: S603 - our own arguments
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )
    try:
        said, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
        raise LembarError("engine_timeout", expected="libreoffice", found=f"{seconds:g}") from None
    return said.decode(errors="replace").strip()


def _result(sheet: Sheet, address: Address) -> Result:
    cell = sheet.cell(address[1], address[2])
    if cell is None or cell.text is None:
        return Uncomputed(Reason.NOTHING)
    if cell.kind == "e" and cell.text not in _ERROR_TEXTS:
        return Uncomputed(Reason.UNKNOWN_FORM)
    return settled(sheet.value_of(cell))
