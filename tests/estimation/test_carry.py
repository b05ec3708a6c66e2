import narwhals as nw
import numpy as np
import polars as pl
import pytest

from kartlegg.estimation.carry import carried_totals, carry_forward

REPLIES = pl.DataFrame(
    {
        "unit": ["a", "a", "b", "d"],
        "variable": ["home", "work", "home", "home"],
        "value": [1.0, None, 0.0, 7.0],
        "origin": ["reported", "reported", "imported", "by_phone"],
    }
)
LAST = pl.DataFrame(
    {
        "unit": ["a", "c", "c", "c", "d", "gone"],
        "variable": ["work", "home", "work", "other", "home", "home"],
        "value": [9.0, 3.0, 0.0, None, 6.0, 5.0],
    }
)
UNITS = pl.DataFrame({"unit": ["a", "b", "c", "d"], "status": ["partial", "complete", "none", "none"]})


def test_only_units_without_a_reply_are_carried(lazy, rows):
    assert rows(carry_forward(lazy(REPLIES), lazy(LAST), lazy(UNITS))) == [
        ("a", "home", 1.0, "reported"),  # replied in part: the gap stays a gap
        ("b", "home", 0.0, "imported"),  # a reply of 0 is a reply
        ("c", "home", 3.0, "carried"),
        ("c", "work", 0.0, "carried"),
        ("d", "home", 7.0, "by_phone"),  # never both this round's figure and last round's
    ]


def test_nothing_to_carry(lazy, rows):
    assert rows(carry_forward(lazy(REPLIES), lazy(LAST.head(0)), lazy(UNITS)))[-1] == ("d", "home", 7.0, "by_phone")


def test_nobody_replied(lazy, rows):
    values = rows(carry_forward(lazy(REPLIES.head(0)), lazy(LAST), lazy(UNITS)))
    assert values == [("c", "home", 3.0, "carried"), ("c", "work", 0.0, "carried"), ("d", "home", 6.0, "carried")]


# Eleven units that reported both rounds. R: summary(lm(I(y - x) ~ 0))$sigma is 1.469385, sum(y) / sum(x) 1.043189.
THEN = [10.0, 9.5, 12.0, 21.0, 8.0, 27.0, 7.0, 12.0, 15.0, 26.0, 3.0]
NOW = [11.0, 9.0, 14.0, 20.5, 8.0, 30.0, 6.0, 12.0, 17.5, 25.0, 4.0]


def round_of(now, then, silent, *, confirmed=(), group="a"):
    """Values, last round and places of one variable; `silent` and `confirmed` are figures of further units."""
    units = [f"{group}{number}" for number in range(len(now) + len(silent) + len(confirmed))]
    flags = ["reported"] * len(now) + ["carried"] * len(silent) + ["confirmed"] * len(confirmed)
    values = {"unit": units, "variable": "home", "value": [*now, *silent, *confirmed], "flag": flags}
    last = {"unit": units, "variable": "home", "value": [*then, *silent, *confirmed]}
    places = {"unit": units, "size": [group] * len(units)}
    return [pl.DataFrame(frame, strict=False) for frame in (values, last, places)]


def test_the_error_is_that_of_the_units_that_reported_both_rounds(lazy):
    frames = round_of(NOW, THEN, [5.0, 8.0], confirmed=[4.0, 6.0, 7.0])
    (total,) = carried_totals(*map(lazy, frames), "size")
    assert (total.variable, total.value, total.carried, total.units, total.told) == ("home", 187.0, 13.0, 2, 11)
    assert total.standard_error == pytest.approx(2**0.5 * 1.469385, rel=1e-6)
    assert total.by_ratio == pytest.approx(174 + 13 * 1.043189, rel=1e-6)


def test_a_small_group_borrows_from_all_and_a_group_without_silence_adds_nothing(lazy):
    small, large = round_of([6.0], [5.0], [2.0], group="b"), round_of(NOW, THEN, [])
    (total,) = carried_totals(*(lazy(pl.concat(pair)) for pair in zip(small, large, strict=True)), "size")
    squares = [(this - last) ** 2 for this, last in zip([6.0, *NOW], [5.0, *THEN], strict=True)]
    assert total.standard_error == pytest.approx((sum(squares) / 12) ** 0.5)
    assert total.by_ratio == pytest.approx(total.value - 2 + 2 * sum([6.0, *NOW]) / sum([5.0, *THEN]))


def test_what_nobody_tells_is_not_known_and_what_is_not_carried_has_no_error(lazy):
    (total,) = carried_totals(*map(lazy, round_of([], [], [2.0], confirmed=[1.0])), "size")
    assert (total.value, total.told, total.standard_error, total.by_ratio) == (3.0, 0, None, None)
    (total,) = carried_totals(*map(lazy, round_of(NOW, THEN, [])), "size")
    assert (total.standard_error, total.by_ratio) == (0.0, total.value)


def test_the_error_is_as_large_as_what_carrying_is_off_by():
    chance = np.random.default_rng(4)
    then = chance.uniform(2, 40, 300)
    now = then + chance.normal(0, 2, 300)
    inside = 0
    for _ in range(200):
        silent = np.isin(np.arange(300), chance.choice(300, 20, replace=False))
        frames = round_of(now[~silent], then[~silent], then[silent])
        (total,) = carried_totals(*(nw.from_native(frame.lazy()) for frame in frames), "size")
        inside += abs(total.value - now.sum()) <= 1.96 * total.standard_error
    assert 180 <= inside <= 199  # of 200 intervals at 95 per cent
