"""Sheet ``Aturan`` of the scheduling workbook: the rules side by side, the best marked."""

from __future__ import annotations

from typing import Any, Final

from templates.formats.list_sheets import CENTRE, figure
from templates.formats.palette import ACCENT, GOOD, LINE, PRIMARY, QUIET, filled
from templates.formats.plan_data import EXACT
from templates.formats.scheduling_jobs import DELAYS, FINISHES, ORDERS, RULES, span
from templates.formats.style import House, Page
from templates.formats.tables import HEADING_ROW, Column, fixed_table

MEASURES: Final = (
    *("Rata-rata selesai", "Utilisasi", "Keterlambatan rata-rata", "Keterlambatan terbesar"),
    *("Pekerjaan terlambat", "Urutan dilanggar"),
)
_FIRST: Final = HEADING_ROW + 1
_LAST: Final = HEADING_ROW + len(RULES)
_HEADINGS: Final = (
    *("Aturan", "Kepanjangan", "Jumlah waktu selesai", "Rata-rata selesai", "Rata-rata selesai (jam)"),
    *("Utilisasi", "Pekerjaan dalam sistem", "Jumlah keterlambatan", "Keterlambatan rata-rata"),
    *("Keterlambatan terbesar", "Pekerjaan terlambat", "Waktu total", "Urutan dilanggar", "Ukuran utama"),
    *("Peringkat", "Terbaik pada"),
)
_NUMBERS: Final = {"F": "0.0%", "K": "0", "M": "0", "O": "0", "P": '0 "ukuran"'}


def _formulas(row: int, order: str, finish: str, delay: str) -> dict[str, str]:
    def some(text: str) -> str:
        return f'=IF(Jumlah_pekerjaan=0,"",{text})'

    main = f"$N${_FIRST}:$N${_LAST}"
    best = "+".join(
        f"IF(ROUND({c}{row}-{'MAX' if c == 'F' else 'MIN'}({c}${_FIRST}:{c}${_LAST}),9)=0,1,0)"
        for c in "DFIJKM"
    )
    chosen = f"INDEX(C{row}:M{row},1,MATCH(Ukuran_utama,$C${HEADING_ROW}:$M${HEADING_ROW},0))"
    return {
        "C": some(f"SUM({span(finish)})"),
        "D": some(f"C{row}/Jumlah_pekerjaan"),
        "E": some(f"D{row}/Menit_sejam"),
        "F": some(f"Total_waktu/C{row}"),
        "G": some(f"C{row}/Total_waktu"),
        "H": some(f"SUM({span(delay)})"),
        "I": some(f"H{row}/Jumlah_pekerjaan"),
        "J": some(f"MAX({span(delay)})"),
        "K": some(f'COUNTIFS({span(delay)},">0")'),
        "L": some(f"MAX({span(finish)})"),
        "M": some(f"PRECEDENCE_BROKEN({span('A')},{span('G')},{span(order)})"),
        "N": some(f'ROUND(IF(Ukuran_utama="Utilisasi",-1,1)*{chosen},9)'),
        "O": f'=IF(N{row}="","",SUMPRODUCT(({main}<N{row})*1)+SUMPRODUCT(($N${_FIRST}:$N{row}=N{row})*1))',
        "P": some(best),
    }


def draw_rules(house: House) -> None:
    """Draw every measure of every rule, which rule is best, and the charts."""
    page = Page(house, "Aturan", "Aturan penjadwalan dibandingkan",
                (10, 32, 12, 12, 12, 11, 13, 14, 14, 14, 13, 10, 11, 11, 11, 12))  # fmt: skip
    page.note(
        "Semua pekerjaan siap pada waktu 0 dan dikerjakan satu per satu. Hijau: terbaik. Urutan "
        "dilanggar: berapa kali pendahulu dikerjakan sesudah pengikutnya.",
        ("calculated",),
    )
    rows = [[rule, text, *[""] * 14] for rule, text in RULES]
    fixed_table(page, "tbl_aturan", [Column(heading) for heading in _HEADINGS], rows, row=HEADING_ROW)
    page.sheet.set_row(HEADING_ROW - 1, 30)
    for n, row in enumerate(range(_FIRST, _LAST + 1)):
        for column, text in _formulas(row, ORDERS[n], FINISHES[n], DELAYS[n]).items():
            look = filled("calculated", num_format=_NUMBERS.get(column, EXACT), **CENTRE)
            page.put(f"{column}{row}", text, look)
    for column in "DFIJKM":
        best = f"{'MAX' if column == 'F' else 'MIN'}({column}${_FIRST}:{column}${_LAST})"
        page.mark(f"{column}{_FIRST}:{column}{_LAST}", f"=ROUND({column}{_FIRST}-{best},9)=0", GOOD)
    page.mark(f"A{_FIRST}:B{_LAST}", f"=$A{_FIRST}=Aturan_terjadwal", GOOD | {"bold": True})
    number = (
        f'IF(Aturan_dipilih="Terbaik",MATCH(1,O{_FIRST}:O{_LAST},0),'
        f"MATCH(Aturan_dipilih,A{_FIRST}:A{_LAST},0))"
    )
    name = f"INDEX($A${_FIRST}:$A${_LAST},{{}})"
    page.figures(
        {
            "A:B": figure("Aturan terbaik", f'=IFERROR({name.format(f"MATCH(1,O{_FIRST}:O{_LAST},0)")},"-")'),
            "C:D": figure("Menurut ukuran utama", "=Ukuran_utama"),
            "E:F": figure("Aturan yang dijadwalkan", f'=IFERROR({name.format("Nomor_aturan")},"-")'),
            "G": figure("Nomor aturan", f"={number}"),
            "H:P": figure("Kesimpulan", f"={_CONCLUSION}"),
        }
    )
    page.mark_checks("H7:P7")
    for title, cell in (("Aturan_terbaik", "A"), ("Aturan_terjadwal", "E"), ("Nomor_aturan", "G"),
                        ("Pesan_aturan", "H")):  # fmt: skip
        house.name(title, f"Aturan!${cell}$7")
    _chart(page, "A18", "Rata-rata selesai", "D", "#,##0", PRIMARY)
    _chart(page, "F18", "Utilisasi", "F", "0%", ACCENT)
    _chart(page, "K18", "Urutan dilanggar", "M", "0", "#A9453B")
    page.signatures(33, (("A", "B"), ("C", "H"), ("I", "P")))
    page.sheet.print_area("A1:P37")
    page.sheet.fit_to_pages(1, 1)
    page.freeze(HEADING_ROW, 1)


_CONCLUSION: Final = (
    'IFERROR(IF(Jumlah_pekerjaan=0,"Belum ada pekerjaan",IF(INDEX(K10:K15,Nomor_aturan)>0,'
    'Aturan_terjadwal&": "&'
    'INDEX(K10:K15,Nomor_aturan)&" pekerjaan terlambat"&IF(INDEX(M10:M15,Nomor_aturan)>0,", "&'
    'INDEX(M10:M15,Nomor_aturan)&" pendahulu dilanggar",""),IF(INDEX(M10:M15,Nomor_aturan)>0,'
    "Aturan_terjadwal&"
    '": "&INDEX(M10:M15,Nomor_aturan)&" pendahulu dilanggar",'
    '"OK"))),"Periksa lembar Pekerjaan")'
)


def _chart(page: Page, cell: str, title: str, column: str, number: str, colour: str) -> None:
    chart: Any = page.house.workbook.add_chart({"type": "column"})
    small = {"name": "Arial", "size": 9, "color": QUIET}
    chart.add_series(
        {
            "name": title,
            "categories": f"=Aturan!$A${_FIRST}:$A${_LAST}",
            "values": f"=Aturan!${column}${_FIRST}:${column}${_LAST}",
            "fill": {"color": colour},
            "gap": 60,
            "data_labels": {"value": True, "num_format": number, "font": small},
        }
    )
    grid = {"visible": True, "line": {"color": "#E3E8EB", "width": 0.5}}
    chart.set_title({"name": title, "name_font": {"name": "Arial", "size": 12, "color": PRIMARY}})
    chart.set_x_axis({"num_font": small})
    chart.set_y_axis({"num_font": small, "num_format": number, "min": 0, "major_gridlines": grid})
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": {"color": LINE}})
    chart.set_size({"width": 430, "height": 300})
    page.sheet.insert_chart(cell, chart, {"object_position": 2, "description": title})
