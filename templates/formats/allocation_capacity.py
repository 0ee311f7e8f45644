"""Sheets of the capacity: ``Routing``, ``Kapasitas``, ``Jam Khusus``."""

from __future__ import annotations

from typing import Final

from templates.formats.allocation_layout import MONTHS, Pusat
from templates.formats.allocation_page import HOURS, SIX_DAYS, dated, draw_list, first_problem, wrong_rows
from templates.formats.list_page import ListSheet
from templates.formats.list_sheets import CENTRE, TYPED, figure
from templates.formats.palette import COUNT
from templates.formats.rules import above_zero, at_least_zero, between, choice
from templates.formats.style import FIGURE_ROW, House
from templates.formats.tables import HEADING_ROW, Column

_CENTRES: Final = choice("Daftar_pusat_kerja", "Pusat kerja", "Pilih dari lembar Kapasitas.", strict=False)
_SHARE: Final = {**CENTRE, "num_format": "0%"}
_KNOWN: Final = "ISNUMBER(MATCH([Pusat kerja],Pusat[Pusat kerja],0))"


def draw_routing(house: House) -> None:
    """Draw ``Routing``: the operations of each product, with their hours at a work centre."""
    sheet = ListSheet(
        "tbl_routing",
        "Routing produk",
        "Satu baris satu operasi, menurut Urutan; dari buku kerja routing lewat tombol Ambil routing, atau "
        "diketik. Jam siap: sekali untuk setiap ROP.",
        "operation in routing",
        key="Kode produk",
        legend=TYPED,
        wide={"Kode produk": 12, "Operasi": 28, "Jam per unit": 11, "Jam siap": 10, "Periksa": 30},
    )
    hours = {**HOURS, "num_format": "#,##0.00##"}
    columns = (
        Column("Kode produk", "input", "{{ operation.product }}", CENTRE, required=True),
        Column("Produk", "input", "{{ operation.name }}"),
        Column("Urutan", "input", "{{ operation.sequence }}", CENTRE,
               at_least_zero("Urutan", "10, 20, 30, ..."), required=True),
        Column("Operasi", "input", "{{ operation.operation }}"),
        Column("Pusat kerja", "input", "{{ operation.work_centre }}", rule=_CENTRES, required=True),
        Column("Jam per unit", "input", "{{ operation.hours_per_unit }}", hours,
               at_least_zero("Jam per unit", "Jam untuk satu unit, misalnya 0,25."), required=True),
        Column("Jam siap", "input", "{{ operation.setup_hours }}", hours,
               at_least_zero("Jam siap", "Jam menyiapkan mesin untuk satu ROP.")),
        Column("Periksa", "calculated", first_problem(
            ('AND([Kode produk]="",[Operasi]="",[Pusat kerja]="")', ""),
            ('[Kode produk]=""', "Isi kode produk"),
            ("NOT(ISNUMBER([Urutan]))", "Isi urutan dengan angka"),
            (f"NOT({_KNOWN})", "Pusat kerja belum ada di Kapasitas"),
            ("NOT(ISNUMBER([Jam per unit]))", "Isi jam per unit dengan angka"),
            ("ISTEXT([Jam siap])", "Jam siap harus angka"),
            ("OR([Jam per unit]<0,[Jam siap]<0)", "Jam negatif"),
        )),
    )  # fmt: skip
    figures = {
        "Kode produk": figure("Jumlah operasi", "=COUNTA(Routing[Kode produk])"),
        "Periksa": figure("Pemeriksaan", wrong_rows("Routing", "Belum ada routing")),
    }
    draw_list(house, sheet, columns, figures)


def draw_capacity(house: House) -> None:
    """Draw ``Kapasitas``: hours of each work centre on a day and in every month."""
    sheet = ListSheet(
        "tbl_pusat_kerja",
        "Kapasitas pusat kerja",
        "Jam sehari = unit x jam per hari x utilisasi x efisiensi. Sebulan: x hari kerja, disesuaikan dengan "
        "lembar Jam Khusus.",
        "centre in work_centres",
        key="Pusat kerja",
        legend=TYPED,
        frozen=1,
        wide={"Unit": 7, "Jam per hari": 8, "Utilisasi": 9, "Efisiensi": 9, "Jam sehari": 9, "Periksa": 26},
    )
    days = {
        month: figure(month, f'=IF(INDEX(Hari_kerja_bulan,{number})="",0,INDEX(Hari_kerja_bulan,{number}))',
                      "0;;")
        for number, month in enumerate(MONTHS, 1)
    }  # fmt: skip
    figures = {
        "Pusat kerja": figure("Jumlah pusat kerja", "=COUNTA(Pusat[Pusat kerja])"),
        "Efisiensi:Jam sehari": figure("Hari kerja setahun", "=SUM(G7:R7)"),
        **days,
        "Periksa": figure("Pemeriksaan", wrong_rows("Pusat", "Belum ada pusat kerja")),
    }
    page = draw_list(house, sheet, _centre_columns(), figures)
    page.put(
        f"B{FIGURE_ROW}:D{FIGURE_ROW}",
        "Hari kerja per bulan \N{RIGHTWARDS ARROW}",
        {"align": "right", "font_size": 9, "font_color": "#6B7A83"},
    )
    house.name("Daftar_pusat_kerja", f"Kapasitas!$A${HEADING_ROW + 1}:$A${HEADING_ROW + 3}")


def _centre_columns() -> tuple[Column, ...]:
    """Return what is typed of a work centre, its hours on a day and in each month, and what is wrong."""
    return (
        Column("Pusat kerja", "input", "{{ centre.name }}", required=True),
        Column("Unit", "input", "{{ centre.units }}", CENTRE,
               above_zero("Unit", "Banyaknya mesin atau regu."), required=True),
        Column("Jam per hari", "input", "{{ centre.hours }}", CENTRE,
               between(0, 24, "Jam per hari", "Jam kerja satu unit sehari."), required=True),
        Column("Utilisasi", "input", "{{ centre.utilisation }}", _SHARE,
               between(0, 1, "Utilisasi", "Bagian waktu yang dipakai bekerja, misalnya 90%."), required=True),
        Column("Efisiensi", "input", "{{ centre.efficiency }}", _SHARE,
               between(0, 2, "Efisiensi", "Jam standar per jam kerja, misalnya 95%."), required=True),
        Column("Jam sehari", "calculated",
               '=IF(OR([Unit]="",[Jam per hari]=""),"",CAPACITY_AVAILABLE([Unit]*[Jam per hari],[Utilisasi],'
               "[Efisiensi]))", HOURS | {"bold": True}),
        *(Column(month, "calculated", _hours(number), HOURS) for number, month in enumerate(MONTHS, 1)),
        Column("Periksa", "calculated", _CENTRE_CHECK),
    )  # fmt: skip


def _hours(number: int) -> str:
    """Return the hours of a month: each working day's, and what special days give more or less."""
    special = f"SUMIFS(Penutupan[Selisih],Penutupan[Pusat kerja],[Pusat kerja],Penutupan[Bulan],{number})"
    days = f"{Pusat.letter(MONTHS[number - 1])}$7"
    return f'=IF(ISNUMBER([Jam sehari]),[Jam sehari]*{days}+{special},"")'


_CENTRE_CHECK: Final = first_problem(
    ('AND([Pusat kerja]="",[Unit]="")', ""),
    ('[Pusat kerja]=""', "Isi pusat kerja"),
    ("COUNTIFS(Pusat[Pusat kerja],[Pusat kerja])>1", "Tertulis dua kali"),
    ('SUMPRODUCT(([Unit]:[Efisiensi]="")*1)>0', "Lengkapi kolom kuning"),
    ("COUNT([Unit]:[Efisiensi])<4", "Ada teks, bukan angka"),
    ("OR([Unit]<=0,[Jam per hari]<0)", "Unit atau jam salah"),
    ("OR([Utilisasi]<0,[Utilisasi]>1)", "Utilisasi 0% sampai 100%"),
    ("OR([Efisiensi]<0,[Efisiensi]>2)", "Efisiensi 0% sampai 200%"),
)


_SPECIAL_CHECK: Final = first_problem(
    ('AND([Pusat kerja]="",[Tanggal]="",[Jam]="")', ""),
    (f"NOT({_KNOWN})", "Pusat kerja belum ada di Kapasitas"),
    ("NOT(ISNUMBER([Tanggal]))", "Isi tanggal"),
    ("NOT(ISNUMBER([Jam]))", "Isi jam dengan angka"),
    ("[Jam]<0", "Jam negatif"),
    ("COUNTIFS(Penutupan[Pusat kerja],[Pusat kerja],Penutupan[Tanggal],[Tanggal])>1", "Tertulis dua kali"),
    ("[Bulan]=0", "Di luar tahun rencana"),
)


def draw_special(house: House) -> None:
    """Draw ``Jam Khusus``: days on which a work centre has other hours than usual."""
    sheet = ListSheet(
        "tbl_penutupan",
        "Jam khusus pusat kerja",
        "Hari dengan jam lain daripada Jam sehari: mesin rusak atau dirawat (0 atau kurang), lembur (lebih; "
        "boleh pada hari libur). Jam = jam efektif seluruh pusat kerja pada tanggal itu.",
        "special in closures",
        key="Pusat kerja",
        legend=TYPED,
        wide={"Keterangan": 30, "Jam": 10, "Bulan": 8, "Selisih": 10, "Periksa": 30},
        landscape=False,
    )
    usual = "INDEX(Pusat[Jam sehari],MATCH([Pusat kerja],Pusat[Pusat kerja],0))"
    works = f"WORKING_DAYS([Tanggal],[Tanggal],Hari_Libur,{SIX_DAYS})"
    columns = (
        Column("Pusat kerja", "input", "{{ special.work_centre }}", rule=_CENTRES, required=True),
        dated("Tanggal", "{{ special.date }}", "input", "Tanggal dengan jam lain.", required=True),
        Column("Jam", "input", "{{ special.hours }}", HOURS,
               at_least_zero("Jam", "Jam pada hari itu; 0 bila tutup."), required=True),
        Column("Keterangan", "input", "{{ special.note }}"),
        Column("Bulan", "calculated", '=IF(ISNUMBER([Tanggal]),IF(YEAR([Tanggal])=Tahun_rencana,'
               'MONTH([Tanggal]),0),"")', CENTRE | {"num_format": f"{COUNT};;\"-\""}),
        Column("Selisih", "calculated", '=IF(OR(NOT(ISNUMBER([Tanggal])),NOT(ISNUMBER([Jam]))),"",'
               f'IFERROR([Jam]-{works}*{usual},""))', HOURS | {"num_format": "+#,##0.0;-#,##0.0;0"}),
        Column("Periksa", "calculated", _SPECIAL_CHECK),
    )  # fmt: skip
    figures = {
        "Pusat kerja": figure("Jumlah hari khusus", "=COUNTA(Penutupan[Pusat kerja])"),
        "Jam": figure("Selisih jam", "=SUM(Penutupan[Selisih])", "+#,##0.0;-#,##0.0;0"),
        "Periksa": figure("Pemeriksaan", wrong_rows("Penutupan", "OK")),
    }
    draw_list(house, sheet, columns, figures)
