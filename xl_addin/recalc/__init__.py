"""Recalculation without Excel: engines behind one face, and what a workbook shows brought up to date.

``recalculate`` writes values into a file, ``verify`` lets all engines have their say, ``explain`` tells how a
number came about, ``dump`` shows a workbook as text.
"""

from xl_addin.recalc.cached import Change
from xl_addin.recalc.engines import DEFAULT, NAMES
from xl_addin.recalc.recalculation import Kept, Report, recalculate

__all__ = ["DEFAULT", "NAMES", "Change", "Kept", "Report", "recalculate"]
