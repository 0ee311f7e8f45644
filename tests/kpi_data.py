"""Data of a department's KPI workbook: KPIs of every kind, in any number."""

from __future__ import annotations

from datetime import date
from typing import Any

DUE = [None] * 12
SETTINGS = {
    "cap": 1.2,
    "minimize_as": "2-A/T",
    "green": 1,
    "yellow": 0.8,
    "status_names": ["Hijau", "Kuning", "Merah"],
    "unreported": "Dihitung 0",
}
COMPANY: dict[str, Any] = {
    "company": {"name": "PT Mebel Nusantara"},
    "document": {"number": "FR-CMS-05", "revision": "00", "date": date(2026, 12, 1)},
    "department": "Produksi",
    "manager": "Ratna Dewi",
    "year": 2027,
}
PERSPECTIVES = ("Financial", "Customer", "Internal Process", "Learning & Growth")


def results(*values: float | None) -> list[float | None]:
    """The months from January on; the others are blank."""
    return [*values, *[None] * (12 - len(values))]


def kpi(code: str, name: str, **more: Any) -> dict[str, Any]:
    """A result with its card, maximized and added up if nothing else is given."""
    card = {
        "id": f"K{code}",
        "code": code,
        "perspective": "Financial",
        "objective": "SS-F1",
        "initiative": "IS-01",
        "name": name,
        "definition": f"Definisi {name.lower()}",
        "formula": "Jumlah sebulan",
        "unit": "unit",
        "polarity": "Maksimalkan",
        "consolidation": "Jumlah",
        "baseline": None,
        "weight": 10,
        "targets": [100] * 12,
        "tolerance": None,
        "pic": "Kepala seksi",
        "source": "Laporan bulanan",
        "parent": "F-01",
        "kind": "Langsung",
        "share": None,
        "aspect": "Mutu",
        "origin": "CMS",
        "directorate": "Operasi",
        "department": "Produksi",
    }
    return {**card, "actuals": DUE, "denominators": DUE, "note": None, **more}


EVERY_KIND = [
    kpi("F-01", "Nilai produksi", unit="Rp juta", targets=[12500] * 12, actuals=results(12800, 12100.5, 13100)),
    kpi("F-02", "Biaya lembur", unit="Rp juta", polarity="Minimalkan", actuals=results(90, 130, 110)),
    kpi("C-01", "Ketepatan kirim", perspective="Customer", unit="%", consolidation="Rasio", targets=[0.95] * 12,
        actuals=results(188, 190, 150), denominators=results(200, 198, 155), weight=15),
    kpi("C-02", "Keluhan mutu", perspective="Customer", polarity="Minimalkan", unit="keluhan", targets=[0] * 12,
        actuals=results(0, 2, 0), weight=5),
    kpi("C-03", "Survei pelanggan", perspective="Customer", consolidation="Terakhir", unit="indeks",
        targets=[None, None, 80, None, None, 82, None, None, 84, None, None, 85], actuals=results(None, None, 78),
        weight=5),
    kpi("P-01", "Kadar air kayu", perspective="Internal Process", polarity="Stabilkan", tolerance=2, unit="%",
        consolidation="Rata-rata", targets=[0.1] * 12, actuals=results(0.11, 0.14, 0.125), weight=8) | {"tolerance": 0.02},
    kpi("P-02", "Cacat pemeriksaan akhir", perspective="Internal Process", polarity="Minimalkan", unit="%",
        consolidation="Rasio", targets=[0.02] * 12, actuals=results(40, 55), denominators=results(2100, 2400), weight=12),
    kpi("P-03", "Efisiensi jalur", perspective="Internal Process", unit="%", consolidation="Rata-rata",
        targets=[0.85] * 12, actuals=results(0.86, 0.8, 0.9), aspect="Lingkungan"),
    kpi("P-04", "Kecelakaan kerja", perspective="Internal Process", polarity="Minimalkan", unit="kejadian",
        targets=[0] * 12, actuals=results(0, 0, 0), aspect="K3", weight=5),
    kpi("P-05", "Waktu tunggu terlama", perspective="Internal Process", polarity="Minimalkan", unit="hari",
        consolidation="Tertinggi", targets=[5] * 12, actuals=results(4, 6, 5), weight=5),
    kpi("L-01", "Pelatihan operator", perspective="Learning & Growth", unit="orang", targets=results(*[None] * 6, 20, 20),
        weight=10),
    kpi("L-02", "Usulan perbaikan", perspective="Learning & Growth", unit="usulan", targets=[8] * 12, weight=5),
]  # fmt: skip
"""One of each: sums, ratios, minimized, a target of zero, stabilized, not due yet, due and silent."""


def many(count: int) -> list[dict[str, Any]]:
    """So many KPIs, of every kind in turn, with codes and weights of their own."""
    rows = []
    for number in range(count):
        row = EVERY_KIND[number % len(EVERY_KIND)]
        turn = number // len(EVERY_KIND)
        rows.append(row if not turn else {**row, "code": f"{row['code']}-{turn}", "id": f"{row['id']}-{turn}"})
    total = sum(row["weight"] for row in rows)
    return [{**row, "weight": round(row["weight"] * 100 / total, 6)} for row in rows]


def department(count: int = 12, month: int = 3, **more: Any) -> dict[str, Any]:
    """Data of a workbook with so many KPIs in this month."""
    return {
        **COMPANY,
        "settings": SETTINGS,
        "month": month,
        "verified_month": 0,
        "submitted": DUE,
        "results": many(count),
        "proposals": [],
        "ppk1": [],
        "ppk2": [],
        "history": [],
        "archive": [],
        **more,
    }
