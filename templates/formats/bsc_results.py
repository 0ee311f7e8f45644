"""Sheets of the monthly results: ``Penyerahan``, ``Realisasi``, and ``Capaian``, where results roll up."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from templates.formats.bsc_layout import CARRIED, CARRIERS, DUE, PARTS, REPORTED, ROW
from templates.formats.bsc_page import ListSheet, draw_list
from templates.formats.kpi_bands import (
    ACHIEVEMENT,
    ACTUAL,
    DENOMINATOR,
    NUMBER,
    RATIO,
    SCORE,
    TARGET,
    card,
    mark_shares,
    month_band,
    month_columns,
    places,
    result_bands,
    score_bands,
    target_band,
    to_date_columns,
    weighted_columns,
)
from templates.formats.list_sheets import CENTRE, DATE, figure
from templates.formats.palette import ALARM, DAY, PERCENT
from templates.formats.style import House
from templates.formats.tables import Column

_ANY: Final = '">-9E+99"'
"""A criterion that holds for numbers alone: a formula's "" is no number, but not blank either."""
_MONTH: Final = {**CENTRE, "num_format": "0"}


def draw_submissions(house: House) -> None:
    """Draw ``Penyerahan``: which department handed in which month, when, and how complete."""
    sheet = ListSheet(
        "tbl_penyerahan",
        "Penyerahan realisasi",
        "Diisi oleh tombol Kumpulkan realisasi. Batas: tanggal lapor pada bulan berikutnya.",
        "item in submissions",
        key="Departemen",
        legend=("calculated", "data"),
        across=8,
        folded=("Diterima bulan laporan",),
        wide={"Departemen": 26, "Bulan": 9, "Batas": 16, "Diterima": 16, "Jatuh tempo": 14, "Terisi": 12}
        | {"Status": 32, "Terverifikasi": 26},
    )
    columns = (
        Column("Departemen", "data", "{{ item.department }}"),
        Column("Bulan", "data", "{{ item.month }}", _MONTH),
        Column("Batas", "calculated", _LIMIT, DATE),
        Column("Diterima", "data", "{{ item.received }}", DATE),
        Column("Jatuh tempo", "data", "{{ item.due }}", _MONTH),
        Column("Terisi", "data", "{{ item.filled }}", _MONTH),
        Column("Status", "calculated", _SUBMITTED, CENTRE),
        Column("Terverifikasi", "data", "{{ item.verified }}", DATE),
        Column(
            "Diterima bulan laporan",
            "calculated",
            '=IF(AND([Bulan]=Bulan_laporan,[Diterima]<>""),[Diterima],"")',
            DATE,
        ),
    )
    latest = "MAX(Penyerahan[Diterima bulan laporan])"
    submitted, every = "COUNT(Penyerahan[Diterima bulan laporan])", "COUNTA(Daftar_departemen)"
    due = "DUE_DATE({},Hari_verifikasi,Hari_Libur,Hari_kerja_seminggu=6)"
    figures = {
        "Departemen": figure("Bulan laporan", '=IF(Bulan_laporan="","",Bulan_laporan)'),
        "Batas": figure("Sudah menyerahkan", f"={submitted}"),
        "Diterima": figure("Diterima terakhir", f'=IF({latest}=0,"",{latest})', DAY),
        "Status": figure("Verifikasi paling lambat", f"={due.format('D7')}", DAY),
        "Terverifikasi": figure(
            "Pemeriksaan", f'=IF({submitted}<{every},"Menunggu "&({every}-{submitted})&" departemen","OK")'
        ),
    }
    page = draw_list(house, sheet, columns, figures)
    page.mark("D11", "=AND(ISNUMBER($D11),ISNUMBER($C11),$D11>$C11)", ALARM)


_LIMIT: Final = (
    '=IF(OR([Bulan]="",Tahun_rencana="",Tanggal_lapor=""),"",DATE(Tahun_rencana,[Bulan]+1,Tanggal_lapor))'
)
_SUBMITTED: Final = (
    '=IF([Departemen]="","",IF([Diterima]="",IF(AND([Batas]<>"",Tanggal_acuan>[Batas]),'
    '"Belum, terlambat "&(Tanggal_acuan-[Batas])&" hari","Belum"),'
    'IF(SUM([Terisi])>=SUM([Jatuh tempo]),"Lengkap","Kurang "&(SUM([Jatuh tempo])-SUM([Terisi])))&'
    'IF([Batas]="","",IF([Diterima]>[Batas],", terlambat "&ROUND([Diterima]-[Batas],0)&" hari",""))))'
)


def draw_results(house: House) -> None:
    """Draw ``Realisasi``: every carried KPI with its targets and results, collected from the departments."""
    sheet = ListSheet(
        "tbl_realisasi",
        "Realisasi bulanan",
        "Terisi dari buku kerja departemen. KPI Rasio: Realisasi adalah pembilang, Penyebut dibuka dengan "
        "tanda + di atas kolom.",
        "kpi in results",
        legend=("calculated", "data"),
        frozen=4,
        across=10,
        folded=(DENOMINATOR, CARRIED),
        wide={"Bobot dihitung": 10, "Bobot x Skor": 10, "Periksa": 26},
    )
    of_card = ("ID", "Kode", "KPI", "Departemen", "Induk", "Jenis", "Perspektif", "Satuan", "Polaritas")
    carried = (
        '=IF(OR([Induk]="",AND([Jenis]<>"Langsung",[Jenis]<>"Kontribusi",[Jenis]<>"Bersama")),"",[Induk])'
    )
    columns = (
        *card((*of_card, "Konsolidasi", "Toleransi", "Bobot"), "data"),
        *target_band("data"),
        *result_bands("data"),
        *to_date_columns(),
        *weighted_columns(),
        Column(CARRIED, "calculated", carried),
    )
    due, reported = (f"COUNTIFS(Realisasi[{one} s.d.],{_ANY})" for one in (TARGET, ACTUAL))
    figures = {
        "KPI": figure("Jumlah KPI", "=COUNTA(Realisasi[ID])"),
        "Departemen": figure("Jatuh tempo", f"={due}"),
        "Jenis": figure("Dilaporkan", f"={reported}"),
        "Perspektif": figure(
            "Skor tertimbang",
            '=IF(SUM(Realisasi[Bobot dihitung])=0,"",'
            "SUM(Realisasi[Bobot x Skor])/SUM(Realisasi[Bobot dihitung]))",
            PERCENT,
        ),
    }
    draw_list(house, sheet, columns, figures)


def draw_corporate_results(house: House) -> None:
    """Draw ``Capaian Corporate``: what the company's KPIs reach, rolled up from all who carry them."""
    sheet = ListSheet(
        "tbl_capaian_korporat",
        "Capaian KPI Corporate",
        "Dihitung dari Realisasi dan Capaian Directorate. Sebulan terisi bila semua pemikulnya sudah lapor.",
        "kpi in corporate",
        legend=("calculated",),
        frozen=2,
        across=9,
        folded=(TARGET, DENOMINATOR, ACHIEVEMENT, ROW, PARTS, *CARRIERS),
        wide={"Pemikul": 9},
    )
    _draw_achieved(house, sheet, ("Realisasi", "CapaianDirektorat"))


def draw_directorate_results(house: House) -> None:
    """Draw ``Capaian Directorate``: what the directorates' KPIs reach, rolled up from the departments."""
    sheet = ListSheet(
        "tbl_capaian_direktorat",
        "Capaian KPI Directorate",
        "Dihitung dari Realisasi. Sebulan terisi bila semua departemen pemikulnya sudah lapor.",
        "kpi in directorate",
        legend=("calculated",),
        frozen=2,
        across=9,
        folded=(TARGET, DENOMINATOR, ACHIEVEMENT, ROW, PARTS, *CARRIERS, CARRIED, "Jenis"),
        wide={"Pemikul": 9},
    )
    kind = f'IF([{ROW}]="","",INDEX(Direktorat[Jenis],[{ROW}])&"")'
    parent = f'INDEX(Direktorat[Induk],[{ROW}])&""'
    rolls_up = 'OR([Jenis]="Langsung",[Jenis]="Kontribusi",[Jenis]="Bersama")'
    after = (
        Column(CARRIED, "calculated", f'=IF([{ROW}]="","",IF({rolls_up},{parent},""))'),
        Column("Jenis", "calculated", f"={kind}"),
    )
    directorate = Column("Direktorat", "calculated", _looked("Direktorat", "Direktorat"))
    _draw_achieved(house, sheet, ("Realisasi",), (directorate,), after)


def _draw_achieved(
    house: House,
    sheet: ListSheet,
    carriers: tuple[str, ...],
    second: tuple[Column, ...] = (),
    after: tuple[Column, ...] = (),
) -> None:
    """Draw a sheet of rolled up results.

    Args:
        house: The workbook.
        sheet: The sheet.
        carriers: The tables of those who carry.
        second: Columns after the KPI's name.
        after: Helper columns at the end.
    """
    directorate = bool(second)
    source, table = ("Direktorat", "CapaianDirektorat") if directorate else ("Korporat", "CapaianKorporat")
    name, *rest = _of_card(source)
    count = _both(carriers, "COUNTIFS({0}[Induk dihitung],[Kode])")
    columns = (
        *card(("Kode",), "data"),
        name,
        *second,
        *rest,
        Column("Pemikul", "calculated", f'=IF([Kode]="","",{count})', CENTRE),
        *month_band(TARGET, "calculated", _looked(source, "Target <month>")),
        *month_band(ACTUAL, "calculated", _rolled_up(carriers)),
        *month_band(DENOMINATOR, "calculated", _denominator(carriers)),
        *score_bands(),
        *to_date_columns(),
        Column(ROW, "calculated", f'=IF([Kode]="","",IFERROR(MATCH([Kode],{source}[Kode],0),""))'),
        *_carriers(carriers),
        *after,
    )
    figures = {
        "KPI": figure("Jumlah KPI", f"=COUNTA({table}[Kode])"),
        "Perspektif": figure("Belum dilaporkan", f"={_due(table, TARGET)}-{_due(table, ACTUAL)}"),
        "Konsolidasi": figure("Tanpa pemikul", f"=COUNTIFS({table}[Pemikul],0)"),
    }
    if not directorate:
        figures["Polaritas"] = figure("Skor s.d.", "=Skor_sd", PERCENT)
    page = draw_list(house, sheet, columns, figures)
    letters = places(columns)
    for band in (ACHIEVEMENT, SCORE):
        first, last = (letters[month_columns(band)[end]] for end in (0, -1))
        mark_shares(page, f"{first}11:{last}11")


def _of_card(source: str) -> tuple[Column, ...]:
    """Return the columns that are looked up in the KPI's card; no tolerance is 0, not a text."""
    shown = card(("KPI", "Perspektif", "Satuan", "Polaritas", "Konsolidasi", "Bobot"), "calculated")
    *others, weight = (replace(one, content=_looked(source, one.heading)) for one in shown)
    tolerance = f'=IF([{ROW}]="","",SUM(INDEX({source}[Toleransi],[{ROW}])))'
    look = {**NUMBER, "num_format": "#,##0.##;;"}
    return (*others, Column("Toleransi", "calculated", tolerance, look), weight)


def _due(table: str, what: str) -> str:
    return f"COUNTIFS({table}[{what} s.d.],{_ANY})"


def _looked(source: str, heading: str) -> str:
    """Return the formula for what the row's card holds, blank where the card is blank."""
    found = f"INDEX({source}[{heading}],[{ROW}])"
    return f'=IF([{ROW}]="","",IF({found}="","",{found}))'


def _both(carriers: tuple[str, ...], part: str) -> str:
    """Return a sum over the tables of those who carry."""
    return "+".join(part.format(table) for table in carriers)


def _carriers(carriers: tuple[str, ...]) -> tuple[Column, ...]:
    """Return the helper columns: how many carry parts, and month by month how many are due and have reported.

    A ratio is reported when both its parts are there.
    """
    rows = "{0}[Induk dihitung],[Kode],{0}[Target <month>]," + _ANY
    actual = "{0}[Realisasi <month>]," + _ANY
    reported = _both(carriers, f"COUNTIFS({rows},{actual})")
    both_parts = _both(carriers, f"COUNTIFS({rows},{actual},{{0}}[Penyebut <month>],{_ANY})")
    parts = _both(carriers, 'COUNTIFS({0}[Induk dihitung],[Kode],{0}[Jenis],"Kontribusi")')
    due = f'=IF([Kode]="",0,{_both(carriers, f"COUNTIFS({rows})")})'
    said = f'=IF([{DUE} <month>]=0,0,IF([Konsolidasi]="{RATIO}",{both_parts},{reported}))'
    return (
        Column(PARTS, "calculated", f'=IF([Kode]="",0,{parts})'),
        *month_band(DUE, "calculated", due),
        *month_band(REPORTED, "calculated", said),
    )


def _rolled_up(carriers: tuple[str, ...]) -> str:
    """Return the formula of a month's result: blank unless every carrier that is due has reported.

    Of a ratio the numerators are summed, of contributions the parts; a shared KPI is the mean of those who
    share it, which for one direct carrier is the value itself.
    """
    due = f"[{DUE} <month>]"
    return (
        f'=IF(OR({due}=0,[{REPORTED} <month>]<{due}),"",({_summed(carriers, ACTUAL)})'
        f'/IF(OR([Konsolidasi]="{RATIO}",[{PARTS}]>0),1,{due}))'
    )


def _denominator(carriers: tuple[str, ...]) -> str:
    total = _summed(carriers, DENOMINATOR)
    return f'=IF(OR([Konsolidasi]<>"{RATIO}",[Realisasi <month>]=""),"",{total})'


def _summed(carriers: tuple[str, ...], band: str) -> str:
    """Return the sum of a month over the carriers that are due."""
    rows = "{0}[Induk dihitung],[Kode],{0}[Target <month>]," + _ANY
    return _both(carriers, f"SUMIFS({{0}}[{band} <month>],{rows})")
