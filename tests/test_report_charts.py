"""Small charts of a report, their colours, and the escaping of HTML templates."""

from __future__ import annotations

import re
from pathlib import Path

from xl_addin.render.expressions import render_text
from xl_addin.report.charts import meter, score_chart, sparkline
from xl_addin.report.colours import for_page


def test_html_templates_escape_and_letters_do_not(tmp_path: Path) -> None:
    source = (
        "{% macro m(x) %}<b>{{ x }}</b>{% endmacro %}{{ a }}|{{ m(a) }}|{{ a ~ a }}|{{ [a, a] | join('<') }}"
    )
    for name, less in (("x.html.j2", "&lt;"), ("x.md.j2", "<")):
        (tmp_path / name).write_text(source, encoding="utf-8")
        text = render_text(tmp_path / name, {"a": "<"})
        joined = less * 3
        assert text == f"{less}|<b>{less}</b>|{less * 2}|{joined}"


def test_small_charts_break_at_a_silent_month_and_pass_over_one_without_target() -> None:
    targets = [1.0] * 12
    silent = sparkline([1, 2, None, 4, 5, *[None] * 7], targets, "diam")
    assert silent.count('class="actual"') == 2
    quarterly = sparkline(
        [None, None, 2, None, None, 3, *[None] * 6], [None, None, 1, None, None, 2, *[None] * 6], ""
    )
    assert quarterly.count('class="actual"') == 1 and quarterly.count("<circle") == 2
    assert sparkline([None] * 12, [None] * 12, "kosong") == ""
    assert "<title>a &lt; b</title>" in sparkline([1.0] * 12, targets, "a < b")


def test_charts_of_odd_scores_stay_within_their_frame() -> None:
    for scores in ([None] * 12, [0.0] * 12, [-3.0, 5e4, *[None] * 10], [1.0] * 12):
        svg = score_chart(scores, 1.0, 0.8, ("Hijau", "Kuning"), "Skor")
        places = [
            tuple(map(float, point.split(",")))
            for run in re.findall(r'points="([^"]+)"', svg)
            for point in run.split()
        ]
        assert all(0 <= x <= 500 and 0 <= y <= 300 for x, y in places)
        assert 3 <= svg.count('class="grid"') <= 10
    assert 'width="0.0"' in meter(-1, "red", 1.2) and 'width="100.0"' in meter(9, "green", 1.2)
    assert "<rect class" in meter(None, "none", 1.2) and 'class="none"' not in meter(None, "none", 1.2)


def test_pictures_for_paper_take_the_pages_colours() -> None:
    assert for_page('<path fill="#EDF2F4" stroke="#2F7D4F"/>') == '<path class="f-sunk s-green"/>'
    assert for_page('<path fill="#123456"/>') == '<path fill="#123456"/>'
