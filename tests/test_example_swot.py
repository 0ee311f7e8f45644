"""The data of the worked example hold together and keep to their sources; the letters say what they must."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.exceptions import UndefinedError
from jinja2.sandbox import SandboxedEnvironment

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "swot"
FACTS = ROOT.parent / "shared" / "company-facts.csv"

DEPARTMENTS = ["Marketing", "Penjualan", "Produksi", "PPC", "Pengadaan", "Keuangan", "SDM"]
INTERNAL = ["SDM", "Proses", "Keuangan", "Produk", "Pemasaran", "Teknologi"]
EXTERNAL = ["Regulasi", "Ekonomi", "Sosial", "Teknologi", "Pasar", "Pesaing", "Pemasok"]
FACTORS = {f"Internal: {name}" for name in INTERNAL} | {f"Eksternal: {name}" for name in EXTERNAL}
PERSPECTIVES = {"Financial", "Customer", "Internal Process", "Learning & Growth"}
FORM_FIELDS = ("stakeholder", "need", "issue", "factor", "source", "category")
MONTHS = {9: "September", 10: "Oktober", 11: "November"}


def load(name: str) -> Any:
    return yaml.safe_load((EXAMPLE / name).read_text(encoding="utf-8"))


FORMS: list[dict[str, Any]] = load("issues.yaml")["departments"]
ISSUES: dict[str, dict[str, Any]] = {issue["id"]: issue for form in FORMS for issue in form["issues"]}
FAULTY: list[tuple[str, dict[str, Any]]] = [
    (form["department"], issue) for form in load("faulty.yaml")["departments"] for issue in form["issues"]
]
ALL_ISSUES = [*ISSUES.values(), *(issue for _, issue in FAULTY)]
STRATEGIES: list[dict[str, Any]] = load("strategies.yaml")["strategies"]
INITIATIVES: list[dict[str, Any]] = load("initiatives.yaml")["initiatives"]
COMPANY: dict[str, Any] = load("company.yaml")


def texts(value: Any) -> list[str]:
    """Every text in nested data, the keys left out."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    return [value] if isinstance(value, str) else []


def test_every_department_sends_its_form_in_october() -> None:
    assert [form["department"] for form in FORMS] == DEPARTMENTS == COMPANY["departments"]
    assert list(COMPANY["managers"]) == DEPARTMENTS
    sent = [form["sent"] for form in FORMS]
    assert all((day.year, day.month) == (2026, 10) and day.weekday() < 5 for day in sent)
    assert len(set(sent)) > 3
    assert all(form["author"] for form in FORMS)
    assert max(sent) <= COMPANY["due"] < COMPANY["reference_date"]


def test_issues_are_enough_and_balanced() -> None:
    assert sum(len(form["issues"]) for form in FORMS) == len(ISSUES) >= 48
    assert all(6 <= len(form["issues"]) <= 8 for form in FORMS)
    counts = Counter(issue["category"] for issue in ISSUES.values())
    assert set(counts) == set("SWOT")
    assert min(counts.values()) >= 9


@pytest.mark.parametrize("issue", ISSUES.values(), ids=ISSUES)
def test_an_issue_is_complete_and_in_its_place(issue: dict[str, Any]) -> None:
    assert all(issue[field].strip() for field in FORM_FIELDS)
    assert len(issue["issue"]) <= 200
    assert issue["factor"] in FACTORS
    assert issue["factor"].startswith("Internal: ") == (issue["category"] in "SW")
    assert issue["url"].startswith("https://")
    assert " · " not in issue["source"]  # the workbook puts the department before this separator


def test_no_issue_twice_and_no_fact_twice() -> None:
    for form in FORMS:
        assert len({issue["issue"].casefold() for issue in form["issues"]}) == len(form["issues"])
    assert len({issue["fact"] for issue in ISSUES.values()}) == len(ISSUES)


def test_faulty_issues_have_the_fault_they_name() -> None:
    assert Counter(department for department, _ in FAULTY) == {"Pengadaan": 2, "SDM": 1}
    faults = {issue["fault"]: (department, issue) for department, issue in FAULTY}
    assert faults.keys() == {"need", "category", "duplicate"}
    assert faults["need"][1]["need"] == ""
    assert faults["category"][1]["category"] == "X"
    department, duplicate = faults["duplicate"]
    form = next(form for form in FORMS if form["department"] == department)
    assert [duplicate[field] for field in FORM_FIELDS] in [
        [issue[field] for field in FORM_FIELDS] for issue in form["issues"]
    ]


def test_every_issue_is_assessed_once() -> None:
    assessment = load("assessment.yaml")["assessment"]
    assert assessment.keys() == ISSUES.keys()
    for entry in assessment.values():
        assert isinstance(entry["weight"], int) and 1 <= entry["weight"] <= 10
        assert isinstance(entry["rating"], int) and 1 <= entry["rating"] <= 4


def test_readme_tells_the_position_that_the_data_give() -> None:
    assessment = load("assessment.yaml")["assessment"]
    total = {}
    for category in "SWOT":
        entries = [assessment[key] for key, issue in ISSUES.items() if issue["category"] == category]
        weights = sum(entry["weight"] for entry in entries)
        total[category] = sum(entry["weight"] * entry["rating"] for entry in entries) / weights
    readme = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    assert "| total score | " + " | ".join(f"{total[c]:.3f}" for c in "SWOT") + " |" in readme
    assert f"x = S − W = {total['S'] - total['W']:+.3f}" in readme
    assert f"y = O − T = {total['O'] - total['T']:+.3f}" in readme


@pytest.mark.parametrize("entry", [*STRATEGIES, *INITIATIVES], ids=lambda entry: entry["text"][:30])
def test_a_strategy_joins_issues_of_its_two_categories(entry: dict[str, Any]) -> None:
    kind = entry.get("kind") or entry["strategy"]
    assert kind in {"SO", "WO", "ST", "WT"}
    assert {ISSUES[key]["category"] for key in entry["issues"]} == set(kind)
    assert len(set(entry["issues"])) == len(entry["issues"])


def test_strategies_and_initiatives_are_complete() -> None:
    assert all(3 <= count <= 4 for count in Counter(s["kind"] for s in STRATEGIES).values())
    assert 8 <= len(INITIATIVES) <= 10
    assert len({initiative["code"] for initiative in INITIATIVES}) == len(INITIATIVES)
    assert {initiative["perspective"] for initiative in INITIATIVES} == PERSPECTIVES
    for initiative in INITIATIVES:
        assert initiative["department"] in DEPARTMENTS
        assert initiative["measure"]
        assert initiative["start"] < initiative["end"]
        assert {initiative["start"].year, initiative["end"].year} == {COMPANY["year"]}


@pytest.mark.parametrize("path", sorted(EXAMPLE.glob("*.yaml")), ids=lambda path: path.stem)
def test_no_text_looks_like_a_formula(path: Path) -> None:
    assert not [text for text in texts(load(path.name)) if text.startswith(tuple("=+-@"))]


def test_readme_lists_every_source_used_and_no_other() -> None:
    readme = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| (F\d{3}) \| .+ \| <(https://\S+)> \|$", readme, re.MULTILINE))
    assert listed == {(issue["fact"], issue["url"]) for issue in ALL_ISSUES}


def figures(text: str, thousands: str, decimal: str) -> set[float]:
    """The numbers in a text: `figures("22.000 sekolah, 6,5%", ".", ",")` is {22000.0, 6.5}."""
    pattern = rf"\d+(?:{re.escape(thousands)}\d{{3}})*(?:{re.escape(decimal)}\d+)?"
    return {float(n.replace(thousands, "").replace(decimal, ".")) for n in re.findall(pattern, text)}


@pytest.mark.shared
def test_every_figure_and_address_is_that_of_the_fact() -> None:
    with FACTS.open(encoding="utf-8", newline="") as file:
        facts = {row["id"]: row for row in csv.DictReader(file)}
    for issue in ALL_ISSUES:
        fact = facts[issue["fact"]]
        assert issue["url"] == fact["source_url"]
        stated = figures(fact["fact"], ",", ".") | figures(fact["year_or_date"].replace("-", " "), ",", ".")
        assert figures(issue["issue"], ".", ",") <= stated, issue["issue"]


@pytest.fixture(params=[False, True], ids=["plain", "trimmed"])
def letters(request: pytest.FixtureRequest) -> SandboxedEnvironment:
    """The letters, for both ways an engine may treat the line of a tag."""
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(ROOT / "templates" / "letters"),
        undefined=StrictUndefined,
        trim_blocks=request.param,
        lstrip_blocks=request.param,
    )
    environment.filters["tanggal"] = lambda day: f"{day.day} {MONTHS[day.month]} {day.year}"
    return environment


def letter_data(name: str) -> dict[str, Any]:
    data = {
        "company": COMPANY["company"],
        "document": COMPANY["other_documents"][name],
        "department": "Pengadaan",
        "manager": COMPANY["managers"]["Pengadaan"],
        "year": COMPANY["year"],
        "sender": COMPANY["sender"],
    }
    if name == "issue_request":
        return data | {"due": COMPANY["due"]}
    rows = [
        {"issue": "Harga baja\nmengikuti kurs {{ 7 * 7 }}", "problem": "Kebutuhan & harapan belum diisi."},
        {"issue": None, "problem": "Isu belum diisi."},
    ]
    return data | {"received": date(2026, 10, 30), "return_by": date(2026, 11, 4), "rows": rows}


@pytest.mark.parametrize("name", ["issue_request", "issue_return"])
def test_a_letter_has_header_and_addressee_and_needs_all_its_fields(
    letters: SandboxedEnvironment, name: str
) -> None:
    template, data = letters.get_template(f"{name}.md.j2"), letter_data(name)
    letter = template.render(data)
    assert letter.startswith("# PT Mebel Nusantara\n")
    assert f"\n- No. Dokumen: {data['document']['number']}\n- Revisi: 00\n" in letter
    assert "\n- Tanggal berlaku: 1 September 2026\n\n" in letter
    assert "Kepada Yth. Agus Firmansyah, Manajer Departemen Pengadaan\n" in letter
    assert "rencana tahun 2027" in letter
    assert "{{" not in letter.replace("{{ 7 * 7 }}", "")
    assert "\n- Tanggal surat: 2 November 2026\n\n" in template.render(data, date=date(2026, 11, 2))
    for field in data:
        with pytest.raises(UndefinedError):
            template.render({key: value for key, value in data.items() if key != field})


def test_the_request_explains_the_six_columns_and_says_until_when(letters: SandboxedEnvironment) -> None:
    letter = letters.get_template("issue_request.md.j2").render(letter_data("issue_request"))
    assert "paling lambat 30 Oktober 2026" in letter
    assert re.findall(r"^\d\. \*\*(.+?)\*\*: ", letter, re.MULTILINE) == [
        "Stakeholders",
        "Kebutuhan & Harapan Pihak Berkepentingan",
        "Isu",
        "Tinjauan Faktor",
        "Sumber Isu",
        "Kategori SWOT",
    ]


def test_the_return_tells_each_issue_with_its_reason(letters: SandboxedEnvironment) -> None:
    letter = letters.get_template("issue_return.md.j2").render(letter_data("issue_return"))
    assert "kami terima pada 30 Oktober 2026" in letter
    assert "ada 2 isu yang perlu diperbaiki" in letter
    assert "paling lambat 4 November 2026" in letter
    assert "1. **Isu:** Harga baja mengikuti kurs {{ 7 * 7 }}\n" in letter  # text stays text, on one line
    assert "   - **Yang perlu diperbaiki:** Kebutuhan & harapan belum diisi.\n" in letter
    assert "\n\n2. **Isu:** (isu belum diisi)\n" in letter
