"""A run that stays: what is corrected and rewritten while it does is in the next Release, what is wrong is told."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.pipeline.test_steps import assert_same

WELLS = Path(__file__).parents[1] / "tiny" / "wells"
YEAR = "2033"
FORMATS = ("--format", "html,pdf")
WAITING = "waiting for a change; Ctrl-C ends\n"


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    return Path(shutil.copytree(WELLS, tmp_path / "survey"))


def command(survey: Path, *arguments: object) -> list[str]:
    return [str(Path(sys.executable).with_name("kartlegg")), "--survey", str(survey), *map(str, arguments)]


@contextmanager
def watched(survey: Path, extract: Path, out: Path, cache: Path) -> Iterator["subprocess.Popen[str]"]:
    """A run that watches; it has to end well on Ctrl-C."""
    asked = command(survey, "run", YEAR, "--extract", extract, "--out", out, "--cache", cache, "--watch", *FORMATS)
    with subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        try:
            yield run
        finally:
            run.send_signal(signal.SIGINT)
        told = run.communicate()
        assert (run.returncode, *told) == (0, "", "")


def told_until_waiting(run: "subprocess.Popen[str]") -> str:
    """What is told on stderr until the run waits."""
    assert run.stderr is not None
    lines = list(iter(run.stderr.readline, WAITING))
    return "".join(lines)


def told_until_written(run: "subprocess.Popen[str]", out: Path) -> list[str]:
    """What is told on stdout before the Release is written."""
    assert run.stdout is not None
    return [line.rstrip("\n") for line in iter(run.stdout.readline, f"wrote {out}\n")]


SAME = ["tables changed: none", "figures changed: none"]


def test_a_watched_run_makes_it_again_as_a_run_of_its_own_would(survey: Path, tmp_path: Path) -> None:
    extract, out = tmp_path / "extract", tmp_path / "release"
    for seed, folder in enumerate((extract, tmp_path / "corrected")):
        subprocess.run(command(survey, "sample", YEAR, "--seed", seed, "--out", folder), check=True)
    (chapter,) = (survey / "rounds" / YEAR / "report").glob("*.md")
    words = chapter.read_text(encoding="utf-8")
    with watched(survey, extract, out, tmp_path / "cache") as run:
        assert told_until_waiting(run) == ""
        assert told_until_written(run, out) == []

        extract.rename(tmp_path / "uncorrected")
        (tmp_path / "corrected").rename(extract)
        assert told_until_waiting(run) == ""
        assert told_until_written(run, out) == SAME

        shared = chapter.with_name("words.yaml")
        shared.write_text(f"{shared.read_text(encoding='utf-8')}# saved\n", encoding="utf-8")
        assert told_until_waiting(run) == ""
        assert told_until_written(run, out) == SAME

        (tables,) = chapter.parent.glob("*.tables.yaml")
        spec = tables.read_text(encoding="utf-8")
        tables.write_text(spec.replace("Årsverk etter brønn.", "Årsverk i hver brønn."), encoding="utf-8")
        assert told_until_waiting(run) == ""
        assert told_until_written(run, out) == ["tables changed: 1.1", "figures changed: 1.1"]
        assert any("Årsverk i hver brønn." in path.read_text(encoding="utf-8") for path in out.glob("tables/*.json"))

        chapter.write_text(f"{words}\nThere are 7 wells.\n", encoding="utf-8")
        assert f"{chapter.name}:" in told_until_waiting(run)

        chapter.write_text(f"{words}\nEn setning til.\n", encoding="utf-8")
        assert told_until_waiting(run) == ""
        assert told_until_written(run, out) == SAME
    plain = tmp_path / "plain"
    subprocess.run(
        command(survey, "run", YEAR, "--extract", extract, "--out", plain, "--no-cache", *FORMATS), check=True
    )
    assert_same(plain, out)
