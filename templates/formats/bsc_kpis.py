"""Sheets of objectives and of KPIs: the company's, the directorates' and the departments' own."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from templates.formats.bsc_page import ListSheet, draw_list
from templates.formats.kpi_bands import NUMBER, SHARE, card, target_band, year
from templates.formats.list_sheets import CENTRE, DATE, figure
from templates.formats.palette import ACCENT, COUNT, Look
from templates.formats.rules import Rule, between, choice
from templates.formats.style import Figure, House
from templates.formats.tables import Column

WEIGHT: Final = "0.##"
OBJECTIVE: Final = choice(
    "Daftar_sasaran", "Sasaran", "Kode sasaran dari lembar Sasaran Strategis.", strict=False
)
PARENT: Final = choice("Daftar_KPI_korporat", "Induk", "Kode KPI Corporate yang ditopang.", strict=False)
PORTION: Final = between(0, 1, "Porsi", "Bagian dari target induk, misalnya 40%. Hanya untuk Kontribusi.")
DIRECTORATE: Final = choice("Daftar_direktorat", "Direktorat", "Pilih dari lembar Pengaturan.", strict=False)
DECIDED: Final = choice(["Setuju", "Kembalikan"], "Keputusan", "Setuju, atau Kembalikan beserta catatannya.")
_TARGET: Final = between(
    -(10**12), 10**12, "Target", "Angka; boleh 0 atau negatif. Kosong: tidak jatuh tempo."
)
_WHOLE_YEAR: Final = f'=KPI_YTD({year("Target")},IF([Konsolidasi]="Rasio","Rata-rata",[Konsolidasi]&""),,12)'
_MEASURE: Final = ("Inisiatif", "KPI", "Definisi", "Rumus", "Satuan", "Polaritas", "Konsolidasi", "Baseline")
_WIDE: Final = {"KPI": 32, "Definisi": 30, "Rumus": 26, "Sumber data": 18, "Target tahun": 11, "Periksa": 26}
_NEEDED: Final = ("Kode", "Perspektif", "KPI", "Satuan", "Polaritas", "Konsolidasi", "Bobot", "Direktorat")


def typed(column: Column, content: str, rule: Rule | None = None, look: Look | None = None) -> Column:
    """Return a column of a card with another content, validation and look, to be typed into."""
    return Column(
        column.heading, "input", content or column.content, look or column.look, rule or column.rule
    )


def draw_objectives(house: House) -> None:
    """Draw ``Sasaran Strategis``: the objectives, what they support, and how their KPIs stand."""
    sheet = ListSheet(
        "tbl_sasaran",
        "Sasaran strategis",
        "Sasaran per perspektif. Mendukung: kode sasaran di atasnya yang ditopang, dipisah koma; "
        "menjadi garis pada Strategy Map.",
        "item in objectives",
        wide={"Sasaran strategis": 62, "Mendukung": 22, "Jumlah KPI": 11, "Periksa": 26},
    )
    columns = (
        *card(("Kode", "Perspektif"), "input", item="item", required=("Perspektif",)),
        Column("Sasaran strategis", "input", "{{ item.name }}", required=True),
        Column("Mendukung", "input", "{{ item.supports }}", CENTRE),
        _calculated("Jumlah KPI", '=IF([Kode]="","",COUNTIFS(Korporat[Sasaran],[Kode]))', COUNT),
        _calculated("Skor s.d.", _OBJECTIVE_SCORE, SHARE["num_format"]),
        Column(
            "Status",
            "calculated",
            "=KPI_STATUS([Skor s.d.],Batas_hijau,Batas_kuning,Nama_status)",
            CENTRE,
        ),
        Column("Periksa", "calculated", _OBJECTIVE_CHECK, CENTRE),
    )
    figures = {
        "Sasaran strategis": figure("Jumlah sasaran", "=COUNTA(Sasaran[Kode])"),
        "Jumlah KPI": figure("Jumlah KPI", "=SUM(Sasaran[Jumlah KPI])"),
        "Periksa": _check("sasaran", "Sasaran", "Sasaran strategis"),
    }
    draw_list(house, sheet, columns, figures)
    house.name("Daftar_sasaran", "'Sasaran Strategis'!$A$10:$A$12")


_COUNTED: Final = "SUMIFS(Scorecard[Bobot s.d.],Scorecard[Kode sasaran],[Kode])"
_OBJECTIVE_SCORE: Final = (
    f'=IF([Kode]="","",IF({_COUNTED}=0,"",'
    f"SUMIFS(Scorecard[Bobot x Skor s.d.],Scorecard[Kode sasaran],[Kode])/{_COUNTED}))"
)
_OBJECTIVE_CHECK: Final = (
    '=IF(AND([Kode]="",[Sasaran strategis]=""),"",IF([Kode]="","Isi kode",'
    'IF(COUNTIFS(Sasaran[Kode],[Kode])>1,"Kode ganda",IF([Perspektif]="","Isi perspektif",'
    'IF([Sasaran strategis]="","Isi sasaran",IF([Jumlah KPI]=0,"Belum ada KPI","OK"))))))'
)


def _calculated(heading: str, formula: str, number: str) -> Column:
    return Column(heading, "calculated", formula, {**CENTRE, "num_format": number})


def in_use(layout: str, first: str, second: str) -> str:
    """Return the formula for how many rows are in use: a row may lack one of the two columns."""
    return f"MAX(COUNTA({layout}[{first}]),COUNTA({layout}[{second}]))"


def _check(what: str, layout: str, name: str) -> Figure:
    """Return the figure that sums up the column ``Periksa``."""
    rows, good = in_use(layout, "Kode", name), f'COUNTIFS({layout}[Periksa],"OK")'
    return figure(
        "Pemeriksaan",
        f'=IF({rows}=0,"Belum ada {what}",IF({good}={rows},"OK","Lengkapi baris di bawah"))',
    )


def draw_corporate(house: House) -> None:
    """Draw ``KPI Corporate``: the cards of the company's KPIs with their monthly targets."""
    sheet = ListSheet(
        "tbl_kpi_korporat",
        "KPI Corporate",
        "Satu baris satu KPI. Bobot semua KPI berjumlah 100. Bulan tanpa target tidak jatuh tempo. Nilai "
        "persen diketik dengan tanda %.",
        "kpi in corporate",
        frozen=1,
        across=9,
        wide=_WIDE,
        colour=ACCENT,
    )
    columns = (
        *card(("Kode", "Perspektif"), "input", required=_NEEDED),
        *_card_body(),
        *card(("Aspek",), "input"),
        Column("Periksa", "calculated", _card_check("Korporat", ""), CENTRE),
    )
    page = draw_list(house, sheet, columns, _card_figures("Korporat"))
    page.signatures(14, (("B", "D"), ("E", "E"), ("F", "G")))
    house.name("Daftar_KPI_korporat", "'KPI Corporate'!$A$10:$A$12")


def draw_directorate(house: House) -> None:
    """Draw ``KPI Directorate``: the cards of the directorates' KPIs and what they roll up into."""
    sheet = ListSheet(
        "tbl_kpi_direktorat",
        "KPI Directorate",
        "Bobot setiap direktorat berjumlah 100. Induk, Jenis, dan Porsi: KPI Corporate yang dipikul dan "
        "dengan cara apa.",
        "kpi in directorate",
        frozen=1,
        across=9,
        wide=_WIDE,
        colour=ACCENT,
    )
    kind, portion = card(("Jenis", "Porsi"), "input")
    columns = (
        *card(("Kode", "Direktorat", "Perspektif"), "input", required=_NEEDED),
        *_card_body(),
        *(typed(one, "", PARENT) for one in card(("Induk",), "input")),
        kind,
        typed(portion, "", PORTION),
        *card(("Aspek",), "input"),
        Column("Periksa", "calculated", _card_check("Direktorat", _PARENT_CHECK), CENTRE),
    )
    page = draw_list(house, sheet, columns, _card_figures("Direktorat"))
    page.signatures(14, (("B", "D"), ("E", "F"), ("G", "G")))


_PARENT_CHECK: Final = (
    'IF(AND([Induk]<>"",COUNTIFS(Korporat[Kode],[Induk])=0),"Induk tidak ada",'
    'IF(AND([Induk]<>"",[Jenis]=""),"Isi jenis",'
    'IF(AND([Jenis]="Kontribusi",OR([Porsi]="",ISTEXT([Porsi]))),"Isi porsi",'
    "IF(ABS(SUMIFS(Direktorat[Bobot],Direktorat[Direktorat],[Direktorat])-100)>0.000001,"
    '"Bobot direktorat bukan 100",'
)


def _card_body() -> tuple[Column, ...]:
    """Return the columns from the objective to the source of the data."""
    return (
        *(typed(one, "", OBJECTIVE) for one in card(("Sasaran",), "input")),
        *card((*_MEASURE, "Bobot"), "input", required=_NEEDED),
        *(replace(one, rule=_TARGET) for one in target_band("input")),
        Column("Target tahun", "calculated", _WHOLE_YEAR, NUMBER),
        *card(("Toleransi", "PIC", "Sumber data"), "input"),
    )


def _card_check(layout: str, more: str) -> str:
    """Return the formula that says what a card lacks; ``more`` are conditions of one kind of card."""
    directorate = 'IF([Direktorat]="","Isi direktorat",' if layout == "Direktorat" else ""
    conditions = (
        'IF(AND([Kode]="",[KPI]=""),"",IF([Kode]="","Isi kode",'
        f'IF(COUNTIFS({layout}[Kode],[Kode])>1,"Kode ganda",{directorate}'
        'IF([Perspektif]="","Isi perspektif",IF([KPI]="","Isi KPI",IF([Polaritas]="","Isi polaritas",'
        'IF([Konsolidasi]="","Isi konsolidasi",'
        'IF(OR([Bobot]="",ISTEXT([Bobot])),"Isi bobot",IF([Bobot]<=0,"Bobot harus lebih dari 0",'
        f'IF(COUNT({year("Target")})=0,"Isi target",'
        f'IF(SUMPRODUCT(({year("Target")}>"")*1)>0,"Target harus angka",'
        'IF(AND([Sasaran]<>"",COUNTIFS(Sasaran[Kode],[Sasaran])=0),"Sasaran tidak ada",'
        'IF(AND([Polaritas]="Stabilkan",[Toleransi]=""),"Isi toleransi",'
        f"{more}"
    )
    return f'={conditions}"OK"{")" * conditions.count("IF(")}'


def _card_figures(layout: str) -> dict[str, Figure]:
    rows, weights = f"COUNTA({layout}[Kode])", f"SUM({layout}[Bobot])"
    used, good = in_use(layout, "Kode", "KPI"), f'COUNTIFS({layout}[Periksa],"OK")'
    corporate = layout == "Korporat"  # a directorate's own weights are checked in its rows
    whole = f'IF(ABS({weights}-100)<0.000001,"OK","Jumlah bobot bukan 100")' if corporate else '"OK"'
    check = f'=IF({used}=0,"Belum ada KPI",IF({good}<{used},"Lengkapi baris di bawah",{whole}))'
    figures = {"Perspektif": figure("Jumlah KPI", f"={rows}"), "KPI": figure("Pemeriksaan", check)}
    if corporate:
        figures["Sasaran"] = figure("Jumlah bobot", f"={weights}", WEIGHT)
    return figures


def draw_proposals(house: House) -> None:
    """Draw ``KPI Departemen``: the departments' own KPIs and what the second round decided."""
    sheet = ListSheet(
        "tbl_kpi_departemen",
        "KPI usulan departemen",
        "KPI yang diusulkan departemen sendiri. Isi Keputusan, dan Catatan bila dikembalikan, lalu tekan "
        "tombol Tinjau usulan KPI.",
        "kpi in proposals",
        key="KPI",
        legend=("input", "calculated", "data"),
        frozen=3,
        across=10,
        wide=_WIDE | {"Diajukan": 12, "Ronde": 8, "Keputusan": 14, "Catatan": 36, "Diputuskan": 12},
    )
    of_card = ("ID", "Departemen", "Kode", "Perspektif", *_MEASURE[1:], "Bobot")
    columns = (
        *card(of_card, "data"),
        *target_band("data"),
        *card(("Toleransi", "PIC", "Sumber data", "Induk", "Aspek"), "data"),
        Column("Diajukan", "data", "{{ kpi.submitted }}", DATE),
        Column("Ronde", "data", "{{ kpi.round }}", CENTRE),
        Column("Keputusan", "input", "{{ kpi.decision }}", CENTRE, DECIDED),
        Column("Catatan", "input", "{{ kpi.note }}"),
        Column("Diputuskan", "data", "{{ kpi.decided }}", DATE),
    )
    figures = {
        "Departemen": figure("Jumlah usulan", "=COUNTA(Departemen[KPI])"),
        "Perspektif": figure("Disetujui", '=COUNTIFS(Departemen[Keputusan],"Setuju")'),
        "KPI": figure("Menunggu keputusan", "=COUNTA(Departemen[KPI])-COUNTA(Departemen[Keputusan])"),
    }
    draw_list(house, sheet, columns, figures)
