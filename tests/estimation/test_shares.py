import math

import narwhals as nw
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from kartlegg.estimation.shares import answer_shares, share_of_all_groups, share_of_whole

TOTALS = pl.DataFrame(
    {
        "group": ["x", "x", "x", "y", "y", "z"],
        "variable": ["home", "work", "adults", "home", "adults", "home"],
        "value": [3.0, 1.0, 4.0, 0.0, 0.0, 1.0],
    }
)


def test_share_of_whole(lazy, rows):
    assert rows(share_of_whole(lazy(TOTALS), {"home": "adults", "work": "adults"})) == [
        ("x", "home", 75.0, 4.0),
        ("x", "work", 25.0, 4.0),
        ("y", "home", None, 0.0),  # a share of nothing is not 0
        ("z", "home", None, None),
    ]


def test_share_of_all_groups(lazy, rows):
    homes = TOTALS.filter(pl.col("variable") == "home")
    assert rows(share_of_all_groups(lazy(homes))) == [
        ("x", "home", 75.0, 4.0),
        ("y", "home", 0.0, 4.0),
        ("z", "home", 25.0, 4.0),
    ]
    nothing = homes.filter(pl.col("group") == "y")
    assert rows(share_of_all_groups(lazy(nothing))) == [("y", "home", None, 0.0)]


ANSWERS = pl.DataFrame(
    {
        "unit": ["a", "b", "c", "d", "e", "f"],
        "variable": ["plan"] * 6,
        "option": ["yes", "no", "yes", "unknown", None, "yes"],
    }
)
PLACES = pl.DataFrame({"unit": ["a", "b", "c", "d", "e"], "size": ["big", "big", "big", "big", "small"]})


def test_answers_with_their_base(lazy, rows):
    assert rows(answer_shares(lazy(ANSWERS), lazy(PLACES), "size")) == [
        ("big", "plan", "no", 25.0, 1, 4),
        ("big", "plan", "unknown", 25.0, 1, 4),
        ("big", "plan", "yes", 50.0, 2, 4),
        (None, "plan", "yes", 100.0, 1, 1),
    ]


def test_do_not_know_left_out_of_the_base(lazy, rows):
    known = rows(answer_shares(lazy(ANSWERS), lazy(PLACES), "size", leave_out=["unknown"]))
    assert known[0] == ("big", "plan", "no", 100 / 3, 1, 3)


@given(st.lists(st.tuples(st.sampled_from("xy"), st.sampled_from(["1", "2", "3", None])), min_size=1))
def test_shares_of_a_group_add_up_to_a_hundred(drawn):
    units = [str(number) for number in range(len(drawn))]
    options = pl.Series([option for _, option in drawn], dtype=pl.String)
    answers = nw.from_native(pl.LazyFrame({"unit": units, "variable": "v", "option": options}))
    places = nw.from_native(pl.LazyFrame({"unit": units, "by": [group for group, _ in drawn]}))
    found = answer_shares(answers, places, "by").collect("polars").rows(named=True)
    for group in {group for group, option in drawn if option is not None}:
        mine = [row for row in found if row["group"] == group]
        assert math.isclose(sum(row["value"] for row in mine), 100)
        assert {row["base"] for row in mine} == {sum(row["units"] for row in mine)}
