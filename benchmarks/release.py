"""A whole release as a process: cold, again with nothing changed, after one answer, and its tables alone.

After one answer by itself, and by a run that stays (`--watch`) and sees that the Extract is another.
"""

import csv
import hashlib
import io
import json
import shutil
import signal
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
ANSWERS = {
    "release_corrected": ("written_routines_self_harm", "acute_evening", "work_ips_substance"),
    "release_watched": ("child_concern_report_procedures", "acute_psych_emergency", "outr_team"),
}
"""The variables of which one unit's answer is corrected, each by itself: tables, figures and text speak of them.

Of one variable, the same correction by another unit would find its numbers kept.
"""

LIMITS = {
    "release_cold": 60.0,
    "release_corrected": 5.0,
    "release_watched": 5.0,
    "release_unchanged": 2.0,
    "release_tables": 0.5,
}
"""Seconds on two cores, the start of the process included."""


def release_figures() -> Iterator[Figure | Skipped]:
    """Yield the seconds of a cold release, of the others and of its tables, each beside the cold one."""
    if not COMMAND.is_file() or not (EXTRACT / "manifest.json").is_file():
        yield Skipped(
            "release_cold", f"there is no Extract in {EXTRACT.relative_to(CHECKOUT)}: run make demo SERVE=0"
        )
        return
    with tempfile.TemporaryDirectory() as folder:
        cold = median_seconds(3, *_run(EXTRACT, Path(folder, "release")), "--no-cache")
        taken = {"release_cold": cold, **_again(Path(folder)), "release_watched": _watched(Path(folder))}
    taken["release_tables"] = median_seconds(5, "tables", ROUND, "--extract", EXTRACT)
    for name, found in taken.items():
        if isinstance(found, str) or isinstance(cold, str):
            yield Skipped(name, f"the command ended with: {found}", fault=True)
        else:
            against = f"at most {LIMITS[name]:g} s; a cold release takes {cold:.2f} s"
            yield Figure(name, found, "s", against, found / cold, kept=found <= LIMITS[name])


def _run(extract: Path, release: Path) -> tuple[str | Path, ...]:
    return "run", ROUND, "--extract", extract, "--out", release


def _again(folder: Path) -> dict[str, float | str]:
    """Return how long a release takes whose parts are kept: after one answer has changed, and after nothing has."""
    release, cache = folder / "release", folder / "cache"
    median_seconds(1, *_run(EXTRACT, release), "--cache", cache)
    after = []
    for variable in ANSWERS["release_corrected"]:
        one = folder / variable
        correct(EXTRACT, one, variable)
        after.append(seconds(*_run(one, release), "--cache", cache))
    told = [one for one in after if isinstance(one, str)]
    corrected = told[0] if told else median(one for one in after if not isinstance(one, str))
    median_seconds(1, *_run(EXTRACT, release), "--cache", cache)
    unchanged = median_seconds(5, *_run(EXTRACT, release), "--cache", cache)
    return {"release_corrected": corrected, "release_unchanged": unchanged}


def _watched(folder: Path) -> float | str:
    """Return how long a run that stays takes from the moment that one answer is another until the Release is there.

    `folder` has the cache of an earlier run.
    """
    shown = folder / "shown"
    shutil.copytree(EXTRACT, shown)
    asked = (COMMAND, *_run(shown, folder / "release"), "--cache", folder / "cache", "--watch")
    taken = []
    with subprocess.Popen(asked, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        told = _told_until_waiting(run)
        for variable in ANSWERS["release_watched"]:
            correct(EXTRACT, folder / variable, variable)
            shown.rename(folder / f"before-{variable}")
            start = time.perf_counter()
            (folder / variable).rename(shown)
            told = told or _told_until_waiting(run)
            taken.append(time.perf_counter() - start)
        run.send_signal(signal.SIGINT)
    return told or median(taken)


def _told_until_waiting(run: "subprocess.Popen[str]") -> str:
    """Wait until the run does; return what it told before, blank where all went well."""
    lines: list[str] = []
    for line in run.stderr or ():
        if line.startswith("waiting"):
            return " ".join(lines)
        lines.append(line)
    return " ".join(lines) or "the run ended"


def correct(extract: Path, out: Path, variable: str) -> None:
    """Write the Extract to `out` with another answer to `variable` by the first unit that gave one."""
    shutil.copytree(extract, out)
    rows = list(csv.DictReader(io.StringIO((extract / "replies.csv").read_text(encoding="utf-8"), newline="")))
    given = [row for row in rows if row["variable"] == variable]
    given[0]["value"] = next(row["value"] for row in given if row["value"] != given[0]["value"])
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    content = text.getvalue().encode()
    (out / "replies.csv").write_bytes(content)
    manifest = json.loads((extract / "manifest.json").read_bytes())
    manifest["files"]["replies.csv"] = hashlib.sha256(content).hexdigest()
    (out / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


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
