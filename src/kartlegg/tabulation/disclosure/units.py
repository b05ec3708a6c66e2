"""The units that facts are true of, as bits of whole numbers, and units as they might be. No cell may enter."""

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from kartlegg.estimation.responses import BASES, EVERYONE, Responses
from kartlegg.questionnaire.answers import Value
from kartlegg.questionnaire.evaluate import Facts
from kartlegg.questionnaire.grammar import parse_condition, references
from kartlegg.questionnaire.rules import Reference

IMAGINED = 400
"""So many combinations of answers are imagined; where there are more, only those that were given are."""


class Fact(NamedTuple):
    """What a number counts: those of a base that something is true of; with `added`, it adds the number they gave."""

    of: str
    base: str = EVERYONE
    added: bool = False

    @property
    def theme(self) -> str:
        """The theme that an open answer was coded with, where that is the fact."""
        return self.of.partition(":")[2]

    @property
    def about(self) -> tuple[str, ...]:
        """The variables that it is about; those of its base do not count."""
        if self.theme or self.added:
            return (f"{'sum of ' if self.added else 'themes of '}{self.of.partition(':')[0]}",)
        return tuple(map(str, _references(self.of)))

    @property
    def references(self) -> tuple[Reference, ...]:
        """All that its truth depends on."""
        return () if self.theme or self.added else (*_references(self.of), *_references(self.base))


@lru_cache(maxsize=8192)
def _references(rule: str) -> tuple[Reference, ...]:
    return () if rule in BASES else tuple(sorted(references(parse_condition(rule)), key=str))


def units_of(fact: Fact, responses: Responses) -> int:
    """Return the units that a fact is true of; of a sum, those that gave a number."""
    if fact.added:
        return responses.where(responses.given(fact.of).__contains__)
    if fact.theme:
        return responses.having(fact.of.partition(":")[0], fact.theme)
    return responses.meeting(fact.of) & responses.meeting(fact.base)


def units_among(fact: Fact, responses: Responses) -> int:
    """Return the units that a fact is counted among."""
    return responses.having(fact.of.partition(":")[0]) if fact.theme else responses.meeting(fact.base)


def imagined(responses: Responses, about: Sequence[Reference]) -> Responses:
    """Return units as they might be for all that readers know: with every combination of given answers to `about`.

    A question is left blank, or is not asked, only together with what some unit left or was not asked with it: so the
    routing of the form holds. Where rules look beyond the answers of the round, or there are too many combinations,
    units are those that there are.
    """
    if any(reference.source != "answer" for reference in about):
        return responses
    codes = [reference.code for reference in about]
    alike: dict[tuple[str, tuple[tuple[bool, bool], ...]], list[list[Value]]] = {}
    for status, replies in responses.parted(about):
        left = tuple((is_asked, value is None) for is_asked, value in replies)
        alike.setdefault((status, left), []).append([value for _, value in replies])
    made: dict[str, Facts] = {}
    statuses: dict[str, str] = {}
    for (status, left), given in alike.items():
        hidden = {code for code, (is_asked, _) in zip(codes, left, strict=True) if not is_asked}
        for combined in _combined(given):
            unit = str(len(made))
            made[unit] = Facts(dict(zip(codes, combined, strict=True)), hidden=hidden)
            statuses[unit] = status
    return Responses(made, statuses, {}, {})


def _combined(given: list[list[Value]]) -> Iterator[tuple[Value, ...]]:
    """Yield every combination of what was given to each question; those that were given where there are too many."""
    choices = [list(dict.fromkeys(column)) for column in zip(*given, strict=True)]
    is_few = math.prod(map(len, choices)) <= IMAGINED
    yield from product(*choices) if is_few else map(tuple, given)


def divided(masks: Iterable[int], responses: Responses) -> list[int]:
    """Return all units in as few parts as tell the masks apart."""
    parts = [(1 << len(responses.units)) - 1]
    for mask in dict.fromkeys(masks):
        parts = [part for whole in parts for part in (whole & mask, whole & ~mask) if part]
    return parts
