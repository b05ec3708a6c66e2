"""The form as pages: each type of question has its fields, routing is said in words, a reply stands in its place."""

import dataclasses
import json
from typing import get_args

import pytest

from kartlegg.forms.form_words import form_words
from kartlegg.forms.page import Choice, Field, Group, LastRound, Limits, Page, Row, ShownIf, as_json
from kartlegg.forms.pages import GROUPS, group_of, pages
from kartlegg.forms.reply import Reply
from kartlegg.forms.wording import FormLanguage
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.questionnaire.questions import OpenText, Question
from tests.forms.small_form import ROUND, STAFF, WORK, YES_NO, small_form, w
from tests.house.checkout import CHECKOUT

FORM = small_form()


def groups(language: FormLanguage = "nb", reply: Reply | None = None, form: Questionnaire = FORM) -> dict[str, Group]:
    return {group.code: group for page in pages(form, ROUND, language, reply=reply) for group in page.groups}


def of(question: dict[str, object], reply: Reply | None = None) -> Group:
    """The group of one question, asked alone."""
    section = {"code": "one", "title": w("En"), "questions": [question]}
    form = Questionnaire.model_validate({"sections": [section], "scales": {"yes_no": YES_NO}})
    return groups(reply=reply, form=form)[str(question["code"])]


def flat(found: dict[str, Group]) -> dict[str, Field]:
    """Every field by its variable, those that ask more with them."""
    fields = [field for group in found.values() for field in group.all_fields]
    more = [field.more for field in fields if field.more]
    more += [option.more for field in fields for option in field.options if option.more]
    return {field.variable: field for field in (*fields, *more)}


def test_every_type_of_question_has_fields() -> None:
    union = get_args(Question)[0]
    assert set(GROUPS) == set(get_args(union))


def test_another_type_is_refused() -> None:
    class Riddle(OpenText):
        """A type that nobody knows."""

    riddle = Riddle.model_validate({"type": "text", "code": "riddle", "text": {"nb": "Hva er jeg?"}})
    with pytest.raises(TypeError, match="Riddle has no fields"):
        group_of(riddle, None)  # type: ignore[arg-type]  # it is refused before anything is made


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_variable_has_one_field(language: FormLanguage) -> None:
    assert set(flat(groups(language))) == set(FORM.variables)


def test_a_choice_is_one_field_with_its_options() -> None:
    (field,) = groups()["fuel"].fields
    assert (field.widget, [option.label for option in field.options]) == ("radio", ["Olje, ren", "Gass", "Annet"])
    more = field.options[2].more
    assert more is not None
    assert (more.variable, more.widget) == ("fuel_other_text", "text")
    assert more.shown_if is not None
    assert more.shown_if.conditions == ("fuel is other",)
    assert groups()["fuel"].hint == "Velg ett svar."


def test_each_box_is_a_field_and_one_may_stand_alone() -> None:
    fields = groups()["tools"].fields
    assert [field.variable for field in fields] == ["tools_ladder", "tools_cloth", "tools_none", "tools_other"]
    assert [field.exclusive for field in fields] == [False, False, True, False]
    assert {field.widget for field in fields} == {"checkbox"}
    assert fields[3].more is not None
    assert fields[3].more.variable == "tools_other_text"


def test_a_grid_of_choices_has_a_field_in_each_row() -> None:
    group = groups()["liked"]
    assert (group.layout, group.columns) == ("grid", ("Ja", "Nei", "Vet ikke"))
    assert [(row.label, row.fields[0].variable) for row in group.rows] == [
        ("Oljen", "liked_oil"),
        ("Hatten", "liked_hat"),
    ]
    assert group.rows[1].shown_if is not None
    assert group.rows[1].shown_if.paper == "Svar bare hvis dere krysser av for «Stige» i spørsmål 2.3."


def test_a_grid_of_boxes_has_a_field_in_each_cell() -> None:
    group = groups()["heard"]
    assert group.columns == ("En sang", "Annet")
    assert [field.variable for field in group.rows[0].fields] == ["heard_guild_song", "heard_guild_other"]
    more = group.rows[0].fields[1].more
    assert more is not None
    assert more.variable == "heard_guild_other_text"


def test_a_grid_of_numbers_ends_in_its_sums() -> None:
    group = groups()["services"]
    (street,), (quay,), (total,) = (row.fields for row in group.rows)
    assert (street.widget, street.suffix, total.widget, total.parts) == (
        "number",
        "årsverk",
        "sum",
        ("fte_street", "fte_quay"),
    )
    assert street.limits is not None
    assert (street.limits.at_least, street.limits.at_most, street.limits.decimals) == (0, 900, 3)
    assert street.limits.words == "Fra 0 til 900."
    assert quay.limits is not None
    assert quay.limits.words == ""
    assert group.hint == "Oppgi årsverk med desimaler, for eksempel 12,5."


def test_what_numbers_must_add_up_to_is_said() -> None:
    assert groups("nn")["education"].control == "Tala skal til saman bli det same som «Alle» i spørsmål 1.1."


def test_a_number_tells_how_it_is_written_and_its_limits() -> None:
    group = groups()["lamps"]
    assert group.hint == "Oppgi et helt tall. Fra 0 til 5\u00a0000."
    assert group.fields[0].suffix == ""


@pytest.mark.parametrize(
    ("keys", "widget"),
    [
        ({"code": "why", "lines": 3}, "textarea"),
        ({"code": "why", "lines": 1}, "text"),
        ({"code": "reach_email", "purpose": "contact", "lines": 1}, "email"),
        ({"code": "reach_address", "purpose": "contact", "lines": 3}, "textarea"),
    ],
)
def test_words_are_written_in_the_field_that_fits(keys: dict[str, object], widget: str) -> None:
    group = of({"type": "text", "text": w("Hvorfor?"), "at_most": 200} | keys)
    (field,) = group.fields
    assert (field.widget, field.is_contact) == (widget, keys.get("purpose") == "contact")
    assert field.limits is not None
    assert (field.limits.characters, field.limits.words) == (200, "Høyst 200 tegn.")


@pytest.mark.parametrize(
    ("language", "screen", "paper"),
    [
        ("nb", "Vises hvis dere svarer «Ja» på spørsmål 2.1.", "Svar bare hvis dere svarer «Ja» på spørsmål 2.1."),
        ("nn", "Blir vist viss de svarer «Ja» på spørsmål 2.1.", "Svar berre viss de svarer «Ja» på spørsmål 2.1."),
    ],
)
def test_routing_is_said_in_both_written_forms(language: FormLanguage, screen: str, paper: str) -> None:
    shown_if = groups(language)["fuel"].shown_if
    assert shown_if is not None
    assert (shown_if.conditions, shown_if.screen, shown_if.paper) == (("night is yes",), screen, paper)


ROWS = {
    "type": "choice_grid",
    "code": "nights",
    "text": w("Hvor ofte?"),
    "scale": "yes_no",
}


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [("oil", "liked_oil is yes"), ("hat", "liked_hat is yes")],
            "Svar bare på linjene der dere svarer «Ja» i spørsmål 2.4.",
        ),
        (
            [("ladder", "tools_ladder is ticked"), ("cloth", "tools_cloth is ticked")],
            "Svar bare på linjene dere krysser av for i spørsmål 2.3.",
        ),
        (
            [("song", "heard_fair_song is ticked"), ("other", "heard_fair_other is ticked")],
            "Svar bare på linjene dere krysser av for «Messen» i spørsmål 2.5.",
        ),
        ([("oil", "liked_oil is yes"), ("hat", "liked_hat is no")], ""),
        ([("oil", "liked_oil is yes"), ("hat", None)], ""),
        ([("oil", "liked_hat is yes"), ("hat", "liked_oil is yes")], ""),
        ([("oil", "liked_oil is not yes"), ("hat", "liked_hat is not yes")], ""),
    ],
)
def test_rows_shown_by_their_like_are_told_in_one_sentence(rows: list[tuple[str, str | None]], sentence: str) -> None:
    lines = [{"code": code, "label": w(code.title()), "shown_if": shown_if} for code, shown_if in rows]
    after = {"code": "after", "title": w("Etterpå"), "questions": [ROWS | {"rows": lines}]}
    form = Questionnaire.model_validate({"sections": [STAFF, WORK, after], "scales": {"yes_no": YES_NO}})
    assert groups(form=form)["nights"].rows_if == sentence


def test_help_that_says_how_to_answer_is_not_said_again() -> None:
    tools = {"type": "choices", "code": "tools", "text": w("Hva?"), "options": [{"code": "a", "label": w("A")}]}
    assert of(tools).hint == "Kryss av for alt som passer."
    assert of(tools | {"help": w("Kryss av for alt dere eier.")}).hint == ""


@pytest.mark.parametrize(
    ("period", "told"),
    [
        ("reference_week", "Gjelder uke 10 i 2032."),
        ("last_12_months", "Gjelder de siste 12 månedene."),
        ("last_two_years", "Gjelder de siste to årene."),
        ("calendar_year_before", "Gjelder kalenderåret 2031."),
        ("since_last_round", "Gjelder tiden siden kartleggingen i 2030."),
        ("compared_with_two_years_before", "Sammenlignet med 2030."),
    ],
)
def test_the_period_is_told_with_its_years(period: str, told: str) -> None:
    assert of({"type": "text", "code": "why", "text": w("Hvorfor?"), "period": period}).period == told


ANSWERS = Reply(
    answers={
        "fte_street": 1.5,
        "fte_quay": 2.25,
        "night": "no",
        "fuel": "oil",
        "tools_ladder": 1.0,
        "tools_cloth": 0.0,
        "heard_guild_other": 1.0,
        "heard_guild_other_text": "Ei dame",
        "why": "For å se.",
    },
    last={"fte_street": 1234.5},
    unconfirmed={"fte_street"},
    checks={"services": ("Dobbelt så mange som sist?",)},
)


def test_a_reply_stands_in_its_fields() -> None:
    fields = flat(groups(reply=ANSWERS))
    assert (fields["fte_street"].value, fields["fte"].value, fields["why"].value) == ("1,5", "3,75", "For å se.")
    assert [option.chosen for option in fields["night"].options] == [False, True, False]
    assert [fields[code].ticked for code in ("tools_ladder", "tools_cloth", "heard_guild_other")] == [
        True,
        False,
        True,
    ]
    assert fields["heard_guild_other_text"].value == "Ei dame"


def test_what_the_answers_close_is_closed_and_empty() -> None:
    found = groups(reply=ANSWERS)
    fuel, lamps = found["fuel"], found["lamps"]
    assert (fuel.open, lamps.open, found["night"].open) == (False, False, True)
    assert not fuel.is_answered


def test_last_round_and_checks_stand_beside_the_answer() -> None:
    found = groups(reply=ANSWERS)
    street, quay = flat(found)["fte_street"], flat(found)["fte_quay"]
    assert street.last is not None
    assert (street.last.value, street.last.shown, street.last.year) == (1234.5, "1\u00a0234,5", 2030)
    assert (street.unconfirmed, quay.unconfirmed, quay.last) == (True, False, None)
    assert found["services"].checks == ("Dobbelt så mange som sist?",)
    assert found["education"].checks == ()


def test_pages_are_numbered_and_told_as_json() -> None:
    shown = pages(FORM, ROUND, "nb", reply=ANSWERS)
    assert [(page.number, page.pages, page.title) for page in shown] == [
        (1, 2, "Lampevakter"),
        (2, 2, "Arbeidet: dag/natt"),
    ]
    told = json.loads(json.dumps(as_json(shown)))
    assert told == as_json(shown)
    assert (told[1]["groups"][1]["open"], told[1]["groups"][1]["shown_if"]["conditions"]) == (False, ["night is yes"])
    assert told[0]["groups"][0]["rows"][0]["fields"][0]["last"]["shown"] == "1\u00a0234,5"


def test_a_page_says_when_it_is_shown() -> None:
    form = small_form(shown_if="register.kind is municipality")
    (first, _) = pages(form, ROUND, "nb", reply=Reply(register={"kind": "district"}))
    assert isinstance(first, Page)
    assert first.shown_if is not None
    assert first.shown_if.screen == "Vises hvis det dere svarer for er en kommune."
    assert not first.open


def test_every_word_is_in_both_written_forms() -> None:
    one, other = form_words("nb").of, form_words("nn").of
    assert list(one) == list(other)
    assert one["widget.choice"] != other["widget.choice"]


@pytest.mark.parametrize("part", [Page, Group, Row, Field, Choice, ShownIf, Limits, LastRound, Reply])
def test_every_field_of_a_page_is_told_in_the_reference(part: type) -> None:
    told = (CHECKOUT / "docs" / "reference" / "pages.md").read_text(encoding="utf-8")
    assert [field.name for field in dataclasses.fields(part) if f"`{field.name}`" not in told] == []
