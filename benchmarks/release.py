"""A whole release as a process: cold, again with nothing changed, and its tables alone."""

import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figure import Figure, Skipped

CHECKOUT = Path(__file__).parents[1]
COMMAND = CHECKOUT / ".venv" / "bin" / "kartlegg"
ROUND = "2021"
EXTRACT = CHECKOUT / "build" / "demo" / "extracts" / ROUND
TABLES_LINE = re.compile(r"^\W*tables\b.*?(\d+(?:\.\d+)?) s\b", re.MULTILINE | re.IGNORECASE)


def release_figures() -> Iterator[Figure | Skipped]:
    """Yield the seconds of a cold release, of an unchanged one and of its tables, each beside the cold one.

    The tables' seconds are read from what the command says: a line that begins with "tables" and holds "0.42 s".
    """
    if not COMMAND.is_file() or not (EXTRACT / "manifest.json").is_file():
        yield Skipped(
            "release_cold", f"there is no Extract in {EXTRACT.relative_to(CHECKOUT)}: run make demo SERVE=0"
        )
        return
    with tempfile.TemporaryDirectory() as folder:
        cold, said = run(Path(folder, "cold"), Path(folder, "cache"))
        if cold is None:
            yield Skipped("release_cold", f"kartlegg run ended with: {said}")
            return
        warm, _ = run(Path(folder, "warm"), Path(folder, "cache"))
    beside = f"the cold release, {cold:.2f} s"
    yield Figure("release_cold", cold, "s", "itself", 1.0)
    if warm is not None:
        yield Figure("release_unchanged", warm, "s", beside, warm / cold)
    tables = TABLES_LINE.search(said)
    if tables:
        yield Figure("release_tables", float(tables[1]), "s", beside, float(tables[1]) / cold)
    else:
        yield Skipped("release_tables", "kartlegg run says nothing of the seconds that its tables took")


def run(out: Path, cache: Path) -> tuple[float | None, str]:
    """Return the seconds that a release takes and what the command says; None and its last words where it fails."""
    command = [COMMAND, "run", ROUND, "--extract", EXTRACT, "--out", out, "--cache", cache]
    start = time.perf_counter()
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, check=False, text=True)
    seconds = time.perf_counter() - start
    said = done.stdout + done.stderr
    return (seconds, said) if done.returncode == 0 else (None, " ".join(said.split()[-40:]))
