"""Sheets of the audit of a paper: its figures with their verdicts, and how many of each by section."""

from __future__ import annotations

from typing import Any, Final

from templates.formats.list_sheets import CENTRE, figure
from templates.formats.palette import ALARM, GOOD, LINE, PRIMARY, QUIET, Look
from templates.formats.plan_data import SHARE
from templates.formats.rules import Rule, between, choice
from templates.formats.style import House, Page
from templates.formats.tables import HEADING_ROW, Column, loop_table

AGREES: Final = "Cocok"
ROUNDING: Final = "Pembulatan"
WRONG: Final = "Salah"
NO_SOURCE: Final = "Tanpa sumber"
VERDICTS: Final = (AGREES, ROUNDING, WRONG, NO_SOURCE)
NO_FORMULA: Final = "tidak ada"
"""What stands for the paper's formula where the paper has none."""

_COLOURS: Final = ("#2F8F5B", "#F2C14E", "#C8493B", "#9AA7AE")
_LOOKS: Final[tuple[Look, ...]] = (
    GOOD,
    {"bg_color": "#FCF0CC", "font_color": "#6B4F00"},
    ALARM | {"bold": True},
    {"bg_color": "#E6EAEC", "font_color": QUIET},
)
_EXACT: Final[Look] = {"num_format": "#,##0.00##", "align": "right"}
_PRINTED: Final[Look] = {"num_format": "General", "align": "right"}
_DECIMALS: Final = between(0, 6, "Desimal", "Banyaknya angka di belakang koma, seperti tercetak.", whole=True)
_HAS: Final = choice([NO_FORMULA], "Rumus makalah", "Tulis rumusnya, atau: tidak ada.", strict=False)
_SWITCH: Final[Rule] = choice(["Ya", "Tidak"], "Sesuai makalah", "Setelan ketika nilai diambil.")

_VERDICT: Final = (
    f'=IF(A#="","",IF(D#="{NO_FORMULA}","{NO_SOURCE}",IF(COUNT(E#:G#)<3,"",'
    f'IF(ROUND(G#,F#)=ROUND(E#,F#),"{AGREES}",'
    f'IF(ROUND(ABS(G#-E#)*10^F#,6)<1,"{ROUNDING}","{WRONG}")))))'
)
_CHECK: Final = (
    '=IF(AND(A#="",C#="",E#=""),"",IF(A#="","Isi ID",'
    'IF(SUMPRODUCT(($A$10:$A$12=A#)*($C$10:$C$12=C#))>1,"Angka ganda",'
    'IF(SUMPRODUCT((Ringkasan!$A$10:$A$12=B#)*1)=0,"Bagian tidak dikenal",'
    'IF(SUMPRODUCT((E#:G#>"")*1)>0,"Ada teks, bukan angka",IF(COUNT(E#:F#)<2,"Isi angka dan desimal",'
    f'IF(AND(D#<>"{NO_FORMULA}",G#=""),"Isi hasil hitung ulang","OK")))))))'
)
_COLUMNS: Final = (
    Column("ID", "input", "{{ row.id }}"),
    Column("Bagian", "input", "{{ row.section }}", CENTRE, required=True),
    Column("Besaran", "input", "{{ row.figure }}"),
    Column("Rumus makalah", "input", "{{ row.stated }}", {}, _HAS),
    Column("Tercetak", "input", "{{ row.printed }}", _PRINTED, required=True),
    Column("Desimal", "input", "{{ row.digits }}", CENTRE, _DECIMALS, required=True),
    Column("Dihitung ulang", "data", "{{ row.recomputed }}", _EXACT),
    Column("Selisih", "calculated", '=IF(COUNT(E#,G#)<2,"",ROUND(G#-E#,6))', _EXACT),
    Column("Hasil", "calculated", _VERDICT, CENTRE),
    Column("Cara yang benar", "data", "{{ row.right }}", _EXACT),
    Column("Sesuai makalah", "data", "{{ row.setting }}", CENTRE, _SWITCH),
    Column("Asal", "data", "{{ row.place }}"),
    Column("Catatan", "input", "{{ row.note }}"),
    Column("Periksa", "calculated", _CHECK),
)

_SECTIONS: Final = (
    Column("Bagian", "input", "{{ section.code }}", CENTRE),
    Column("Isi", "input", "{{ section.title }}", required=True),
    Column("Angka", "calculated", '=IF(A#="","",COUNTIFS(Audit!$B$10:$B$12,A#))', CENTRE),
    *(
        Column(
            one,
            "calculated",
            f'=IF($A#="","",COUNTIFS(Audit!$B$10:$B$12,$A#,Audit!$I$10:$I$12,"{one}"))',
            CENTRE,
        )
        for one in VERDICTS
    ),
    Column("Bagian cocok", "calculated", '=IF(C#="","",IF(C#=0,"",D#/C#))', CENTRE | {"num_format": SHARE}),
    Column(
        "Periksa",
        "calculated",
        '=IF(A#="","",IF(SUMPRODUCT(($A$10:$A$12=A#)*1)>1,"Bagian ganda",'
        'IF(SUM(D#:G#)<C#,"Ada angka tanpa hasil","OK")))',
    ),
)


def draw_audit(house: House) -> None:
    """Draw the figures: as printed, recomputed, and by formula whether the two agree."""
    page = Page(house, "Audit", "Audit angka makalah", (7, 7, 26, 9, 14, 8, 17, 15, 12, 16, 9, 31, 24, 22))
    page.note("Satu angka satu baris. Hasil dihitung dari angka tercetak, desimalnya, dan hitung ulang.")
    loop_table(page, "tbl_angka", _COLUMNS, "row in rows")
    for decimals in range(5):
        form = "#,##0" + ("." + "0" * decimals if decimals else "")
        page.mark("E11", f"=AND(ISNUMBER($F11),$F11={decimals})", {"num_format": form})
    for one, look in zip(VERDICTS, _LOOKS, strict=True):
        page.mark("I11", f'=$I11="{one}"', look)
    page.figures(
        {
            "A:B": figure("Angka diperiksa", "=COUNT(E10:E12)"),
            **{
                place: figure(one, f'=COUNTIFS(I10:I12,"{one}")')
                for place, one in zip(("D", "E", "G", "I"), VERDICTS, strict=True)
            },
            "J": figure("Belum diperiksa", '=IF(Angka_makalah="","",Angka_makalah-A7)'),
            "N": figure(
                "Pemeriksaan",
                '=IF(A7=0,"Belum ada angka",IF(SUMPRODUCT((N10:N12<>"")*(N10:N12<>"OK"))>0,"Ada "&'
                'SUMPRODUCT((N10:N12<>"")*(N10:N12<>"OK"))&" baris yang perlu diperiksa","OK"))',
            ),
        }
    )
    page.mark_checks("N7")
    for name, cell in (("Angka_diperiksa", "A"), ("Angka_cocok", "D"), ("Angka_salah", "G")):
        house.name(name, f"Audit!${cell}$7")
    page.freeze(HEADING_ROW, 3)


def draw_summary(house: House) -> None:
    """Draw how many figures of each section agree, their chart, and the signatures."""
    page = Page(house, "Ringkasan", "Ringkasan audit makalah", (10, 44, 12, 12, 13, 12, 14, 14, 26))
    page.note("Dihitung dari lembar Audit.", ("input", "calculated"))
    loop_table(page, "tbl_bagian", _SECTIONS, "section in sections")
    page.figures(
        {
            "B": figure("Angka diperiksa", "=SUM(C10:C12)"),
            **{
                column: figure(one, f"=SUM({column}10:{column}12)")
                for column, one in zip("DEFG", VERDICTS, strict=True)
            },
            "H": figure("Bagian cocok", '=IF(B7=0,"",D7/B7)', SHARE),
            "I": figure(
                "Pemeriksaan",
                '=IF(B7=0,"Belum ada angka",IF(B7<>Angka_diperiksa,"Ada angka tanpa bagian",'
                'IF(SUMPRODUCT((I10:I12<>"")*(I10:I12<>"OK"))>0,"Ada bagian yang perlu diperiksa","OK")))',
            ),
        }
    )
    page.mark_checks("I7")
    _chart(page, "A14")
    page.signatures(36, (("A", "B"), ("C", "F"), ("G", "I")))
    page.sheet.fit_to_pages(1, 1)
    page.freeze(HEADING_ROW)


def _chart(page: Page, cell: str) -> None:
    chart: Any = page.house.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for column, name, colour in zip("DEFG", VERDICTS, _COLOURS, strict=True):
        chart.add_series(
            {
                "name": name,
                "categories": "=Ringkasan!$B$10:$B$12",
                "values": f"=Ringkasan!${column}$10:${column}$12",
                "fill": {"color": colour},
                "gap": 40,
            }
        )
    small = {"name": "Arial", "size": 9, "color": QUIET}
    grid = {"visible": True, "line": {"color": "#E3E8EB", "width": 0.5}}
    title = "Angka makalah menurut bagian"
    chart.set_title({"name": title, "name_font": {"name": "Arial", "size": 12, "color": PRIMARY}})
    chart.set_y_axis({"reverse": True, "num_font": small})
    chart.set_x_axis({"num_font": small, "num_format": "0", "major_gridlines": grid})
    chart.set_legend({"position": "bottom", "font": small})
    chart.set_chartarea({"border": {"color": LINE}})
    chart.set_size({"width": 1150, "height": 430})
    page.sheet.insert_chart(cell, chart, {"object_position": 2, "description": title})
