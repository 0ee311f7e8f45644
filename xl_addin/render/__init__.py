"""Template engine: Jinja2 in the cells of an ordinary .xlsx; what covers a repeated row grows with it.

``{{ expression }}`` stands in any cell, in headers, shapes, charts and comments. A row whose first cell is
``{% for x in xs %}``, ``{% if c %}``, ``{% elif c %}``, ``{% else %}``, ``{% endfor %}``, ``{% endif %}`` or
``{% set x = y %}`` is a tag row: it is not in the result.

``{% sheet for d in departments name d.name %}`` in row 1 makes a sheet of each department, and
``{% sheet if c %}`` leaves the sheet out when the condition does not hold; see
:mod:`xl_addin.render.sheetloops`.

A row ``{% columns %}`` with ``{% for m in months %}`` and ``{% endfor %}`` above the columns repeats these;
see :mod:`xl_addin.render.columns`. ``{{ logo | image }}`` and ``{{ url | link(text) }}`` put in pictures and
hyperlinks; see :mod:`xl_addin.render.pictures`.

What references mean, with ``{% for %}`` in row 9, a body row 10 and ``{% endfor %}`` in row 11:

- ``F10`` in row 10 is the cell of the same turn; ``F$10:F$10`` is the whole block; ``SUM(F$10:F10)`` runs.
- ``F9`` in row 10 is the row above: ``=F9+E10`` is a running balance. ``F11`` below is the last row.
- ``SUM(F10)``, ``SUM(F10:F10)`` and ``SUM(F9:F11)`` outside sum the rows that row 10 has become, and not what
  stands between them (the subtotals of groups).
- What covers the block alone (a table, a chart, a sum) keeps one blank row when the list is empty.
"""

from xl_addin.render.engine import render
from xl_addin.render.limits import Limits
from xl_addin.render.problems import Problem, TemplateError

__all__ = ["Limits", "Problem", "TemplateError", "render"]
