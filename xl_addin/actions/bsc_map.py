"""Draw the strategy map of the Balanced Scorecard workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_addin.actions.bsc_source import BookSource
from xl_addin.actions.registry import Result, action
from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw

SHEET: Final = "Strategy Map"
AT: Final = (7, 1)
"""Row and column of the cell on which the map begins."""


@action(
    label="Gambar Strategy Map",
    workbook="bsc",
    step=12,
    help="Menggambar ulang peta strategi dari Sasaran Strategis dengan bentuk yang dapat diubah.",
)
def draw_strategy_map(book: xw.Book) -> Result:
    """Draw the objectives with their links on the sheet ``Strategy Map``, in place of the map that is there.

    Other shapes on the sheet stay. Codes that an objective supports and that no objective has are told.

    Args:
        book: The workbook ``bsc``.

    Raises:
        LembarError: a workbook without the table of objectives or the sheet.
    """
    from xl_addin.actions.shapes import draw  # noqa: PLC0415 - drawing is heavy
    from xl_addin.report.bsc_data import OBJECTIVE_COLUMNS, lights, objectives  # noqa: PLC0415
    from xl_addin.strategy_map import PERSPECTIVES, percent, strategy_map, unknown_links  # noqa: PLC0415

    source = BookSource(book)
    words = lights(source)
    found = objectives(source.records("tbl_sasaran", OBJECTIVE_COLUMNS), words)
    if SHEET not in [sheet.name for sheet in book.sheets]:
        expected = ", ".join(sheet.name for sheet in book.sheets)
        raise LembarError("no_sheet", file=book.name, found=SHEET, expected=expected)
    names = source.cells("Daftar_perspektif") or PERSPECTIVES
    scores = dict(zip(names, source.cells("Skor_perspektif"), strict=False))
    notes = {str(name): percent(score) for name, score in scores.items() if isinstance(score, float)}
    changed = draw(book.sheets[SHEET], strategy_map(found, words=words, notes=notes), AT)
    unknown = unknown_links(found)
    message = f"Peta strategi {'digambar' if changed else 'sudah sesuai'}: {len(found)} sasaran."
    if unknown:
        message += f" {len(unknown)} hubungan menyebut kode yang tidak ada."
    return Result(
        message=message,
        changed=changed,
        problems=bool(unknown),
        headings=("Sasaran", "Mendukung kode yang tidak ada"),
        rows=unknown,
        next_step="Perbaiki kolom Mendukung di Sasaran Strategis." if unknown else "",
    )
