"""Intervals to figures: the closest point, what cannot be fitted, and rounding that stays inside."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kartlegg.errors import NoFitError
from kartlegg.language import Text
from kartlegg.questionnaire.variables import Variable
from kartlegg.sample.country import expand, solve_country
from kartlegg.sample.plan import Distribution, SamplePlan, Split, Statuses
from kartlegg.sample.printed import Printed, Sums
from kartlegg.sample.program import Interval, Program
from kartlegg.sample.statuses import choose_statuses
from kartlegg.sample.totals import round_inside, solve_totals

LEAVES = {"all": ("big", "small")}


def printed(value: str, variable: str, unit: str | None = None, **more: object) -> Printed:
    units = frozenset({unit}) if unit else None
    return Printed("1.1", unit or "Total", variable, Decimal(value), variable, units, **more)


def test_the_closest_point_lies_in_the_middle_where_nothing_pulls() -> None:
    program = Program(2, (Interval("a", {0: 1}, 1, 3), Interval("b", {1: 1}, 10, 20)))
    assert program.solve() == pytest.approx([2, 15], abs=1e-6)


@st.composite
def programs_with_room(draw):
    """Intervals on random sums around a hidden point that lies inside all of them."""
    hidden = draw(st.lists(st.floats(0, 100), min_size=2, max_size=6))
    intervals = []
    for number, sizes in enumerate(draw(st.lists(st.sets(st.integers(0, len(hidden) - 1), min_size=1), max_size=6))):
        middle, room = sum(hidden[place] for place in sizes), draw(st.floats(0.01, 1))
        terms = dict.fromkeys(sorted(sizes), 1.0)
        intervals.append(Interval(f"sum {number}", terms, max(middle - room, 0), middle + 2 * room))
    own = [
        Interval(f"own {place}", {place: 1.0}, max(value - 0.5, 0), value + 0.5) for place, value in enumerate(hidden)
    ]
    return hidden, (*own, *intervals)


@settings(deadline=None, max_examples=50)
@given(programs_with_room())
def test_a_solution_is_found_wherever_there_is_room_and_lies_inside(made) -> None:
    hidden, intervals = made
    solution = Program(len(hidden), intervals).solve()
    assert solution is not None
    for interval in intervals:
        assert interval.low < sum(solution[place] for place in interval.terms) < interval.high, interval.name


def test_sums_pull_narrow_intervals_less_than_wide_ones() -> None:
    """By hand, as weighted least squares: x near 2 (width 2), y near 15 (width 10), x + y near 20 (width 2)."""
    intervals = (Interval("x", {0: 1}, 1, 3), Interval("y", {1: 1}, 10, 20), Interval("x + y", {0: 1, 1: 1}, 19, 21))
    design = np.array([[1 / 2, 0], [0, 1 / 10], [1 / 2, 1 / 2]])
    by_hand = np.linalg.lstsq(design, np.array([2 / 2, 15 / 10, 20 / 2]), rcond=None)[0]
    assert Program(2, intervals).solve() == pytest.approx(by_hand, abs=1e-5)


def test_contradictions_are_found_and_only_those() -> None:
    intervals = (Interval("a", {0: 1}, 1, 2), Interval("b", {1: 1}, 1, 2), Interval("sum", {0: 1, 1: 1}, 8, 9))
    program = Program(2, intervals)
    assert program.solve() is None
    assert {interval.name for interval in program.contradictions()} <= {"a", "b", "sum"}
    assert Program(2, intervals[:2]).contradictions() == []


def test_totals_reproduce_print_and_name_what_cannot_be() -> None:
    numbers = [
        printed("2", "big", "A"),
        printed("1", "small", "A"),
        printed("2", "all", "A"),
        printed("7", "big", "B"),
    ]
    numbers += [printed("1", "small", "B"), printed("9", "big"), printed("10", "all"), printed("1.0", "small")]
    figures = solve_totals(numbers, ["A", "B"], ["big", "small"], LEAVES, 3)
    assert Sums(figures, LEAVES).misfits(numbers) == []
    with pytest.raises(NoFitError, match=r"table 1\.1, Total, all: 40"):
        solve_totals([*numbers[:-2], printed("40", "all")], ["A", "B"], ["big", "small"], LEAVES, 3)


def test_a_misfit_tells_what_the_figures_give() -> None:
    figures = {("A", "big"): Decimal("2.4")}
    rate = printed("13", "big", "A", scale=10, divisor=2)
    change = printed("-0.1", "big", "A", shift=2.5)
    assert Sums(figures, {}).misfits([rate, change]) == ["table 1.1, A, big: 13, but the figures give 12"]


@given(st.decimals(0, 500, places=4), st.decimals(0, 500, places=4))
def test_bounds_hold_exactly_what_is_printed_so(value: Decimal, shift: Decimal) -> None:
    shown = printed("0", "big", shift=float(shift)).shown(value, Decimal(1))
    low, high = printed(str(shown), "big", shift=float(shift)).bounds
    assert low - 1e-9 <= float(value) <= high + 1e-9


@settings(deadline=None)
@given(st.floats(0.5, 40), st.floats(0.5, 40), st.floats(0.01, 0.4))
def test_rounding_stays_inside_all_bounds(x: float, y: float, room: float) -> None:
    bounds = [((0,), x - room, x + room), ((1,), y - room, y + room), ((0, 1), x + y - room, x + y + room)]
    first, second = (float(figure) for figure in round_inside([x, y], bounds, 3))
    assert abs(first - x) < room
    assert abs(second - y) < room
    assert abs(first + second - x - y) < room


def test_rounding_takes_more_decimals_where_it_must() -> None:
    assert round_inside([0.50012], [((0,), 0.5, 0.50019)], 3) == [Decimal("0.5001")]


def variable(code: str, *parts: str) -> Variable:
    return Variable(code, Text(code), Text(code), "fte", "all", "service", parts)


VARIABLES = {
    v.code: v
    for v in (variable("home"), variable("work"), variable("fte", "home", "work"), variable("mild"), variable("hard"))
} | {"ways": variable("ways", "mild", "hard")}
PLAN = SamplePlan(
    published="",
    units="",
    totals=("fte",),
    decimals=3,
    unit_tables=(),
    country_tables=(),
    splits=(Split(sum="fte", whole="fte"),),
    distributions=(Distribution(sum="ways", whole="fte", tolerance=1),),
    statuses=Statuses(columns={}, margins=()),
    corrected_by="nobody",
    notes=(),
)


def test_the_countrys_parts_add_up_and_fit() -> None:
    numbers = [printed("70", "home"), printed("31", "work"), printed("80", "ways"), printed("20", "mild")]
    numbers += [printed("60", "hard"), printed("75.5", "hard", scale=100, divisor="ways")]
    country = solve_country(numbers, {"fte": 100.2}, PLAN, VARIABLES)
    assert country.parts["home"] + country.parts["work"] == pytest.approx(100.2)
    assert country.parts["mild"] + country.parts["hard"] == pytest.approx(country.wholes["ways"])
    assert 75.45 < 100 * country.parts["hard"] / country.wholes["ways"] < 75.55
    assert country.given_up == ()


def test_a_printed_number_that_the_others_contradict_is_given_up_and_told() -> None:
    numbers = [printed("70", "home"), printed("30", "work"), printed("90.0", "home", scale=100, divisor="fte")]
    numbers += [printed("80", "ways"), printed("20", "mild"), printed("60", "hard")]
    country = solve_country(numbers, {"fte": 100.2}, PLAN, VARIABLES)
    assert len(country.given_up) >= 1
    assert all("home" in name or "work" in name for name in country.given_up)
    assert country.parts["home"] + country.parts["work"] == pytest.approx(100.2)


def test_a_sum_expands_to_what_is_asked() -> None:
    assert expand(VARIABLES, "fte") == ("home", "work")
    assert expand(VARIABLES, "fte", frozenset({"fte"})) == ("fte",)


def count(value: int, status: str, *units: str) -> Printed:
    return Printed("2.1", "row", status, Decimal(value), status, frozenset(units))


def test_statuses_hold_the_counts_and_what_is_known() -> None:
    counts = [count(1, "none", "A", "B"), count(1, "partial", "C", "D"), count(0, "none", "C", "D")]
    for seed in range(5):
        chosen = choose_statuses(list("ABCD"), counts, {"A": True}, np.random.default_rng(seed))
        assert chosen["B"] == "none"
        assert sorted([chosen["C"], chosen["D"]])[1] == "partial"
    with pytest.raises(NoFitError, match="no choice of statuses"):
        choose_statuses(list("AB"), [count(2, "none", "A", "B")], {"A": True}, np.random.default_rng(0))
