"""Sheet ``Data`` of the forecasting workbook: the parameters of the methods and how one of them is chosen."""

from __future__ import annotations

from typing import Final

from templates.formats.palette import COUNT
from templates.formats.plan_data import AS_PAPER, EXACT, Input, draw_data
from templates.formats.rules import Rule, between
from templates.formats.settings import Setting, option
from templates.formats.style import House
from templates.formats.tables import HEADING_ROW

PERIODS: Final = 60
"""How long a history may be."""
AHEAD: Final = 24
"""How many periods may be forecast beyond it."""
WEIGHTS: Final = 6
SEASON: Final = 24
METHODS: Final = (
    "Rata-rata bergerak",
    "Rata-rata tertimbang",
    "Penghalusan eksponensial",
    "Holt (tren)",
    "Tren linear",
    "Musiman",
)
MEASURES: Final = ("MAD", "MSE", "MAPE")
BEST: Final = "Terbaik"


def _whole(low: int, high: int, title: str) -> Rule:
    return between(low, high, title, f"Bilangan bulat {low} sampai {high}.", whole=True)


def _ratio(title: str) -> Rule:
    return between(0, 1, title, "Antara 0 dan 1; makin besar makin mengikuti data terbaru.")


_INPUTS: Final = (
    Input("Periode_setahun", "periode", "12 untuk data bulanan, 4 untuk triwulanan.", number=COUNT,
          rule=_whole(1, 52, "Periode setahun")),
    Input("Hari_setahun", "hari", "Hari yang dipakai untuk kebutuhan harian.", number=COUNT,
          rule=_whole(1, 366, "Hari setahun")),
    Input("Periode_ramalan", "periode", f"Berapa periode diramal sesudah data, paling banyak {AHEAD}.",
          number=COUNT, rule=_whole(1, AHEAD, "Periode ramalan")),
    Input("Awal_rencana", "no. periode", "Periode pertama tahun rencana. Kosong: sesudah data terakhir.",
          number=COUNT, optional=True, rule=_whole(1, PERIODS + AHEAD, "Awal rencana")),
    Input("Periode_rata", "periode", "Banyak periode rata-rata bergerak.", number=COUNT,
          rule=_whole(1, PERIODS, "Periode rata-rata")),
    Input("Alfa", "", "Bobot data terbaru pada penghalusan eksponensial.", number=EXACT, rule=_ratio("Alfa")),
    Input("Alfa_Holt", "", "Bobot data terbaru pada metode Holt.", number=EXACT, rule=_ratio("Alfa Holt")),
    Input("Beta_Holt", "", "Bobot tren terbaru pada metode Holt.", number=EXACT, rule=_ratio("Beta Holt")),
    Input("Panjang_musim", "periode", "Periode sampai pola berulang (12 = setahun). Kosong: tanpa musim.",
          number=COUNT, optional=True, rule=_whole(2, SEASON, "Panjang musim")),
    Input("Banding_mulai", "no. periode", "Galat dihitung mulai periode ini. Kosong: sejak semua metode yang "
          "dapat diukur punya ramalan, supaya perbandingannya adil.",
          number=COUNT, optional=True, rule=_whole(1, PERIODS, "Mulai dibandingkan")),
    Input("Batas_tracking", "", "Tracking signal di luar batas ini berarti ramalan condong ke satu sisi.",
          number=EXACT),
    *(
        Input(f"Bobot_{back}", "", f"Rata-rata tertimbang: bobot {back} periode sebelumnya; kosong: tidak "
              "dipakai.", number=EXACT, optional=True)
        for back in range(WEIGHTS, 0, -1)
    ),
)  # fmt: skip
_OLDEST_WEIGHT: Final = HEADING_ROW + len(_INPUTS) - WEIGHTS + 1
_NEWEST_WEIGHT: Final = HEADING_ROW + len(_INPUTS)
_SETTINGS: Final = (
    Setting(
        "Ukuran_terbaik", "Ukuran metode terbaik", "{{ settings.measure }}",
        "MAD: rata-rata selisih. MSE: selisih besar dihukum berat. MAPE: rata-rata persentase selisih.",
        option(MEASURES, "Ukuran metode terbaik"),
    ),
    Setting(
        "Metode_dipakai", "Metode yang dipakai", "{{ settings.method }}",
        "Terbaik: metode yang ukurannya paling kecil. Atau tetapkan satu metode.",
        option((BEST, *METHODS), "Metode yang dipakai"),
    ),
    AS_PAPER,
)  # fmt: skip


def draw_inputs(house: House) -> None:
    """Draw the sheet ``Data``."""
    draw_data(house, "Data peramalan", _INPUTS, _SETTINGS)
    house.name("Bobot", f"Data!$B${_OLDEST_WEIGHT}:$B${_NEWEST_WEIGHT}")


def newest_weights(count: int) -> str:
    """Return the cells of the weights of the last ``count`` periods, the oldest first.

    >>> newest_weights(2)
    'Data!$B$25:$B$26'
    """
    return f"Data!$B${_NEWEST_WEIGHT - count + 1}:$B${_NEWEST_WEIGHT}"
