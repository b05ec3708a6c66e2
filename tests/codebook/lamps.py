"""The small survey of lamps with one more page: a question of every type, every kind of missing, a contact.

Its Extract holds answers of every type, with corrections. No test may enter.
"""

from pathlib import Path

import polars as pl

from kartlegg.codebook.build import codebook_of
from kartlegg.codebook.entries import Codebook
from kartlegg.exchange.extract import Extract, Manifest, empty_tables
from kartlegg.questionnaire.load import load_questionnaire
from kartlegg.rounds import load_round, load_survey, round_folder
from tests.tiny.survey import FIRST, SECOND, write_survey

LONG = "night_watch_with_a_very_long_code_for_the_lantern_guild"
TITLE = "Nattevakt på en veldig lang kai – " * 9

WORK = f"""\
code: work
title: {{nb: Arbeidet, nn: Arbeidet hos dykk, en: The work}}
chapter: "7"
intro: {{nb: Her spør vi om natten., nn: Her spør vi om natta.}}
questions:
  - type: choice
    code: night
    text: {{nb: Har dere vakt om natten?, nn: Har de vakt om natta?, en: Do you keep watch at night?}}
    short: {{nb: Nattevakt, nn: Nattvakt, en: Night watch}}
    help: {{nb: "Alle netter & helger <teller>.", nn: Alle netter tel.}}
    options:
      - {{code: always, label: {{nb: Alltid, nn: Alltid, en: Always}}}}
      - {{code: often, label: {{nb: Ofte, nn: Ofte, en: Often}}}}
      - {{code: never, label: {{nb: Aldri, nn: Aldri, en: Never}}, since: {SECOND}}}
      - {{code: unknown, value: 8, label: {{nb: Vet ikke, nn: Veit ikkje, en: Do not know}}, kind: do_not_know}}
      - {{code: moot, value: 9, label: {{nb: Uaktuelt, nn: Uaktuelt, en: Not applicable}}, kind: not_applicable}}
    order: falling
    period: last_12_months
    since: {FIRST}
    assumed: true
    because: The guild prints no options.
    source: "7.1"
  - type: choices
    code: tools
    text: {{nb: Hva har dere med?, nn: Kva har de med?, en: What do you bring?}}
    options:
      - {{code: ladder, label: {{nb: Stige, nn: Stige, en: Ladder}}}}
      - {{code: other, label: {{nb: Annet, nn: Anna, en: Other}}, text: true}}
      - {{code: none, label: {{nb: Ingenting, nn: Ingenting, en: Nothing}}, exclusive: true}}
    shown_if: night is one of (always, often)
    base: ticked
    asked_in: [{FIRST}, {SECOND}]
  - type: choice_grid
    code: {LONG}
    text: {{nb: "{TITLE}", nn: Nattevakt, en: Night watch}}
    options:
      - {{code: "yes", label: {{nb: Ja, nn: Ja, en: "Yes"}}}}
      - {{code: "no", label: {{nb: Nei, nn: Nei, en: "No"}}}}
    rows:
      - {{code: street, label: {{nb: Gaten, nn: Gata, en: The street}}, since: {SECOND}}}
      - {{code: quay, label: {{nb: Kaien, nn: Kaien, en: The quay}}, shown_if: tools_ladder is ticked}}
  - type: choices_grid
    code: heard
    text: {{nb: Hvordan hørte dere om?, nn: Korleis høyrde de om?, en: How did you hear of?}}
    rows:
      - {{code: guild, label: {{nb: Lauget, nn: Lauget, en: The guild}}}}
    options:
      - {{code: song, label: {{nb: En sang, nn: Ein song, en: A song}}}}
      - {{code: other, label: {{nb: Annet, nn: Anna, en: Other}}, text: true}}
  - type: number
    code: lamps
    text: {{nb: Hvor mange lamper?, nn: Kor mange lamper?, en: How many lamps?}}
    measure: count
    at_most: 5000
    shown_if: fte_adults_street > 3 and last.fte_adults_street is answered
  - type: text
    code: story
    text: {{nb: Fortell., nn: Fortel., en: Tell.}}
    at_most: 2500
    shown_if: register.kind is not agency
  - type: text
    code: letters
    text: {{nb: Hvor sender vi brev?, nn: Kvar sender vi brev?, en: Where do we send letters?}}
    purpose: contact
"""

ANSWERS = (
    ("A1", "night", "always"),
    ("A2", "night", "unknown"),
    ("B1", "night", "moot"),
    ("A1", "tools_ladder", "1"),
    ("A1", "tools_other", "0"),
    ("A1", "lamps", "12"),
    ("A1", f"{LONG}_quay", "yes"),
)
FIGURES = (("A1", "fte_adults_street", 1.25), ("A1", "fte_adults_quay", 2.5), ("A2", "fte_adults_quay", 4.0))
STATUSES = (*((unit, "complete") for unit in ("A1", "A2", "B1")), ("C1", "none"), ("C2", "none"), ("C3", "none"))
STORY = "Lys i mørket. " * 170


def write_lamps(folder: Path) -> Path:
    """Write the survey with its further page into `folder` and return it."""
    write_survey(folder)
    page = folder / "rounds" / str(SECOND) / "questionnaire" / "03_work.yaml"
    page.write_text(WORK, encoding="utf-8")
    with (folder / "survey.yaml").open("a", encoding="utf-8") as file:
        file.write("attribution: [{nb: Laugets bøker, en: Books of the guild}]\n")
    return folder


def lamps_codebook(survey: Path) -> Codebook:
    """The codebook of the second round."""
    form = load_questionnaire(round_folder(survey, SECOND))
    first = load_questionnaire(round_folder(survey, FIRST))
    return codebook_of(form, load_survey(survey), load_round(survey, SECOND), {FIRST: first.variables}, units=6)


def lamps_extract(*, synthetic: bool = True) -> Extract:
    """Answers of three of the six units; one choice is corrected, one number taken out, one filled in."""
    frames = empty_tables()
    frames["units"] = _frame(frames["units"], [{"unit": unit, "status": status} for unit, status in STATUSES])
    frames["replies"] = _frame(frames["replies"], [_reply(*figure) for figure in FIGURES])
    frames["answers"] = _frame(frames["answers"], [_reply(*answer) for answer in ANSWERS])
    frames["corrections"] = _frame(
        frames["corrections"],
        [_correction("A2", "fte_adults_quay", 4.0, None), _correction("B1", "fte_adults_quay", None, 0.5)],
    )
    frames["answer_corrections"] = _frame(
        frames["answer_corrections"], [_correction("A1", "night", "always", "often")]
    )
    frames["texts"] = _frame(frames["texts"], [{"unit": "A1", "variable": "story", "text": STORY}])
    return Extract(Manifest("lamps", SECOND, f"{SECOND}-06-01", synthetic), **frames)


def _reply(unit: str, variable: str, value: object) -> dict[str, object]:
    return {"unit": unit, "variable": variable, "value": value, "origin": "reported"}


def _correction(unit: str, variable: str, reported: object, corrected: object) -> dict[str, object]:
    values = {"unit": unit, "variable": variable, "reported": reported, "corrected": corrected}
    return values | {"reason": "a slip", "by": "the guild", "at": f"{SECOND}-05-02"}


def _frame(empty: pl.DataFrame, rows: list[dict[str, object]]) -> pl.DataFrame:
    return pl.DataFrame([{name: row.get(name) for name in empty.columns} for row in rows], schema=empty.schema)
