"""The board's report on the Balanced Scorecard: a page that holds everything, and a workbook of values."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from xl_addin import data
from xl_addin.ooxml.drawing import Picture, to_svg
from xl_addin.render.expressions import render_text
from xl_addin.report import charts, colours
from xl_addin.report.bsc_data import MONTHS, Bsc
from xl_addin.report.bsc_view import view
from xl_addin.strategy_map import percent, strategy_map

if TYPE_CHECKING:
    from xl_addin.ooxml.package import Package

_FULL: Final = 1.2
MAP_CELL: Final = (6, 1)
"""Row and column of the cell on which the workbook's strategy map begins."""


def page(bsc: Bsc) -> str:
    """Return the report as one HTML page without anything from outside.

    What people typed is escaped by the template engine. The page's own style and script are the only ones
    that its policy (Content Security Policy, Level 3) lets run: it names their SHA-256.
    """
    folder = data.folder("templates") / "reports"
    style = _style((folder / "bsc.css").read_text(encoding="utf-8"))
    script = (folder / "bsc.js").read_text(encoding="utf-8")
    values = {
        **view(bsc),
        "style": _trusted(style),
        "script": _trusted(script),
        "policy": f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'",
        "map": _trusted(colours.for_page(to_svg(picture(bsc)))),
    }
    _draw(bsc, values)
    return render_text(folder / "bsc.html.j2", values)


def workbook(bsc: Bsc) -> Package:
    """Return the report as a workbook of values: scorecard, strategy map as shapes, KPIs."""
    from xl_addin.ooxml.drawing import place  # noqa: PLC0415 - only here
    from xl_addin.ooxml.heights import Heights  # noqa: PLC0415
    from xl_addin.ooxml.workbook import Workbook  # noqa: PLC0415
    from xl_addin.render import render  # noqa: PLC0415
    from xl_addin.report.bsc_sheets import sheets  # noqa: PLC0415

    package = render(data.folder("templates") / "bsc_report.xlsx", sheets(bsc))
    book = Workbook(package)
    heights = Heights(book)
    for sheet in book.worksheets():
        heights.fit(sheet)
    place(book, "Peta Strategi", picture(bsc), at=MAP_CELL)
    return book.flush()


def picture(bsc: Bsc) -> Picture:
    """Return the strategy map with the scores of the year to date."""
    notes = {
        score.name: percent(score.to_date.score)
        for score in bsc.perspectives
        if score.to_date.score is not None
    }
    title = f"Peta strategi {bsc.company} {bsc.year}".strip()
    return strategy_map(bsc.objectives, title=title, words=bsc.words, notes=notes)


def _draw(bsc: Bsc, values: dict[str, Any]) -> None:
    """Add the small charts to what the template puts in."""
    full = max(_FULL, float(bsc.settings["Batas_skor"] or 0))
    green, yellow = (float(bsc.settings[name] or 0) for name in ("Batas_hijau", "Batas_kuning"))
    words = bsc.words["green"], bsc.words["yellow"]
    told = "Skor total per bulan: " + _told(values["total"]["months"])
    values["chart"] = _trusted(charts.score_chart(bsc.total.months, green, yellow, words, told))
    for score in (*values["perspectives"], values["total"]):
        score["meter"] = _trusted(charts.meter(score["to_date"]["value"], score["to_date"]["level"], full))
        score["spark"] = _trusted(charts.sparkline(score["months"], [green] * 12, _told(score["months"])))
    for department in values["departments"]:
        found = department["to_date"]
        department["meter"] = _trusted(charts.meter(found["value"], found["level"], full))
    for kpi in values["kpis"]:
        kpi["spark"] = _trusted(charts.sparkline(kpi["actuals"], kpi["targets"], kpi["told"]))


def _told(months: tuple[float | None, ...]) -> str:
    known = [(name, score) for name, score in zip(MONTHS, months, strict=True) if score is not None]
    return "; ".join(f"{name} {percent(score)}" for name, score in known) or "belum ada"


def _style(source: str) -> str:
    """Return the page's style: its colours twice for dark, by the system's wish and by the button."""
    dark = f"{{color-scheme:dark;{colours.declarations(dark=True)}}}"
    return (
        f":root{{color-scheme:light;{colours.declarations(dark=False)}}}\n"
        f"@media screen{{:root[data-theme=dark]{dark}"
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){dark}}}}}\n"
        f"{colours.rules()}\n{re.sub(r'/[*].*?[*]/', '', source, flags=re.DOTALL)}"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _trusted(markup: str) -> Markup:
    """Mark what this package has drawn, with every text in it escaped, as markup."""
    return Markup(markup)  # noqa: S704
