"""The scorecard in words: what the templates of the report put in, numbers written as in Indonesia."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from math import floor, log10
from typing import Any, Final

from xl_addin.render.filters import MONTHS as LONG_MONTHS
from xl_addin.render.filters import angka, tanggal
from xl_addin.report.bsc_data import COMPANY, MONTHS, Bsc, Department, Kpi, Report, Score, Standing
from xl_addin.strategy_map import Level, percent

NO_SCORE: Final = "Belum ada"
LEVELS: Final[tuple[Level, ...]] = ("green", "yellow", "red", "none")
_DIGITS: Final = 4
_WORST: Final = 5


def view(bsc: Bsc) -> dict[str, Any]:
    """Return the scorecard as the templates want it: texts, and numbers to sort by."""
    words = {**bsc.words, "none": NO_SCORE}
    return {
        "company": bsc.company,
        "year": bsc.year,
        "month": LONG_MONTHS[bsc.month - 1],
        "period": f"{LONG_MONTHS[bsc.month - 1]} {bsc.year}",
        "document": _document(bsc),
        "source": bsc.source,
        "words": words,
        "levels": LEVELS,
        "total": _score(bsc.total),
        "change": _change(bsc),
        "perspectives": [_score(score) for score in bsc.perspectives],
        "kpis": [_kpi(kpi, number) for number, kpi in enumerate(bsc.kpis, 1)],
        "owners": _owners(bsc),
        "counts": _counts(bsc),
        "departments": [_department(department) for department in bsc.departments],
        "attention": list(_attention(bsc)),
        "late": [_late(report) for report in bsc.reports if not report.is_complete],
        "reporting": _reporting(bsc),
        "findings": [
            {
                "department": finding["Departemen"],
                "month": _month(finding["Bulan"]),
                "kpi": f"{finding['Kode']} {finding['KPI']}",
                "finding": finding["Temuan"],
            }
            for finding in bsc.findings
        ],
        "rules": list(_rules(bsc)),
    }


def number(value: float | None, unit: str = "") -> str:
    """Write a number with four significant digits, or all before the comma; in % it is a ratio, as in cells.

    >>> number(362.0), number(0.66573112, "%"), number(1234567.8), number(None)
    ('362', '66,57%', '1.234.568', '')
    """
    if value is None:
        return ""
    shown = value * 100 if unit == "%" else value
    places = max(_DIGITS - 1 - floor(log10(abs(shown))), 0) if shown else 0
    text = angka(round(shown, min(places, 6)))
    return f"{text}%" if unit == "%" else text


def standing(found: Standing, words: str = NO_SCORE) -> dict[str, Any]:
    """Return a score with its light."""
    return {
        "value": found.score,
        "score": "–" if found.score is None else percent(found.score),
        "level": found.level,
        "status": found.status or words,
    }


def _document(bsc: Bsc) -> list[tuple[str, str]]:
    settings = bsc.settings
    day = settings["Tanggal_berlaku"]
    found = (
        ("No. Dokumen", settings["No_dokumen"]),
        ("Revisi", settings["Revisi"]),
        ("Tanggal berlaku", tanggal(day) if isinstance(day, datetime) else ""),
        ("Keadaan per", _day(settings["Tanggal_acuan"])),
    )
    return [(label, str(value)) for label, value in found if value not in (None, "")]


def _score(score: Score) -> dict[str, Any]:
    return {
        "name": score.name,
        "weight": number(score.weight),
        "left_out": number(score.left_out) if score.left_out else "0",
        "month": standing(score.month),
        "to_date": standing(score.to_date),
        "months": score.months,
    }


def _change(bsc: Bsc) -> dict[str, str] | None:
    """Return how this month's score compares with that of the month before."""
    if bsc.month < 2 or (now := bsc.total.month.score) is None:
        return None
    if (before := bsc.total.months[bsc.month - 2]) is None:
        return None
    points = round((now - before) * 100, 1)
    mark = "▲" if points > 0 else "▼" if points < 0 else "►"
    word = "naik" if points > 0 else "turun" if points < 0 else "tetap"
    told = f"{word} {angka(abs(points))} poin" if points else word
    return {"mark": mark, "told": f"{told} dari {LONG_MONTHS[bsc.month - 2]}"}


def _kpi(kpi: Kpi, index: int) -> dict[str, Any]:
    found = kpi.to_date
    target, actual = (number(value, kpi.unit) for value in (found.target, found.actual))
    return {
        "id": f"kpi-{index}",
        "tier": kpi.tier,
        "owner": kpi.owner,
        "code": kpi.code,
        "name": kpi.name,
        "perspective": kpi.perspective,
        "objective": kpi.objective,
        "unit": "" if kpi.unit == "%" else kpi.unit,
        "weight": number(kpi.weight),
        "weight_value": kpi.weight,
        "target": target,
        "actual": actual or "–",
        "achievement": "–" if found.achievement is None else percent(found.achievement),
        "achievement_value": found.achievement,
        "trend": kpi.trend,
        "to_date": standing(found),
        "month": standing(kpi.month),
        "targets": kpi.targets,
        "actuals": kpi.actuals,
        "told": _months_told(kpi),
    }


def _months_told(kpi: Kpi) -> str:
    """Return the results of the months with their targets, for who cannot see the small chart."""
    told = [
        f"{month} {number(actual, kpi.unit) or 'belum ada'} (target {number(target, kpi.unit)})"
        for month, actual, target in zip(MONTHS, kpi.actuals, kpi.targets, strict=True)
        if target is not None
    ]
    return "; ".join(told) or "tanpa target"


def _owners(bsc: Bsc) -> list[tuple[str, list[str]]]:
    """Return the owners of KPIs by tier, for the filter."""
    tiers = (("Corporate", "Perusahaan"), ("Directorate", "Direktorat"), ("Departemen", "Departemen"))
    found = (
        (label, list(dict.fromkeys(kpi.owner for kpi in bsc.kpis if kpi.tier == tier and kpi.owner)))
        for tier, label in tiers
    )
    return [(label, names) for label, names in found if names]


def _counts(bsc: Bsc) -> list[dict[str, Any]]:
    """Return how many of the company's KPIs have which light in the year to date."""
    levels = [kpi.to_date.level for kpi in bsc.kpis if kpi.owner == COMPANY and kpi.tier == "Corporate"]
    words = {**bsc.words, "none": NO_SCORE}
    return [
        {"level": level, "word": words[level], "count": levels.count(level), "of": len(levels)}
        for level in LEVELS
    ]


def _department(department: Department) -> dict[str, Any]:
    return {
        "name": department.name,
        "directorate": department.directorate,
        "manager": department.manager,
        "to_date": standing(department.to_date),
        "counts": [(level, department.counts.get(level, 0)) for level in LEVELS[:3]],
        "unreported": department.unreported,
    }


def _reporting(bsc: Bsc) -> str:
    """Return how far the month has come in, and how much of it CMS has verified."""
    now = [report for report in bsc.reports if report.month == bsc.month]
    complete, verified = sum(r.is_complete for r in now), sum(r.verified for r in now)
    month = LONG_MONTHS[bsc.month - 1]
    if not now:
        return f"Belum ada catatan penyerahan untuk {month}."
    return f"{month}: {complete} dari {len(now)} departemen lengkap, {verified} sudah diverifikasi."


def _late(report: Report) -> dict[str, Any]:
    return {
        "department": report.department,
        "month": _month(report.month),
        "due": _day(report.due),
        "received": _day(report.received) or "belum diterima",
        "status": report.status or "Belum",
        "filled": f"{number(report.filled) or '0'} dari {number(report.expected) or '0'} KPI",
    }


def _attention(bsc: Bsc) -> Iterator[dict[str, str]]:
    """Yield what the board should look at first, the costliest KPIs before all."""
    red = [
        (kpi, number)
        for number, kpi in enumerate(bsc.kpis, 1)
        if kpi.tier == "Corporate" and kpi.to_date.level == "red"
    ]
    red.sort(key=lambda pair: -(pair[0].weight or 0) * (1 - (pair[0].to_date.score or 0)))
    for kpi, index in red[:_WORST]:
        reached = percent(kpi.to_date.achievement or 0)
        text = f"{kpi.code} {kpi.name}: pencapaian s.d. {reached}, bobot {number(kpi.weight)}"
        yield {"level": "red", "text": text, "link": f"kpi-{index}"}
    late = [report for report in bsc.reports if not report.is_complete]
    if late:
        names = ", ".join(dict.fromkeys(f"{r.department} ({_month(r.month)})" for r in late))
        yield {"level": "yellow", "text": f"Realisasi belum lengkap: {names}", "link": "pelaporan"}
    if bsc.findings:
        text = f"{len(bsc.findings)} temuan verifikasi menunggu keputusan CMS"
        yield {"level": "yellow", "text": text, "link": "pelaporan"}
    if bsc.total.left_out:
        text = f"Bobot {number(bsc.total.left_out)} dari {number(bsc.total.weight)} belum ikut dihitung"
        yield {"level": "none", "text": text, "link": "skor"}


def _rules(bsc: Bsc) -> Iterator[str]:
    """Yield how the scores came about."""
    settings, words = bsc.settings, bsc.words
    green, yellow = percent(settings["Batas_hijau"] or 0), percent(settings["Batas_kuning"] or 0)
    yield f"{words['green']} mulai {green}, {words['yellow']} mulai {yellow}, di bawahnya {words['red']}."
    if cap := settings["Batas_skor"]:
        yield f"Skor sebuah KPI paling tinggi {percent(cap)}."
    yield f"KPI yang makin kecil makin baik dihitung dengan {settings['Cara_minimalkan']}."
    unreported = "dihitung 0" if settings["Belum_lapor"] == "Dihitung 0" else "tidak ikut dihitung"
    yield f"Bulan yang jatuh tempo tetapi belum dilaporkan {unreported}."
    share = ", dan skornya dikalikan bagian yang sudah dilaporkan" if unreported == "dihitung 0" else ""
    yield f"Target sampai dengan bulan laporan adalah target bulan-bulan yang sudah dilaporkan{share}."
    yield "Skor gabungan adalah rata-rata skor yang ditimbang dengan bobot KPI yang jatuh tempo."


def _month(month: object) -> str:
    return MONTHS[int(month) - 1] if isinstance(month, int | float) and 1 <= month <= 12 else ""


def _day(moment: object) -> str:
    return tanggal(moment) if isinstance(moment, datetime) else ""
