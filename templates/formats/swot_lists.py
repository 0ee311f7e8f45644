"""The list sheets of the SWOT workbook: an Excel table each, with its figures above it.

Every table has its headings in row 9, so that its first row is row 10 of a rendered workbook; in the template
row 10 holds ``{% for %}``, row 11 the body and row 12 ``{% endfor %}``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from templates.formats.list_sheets import CENTRE, DATE, DEPARTMENTS, TYPED, figure, list_sheet
from templates.formats.palette import (
    ACCENT,
    ALARM,
    COUNT,
    DAY,
    PERCENT,
    QUIET,
    SCORE,
    STRONG,
    Look,
)
from templates.formats.rules import Rule, above_zero, between, choice, day
from templates.formats.style import Figure, House, Page
from templates.formats.swot_settings import INVERTED, PER_TAB
from templates.formats.tables import Column

RECEIVED: Final = day("Diterima", "Tanggal diterima CMS.")


@dataclass(frozen=True)
class Tab:
    """One of the four category tabs."""

    letter: str
    name: str
    pair: str
    data: str
    severity: bool

    @property
    def pair_letter(self) -> str:
        """Letter of the other tab on the same axis."""
        return self.pair[0]


TABS: Final = (
    Tab("S", "Strength", "Weakness", "strength", severity=False),
    Tab("W", "Weakness", "Strength", "weakness", severity=True),
    Tab("O", "Opportunity", "Threat", "opportunity", severity=False),
    Tab("T", "Threat", "Opportunity", "threat", severity=True),
)


def draw_receipts(house: House) -> None:
    """Draw ``Penerimaan Formulir``: which department's form came in, and when."""
    page = Page(house, "Penerimaan Formulir", "Penerimaan formulir isu", (24, 42, 16, 14, 48))
    page.note("Satu baris untuk setiap formulir yang masuk. Tanggal merah: diterima sesudah batas kirim.")
    columns = (
        Column("Departemen", "input", "{{ receipt.department }}", rule=DEPARTMENTS),
        Column("Berkas", "data", "{{ receipt.file }}"),
        Column("Diterima", "input", "{{ receipt.received }}", DATE, RECEIVED, required=True),
        Column("Jumlah isu", "data", "{{ receipt.count }}", {**CENTRE, "num_format": COUNT}),
        Column("Keterangan", "input", "{{ receipt.note }}"),
    )
    late = 'IF(Tanggal_acuan>Batas_kirim,"Ada formulir yang terlambat","Menunggu formulir")'
    figures = {
        "A": figure("Batas kirim", "=Batas_kirim", DAY),
        "B": figure("Formulir diterima", "=COUNT(C10:C12)"),
        "C": figure("Jumlah departemen", "=COUNTA(Daftar_departemen)"),
        "D": figure("Jumlah isu", "=SUM(D10:D12)"),
        "E": figure("Pemeriksaan", f'=IF(B7=0,"Belum ada formulir",IF(B7<C7,{late},"OK"))'),
    }
    list_sheet(page, "tbl_penerimaan", columns, "receipt in receipts", figures)
    page.mark("C11", "=AND(ISNUMBER($C11),ISNUMBER(Batas_kirim),$C11>Batas_kirim)", ALARM)


def draw_issues(house: House) -> None:
    """Draw ``Isu Internal & Eksternal``: the six columns that the procedure names."""
    page = Page(house, "Isu Internal & Eksternal", "Isu internal dan eksternal", (22, 38, 54, 22, 34, 24))
    page.note(
        "Semua isu yang sudah sesuai. Sumber Isu diawali nama departemen dan tanda · "
        "(misalnya Marketing · Survei pelanggan).",
        TYPED,
    )
    columns = issue_columns("issue", kind="input", required=True)
    counts = {
        column: figure(f"{tab.name} ({tab.letter})", f'=COUNTIFS($F$10:$F$12,"{tab.letter}")')
        for column, tab in zip("BCDE", TABS, strict=True)
    }
    same = ",".join(f"{column}7={tab.name}!$B$7" for column, tab in zip("BCDE", TABS, strict=True))
    split = f'IF(AND({same}),"OK","Bagi ke tab SWOT")'
    check = f'=IF(A7=0,"Belum ada isu",IF(B7+C7+D7+E7<>A7,"Lengkapi kategori",{split}))'
    figures = {"A": figure("Jumlah isu", "=COUNTA(C10:C12)"), **counts, "F": figure("Pemeriksaan", check)}
    list_sheet(page, "tbl_isu", columns, "issue in issues", figures, key="C")


def issue_columns(loop: str, *, kind: str, required: bool) -> tuple[Column, ...]:
    """Return the six columns of an issue, as the procedure names them.

    Args:
        loop: The loop's name for one issue.
        kind: Kind of the cells.
        required: Mark blank cells.
    """
    category = choice(
        "Daftar_kategori", "Kategori SWOT", "S = kekuatan, W = kelemahan, O = peluang, T = ancaman."
    )
    factor = choice(
        "Daftar_faktor",
        "Tinjauan Faktor",
        "Faktor internal untuk S dan W, eksternal untuk O dan T.",
        strict=False,
    )
    rows: tuple[tuple[str, str, Look, Rule | None], ...] = (
        ("Stakeholders", "stakeholder", {}, None),
        ("Kebutuhan & Harapan Pihak Berkepentingan", "need", {}, None),
        ("Isu", "issue", {}, None),
        ("Tinjauan Faktor", "factor", {}, factor),
        ("Sumber Isu", "source", {}, None),
        ("Kategori SWOT", "category", CENTRE, category),
    )
    return tuple(
        Column(heading, kind, f"{{{{ {loop}.{name} }}}}", look, rule, required)  # type: ignore[arg-type]
        for heading, name, look, rule in rows
    )


def draw_returns(house: House) -> None:
    """Draw ``Pengembalian``: issues that go back to their department, with the reason and the deadline."""
    page = Page(house, "Pengembalian", "Pengembalian isu", (14, 16, 25, 34, 17, 21, 11, 32, 13, 14))
    page.note("Isu yang belum sesuai. Tanggal merah: belum kembali pada tanggal acuan.")
    due = "=DUE_DATE(I#,Batas_kembali_hari,Hari_Libur,Hari_kerja_seminggu=6)"
    columns = (
        Column("Departemen", "data", "{{ item.department }}"),
        *(issue_columns("item", kind="data", required=False)),
        Column("Yang perlu diperbaiki", "input", "{{ item.problem }}", required=True),
        Column("Diterima", "input", "{{ item.received }}", DATE, RECEIVED, required=True),
        Column("Kembali paling lambat", "calculated", due, DATE),
    )
    figures = {
        "A": figure("Isu dikembalikan", "=COUNTA(A10:A12)"),
        "I": figure("Batas (hari kerja)", "=Batas_kembali_hari"),
        "J": figure("Tanggal acuan", '=IF(Tanggal_acuan="","",Tanggal_acuan)', DAY),
    }
    list_sheet(page, "tbl_pengembalian", columns, "item in returns", figures)
    page.mark("J11", "=AND(ISNUMBER($J11),ISNUMBER(Tanggal_acuan),$J11<Tanggal_acuan)", ALARM)


def draw_tab(house: House, tab: Tab) -> None:
    """Draw a category tab: weight and rating in, share of weight and score out."""
    widths = (8, 62, 17, 11, 11, 11, 11, 27)
    page = Page(house, tab.name, f"{tab.name} ({tab.letter})", widths, colour=STRONG[tab.letter])
    page.note(_tab_note(tab))
    list_sheet(page, f"tbl_{tab.data}", _tab_columns(tab), f"issue in {tab.data}", _tab_figures(tab), key="B")
    house.name(f"Bobot_{tab.letter}", f"{tab.name}!$D$7")
    strength = f'IF(Skala_WT="{INVERTED}",5-$E11,$E11)' if tab.severity else "$E11"
    for at_least, look in (
        (3.5, {"bold": True, "font_color": STRONG[tab.letter]}),
        (2.5, {"font_color": STRONG[tab.letter]}),
    ):
        page.mark("E11", f"=AND(ISNUMBER($E11),{strength}>={at_least})", look)


def _tab_note(tab: Tab) -> str:
    meaning = "seberapa gawat" if tab.severity else "seberapa kuat"
    if tab.letter == "O":
        meaning = "seberapa menarik"
    scale = (
        "4 = paling gawat (lihat Skala rating di Pengaturan)"
        if tab.severity
        else "1 = lemah sampai 4 = paling kuat"
    )
    return f"Bobot: seberapa penting isu bagi target perusahaan, angka di atas 0. Rating: {meaning}, {scale}."


def _tab_columns(tab: Tab) -> tuple[Column, ...]:
    inverted = f',Skala_WT="{INVERTED}"' if tab.severity else ""
    weight = above_zero("Bobot", "Makin penting bagi target perusahaan, makin besar. Angka di atas 0.")
    rating = between(1, 4, "Rating", "Angka 1 sampai 4.")
    number = {"align": "center"}
    return (
        Column("Kode", "data", "{{ issue.code }}", {**CENTRE, "bold": True}),
        Column("Isu", "data", "{{ issue.issue }}"),
        Column("Departemen", "data", "{{ issue.department }}"),
        Column("Bobot", "input", "{{ issue.weight }}", number, weight, required=True),
        Column("Rating", "input", "{{ issue.rating }}", number, rating, required=True),
        Column("% Bobot", "calculated", "=SWOT_WEIGHT_PCT(D#,$D$7,$C$7)", {**number, "num_format": PERCENT}),
        Column(
            "Score", "calculated", f"=SWOT_SCORE(D#,E#,$D$7,$C$7{inverted})", {**number, "num_format": SCORE}
        ),
        Column("Periksa", "calculated", _TAB_CHECK, CENTRE),
    )


# ISTEXT, not ISNUMBER: `formulas` takes the text "4" for a number.
_TAB_CHECK: Final = (
    '=IF(AND(B#="",D#="",E#=""),"",IF(B#="","Isi isu",IF(A#="","Isi kode",'
    'IF(D#="","Isi bobot",IF(ISTEXT(D#)+ISLOGICAL(D#)>0,"Bobot harus angka",'
    'IF(D#<=0,"Bobot harus lebih dari 0",IF(E#="","Isi rating",'
    'IF(ISTEXT(E#)+ISLOGICAL(E#)>0,"Rating harus angka",'
    'IF(OR(E#<1,E#>4),"Rating harus 1 sampai 4","OK")))))))))'
)


def _tab_figures(tab: Tab) -> dict[str, Figure]:
    together = f'IF(Basis_bobot="{PER_TAB}",0,{tab.pair}!$F$7)'
    whole = f'IF(IFERROR(ABS(F7+{together}-1)<0.000001,FALSE),"OK","Jumlah % Bobot bukan 100%")'
    complete = "OR(E7<>B7,E7<>COUNTA(D10:D12),E7<>COUNTA(E10:E12))"
    check = f'=IF(B7=0,"Tab masih kosong",IF({complete},"Lengkapi baris di bawah",{whole}))'
    return {
        "B": figure("Jumlah isu", "=COUNTA(B10:B12)"),
        "C": figure(
            "Bobot tab pasangan", f'=IF(Basis_bobot="{PER_TAB}",0,Bobot_{tab.pair_letter})', "General"
        ),
        "D": figure("Jumlah bobot", "=SUM(D10:D12)", "General"),
        "E": figure("Baris lengkap", '=COUNTIFS(H10:H12,"OK")'),
        "F": figure("Jumlah % Bobot", "=SUM(F10:F12)", PERCENT),
        "G": figure("Total score", "=SUM(G10:G12)", SCORE),
        "H": figure("Pemeriksaan", check),
    }


def draw_initiatives(house: House) -> None:
    """Draw ``Inisiatif Strategis``: what is to be done, by whom, until when, and how it is measured."""
    widths = (10, 11, 44, 16, 20, 17, 13, 13, 32, 22)
    page = Page(house, "Inisiatif Strategis", "Inisiatif strategis", widths, colour=ACCENT)
    page.note(
        "Turunkan dari Matrix Strategy SWOT; sebut kode isu yang menjadi dasarnya. "
        "Inisiatif ini yang dibawa ke KPI perusahaan.",
        TYPED,
    )
    strategy = choice("Daftar_strategi", "Strategi", "SO, WO, ST atau WT.")
    perspective = choice("Daftar_perspektif", "Perspektif BSC", "Salah satu dari empat perspektif.")
    start = day("Mulai", "Tanggal mulai.")
    end = day("Selesai", "Tanggal selesai, tidak sebelum tanggal mulai.")
    columns = (
        Column("Kode", "input", "{{ item.code }}", {**CENTRE, "bold": True}, required=True),
        Column("Strategi", "input", "{{ item.strategy }}", CENTRE, strategy, required=True),
        Column("Inisiatif strategis", "input", "{{ item.text }}", required=True),
        Column("Kode isu", "input", "{{ item.codes }}", required=True),
        Column("Perspektif BSC", "input", "{{ item.perspective }}", rule=perspective, required=True),
        Column("Departemen", "input", "{{ item.department }}", rule=DEPARTMENTS, required=True),
        Column("Mulai", "input", "{{ item.start }}", DATE, start, required=True),
        Column("Selesai", "input", "{{ item.end }}", DATE, end, required=True),
        Column("Ukuran keberhasilan", "input", "{{ item.measure }}", required=True),
        Column("Periksa", "calculated", _INITIATIVE_CHECK, CENTRE),
    )
    figures = {
        "C": figure("Jumlah inisiatif", "=COUNTA(C10:C12)"),
        "F": figure("Posisi", "=Posisi"),
        "H": figure("Strategi utama", "=Strategi_utama"),
        "I": figure("Baris lengkap", '=COUNTIFS(J10:J12,"OK")'),
        "J": figure(
            "Pemeriksaan", '=IF(C7=0,"Belum ada inisiatif",IF(I7=C7,"OK","Lengkapi baris di bawah"))'
        ),
    }
    list_sheet(page, "tbl_inisiatif", columns, "item in initiatives", figures, key="C")
    page.signatures(14, (("C", "C"), ("D", "F"), ("G", "I")))


_INITIATIVE_CHECK: Final = (
    '=IF(COUNTA(A#:I#)=0,"",IF(C#="","Isi inisiatif",IF(A#="","Isi kode",IF(B#="","Isi strategi",'
    'IF(D#="","Isi kode isu",IF(E#="","Isi perspektif",IF(F#="","Isi departemen",'
    'IF(OR(G#="",ISTEXT(G#)),"Isi tanggal mulai",IF(OR(H#="",ISTEXT(H#)),"Isi tanggal selesai",'
    'IF(H#<G#,"Selesai sebelum mulai",IF(I#="","Isi ukuran keberhasilan","OK")))))))))))'
)


def draw_archive(house: House) -> None:
    """Draw ``Arsip``: issues that left the tabs, with the weight and rating they had."""
    page = Page(house, "Arsip", "Arsip isu", (14, 10, 62, 18, 11, 11, 40), colour=QUIET)
    page.note(
        "Isu yang keluar dari tab SWOT disimpan di sini beserta bobot dan rating terakhirnya.",
        ("calculated", "data"),
    )
    columns = (
        Column("Tanggal", "data", "{{ item.date }}", DATE),
        Column("Kode", "data", "{{ item.code }}", CENTRE),
        Column("Isu", "data", "{{ item.issue }}"),
        Column("Departemen", "data", "{{ item.department }}"),
        Column("Bobot", "data", "{{ item.weight }}", CENTRE),
        Column("Rating", "data", "{{ item.rating }}", CENTRE),
        Column("Alasan", "data", "{{ item.reason }}"),
    )
    figures = {"C": figure("Isu di arsip", "=COUNTA(C10:C12)")}
    list_sheet(page, "tbl_arsip", columns, "item in archive", figures, key="C")
