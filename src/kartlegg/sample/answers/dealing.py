"""Options dealt out to units: so many of each, those that lean to an option first. No form is read."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from kartlegg.questionnaire.variables import Variable

Floats = NDArray[np.float64]
Places = NDArray[np.int64]

_BY_CHANCE = 0.9


def deal(
    variable: Variable, order: str, wanted: Mapping[str, int], leanings: Floats, chance: np.random.Generator
) -> dict[str, Places]:
    """Return for each option the places of the units that choose it; `leanings` has one for each unit that answers.

    On a scale those that lean most stand highest; without order the first option goes with the leaning, mostly, and
    the others by chance. Who does not know, or to whom it does not apply, is drawn.
    """
    kinds = {option.code: option.kind for option in variable.options}
    free = chance.permutation(len(leanings))
    dealt: dict[str, Places] = {}
    for option in (one for one in wanted if kinds.get(one, "answer") != "answer"):
        dealt[option], free = free[: wanted[option]], free[wanted[option] :]
    answers = [one for one in wanted if one not in dealt]
    if order == "none":
        return dealt | _without_order(answers, wanted, free, leanings, chance)
    ranked = free[np.argsort(-leanings[free], kind="stable")]
    return dealt | _sliced(answers if order == "falling" else answers[::-1], wanted, ranked)


def _sliced(options: Sequence[str], wanted: Mapping[str, int], ranked: Places) -> dict[str, Places]:
    ends = np.cumsum([wanted[option] for option in options])
    return {option: ranked[end - wanted[option] : end] for option, end in zip(options, ends.tolist(), strict=True)}


def _without_order(
    options: Sequence[str], wanted: Mapping[str, int], free: Places, leanings: Floats, chance: np.random.Generator
) -> dict[str, Places]:
    dealt: dict[str, Places] = {}
    for place, option in enumerate(options):
        keys = leanings[free] * (1.0 if place == 0 else 0.0) + _BY_CHANCE * chance.standard_normal(len(free))
        ranked = free[np.argsort(-keys, kind="stable")]
        dealt[option], free = ranked[: wanted[option]], ranked[wanted[option] :]
    return dealt
