"""The mark by which a help sheet is known again: survey, round, version of the definition, unit. No cell enters."""

import hashlib
from dataclasses import dataclass

from kartlegg.questionnaire.model import Questionnaire
from kartlegg.rounds import Round, Survey

_SIGNS, _SHOWN = 12, 7
_SPLIT = "|"


@dataclass(frozen=True, slots=True)
class UnitOnSheet:
    """Who fills the sheet in."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which survey, round and unit a sheet is of, and of which definition: the first signs of its SHA-256.

    `unit` is "" on a sheet that was made for nobody in particular.
    """

    survey: str
    year: int
    definition: str
    unit: str = ""

    @property
    def shown(self) -> str:
        """The version as people tell it to each other: the first signs."""
        return self.definition[:_SHOWN]

    @property
    def told(self) -> str:
        """Return survey, round and unit in words, for operators."""
        whom = f"the unit {self.unit}" if self.unit else "no unit in particular"
        return f"{whom} in the round {self.year} of {self.survey}"

    def __str__(self) -> str:
        """Return the stamp as it stands in the file."""
        return _SPLIT.join((self.survey, str(self.year), self.definition, self.unit))


def definition_hash(questionnaire: Questionnaire) -> str:
    """Return the first signs of the SHA-256 of all that the questionnaire says."""
    return hashlib.sha256(questionnaire.model_dump_json().encode()).hexdigest()[:_SIGNS]


def stamp_of(questionnaire: Questionnaire, survey: Survey, this_round: Round, unit: str = "") -> Stamp:
    """Return the stamp of a sheet for the unit with this code."""
    return Stamp(survey.code, this_round.year, definition_hash(questionnaire), unit)


def parse_stamp(text: str) -> Stamp | None:
    """Return the stamp that `text` is, None where it is none."""
    parts = text.strip().split(_SPLIT)
    if len(parts) != len(Stamp.__dataclass_fields__) or not parts[1].isdecimal():
        return None
    return Stamp(parts[0], int(parts[1]), parts[2], parts[3])
