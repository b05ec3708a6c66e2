"""How time grows from a hundred thousand to ten million rows."""

import math
import time
from collections.abc import Iterator

import polars as pl
from benchmarks.figure import Figure
from benchmarks.grouped_ratios import by_kartlegg
from benchmarks.sample import largest, population

SIZES = (100_000, 1_000_000, 10_000_000)
REPEATS, LIMIT = 3, 1.1


def figures() -> Iterator[Figure]:
    everything = largest(max(SIZES))
    seconds = [best(everything.head(rows)) for rows in SIZES]
    exponent = slope([math.log(rows) for rows in SIZES], [math.log(second) for second in seconds])
    told = ", ".join(f"{second:.4f} s" for second in seconds)
    against = f"linear growth, 1; {' / '.join(f'{rows:.0e}' for rows in SIZES)} rows took {told}"
    yield Figure("growth", exponent, "exponent", against, exponent, exponent <= LIMIT)


def best(sample: pl.DataFrame) -> float:
    sizes = population(sample)
    taken = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        by_kartlegg(sample, sizes)
        taken.append(time.perf_counter() - start)
    return min(taken)


def slope(x: list[float], y: list[float]) -> float:
    """Return the slope of the straight line of least squares."""
    middle_x, middle_y = sum(x) / len(x), sum(y) / len(y)
    above = sum((one - middle_x) * (other - middle_y) for one, other in zip(x, y, strict=True))
    return above / sum((one - middle_x) ** 2 for one in x)
