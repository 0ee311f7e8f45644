"""Copy the issues into the TOWS matrix; the strategies that a planner has written stay."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from xl_addin.actions.registry import Result, action
from xl_addin.actions.swot_issues import TAB_COLUMNS, TABS
from xl_addin.actions.tables import ListTable, fit_block, setting, typed, whole_rows
from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw

_WIDTH: Final = 6
_BLOCKS: Final = {"Matriks_O": ("O", "SO", "WO"), "Matriks_T": ("T", "ST", "WT")}
_CODE: Final = re.compile(r"[SWOT]\d+", re.IGNORECASE)

_Row = list[str | None]


@action(
    label="Isi matriks",
    workbook="swot",
    step=4,
    help="Menyalin isu dari keempat tab ke Matrix Strategy SWOT; strategi yang sudah ditulis tetap.",
)
def fill_matrix(book: xw.Book) -> Result:
    """Bring the issues of the matrix up to date with the four tabs.

    A strategy stays beside the opportunity or threat that it was written beside. When that issue is gone, the
    strategy moves to the end of its block. A strategy that uses codes that are gone is told.

    Args:
        book: The SWOT workbook.

    Raises:
        LembarError: a workbook without the tabs or the matrix.
    """
    return _Matrix(book).result()


class _Matrix:
    def __init__(self, book: xw.Book) -> None:
        self._book = book
        self._issues: dict[str, list[_Row]] = {
            letter: [[r["Kode"], r["Isu"]] for r in ListTable(book, name, TAB_COLUMNS).records()]
            for letter, name in TABS.items()
        }
        self._gone: list[tuple[str | None, ...]] = []

    def result(self) -> Result:
        """Write the three blocks, and tell."""
        changed = [self._write("Matriks_SW", self._above())]
        for name, (letter, *kinds) in _BLOCKS.items():
            rows = self._beside(name, self._issues[letter])
            self._check_codes(rows, kinds)
            changed.append(self._write(name, rows))
        counts = ", ".join(f"{letter} {len(issues)}" for letter, issues in self._issues.items())
        message = f"Matriks diisi dengan isu dari keempat tab ({counts})."
        if self._gone:
            message += f" {len(self._gone)} strategi memakai kode isu yang tidak ada lagi."
        return Result(
            message=message,
            changed=any(changed),
            problems=bool(self._gone),
            headings=("Kuadran", "Strategi", "Kode isu", "Kode yang tidak ada lagi"),
            rows=self._gone,
            next_step="Tulis strategi di keempat kuadran dan sebutkan kode isu yang dipakai.",
        )

    def _above(self) -> list[_Row]:
        """Return the rows of the strengths and the weaknesses, side by side."""
        pairs = zip_longest(self._issues["S"], self._issues["W"], fillvalue=[None, None])
        return [[None, None, *strength, *weakness] for strength, weakness in pairs]

    def _beside(self, name: str, issues: list[_Row]) -> list[_Row]:
        """Return the rows of a block: each issue with the strategies that stood beside it."""
        strategies: dict[str, _Row] = {}
        homeless: list[_Row] = []
        wanted = {str(code) for code, _ in issues}
        for code, _, *written in self._read(name):
            if not any(written):
                continue
            if code in wanted and code not in strategies:
                strategies[str(code)] = written
            else:
                homeless.append([None, None, *written])
        blank: _Row = [None] * (_WIDTH - 2)
        return [[code, text, *strategies.get(str(code), blank)] for code, text in issues] + homeless

    def _check_codes(self, rows: list[_Row], kinds: list[str]) -> None:
        """Take note of the strategies that use codes of issues that are gone."""
        known = {str(code).upper() for issues in self._issues.values() for code, _ in issues}
        for row in rows:
            for kind, codes, strategy in zip(kinds, row[2::2], row[3::2], strict=True):
                gone = [code for code in _CODE.findall(codes or "") if code.upper() not in known]
                if gone:
                    self._gone.append((kind, strategy, codes, ", ".join(gone)))

    def _read(self, name: str) -> list[_Row]:
        rows = self._block(name).options(ndim=2).value
        return [[None if cell is None else str(cell).strip() or None for cell in row] for row in rows]

    def _write(self, name: str, rows: list[_Row]) -> bool:
        """Make these the rows of a block; say whether anything is another now."""
        rows = rows or [[None] * _WIDTH]
        if rows == self._read(name):
            return False
        self._fit(name, len(rows))
        self._block(name).value = [[typed(cell) for cell in row] for row in rows]
        return True

    def _fit(self, name: str, count: int) -> None:
        """Give a block so many rows; one of a single row becomes two rows long first."""
        block = self._block(name)
        if block.shape[0] == 1 < count:
            whole_rows(block.sheet, block.row + 1, 1).insert("down")
            block.copy(block.offset(1))
            longer = block.resize(2)
            self._book.names[name].refers_to = "=" + longer.get_address(include_sheetname=True)
            block = longer
        fit_block(block.sheet, block.row, block.shape[0], count)

    def _block(self, name: str) -> xw.Range:
        setting(self._book, name)
        block = self._book.names[name].refers_to_range
        if block.shape[1] != _WIDTH:
            raise LembarError(
                "bad_block",
                file=self._book.name,
                sheet=block.sheet.name,
                cell=block.get_address(False, False),
                found=name,
                expected=_WIDTH,
            )
        return block
