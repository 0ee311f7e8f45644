"""The worked example of the Balanced Scorecard holds together and keeps to its sources."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date
from math import fsum
from pathlib import Path
from typing import Any

import pytest
import yaml

from xl_addin.actions.bsc_cards import ACTUALS, DENOMINATORS, MONTHS, TARGETS, Kpi, Typed
from xl_addin.actions.bsc_screening import Measure, Reported
from xl_addin.actions.bsc_verify import faults
from xl_addin.example import SwotExample
from xl_addin.example_bsc import BscExample, roll_up

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "examples" / "bsc"
FACTS = ROOT.parent / "shared" / "company-facts.csv"
EXAMPLE = BscExample()
PERSPECTIVES = ("Financial", "Customer", "Internal Process", "Learning & Growth")
ABOVE = {card["code"]: card for card in (*EXAMPLE.corporate, *EXAMPLE.directorate)}
ALL_CARDS = [*ABOVE.values(), *EXAMPLE.proposals]
RESULTS = EXAMPLE.results()


def raw(name: str) -> Any:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def total(records: list[dict[str, Any]], field: str = "weight") -> float:
    return fsum(record[field] for record in records)


# --- the plan ---------------------------------------------------------------------------------------------


def test_company_and_departments_are_those_of_the_swot_round() -> None:
    swot = SwotExample().company
    assert EXAMPLE.company["company"] == swot["company"]
    assert EXAMPLE.company["year"] == swot["year"]
    assert list(EXAMPLE.managers) == swot["departments"]
    assert EXAMPLE.managers == swot["managers"]
    directorates = {row["directorate"] for row in EXAMPLE.company["departments"]}
    assert directorates == set(EXAMPLE.company["directorates"])


def test_every_initiative_has_a_corporate_kpi_of_its_perspective() -> None:
    for initiative in SwotExample().initiatives:
        carried = [card for card in EXAMPLE.corporate if initiative["code"] in (card["initiative"] or "")]
        assert initiative["perspective"] in {card["perspective"] for card in carried}, initiative["code"]


def test_no_kpi_names_an_initiative_or_objective_that_is_not_there() -> None:
    initiatives = {initiative["code"] for initiative in SwotExample().initiatives}
    objectives = {objective["code"]: objective for objective in EXAMPLE.objectives}
    for card in ABOVE.values():
        assert set(filter(None, (card["initiative"] or "").split(", "))) <= initiatives
        assert card["objective"] in objectives
    for card in EXAMPLE.corporate:
        assert objectives[card["objective"]]["perspective"] == card["perspective"]
    assert {card["objective"] for card in EXAMPLE.corporate} == set(objectives)


def test_the_strategy_map_leads_up_to_the_financial_objectives_without_a_circle() -> None:
    levels = {code: level for level, code in enumerate(PERSPECTIVES)}
    objectives = {objective["code"]: objective for objective in EXAMPLE.objectives}
    assert [o["perspective"] for o in EXAMPLE.objectives] == sorted(
        (o["perspective"] for o in EXAMPLE.objectives), key=PERSPECTIVES.index
    )
    for objective in objectives.values():
        supports = list(filter(None, (objective["supports"] or "").split(", ")))
        assert supports or objective["perspective"] == "Financial", objective["code"]
        for code in supports:
            assert levels[objectives[code]["perspective"]] <= levels[objective["perspective"]]
            assert code != objective["code"]

    def reaches(code: str, seen: tuple[str, ...] = ()) -> None:
        assert code not in seen
        for other in filter(None, (objectives[code]["supports"] or "").split(", ")):
            reaches(other, (*seen, code))

    for code in objectives:
        reaches(code)


@pytest.mark.parametrize("card", ALL_CARDS, ids=lambda card: card["code"])
def test_a_card_is_complete(card: dict[str, Any]) -> None:
    for field in ("name", "definition", "formula", "unit", "pic", "source", "weight"):
        assert card[field], field
    assert card["perspective"] in PERSPECTIVES
    assert card["polarity"] in {"Maksimalkan", "Minimalkan", "Stabilkan"}
    assert card["consolidation"] in {"Jumlah", "Rata-rata", "Terakhir", "Tertinggi", "Terendah", "Rasio"}
    assert card["aspect"] in {"Mutu", "K3", "Lingkungan", "Lainnya"}
    assert len(card["targets"]) == len(MONTHS)
    assert any(target is not None for target in card["targets"])
    assert (card["tolerance"] is not None) == (card["polarity"] == "Stabilkan")
    limits = Measure(card["unit"], card["consolidation"], card["targets"]).possible
    assert all(limits.hold(target) for target in card["targets"] if target is not None)


def test_weights_of_each_level_sum_to_100() -> None:
    assert total(EXAMPLE.corporate) == 100
    assert {card["perspective"] for card in EXAMPLE.corporate} == set(PERSPECTIVES)
    for directorate in EXAMPLE.company["directorates"]:
        assert total([card for card in EXAMPLE.directorate if card["directorate"] == directorate]) == 100
    for department in EXAMPLE.managers:
        assert total([card for card in RESULTS if card["department"] == department]) == 100, department


def test_ids_and_codes_are_each_given_once() -> None:
    carried = [*EXAMPLE.cascading, *EXAMPLE.proposals]
    assert [row["id"] for row in carried] == [f"K{n:04d}" for n in range(1, len(carried) + 1)]
    codes = [*ABOVE, *(row["code"] for row in carried)]
    assert len(set(codes)) == len(codes)


def carriers(code: str) -> list[dict[str, Any]]:
    rows = [row for row in EXAMPLE.cascading if row["kpi"] == code]
    return [*rows, *(card for card in EXAMPLE.directorate if card["parent"] == code)]


@pytest.mark.parametrize("code", ABOVE)
def test_every_kpi_is_carried_in_one_way(code: str) -> None:
    kinds = Counter(row["kind"] for row in carriers(code) if row["kind"] != "Pendukung")
    assert len(kinds) == 1, kinds
    [(kind, count)] = kinds.items()
    assert (count == 1) == (kind == "Langsung")
    if kind == "Kontribusi":
        shares = [row["share"] for row in carriers(code) if row["kind"] == kind]
        assert fsum(shares) == pytest.approx(1)
    assert all(row.get("share") is None for row in carriers(code) if row["kind"] != "Kontribusi")


def test_all_four_kinds_are_used_and_every_department_carries_something() -> None:
    assert {row["kind"] for row in EXAMPLE.cascading} == {"Langsung", "Kontribusi", "Bersama", "Pendukung"}
    assert {row["department"] for row in EXAMPLE.cascading} == set(EXAMPLE.managers)
    for row in EXAMPLE.cascading:
        assert row["kpi"] in ABOVE
        assert row["pic"] == EXAMPLE.managers[row["department"]]


def test_a_directorate_kpi_is_the_kpi_above_where_it_carries_it() -> None:
    same = ("unit", "polarity", "consolidation", "perspective", "targets")
    for card in EXAMPLE.directorate:
        parent = ABOVE[card["parent"]]
        if card["kind"] == "Langsung":
            assert [card[field] for field in same] == [parent[field] for field in same]


def test_the_parts_of_a_target_sum_to_it() -> None:
    for code, card in ABOVE.items():
        parts = [own for own in EXAMPLE.cards if own["parent"] == code and own["kind"] == "Kontribusi"]
        for month, target in enumerate(card["targets"]):
            if parts and target is not None:
                assert fsum(part["targets"][month] for part in parts) == pytest.approx(target)


def test_the_plan_has_the_cases_that_are_easily_wrong() -> None:
    targets = [target for card in ABOVE.values() for target in card["targets"]]
    assert None in targets and 0 in targets and min(t for t in targets if t is not None) < 0
    assert {card["polarity"] for card in ALL_CARDS} == {"Maksimalkan", "Minimalkan", "Stabilkan"}
    assert {card["aspect"] for card in ALL_CARDS} == {"Mutu", "K3", "Lingkungan", "Lainnya"}
    assert sum(card["consolidation"] == "Rasio" for card in ALL_CARDS) >= 5


def test_the_board_sends_back_first_and_approves_then() -> None:
    for level in ("Corporate", "Directorate", "Departemen"):
        rounds = [row for row in EXAMPLE.approvals if row["level"] == level]
        assert [(row["round"], row["decision"]) for row in rounds] == [(1, "Kembalikan"), (2, "Setuju")]
        assert rounds[0]["date"] < rounds[1]["date"] <= date(2026, 12, 31)
        assert rounds[0]["note"] and rounds[0]["follow_up"]
    decisions = Counter(card["decision"] for card in EXAMPLE.proposals)
    assert decisions == {"Setuju": 2, "Kembalikan": 1}
    assert all(card["note"] for card in EXAMPLE.proposals if card["decision"] == "Kembalikan")


# --- the results ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", RESULTS, ids=lambda row: row["id"])
def test_results_are_there_where_they_are_due_and_only_up_to_september(row: dict[str, Any]) -> None:
    missing = [
        month for month in range(9) if row["targets"][month] is not None and row["actuals"][month] is None
    ]
    assert missing == ([8] if row["id"] == "K0032" else [])
    assert row["actuals"][9:] == [None] * 3
    measure = Measure(row["unit"], row["consolidation"], row["targets"])
    for actual, denominator in zip(row["actuals"], row["denominators"], strict=True):
        assert list(measure.faults(Reported(actual, denominator))) == []


def test_the_findings_are_those_that_the_verification_makes() -> None:
    """Every month is looked at as it stood, the two open ones and those that CMS has accepted."""
    factor = EXAMPLE.company["settings"]["mad"]
    told = []
    for row in RESULTS:
        heading = {"Satuan": row["unit"], "Konsolidasi": row["consolidation"]}
        bands = ((TARGETS, row["targets"]), (ACTUALS, row["actuals"]), (DENOMINATORS, row["denominators"]))
        cells = {name: value for names, values in bands for name, value in zip(names, values, strict=True)}
        for month in range(1, 10):
            told += [(row["id"], month, text) for text in faults({**heading, **cells}, month, factor)]
    findings = EXAMPLE.workbook()["findings"]
    assert sorted(told) == sorted((row["id"], row["month"], row["finding"]) for row in findings)
    assert {row["id"] for row in findings if row["decision"] is None} == {"K0018", "K0032"}
    assert all(row["note"] for row in findings if row["decision"])


def test_one_department_is_late_in_september() -> None:
    last = [row for row in EXAMPLE.workbook()["submissions"] if row["month"] == 9]
    assert [row["department"] for row in last if row["received"] > date(2027, 10, 15)] == ["PPC"]
    assert [row["department"] for row in last if row["filled"] < row["due"]] == ["SDM"]
    assert [row["department"] for row in last if row["verified"] is None] == ["Produksi", "SDM"]
    assert max(row["received"] for row in last) <= EXAMPLE.company["reference_date"]


def test_a_month_is_verified_after_its_last_receipt() -> None:
    rows = [row for row in EXAMPLE.workbook()["submissions"] if row["month"] < 9]
    for month in range(1, 9):
        received = [row["received"] for row in rows if row["month"] == month]
        [verified] = {row["verified"] for row in rows if row["month"] == month}
        assert len(received) == 7
        assert max(received) <= verified < date(2027, month + 2, 1)


def test_the_revised_month_is_the_old_one_until_it_is_revised() -> None:
    [revision, _] = EXAMPLE.workbook()["revisions"]
    assert (revision["code"], revision["month"], revision["department"]) == ("PJL-01", 7, "Penjualan")
    values = {
        month: next(row for row in EXAMPLE.results(month) if row["id"] == "K0005")["actuals"][6]
        for month in (6, 7, 8, 9)
    }
    assert values == {6: None, 7: 36.2, 8: 38.2, 9: 38.2}
    assert EXAMPLE.workbook(7)["revisions"] == []


def test_sales_are_the_same_wherever_they_are_reported() -> None:
    rows = {row["id"]: row for row in RESULTS}
    for month in range(9):
        parts = rows["K0001"]["actuals"][month] + rows["K0005"]["actuals"][month]
        assert parts == pytest.approx(rows["K0027"]["denominators"][month])


def test_the_roll_up_waits_for_all_that_are_due() -> None:
    found = EXAMPLE.typed(9)
    assert found["DK-01"].actuals[0] == found["F-01"].actuals[0] == pytest.approx(26.4 + 6.1)
    assert found["C-03"].actuals[2] == 82  # shared: the mean
    assert found["L-03"].actuals[2] == 1  # contributions: the sum
    assert found["F-02"].month(0) == (22.0, 32.5)
    assert found["DF-03"].actuals[8] is None  # not reported
    assert found["F-04"].actuals[:4] == (None, None, None, 1)  # not due before
    assert found["C-04"].actuals[0] == 31  # who only supports does not count


def test_half_a_shared_ratio_is_not_yet_a_number() -> None:
    parent = Kpi(code="A", consolidation="Rasio", targets=(1.0,) * 12)
    child = Kpi(parent="A", kind="Bersama", consolidation="Rasio", targets=(1.0,) * 12)
    full, half = Typed((3.0,) * 12, (4.0,) * 12), Typed((3.0,) * 12)
    assert roll_up(parent, [(child, full), (child, full)]).month(0) == (6.0, 8.0)
    assert roll_up(parent, [(child, full), (child, half)]).month(0) == (None, None)


def test_the_year_shows_all_three_lights_on_every_level() -> None:
    by_level = {
        level: {row["status"] for row in EXAMPLE.reviews(1) if row["level"] == level}
        for level in ("Corporate", "Directorate", "Departemen")
    }
    assert by_level["Corporate"] >= {"Hijau", "Kuning", "Merah"}
    assert by_level["Departemen"] >= {"Hijau", "Kuning", "Merah"}
    assert by_level["Directorate"] >= {"Hijau", "Kuning"}


def test_a_ppk_is_written_for_kpis_under_target_and_three_are_owed() -> None:
    under = [row for name in EXAMPLE.managers for row in EXAMPLE.department(name)["ppk1"]]
    assert set(EXAMPLE.ppk) <= {row["id"] for row in under}
    assert [row["code"] for row in under if row["cause"] is None] == ["PRD-09", "KEU-04", "SDM-03"]
    for row in under:
        assert row["months"]
        assert row["achievement"] < 1
        if row["cause"]:
            assert date(2027, 6, 30) < row["due"] <= date(2027, 12, 31)
            assert row["action"] and row["pic"] and row["approval"]


@pytest.mark.parametrize("month", range(10))
def test_each_month_knows_only_what_was_known_then(month: int) -> None:
    book = EXAMPLE.workbook(month)
    assert all(row["actuals"][month:] == [None] * (12 - month) for row in book["results"])
    assert {row["month"] for row in book["submissions"]} == set(range(1, month + 1))
    verified = 7 * max(month - 1, 0) + (5 if month == 9 else 0)
    assert len([row for row in book["submissions"] if row["verified"]]) == verified
    assert bool(book["reviews"]) == (month >= 6)
    for name in EXAMPLE.managers:
        found = EXAMPLE.department(name, month)
        assert found["submitted"][month:] == [None] * (12 - month)
        is_open = month < 9 or name in {"Produksi", "SDM"}
        assert found["verified_month"] == (max(month - 1, 0) if is_open else month)


# --- text and sources -------------------------------------------------------------------------------------


def texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_no_text_looks_like_a_formula(path: Path) -> None:
    assert not [text for text in texts(raw(path.stem)) if text.startswith(tuple("=+-@"))]


def test_readme_lists_every_source_used_and_no_other() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| (F\d{3}) \| .+ \| <(https://\S+)> \|$", readme, re.MULTILINE))
    used = {(card["fact"], card["url"]) for cards in raw("kpis").values() for card in cards if "fact" in card}
    assert listed == used
    assert len(used) >= 5


def test_readme_counts_what_is_there() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    counts = f"{len(EXAMPLE.corporate)} of the company, {len(EXAMPLE.directorate)} of the directorates"
    assert counts in readme
    assert f"{len(EXAMPLE.objectives)} strategic objectives" in readme
    assert f"{len(EXAMPLE.cascading)} lines" in readme


@pytest.mark.shared
def test_every_figure_and_address_is_that_of_the_fact() -> None:
    with FACTS.open(encoding="utf-8", newline="") as file:
        facts = {row["id"]: row for row in csv.DictReader(file)}
    for card in (card for cards in raw("kpis").values() for card in cards if "fact" in card):
        fact = facts[card["fact"]]
        assert card["url"] == fact["source_url"]
        stated = {float(n.replace(",", "")) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", fact["fact"])}
        told = {float(n.replace(".", "")) for n in re.findall(r"\d[\d.]*", card["definition"])}
        assert (told & stated) or {card["baseline"], round(card["baseline"] * 100, 4)} & stated, card["code"]
