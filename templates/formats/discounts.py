"""The format ``discounts``: purchases, returns, invoices, payments; the discounts of every month."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from templates.formats.discounts_guide import draw_guide
from templates.formats.discounts_lists import draw_customers, draw_purchases, draw_returns, draw_tiers
from templates.formats.discounts_payments import draw_invoices, draw_payments
from templates.formats.discounts_recap import draw_recap
from templates.formats.discounts_result import (
    draw_archive,
    draw_calculation,
    draw_explanation,
    draw_history,
)
from templates.formats.discounts_settings import draw_settings
from templates.formats.list_sheets import draw_holidays
from templates.formats.style import House

_SHEETS: Final = 14


def draw(path: Path) -> None:
    """Draw the template of the discounts workbook.

    Args:
        path: File to write.
    """
    house = House(path, "Diskon pelanggan", _SHEETS)
    for sheet in (
        *(draw_guide, draw_settings, draw_customers, draw_tiers, draw_purchases, draw_returns),
        *(draw_invoices, draw_payments, draw_calculation, draw_explanation, draw_history, draw_recap),
        *(draw_holidays, draw_archive),
    ):
        sheet(house)
    house.close()
