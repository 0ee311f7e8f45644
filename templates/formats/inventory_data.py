"""Sheets ``Data`` and ``Biaya`` of the inventory workbook: inputs, settings, and the costs line by line."""

from __future__ import annotations

from typing import Final

from templates.formats.list_sheets import figure
from templates.formats.palette import COUNT, Look
from templates.formats.plan_data import AS_PAPER, EXACT, RUPIAH, SHARE, Input, draw_data
from templates.formats.plan_grid import grid_table
from templates.formats.rules import Rule, at_least_zero, between, choice
from templates.formats.settings import Setting, option
from templates.formats.style import House, Page
from templates.formats.tables import HEADING_ROW, Column

COSTS: Final = 10
"""How many lines each of the two lists of costs has."""
DETAILED: Final = "Rincian biaya"
OF_PRICE: Final = "Persen harga"
BY_SERVICE: Final = "Tingkat layanan"
BY_SHARE: Final = "Persen EOQ"

_CENTRE: Final[Look] = {"align": "center"}
_SECOND: Final = HEADING_ROW + COSTS + 3


def _share(title: str) -> Rule:
    return between(0, 1, title, "Antara 0 dan 1; 95 % ditulis 95% atau 0,95.")


_INPUTS: Final = (
    Input("Ramalan_tahun", "unit per tahun", "Kebutuhan setahun, dari ramalan.", "forecasting",
          "Ramalan_tahun", EXACT),
    Input("Ramalan_sigma_harian", "unit per hari", "Simpangan baku kebutuhan sehari, dari ramalan.",
          "forecasting", "Ramalan_sigma_harian", EXACT),
    Input("Hari_setahun", "hari", "Hari yang dipakai dalam setahun.", number=COUNT,
          rule=between(1, 366, "Hari setahun", "Bilangan bulat 1 sampai 366.", whole=True)),
    Input("Waktu_tunggu", "hari", "Dari memesan sampai barang tiba.", number=EXACT),
    Input("Tingkat_layanan", "rasio", "Peluang tidak kehabisan selama waktu tunggu.", number=SHARE,
          rule=_share("Tingkat layanan")),
    Input("Persen_pengaman", "rasio", "Persediaan pengaman sebagai bagian dari EOQ, cara makalah.",
          number=SHARE, rule=_share("Persen pengaman")),
    Input("Persen_simpan", "rasio per tahun", "Biaya simpan sebagai bagian dari harga; juga untuk potongan "
          "harga dan daftar barang.", number=SHARE, rule=between(0, 5, "Persen simpan", "Rasio setahun.")),
    Input("Harga_beli", "Rp per unit", "Kosong: nilai bahan dibagi banyaknya.", number=EXACT, optional=True),
    Input("Bahan_rupiah", "Rp", "Nilai bahan baku sebulan.", optional=True),
    Input("Bahan_kg", "kg", "Banyaknya bahan baku sebulan.", number=EXACT, optional=True),
    Input("Laju_produksi", "unit per tahun", "Untuk lot produksi (EPQ); di atas kebutuhan.", optional=True),
    Input("Biaya_persiapan", "Rp sekali produksi", "Untuk lot produksi (EPQ).", optional=True),
    Input("Biaya_kekurangan", "Rp per unit per tahun", "Untuk pesanan yang boleh menyusul.", optional=True),
    Input("Batas_A", "rasio", "Golongan A: bagian kumulatif nilai sampai batas ini.", number=SHARE,
          rule=_share("Batas A")),
    Input("Batas_B", "rasio", "Golongan B: sampai batas ini; sisanya C.", number=SHARE,
          rule=_share("Batas B")),
    Input("Layanan_A", "rasio", "Tingkat layanan barang golongan A.", number=SHARE, rule=_share("Layanan A")),
    Input("Layanan_B", "rasio", "Tingkat layanan barang golongan B.", number=SHARE, rule=_share("Layanan B")),
    Input("Layanan_C", "rasio", "Tingkat layanan barang golongan C.", number=SHARE, rule=_share("Layanan C")),
    Input("Kebutuhan_makalah", "unit", "Makalah: jumlah sembilan bulan ramalan.", number="#,##0.000",
          optional=True),
    Input("Hari_bulan", "hari", "Makalah: hari sebulan.", number=COUNT, optional=True),
    Input("Bahan_routing", "kg", "Makalah: bahan yang disiapkan di operasi pertama.", number=EXACT,
          optional=True),
    Input("Nilai_bahan", "Rp", "Makalah: jumlah bahan.", optional=True),
    Input("Nilai_pesanan", "Rp", "Makalah: jumlah total pesanan.", number=EXACT, optional=True),
)  # fmt: skip
_SETTINGS: Final = (
    Setting(
        "Simpan_dari", "Biaya simpan dari", "{{ settings.holding_from }}",
        "Rincian biaya: biaya simpan setahun dibagi kebutuhan setahun. Persen harga: Persen_simpan × harga.",
        option((DETAILED, OF_PRICE), "Biaya simpan dari"),
    ),
    Setting(
        "Pengaman_dari", "Persediaan pengaman dari", "{{ settings.safety_from }}",
        "Tingkat layanan: z × simpangan baku × akar waktu tunggu. Persen EOQ: cara makalah.",
        option((BY_SERVICE, BY_SHARE), "Persediaan pengaman dari"),
    ),
    AS_PAPER,
)  # fmt: skip


def draw_inputs(house: House) -> None:
    """Draw the sheet ``Data``."""
    draw_data(house, "Data persediaan", _INPUTS, _SETTINGS)


def draw_costs(house: House) -> None:
    """Draw ``Biaya``: what an order costs and what keeping stock costs in a year, line by line."""
    page = Page(house, "Biaya", "Biaya memesan dan menyimpan", (52, 24, 16, 40), landscape=False)
    page.note("Isi setiap jenis biaya. Dihitung = Tidak: baris dicatat tetapi tidak dijumlah.")
    for name, key, unit, row in (
        ("tbl_biaya_pesan", "order_costs", "Rupiah sekali pesan", HEADING_ROW),
        ("tbl_biaya_simpan", "holding_costs", "Rupiah setahun", _SECOND),
    ):
        _cost_table(page, name, key, unit, row)
    first, second = (f"{{0}}{row + 1}:{{0}}{row + COSTS}" for row in (HEADING_ROW, _SECOND))
    page.figures(
        {
            "A": figure("Biaya sekali pesan", _total(first), RUPIAH),
            "B:C": figure("Biaya simpan setahun", _total(second), RUPIAH),
            "D": figure("Pemeriksaan", _check(first, second)),
        }
    )
    page.mark_checks("D7")
    house.name("Jumlah_biaya_pesan", "Biaya!$A$7")
    house.name("Jumlah_biaya_simpan", "Biaya!$B$7")
    page.section(_SECOND - 1, "Biaya menyimpan", "D")
    page.freeze(HEADING_ROW)


def _total(rows: str) -> str:
    amounts, counted = rows.format("B"), rows.format("C")
    return f'=SUM({amounts})-SUMIFS({amounts},{counted},"Tidak")'


def _check(*tables: str) -> str:
    wrong = "+".join(f'SUMPRODUCT(({rows.format("D")}<>"")*({rows.format("D")}<>"OK"))' for rows in tables)
    return f'=IF({wrong}>0,"Ada baris yang salah",IF(A7+B7=0,"Isi biaya","OK"))'


def _cost_table(page: Page, name: str, key: str, unit: str, row: int) -> None:
    yes = choice(["Ya", "Tidak"], "Dihitung", "Ya: dijumlah. Tidak: dicatat saja.")
    columns = (
        Column("Jenis biaya", "input"),
        Column(
            unit, "input", look={"num_format": RUPIAH}, rule=at_least_zero("Biaya", "Rupiah, 0 atau lebih.")
        ),
        Column("Dihitung", "input", look=_CENTRE, rule=yes),
        Column("Periksa", "calculated", look=_CENTRE),
    )
    keys = {"Jenis biaya": "name", unit: "amount", "Dihitung": "counted"}

    def content(heading: str, number: int) -> str:
        at = row + number
        if heading == "Periksa":
            number_there = f'IF(ISNUMBER(B{at}),IF(B{at}<0,"Biaya negatif","OK"),"Harus angka")'
            return f'=IF(AND(A{at}="",B{at}=""),"",IF(B{at}="","Isi biaya",{number_there}))'
        held = f"{key}[{number - 1}].{keys[heading]} if {key}|length > {number - 1} else none"
        return f"{{{{ {held} }}}}"

    grid_table(page, name, columns, COSTS, content, row=row)
