"""Sheets of the materials: ``Material``, ``Bahan per Produk``, ``Kedatangan``."""

from __future__ import annotations

from typing import Final

from templates.formats.allocation_page import QUANTITY, dated, draw_list, first_problem, pieces, wrong_rows
from templates.formats.list_page import ListSheet
from templates.formats.list_sheets import CENTRE, TYPED, figure
from templates.formats.palette import ALARM, COUNT
from templates.formats.rules import above_zero, between, choice
from templates.formats.style import House
from templates.formats.tables import HEADING_ROW, Column

_BODY: Final = HEADING_ROW + 2
_MATERIALS: Final = choice(
    "Daftar_material", "Material", "Pilih material dari lembar Material.", strict=False
)
_KNOWN: Final = "ISNUMBER(MATCH([Material],Material[Material],0))"


def draw_materials(house: House) -> None:
    """Draw ``Material``: stock, what comes in, what all orders take, what is left."""
    sheet = ListSheet(
        "tbl_material",
        "Material",
        "Stok pada tanggal acuan. Waktu tunggu: hari kerja dari memesan sampai datang; kosong bila tidak "
        "dapat dibeli tepat waktu. Kebutuhan: semua ROP yang belum selesai.",
        "material in materials",
        key="Material",
        legend=TYPED,
        wide={"Waktu tunggu": 13, "Periksa": 32, "Stok": 12, "Datang": 12, "Kebutuhan": 12, "Sisa": 12},
        landscape=False,
    )
    lead = between(0, 365, "Waktu tunggu", "Hari kerja; kosong: tidak dapat dibeli.", whole=True)
    columns = (
        Column("Material", "input", "{{ material.name }}", required=True),
        Column("Satuan", "input", "{{ material.unit }}", CENTRE),
        pieces("{{ material.stock }}", "input", heading="Stok"),
        Column("Waktu tunggu", "input", "{{ material.lead_time }}", CENTRE | {"num_format": COUNT}, lead),
        Column("Datang", "calculated", '=IF([Material]="","",SUMIFS(Kedatangan[Jumlah],'
               "Kedatangan[Material],[Material]))", QUANTITY),
        Column("Kebutuhan", "calculated", '=IF([Material]="","",SUMIFS(Bahan[Kebutuhan],Bahan[Material],'
               "[Material]))", QUANTITY),
        Column("Sisa", "calculated", '=IF(OR([Material]="",ISTEXT([Stok])),"",[Stok]+[Datang]-[Kebutuhan])',
               QUANTITY | {"bold": True}),
        Column("Periksa", "calculated", _MATERIAL_CHECK),
    )  # fmt: skip
    figures = {
        "Material": figure("Jumlah material", "=COUNTA(Material[Material])"),
        "Stok:Waktu tunggu": figure(
            "Tidak dapat dibeli", "=COUNTA(Material[Material])-COUNT(Material[Waktu tunggu])"
        ),
        "Sisa": figure("Kurang", '=COUNTIFS(Material[Sisa],"<0")'),
        "Periksa": figure("Pemeriksaan", wrong_rows("Material", "Belum ada material")),
    }
    page = draw_list(house, sheet, columns, figures)
    page.mark(f"G{_BODY}", f"=AND(ISNUMBER($G{_BODY}),$G{_BODY}<0)", ALARM)
    house.name("Daftar_material", f"Material!$A${HEADING_ROW + 1}:$A${HEADING_ROW + 3}")


_MATERIAL_CHECK: Final = first_problem(
    ('AND([Material]="",[Stok]="")', ""),
    ('[Material]=""', "Isi material"),
    ("COUNTIFS(Material[Material],[Material])>1", "Tertulis dua kali"),
    ("NOT(ISNUMBER([Stok]))", "Isi stok dengan angka"),
    ("[Stok]<0", "Stok negatif"),
    ("ISTEXT([Waktu tunggu])", "Waktu tunggu harus angka"),
    ('AND([Sisa]<0,[Waktu tunggu]="")', "Kurang, tidak dapat dibeli"),
    ("[Sisa]<0", "Kurang, perlu dibeli"),
)


def draw_bill(house: House) -> None:
    """Draw ``Bahan per Produk``: how much of which material a unit takes, and what all orders take of it."""
    sheet = ListSheet(
        "tbl_bahan",
        "Bahan per produk",
        "Satu baris satu material dari satu produk, untuk satu unit. Dipesan: ROP di Kesanggupan yang belum "
        "selesai pada tanggal acuan.",
        "line in bill",
        key="Kode produk",
        legend=TYPED,
        wide={"Kode produk": 16, "Per unit": 12, "Dipesan": 13, "Kebutuhan": 14},
        landscape=False,
    )
    all_of_it = "Sanggup[Jumlah],Sanggup[Kode produk],[Kode produk]"
    done = f'IF(Tanggal_acuan="",0,SUMIFS({all_of_it},Sanggup[Tanggal berlaku],"<"&Tanggal_acuan))'
    ordered = f"SUMIFS({all_of_it})-{done}"
    columns = (
        Column("Kode produk", "input", "{{ line.product }}", CENTRE, required=True),
        Column("Material", "input", "{{ line.material }}", rule=_MATERIALS, required=True),
        Column("Per unit", "input", "{{ line.per_unit }}", QUANTITY | {"num_format": "#,##0.0##"},
               above_zero("Per unit", "Banyaknya untuk satu unit produk."), required=True),
        Column("Dipesan", "calculated", f'=IF([Kode produk]="","",{ordered})', QUANTITY),
        Column("Kebutuhan", "calculated", '=IF(OR([Kode produk]="",NOT(ISNUMBER([Per unit]))),"",'
               "[Per unit]*[Dipesan])", QUANTITY),
        Column("Periksa", "calculated", first_problem(
            ('AND([Kode produk]="",[Material]="")', ""),
            ('[Kode produk]=""', "Isi kode produk"),
            ("NOT(ISNUMBER(MATCH([Kode produk],Routing[Kode produk],0)))", "Produk belum ada di Routing"),
            (f"NOT({_KNOWN})", "Material belum terdaftar"),
            ("NOT(ISNUMBER([Per unit]))", "Isi per unit dengan angka"),
            ("[Per unit]<=0", "Harus lebih dari 0"),
        )),
    )  # fmt: skip
    figures = {
        "Kode produk": figure("Jumlah baris", "=COUNTA(Bahan[Kode produk])"),
        "Periksa": figure("Pemeriksaan", wrong_rows("Bahan", "Belum ada bahan")),
    }
    draw_list(house, sheet, columns, figures)


def draw_arrivals(house: House) -> None:
    """Draw ``Kedatangan``: which material comes in on which day."""
    sheet = ListSheet(
        "tbl_kedatangan",
        "Kedatangan material",
        "Pesanan pembelian yang belum datang: satu baris satu kedatangan. Yang sudah datang dihapus dari "
        "sini dan ditambahkan ke Stok.",
        "line in arrivals",
        key="Material",
        legend=TYPED,
        wide={"Material": 34, "Tanggal": 16, "Jumlah": 14, "Periksa": 34},
        landscape=False,
    )
    columns = (
        Column("Material", "input", "{{ line.material }}", rule=_MATERIALS, required=True),
        dated("Tanggal", "{{ line.date }}", "input", "Tanggal material datang.", required=True),
        pieces("{{ line.quantity }}", "input"),
        Column("Periksa", "calculated", first_problem(
            ('AND([Material]="",[Tanggal]="")', ""),
            (f"NOT({_KNOWN})", "Material belum terdaftar"),
            ("NOT(ISNUMBER([Tanggal]))", "Isi tanggal"),
            ("NOT(ISNUMBER([Jumlah]))", "Isi jumlah dengan angka"),
            ("[Jumlah]<0", "Jumlah negatif"),
        )),
    )  # fmt: skip
    figures = {
        "Material": figure("Jumlah kedatangan", "=COUNTA(Kedatangan[Material])"),
        "Tanggal": figure("Berikutnya", '=IF(COUNT(Kedatangan[Tanggal])=0,"",MIN(Kedatangan[Tanggal]))',
                          "dd/mm/yyyy"),
        "Periksa": figure("Pemeriksaan", wrong_rows("Kedatangan", "OK")),
    }  # fmt: skip
    draw_list(house, sheet, columns, figures)
