"""The format ``scheduling``: jobs, dispatching rules side by side, Gantt, network, flow shop."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from templates.formats.plan_data import AS_PAPER, Input, draw_data
from templates.formats.rules import above_zero
from templates.formats.scheduling_flow import SEQUENCES, draw_flow
from templates.formats.scheduling_guide import draw_guide
from templates.formats.scheduling_jobs import RULES, draw_jobs
from templates.formats.scheduling_plan import draw_network, draw_plan
from templates.formats.scheduling_rules import MEASURES, draw_rules
from templates.formats.settings import Setting, option
from templates.formats.style import House

BEST: Final = "Terbaik"
INPUTS: Final = (
    Input("Batas_bersama", "menit", "Batas waktu bila barisnya kosong; kosong = tanpa batas.", optional=True),
    Input("Menit_sejam", "menit per jam", "Satuan waktu dalam satu jam: 60 bila waktunya dalam menit.",
          rule=above_zero("Satuan waktu per jam", "60 bila waktunya dalam menit, 1 bila dalam jam.")),
)  # fmt: skip
SETTINGS: Final = (
    AS_PAPER,
    Setting(
        "Aturan_dipilih", "Aturan dipilih", '{{ settings.rule or "Terbaik" }}',
        "Aturan yang dijadwalkan. Terbaik: peringkat pertama menurut ukuran utama.",
        option((BEST, *(rule for rule, _ in RULES)), "Aturan dipilih"),
    ),
    Setting(
        "Ukuran_utama", "Ukuran utama", '{{ settings.measure or "Rata-rata selesai" }}',
        "Menurut ukuran ini aturan diberi peringkat.", option(MEASURES, "Ukuran utama"),
    ),
    Setting(
        "Urutan_flow", "Urutan flow shop", '{{ settings.flow_order or "Terbaik" }}',
        "Urutan yang dijadwalkan pada lembar Flow Shop. Terbaik: waktu total terpendek.",
        option((BEST, *SEQUENCES), "Urutan flow shop"),
    ),
)  # fmt: skip


def draw(path: Path) -> None:
    """Draw the template of the scheduling workbook.

    Args:
        path: File to write.
    """
    house = House(path, "Penjadwalan", 7)
    draw_guide(house)
    draw_data(house, "Data penjadwalan", INPUTS, SETTINGS)
    draw_jobs(house)
    draw_rules(house)
    draw_plan(house)
    draw_network(house)
    draw_flow(house)
    house.close()
