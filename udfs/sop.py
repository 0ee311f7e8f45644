"""Standard operating procedures: how long a step takes, and whether its row says all that it must.

A duration is estimated as three: when all goes well, as it usually is, when much goes wrong. Their weighted
mean is the one that is expected (PERT).

Source: SOP drafting (who is responsible, which document, how long; every choice with its branches); Malcolm,
Roseboom, Clark and Fazar, *Application of a Technique for Research and Development Program Evaluation*, 1959.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from udfs.native import if_blank, if_numbers
from udfs.registry import ExcelError, Numbers, UdfError, shown, udf
from udfs.words import place, word

CATEGORY: Final = "SOP"
UNITS: Final = {"minutes": ("menit",), "hours": ("jam",), "days": ("hari kerja", "hari")}
"""The units of a duration, by the words of the workbook."""
KINDS: Final = {
    "start": ("mulai",),
    "activity": ("kegiatan",),
    "decision": ("keputusan",),
    "end": ("selesai",),
}
"""The kinds of steps, by the words of the workbook."""
HOURS: Final = 8.0
"""Hours of a working day, unless another number is given."""
_DAY: Final = 24.0

_UNIT: Final = place("unit", UNITS)
_KIND: Final = place("kind", KINDS)
_HOURS: Final = f'IF({{hours}}="",{HOURS:g},{{hours}})'


@udf(
    category=CATEGORY,
    help="Waktu harapan sebuah langkah dalam menit: (cepat + 4 x wajar + lambat) / 6.",
    args={
        "low": "Waktu cepat, bila semua lancar",
        "likely": "Waktu wajar, yang biasa terjadi",
        "high": "Waktu lambat, bila banyak hambatan",
        "unit": "Satuan waktu: menit, jam atau hari kerja",
        "hours": "Jam kerja sehari; 8 bila tidak diisi",
    },
    native=if_blank(
        ["low", "likely", "high", "unit"],
        if_numbers(
            f"IF({_UNIT}=0,#VALUE!,IF(OR({{low}}<0,{{low}}>{{likely}},{{likely}}>{{high}},{_HOURS}<=0,"
            f"{_HOURS}>{_DAY:g}),#NUM!,"
            f"({{low}}+4*{{likely}}+{{high}})/6*IF({_UNIT}=1,1,IF({_UNIT}=2,60,60*{_HOURS}))))",
            singles=["low", "likely", "high", "hours"],
        ),
    ),
)
def sop_expected_time(low: float, likely: float, high: float, unit: str, hours: float = HOURS) -> float:
    """Return the expected duration of a step in minutes of working time: the PERT mean.

    Args:
        low: Duration when all goes well, in the unit.
        likely: Usual duration.
        high: Duration when much goes wrong.
        unit: ``menit``, ``jam`` or ``hari kerja``.
        hours: Hours of a working day.

    Raises:
        UdfError: #VALUE!, an unknown unit; #NUM!, the three are below 0 or not in order, or a working day
            has no hours or more than 24.

    **Example** (a complaint is answered in one to three working days, usually two):

    >>> sop_expected_time(1, 2, 3, "hari kerja")
    960.0
    >>> sop_expected_time(10, 20, 60, "menit")
    25.0

    Source: SOP drafting (duration of each activity); Malcolm and others (1959): (a + 4m + b)/6.
    """
    measure = word(unit, UNITS, "satuan waktu")
    if not 0 <= low <= likely <= high:
        found = f"{shown(low)}, {shown(likely)}, {shown(high)}"
        raise UdfError(ExcelError.NUM, f"waktu harus urut dari cepat ke lambat, ditemukan {found}")
    if not 0 < hours <= _DAY:
        raise UdfError(ExcelError.NUM, f"jam kerja sehari harus antara 0 dan 24, ditemukan {shown(hours)}")
    return (low + 4 * likely + high) / 6 * {"minutes": 1, "hours": 60, "days": 60 * hours}[measure]


def _count(argument: str) -> str:
    """Return the formula for how many parts a text has."""
    cell = f"{{{argument}}}"
    return f'IF(TRIM({cell})="",0,LEN({cell})-LEN(SUBSTITUTE({cell},";",""))+1-(RIGHT(TRIM({cell}),1)=";"))'


@udf(
    category=CATEGORY,
    help="Banyaknya bagian sebuah teks yang dipisahkan titik koma, misalnya kode langkah berikutnya.",
    args={"text": "Teks, misalnya L03; L07"},
    native=if_blank(["text"], _count("text")),
)
def sop_parts(text: str) -> int:
    """Return how many parts a text has that are parted by semicolons; one at the very end parts nothing.

    Args:
        text: The codes of the following steps, the texts of the branches or their shares.

    **Example** (a decision with two branches):

    >>> sop_parts("L03; L07"), sop_parts("ya;"), sop_parts(" ")
    (2, 1, 0)

    Source: SOP drafting: every choice is written out with its branches.
    """
    found = text.strip(" ")
    return found.count(";") + (not found.endswith(";")) if found else 0


OK: Final = "OK"
NO_ACTIVITY: Final = "Kegiatan kosong"
NO_CODE: Final = "Kode kosong"
NO_KIND: Final = "Jenis harus Mulai, Kegiatan, Keputusan atau Selesai"
NO_ACTOR: Final = "Pelaksana kosong"
NO_DOCUMENT: Final = "Dokumen kosong"
NO_TIME: Final = "Waktu wajar kosong"
TIMES: Final = "Waktu harus urut: cepat, wajar, lambat"
ONE_BRANCH: Final = "Keputusan perlu dua cabang atau lebih di Berikutnya"
TEXTS: Final = "Cabang harus sebanyak Berikutnya"
SHARES: Final = "Peluang harus sebanyak Berikutnya"
MANY: Final = "Hanya Keputusan yang bercabang"
ENDS: Final = "Selesai tidak punya langkah berikutnya"

_TWO: Final = 2

_NEXT, _BRANCHES, _SHARES = map(_count, ("next_codes", "branches", "shares"))
_RULES: Final = (
    ('TRIM({activity})=""', NO_ACTIVITY),
    ('TRIM({code})=""', NO_CODE),
    (f"{_KIND}=0", NO_KIND),
    ('TRIM({actor})=""', NO_ACTOR),
    (f'AND(ABS({_KIND}-2.5)<1,TRIM({{document}})="")', NO_DOCUMENT),
    (f"AND(ABS({_KIND}-2.5)<1,COUNT({{minutes}})=0)", NO_TIME),
    (f"AND({_KIND}=4,{_NEXT}>0)", ENDS),
    (f"AND({_KIND}<>3,{_NEXT}>1)", MANY),
    (f"AND({_KIND}=3,{_NEXT}<2)", ONE_BRANCH),
    (f"AND({_KIND}=3,{_BRANCHES}<>{_NEXT})", TEXTS),
    (f"AND({_KIND}=3,{_SHARES}>0,{_SHARES}<>{_NEXT})", SHARES),
)
"""What is wrong with a row, as formulas, in the order in which it is told."""
_TEXTS: Final = ("code", "actor", "kind", "document", "next_codes", "branches", "shares")
_ERRORS: Final = "+".join(f'0*({{{name}}}="")' for name in _TEXTS)


def _first(rules: Sequence[tuple[str, str]]) -> str:
    """Return the formula for the sentence of the first rule that is broken, else OK."""
    formula = f'"{OK}"'
    for condition, sentence in reversed(rules):
        formula = f'IF({condition},"{sentence}",{formula})'
    return formula


@udf(
    category=CATEGORY,
    help='Memeriksa satu baris langkah SOP: "OK", atau yang pertama harus diperbaiki.',
    args={
        "activity": "Kegiatan, uraian langkah",
        "minutes": "Waktu harapan dalam menit, kosong bila belum diisi",
        "code": "Kode langkah",
        "actor": "Pelaksana langkah",
        "kind": "Jenis: Mulai, Kegiatan, Keputusan atau Selesai",
        "document": "Dokumen yang dipakai atau dibuat",
        "next_codes": "Berikutnya, kode langkah yang mengikuti, dipisah titik koma",
        "branches": "Cabang, teks setiap cabang, dipisah titik koma",
        "shares": "Peluang, persen setiap cabang, dipisah titik koma; kosong bila sama besar",
    },
    native=if_blank(["activity"], f'IF(SUMPRODUCT(({{minutes}}>"")*1)+{_ERRORS}>0,#VALUE!,{_first(_RULES)})'),
)
def sop_step_check(
    activity: str,
    minutes: Numbers,
    code: str = "",
    actor: str = "",
    kind: str = "",
    document: str = "",
    next_codes: str = "",
    branches: str = "",
    shares: str = "",
) -> str:
    """Return ``OK``, or what must be put right first in a row of the table of steps.

    Where a procedure begins and ends nothing is done yet, or any more: these two need no document and no
    duration. What concerns several rows is checked by the ribbon's button.

    Args:
        activity: What is done.
        minutes: The expected duration, one cell.
        code: The step's code.
        actor: Who does it.
        kind: Mulai, Kegiatan, Keputusan or Selesai.
        document: The document that is used or made.
        next_codes: Codes of the steps that may follow, parted by semicolons.
        branches: Texts of the branches.
        shares: Shares of the branches.

    **Example** (a decision of which one branch is forgotten):

    >>> sop_step_check("Lengkap?", [5], "L03", "Penjualan", "Keputusan", "Formulir", "L04", "ya")
    'Keputusan perlu dua cabang atau lebih di Berikutnya'

    Source: SOP drafting: who is responsible, which document, how long; every choice with its branches.
    """
    role = next((role for role, names in KINDS.items() if kind.strip(" ").lower() in names), "")
    decides, works = role == "decision", role in ("activity", "decision")
    count = sop_parts(next_codes)
    rules = (
        (not activity.strip(" "), NO_ACTIVITY),
        (not code.strip(" "), NO_CODE),
        (not role, NO_KIND),
        (not actor.strip(" "), NO_ACTOR),
        (works and not document.strip(" "), NO_DOCUMENT),
        (works and not any(minute is not None for minute in minutes), NO_TIME),
        (role == "end" and count > 0, ENDS),
        (not decides and count > 1, MANY),
        (decides and count < _TWO, ONE_BRANCH),
        (decides and sop_parts(branches) != count, TEXTS),
        (decides and sop_parts(shares) not in (0, count), SHARES),
    )
    return next((sentence for broken, sentence in rules if broken), OK)
