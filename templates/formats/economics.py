"""The format ``economics``: cost, price, break-even, cash flows, sensitivity, whether a plan is feasible."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from templates.formats.economics_cost import draw_cost
from templates.formats.economics_decision import draw_decision
from templates.formats.economics_flows import draw_flows
from templates.formats.economics_guide import draw_guide
from templates.formats.economics_sensitivity import draw_sensitivity
from templates.formats.plan_data import AS_PAPER, EXACT, SHARE, Input, draw_data
from templates.formats.rules import between
from templates.formats.settings import Setting, option
from templates.formats.style import House

TYPED: Final = "Ketikan"
FORECAST: Final = "Ramalan"
ON_COST: Final = "HPP"
ON_PRICE: Final = "Harga jual"
_RATE: Final = between(-0.99, 10, "Bunga", "Rasio setahun; 12 % ditulis 12% atau 0,12.")
_LIFE: Final = between(1, 20, "Umur investasi", "Tahun utuh, paling lama 20.", whole=True)

INPUTS: Final = (
    Input("Biaya_tetap", "Rp per periode", "Biaya tetap lokasi terpilih.", "location", "Biaya_tetap"),
    Input(
        "Biaya_variabel_unit", "Rp per unit", "Biaya variabel per unit di lokasi terpilih.",
        "location", "Biaya_variabel_unit", EXACT,
    ),
    Input(
        "Ramalan_tahun", "unit per tahun", "Ramalan permintaan setahun; batas penjualan yang masuk akal.",
        "forecasting", "Ramalan_tahun", EXACT, optional=True,
    ),
    Input(
        "Biaya_persediaan", "Rp per tahun", "Biaya memesan dan menyimpan; dibagi rata ke setiap periode.",
        "inventory", "Biaya_persediaan", optional=True,
    ),
    Input("Volume_ketikan", "unit per periode", "Volume rencana, dipakai bila Volume dari = Ketikan."),
    Input("Kelipatan_HPP", "Rp", "HPP dibulatkan ke atas ke kelipatan ini; 0 = tidak dibulatkan."),
    Input(
        "Margin", "rasio", "Laba sebagai bagian dari HPP atau dari harga jual (lihat Dasar laba).",
        number=SHARE, rule=between(-0.99, 10, "Margin", "Rasio; 50 % ditulis 50% atau 0,5."),
    ),
    Input("Harga_ditetapkan", "Rp per unit", "Harga pasar; kosong = harga dihitung dari HPP.", optional=True),
    Input("Investasi", "Rp", "Modal awal; kosong = biaya total satu periode.", optional=True),
    Input("Umur_investasi", "tahun", "Lama arus kas dihitung.", number="0", rule=_LIFE),
    Input("Nilai_sisa", "Rp", "Nilai aset pada akhir umur investasi.", optional=True),
    Input("Tingkat_diskonto", "rasio per tahun", "Pengembalian paling kecil yang diminta.",
          number=SHARE, rule=_RATE),
    Input("Bunga_pinjaman", "rasio per tahun", "MIRR: biaya uang keluar.", number=SHARE, rule=_RATE),
    Input("Bunga_penanaman", "rasio per tahun", "MIRR: hasil uang masuk.", number=SHARE, rule=_RATE),
    Input("Batas_pengembalian", "tahun", "Masa pengembalian paling lama yang diterima.", number="0.0"),
    Input("Periode_setahun", "periode", "Berapa periode dalam setahun: 12 bila biaya per bulan.", number="0"),
    Input("Hari_periode", "hari", "Hari dalam satu periode.", number="0"),
    Input("Persen_sensitivitas", "rasio", "Seberapa jauh harga, volume, dan biaya diubah.", number=SHARE),
    Input(
        "Biaya_variabel_makalah", "Rp per periode",
        "Jumlah biaya variabel seperti tercetak; hanya dipakai bila Sesuai makalah = Ya.", optional=True,
    ),
)  # fmt: skip
SETTINGS: Final = (
    AS_PAPER,
    Setting(
        "Volume_dari", "Volume dari", '{{ settings.volume_from or "Ketikan" }}',
        "Ketikan: volume rencana di atas. Ramalan: ramalan setahun dibagi jumlah periode.",
        option((TYPED, FORECAST), "Volume dari"),
    ),
    Setting(
        "Dasar_laba", "Dasar laba", '{{ settings.margin_on or "HPP" }}',
        "HPP: harga = HPP × (1 + margin). Harga jual: harga = HPP / (1 − margin).",
        option((ON_COST, ON_PRICE), "Dasar laba"),
    ),
)  # fmt: skip


def draw(path: Path) -> None:
    """Draw the template of the economics workbook.

    Args:
        path: File to write.
    """
    house = House(path, "Ekonomi teknik", 6)
    draw_guide(house)
    draw_data(house, "Data ekonomi teknik", INPUTS, SETTINGS)
    draw_cost(house)
    draw_flows(house)
    draw_sensitivity(house)
    draw_decision(house)
    house.close()
