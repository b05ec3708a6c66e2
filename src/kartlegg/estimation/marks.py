"""What readers must know of a series: where it breaks, which years are uncertain, what was not asked. No numbers.

The marks of a survey stand in its `series.yaml`:

    breaks:      a list of {year, note, variables}: the figures from `year` on are not comparable with those before
    uncertain:   a list of {year, note, variables}: the figures of `year` stand on weak ground
    not_asked:   a list of {years, variables, note}: the variables were not asked in these years

`variables` is a list of variable codes; without it a break or an uncertain year marks every variable.
"""

from pathlib import Path

from pydantic import Field

from kartlegg.definitions import Definition, Words, read_definition


class Mark(Definition):
    """A year that a note belongs to, for `variables` or, where none is named, for all."""

    year: int
    note: Words
    variables: tuple[str, ...] = ()

    def covers(self, variable: str) -> bool:
        """Return whether the mark is on `variable`."""
        return not self.variables or variable in self.variables


class NotAsked(Definition):
    """Years in which variables were not asked."""

    years: tuple[int, ...] = Field(min_length=1)
    variables: tuple[str, ...] = Field(min_length=1)
    note: Words | None = None


class SeriesMarks(Definition):
    """All marks of a survey. An empty one says that nothing breaks."""

    breaks: tuple[Mark, ...] = ()
    uncertain: tuple[Mark, ...] = ()
    not_asked: tuple[NotAsked, ...] = ()

    def breaks_of(self, variable: str) -> tuple[int, ...]:
        """Return the years at whose start the series of `variable` breaks, in order."""
        return _years(self.breaks, variable)

    def uncertain_of(self, variable: str) -> tuple[int, ...]:
        """Return the uncertain years of `variable`, in order."""
        return _years(self.uncertain, variable)

    def was_asked(self, variable: str, year: int) -> bool:
        """Return False for a variable and year marked as not asked."""
        return not any(year in mark.years and variable in mark.variables for mark in self.not_asked)


def _years(marks: tuple[Mark, ...], variable: str) -> tuple[int, ...]:
    return tuple(sorted({mark.year for mark in marks if mark.covers(variable)}))


def load_marks(survey: Path) -> SeriesMarks:
    """Return the marks in `series.yaml` of the survey folder; raises DefinitionError with file and line."""
    return read_definition(survey / "series.yaml", SeriesMarks)
