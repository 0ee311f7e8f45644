"""Sheets of the discounts workbook that people fill: customers, tiers, purchases, returns."""

from __future__ import annotations

from typing import Final

from templates.formats.discounts_layout import LIMITS, Pelanggan, Tingkatan
from templates.formats.discounts_page import (
    FOUND,
    MONEY,
    RATE,
    customer,
    dated,
    draw_list,
    money,
    row_check,
    whole_rupiah,
)
from templates.formats.list_page import ListSheet
from templates.formats.list_sheets import CENTRE, figure
from templates.formats.palette import ACCENT
from templates.formats.rules import at_least_zero, between, choice
from templates.formats.style import House
from templates.formats.tables import Column
from udfs.discounts import MOST

_ACTIVE: Final = choice(["Ya", "Tidak"], "Aktif", "Tidak: hanya dihitung bila ada transaksi.")
_SHARE: Final = between(0, 1, "Tarif", "Antara 0 % dan 100 %, misalnya 2,5%.")


def draw_customers(house: House) -> None:
    """Draw ``Pelanggan``: who buys, in which group, on which terms."""
    sheet = ListSheet(
        "tbl_pelanggan",
        "Pelanggan",
        "Satu pelanggan satu baris. Diskon bayar kosong: tarif golongannya. Tempo mengisi jatuh tempo faktur "
        "yang kosong.",
        "one in customers",
        "Kode",
        frozen=2,
    )
    group = choice("Daftar_golongan", "Golongan", "Golongan dari lembar Tingkatan.", strict=False)
    known = ("COUNTIFS(Daftar_golongan,[Golongan])=0", "Golongan tidak dikenal")
    columns = (
        Column("Kode", "input", "{{ one.code }}", CENTRE, required=True),
        Column("Pelanggan", "input", "{{ one.name }}", {"bold": True}, required=True),
        Column("Kota", "input", "{{ one.city }}"),
        Column("Golongan", "input", "{{ one.group }}", rule=group, required=True),
        Column("Tempo (hari)", "input", "{{ one.terms }}", CENTRE,
               between(0, 365, "Tempo", "Hari kalender sejak tanggal faktur.", whole=True)),
        Column("Diskon bayar", "input", "{{ one.rate }}", RATE, _SHARE),
        Column("Aktif", "input", "{{ one.active }}", CENTRE, _ACTIVE),
        Column("Kontak", "input", "{{ one.contact }}"),
        FOUND,
        Column("Periksa", "calculated", row_check(("Kode", "Pelanggan", "Golongan"), (known,)), CENTRE),
    )  # fmt: skip
    figures = {
        "Pelanggan": figure("Pelanggan", "=COUNTA(Pelanggan[Kode])"),
        "Golongan": figure("Aktif", '=COUNTIFS(Pelanggan[Aktif],"Ya")'),
    }
    draw_list(house, sheet, columns, figures)
    house.name("Daftar_pelanggan", Pelanggan.span("Kode"))


def draw_tiers(house: House) -> None:
    """Draw ``Tingkatan``: each group's tiers of the target and its rate for paying in time."""
    sheet = ListSheet(
        "tbl_tingkatan",
        "Tingkatan diskon per golongan",
        f"Satu golongan satu baris, paling banyak {MOST} tingkat dari kiri ke kanan. Mulai: batas pembelian "
        "bersih; tepat pada batas sudah termasuk.",
        "group in groups",
        "Golongan",
        frozen=1,
        wide={"Diskon bayar": 9, "Keterangan": 22, "Periksa": 24}
        | {one: 15 if one.startswith("Mulai") else 8 for one in LIMITS},
        colour=ACCENT,
    )
    limit = at_least_zero(
        "Mulai", "Batas pembelian bersih, rupiah; lebih tinggi daripada tingkat di kirinya."
    )
    typed = (("Mulai", "limit", MONEY, limit), ("Diskon", "rate", RATE, _SHARE))
    tiers = [
        Column(f"{word} {n}", "input", f"{{{{ group.tiers[{n - 1}].{key} {there} }}}}", look, rule)
        for n in range(1, MOST + 1)
        for there in (f"if group.tiers|length >= {n} else none",)
        for word, key, look, rule in typed
    ]
    halves = "+".join(f'(([Mulai {n}]="")<>([Diskon {n}]=""))' for n in range(1, MOST + 1))
    check = (
        f'=IF([Golongan]="","",IF([Mulai 1]="","Isi Mulai 1",IF({halves}>0,"Batas dan tarif berpasangan",'
        f'IF(ISNUMBER(DISCOUNT_TIER(0,[Mulai 1]:[Diskon {MOST}])),"OK","Batas naik, tarif 0 - 100 %"))))'
    )
    columns = (
        Column("Golongan", "input", "{{ group.name }}", {"bold": True}, required=True),
        Column("Diskon bayar", "input", "{{ group.payment_rate }}", RATE, _SHARE),
        *tiers,
        Column("Keterangan", "input", "{{ group.note }}"),
        Column("Periksa", "calculated", check, CENTRE),
    )
    draw_list(house, sheet, columns)
    house.name("Daftar_golongan", Tingkatan.span("Golongan"))
    house.name("Tingkatan_diskon", Tingkatan.span("Mulai 1", f"Diskon {MOST}"))


def draw_purchases(house: House) -> None:
    """Draw ``Pembelian``: what customers bought, one delivery a row."""
    sheet = ListSheet(
        "tbl_pembelian",
        "Pembelian",
        "Satu penjualan kepada pelanggan satu baris, tanpa PPN. Nomor yang sama tidak dimasukkan dua kali.",
        "one in purchases",
        "No",
        frozen=1,
    )
    columns = (
        Column("No", "input", "{{ one.number }}", CENTRE, required=True),
        dated("{{ one.date }}", "Tanggal penjualan."),
        customer("{{ one.code }}"),
        Column("Uraian", "input", "{{ one.text }}"),
        money("Nilai", "{{ one.amount }}", "input", "Rupiah penuh, tanpa PPN."),
        FOUND,
        Column("Periksa", "calculated", row_check(("No", "Tanggal", "Kode", "Nilai"), _VALUED), CENTRE),
    )
    figures = {
        "Kode": figure("Baris", "=COUNT(Pembelian[Nilai])"),
        "Uraian": figure("Bulan ini", f"={_month_sum('Pembelian')}", MONEY["num_format"]),
        "Nilai": figure("Jumlah", "=SUM(Pembelian[Nilai])", MONEY["num_format"]),
    }
    draw_list(house, sheet, columns, figures)


def draw_returns(house: House) -> None:
    """Draw ``Retur``: what came back; it lessens the purchases of its month, and its invoice."""
    sheet = ListSheet(
        "tbl_retur",
        "Retur",
        "Satu retur satu baris; mengurangi pembelian pada bulan retur. No faktur diisi bila faktur itu ikut "
        "berkurang.",
        "one in returns",
        "No",
        frozen=1,
    )
    columns = (
        Column("No", "input", "{{ one.number }}", CENTRE, required=True),
        dated("{{ one.date }}", "Tanggal barang diterima kembali."),
        customer("{{ one.code }}"),
        Column("No faktur", "input", "{{ one.invoice }}", CENTRE),
        Column("Uraian", "input", "{{ one.text }}"),
        money("Nilai", "{{ one.amount }}", "input", "Rupiah penuh, tanpa PPN."),
        FOUND,
        Column("Periksa", "calculated", row_check(("No", "Tanggal", "Kode", "Nilai"), _VALUED), CENTRE),
    )
    figures = {
        "Kode": figure("Baris", "=COUNT(Retur[Nilai])"),
        "Uraian": figure("Bulan ini", f"={_month_sum('Retur')}", MONEY["num_format"]),
        "Nilai": figure("Jumlah", "=SUM(Retur[Nilai])", MONEY["num_format"]),
    }
    draw_list(house, sheet, columns, figures)


def _month_sum(table: str) -> str:
    within = f'{table}[Tanggal],">="&Awal_bulan,{table}[Tanggal],"<"&(Akhir_bulan+1)'
    return f"SUMIFS({table}[Nilai],{within})"


_VALUED: Final = (
    ("NOT(ISNUMBER([Tanggal]))", "Tanggal belum benar"),
    (whole_rupiah("[Nilai]"), ""),
)
