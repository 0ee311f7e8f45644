"""The code that draws the company's shipped formats (``templates/*.xlsx``) in one house style."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from templates.formats import (
    allocation,
    aps_result,
    bsc,
    bsc_report,
    closeness,
    complaint_form,
    complaints,
    discount_statement,
    discounts,
    economics,
    floor_area,
    forecasting,
    handling,
    inventory,
    issue_form,
    kpi_department,
    letters_aps,
    letters_complaints,
    location,
    paper_audit,
    process_chart,
    product_design,
    routing,
    scheduling,
    sop,
    sop_document,
    sop_register,
    swot,
)

FORMATS: Final[dict[str, Callable[[Path], None]]] = {
    "allocation": allocation.draw,
    "bsc": bsc.draw,
    "closeness": closeness.draw,
    "complaints": complaints.draw,
    "discounts": discounts.draw,
    "economics": economics.draw,
    "floor_area": floor_area.draw,
    "forecasting": forecasting.draw,
    "handling": handling.draw,
    "inventory": inventory.draw,
    "issue_form": issue_form.draw,
    "kpi_department": kpi_department.draw,
    "location": location.draw,
    "paper_audit": paper_audit.draw,
    "process_chart": process_chart.draw,
    "product_design": product_design.draw,
    "routing": routing.draw,
    "scheduling": scheduling.draw,
    "sop": sop.draw,
    "swot": swot.draw,
}
"""Name of a format -> what draws its template into a file."""

REPORTS: Final[dict[str, Callable[[Path], None]]] = {
    "aps_result": aps_result.draw,
    "bsc_report": bsc_report.draw,
    "complaint_form": complaint_form.draw,
    "discount_statement": discount_statement.draw,
    "sop_register": sop_register.draw,
}
"""The same of the reports: workbooks of values, which nobody fills in."""

LETTERS: Final[dict[str, Callable[[Path], None]]] = {
    "aps_invitation": letters_aps.draw_invitation,
    "aps_result": letters_aps.draw_result,
    "complaint_reminder": letters_complaints.draw_reminder,
    "complaint_reply": letters_complaints.draw_reply,
    "complaint_report": letters_complaints.draw_report,
    "sop": sop_document.draw,
}
"""Name of a letter (``templates/letters/NAME.docx``) -> what draws its template into a file."""
