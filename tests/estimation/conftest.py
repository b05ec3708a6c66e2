"""The three engines that every estimator must run alike on."""

import shutil
import subprocess
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import settings

settings.register_profile("shared_machine", deadline=None)  # a busy machine is not a fault of the code
settings.load_profile("shared_machine")

LAZY = Callable[[pl.DataFrame], "nw.LazyFrame[Any]"]


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    sql = pytest.importorskip("pyspark.sql", reason="PySpark is missing: install requirements/spark.txt")
    if shutil.which("java") is None:
        pytest.skip("Java is missing: install a Java runtime (17 or newer) to try estimates on Spark")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what Spark says of its own start is not ours to mend
        builder = sql.SparkSession.builder.master("local[1]")
        settings = {
            "ui.enabled": "false",
            "ui.showConsoleProgress": "false",
            "driver.bindAddress": "127.0.0.1",
            "sql.shuffle.partitions": "1",
            # Compiling a plan takes longer than a few thousand rows do.
            "sql.codegen.wholeStage": "false",
            "sql.codegen.factoryMode": "NO_CODEGEN",
            "sql.adaptive.enabled": "false",
            # Nor does what runs for a minute gain by being compiled in full.
            "driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        }
        for key, value in settings.items():
            builder = builder.config(f"spark.{key}", value)
        session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.fixture
def duck() -> Iterator[Any]:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is missing: install the extra [duckdb]")
    with duckdb.connect() as connection:
        yield connection


@pytest.fixture(params=["polars", "duckdb", pytest.param("spark", marks=pytest.mark.java)])
def lazy(request: pytest.FixtureRequest) -> LAZY:
    """Return a function that hands a Polars frame to the engine under test."""
    if request.param == "polars":
        return lambda frame: nw.from_native(frame.lazy())
    if request.param == "spark":
        session = request.getfixturevalue("spark")
        return lambda frame: nw.from_native(session.createDataFrame(frame.to_arrow()))
    connection = request.getfixturevalue("duck")
    return lambda frame: nw.from_native(connection.from_arrow(frame.to_arrow()))


@pytest.fixture
def rows() -> Callable[["nw.LazyFrame[Any]"], list[tuple[Any, ...]]]:
    """Return a function that gives a frame's rows, sorted."""
    return lambda frame: sorted(
        frame.collect("polars").iter_rows(), key=lambda row: [(value is None, value) for value in row]
    )


@pytest.fixture(scope="session")
def checkout() -> Path:
    """Return the top folder of the checkout."""
    return Path(__file__).parents[2]


@pytest.fixture
def said_by_r(tmp_path: Path) -> Callable[[Path, Path], Path]:
    """Return a function that runs an R script on a file and gives the path of what it wrote."""
    rscript = shutil.which("Rscript")
    survey = [rscript or "", "-e", "library(survey)"]
    if rscript is None or subprocess.run(survey, capture_output=True, check=False).returncode:
        pytest.skip("R with the package survey is missing: install r-cran-survey to compare with it")

    def run(script: Path, data: Path) -> Path:
        subprocess.run([rscript, script, data, tmp_path / "golden.csv"], check=True, capture_output=True)
        return tmp_path / "golden.csv"

    return run
