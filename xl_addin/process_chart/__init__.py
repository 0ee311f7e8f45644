"""Process charts with the ASME symbols: the operation process chart (OPC) and the multi-product one (MPPC).

In an OPC every component is a column of symbols that joins the main one; in an MPPC the machines are rows and
the products columns, so that shared machines and moves back are seen.

>>> steps = (
...     Step("O-1", "Operasi", "Pencucian", minutes=10),
...     Step("", "Penyimpanan", "Penyimpanan", minutes=5),
... )
>>> picture = process_charts([Chart("OPC 1", "Cleaning", "OPC", steps)])
>>> [shape.kind for shape in picture.shapes() if shape.name.startswith("OPC 1 langkah")]
['ellipse', 'triangle_down']

Source: production planning, chapter 2.6 and 2.7; ASME Standard 101, Operation and Flow Process Charts (1947).
"""

from xl_addin.process_chart.layout import Arranged, Chart, Step, arrange
from xl_addin.process_chart.picture import NAME, SYMBOLS, process_charts

__all__ = ["NAME", "SYMBOLS", "Arranged", "Chart", "Step", "arrange", "process_charts"]
