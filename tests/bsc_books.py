"""Balanced Scorecard workbooks for tests: every polarity, consolidation and type of cascade is in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

MONTH = 3
Row = dict[str, Any]

COMMON: Row = {
    "company": {"name": "PT Mebel Nusantara"},
    "document": {"number": "FR-CMS-05", "revision": "00", "date": date(2026, 12, 1)},
    "year": 2027,
    "reference_date": date(2027, 4, 20),
    "month": MONTH,
}
SETTINGS: Row = {
    "cap": 1.2,
    "minimize_as": "2-A/T",
    "green": 1,
    "yellow": 0.8,
    "thresholds": [1.1, 1, 0.8, 0.6],
    "status_names": ["Hijau", "Kuning", "Merah"],
    "unreported": "Dihitung 0",
    "report_day": 15,
    "verify_days": 2,
    "mad": 3,
    "week_days": 5,
    "leave_counts": "Ya",
}
DEPARTMENTS = [
    {"name": "Penjualan", "directorate": "Komersial", "manager": "Ratna"},
    {"name": "Produksi", "directorate": "Operasional", "manager": "Bagus"},
    {"name": "SDM", "directorate": "Keuangan & SDM", "manager": None},
]
OBJECTIVES = [
    {"code": "SS-F1", "perspective": "Financial", "name": "Pertumbuhan penjualan", "supports": None},
    {"code": "SS-C1", "perspective": "Customer", "name": "Pelanggan puas", "supports": "SS-F1"},
    {"code": "SS-P1", "perspective": "Internal Process", "name": "Proses tepat mutu", "supports": "SS-C1"},
    {"code": "SS-L1", "perspective": "Learning & Growth", "name": "Karyawan terampil", "supports": "SS-P1"},
]


def months(*values: float | None) -> list[float | None]:
    """Return twelve months, the last given values repeated as blanks."""
    return [*values, *[None] * (12 - len(values))]


def kpi(code: str, name: str, weight: float, targets: Sequence[float | None], **more: Any) -> Row:
    """Return the card of a KPI that is as it should be, but for what is given."""
    card = {
        "id": None,
        "code": code,
        "perspective": "Financial",
        "objective": "SS-F1",
        "initiative": "IS-01",
        "name": name,
        "definition": f"Definisi {name}",
        "formula": "Angka dari catatan bulanan",
        "unit": "Rp juta",
        "polarity": "Maksimalkan",
        "consolidation": "Jumlah",
        "baseline": None,
        "weight": weight,
        "targets": list(targets),
        "tolerance": None,
        "pic": "Manajer",
        "source": "Laporan bulanan",
        "parent": None,
        "kind": None,
        "share": None,
        "aspect": "Mutu",
        "origin": "CMS",
        "directorate": None,
        "department": None,
    }
    return card | more


CUSTOMER: Row = {"perspective": "Customer", "objective": "SS-C1"}
PROCESS: Row = {"perspective": "Internal Process", "objective": "SS-P1"}
LEARNING: Row = {"perspective": "Learning & Growth", "objective": "SS-L1"}
RATIO: Row = {"unit": "%", "consolidation": "Rasio"}

CORPORATE = [
    kpi("F1", "Penjualan bersih", 30, [100.0] * 12),
    kpi("F2", "Arus kas bersih", 10, months(0, -20, -10, 5, 5, 5), consolidation="Terakhir"),
    kpi("C1", "Keluhan pelanggan", 20, [5.0] * 12, unit="kasus", polarity="Minimalkan", **CUSTOMER),
    kpi("P1", "Produk cacat", 15, [0.02] * 12, polarity="Minimalkan", **PROCESS, **RATIO),
    kpi(
        "P2", "Kadar air kayu", 10, [10.0] * 12, unit="%MC", polarity="Stabilkan", tolerance=1.5,
        consolidation="Rata-rata", **PROCESS,
    ),
    kpi("L1", "Jam pelatihan", 10, months(None, None, 8, None, None, 8), unit="jam", **LEARNING),
    kpi("L2", "Survei kepuasan karyawan", 5, months(None, None, None, None, None, 80), unit="nilai",
        consolidation="Tertinggi", **LEARNING),
]  # fmt: skip
DIRECTORATE = [
    kpi("DK1", "Penjualan Komersial", 60, [70.0] * 12, directorate="Komersial", parent="F1",
        kind="Kontribusi", share=0.7),
    kpi("DK2", "Keluhan pelanggan Komersial", 40, [5.0] * 12, directorate="Komersial", parent="C1",
        kind="Bersama", unit="kasus", polarity="Minimalkan", **CUSTOMER),
    kpi("DO1", "Produk cacat Operasional", 100, [0.02] * 12, directorate="Operasional", parent="P1",
        kind="Langsung", polarity="Minimalkan", **PROCESS, **RATIO),
]  # fmt: skip


def carrier(number: int, code: str, department: str, **more: Any) -> Row:
    """Return a row of the cascade."""
    row = {"id": f"K{number:04d}", "code": f"{code}-{department[:3].upper()}", "kpi": code}
    row |= {"department": department, "kind": "Langsung", "share": None, "weight": 50, "pic": "Manajer"}
    return row | more


CASCADING = [
    carrier(1, "DK1", "Penjualan"),
    carrier(2, "F1", "Produksi", kind="Kontribusi", share=0.3),
    carrier(3, "DK2", "Penjualan"),
    carrier(4, "C1", "Produksi", kind="Bersama"),
    carrier(5, "DO1", "Produksi"),
    carrier(6, "P2", "Produksi"),
    carrier(7, "L1", "SDM"),
    carrier(8, "F2", "Penjualan", kind="Pendukung"),
    carrier(9, "F2", "SDM"),
]
ACTUALS: Mapping[str, tuple[list[float | None], list[float | None]]] = {
    "K0001": (months(75, 60, 80), months()),
    "K0002": (months(30, 25, 33), months()),
    "K0003": (months(4, 6, 5), months()),
    "K0004": (months(5, 5, 9), months()),
    "K0005": (months(10, 12, 9), months(500, 400, 450)),
    "K0006": (months(11, 12.5, 9), months()),
    "K0007": (months(), months()),
    "K0008": (months(1, 2, 3), months()),
    "K0009": (months(0, -25, -5), months()),
}


def result(row: Row) -> Row:
    """Return the result of a carrier: the card of what it carries, with its own code and targets."""
    of = next(card for card in (*CORPORATE, *DIRECTORATE) if card["code"] == row["kpi"])
    share = row["share"] if row["kind"] == "Kontribusi" else 1
    targets = [None if target is None else target * share for target in of["targets"]]
    actuals, denominators = ACTUALS[row["id"]]
    taken = {"id", "code", "department", "kind", "share", "weight"}
    carried = {name: row[name] for name in taken} | {"parent": row["kpi"], "targets": targets}
    return of | carried | {"actuals": actuals, "denominators": denominators, "note": None}


def scorecard_data(**more: Any) -> Row:
    """Return the data of a workbook in which three months of results have come in."""
    own = kpi("KU1", "Usulan Penjualan", 20, [10.0] * 12, id="K0010", department="Penjualan", parent="F1")
    review = dict.fromkeys(("semester", "level", "department", "code", "name", "target", "actual"))
    return {
        **COMMON,
        "departments": DEPARTMENTS,
        "objectives": OBJECTIVES,
        "corporate": CORPORATE,
        "directorate": DIRECTORATE,
        "cascading": CASCADING,
        "results": [result(row) for row in CASCADING],
        "proposals": [own | {"submitted": date(2026, 12, 20), "round": 2, "note": None}
                      | {"decision": "Setuju", "decided": date(2026, 12, 22)}],
        "approvals": [
            {"round": 1, "date": date(2026, 12, 3), "level": "Corporate", "decision": "Kembalikan",
             "by": "Direktur Utama", "note": "Target penjualan terlalu rendah", "follow_up": "Dinaikkan"},
            {"round": 2, "date": date(2026, 12, 10), "level": "Corporate", "decision": "Setuju",
             "by": "Direktur Utama", "note": None, "follow_up": None},
        ],
        "submissions": [
            {"department": "Penjualan", "month": 3, "received": date(2027, 4, 12), "due": 3, "filled": 3,
             "verified": date(2027, 4, 19)},
            {"department": "Produksi", "month": 3, "received": date(2027, 4, 17), "due": 4, "filled": 3,
             "verified": None},
            {"department": "SDM", "month": 3, "received": None, "due": 2, "filled": 0, "verified": None},
            {"department": "SDM", "month": 4, "received": None, "due": 2, "filled": 0, "verified": None},
        ],
        "findings": [
            {"date": date(2027, 4, 19), "month": 3, "department": "Produksi", "id": "K0004", "code": "C1-PRO",
             "name": "Keluhan pelanggan", "actual": 9, "denominator": None,
             "finding": "Jauh dari kebiasaan KPI ini", "decision": None, "note": None},
        ],
        "revisions": [
            {"received": date(2027, 4, 19), "month": 1, "department": "Penjualan", "id": "K0001",
             "code": "DK1-PEN", "name": "Penjualan Komersial", "old_actual": 75, "old_denominator": None,
             "new_actual": 77, "new_denominator": None, "decision": None, "note": None, "decided": None},
        ],
        "reviews": [
            review | {"semester": 1, "level": "Corporate", "code": "C1", "name": "Keluhan pelanggan",
                      "target": 30, "actual": 36, "achievement": 0.8, "score": 0.8, "status": "Kuning",
                      "cause": None, "action": None, "pic": None, "due": None, "ppk": None},
        ],
        "history": [
            {"date": date(2027, 2, 1), "department": None, "code": "F1", "name": "Penjualan bersih",
             "change": "Target Jan", "old": 90, "new": 100},
        ],
        "archive": [
            {"date": date(2027, 2, 1), "id": "K0099", "code": "X1", "name": "KPI lama", "department": "SDM",
             "reason": "Tidak lagi dipikul", "actuals": months(1), "denominators": months()},
        ],
        **more,
    }  # fmt: skip
