"""Tests in tables of answers: what is tested, how cells are marked, what the note says, what is refused."""

from dataclasses import replace

import pytest

from kartlegg.errors import LookupFault
from kartlegg.estimation.responses import Responses
from kartlegg.exchange.table_file import decode_json, encode_json
from kartlegg.language import Text
from kartlegg.places.groupings import Group, Grouping
from kartlegg.questionnaire.evaluate import Facts
from kartlegg.report.cells import marks_of, show_cell
from kartlegg.tabulation.answers import Answers
from kartlegg.tabulation.answers_tests import cell_tests, note_on_tests
from kartlegg.tabulation.cell_test import FINDINGS, CellTest
from kartlegg.tabulation.spec import AnswersSpec
from kartlegg.tabulation.table import Cell, Column, Row, Table
from kartlegg.tabulation.words import WordsOfTests
from tests.tabulation.test_answers_table import UNCERTAIN, VARIABLES, words

__all__ = ["words"]

COAST = Grouping("coast", Text("Kyst"), tuple(Group(code, Text(code.capitalize())) for code in ("in", "out", "city")))
SIZE = Grouping("size", Text("Størrelse"), tuple(Group(code, Text(code)) for code in ("small", "large", "city")))
TOLD = {
    "groups": "Prøvd.",
    "significant": "{sign} Skilt.",
    "alike": "Ingen skilt.",
    "controlled": "{sign} Styrt.",
    "alike_controlled": "Ingen styrt.",
    "untestable": "{groups} er en størrelse.",
    "years": "År.",
    "changed": "{sign} Endret.",
    "unchanged": "Uendret.",
}


@pytest.fixture
def answers() -> Answers:
    """Return 60 units: of 20 in, 18 have a plan; of 28 out, 7; of 12 in the city, 5. Ten got a plan, one lost it."""
    groups = {f"u{n:02d}": "in" if n < 20 else "out" if n < 48 else "city" for n in range(60)}
    have = {unit: n < 18 or 20 <= n < 27 or 48 <= n < 53 for n, unit in enumerate(groups)}
    before = {unit: float(n >= 10 and has) for n, (unit, has) in enumerate(have.items())} | {"u59": 1.0}
    return Answers(
        Responses(
            {unit: Facts({"plan": "yes" if has else "no", "staff": float(has)}) for unit, has in have.items()},
            dict.fromkeys(groups, "complete"),
            {
                unit: {"coast": group, "size": group if group == "city" else "small" if n % 2 else "large"}
                for n, (unit, group) in enumerate(groups.items())
            },
            {"why": {f"u{n:02d}": "money" if n % 20 < 10 else "time" for n in range(40)}},
            before={unit: Facts({"staff": staff}) for unit, staff in before.items()},
        ),
        VARIABLES,
        {"coast": COAST, "size": SIZE},
        UNCERTAIN,
        2032,
        size="size",
    )


def spec(**of: object) -> AnswersSpec:
    plain = {"kind": "answers", "number": "9.1", "title": {"nb": "T"}, "stub": {"nb": "S"}, "base": {"nb": "B"}}
    asked = {"by": "coast", "of": "plan is yes", "base_of": "plan is answered", "tests": ["groups"]}
    return AnswersSpec.model_validate(plain | asked | of)


def test_each_group_is_tested_against_all_others_with_size_as_control(answers: Answers, words) -> None:
    tested = {one.row: one for one in cell_tests(spec(), answers, words)}
    assert set(tested) == {"in", "out", "city"}
    assert {one.column for one in tested.values()} == {"percent_y2032"}
    high, low, city = tested["in"], tested["out"], tested["city"]
    assert (high.signs, low.signs, city.signs) == ("*†", "*†", "")
    assert (high.higher("systematic"), low.higher("controlled"), city.held.p_value) == (True, False, None)
    assert high.plain.effect == pytest.approx(100 * (18 / 20 - 12 / 40))
    assert high.plain.low < high.plain.effect < high.plain.high


def test_sizes_are_not_held_equal_to_themselves(answers: Answers, words) -> None:
    assert {one.held for one in cell_tests(spec(by="size"), answers, words)} == {None}
    assert all(
        one.held for one in cell_tests(spec(rows=[{"of": "plan is yes"}], by=None, across="coast"), answers, words)
    )


def test_a_family_is_tested_once(answers: Answers, words) -> None:
    asked = []

    def counted(*of):
        asked.append(of)
        return answers.tested(*of)

    cell_tests(spec(years=[2031, 2032]), replace(answers, tested=counted, _families={}), words)
    assert len(asked) == 1


def test_coded_answers_are_tested_among_those_that_were_coded(answers: Answers, words) -> None:
    rows = [{"theme": "money", "label": {"nb": "Penger"}}]
    tested = cell_tests(spec(by=None, across="coast", rows=rows, variable="why", of=""), answers, words)
    assert {one.plain.units for one in tested} == {40}


def test_the_note_says_what_was_found_and_what_could_not_be_tested(answers: Answers, words) -> None:
    told = words.model_copy(update={"tests": words_for_tests()})
    labels = {group.code: group.label for group in COAST.groups}
    (note,) = note_on_tests(cell_tests(spec(), answers, words), labels, told)
    assert note.nb == "Prøvd. * Skilt. † Styrt. City er en størrelse."
    (note,) = note_on_tests(cell_tests(spec(of="team is yes"), answers, words), labels, told)
    assert note.nb == "Prøvd. Ingen skilt. Ingen styrt."
    assert note_on_tests((), labels, told) == []
    with pytest.raises(LookupFault, match=r"words\.yaml has no tests"):
        note_on_tests(cell_tests(spec(), answers, words), labels, words)


def words_for_tests() -> WordsOfTests:
    return WordsOfTests.model_validate({key: {"nb": text, "en": text} for key, text in TOLD.items()})


def test_the_change_on_the_same_units_is_tested(answers: Answers, words) -> None:
    rows = [
        {"of": "staff > 0", "label": {"nb": "Stab"}},
        {"of": "staff is answered", "kind": "total", "label": {"nb": "T"}},
    ]
    asked = spec(by=None, rows=rows, base_of="staff is answered", tests=["years"])
    (one,) = cell_tests(asked, answers, words)
    assert (one.kind, one.signs, one.plain.units, one.plain.method) == ("years", "‡", 60, "mcnemar")
    assert one.plain.effect == pytest.approx(100 * (10 - 1) / 60)
    told = words.model_copy(update={"tests": words_for_tests()})
    assert note_on_tests([one], {}, told)[0].nb == "År. ‡ Endret."


@pytest.mark.parametrize("base", ["plan is answered", "complete"])
def test_a_change_of_what_last_round_does_not_tell_is_refused(answers: Answers, words, base: str) -> None:
    rows = [{"of": "plan is yes"}]
    with pytest.raises(LookupFault, match=r"the change of plan is yes cannot be tested: last_round\.csv"):
        cell_tests(spec(by=None, rows=rows, base_of=base, tests=["years"]), answers, words)


def test_a_table_without_percentages_of_this_round_cannot_be_tested(answers: Answers, words) -> None:
    with pytest.raises(LookupFault, match="no percentage of 2032 whose groups could be tested"):
        cell_tests(spec(measures=["count"]), answers, words)
    with pytest.raises(ValueError, match="by or across, the groups, where tests are of groups"):
        spec(by=None, rows=[{"of": "plan is yes"}])


def test_signs_follow_the_letter_of_a_cell_and_survive_a_file(answers: Answers, words, table: Table) -> None:
    (one, *_) = cell_tests(spec(), answers, words)
    marked = replace(table, tests=(replace(one, row=table.rows[0].code, column=table.columns[0].code),))
    sign = marks_of(marked).cells[table.rows[0].code, table.columns[0].code]
    assert sign.endswith(one.signs)
    assert decode_json(encode_json(marked, show_cell)).tests == marked.tests


def test_every_finding_has_its_meaning(answers: Answers, words) -> None:
    (one, *_) = cell_tests(spec(), answers, words)
    assert isinstance(one, CellTest)
    assert [what for what in FINDINGS if one.found(what)] == list(FINDINGS[:3]) or one.row == "city"


@pytest.fixture
def table() -> Table:
    """Return a table of one cell."""
    row, column = Row("r", Text("R")), Column("c", Text("C"), "percent")
    of = (Text(""),) * 2
    return Table("1", Text("T"), Text("S"), (row,), (column,), ((Cell(1.0, "U"),),), *of)
