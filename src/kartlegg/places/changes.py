"""Mergers, splits and renumberings, and last round's figures carried over to this round's map.

A merged unit has the sum of its predecessors, and no figure at all where one of them answered nothing: a part is not
the whole. A blank of one that answered otherwise is left out of the sum, as blanks are in every sum: were the figure
dropped, the sums that it is part of would be made all the same, without what the others had answered.
A split unit is divided by stated weights; they are never guessed.
"""

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal, cast, get_args

from kartlegg.errors import Fault, PlaceError
from kartlegg.fault_codes import FaultCode
from kartlegg.places.rows import Rows

ChangeKind = Literal["renumber", "merge", "split"]
CHANGE_COLUMNS = ("from", "to", "date", "kind", "weight", "basis")
WEIGHTS_ARE_ONE = 1e-6


@dataclass(frozen=True, slots=True)
class Change:
    """From `date` on, `weight` of what was under the code `old` is under `new`; None where the weight is not known.

    A receiver of a merger that keeps its code has a change with `old` equal to `new`. `basis` tells what the
    weight rests on; `file` and `line` where it stands.
    """

    old: str
    new: str
    date: dt.date
    kind: ChangeKind
    weight: float | None
    basis: str
    file: Path
    line: int


def carry_codes(
    values: Mapping[str, float],
    changes: Iterable[Change],
    from_date: dt.date,
    to_date: dt.date,
    *,
    answered: Set[str] | None = None,
) -> dict[str, float]:
    """Return `values` (one variable: unit code of `from_date` -> figure) under the codes of `to_date`.

    Figures are summed over merged units and divided by weights over split ones; other codes pass unchanged, and
    codes that have no figure get none. `answered` are the codes of `from_date` that have a figure of any variable
    (None: those in `values`); a unit merged of others than these gets no figure. The unit of measure is that of
    `values`, which must be one that can be added. Raises PlaceError where a figure must be divided and the weights
    are not stated; ValueError where `to_date` comes before `from_date`.
    """
    if to_date < from_date:
        raise ValueError(f"figures are carried forward in time, not from {from_date} to {to_date}")
    between = sorted((c for c in changes if from_date < c.date <= to_date), key=lambda c: (c.date, c.old, c.new))
    carried, known = dict(values), set(values if answered is None else answered)
    for _, same_day in groupby(between, key=lambda c: c.date):
        step = tuple(same_day)
        incomplete = {change.new for change in step if change.old not in known}
        carried = _step(carried, step, incomplete)
        known = (known - {change.old for change in step}) | {change.new for change in step if change.old in known}
        known -= incomplete
    return carried


def successors(
    changes: Iterable[Change], to_date: dt.date, from_date: dt.date = dt.date.min
) -> dict[str, tuple[str, ...]]:
    """Return for each code that changed after `from_date`, the codes of `to_date` that it went to, in order.

    Changes that follow each other are followed to the last; a code may have gone to itself.
    """
    between = sorted((c for c in changes if from_date < c.date <= to_date), key=lambda c: c.date)
    went: dict[str, set[str]] = {}
    for _, same_day in groupby(between, key=lambda c: c.date):
        moves: dict[str, set[str]] = {}
        for change in same_day:
            moves.setdefault(change.old, set()).add(change.new)
        went = {old: {end for code in codes for end in moves.get(code, {code})} for old, codes in went.items()}
        went |= {old: codes for old, codes in moves.items() if old not in went}
    return {old: tuple(sorted(codes)) for old, codes in went.items()}


def _step(values: Mapping[str, float], changes: tuple[Change, ...], incomplete: Set[str]) -> dict[str, float]:
    """Return the figures after the changes of one day; the units in `incomplete` get none."""
    moving = {change.old for change in changes}
    parts: dict[str, list[float]] = {code: [value] for code, value in values.items() if code not in moving}
    faults = []
    for change in changes:
        if change.old not in values:
            continue
        if change.weight is None:
            faults.append(_no_weight(change))
        else:
            parts.setdefault(change.new, []).append(values[change.old] * change.weight)
    if faults:
        raise PlaceError(faults)
    return {code: math.fsum(parts[code]) for code in sorted(parts) if code not in incomplete}


def _no_weight(change: Change) -> Fault:
    return Fault(
        change.file,
        change.line,
        "weight",
        f"a figure of {change.old} to be divided, and no weight for {change.new}",
        f"the part of {change.old} that follows {change.new}, from 0 to 1",
        f"state weights that add up to 1 for every row from {change.old}, with their basis",
    )


def read_changes(path: Path, faults: list[Fault]) -> tuple[Change, ...]:
    """Return the changes of changes.csv by date and codes; what is wrong goes to `faults`."""
    rows = Rows(path, CHANGE_COLUMNS, faults)
    found: dict[tuple[str, str, dt.date], Change] = {}
    for old, new, day, kind, weight_text, basis in rows:
        date = rows.date("date", day)
        weight = rows.number("weight", weight_text, lowest=0, highest=1)
        if kind not in get_args(ChangeKind):
            rows.fault("kind", repr(kind), "one of " + ", ".join(get_args(ChangeKind)), "correct the kind")
        elif kind != "split" and weight != 1:
            rows.fault("weight", repr(weight_text), f"1, as in every {kind}", "write 1 or correct the kind")
        elif kind == "split" and weight is not None and not basis:
            rows.fault("basis", "nothing", "what the weight of a split rests on", "tell it in a few words")
        if date is None:
            continue
        if twin := found.get((old, new, date)):
            rows.fault("from", f"{old} to {new} again (line {twin.line})", "one row for a change", "remove one")
        found[old, new, date] = Change(old, new, date, cast(ChangeKind, kind), weight, basis, path, rows.line)
    changes = tuple(sorted(found.values(), key=lambda c: (c.date, c.old, c.new)))
    faults.extend(_weight_faults(changes))
    return changes


def _weight_faults(changes: tuple[Change, ...]) -> Iterable[Fault]:
    """Give a fault for every split whose weights do not add up to 1; all blank is allowed, and carrying refused."""
    for _, group in groupby(changes, key=lambda c: (c.date, c.old)):
        parts = tuple(group)
        weights = [part.weight for part in parts]
        if all(weight is None for weight in weights):
            continue
        total = math.fsum(weight or 0 for weight in weights)
        if None in weights or abs(total - 1) > WEIGHTS_ARE_ONE:
            first = parts[0]
            found = f"weights of {first.old} that add up to {total:g}" + (", some blank" if None in weights else "")
            remedy = f"correct the weights of the rows from {first.old}, or leave all of them blank"
            told = (found, "weights that add up to 1", remedy)
            yield Fault(first.file, first.line, "weight", *told, FaultCode.PLACES_DO_NOT_ADD_UP)
