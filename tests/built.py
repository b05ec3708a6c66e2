"""The round that the survey holds, made once for all tests: Extract, numbers, tables and a whole Release.

A conftest that needs these fixtures imports them and names them in `__all__`; so each has fixtures of its own, and
what they make in this process is kept for the next (`cache`). What several workers need is made by
the first of them, in a folder that they share, and by the commands themselves: no measurement slows them down.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Collection
from functools import cache
from pathlib import Path

import pytest

from kartlegg.exchange.release import MANIFEST, ReleaseManifest, write_release
from kartlegg.pipeline.cache import Cache
from kartlegg.pipeline.disclosure import disclosed
from kartlegg.pipeline.estimates import numbers_of
from kartlegg.pipeline.inputs import Inputs, load_inputs
from kartlegg.pipeline.tables import build_tables, read_round_extract, table_files
from kartlegg.tabulation.numbers import Numbers
from kartlegg.tabulation.table import Table

CHECKOUT = Path(__file__).parents[1]
SURVEY = CHECKOUT / "survey" / "is248"
ROUND = 2021
PATIENCE = 600
"""Seconds that a worker waits for what another one makes."""
KARTLEGG = str(Path(sys.executable).with_name("kartlegg"))


def command(*arguments: object, survey: Path = SURVEY) -> str:
    """Run a command in a process of its own, where warnings are errors as in tests; return what it told.

    It must go well, and have nothing to say on stderr.
    """
    line = [KARTLEGG, "--survey", *map(str, (survey, *arguments))]
    done = subprocess.run(
        line, env={**os.environ, "PYTHONWARNINGS": "error"}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, ""), f"{' '.join(line)}\n{done.stderr}"
    return done.stdout


def survey_with(chapters: Collection[str], folder: Path) -> Path:
    """Copy the survey to `folder`, of its chapters only those whose files begin with one of these two signs."""
    shutil.copytree(SURVEY, folder)
    for path in (folder / "rounds" / str(ROUND) / "report").glob("*_*.*"):
        if path.name[:2] not in chapters:
            path.unlink()
    return folder


@pytest.fixture(scope="session")
def inputs() -> Inputs:
    """The definition of the round."""
    return _inputs()


@cache
def _inputs() -> Inputs:
    return load_inputs(SURVEY, ROUND)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def extract_folder(shared: Path) -> Path:
    """A synthetic Extract of the round. Tests copy it before they change it."""
    return _once(shared / "extract", lambda folder: command("sample", ROUND, "--out", folder, "--seed", 0))


@pytest.fixture(scope="session")
def second_extract_folder(shared: Path) -> Path:
    """Another synthetic Extract of the round, of another seed."""
    return _once(shared / "second-extract", lambda folder: command("sample", ROUND, "--out", folder, "--seed", 1))


@pytest.fixture(scope="session")
def numbers(extract_folder: Path, cache_folder: Path) -> Numbers:
    """The numbers of the round, without those that disclosure control hides."""
    return _numbers(extract_folder, cache_folder)


@cache
def _numbers(extract_folder: Path, cache_folder: Path) -> Numbers:
    inputs = _inputs()
    return disclosed(numbers_of(read_round_extract(extract_folder, inputs), inputs), inputs, Cache(cache_folder))[0]


@pytest.fixture(scope="session")
def tables(extract_folder: Path, cache_folder: Path) -> dict[str, Table]:
    """The tables of the round by number."""
    return _tables(extract_folder, cache_folder)


@cache
def _tables(extract_folder: Path, cache_folder: Path) -> dict[str, Table]:
    return build_tables(_numbers(extract_folder, cache_folder), _inputs())


@pytest.fixture(scope="session")
def tables_release(tables: dict[str, Table], shared: Path) -> Path:
    """A Release with tables only, which takes no time to make."""
    folder = shared / f"tables-{os.getpid()}"
    manifest = ReleaseManifest("X", ROUND, 1, "0", "", "", "", "", synthetic=True)
    write_release(folder, manifest, table_files(tables))
    return folder


@pytest.fixture(scope="session")
def cache_folder(shared: Path) -> Path:
    """The cache that `release` is made with, and that the workers share."""
    return shared / "cache"


@pytest.fixture(scope="session")
def release(shared: Path, cache_folder: Path, extract_folder: Path) -> Path:
    """A whole Release with the publication in every format. No test may change it."""
    how = ("--extract", extract_folder, "--cache", cache_folder)
    return _once(shared / "release", lambda folder: command("run", ROUND, *how, "--out", folder))


def _once(folder: Path, make: Callable[[Path], object]) -> Path:
    """Return `folder`, which appears whole: made here, or waited for where another worker is making it."""
    try:
        folder.with_suffix(".making").mkdir()
    except FileExistsError:
        deadline = time.monotonic() + PATIENCE
        while not (folder / MANIFEST).is_file() and time.monotonic() < deadline:
            time.sleep(0.1)
    if not (folder / MANIFEST).is_file():
        make(folder)
    return folder
