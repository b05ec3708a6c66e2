"""A short run of docs/method/simulation.md: what it tells of tests and intervals, within what chance allows."""

from math import sqrt

import pytest
from benchmarks.simulation import Rate, coverage, false_positives

SHARE = 0.35
DRAWS = 120


@pytest.fixture(scope="module")
def significant() -> dict[str, Rate]:
    return {test: rate for (test, _), rate in false_positives(DRAWS, [SHARE], quiet=True).items()}


def assert_between(rate: Rate, low: float, high: float) -> None:
    """Refuse a rate in per cent that lies further from the limits than three standard errors of chance."""
    chance = 300 * sqrt(0.05 * 0.95 / rate.of)
    assert low - chance <= rate.percent <= high + chance, rate


@pytest.mark.parametrize(
    "test",
    [
        "each county against the rest",
        "each county, size held equal",
        "any of the counties, Holm",
        "any, size held equal, Holm",
        "a share in two years",
        "numbers in two years",
    ],
)
def test_noise_is_significant_in_four_to_six_of_a_hundred(significant: dict[str, Rate], test: str) -> None:
    assert_between(significant[test], 4, 6)


def test_an_exact_test_in_full_stays_below_and_one_with_fpc_goes_far_above(significant: dict[str, Rate]) -> None:
    assert significant["Fisher's exact test in full"].percent < significant["each county against the rest"].percent
    assert significant["wrong: with fpc"].percent > 50
    assert significant["wrong: with fpc, all units answering"].percent > 99


def test_intervals_hold_the_truth_in_94_to_96_of_a_hundred() -> None:
    found = coverage(DRAWS, [SHARE], quiet=True)
    assert found.pop("a county's total of FTE").percent < 94  # the page warns of it
    assert len(found) == 7
    for rate in found.values():
        assert_between(rate, 94, 96)


def test_the_same_seed_draws_the_same() -> None:
    assert coverage(2, [SHARE], quiet=True) == coverage(2, [SHARE], quiet=True)
    assert false_positives(2, [SHARE], quiet=True) == false_positives(2, [SHARE], quiet=True)
