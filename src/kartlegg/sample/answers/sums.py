"""Sums of unknown counts, and conditions as they are written for them. No claim and no unit may enter."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from kartlegg.questionnaire.rules import Among, Condition, Predicate, Reference
from kartlegg.sample.answers.panel import Mask

Sum = list[dict[int, float]]
"""For each cell, unknowns with their coefficients."""

TICKED_BOX = Predicate(state="ticked")


def said_anyhow(rule: Condition) -> str:
    """Return a condition with the codes of a list in order: the same words for the same meaning."""
    if isinstance(rule, Among):
        return str(replace(rule, references=tuple(sorted(rule.references, key=str))))
    return str(rule)


def any_ticked(codes: Sequence[str]) -> Among:
    """Return the condition that at least one of the boxes is ticked."""
    return Among("any", tuple(Reference("answer", code) for code in codes), TICKED_BOX)


def added(*sums: Mapping[int, float]) -> dict[int, float]:
    """Return the sum of sums."""
    total: dict[int, float] = {}
    for terms in sums:
        for unknown, factor in terms.items():
            total[unknown] = total.get(unknown, 0.0) + factor
    return total


def less(terms: Mapping[int, float], other: Mapping[int, float]) -> dict[int, float]:
    """Return one sum less another."""
    return added(terms, {unknown: -factor for unknown, factor in other.items()})


def scaled(terms: Mapping[int, float], factor: float, other: Mapping[int, float], by: float) -> dict[int, float]:
    """Return `terms` times `factor`, and `other` times `by`."""
    return added(
        {unknown: one * factor for unknown, one in terms.items()},
        {unknown: one * by for unknown, one in other.items()},
    )


def over(made: Sum, scope: Mask) -> dict[int, float]:
    """Return the sum over the cells of `scope`."""
    return added(*(made[cell] for cell in np.flatnonzero(scope)))
