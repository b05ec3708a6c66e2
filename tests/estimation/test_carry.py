import polars as pl

from kartlegg.estimation.carry import carry_forward

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
