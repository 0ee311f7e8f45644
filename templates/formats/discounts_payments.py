"""Sheets ``Faktur`` and ``Pembayaran`` of the discounts workbook."""

from __future__ import annotations

from typing import Final

from templates.formats.discounts_page import (
    FOUND,
    MONEY,
    RATE,
    customer,
    dated,
    draw_list,
    held,
    money,
    row_check,
    whole_rupiah,
)
from templates.formats.list_page import ListSheet
from templates.formats.list_sheets import CENTRE, DATE, figure
from templates.formats.palette import ALARM, GOOD
from templates.formats.rules import choice
from templates.formats.style import House
from templates.formats.tables import Column

_UNPRESSED: Final = ('[Dihitung]=""', "Tekan Hitung diskon")
_STALE: Final = ("SUM([Dihitung],[Lebih bayar])<>[Jumlah]", "Tekan Hitung diskon")


def draw_invoices(house: House) -> None:
    """Draw ``Faktur``: what was billed, when it is due, what is still open."""
    sheet = ListSheet(
        "tbl_faktur",
        "Faktur",
        "Satu faktur satu baris. Jatuh tempo yang kosong diisi tombol dari tempo pelanggan.",
        "one in invoices",
        "No faktur",
        frozen=1,
        wide={"Keterangan": 20, "Status": 20},
    )
    moved = "DUE_DATE([Jatuh tempo]-1,1,Hari_Libur,Hari_kerja_seminggu=6)"
    limit = (
        '=IF(OR([Jatuh tempo]="",ISTEXT([Jatuh tempo])),"",'
        f'IF(Jatuh_tempo_libur="Tetap",[Jatuh tempo],{moved}))'
    )
    left = '=IF(OR([Nilai]="",ISTEXT([Nilai])),"",[Nilai]-SUM([Retur],[Terbayar]))'
    status = (
        '=IF([Sisa]="","",IF([Sisa]<0,"Lebih bayar",IF([Sisa]=0,"Lunas",'
        'IF(AND([Batas bayar]<>"",Tanggal_acuan>[Batas bayar]),"Lewat jatuh tempo",'
        'IF(SUM([Terbayar])>0,"Dibayar sebagian","Belum dibayar")))))'
    )
    tests = (
        ("NOT(ISNUMBER([Tanggal]))", "Tanggal belum benar"),
        (whole_rupiah("[Nilai]"), ""),
        ('[Jatuh tempo]=""', "Tekan Hitung diskon"),
        ("NOT(ISNUMBER([Jatuh tempo]))", "Jatuh tempo belum benar"),
        ("[Jatuh tempo]<[Tanggal]", "Jatuh tempo sebelum faktur"),
    )
    columns = (
        Column("No faktur", "input", "{{ one.number }}", CENTRE, required=True),
        dated("{{ one.date }}", "Tanggal faktur."),
        customer("{{ one.code }}"),
        money("Nilai", "{{ one.amount }}", "input", "Rupiah penuh, tanpa PPN."),
        dated("{{ one.due }}", "Kosong: tanggal faktur + tempo pelanggan.", "Jatuh tempo"),
        Column("Keterangan", "input", held("one", "note")),
        money("Retur", held("one", "returned"), "data"),
        money("Terbayar", held("one", "paid"), "data"),
        FOUND,
        Column("Batas bayar", "calculated", limit, DATE),
        money("Sisa", left),
        Column("Status", "calculated", status, CENTRE),
        Column("Periksa", "calculated", row_check(("No faktur", "Tanggal", "Kode", "Nilai"), tests), CENTRE),
    )
    figures = {
        "Kode": figure("Faktur", "=COUNT(Faktur[Nilai])"),
        "Nilai": figure("Nilai", "=SUM(Faktur[Nilai])", MONEY["num_format"]),
        "Terbayar": figure("Terbayar", "=SUM(Faktur[Terbayar])", MONEY["num_format"]),
        "Sisa": figure("Belum dibayar", '=SUMIFS(Faktur[Sisa],Faktur[Sisa],">0")', MONEY["num_format"]),
        "Status": figure("Lewat jatuh tempo", '=COUNTIFS(Faktur[Status],"Lewat jatuh tempo")'),
    }
    page = draw_list(house, sheet, columns, figures)
    page.mark("L11", '=OR(L11="Lewat jatuh tempo",L11="Lebih bayar")', ALARM)
    page.mark("L11", '=L11="Lunas"', GOOD)


def draw_payments(house: House) -> None:
    """Draw ``Pembayaran``: what came in for which invoice, in time or not, and the discount it earns."""
    sheet = ListSheet(
        "tbl_pembayaran",
        "Pembayaran",
        "Satu pembayaran untuk satu faktur satu baris; bayar sebagian boleh. Kolom putih diisi tombol.",
        "one in payments",
        "No bukti",
        frozen=1,
        wide={"Keterangan": 18, "Cara": 11, "Tepat waktu": 8, "Sebelumnya": 13, "Lebih bayar": 13},
    )
    way = choice(["Transfer", "Giro", "Tunai"], "Cara bayar", "Transfer, giro, atau tunai.", strict=False)
    in_time = '=IF(OR([Dihitung]="",[Batas bayar]=""),"",IF([Tanggal]<[Batas bayar]+1,"Ya","Tidak"))'
    earned = (
        '=IF(OR([Dihitung]="",[Batas bayar]=""),"",'
        "PAYMENT_DISCOUNT([Dihitung],[Batas bayar],[Tanggal],[Tarif],[Sebelumnya]))"
    )
    tests = (
        ("NOT(ISNUMBER([Tanggal]))", "Tanggal belum benar"),
        (whole_rupiah("[Jumlah]"), ""),
        _UNPRESSED,
        _STALE,
    )
    columns = (
        Column("No bukti", "input", "{{ one.number }}", CENTRE, required=True),
        dated("{{ one.date }}", "Tanggal uang diterima."),
        Column("No faktur", "input", "{{ one.invoice }}", CENTRE),
        money("Jumlah", "{{ one.amount }}", "input", "Rupiah penuh."),
        Column("Cara", "input", held("one", "way"), CENTRE, way),
        Column("Keterangan", "input", held("one", "note")),
        Column("Kode", "data", held("one", "code"), CENTRE),
        Column("Batas bayar", "data", held("one", "limit"), DATE),
        Column("Tarif", "data", held("one", "rate"), RATE),
        money("Sebelumnya", held("one", "before"), "data"),
        money("Dihitung", held("one", "counted"), "data"),
        money("Lebih bayar", held("one", "excess"), "data"),
        FOUND,
        Column("Tepat waktu", "calculated", in_time, CENTRE),
        money("Diskon", earned),
        Column("Periksa", "calculated", row_check(("No bukti", "Tanggal", "Jumlah"), tests), CENTRE),
    )
    figures = {
        "No faktur": figure("Pembayaran", "=COUNT(Bayar[Jumlah])"),
        "Jumlah": figure("Jumlah", "=SUM(Bayar[Jumlah])", MONEY["num_format"]),
        "Dihitung": figure("Dihitung", "=SUM(Bayar[Dihitung])", MONEY["num_format"]),
        "Lebih bayar": figure("Lebih bayar", "=SUM(Bayar[Lebih bayar])", MONEY["num_format"]),
        "Diskon": figure("Diskon bayar", "=SUM(Bayar[Diskon])", MONEY["num_format"]),
    }
    page = draw_list(house, sheet, columns, figures)
    page.mark("N11", '=N11="Tidak"', ALARM)
