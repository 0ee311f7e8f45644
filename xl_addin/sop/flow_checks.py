"""Rules for the way through a procedure: where it begins, where it leads, where it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from xl_addin.sop.finding import Finding, place_of
from xl_addin.sop.procedure import END, START, Link, Procedure


def next_steps_exist(procedure: Procedure) -> Iterator[Finding]:
    """Every code in Berikutnya is that of a step."""
    for number, step in enumerate(procedure.steps):
        for code in step.next_codes:
            if procedure.find(code) is None:
                told = f"Langkah {code} tidak ada" if code else "Satu kode di Berikutnya kosong"
                mend = "Perbaiki kode di Berikutnya, atau tambahkan langkah itu."
                yield Finding("Alur", place_of(procedure, number), told, mend)


def one_start(procedure: Procedure) -> Iterator[Finding]:
    """There is one start, and nothing but the first row is it."""
    starts = _all(procedure, START)
    if not starts:
        yield Finding("Alur", "", "Tidak ada langkah Mulai", "Beri baris pertama jenis Mulai.")
    for number in starts[1:]:
        mend = "Sisakan satu Mulai; ubah jenis langkah ini."
        yield Finding("Alur", place_of(procedure, number), "Mulai yang kedua", mend)
    if starts and starts[0]:
        mend = "Pindahkan Mulai ke baris pertama: diagram mengikuti urutan tertulis."
        yield Finding("Alur", place_of(procedure, starts[0]), "Mulai bukan di baris pertama", mend)


def has_end(procedure: Procedure) -> Iterator[Finding]:
    """There is an end, and nothing follows on one."""
    ends = _all(procedure, END)
    if not ends:
        yield Finding("Alur", "", "Tidak ada langkah Selesai", "Beri langkah terakhir jenis Selesai.")
    for number in ends:
        if procedure.steps[number].next_codes:
            mend = "Kosongkan Berikutnya, atau ubah jenisnya."
            yield Finding("Alur", place_of(procedure, number), "Selesai, tetapi masih ada lanjutannya", mend)


def all_reached(procedure: Procedure) -> Iterator[Finding]:
    """One comes from the start to every step."""
    starts = _all(procedure, START) or list(range(len(procedure.steps)))[:1]
    reached = _spread(starts, procedure.following, lambda link: link.end)
    for number in range(len(procedure.steps)):
        if number not in reached:
            mend = "Arahkan sebuah langkah ke sini, atau hapus langkah ini."
            yield Finding("Alur", place_of(procedure, number), "Tidak pernah dicapai dari Mulai", mend)


def no_dead_end(procedure: Procedure) -> Iterator[Finding]:
    """Every step but an end leads on."""
    for number, step in enumerate(procedure.steps):
        if step.role != END and not step.next_codes and not procedure.following[number]:
            mend = "Isi Berikutnya, atau beri jenis Selesai."
            yield Finding("Alur", place_of(procedure, number), "Jalan buntu: tidak ada lanjutannya", mend)


def loops_have_way_out(procedure: Procedure) -> Iterator[Finding]:
    """No steps lead round and round among themselves for ever; a branch that is never taken is no way out."""
    steps = procedure.steps
    taken = tuple(tuple(link for link in links if link.share > 0) for links in procedure.following)
    coming = tuple(tuple(link for link in links if link.share > 0) for links in procedure.leading)
    astray = {
        n for n, step in enumerate(steps) if None in map(procedure.find, step.next_codes)
    }  # told already
    stops = [n for n, step in enumerate(steps) if step.role == END or not taken[n] or n in astray]
    leaving = _spread(stops, coming, lambda link: link.start)
    after = {
        number: _spread([link.end for link in taken[number]], taken, lambda link: link.end)
        for number in range(len(steps))
        if number not in leaving
    }
    for number, loop in after.items():
        if number == min(loop) and all(after[other] == loop for other in loop):
            names = ", ".join(place_of(procedure, other) for other in sorted(loop))
            mend = "Beri sebuah Keputusan di dalamnya cabang yang keluar, dengan peluang di atas 0."
            yield Finding("Alur", place_of(procedure, number), f"Berputar tanpa jalan keluar: {names}", mend)


FLOW_RULES: Final[tuple[Callable[[Procedure], Iterator[Finding]], ...]] = (
    next_steps_exist, one_start, has_end, all_reached, no_dead_end, loops_have_way_out,
)  # fmt: skip


def _all(procedure: Procedure, role: str) -> list[int]:
    return [number for number, step in enumerate(procedure.steps) if step.role == role]


def _spread(
    first: Iterable[int], links: tuple[tuple[Link, ...], ...], onwards: Callable[[Link], int]
) -> set[int]:
    """Return these steps and all that one comes to from them."""
    found = set(first)
    waiting = list(found)
    while waiting:
        for link in links[waiting.pop()]:
            if onwards(link) not in found:
                found.add(onwards(link))
                waiting.append(onwards(link))
    return found
