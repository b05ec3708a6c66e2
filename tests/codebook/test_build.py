"""The codebook tells each variable: its words in three languages, type, options, routing, rounds and why."""

from pathlib import Path

import pytest
from hypothesis import given

from kartlegg.codebook.build import codebook_of
from kartlegg.codebook.conditions import ConditionWords, canonical
from kartlegg.codebook.entries import Asking, Codebook, OptionEntry, VariableEntry
from kartlegg.codebook.words import LANGUAGES, listed, phrases
from kartlegg.definitions import Words
from kartlegg.errors import RuleError
from kartlegg.questionnaire.grammar import parse_condition
from kartlegg.questionnaire.load import load_questionnaire
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.questionnaire.plain import plain
from kartlegg.questionnaire.rules import Condition
from kartlegg.rounds import load_round, load_survey, round_folder
from tests.codebook.lamps import LONG
from tests.questionnaire.said_rules import conditions
from tests.tiny.survey import FIRST, SECOND

CHECKOUT = Path(__file__).parents[2]
REAL = CHECKOUT / "survey" / "is248"


@pytest.fixture(scope="module")
def variables(codebook: Codebook) -> dict[str, VariableEntry]:
    return {variable.code: variable for variable in codebook.variables}


def test_a_variable_of_every_type_is_told_in_its_place(variables: dict[str, VariableEntry]) -> None:
    told = {
        code: (of.type, of.level, of.question, of.row, of.option, of.name.nb)
        for code, of in variables.items()
        if of.section == "work" and of.question != LONG
    }
    assert told == {
        "night": ("choice", "ordinal", "night", None, None, "Nattevakt"),
        "tools_ladder": ("tick", "nominal", "tools", None, "ladder", "Hva har dere med? – Stige"),
        "tools_other": ("tick", "nominal", "tools", None, "other", "Hva har dere med? – Annet"),
        "tools_other_text": ("text", "nominal", "tools", None, "other", "Hva har dere med? – Annet (egne ord)"),
        "tools_none": ("tick", "nominal", "tools", None, "none", "Hva har dere med? – Ingenting"),
        "heard_guild_song": (
            *("tick", "nominal", "heard", "guild", "song"),
            "Hvordan hørte dere om? – Lauget: En sang",
        ),
        "heard_guild_other": ("tick", "nominal", "heard", "guild", "other", "Hvordan hørte dere om? – Lauget: Annet"),
        "heard_guild_other_text": (
            *("text", "nominal", "heard", "guild", "other"),
            "Hvordan hørte dere om? – Lauget: Annet (egne ord)",
        ),
        "lamps": ("number", "scale", "lamps", None, None, "Hvor mange lamper?"),
        "story": ("text", "nominal", "story", None, None, "Fortell."),
        "letters": ("text", "nominal", "letters", None, None, "Hvor sender vi brev?"),
    }


def test_words_stand_in_three_languages(variables: dict[str, VariableEntry]) -> None:
    assert variables["tools_other_text"].name == Words(
        nb="Hva har dere med? – Annet (egne ord)",
        nn="Kva har de med? – Anna (eigne ord)",
        en="What do you bring? – Other (own words)",
    )


def test_an_option_of_a_scale_that_asks_what_it_is_has_its_name(survey: Path) -> None:
    other = {"code": "other", "label": {"nb": "Annet", "nn": "Anna"}, "text": True}
    scale = {
        "code": "fuels",
        "title": {"nb": "Brensel"},
        "options": [{"code": "oil", "label": {"nb": "Olje"}}, other],
    }
    question = {"type": "choice", "code": "fuel", "text": {"nb": "Hva brenner dere?"}, "scale": "fuels"}
    section = {"code": "page", "title": {"nb": "Side"}, "questions": [question]}
    form = Questionnaire.model_validate({"sections": [section], "scales": {"fuels": scale}})
    told = codebook_of(form, load_survey(survey), load_round(survey, SECOND))
    assert [of.label.nb for of in told.variables] == ["Hva brenner dere?", "Annet (egne ord)"]
    assert [question.scale for question in told.questions] == [Words(nb="Brensel")]


def test_options_keep_code_value_and_kind(variables: dict[str, VariableEntry]) -> None:
    night = variables["night"]
    assert [(option.code, option.value) for option in night.options] == [
        *(("always", 1), ("often", 2), ("never", 3)),
        *(("unknown", 8), ("moot", 9)),
    ]
    assert night.missing == {8: "do_not_know", 9: "not_applicable"}
    never = Words(nb="Aldri", nn="Aldri", en="Never")
    assert night.options[2] == OptionEntry("never", 3, never, since=SECOND)


def test_two_answers_have_no_order(variables: dict[str, VariableEntry]) -> None:
    assert variables[f"{LONG}_street"].level == "nominal"


def test_routing_is_told_as_a_rule_and_in_words(variables: dict[str, VariableEntry]) -> None:
    routing = variables["tools_other_text"].routing
    assert routing is not None
    assert routing.rule == "night is one of (always, often) and tools_other is ticked"
    assert routing.words.nb == (
        "Stilles når «Nattevakt» (night) er «Alltid» eller «Ofte» og "
        "«Hva har dere med? – Annet» (tools_other) er krysset av."
    )
    assert routing.words.en.startswith("Asked where “Night watch” (night) is “Always” or “Often” and ")


def test_rounds_are_those_stated_and_those_whose_form_has_it(variables: dict[str, VariableEntry]) -> None:
    assert variables["night"].asking == Asking(since=FIRST, rounds=(SECOND,))
    assert variables["tools_ladder"].asking == Asking(asked_in=(FIRST, SECOND), rounds=(SECOND,))
    assert variables[f"{LONG}_street"].asking.since == SECOND
    assert variables["fte_adults_street"].asking.rounds == (FIRST, SECOND)


def test_sums_contact_and_what_was_assumed_are_told(codebook: Codebook, variables: dict[str, VariableEntry]) -> None:
    assert variables["fte_total"].parts == ("fte_adults", "fte_children")
    assert [of.code for of in variables.values() if not of.is_published] == ["letters"]
    assert variables["night"].because == ("The guild prints no options.",)
    hours = next(question for question in codebook.questions if question.code == "hours")
    assert hours.control is not None
    assert "(fte_adults)" in hours.control.nb
    assert "0,5" in hours.control.nb


@pytest.mark.parametrize(
    ("rule", "nb", "en"),
    [
        ("night is not never", "er besvart med noe annet enn «Aldri»", "answered with something other than “Never”"),
        ("night is answered", "(night) er besvart", "(night) is answered"),
        ("night is not answered", "(night) ikke er besvart", "(night) is not answered"),
        ("night is blank", "(night) ikke er besvart", "(night) is not answered"),
        ("night is not blank", "(night) er besvart", "(night) is answered"),
        ("tools_none is not ticked", "(tools_none) ikke er krysset av", "(tools_none) is not ticked"),
        ("none of (tools_ladder, tools_none) is ticked", "ingen av «", "none of “"),
        ("all of (tools_ladder, tools_none) is ticked", "alle av «", "every one of “"),
        ("lamps >= 2.5", "(lamps) er 2,5 eller mer", "(lamps) is 2.5 or more"),
        ("lamps != 2", "(lamps) ikke er lik 2", "(lamps) does not equal 2"),
        ("lamps within 1 of 4", "(lamps) ligger høyst 1 fra 4", "(lamps) is at most 1 from 4"),
        ("lamps within 20 percent of 4", "høyst 20 prosent fra 4", "at most 20 per cent from 4"),
        ("lamps between 0 and 9", "(lamps) er fra 0 til 9", "(lamps) is from 0 to 9"),
        ("not lamps = 1", "(lamps) ikke er lik 1", "(lamps) does not equal 1"),
        ("not lamps within 1 of 4", "det ikke stemmer at", "it is not so that"),
        ("night is always or lamps < 2", "er «Alltid» eller «", "is “Always” or “"),
        ("sum of (lamps, 2) > absolute of (-1)", "summen av «", "the size of −1"),
        ("number of (tools_ladder, tools_none) ticked > 1", "tallet på kryss i «", "the number of ticks in “"),
        ("last.lamps / 2 > lamps", "i forrige runde / 2", "in the last round / 2"),
        ("register.kind is agency", "enheten er «etat»", "the unit is “agency”"),
        ("register.population > 5", "innbyggertallet er større enn 5", "the number of inhabitants is above 5"),
        ("forgotten is on", "forgotten er «on»", "forgotten is “on”"),
    ],
)
def test_every_form_of_condition_is_said(survey: Path, rule: str, nb: str, en: str) -> None:
    form = load_questionnaire(round_folder(survey, SECOND))
    names = {code: Words(nb=of.label.nb, en=of.label.en) for code, of in form.variables.items()}
    told = ConditionWords(form.variables, names).condition(parse_condition(rule))
    assert nb in told.nb
    assert en in told.en


def test_conditions_join_to_one_rule_that_reads_back() -> None:
    rule = canonical(["a is yes or b is yes", "c > 1", "c > 1"])
    assert rule == "(a is yes or b is yes) and c > 1"
    assert str(parse_condition(rule)) == rule
    assert canonical([]) == ""
    with pytest.raises(RuleError):
        canonical(["a is"])


def test_one_or_none_is_a_list_too() -> None:
    assert listed([], "and").nb == ""
    assert listed([Words(nb="én")], "and").nb == "én"


def test_every_phrase_has_as_many_places_in_each_language() -> None:
    for name, words in phrases().items():
        places = {text.count("{") for text in (words.nb, words.en, words.nn or words.nb)}
        assert len(places) == 1, name


@pytest.mark.parametrize("year", sorted(int(path.name) for path in (REAL / "rounds").iterdir()))
def test_the_real_form_is_told_whole_and_in_order(year: int) -> None:
    form = load_questionnaire(round_folder(REAL, year))
    told = codebook_of(form, load_survey(REAL), load_round(REAL, year))
    assert [variable.code for variable in told.variables] == list(form.variables)
    for variable in told.variables:
        conditions = form.variables[variable.code].shown_if
        assert (variable.routing is not None) == bool(conditions)
        for words in (variable.label, variable.name, *([variable.routing.words] if variable.routing else [])):
            assert all("{" not in getattr(words, language) for language in LANGUAGES)


@given(conditions, conditions)
def test_what_differs_is_said_otherwise(one: Condition, other: Condition) -> None:
    words = ConditionWords({}, {})
    assert (words.condition(one) == words.condition(other)) == (str(plain(one)) == str(plain(other)))
