"""A round is found by its year, and its dates stand in their order."""

from pathlib import Path

import pytest

from kartlegg.errors import DefinitionError, UsageError
from kartlegg.rounds import load_round, round_folder
from tests.tiny.survey import FIRST, SECOND, change, write_survey


def test_a_round_knows_the_one_before(tmp_path: Path) -> None:
    survey = write_survey(tmp_path)
    assert load_round(survey, SECOND).last_round == FIRST
    assert load_round(survey, FIRST).last_round is None
    assert load_round(survey, SECOND).population_on.isoformat() == f"{SECOND}-01-01"


def test_a_year_without_a_round_is_told_with_those_there_are(tmp_path: Path) -> None:
    survey = write_survey(tmp_path)
    with pytest.raises(UsageError, match=f"has no round 1; rounds there: {FIRST}, {SECOND}$"):
        round_folder(survey, 1)
    with pytest.raises(UsageError, match="rounds there: none"):
        load_round(tmp_path / "elsewhere", SECOND)


WRONG = {
    "another year": (f"year: {SECOND}", f"year: {FIRST - 1}\nlast_round: 1990", "year", "as the folder is named"),
    "week": ("reference_week: 10", "reference_week: 54", "reference_week", "less than or equal to 53"),
    "due too early": ("due_on: 2032-04-01", "due_on: 2032-02-01", "due_on", "2032-03-01 or later"),
    "closed too early": ("closes_on: 2032-05-01", "closes_on: 2032-03-31", "closes_on", "2032-04-01 or later"),
    "last round ahead": (f"last_round: {FIRST}", f"last_round: {SECOND}", "last_round", "a round before this one"),
}


@pytest.mark.parametrize(("old", "new", "key", "expected"), WRONG.values(), ids=WRONG)
def test_a_wrong_round_is_told_with_its_line(tmp_path: Path, old: str, new: str, key: str, expected: str) -> None:
    survey = write_survey(tmp_path)
    path = change(survey, f"rounds/{SECOND}/round.yaml", old, new)
    if key == "year":
        change(survey, f"rounds/{SECOND}/round.yaml", f"last_round: {FIRST}\n", "")
    with pytest.raises(DefinitionError) as error:
        load_round(survey, SECOND)
    (fault,) = error.value.faults
    line = next(n for n, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if text.startswith(key))
    assert (fault.file, fault.line, fault.column) == (path, line, key)
    assert expected in fault.expected
