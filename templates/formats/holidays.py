"""Makes ``templates/hari_libur.csv``, the days off that a new workbook's sheet ``Hari Libur`` starts with.

    python -m templates.formats.holidays

National holidays and the collective leave (cuti bersama) that the government has named so far come from the
``holidays`` package, with their Indonesian names. Days that hang on the moon are estimates until the
government names them. What the company closes for itself is left to the planner.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Final

import holidays

YEARS: Final = (2026, 2027, 2028)
COLUMNS: Final = ("date", "name", "national", "leave", "closed", "estimate")
TARGET: Final = Path(__file__).parents[1] / "hari_libur.csv"

_YES: Final = "Ya"
_ESTIMATE: Final = " (perkiraan)"


def text() -> str:
    """Return the file: a line for each day off, in the order of the calendar."""
    national, leave = _days("public"), _days("government")
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for day, name in sorted((leave | national).items()):
        writer.writerow(
            {
                "date": day.isoformat(),
                "name": name.replace(_ESTIMATE, ""),
                "national": _YES if day in national else "",
                "leave": "" if day in national else _YES,
                "closed": "",
                "estimate": _YES if _ESTIMATE in name else "",
            }
        )
    return out.getvalue()


def _days(category: str) -> dict[date, str]:
    return dict(holidays.country_holidays("ID", years=YEARS, language="id", categories=(category,)))


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8", newline="")
