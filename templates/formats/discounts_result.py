"""Sheets ``Perhitungan``, ``Penjelasan``, ``Riwayat`` and ``Arsip`` of the discounts workbook."""

from __future__ import annotations

from typing import Final

from templates.formats.discounts_layout import (
    ENTITLED,
    GRANTED,
    LIMITS,
    MISSING,
    NEXT,
    PERIOD,
    PLACE,
    RECORDED,
    Hitung,
)
from templates.formats.discounts_page import MONEY, MONTH, RATE, draw_list, held, money
from templates.formats.list_page import ListSheet
from templates.formats.list_sheets import CENTRE, DATE, TYPED, figure, list_sheet
from templates.formats.palette import ACCENT, QUIET, filled
from templates.formats.style import Figure, House, Page
from templates.formats.tables import Column
from udfs.discounts import MOST

_A3: Final = 8
_WRITTEN: Final = "[$-421]mmmm yyyy"
_IN_MONTH: Final = '{0}[Tanggal],">="&Awal_bulan,{0}[Tanggal],"<"&(Akhir_bulan+1)'
_IN_PERIOD: Final = '{0}[Tanggal],">="&Awal_periode,{0}[Tanggal],"<"&(Akhir_bulan+1)'
_TIERS: Final = f"[Mulai 1]:[Diskon {MOST}]"


def _used(formula: str) -> str:
    """Return a formula that is blank in a row that is not in use."""
    return f'=IF([Kode]="","",{formula})'


def _sum(table: str, column: str, within: str = _IN_MONTH, more: str = "") -> str:
    return f"SUMIFS({table}[{column}],{table}[Kode],[Kode],{within.format(table)}{more})"


def _limits() -> list[Column]:
    """Return the tiers of the customer's group, as TARGET_DISCOUNT takes them."""
    cell = f"INDEX(Tingkatan_diskon,[{PLACE}],{{0}})"
    return [
        Column(heading, "calculated", f'=IF([{PLACE}]="","",IF({cell}="","",{cell}))'.format(n),
               MONEY if heading.startswith("Mulai") else RATE)
        for n, heading in enumerate(LIMITS, 1)
    ]  # fmt: skip


_REACHED: Final = f"IF([Tingkat]=0,0,SUM(INDEX({_TIERS},1,2*[Tingkat])))"
_NO_TIERS: Final = f'[{PLACE}]=""'
_TARGET: Final = (
    money("Pembelian", _used(_sum("Pembelian", "Nilai"))),
    money("Retur", _used(_sum("Retur", "Nilai"))),
    money("Neto", _used("[Pembelian]-[Retur]")),
    money(PERIOD, _used(
        "IF(Awal_periode=Awal_bulan,[Neto],"
        f"{_sum('Pembelian', 'Nilai', _IN_PERIOD)}-{_sum('Retur', 'Nilai', _IN_PERIOD)})"
    )),
    Column("Tingkat", "calculated", f'=IF({_NO_TIERS},"",DISCOUNT_TIER([{PERIOD}],{_TIERS}))', CENTRE),
    Column("Tarif", "calculated", f'=IF({_NO_TIERS},"",{_REACHED})', RATE),
    money(ENTITLED, f'=IF({_NO_TIERS},"",TARGET_DISCOUNT([{PERIOD}],{_TIERS},Cara_diskon))'),
    money(GRANTED, _used(
        "IF(Awal_periode=Awal_bulan,0,SUMIFS(Riwayat[Diskon target],Riwayat[Kode],[Kode],"
        'Riwayat[Bulan],">="&Awal_periode,Riwayat[Bulan],"<"&Awal_bulan))'
    )),
    money("Diskon target", f'=IF(ISNUMBER([{ENTITLED}]),[{ENTITLED}]-[{GRANTED}],"")'),
)  # fmt: skip
_PAYMENT: Final = (
    money("Bayar tepat waktu", _used(_sum("Bayar", "Dihitung", more=',Bayar[Tepat waktu],"Ya"'))),
    money("Bayar terlambat", _used(_sum("Bayar", "Dihitung", more=',Bayar[Tepat waktu],"Tidak"'))),
    money("Diskon bayar", _used(_sum("Bayar", "Diskon"))),
)
_RECORD: Final = "Riwayat[Kode],[Kode],Riwayat[Bulan]"
_COMPARED: Final = (
    money("Jumlah", _used("SUM([Diskon target],[Diskon bayar],[Koreksi])")),
    money("Bulan lalu", _used(f"SUMIFS(Riwayat[Jumlah],{_RECORD},Bulan_lalu)")),
    money("Selisih", _used("[Jumlah]-[Bulan lalu]")),
    money(NEXT, f'=IF(ISNUMBER([Tingkat]),IF([Tingkat]={MOST},"",INDEX({_TIERS},1,2*[Tingkat]+1)),"")'),
    money(MISSING, f'=IF(ISNUMBER([{NEXT}]),[{NEXT}]-[{PERIOD}],"")'),
    money(RECORDED, _used(
        f'IF(COUNTIFS({_RECORD},Awal_bulan)=0,"",SUMIFS(Riwayat[Jumlah],{_RECORD},Awal_bulan))'
    )),
)  # fmt: skip
_PRESS: Final = '"Tekan Hitung diskon"'
_CHECKS: Final = (
    (_NO_TIERS, '"Golongan tanpa tingkatan"'),
    (f"NOT(ISNUMBER([{ENTITLED}]))", '"Tingkatan golongan salah"'),
    ("ISTEXT([Koreksi])", '"Koreksi harus angka"'),
    ('AND([Koreksi]<>"",[Alasan koreksi]="")', '"Isi alasan koreksi"'),
    (f'[{RECORDED}]=""', _PRESS),
    (f"[{RECORDED}]<>[Jumlah]", f'IF(Status_bulan="Terkunci","Terkunci, tercatat lain",{_PRESS})'),
    ("[Diskon target]<0", '"Diskon target ditarik kembali"'),
    ("[Neto]<0", '"Retur melebihi pembelian"'),
)


def draw_calculation(house: House) -> None:
    """Draw ``Perhitungan``: the discounts of the month, one customer a row."""
    sheet = ListSheet(
        "tbl_hitung",
        "Perhitungan diskon",
        "Satu pelanggan satu baris. Koreksi: untuk bulan terkunci atau kesepakatan lain, dengan alasan.",
        "one in rows",
        "Kode",
        frozen=2,
        across=17,
        colour=ACCENT,
        wide={"Pelanggan": 26, "Golongan": 12, "Tarif": 8, PLACE: 7, "Diskon bayar": 14, "Periksa": 27},
    )
    check = '"OK"'
    for test, told in reversed(_CHECKS):
        check = f"IF({test},{told},{check})"
    place = 'IF([Golongan]="","",IFERROR(MATCH([Golongan],Daftar_golongan,0),""))'
    columns = (
        Column("Kode", "data", "{{ one.code }}", CENTRE),
        Column("Pelanggan", "data", "{{ one.name }}", {"bold": True}),
        Column("Golongan", "data", "{{ one.group }}"),
        *_TARGET,
        *_PAYMENT,
        Column("Koreksi", "input", held("one", "correction"), MONEY),
        Column("Alasan koreksi", "input", held("one", "reason")),
        *_COMPARED,
        Column("Periksa", "calculated", _used(check), CENTRE),
        Column(PLACE, "calculated", _used(place), CENTRE),
        *_limits(),
    )
    page = draw_list(house, sheet, columns, _totals())
    first, last = Hitung.letter(PLACE), Hitung.letter(LIMITS[-1])
    page.sheet.set_column(f"{first}:{last}", 12, None, {"level": 1, "hidden": True})
    page.sheet.print_area(f"A1:{Hitung.letter('Periksa')}19")
    page.sheet.set_paper(_A3)
    page.signatures(15, (("B", "D"), ("F", "H"), ("J", "L")))
    for heading in ("Diskon target", "Diskon bayar", "Jumlah"):
        cell = f"{Hitung.letter(heading)}11"
        page.mark(cell, f"=ISNUMBER({cell})", {"bold": True})
    house.name("Bulan_terhitung", f"Perhitungan!${Hitung.letter('Golongan')}$7")


def _totals() -> dict[str, Figure]:
    number = MONEY["num_format"]
    summed = (
        "Pembelian",
        "Retur",
        "Neto",
        "Diskon target",
        "Bayar tepat waktu",
        "Diskon bayar",
        "Koreksi",
        "Jumlah",
    )
    totals = {one: figure(one, f"=SUM(Hitung[{one}])", number) for one in summed}
    others = "+".join(
        f"(SUMIFS({table}[{column}],{_IN_MONTH.format(table)})<>SUM(Hitung[{total}]))"
        for table, column, total in (
            ("Pembelian", "Nilai", "Pembelian"),
            ("Retur", "Nilai", "Retur"),
            ("Bayar", "Diskon", "Diskon bayar"),
        )
    )
    whole = f'IF({others}>0,"Ada transaksi tanpa pelanggan","OK")'
    stale = f"COUNTIFS(Hitung[Periksa],{_PRESS})"
    months = "IF(COUNT(Awal_bulan,Bulan_terhitung)<2,1,IF(Awal_bulan<>Bulan_terhitung,1,0))"
    return {
        "Pelanggan": figure("Bulan dihitung", "=Awal_bulan", _WRITTEN),
        "Golongan": Figure("Terakhir dihitung", "{{ counted_month }}", filled("data", **MONTH)),
        **totals,
        "Periksa": figure("Pemeriksaan", f"=IF({months}+{stale}>0,{_PRESS},{whole})"),
    }


def draw_explanation(house: House) -> None:
    """Draw ``Penjelasan``: what makes this month's discount another than last month's."""
    sheet = ListSheet(
        "tbl_penjelasan",
        "Penjelasan perbedaan dengan bulan lalu",
        "Ditulis tombol Hitung diskon. Pembelian, Retur, Tingkat, Pembayaran, Koreksi berjumlah Selisih.",
        "one in explanations",
        "Kode",
        frozen=2,
        wide={"Penjelasan": 60, "Pelanggan": 24, "Periksa": 20}
        | dict.fromkeys(("Pembelian", "Retur", "Tingkat", "Pembayaran", "Koreksi"), 12.5)
        | dict.fromkeys(("Bulan lalu", "Bulan ini", "Selisih"), 13),
        colour=ACCENT,
        legend=("calculated", "data"),
    )
    parts = "SUM([Pembelian],[Retur],[Tingkat],[Pembayaran],[Koreksi])"
    found = "IFERROR(MATCH([Kode],Hitung[Kode],0),0)"
    now = f"INDEX(Hitung[Selisih],{found},1)"
    check = _used(
        f'IF([Bulan ini]-[Bulan lalu]<>{parts},"Bagian tidak cocok",IF({found}=0,{_PRESS},'
        f'IF([Selisih]<>{now},{_PRESS},"OK")))'
    )
    keys = {"Bulan lalu": "last", "Bulan ini": "this", "Pembelian": "purchases", "Retur": "returns",
            "Tingkat": "tier", "Pembayaran": "payments", "Koreksi": "correction"}  # fmt: skip
    amounts = {heading: money(heading, f"{{{{ one.{key} }}}}", "data") for heading, key in keys.items()}
    columns = (
        Column("Kode", "data", "{{ one.code }}", CENTRE),
        Column("Pelanggan", "data", "{{ one.name }}", {"bold": True}),
        amounts["Bulan lalu"],
        amounts["Bulan ini"],
        money("Selisih", _used("[Bulan ini]-[Bulan lalu]")),
        *(amounts[one] for one in ("Pembelian", "Retur", "Tingkat", "Pembayaran", "Koreksi")),
        Column("Penjelasan", "data", "{{ one.text }}", {"font_size": 9}),
        Column("Periksa", "calculated", check, CENTRE),
    )
    summed = ("Bulan lalu", "Bulan ini", "Selisih", "Pembelian", "Retur", "Tingkat", "Pembayaran", "Koreksi")
    number = MONEY["num_format"]
    draw_list(house, sheet, columns, {one: figure(one, f"=SUM(Penjelasan[{one}])", number) for one in summed})


def draw_history(house: House) -> None:
    """Draw ``Riwayat``: what was given, month by month; a locked month stays as it is."""
    sheet = ListSheet(
        "tbl_riwayat",
        "Riwayat diskon",
        "Ditulis tombol Hitung diskon. Bulan yang terkunci (lembar Rekap) tidak berubah lagi.",
        "one in history",
        "Kode",
        frozen=3,
        wide={"Bulan": 9, "Pelanggan": 24, "Golongan": 12, "Dihitung": 12}
        | dict.fromkeys(("Pembelian", "Retur", "Neto", PERIOD, "Bayar tepat waktu", "Bayar terlambat"), 13)
        | dict.fromkeys(("Diskon target", "Diskon bayar", "Koreksi", "Jumlah"), 12),
        across=15,
        colour=QUIET,
    )
    keys = {"Pembelian": "purchases", "Retur": "returns", "Neto": "net", PERIOD: "period_net",
            "Diskon target": "target", "Bayar tepat waktu": "in_time", "Bayar terlambat": "late",
            "Diskon bayar": "payment", "Koreksi": "correction", "Jumlah": "total"}  # fmt: skip
    amounts = {heading: money(heading, f"{{{{ one.{key} }}}}", "data") for heading, key in keys.items()}
    columns = (
        Column("Bulan", "data", "{{ one.month }}", MONTH),
        Column("Kode", "data", "{{ one.code }}", CENTRE),
        Column("Pelanggan", "data", "{{ one.name }}"),
        Column("Golongan", "data", "{{ one.group }}"),
        *(amounts[one] for one in ("Pembelian", "Retur", "Neto", PERIOD)),
        Column("Tingkat", "data", "{{ one.tier }}", CENTRE),
        Column("Tarif", "data", "{{ one.rate }}", RATE),
        *(amounts[one] for one in ("Diskon target", "Bayar tepat waktu", "Bayar terlambat")),
        *(amounts[one] for one in ("Diskon bayar", "Koreksi")),
        Column("Alasan koreksi", "data", "{{ one.reason }}"),
        amounts["Jumlah"],
        Column("Dihitung", "data", "{{ one.counted }}", DATE),
    )
    draw_list(house, sheet, columns)


def draw_archive(house: House) -> None:
    """Draw ``Arsip``: what no longer has a place."""
    page = Page(house, "Arsip", "Arsip", (14, 12, 12, 30, 50, 40), colour=QUIET)
    page.note("Tidak ada isian yang dihapus; yang tidak lagi dipakai disimpan di sini.", TYPED)
    columns = (
        Column("Tanggal", "data", "{{ one.date }}", DATE),
        Column("Bulan", "data", "{{ one.month }}", MONTH),
        Column("Kode", "data", "{{ one.code }}", CENTRE),
        Column("Pelanggan", "data", "{{ one.name }}"),
        Column("Isi", "data", "{{ one.content }}"),
        Column("Alasan", "data", "{{ one.reason }}"),
    )
    list_sheet(page, "tbl_arsip", columns, "one in archive", {})
