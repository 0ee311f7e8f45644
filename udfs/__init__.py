"""Worksheet functions: pure, typed, of one method each. No file, no Excel, no clock.

Importing this package registers them all in :data:`udfs.registry.FUNCTIONS`; it needs the standard library
alone.

>>> from udfs import swot_score
>>> swot_score(weight=3, rating=4, weights=[3, 5, 2])
1.2
"""

from udfs.bsc import (
    bsc_score,
    bsc_weight_left_out,
    kpi_achievement,
    kpi_band,
    kpi_score,
    kpi_status,
)
from udfs.swot import (
    swot_position,
    swot_priority,
    swot_score,
    swot_total,
    swot_weight_pct,
    swot_x,
    swot_y,
)
from udfs.workdays import due_date
from udfs.ytd import kpi_ytd

__all__ = [
    "bsc_score",
    "bsc_weight_left_out",
    "due_date",
    "kpi_achievement",
    "kpi_band",
    "kpi_score",
    "kpi_status",
    "kpi_ytd",
    "swot_position",
    "swot_priority",
    "swot_score",
    "swot_total",
    "swot_weight_pct",
    "swot_x",
    "swot_y",
]
