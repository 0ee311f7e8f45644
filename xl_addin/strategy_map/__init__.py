r"""The strategy map: objectives by perspective, from Learning & Growth below to Financial on top.

Each objective is a box with its code, its score and its name; its status is told by colour, by a mark and by
the style of the border. An arrow leads from an objective to each one that it supports.

>>> picture = strategy_map([
...     Objective("SS-F1", "Financial", "Laba bersih naik", score=1.042, level="green"),
...     Objective("SS-C1", "Customer", "Pelanggan puas", ("SS-F1",), score=0.91, level="yellow"),
... ])
>>> [shape.text for shape in picture.shapes() if shape.text.startswith("SS")]
['SS-F1   ● 104,2%\nLaba bersih naik', 'SS-C1   ▲ 91%\nPelanggan puas']

Source: quality objectives, items 4.4 and 7.1.10; strategy maps as in Kaplan & Norton (2004).
"""

from xl_addin.strategy_map.objectives import PERSPECTIVES, Level, Objective, unknown_links
from xl_addin.strategy_map.picture import COLOURS, MARKS, NAME, Colours, percent, strategy_map

__all__ = [
    "COLOURS",
    "MARKS",
    "NAME",
    "PERSPECTIVES",
    "Colours",
    "Level",
    "Objective",
    "percent",
    "strategy_map",
    "unknown_links",
]
