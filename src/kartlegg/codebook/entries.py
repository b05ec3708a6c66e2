"""The codebook as values: what is told of a round, its sections, questions, variables and options. No format enters.

Every edition is made of these values alone, so that all editions tell the same.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kartlegg.codebook.words import phrase
from kartlegg.definitions import Words
from kartlegg.questionnaire.variables import Base, Measure, Purpose, TargetGroup, VariableType
from kartlegg.rounds import Country

Level = Literal["nominal", "ordinal", "scale"]
"""The level of measurement, as statistics packages name it."""

OptionKind = Literal["answer", "do_not_know", "not_applicable"]


@dataclass(frozen=True, slots=True)
class OptionEntry:
    """An answer to choose. `because` is why it was chosen where the sources do not print it, else ""."""

    code: str
    value: int
    label: Words
    kind: OptionKind = "answer"
    exclusive: bool = False
    since: int | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Routing:
    """When something is asked: the condition in its canonical text, and said in words."""

    rule: str
    words: Words


@dataclass(frozen=True, slots=True)
class Asking:
    """The rounds that asked something (years).

    `since` and `asked_in` are what the definition states, `rounds` those of the survey's folder whose form has it.
    """

    since: int | None = None
    asked_in: tuple[int, ...] = ()
    rounds: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class VariableEntry:
    """A variable. `label` is what it is within its question, `name` the same on its own, beside the question's name.

    Limits are in its measure, or in characters for text. `parts` are the codes that a sum adds. `because` tells why
    something of it was chosen where the sources do not print it.
    """

    code: str
    label: Words
    name: Words
    type: VariableType
    level: Level
    section: str
    question: str
    row: str | None
    option: str | None
    measure: Measure | None
    decimals: int | None
    at_least: float | None
    at_most: float | None
    options: tuple[OptionEntry, ...]
    routing: Routing | None
    base: Base
    target_group: TargetGroup
    purpose: Purpose | None
    parts: tuple[str, ...]
    asking: Asking
    because: tuple[str, ...]

    @property
    def is_published(self) -> bool:
        """False where it tells of a person: it stands in the codebook and in no file of answers."""
        return self.purpose != "contact"

    @property
    def has_shares(self) -> bool:
        """True where its answers are told as percentages: options and boxes, not numbers and words."""
        return self.type in ("choice", "tick")

    @property
    def missing(self) -> dict[int, OptionKind]:
        """The values that answer nothing, with their kind."""
        return {option.value: option.kind for option in self.options if option.kind != "answer"}


@dataclass(frozen=True, slots=True)
class QuestionEntry:
    """A question with its variables, in the order of the form. `number` is its place in it: 3.2.

    `options` are those that its variables share. `scale` is the title of a scale of the round. `source` is where the
    report shows it. `control` tells what its rows should add up to.
    """

    code: str
    number: str
    type: str
    text: Words
    name: Words
    help: Words | None
    options: tuple[OptionEntry, ...]
    scale: Words | None
    period: Words
    source: str
    required: bool
    control: Words | None
    because: str
    routing: Routing | None
    variables: tuple[VariableEntry, ...]


@dataclass(frozen=True, slots=True)
class SectionEntry:
    """A page of the form. `chapter` is where the report shows it."""

    code: str
    number: str
    title: Words
    intro: Words | None
    chapter: str
    questions: tuple[QuestionEntry, ...]

    @property
    def variables(self) -> tuple[VariableEntry, ...]:
        """The variables of the section, in the order of the form."""
        return tuple(variable for question in self.questions for variable in question.variables)


@dataclass(frozen=True, slots=True)
class Codebook:
    """All that is told of the variables of a round. `units` is how many were asked; `partial`: not the whole form."""

    survey: str
    title: Words
    subtitle: Words
    publisher: str
    year: int
    round: Words
    opens_on: dt.date
    closes_on: dt.date
    reference_week: int
    partial: bool
    units: int
    attribution: tuple[Words, ...]
    sections: tuple[SectionEntry, ...]
    country: Country | None = None

    @property
    def study(self) -> Words:
        """The name of the survey with its round."""
        return phrase("variable.within", self.title, self.round)

    @property
    def questions(self) -> Iterator[QuestionEntry]:
        """Yield every question, in the order of the form."""
        return (question for section in self.sections for question in section.questions)

    @property
    def variables(self) -> Iterator[VariableEntry]:
        """Yield every variable, in the order of the form."""
        return (variable for question in self.questions for variable in question.variables)
