"""Sheets that hand KPIs down: ``Cascading``, a row for each carrier, and ``Matriks Cascading``."""

from __future__ import annotations

from typing import Final

from templates.formats.bsc_kpis import PORTION, in_use
from templates.formats.bsc_layout import LAYOUTS
from templates.formats.bsc_page import ListSheet, draw_list
from templates.formats.kpi_bands import CENTRE, NUMBER, card, month_band
from templates.formats.layout import crossed
from templates.formats.list_sheets import DEPARTMENTS, figure
from templates.formats.palette import ACCENT, HEADING, PERCENT, STRONG, TAG, TINT, Kind, Look, filled
from templates.formats.style import House, Page
from templates.formats.tables import Column

HELPERS: Final = ("Baris korporat", "Baris direktorat", "Satuan", "Konsolidasi", "Kunci", "Faktor", "Huruf")
_FOUND: Final = 'IF([Kode KPI]="","",IFERROR(MATCH([Kode KPI],{}[Kode],0),""))'


def _looked(heading: str) -> str:
    """Return the formula for what the card of the row's KPI holds, corporate or directorate."""
    corporate = f"INDEX(Korporat[{heading}],[Baris korporat])"
    directorate = f"INDEX(Direktorat[{heading}],[Baris direktorat])"
    return f'IF([Baris korporat]<>"",{corporate},IF([Baris direktorat]<>"",{directorate},""))'


def _target() -> str:
    """Return the formula of a month's target: the part of it that is carried."""
    corporate, directorate = (
        f'IF({found}="","",{found}*[Faktor])'
        for found in (
            "INDEX(Korporat[Target <month>],[Baris korporat])",
            "INDEX(Direktorat[Target <month>],[Baris direktorat])",
        )
    )
    otherwise = f'IF([Baris direktorat]<>"",{directorate},"")'
    return f'=IF([Faktor]="","",IF([Baris korporat]<>"",{corporate},{otherwise}))'


_FACTOR: Final = (  # a ratio has no parts: its numerators and denominators are summed
    '=IF([Jenis]<>"Kontribusi",1,IF([Konsolidasi]="Rasio",1,IF([Porsi]="","",[Porsi])))'
)


def draw_cascading(house: House) -> None:
    """Draw ``Cascading``: which department carries which KPI, how, and with which targets."""
    sheet = ListSheet(
        "tbl_cascading",
        "Cascading KPI",
        "Satu baris untuk setiap departemen yang memikul. ID diberikan oleh tombol Cascade KPI dan tidak "
        "diubah. Porsi hanya untuk Kontribusi.",
        "item in cascading",
        key="Kode KPI",
        legend=("input", "calculated", "data"),
        frozen=3,
        across=9,
        folded=HELPERS,
        wide={"Kode KPI": 12, "PIC": 20, "Periksa": 26},
        colour=ACCENT,
    )
    code, kind, portion, weight, pic = card(("Kode", "Jenis", "Porsi", "Bobot", "PIC"), "input", item="item")
    columns = (
        *card(("ID",), "data", item="item"),
        code,
        Column("Kode KPI", "input", "{{ item.kpi }}", CENTRE, None, required=True),
        Column("KPI", "calculated", f"={_looked('KPI')}"),
        Column("Departemen", "input", "{{ item.department }}", rule=DEPARTMENTS, required=True),
        kind,
        Column("Porsi", "input", portion.content, portion.look, PORTION),
        weight,
        pic,
        *month_band("Target", "calculated", _target(), look=NUMBER),
        Column("Periksa", "calculated", _CHECK, CENTRE),
        Column("Baris korporat", "calculated", f"={_FOUND.format('Korporat')}"),
        Column("Baris direktorat", "calculated", f"={_FOUND.format('Direktorat')}"),
        Column("Satuan", "calculated", f"={_looked('Satuan')}"),
        Column("Konsolidasi", "calculated", f"={_looked('Konsolidasi')}"),
        Column("Kunci", "calculated", '=IF([Kode KPI]="","",[Kode KPI]&"|"&[Departemen])'),
        Column("Faktor", "calculated", _FACTOR),
        Column("Huruf", "calculated", '=IF([Jenis]="","",LEFT([Jenis],1))'),
    )
    rows = in_use("Cascading", "Kode KPI", "Departemen")
    good = 'COUNTIFS(Cascading[Periksa],"OK")'
    figures = {
        "KPI": figure("Jumlah baris", f"={rows}"),
        "Departemen": figure("Tanpa ID", f"={rows}-COUNTA(Cascading[ID])"),
        "PIC": figure(
            "Pemeriksaan",
            f'=IF({rows}=0,"Belum ada cascading",IF({good}={rows},"OK","Lengkapi baris"))',
        ),
    }
    draw_list(house, sheet, columns, figures)


_MANY: Final = 1000
"""From so many rows on `lembar audit` looks for pairs; a formula in every row would take too long."""
_CHECK: Final = (
    '=IF(AND([Kode KPI]="",[Departemen]=""),"",IF([Kode KPI]="","Isi kode KPI",'
    'IF(AND([Baris korporat]="",[Baris direktorat]=""),"Kode KPI tidak ada",'
    'IF([Departemen]="","Isi departemen",IF([Jenis]="","Isi jenis",'
    'IF(AND([Jenis]="Kontribusi",OR([Porsi]="",ISTEXT([Porsi]))),"Isi porsi",'
    'IF(OR([Bobot]="",ISTEXT([Bobot])),"Isi bobot",'
    f'IF(IF($D$7>{_MANY},FALSE,COUNTIFS(Cascading[Kunci],[Kunci])>1),"Dipikul dua kali","OK"))))))))'
)

_HEAD: Final = 10
"""Row of the headings in the template, under the tag of the columns; row 9 of the workbook."""
_BODY: Final = _HEAD + 2
_KINDS: Final = {"L": "S", "K": "O", "B": "W", "P": "T"}
"""The colour of each type in the matrix, by its letter."""
_CARRIED_BY: Final = (
    "COUNTIFS(Cascading[Kode KPI],$A#,Cascading[Jenis],{0})"
    "+COUNTIFS(Direktorat[Induk],$A#,Direktorat[Jenis],{0})"
)
_COLUMNS: Final[tuple[tuple[str, str, Look], ...]] = (
    ("Kode", "{{ kpi.code }}", {**CENTRE, "bold": True}),
    (
        "KPI",
        '=IF($A#="","",IFERROR(INDEX(Korporat[KPI],MATCH($A#,Korporat[Kode],0)),'
        'IFERROR(INDEX(Direktorat[KPI],MATCH($A#,Direktorat[Kode],0)),"")))',
        {},
    ),
    (
        "{{ unit.name }}",
        f'=IF($A#="","",IFERROR(INDEX(Cascading[Huruf],MATCH($A#&"|"&C${_HEAD},Cascading[Kunci],0)),""))',
        CENTRE,
    ),
    (
        "Pemikul",
        '=IF($A#="","",COUNTIFS(Cascading[Kode KPI],$A#)+COUNTIFS(Direktorat[Induk],$A#))',
        CENTRE,
    ),
    (
        "Porsi",
        '=IF($A#="","",IF(PARTS=0,"",'
        'SUMIFS(Cascading[Porsi],Cascading[Kode KPI],$A#,Cascading[Jenis],"Kontribusi")'
        '+SUMIFS(Direktorat[Porsi],Direktorat[Induk],$A#,Direktorat[Jenis],"Kontribusi")))',
        {**CENTRE, "num_format": PERCENT},
    ),
    (
        "Periksa",
        '=IF($A#="","",IF(D#-HELP<=0,"Belum ada pemikul",IF(AND(PARTS>0,ABS(SUM(E#)-1)>0.000001),'
        '"Jumlah porsi bukan 100%",IF(DIRECT>1,"Langsung lebih dari satu","OK"))))',
        CENTRE,
    ),
)


def draw_matrix(house: House) -> None:
    """Draw ``Matriks Cascading``: a row for each KPI, a column for each department, the type as a letter."""
    page = Page(house, "Matriks Cascading", "Matriks cascading", (13, 52, 9, 10, 12, 28), colour=ACCENT)
    page.note("L = Langsung, K = Kontribusi, B = Bersama, P = Pendukung.", ("calculated",))
    rows, good = f"COUNTA(A{_HEAD + 1}:A{_HEAD + 3})", f'COUNTIFS(F{_HEAD + 1}:F{_HEAD + 3},"OK")'
    missing = f'COUNTIFS(F{_HEAD + 1}:F{_HEAD + 3},"Belum ada pemikul")'
    page.figures(
        {
            "A": figure("Jumlah KPI", f"={rows}"),
            "B": figure("Belum ada pemikul", f"={missing}"),
            "F": figure("Pemeriksaan", f'=IF(A7=0,"Belum ada KPI",IF({good}=A7,"OK","Lihat kolom Periksa"))'),
        }
    )
    page.mark_checks("F7")
    _matrix_tags(page)
    for column, (heading, content, look) in zip("ABCDEF", _COLUMNS, strict=True):
        turned = {"rotation": 90} if column == "C" else {}
        page.put(f"{column}{_HEAD}", heading, HEADING | turned)
        kind: Kind = "calculated" if content.startswith("=") else "data"
        page.put(f"{column}{_BODY}", _formula(content), filled(kind, **look))
    for letter, colour in _KINDS.items():
        look = {"bold": True, "bg_color": TINT[colour], "font_color": STRONG[colour]}
        page.mark(f"C{_BODY}", f'=C{_BODY}="{letter}"', look)
    page.mark_checks(f"F{_BODY}")
    page.freeze(_HEAD, 2)


def _matrix_tags(page: Page) -> None:
    page.sheet.set_row(_HEAD - 1, 90)
    page.put(f"A{_HEAD - 1}", "{% columns %}", TAG)
    page.put(f"C{_HEAD - 1}", "{% for unit in departments %}{% endfor %}", TAG)
    kpis, two = "corporate + directorate", '[{"code": none}] * 2'  # no table: a row comes in between two
    loop = f"({kpis} + {two})[:[2, ({kpis}) | length] | max]"
    page.put(f"A{_HEAD + 1}", f"{{% for kpi in {loop} %}}", TAG)
    page.put(f"A{_HEAD + 3}", "{% endfor %}", TAG)


def _formula(content: str) -> str:
    """Return a formula with its counts of carriers of one type and its references written out."""
    for word, kind in (("PARTS", "Kontribusi"), ("HELP", "Pendukung"), ("DIRECT", "Langsung")):
        content = content.replace(word, f"({_CARRIED_BY.format(f'{chr(34)}{kind}{chr(34)}')})")
    return crossed(content, LAYOUTS).replace("#", f"{_BODY}")
