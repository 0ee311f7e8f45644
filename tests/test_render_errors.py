"""What is wrong with a template is told all at once, with its cell; no template gets out or runs on."""

import pickle
import time

import pytest
from render_cases import KPIS, build

from xl_addin.errors import LembarError
from xl_addin.render import Limits, TemplateError, render
from xl_addin.render.expressions import render_text


def problems(grid, data=None, **options):
    with pytest.raises(TemplateError) as caught:
        render(build(grid), data or {}, **options)
    return [str(problem) for problem in caught.value.problems]


def test_three_faults_at_once_with_cell_expression_and_reason():
    grid = {
        "Kartu KPI": [
            ["{{ kpi.nmae }}", None, "{{ 1 / 0 }}"],
            ["{% for x in kpi.months %}"],
            ["Bulan {{ x.nilai + 'a' }}", "{{ x.nilai }}"],
            ["{% endfor %}"],
        ],
        "Lain": [["a {{ judl }} b"]],
    }
    data = {"kpi": {"name": "Omzet", "months": [{"nilai": 1}, {"nilai": 2}]}, "judul": "x"}
    assert problems(grid, data) == [
        "Kartu KPI!A1 · kpi.nmae · kpi.nmae: maksudnya kpi.name?",
        "Kartu KPI!C1 · 1 / 0 · pembagian dengan nol",
        "Kartu KPI!A3 · x.nilai + 'a' · angka + teks tidak dapat dihitung",
        "Lain!A1 · judl · judl: maksudnya judul?",
    ]


def test_the_message_lists_them_for_the_planner_and_the_command_line(tmp_path):
    path = tmp_path / "kartu.xlsx"
    path.write_bytes(build([["{{ a }}", "{{ b }}"]]))
    with pytest.raises(TemplateError) as caught:
        render(path, {})
    error = caught.value
    assert str(error).startswith(f"Templat {path} memuat 2 kesalahan.")
    assert error.english().endswith("Data!A1 · a · a: tidak ada\nData!B1 · b · b: tidak ada")
    assert pickle.loads(pickle.dumps(error)).problems == error.problems


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("'a' + 1", "teks + angka tidak dapat dihitung"),
        ("none * 2", "sel kosong * angka tidak dapat dihitung"),
        ("'a' < 1", "teks < angka tidak dapat dihitung"),
        ("2.5 ** 'a'", "angka ** teks tidak dapat dihitung"),
    ],
)
def test_sums_that_make_no_sense(expression, reason):
    assert problems([[f"{{{{ {expression} }}}}"]]) == [f"Data!A1 · {expression} · {reason}"]


def test_a_missing_name_says_which_there_are():
    data = {"kpi": {"code": 1, "target": 2}}
    assert problems([["{{ kpi.zzz }}"]], data) == [
        "Data!A1 · kpi.zzz · kpi.zzz: tidak ada; yang ada: code, target"
    ]


@pytest.mark.parametrize(
    ("grid", "expected"),
    [
        (
            [["{% for k in xs %}"], ["{{ k }}"]],
            ["Data!A1 · {% for k in xs %} · tidak ditutup dengan {% endfor %}"],
        ),
        (
            [["{% if x %}"], ["{% for k in xs %}"], ["a"], ["{% endif %}"], ["{% endfor %}"]],
            ["Data!A4 · {% endif %} · menyilang {% for k in xs %} di A2, yang belum ditutup"],
        ),
        ([["a"], ["{% endfor %}"]], ["Data!A2 · {% endfor %} · tidak ada {% for %} yang ditutupnya"]),
        ([["{% else %}"]], ["Data!A1 · {% else %} · tidak ada blok yang terbuka"]),
        (
            [["{% for k in xs %}"], ["a"], ["{% elif x %}"], ["b"], ["{% endfor %}"]],
            ["Data!A3 · {% elif x %} · tidak cocok dengan {% for k in xs %} di A1"],
        ),
        (
            [["{% if x %}"], ["{% else %}"], ["{% else %}"], ["{% endif %}"]],
            ["Data!A3 · {% else %} · sesudah {% else %} di A2"],
        ),
        (
            [["{% for k im xs %}"], ["{% endfor %}"]],
            ["Data!A1 · {% for k im xs %} · salah tulis di dekat im"],
        ),
        ([["{% if x > %}"], ["{% endif %}"]], ["Data!A1 · {% if x > %} · tidak lengkap"]),
        ([["{% include 'x' %}"]], ["Data!A1 · {% include 'x' %} · tag include tidak dikenal"]),
        ([["{% for k in xs %} isi {{ k }}"], ["{% endfor %}"]], None),
        ([["{{ x | rupih }}"]], ["Data!A1 · {{ x | rupih }} · filter rupih tidak ada; maksudnya rupiah?"]),
        ([["{{ x "]], None),
        (
            [["No", "{% for k in xs %}"], ["{{ k }}"], ["{% endfor %}"]],
            None,
        ),
        (
            [["{% for k in x %}"], ["{{ k }}"], ["{% endfor %}"]],
            ["Data!A1 · {% for k in x %} · tidak dapat dihitung: 1 bukan daftar"],
        ),
        (
            [["{% for a, b in xs %}"], ["{{ a }}"], ["{% endfor %}"]],
            ["Data!A1 · {% for a, b in xs %} · isinya tidak sebanyak nama-namanya"],
        ),
        ([["{{ xs }}"]], ["Data!A1 · xs · tidak dapat dihitung: hasilnya list, bukan satu nilai"]),
        (
            [["{{ 'a' * 40000 }}"]],
            ["Data!A1 · 'a' * 40000 · tidak dapat dihitung: teks 40000 huruf; sel Excel memuat 32767"],
        ),
    ],
)
def test_faults_of_blocks_and_tags(grid, expected):
    found = problems(grid, {"x": 1, "xs": [1, 2]})
    if expected is None:
        assert found
        assert all(line.startswith("Data!") for line in found)
    else:
        assert found == expected


def test_faults_of_structure_do_not_hide_those_of_values():
    grid = {"A": [["{% for k in xs %}"], ["{{ k }}"]], "B": [["{{ salah }}"]]}
    assert len(problems(grid, {"xs": [1]})) == 2


def test_the_same_fault_in_ten_thousand_turns_is_told_once():
    grid = [["{% for k in xs %}"], ["{{ k.nmae }}"], ["{% endfor %}"]]
    assert len(problems(grid, {"xs": [{"name": 1}] * 10_000})) == 1


@pytest.mark.parametrize(
    "expression",
    [
        "''.__class__.__mro__[1].__subclasses__()",
        "x.__init__.__globals__",
        "x|attr('__class__')",
        "'%s' | format(x.__class__)",
        "'{0.__class__}'.format(x)",
        "xs.append(1)",
        "xs.__len__()",
        "range(10**9)",
        "'a' * 10**9",
        "[0] * 10**9",
        "9**9**9**9",
        "(1,) * 10**8",
        "'%01000000d' % 1",
        "'%*d' | format(10**8, 1)",
        "x | string | replace('1', 'a' * 999999) | replace('a', 'b' * 999999)",
        "range(900000) | join('x' * 999999)",
        "'a' | center(10**9)",
        "lipsum(10**6)",
        "self",
        "cycler(1)",
        "xs | batch(10**9, 0) | list",
        "1.5 | round(10**9, 'ceil')",
    ],
)
def test_no_way_out_and_nothing_huge(expression):
    started = time.monotonic()
    try:
        package = render(build([[f"{{{{ {expression} }}}}"]]), {"x": 1, "xs": [1]})
    except TemplateError:
        pass
    else:
        assert len(package.to_bytes()) < 20_000  # harmless: rounded, or too small to matter
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("grid", "limits"),
    [
        ([["{% for a in range(1000) %}"], ["x"], ["{% endfor %}"]], Limits(rows=999)),
        ([["{% for a in range(1000) %}"], ["x"], ["{% endfor %}"]], Limits(cells=999)),
        ([["{% for a in range(1000) %}"], ["{{ 'x' * 100 }}"], ["{% endfor %}"]], Limits(characters=99_999)),
        (
            [
                ["{% for a in r %}"],
                ["{% for b in r %}"],
                ["{% for c in r %}"],
                ["{% endfor %}"],
                ["{% endfor %}"],
                ["{% endfor %}"],
            ],
            Limits(seconds=0.3),
        ),
        (
            [["{% for a in r %}{% for b in r %}{% for c in r %}{% endfor %}{% endfor %}{% endfor %}x"]],
            Limits(seconds=0.3),
        ),
    ],
)
def test_runaway_templates_are_stopped(grid, limits):
    started = time.monotonic()
    with pytest.raises(LembarError) as caught:
        render(build(grid), {"r": range(3000)}, limits=limits)
    assert caught.value.key == "render_limit"
    assert time.monotonic() - started < 5


def test_a_setting_that_only_grows_is_stopped():
    grid = [["{% set x = 'aaaaaaaaaa' %}"], *[["{% set x = x ~ x ~ x ~ x ~ x %}"]] * 20, ["{{ x | length }}"]]
    assert "terlalu panjang" in problems(grid)[0]


def test_more_rows_than_excel_has():
    with pytest.raises(LembarError) as caught:
        render(
            build([["{% for a in r %}"], ["{% for b in r %}"], ["x"], ["{% endfor %}"], ["{% endfor %}"]]),
            {"r": range(1100)},
        )
    assert caught.value.key == "sheet_full"


def test_a_text_template_names_its_line(tmp_path):
    path = tmp_path / "surat.md.j2"
    path.write_text("Yth. {{ manager }}\n\n{% for r in rows %}{{ r.isu }}{% endfor %}\n", encoding="utf-8")
    assert (
        render_text(path, {"manager": "Budi", "rows": [{"isu": None}, {"isu": 2.5}]}) == "Yth. Budi\n\n2.5\n"
    )
    with pytest.raises(TemplateError) as caught:
        render_text(path, {"manager": "Budi", "rows": [{"issue": 1}]})
    assert (
        str(caught.value.problems[0])
        == "surat.md.j2!3 · {% for r in rows %}{{ r.isu }}{% endfor %} · r.isu: maksudnya r.issue?"
    )
    path.write_text("a\n{% if %}", encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        render_text(path, {})
    assert caught.value.problems[0].cell == "2"


def test_a_sum_over_too_many_scattered_rows_is_refused_rather_than_wrong():
    grid = [
        ["{% for k in xs %}"],
        ["{{ k }}"],
        ["{{ k }}", None, 1],
        ["{% endfor %}"],
        ["=SUM(A2:A2)", "=SUM(B2:B2)"],
    ]
    (found,) = problems(grid, {"xs": list(range(300))})
    assert found.startswith("Data!A5 · A2:A2 · barisnya terpencar menjadi 300 bagian")
    other = {"Data": grid[:4], "Rekap": [["=SUM(Data!A2:A2)"]]}
    (found,) = problems(other, {"xs": list(range(300))})
    assert found.startswith("Data!2:2 · SUM · barisnya terpencar menjadi 300 bagian")


def test_the_data_is_not_changed():
    data = {"xs": [{"a": 1}]}
    render(build([["{% for k in xs %}"], ["{{ k.a }}"], ["{% endfor %}"], ["{% set xs = 1 %}"]]), data)
    assert data == {"xs": [{"a": 1}]}
    assert KPIS[0]["name"] == "Omzet"
