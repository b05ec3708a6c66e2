"""Which variables must be counted together: those that a claim, a route or a list of boxes joins."""

from collections import defaultdict
from collections.abc import Sequence

from kartlegg.sample.answers.cells import Part
from kartlegg.sample.answers.claims import Claim
from kartlegg.sample.answers.structure import Structure


def parts_of(structure: Structure, claims: Sequence[Claim]) -> list[Part]:
    """Return the parts that `claims` are about, in the order of the form.

    A claim about what is made elsewhere (figures of staff) is in none of them.
    """
    known = [claim for claim in claims if claim.variables and set(claim.variables) <= set(structure.variables)]
    joined = _Joined()
    for claim in known:
        joined.join(claim.variables)
        for code in claim.variables:
            _join_above(structure, code, joined)
    members: dict[str, list[str]] = defaultdict(list)
    for code in sorted(joined.parents, key=structure.place.__getitem__):
        members[joined.top(code)].append(code)
    of: dict[str, list[Claim]] = defaultdict(list)
    for claim in known:
        of[joined.top(claim.variables[0])].append(claim)
    return [Part(tuple(codes), tuple(of[top])) for top, codes in members.items()]


class _Joined:
    """Codes in groups that are joined two by two."""

    def __init__(self) -> None:
        self.parents: dict[str, str] = {}

    def top(self, code: str) -> str:
        self.parents.setdefault(code, code)
        while self.parents[code] != code:
            code = self.parents[code]
        return code

    def join(self, codes: Sequence[str]) -> None:
        for code in codes:
            self.parents[self.top(code)] = self.top(codes[0])


def _join_above(structure: Structure, code: str, joined: _Joined) -> None:
    """Join a variable with the boxes beside it and with what opens it, and those with what opens them."""
    beside = structure.boxes.get(code, (code,))
    above = tuple(sorted(structure.ancestors(code)))
    known = set(joined.parents)
    joined.join((code, *beside, *above))
    for own in (*beside, *above):
        if own not in known and own != code:
            _join_above(structure, own, joined)
