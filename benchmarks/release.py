"""A whole release as a process: cold, again with nothing changed, and its tables alone."""

import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.figure import Figure, Skipped

CHECKOUT = Path(__file__).parents[1]
COMMAND = CHECKOUT / ".venv" / "bin" / "kartlegg"
ROUND = "2021"
EXTRACT = CHECKOUT / "build" / "demo" / "extracts" / ROUND


LIMITS = {"release_cold": 15.0, "release_unchanged": 2.0, "release_tables": 0.5}
"""Seconds on two cores, the start of the process included."""


def release_figures() -> Iterator[Figure | Skipped]:
    """Yield the seconds of a cold release, of an unchanged one and of its tables, each beside the cold one."""
    if not COMMAND.is_file() or not (EXTRACT / "manifest.json").is_file():
        yield Skipped(
            "release_cold", f"there is no Extract in {EXTRACT.relative_to(CHECKOUT)}: run make demo SERVE=0"
        )
        return
    with tempfile.TemporaryDirectory() as folder:
        keep = (
            "run",
            ROUND,
            "--extract",
            EXTRACT,
            "--out",
            Path(folder, "release"),
            "--cache",
            Path(folder, "cache"),
        )
        cold = median_seconds(3, *keep[:-2], "--no-cache")
        median_seconds(1, *keep)
        warm = median_seconds(5, *keep)
    tables = median_seconds(5, "tables", ROUND, "--extract", EXTRACT)
    for name, found in (("release_cold", cold), ("release_unchanged", warm), ("release_tables", tables)):
        if isinstance(found, str) or isinstance(cold, str):
            yield Skipped(name, f"the command ended with: {found}", fault=True)
        else:
            against = f"at most {LIMITS[name]:g} s; a cold release takes {cold:.2f} s"
            yield Figure(name, found, "s", against, found / cold, kept=found <= LIMITS[name])


def median_seconds(runs: int, *arguments: str | Path) -> float | str:
    """Return the median of how long the command takes; its last words where it fails."""
    taken = []
    for _ in range(runs):
        once = seconds(*arguments)
        if isinstance(once, str):
            return once
        taken.append(once)
    return median(taken)


def seconds(*arguments: str | Path) -> float | str:
    """Return how long the command takes; its last words where it fails."""
    start = time.perf_counter()
    done = subprocess.run([COMMAND, *arguments], cwd=CHECKOUT, capture_output=True, check=False, text=True)
    taken = time.perf_counter() - start
    return taken if done.returncode == 0 else " ".join((done.stdout + done.stderr).split()[-40:])
