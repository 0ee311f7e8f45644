"""What the ribbon's buttons do, written against the xlwings API alone: in Excel and without it.

Listing them is light; an action imports what it needs when it runs.

>>> [action.label for action in ACTIONS.values() if action.workbook == "swot"]
['Kumpulkan isu', 'Periksa isu', 'Bagi isu', 'Isi matriks']
"""

from xl_addin.actions.aps_calendar import build_calendar
from xl_addin.actions.aps_confirm import confirm_orders
from xl_addin.actions.aps_final import finalise_aps
from xl_addin.actions.aps_late import check_late_order
from xl_addin.actions.aps_letters import distribute_aps, invite_aps_meeting
from xl_addin.actions.aps_orders import import_orders
from xl_addin.actions.aps_routing import pull_routing
from xl_addin.actions.aps_stages import assign_stage
from xl_addin.actions.bsc_cascade import cascade_kpi
from xl_addin.actions.bsc_collect import collect_results
from xl_addin.actions.bsc_deploy import deploy_initiatives
from xl_addin.actions.bsc_letters import invite_bsc_meeting, remind_results
from xl_addin.actions.bsc_map import draw_strategy_map
from xl_addin.actions.bsc_new_year import new_year
from xl_addin.actions.bsc_portal import portal_export, portal_import
from xl_addin.actions.bsc_ppk import draft_ppk
from xl_addin.actions.bsc_proposals import review_department_kpis
from xl_addin.actions.bsc_report import bsc_report
from xl_addin.actions.bsc_semester import semester_review
from xl_addin.actions.bsc_verify import verify_results
from xl_addin.actions.complaint_answer import record_answer
from xl_addin.actions.complaint_follow import follow_up
from xl_addin.actions.complaint_forward import forward_complaint
from xl_addin.actions.complaint_new import new_complaint
from xl_addin.actions.complaint_overdue import overdue_list
from xl_addin.actions.complaint_reply import reply_customer
from xl_addin.actions.complaint_report import complaint_report
from xl_addin.actions.discount_import import import_transactions
from xl_addin.actions.discount_run import calculate_discounts
from xl_addin.actions.plan_update import update_plan
from xl_addin.actions.production_closeness import draw_layout, propose_layout
from xl_addin.actions.production_process_chart import draw_process_chart
from xl_addin.actions.registry import ACTIONS, Action, Option, Result, find
from xl_addin.actions.sop_check import check_sop
from xl_addin.actions.sop_draw import draw_flow_chart
from xl_addin.actions.sop_issue import issue_sop
from xl_addin.actions.sop_register import sop_register
from xl_addin.actions.sop_simulate import simulate_sop
from xl_addin.actions.swot_collect import collect_issues
from xl_addin.actions.swot_matrix import fill_matrix
from xl_addin.actions.swot_review import review_issues
from xl_addin.actions.swot_split import split_issues

__all__ = [
    "ACTIONS",
    "Action",
    "Option",
    "Result",
    "assign_stage",
    "bsc_report",
    "build_calendar",
    "calculate_discounts",
    "cascade_kpi",
    "check_late_order",
    "check_sop",
    "collect_issues",
    "collect_results",
    "complaint_report",
    "confirm_orders",
    "deploy_initiatives",
    "distribute_aps",
    "draft_ppk",
    "draw_flow_chart",
    "draw_layout",
    "draw_process_chart",
    "draw_strategy_map",
    "fill_matrix",
    "finalise_aps",
    "find",
    "follow_up",
    "forward_complaint",
    "import_orders",
    "import_transactions",
    "invite_aps_meeting",
    "invite_bsc_meeting",
    "issue_sop",
    "new_complaint",
    "new_year",
    "overdue_list",
    "portal_export",
    "portal_import",
    "propose_layout",
    "pull_routing",
    "record_answer",
    "remind_results",
    "reply_customer",
    "review_department_kpis",
    "review_issues",
    "semester_review",
    "simulate_sop",
    "sop_register",
    "split_issues",
    "update_plan",
    "verify_results",
]
