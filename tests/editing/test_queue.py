"""The queue begins with what may move a published total most, and says what is left behind each place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartlegg.editing.hits import Hit
from kartlegg.editing.messages import Told
from kartlegg.editing.queue import Totals, queue, suspicion
from kartlegg.editing.spec import Severity

TOTALS = Totals(
    {"a": (("country", "all"), ("county", "hills")), "b": (("country", "all"), ("county", "coast"))},
    {("home", "country", "all"): 1000, ("home", "county", "hills"): 100, ("home", "county", "coast"): 900},
)


def hit(unit: str, value: float | None, expected: float | None, check: str = "odd", level: str = "soft") -> Hit:
    words = Told("", "", "")
    limits = (None, None) if value is None else (5.0, 20.0)
    return Hit(unit, check, Severity(level), "outlier", "q", ("home",), words, value, *limits, expected, "home")


def test_the_score_is_suspicion_times_effect_in_the_smallest_total() -> None:
    (one,) = queue([hit("a", 60, 10)], TOTALS)
    assert suspicion(one.hit) == pytest.approx(40 / 55)
    assert one.hit.score == pytest.approx(40 / 55 * 50 / 100)
    assert one.remaining == 0


def test_the_order_and_what_is_left() -> None:
    found = queue([hit("b", 60, 10), hit("a", 60, 10), hit("a", None, None, "sum", "hard")], TOTALS)
    assert [(one.hit.unit, one.hit.check) for one in found] == [("a", "odd"), ("b", "odd"), ("a", "sum")]
    assert [one.remaining for one in found] == pytest.approx([40 / 55 * 50 / 900, 0, 0])


def test_a_figure_with_two_hits_counts_once() -> None:
    found = queue([hit("b", 60, 10), hit("b", 60, 20, "more"), hit("a", 60, 10)], TOTALS)
    assert found[0].remaining == pytest.approx(40 / 55 * 50 / 900)


def test_figures_of_one_total_add_up() -> None:
    both = queue([hit("a", 60, 10), hit("b", 60, 10), hit("a", 60, 59, "small")], TOTALS)
    country = 40 / 55 * 50 / 1000
    assert both[0].remaining == pytest.approx(max(40 / 55 * 50 / 900, country + 40 / 55 * 1 / 1000))


numbers = st.one_of(st.none(), st.floats(0, 1e6))


@given(st.lists(st.tuples(st.sampled_from("abc"), numbers, numbers, st.sampled_from(("hard", "soft", "note")))))
def test_scores_and_what_is_left_fall(rows: list[tuple[str, float | None, float | None, str]]) -> None:
    found = queue([hit(unit, value, expected, level=level) for unit, value, expected, level in rows], TOTALS)
    scores = [one.hit.score for one in found]
    left = [one.remaining for one in found]
    assert scores == sorted(scores, reverse=True)
    assert left == sorted(left, reverse=True)
    assert left[-1:] in ([], [0.0])
