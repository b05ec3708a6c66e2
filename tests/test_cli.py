"""Every command does what it says, says where a fault is, and ends with the exit code that scripts rely on."""

import csv
import io
import json
import os
import re
import shutil
import signal
import subprocess
import urllib.request
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from kartlegg.cli import main
from kartlegg.errors import ReleaseError
from kartlegg.exchange.release import read_release
from tests import built
from tests.built import CHECKOUT, KARTLEGG, ROUND, SURVEY
from tests.faults.seeds import write_seeded
from tests.tampering import read, rewrite

extract_folder, inputs, shared = built.extract_folder, built.inputs, built.shared
release, cache_folder = built.release, built.cache_folder
WELLS = CHECKOUT / "tests" / "tiny" / "wells"


def kartlegg(*arguments: object, survey: Path | None = SURVEY, **environment: str) -> Result:
    """Run the command in this process."""
    where = [] if survey is None else ["--survey", str(survey)]
    return CliRunner(env=environment).invoke(main, [*where, *map(str, arguments)])


def process(*arguments: object, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run the command in a process of its own."""
    command = [KARTLEGG, "--survey", str(SURVEY), *map(str, arguments)]
    return subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, check=False)


def test_check_says_what_there_is() -> None:
    whole = r"round 2021: \d+ variables, 375 places, 118 tables: no faults\n"
    partial = r"round 2023: \d+ variables of a part of its form: no faults\n"
    between = r"(2021 -> 2023: .+\n(  .+\n)*)+"
    every = process("check")
    assert every.returncode == 0, every.stderr
    assert re.fullmatch(whole + partial + between, every.stdout)
    one = kartlegg("check", 2023)
    assert one.exit_code == 0, one.stderr
    assert re.fullmatch(partial, one.stdout)


def test_check_names_the_page_of_each_fault_after_the_faults(tmp_path: Path) -> None:
    survey = write_seeded("unknown-key", tmp_path / "survey")
    section = survey / "rounds" / "2032" / "questionnaire" / "02_seed.yaml"
    section.write_text(section.read_text(encoding="utf-8").replace("nn: Kor", "mm: Kor"), encoding="utf-8")
    done = kartlegg("check", survey=survey)
    assert (done.exit_code, done.stdout) == (1, "")
    *faults, last = done.stderr.splitlines()
    assert len(faults) == 2
    assert all("[unknown-key]" in fault for fault in faults)
    assert last.startswith("[unknown-key]: see ")
    assert Path(last.removeprefix("[unknown-key]: see ")).is_file()


def test_sample_writes_an_extract_that_is_marked_as_synthetic(tmp_path: Path, extract_folder: Path) -> None:
    done = process("sample", ROUND, "--out", tmp_path / "extract", "--seed", 0)
    manifest = json.loads((tmp_path / "extract" / "manifest.json").read_text(encoding="utf-8"))
    given_up = [note for note in manifest["notes"] if note.startswith("Contradicted")]
    assert len(given_up) > 20
    assert (done.returncode, done.stdout) == (
        0,
        f"wrote {tmp_path / 'extract'}\n{len(given_up)} printed numbers contradict others and are not reproduced; "
        "the manifest's notes name them, and so does --all\n",
    )
    assert manifest["synthetic"] is True
    for path in extract_folder.iterdir():
        assert (tmp_path / "extract" / path.name).read_bytes() == path.read_bytes(), (
            "the same seed gives the same bytes"
        )


def test_sample_names_what_it_does_not_reproduce(tmp_path: Path) -> None:
    done = kartlegg("sample", 2033, "--out", tmp_path / "extract", "--all", survey=WELLS)
    manifest = json.loads((tmp_path / "extract" / "manifest.json").read_text(encoding="utf-8"))
    (given_up,) = [note for note in manifest["notes"] if note.startswith("Contradicted")]
    assert (done.exit_code, done.stdout) == (0, f"wrote {tmp_path / 'extract'}\n{given_up}\n")


def test_sample_never_replaces_what_cannot_be_made_again(tmp_path: Path, extract_folder: Path) -> None:
    shutil.copytree(extract_folder, tmp_path / "extract")
    manifest = tmp_path / "extract" / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_bytes()) | {"synthetic": False}), encoding="utf-8")
    (tmp_path / "extract" / "letter.txt").write_text("Dear", encoding="utf-8")
    before = {path.name: path.read_bytes() for path in (tmp_path / "extract").iterdir()}
    done = kartlegg("sample", 2033, "--out", tmp_path / "extract", survey=WELLS)
    assert (done.exit_code, done.stdout) == (1, "")
    assert f"{manifest}: column synthetic: found an extract that is not synthetic" in done.stderr
    assert f"{tmp_path / 'extract' / 'letter.txt'}: found what is no file of an extract" in done.stderr
    assert {path.name: path.read_bytes() for path in (tmp_path / "extract").iterdir()} == before


def test_run_writes_the_release_and_tells_only_that_on_stdout(
    tmp_path: Path, extract_folder: Path, cache_folder: Path, release: Path
) -> None:
    assert read_release(release).manifest.revision == 1
    arguments = ("run", ROUND, "--extract", extract_folder, "--out", tmp_path / "r", "--format", "pdf, xlsx")
    done = process(*arguments, "--revision", 3, "--cache", cache_folder)
    assert (done.returncode, done.stdout) == (0, f"wrote {tmp_path / 'r'}\n")
    made = read_release(tmp_path / "r")
    assert made.manifest.revision == 3
    assert {name.split("/")[1] for name in made.manifest.files if name.startswith("report/")} == {"pdf", "xlsx"}
    assert "Traceback" not in done.stderr


def test_progress_goes_to_stderr_of_a_terminal(
    tmp_path: Path, extract_folder: Path, cache_folder: Path, release: Path
) -> None:
    assert release.is_dir()
    arguments = ("run", ROUND, "--extract", extract_folder, "--out", tmp_path / "r", "--format", "xlsx")
    done = process(*arguments, "--cache", cache_folder, FORCE_COLOR="1")
    assert done.stdout == f"wrote {tmp_path / 'r'}\n"


def test_findings_are_told_on_stderr(tmp_path: Path) -> None:
    folder = tmp_path / "extract"
    assert kartlegg("sample", 2033, "--out", folder, survey=WELLS).exit_code == 0
    silent = next(line[0] for line in read(folder, "units") if line[1] == "none")
    rewrite(folder, "last_round", [line for line in read(folder, "last_round") if line[0] != silent])
    told = kartlegg("tables", 2033, "--extract", folder, survey=WELLS).stdout.splitlines()
    assert [line.split()[0] for line in told] == ["1.1", "1.2", "!", "2"]
    assert told[2].startswith(f"! {silent} ")
    assert told[3] == "2 tables: 1 that does not add up; 0 cells hidden"
    done = kartlegg("tables", 2033, "--extract", folder, "--format", "json", survey=WELLS)
    found = json.loads(done.stdout)
    assert done.exit_code == 0
    assert found["tables"] == ["1.1", "1.2"]
    assert [finding.split()[0] for finding in found["findings"]] == [silent]
    made = tmp_path / "release"
    arguments = ("run", 2033, "--extract", folder, "--out", made, "--format", "xlsx", "--no-cache")
    run = kartlegg(*arguments, survey=WELLS)
    assert (run.exit_code, run.stdout) == (0, f"wrote {made}\n")
    assert run.stderr == "".join(f"finding: {finding}\n" for finding in found["findings"])
    assert read_release(made).manifest.findings == tuple(found["findings"])


def test_tables_of_the_round_add_up(extract_folder: Path) -> None:
    found = json.loads(process("tables", ROUND, "--extract", extract_folder, "--format", "json").stdout)
    assert len(found["tables"]) == 118
    assert found["findings"] == []


def test_edit_writes_the_hits_and_counts_them(extract_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "hits.csv"
    done = process("edit", ROUND, "--extract", extract_folder, "--out", out, "--reported")
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(rf"\d+ checks, \d+ hits: \d+ hard, \d+ soft; wrote {re.escape(str(out))}\n", done.stdout)
    levels = {row["level"] for row in csv.DictReader(io.StringIO(out.read_text(encoding="utf-8")))}
    assert levels == {"hard", "soft"}


def test_a_table_as_text_csv_and_json(release: Path) -> None:
    text = kartlegg("table", release, "4.1").stdout
    assert text.startswith("Tabell 4.1  Årsverk, etter målgruppe. 2016–2021\n")
    assert "16\u00a0792" in text
    exact = kartlegg("table", release, "4.1", "--exact").stdout
    assert "16\u00a0792" not in exact
    assert re.search(r"^Totalt .* 1679[12]\.\d+ ", exact, re.MULTILINE)
    rows = list(csv.DictReader(io.StringIO(kartlegg("table", release, "4.1", "--format", "csv").stdout)))
    assert list(rows[0]) == ["row", "column", "value", "shown", "status"]
    last = next(row for row in rows if (row["row"], row["column"]) == ("Totalt", "2021"))
    assert (round(float(last["value"])), last["shown"], last["status"]) == (16792, "16\u00a0792", "I")
    behind = kartlegg("table", release, "F9.2").stdout
    assert behind.startswith("Tabell F9.2  ")
    assert "\n: skjult av hensyn til personvern." in behind
    content = json.loads(kartlegg("table", release, "4.1", "--format", "json").stdout)
    assert content["number"] == "4.1"


@pytest.mark.parametrize(("form", "begins"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("json", b"{")])
def test_a_figure_as_svg_png_and_json(release: Path, tmp_path: Path, form: str, begins: bytes) -> None:
    out = tmp_path / "deep" / f"figure.{form}"
    assert kartlegg("figure", release, "4.1", "--out", out).exit_code == 0
    assert out.read_bytes().startswith(begins)


def test_the_report_is_taken_out_of_a_release(release: Path, tmp_path: Path) -> None:
    done = kartlegg("report", release, "--format", "pdf,html", "--out", tmp_path / "out")
    assert done.exit_code == 0
    assert (tmp_path / "out" / "kartlegging-2021.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "out" / "html" / "index.html").is_file()
    files = sum(path.is_file() for path in (tmp_path / "out").rglob("*"))
    assert done.stdout == f"wrote {files} files to {tmp_path / 'out'}\n"
    again = kartlegg("report", release, "--format", "pdf", "--out", tmp_path / "out")
    assert (again.exit_code, again.stderr) == (2, f"{tmp_path / 'out'} is not empty; name a new folder\n")


def test_compare_ends_in_the_counts(release: Path) -> None:
    done = kartlegg("compare", release, "--against", "published/tables_2021.csv", "--chapters", "4, 5,6,D")
    assert done.exit_code == 0
    assert done.stdout == "7 differ and none is missing, all explained\n3867 equal, 7 differ, 0 missing\n"
    told = kartlegg("compare", release, "--against", SURVEY / "published/tables_2021.csv", "--chapters", "4", "--all")
    assert re.search(
        r"^differs: table 4\.9, Psykiatere, .* \| 2016: printed 0\.0, ours 0\.05\d+ \(Print ", told.stdout
    )
    whole = kartlegg("compare", release, "--against", "published/tables_2021.csv")
    assert whole.exit_code == 0
    assert whole.stdout.splitlines()[-2].endswith(" differ and none is missing, all explained")
    assert re.fullmatch(r"\d+ equal, \d+ differ, 0 missing", whole.stdout.splitlines()[-1])


def test_compare_ends_with_1_on_what_is_not_explained(release: Path, tmp_path: Path) -> None:
    printed = tmp_path / "printed.csv"
    printed.write_text("table,row,column,value,note\n4.1,Totalt,2021,16793,\n4.1,Totalt,2020,16569,\n")
    done = kartlegg("compare", release, "--against", printed)
    told = ["1 differs and none is missing, 1 not explained", "1 equal, 1 differ, 0 missing"]
    assert (done.exit_code, done.stdout.splitlines()[-2:]) == (1, told)
    assert done.stdout.startswith("differs: table 4.1, Totalt, 2021: printed 16793, ours 16791.")
    printed.write_text("table,row,column,value,note\n4.1,Totalt,2020,16569,\n")
    done = kartlegg("compare", release, "--against", printed)
    assert done.exit_code == 0
    assert done.stdout == "no cell differs and none is missing\n1 equal, 0 differ, 0 missing\n"
    (tmp_path / "differences.yaml").write_text('explained: [{table: "99.*", verdict: missing, reason: Not made.}]\n')
    printed.write_text("table,row,column,value,note\n99.1,Totalt,2020,1,\n99.2,Totalt,2020,1,\n4.1,Nobody,2020,1,\n")
    told = kartlegg("compare", release, "--against", printed, "--all").stdout.splitlines()
    assert "missing: table 99.1, all 1 cells (Not made.)" in told
    assert told[-2:] == [
        "none differs and 3 are missing, 1 not explained; 2 of these belong to chapters that are not in the release",
        "0 equal, 0 differ, 3 missing",
    ]
    printed.write_text("table,row,column,value,note\n4.1,Totalt,2020,16569,\n")
    (tmp_path / "differences.yaml").write_text('explained: [{table: "4.1", row: Totalt, reason: Old.}]\n')
    needless = kartlegg("compare", release, "--against", printed)
    assert needless.exit_code == 1
    assert needless.stdout.startswith("needless explanation: table 4.1, Totalt, *\n")


def test_serve_shows_the_newest_release_on_this_machine_only(release: Path, tmp_path: Path) -> None:
    (tmp_path / "releases").mkdir()
    (tmp_path / "releases" / "2021").symlink_to(release)
    command = [KARTLEGG, "--workspace", str(tmp_path), "serve", "--port", "0"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            line = server.stdout.readline()
            address = re.search(r"http://127\.0\.0\.1:\d+/2021/", line)
            assert address is not None, line
            with urllib.request.urlopen(address.group(), timeout=20) as page:  # noqa: S310 - an address of our own
                assert b"<!doctype html>" in page.read(200)
        finally:
            server.send_signal(signal.SIGINT)
        assert server.wait(20) == 0
    assert kartlegg("--workspace", tmp_path / "nothing", "serve").exit_code == 1


def test_the_survey_is_named_by_option_or_environment(tmp_path: Path) -> None:
    named = kartlegg("check", survey=None, KARTLEGG_SURVEY=str(WELLS))
    assert (named.exit_code, named.stdout) == (0, kartlegg("check", survey=WELLS).stdout)
    nowhere = kartlegg("check", survey=tmp_path / "elsewhere")
    assert (nowhere.exit_code, nowhere.stderr) == (
        2,
        f"{tmp_path / 'elsewhere'} has no rounds; name a survey folder with --survey\n",
    )


def commands() -> dict[str, click.Command]:
    context = click.Context(main)
    found = {name: main.get_command(context, name) for name in main.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_has_help_and_tells_its_options(name: str) -> None:
    done = kartlegg(name, "--help")
    assert done.exit_code == 0
    assert done.stdout.startswith("Usage: ")
    assert (commands()[name].help or "").splitlines()[0].removesuffix(".") in done.stdout.replace("\n ", "")


@pytest.mark.parametrize("path", sorted((CHECKOUT / "docs").rglob("*.md")), ids=lambda path: path.stem)
def test_what_the_documentation_calls_is_there(path: Path) -> None:
    for line in re.findall(r"\bkartlegg ([a-z]+\b[^`\n|]*)", "\n".join(code_in(path))):
        name, *options = line.split()
        assert name in commands(), line
        known = {flag for parameter in commands()[name].params for flag in parameter.opts}
        assert {option for option in options if option.startswith("--")} <= known, line


def code_in(path: Path) -> list[str]:
    """The code in a page: between fences and between backticks."""
    fenced = r"```.*?```"
    text = path.read_text(encoding="utf-8")
    return re.findall(fenced, text, re.DOTALL) + re.findall(r"`[^`\n]+`", re.sub(fenced, "", text, flags=re.DOTALL))


@pytest.mark.parametrize(
    "arguments",
    [
        ("dance",),
        ("run",),
        ("run", "2021"),
        ("run", "year", "--extract", "a", "--out", "b"),
        ("run", "2021", "--extract", "a", "--out", "b", "--format", "odt"),
        ("run", "2021", "--extract", "a", "--out", "b", "--format", ""),
        ("run", "2021", "--extract", "a", "--out", "b", "--revision", "0"),
        ("run", "1999", "--extract", "a", "--out", "b"),
        ("run", "2021", "--extract", "a", "--out", "b", "--authors", "nowhere.docx"),
        ("check", "1999"),
        ("sample", "2021"),
        ("table", "a", "4.1", "--format", "xml"),
        ("figure", "a", "4.1", "--out", "figure.gif"),
        ("serve", "--port", "99999999"),
        ("--dance",),
    ],
)
def test_wrong_use_ends_with_2(arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = kartlegg(*arguments)
    assert done.exit_code == 2, done.output
    assert done.stderr
    assert "Traceback" not in done.output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("table", "{}", "99.9"), "has no table 99.9; it has 2.1, 2.2"),
        (("figure", "{}", "99.9", "--out", "f.svg"), "has no figure 99.9 as svg; it has "),
        (("table", "nowhere", "4.1"), "nowhere/manifest.json: found no manifest"),
        (("report", "nowhere", "--format", "pdf", "--out", "out"), "the folder is no Release or half written"),
        (("compare", "{}", "--against", "nothing.csv"), "nothing.csv: [no-file] found no such file"),
        (("compare", "{}", "--against", "published/tables_2021.csv", "--chapters", "99"), "found no cell of 99"),
    ],
)
def test_what_is_not_there_is_told(
    arguments: tuple[str, ...], told: str, release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = kartlegg(*(argument.format(release) for argument in arguments))
    assert (done.exit_code, done.stdout) == (1, "")
    assert told in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_debug_shows_where_a_fault_arose(tmp_path: Path) -> None:
    plain = process("table", tmp_path, "4.1")
    debug = process("--debug", "table", tmp_path, "4.1")
    assert (plain.returncode, debug.returncode) == (1, 1)
    assert plain.stderr.count("\n") == 1
    assert "Traceback" not in plain.stderr
    assert "Traceback" in debug.stderr
    assert "ReleaseError" in debug.stderr
    assert isinstance(kartlegg("--debug", "table", tmp_path, "4.1").exception, ReleaseError)


@pytest.mark.parametrize(
    ("fault", "told"), [(RuntimeError("odd"), "a fault of the program"), (OSError("gone"), "gone")]
)
def test_a_fault_of_the_program_is_one_line_too(fault: Exception, told: str) -> None:
    @click.command()
    def break_down() -> None:
        raise fault

    front = type(main)("front", commands={"break-down": break_down}, params=main.params[:3])
    done = CliRunner().invoke(front, ["break-down"])
    assert done.exit_code == 1
    assert done.stderr.startswith("kartlegg: ")
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
    assert CliRunner().invoke(front, ["--debug", "break-down"]).exception is fault
