"""Checks between the steps: is every unit there, do its answers add up. Judging one reply or a table may not enter.

A finding is a sentence for the operator. Findings stand in the manifest of the Release; none is expected.
"""

import math
from collections.abc import Iterable, Mapping

from kartlegg.estimation.distributed import SLACK
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.questionnaire.questions import Numbers as NumberGrid
from kartlegg.tabulation.numbers import Numbers

TOLD = 5
"""How many units a finding names; it tells the number of the others."""
_WHY = {
    "none": "it has not replied and last round has nothing of it",
    "partial": "it has replied in part, and not to this",
    "complete": "its reply is complete without it",
}


def audit_round(numbers: Numbers, statuses: Mapping[str, str], questionnaire: Questionnaire) -> list[str]:
    """Return the findings on units; `statuses` maps each unit to what it has replied, as `units.csv` says."""
    return audit_units(numbers, statuses) + audit_controls(numbers, questionnaire)


def audit_units(numbers: Numbers, statuses: Mapping[str, str]) -> list[str]:
    """Return which units have no figure at all, and why by their status."""
    total = numbers.total_variable
    return [
        f"{place.code} {place.name} has no figure of {total}: {_WHY[statuses[place.code]]}"
        for place in numbers.places
        if place.reports and numbers.of_unit(place.code, total).value is None
    ]


def audit_controls(numbers: Numbers, questionnaire: Questionnaire) -> list[str]:
    """Return the grids whose rows do not add up as they should in some units, with the first of these.

    Only grids whose rows count all the same: the others are left out where they are worked out.
    """
    grids = questionnaire.grids
    return [finding for grid in grids if grid.control and not grid.control.drop for finding in _off(grid, numbers)]


def _off(grid: NumberGrid, numbers: Numbers) -> Iterable[str]:
    units = [place.code for place in numbers.places if place.reports and _is_off(grid, place.code, numbers)]
    if units and grid.control:
        more = f" and {len(units) - TOLD} more" if len(units) > TOLD else ""
        yield (
            f"the rows of {grid.code} are more than {grid.control.within:g} off {grid.control.of} "
            f"in {len(units)} units: {', '.join(units[:TOLD])}{more}"
        )


def _is_off(grid: NumberGrid, unit: str, numbers: Numbers) -> bool:
    """Return whether a unit's rows miss the whole; they cannot where it has no row, or no whole."""
    if grid.control is None:
        return False
    rows = [value for row in grid.rows if (value := numbers.of_unit(unit, row.variable).value) is not None]
    whole = numbers.of_unit(unit, grid.control.of).value
    return bool(rows) and whole is not None and abs(math.fsum(rows) - whole) > grid.control.within + SLACK
