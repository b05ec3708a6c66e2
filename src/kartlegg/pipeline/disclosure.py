"""Disclosure control of a round: what its tables and figures publish, and what is hidden. No rule is made here."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from kartlegg.pipeline.cache import Cache, digest_of, maker_digest
from kartlegg.pipeline.inputs import Inputs
from kartlegg.tabulation.answers_table import Said, said_in
from kartlegg.tabulation.disclosure.cells import Reason
from kartlegg.tabulation.disclosure.control import Hide, control
from kartlegg.tabulation.disclosure.families import Chosen, System
from kartlegg.tabulation.disclosure.hiding import hide, told_of
from kartlegg.tabulation.numbers import Numbers
from kartlegg.tabulation.spec import AnswersSpec

DRAWN = "F"
"""What begins the name of the table behind a figure; the figure's number follows."""


class Hidden(NamedTuple):
    """A published cell that is hidden, and why: the table's number, or F and the figure's."""

    table: str
    row: str
    column: str
    reason: Reason


def disclosed(numbers: Numbers, inputs: Inputs, cache: Cache | None = None) -> tuple[Numbers, list[Hidden]]:
    """Return the numbers without those that would tell of single units, and the cells that are hidden.

    Raises LookupFault and RuleError where a table of answers cannot be read.
    """
    if numbers.answers is None:
        return numbers, []
    said = list(said_of_round(numbers, inputs))
    statements = (of.statement for _, of in said)
    hidden = control(statements, numbers.answers, inputs.disclosure, kept_hide(cache or Cache()))
    cells = [Hidden(number, of.row, of.column, hidden[of.statement]) for number, of in said if of.statement in hidden]
    return replace(numbers, answers=replace(numbers.answers, hidden=frozenset(hidden))), cells


def said_of_round(numbers: Numbers, inputs: Inputs) -> Iterator[tuple[str, Said]]:
    """Yield what every cell of this round says, with the number of its table or figure."""
    if numbers.answers is None:
        return
    for chapter in inputs.specs.values():
        drawn = {f"{DRAWN}{of.number}": frozenset(of.rows) for of in chapter.figures}
        for _, number, spec in chapter.every_table():
            if isinstance(spec, AnswersSpec):
                rows = drawn.get(number)
                for of in said_in(spec, numbers.answers, inputs.words):
                    if of.year == numbers.answers.year and (not rows or of.row in rows):
                        yield number, of


def kept_hide(cache: Cache) -> Hide:
    """Return what finds which numbers of a system are hidden, or takes it from the cache."""

    def found(system: System) -> Chosen:
        key = digest_of("disclosure", maker_digest(), *told_of(system))
        made = cache.files(key, lambda: {"hidden": hide(system).astype(np.uint8).tobytes()})
        return np.frombuffer(made["hidden"], dtype=np.uint8).astype(bool)

    return found
