"""Procedures for the tests: sound ones of any size, and any tables of steps at all."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import strategies as st

from xl_addin.sop.procedure import Actor, Procedure, Step

ACTORS = [
    *("Pelanggan", "Marketing Communication", "Penjualan", "QC", "Produksi", "Pengadaan", "Keuangan"),
    *("Gudang", "Direktur Utama"),
]
ACTIVITIES = [
    "Mencatat keluhan",
    "Memeriksa kelengkapan data bersama bagian yang terkait dan menanyakan yang kurang kepada pelanggan",
    "Menyusun jawaban atas keluhan pelanggan",
]
BRANCHES = ("ya", "tidak", "tidak lengkap", "di atas 5 juta")


def times(dice: Random) -> tuple[float | None, float, float | None]:
    low, likely, high = sorted(float(dice.randint(0, 90)) for _ in range(3))
    return (low, likely, high) if dice.random() < 0.5 else (None, likely, None)


def decision(dice: Random, step: Step, ways: list[str]) -> Step:
    shares = ["40", "30", "20", "10"][: len(ways) - 1]
    shares.append(str(100 - sum(map(int, shares))))
    return replace(
        step, kind="Keputusan", next="; ".join(ways), branches="; ".join(BRANCHES[: len(ways)]),
        shares=dice.choice(["", "; ".join(shares)]),
    )  # fmt: skip


@st.composite
def procedures(draw: st.DrawFn, least: int = 3, most: int = 60, actors: int = 9) -> Procedure:
    """Sound ones: a chain of steps in which decisions lead back or ahead, each actor with a step."""
    count = draw(st.integers(least, most))
    names = ACTORS[: draw(st.integers(2, min(actors, count)))]
    dice = Random(draw(st.integers(0, 2**32)))
    codes = [f"L{number:02}" for number in range(1, count + 1)]
    steps = []
    for number, code in enumerate(codes):
        actor = names[number] if number < len(names) else dice.choice(names)
        if number in (0, count - 1):
            kind = "Mulai" if not number else "Selesai"
            steps.append(Step(code, dice.choice(ACTIVITIES), actor, kind))
            continue
        low, likely, high = times(dice)
        step = Step(
            code, dice.choice(ACTIVITIES), actor,
            requirements=dice.choice(["", "Data pelanggan, contoh produk dan nota penjualan"]),
            document=dice.choice(["Formulir keluhan", "Register", "Berita acara pemeriksaan"]),
            low=low, likely=likely, high=high, unit=dice.choice(["menit", "jam", "hari kerja"]),
            output="Keluhan tercatat", note=dice.choice(["", "Paling lambat hari berikutnya"]),
        )  # fmt: skip
        others = dice.choices(codes, k=dice.randint(1, 3)) if dice.random() < 0.25 else []
        ways = [codes[number + 1], *others]
        dice.shuffle(ways)
        steps.append(decision(dice, step, ways) if len(set(ways)) > 1 else step)
    return Procedure(tuple(steps), tuple(Actor(name, "Bagian") for name in names), title="Penanganan keluhan")


words = st.sampled_from(
    ["", "L1", "L2", "A:b", "(1)", "panjang sekali " * 12, "x" * 40, "L1; L2; L3; ; L9; L1"]
)


@st.composite
def tables(draw: st.DrawFn) -> Procedure:
    """Tables of steps in which anything may stand."""
    count = draw(st.integers(1, 25))
    names = draw(st.lists(words, max_size=12))
    steps = [
        Step(
            draw(st.sampled_from([f"L{number}", *([f"L{n}" for n in range(4)]), "", "bukan: (kode)"])),
            draw(words), draw(st.sampled_from([*names, "", "PPC"])),
            draw(st.sampled_from(["Mulai", "Kegiatan", "Keputusan", "Selesai", "", "lain"])),
            draw(words), draw(words), None, draw(st.none() | st.floats(-5, 1e6)), None,
            draw(st.sampled_from(["menit", "", "abad"])), draw(words), draw(words), draw(words), draw(words),
        )
        for number in range(count)
    ]  # fmt: skip
    return Procedure(tuple(steps), tuple(map(Actor, names)))
