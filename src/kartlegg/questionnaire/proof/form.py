"""The files of a form with the place of everything in them, as much as can be read. Nothing is judged here.

One file at fault does not hide those after it, nor one question those beside it: what cannot be read is left out, and
its codes are kept, so that a rule about it is not taken for a rule about nothing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from kartlegg.definitions import Words, YamlFile, read_yaml
from kartlegg.errors import DefinitionError, Fault
from kartlegg.fault_codes import FaultCode
from kartlegg.questionnaire.model import Questionnaire, Section
from kartlegg.questionnaire.options import CODE, Scale, Scales
from kartlegg.questionnaire.questions import ChoiceGrid, ChoicesGrid, Numbers, Question
from kartlegg.questionnaire.variables import Variable

Place = tuple[int | str, ...]
_QUESTION: TypeAdapter[Question] = TypeAdapter(Question)


@dataclass(frozen=True)
class Spot:
    """A place in a file, and what stands there called by its code."""

    file: YamlFile
    place: Place
    name: str

    def at(self, *below: int | str, name: str = "") -> "Spot":
        """Return a place below this one."""
        return Spot(self.file, (*self.place, *below), name or self.name)

    @property
    def line(self) -> int | None:
        """The line of the place, from 1."""
        return self.file.line(self.place)

    def fault(self, code: FaultCode, found: str, expected: str, remedy: str) -> Fault:
        """Return a fault here."""
        return Fault(self.file.path, self.line, self.name, found, expected, remedy, code)


@dataclass(frozen=True)
class PlacedQuestion:
    """A question, where it stands, and the variables of its answers."""

    spot: Spot
    question: Question
    variables: tuple[Variable, ...]

    def rows(self) -> Iterator[tuple[Spot, str | None, tuple[str, ...]]]:
        """Yield the place of each row and sum, its condition, and the codes of the variables it shows."""
        match self.question:
            case ChoiceGrid() | ChoicesGrid():
                for at, row in enumerate(self.question.rows):
                    codes = tuple(of.code for of in self.variables if of.row == row.code)
                    yield self.spot.at("rows", at, name=f"{self.question.code}_{row.code}"), row.shown_if, codes
            case Numbers():
                for kind, items in (("rows", self.question.rows), ("sums", self.question.sums)):
                    for at, item in enumerate(items):
                        yield self.spot.at(kind, at, name=item.variable), item.shown_if, (item.variable,)
            case _:
                pass


@dataclass(frozen=True)
class PlacedSection:
    """A section and its questions. `whole` is False where its own keys could not be read."""

    spot: Spot
    section: Section
    questions: tuple[PlacedQuestion, ...]
    whole: bool


@dataclass(frozen=True)
class Form:
    """All that could be read of a form. `faults` say what could not, `unread` are the codes of it.

    `blind` is True where a file, or a code, could not be read at all: nobody knows which codes there are. `year` is
    that of the round's folder, None where it has another name.
    """

    sections: tuple[PlacedSection, ...]
    scales: Mapping[str, Scale]
    scale_spots: tuple[tuple[Spot, Scale], ...]
    faults: tuple[Fault, ...]
    unread: frozenset[str] = frozenset()
    blind: bool = False
    year: int | None = None

    @cached_property
    def twice(self) -> frozenset[str]:
        """The codes that two questions, or two variables, have: nobody knows which of the two is meant by them."""
        placed = list(self.questions)
        questions = Counter(of.question.code for of in placed)
        variables = Counter(code for of in placed for code in {variable.code for variable in of.variables})
        return frozenset(code for code, times in (*questions.items(), *variables.items()) if times > 1)

    @cached_property
    def questionnaire(self) -> Questionnaire:
        """The form as a model."""
        return Questionnaire(sections=tuple(of.section for of in self.sections), scales=self.scales)

    @property
    def questions(self) -> Iterator[PlacedQuestion]:
        """Every question in the order of the form."""
        for section in self.sections:
            yield from section.questions

    @cached_property
    def spots(self) -> dict[str, Spot]:
        """Where each variable is asked: its row, else its question."""
        found: dict[str, Spot] = {}
        for placed in self.questions:
            found.update({variable.code: placed.spot for variable in placed.variables})
            found.update({code: spot for spot, _, codes in placed.rows() for code in codes})
        return found

    def may_hold(self, code: str) -> bool:
        """Return whether a code that is not known may stand in what could not be read, or be the right one of two."""
        return bool(self.twice) or self.lost(code)

    def lost(self, code: str) -> bool:
        """Return whether a code that is not known may stand in what could not be read."""
        return self.blind or code in self.unread or any(code.startswith(f"{name}_") for name in self.unread)


@dataclass
class _Reading:
    """What has been read so far."""

    faults: list[Fault] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    blind: bool = False

    def file(self, path: Path) -> YamlFile | None:
        """Return the file, None with its fault where it is none."""
        try:
            return read_yaml(path)
        except DefinitionError as error:
            self.faults += error.faults
            self.blind = True
            return None

    def lost(self, content: Any) -> None:
        """Keep every code in what cannot be read."""
        match content:
            case dict():
                codes = {str(content[key]) for key in ("code", "variable") if key in content}
                self.unread |= codes
                self.blind = self.blind or not all(map(CODE.fullmatch, codes))
                for below in content.values():
                    self.lost(below)
            case list():
                for below in content:
                    self.lost(below)


def read_form(round_folder: Path) -> Form:
    """Return the form of a round from `questionnaire/*.yaml` in file order, and `scales.yaml` where it is there."""
    reading = _Reading()
    folder = round_folder / "questionnaire"
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        told = ("no sections", "one YAML file for each section", "add questionnaire/*.yaml")
        reading.faults.append(Fault(folder, None, None, *told, FaultCode.NO_FILE))
    scale_spots = tuple(_scales(round_folder / "scales.yaml", reading))
    scales = {scale.code: scale for _, scale in reversed(scale_spots)}
    sections = [_section(file, scales, reading) for path in paths if (file := reading.file(path)) is not None]
    return Form(
        tuple(section for section in sections if section is not None),
        scales,
        scale_spots,
        tuple(reading.faults),
        frozenset(reading.unread),
        reading.blind,
        year_of(round_folder),
    )


def year_of(round_folder: Path) -> int | None:
    """Return the year of a round by the name of its folder, None where that is no year."""
    return int(round_folder.name) if round_folder.name.isdecimal() else None


def _section(file: YamlFile, scales: Mapping[str, Scale], reading: _Reading) -> PlacedSection | None:
    """Return a section with those of its questions that can be read."""
    content = file.content
    try:
        section, numbers, whole = file.model(Section), None, True
    except DefinitionError as error:
        reading.faults += error.faults
        if not isinstance(content, dict):
            reading.blind = True
            return None
        asked = content.get("questions")
        sound = list(_sound_questions(asked if isinstance(asked, list) else [], reading))
        numbers, questions = [number for number, _ in sound], tuple(question for _, question in sound)
        section, whole = _head(content, questions)
    places = range(len(section.questions)) if numbers is None else numbers
    placed = tuple(
        PlacedQuestion(
            Spot(file, ("questions", number), question.code),
            question,
            tuple(question.variables(scales)),
        )
        for number, question in zip(places, section.questions, strict=True)
    )
    return PlacedSection(Spot(file, (), section.code), section, placed, whole)


def _sound_questions(asked: list[Any], reading: _Reading) -> Iterator[tuple[int, Question]]:
    for number, content in enumerate(asked):
        try:
            yield number, _QUESTION.validate_python(content)
        except ValidationError:
            reading.lost(content)


def _head(content: dict[Any, Any], questions: tuple[Question, ...]) -> tuple[Section, bool]:
    """Return a section of `questions`, under its own keys where they can be read."""
    try:
        section = Section.model_validate({**content, "questions": ()})
    except ValidationError:
        code = content.get("code")
        return Section.model_construct(code=str(code), title=Words(nb=""), questions=questions), False
    return section.model_copy(update={"questions": questions}), True


def _scales(path: Path, reading: _Reading) -> Iterator[tuple[Spot, Scale]]:
    """Yield the scales that can be read with their places; a round may have none."""
    if not path.is_file():
        return
    file = reading.file(path)
    if file is None:
        return
    try:
        found = list(enumerate(file.model(Scales).scales))
    except DefinitionError as error:
        reading.faults += error.faults
        listed = file.content.get("scales") if isinstance(file.content, dict) else None
        reading.blind = reading.blind or not isinstance(listed, list)
        found = list(_sound_scales(listed if isinstance(listed, list) else [], reading))
    for number, scale in found:
        yield Spot(file, ("scales", number), scale.code), scale


def _sound_scales(listed: list[Any], reading: _Reading) -> Iterator[tuple[int, Scale]]:
    for number, content in enumerate(listed):
        try:
            yield number, Scale.model_validate(content)
        except ValidationError:
            reading.lost(content)
