"""Procedures for the tests: sound ones of any size, and any tables of steps at all."""

from __future__ import annotations

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


def times(draw: st.DrawFn) -> tuple[float | None, float, float | None]:
    low, likely, high = sorted(draw(st.tuples(*[st.integers(0, 90)] * 3)))
    return (float(low), float(likely), float(high)) if draw(st.booleans()) else (None, float(likely), None)


@st.composite
def procedures(draw: st.DrawFn, least: int = 3, most: int = 60, actors: int = 9) -> Procedure:
    """Sound ones: a chain of steps in which decisions lead back or ahead, each actor with a step."""
    count = draw(st.integers(least, most))
    names = ACTORS[: draw(st.integers(2, min(actors, count)))]
    codes = [f"L{number:02}" for number in range(1, count + 1)]
    steps = []
    for number, code in enumerate(codes):
        actor = names[number] if number < len(names) else draw(st.sampled_from(names))
        if number in (0, count - 1):
            kind = "Mulai" if not number else "Selesai"
            steps.append(Step(code, draw(st.sampled_from(ACTIVITIES)), actor, kind))
            continue
        low, likely, high = times(draw)
        step = Step(
            code, draw(st.sampled_from(ACTIVITIES)), actor,
            requirements=draw(st.sampled_from(["", "Data pelanggan, contoh produk dan nota penjualan"])),
            document=draw(st.sampled_from(["Formulir keluhan", "Register", "Berita acara pemeriksaan"])),
            low=low, likely=likely, high=high, unit=draw(st.sampled_from(["menit", "jam", "hari kerja"])),
            output="Keluhan tercatat", note=draw(st.sampled_from(["", "Paling lambat hari berikutnya"])),
        )  # fmt: skip
        others = draw(st.lists(st.sampled_from(codes), max_size=3)) if draw(st.integers(0, 3)) == 0 else []
        if others:
            ways = draw(st.permutations([codes[number + 1], *others]))
            shares = ["40", "30", "20", "10"][: len(ways) - 1]
            shares.append(str(100 - sum(map(int, shares))))
            step = Step(
                code, step.activity, actor, "Keputusan", document=step.document, likely=likely,
                next="; ".join(ways), branches="; ".join(BRANCHES[: len(ways)]),
                shares=draw(st.sampled_from(["", "; ".join(shares)])),
            )  # fmt: skip
        steps.append(step)
    return Procedure(tuple(steps), tuple(map(Actor, names)), title="Penanganan keluhan")


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
