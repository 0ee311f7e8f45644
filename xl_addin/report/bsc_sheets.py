"""The scorecard as data of the template ``bsc_report.xlsx``: values, numbers as numbers."""

from __future__ import annotations

from typing import Any

from xl_addin.report.bsc_data import MONTHS, Bsc, Department, Kpi, Score, Standing
from xl_addin.report.bsc_view import LEVELS, NO_SCORE, view
from xl_addin.strategy_map import MARKS


def sheets(bsc: Bsc) -> dict[str, Any]:
    """Return what the template puts in."""
    told = view(bsc)
    settings = bsc.settings
    counts = " · ".join(f"{MARKS[one['level']]} {one['count']}" for one in told["counts"] if one["count"])
    return {
        "company": {"name": bsc.company},
        "document": {
            "number": settings["No_dokumen"],
            "revision": settings["Revisi"],
            "date": settings["Tanggal_berlaku"],
        },
        "year": bsc.year,
        "month": told["month"],
        "period": told["period"],
        "total": _score(bsc.total),
        "counts": counts,
        "change": told["change"]["told"] if told["change"] else None,
        "scores": [_score(score) for score in (*bsc.perspectives, bsc.total)],
        "months": [
            {"name": name, "score": score, "green": settings["Batas_hijau"]}
            for name, score in zip(MONTHS, bsc.total.months, strict=True)
        ],
        "attention": [f"{MARKS[one['level']]} {one['text']}" for one in told["attention"]],
        "kpis": [_kpi(kpi) for kpi in bsc.kpis],
        "departments": [_department(one) for one in bsc.departments],
        "rules": told["rules"],
        "source": bsc.source,
    }


def lit(found: Standing) -> str:
    """Return a status with its mark, so that it reads without colour.

    >>> lit(Standing(score=1.02, status="Hijau", level="green")), lit(Standing())
    ('● Hijau', '○ Belum ada')
    """
    return f"{MARKS[found.level]} {found.status or NO_SCORE}"


def _score(score: Score) -> dict[str, Any]:
    return {
        "name": score.name,
        "weight": score.weight,
        "month": score.month.score,
        "month_status": lit(score.month),
        "to_date": score.to_date.score,
        "status": lit(score.to_date),
        "left_out": score.left_out,
    }


def _kpi(kpi: Kpi) -> dict[str, Any]:
    return {
        "owner": kpi.owner,
        "code": kpi.code,
        "name": kpi.name,
        "perspective": kpi.perspective,
        "unit": kpi.unit,
        "weight": kpi.weight,
        "target": kpi.to_date.target,
        "actual": kpi.to_date.actual,
        "achievement": kpi.to_date.achievement,
        "score": kpi.to_date.score,
        "status": lit(kpi.to_date),
    }


def _department(department: Department) -> dict[str, Any]:
    return {
        "name": department.name,
        "manager": department.manager,
        "score": department.to_date.score,
        "status": lit(department.to_date),
        **{level: department.counts.get(level, 0) for level in LEVELS[:3]},
        "unreported": department.unreported,
    }
