"""Judges the years that a form says its questions were asked in. What other rounds ask may not enter."""

from collections.abc import Iterator, Sequence

from kartlegg.definitions import Definition
from kartlegg.errors import Fault
from kartlegg.fault_codes import FaultCode
from kartlegg.questionnaire.proof.form import Form, Spot
from kartlegg.questionnaire.proof.rules import Told


def year_faults(form: Form) -> Iterator[Fault]:
    """Yield a fault for each question, row and option that was first asked, or was asked, after the round's year."""
    for placed in form.questions:
        yield from _within(placed.spot, placed.question, form.year)
    for spot, scale in form.scale_spots:
        yield from _within(spot, scale, form.year)


def _within(spot: Spot, of: Definition, year: int | None) -> Iterator[Fault]:
    for key, years in (("since", (getattr(of, "since", None),)), ("asked_in", getattr(of, "asked_in", ()))):
        for told in later_years(years, year):
            yield spot.at(key, name=f"{spot.name}.{key}").fault(*told)
    for key, value in of:
        for at, below in enumerate(value if isinstance(value, tuple) else ()):
            if isinstance(below, Definition):
                name = getattr(below, "variable", None) or f"{spot.name}.{getattr(below, 'code', at)}"
                yield from _within(spot.at(key, at, name=name), below, year)


def later_years(years: Sequence[int | None], year: int | None) -> Iterator[Told]:
    """Yield what is wrong with each of `years` that is later than `year`, that of the round."""
    for later in (of for of in years if of is not None and year is not None and of > year):
        expected = f"a year no later than {year}, the year of the round"
        yield Told(FaultCode.WRONG_VALUE, f"the year {later}", expected, "correct the year")
