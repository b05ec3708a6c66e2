"""Conditions in words: every form of the small language, in bokmål and nynorsk."""

import pytest
from hypothesis import given

from kartlegg.forms.routing_words import RoutingWords
from kartlegg.forms.wording import FormLanguage, question_numbers, said, written_number
from kartlegg.questionnaire.grammar import parse_condition
from kartlegg.questionnaire.plain import plain
from kartlegg.questionnaire.rules import Condition
from tests.forms.small_form import small_form
from tests.questionnaire.said_rules import conditions

FORM = small_form()


def words(language: FormLanguage) -> RoutingWords:
    return RoutingWords(FORM, language, question_numbers(FORM))


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("night is yes", "dere svarer «Ja» på spørsmål 2.1"),
        ("night is not one of (yes, no)", "dere svarer noe annet enn «Ja» eller «Nei» på spørsmål 2.1"),
        ("liked_hat is no", "dere svarer «Nei» på «Hatten» i spørsmål 2.4"),
        ("tools_cloth is ticked", "dere krysser av for «Klut» i spørsmål 2.3"),
        ("heard_fair_song is not ticked", "dere ikke krysser av for «Messen» – «En sang» i spørsmål 2.5"),
        ("lamps is answered", "dere har svart på spørsmål 2.6"),
        ("why is blank", "dere ikke har svart på spørsmål 2.7"),
        (
            "any of (tools_cloth, tools_ladder) is ticked",
            "dere krysser av for minst ett av disse: «Klut», «Stige» i spørsmål 2.3",
        ),
        ("all of (night, fuel) is answered", "dere har svart på alle disse: spørsmål 2.1 og spørsmål 2.2"),
        (
            "none of (liked_oil, liked_hat) is yes",
            "dere svarer «Ja» på ingen av disse: «Oljen», «Hatten» i spørsmål 2.4",
        ),
        ("fte_street >= 2.5", "«Gatelamper» i spørsmål 1.1 er 2,5 eller mer"),
        ("lamps != 2 * fte + 1", "spørsmål 2.6 ikke er lik 2 * «Alle» i spørsmål 1.1 + 1"),
        (
            "fte_trained within 20 percent of fte",
            "«Utlærte» i spørsmål 1.2 ligger høyst 20 % fra «Alle» i spørsmål 1.1",
        ),
        ("lamps between 1 and 3", "spørsmål 2.6 er fra 1 til 3"),
        (
            "not (night is yes or lamps < 3)",
            "dere svarer noe annet enn «Ja» på spørsmål 2.1 og spørsmål 2.6 er 3 eller mer",
        ),
        (
            "sum of (fte_street, lamps) > last.lamps",
            "summen av «Gatelamper» i spørsmål 1.1 og spørsmål 2.6 er større enn spørsmål 2.6 i forrige runde",
        ),
        ("absolute of (-lamps) = 3", "størrelsen på −spørsmål 2.6 er lik 3"),
        (
            "number of (tools_cloth, tools_ladder) ticked > 1",
            "tallet på kryss i «Klut», «Stige» i spørsmål 2.3 er større enn 1",
        ),
        ("register.kind is not agency", "det dere svarer for ikke er en etat"),
        ("register.kind is answered", "det dere svarer for er kjent"),
        (
            "any of (tools_cloth, tools_ladder) is not ticked",
            "minst ett av disse ikke er krysset av: «Klut», «Stige» i spørsmål 2.3",
        ),
        ("lamps = (fte + 1) * 2", "spørsmål 2.6 er lik («Alle» i spørsmål 1.1 + 1) * 2"),
        ("lamps = -(fte + 1)", "spørsmål 2.6 er lik −(«Alle» i spørsmål 1.1 + 1)"),
        (
            "any of (register.kind, register.county) is agency",
            "det dere svarer for er en etat eller gruppen i «county» er agency",
        ),
        ("register.population > 5000", "innbyggertallet er større enn 5000"),
    ],
)
def test_a_condition_is_said_in_words(condition: str, told: str) -> None:
    assert words("nb").condition(parse_condition(condition)) == told


def test_several_conditions_are_one_sentence() -> None:
    conditions = ("night is yes", "tools_cloth is ticked", "night is yes")
    assert words("nb").sentence(conditions) == (
        "Svar bare hvis dere svarer «Ja» på spørsmål 2.1 og dere krysser av for «Klut» i spørsmål 2.3."
    )
    assert words("nn").sentence(conditions).startswith("Svar berre viss de svarer «Ja» på spørsmål 2.1 og de kryssar")
    assert words("nb").sentence(()) == ""


def test_nynorsk_falls_back_on_bokmaal() -> None:
    title = FORM.sections[0].title
    assert said(title.model_copy(update={"nn": ""}), "nn") == title.nb
    assert said(None, "nn") == ""


@pytest.mark.parametrize(("value", "told"), [(0, "0"), (2.5, "2,5"), (-1200.0, "−1200"), (0.005, "0,005")])
def test_a_number_has_no_more_decimals_than_it_needs(value: float, told: str) -> None:
    assert written_number(value) == told


@given(conditions, conditions)
def test_what_differs_is_said_otherwise(one: Condition, other: Condition) -> None:
    told = [words("nb").condition(of) for of in (one, other)]
    assert (told[0] == told[1]) == (str(plain(one)) == str(plain(other)))
