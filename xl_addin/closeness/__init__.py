"""Closeness of rooms: a block layout of rectangles proposed from areas and ratings, and both as pictures.

>>> places = propose([4, 4], read_chart([[None, "A"], [None, None]]), 4, 2)
>>> [(place.x, place.area) for place in places]
[(0.0, 4.0), (2.0, 4.0)]

Source: production planning, chapter 10; Muther, *Systematic Layout Planning*.
"""

from udfs.closeness import read_chart
from xl_addin.closeness.picture import CHART, PLAN, Room, closeness_chart, floor_plan
from xl_addin.closeness.proposal import Place, overlap, propose, touch

__all__ = [
    "CHART",
    "PLAN",
    "Place",
    "Room",
    "closeness_chart",
    "floor_plan",
    "overlap",
    "propose",
    "read_chart",
    "touch",
]
