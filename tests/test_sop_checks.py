"""The check of a procedure: a sound one gives no finding, every defect that is planted is found and named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sop_procedures import procedures

from xl_addin.example_sop import PROCEDURES, SopExample
from xl_addin.sop.checks import check
from xl_addin.sop.diagram import Drawing, differences, drawing_of
from xl_addin.sop.finding import Finding
from xl_addin.sop.procedure import Actor, Procedure, Section, Step, Term
from xl_addin.sop.records import ACTOR_COLUMNS, STEP_COLUMNS, read_actors, read_steps
from xl_addin.sop.term_checks import abbreviations

Planted = tuple[Procedure, str, str, str]
"""A procedure with a defect, and what the check must say of it: kind, code, words."""
Mutator = Callable[[st.DrawFn, Procedure], Planted]
MUTATORS: dict[str, Mutator] = {}


def mutator(function: Mutator) -> Mutator:
    MUTATORS[function.__name__] = function
    return function


def change(procedure: Procedure, number: int, **fields: object) -> Procedure:
    steps = list(procedure.steps)
    steps[number] = replace(steps[number], **fields)
    return replace(procedure, steps=tuple(steps))


def pick(draw: st.DrawFn, procedure: Procedure, *kinds: str) -> int:
    """Draw a step of one of these kinds; of any when none is named."""
    numbers = [n for n, step in enumerate(procedure.steps) if not kinds or step.kind in kinds]
    assume(numbers)
    return draw(st.sampled_from(numbers))


def at(procedure: Procedure, number: int) -> str:
    return procedure.steps[number].code


@mutator
def no_code(draw: st.DrawFn, procedure: Procedure) -> Planted:
    number = pick(draw, procedure)
    return change(procedure, number, code=""), "Kode", f"baris {number + 1}", "kode"


@mutator
def same_code(draw: st.DrawFn, procedure: Procedure) -> Planted:
    number = draw(st.integers(1, len(procedure.steps) - 1))
    code = at(procedure, draw(st.integers(0, number - 1)))
    return change(procedure, number, code=code.lower()), "Kode", code.lower(), "sudah dipakai"


@mutator
def no_activity(draw: st.DrawFn, procedure: Procedure) -> Planted:
    number = pick(draw, procedure)
    return change(procedure, number, activity=""), "Kegiatan", at(procedure, number), "uraian"


@mutator
def unknown_kind(draw: st.DrawFn, procedure: Procedure) -> Planted:
    number, kind = pick(draw, procedure, "Kegiatan"), draw(st.sampled_from(["", "Rapat"]))
    return change(procedure, number, kind=kind), "Jenis", at(procedure, number), kind or "Tidak ada jenis"


@mutator
def no_actor(draw: st.DrawFn, procedure: Procedure) -> Planted:
    number = pick(draw, procedure)
    return change(procedure, number, actor=""), "Pelaksana", at(procedure, number), "Tidak ada pelaksana"


@mutator
def unknown_actor(draw: st.DrawFn, procedure: Procedure) -> Planted:
    number = pick(draw, procedure)
    return change(procedure, number, actor="Satpam"), "Pelaksana", at(procedure, number), "Satpam"


@mutator
def idle_actor(draw: st.DrawFn, procedure: Procedure) -> Planted:
    place = draw(st.integers(0, len(procedure.actors)))
    actors = (*procedure.actors[:place], Actor("Satpam"), *procedure.actors[place:])
    return replace(procedure, actors=actors), "Pelaksana", "Satpam", "satu langkah pun"


@mutator
def actor_twice(draw: st.DrawFn, procedure: Procedure) -> Planted:
    actor = draw(st.sampled_from(procedure.actors))
    return replace(procedure, actors=(*procedure.actors, actor)), "Pelaksana", actor.name, "dua kali"


@mutator
def no_document(draw: st.DrawFn, procedure: Procedure) -> Planted:
    number = pick(draw, procedure, "Kegiatan", "Keputusan")
    return change(procedure, number, document=""), "Dokumen", at(procedure, number), "dokumen"


@mutator
def no_time(draw: st.DrawFn, procedure: Procedure) -> Planted:
    number = pick(draw, procedure, "Kegiatan", "Keputusan")
    return change(procedure, number, likely=None), "Waktu", at(procedure, number), "Tidak ada waktu"


@mutator
def times_out_of_order(draw: st.DrawFn, procedure: Procedure) -> Planted:
    number = pick(draw, procedure, "Kegiatan", "Keputusan")
    times = draw(st.sampled_from([(3.0, 2.0, 4.0), (1.0, 3.0, 2.0), (-1.0, 2.0, 3.0), (None, -2.0, None)]))
    changed = change(procedure, number, low=times[0], likely=times[1], high=times[2])
    return changed, "Waktu", at(procedure, number), "tidak urut"


@mutator
def unknown_unit(draw: st.DrawFn, procedure: Procedure) -> Planted:
    number = pick(draw, procedure, "Kegiatan", "Keputusan")
    return change(procedure, number, unit="minggu"), "Waktu", at(procedure, number), "minggu"


@mutator
def one_branch(draw: st.DrawFn, procedure: Procedure) -> Planted:
    number = pick(draw, procedure, "Keputusan")
    code = draw(st.sampled_from(procedure.steps[number].next_codes))
    codes = draw(st.sampled_from([code, f"{code}; {code}", ""]))
    return change(procedure, number, next=codes), "Cabang", at(procedure, number), "dua cabang"


@mutator
def branch_without_text(draw: st.DrawFn, procedure: Procedure) -> Planted:
    number = pick(draw, procedure, "Keputusan")
    texts = list(procedure.steps[number].branch_texts)
    place = draw(st.integers(0, len(texts) - 1))
    texts[place : place + 1] = draw(st.sampled_from([[], [""]]))
    return change(procedure, number, branches="; ".join(texts)), "Cabang", at(procedure, number), "teks"


@mutator
def same_branch_text(draw: st.DrawFn, procedure: Procedure) -> Planted:
    number = pick(draw, procedure, "Keputusan")
    first, _, *rest = procedure.steps[number].branch_texts
    texts = "; ".join([first, first.upper(), *rest])
    return change(procedure, number, branches=texts), "Cabang", at(procedure, number), "sama"


@mutator
def shares_not_whole(draw: st.DrawFn, procedure: Procedure) -> Planted:
    number = pick(draw, procedure, "Keputusan")
    count = len(procedure.steps[number].next_codes)
    shares = draw(st.sampled_from([["90"] * count, ["10"] * count, ["50"] * (count + 1), ["x"] * count]))
    return change(procedure, number, shares="; ".join(shares)), "Peluang", at(procedure, number), "eluang"


@mutator
def activity_branches(draw: st.DrawFn, procedure: Procedure) -> Planted:
    number = pick(draw, procedure, "Kegiatan")
    codes = f"{at(procedure, number + 1)}; {at(procedure, 0)}"
    return change(procedure, number, next=codes), "Cabang", at(procedure, number), "bukan Keputusan"


@mutator
def next_missing(draw: st.DrawFn, procedure: Procedure) -> Planted:
    number = pick(draw, procedure, "Kegiatan", "Keputusan", "Mulai")
    codes = [*procedure.steps[number].next_codes, "L99"]
    place = draw(st.integers(0, len(codes) - 1))
    codes = [*codes[:place], "L99", *codes[place + 1 :]]
    return change(procedure, number, next="; ".join(codes)), "Alur", at(procedure, number), "L99"


@mutator
def no_start(draw: st.DrawFn, procedure: Procedure) -> Planted:
    return change(procedure, 0, kind="Kegiatan"), "Alur", "", "Tidak ada langkah Mulai"


@mutator
def second_start(draw: st.DrawFn, procedure: Procedure) -> Planted:
    number = pick(draw, procedure, "Kegiatan")
    return change(procedure, number, kind="Mulai"), "Alur", at(procedure, number), "kedua"


@mutator
def start_not_first(draw: st.DrawFn, procedure: Procedure) -> Planted:
    number = pick(draw, procedure, "Kegiatan")
    changed = change(change(procedure, 0, kind="Kegiatan"), number, kind="Mulai")
    return changed, "Alur", at(procedure, number), "baris pertama"


@mutator
def no_end(draw: st.DrawFn, procedure: Procedure) -> Planted:
    return change(procedure, -1, kind="Kegiatan"), "Alur", "", "Tidak ada langkah Selesai"


@mutator
def end_leads_on(draw: st.DrawFn, procedure: Procedure) -> Planted:
    code = at(procedure, pick(draw, procedure))
    return change(procedure, -1, next=code), "Alur", at(procedure, -1), "lanjutannya"


@mutator
def unreachable(draw: st.DrawFn, procedure: Procedure) -> Planted:
    place = draw(st.integers(1, len(procedure.steps) - 1))
    steps = list(procedure.steps)
    before = steps[place - 1]
    if before.kind != "Keputusan":  # else the branches already name where they lead
        steps[place - 1] = replace(before, next=steps[place].code)
    lone = Step("X01", "Menunggu", procedure.actors[0].name, document="Catatan", likely=5.0)
    steps.insert(place, lone)
    return replace(procedure, steps=tuple(steps)), "Alur", "X01", "dicapai"


@mutator
def dead_end(draw: st.DrawFn, procedure: Procedure) -> Planted:
    lone = Step("X01", "Menunggu", procedure.actors[0].name, document="Catatan", likely=5.0)
    number = pick(draw, procedure, "Kegiatan", "Mulai")
    found = replace(
        change(procedure, number, next="X01"), steps=(*change(procedure, number, next="X01").steps, lone)
    )
    return found, "Alur", "X01", "buntu"


@mutator
def loop_without_way_out(draw: st.DrawFn, procedure: Procedure) -> Planted:
    number = pick(draw, procedure, "Kegiatan")
    return change(procedure, number, next=at(procedure, number)), "Alur", at(procedure, number), "Berputar"


@mutator
def loop_whose_way_out_is_never_taken(draw: st.DrawFn, procedure: Procedure) -> Planted:
    number = pick(draw, procedure, "Kegiatan")
    ways = f"{at(procedure, number)}; {at(procedure, number + 1)}"
    found = change(procedure, number, kind="Keputusan", next=ways, branches="ulang; lanjut", shares="100; 0")
    return found, "Alur", at(procedure, number), "Berputar"


@mutator
def unexplained_abbreviation(draw: st.DrawFn, procedure: Procedure) -> Planted:
    number, field = pick(draw, procedure), draw(st.sampled_from(["activity", "document", "output", "note"]))
    text = draw(st.sampled_from(["Kirim ke PPC", "ROP lengkap", "Data R&D dan bagian lain"]))
    changed = change(procedure, number, **{field: text})
    return changed, "Istilah", at(procedure, number), "tidak dijelaskan"


@mutator
def unused_term(draw: st.DrawFn, procedure: Procedure) -> Planted:
    return replace(procedure, terms=(Term("FOP", "Order tetap"),)), "Istilah", "FOP", "tidak pernah dipakai"


@mutator
def term_without_meaning(draw: st.DrawFn, procedure: Procedure) -> Planted:
    found = change(procedure, pick(draw, procedure), note="Lewat PPC")
    return replace(found, terms=(Term("PPC"),)), "Istilah", "PPC", "Tidak ada artinya"


@mutator
def term_twice(draw: st.DrawFn, procedure: Procedure) -> Planted:
    found = change(procedure, pick(draw, procedure), note="Lewat PPC")
    return replace(found, terms=(Term("PPC", "a"), Term("ppc", "b"))), "Istilah", "PPC", "dua kali"


def has(findings: list[Finding], kind: str, code: str, words: str) -> bool:
    return any(f.kind == kind and f.code == code and words in f.found and f.action for f in findings)


@settings(deadline=None, max_examples=60)
@given(procedures())
def test_a_sound_procedure_gives_no_finding(procedure: Procedure) -> None:
    assert check(procedure) == []
    assert list(differences(procedure, drawing_of(procedure))) == []


@pytest.mark.parametrize("name", list(MUTATORS))
@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.filter_too_much])
@given(data=st.data())
def test_every_planted_defect_is_found(name: str, data: st.DataObject) -> None:
    sound = data.draw(procedures(least=4, most=20, actors=4))
    planted, kind, code, words = MUTATORS[name](data.draw, sound)
    assert has(check(planted), kind, code, words), check(planted)


def test_a_procedure_without_steps_has_neither_start_nor_end() -> None:
    assert [finding.found for finding in check(Procedure(()))] == [
        *("Tidak ada langkah Mulai", "Tidak ada langkah Selesai"),
    ]


DRAWN = st.sampled_from(["symbol", "cell", "text", "arrow", "extra arrow", "extra symbol", "actor", "kind"])


@settings(deadline=None, max_examples=60)
@given(procedures(least=4, most=20, actors=4), DRAWN, st.data())
def test_a_diagram_that_is_not_the_tables_is_told(
    procedure: Procedure, what: str, data: st.DataObject
) -> None:
    right = drawing_of(procedure)
    texts, roles, arrows = dict(right.texts), dict(right.roles), list(right.arrows)
    number = pick(data.draw, procedure, *(["Kegiatan"] if what in ("kind", "cell") else []))
    code = at(procedure, number)
    if what == "symbol":
        del texts[f"langkah {code}"]
    elif what == "cell":
        texts[f"kegiatan {code}"] = "Lain"
    elif what == "text":
        texts[f"langkah {code}"] = "L88"
    elif what == "arrow":
        place = data.draw(st.integers(0, len(arrows) - 1))
        start, end = arrows.pop(place)
        code = (start if start.startswith("langkah ") else end).partition(" ")[2]
        if start.startswith("masuk "):  # then every arrow to it leads nowhere
            [code, *_] = [
                one.partition(" ")[2] for one, link in arrows
                if link.startswith("keluar ") and texts[link] == texts[start]
            ]  # fmt: skip
    elif what == "extra arrow":
        arrows.append((f"langkah {code}", f"langkah {at(procedure, 0)}"))
    elif what == "extra symbol":
        texts["langkah L88"], code = "L88", "L88"
    else:
        roles[f"langkah {code}"] = f"{'Selesai' if what == 'kind' else procedure.steps[number].kind}: Satpam"
    found = list(differences(procedure, Drawing(texts, tuple(arrows), roles)))
    assert code in {finding.code for finding in found}
    assert all(finding.kind == "Diagram" and finding.found and finding.action for finding in found)


def test_a_diagram_that_was_never_drawn_is_told_once() -> None:
    procedure = Procedure((Step("L01", "Terima", "A", "Mulai"), Step("L02", "Arsip", "A", "Selesai")))
    assert [f.found for f in differences(procedure, Drawing({}, (), {}))] == ["Diagram alir belum digambar"]
    assert list(differences(Procedure(()), Drawing({}, (), {}))) == []


def test_abbreviations_are_explained_by_the_list_the_definitions_or_in_brackets() -> None:
    steps = (
        Step("L01", "ROP masuk ke PPC", "A", "Mulai"),
        Step("L02", "Simpan APS, tahap II, KPI (H+1)", "A", "Selesai"),
    )
    sections = (
        Section("Definisi", "1", "APS adalah kesepakatan bulanan."),
        Section("Ketentuan umum", "1", "Rencana Order Pelanggan (ROP) mengikat."),
    )
    terms = (Term("PPC", "Perencanaan produksi"), Term("H+n", "Hari kerja ke-n"))
    found = check(Procedure(steps, (Actor("A"),), terms=terms, sections=sections))
    assert [(finding.code, finding.found) for finding in found] == [
        ("L02", "Istilah KPI dipakai, tetapi tidak dijelaskan")
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kirim ke QC/QA dan R&D", ["QC/QA", "R&D"]),
        ("Bab XIV, form FR-PPC-01, PT Mebel", []),
        ("SURAT PERINTAH KERJA", []),
        ("SPK", ["SPK"]),
    ],
)
def test_what_counts_as_an_abbreviation(text: str, words: list[str]) -> None:
    assert abbreviations(text) == words


@pytest.mark.parametrize("name", PROCEDURES)
def test_the_worked_examples_are_sound(name: str) -> None:
    data = SopExample().procedure(name)
    steps = [{heading: row[field] for heading, field in STEP_COLUMNS.items()} for row in data["steps"]]
    actors = [{heading: row[field] for heading, field in ACTOR_COLUMNS.items()} for row in data["actors"]]
    procedure = Procedure(
        read_steps(steps),
        read_actors(actors),
        terms=tuple(Term(row["term"], row["meaning"]) for row in data["terms"]),
        sections=tuple(Section(row["part"], str(row["number"]), row["text"]) for row in data["sections"]),
    )
    assert check(procedure) == []
