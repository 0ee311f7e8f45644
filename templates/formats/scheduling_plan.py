"""Sheets ``Jadwal`` and ``Jaringan`` of the scheduling workbook, each with its Gantt chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from templates.formats.list_sheets import CENTRE, figure
from templates.formats.palette import LINE, PRIMARY, QUIET, Look
from templates.formats.scheduling_jobs import CHOSEN, span
from templates.formats.style import House, Page
from templates.formats.tables import HEADING_ROW, Column, loop_table

_TIME: Final[Look] = {"num_format": "#,##0.##", "align": "right"}
_NAMES: Final = f"{span('A')},{span('D')},{span('G')}"
_HEADS: Final = ("Mulai awal", "Selesai awal", "Mulai akhir", "Selesai akhir", "Kelonggaran", "Kritis")


def _of_job(column: str, number: str) -> str:
    """Return the formula for what a column of the jobs' table holds for a job by its row."""
    found = f"INDEX({span(column)},{number})"
    return f'=IF({number}="","",IF({found}="","",{found}))'


_PLAN: Final = (
    Column("Urutan", "data", "{{ loop.index }}", CENTRE),
    Column("Kode", "calculated", _of_job("A", "J#"), CENTRE),
    Column("Pekerjaan", "calculated", _of_job("B", "J#")),
    Column("Mesin / alat", "calculated", _of_job("C", "J#")),
    Column("Mulai", "calculated", '=IF(J#="","",G#-F#)', _TIME),
    Column("Lama", "calculated", _of_job("D", "J#"), _TIME),
    Column("Selesai", "calculated", '=IF(J#="","",SUMPRODUCT('
           f'({span(CHOSEN)}<>"")*({span(CHOSEN)}<=A#)*{span("D")}))', _TIME | {"bold": True}),
    Column("Batas waktu", "calculated", _of_job("F", "J#"), _TIME),
    Column("Terlambat", "calculated", '=IF(OR(J#="",H#=""),"",MAX(0,G#-H#))', _TIME),
    Column("Baris", "calculated", f'=IF(A#>Jumlah_pekerjaan,"",MATCH(A#,{span(CHOSEN)},0))', CENTRE),
)  # fmt: skip


def draw_plan(house: House) -> None:
    """Draw the sequence of the chosen rule with start, finish and tardiness, and the Gantt chart."""
    page = Page(house, "Jadwal", "Jadwal menurut aturan terpilih",
                (8, 8, 27, 22, 9, 9, 9, 10, 10, 7, 2, 18, 18, 18, 18))  # fmt: skip
    page.note(
        "Urutan, mulai, selesai, dan keterlambatan menurut aturan pada lembar Data.", ("data", "calculated")
    )
    loop_table(page, "tbl_jadwal", _PLAN, "job in jobs", filters=False)
    page.figures(
        {
            "A:C": figure("Aturan", "=Aturan_terjadwal"),
            "D": figure("Waktu total", "=MAX(G10:G12)", "#,##0.##"),
            "E:F": figure("Jumlah terlambat", '=COUNTIFS(I10:I12,">0")'),
            "G:J": figure("Pemeriksaan", "=Pesan_aturan"),
        }
    )
    page.mark_checks("G7:J7")
    page.mark("A11:I11", "=AND(ISNUMBER($I11),$I11>0)", {"font_color": "#A5281B", "bold": True})
    bars = (("E", "Mulai", ""), ("F", "Lama", PRIMARY))
    gantt(page, "L6", "Jadwal: " + "bagan Gantt", "Jadwal", "C", bars)
    page.signatures(14, (("A", "C"), ("D", "F"), ("G", "J")))
    page.sheet.fit_to_pages(1, 1)
    page.freeze(HEADING_ROW, 3)


_NETWORK: Final = (
    Column("No", "data", "{{ loop.index }}", CENTRE),
    Column("Kode", "calculated", _of_job("A", "A#"), CENTRE),
    Column("Pekerjaan", "calculated", _of_job("B", "A#")),
    Column("Pendahulu", "calculated", _of_job("G", "A#"), CENTRE),
    Column("Lama", "calculated", _of_job("D", "A#"), _TIME),
    *(
        Column(
            heading, "calculated", f'=IF(B#="","",INDEX(OPERATION_NETWORK({_NAMES}),$A#,{n}))',
            _TIME if n < 6 else CENTRE | {"bold": True},
        )
        for n, heading in enumerate(_HEADS, 1)
    ),
    Column("Lama kritis", "calculated", '=IF(K#="Ya",E#,0)', _TIME | {"num_format": "#,##0.##;;"}),
    Column("Lama tidak kritis", "calculated", '=IF(OR(K#="Ya",E#=""),0,E#)',
           _TIME | {"num_format": "#,##0.##;;"}),
)  # fmt: skip


def draw_network(house: House) -> None:
    """Draw earliest and latest times, slack and the critical path of the operations, with a Gantt chart."""
    page = Page(house, "Jaringan", "Jaringan operasi",
                (6, 8, 27, 12, 8, 9, 9, 9, 9, 12, 8, 9, 10, 2, 17, 17, 17, 17))  # fmt: skip
    page.note(
        "Operasi dikerjakan bersamaan sejauh pendahulunya mengizinkan. Kritis: tidak punya kelonggaran.",
        ("data", "calculated"),
    )
    loop_table(page, "tbl_jaringan", _NETWORK, "job in jobs", filters=False)
    page.figures(
        {
            "A:B": figure(
                "Lama jaringan", f'=IF(Jumlah_pekerjaan=0,"",NETWORK_DURATION({_NAMES}))', "#,##0.##"
            ),
            "C:I": figure("Lintasan kritis", f'=IF(Jumlah_pekerjaan=0,"",CRITICAL_PATH({_NAMES}))'),
            "J:M": figure(
                "Pemeriksaan",
                '=IFERROR(IF(A7="","Belum ada pekerjaan",IF(A7<0,"","OK")),'
                '"Pendahulu tidak dikenal atau melingkar")',
            ),
        }
    )
    page.mark_checks("J7:M7")
    house.name("Lama_jaringan", "Jaringan!$A$7")
    house.name("Lintasan_kritis", "Jaringan!$C$7")
    page.mark("A11:K11", '=$K11="Ya"', {"font_color": "#A5281B", "bold": True})
    bars = (("F", "Mulai", ""), ("L", "Kritis", "#A9453B"), ("M", "Tidak kritis", PRIMARY),
            ("J", "Kelonggaran", "#D5DDE1"))  # fmt: skip
    gantt(page, "O6", "Jaringan: bagan Gantt", "Jaringan", "C", bars)
    page.sheet.fit_to_pages(1, 1)
    page.freeze(HEADING_ROW, 3)


def gantt(
    page: Page, cell: str, title: str, sheet: str, names: str, bars: Sequence[tuple[str, str, str]],
    heading: int = HEADING_ROW,
) -> None:  # fmt: skip
    """Insert a Gantt chart: stacked bars over a looped table, those without a colour unseen.

    Args:
        page: Where it stands.
        cell: Its upper left cell.
        title: Its title.
        sheet: The sheet of the table.
        names: Column of the names.
        bars: Column, name and colour of each part of the bars.
        heading: Row of the table's headings.
    """
    chart: Any = page.house.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    first, last = heading + 1, heading + 3
    quoted = sheet if sheet.isalnum() else f"'{sheet}'"
    for column, name, colour in bars:
        chart.add_series(
            {
                "name": name if colour else " ",
                "categories": f"={quoted}!${names}${first}:${names}${last}",
                "values": f"={quoted}!${column}${first}:${column}${last}",
                "fill": {"color": colour} if colour else {"none": True},
                "border": {"none": True},
                "gap": 30,
            }
        )
    small = {"name": "Arial", "size": 9, "color": QUIET}
    grid = {"visible": True, "line": {"color": "#E3E8EB", "width": 0.5}}
    chart.set_title({"name": title, "name_font": {"name": "Arial", "size": 12, "color": PRIMARY}})
    chart.set_y_axis({"reverse": True, "num_font": small, "interval_unit": 1})
    chart.set_x_axis({"num_font": small, "num_format": "#,##0", "min": 0, "major_gridlines": grid})
    chart.set_legend({"position": "bottom", "font": small} if len(bars) > 2 else {"none": True})
    chart.set_chartarea({"border": {"color": LINE}})
    chart.set_size({"width": 500, "height": 430})
    page.sheet.insert_chart(cell, chart, {"object_position": 3, "description": title})
