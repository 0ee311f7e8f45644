"""Arguments that are one word of a few, each word known by several names: in Python and in a native twin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from udfs.values import ExcelError, UdfError, shown


def place(argument: str, words: Mapping[str, Sequence[str]]) -> str:
    """Return the formula for which of the words, counted from 1, an argument is; 0: none of them.

    >>> place("way", {"up": ["up", "naik"], "down": ["down"]}).format(way="A1")
    'SUMPRODUCT((TRIM(A1)={"up","naik","down"})*{1,1,2})'
    """
    pairs = [(name, n) for n, names in enumerate(words.values(), 1) for name in names]
    texts = ",".join(f'"{name}"' for name, _ in pairs)
    numbers = ",".join(f"{n}" for _, n in pairs)
    return f"SUMPRODUCT((TRIM({{{argument}}})={{{{{texts}}}}})*{{{{{numbers}}}}})"


def word(text: str, words: Mapping[str, Sequence[str]], label: str) -> str:
    """Return which of the words a text is, in capitals or not, with spaces around it or not.

    >>> word("Naik ", {"up": ["up", "naik"], "down": ["down"]}, "arah")
    'up'

    Raises:
        UdfError: #VALUE!, it is none of them.
    """
    for known, names in words.items():
        if text.strip(" ").lower() in names:
            return known
    every = ", ".join(name.capitalize() for names in words.values() for name in names)
    raise UdfError(ExcelError.VALUE, f"{label} harus salah satu dari {every}; ditemukan {shown(text)}")
