"""Every answer that the report counts comes out of the written Extract, counted here without the fit.

Claims and printed tables are read anew from their files; conditions mean what the small language says they mean.
"""

import csv
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from kartlegg.exchange.extract import Extract, write_extract
from kartlegg.places.load import load_places
from kartlegg.places.units import UnitKind
from kartlegg.questionnaire.evaluate import Facts, holds
from kartlegg.questionnaire.grammar import parse_condition
from kartlegg.questionnaire.load import load_questionnaire
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.questionnaire.registers import register_of
from kartlegg.questionnaire.routing import Routing
from kartlegg.rounding import round_half_up
from kartlegg.rounds import round_folder

Row = dict[str, str]
WORDS = {
    "everyone": {"none", "partial", "complete"},
    "participants": {"partial", "complete"},
    "complete": {"complete"},
}


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def form(survey: Path) -> Questionnaire:
    return load_questionnaire(round_folder(survey, 2021))


@pytest.fixture(scope="module")
def claims(survey: Path) -> list[Row]:
    printed = {
        (row["table"], row["row"], row["column"]): row["value"] for row in rows(survey / "published/tables_2021.csv")
    }
    found = [row for path in sorted((round_folder(survey, 2021) / "claims").glob("*.csv")) for row in rows(path)]
    return [row | {"value": row["value"] or printed[row["table"], row["row"], row["column"]]} for row in found]


class Replies:
    """A written Extract: settled facts of each unit with its status and groups."""

    def __init__(self, extract: Extract, form: Questionnaire, survey: Path, folder: Path) -> None:
        write_extract(extract, folder)
        self.status = {row["unit"]: row["status"] for row in rows(folder / "units.csv")}
        self.columns = {row["unit"]: row for row in rows(folder / "units.csv")}
        self.answers: dict[str, dict[str, str | float]] = defaultdict(dict)
        for row in rows(folder / "replies.csv"):
            is_word = form.variables[row["variable"]].type == "choice"
            self.answers[row["unit"]][row["variable"]] = row["value"] if is_word else float(row["value"])
        for row in rows(folder / "texts.csv"):
            self.answers[row["unit"]][row["variable"]] = row["text"]
        self.codings = rows(folder / "codings.csv")
        places = [place for place in load_places(survey).on(dt.date(2021, 1, 1)) if place.reports]
        self.agencies = {place.code for place in places if place.kind is UnitKind.AGENCY}
        self.groups = {place.code: place.groups for place in places}
        routing = Routing(form)
        self.facts = {
            place.code: routing.settle(Facts(self.answers[place.code], register=register_of(place)))
            for place in places
        }

    def units(self, claim: Row, base: str) -> list[str]:
        """Units of the claim's group that meet `base`: a condition, a word for all of a kind, or blank."""
        inside = [u for u in self.facts if claim["grouping"] in {"", *self.groups[u]}]
        inside = [u for u in inside if not claim["grouping"] or self.groups[u][claim["grouping"]] == claim["group"]]
        if base in {"", *WORDS}:
            return [u for u in inside if self.status[u] in WORDS[base or "everyone"]]
        return [u for u in inside if holds(parse_condition(base), self.facts[u]) is True]

    def worked_out(self, claim: Row) -> Decimal | float:
        """What the claim counts, unrounded."""
        if claim["measure"].startswith("coded"):
            themes = Counter(row["theme"] for row in self.codings if row["variable"] == claim["of"])
            count = themes[claim["base"]]
            return Decimal(100 * count) / themes.total() if claim["measure"] == "coded_percent" else Decimal(count)
        if claim["measure"] == "sum":
            values = (self.facts[unit].answers.get(claim["of"]) for unit in self.units(claim, claim["base"]))
            return sum((Decimal(str(value)) for value in values if value is not None), Decimal(0))
        base = self.units(claim, claim["base"])
        rule = parse_condition(claim["of"])
        count = sum(holds(rule, self.facts[unit]) is True for unit in base)
        return Decimal(100 * count) / len(base) if claim["measure"] == "percent" else Decimal(count)


@pytest.fixture(scope="module", params=["sample", "second_sample"])
def replies(
    request: pytest.FixtureRequest, form: Questionnaire, survey: Path, tmp_path_factory: pytest.TempPathFactory
) -> Replies:
    folder = tmp_path_factory.mktemp("written") / "extract"
    return Replies(request.getfixturevalue(request.param), form, survey, folder)


def misprinted(replies: Replies, claims: list[Row]) -> Iterator[tuple[str, ...]]:
    for claim in claims:
        decimals = len(claim["value"].partition(".")[2])
        shown = round_half_up(replies.worked_out(claim), decimals)
        if shown != Decimal(claim["value"]):
            yield claim["table"], claim["row"], claim["column"], claim["value"], str(shown)


def test_every_printed_number_that_is_kept_is_given(replies: Replies, claims: list[Row]) -> None:
    kept = [claim for claim in claims if claim["kept"] == "yes"]
    assert len(kept) > 1400
    assert list(misprinted(replies, kept)) == []


def test_every_printed_number_that_is_given_up_is_told_and_not_given(
    replies: Replies, sample: Extract, claims: list[Row]
) -> None:
    """A number that comes out all the same has no reason to be given up."""
    given_up = [claim for claim in claims if claim["kept"] == "no"]
    told = "\n".join(note for note in sample.manifest.notes if "not reproduced" in note)
    assert told.count("\n") + 1 == len(given_up)
    assert all(claim["because"] in told and claim["row"] in told for claim in given_up)
    assert len(list(misprinted(replies, given_up))) == len(given_up)


def test_every_question_is_answered_and_only_by_those_who_are_asked(replies: Replies, form: Questionnaire) -> None:
    """What is asked of nobody, for print has nobody who ticked the box above it, is answered by nobody."""
    answered = set().union(*replies.answers.values())
    open_to_some = {code for facts in replies.facts.values() for code in form.variables.keys() - facts.hidden}
    asked = {code for code in open_to_some if form.variables[code].asked and form.variables[code].is_published}
    assert answered == asked
    assert len(asked) > 500
    for unit, answers in replies.answers.items():
        assert answers.keys() <= replies.facts[unit].answers.keys(), unit


def test_silent_units_answer_nothing_and_partial_ones_next_to_nothing(replies: Replies, form: Questionnaire) -> None:
    own = {
        u: [code for code in answers if not form.variables[code].is_figure] for u, answers in replies.answers.items()
    }
    for unit, status in replies.status.items():
        if status == "none":
            assert not own.get(unit)
        elif status == "partial":
            assert len(own[unit]) <= 6
    usual = sorted(len(codes) for unit, codes in own.items() if replies.status[unit] == "complete")
    assert usual[len(usual) // 2] > 200


def test_a_complete_reply_answers_most_of_what_everyone_is_asked(replies: Replies, form: Questionnaire) -> None:
    """Units leave different questions blank: print says how many leave each blank, and that is few."""
    asked = [variable for variable in form.variables.values() if variable.asked and not variable.is_figure]
    always = {one.code: one.question for one in asked if not one.shown_if and one.type != "text" and one.is_published}
    shares = {
        unit: len({always[code] for code in replies.answers[unit] if code in always}) / len(set(always.values()))
        for unit, status in replies.status.items()
        if status == "complete" and unit not in replies.agencies
    }
    assert len(set(always.values())) > 90
    assert len(shares) > 330
    assert min(shares.values()) > 0.5
    blanks = sorted(shares.values())
    assert blanks[len(blanks) // 10] < 0.95  # yet nobody is alike


def test_the_columns_of_units_say_what_the_unit_answered(replies: Replies) -> None:
    for unit, row in replies.columns.items():
        answers = replies.answers.get(unit, {})
        assert row["approval"] == answers.get("admin_approved", "")
        assert row["organised_as"] == answers.get("completion_method", "")
        assert row["contributors"] == (
            str(int(answers["contributors_count"])) if "contributors_count" in answers else ""
        )


def test_numbers_are_within_their_limits_and_the_units_figures(replies: Replies, form: Questionnaire) -> None:
    parts = {"harm_reduction_fte": "fte_adults", "lexp_adult_fte": "fte_adults", "lexp_child_fte": "fte_children"}
    for unit, facts in replies.facts.items():
        for code, value in facts.answers.items():
            variable = form.variables[code]
            if variable.type == "number" and variable.asked and not variable.is_figure:
                assert variable.at_least <= value <= (variable.at_most or value), (unit, code)
                assert round(value, variable.decimals) == value, (unit, code)
        for part, whole in parts.items():
            assert facts.answers.get(part, 0) <= facts.answers[whole] + 1e-9 if part in facts.answers else True


def test_rows_of_a_grid_go_together(replies: Replies) -> None:
    """Who has one written routine is more likely to have another, and answers all rows or none."""
    codes = sorted({code for own in replies.answers.values() for code in own if code.startswith("written_routines_")})
    both = [[own[code] == "yes" for code in codes] for own in replies.answers.values() if set(codes) <= own.keys()]
    any_row = sum(bool(set(codes) & own.keys()) for own in replies.answers.values())
    assert len(both) > 0.9 * any_row
    for left in range(len(codes)):
        for right in range(left):
            together = sum(row[left] and row[right] for row in both) / len(both)
            apart = (sum(row[left] for row in both) / len(both)) * (sum(row[right] for row in both) / len(both))
            assert together > apart


def test_open_answers_are_many_and_partly_in_nynorsk(replies: Replies) -> None:
    texts = [text for own in replies.answers.values() for code, text in own.items() if code.endswith("_comment")]
    long = [
        text for own in replies.answers.values() for text in own.values() if isinstance(text, str) and " " in text
    ]
    assert texts
    assert len(set(long)) > 1500
    assert {"ikkje", "frå", "tenester"} & set(" ".join(long).split())
    assert "Se kommentar." not in long
    assert "Lokalt tilbud" not in long
    assert not [text for text in long if "PPT" in text and ("eldre" in text or "voksne" in text)]
    solund = [text for text in replies.answers["4636"].values() if isinstance(text, str) and " " in text]
    assert len(solund) > 5
    assert not {"ikke", "fra", "tjenester", "flere", "hvor", "vi har blitt"} & set(" ".join(solund).split())
    assert all(row["segment"] == replies.answers[row["unit"]][row["variable"]] for row in replies.codings)
    assert len(replies.codings) == 322
