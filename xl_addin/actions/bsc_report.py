"""Write the board's report of the Balanced Scorecard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from xl_addin import files
from xl_addin.actions.bsc_source import BookSource
from xl_addin.actions.registry import Option, Result, action

if TYPE_CHECKING:
    import xlwings as xw


@action(
    label="Laporan Direksi",
    workbook="bsc",
    step=13,
    help="Menulis laporan Balanced Scorecard untuk Direksi: halaman .html dan buku kerja .xlsx.",
    options=(Option("out", "Folder untuk laporan; biasanya folder buku kerja ini", Path),),
)
def bsc_report(book: xw.Book, out: Path | None = None) -> Result:
    """Write the report as a page and as a workbook; files of the same month are replaced.

    Args:
        book: The workbook ``bsc``, calculated.
        out: Folder for the files; by default the one in which the book lies.

    Raises:
        LembarError: a workbook without the tables, or a file that cannot be written.
    """
    from xl_addin.report.bsc import page, workbook  # noqa: PLC0415 - the template engine is heavy
    from xl_addin.report.bsc_data import read  # noqa: PLC0415

    found = read(BookSource(book))
    stem = files.safe_name(f"Laporan BSC {found.year}-{found.month:02}")
    folder = Path(out) if out else Path(book.fullname).parent
    targets = folder / f"{stem}.html", folder / f"{stem}.xlsx"
    for target in targets:
        files.check_not_open(target)
    files.write_bytes(targets[0], page(found).encode())
    files.write_bytes(targets[1], workbook(found).to_bytes())
    late = {report.department for report in found.reports if not report.is_complete}
    message = f"Laporan Balanced Scorecard sampai bulan {found.month} tahun {found.year} ditulis."
    if late:
        message += f" Realisasi belum lengkap dari {', '.join(sorted(late))}."
    return Result(
        message=message,
        files=list(targets),
        next_step=f"Buka {targets[0].name} di peramban, periksa, lalu bagikan kepada Direksi.",
    )
