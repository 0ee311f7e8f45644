"""Sheet ``Register`` of the complaints workbook: what came in, each step's date, and what the clock says.

Every step counts from the real date of the one before (customer handling, items 4.3, 4.5 and 4.6); what is
incomplete waits for the customer, and its clock starts on the day it was completed (items 6.2.2 and 6.2.3).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from templates.formats.complaints_checks import CHECK
from templates.formats.complaints_layout import (
    CLOCK,
    DAYS_OFF,
    LAYOUTS,
    MEASURED,
    REGISTER,
    TYPED,
    UNUSED,
    is_day,
)
from templates.formats.complaints_settings import CALENDAR
from templates.formats.kpi_bands import placed
from templates.formats.layout import crossed
from templates.formats.list_sheets import CENTRE, DATE, figure, list_sheet
from templates.formats.palette import ALARM, DAY, GOOD, HEADING, PRIMARY, Look
from templates.formats.rules import Rule, choice, day
from templates.formats.style import Figure, House, Page
from templates.formats.tables import HEADING_ROW, Column

ASK: Final = "Tanyakan pelanggan"
WAITING: Final = "Menunggu pelanggan"
FORWARD: Final = "Teruskan ke bagian"
ANSWER: Final = "Menunggu jawaban"
REPLY: Final = "Balas pelanggan"
FOLLOW_UP: Final = "Tindak lanjut"
CLOSED: Final = "Selesai"
"""Stages: what must be done next, in the order of the procedure."""

_BODY: Final = HEADING_ROW + 2
_DUE_TODAY: Final[Look] = {"bg_color": "#FCF2D8", "font_color": "#4F330A"}
_SHORT: Final[Look] = {**CENTRE, "font_size": 9}
_FIELDS: Final[Mapping[str, tuple[str, float, Look]]] = {
    "No": ("number", 14, {"bold": True, **CENTRE}),
    "Diterima": ("received", 12, DATE),
    "Saluran": ("channel", 11, CENTRE),
    "Pelanggan": ("customer", 26, {}),
    "Kontak": ("contact", 26, {}),
    "Kelas": ("class", 19, {}),
    "Uraian": ("text", 48, {}),
    "Produk / dokumen": ("product", 28, {}),
    "Lengkap": ("complete", 10, CENTRE),
    "Ditanyakan": ("asked", 12, DATE),
    "Dilengkapi": ("completed", 12, DATE),
    "Bagian": ("department", 22, {}),
    "Diteruskan": ("forwarded", 12, DATE),
    "Diterima bagian": ("department_received", 12, DATE),
    "Jawaban": ("answer", 44, {}),
    "Sebab": ("cause", 22, {}),
    "Dijawab": ("answered", 12, DATE),
    "Dibalas": ("replied", 12, DATE),
    "Cara balas": ("reply_channel", 11, CENTRE),
    "Tindakan": ("action", 36, {}),
    "PIC": ("pic", 20, {}),
    "Batas tindakan": ("action_due", 12, DATE),
    "Tindakan selesai": ("action_done", 12, DATE),
    "Catatan": ("note", 30, {}),
}
"""Key in the data, width and look of the typed columns."""
_REQUIRED: Final = ("No", "Diterima", "Saluran", "Pelanggan", "Uraian", "Lengkap")
_WIDTHS: Final = {"Tahap": 20, "Mulai jawab": 12, "Status": 28, "Tepat waktu": 9, "Periksa": 34}
_BANDS: Final = (
    ("No", "Produk / dokumen", "Yang masuk", PRIMARY),
    ("Lengkap", "Dilengkapi", "Kelengkapan", "#8F6200"),
    ("Bagian", "Dijawab", "Jawaban bagian", "#2E6DA4"),
    ("Dibalas", "Tindakan selesai", "Balasan dan tindak lanjut", "#2F7D4F"),
    ("Hitung mulai", "Periksa", "Dihitung", "#5A6872"),
    ("Mulai jawab", "Terlambat", "Hari kerja tiap langkah, untuk Rekap", "#5A6872"),
)
_PROMPTS: Final[Mapping[str, str]] = {
    "Diterima": "Tanggal surat, e-mail, atau telepon diterima.",
    "Ditanyakan": "Tanggal pelanggan diminta melengkapi.",
    "Dilengkapi": "Tanggal pelanggan melengkapi; batas waktu dihitung sejak tanggal ini.",
    "Diteruskan": "Tanggal formulir dikirim ke bagian.",
    "Diterima bagian": "Tanggal bagian menerima formulir. Kosong: dihitung sejak Diteruskan.",
    "Dijawab": "Tanggal jawaban bagian diterima marketing.",
    "Dibalas": "Tanggal pelanggan dibalas.",
    "Batas tindakan": "Tanggal tindakan dijanjikan selesai.",
    "Tindakan selesai": "Tanggal tindakan benar-benar selesai.",
}

_IN_DAYS: Final = f'{DAYS_OFF},Hari_terus_balas="{CALENDAR}"'
_START: Final = (
    f'=IF({is_day("Dilengkapi")},ROUNDDOWN([Dilengkapi],0),IF(AND([Lengkap]="Ya",[Dilengkapi]="",'
    f'{is_day("Diterima")}),ROUNDDOWN([Diterima],0),""))'
)
_STAGE: Final = (
    f'=IF({UNUSED},"",IF([Hitung mulai]="",IF([Lengkap]="Tidak",'
    f'IF({is_day("Ditanyakan")},"{WAITING}","{ASK}"),"Lengkapi isian"),'
    f'IF([Hari terus]="","{FORWARD}",IF([Hari jawab]="","{ANSWER}",IF([Hari balas]="","{REPLY}",'
    f'IF(AND([Tindakan]<>"",NOT({is_day("Tindakan selesai")})),"{FOLLOW_UP}","{CLOSED}"))))))'
)
_DUE: Final = (
    f'=IF([Tahap]="{FORWARD}",[Batas terus],IF([Tahap]="{ANSWER}",[Batas jawab],'
    f'IF([Tahap]="{REPLY}",[Batas balas],'
    f'IF(AND([Tahap]="{FOLLOW_UP}",{is_day("Batas tindakan")}),ROUNDDOWN([Batas tindakan],0),'
    f'IF(AND([Tahap]="{ASK}",{is_day("Diterima")}),SLA_DUE([Diterima],Batas_terus,{_IN_DAYS}),"")))))'
)
_STATUS: Final = (
    f'=IF([Tahap]="{WAITING}","{WAITING}",IF([Tahap]="{CLOSED}",'
    'IF([Terlambat]=0,"Selesai tepat waktu","Selesai terlambat "&[Terlambat]&" hari kerja"),'
    f'SLA_STATUS([Jatuh tempo],"",Tanggal_acuan,{DAYS_OFF})))'
)
_ANSWER_START: Final = (  # the department's own receipt; as long as it has not told it, the forwarding
    f'=IF([Hari terus]="","",IF({is_day("Diterima bagian")},[Diterima bagian],[Diteruskan]))'
)


def _taken(known: str, start: str, done: str) -> str:
    return f'=IF({known},SLA_DAYS([{start}],[{done}],{DAYS_OFF}),"")'


def _late(known: str, due: str, done: str) -> str:
    late = f"IF([{done}]<[{due}]+1,0,SLA_LATE([{due}],[{done}],{DAYS_OFF}))"  # most are in time: no count
    return f'=IF({known},{late},"")'


_FORMULAS: Final[Mapping[str, tuple[str, Look]]] = {
    "Hitung mulai": (_START, DATE),
    "Batas terus": (f"=SLA_DUE([Hitung mulai],Batas_terus,{_IN_DAYS})", DATE),
    "Batas jawab": (f"=DUE_DATE([Mulai jawab],Batas_jawab,{DAYS_OFF})", DATE),
    "Batas balas": (f'=IF([Hari jawab]="","",SLA_DUE([Dijawab],Batas_balas,{_IN_DAYS}))', DATE),
    "Tahap": (_STAGE, {**CENTRE, "bold": True}),
    "Jatuh tempo": (_DUE, DATE),
    "Status": (_STATUS, CENTRE),
    "Tepat waktu": (f'=IF([Tahap]="{CLOSED}",IF([Terlambat]=0,"Ya","Tidak"),"")', CENTRE),
    "Periksa": (CHECK, {"font_size": 9}),
    "Mulai jawab": (_ANSWER_START, {**_SHORT, "num_format": DAY}),
    "Hari terus": (_taken(is_day("Diteruskan"), "Hitung mulai", "Diteruskan"), _SHORT),
    "Hari jawab": (_taken(is_day("Dijawab"), "Mulai jawab", "Dijawab"), _SHORT),
    "Hari balas": (
        _taken(f'AND([Hari jawab]<>"",{is_day("Dibalas")})', "Dijawab", "Dibalas"),
        _SHORT,
    ),
    "Hari semua": (_taken('[Hari balas]<>""', "Hitung mulai", "Dibalas"), _SHORT),
    "Lambat terus": (_late('[Hari terus]<>""', "Batas terus", "Diteruskan"), _SHORT),
    "Lambat jawab": (_late('[Hari jawab]<>""', "Batas jawab", "Dijawab"), _SHORT),
    "Lambat balas": (_late('[Hari balas]<>""', "Batas balas", "Dibalas"), _SHORT),
    "Lambat tindakan": (
        _late(
            f"AND({is_day('Batas tindakan')},{is_day('Tindakan selesai')})",
            "Batas tindakan",
            "Tindakan selesai",
        ),
        _SHORT,
    ),
    "Terlambat": ('=IF([Tahap]="","",SUM([Lambat terus]:[Lambat tindakan]))', {**_SHORT, "bold": True}),
}


def draw_register(house: House) -> None:
    """Draw the register: one row a request or complaint, from its receipt to the action promised."""
    columns = placed((*(_typed(heading) for heading in TYPED), *(_clock(h) for h in (*CLOCK, *MEASURED))))
    widths = [_FIELDS[h][1] if h in _FIELDS else _WIDTHS.get(h, 12 if h in CLOCK else 9)
              for h in REGISTER.headings]  # fmt: skip
    page = Page(house, "Register", "Register permintaan dan keluhan pelanggan", widths, across=11)
    page.note("Satu permintaan atau keluhan satu baris; isi tanggal sebenarnya dari setiap langkah.")
    list_sheet(
        page,
        "tbl_register",
        columns,
        "one in complaints",
        {REGISTER.letter(heading): one for heading, one in _figures().items()},
        key="A",
        frozen=4,
    )
    _bands(page)
    _marks(page)
    page.sheet.print_area(f"A1:{REGISTER.letter('Dilengkapi')}{HEADING_ROW + 3}")


def _typed(heading: str) -> Column:
    key, _, look = _FIELDS[heading]
    required = heading in _REQUIRED
    content = f"{{{{ one.{key} }}}}" if required else f"{{{{ one.{key} | default(none) }}}}"
    return Column(heading, "input", content, look, _rule(heading), required=required)


def _clock(heading: str) -> Column:
    formula, look = _FORMULAS[heading]
    return Column(heading, "calculated", formula, look)


def _rule(heading: str) -> Rule | None:
    if heading in _PROMPTS:
        return day(heading, _PROMPTS[heading])
    if heading == "Lengkap":
        return choice(["Ya", "Tidak"], "Lengkap", "Tidak: tanyakan kekurangannya ke pelanggan lebih dulu.")
    listed = {"Saluran": "saluran", "Cara balas": "saluran", "Kelas": "kelas", "Bagian": "bagian",
              "Sebab": "sebab"}  # fmt: skip
    if heading in listed:
        prompt = "Pilih dari daftar di lembar Pengaturan."
        return choice(f"Daftar_{listed[heading]}", heading, prompt, strict=False)
    return None


def _figures() -> dict[str, Figure]:
    def counted(*criteria: str) -> str:
        return crossed(f"=COUNTIFS({','.join(criteria)})", LAYOUTS)

    wrong = crossed('SUMPRODUCT((Register[Periksa]<>"")*(Register[Periksa]<>"OK"))', LAYOUTS)
    return {
        "No": figure("Tercatat", crossed("=COUNTA(Register[No])", LAYOUTS)),
        "Diterima": figure(
            "Terbuka",
            crossed('=SUMPRODUCT((Register[Tahap]<>"")*(Register[Tahap]<>"Selesai"))', LAYOUTS),
        ),
        "Saluran": figure("Terlambat", counted("Register[Jatuh tempo]", '"<"&SUM(Tanggal_acuan)')),
        "Pelanggan": figure("Jatuh tempo hari ini", counted("Register[Jatuh tempo]", "SUM(Tanggal_acuan)")),
        "Kontak": figure("Menunggu pelanggan", counted("Register[Tahap]", f'"{WAITING}"')),
        "Kelas": figure("Tanggal acuan", '=IF(Tanggal_acuan="","Isi",Tanggal_acuan)', "dd/mm/yyyy"),
        "Uraian": figure("Pemeriksaan", f'=IF({wrong}=0,"OK",{wrong}&" baris perlu diperiksa")'),
    }


def _bands(page: Page) -> None:
    page.sheet.set_row(HEADING_ROW - 2, 18)
    for first, last, title, colour in _BANDS:
        area = f"{REGISTER.letter(first)}{HEADING_ROW - 1}:{REGISTER.letter(last)}{HEADING_ROW - 1}"
        page.put(area, title, {**HEADING, "bg_color": colour, "text_wrap": False})
    start = len(TYPED) + len(CLOCK)
    options: dict[str, Any] = {"level": 1, "hidden": False}
    for number in range(start, start + len(MEASURED)):
        page.sheet.set_column(number, number, page.widths[number], None, options)


def _marks(page: Page) -> None:
    """Colour the status: late, due today, done in time."""
    cell = f"{REGISTER.letter('Status')}{_BODY}"
    for words, look in (
        ("Terlambat", ALARM | {"bold": True}),
        ("Jatuh tempo hari ini", _DUE_TODAY),
        ("Selesai tepat waktu", GOOD),
        ("Selesai terlambat", ALARM),
    ):
        page.mark(cell, f'=LEFT({cell},{len(words)})="{words}"', look)
