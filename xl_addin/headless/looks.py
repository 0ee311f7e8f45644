"""How cells look: what a range shares, and its font."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from xlwings import base_classes

from xl_addin.headless import cells
from xl_addin.headless.styles import Styles

if TYPE_CHECKING:
    from xl_addin.headless.book import Sheet
    from xl_addin.headless.range import Range

T = TypeVar("T")
Look: TypeAlias = Callable[[Styles, int], T]


def shared_look(where: Range, look: Look[T]) -> T | None:
    """Return how all cells of a range look, or None where they differ."""
    styles = Styles(where.sheet.book.workbook)
    looks = {look(styles, style) for style in set(where.styles())}
    return looks.pop() if len(looks) == 1 else None


def restyle_cells(sheet: Sheet, places: Sequence[tuple[int, int]], change: Look[int]) -> None:
    """Give each of these cells (row, column) the style that ``change`` makes of its own."""
    book = sheet.book
    styles = Styles(book.workbook)
    model = book.workbook.sheet(sheet.name)
    old = [cells.style_of(model, *place) for place in places]
    new = {style: change(styles, style) for style in sorted(set(old))}
    for place, style in zip(places, old, strict=True):
        cells.set_style(model, *place, new[style])
    if styles.changed:
        book.reload()


def fit_rows(sheet: Sheet, numbers: Collection[int]) -> None:
    """Make rows as high as their wrapped texts, as Excel does on typing; a height set by hand stays."""
    model = sheet.book.workbook.sheet(sheet.name)
    for number in numbers:
        row = model.rows.get(number)
        if row is not None and "customHeight" not in row.attributes:
            model.row(number).attributes = re.sub(r'\sht="[^"]*"', "", row.attributes)
    sheet.book.heights.fit(model, numbers)


class Font(base_classes.Font):
    """The font of a range."""

    def __init__(self, where: Range) -> None:
        self._where = where

    @property
    def api(self) -> Font:
        """The font itself."""
        return self

    @property
    def bold(self) -> bool | None:
        """Whether the cells are bold; None where they differ."""
        return shared_look(self._where, Styles.bold)

    @bold.setter
    def bold(self, value: bool) -> None:
        self._where.restyle(lambda styles, style: styles.with_bold(style, value))
