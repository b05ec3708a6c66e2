"""A made-up stratified sample of any size, the same every time."""

from functools import cache

import numpy as np
import polars as pl

STRATA, DOMAINS, SAMPLED_OF = 50, 20, 3


@cache
def largest(rows: int) -> pl.DataFrame:
    """Return `rows` sampled units: stratum and domain (text), x (inhabitants) and y (about a thousandth of x)."""
    draw = np.random.default_rng(248)
    strata = pl.Series([f"s{number:02}" for number in range(STRATA)])
    domains = pl.Series([f"{number:02}" for number in range(DOMAINS)])
    x = draw.gamma(2.0, 5000.0, rows)
    return pl.DataFrame(
        {
            "stratum": strata.gather(draw.integers(0, STRATA, rows)),
            "domain": domains.gather(draw.integers(0, DOMAINS, rows)),
            "x": x,
            "y": x * draw.gamma(4.0, 0.00025, rows),
        }
    )


def population(sample: pl.DataFrame) -> dict[str, int]:
    """Return a population `SAMPLED_OF` times the sample in every stratum."""
    return {stratum: SAMPLED_OF * number for stratum, number in sample.group_by("stratum").len().iter_rows()}
