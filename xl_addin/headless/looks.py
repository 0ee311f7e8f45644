"""How cells look: what a range shares, and its font."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from xlwings import base_classes

from xl_addin.headless.styles import Styles

if TYPE_CHECKING:
    from xl_addin.headless.range import Range

T = TypeVar("T")
Look: TypeAlias = Callable[[Styles, int], T]


def shared_look(cells: Range, look: Look[T]) -> T | None:
    """Return how all cells of a range look, or None where they differ."""
    styles = Styles(cells.sheet.book.workbook)
    looks = {look(styles, style) for style in set(cells.styles())}
    return looks.pop() if len(looks) == 1 else None


class Font(base_classes.Font):
    """The font of a range."""

    def __init__(self, cells: Range) -> None:
        self._cells = cells

    @property
    def api(self) -> Font:
        """The font itself."""
        return self

    @property
    def bold(self) -> bool | None:
        """Whether the cells are bold; None where they differ."""
        return shared_look(self._cells, Styles.bold)

    @bold.setter
    def bold(self, value: bool) -> None:
        self._cells.restyle(lambda styles, style: styles.with_bold(style, value))
