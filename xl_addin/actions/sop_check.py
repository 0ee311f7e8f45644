"""Check the procedure of the workbook ``sop``: each finding with its step and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_addin.actions.registry import Result, action
from xl_addin.actions.sop_book import read_procedure
from xl_addin.actions.sop_draw import SHEET, drawn
from xl_addin.actions.tables import ListTable

if TYPE_CHECKING:
    import xlwings as xw

COLUMNS: Final = ("Jenis", "Kode", "Temuan", "Yang perlu diperbaiki")


@action(
    label="Periksa SOP",
    workbook="sop",
    step=1,
    help="Memeriksa langkah, cabang, alur, pelaksana, istilah, dan diagram; hasilnya di lembar Periksa.",
)
def check_sop(book: xw.Book) -> Result:
    """Check the procedure by every rule, compare the diagram with the steps, fill the sheet ``Periksa``.

    Args:
        book: The workbook ``sop``.

    Raises:
        LembarError: a workbook without the tables.

    Source: SOP drafting: who is responsible, which document, how long; every choice with its branches; the
    flow chart follows the written steps.
    """
    from xl_addin.sop.checks import check  # noqa: PLC0415
    from xl_addin.sop.diagram import differences  # noqa: PLC0415 - drawing is heavy

    procedure, table = read_procedure(book), ListTable(book, "tbl_periksa", COLUMNS)
    found, drawing = check(procedure), drawn(book)
    if drawing:
        found += differences(procedure, drawing)
    rows = [(finding.kind, finding.code, finding.found, finding.action) for finding in found]
    changed = table.replace([dict(zip(COLUMNS, row, strict=True)) for row in rows])
    told = f"{len(rows)} temuan" if rows else "tidak ada temuan"
    message = f"{len(procedure.steps)} langkah diperiksa: {told}."
    if not drawing:
        message += f" Diagram di lembar {SHEET} tidak dapat dibaca program ini, jadi tidak dibandingkan."
    kinds = {finding.kind for finding in found}
    then = "Perbaiki yang tercantum di lembar Periksa, lalu tekan lagi."
    if not kinds:
        then = "Simulasikan SOP."
    elif kinds == {"Diagram"}:
        then = "Gambar Diagram Alir, lalu tekan lagi."
    return Result(message, changed, bool(rows), COLUMNS, rows, next_step=then)
