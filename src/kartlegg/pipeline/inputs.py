"""What a round and its release are made from, read and checked before any work begins. No arithmetic may enter."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kartlegg.csv_rows import read_csv
from kartlegg.definitions import find_line
from kartlegg.errors import DefinitionError, Fault
from kartlegg.estimation.marks import SeriesMarks, load_marks
from kartlegg.fault_codes import FaultCode
from kartlegg.pipeline.defined_files import Stamps, stamps_of
from kartlegg.places.groupings import BySize, Everywhere, Grouping
from kartlegg.places.load import load_places
from kartlegg.places.population import Ages
from kartlegg.places.register import Place, Places
from kartlegg.questionnaire.load import load_questionnaire
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.rounds import Round, Survey, load_round, load_survey, round_folder
from kartlegg.tabulation.disclosure.rules import DisclosureRules, load_rules
from kartlegg.tabulation.spec import ChapterSpec, load_chapter_specs
from kartlegg.tabulation.words import SharedWords, load_words

MEASURES = ("fte", "percent")
HISTORY_COLUMNS = ("variable", "year", "value", "measure", "scope", "source", "published_in", "note")


@dataclass(frozen=True, slots=True)
class Published:
    """A national figure published before this round, in `measure` (fte or percent). `line` is where it stands."""

    variable: str
    year: int
    value: float
    measure: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class RoundInputs:
    """A survey and one of its rounds, as far as it is defined before anybody writes a report of it."""

    folder: Path
    survey: Survey
    this_round: Round
    questionnaire: Questionnaire
    places: Places

    @property
    def day(self) -> dt.date:
        """The day whose map and inhabitants the round uses."""
        return self.this_round.population_on

    @property
    def last_day(self) -> dt.date | None:
        """The day whose map the round before used; None in a first round."""
        last = self.this_round.last_round
        return None if last is None else dt.date(last, self.day.month, self.day.day)

    @property
    def places_of_round(self) -> tuple[Place, ...]:
        """The places of the round's day."""
        return self.places.on(self.day)

    @property
    def country(self) -> str:
        """The code of the grouping whose only group is all places; raises DefinitionError where there is none."""
        everywhere = [code for code, of in self.places.groupings.items() if isinstance(of, Everywhere)]
        if not everywhere:
            remedy = "add one: totals of the country are made with it"
            told = ("no grouping of the kind whole", "one of all places", remedy)
            path = self.places.folder / "groupings.yaml"
            raise DefinitionError(Fault(path, None, "groupings", *told, FaultCode.NO_GROUPING_OF_ALL))
        return everywhere[0]

    @property
    def size(self) -> str:
        """The code of the grouping of places by size, empty where there is none."""
        return next((code for code, of in self.places.groupings.items() if isinstance(of, BySize)), "")

    @property
    def groupings(self) -> dict[str, Grouping]:
        """The groupings that cover the round's day, by code."""
        covered = {code for place in self.places_of_round for code in place.groups}
        return {code: self.places.grouping(code, self.day) for code in self.places.groupings if code in covered}


@dataclass(frozen=True, slots=True)
class Inputs(RoundInputs):
    """A survey and one of its rounds, with all that its report is made from.

    `stamps` are those of the survey's files before any was read.
    """

    history: tuple[Published, ...]
    marks: SeriesMarks
    specs: Mapping[Path, ChapterSpec]
    words: SharedWords
    disclosure: DisclosureRules = field(default_factory=DisclosureRules)
    stamps: Stamps = ()

    @property
    def rated(self) -> dict[str, Ages]:
        """The variables that are told per inhabitant, each with whose age counts; raises DefinitionError."""
        variables = self.questionnaire.figures
        unknown = [code for code in self.words.target_groups if code not in variables]
        if unknown:
            path = round_folder(self.folder, self.this_round.year) / "report" / "words.yaml"
            told = (f"words for {', '.join(unknown)}", "variables of the questionnaire", "correct the codes")
            line = find_line(path, ["target_groups"])
            raise DefinitionError(Fault(path, line, "target_groups", *told, FaultCode.UNKNOWN_VARIABLE_IN_TABLE))
        return {code: variables[code].target_group for code in self.words.target_groups}


def load_round_inputs(folder: Path, year: int) -> RoundInputs:
    """Return the survey in `folder` and its round of `year`, which needs no report yet.

    Raises InputError, with every fault of the file at fault, and UsageError where there is no such round.
    """
    this_round = load_round(folder, year)
    return RoundInputs(
        folder=folder,
        survey=load_survey(folder),
        this_round=this_round,
        questionnaire=load_questionnaire(round_folder(folder, year)),
        places=load_places(folder),
    )


def load_inputs(folder: Path, year: int) -> Inputs:
    """Return the survey in `folder` and its round of `year`, with all that its report is made from.

    Raises InputError, with every fault of the file at fault, and UsageError where there is no such round.
    """
    stamps = stamps_of(folder)
    of = load_round_inputs(folder, year)
    of_round = round_folder(folder, year)
    return Inputs(
        folder=folder,
        survey=of.survey,
        this_round=of.this_round,
        questionnaire=of.questionnaire,
        places=of.places,
        history=read_history(folder / "history" / "series.csv"),
        marks=load_marks(folder),
        specs=load_chapter_specs(of_round),
        words=load_words(of_round),
        disclosure=load_rules(of_round),
        stamps=stamps,
    )


def read_history(path: Path) -> tuple[Published, ...]:
    """Return the published national series; raises DefinitionError with file, row and column."""
    read = read_csv(path).of_columns(HISTORY_COLUMNS)
    faults = read.faults + [wrong for line, row in read.rows if (wrong := _fault_of(path, line, row)) is not None]
    if faults:
        raise DefinitionError(sorted(faults, key=lambda fault: fault.line or 0))
    return tuple(Published(row[0], int(row[1]), float(row[2]), row[3], line) for line, row in read.rows)


def _fault_of(path: Path, line: int, row: list[str]) -> Fault | None:
    """Return what is wrong with a row of the published series."""
    wrong = FaultCode.WRONG_CELL
    if not re.fullmatch(r"[0-9]{4}", row[1]):
        return Fault(path, line, "year", repr(row[1]), "a year of four digits", "correct the year", wrong)
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", row[2]):
        return Fault(path, line, "value", repr(row[2]), "a number", "write digits and a decimal point", wrong)
    if row[3] not in MEASURES:
        return Fault(path, line, "measure", repr(row[3]), " or ".join(MEASURES), "correct the measure", wrong)
    return None
