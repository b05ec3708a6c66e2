"""Tests between groups and years: equal to R, valid under no effect, plain about what cannot be told."""

import csv
from collections import defaultdict
from collections.abc import Callable
from math import comb
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartlegg.errors import NoFitError
from kartlegg.estimation.inference.comparison import Comparison
from kartlegg.estimation.inference.exact_tests import fisher, holm, mcnemar, stratified
from kartlegg.estimation.inference.groups import ALIKE, SAME, against_the_rest, with_control
from kartlegg.estimation.inference.intervals import newcombe, paired, wilson
from kartlegg.estimation.inference.logistic import fit_logistic, marginal_probability
from kartlegg.estimation.inference.paired import WAYS, paired_shares, sign_flip

DATA = Path(__file__).parent / "data"
SETS = ("small", "survey", "flat")
Golden = dict[tuple[str, str, str], float]


def read(path: Path) -> Golden:
    with path.open(encoding="utf-8") as file:
        return {(row["set"], row["what"], row["name"]): float(row["value"]) for row in csv.DictReader(file)}


def units() -> dict[str, list[dict[str, str]]]:
    found = defaultdict(list)
    with (DATA / "units.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found[row["set"]].append(row)
    return found


def design(rows: list[dict[str, str]], group: str):
    sizes = sorted({row["size"] for row in rows})
    levels = [[*(float(row["size"] == size) for size in sizes), float(row["group"] == group)] for row in rows]
    return np.array(levels), np.array([float(row["yes"]) for row in rows])


def by_size(rows: list[dict[str, str]], group: str) -> list[tuple[int, int, int, int]]:
    tables = []
    for size in sorted({row["size"] for row in rows}):
        inside = [row["yes"] == "1" for row in rows if row["size"] == size and row["group"] == group]
        outside = [row["yes"] == "1" for row in rows if row["size"] == size and row["group"] != group]
        tables.append((sum(inside), len(inside), sum(outside), len(outside)))
    return tables


def figures() -> Golden:
    found: Golden = {}
    for name, rows in units().items():
        yes = {row["unit"]: row["yes"] == "1" for row in rows}
        groups, sizes = ({row["unit"]: row[key] for row in rows} for key in ("group", "size"))
        for one in against_the_rest(yes, groups):
            inside = [answer for unit, answer in yes.items() if groups[unit] == one.group]
            outside = [answer for unit, answer in yes.items() if groups[unit] != one.group]
            counts = sum(inside), len(inside), sum(outside), len(outside)
            found[name, "fisher", one.group], found[name, "holm", one.group] = one.p_value, one.adjusted
            found[name, "fisher_exact", one.group] = fisher(*counts, exact=True)
        for one in with_control(yes, groups, sizes):
            covariates, answers = design(rows, one.group)
            model = fit_logistic(covariates, answers)
            margin, error = marginal_probability(model, covariates, covariates.shape[1] - 1, 1.0)
            found[name, "coefficient", one.group] = float(model.coefficients[-1])
            found[name, "svyglm", one.group] = found[name, "coefficient", one.group]
            found[name, "standard_error", one.group] = float(model.standard_errors[-1])
            found[name, "held", one.group] = one.p_value
            found[name, "held_exact", one.group] = stratified(by_size(rows, one.group), exact=True)
            found[name, "margin", one.group], found[name, "margin_error", one.group] = margin, error
        moved = [int(row["after"]) - int(row["before"]) for row in rows]
        found[name, "mcnemar", "all"] = mcnemar(moved.count(1), moved.count(-1))
        found[name, "mcnemar_exact", "all"] = mcnemar(moved.count(1), moved.count(-1), exact=True)
    return found


def assert_equal(found: Golden, expected: Golden) -> None:
    assert set(found) == set(expected)
    for key, value in expected.items():
        assert found[key] == pytest.approx(value, rel=1e-7, abs=1e-9), key


def test_equal_to_r_on_three_data_sets() -> None:
    golden = read(DATA / "inference.csv")
    assert {name for name, _, _ in golden} == set(SETS)
    assert_equal(figures(), golden)


@pytest.mark.r
def test_equal_to_what_r_says_today(said_by_r: Callable[[Path, Path], Path]) -> None:
    assert_equal(figures(), read(said_by_r(DATA / "inference.R", DATA / "units.csv")))


def test_noise_is_called_an_effect_as_often_as_is_said() -> None:
    """A thousand draws without any effect of 348 units, 36 of them in the group: 5 per cent, give or take 2."""
    chance = np.random.default_rng(20)
    inside, outside = chance.binomial(36, 0.4, 1000), chance.binomial(312, 0.4, 1000)
    drawn = list(zip(inside.tolist(), outside.tolist(), strict=True))
    assert 30 <= sum(fisher(one, 36, other, 312) < 0.05 for one, other in drawn) <= 70
    assert sum(fisher(one, 36, other, 312, exact=True) < 0.05 for one, other in drawn) < 50


def test_a_family_of_tests_is_judged_together() -> None:
    chance = np.random.default_rng(7)
    groups = {f"u{n:03d}": f"g{n % 11:02d}" for n in range(348)}
    wrong = 0
    for _ in range(200):
        answers = chance.random(len(groups)) < 0.4
        found = against_the_rest(dict(zip(groups, answers.tolist(), strict=True)), groups)
        wrong += any(one.adjusted is not None and one.adjusted < 0.05 for one in found)
    assert wrong / 200 <= 0.06


def test_a_group_that_is_a_size_of_its_own_cannot_be_held_equal() -> None:
    groups = {f"u{n}": "city" if n < 6 else f"county{n % 3}" for n in range(60)}
    sizes = {unit: "city" if group == "city" else f"size{n % 2}" for n, (unit, group) in enumerate(groups.items())}
    yes = {unit: n % 3 > 0 for n, unit in enumerate(groups)}
    found = {one.group: one for one in with_control(yes, groups, sizes)}
    assert (found["city"].p_value, found["city"].adjusted, found["city"].reason) == (None, None, SAME)
    assert all(one.units == 60 for one in found.values())


def test_answers_that_a_group_separates_are_tested_without_an_interval() -> None:
    groups = {f"u{n}": "a" if n < 10 else "b" for n in range(30)}
    yes = {unit: group == "a" for unit, group in groups.items()}
    sizes = {unit: f"s{n % 2}" for n, unit in enumerate(groups)}
    for one in with_control(yes, groups, sizes):
        assert one.p_value == pytest.approx(1 / comb(15, 5) ** 2 / 2)  # no other table of either size is as extreme
        assert (one.odds_ratio, one.low, one.high) == (None, None, None)
        assert abs(one.effect) == 100


Tables = dict[str, tuple[int, int, int, int]]


def held(tables: Tables) -> Comparison:
    """Return what is found of a group against others; by size, its yes and units, and those of the others."""
    answers: dict[str, bool] = {}
    groups: dict[str, str] = {}
    for size, (yes, units, other_yes, others) in tables.items():
        for group, said, of in (("in", yes, units), ("out", other_yes, others)):
            named = {f"{size}-{group}{n:03d}": n < said for n in range(of)}
            answers |= named
            groups |= dict.fromkeys(named, group)
    return with_control(answers, groups, {unit: unit.split("-")[0] for unit in answers})[0]


SEPARATED: dict[str, tuple[Tables, float | None]] = {
    "nobody in the group": ({"s": (0, 2, 0, 30), "t": (0, 3, 1, 300)}, 303 * -1 / 300 / 335),
    "all in the group": ({"s": (2, 2, 30, 30), "t": (3, 3, 299, 300)}, 303 / 300 / 335),
    "some in the group, among sizes that all say yes": (
        {"s": (2, 5, 10, 10), "t": (0, 4, 3, 9)},
        (15 * -3 / 5 + 13 * -3 / 9) / 28,
    ),
    "sizes of one kind": (
        {"s": (0, 4, 3, 9), "t": (0, 0, 2, 7), "u": (0, 0, 5, 5), "v": (1, 6, 0, 0), "w": (0, 8, 0, 0)},
        (13 * -3 / 9 - 2 - 5) / 39,
    ),
    "sizes that allow nothing else": ({"s": (0, 4, 0, 9), "t": (0, 0, 2, 7), "u": (3, 6, 0, 0)}, None),
}


@pytest.mark.parametrize("case", SEPARATED)
def test_separation_is_told_by_counts_and_leaves_neither_odds_nor_interval(case: str) -> None:
    tables, effect = SEPARATED[case]
    found = held(tables)
    assert (found.odds_ratio, found.low, found.high) == (None, None, None)
    assert found.p_value == stratified(tables.values())
    assert found.effect == (None if effect is None else pytest.approx(100 * effect))


def test_one_answer_inside_the_bounds_has_odds_and_an_interval() -> None:
    found = held({"s": (1, 300, 299, 300), "t": (0, 150, 150, 150)})
    assert found.odds_ratio is not None
    assert found.odds_ratio < np.exp(-10)
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.effect < found.high


def test_levels_that_all_answer_alike_tell_nothing_of_a_group() -> None:
    chance = np.random.default_rng(3)
    sizes = {f"u{n:03d}": f"s{n % 3}" for n in range(120)}
    groups = {unit: f"g{n % 5}" for n, unit in enumerate(sizes)}
    yes = {unit: size == "s2" or bool(chance.random() < 0.5) for unit, size in sizes.items()}
    some = {unit: answer for unit, answer in yes.items() if sizes[unit] != "s2"}
    for one, other in zip(with_control(yes, groups, sizes), with_control(some, groups, sizes), strict=True):
        assert one.p_value == pytest.approx(other.p_value, rel=1e-4)
        assert one.odds_ratio == pytest.approx(other.odds_ratio, rel=1e-4)


def test_what_cannot_be_modelled_has_a_reason() -> None:
    groups = {"u1": "a", "u2": "b", "u3": "b"}
    assert [one.reason for one in with_control(dict.fromkeys(groups, True), groups, groups)] == [ALIKE, ALIKE]
    with pytest.raises(NoFitError, match="say the same as others"):
        fit_logistic(np.ones((4, 2)), np.array([0.0, 1.0, 0.0, 1.0]))
    with pytest.raises(NoFitError, match="separate yes from no"):
        fit_logistic(np.array([[1.0, 0.0], [1.0, 1.0]]), np.array([3.0, 0.0]), np.array([9.0, 4.0]))


def test_units_counted_together_give_the_same_model() -> None:
    rows = units()["survey"]
    covariates, answers = design(rows, rows[0]["group"])
    alike, place = np.unique(covariates, axis=0, return_inverse=True)
    one = fit_logistic(covariates, answers)
    other = fit_logistic(alike, np.bincount(place, answers), np.bincount(place).astype(float))
    assert other.coefficients == pytest.approx(one.coefficients)
    assert other.standard_errors == pytest.approx(one.standard_errors)


def test_intervals_are_those_of_their_sources() -> None:
    # Newcombe (1998), Statistics in Medicine 17, pages 857 (81 of 263) and 873 (56 of 70 and 48 of 80).
    assert wilson(81, 263) == pytest.approx((25.53, 36.62), abs=0.01)
    assert newcombe(56, 70, 48, 80) == pytest.approx((5.24, 33.39), abs=0.01)
    assert newcombe(9, 10, 3, 10) == pytest.approx((17.05, 80.90), abs=0.01)
    assert wilson(0, 20)[0] == 0.0
    assert wilson(20, 20)[1] == 100.0
    low, high = paired(6, 1, 40)
    assert low < 100 * 5 / 40 < high
    for wrong in ((0, 0), (3, 2)):
        with pytest.raises(ValueError, match="is no share"):
            wilson(*wrong)
    with pytest.raises(ValueError, match="are no counts"):
        paired(30, 20, 40)


def test_intervals_of_differences_hold_as_often_as_they_say() -> None:
    chance = np.random.default_rng(11)
    held = 0
    for one, other in zip(chance.binomial(22, 0.55, 2000), chance.binomial(320, 0.4, 2000), strict=True):
        low, high = newcombe(int(one), 22, int(other), 320)
        held += low <= 15 <= high
    assert 0.94 <= held / 2000 <= 0.965


def test_a_change_on_the_same_units() -> None:
    one = paired_shares("plan", [1] * 6 + [-1] + [0] * 33)
    assert (one.effect, one.units, one.p_value) == (12.5, 40, mcnemar(6, 1))
    with pytest.raises(ValueError, match="no units"):
        paired_shares("plan", [])


def test_one_group_alone_has_nobody_to_be_compared_with() -> None:
    (only,) = against_the_rest({"a": True, "b": False}, {"a": "x", "b": "x"})
    assert (only.p_value, only.reason) == (None, "there are no other units")


def test_signs_turned_every_way_and_by_chance_agree() -> None:
    few = [1.0, 2.0, 3.0, -0.5]
    assert sign_flip(few, seed=1) == pytest.approx(4 / 16)
    assert sign_flip([], seed=1) == sign_flip([0.0, 0.0], seed=1) == 1.0
    many = [0.3] * 20 + [-0.2] * 3
    assert sign_flip(many, seed=1) == sign_flip(many, seed=1) <= 2 * (1 / (WAYS + 1)) * 10
    assert sign_flip([1.0, -1.0] * 10, seed=3) > 0.5


@pytest.mark.parametrize("counts", [(5, 4, 1, 9), (-1, 4, 1, 9), (1, 4, 10, 9)])
def test_counts_that_are_none_are_refused(counts: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="are no counts"):
        fisher(*counts)
    with pytest.raises(ValueError, match="are no counts"):
        mcnemar(-1, 2)


def test_where_no_other_table_is_possible_nothing_is_told() -> None:
    assert fisher(0, 5, 0, 9) == fisher(5, 5, 9, 9) == fisher(0, 0, 3, 9) == mcnemar(0, 0) == 1.0


COUNTS = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda of: (min(of), max(of)))


@given(one=COUNTS, other=COUNTS)
def test_the_order_of_groups_and_of_yes_and_no_does_not_matter(one: tuple[int, int], other: tuple[int, int]) -> None:
    (yes, n), (others, m) = one, other
    p_value = fisher(yes, n, others, m)
    assert 0 < p_value <= fisher(yes, n, others, m, exact=True) <= 1
    assert fisher(others, m, yes, n) == pytest.approx(p_value)
    assert fisher(n - yes, n, m - others, m) == pytest.approx(p_value)


@given(p_values=st.lists(st.floats(0, 1, allow_nan=False), max_size=12))
def test_adjusting_raises_and_keeps_the_order(p_values: list[float]) -> None:
    adjusted = holm(p_values)
    assert all(before <= after <= 1 for before, after in zip(p_values, adjusted, strict=True))
    pairs = sorted(zip(p_values, adjusted, strict=True))
    assert [after for _, after in pairs] == sorted(adjusted)
