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
    *("Mulai jawab", "Hari terus", "Hari jawab", "Hari balas", "Hari semua"),
    *("Lambat terus", "Lambat jawab", "Lambat balas", "Lambat tindakan", "Terlambat"),
)
"""Working days that the steps took, and by how many each was late: what ``Rekap`` adds up."""

REGISTER: Final = Layout("Register", (*TYPED, *CLOCK, *MEASURED))
LAYOUTS: Final = {"Register": REGISTER}

FIRST_DAY: Final = 36526  # 1 January 2000
UNUSED: Final = '[No]&[Diterima]&[Pelanggan]&[Kelas]&[Uraian]=""'
"""The condition that a row is not in use. (COUNTA of a row costs an engine more the more rows there are.)"""
DAYS_OFF: Final = "Hari_Libur,Hari_kerja_seminggu=6"


def is_day(heading: str) -> str:
    """Return the condition that a cell of the same row holds a date.

    >>> is_day("Dibalas")
    'AND(ISNUMBER([Dibalas]),[Dibalas]>=36526)'
    """
    return f"AND(ISNUMBER([{heading}]),[{heading}]>={FIRST_DAY})"
