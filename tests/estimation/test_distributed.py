import polars as pl

from kartlegg.estimation.distributed import Distribution, keep_distributed

VALUES = pl.DataFrame(
    [
        ("fits", "all", 5.0, "reported"),
        ("fits", "one", 3.0, "reported"),
        ("fits", "two", 2.9, "reported"),
        ("edge", "all", 1.1, "reported"),
        ("edge", "one", 0.1, "reported"),
        ("off", "all", 9.0, "reported"),
        ("off", "two", 2.0, "reported"),
        ("blank", "all", 4.0, "reported"),
        ("lost", "one", 4.0, "reported"),
    ],
    schema=["unit", "variable", "value", "flag"],
    orient="row",
)


def test_only_distributions_that_add_up_are_kept(lazy, rows):
    kept = rows(keep_distributed(lazy(VALUES), [Distribution(("one", "two"), "all", tolerance=1)]))
    assert [row[:2] for row in kept] == [
        ("blank", "all"),
        ("edge", "all"),
        ("edge", "one"),  # off by exactly the tolerance, whatever the binary fractions say
        ("fits", "all"),
        ("fits", "one"),
        ("fits", "two"),
        ("off", "all"),
    ]
