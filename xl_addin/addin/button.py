"""The button ``Periksa add-in``: what doctor found, in a message."""

from __future__ import annotations

import xlwings as xw

from xl_addin.addin import doctor
from xl_addin.addin.system import System, this_system
from xl_addin.ribbon.runner import told_in_words
from xl_addin.ribbon.telling import keep_report, tell


def examine(failure: str = "", system: System | None = None) -> None:
    """Tell the planner what is amiss with the add-in; the whole list is kept as the last report.

    Args:
        failure: What Python said last when a cell called it.
        system: The PC; this one by default.
    """
    book = xw.Book.caller()
    app = book.app
    with told_in_words(book):
        found = doctor.examine(system or this_system(), failure)
        keep_report("\n".join(finding.line("id") for finding in found))
        amiss = [finding.line("id") for finding in found if not finding.ok]
        head = f"{len(found)} hal diperiksa; {len(amiss)} perlu perhatian."
        tell(app, "\n\n".join([head, *amiss]), fault=bool(amiss))
