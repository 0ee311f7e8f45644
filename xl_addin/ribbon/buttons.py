"""The one list of buttons: what the ribbon, the VBA callbacks and other hosts' toolbars are made of.

An action is a button: its label, help and options are those of :mod:`xl_addin.actions`, and its workbook
says in which group it stands and when it is there to press. Only the tools, which suit every workbook, are
written here.

>>> [button.label for button in buttons() if button.group == "SWOT"]
['Kumpulkan isu', 'Periksa isu', 'Bagi isu', 'Isi matriks']
>>> WORKBOOKS["swot"].sign
'Posisi_X'
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from xl_addin.actions import ACTIONS, Option
from xl_addin.ribbon import icons


@dataclass(frozen=True)
class Kind:
    """A kind of workbook: the group of its buttons, and the defined name by which one is known.

    A defined name is what the actions need anyway, so a workbook that was adopted, copied, renamed or made
    before this add-in is known as well, and nothing can say that it is what it is not.
    """

    group: str
    sign: str


@dataclass(frozen=True)
class Button:
    """A button: what it says and shows, its action, and its kind of workbook (None: any)."""

    id: str
    label: str
    tip: str
    icon: str
    group: str
    workbook: str | None = None
    options: tuple[Option, ...] = ()

    @property
    def is_tool(self) -> bool:
        """Whether it is a tool for any workbook, not an action of one kind."""
        return self.workbook is None


TOOLS_GROUP: Final = "Alat"
GROUPS: Final = ("SWOT", "BSC", "Produksi", "APS", "Pelanggan", "SOP", TOOLS_GROUP)
"""The groups in the order of the ribbon; one without a button does not show."""

WORKBOOKS: Final = {
    "swot": Kind("SWOT", "Posisi_X"),
    "bsc": Kind("BSC", "Skor_perspektif"),
    "kpi_department": Kind("BSC", "Bulan_terverifikasi"),
    "process_chart": Kind("Produksi", "Daftar_peta"),
    "closeness": Kind("Produksi", "Peta_kedekatan"),
    "complaints": Kind("Pelanggan", "Batas_jawab"),
    "discounts": Kind("Pelanggan", "Tingkatan_diskon"),
    "production": Kind("Produksi", "Sesuai_makalah"),
    "allocation": Kind("APS", "Kalender_APS"),
    "sop": Kind("SOP", "Daftar_pelaksana"),
}
"""Every kind of workbook that has actions, by its format's name."""

TOOLS: Final = (
    Button(
        "explain",
        "Jelaskan",
        "Menjelaskan asal angka atau sebab kesalahan di sel yang dipilih.",
        "TraceError",
        TOOLS_GROUP,
    ),
    Button(
        "verify",
        "Verifikasi file",
        "Menghitung ulang berkas ini dengan mesin-mesin lain dan menunjukkan sel yang hasilnya berbeda.",
        "ErrorChecking",
        TOOLS_GROUP,
    ),
    Button(
        "audit",
        "Audit",
        "Mencari yang tidak cocok: jumlah, bobot, rumus yang tertimpa isian, KPI tanpa pemikul.",
        "FunctionWizard",
        TOOLS_GROUP,
    ),
    Button(
        "recalculate",
        "Hitung ulang",
        "Menghitung ulang semua rumus di semua buku kerja yang terbuka.",
        "CalculateNow",
        TOOLS_GROUP,
    ),
    Button(
        "undo",
        "Batalkan langkah terakhir",
        "Mengembalikan buku kerja ini seperti sebelum tombol Lembar terakhir ditekan.",
        "Undo",
        TOOLS_GROUP,
    ),
    Button(
        "report",
        "Laporan terakhir",
        "Membuka daftar lengkap dari langkah terakhir.",
        "FileOpen",
        TOOLS_GROUP,
    ),
    Button(
        "doctor",
        "Periksa add-in",
        "Memeriksa Python, versi, izin, dan pengaturan yang dibutuhkan add-in ini.",
        "Help",
        TOOLS_GROUP,
    ),
)


def buttons() -> list[Button]:
    """Return every button, group by group.

    Raises:
        KeyError: an action is for a workbook that :data:`WORKBOOKS` does not know.
    """
    made = [
        Button(
            action.name,
            action.label,
            action.help,
            icons.OF_ACTION.get(action.name, icons.DEFAULT),
            WORKBOOKS[action.workbook].group,
            action.workbook,
            action.options,
        )
        for action in ACTIONS.values()
    ]
    return sorted([*made, *TOOLS], key=lambda button: GROUPS.index(button.group))
