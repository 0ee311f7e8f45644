"""Draw the flow chart of the workbook ``sop`` from its steps, and read it back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_addin import files
from xl_addin.actions.registry import Option, Result, action
from xl_addin.actions.sop_book import read_procedure
from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw

    from xl_addin.sop.diagram import Drawing

SHEET: Final = "Diagram Alir"
AT: Final = (7, 1)
"""Row and column of the cell on which the flow chart begins."""


@action(
    label="Gambar Diagram Alir",
    workbook="sop",
    step=2,
    help="Menggambar ulang diagram alir dari lembar Langkah: satu baris per langkah, satu kolom pelaksana.",
    options=(Option("svg", "Berkas .svg yang ikut ditulis, bila perlu", Path, written=True),),
)
def draw_flow_chart(book: xw.Book, svg: Path | None = None) -> Result:
    """Draw the flow chart on the sheet ``Diagram Alir``, in place of the one that is there.

    Other shapes on the sheet stay. The findings of the check are counted: the text comes before the diagram.

    Args:
        book: The workbook ``sop``.
        svg: A file to which the same picture is written.

    Raises:
        LembarError: a workbook without the tables or the sheet, or a file that cannot be written.
    """
    from xl_addin.actions.shapes import draw  # noqa: PLC0415 - drawing is heavy
    from xl_addin.ooxml.drawing import to_svg  # noqa: PLC0415
    from xl_addin.sop.checks import check  # noqa: PLC0415
    from xl_addin.sop.flow_chart import page_count, whole  # noqa: PLC0415

    procedure = read_procedure(book)
    picture = whole(procedure)
    changed = draw(_sheet(book), picture, AT)
    written = [Path(svg)] if svg else []
    for path in written:
        files.write_bytes(path, to_svg(picture).encode())
    faults, count = check(procedure), len(procedure.steps)
    drawn_now = "digambar" if changed else "sudah sesuai"
    message = f"Diagram alir {drawn_now}: {count} langkah di {page_count(procedure)} halaman."
    if not count:
        message = "Lembar Langkah masih kosong: tidak ada yang digambar."
    elif faults:
        message += f" Prosedurnya sendiri masih punya {len(faults)} temuan."
    then = "Periksa SOP, perbaiki langkahnya, lalu gambar lagi." if faults else "Periksa SOP."
    return Result(message, changed, bool(faults) or not count, files=written, next_step=then)


def drawn(book: xw.Book) -> Drawing | None:
    """Return what is drawn on the sheet, as people have left it; None where the host cannot tell."""
    from xl_addin.actions.shapes import read  # noqa: PLC0415 - drawing is heavy
    from xl_addin.sop.diagram import Drawing  # noqa: PLC0415
    from xl_addin.sop.names import NAME  # noqa: PLC0415

    try:
        found = read(_sheet(book), NAME)
    except LembarError as error:
        if error.key != "no_shapes":
            raise
        return None
    return Drawing(found.texts, tuple(found.arrows), found.alternatives)


def _sheet(book: xw.Book) -> xw.Sheet:
    if SHEET not in [sheet.name for sheet in book.sheets]:
        expected = ", ".join(sheet.name for sheet in book.sheets)
        raise LembarError("no_sheet", file=book.name, found=SHEET, expected=expected)
    return book.sheets[SHEET]
