"""lembar template check: every fault at once, and the names that the data must hold, with their cells."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from render_cases import Grid, build
from test_cli import ROOT, lembar
from test_render_isolated import COMPARING

from xl_addin.errors import LembarError
from xl_addin.render import Limits
from xl_addin.render.check import Checked, check
from xl_addin.render.names import Names
from xl_addin.render.sandbox import Sandbox

GROUPS: Grid = [
    ["{{ company.name }}", "{{ note | default('-') }}"],
    ["{% for g in groups %}"],
    ["{{ g.title }}"],
    ["{% for k in g.kpis %}"],
    ["{{ loop.index }}", "{{ k.name }}", '="{{ k.target }}"*2'],
    ["{% endfor %}"],
    ["{% endfor %}"],
]
DATA = {"company": {"name": "PT"}, "groups": [{"title": "A", "kpis": [{"name": "Omzet", "target": 1}]}]}


def used(checked: Checked) -> dict[str, tuple[str, ...]]:
    return {use.name: use.places for use in checked.names}


def missing(checked: Checked) -> dict[str, str]:
    return {use.name: use.missing for use in checked.names if use.missing}


def test_names_are_told_with_their_way_into_the_data_and_their_cells() -> None:
    checked = check(build(GROUPS))
    assert checked.good
    assert used(checked) == {
        "company.name": ("Data!A1",),
        "groups": ("Data!A2",),
        "groups[].kpis": ("Data!A4",),
        "groups[].kpis[].name": ("Data!B5",),
        "groups[].kpis[].target": ("Data!C5",),
        "groups[].title": ("Data!A3",),
        "note": ("Data!B1",),
    }


def test_without_data_every_fault_of_the_template_is_told_at_once() -> None:
    grid = [
        ["{{ a | rupih }}", "{{ b +  }}", "{{ not_there }}"],
        ["{% for k in xs %}"],
        ["{% if k %}"],
        ["{% endfor %}"],
        ["{{ 1 / 0 }}"],
    ]
    checked = check(build({"Satu": grid, "Dua": [["{% for x in xs %}"], ["{{ x }}"]]}))
    assert {(p.sheet, p.cell) for p in checked.problems} == {
        *(("Satu", "A1"), ("Satu", "B1"), ("Satu", "A4"), ("Satu", "A5")),
        ("Dua", "A1"),
    }
    assert "not_there" in used(checked)


def test_with_data_every_missing_name_has_the_closest_that_exists() -> None:
    data = {"compny": {"name": "PT"}, "groups": [{"title": "A", "kpis": [{"nama": "Omzet", "target": 1}]}]}
    checked = check(build(GROUPS), data)
    assert missing(checked) == {
        "company.name": "tidak ada; maksudnya compny?",
        "groups[].kpis[].name": "tidak ada; maksudnya groups[].kpis[].nama?",
    }
    assert {p.cell for p in checked.problems} == {"A1", "B5"}
    assert check(build(GROUPS), DATA).good


def test_a_name_in_a_branch_that_is_not_taken_is_missing_too_unless_it_is_asked_for() -> None:
    grid = [
        ["{% if year > 2030 %}"],
        ["{{ goal }}"],
        ["{% endif %}"],
        ["{% if plan is defined %}{{ plan.x }}{% endif %}-"],
    ]
    checked = check(build(grid), {"year": 2027})
    assert checked.problems == ()
    assert list(missing(checked)) == ["goal"]


def test_one_record_with_the_name_is_enough_and_an_empty_list_says_nothing() -> None:
    grid: Grid = [["{% for k in xs %}"], ["{{ k.a | default(0) }}", "{{ k.b }}"], ["{% endfor %}"]]
    assert missing(check(build(grid), {"xs": []})) == {}
    assert missing(check(build(grid), {"xs": [{"b": 1}, {"b": 2, "a": 3}]})) == {}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{{ xs | sum(attribute='a.b') }}", ["xs", "xs[].a.b"]),
        ("{{ xs | selectattr('on') | list | length }}", ["xs", "xs[].on"]),
        ("{{ (xs | sort(attribute='n') | first).m }}", ["xs", "xs[].n", "xs[].m"]),
        ("{{ x['unit price'] * xs[i] }}", ["i", "x['unit price']", "xs[]"]),
        ("{% for a, b in x.items() %}{{ a }}{{ b.c }}{% endfor %}", ["x"]),
        ("{% for k in xs[:3] if k.on %}{{ k.n }}{% endfor %}{{ k }}", ["k", "xs", "xs[].n", "xs[].on"]),
        ("{% set t = plan.total %}{{ t.sum }}", ["plan.total", "plan.total.sum"]),
        ("{{ range(n) | length }}{{ loop.index }}", ["n"]),
        ("{{ 'a' if x else y ~ z }}", ["x", "y", "z"]),
        ("{{ logo | a_filter_that_is_not_there(width=w) }}", ["logo", "w"]),
        ("{# {{ not_this }} #}{{ broken +  }}{{ this }}", ["this"]),
    ],
)
def test_how_names_are_found(text: str, names: list[str]) -> None:
    reader = Names(Sandbox())
    reader.read(text, "A1")
    assert [str(name) for name, _ in reader.used()] == sorted(names)


def test_names_of_a_loop_over_columns_or_sheets_hold_on_the_whole_sheet() -> None:
    reader = Names(Sandbox())
    reader.read("{% sheet for d in departments if d.on name d.code %}", "A1")
    for text in ("{% columns %}", "{% for m in months %}", "{% endfor %}"):
        reader.read(text, "A2")
    reader.begin_row()
    reader.read("{{ d.name }}{{ m.key }}{{ column.index }}", "A3")
    names = {str(name) for name, _ in reader.used()}
    assert names == {"departments", "departments[].on", "departments[].code", "departments[].name"} | {
        *("months", "months[].key"),
    }


def test_names_around_the_cells_count() -> None:
    def draw(book: Any, sheet: Any) -> None:
        sheet.set_footer("&L{{ footer }}")
        sheet.write_comment("A1", "{{ comment }}")
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Data!$A$1:$A$2"})
        chart.set_title({"name": "{{ title }}"})
        sheet.insert_chart("C3", chart)

    checked = check(build([[1], [2]], draw))
    assert used(checked) == {
        "comment": ("Data!komentar",),
        "footer": ("Data!kepala/kaki halaman",),
        "title": ("Data!grafik",),
    }


def test_a_template_that_runs_on_is_ended() -> None:
    with pytest.raises(LembarError) as caught:
        check(build(COMPARING), limits=Limits(seconds=0.5))
    assert caught.value.key == "render_limit"


@pytest.mark.parametrize("name", ["bsc", "issue_form", "kpi_department", "swot"])
def test_the_shipped_templates_are_good(name: str) -> None:
    assert check(ROOT / "templates" / f"{name}.xlsx").good


# --- the command ------------------------------------------------------------------------------------------


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "kartu.xlsx"
    path.write_bytes(build(GROUPS))
    return path


def test_the_command_lists_the_names(template: Path) -> None:
    done = lembar("template", "check", template)
    assert done.returncode == 0, done.stderr
    assert "groups[].kpis[].name" in done.stdout
    assert "kartu.xlsx: good" in done.stdout


def test_the_command_tells_faults_and_missing_names(template: Path) -> None:
    data = template.with_name("data.yaml")
    data.write_text("company: {nmae: PT}\ngroups: []\n", encoding="utf-8")
    done = lembar("template", "check", template, data)
    assert done.returncode == 1
    assert "Data!A1" in done.stdout
    assert "maksudnya company.nmae?" in done.stdout
    assert "faults: 1, names missing: 1" in done.stdout
    told = json.loads(lembar("template", "check", template, data, "--json").stdout)
    assert told["good"] is False
    assert told["faults"][0]["cell"] == "A1"
    assert {name["name"] for name in told["names"] if name["missing"]} == {"company.name"}


def test_what_cannot_be_read_exits_with_two(tmp_path: Path, template: Path) -> None:
    (tmp_path / "rusak.xlsx").write_bytes(b"bukan zip")
    for arguments in (
        (tmp_path / "rusak.xlsx",),
        (tmp_path / "tidak ada.xlsx",),
        (template, "tidak ada.yaml"),
    ):
        done = lembar("template", "check", *arguments)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
