"""Answers of every unit to every question: the order of the work, and the last check. No survey may enter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kartlegg.errors import NoFitError
from kartlegg.questionnaire.answers import Value
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.sample.answers.check import Recount, Themes
from kartlegg.sample.answers.choosing import Choosing
from kartlegg.sample.answers.claims import Claim
from kartlegg.sample.answers.panel import Panel
from kartlegg.sample.answers.solve import count_answers
from kartlegg.sample.answers.structure import Structure
from kartlegg.sample.answers.words import Grammar, Words

_STREAMS = (3, 4, 5)  # of the seed; the figures of staff have those before


@dataclass(frozen=True)
class Made:
    """The answers of the units of a panel in its order, by code; of coded texts the theme of each."""

    variables: tuple[str, ...]
    answers: tuple[Mapping[str, Value], ...]
    themes: Themes


def make_answers(
    questionnaire: Questionnaire,
    panel: Panel,
    claims: Sequence[Claim],
    grammar: Grammar,
    *,
    limits: Mapping[str, str],
    seed: int,
) -> Made:
    """Return answers that give every kept claim as printed; the same seed gives the same answers.

    `limits` says of a number which figure of the same unit it is a part of. Raises NoFitError naming claims that
    cannot hold together, or that the answers do not give in the end.
    """
    kept = [claim for claim in claims if claim.kept]
    for_counts, for_choice, for_words = (np.random.default_rng([seed, stream]) for stream in _STREAMS)
    structure = Structure(questionnaire, panel, tuple(rule for claim in kept for rule in claim.conditions))
    counted = count_answers(structure, kept, for_counts)
    choosing = Choosing(structure, counted, limits, Words(grammar, panel, for_words), for_choice)
    replies = choosing.answer_all()
    misfits = list(Recount(questionnaire, panel, replies.of, choosing.themes).misfits(kept))
    if misfits:
        raise NoFitError("the sample does not give these as printed:\n" + "\n".join(misfits))
    made = tuple({code: own[code] for code in structure.variables if code in own} for own in replies.of)
    return Made(tuple(structure.variables), made, choosing.themes)
