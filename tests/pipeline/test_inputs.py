"""What a round is made from is read and checked first; a wrong row is told with file, line and column."""

import shutil
from pathlib import Path

import pytest

from kartlegg.errors import DefinitionError, UsageError
from kartlegg.pipeline.inputs import HISTORY_COLUMNS, Inputs, Published, load_inputs, read_history
from tests.built import ROUND, SURVEY

HEADER = ",".join(HISTORY_COLUMNS)
ROW = 'fte_adults,2007,9069,fte,all,"table 4.2, 4.5",2021,'


def history(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "series.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def test_the_round_of_the_survey(inputs: Inputs) -> None:
    assert inputs.survey.code == "IS-24/8"
    assert inputs.day == inputs.this_round.population_on
    assert sum(place.reports for place in inputs.places_of_round) == 372
    assert {"county", "size_group", "trust_area", "country"} <= set(inputs.groupings)
    assert [spec.number for spec in inputs.specs.values()] == [
        "",
        *(str(number) for number in range(2, 22)),
        *("C", "D", "E"),
    ]
    assert Published("fte_adults", 2007, 9069.0, "fte") in inputs.history


def test_a_round_that_is_not_there() -> None:
    with pytest.raises(UsageError, match="has no round 1999; rounds there: 2021"):
        load_inputs(SURVEY, 1999)


def test_the_published_series_is_read(tmp_path: Path) -> None:
    rows = read_history(history(tmp_path, ROW, 'fte_x,2010,0.5,percent,,,,"a note\non two lines"'))
    assert rows == (Published("fte_adults", 2007, 9069.0, "fte"), Published("fte_x", 2010, 0.5, "percent"))


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("fte_x,07,1,fte,,,,", ":3: [wrong-cell] column year: found '07'; expected a year of four digits"),
        ('fte_x,2007,"1,5",fte,,,,', ":3: [wrong-cell] column value: found '1,5'; expected a number"),
        ("fte_x,2007,nan,fte,,,,", ":3: [wrong-cell] column value: found 'nan'"),
        ("fte_x,2007,-1,fte,,,,", ":3: [wrong-cell] column value: found '-1'"),
        ("fte_x,2007,1,persons,,,,", ":3: [wrong-cell] column measure: found 'persons'; expected fte or percent"),
        ("fte_x,2007,1", ":3: [wrong-columns] found 3 fields; expected 8 fields"),
        ("fte_x,2007,1,fte,,4.2, 4.5,2021,", ":3: [wrong-columns] found 9 fields; expected 8 fields"),
    ],
)
def test_a_wrong_row_of_the_series_is_told_with_its_line(tmp_path: Path, row: str, told: str) -> None:
    path = history(tmp_path, ROW, row, ROW)
    with pytest.raises(DefinitionError) as refused:
        read_history(path)
    assert str(refused.value).startswith(f"{path}{told}")
    assert "to mend it" in str(refused.value)


def test_all_wrong_rows_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError) as refused:
        read_history(history(tmp_path, "a,b,c,fte,,,,", ROW, "a,2007,c,fte,,,,"))
    assert [fault.line for fault in refused.value.faults] == [2, 4]


@pytest.mark.parametrize("header", [HEADER.replace("year", "aar"), "", f"{HEADER},more"])
def test_another_header_is_refused(tmp_path: Path, header: str) -> None:
    with pytest.raises(DefinitionError, match=r":1: \[wrong-columns\] found .*; expected variable, year, value"):
        read_history(history(tmp_path, ROW, header=header))


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="no such file"):
        read_history(tmp_path / "series.csv")
    history(tmp_path, ROW).write_bytes(f"{HEADER}\nfte_x,2007,1,fte,,,,p\u00e5\n".encode("latin-1"))
    with pytest.raises(DefinitionError, match=r"series.csv:2: \[not-utf8\] found the byte 0xe5, which is not UTF-8"):
        read_history(tmp_path / "series.csv")


def test_what_is_told_per_inhabitant_must_be_a_variable(tmp_path: Path) -> None:
    survey = shutil.copytree(SURVEY, tmp_path / "survey")
    words = survey / "rounds" / str(ROUND) / "report" / "words.yaml"
    words.write_text(words.read_text(encoding="utf-8").replace("fte_total", "fte_all"), encoding="utf-8")

    told = r"words\.yaml:\d+: \[unknown-variable-in-table\] target_groups: found words for fte_all"
    with pytest.raises(DefinitionError, match=told):
        _ = load_inputs(survey, ROUND).rated


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("target_groups: {}\ntotal_variable: fte_total\n", r"11: \[wrong-value\] target_groups: "),
        (
            "target_groups:\n  fte_adults: {nb: Voksne}\ntotal_variable: fte_total\n",
            r"13: \[wrong-value\] total_variable: .*expected one of target_groups: fte_adults",
        ),
        ("target_groups:\n  fte_total: {nb: Alle}\n", r"2: \[missing-key\] total_variable: "),
    ],
)
def test_the_variable_that_adds_up_the_others_is_named(tmp_path: Path, written: str, told: str) -> None:
    survey = shutil.copytree(SURVEY, tmp_path / "survey")
    words = survey / "rounds" / str(ROUND) / "report" / "words.yaml"
    before, rest = words.read_text(encoding="utf-8").split("target_groups:", 1)
    words.write_text(f"{before}{written}rates:{rest.split('rates:', 1)[1]}", encoding="utf-8")
    with pytest.raises(DefinitionError, match=rf"words\.yaml:{told}"):
        load_inputs(survey, ROUND)


def test_a_survey_needs_a_grouping_of_all_places(tmp_path: Path) -> None:
    survey = shutil.copytree(SURVEY, tmp_path / "survey")
    groupings = survey / "places" / "groupings.yaml"
    text = groupings.read_text(encoding="utf-8")
    start = text.index("  - code: country")
    groupings.write_text(text[:start] + text[start:].partition("\n\n")[2], encoding="utf-8")

    with pytest.raises(DefinitionError, match="no grouping of the kind whole"):
        _ = load_inputs(survey, ROUND).country
