"""One year's survey: its dates and which round came before. No rule about units or answers may enter."""

import datetime as dt
from pathlib import Path

from kartlegg.definitions import Definition, Words, read_definition
from kartlegg.errors import UsageError


class Round(Definition):
    """A round of the survey. `last_round` is the year of the round before, None in the first."""

    year: int
    title: Words
    reference_week: int
    population_on: dt.date
    opens_on: dt.date
    due_on: dt.date
    closes_on: dt.date
    last_round: int | None = None


def round_folder(survey: Path, year: int) -> Path:
    """Return the folder of the round of `year` in the survey folder.

    Raises UsageError where there is none, naming those there are.
    """
    folder = survey / "rounds" / str(year)
    if not (folder / "round.yaml").is_file():
        known = ", ".join(sorted(path.parent.name for path in survey.glob("rounds/*/round.yaml"))) or "none"
        raise UsageError(f"{survey} has no round {year}; rounds there: {known}")
    return folder


def load_round(survey: Path, year: int) -> Round:
    """Return the round of `year`; raises UsageError where there is none, DefinitionError where it is wrong."""
    return read_definition(round_folder(survey, year) / "round.yaml", Round)
