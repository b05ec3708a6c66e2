"""Last round's figures under this round's codes: one rule for tables, checks and forms. No figure may be guessed."""

import datetime as dt
from collections.abc import Iterable, Set

from kartlegg.exchange.extract import Extract
from kartlegg.pipeline.inputs import RoundInputs
from kartlegg.places.changes import Change, carry_codes, successors


def figures_of_last_round(
    extract: Extract, inputs: RoundInputs, units: Set[str], *, required: bool = False
) -> dict[str, dict[str, float]]:
    """Return what the units, by codes of this round, were last round: figures by unit and variable.

    Mergers and splits are those of carry_codes; only what became one of `units` is looked at, so that a split that
    nobody needs to cross needs no weights. A unit that came of a split without weights has no figures; where they are
    `required`, PlaceError is raised if there are figures to divide.
    """
    before, day, changes = inputs.last_day, inputs.day, inputs.places.changes
    if before is None:
        return {}
    if not required:
        units = units - _of_unknown_parts(changes, before, day)
        changes = tuple(change for change in changes if change.weight is not None)
    went = successors(changes, day, before)
    known = extract.last_round.select("unit", "variable", "value").drop_nulls("value")
    by_variable: dict[str, dict[str, float]] = {}
    for unit, variable, value in known.sort("variable", "unit").iter_rows():
        if not units.isdisjoint(went.get(unit, (unit,))):
            by_variable.setdefault(variable, {})[unit] = value
    answered = {unit for values in by_variable.values() for unit in values}
    found: dict[str, dict[str, float]] = {}
    for variable, values in by_variable.items():
        for unit, value in carry_codes(values, changes, before, day, answered=answered).items():
            if unit in units:
                found.setdefault(unit, {})[variable] = value
    return found


def _of_unknown_parts(changes: Iterable[Change], before: dt.date, day: dt.date) -> set[str]:
    """Return the codes of `day` that any part of a split without weights went to."""
    of = tuple(changes)
    splits = [change for change in of if change.weight is None and before < change.date <= day]
    return {code for split in splits for code in successors(of, day, split.date).get(split.new, (split.new,))}
