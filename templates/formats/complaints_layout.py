"""Where the columns of the complaints workbook's register stand, and pieces of formulas over its dates."""

from __future__ import annotations

from typing import Final

from templates.formats.layout import Layout

TYPED: Final = (
    *("No", "Diterima", "Saluran", "Pelanggan", "Kontak", "Kelas", "Uraian", "Produk / dokumen"),
    *("Lengkap", "Ditanyakan", "Dilengkapi", "Bagian", "Diteruskan", "Diterima bagian", "Jawaban"),
    *("Sebab", "Dijawab", "Dibalas", "Cara balas", "Tindakan", "PIC", "Batas tindakan"),
    *("Tindakan selesai", "Catatan"),
)
"""What people type, or an action for them."""
CLOCK: Final = (
    *("Hitung mulai", "Batas terus", "Batas jawab", "Batas balas", "Tahap", "Jatuh tempo", "Status"),
    *("Tepat waktu", "Periksa"),
)
"""What the clock says of it."""
MEASURED: Final = (
    *("Hari terus", "Hari jawab", "Hari balas", "Hari semua"),
    *("Lambat terus", "Lambat jawab", "Lambat balas", "Lambat tindakan", "Terlambat"),
)
"""Working days that the steps took, and by how many each was late: what ``Rekap`` adds up."""

REGISTER: Final = Layout("Register", (*TYPED, *CLOCK, *MEASURED))
LAYOUTS: Final = {"Register": REGISTER}

FIRST_DAY: Final = 36526  # 1 January 2000
LAST_DAY: Final = 73051  # the day after 31 December 2099
SIX: Final = "Hari_kerja_seminggu=6"
DAYS_OFF: Final = f"Hari_Libur,{SIX}"


def is_day(heading: str) -> str:
    """Return the condition that a cell of the same row holds a date of this century.

    >>> is_day("Dibalas")
    'IF(ISNUMBER([Dibalas]),AND([Dibalas]>=36526,[Dibalas]<73051),FALSE)'
    """
    cell = f"[{heading}]"
    return f"IF(ISNUMBER({cell}),AND({cell}>={FIRST_DAY},{cell}<{LAST_DAY}),FALSE)"
