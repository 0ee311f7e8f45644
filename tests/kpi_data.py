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


_PROCESS = {"perspective": "Internal Process"}
_FEWER = {"polarity": "Minimalkan"}
_RATIO = {"unit": "%", "consolidation": "Rasio"}
_AVERAGE = {"unit": "%", "consolidation": "Rata-rata"}
_QUARTERS = [None, None, 80, None, None, 82, None, None, 84, None, None, 85]
_JULY = results(*[None] * 6, 20, 20)

EVERY_KIND = [
    kpi(
        "F-01", "Nilai produksi", unit="Rp juta", targets=[12500] * 12, actuals=results(12800, 12100.5, 13100)
    ),
    kpi("F-02", "Biaya lembur", unit="Rp juta", actuals=results(90, 130, 110), **_FEWER),
    kpi("C-01", "Ketepatan kirim", perspective="Customer", targets=[0.95] * 12, weight=15, **_RATIO)
    | {"actuals": results(188, 190, 150), "denominators": results(200, 198, 155)},
    kpi("C-02", "Keluhan mutu", perspective="Customer", unit="keluhan", weight=5, **_FEWER)
    | {"targets": [0] * 12, "actuals": results(0, 2, 0)},
    kpi("C-03", "Survei pelanggan", perspective="Customer", unit="indeks", weight=5)
    | {"consolidation": "Terakhir", "targets": _QUARTERS, "actuals": results(None, None, 78)},
    kpi("P-01", "Kadar air kayu", polarity="Stabilkan", tolerance=0.02, weight=8, **_AVERAGE, **_PROCESS)
    | {"targets": [0.1] * 12, "actuals": results(0.11, 0.14, 0.125)},
    kpi("P-02", "Cacat pemeriksaan akhir", weight=12, **_FEWER, **_RATIO, **_PROCESS)
    | {"targets": [0.02] * 12, "actuals": results(40, 55), "denominators": results(2100, 2400)},
    kpi("P-03", "Efisiensi jalur", aspect="Lingkungan", **_AVERAGE, **_PROCESS)
    | {"targets": [0.85] * 12, "actuals": results(0.86, 0.8, 0.9)},
    kpi("P-04", "Kecelakaan kerja", unit="kejadian", aspect="K3", weight=5, **_FEWER, **_PROCESS)
    | {"targets": [0] * 12, "actuals": results(0, 0, 0)},
    kpi(
        "P-05", "Waktu tunggu terlama", unit="hari", consolidation="Tertinggi", weight=5, **_FEWER, **_PROCESS
    )
    | {"targets": [5] * 12, "actuals": results(4, 6, 5)},
    kpi("L-01", "Pelatihan operator", perspective="Learning & Growth", unit="orang", targets=_JULY),
    kpi("L-02", "Usulan perbaikan", perspective="Learning & Growth", targets=[8] * 12, weight=5),
]
"""One of each: sums, ratios, minimized, a target of zero, stabilized, not due yet, due and silent."""


def many(count: int) -> list[dict[str, Any]]:
    """So many KPIs, of every kind in turn, with codes of their own and weights that sum to 100."""
    rows = []
    for number in range(count):
        turn, kind = divmod(number, len(EVERY_KIND))
        row = EVERY_KIND[kind]
        mark = f"-{turn}" if turn else ""
        rows.append({**row, "code": f"{row['code']}{mark}", "id": f"{row['id']}{mark}"})
    total = sum(row["weight"] for row in rows)
    return [{**row, "weight": row["weight"] * 100 / total} for row in rows]


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
