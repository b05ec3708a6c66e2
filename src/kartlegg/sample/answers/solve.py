"""Counts of answers for the whole form, part after part; what cannot hold is told. No unit is chosen here."""

from collections.abc import Mapping, Sequence

import numpy as np

from kartlegg.errors import NoFitError
from kartlegg.sample.answers.cells import Part
from kartlegg.sample.answers.claims import Claim
from kartlegg.sample.answers.counting import Counting, Counts
from kartlegg.sample.answers.parts import parts_of
from kartlegg.sample.answers.program import Program
from kartlegg.sample.answers.shares import Shares
from kartlegg.sample.answers.structure import Structure

_TOGETHER = 40  # variables that are solved in one program: few calls, small programs


def count_answers(
    structure: Structure, claims: Sequence[Claim], chance: np.random.Generator
) -> list[tuple[Part, Counts]]:
    """Return the counts of every part that `claims` are about.

    Raises NoFitError naming claims to give up where they cannot all hold.
    """
    parts = parts_of(structure, claims)
    shares = {code: structure.shares(code, chance) for part in parts for code in part.variables}
    counted: list[tuple[Part, Counts]] = []
    given_up: list[str] = []
    for batch in _batches(parts):
        solved = _solved(structure, batch, shares)
        for one in batch if solved is None else ():
            alone = _solved(structure, [one], shares)
            if alone is None:
                alone = _solved(structure, [one], shares, disturbing=True)
            if alone is None:
                given_up += _stated(structure, [one], shares, disturbing=True)[0].contradictions()
            else:
                counted += alone
        counted += solved or []
    if given_up:
        raise NoFitError("no answers give all of these as printed; give some of them up:\n" + "\n".join(given_up))
    return counted


def _stated(
    structure: Structure, parts: Sequence[Part], shares: Mapping[str, Shares], *, disturbing: bool
) -> tuple[Program, list[Counting]]:
    program = Program()
    stated = [Counting(structure, part, shares, program, disturbing) for part in parts]
    for one in stated:
        one.state()
    return program, stated


def _solved(
    structure: Structure, parts: Sequence[Part], shares: Mapping[str, Shares], *, disturbing: bool = False
) -> list[tuple[Part, Counts]] | None:
    """Return the counts of these parts, None where their claims cannot all hold."""
    program, stated = _stated(structure, parts, shares, disturbing=disturbing)
    found = program.solve()
    return None if found is None else [(one.part, one.read(found)) for one in stated]


def _batches(parts: Sequence[Part]) -> list[list[Part]]:
    batches: list[list[Part]] = []
    for part in parts:
        if not batches or sum(len(one.variables) for one in (*batches[-1], part)) > _TOGETHER:
            batches.append([])
        batches[-1].append(part)
    return batches
