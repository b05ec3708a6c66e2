"""A small form with every type of question, forty units in two counties, and claims about their answers."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from kartlegg.places.register import Place
from kartlegg.places.units import UnitKind
from kartlegg.questionnaire.load import load_questionnaire
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.sample.answers.claims import Claim, read_claims
from kartlegg.sample.answers.make import Made, make_answers
from kartlegg.sample.answers.panel import Panel
from kartlegg.sample.answers.words import Grammar

FORM = """\
code: only
title: {nb: Alt, nn: Alt}
questions:
  - {type: choice, code: has, text: {nb: Har?, nn: Har?}, scale: yes_no}
  - {type: text, code: why, text: {nb: Hvorfor?, nn: Kvifor?}, shown_if: has is yes}
  - type: choices
    code: kinds
    text: {nb: Hvilke?, nn: Kva for?}
    shown_if: has is yes
    base: ticked
    options:
      - {code: day, label: {nb: Dag, nn: Dag}}
      - {code: night, label: {nb: Natt, nn: Natt}}
      - {code: other, label: {nb: Annet, nn: Anna}, text: true}
      - {code: none, label: {nb: Ingen, nn: Ingen}, exclusive: true}
  - type: choice_grid
    code: well
    text: {nb: Hvor godt?, nn: Kor godt?}
    scale: good
    rows:
      - {code: adults, label: {nb: Voksne, nn: Vaksne}}
      - {code: children, label: {nb: Barn, nn: Barn}, shown_if: register.county is 46}
  - type: choices_grid
    code: how
    text: {nb: Hvordan?, nn: Korleis?}
    rows: [{code: one, label: {nb: En, nn: Ein}}, {code: two, label: {nb: To, nn: To}}]
    options: [{code: call, label: {nb: Ring, nn: Ring}}, {code: write, label: {nb: Skriv, nn: Skriv}}]
  - type: numbers
    code: counts
    text: {nb: Hvor mange?, nn: Kor mange?}
    measure: count
    rows: [{variable: beds, label: {nb: Senger, nn: Senger}, shown_if: kinds_night is ticked, at_most: 9}]
  - {type: number, code: posts, text: {nb: Årsverk?, nn: Årsverk?}, measure: fte, at_most: 5}
  - {type: text, code: note, text: {nb: Mer?, nn: Meir?}, purpose: comment}
  - {type: text, code: mail, text: {nb: E-post?, nn: E-post?}, purpose: contact}
"""
SCALES = """\
scales:
  - code: yes_no
    title: {nb: Ja, nn: Ja}
    order: none
    options: [{code: yes, label: {nb: Ja, nn: Ja}}, {code: no, label: {nb: Nei, nn: Nei}}]
  - code: good
    title: {nb: Godt, nn: Godt}
    order: falling
    options:
      - {code: good, label: {nb: Godt, nn: Godt}}
      - {code: middling, label: {nb: Middels, nn: Middels}}
      - {code: poor, label: {nb: Dårlig, nn: Dårleg}}
      - {code: do_not_know, kind: do_not_know, label: {nb: Vet ikke, nn: Veit ikkje}}
"""
COLUMNS = ["table", "row", "column", "value", "measure", "of", "base", "grouping", "group", "kept", "because"]
GROUPS = {"county": {"11", "46"}, "size_group": {"small", "large"}}


@pytest.fixture(scope="session")
def form(tmp_path_factory: pytest.TempPathFactory) -> Questionnaire:
    folder = tmp_path_factory.mktemp("form")
    (folder / "questionnaire").mkdir()
    (folder / "questionnaire" / "01_only.yaml").write_text(FORM, encoding="utf-8")
    (folder / "scales.yaml").write_text(SCALES, encoding="utf-8")
    return load_questionnaire(folder)


@pytest.fixture(scope="session")
def panel() -> Panel:
    """Forty units, the last of them an agency; three are silent and two only confirmed."""
    places = tuple(_place(number) for number in range(40))
    statuses = ("none",) * 3 + ("partial",) * 2 + ("complete",) * 35
    return Panel(places, statuses, ({},) * 40)


def _place(number: int) -> Place:
    groups = {"county": "46" if number % 2 else "11", "size_group": "small" if number < 20 else "large"}
    kind = UnitKind.AGENCY if number == 39 else UnitKind.MUNICIPALITY
    people = 0 if number == 39 else 1000 * (number + 1)
    return Place(f"{number:04}", f"Sted {number}", kind, groups, {"all": people}, None, None)


@pytest.fixture
def claim_rows(form: Questionnaire, tmp_path: Path) -> Callable[..., tuple[Claim, ...]]:
    """Read a claims file with these rows: value, measure, of and, where they are not blank, the columns behind."""

    def read(*rows: tuple[str, ...]) -> tuple[Claim, ...]:
        with (tmp_path / "01.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, restval="")
            writer.writeheader()
            for number, row in enumerate(rows, 1):
                told = {"table": "1", "row": f"row {number}", "kept": "yes"}
                writer.writerow(told | dict(zip(COLUMNS[3:], row, strict=False)))
        return read_claims(tmp_path, {}, form.variables, GROUPS)

    return read


@pytest.fixture(scope="session")
def answer(form: Questionnaire, panel: Panel) -> Callable[..., Made]:
    """Make the answers to claims."""

    def make(claims: Sequence[Claim], seed: int = 0) -> Made:
        return make_answers(form, panel, claims, Grammar(), limits={}, seed=seed)

    return make
