"""Sheet ``Flow Shop`` of the scheduling workbook: several machines, how far a sequence is from the best."""

from __future__ import annotations

from typing import Final

from templates.formats.list_sheets import CENTRE, figure
from templates.formats.palette import ACCENT, GOOD, LABEL, PRIMARY, QUIET, Look
from templates.formats.rules import at_least_zero
from templates.formats.scheduling_plan import gantt
from templates.formats.style import House, Page
from templates.formats.tables import HEADING_ROW, Column, loop_table

MACHINES: Final = 5
SEQUENCES: Final = ("Kedatangan", "Johnson", "NEH")
_TIMES: Final = "$C$10:$G$12"
_TIME: Final[Look] = {"num_format": "#,##0.##", "align": "right"}
_COLOURS: Final = (PRIMARY, ACCENT, "#2E6DA4", "#2F7D4F", "#A9453B")
_FINISH: Final = "MNOPQ"
_GAPS: Final = ("S", "U", "W", "Y", "AA")
_BARS: Final = ("T", "V", "X", "Z", "AB")
_CHECK: Final = (
    '=IF(AND(B#="",COUNT(C#:G#)=0),"",IF(B#="","Isi nama pekerjaan",IF(SUMPRODUCT((C#:G#>"")*1)>0,'
    '"Ada teks, bukan angka",IF(COUNT(C#:G#)<Jumlah_mesin_flow,"Isi waktu di setiap mesin",'
    'IF(MIN(C#:G#)<0,"Waktu negatif",IF(SUMPRODUCT(($B$10:$B$12<>"")*1)<>COUNT($H$10:$H$12),'
    '"Ada baris kosong","OK"))))))'
)


def _columns() -> list[Column]:
    rule = at_least_zero("Waktu", "Waktu pekerjaan di mesin ini, 0 atau lebih.")
    columns = [
        Column("No", "data", "{{ loop.index }}", CENTRE),
        Column("Pekerjaan", "input", "{{ job.name }}"),
        *(Column(f"Mesin {n}", "input", f"{{{{ job.times[{n - 1}] }}}}", _TIME, rule)
          for n in range(1, MACHINES + 1)),
        Column("Kedatangan", "calculated", '=IF(A#>Jumlah_flow,"",A#)', CENTRE),
        Column("Johnson", "calculated", '=IF(OR(A#>Jumlah_flow,Jumlah_mesin_flow<>2),"",'
               "INDEX(JOHNSON($C$10:$D$12),A#,1))", CENTRE),
        Column("NEH", "calculated", f'=IF(A#>Jumlah_flow,"",INDEX(NEH({_TIMES}),A#,1))', CENTRE),
        Column("Dipakai", "calculated", '=IF(A#>Jumlah_flow,"",INDEX(H#:J#,1,Nomor_flow))', CENTRE),
        Column("Pekerjaan dijadwalkan", "calculated", '=IF(K#="","",INDEX($B$10:$B$12,K#))', {"bold": True}),
        *(Column(f"Selesai di mesin {n}", "calculated", f'=IF(OR(K#="",Jumlah_mesin_flow<{n}),"",'
                 f"INDEX(FLOW_FINISH({_TIMES},$K$10:$K$12),$A#,{n}))", _TIME)
          for n in range(1, MACHINES + 1)),
    ]  # fmt: skip
    columns.append(Column("Periksa", "calculated", _CHECK))
    for n, (finish, typed) in enumerate(zip(_FINISH, "CDEFG", strict=True), 1):
        length = f"INDEX(${typed}$10:${typed}$12,$K#)"
        before = f"{_FINISH[n - 2]}#" if n > 1 else "0"
        columns += [
            Column(f"Jeda {n}", "calculated", f'=IF({finish}#="",0,{finish}#-{length}-{before})', _TIME),
            Column(f"Lama {n}", "calculated", f'=IF({finish}#="",0,{length})', _TIME),
        ]
    return columns


def draw_flow(house: House) -> None:
    """Draw jobs and machines, the sequences by arrival, Johnson and NEH, the optimum and the Gantt chart."""
    widths = (6, 24, *[9] * 5, 11, 9, 9, 9, 22, *[10] * 5, 26, *[7] * 10)
    page = Page(house, "Flow Shop", "Flow shop: beberapa mesin berurutan", widths, across=18)
    page.note(
        "Semua pekerjaan melewati mesin 1, 2, dan seterusnya. Mesin yang tidak dipakai dikosongkan. "
        "Johnson hanya untuk dua mesin; optimum dicari sampai 12 pekerjaan."
    )
    loop_table(page, "tbl_flow", _columns(), "job in flow.jobs", key="B", filters=False)
    page.sheet.set_row(HEADING_ROW - 1, 42)
    _figures(page)
    for n, column in enumerate("CDEFG"):
        page.put(f"{column}6", f"Nama mesin {n + 1}", LABEL)
        page.ask(f"{column}7", f"{{{{ flow.machines[{n}] }}}}")
    quiet = {"font_size": 8, "font_color": QUIET}
    for n, (column, length) in enumerate(zip("CDEFG", _BARS, strict=True), 1):  # names in the legend
        page.put(f"{length}7", f'=IF({column}7="","Mesin {n}",{column}7)', quiet)
    bars = [
        bar
        for n, (gap, length, colour) in enumerate(zip(_GAPS, _BARS, _COLOURS, strict=True), 1)
        for bar in ((gap, f"Jeda {n}", ""), (length, f"='Flow Shop'!${length}$7", colour))
    ]
    gantt(page, "B15", "Flow shop: bagan Gantt", "Flow Shop", "L", bars)
    page.sheet.set_row(6, 30)
    page.sheet.print_area("A1:R34")
    page.sheet.fit_to_pages(1, 1)
    page.freeze(HEADING_ROW, 2)


def _figures(page: Page) -> None:
    used = "+".join(f"IF(COUNT({c}10:{c}12)>0,1,0)" for c in "CDEFG")
    wrong = 'SUMPRODUCT((R10:R12<>"")*(R10:R12<>"OK"))'

    def total(column: str, asked: str = "") -> str:
        return f'=IF(OR(A7=0{asked}),"",FLOW_MAKESPAN({_TIMES},{column}10:{column}12))'

    chosen = '=IF(Urutan_flow="Terbaik",MATCH(MIN(H7:J7),H7:J7,0),MATCH(Urutan_flow,H9:J9,0))'  # headings
    number = "#,##0.##"
    page.figures(
        {
            "A:B": figure("Jumlah pekerjaan", "=COUNT(C10:C12)"),
            "H": figure("Total, kedatangan", total("H"), number),
            "I": figure("Total, Johnson", total("I", ",Jumlah_mesin_flow<>2"), number),
            "J": figure("Total, NEH", total("J"), number),
            "K": figure("Nomor urutan", chosen),
            "L": figure("Optimum", f'=IF(A7=0,"",IF(A7>12,"-",BEST_MAKESPAN({_TIMES})))', number),
            "M:N": figure("Total yang dijadwalkan", '=IF(A7=0,"",INDEX(H7:J7,1,Nomor_flow))', number),
            "O:P": figure("Di atas optimum", '=IF(ISNUMBER(L7),IF(L7=0,0,M7/L7-1),"-")', "0.0%"),
            "Q": figure("Jumlah mesin", f"={used}"),
            "R": figure(
                "Pemeriksaan",
                f'=IF(A7=0,"Belum ada pekerjaan",IF({wrong}>0,"Ada "&{wrong}&'
                '" baris yang perlu diperiksa","OK"))',
            ),
        }
    )
    page.mark_checks("R7")
    page.mark("H7:J7", "=AND(ISNUMBER(H7),H7=MIN($H$7:$J$7))", GOOD)
    names = {"Jumlah_flow": "A", "Nomor_flow": "K", "Optimum_flow": "L", "Total_flow": "M",
             "Selisih_flow": "O", "Jumlah_mesin_flow": "Q"}  # fmt: skip
    for name, column in names.items():
        page.house.name(name, f"'Flow Shop'!${column}$7")
