"""What a user meets when something is wrong: file, row, column, what was found, what to do; and nothing half made."""

import resource
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kartlegg.cli import main
from tests import built
from tests.built import KARTLEGG, ROUND, SURVEY
from tests.tampering import copied, put, read, rewrite

extract_folder, inputs, shared = built.extract_folder, built.inputs, built.shared
release, cache_folder = built.release, built.cache_folder
Lines = list[list[str]]


def run(extract: Path, folder: Path, survey: Path = SURVEY) -> Result:
    """Run the round as a user does."""
    command = ["--survey", survey, "run", ROUND, "--extract", extract, "--out", folder / "out" / "release"]
    return CliRunner().invoke(main, [*map(str, command), "--no-cache"])


def refused(done: Result, folder: Path) -> list[str]:
    """Return the lines of the message, after what holds of every refusal."""
    assert done.exit_code == 1, done.output
    assert isinstance(done.exception, SystemExit)
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert not (folder / "out").exists(), "no partial release, no draft"
    lines = done.stderr.splitlines()
    assert lines
    for line in lines:
        assert "found " in line
        assert "; expected " in line
        assert "; to mend it, " in line
    return lines


def changed(column: int, cell: str) -> Callable[[Lines], Lines]:
    """Put another cell into the third row (line 4 of the file); in replies that is made a full-time equivalent."""

    def change(lines: Lines) -> Lines:
        if len(lines[2]) == 5:
            figure = next(place for place, line in enumerate(lines) if line[1] == "fte_adults_home")
            lines[2], lines[figure] = lines[figure], lines[2]
        lines[2][column] = cell
        return lines

    return change


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        ("replies", changed(0, "9999"), ":4: column unit: found '9999'; expected a unit of the round; to mend it, "),
        (
            "replies",
            changed(1, "fte_adults_hom"),
            ":4: column variable: found 'fte_adults_hom'; expected a variable that is asked in the round; "
            'to mend it, correct the code or remove the row: did you mean "fte_adults_home"?',
        ),
        (
            "replies",
            changed(1, "fte_total"),
            ":4: column variable: found 'fte_total'; expected a variable that is asked",
        ),
        (
            "replies",
            changed(2, "-3"),
            ":4: column value: found '-3'; expected a number of 0 or more with a decimal point; to mend it, ask",
        ),
        ("replies", changed(2, "mange"), ":4: column value: found 'mange'; expected a number of 0 or more"),
        ("replies", changed(2, "1,5"), ":4: column value: found '1,5'; expected a number of 0 or more"),
        ("replies", changed(2, ""), ":4: column value: found a blank cell; expected an answer"),
        ("replies", changed(3, "guessed"), ":4: column origin: found 'guessed'; expected reported or confirmed or "),
        ("units", changed(1, "late"), ":4: column status: found 'late'; expected none or partial or complete"),
        (
            "replies",
            lambda lines: [*lines[:3], lines[0], *lines[3:]],
            ":5: column variable: found 030101, acute_",
        ),
        (
            "units",
            lambda lines: lines[1:],
            ": column unit: found no row for 1 of 372 units: 030101; expected a row for",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_fault_in_a_row(
    name: str, change: Callable[[Lines], Lines], told: str, extract_folder: Path, tmp_path: Path
) -> None:
    folder = copied(extract_folder, tmp_path)
    rewrite(folder, name, change(read(folder, name)))
    lines = refused(run(folder, tmp_path), tmp_path)
    assert [line for line in lines if line.startswith(f"{folder / name}.csv{told}")], lines


def test_a_decimal_comma_tells_what_to_write(extract_folder: Path, tmp_path: Path) -> None:
    folder = copied(extract_folder, tmp_path)
    rewrite(folder, "replies", changed(2, "12,75")(read(folder, "replies")))
    (line,) = refused(run(folder, tmp_path), tmp_path)
    assert line.endswith("to mend it, write 12.75")


@pytest.mark.parametrize(("old", "new"), [("0706", "3804"), ("5012", "5055 or 5056 or 5059"), ("1601", "5001")])
def test_an_earlier_code_tells_all_that_it_became(old: str, new: str, extract_folder: Path, tmp_path: Path) -> None:
    folder = copied(extract_folder, tmp_path)
    rewrite(folder, "replies", changed(0, old)(read(folder, "replies")))
    (line,) = refused(run(folder, tmp_path), tmp_path)
    assert f"replies.csv:4: column unit: found '{old}'" in line
    assert line.endswith(f"to mend it, write {new}, which {old} became")


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        (0, "1601", ":4: column unit: found '1601'; expected a unit of last round; to mend it, "),
        (3, "2015", ":4: column round: found '2015'; expected 2020, the round before; to mend it, correct the round"),
    ],
)
def test_last_round_under_other_codes_or_of_another_year(
    column: int, cell: str, told: str, extract_folder: Path, tmp_path: Path
) -> None:
    folder = copied(extract_folder, tmp_path)
    rewrite(folder, "last_round", changed(column, cell)(read(folder, "last_round")))
    (line,) = refused(run(folder, tmp_path), tmp_path)
    assert line.startswith(f"{folder}/last_round.csv{told}")


def test_an_extract_of_another_survey(extract_folder: Path, tmp_path: Path) -> None:
    folder = copied(extract_folder, tmp_path)
    path = folder / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"IS-24/8"', '"another survey"'), encoding="utf-8")
    (line,) = refused(run(folder, tmp_path), tmp_path)
    assert "column survey: found the survey 'another survey'; expected the survey 'IS-24/8'" in line


def test_another_encoding(extract_folder: Path, tmp_path: Path) -> None:
    folder = copied(extract_folder, tmp_path)
    content = (folder / "corrections.csv").read_bytes()
    put(folder, "corrections", content.decode().encode("latin-1"))
    (line, *_) = refused(run(folder, tmp_path), tmp_path)
    assert "corrections.csv:" in line
    assert "which is not UTF-8; expected UTF-8; to mend it, save it as CSV UTF-8" in line


def test_semicolons(extract_folder: Path, tmp_path: Path) -> None:
    folder = copied(extract_folder, tmp_path)
    put(folder, "replies", (folder / "replies.csv").read_bytes().replace(b",", b";"))
    (line, *_) = refused(run(folder, tmp_path), tmp_path)
    assert "replies.csv:1: found semicolons between the columns; expected commas" in line


def test_several_faults_are_told_at_once(extract_folder: Path, tmp_path: Path) -> None:
    folder = copied(extract_folder, tmp_path)
    rewrite(folder, "replies", changed(2, "-3")(changed(0, "9999")(read(folder, "replies"))))
    rewrite(folder, "changes", changed(2, "perhaps")(read(folder, "changes")))
    lines = refused(run(folder, tmp_path), tmp_path)
    assert len(lines) >= 3


def test_a_file_that_was_changed_afterwards_is_told_as_such(extract_folder: Path, tmp_path: Path) -> None:
    folder = copied(extract_folder, tmp_path)
    with (folder / "replies.csv").open("ab") as file:
        file.write(b"\n")
    (line,) = refused(run(folder, tmp_path), tmp_path)
    assert line.startswith(f"{folder}/replies.csv: found a file changed after it was written")


@pytest.mark.parametrize("gone", ["manifest.json", "replies.csv"])
def test_a_folder_that_is_half_written(gone: str, extract_folder: Path, tmp_path: Path) -> None:
    folder = copied(extract_folder, tmp_path)
    (folder / gone).unlink()
    lines = refused(run(folder, tmp_path), tmp_path)
    assert lines[0].startswith(f"{folder}/{gone}: found ")
    assert len(lines) == 1


def test_no_folder_and_another_round(extract_folder: Path, tmp_path: Path) -> None:
    (line,) = refused(run(tmp_path / "nothing", tmp_path), tmp_path)
    assert "manifest.json: found no such folder" in line
    folder = copied(extract_folder, tmp_path)
    path = folder / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"round": 2021', '"round": 2020'), encoding="utf-8")
    assert "found the round 2020; expected the round 2021" in refused(run(folder, tmp_path), tmp_path)[0]


def without(survey: Path, name: str, begins: str) -> Path:
    """Take the rows that begin so out of a file of the survey."""
    path = survey / "places" / name
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(begins)]
    assert len(kept) < len(lines)
    path.write_text("".join(kept), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "begins", "told"),
    [("population.csv", "3801,2021-01-01,", "3801"), ("groupings/county.csv", "3801,", "3801")],
)
def test_a_unit_without_inhabitants_or_county(
    name: str, begins: str, told: str, extract_folder: Path, tmp_path: Path
) -> None:
    survey = tmp_path / "survey"
    shutil.copytree(SURVEY, survey)
    path = without(survey, name, begins)
    lines = refused(run(extract_folder, tmp_path, survey), tmp_path)
    assert [line for line in lines if line.startswith(str(path)) and told in line], lines


def test_a_typed_number_in_a_chapter(extract_folder: Path, tmp_path: Path) -> None:
    survey = tmp_path / "survey"
    shutil.copytree(SURVEY, survey)
    path = survey / "rounds" / str(ROUND) / "report" / "04_national.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "\nDet er 12 årsverk.\n", encoding="utf-8")
    (line,) = refused(run(extract_folder, tmp_path, survey), tmp_path)
    assert line.startswith(
        f"{path}:{len(text.splitlines()) + 2}: [typed-number] found the typed number in 'Det er 12 årsverk.'"
    )


def test_a_full_disk_leaves_nothing_behind(
    extract_folder: Path, cache_folder: Path, release: Path, tmp_path: Path
) -> None:
    assert release.is_dir(), "the cache is warm"
    out = tmp_path / "out"
    command = [KARTLEGG, "--survey", SURVEY, "run", ROUND]
    command += ["--extract", extract_folder, "--out", out / "release", "--format", "xlsx", "--cache", cache_folder]

    def fill_the_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    done = subprocess.run(
        [str(part) for part in command], preexec_fn=fill_the_disk, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr
    assert f"{out / 'release'}: found File too large" in done.stderr
    assert "make room on the disk or name another folder; nothing was left behind" in done.stderr
    assert list(out.iterdir()) == []


def test_a_folder_that_is_no_release_is_not_overwritten(
    extract_folder: Path, cache_folder: Path, release: Path, tmp_path: Path
) -> None:
    assert release.is_dir(), "the cache is warm"
    out = tmp_path / "mine"
    out.mkdir()
    (out / "letter.txt").write_text("mine", encoding="utf-8")
    command = ["--survey", SURVEY, "run", ROUND, "--extract", extract_folder, "--out", out, "--format", "xlsx"]
    done = CliRunner().invoke(main, [*map(str, command), "--cache", str(cache_folder)])
    assert done.exit_code == 1
    assert f"{out}: found something that is no Release" in done.stderr
    assert [path.name for path in out.iterdir()] == ["letter.txt"]
