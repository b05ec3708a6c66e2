"""The Extract: what is written is read back, and whatever is wrong is told, all at once."""

import hashlib
import json
import resource
import shutil
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kartlegg.errors import ExtractError
from kartlegg.exchange.columns import FILES, FORMATS, ORIGINS
from kartlegg.exchange.extract import Extract, Manifest, empty_tables, read_extract, write_extract
from kartlegg.language import Text
from kartlegg.questionnaire.variables import Variable

UNITS = frozenset({"0001", "0002", "0003"})


def figure(code: str) -> Variable:
    return Variable(code, Text(code), Text(code), "fte", "all", "service")


VARIABLES = {
    code: Variable(code, Text(code), Text(code), "fte", "all", "service") for code in ("fte_home", "fte_work")
}
MANIFEST = Manifest("tiny", 2031, "2031-07-01T00:00:00", synthetic=True, notes=("made up",))


def frame(name: str, *rows: tuple[object, ...]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=FORMATS[name].schema, orient="row", strict=False)


def tiny() -> Extract:
    tables = empty_tables() | {
        "units": frame(
            "units",
            ("0001", "complete", None, "yes", "one, alone", 4),
            ("0002", "partial", None, None, None, None),
            ("0003", "none", None, None, None, None),
        ),
        "replies": frame(
            "replies",
            ("0001", "fte_home", 1.5, "reported", "2031-05-03"),
            ("0001", "fte_work", 0.0, "by_phone", None),
            ("0002", "fte_home", 2.0, "confirmed", None),
        ),
        "corrections": frame("corrections", ("0001", "fte_home", 1.5, 15.0, "comma lost", "editor", "2031-06-01")),
        "last_round": frame("last_round", ("0003", "fte_home", 3.25, 2030)),
    }
    return Extract(MANIFEST, **tables)


def read(folder: Path, **changed: object) -> Extract:
    expected = {"units": UNITS, "variables": VARIABLES, "this_round": 2031, "last_round": 2030}
    return read_extract(folder, **(expected | {"survey": "tiny", "last_units": UNITS} | changed))


def seal(folder: Path) -> None:
    """Write the checksums anew, as one who edits the files by hand would have to."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"] = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.glob("*.csv"))}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def rewrite(folder: Path, file: str, change: Callable[[bytes], bytes]) -> None:
    path = folder / file
    path.write_bytes(change(path.read_bytes()))
    seal(folder)


def faults_of(folder: Path, **changed: object) -> list[str]:
    with pytest.raises(ExtractError) as error:
        read(folder, **changed)
    return [str(fault).removeprefix(f"{folder}/") for fault in error.value.faults]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_extract(tiny(), tmp_path / "extract")
    return tmp_path / "extract"


def test_what_is_written_is_read_back(folder: Path) -> None:
    extract = read(folder)
    for name, table in tiny().tables.items():
        assert extract.tables[name].equals(table), name
    assert replace(extract.manifest, files={}) == MANIFEST


def test_same_content_gives_same_bytes_in_any_row_order(folder: Path, tmp_path: Path) -> None:
    turned = replace(tiny(), replies=tiny().replies.reverse(), units=tiny().units.reverse())
    write_extract(turned, tmp_path / "other")
    for path in folder.iterdir():
        assert path.read_bytes() == (tmp_path / "other" / path.name).read_bytes(), path.name


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_writing_replaces_a_synthetic_extract_and_an_empty_folder(folder: Path, tmp_path: Path) -> None:
    write_extract(replace(tiny(), replies=tiny().replies.head(1), corrections=tiny().corrections), folder)
    assert read(folder).replies.height == 1
    (tmp_path / "empty").mkdir()
    write_extract(tiny(), tmp_path / "empty")
    assert read(tmp_path / "empty").replies.height == 3


def make_real(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_bytes())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"synthetic": False}), encoding="utf-8")


def add_a_letter(folder: Path) -> None:
    (folder / "dear.txt").write_text("x", encoding="utf-8")


def add_a_folder(folder: Path) -> None:
    (folder / "letters").mkdir()
    add_a_letter(folder / "letters")


def make_a_folder_of_letters(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()
    add_a_letter(folder)


def make_a_file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("x", encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            make_real,
            r"extract/manifest\.json: column synthetic: found an extract that is not synthetic.*name another",
        ),
        (add_a_letter, r"extract/dear\.txt: found what is no file of an extract; expected only files of the format"),
        (add_a_folder, r"extract/letters: found what is no file of an extract"),
        (make_a_folder_of_letters, r"extract: found a folder that is no extract; expected a free place or a synth"),
        (make_a_file, r"extract: found a file; expected a free place"),
    ],
)
def test_nothing_that_cannot_be_made_again_is_replaced(
    folder: Path, tmp_path: Path, change: Callable[[Path], None], told: str
) -> None:
    change(folder)
    before = bytes_in(tmp_path)
    with pytest.raises(ExtractError, match=told):
        write_extract(tiny(), folder)
    assert bytes_in(tmp_path) == before


@pytest.mark.parametrize("manifest", [None, b"{", b"[]", b'{"format": 1, "survey": "tiny"}'])
def test_a_folder_is_no_extract_for_its_units_alone(folder: Path, manifest: bytes | None) -> None:
    (folder / "manifest.json").unlink()
    if manifest is not None:
        (folder / "manifest.json").write_bytes(manifest)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(ExtractError, match="found a folder that is no extract"):
        write_extract(tiny(), folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@contextmanager
def files_no_larger_than(size: int):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("stands_before", [False, True])
def test_a_full_disk_leaves_what_was_there(tmp_path: Path, stands_before: bool) -> None:
    target = tmp_path / "extract"
    if stands_before:
        write_extract(tiny(), target)
    with files_no_larger_than(100), pytest.raises(ExtractError, match=r"File too large.*nothing was left behind"):
        write_extract(replace(tiny(), replies=tiny().replies.with_columns(value=pl.col("value") + 1)), target)
    assert [p.name for p in tmp_path.iterdir()] == (["extract"] if stands_before else [])
    if stands_before:
        assert read(target).replies["value"].to_list() == tiny().replies["value"].to_list()


CELL_FAULTS = {
    "unknown unit": ("0001,fte_home", "00O1,fte_home", "column unit: found '00O1'.*correct the code"),
    "lost zero": ("0002,fte_home", "2,fte_home", "write 0002; codes are text"),
    "unknown variable": ("0001,fte_home", "0001,fte_homes", "found 'fte_homes'.*did you mean \"fte_home\""),
    "negative": (",1.5,", ",-1.5,", "found '-1.5'; expected a number of 0 or more.*ask the unit"),
    "words": (",1.5,", ",many,", "found 'many'; expected a number"),
    "blank": (",1.5,", ",,", "found a blank cell.*remove the row"),
    "decimal comma in quotes": (",1.5,", ',"1,5",', "found '1,5'.*write 1.5"),
    "decimal comma": (",1.5,", ",1,5,", "replies.csv:2: .wrong-columns. found 6 fields; expected 5 fields"),
    "infinite": (",1.5,", ",inf,", "found 'inf'; expected a number"),
    "origin": ("reported", "report", "column origin: found 'report'.*\"reported\""),
    "no such day": ("2031-05-03", "2031-02-30", "column changed_at: found '2031-02-30'"),
    "twice": ("0001,fte_work", "0001,fte_home", "replies.csv:3: column variable: found 0001, fte_home again.*line 2"),
}


@pytest.mark.parametrize("case", CELL_FAULTS)
def test_a_wrong_cell_is_told_with_its_place(folder: Path, case: str) -> None:
    old, new, message = CELL_FAULTS[case]
    rewrite(folder, "replies.csv", lambda content: content.replace(old.encode(), new.encode(), 1))
    with pytest.raises(ExtractError, match=message) as error:
        read(folder)
    assert error.value.faults[0].line in {2, 3, 4}


FORM_FAULTS = {
    "byte order mark": (lambda c: b"\xef\xbb\xbf" + c, "replies.csv:1: found a byte order mark"),
    "latin-1": (lambda c: c.replace(b"reported", b"m\xe5lt"), "replies.csv:2: [not-utf8] found the byte 0xe5"),
    "utf-16": (lambda c: c.decode().encode("utf-16"), "not UTF-8"),
    "semicolons": (lambda c: c.replace(b",", b";"), "semicolons between the columns"),
    "unknown column": (lambda c: c.replace(b"origin", b"source", 1), "column source: found an unknown column"),
    "missing column": (lambda c: c.replace(b",origin", b"", 1), "column origin: found no such column"),
    "column twice": (lambda c: c.replace(b"origin", b"value", 1), "a column that stands twice"),
    "empty": (lambda c: b"", "column unit: found no such column"),
    "open quote": (lambda c: c + b'"0001', "a row that is not CSV"),
    "too few fields": (lambda c: c + b"0001,fte_home\n", "found 2 fields; expected 5"),
}


@pytest.mark.parametrize("case", FORM_FAULTS)
def test_a_file_of_the_wrong_form_is_told(folder: Path, case: str) -> None:
    change, message = FORM_FAULTS[case]
    rewrite(folder, "replies.csv", change)
    assert any(message in fault for fault in faults_of(folder)), faults_of(folder)


def test_all_faults_come_at_once_in_every_file(folder: Path) -> None:
    rewrite(folder, "replies.csv", lambda c: c.replace(b"1.5", b"-1").replace(b"0002", b"9999").replace(b"0.0", b"x"))
    rewrite(folder, "units.csv", lambda c: c.replace(b"partial", b"half"))
    (folder / "changes.csv").unlink()
    told = faults_of(folder)
    for part in ("'-1'", "'9999'", "'half'", "changes.csv: found No such file", "corrections.csv:2"):
        assert any(part in fault for fault in told), (part, told)


def test_a_code_of_an_earlier_map_says_what_it_became(folder: Path) -> None:
    rewrite(folder, "replies.csv", lambda c: c.replace(b"0002", b"0102"))
    assert "write 0002, which 0102 became" in "\n".join(faults_of(folder, became={"0102": ("0002",)}))
    told = "\n".join(faults_of(folder, became={"0102": ("0002", "0009", "0003")}))
    assert "write 0002 or 0009 or 0003, which 0102 became" in told


def test_last_round_stands_under_the_codes_of_last_round(folder: Path) -> None:
    (told,) = faults_of(folder, last_units={"0103"})
    assert told.startswith("last_round.csv:2: column unit: found '0003'; expected a unit of last round; to mend it, ")
    rewrite(folder, "last_round.csv", lambda c: c.replace(b"0003", b"0103"))
    assert read(folder, last_units={"0103"}).last_round["unit"].to_list() == ["0103"]
    (told,) = faults_of(folder, became={"0103": ("0003",)})
    assert told.startswith("last_round.csv:2: column unit: found '0103'; expected a unit of last round; to mend it, ")
    assert "which 0103 became" not in told


def test_a_first_round_has_no_round_before(folder: Path) -> None:
    (told,) = faults_of(folder, last_units=frozenset(), last_round=None)
    assert told.endswith(
        "found '0003'; expected no row, for there was no round before; to mend it, remove every row of the file"
    )


def test_an_extract_of_another_survey_is_told(folder: Path) -> None:
    (told,) = faults_of(folder, survey="lamps")
    assert told.startswith("manifest.json: column survey: found the survey 'tiny'; expected the survey 'lamps'")
    assert read(folder, survey=None).manifest.survey == "tiny"


def test_a_complete_unit_has_answered_something(folder: Path) -> None:
    rewrite(folder, "units.csv", lambda c: c.replace(b"0003,none", b"0003,complete"))
    (told,) = faults_of(folder)
    assert told.startswith(
        "units.csv:4: column unit: found '0003'; expected a row in replies.csv, for its status is "
    )


def test_a_silent_unit_has_no_replies(folder: Path) -> None:
    rewrite(folder, "units.csv", lambda c: c.replace(b"partial", b"none"))
    assert [fault[:27] for fault in faults_of(folder)] == ["replies.csv:4: column unit:"]


def test_every_unit_of_the_round_has_a_row(folder: Path) -> None:
    assert "no row for 2 of 5 units: 0004, 0005" in faults_of(folder, units=UNITS | {"0004", "0005"})[0]


@pytest.mark.parametrize("reported", ["1.6", ""])
def test_a_correction_must_find_the_figure_it_corrects(folder: Path, reported: str) -> None:
    rewrite(folder, "corrections.csv", lambda c: c.replace(b"1.5", reported.encode()))
    assert "remove the correction or state what was reported" in faults_of(folder)[0]


@pytest.mark.parametrize("year", [b"2031", b"2025"])
def test_last_round_is_the_one_before_this(folder: Path, year: bytes) -> None:
    rewrite(folder, "last_round.csv", lambda c: c.replace(b"2030", year))
    (told,) = faults_of(folder)
    place = f"last_round.csv:2: column round: found '{year.decode()}'; expected 2030, the round before; to mend it, "
    assert told.startswith(place)


def test_a_file_changed_after_it_was_written_is_refused(folder: Path) -> None:
    content = (folder / "replies.csv").read_bytes()
    (folder / "replies.csv").write_bytes(content.replace(b"2,", b"3,"))
    assert [f for f in faults_of(folder) if "checksum" in f]


def test_an_unknown_file_in_the_manifest_is_refused_and_open_text_is_not(folder: Path) -> None:
    (folder / "texts.csv").write_text("unit,variable,text\n", encoding="utf-8")
    seal(folder)
    assert read(folder).replies.height == 3
    (folder / "more.csv").write_text("x\n", encoding="utf-8")
    seal(folder)
    assert "unknown file more.csv" in faults_of(folder)[0]


MANIFEST_FAULTS = {
    "version": (b'"format": 1', b'"format": 99', "the format version 99"),
    "round": (b'"round": 2031', b'"round": 2030', "the round 2030"),
    "unknown key": (b'"survey"', b'"surveys"', "an unknown key"),
    "kind": (b'"synthetic": true', b'"synthetic": "yes"', "expected a value of the kind bool"),
    "moment": (b"2031-07-01T", b"2031-13-01T", "a moment in ISO 8601"),
    "moment without hyphens": (b"2031-07-01T00:00:00", b"20310701T000000", "written YYYY-MM-DD"),
    "week": (b"2031-07-01T00:00:00", b"2031-W26-4", "written YYYY-MM-DD"),
    "blank for T": (b"2031-07-01T", b"2031-07-01 ", "written YYYY-MM-DD"),
    "no JSON": (b"{", b"", "no JSON"),
}


@pytest.mark.parametrize("case", MANIFEST_FAULTS)
def test_a_wrong_manifest_is_told(folder: Path, case: str) -> None:
    old, new, message = MANIFEST_FAULTS[case]
    path = folder / "manifest.json"
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    assert any(message in fault for fault in faults_of(folder)), faults_of(folder)


def test_a_half_written_folder_and_no_folder_are_told_apart(folder: Path, tmp_path: Path) -> None:
    (folder / "manifest.json").unlink()
    assert "half written" in faults_of(folder)[0]
    assert "no such folder" in faults_of(tmp_path / "elsewhere")[0]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(garbage=st.binary(max_size=300), file=st.sampled_from(["manifest.json", *(f"{n}.csv" for n in FILES)]))
def test_garbage_is_only_ever_an_extract_error(tmp_path: Path, garbage: bytes, file: str) -> None:
    folder = tmp_path / "extract"
    shutil.rmtree(folder, ignore_errors=True)
    write_extract(tiny(), folder)
    (folder / file).write_bytes(garbage)
    if file != "manifest.json":
        seal(folder)
    with pytest.raises(ExtractError):
        read(folder)


words = st.one_of(st.none(), st.text(st.characters(codec="utf-8"), min_size=1, max_size=20))
numbers = st.floats(0, 999_999_999_999_999, allow_nan=False)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(values=st.lists(numbers, min_size=3, max_size=3), comment=words, way=words, origin=st.sampled_from(ORIGINS))
def test_round_trip(tmp_path: Path, values: list[float], comment: str | None, way: str | None, origin: str) -> None:
    extract = replace(
        tiny(),
        replies=tiny().replies.with_columns(pl.Series("value", values), pl.lit(origin).alias("origin")),
        corrections=empty_tables()["corrections"],
        changes=frame("changes", ("0001", "adults", "yes", comment)),
        units=tiny().units.with_columns(pl.lit(way, dtype=pl.String).alias("organised_as")),
    )
    write_extract(extract, tmp_path / "extract")
    again = read(tmp_path / "extract")
    for name, table in extract.tables.items():
        assert again.tables[name].equals(table), name
