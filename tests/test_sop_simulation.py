"""The simulation of procedures: sums, shares and queues that are known; the same seed, the same numbers."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import factorial, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_addin.errors import LembarError
from xl_addin.sop.outcome import Load, Outcome, histogram
from xl_addin.sop.procedure import Actor, Procedure, Step, Times
from xl_addin.sop.queues import run, visits
from xl_addin.sop.routes import MOST_MOVES, draw_routes, expected_visits, obstacles, pert, stream
from xl_addin.sop.simulation import Plan, draw_arrivals, offered, run_queues, simulate

START, END = Step("L00", "Masuk", "A", "Mulai"), Step("L99", "Selesai", "A", "Selesai")
MINUTES = 10.0
DAY = 480.0


def chain(*steps: Step, actors: tuple[Actor, ...] = ()) -> Procedure:
    return Procedure((START, *steps, END), actors)


def choice(shares: str, *ends: str, code: str = "L50") -> Step:
    return Step(code, "Lengkap?", "A", "Keputusan", next=";".join(ends), branches="ya;tidak", shares=shares)


def counter(people: int) -> Procedure:
    """One step of ten minutes on average, with so many people."""
    return chain(Step("L01", "Layani", "Kasir", likely=MINUTES), actors=(Actor("Kasir", people=people),))


def exponential(drawn: np.random.RandomState, times: Times, count: int) -> np.ndarray:
    return drawn.exponential(times.expected, count)


def constant(drawn: np.random.RandomState, times: Times, count: int) -> np.ndarray:
    return np.full(count, times.expected)


def near(found: float, wanted: float, error: float) -> bool:
    """Say whether a mean lies within its interval of 99.9 % about what is known."""
    return error > 0 and abs(found - wanted) <= 3.29 * error


def load_of(outcome: Outcome, actor: str) -> Load:
    return next(load for load in outcome.loads if load.actor == actor)


def same(one: Outcome, other: Outcome) -> bool:
    return one.lead.tolist() == other.lead.tolist() and one.loads == other.loads


@given(
    st.lists(st.integers(0, 900), min_size=1, max_size=30), st.sampled_from(["menit", "jam", "hari kerja"])
)
def test_a_chain_of_fixed_times_takes_their_sum(minutes: list[int], unit: str) -> None:
    steps = [Step(f"L{n:02}a", "Kerja", "A", likely=time, unit=unit) for n, time in enumerate(minutes)]
    outcome = simulate(replace(chain(*steps), hours=7), Plan(cases=5))
    total = sum(minutes) * {"menit": 1, "jam": 60, "hari kerja": 420}[unit]
    assert outcome.lead.tolist() == [total] * 5
    assert (outcome.mean, outcome.median, outcome.maximum, outcome.error) == (total, total, total, 0)
    assert (outcome.repeating, outcome.repeats, outcome.waiting) == (0, 0, 0)


def test_times_are_those_of_the_expected_time_and_lie_between_the_estimates() -> None:
    times = Times(10, 20, 60)
    drawn = pert(np.random.RandomState(7), times, 40_000)
    assert drawn.min() >= 10 and drawn.max() <= 60
    assert near(drawn.mean(), times.expected, drawn.std() / 200)
    mean, spread = times.expected, times.high - times.low
    variance = (mean - times.low) * (times.high - mean) / 7  # PERT with the usual weight of four
    assert drawn.var() == pytest.approx(variance, rel=0.03) and spread == 50


def test_a_branch_is_taken_as_often_as_its_share_says() -> None:
    """Only the branch "tidak" costs an hour, so the mean tells how often it was taken."""
    late = Step("L60", "Perbaiki", "A", likely=60)
    cases, share = 20_000, 0.3
    outcome = simulate(chain(choice("70; 30", "L99", "L60"), late), Plan(cases=cases))
    error = sqrt(share * (1 - share) / cases)
    assert near(outcome.mean / 60, share, error)
    assert outcome.error / 60 == pytest.approx(error, rel=0.05)


def test_blank_shares_are_all_alike() -> None:
    outcome = simulate(
        chain(choice("", "L99", "L60"), Step("L60", "Perbaiki", "A", likely=1)), Plan(cases=10_000)
    )
    assert near(outcome.mean, 0.5, 0.005)


def test_a_loop_is_run_through_as_often_as_its_share_makes_it() -> None:
    """With a share p of going back the number of rounds is geometric: 1/(1 - p) on average."""
    procedure = chain(Step("L10", "Periksa", "A", likely=10), choice("75; 25", "L99", "L10"))
    outcome = simulate(procedure, Plan(cases=20_000))
    assert expected_visits(procedure).tolist() == pytest.approx([1, 4 / 3, 4 / 3, 1])
    assert near(outcome.mean, 40 / 3, outcome.error)
    assert near(outcome.repeating, 0.25, sqrt(0.25 * 0.75 / 20_000))
    assert outcome.repeats == pytest.approx(2 * (outcome.mean / 10 - 1))  # two steps a round


def test_the_share_of_an_actor_is_that_of_the_work() -> None:
    procedure = chain(
        Step("L01", "Rakit", "Produksi", likely=30),
        Step("L02", "Tunggu bahan", "Pemasok", likely=60),
        Step("L03", "Kemas", "produksi ", likely=10),
    )
    loads = {load.actor: load for load in simulate(procedure, Plan(cases=3)).loads}
    assert {name: round(load.share, 3) for name, load in loads.items()} == {
        "A": 0,
        "Produksi": 0.4,
        "Pemasok": 0.6,
    }
    assert [name for name, load in loads.items() if load.bottleneck] == ["Pemasok"]


@pytest.mark.parametrize(("promise", "share"), [(0, 0.25), (1, 1.0)])
def test_the_promise_counts_working_days_after_the_day_of_arrival(promise: int, share: float) -> None:
    """Six hours of eight: done on the same day when the case comes in the first two hours."""
    outcome = simulate(chain(Step("L01", "Rakit", "A", likely=6, unit="jam")), Plan(20_000, promise=promise))
    assert outcome.on_time is not None
    assert outcome.on_time == share == 1 or near(outcome.on_time, share, sqrt(0.25 * 0.75 / 20_000))


@pytest.mark.parametrize("used", [0.5, 0.7])
def test_one_counter_is_the_m_m_1_queue(used: float) -> None:
    """Wq = rho/(mu - lambda)."""
    arrivals = used * DAY / MINUTES
    outcome = simulate(counter(1), Plan(60_000, seed=11, arrivals=arrivals), exponential)
    waiting = used / (1 / MINUTES - used / MINUTES)
    assert near(outcome.mean, waiting + MINUTES, outcome.error)
    assert outcome.waiting == pytest.approx(waiting, rel=0.08)
    assert load_of(outcome, "Kasir").utilisation == pytest.approx(used, rel=0.03)
    assert outcome.error > 2 * outcome.lead.std() / sqrt(60_000), "neighbours resemble each other"


def test_three_counters_are_the_m_m_c_queue() -> None:
    """Erlang's C formula."""
    people, load = 3, 2.4
    above = load**people / factorial(people) / (1 - load / people)
    wait = above / (sum(load**n / factorial(n) for n in range(people)) + above)
    waiting = wait * MINUTES / (people - load)
    outcome = simulate(counter(people), Plan(60_000, seed=3, arrivals=load * DAY / MINUTES), exponential)
    assert near(outcome.mean, waiting + MINUTES, outcome.error)
    assert load_of(outcome, "Kasir").utilisation == pytest.approx(load / people, rel=0.03)


def test_fixed_times_are_the_m_d_1_queue() -> None:
    """Pollaczek and Khinchine: half the wait of exponential times."""
    used = 0.7
    outcome = simulate(counter(1), Plan(60_000, seed=5, arrivals=used * DAY / MINUTES), constant)
    assert near(outcome.mean, used * MINUTES / (2 * (1 - used)) + MINUTES, outcome.error)


def test_a_single_queue_follows_lindleys_recursion_case_by_case() -> None:
    procedure, count = counter(1), 400
    routes = draw_routes(procedure, count, 2, exponential)
    arrivals = draw_arrivals(Plan(seed=2, arrivals=40), 8, count)
    done = run_queues(procedure, routes, arrivals)
    waited, served = [0.0], routes.minutes[routes.step == 1]
    for number in range(count - 1):
        waited.append(max(0.0, waited[-1] + served[number] - (arrivals[number + 1] - arrivals[number])))
    assert done.waited == pytest.approx(waited, abs=1e-6)
    assert done.waited.max() > 0


def test_littles_law_holds() -> None:
    """Mean number present = rate of arrival times mean lead time, the number counted from events."""
    procedure = chain(
        Step("L01", "Terima", "Depan", likely=20),
        choice("80;20", "L60", "L01"),
        Step("L60", "Periksa", "Belakang", low=10, likely=25, high=60),
        actors=(Actor("Depan", people=1), Actor("Belakang", people=2)),
    )
    cases, plan = 20_000, Plan(seed=4, arrivals=14)
    done = run_queues(procedure, draw_routes(procedure, cases, 4), draw_arrivals(plan, 8, cases))
    begin, end = done.arrived[cases // 5], done.arrived[-1]
    events = np.concatenate((done.arrived, done.finished))
    order = np.argsort(events, kind="stable")
    present = np.cumsum(np.concatenate((np.ones(cases), -np.ones(cases)))[order])
    moments = np.clip(events[order], begin, end)
    mean_present = float((present[:-1] * np.diff(moments)).sum() / (end - begin))
    came = (done.arrived >= begin) & (done.arrived < end)
    lead = float((done.finished - done.arrived)[came].mean())
    assert mean_present == pytest.approx(came.sum() / (end - begin) * lead, rel=0.01)


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.integers(1, 4), st.floats(0.3, 0.95))
def test_more_people_never_make_cases_wait_longer(seed: int, people: int, used: float) -> None:
    """The same cases, so that chance does not play."""
    few, more = counter(people), counter(people + 1)
    plan = Plan(300, seed, arrivals=used * people * DAY / MINUTES)
    assert simulate(more, plan, exponential).waiting <= simulate(few, plan, exponential).waiting + 1e-9


def test_two_hands_at_the_front_serve_faster_with_the_same_cases() -> None:
    one, two = (simulate(counter(n), Plan(2000, arrivals=40), exponential) for n in (1, 2))
    assert two.waiting < one.waiting and load_of(two, "Kasir").work == load_of(one, "Kasir").work


@pytest.mark.parametrize("arrivals", [None, 30])
def test_the_same_seed_gives_the_same_numbers(arrivals: float | None) -> None:
    procedure = chain(
        Step("L01", "Terima", "Depan", low=2, likely=5, high=12), choice("60;40", "L99", "L01"),
        actors=(Actor("Depan", people=1),),
    )  # fmt: skip
    plan = Plan(500, 42, arrivals, 1)
    assert same(simulate(procedure, plan), simulate(procedure, plan))
    assert not same(simulate(procedure, plan), simulate(procedure, replace(plan, seed=43)))


def test_the_numbers_of_a_seed_are_those_that_they_always_were() -> None:
    """MT19937 read through RandomState: numpy changes neither."""
    assert stream(1, "waktu", "l01").random_sample(2).tolist() == [0.44559784879468, 0.855081454852639]
    step = Step("L01", "Terima", "A", low=10, likely=20, high=60)
    assert simulate(chain(step), Plan(3)).lead.tolist() == pytest.approx(
        [34.215321693474664, 23.80776353789802, 16.391203771237798], rel=1e-12
    )


def test_a_change_of_one_step_leaves_the_draws_of_the_others() -> None:
    one, other = (
        Step("L01", "x", "A", low=5, likely=9, high=30),
        Step("L02", "y", "B", low=1, likely=2, high=9),
    )
    before = draw_routes(chain(one, other), 50, 1)
    after = draw_routes(chain(replace(one, high=90), Step("L01b", "z", "A", likely=3), other), 50, 1)
    assert before.minutes[before.step == 2].tolist() == after.minutes[after.step == 3].tolist()


def test_who_is_outside_or_not_counted_is_never_waited_for() -> None:
    step = Step("L01", "Jawab", "Pelanggan", likely=480)
    for actor in (Actor("Pelanggan", people=1, outside=True), Actor("Pelanggan")):
        outcome = simulate(chain(step, actors=(actor,)), Plan(200, arrivals=20))
        assert (
            outcome.waiting,
            *((load.utilisation, load.people) for load in outcome.loads if load.share),
        ) == (0, (None, None))
        assert outcome.lead == pytest.approx(480)


def test_steps_in_a_row_with_one_actor_are_one_turn() -> None:
    procedure = chain(
        Step("1", "a", "B", likely=3), Step("2", "b", "B", likely=4), Step("3", "c", "C", likely=5)
    )
    work = visits(draw_routes(procedure, 2, 1), [0, 1, 1, 2, 0])
    assert list(zip(work.case, work.actor, work.minutes, strict=True)) == [
        *((0, 1, 7), (0, 2, 5)),
        *((1, 1, 7), (1, 2, 5)),
    ]
    done = run(work, np.array([0.0, 1.0]), [1, 1, 1])
    assert done.waited.tolist() == [0, 0, 6, 0] and done.finished.tolist() == [12, 19]


@pytest.mark.parametrize("arrivals", [48, 60])
def test_an_overload_is_told_and_not_averaged(arrivals: float) -> None:
    outcome = simulate(counter(1), Plan(500, arrivals=arrivals, promise=3))
    assert [load.actor for load in outcome.overloaded] == ["Kasir"]
    (load,) = outcome.overloaded
    assert load.utilisation == pytest.approx(arrivals / 48) and load.needed == 2 and load.bottleneck
    assert not outcome.queued and outcome.on_time is None and outcome.maximum == MINUTES


def test_loads_are_known_without_simulating() -> None:
    procedure = chain(
        Step("L10", "Periksa", "Depan", likely=10), choice("75; 25", "L99", "L10"),
        actors=(Actor("Depan", people=2),),
    )  # fmt: skip
    load = offered(procedure, 36)[0]
    assert (load.work, load.utilisation) == (pytest.approx(40 / 3), pytest.approx(0.5))
    assert simulate(procedure, Plan(20_000, arrivals=36)).loads[0].utilisation == pytest.approx(0.5, rel=0.03)


DEFECTS = {
    "two starts": (chain(replace(START, code="L05")), "tepat satu langkah Mulai"),
    "no start": (Procedure((END,)), "tepat satu langkah Mulai"),
    "nowhere": (chain(Step("L1", "x", "A", likely=1, next="L77")), "L1: Langkah berikutnya L77 tidak ada"),
    "dead end": (Procedure((START, Step("L1", "x", "A", likely=1))), "L1: Tidak ada langkah berikutnya"),
    "two ways": (chain(Step("L1", "x", "A", likely=1, next="L99;L00")), "L1: Ada 2 langkah berikutnya"),
    "no branch": (chain(replace(choice("", "L99"), next="")), "L50: Tidak ada langkah berikutnya"),
    "shares": (chain(choice("50; 30", "L99", "L00")), "L50: Jumlah peluang 80 %"),
    "share missing": (chain(choice("100", "L99", "L00")), "L50: Peluang 100 tidak cocok dengan 2 cabang"),
    "share below 0": (chain(choice("110;-10", "L99", "L00")), "L50: Peluang 110;-10 tidak cocok"),
    "no time": (chain(Step("L1", "x", "A")), "L1: Waktu wajar belum diisi"),
    "unit": (chain(Step("L1", "x", "A", likely=1, unit="minggu")), "L1: Satuan waktu minggu tidak dikenal"),
    "times": (chain(Step("L1", "x", "A", low=3, likely=2)), "L1: Waktu harus 0 atau lebih"),
    "loop": (chain(choice("0; 100", "L99", "L00")), "L00: Berputar tanpa jalan ke Selesai; L50: Berputar"),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_what_cannot_be_simulated_is_refused_with_its_reason(name: str) -> None:
    procedure, reason = DEFECTS[name]
    with pytest.raises(LembarError) as caught:
        simulate(procedure, Plan(10, arrivals=5))
    assert reason in str(caught.value)


def test_a_loop_that_hardly_ends_is_refused_before_it_runs() -> None:
    procedure = chain(Step("L10", "x", "A", likely=1), choice("0.001; 99.999", "L99", "L10"))
    assert not obstacles(procedure)
    with pytest.raises(LembarError, match="rata-rata melalui 200002 langkah"):
        simulate(procedure, Plan(1))


def test_more_cases_than_memory_holds_are_refused_before_they_run() -> None:
    procedure = chain(Step("L10", "x", "A", likely=1), choice("1; 99", "L99", "L10"))
    with pytest.raises(LembarError, match=f"paling banyak {MOST_MOVES // 202} kasus"):
        simulate(procedure, Plan(100_000))
    assert simulate(procedure, Plan(500)).repeats == pytest.approx(198, rel=0.2)


def test_steps_that_no_case_comes_to_are_no_obstacle() -> None:
    procedure = Procedure((START, replace(END, code="L98"), Step("L1", "x", "A", next="L77"), END))
    assert obstacles(procedure) == []
    assert simulate(procedure, Plan(5)).mean == 0


@given(
    st.lists(st.tuples(st.floats(0, 1e6), st.booleans()), min_size=1, max_size=50),
    st.sampled_from([1.0, 60.0, 480.0]),
)
def test_every_case_is_in_one_bar(cases: list[tuple[float, bool]], unit: float) -> None:
    lead, kept = [time for time, _ in cases], [kept for _, kept in cases]
    bars = histogram(np.array(lead), unit, np.array(kept))
    assert sum(bar.cases for bar in bars) == len(lead)
    assert sum(bar.late for bar in bars) == kept.count(False)
    assert all(bar.late <= bar.cases for bar in bars)
    assert 1 <= len(bars) <= 22
    assert all(a.high == b.low for a, b in pairwise(bars))
    assert bars[0].low <= min(lead) and bars[-1].high >= max(lead)
