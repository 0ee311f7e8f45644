"""Worksheet functions: pure, typed, of one method each. No file, no Excel, no clock.

Importing this package registers them all in :data:`udfs.registry.FUNCTIONS`; it needs the standard library
alone.

>>> from udfs import swot_score
>>> swot_score(weight=3, rating=4, weights=[3, 5, 2])
1.2
"""

from udfs.allocation import (
    aps_meeting,
    aps_month,
    aps_stage,
    capacity_available,
)
from udfs.bsc import (
    bsc_score,
    bsc_weight_left_out,
    kpi_achievement,
    kpi_band,
    kpi_score,
    kpi_status,
)
from udfs.cash_flows import (
    internal_rate_of_return,
    irr_note,
    modified_rate_of_return,
    net_present_value,
    payback_period,
)
from udfs.closeness import (
    forbidden_neighbours,
    layout_cost,
    total_closeness,
)
from udfs.complaints import sla_days, sla_due, sla_late, sla_status
from udfs.discounts import (
    discount_rate,
    discount_tier,
    next_tier,
    payment_discount,
    target_discount,
)
from udfs.economics import (
    bep_revenue,
    bep_units,
    bep_units_whole,
    selling_price,
    unit_cost,
)
from udfs.floor_area import (
    floor_area,
    round_floor_area,
)
from udfs.flow_shop import (
    best_makespan,
    flow_finish,
    flow_makespan,
    johnson,
    neh,
)
from udfs.forecast_choice import (
    forecast_measure,
    history_length,
    seasonal_forecast,
)
from udfs.forecasting import (
    exponential_smoothing,
    forecast_error,
    holt,
    linear_trend,
    moving_average,
    seasonal_indices,
)
from udfs.handling import (
    backtrack_share,
    carrier_by_weight,
    flow_distance,
    handling_cost,
)
from udfs.inventory import (
    eoq,
    eoq_cycle,
    eoq_orders,
    eoq_total_cost,
    reorder_point,
    safety_stock,
    service_factor,
)
from udfs.inventory_choice import (
    abc_classes,
    eoq_discount,
)
from udfs.inventory_lots import backorder_level, eoq_backorder, epq
from udfs.location import (
    cost_crossover,
    factor_rating,
    is_dominated,
    site_cost,
)
from udfs.network import (
    critical_path,
    network_duration,
    operation_network,
    precedence_broken,
)
from udfs.process_chart import process_time
from udfs.product_design import weight_swing
from udfs.routing import (
    machines_actual,
    machines_theoretical,
    routing_load,
    routing_prepared,
    routing_sheet,
)
from udfs.scheduling import (
    dispatch,
    dispatch_metric,
    dispatch_order,
)
from udfs.sop import (
    sop_expected_time,
    sop_parts,
    sop_step_check,
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
from udfs.workdays import due_date, working_days
from udfs.ytd import (
    kpi_ytd,
    kpi_ytd_coverage,
    kpi_ytd_target,
)

__all__ = [
    "abc_classes",
    "aps_meeting",
    "aps_month",
    "aps_stage",
    "backorder_level",
    "backtrack_share",
    "bep_revenue",
    "bep_units",
    "bep_units_whole",
    "best_makespan",
    "bsc_score",
    "bsc_weight_left_out",
    "capacity_available",
    "carrier_by_weight",
    "cost_crossover",
    "critical_path",
    "discount_rate",
    "discount_tier",
    "dispatch",
    "dispatch_metric",
    "dispatch_order",
    "due_date",
    "eoq",
    "eoq_backorder",
    "eoq_cycle",
    "eoq_discount",
    "eoq_orders",
    "eoq_total_cost",
    "epq",
    "exponential_smoothing",
    "factor_rating",
    "floor_area",
    "flow_distance",
    "flow_finish",
    "flow_makespan",
    "forbidden_neighbours",
    "forecast_error",
    "forecast_measure",
    "handling_cost",
    "history_length",
    "holt",
    "internal_rate_of_return",
    "irr_note",
    "is_dominated",
    "johnson",
    "kpi_achievement",
    "kpi_band",
    "kpi_score",
    "kpi_status",
    "kpi_ytd",
    "kpi_ytd_coverage",
    "kpi_ytd_target",
    "layout_cost",
    "linear_trend",
    "machines_actual",
    "machines_theoretical",
    "modified_rate_of_return",
    "moving_average",
    "neh",
    "net_present_value",
    "network_duration",
    "next_tier",
    "operation_network",
    "payback_period",
    "payment_discount",
    "precedence_broken",
    "process_time",
    "reorder_point",
    "round_floor_area",
    "routing_load",
    "routing_prepared",
    "routing_sheet",
    "safety_stock",
    "seasonal_forecast",
    "seasonal_indices",
    "selling_price",
    "service_factor",
    "site_cost",
    "sla_days",
    "sla_due",
    "sla_late",
    "sla_status",
    "sop_expected_time",
    "sop_parts",
    "sop_step_check",
    "swot_position",
    "swot_priority",
    "swot_score",
    "swot_total",
    "swot_weight_pct",
    "swot_x",
    "swot_y",
    "target_discount",
    "total_closeness",
    "unit_cost",
    "weight_swing",
    "working_days",
]
