"""A series of several rounds on today's map, with a flag where it is no longer what units reported. No sum may enter.

Method: docs/method/back-cast.md.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Literal, NamedTuple, get_args

from kartlegg.places.changes import Change, carry_codes

MapFlag = Literal["own", "merged", "weights", "break"]
"""The unit's own figure, whatever its code was; the sum of the units it was made from; divided by stated weights; not
to be had on today's map. From the lightest to the heaviest: a figure has the heaviest of all that it is made from."""


class OnTodaysMap(NamedTuple):
    """A figure of an earlier round for a unit of today, None where it cannot be had, and how it came about."""

    value: float | None
    flag: MapFlag


def back_cast(
    rounds: Mapping[dt.date, Mapping[str, float]], changes: Iterable[Change], today: dt.date
) -> dict[dt.date, dict[str, OnTodaysMap]]:
    """Return each round's figures under the codes of `today`, rounds in order.

    `rounds` has for the day whose map a round used its figures of one variable, which can be added, by unit. A split
    without stated weights breaks the series of its parts and of what became of them; so does a merger of units of
    which one has no figure. A unit none of whose predecessors has a figure is not there. ValueError is raised where a
    round comes after `today`.
    """
    of = tuple(changes)
    return {day: _on_map(rounds[day], of, day, today) for day in sorted(rounds)}


def _on_map(
    values: Mapping[str, float], changes: tuple[Change, ...], day: dt.date, today: dt.date
) -> dict[str, OnTodaysMap]:
    stated = [change for change in changes if change.weight is not None]
    carried = carry_codes(values, stated, day, today)
    flags = _flags(values, changes, day, today)
    return {
        code: OnTodaysMap(None if flag == "break" else carried[code], flag) for code, flag in sorted(flags.items())
    }


def _flags(values: Iterable[str], changes: tuple[Change, ...], day: dt.date, today: dt.date) -> dict[str, MapFlag]:
    """Return how the figure of each unit of `today` comes about, following the changes day by day."""
    flags: dict[str, MapFlag] = dict.fromkeys(values, "own")
    between = sorted((c for c in changes if day < c.date <= today), key=lambda change: change.date)
    for _, same_day in groupby(between, key=lambda change: change.date):
        step = tuple(same_day)
        stay = {code: flag for code, flag in flags.items() if code not in {change.old for change in step}}
        for new in sorted({change.new for change in step}):
            parts = [change for change in step if change.new == new]
            if any(change.old in flags for change in parts):
                found = [flag for change in parts for flag in (flags.get(change.old, "break"), _flag_of(change))]
                stay[new] = max(*found, *(["merged", stay[new]] if new in stay else []), key=get_args(MapFlag).index)
        flags = stay
    return flags


def _flag_of(change: Change) -> MapFlag:
    if change.kind == "split":
        return "break" if change.weight is None else "weights"
    return "merged" if change.kind == "merge" else "own"
