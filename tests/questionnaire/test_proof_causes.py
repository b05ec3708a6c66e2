"""Proofreading tells the cause once, in words of the form, and leaves out what only follows from it."""

from pathlib import Path

import pytest

from kartlegg.pipeline.proof import proofread
from tests.faults.seeds import YEARS, write_seeded

SEED = """\
code: seed
title: {nb: Mer, nn: Meir}
questions:
  - type: choice
    code: wicks
    text: {nb: Veker?, nn: Veikar?}
    scale: yes_no
  - type: number
    code: trimmed
    text: {nb: Hvor mange?, nn: Kor mange?}
    measure: count
    shown_if: wicks is yes
"""


def told(folder: Path, *changes: tuple[str, str]) -> list[str]:
    """Return what is told of the sound survey with SEED, changed, as a further section."""
    text = SEED
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    survey = write_seeded("", folder / "survey")
    (survey / "rounds" / "2032" / "questionnaire" / "02_seed.yaml").write_text(text, encoding="utf-8")
    return [str(fault).rpartition("questionnaire/")[2] for fault in proofread(survey, YEARS).faults]


def test_the_seed_is_sound(tmp_path: Path) -> None:
    assert told(tmp_path) == []


@pytest.mark.parametrize(
    ("rule", "remedy"),
    [
        ("wicks = yes", "write `wicks is yes`"),
        ("wicks != no", "write `wicks is not no`"),
        ("yes = wicks", "write `wicks is yes`"),
        ("wicks = yess", "write `wicks is yes`"),
        ("lamps > 3 and wicks = yes", "write `wicks is yes`"),
    ],
)
def test_an_option_compared_as_a_number_is_one_fault(tmp_path: Path, rule: str, remedy: str) -> None:
    (fault,) = told(tmp_path, ("wicks is yes", rule))
    assert fault.startswith(
        "02_seed.yaml:12: [wrong-kind] trimmed.shown_if: found `wicks`, a question with one answer"
    )
    assert fault.endswith(f"to mend it, {remedy}")


def test_two_numbers_are_compared_as_numbers(tmp_path: Path) -> None:
    assert told(tmp_path, ("wicks is yes", "lamps = fte_street")) == []
    (fault,) = told(tmp_path / "b", ("wicks is yes", "wicks = lamps"))
    assert "taken as a number" in fault


def test_of_a_code_used_twice_the_second_is_told_alone(tmp_path: Path) -> None:
    (fault,) = told(tmp_path, ("code: trimmed", "code: wicks"))
    assert fault.startswith("02_seed.yaml:9: [code-twice] wicks: found a code used before, in 02_seed.yaml:5;")
    # The figures and tables of the report, and the conditions on the first of the two, are not judged by the second.
    (fault,) = told(tmp_path / "b", ("code: wicks", "code: lamps"))
    assert fault.startswith("02_seed.yaml:5: [code-twice] lamps: found a code used before, in 01_lamps.yaml:17;")


def test_a_code_that_cannot_be_one_is_told_alone(tmp_path: Path) -> None:
    (fault,) = told(tmp_path, ("code: wicks", "code: Nye veker, på kai"))
    assert fault == (
        "02_seed.yaml:5: [wrong-value] question Nye veker, på kai, code: found 'Nye veker, på kai'; expected small "
        "letters from a to z, digits and underscores; to mend it, write `nye_veker_pa_kai`"
    )


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("nn: Veikar?}", "nn: }", "02_seed.yaml:6: [translation-missing] question wicks, text.nn: found no words in"),
        ("nn: Veikar?}", "nn: ''}", "02_seed.yaml:6: [translation-missing] wicks.text: found no words in nynorsk"),
        (
            "scale: yes_no",
            "scale: yes_no\n    short: {nb: Veker}",
            "02_seed.yaml:8: [translation-missing] wicks.short: found no words in nynorsk",
        ),
        (
            "scale: yes_no",
            "scale: yes_no\n    since: 2033",
            "02_seed.yaml:8: [wrong-value] wicks.since: found the year 2033",
        ),
        (
            "scale: yes_no",
            "scale: yes_no\n    asked_in: [2030, 2034]",
            "02_seed.yaml:8: [wrong-value] wicks.asked_in: found the year 2034; expected a year no later than 2032",
        ),
        (
            "scale: yes_no",
            "options: [{code: a, label: {nb: A, nn: A}, since: 2033}, {code: yes, label: {nb: B, nn: B}}]",
            "02_seed.yaml:7: [wrong-value] wicks.a.since: found the year 2033",
        ),
    ],
)
def test_what_is_missing_or_too_late_is_told(tmp_path: Path, old: str, new: str, found: str) -> None:
    (fault,) = told(tmp_path, (old, new))
    assert fault.startswith(found)
