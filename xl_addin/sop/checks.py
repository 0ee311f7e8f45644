"""Is a procedure sound? One small rule for each thing that must hold, over the table of steps and its lists.

>>> from xl_addin.sop.procedure import Actor, Step
>>> steps = (
...     Step("L01", "Keluhan masuk", "Pelanggan", "Mulai"),
...     Step("L02", "Catat keluhan", "Penjualan", likely=5, next="L09"),
...     Step("L03", "Selesai", "Penjualan", "Selesai"),
... )
>>> found = check(Procedure(steps, (Actor("Pelanggan"), Actor("Penjualan"))))
>>> [(finding.kind, finding.code, finding.found) for finding in found]
[('Dokumen', 'L02', 'Tidak ada dokumen'), ('Alur', 'L02', 'Langkah L09 tidak ada'), ('Alur', 'L03', \
'Tidak pernah dicapai dari Mulai')]

Source: SOP drafting: who is responsible, which document, how long; every choice written out with its
branches; the flow chart follows the written steps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from xl_addin.sop.finding import Finding, place_of
from xl_addin.sop.flow_checks import FLOW_RULES
from xl_addin.sop.procedure import ACTIVITY, DECISION, KINDS, UNITS, Procedure, Step
from xl_addin.sop.term_checks import TERM_RULES
from xl_addin.sop.words import key, shown

Rule: TypeAlias = Callable[[Procedure], Iterator[Finding]]

_LEAST_BRANCHES: Final = 2
_ROUNDED: Final = 0.1
"""How far the shares of a decision may be from 100 % together."""


def check(procedure: Procedure) -> list[Finding]:
    """Return what is wrong with a procedure, rule by rule; nothing when it is sound."""
    return [finding for rule in RULES for finding in rule(procedure)]


def codes_given(procedure: Procedure) -> Iterator[Finding]:
    """Every step has a code."""
    for number, step in enumerate(procedure.steps):
        if not step.code:
            yield Finding("Kode", place_of(procedure, number), "Tidak ada kode", "Beri kode, misalnya L07.")


def codes_unique(procedure: Procedure) -> Iterator[Finding]:
    """No two steps have the same code."""
    for number, step in enumerate(procedure.steps):
        if step.code and procedure.find(step.code) != number:
            first = (procedure.find(step.code) or 0) + 1
            told = f"Kode sudah dipakai baris {first}"
            yield Finding("Kode", step.code, told, f"Beri kode lain pada baris {number + 1}.")


def activities_given(procedure: Procedure) -> Iterator[Finding]:
    """Every step says what is done."""
    for number, step in enumerate(procedure.steps):
        if not step.activity:
            where = place_of(procedure, number)
            yield Finding("Kegiatan", where, "Tidak ada uraian", "Tulis apa yang dikerjakan.")


def kinds_known(procedure: Procedure) -> Iterator[Finding]:
    """Every step is of one of the four kinds."""
    for number, step in enumerate(procedure.steps):
        if key(step.kind) not in map(key, KINDS):
            told = f'Jenis "{step.kind}" tidak dikenal' if step.kind else "Tidak ada jenis"
            yield Finding("Jenis", place_of(procedure, number), told, f"Pilih {', '.join(KINDS)}.")


def actors_given(procedure: Procedure) -> Iterator[Finding]:
    """Every step has an actor, one of the list."""
    known = {key(actor.name) for actor in procedure.actors}
    for number, step in enumerate(procedure.steps):
        where = place_of(procedure, number)
        if not step.actor:
            yield Finding("Pelaksana", where, "Tidak ada pelaksana", "Pilih siapa yang mengerjakan.")
        elif key(step.actor) not in known:
            told = f"{step.actor} tidak ada di lembar Pelaksana"
            yield Finding("Pelaksana", where, told, "Tambahkan ke lembar Pelaksana atau pilih yang ada.")


def actors_used(procedure: Procedure) -> Iterator[Finding]:
    """Every actor of the list has a step, and stands in the list once."""
    used = {key(step.actor) for step in procedure.steps}
    seen: set[str] = set()
    for actor in procedure.actors:
        name = key(actor.name)
        if name in seen:
            yield Finding("Pelaksana", actor.name, "Tercantum dua kali", "Hapus salah satu barisnya.")
        elif name not in used:
            told = "Beri langkah, atau hapus dari lembar Pelaksana."
            yield Finding("Pelaksana", actor.name, "Tidak mengerjakan satu langkah pun", told)
        seen.add(name)


def documents_given(procedure: Procedure) -> Iterator[Finding]:
    """Every activity and decision has its document."""
    for number, step in _work(procedure):
        if not step.document:
            told = "Tulis formulir, surat, atau catatan yang dipakai atau dibuat."
            yield Finding("Dokumen", place_of(procedure, number), "Tidak ada dokumen", told)


def times_given(procedure: Procedure) -> Iterator[Finding]:
    """Every activity and decision has its usual duration."""
    for number, step in _work(procedure):
        if not step.is_timed:
            told = "Isi Waktu wajar dengan angka; Waktu cepat dan Waktu lambat bila berbeda."
            yield Finding("Waktu", place_of(procedure, number), "Tidak ada waktu", told)


def times_in_order(procedure: Procedure) -> Iterator[Finding]:
    """The three estimates are in order, none below 0, in a unit that is known."""
    for number, step in enumerate(procedure.steps):
        where, times = place_of(procedure, number), procedure.times(step)
        if times and not 0 <= times.low <= times.likely <= times.high:
            told = f"Waktu tidak urut: {_estimates(step)}"
            yield Finding("Waktu", where, told, "Urutkan: cepat, wajar, lambat; tidak di bawah 0.")
        if times and key(step.unit) not in map(key, UNITS):
            told = f'Satuan "{step.unit}" tidak dikenal' if step.unit else "Tidak ada satuan"
            yield Finding("Waktu", where, told, f"Pilih {', '.join(UNITS)}.")


def decisions_branch(procedure: Procedure) -> Iterator[Finding]:
    """Every decision has two branches or more, to different steps."""
    for number, step in enumerate(procedure.steps):
        if step.role == DECISION and len(set(map(key, step.next_codes))) < _LEAST_BRANCHES:
            told = "Tulis kode langkah setiap pilihan di Berikutnya, dipisah titik koma."
            where = place_of(procedure, number)
            yield Finding("Cabang", where, "Keputusan tanpa dua cabang yang berbeda", told)


def branches_named(procedure: Procedure) -> Iterator[Finding]:
    """Every branch of a decision has a text of its own."""
    for number, step in enumerate(procedure.steps):
        codes, texts = step.next_codes, step.branch_texts
        if step.role != DECISION or not codes:
            continue
        where = place_of(procedure, number)
        if len(texts) != len(codes) or not all(texts):
            told = f"{len(codes)} cabang, tetapi {sum(map(bool, texts))} teks"
            yield Finding("Cabang", where, told, "Tulis satu teks untuk setiap cabang, dipisah titik koma.")
        elif len(set(map(key, texts))) < len(texts):
            told = "Beri setiap cabang teks yang berbeda."
            yield Finding("Cabang", where, "Dua cabang bertuliskan sama", told)


def shares_whole(procedure: Procedure) -> Iterator[Finding]:
    """The shares of a decision, where given, are as many as its branches and 100 % together."""
    for number, step in enumerate(procedure.steps):
        shares = step.branch_shares
        if step.role != DECISION or not shares:
            continue
        numbers = [share for share in shares if share is not None and share >= 0]
        told = ""
        if len(numbers) != len(shares) or len(shares) != len(step.next_codes):
            told = f"Peluang {step.shares} tidak cocok dengan {len(step.next_codes)} cabang"
        elif abs(sum(numbers) - 100) > _ROUNDED:
            told = f"Jumlah peluang {shown(sum(numbers))} %"
        if told:
            mend = "Isi satu persentase untuk setiap cabang, jumlahnya 100; atau kosongkan bila sama besar."
            yield Finding("Peluang", place_of(procedure, number), told, mend)


def others_do_not_branch(procedure: Procedure) -> Iterator[Finding]:
    """No step but a decision has two following ones."""
    for number, step in enumerate(procedure.steps):
        if step.role != DECISION and len(step.next_codes) > 1:
            told = f"{len(step.next_codes)} langkah berikutnya, padahal bukan Keputusan"
            mend = "Ubah jenisnya menjadi Keputusan, atau tulis satu langkah berikutnya."
            yield Finding("Cabang", place_of(procedure, number), told, mend)


RULES: Final[tuple[Rule, ...]] = (
    codes_given, codes_unique, activities_given, kinds_known, actors_given, actors_used, documents_given,
    times_given, times_in_order, decisions_branch, branches_named, shares_whole, others_do_not_branch,
    *FLOW_RULES, *TERM_RULES,
)  # fmt: skip
"""Every rule, in the order in which its findings are told."""


def _work(procedure: Procedure) -> Iterator[tuple[int, Step]]:
    """Yield the steps in which something is done: where a procedure begins and ends, nothing is."""
    for number, step in enumerate(procedure.steps):
        if step.role in (ACTIVITY, DECISION):
            yield number, step


def _estimates(step: Step) -> str:
    return "; ".join("-" if time is None else shown(time) for time in (step.low, step.likely, step.high))
