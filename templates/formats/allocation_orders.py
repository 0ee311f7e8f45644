"""Sheets of the orders: ``ROP``, ``Kesanggupan``, the two ``APS Tahap``, ``APS Final``, ``ROP Susulan``."""

from __future__ import annotations

from typing import Final

from templates.formats.allocation_page import (
    MONTH,
    QUANTITY,
    SIX_DAYS,
    dated,
    draw_list,
    first_problem,
    order_columns,
    pieces,
    wrong_rows,
)
from templates.formats.list_page import ListSheet
from templates.formats.list_sheets import CENTRE, figure
from templates.formats.palette import ACCENT, ALARM, COUNT, DAY, GOOD, Kind, Look
from templates.formats.rules import choice
from templates.formats.style import House, Page
from templates.formats.tables import HEADING_ROW, Column

ENTERS: Final = "Masuk"
OTHER_MONTH: Final = "Usul lain"
REFUSED: Final = "Tidak dapat"
"""What is decided of a late order."""

_BODY: Final = HEADING_ROW + 2
_SIGNATURES: Final = HEADING_ROW + 5
_SOME: Final = "#,##0.##"
_SIGNED: Final = "+#,##0.##;-#,##0.##;0"
_DIFFERENCE: Final[Look] = {**QUANTITY, "num_format": _SIGNED}
_TYPED: Final[tuple[Kind, ...]] = ("input", "calculated")
_WHOLE: Final[Look] = {**CENTRE, "num_format": COUNT}
_WARNING: Final[Look] = {"bg_color": "#FCF2D8", "font_color": "#4F330A"}


def draw_orders(house: House) -> None:
    """Draw ``ROP``: the customers' order plans, and the stage and production month of each."""
    sheet = ListSheet(
        "tbl_rop",
        "Rencana order pelanggan (ROP)",
        "Satu baris satu ROP; dari sistem order lewat tombol Impor ROP, atau diketik. ROP yang masuk adalah "
        "fixed order (FOP) pada tahapnya.",
        "order in orders",
        key="No ROP",
        legend=_TYPED,
        frozen=1,
        wide={"Keterangan": 30, "Periksa": 32},
    )
    wanted = dated(
        "Tanggal minta", "{{ order.wanted }}", "input", "Tanggal kirim yang diminta.", required=True
    )
    entered = dated(
        "Tanggal masuk", "{{ order.entered }}", "input", "Tanggal ROP masuk sistem.", required=True
    )
    columns = (
        *order_columns("order", "input"),
        pieces("{{ order.quantity }}", "input"),
        wanted,
        entered,
        Column("Keterangan", "input", "{{ order.note }}"),
        Column("Tahap", "calculated", f"=IF(ISNUMBER([Tanggal masuk]),{_found('APS_STAGE')},\"\")", _WHOLE),
        Column("Bulan produksi", "calculated", f"=IF(ISNUMBER([Tanggal masuk]),{_found('APS_MONTH')},\"\")",
               MONTH),
        Column("Periksa", "calculated", _ORDER_CHECK),
    )  # fmt: skip
    figures = {
        "No ROP": figure("Jumlah ROP", "=COUNTA(Rop[No ROP])"),
        "Jumlah": figure("Jumlah unit", '=SUMIFS(Rop[Jumlah],Rop[Jumlah],">0")', _SOME),
        "Tanggal masuk": figure("Belum bertahap", '=COUNTA(Rop[No ROP])-COUNT(Rop[Tahap])'),
        "Tahap:Bulan produksi": figure("Tahap 1 / tahap 2",
                                       '=COUNTIFS(Rop[Tahap],1)&" / "&COUNTIFS(Rop[Tahap],2)'),
        "Periksa": figure("Pemeriksaan", wrong_rows("Rop", "Belum ada ROP")),
    }  # fmt: skip
    draw_list(house, sheet, columns, figures)


def _found(function: str) -> str:
    """Return the call that gives the stage (or month) of the day of entry, "" where the calendar has none."""
    return f'IFERROR({function}([Tanggal masuk],Kalender_APS),"")'


_UNKNOWN: Final = (
    "NOT(ISNUMBER(MATCH([Kode produk],Routing[Kode produk],0)))",
    "Produk belum ada di Routing",
)
_ORDER_CHECK: Final = first_problem(
    ('AND([No ROP]="",[Pelanggan]="",[Kode produk]="",[Jumlah]="",[Tanggal minta]="")', ""),
    ('[No ROP]=""', "Isi nomor ROP"),
    ('[Pelanggan]=""', "Isi pelanggan"),
    ('[Kode produk]=""', "Isi kode produk"),
    _UNKNOWN,
    ('[Jumlah]=""', "Isi jumlah"),
    ("NOT(ISNUMBER([Jumlah]))", "Jumlah harus angka"),
    ("[Jumlah]<=0", "Jumlah harus lebih dari 0"),
    ('[Tanggal minta]=""', "Isi tanggal minta"),
    ("NOT(ISNUMBER([Tanggal minta]))", "Tanggal minta bukan tanggal"),
    ('[Tanggal masuk]=""', "Isi tanggal masuk"),
    ("NOT(ISNUMBER([Tanggal masuk]))", "Tanggal masuk bukan tanggal"),
    ("[Tanggal minta]<[Tanggal masuk]", "Diminta sebelum masuk"),
    ('[Tahap]=""', "Di luar kalender APS"),
    ('[Bulan produksi]=""', "Bulan produksi tahap ini kosong"),
)


def draw_promises(house: House) -> None:
    """Draw ``Kesanggupan``: the date on which each order can be delivered, and why it is no earlier."""
    sheet = ListSheet(
        "tbl_sanggup",
        "Kesanggupan PPC",
        "Ditulis tombol Konfirmasi kesanggupan. PPC boleh menetapkan tanggalnya sendiri pada Tanggal PPC; "
        "tanggal itu yang berlaku.",
        "promise in promises",
        key="No ROP",
        frozen=1,
        wide={"Sebab": 27, "Catatan": 16, "Dikonfirmasi oleh": 16, "Dalam bulan": 15, "Terlambat": 10}
        | {"Pelanggan": 25, "Produk": 24, "Periksa": 28},
    )
    columns = (
        *order_columns("promise", "data"),
        pieces("{{ promise.quantity }}", "data"),
        dated("Tanggal minta", "{{ promise.wanted }}", "data"),
        Column("Tahap", "data", "{{ promise.stage }}", _WHOLE),
        Column("Bulan produksi", "data", "{{ promise.month }}", MONTH),
        dated("Tanggal sanggup", "{{ promise.promised }}", "data"),
        Column("Sebab", "data", "{{ promise.reason }}"),
        dated("Tanggal PPC", "{{ promise.ppc_date }}", "input", "Kosong: tanggal sanggup yang berlaku."),
        Column("Dikonfirmasi oleh", "input", "{{ promise.confirmed_by }}"),
        Column("Catatan", "input", "{{ promise.note }}"),
        *_PROMISED,
    )
    valid = "Sanggup[Tanggal berlaku]"
    figures = {
        "No ROP": figure("Jumlah ROP", "=COUNTA(Sanggup[No ROP])"),
        "Jumlah:Tanggal minta": figure("Disanggupi", f"=COUNT({valid})"),
        "Bulan produksi:Tanggal sanggup": figure("Dalam bulannya", '=COUNTIFS(Sanggup[Dalam bulan],"Ya")'),
        "Sebab": figure("Terlambat dari permintaan", '=COUNTIFS(Sanggup[Terlambat],">0")'),
        "Dikonfirmasi oleh": figure("Belum dikonfirmasi", f'=SUMPRODUCT(({valid}<>"")*'
                                    '(Sanggup[Dikonfirmasi oleh]=""))'),
        "Periksa": figure("Pemeriksaan", wrong_rows("Sanggup", "Belum ada kesanggupan")),
    }  # fmt: skip
    page = draw_list(house, sheet, columns, figures)
    page.mark(f"P{_BODY}", f'=AND($P{_BODY}<>"",$P{_BODY}<>"Ya")', _WARNING)
    page.mark(f"P{_BODY}", f'=$P{_BODY}="Ya"', GOOD)
    page.mark(f"Q{_BODY}", f"=AND(ISNUMBER($Q{_BODY}),$Q{_BODY}>0)", {"bold": True, **_RED})


_CUT: Final = "Dikurangi menjadi 0"
"""How the reason of an order begins that the meeting has cut to nothing: nothing is wrong with it."""
_RED: Final[Look] = {"font_color": ALARM["font_color"]}
_PROMISED: Final = (
    dated("Tanggal berlaku", '=IF([Tanggal PPC]<>"",[Tanggal PPC],IF([Tanggal sanggup]="","",'
          "[Tanggal sanggup]))", "calculated"),
    Column("Bulan sanggup", "calculated", "=IF(ISNUMBER([Tanggal berlaku]),[Tanggal berlaku]-"
           'DAY([Tanggal berlaku])+1,"")', MONTH),
    Column("Dalam bulan", "calculated", '=IF(OR([Bulan sanggup]="",[Bulan produksi]=""),"",'
           'IF([Bulan sanggup]<=[Bulan produksi],"Ya","Tidak, "&INDEX(Nama_bulan,MONTH([Bulan sanggup]))'
           '&" "&YEAR([Bulan sanggup])))', CENTRE),
    Column("Terlambat", "calculated", '=IF(OR([Tanggal minta]="",NOT(ISNUMBER([Tanggal berlaku]))),"",'
           "IF([Tanggal berlaku]<=[Tanggal minta],0,WORKING_DAYS([Tanggal minta]+1,[Tanggal berlaku],"
           f"Hari_Libur,{SIX_DAYS})))", {**CENTRE, "num_format": '0" HK";;"-"'}),
    Column("Periksa", "calculated", first_problem(
        ('[No ROP]=""', ""),
        ('AND([Tanggal PPC]="",[Tanggal sanggup]="",[Sebab]="")', "Belum dihitung"),
        (f'AND([Tanggal PPC]="",[Tanggal sanggup]="",LEFT([Sebab],{len(_CUT)})<>"{_CUT}")',
         "Tidak disanggupi"),
        ('AND([Tanggal PPC]<>"",NOT(ISNUMBER([Tanggal PPC])))', "Tanggal PPC bukan tanggal"),
        ('AND([Tanggal PPC]<>"",[Dikonfirmasi oleh]="")', "Isi Dikonfirmasi oleh"),
        (f"IF([Tanggal PPC]=\"\",FALSE,WORKING_DAYS([Tanggal PPC],[Tanggal PPC],Hari_Libur,{SIX_DAYS})=0)",
         "Tanggal PPC hari libur"),
        ('AND([Tanggal PPC]<>"",[Tanggal sanggup]="")', "Kapasitas tidak menyanggupi"),
        ('AND([Tanggal PPC]<>"",[Tanggal PPC]<[Tanggal sanggup])', "Lebih awal dari kapasitas"),
    )),
)  # fmt: skip


_CHANGED: Final = "ISNUMBER([Tambah/kurang]),[Tambah/kurang]<>0"


def draw_stages(house: House) -> None:
    """Draw ``APS Tahap 1`` and ``APS Tahap 2``: what each meeting talks about, and what it adds or cuts."""
    for stage in (1, 2):
        _draw_stage(house, stage)


def _draw_stage(house: House, stage: int) -> None:
    sheet = ListSheet(
        f"tbl_aps_{stage}",
        f"APS tahap {stage}",
        f"ROP tahap {stage} bulan produksi berjalan. Isi hanya Tambah/kurang (mis. -20) bila rapat "
        "mengubahnya, dengan alasan dan siapa yang menyepakati.",
        f"line in stage_{stage}",
        key="No ROP",
        frozen=1,
        wide={"Jumlah disepakati": 11},
    )
    columns = (
        *order_columns("line", "data"),
        pieces("{{ line.quantity }}", "data"),
        dated("Tanggal minta", "{{ line.wanted }}", "data"),
        dated("Tanggal sanggup", "{{ line.promised }}", "data"),
        Column("Tambah/kurang", "input", "{{ line.change }}", _DIFFERENCE),
        Column("Jumlah disepakati", "calculated", '=IF([Jumlah]="","",IF(ISTEXT([Tambah/kurang]),[Jumlah],'
               "[Jumlah]+[Tambah/kurang]))", QUANTITY | {"bold": True}),
        Column("Alasan", "input", "{{ line.why }}"),
        Column("Disepakati oleh", "input", "{{ line.agreed_by }}"),
        Column("Periksa", "calculated", _STAGE_CHECK),
    )  # fmt: skip
    table = f"Tahap{stage}"
    figures = {
        "No ROP": figure("Jumlah ROP", f"=COUNTA({table}[No ROP])"),
        "Jumlah:Tanggal minta": figure("Unit diminta", f"=SUM({table}[Jumlah])", _SOME),
        "Tambah/kurang": figure("Perubahan", f"=SUM({table}[Tambah/kurang])", _SIGNED),
        "Jumlah disepakati": figure("Disepakati", f"=SUM({table}[Jumlah disepakati])", _SOME),
        "Periksa": figure("Pemeriksaan", wrong_rows(table, "Belum ada ROP")),
    }
    page = draw_list(house, sheet, columns, figures)
    page.mark(f"H{_BODY}:I{_BODY}", f"=AND(ISNUMBER($H{_BODY}),$H{_BODY}<>0)", {"bold": True, **_RED})
    _sign(page, (("A", "C"), ("D", "G"), ("H", "L")))


_STAGE_CHECK: Final = first_problem(
    ('[No ROP]=""', ""),
    ('AND([Tambah/kurang]<>"",NOT(ISNUMBER([Tambah/kurang])))', "Tambah/kurang harus angka"),
    ("[Jumlah disepakati]<0", "Dikurangi lebih dari jumlahnya"),
    (f'AND({_CHANGED},[Alasan]="")', "Isi alasan"),
    (f'AND({_CHANGED},[Disepakati oleh]="")', "Isi Disepakati oleh"),
)


def draw_final(house: House) -> None:
    """Draw ``APS Final``: what was agreed, month by month; nothing in it changes any more."""
    sheet = ListSheet(
        "tbl_aps_final",
        "APS final",
        "Ditulis tombol Finalkan APS, satu tahap satu kali, lalu terkunci. Perubahan sesudahnya lewat ROP "
        "Susulan.",
        "line in final",
        key="No ROP",
        legend=("calculated", "data"),
        frozen=3,
        wide={"Jumlah ROP": 9, "Jumlah APS": 9, "Pelanggan": 27, "Produk": 25, "Alasan": 28},
        colour=ACCENT,
    )
    columns = (
        Column("Bulan produksi", "data", "{{ line.month }}", MONTH),
        Column("Tahap", "data", "{{ line.stage }}", _WHOLE),
        *order_columns("line", "data"),
        pieces("{{ line.quantity }}", "data", heading="Jumlah ROP"),
        Column("Tambah/kurang", "data", "{{ line.change }}", _DIFFERENCE),
        Column("Jumlah APS", "calculated", '=IF([Jumlah ROP]="","",[Jumlah ROP]+[Tambah/kurang])',
               QUANTITY | {"bold": True}),
        dated("Tanggal sanggup", "{{ line.promised }}", "data"),
        Column("Alasan", "data", "{{ line.why }}"),
        Column("Disepakati oleh", "data", "{{ line.agreed_by }}"),
        dated("Difinalkan", "{{ line.finalised }}", "data"),
    )  # fmt: skip
    running = 'IF(OR(Tahun_rencana="",Bulan_produksi=""),0,DATE(Tahun_rencana,Bulan_produksi,1))'
    figures = {
        "Bulan produksi:Tahap": figure("Baris final", "=COUNTA(Final[No ROP])"),
        "Produk": figure("Unit bulan berjalan",
                         f"=SUMIFS(Final[Jumlah APS],Final[Bulan produksi],{running})", _SOME),
        "Jumlah ROP": figure("Diminta", "=SUM(Final[Jumlah ROP])", _SOME),
        "Tambah/kurang": figure("Perubahan", "=SUM(Final[Tambah/kurang])", _SIGNED),
        "Jumlah APS": figure("APS", "=SUM(Final[Jumlah APS])", _SOME),
        "Difinalkan": figure("Terakhir", '=IF(COUNT(Final[Difinalkan])=0,"",MAX(Final[Difinalkan]))', DAY),
    }  # fmt: skip
    page = draw_list(house, sheet, columns, figures)
    page.mark(f"H{_BODY}", f"=AND(ISNUMBER($H{_BODY}),$H{_BODY}<>0)", {"bold": True, **_RED})
    _sign(page, (("A", "D"), ("E", "H"), ("I", "M")))


def draw_late(house: House) -> None:
    """Draw ``ROP Susulan``: orders after the final APS, and whether they still get in."""
    sheet = ListSheet(
        "tbl_susulan",
        "ROP susulan",
        "ROP sesudah APS final, atas permintaan khusus penjualan. Isi, lalu tekan Periksa ROP susulan: masuk "
        "bila semua pusat kerja masih punya jam dan material dapat diusahakan.",
        "line in late",
        key="No ROP",
        frozen=1,
        wide={"Keputusan": 12, "Pelanggan": 25, "Produk": 24, "Alasan": 32, "Periksa": 22},
    )
    columns = (
        *order_columns("line", "input"),
        pieces("{{ line.quantity }}", "input"),
        dated("Tanggal minta", "{{ line.wanted }}", "input", "Tanggal kirim yang diminta.", required=True),
        dated("Tanggal masuk", "{{ line.entered }}", "input", "Tanggal ROP diterima.", required=True),
        Column("Bulan diminta", "input", "{{ line.month }}", MONTH, _MONTH_RULE),
        Column("Diminta oleh", "input", "{{ line.requested_by }}", required=True),
        Column("Keputusan", "data", "{{ line.decision }}", CENTRE | {"bold": True}),
        dated("Tanggal sanggup", "{{ line.promised }}", "data"),
        Column("Alasan", "data", "{{ line.why }}"),
        Column("Disetujui oleh", "input", "{{ line.approved_by }}"),
        Column("Periksa", "calculated", _LATE_CHECK),
    )
    decisions = {word: f'=COUNTIFS(Susulan[Keputusan],"{word}")' for word in (ENTERS, OTHER_MONTH, REFUSED)}
    figures = {
        "No ROP": figure("Jumlah ROP susulan", "=COUNTA(Susulan[No ROP])"),
        "Tanggal minta": figure(ENTERS, decisions[ENTERS]),
        "Tanggal masuk": figure(OTHER_MONTH, decisions[OTHER_MONTH]),
        "Bulan diminta": figure(REFUSED, decisions[REFUSED]),
        "Periksa": figure("Pemeriksaan", wrong_rows("Susulan", "OK")),
    }
    page = draw_list(house, sheet, columns, figures)
    for word, look in ((ENTERS, GOOD), (OTHER_MONTH, _WARNING), (REFUSED, ALARM)):
        page.mark(f"J{_BODY}", f'=$J{_BODY}="{word}"', look)


_MONTH_RULE: Final = choice(
    "Awal_bulan", "Bulan diminta", "Bulan produksi yang diminta penjualan.", strict=False
)
_LATE_CHECK: Final = first_problem(
    ('AND([No ROP]="",[Kode produk]="")', ""),
    ('[No ROP]=""', "Isi nomor ROP"),
    _UNKNOWN,
    ("NOT(ISNUMBER([Jumlah]))", "Isi jumlah dengan angka"),
    ("[Jumlah]<=0", "Jumlah harus lebih dari 0"),
    ("NOT(ISNUMBER([Tanggal minta]))", "Isi tanggal minta"),
    ('[Diminta oleh]=""', "Isi Diminta oleh"),
    ('[Keputusan]=""', "Belum diperiksa"),
    (f'AND([Keputusan]="{ENTERS}",[Disetujui oleh]="")', "Isi Disetujui oleh"),
)


def _sign(page: Page, areas: tuple[tuple[str, str], ...]) -> None:
    page.signatures(_SIGNATURES, areas)
