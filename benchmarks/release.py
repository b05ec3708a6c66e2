"""A whole release as a process: cold, again with nothing changed, and its tables alone."""

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


def release_figures() -> Iterator[Figure | Skipped]:
    """Yield the seconds of a cold release, of an unchanged one and of its tables, each beside the cold one."""
    if not COMMAND.is_file() or not (EXTRACT / "manifest.json").is_file():
        yield Skipped(
            "release_cold", f"there is no Extract in {EXTRACT.relative_to(CHECKOUT)}: run make demo SERVE=0"
        )
        return
    with tempfile.TemporaryDirectory() as folder:
        kept = ("--cache", Path(folder, "cache"))
        cold = seconds("run", ROUND, "--extract", EXTRACT, "--out", Path(folder, "cold"), *kept)
        warm = seconds("run", ROUND, "--extract", EXTRACT, "--out", Path(folder, "warm"), *kept)
    tables = seconds("tables", ROUND, "--extract", EXTRACT)
    for name, found in (("release_cold", cold), ("release_unchanged", warm), ("release_tables", tables)):
        if isinstance(found, str) or isinstance(cold, str):
            yield Skipped(name, f"the command ended with: {found}", fault=True)
        else:
            against = "itself" if name == "release_cold" else f"the cold release, {cold:.2f} s"
            yield Figure(name, found, "s", against, found / cold)


def seconds(*arguments: str | Path) -> float | str:
    """Return how long the command takes; its last words where it fails."""
    start = time.perf_counter()
    done = subprocess.run([COMMAND, *arguments], cwd=CHECKOUT, capture_output=True, check=False, text=True)
    taken = time.perf_counter() - start
    return taken if done.returncode == 0 else " ".join((done.stdout + done.stderr).split()[-40:])
