"""Filters for Indonesian documents: dates, money, numbers, numbers in words, names of sheets."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final, TypeAlias

Number: TypeAlias = int | float | Decimal

MONTHS: Final = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
_UNITS: Final = ("", "ribu", "juta", "miliar", "triliun", "kuadriliun")
_DIGITS: Final = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_SHEET_NAME_LENGTH: Final = 31


def tanggal(day: date | str | None) -> str:
    """Write a day as letters do; text must be like 2026-11-02; blank stays blank.

    >>> tanggal(date(2026, 11, 2)), tanggal("2026-11-02"), tanggal(None)
    ('2 November 2026', '2 November 2026', '')
    """
    if day is None or day == "":
        return ""
    if isinstance(day, str):
        try:
            day = datetime.fromisoformat(day)
        except ValueError:
            raise ValueError(f"{day!r} bukan tanggal (tulis seperti 2026-11-02)") from None
    if not isinstance(day, date):
        raise TypeError(f"{day!r} bukan tanggal")
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def angka(number: Number | None, desimal: int | None = None) -> str:
    """Write a number with points for thousands and a comma for decimals; blank stays blank.

    Args:
        number: The number.
        desimal: How many decimals; as many as the number has when left out.

    >>> angka(1234.56), angka(1234567), angka(0.5, 2), angka(-1234.565, 2), angka(None)
    ('1.234,56', '1.234.567', '0,50', '-1.234,57', '')
    """
    if number is None or number == "":
        return ""
    exact = _decimal(number)
    if desimal is not None:
        exact = exact.quantize(Decimal(1).scaleb(-min(max(desimal, 0), 15)), ROUND_HALF_UP)
    elif exact == exact.to_integral():
        exact = exact.quantize(Decimal(1))
    text = f"{exact:,f}".translate(str.maketrans(",.", ".,"))
    return text.removeprefix("-") if not exact else text


def rupiah(amount: Number | None, desimal: int = 0) -> str:
    """Write an amount of money; blank stays blank.

    >>> rupiah(1234567), rupiah(-1500.5), rupiah(2500, 2)
    ('Rp 1.234.567', '-Rp 1.501', 'Rp 2.500,00')
    """
    text = angka(amount, desimal)
    return f"-Rp {text[1:]}" if text.startswith("-") else text and f"Rp {text}"


def terbilang(number: Number | None) -> str:
    """Write a number in words, as on receipts; decimals digit by digit; blank stays blank.

    >>> terbilang(1_250_011), terbilang(-100.05), terbilang(1000), terbilang(0)
    ('satu juta dua ratus lima puluh ribu sebelas', 'minus seratus koma nol lima', 'seribu', 'nol')
    """
    if number is None or number == "":
        return ""
    exact = _decimal(number)
    whole, _, rest = f"{abs(exact):f}".partition(".")
    if len(whole) > 3 * len(_UNITS):
        raise ValueError(f"{number} terlalu besar untuk ditulis dengan huruf")
    words = _whole_in_words(int(whole))
    if rest := rest.rstrip("0"):
        words += " koma " + " ".join(_DIGITS[int(digit)] for digit in rest)
    return f"minus {words}" if exact < 0 else words


def nama_lembar(text: object) -> str:
    """Return a name that Excel takes for a sheet: no ``: \\ / ? * [ ]``, at most 31 characters.

    >>> nama_lembar("Riset/Mutu: 2027"), nama_lembar(""), nama_lembar("'a'" + "b" * 40)
    ('Riset Mutu 2027', 'Lembar', 'a bbbbbbbbbbbbbbbbbbbbbbbbbbbbb')
    """
    plain = re.sub("[\x00-\x1f:\\\\/?*\\[\\]'\ud800-\udfff\ufffe\uffff]+", " ", str(text))
    plain = with_ending(re.sub(r"\s+", " ", plain).strip())
    return "Lembar" if not plain else f"{plain}_" if plain.lower() == "history" else plain


def with_ending(name: str, ending: str = "") -> str:
    """Return a sheet's name with an ending; it is cut where Excel, which counts UTF-16, finds it too long.

    >>> with_ending("Riset dan Pengembangan Produk Baru", " (2)")
    'Riset dan Pengembangan Prod (2)'
    """
    room = 2 * (_SHEET_NAME_LENGTH - len(ending))
    return name.encode("utf-16-le")[:room].decode("utf-16-le", "ignore").strip() + ending


def digit(number: int, panjang: int) -> str:
    """Write a whole number with leading zeros, as in codes.

    >>> digit(7, 3)
    '007'
    """
    return f"{int(number):0{min(max(panjang, 0), 100)}d}"


def _decimal(number: Number) -> Decimal:
    if isinstance(number, bool) or not isinstance(number, int | float | Decimal):
        raise TypeError(f"{number!r} bukan angka")
    try:
        exact = Decimal(repr(number)) if isinstance(number, float) else Decimal(number)
        if not exact.is_finite() or exact.adjusted() > 300:
            raise InvalidOperation
    except InvalidOperation:
        raise ValueError(f"{number!r} bukan angka yang dapat ditulis") from None
    return exact


def _whole_in_words(number: int) -> str:
    if number == 0:
        return _DIGITS[0]
    words: list[str] = []
    for unit in _UNITS:
        number, part = divmod(number, 1000)
        if part:
            start = (
                ["seribu"] if (unit, part) == ("ribu", 1) else [*_hundreds(part), *([unit] if unit else [])]
            )
            words = start + words
    return " ".join(words)


def _hundreds(number: int) -> list[str]:
    """Return the words of 1 to 999."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = ["seratus"] if hundreds == 1 else [_DIGITS[hundreds], "ratus"] if hundreds else []
    if rest in (10, 11):
        words.append("sepuluh" if rest == 10 else "sebelas")
    elif tens == 1:
        words += [_DIGITS[ones], "belas"]
    else:
        words += [_DIGITS[tens], "puluh"] if tens else []
        words += [_DIGITS[ones]] if ones else []
    return words
