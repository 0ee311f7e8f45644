"""Icons that Office draws itself, by their imageMso name.

A name that Office does not know leaves a button without a picture and without a word, and no list of them
comes with Excel's own files. Every name here is one that ribbon files published on GitHub use (seen
November 2026); the first three are those of xlwings' own ribbon.
"""

from __future__ import annotations

from typing import Final

KNOWN: Final = frozenset(
    {
        *("FunctionWizard", "MacroPlay", "RecurrenceEdit"),
        *("AcceptInvitation", "AcceptTask", "CalculateNow", "ChartInsert", "ErrorChecking", "ExportExcel"),
        *("FileNew", "FileOpen", "FileProperties", "FileSendAsAttachment", "Help", "ImportExcel"),
        *("ImportTextFile", "MeetingsWorkspace", "NewAppointment", "RefreshAll", "ReviewAcceptChange"),
        *("SplitCells", "TableInsert", "TraceError", "Undo"),
    }
)

DEFAULT: Final = "MacroPlay"

OF_ACTION: Final = {
    "collect_issues": "ImportTextFile",
    "review_issues": "ReviewAcceptChange",
    "split_issues": "SplitCells",
    "fill_matrix": "TableInsert",
    "deploy_initiatives": "AcceptTask",
    "cascade_kpi": "RecurrenceEdit",
    "review_department_kpis": "ReviewAcceptChange",
    "invite_bsc_meeting": "NewAppointment",
    "remind_results": "FileSendAsAttachment",
    "collect_results": "ImportTextFile",
    "verify_results": "AcceptInvitation",
    "semester_review": "MeetingsWorkspace",
    "draft_ppk": "TableInsert",
    "portal_export": "ExportExcel",
    "portal_import": "ImportExcel",
    "draw_strategy_map": "ChartInsert",
    "propose_layout": "TableInsert",
    "draw_layout": "ChartInsert",
    "draw_process_chart": "ChartInsert",
    "new_complaint": "FileNew",
    "forward_complaint": "FileSendAsAttachment",
    "record_answer": "AcceptTask",
    "reply_customer": "AcceptInvitation",
    "follow_up": "RecurrenceEdit",
    "overdue_list": "ErrorChecking",
    "complaint_report": "FileProperties",
    "import_transactions": "ImportExcel",
    "calculate_discounts": "CalculateNow",
    "bsc_report": "FileProperties",
    "new_year": "FileNew",
    "issue_sop": "FileSendAsAttachment",
    "sop_register": "FileProperties",
    "build_calendar": "NewAppointment",
    "import_orders": "ImportTextFile",
    "pull_routing": "ImportExcel",
    "assign_stage": "SplitCells",
    "confirm_orders": "AcceptTask",
    "finalise_aps": "ReviewAcceptChange",
    "check_late_order": "AcceptInvitation",
    "invite_aps_meeting": "MeetingsWorkspace",
    "distribute_aps": "FileSendAsAttachment",
    "check_sop": "ErrorChecking",
    "draw_flow_chart": "ChartInsert",
    "simulate_sop": "CalculateNow",
}
"""The icon of an action; one that is not listed gets :data:`DEFAULT`."""
