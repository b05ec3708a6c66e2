"""Answers of every type in an Extract: kept apart by what is done with them, refused where they do not fit."""

from dataclasses import replace
from pathlib import Path

import pytest

from kartlegg.definitions import Words
from kartlegg.errors import ExtractError
from kartlegg.exchange.by_unit import corrected_by_unit, replies_by_unit
from kartlegg.exchange.extract import Extract, write_extract
from kartlegg.language import Text
from kartlegg.questionnaire.options import Option
from kartlegg.questionnaire.variables import Variable
from tests.exchange.test_extract import VARIABLES, frame, read, rewrite, seal, tiny

YES_NO = (Option(code="yes", label=Words(nb="Ja")), Option(code="no", label=Words(nb="Nei")))
FORM = VARIABLES | {
    "team": Variable("team", Text("Team"), Text("Team"), type="choice", options=YES_NO),
    "team_act": Variable("team_act", Text("ACT"), Text("ACT"), type="tick"),
    "places": Variable("places", Text("Plasser"), Text("Plasser"), "count"),
    "why": Variable("why", Text("Hvorfor"), Text("Hvorfor"), type="text", purpose="open"),
    "email": Variable("email", Text("E-post"), Text("E-post"), type="text", purpose="contact"),
}


def answered() -> Extract:
    rows = [("0001", "team", "yes"), ("0001", "team_act", "1"), ("0002", "places", "12")]
    return replace(
        tiny(),
        answers=frame("answers", *((*row, "reported", None) for row in rows)),
        answer_corrections=frame(
            "answer_corrections", ("0001", "team", "yes", "no", "wrong box", "editor", "2031-06-01")
        ),
        texts=frame("texts", ("0001", "why", 'Det er "langt",\nog mye snø.')),
    )


def test_figures_answers_and_texts_are_kept_apart_and_come_back(tmp_path: Path) -> None:
    write_extract(answered(), tmp_path / "extract")
    again = read(tmp_path / "extract", variables=FORM)
    for name, table in answered().tables.items():
        assert again.tables[name].equals(table), name
    assert (tmp_path / "extract" / "replies.csv").read_text(encoding="utf-8").splitlines()[1:4] == [
        "0001,fte_home,1.5,reported,2031-05-03",
        "0001,fte_work,0,by_phone,",
        "0001,team,yes,reported,",
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("replies.csv", "team,yes", "team,perhaps", "found 'perhaps'; expected an option of team: yes, no"),
        ("replies.csv", "team_act,1", "team_act,2", "found '2'; expected 1 .ticked. or 0"),
        ("replies.csv", "places,12", "places,many", "found 'many'; expected a number"),
        ("replies.csv", "0001,team,yes", "0001,why,yes", "found 'why'; expected a variable that is asked"),
        ("corrections.csv", "team,yes,no", "team,yes,nope", "found 'nope'; expected an option of team"),
        ("texts.csv", "0001,why", "0001,email", "found 'email'; expected a variable that is asked"),
    ],
)
def test_an_answer_that_its_variable_cannot_have_is_told(
    tmp_path: Path, file: str, old: str, new: str, message: str
) -> None:
    folder = tmp_path / "extract"
    write_extract(answered(), folder)
    rewrite(folder, file, lambda content: content.replace(old.encode(), new.encode(), 1))
    with pytest.raises(ExtractError, match=message):
        read(folder, variables=FORM)


def test_an_extract_may_come_without_texts(tmp_path: Path) -> None:
    folder = tmp_path / "extract"
    write_extract(answered(), folder)
    (folder / "texts.csv").unlink()
    seal(folder)
    assert read(folder, variables=FORM).texts.is_empty()


def test_one_reply_after_another() -> None:
    assert replies_by_unit(answered(), FORM) == {
        "0001": {
            "fte_home": 1.5,
            "fte_work": 0.0,
            "team": "yes",
            "team_act": 1.0,
            "why": 'Det er "langt",\nog mye snø.',
        },
        "0002": {"fte_home": 2.0, "places": 12.0},
    }


def test_corrections_count_beside_what_was_reported() -> None:
    first = ("0001", "team_act", "1", None, "never had one", "editor", "2031-06-01")
    extract = replace(answered(), answer_corrections=frame("answer_corrections", first))
    corrected = corrected_by_unit(extract, FORM)["0001"]
    assert corrected["fte_home"] == 15.0
    assert "team_act" not in corrected
    assert corrected_by_unit(answered(), FORM)["0001"]["team"] == "no"
