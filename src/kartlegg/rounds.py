"""A survey and one year of it: names, dates, which round came before. No rule about units or answers may enter."""

import datetime as dt
from pathlib import Path

from pydantic import Field, ValidationInfo, field_validator

from kartlegg.definitions import Definition, Words, find_line, read_definition
from kartlegg.errors import DefinitionError, Fault, UsageError
from kartlegg.fault_codes import FaultCode


class Country(Definition):
    """Where a survey is made: the two letters of ISO 3166-1, and the name."""

    code: str = Field(pattern="^[A-Z]{2}$")
    name: Words


class Survey(Definition):
    """What is true of a survey in every round: `survey.yaml`."""

    code: str
    title: Words
    subtitle: Words
    publisher: str
    country: Country | None = None
    attribution: tuple[Words, ...] = ()
    names_with_digits: tuple[str, ...] = ()
    names_with_findings: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What chapters may write although it holds digits, or words that tell what tests found."""
        return (*self.names_with_digits, *self.names_with_findings)


def load_survey(folder: Path) -> Survey:
    """Return what `survey.yaml` in the survey folder says; raises DefinitionError where it is wrong."""
    return read_definition(folder / "survey.yaml", Survey)


class Stated(Definition):
    """How many variables the published report says that the form had, and what is known of how they were counted."""

    variables: int = Field(ge=1)
    note: str


class Round(Definition):
    """A round of the survey. `last_round` is the year of the round before, None in the first.

    A `partial` round is known from what was published of it: its folder holds a part of the form only, and no report.
    """

    year: int
    title: Words
    reference_week: int = Field(ge=1, le=53)
    population_on: dt.date
    opens_on: dt.date
    due_on: dt.date
    closes_on: dt.date
    last_round: int | None = None
    partial: bool = False
    stated: Stated | None = None

    @field_validator("due_on", "closes_on")
    @classmethod
    def _dates_in_order(cls, day: dt.date, info: ValidationInfo) -> dt.date:
        before = info.data.get("opens_on" if info.field_name == "due_on" else "due_on")
        if before is not None and day < before:
            raise ValueError(f"{before} or later: a round opens, is due and closes, in this order")
        return day

    @field_validator("last_round")
    @classmethod
    def _earlier(cls, last_round: int | None, info: ValidationInfo) -> int | None:
        if last_round is not None and last_round >= info.data.get("year", last_round + 1):
            raise ValueError("the year of a round before this one")
        return last_round


def round_folder(survey: Path, year: int) -> Path:
    """Return the folder of the round of `year` in the survey folder.

    Raises UsageError where there is none, naming those there are.
    """
    folder = survey / "rounds" / str(year)
    if not (folder / "round.yaml").is_file():
        known = ", ".join(sorted(path.parent.name for path in survey.glob("rounds/*/round.yaml"))) or "none"
        raise UsageError(f"{survey} has no round {year}; rounds there: {known}")
    return folder


def rounds_before(survey: Path, year: int) -> list[int]:
    """Return the years of the rounds in the survey folder that came before `year`, the earliest first."""
    years = (path.parent.name for path in survey.glob("rounds/*/round.yaml"))
    return sorted(int(name) for name in years if name.isdecimal() and int(name) < year)


def load_round(survey: Path, year: int) -> Round:
    """Return the round of `year`; raises UsageError where there is none, DefinitionError where it is wrong."""
    path = round_folder(survey, year) / "round.yaml"
    this_round = read_definition(path, Round)
    if this_round.year != year:
        found, expected = f"the year {this_round.year}", f"{year}, as the folder is named"
        raise DefinitionError(
            Fault(
                path,
                find_line(path, ["year"]),
                "year",
                found,
                expected,
                "correct one of the two",
                FaultCode.WRONG_YEAR,
            )
        )
    return this_round
