"""Draw the process charts of the workbook ``process_chart`` with the ASME symbols."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xl_addin.actions.registry import Result, action
from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw

    from xl_addin.process_chart import Chart, Step

SHEET: Final = "Peta Proses"
AT: Final = (7, 1)
"""Row and column of the cell on which the charts begin."""

_CHART_COLUMNS: Final = ("Peta", "Nama", "Jenis")
_STEP_COLUMNS: Final = (
    "Peta", "Kode", "Simbol", "Kegiatan", "Mesin / alat", "Menit", "Bahan / produk", "Berikutnya",
)  # fmt: skip


@action(
    label="Gambar Peta Proses",
    workbook="process_chart",
    step=1,
    help="Menggambar ulang peta proses (OPC dan MPPC) dari lembar Langkah dengan simbol ASME.",
)
def draw_process_chart(book: xw.Book) -> Result:
    """Draw every chart on the sheet ``Peta Proses``, in place of those that are there.

    Other shapes on the sheet stay. Steps whose following step does not exist, or would lead in a circle, and
    steps with a symbol that is none are told.

    Args:
        book: The workbook ``process_chart``.

    Raises:
        LembarError: a workbook without the tables or the sheet.
    """
    from xl_addin.actions.shapes import draw  # noqa: PLC0415 - drawing is heavy
    from xl_addin.process_chart import SYMBOLS, arrange, process_charts  # noqa: PLC0415

    charts = _charts(book)
    if SHEET not in [sheet.name for sheet in book.sheets]:
        expected = ", ".join(sheet.name for sheet in book.sheets)
        raise LembarError("no_sheet", file=book.name, found=SHEET, expected=expected)
    changed = draw(book.sheets[SHEET], process_charts(charts), AT)
    problems: list[tuple[Any, ...]] = []
    for chart in charts:
        for number in arrange(chart).refused:
            step = chart.steps[number]
            problems.append(
                (chart.name, step.code, step.activity, f"Berikutnya {step.next}: tidak ada atau melingkar")
            )
        odd = [step for step in chart.steps if step.symbol not in SYMBOLS]
        problems += [(chart.name, s.code, s.activity, "Simbol tidak dikenal: digambar operasi") for s in odd]
    drawn = sum(bool(chart.steps) for chart in charts)
    message = f"Peta proses {'digambar' if changed else 'sudah sesuai'}: {drawn} peta."
    return Result(
        message=message + (f" {len(problems)} langkah perlu diperiksa." if problems else ""),
        changed=changed,
        problems=bool(problems),
        headings=("Peta", "Kode", "Kegiatan", "Yang perlu diperiksa"),
        rows=problems,
        next_step="Perbaiki baris itu di lembar Langkah, lalu tekan lagi." if problems else "",
    )


def _charts(book: xw.Book) -> list[Chart]:
    from xl_addin.actions.tables import ListTable  # noqa: PLC0415
    from xl_addin.process_chart import Chart  # noqa: PLC0415

    steps: dict[str, list[Step]] = {}
    for row in ListTable(book, "tbl_langkah", _STEP_COLUMNS).records():
        steps.setdefault(_words(row["Peta"]), []).append(_step(row))
    found: list[Chart] = []
    for row in ListTable(book, "tbl_peta", _CHART_COLUMNS).records():
        name = _words(row["Peta"])
        if name and name not in [chart.name for chart in found]:
            found.append(Chart(name, _words(row["Nama"]), _words(row["Jenis"]), tuple(steps.get(name, ()))))
    return found


def _step(row: dict[str, Any]) -> Step:
    from xl_addin.process_chart import Step  # noqa: PLC0415

    code, symbol, activity, machine, component, following = (
        _words(row[heading])
        for heading in ("Kode", "Simbol", "Kegiatan", "Mesin / alat", "Bahan / produk", "Berikutnya")
    )
    minutes = row["Menit"] if isinstance(row["Menit"], float) else None
    return Step(code, symbol, activity, machine, component, minutes, following)


def _words(value: object) -> str:
    """Return a cell as one line of text that can name a shape.

    >>> _words(2.0), _words(None), _words("OPC: 1")
    ('2', '', 'OPC 1')
    """
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    printable = "".join(letter if letter.isprintable() else " " for letter in str(value or ""))
    return " ".join(printable.replace(":", " ").split()).strip(" (")[:80]
