"""The rows of a sheet ``Pengaturan``: each setting with its defined name, its value and what it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from templates.formats.palette import CELL, COUNT, DAY, HEADING
from templates.formats.rules import Rule, between, choice, day
from templates.formats.style import Page

TOP: Final = 7
"""Row of the first setting."""


@dataclass(frozen=True)
class Setting:
    """One row: its defined name, label, content and what it means."""

    name: str
    label: str
    content: str
    meaning: str
    rule: Rule | None = None
    look: dict[str, Any] = field(default_factory=dict)


def option(options: tuple[str, ...], label: str) -> Rule:
    """Offer the words of a switch."""
    return choice(list(options), label, "Pilih salah satu. Hasil di semua lembar langsung mengikuti.")


DOCUMENT: Final = (
    Setting("Nama_perusahaan", "Nama perusahaan", "{{ company.name }}", "Tampil di kepala setiap lembar."),
    Setting("No_dokumen", "No. Dokumen", "{{ document.number }}", "Nomor dari pengendali dokumen."),
    Setting("Revisi", "Revisi", "{{ document.revision }}", "Nomor revisi format ini."),
    Setting(
        "Tanggal_berlaku", "Tanggal berlaku", "{{ document.date }}", "Sejak kapan format ini berlaku.",
        day("Tanggal berlaku", "Tanggal mulai berlakunya format ini."), {"num_format": DAY},
    ),
)  # fmt: skip
"""What the document header of every sheet reads."""

WEEK: Final = Setting(
    "Hari_kerja_seminggu", "Hari kerja seminggu", "{{ settings.week_days }}",
    "5: Senin sampai Jumat. 6: Senin sampai Sabtu.",
    choice(["5", "6"], "Hari kerja seminggu", "5 atau 6 hari."), {"num_format": COUNT},
)  # fmt: skip
LEAVE: Final = Setting(
    "Cuti_bersama_libur", "Cuti bersama dihitung libur",
    '{{ "Ya" if settings.leave_counts in (true, "Ya") else "Tidak" }}',
    "Ya: cuti bersama pada lembar Hari Libur bukan hari kerja.",
    choice(["Ya", "Tidak"], "Cuti bersama", "Apakah perusahaan libur pada cuti bersama?"),
)  # fmt: skip
"""Which days are worked, beside the sheet ``Hari Libur``."""


def year(meaning: str, label: str = "Tahun rencana") -> Setting:
    """Return the setting of the workbook's year."""
    rule = between(2000, 2099, label, "Empat angka.", whole=True)
    return Setting("Tahun_rencana", label, "{{ year }}", meaning, rule, {"num_format": COUNT})


def today(meaning: str) -> Setting:
    """Return the setting of the day that counts as today."""
    rule = day("Tanggal acuan", "Tanggal yang dianggap sebagai hari ini.")
    return Setting(
        "Tanggal_acuan", "Tanggal acuan", "{{ reference_date }}", meaning, rule, {"num_format": DAY}
    )


def setting_rows(page: Page, settings: Sequence[Setting]) -> int:
    """Draw the settings under their headings and name them; return the first row below.

    Args:
        page: The sheet; its columns A to C are used.
        settings: The settings from top to bottom.
    """
    for column, heading in zip("ABC", ("Pengaturan", "Nilai", "Arti"), strict=True):
        page.put(f"{column}{TOP - 1}", heading, HEADING)
    for row, setting in enumerate(settings, TOP):
        page.fit(row, {"C": setting.meaning}, least=18)
        page.put(f"A{row}", setting.label, CELL | {"bold": True})
        page.ask(f"B{row}", setting.content, setting.rule, **{"align": "left", **setting.look})
        page.put(f"C{row}", setting.meaning, CELL)
        page.house.name(setting.name, f"{page.name}!$B${row}")
    return TOP + len(settings)
