"""A stand-in for Excel behind COM: ranges that xlwings' own call path takes for real ones."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from windows_stubs import MISSING, RANGE_IID

ERROR_CODES = {
    "#NULL!": -2146826288,
    "#DIV/0!": -2146826281,
    "#VALUE!": -2146826273,
    "#REF!": -2146826265,
    "#NAME?": -2146826259,
    "#NUM!": -2146826252,
    "#N/A": -2146826246,
}
"""What COM hands over for an error in a cell (VT_ERROR)."""
__all__ = ["ERROR_CODES", "MISSING", "FakeRange"]


class _TypeInfo:
    iid = RANGE_IID

    def GetTypeInfo(self) -> _TypeInfo:  # noqa: N802
        return self

    def GetTypeAttr(self) -> _TypeInfo:  # noqa: N802
        return self


class FakeRange:
    """A range of cells: ``Value2`` is what Excel gives, a single value or rows as tuples."""

    _oleobj_ = _TypeInfo()
    Worksheet = SimpleNamespace(Parent=SimpleNamespace(Application=SimpleNamespace(Hwnd=7)))
    Row = Column = 1

    def __init__(self, rows: Sequence[Sequence[Any]]) -> None:
        self._rows = tuple(tuple(row) for row in rows)
        self.Rows = SimpleNamespace(Count=len(self._rows))
        self.Columns = SimpleNamespace(Count=len(self._rows[0]))

    @property
    def Value2(self) -> Any:  # noqa: N802
        single = len(self._rows) == 1 and len(self._rows[0]) == 1
        return self._rows[0][0] if single else self._rows

    @property
    def Value(self) -> Any:  # noqa: N802
        raise AssertionError("Value rounds currency and turns dates; Value2 does not")
