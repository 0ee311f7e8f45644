"""Text in a shape: how wide it is, where its lines break, how small it must be set to fit.

Excel does not say how it wraps, so text is measured here, by the widths of the letters, and set so small that
it fits with some room to spare. What does not fit even then is cut, and marked with an ellipsis.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import floor

from xl_addin.ooxml.drawing.picture import Font, Typeface

SMALLEST = 6.0
"""Below this size in points nobody reads."""
_STEP = 0.5
_SPARE = 1.02  # programs round the widths of letters, each in its own way
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Fitted:
    """Text as it fits: its paragraphs, each split into lines (a line keeps its last blank), and the size."""

    paragraphs: tuple[tuple[str, ...], ...]
    size: float
    line_height: float
    cut: bool = False

    @property
    def lines(self) -> list[str]:
        """All lines, without the blanks at their ends."""
        return [line.strip() for paragraph in self.paragraphs for line in paragraph]

    @property
    def height(self) -> float:
        """How high the lines stand together."""
        return self.line_height * len(self.lines)


def clean(text: str) -> str:
    """Return text as XML can hold it: blanks single, no control characters, a line break between paragraphs.

    >>> clean("  Terima\\r\\npesanan\\t dari \\x08 pelanggan ")
    'Terima\\npesanan dari pelanggan'
    """
    text = _BREAKS.sub("\n", text)
    text = _UNFIT.sub("", text)
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip("\n")


def text_width(text: str, typeface: Typeface, size: float, *, bold: bool = False) -> float:
    """Return the width of a line of text in points.

    >>> text_width("Periksa", "Arial", 10), text_width("Periksa", "Calibri", 10, bold=True)
    (33.34, 30.09)
    """
    return _width(text, typeface, bold) * size / 1000


def line_height(typeface: Typeface, size: float) -> float:
    """Return how far apart lines stand."""
    return _LINE_HEIGHTS[typeface] * size


def ascent(typeface: Typeface, size: float) -> float:
    """Return how far below its top a line of text has its base line."""
    return _ASCENTS[typeface] * size


def digit_width(typeface: str, size: float) -> int:
    """Return the width of a digit in pixels, the unit of column widths; 7 for a font that is not known.

    >>> digit_width("Calibri", 11), digit_width("Arial", 10), digit_width("Comic Sans", 11)
    (7, 7, 7)
    """
    widths = _WIDTHS.get((typeface, False))
    return round(widths["0"] / 1000 * size * 96 / 72) if widths else 7


def fit(text: str, width: float, height: float, font: Font, typeface: Typeface) -> Fitted:
    """Return text wrapped into a space: at the font's size, or the next smaller one at which it fits.

    A word is broken only when the text does not fit otherwise.

    >>> fit("Terima pesanan pelanggan", 60, 40, Font(10), "Arial").lines
    ['Terima', 'pesanan', 'pelanggan']
    >>> fit("Terima pesanan pelanggan", 40, 12, Font(10), "Arial").lines
    ['Terima…']
    """
    cleaned = clean(text)
    if not cleaned:
        return Fitted((), font.size, line_height(typeface, font.size))
    sizes = list(_sizes(font.size))
    for breaking in (False, True):
        for size in sizes:
            fitted = _wrapped(cleaned, width, size, font, typeface)
            broken = any(not line.endswith(" ") for p in fitted.paragraphs for line in p[:-1])
            if fitted.height <= height and (breaking or not broken):
                return fitted
    return _cut(_wrapped(cleaned, width, sizes[-1], font, typeface), width, height, font, typeface)


def _sizes(largest: float) -> Iterator[float]:
    size = largest
    while size > SMALLEST:
        yield size
        size = floor((size - 0.01) / _STEP) * _STEP
    yield min(largest, SMALLEST)


def _wrapped(text: str, width: float, size: float, font: Font, typeface: Typeface) -> Fitted:
    room = width / _SPARE / size * 1000
    paragraphs = tuple(
        tuple(_wrap(paragraph, room, typeface, font.is_bold(number)))
        for number, paragraph in enumerate(text.split("\n"))
    )
    return Fitted(paragraphs, size, line_height(typeface, size))


def _wrap(paragraph: str, room: float, typeface: Typeface, bold: bool) -> Iterator[str]:
    """Yield the lines of a paragraph; all but the last of it and those in a broken word end in a blank."""
    line = ""
    for word in paragraph.split(" "):
        if line and _width(line + word, typeface, bold) > room:
            yield line
            line = ""
        rest = word
        while _width(rest, typeface, bold) > room and len(rest) > 1:
            head = _head(rest, room, typeface, bold)
            yield head
            rest = rest[len(head) :]
        line += rest + " "
    yield line.rstrip()


def _head(word: str, room: float, typeface: Typeface, bold: bool) -> str:
    """Return as much of a word as there is room for, one letter at least."""
    end = 1
    while end < len(word) and _width(word[: end + 1], typeface, bold) <= room:
        end += 1
    return word[:end]


def _cut(fitted: Fitted, width: float, height: float, font: Font, typeface: Typeface) -> Fitted:
    """Leave the lines that there is room for, the last one with an ellipsis; none when one is too high."""
    room = width / _SPARE / fitted.size * 1000
    count = floor(height / fitted.line_height)
    kept: list[tuple[str, ...]] = []
    for paragraph in fitted.paragraphs:
        kept.append(paragraph[:count])
        count -= len(paragraph)
        if count <= 0:
            break
    ellipsis_width = _width(_ELLIPSIS, typeface, font.bold)
    if not kept or not kept[-1] or ellipsis_width > room:
        return Fitted((), fitted.size, fitted.line_height, cut=True)
    last = kept[-1][-1].strip()
    while last and _width(last, typeface, font.bold) + ellipsis_width > room:
        last = last[:-1]
    kept[-1] = (*kept[-1][:-1], last.rstrip() + _ELLIPSIS)
    return Fitted(tuple(kept), fitted.size, fitted.line_height, cut=True)


@lru_cache(maxsize=65_536)
def _width(text: str, typeface: Typeface, bold: bool) -> float:
    """Return the width in thousandths of the font's size."""
    widths = _WIDTHS[typeface, bold]
    return sum(widths.get(letter) or _unusual(letter, widths) for letter in text)


def _unusual(letter: str, widths: dict[str, int]) -> int:
    """Return the width of a letter outside of the table: as without its accents, or else a full square."""
    if unicodedata.combining(letter):
        return 0
    return widths.get(unicodedata.normalize("NFD", letter)[0], 1000)


_BREAKS = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
_UNFIT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_HEIGHTS: dict[Typeface, float] = {"Arial": 1.149, "Calibri": 1.2207}
_ASCENTS: dict[Typeface, float] = {"Arial": 0.905, "Calibri": 0.952}
_LETTERS = [*map(chr, range(32, 127)), *"·–—‘’“”…•°×"]

# Advance widths in thousandths of the size, read from the hmtx tables of Liberation Sans 1.07 and Carlito
# 1.103 (SIL Open Font License), which were made with the very widths of Arial and Calibri. Line heights and
# ascents are from their hhea and OS/2 tables.
_TABLES: dict[tuple[str, bool], str] = {
    ("Arial", False): """
        278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556
        556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778
        722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222
        500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584 278 556 1000 222 222
        333 333 1000 350 400 584
    """,
    ("Arial", True): """
        278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556
        556 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778
        722 667 611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 611 278 278
        556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584 278 556 1000 278 278
        500 500 1000 350 400 584
    """,
    ("Calibri", False): """
        226 326 401 498 507 715 682 221 303 303 498 498 250 306 252 386 507 507 507 507 507 507 507 507 507
        507 268 268 498 498 498 463 894 579 544 533 615 488 459 631 623 252 319 520 420 855 646 662 517 673
        543 459 487 642 567 890 519 487 468 307 386 307 498 498 291 479 525 423 525 498 305 471 525 229 239
        455 229 799 525 527 525 525 349 391 335 525 452 715 433 453 395 314 460 314 498 252 498 905 250 250
        418 418 690 498 339 498
    """,
    ("Calibri", True): """
        226 326 438 498 507 729 705 233 312 312 498 498 258 306 267 430 507 507 507 507 507 507 507 507 507
        507 276 276 498 498 498 463 898 606 561 529 630 488 459 637 631 267 331 547 423 874 659 676 532 686
        563 473 495 653 591 906 551 520 478 325 430 325 498 498 300 494 537 418 537 503 316 474 537 246 255
        480 246 813 537 538 537 537 355 399 347 537 473 745 459 474 397 344 475 344 498 268 498 905 258 258
        435 435 711 498 342 498
    """,
}
_MARKS = {"●": 604, "○": 604, "■": 604, "▲": 990, "▼": 990, "►": 990}  # Arial has them, Calibri borrows them
_WIDTHS = {
    key: dict(zip(_LETTERS, map(int, numbers.split()), strict=True)) | (_MARKS if key[0] == "Arial" else {})
    for key, numbers in _TABLES.items()
}
