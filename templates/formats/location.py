"""The format ``location``: what each site costs, where it breaks even, which is cheapest at which volume."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from templates.formats.location_break_even import draw_break_even
from templates.formats.location_choice import BASES, draw_choice, draw_factors
from templates.formats.location_costs import draw_fixed, draw_salaries, draw_sites, draw_variable
from templates.formats.location_guide import draw_guide
from templates.formats.plan_data import AS_PAPER, SHARE, Input, draw_data
from templates.formats.rules import between
from templates.formats.settings import Setting, option
from templates.formats.style import House

INPUTS: Final = (
    Input("Volume", "unit per periode", "Volume rencana: biaya dan laba dihitung pada volume ini."),
    Input(
        "Pajak", "rasio", "Pajak atas biaya tetap.", number=SHARE,
        rule=between(0, 1, "Pajak", "Rasio; 5 % ditulis 5% atau 0,05."),
    ),
    Input(
        "Umur_periode", "periode", "Bila Sebar investasi = Ya: berapa periode tanah dan mesin dipakai.",
        optional=True,
    ),
    Input(
        "Volume_grafik", "unit per periode", "Volume terbesar pada grafik; kosong = dipilih sendiri.",
        optional=True,
    ),
)  # fmt: skip
SETTINGS: Final = (
    AS_PAPER,
    Setting(
        "Biaya_variabel_dari", "Biaya variabel per unit dari", '{{ settings.variable_from or "Tabel" }}',
        "Tabel: jumlah biaya variabel dibagi volume. Ketikan: kolom pada lembar Lokasi.",
        option(("Tabel", "Ketikan"), "Biaya variabel per unit"),
    ),
    Setting(
        "Sebar_investasi", "Sebar investasi", '{{ settings.spread or "Tidak" }}',
        "Ya: tanah, transportasi, dan peralatan dibagi umur periode, sehingga semua biaya per periode. "
        "Tidak: dijumlah seutuhnya, seperti makalah.",
        option(("Ya", "Tidak"), "Sebar investasi"),
    ),
    Setting(
        "Dasar_pilihan", "Dasar pilihan", '{{ settings.choose_by or "Biaya total" }}',
        "Menurut apa lokasi dipilih; keempat dasar dibandingkan pada lembar Keputusan.",
        option(BASES, "Dasar pilihan"),
    ),
)  # fmt: skip


def draw(path: Path) -> None:
    """Draw the template of the location workbook.

    Args:
        path: File to write.
    """
    house = House(path, "Pemilihan lokasi", 9)
    draw_guide(house)
    draw_data(house, "Data pemilihan lokasi", INPUTS, SETTINGS)
    draw_sites(house)
    draw_salaries(house)
    draw_fixed(house)
    draw_variable(house)
    draw_break_even(house)
    draw_factors(house)
    draw_choice(house)
    house.close()
