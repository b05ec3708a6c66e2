"""How often tests call noise an effect, and intervals hold the truth: `python -m benchmarks.simulation`.

A made-up country of 372 units, of whom chance lets 348 answer. Prints the tables of docs/method/simulation.md; the
same seed gives the same tables. `--draws N` makes it shorter or longer.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import inf, sqrt
from typing import NamedTuple

import narwhals as nw
import numpy as np
import polars as pl
from rich.console import Console
from rich.progress import track

from kartlegg.estimation.inference.exact_tests import fisher, mcnemar
from kartlegg.estimation.inference.groups import against_the_rest, with_control
from kartlegg.estimation.inference.paired import sign_flip
from kartlegg.estimation.intervals import Interval, interval, share_change_interval, share_interval
from kartlegg.estimation.matched import estimate_change_of_ratios, estimate_change_of_totals
from kartlegg.estimation.strata import Design
from kartlegg.estimation.variance import estimate_means, estimate_ratios, estimate_totals

SEED, LEVEL = 4, 0.05
SHARES = (0.05, 0.1, 0.2, 0.35, 0.5)
UNITS, SILENT, SILENT_BEFORE = 372, 24, 32
SIZES = {  # of a group of municipalities: how many, and least and most inhabitants
    "1": (77, 500, 2_000),
    "2": (97, 2_000, 5_000),
    "3": (70, 5_000, 10_000),
    "4": (50, 10_000, 20_000),
    "5": (43, 20_000, 50_000),
    "6": (13, 50_000, 100_000),
    "7": (5, 100_000, 290_000),
    "8": (17, 25_000, 60_000),
}
COUNTIES = (17, 23, 24, 15, 26, 51, 46, 25, 43, 63, 39)
"""Units in a county. The first, a city in parts, is the whole of size group 8 as well."""


class Rate(NamedTuple):
    """How many of so many times something was so."""

    hits: int
    of: int

    @property
    def percent(self) -> float:
        return 100 * self.hits / self.of if self.of else float("nan")

    def __str__(self) -> str:
        return f"{self.percent:.1f}"


Called = tuple[str, list[bool]]
"""A test, and whether it called noise significant each time."""

Held = tuple[str, Interval | None, float]
"""What is estimated, its interval, and the truth."""


def country() -> tuple[np.ndarray, np.ndarray]:
    """Return size group and county of every unit; other than the city's, counties are dealt out by chance."""
    sizes = np.repeat(list(SIZES), [number for number, _, _ in SIZES.values()])
    dealt = np.random.default_rng(SEED).permutation(np.repeat(np.arange(1, len(COUNTIES)), COUNTIES[1:]))
    return sizes, np.array([f"c{county:02}" for county in (*dealt, *([0] * COUNTIES[0]))])


def answering(chance: np.random.Generator, silent: int = SILENT) -> np.ndarray:
    """Return whether each unit answers; which `silent` ones do not is chance alone."""
    answers = np.ones(UNITS, dtype=bool)
    answers[chance.permutation(UNITS)[:silent]] = False
    return answers


def false_positives(
    draws: int, shares: Sequence[float] = SHARES, *, quiet: bool = False
) -> dict[tuple[str, float], Rate]:
    """Return, by test and by share of yes, how often noise is significant: no county or year differs in truth."""
    sizes, counties = country()
    codes = [f"u{number:03}" for number in range(UNITS)]
    control, groups = dict(zip(codes, sizes, strict=True)), dict(zip(codes, counties, strict=True))
    found: dict[tuple[str, float], list[bool]] = defaultdict(list)
    for share in shares:
        chance = np.random.default_rng([SEED, round(1000 * share)])
        for _ in told(draws, f"tests at {share:.0%}", quiet):
            every, here = chance.random(UNITS) < share, answering(chance)
            yes = {code: bool(answer) for code, answer, at in zip(codes, every, here, strict=True) if at}
            for test, hits in (
                *default_tests(yes, groups, control),
                *paired_tests(chance, share),
                *exact_tests(yes, groups),
                *fpc_tests(every, here, counties),
            ):
                found[test, share] += hits
    return {key: Rate(sum(hits), len(hits)) for key, hits in found.items()}


def default_tests(yes: dict[str, bool], groups: dict[str, str], control: dict[str, str]) -> Iterator[Called]:
    """Yield each county against the rest, plainly and with size held equal, and their families."""
    for one, family, found in (
        ("each county against the rest", "any of the counties, Holm", against_the_rest(yes, groups)),
        ("each county, size held equal", "any, size held equal, Holm", with_control(yes, groups, control)),
    ):
        yield one, [county.p_value < LEVEL for county in found if county.p_value is not None]
        yield family, [any(county.significant for county in found)]


def exact_tests(yes: dict[str, bool], groups: dict[str, str]) -> Iterator[Called]:
    """Yield each county against the rest by the exact test that counts equally likely tables in full."""
    hits = []
    for county in sorted(set(groups.values())):
        inside = [answer for unit, answer in yes.items() if groups[unit] == county]
        others = sum(yes.values()) - sum(inside), len(yes) - len(inside)
        hits.append(fisher(sum(inside), len(inside), *others, exact=True) < LEVEL)
    yield "Fisher's exact test in full", hits


def fpc_tests(every: np.ndarray, here: np.ndarray, counties: np.ndarray) -> Iterator[Called]:
    """Yield the wrong way: the difference over its standard error with finite population correction."""
    full = np.ones(UNITS, dtype=bool)
    for name, units in (("wrong: with fpc", here), ("wrong: with fpc, all units answering", full)):
        yield name, [z_of_shares(every, units, counties == county) > 1.959964 for county in np.unique(counties)]


def z_of_shares(every: np.ndarray, here: np.ndarray, inside: np.ndarray) -> float:
    """Return the difference of the county's share and that of the rest over its error with fpc."""
    difference, variance = 0.0, 0.0
    for sign, group in ((1, inside), (-1, ~inside)):
        answers = every[group & here]
        difference += sign * answers.mean()
        variance += (1 - len(answers) / group.sum()) * answers.var(ddof=1) / len(answers)
    if variance == 0:
        return inf if difference else 0.0
    return abs(difference) / sqrt(variance)


def paired_tests(chance: np.random.Generator, share: float) -> Iterator[Called]:
    """Yield the tests between two years: a share of the units moves, up or down by the toss of a coin."""
    moved = np.flatnonzero(chance.random(UNITS - SILENT) < share)
    up = int((chance.random(len(moved)) < 0.5).sum())
    yield "a share in two years", [mcnemar(up, len(moved) - up) < LEVEL]
    steps = np.round(2 * chance.normal(0, 1, len(moved)) * chance.lognormal(0, 1, len(moved))) / 2
    yield "numbers in two years", [sign_flip(steps.tolist(), seed=SEED) < LEVEL]


def coverage(draws: int, shares: Sequence[float] = SHARES, *, quiet: bool = False) -> dict[str, Rate]:
    """Return, by estimate, how often the 95 per cent interval held the truth; a new country in every draw."""
    design = Design("stratum", {size: number for size, (number, _, _) in SIZES.items()})
    chance = np.random.default_rng(SEED)
    found: dict[str, list[bool]] = defaultdict(list)
    for _ in told(draws, "intervals", quiet):
        years = two_years(chance, shares)
        samples = [
            year.filter(answering(chance, silent))
            for year, silent in zip(years, (SILENT, SILENT_BEFORE), strict=True)
        ]
        for name, limits, truth in (
            *of_one_year(samples[0], years[0], design, shares),
            *of_change(samples, years, design, shares),
            *of_counties(samples[0], years[0], design, shares[-1]),
        ):
            if limits is not None:
                found[name].append(limits.low - 1e-9 <= truth <= limits.high + 1e-9)
    return {name: Rate(sum(hits), len(hits)) for name, hits in found.items()}


def two_years(chance: np.random.Generator, shares: Sequence[float]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return two years of a made-up country: unit, stratum, county, fte, inhabitants, and 0 or 100 for each share."""
    bounds = np.repeat([(low, high) for _, low, high in SIZES.values()], [n for n, _, _ in SIZES.values()], axis=0)
    inhabitants = np.exp(chance.uniform(*np.log(bounds).T))
    fte = inhabitants * 0.003 * chance.lognormal(0, 0.35, UNITS)
    stratum = np.repeat(list(SIZES), [number for number, _, _ in SIZES.values()])
    columns = {"unit": [f"u{number:03}" for number in range(UNITS)], "stratum": stratum, "county": country()[1]}
    units = pl.DataFrame(columns)
    years = []
    answers = {named(share): chance.random(UNITS) < share for share in shares}
    for figures in (fte, fte * chance.lognormal(-0.02, 0.1, UNITS)):
        yes = [pl.Series(name, 100.0 * answer) for name, answer in answers.items()]
        years.append(units.with_columns(fte=figures, inhabitants=inhabitants).with_columns(yes))
        again = chance.random(UNITS) < 0.8  # the others answer last year as if nobody had asked them this year
        answers = {
            named(share): np.where(again, answers[named(share)], chance.random(UNITS) < share) for share in shares
        }
    return years[0], years[1]


def named(share: float) -> str:
    return f"yes_{share}"


def of_one_year(sample: pl.DataFrame, every: pl.DataFrame, design: Design, shares: Sequence[float]) -> Iterator[Held]:
    frame = nw.from_native(sample.lazy())
    (total,) = estimate_totals(frame, design, "fte")
    yield "total of FTE", interval(total), every["fte"].sum()
    (rate,) = estimate_ratios(frame, design, "fte", "inhabitants")
    yield "FTE per inhabitant", interval(rate), every["fte"].sum() / every["inhabitants"].sum()
    for share in shares:
        (mean,) = estimate_means(frame, design, named(share))
        yield f"share of {share:.0%}", share_interval(mean), every[named(share)].mean()


def of_counties(sample: pl.DataFrame, every: pl.DataFrame, design: Design, share: float) -> Iterator[Held]:
    frame = nw.from_native(sample.lazy())
    truth = every.group_by("county").agg(pl.col("fte").sum(), pl.col(named(share)).mean())
    truths = {county: row for county, *row in truth.iter_rows()}
    for total in estimate_totals(frame, design, "fte", ["county"]):
        yield "a county's total of FTE", interval(total), truths[total.domain[0]][0]
    for mean in estimate_means(frame, design, named(share), ["county"]):
        yield f"a county's share of {share:.0%}", share_interval(mean), truths[mean.domain[0]][1]


def of_change(
    samples: Sequence[pl.DataFrame], years: Sequence[pl.DataFrame], design: Design, shares: Sequence[float]
) -> Iterator[Held]:
    this, last = (nw.from_native(sample.lazy()) for sample in samples)
    (now, before) = (year["fte"].sum() for year in years)
    (change,) = estimate_change_of_totals(this, last, design, "fte")
    yield "change of the total", interval(change.absolute), now - before
    yield "change of the total, per cent", interval(change.percent), 100 * (now / before - 1)
    for share in shares:
        (moved,) = estimate_change_of_ratios(this, last, design, named(share))
        yield (
            f"change of a share of {share:.0%}",
            share_change_interval(moved.absolute),
            years[0][named(share)].mean() - years[1][named(share)].mean(),
        )


def told(draws: int, what: str, quiet: bool) -> Iterator[int]:
    """Yield the numbers of the draws and show how far they have come."""
    yield from track(range(draws), what, console=Console(file=sys.stderr), disable=quiet)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both tables as Markdown."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.simulation", description=__doc__)
    parser.add_argument("--draws", type=int, default=1000, help="draws for tests; intervals get twelve times as many")
    draws = parser.parse_args(arguments).draws
    print_tests(false_positives(draws))
    print_intervals(coverage(12 * draws))
    return 0


def print_tests(found: dict[tuple[str, float], Rate]) -> None:
    print("| test | all | " + " | ".join(f"{share:.0%} yes" for share in SHARES) + " |")
    print("|---|" + "---:|" * (1 + len(SHARES)))
    for test in dict.fromkeys(test for test, _ in found):
        rates = [found[test, share] for share in SHARES]
        whole = Rate(sum(rate.hits for rate in rates), sum(rate.of for rate in rates))
        print(f"| {test} | {whole} | " + " | ".join(map(str, rates)) + " |", flush=True)


def print_intervals(found: dict[str, Rate]) -> None:
    print("\n| interval of | holds the truth |\n|---|---:|")
    for name, rate in found.items():
        print(f"| {name} | {rate} |")


if __name__ == "__main__":
    sys.exit(main())
