"""The Balanced Scorecard of a calculated workbook ``bsc``: what a report shows, as plain records.

Every number is the workbook's own; only what it does not hold is calculated here, by its own functions: the
scores of the months before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from udfs.bsc import bsc_score, kpi_status
from udfs.registry import UdfError
from xl_addin.report.source import Record, Source
from xl_addin.strategy_map import PERSPECTIVES, Level, Objective

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
COMPANY: Final = "Perusahaan"
"""The owner of the corporate KPIs."""

OBJECTIVE_COLUMNS: Final = ("Kode", "Perspektif", "Sasaran strategis", "Mendukung", "Skor s.d.", "Status")
_LIGHTS: Final[tuple[Level, ...]] = ("green", "yellow", "red")
_NUMBERS: Final = (
    "Tahun_rencana", "Bulan_laporan", "Batas_skor", "Batas_hijau", "Batas_kuning", "Skor_bulan", "Skor_sd",
)  # fmt: skip
_OTHERS: Final = (
    "Nama_perusahaan", "No_dokumen", "Revisi", "Tanggal_berlaku", "Tanggal_acuan", "Cara_minimalkan",
    "Belum_lapor",
)  # fmt: skip
_YEAR_TO_DATE: Final = ("Target s.d.", "Realisasi s.d.", "Pencapaian s.d.", "Skor s.d.", "Status s.d.")
_CARD: Final = ("Kode", "KPI", "Perspektif", "Satuan", "Konsolidasi", "Bobot")


@dataclass(frozen=True)
class Standing:
    """What was reached in a month or in the year to date, and which light that is."""

    target: float | None = None
    actual: float | None = None
    achievement: float | None = None
    score: float | None = None
    status: str = ""
    level: Level = "none"


@dataclass(frozen=True)
class Kpi:
    """A KPI: of the company, of a directorate or of a department."""

    tier: str
    owner: str
    code: str
    name: str
    perspective: str
    unit: str
    weight: float | None
    targets: tuple[float | None, ...]
    actuals: tuple[float | None, ...]
    to_date: Standing
    month: Standing = Standing()
    objective: str = ""
    trend: str = ""


@dataclass(frozen=True)
class Score:
    """The score of a perspective, or of all: its weight, and the weight that is not in the year to date."""

    name: str
    weight: float
    left_out: float
    month: Standing
    to_date: Standing
    months: tuple[float | None, ...]


@dataclass(frozen=True)
class Department:
    """A department: who leads it, its score, how many of its KPIs have which light."""

    name: str
    directorate: str
    manager: str
    to_date: Standing
    counts: Mapping[Level, int]
    unreported: int


@dataclass(frozen=True)
class Report:
    """Results that a department owes for a month, or has handed in."""

    department: str
    month: int
    due: datetime | None
    received: datetime | None
    status: str
    filled: float | None
    expected: float | None
    verified: bool

    @property
    def is_complete(self) -> bool:
        """Whether everything came in."""
        return self.status.startswith("Lengkap")


@dataclass(frozen=True)
class Bsc:
    """A scorecard at the end of a month."""

    source: str
    settings: Mapping[str, Any]
    words: Mapping[Level, str]
    total: Score
    perspectives: tuple[Score, ...]
    objectives: tuple[Objective, ...]
    kpis: tuple[Kpi, ...]
    departments: tuple[Department, ...]
    reports: tuple[Report, ...]
    findings: tuple[Record, ...]

    @property
    def month(self) -> int:
        """The month reported, 1 to 12."""
        return min(max(int(self.settings["Bulan_laporan"] or 1), 1), 12)

    @property
    def year(self) -> int:
        """The year planned."""
        return int(self.settings["Tahun_rencana"] or 0)

    @property
    def company(self) -> str:
        """The company's name."""
        return str(self.settings["Nama_perusahaan"] or "")


def read(source: Source) -> Bsc:
    """Read the scorecard of a workbook.

    Raises:
        LembarError: it lacks one of the tables or names of the format.
    """
    return _Reader(source).bsc()


def lights(source: Source) -> dict[Level, str]:
    """Return the company's words for the three lights."""
    names = [str(name or "") for name in source.cells("Nama_status")]
    return dict(zip(_LIGHTS, [*names, "", "", ""], strict=False))


def objectives(records: Sequence[Record], words: Mapping[Level, str]) -> tuple[Objective, ...]:
    """Return the objectives of the table ``tbl_sasaran``."""
    return tuple(
        Objective(
            code=_text(record["Kode"]),
            perspective=_text(record["Perspektif"]),
            name=_text(record["Sasaran strategis"]),
            supports=tuple(part.strip() for part in _text(record["Mendukung"]).split(",") if part.strip()),
            score=_number(record["Skor s.d."]),
            level=_level(record["Status"], words),
            status=_text(record["Status"]),
        )
        for record in records
    )


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.settings = {name: source.cells(name)[0] for name in _OTHERS}
        self.settings |= {name: _number(source.cells(name)[0]) for name in _NUMBERS}
        self.words = lights(source)

    def bsc(self) -> Bsc:
        corporate = self._corporate()
        perspectives = [_text(name) for name in self.source.cells("Daftar_perspektif") if name]
        names = perspectives or list(PERSPECTIVES)
        by_name = {name: [kpi for kpi in corporate if kpi[0].perspective == name] for name in names}
        return Bsc(
            source=self.source.name,
            settings=self.settings,
            words=self.words,
            total=self._score("Total", corporate, self.settings["Skor_bulan"], self.settings["Skor_sd"]),
            perspectives=tuple(self._score(name, kpis) for name, kpis in by_name.items()),
            objectives=objectives(self.source.records("tbl_sasaran", OBJECTIVE_COLUMNS), self.words),
            kpis=(*(kpi for kpi, _ in corporate), *self._directorate(), *self._departments_kpis()),
            departments=tuple(self._departments()),
            reports=tuple(self._reports()),
            findings=tuple(self._findings()),
        )

    def _corporate(self) -> list[tuple[Kpi, list[float | None]]]:
        """Return the company's KPIs, each with its scores by month."""
        scores = _monthly("Skor")
        rows = self.source.records("tbl_capaian_korporat", (*_CARD, *_YEAR_TO_DATE, *_banded(), *scores))
        card = {_text(row["Kode"]): row for row in rows if row["Kode"]}
        shown = self.source.records("tbl_scorecard", _SCORECARD)
        found = []
        for line in shown:
            row = card.get(_text(line["Kode"]))
            if row is None or not line["Kode"]:
                continue
            month = self._standing(line, "bulan")
            extra = {"objective": _text(line["Sasaran"]), "trend": _text(line["Tren"]), "month": month}
            found.append((self._kpi(row, "Corporate", COMPANY, **extra), [_number(row[s]) for s in scores]))
        return found

    def _directorate(self) -> list[Kpi]:
        rows = self.source.records(
            "tbl_capaian_direktorat", (*_CARD, "Direktorat", *_YEAR_TO_DATE, *_banded())
        )
        return [self._kpi(row, "Directorate", _text(row["Direktorat"])) for row in rows if row["Kode"]]

    def _departments_kpis(self) -> list[Kpi]:
        rows = self.source.records("tbl_realisasi", (*_CARD, "Departemen", *_YEAR_TO_DATE, *_banded()))
        return [self._kpi(row, "Departemen", _text(row["Departemen"])) for row in rows if row["KPI"]]

    def _kpi(self, row: Record, tier: str, owner: str, **more: Any) -> Kpi:
        return Kpi(
            tier=tier,
            owner=owner,
            code=_text(row["Kode"]),
            name=_text(row["KPI"]),
            perspective=_text(row["Perspektif"]),
            unit=_text(row["Satuan"]),
            weight=_number(row["Bobot"]),
            targets=tuple(_number(row[heading]) for heading in _monthly("Target")),
            actuals=tuple(_actual(row, month) for month in MONTHS),
            to_date=self._standing(row, "s.d."),
            **more,
        )

    def _standing(self, row: Record, period: str) -> Standing:
        status = _text(row[f"Status {period}"])
        target, actual, achievement, score = (
            _number(row[f"{one} {period}"]) for one in ("Target", "Realisasi", "Pencapaian", "Skor")
        )
        return Standing(target, actual, achievement, score, status, _level(status, self.words))

    def _score(
        self,
        name: str,
        kpis: list[tuple[Kpi, list[float | None]]],
        month: float | None = None,
        to_date: float | None = None,
    ) -> Score:
        """Return the score of some KPIs, as BSC_SCORE gives it in the workbook."""
        weights = [kpi.weight for kpi, _ in kpis]
        now, year = [kpi.month.score for kpi, _ in kpis], [kpi.to_date.score for kpi, _ in kpis]

        def total(scores: list[float | None]) -> float | None:
            try:
                return bsc_score(weights, scores, ("Ya",), True) if kpis else None
            except UdfError:  # a weight below 0: the cell shows an error too
                return None

        return Score(
            name=name,
            weight=sum(weight or 0 for weight in weights),
            left_out=sum(w or 0 for w, score in zip(weights, year, strict=True) if score is None),
            month=self._lit(total(now) if month is None else month),
            to_date=self._lit(total(year) if to_date is None else to_date),
            months=tuple(total([scores[n] for _, scores in kpis]) for n in range(12)),
        )

    def _lit(self, score: float | None) -> Standing:
        if score is None:
            return Standing()
        names = [self.words[level] for level in _LIGHTS]
        try:
            limits = self.settings["Batas_hijau"], self.settings["Batas_kuning"]
            status = kpi_status(score, *limits, names) or ""
        except UdfError:  # the limits are the wrong way round, or not there
            status = ""
        return Standing(score=score, status=status, level=_level(status, self.words))

    def _departments(self) -> list[Department]:
        people = {
            _text(row["Departemen"]): row
            for row in self.source.records("tbl_departemen", ("Departemen", "Direktorat", "Manajer"))
        }
        lit = {level: self._heading(level) for level in _LIGHTS}
        columns = ("Departemen", "Skor s.d.", "Status", *_COUNTS, "Belum lapor")
        rows = self.source.records("tbl_skor_departemen", columns)
        return [
            Department(
                name=_text(row["Departemen"]),
                directorate=_text(people.get(_text(row["Departemen"]), {}).get("Direktorat")),
                manager=_text(people.get(_text(row["Departemen"]), {}).get("Manajer")),
                to_date=Standing(
                    score=_number(row["Skor s.d."]),
                    status=_text(row["Status"]),
                    level=_level(row["Status"], self.words),
                ),
                counts={level: int(_number(row[heading]) or 0) for level, heading in lit.items()},
                unreported=int(_number(row["Belum lapor"]) or 0),
            )
            for row in rows
            if row["Departemen"]
        ]

    @staticmethod
    def _heading(level: Level) -> str:
        return _COUNTS[_LIGHTS.index(level)]

    def _reports(self) -> list[Report]:
        columns = (
            "Departemen", "Bulan", "Batas", "Diterima", "Jatuh tempo", "Terisi", "Status", "Terverifikasi",
        )  # fmt: skip
        last = int(self.settings["Bulan_laporan"] or 12)
        return [
            Report(
                department=_text(row["Departemen"]),
                month=int(row["Bulan"]),
                due=row["Batas"] if isinstance(row["Batas"], datetime) else None,
                received=row["Diterima"] if isinstance(row["Diterima"], datetime) else None,
                status=_text(row["Status"]),
                filled=_number(row["Terisi"]),
                expected=_number(row["Jatuh tempo"]),
                verified=row["Terverifikasi"] is not None,
            )
            for row in self.source.records("tbl_penyerahan", columns)
            if row["Departemen"] and isinstance(row["Bulan"], float) and 1 <= row["Bulan"] <= last
        ]

    def _findings(self) -> list[Record]:
        """Return the findings on which CMS has not decided."""
        columns = ("Tanggal", "Bulan", "Departemen", "Kode", "KPI", "Temuan", "Keputusan")
        rows = self.source.records("tbl_temuan", columns)
        return [row for row in rows if row["Temuan"] and not row["Keputusan"]]


_COUNTS: Final = ("Hijau", "Kuning", "Merah")
_SCORECARD: Final = (
    "Kode", "Sasaran", "Target bulan", "Realisasi bulan", "Pencapaian bulan", "Skor bulan", "Status bulan",
    "Tren",
)  # fmt: skip


def _monthly(band: str) -> tuple[str, ...]:
    return tuple(f"{band} {month}" for month in MONTHS)


def _banded() -> tuple[str, ...]:
    return (*_monthly("Target"), *_monthly("Realisasi"), *_monthly("Penyebut"))


def _actual(row: Record, month: str) -> float | None:
    """Return the result of a month in the unit of its target: of a ratio the quotient."""
    result, below = _number(row[f"Realisasi {month}"]), _number(row[f"Penyebut {month}"])
    if row["Konsolidasi"] != "Rasio":
        return result
    return result / below if result is not None and below else None


def _level(status: object, words: Mapping[Level, str]) -> Level:
    text = _text(status).casefold()
    return next((level for level, word in words.items() if text and word.casefold() == text), "none")


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split()) if value is not None else ""
