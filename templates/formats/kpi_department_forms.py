"""Lists of a department's KPI workbook: cards, proposals, PPK of each semester, history, archive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from templates.formats.kpi_bands import (
    NUMBER,
    SHARE,
    TARGET,
    card,
    draw_bands,
    mark_shares,
    mark_values,
    placed,
    places,
    result_bands,
    target_band,
    widths,
    year,
)
from templates.formats.list_sheets import CENTRE, DATE, figure, list_sheet
from templates.formats.palette import ACCENT, ALARM, GOOD, PERCENT, QUIET, Look, filled
from templates.formats.rules import choice, day
from templates.formats.style import Figure, House, Page
from templates.formats.tables import Column

_PROPOSALS: Final = 10
"""A workbook has at least this many rows for proposals."""
_MEASURE: Final = ("KPI", "Definisi", "Rumus", "Satuan", "Polaritas", "Konsolidasi", "Baseline", "Bobot")
_PERIODS: Final = {1: "Januari - Juni", 2: "Juli - Desember"}
_NARROW: Final = {"Perspektif": 16, "KPI": 29, "Definisi": 31, "Rumus": 26, "Kode": 10}


def draw_cards(house: House) -> None:
    """Draw ``Kartu KPI``: every KPI in full, as CMS and the board settled it."""
    headings = (
        *("ID", "Kode", "Perspektif", "Sasaran", "Inisiatif", *_MEASURE, "Toleransi", "PIC", "Sumber data"),
        *("Induk", "Jenis", "Porsi", "Aspek", "Asal"),
    )
    columns = card(headings, "data", item="result")
    page = Page(house, "Kartu KPI", "Kartu KPI departemen", widths(columns, _NARROW), across=13)
    page.note("Ketetapan KPI tahun ini. Perubahan diusulkan kepada CMS.", ("calculated", "data"))
    figures = {"G": figure("Jumlah KPI", "=COUNTA(B10:B12)")}
    block = list_sheet(page, "tbl_kartu", columns, "result in results", figures, key="B", frozen=7)
    mark_values(page, columns, block.first + 1)


def draw_proposals(house: House) -> None:
    """Draw ``Usulan KPI``: KPIs of the department's own, for the second round of review."""
    typed = ("Kode", "Perspektif", *_MEASURE)
    item = "proposals[n]"
    from_data = (
        *card(("ID",), "data", item=item),
        *card(typed, "input", item=item),
        *target_band("input", item=item),
        *card(("Toleransi", "PIC", "Sumber data", "Induk", "Aspek"), "input", item=item),
        Column("Status", "data", f"{{{{ {item}.status }}}}", CENTRE),
        Column("Catatan CMS", "data", f"{{{{ {item}.note }}}}"),
    )
    columns = placed((*_padded(from_data), Column("Periksa", "calculated", _PROPOSAL_CHECK, CENTRE)))
    letters = places(columns)
    page = Page(
        house,
        "Usulan KPI",
        "Usulan KPI departemen",
        widths(columns, {**_NARROW, "Catatan CMS": 30, "Periksa": 24}),
        colour=ACCENT,
        across=11,
    )
    page.note("KPI tambahan dari departemen, satu baris satu KPI. CMS mencatat keputusannya di kolom Status.")
    used = f"COUNTA({letters['KPI']}10:{letters['KPI']}12)"
    checks = f"{letters['Periksa']}10:{letters['Periksa']}12"
    check = f'=IF(D7=0,"",IF(COUNTIFS({checks},"OK")=D7,"OK","Lihat kolom Periksa"))'
    figures = {"D": figure("Jumlah usulan", f"={used}"), "E": figure("Pemeriksaan", check)}
    loop = f"n in range([{_PROPOSALS}, proposals|length]|max)"
    block = list_sheet(page, "tbl_usulan", columns, loop, figures, key="D", frozen=4)
    draw_bands(page, columns)
    mark_values(page, columns, block.first + 1)
    status = f"{letters['Status']}{block.first + 1}"
    page.mark(status, f'={status}="Disetujui"', GOOD)
    page.mark(status, f'={status}="Dikembalikan"', ALARM)


def _padded(columns: Iterable[Column]) -> Iterable[Column]:
    """Leave the rows after the last proposal blank."""
    for column in columns:
        yield replace(column, content=column.content.replace(" }}", " if n < proposals|length else none }}"))


_PROPOSAL_CHECK: Final = (
    f'=IF(COUNTA([Kode]:[Aspek])=0,"",IF([KPI]="","Isi KPI",IF([Kode]="","Isi kode",'
    'IF([Perspektif]="","Isi perspektif",IF([Satuan]="","Isi satuan",IF([Polaritas]="","Isi polaritas",'
    'IF([Konsolidasi]="","Isi konsolidasi",IF([Bobot]="","Isi bobot",'
    f'IF(COUNT({year(TARGET)})=0,"Isi target bulanan",IF(COUNT({year(TARGET)})<COUNTA({year(TARGET)}),'
    '"Target harus angka",IF([PIC]="","Isi PIC","OK")))))))))))'
)


def draw_ppk(house: House, semester: int) -> None:
    """Draw the PPK of a semester: KPIs under their target, why, what is done about it, until when.

    Args:
        house: The workbook.
        semester: 1 or 2.
    """
    wide = (6, 10, 30, 10, 10, 11, 15, 10, 30, 32, 12, 14, 13)
    title = f"PPK Semester {semester}: {_PERIODS[semester]}"
    page = Page(house, f"PPK Semester {semester}", title, wide, colour=ACCENT)
    page.note("KPI di bawah target pada semester ini. Isi penyebab, tindakan, batas waktu, dan PIC.")
    limit = day("Batas waktu", "Kapan tindakan selesai.")
    agreed = choice(["Setuju", "Kembalikan"], "Persetujuan", "Setuju atau Kembalikan; diisi yang menyetujui.")
    given: tuple[tuple[str, str, Look], ...] = (
        ("ID", "id", CENTRE),
        ("Kode", "code", {**CENTRE, "bold": True}),
        ("KPI", "name", {}),
        ("Target", "target", NUMBER),
        ("Realisasi", "actual", NUMBER),
        ("Pencapaian", "achievement", SHARE),
        ("Bulan di bawah target", "months", CENTRE),
        ("Selisih", "gap", NUMBER),
    )
    columns = (
        *(Column(heading, "data", f"{{{{ item.{field} }}}}", look) for heading, field, look in given),
        Column("Penyebab", "input", "{{ item.cause }}", required=True),
        Column("Tindakan perbaikan", "input", "{{ item.action }}", required=True),
        Column("Batas waktu", "input", "{{ item.due }}", DATE, limit, required=True),
        Column("PIC", "input", "{{ item.pic }}", required=True),
        Column("Persetujuan", "input", "{{ item.approval }}", CENTRE, agreed),
    )
    complete = 'COUNTIFS(B10:B12,"<>",I10:I12,"<>",J10:J12,"<>",K10:K12,"<>",L10:L12,"<>")'
    check = f'=IF(D7=0,"",IF({complete}=D7,"OK","Lengkapi baris di bawah"))'
    typed = filled("calculated", bold=True, align="center")
    figures = {
        "C": Figure("Departemen", '=IF(Departemen="","",Departemen)', typed),
        "D": figure("Jumlah KPI", "=COUNTA(B10:B12)"),
        "I": figure("Pemeriksaan", check),
    }
    block = list_sheet(
        page, f"tbl_ppk_{semester}", columns, f"item in ppk{semester}", figures, key="B", frozen=3
    )
    row = block.first + 1
    page.sheet.set_row(row - 1, 40)  # room to write by hand
    for area in (f"D{row}:E{row}", f"H{row}"):
        cell = area.partition(":")[0]
        unit = f"INDEX(Satuan_KPI,MATCH($B{row},Kode_KPI,0))"
        page.mark(area, f'=IFERROR(AND({unit}="%",ISNUMBER({cell})),FALSE)', {"num_format": PERCENT})
        page.mark(area, f"=AND(ISNUMBER({cell}),{cell}<>ROUND({cell},0))", {"num_format": "#,##0.00"})
    mark_shares(page, f"F{row}")
    page.signatures(block.last + 2, (("C", "C"), ("E", "H"), ("J", "J")), maker='=IF(Manajer="","",Manajer)')


def draw_history(house: House) -> None:
    """Draw ``Riwayat``: what changed in the KPIs and their targets, with the old value."""
    page = Page(house, "Riwayat", "Riwayat perubahan KPI", (13, 11, 40, 34, 24, 24), colour=QUIET)
    page.note(
        "Setiap perubahan KPI, target, atau realisasi terverifikasi, dengan nilai lamanya.",
        ("data", "calculated"),
    )
    fields: tuple[tuple[str, str, Look], ...] = (
        ("Tanggal", "date", DATE),
        ("Kode", "code", CENTRE),
        ("KPI", "name", {}),
        ("Perubahan", "change", {}),
        ("Lama", "old", {}),
        ("Baru", "new", {}),
    )
    columns = tuple(
        Column(heading, "data", f"{{{{ item.{field} }}}}", look) for heading, field, look in fields
    )
    figures = {"C": figure("Perubahan tercatat", "=COUNTA(D10:D12)")}
    list_sheet(page, "tbl_riwayat", columns, "item in history", figures, key="D")


def draw_archive(house: House) -> None:
    """Draw ``Arsip``: KPIs that the department no longer has, with all that was reported."""
    columns = (
        Column("Tanggal", "data", "{{ item.date }}", DATE),
        *card(("ID", "Kode", "KPI"), "data", item="item"),
        Column("Alasan", "data", "{{ item.reason }}"),
        *result_bands("data", item="item"),
        Column("Catatan", "data", "{{ item.note }}"),
    )
    wide = widths(columns, {"Tanggal": 13, "Alasan": 30, "Catatan": 30})
    page = Page(house, "Arsip", "Arsip KPI", wide, colour=QUIET, across=11)
    page.note(
        "KPI yang dihapus atau pindah, dengan realisasi terakhirnya. Tidak ada isian yang hilang.",
        ("calculated", "data"),
    )
    figures = {"D": figure("KPI di arsip", "=COUNTA(B10:B12)")}
    list_sheet(page, "tbl_arsip", columns, "item in archive", figures, key="B", frozen=4)
    draw_bands(page, columns)
