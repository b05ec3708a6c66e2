"""The same tables of the same made-up country on every engine."""

import importlib.util
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import narwhals as nw
import polars as pl
from benchmarks.figure import Figure, Skipped
from benchmarks.grouped_ratios import equal

from kartlegg.estimation.carry import carry_forward
from kartlegg.estimation.change import change_without_unreal
from kartlegg.estimation.rates import mean_of_ratios, ratio_of_sums
from kartlegg.estimation.shares import answer_shares, share_of_all_groups, share_of_whole
from kartlegg.estimation.sums import add_sums, sum_by

UNITS, VARIABLES = 375, [f"v{number}" for number in range(8)]
LAZY = Callable[[pl.DataFrame], Any]


def figures() -> Iterator[Figure | Skipped]:
    golden = tables(lambda frame: nw.from_native(frame.lazy()))
    for engine, missing, opened in (("duckdb", no_duckdb(), duckdb), ("pyspark", no_spark(), spark)):
        name = f"engine_{engine}"
        if missing:
            yield Skipped(name, missing)
            continue
        with opened() as lazy:
            found = tables(lazy)
        same = sum(equal(golden[table], found[table]) for table in golden)
        against = f"Polars {pl.__version__}, {len(golden)} tables"
        yield Figure(name, same, "equal tables", against, same / len(golden), same == len(golden))


def country() -> dict[str, pl.DataFrame]:
    """Return made-up frames: replies, last_round, units, places, answers."""
    draw = random.Random(248)  # noqa: S311 - made-up figures, not secrets
    units = [f"{number:04}" for number in range(UNITS)]
    keys = [(unit, variable) for unit in units for variable in VARIABLES]
    amounts = [None if draw.random() < 0.05 else round(draw.expovariate(0.1), 1) for _ in keys]
    silent = set(draw.sample(units, 24))
    long = pl.DataFrame(keys, schema=["unit", "variable"], orient="row").with_columns(value=pl.Series(amounts))
    inhabitants = [0 if draw.random() < 0.01 else draw.randrange(200, 90_000) for _ in units]
    counties = [f"{draw.randrange(11):02}" for _ in units]
    return {
        "replies": long.filter(~pl.col("unit").is_in(silent)).with_columns(origin=pl.lit("reported")),
        "last_round": long.with_columns(pl.col("value") * 0.97),
        "units": pl.DataFrame(
            {"unit": units, "status": ["none" if unit in silent else "complete" for unit in units]}
        ),
        "places": pl.DataFrame({"unit": units, "county": counties, "people": inhabitants}),
        "answers": pl.DataFrame(
            {"unit": units, "variable": "plan", "option": [draw.choice(["yes", "no", None]) for _ in units]}
        ),
    }


def tables(lazy: LAZY) -> dict[str, list[tuple[Any, ...]]]:
    """Return every table that the estimators give, as sorted rows, worked out by the engine behind `lazy`."""
    frames = {name: lazy(frame) for name, frame in country().items()}
    places, below = frames["places"], dict.fromkeys(("all", "some"), "people")
    values = carry_forward(frames["replies"], frames["last_round"], frames["units"])
    values = add_sums(values, {"some": tuple(VARIABLES[:3]), "all": ("some", *VARIABLES[3:])})
    totals = sum_by(values, places, "county")
    found = {
        "values": values,
        "totals": totals,
        "ratio_of_sums": ratio_of_sums(values, places, "county", below),
        "mean_of_ratios": mean_of_ratios(values, places, "county", below),
        "change": change_without_unreal(
            values, frames["last_round"], frames["units"].collect()["unit"].to_list()[:9]
        ),
        "share_of_whole": share_of_whole(totals, {"some": "all", "v0": "some"}),
        "share_of_all_groups": share_of_all_groups(totals),
        "answer_shares": answer_shares(frames["answers"], places, "county"),
    }
    return {name: in_order(frame.collect("polars").rows()) for name, frame in found.items()}


def in_order(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted(rows, key=lambda row: [(value is None, value) for value in row])


def no_duckdb() -> str:
    return "" if importlib.util.find_spec("duckdb") else "DuckDB is missing: install the extra [duckdb]"


def no_spark() -> str:
    if not importlib.util.find_spec("pyspark"):
        return "PySpark is missing: install requirements/spark.txt"
    return "" if shutil.which("java") else "Java is missing: install a Java runtime (17 or newer) to run Spark"


@contextmanager
def duckdb() -> Iterator[LAZY]:
    with importlib.import_module("duckdb").connect() as connection:
        yield lambda frame: nw.from_native(connection.from_arrow(frame.to_arrow()))


@contextmanager
def spark() -> Iterator[LAZY]:
    builder = importlib.import_module("pyspark.sql").SparkSession.builder.master("local[2]")
    settings = {"ui.enabled": "false", "sql.shuffle.partitions": "2", "driver.bindAddress": "127.0.0.1"}
    for key, value in settings.items():
        builder = builder.config(f"spark.{key}", value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield lambda frame: nw.from_native(session.createDataFrame(frame.to_arrow()))
    finally:
        session.stop()
