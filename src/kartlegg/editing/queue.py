"""Puts hits in the order in which they are worth seeing to, and says what is left. What an editor decides, not here.

Suspicion times the effect on what is published: the idea of SELEKT, Statistics Sweden's tool of selective editing
(A. Norberg, Journal of Official Statistics 32, 2016). Page: docs/method/editing.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kartlegg.editing.hits import Hit

Domain = tuple[str, str, str]
"""A published total: variable, grouping, group."""


@dataclass(frozen=True)
class Totals:
    """What is published: the `domains` of each unit, as (grouping, group), and the total of each."""

    domains: Mapping[str, tuple[tuple[str, str], ...]]
    totals: Mapping[Domain, float]

    def effects(self, hit: Hit) -> dict[Domain, float]:
        """Return the expected effect of the hit on each published total, as a share of it."""
        expected = suspicion(hit) * impact(hit)
        found: dict[Domain, float] = {}
        for grouping, group in self.domains.get(hit.unit, ()) if expected else ():
            total = self.totals.get((hit.judged, grouping, group), 0.0)
            if total > 0:
                found[hit.judged, grouping, group] = expected / total
        return found


@dataclass(frozen=True, slots=True)
class Queued:
    """A hit in its place, and the largest effect on any total that is expected of those behind it, as a share."""

    hit: Hit
    remaining: float


def suspicion(hit: Hit) -> float:
    """Return from 0 to 1 how far the figure is beyond its limits, measured by the distance between them.

    With e beyond the limit and w between the limits: e / (e + w). With one limit or none, or both the same, 1.
    """
    if hit.value is None:
        return 0.0
    if hit.lower is None or hit.upper is None or hit.lower >= hit.upper:
        return 1.0
    beyond = max(hit.lower - hit.value, hit.value - hit.upper, 0.0)
    return beyond / (beyond + hit.upper - hit.lower)


def impact(hit: Hit) -> float:
    """Return how much the figure would change if it became what is expected; 0 where nothing is expected."""
    return 0.0 if hit.value is None or hit.expected is None else abs(hit.value - hit.expected)


def queue(hits: Iterable[Hit], totals: Totals) -> tuple[Queued, ...]:
    """Return the hits, the one first whose expected effect on any published total is largest; its score says so.

    `remaining` is, behind each, the largest sum of expected effects on one total that is left. A figure with several
    hits counts with its largest. Hits that move no total stand last: hard, soft, notes.
    """
    weighed = ((hit, totals.effects(hit)) for hit in hits)
    scored = [(replace(hit, score=max(effects.values(), default=0.0)), effects) for hit, effects in weighed]
    scored.sort(key=lambda pair: _place(pair[0]))
    left = _remaining(scored)
    return tuple(Queued(hit, rest) for (hit, _), rest in zip(scored, left, strict=True))


def _place(hit: Hit) -> tuple[float, int, str, str, tuple[str, ...]]:
    levels = ("hard", "soft", "note")
    return -hit.score, levels.index(hit.level), hit.unit, hit.check, hit.variables


def _remaining(scored: Sequence[tuple[Hit, Mapping[Domain, float]]]) -> list[float]:
    """Return for each place the largest sum of effects on one total of the figures behind it.

    Gone through from the end: a figure counts as soon as its first hit, which is its largest, is still to come.
    """
    sums: dict[Domain, float] = {}
    counted: dict[tuple[str, Domain], float] = {}
    left: list[float] = []
    for hit, effects in reversed(scored):
        left.append(max(sums.values(), default=0.0))
        for domain, effect in effects.items():
            before = counted.get((hit.unit, domain), 0.0)
            if effect > before:
                counted[hit.unit, domain] = effect
                sums[domain] = sums.get(domain, 0.0) + effect - before
    return left[::-1]
