"""The format ``product_design``: weighted functions of product and packaging, alternatives, the choice."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from templates.formats.plan_data import EXACT, SHARE, Input, draw_data
from templates.formats.product_design_choice import draw_choice
from templates.formats.product_design_guide import draw_guide
from templates.formats.product_design_sheets import draw_alternatives, draw_functions, draw_specification
from templates.formats.rules import above_zero, at_least_zero
from templates.formats.style import House

_WEIGHT: Final = at_least_zero("Bobot", "Rasio atau persen; dibagi jumlah keduanya. 0 = tidak dinilai.")
INPUTS: Final = (
    Input("Bobot_produk", "rasio", "Bobot fungsi produk.", number=SHARE, rule=_WEIGHT),
    Input("Bobot_kemasan", "rasio", "Bobot fungsi kemasan.", number=SHARE, rule=_WEIGHT),
    Input("Nilai_tertinggi", "nilai", "Nilai terbaik dari suatu fungsi; 0 adalah yang terburuk.",
          number="0", rule=above_zero("Nilai tertinggi", "Misalnya 10.")),
    Input("Nilai_minimum", "nilai", "Alternatif gugur bila suatu fungsi di bawah ini; kosong = tidak.",
          number=EXACT, optional=True),
)  # fmt: skip


def draw(path: Path) -> None:
    """Draw the template of the product design workbook.

    Args:
        path: File to write.
    """
    house = House(path, "Desain produk", 7)
    draw_guide(house)
    draw_data(house, "Data desain produk", INPUTS, ())
    draw_alternatives(house)
    draw_functions(house, "Fungsi Produk", "produk", "product")
    draw_functions(house, "Fungsi Kemasan", "kemasan", "packaging")
    draw_specification(house)
    draw_choice(house)
    house.close()
