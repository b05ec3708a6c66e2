"""Grouped ratios with standard errors on a million rows: against R survey and against Polars written by hand."""

import math
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import narwhals as nw
import polars as pl
from benchmarks.figure import Figure, Skipped
from benchmarks.sample import largest, population

from kartlegg.estimation.strata import Design
from kartlegg.estimation.variance import estimate_ratios

ROWS, REPEATS = 1_000_000, 15
TIMES_FASTER_THAN_R, TIMES_POLARS, SAME = 50, 1.5, 1e-9
Ratios = list[tuple[str, float | None, float | None]]


def figures() -> Iterator[Figure | Skipped]:
    sample = largest(ROWS)
    sizes = population(sample)
    ours, theirs = interleaved(lambda: by_kartlegg(sample, sizes), lambda: by_hand(sample, sizes))
    mine = by_kartlegg(sample, sizes)
    same = equal(mine, by_hand(sample, sizes))
    ratio = ours / theirs
    against = f"Polars {pl.__version__} by hand, {theirs:.4f} s"
    yield Figure("grouped_ratios_polars", ours, "s", against, ratio, same and ratio <= TIMES_POLARS)
    yield against_r(sample, sizes, ours, mine)


def by_kartlegg(sample: pl.DataFrame, sizes: dict[str, int]) -> Ratios:
    found = estimate_ratios(nw.from_native(sample.lazy()), Design("stratum", sizes), "y", "x", ["domain"])
    return [(estimate.domain[0], estimate.value, estimate.standard_error) for estimate in found]


def by_hand(sample: pl.DataFrame, sizes: dict[str, int]) -> Ratios:
    """Work out the same in one Polars query, as someone would who needs this one table and nothing else."""
    x, y, sampled, size, ratio = (pl.col(name) for name in ("x", "y", "n", "size", "ratio"))
    strata = pl.LazyFrame({"stratum": list(sizes), "size": list(sizes.values())})
    cells = (
        sample.lazy()
        .group_by("domain", "stratum")
        .agg(x.sum(), y.sum(), pl.len(), xx=(x * x).sum(), xy=(x * y).sum(), yy=(y * y).sum())
        .join(strata, on="stratum")
        .with_columns(n=pl.col("len").sum().over("stratum"))
        .with_columns(
            above=(size / sampled * y).sum().over("domain"), below=(size / sampled * x).sum().over("domain")
        )
        .with_columns(ratio=pl.col("above") / pl.col("below"))
    )
    squares = pl.col("yy") - 2 * ratio * pl.col("xy") + ratio**2 * pl.col("xx") - (y - ratio * x) ** 2 / sampled
    spread = size * (size - sampled) / sampled * squares / (sampled - 1) / pl.col("below") ** 2
    return cells.group_by("domain").agg(ratio.first(), error=spread.sum().sqrt()).sort("domain").collect().rows()


def against_r(sample: pl.DataFrame, sizes: dict[str, int], ours: float, mine: Ratios) -> Figure | Skipped:
    name, script = "grouped_ratios_r", shutil.which("Rscript")
    if (
        script is None
        or subprocess.run([script, "-e", "library(survey)"], capture_output=True, check=False).returncode
    ):
        return Skipped(
            name, "R with the package survey is missing: install r-cran-survey (Debian) to compare with it"
        )
    with tempfile.TemporaryDirectory() as folder:
        data, golden = Path(folder, "sample.csv"), Path(folder, "golden.csv")
        with_sizes = sample.with_columns(population=pl.col("stratum").replace_strict(sizes))
        with_sizes.select("stratum", "domain", "population", "x", "y").write_csv(data)
        command = [script, str(Path(__file__).with_name("ratios.R")), str(data), str(golden)]
        said = subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()
        types = {"domain": pl.String, "value": pl.Float64, "error": pl.Float64}
        same = equal(mine, pl.read_csv(golden, schema_overrides=types).rows())
    version, seconds = said[0], float(said[1])
    ratio = seconds / ours
    against = f"R survey {version}, {seconds:.1f} s"
    return Figure(name, ours, "s", against, ratio, same and ratio >= TIMES_FASTER_THAN_R)


def interleaved(*runs: Callable[[], object]) -> list[float]:
    """Return the median seconds of each of `runs`, taken in turns so that a busy machine slows them alike."""
    seconds: list[list[float]] = [[] for _ in runs]
    for _ in range(REPEATS):
        for run, taken in zip(runs, seconds, strict=True):
            start = time.perf_counter()
            run()
            taken.append(time.perf_counter() - start)
    return [sorted(taken)[REPEATS // 2] for taken in seconds]


def equal(mine: Iterable[tuple[object, ...]], theirs: Iterable[tuple[object, ...]]) -> bool:
    """Return whether the rows are the same, numbers to nine digits."""
    return all(
        len(left) == len(right) and all(map(_same, left, right)) for left, right in zip(mine, theirs, strict=True)
    )


def _same(left: object, right: object) -> bool:
    if isinstance(left, float) and isinstance(right, float):
        return math.isclose(left, right, rel_tol=SAME)
    return left == right
