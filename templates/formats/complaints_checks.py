"""Column ``Periksa`` of the register: the first thing that is wrong with a row, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from templates.formats.complaints_layout import FIRST_DAY, UNUSED

_DATES: Final = (
    *("Diterima", "Ditanyakan", "Dilengkapi", "Diteruskan", "Diterima bagian", "Dijawab", "Dibalas"),
    *("Tindakan selesai", "Batas tindakan"),
)
_ORDER: Final = (
    ("Ditanyakan", ("Diterima",)),
    ("Dilengkapi", ("Ditanyakan",)),
    ("Diteruskan", ("Diterima", "Dilengkapi")),
    ("Diterima bagian", ("Diteruskan",)),
    ("Dijawab", ("Diteruskan", "Diterima bagian")),
    ("Dibalas", ("Dijawab",)),
    ("Batas tindakan", ("Diterima",)),
    ("Tindakan selesai", ("Diterima",)),
)
"""A step and those that it cannot precede; an action may be done before the customer is told of it."""
_LISTED: Final = (
    ("Saluran", "saluran"),
    ("Kelas", "kelas"),
    ("Bagian", "bagian"),
    ("Sebab", "sebab"),
    ("Cara balas", "saluran"),
)


def _blank(heading: str) -> str:
    return f'[{heading}]=""'


def _there(heading: str) -> str:
    return f'[{heading}]<>""'


def _both(*conditions: str) -> str:
    return f"AND({','.join(conditions)})"


def _any_no_day() -> str:
    """Return the condition that a date is text, TRUE, or lies before this century.

    One that lies after it is found as later than the reference date.
    """
    days = "+".join(f'COUNTIFS([{heading}],">={FIRST_DAY}")' for heading in _DATES)
    filled = "+".join(f'([{heading}]<>"")' for heading in _DATES)
    return f"{days}<{filled}"


def _unlisted(heading: str, name: str) -> str:
    # MATCH takes a * or ? that somebody typed for any text, and finds another one
    found = f"INDEX(Daftar_{name},MATCH([{heading}],Daftar_{name},0))"
    return f'AND([{heading}]<>"",IFERROR({found}<>[{heading}],TRUE))'


def _before(later: str, earlier: Sequence[str]) -> str:
    """Return the condition that a step is dated before the day of one that precedes it."""
    found = ",".join(f"[{later}]<ROUNDDOWN([{one}],0)" for one in earlier)
    return f'AND([{later}]<>"",{found if len(earlier) == 1 else f"OR({found})"})'


_DONE: Final = ",".join(f"[{heading}]" for heading in _DATES[:-1])
_FUTURE: Final = f'AND(Tanggal_acuan<>"",MAX({_DONE})>=Tanggal_acuan+1)'
_PROBLEMS: Final = (
    (_blank("No"), "Isi No"),
    (_blank("Diterima"), "Isi Diterima"),
    (_any_no_day(), "Ada tanggal yang salah"),
    (_blank("Saluran"), "Isi Saluran"),
    (_blank("Pelanggan"), "Isi Pelanggan"),
    (_blank("Uraian"), "Isi Uraian"),
    ('AND([Lengkap]<>"Ya",[Lengkap]<>"Tidak")', "Isi Lengkap: Ya atau Tidak"),
    *((_unlisted(heading, name), f"{heading} tidak ada di Pengaturan") for heading, name in _LISTED),
    (_both(_there("Dilengkapi"), _blank("Ditanyakan")), "Isi Ditanyakan"),
    (_both(_there("Ditanyakan"), '[Lengkap]="Ya"', _blank("Dilengkapi")), "Isi Dilengkapi"),
    (_both(_there("Diteruskan"), _blank("Hitung mulai")), "Isi Dilengkapi sebelum Diteruskan"),
    (_both(_blank("Kelas"), _there("Hitung mulai")), "Isi Kelas"),
    (_both(_there("Diteruskan"), _blank("Bagian")), "Isi Bagian"),
    (_both(_blank("Diteruskan"), f"OR({_there('Diterima bagian')},{_there('Dijawab')})"), "Isi Diteruskan"),
    (_both(_there("Dijawab"), _blank("Jawaban")), "Isi Jawaban"),
    (_both(_there("Dibalas"), _blank("Dijawab")), "Isi Dijawab"),
    (_both(_there("Dibalas"), _blank("Cara balas")), "Isi Cara balas"),
    (
        _both(_blank("Tindakan"), f"OR({_there('Batas tindakan')},{_there('Tindakan selesai')})"),
        "Isi Tindakan",
    ),
    (_both(_there("Tindakan"), _blank("PIC")), "Isi PIC"),
    (_both(_there("Tindakan"), _blank("Batas tindakan")), "Isi Batas tindakan"),
    *((_before(later, earlier), f"{later} mendahului {' atau '.join(earlier)}") for later, earlier in _ORDER),
    (_FUTURE, "Ada tanggal sesudah Tanggal acuan"),
)


def _first_problem() -> str:
    """Return the formula that names the first problem of a row in use, or says OK."""
    formula = '"OK"'
    for condition, text in reversed(_PROBLEMS):
        formula = f'IF({condition},"{text}",{formula})'
    return f'=IF({UNUSED},"",{formula})'


CHECK: Final = _first_problem()
