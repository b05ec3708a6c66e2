"""The country's figure of each part: inside every printed interval, adding up to the totals. No unit may enter.

Method: docs/method/sample.md, step 2. Printed numbers that cannot hold together are left out and told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kartlegg.errors import NoFitError
from kartlegg.questionnaire.variables import Variable
from kartlegg.sample.plan import SamplePlan
from kartlegg.sample.printed import Printed
from kartlegg.sample.program import Interval, Program
from kartlegg.sample.totals import Unknowns, as_interval

_COUNTRY = "the country"


@dataclass(frozen=True, slots=True)
class Country:
    """`parts` is the figure of every part, `wholes` what the parts of each sum add up to, both unrounded.

    `given_up` names the printed numbers that the others contradict.
    """

    parts: Mapping[str, float]
    wholes: Mapping[str, float]
    given_up: tuple[str, ...]


def expand(variables: Mapping[str, Variable], code: str, stop: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the asked variables that `code` is the sum of, or those in `stop` on the way there."""
    if code in stop or code not in variables or variables[code].asked:
        return (code,)
    return tuple(leaf for part in variables[code].parts for leaf in expand(variables, part, stop))


def solve_country(
    printed: Sequence[Printed], totals: Mapping[str, float], plan: SamplePlan, variables: Mapping[str, Variable]
) -> Country:
    """Return the country's figures of the parts, given the sums over units of the plan's totals.

    Raises NoFitError where even the numbers that are left cannot be reproduced.
    """
    known = dict(totals)
    known |= {code: sum(known[t] for t in leaves) for code, leaves in _sums_of(variables, frozenset(totals)).items()}
    known |= {split.sum: known[split.whole] for split in plan.splits}
    sums = tuple(distribution.sum for distribution in plan.distributions)
    distributed, lost = _solve(printed, sums, _sums_of(variables, frozenset(sums)), known, {})
    known |= {
        code: sum(distributed[s] for s in s_codes) for code, s_codes in _sums_of(variables, frozenset(sums)).items()
    }
    known |= distributed
    leaves = {code: expand(variables, code) for code in variables}
    whole_sums = (*(split.sum for split in plan.splits), *sums)
    unknown = tuple(dict.fromkeys(leaf for code in whole_sums for leaf in leaves[code]))
    parts, more = _solve(printed, unknown, leaves, known, {code: known[code] for code in whole_sums})
    return Country(parts, {code: known[code] for code in whole_sums}, tuple(dict.fromkeys(lost + more)))


def _sums_of(variables: Mapping[str, Variable], parts: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Return the variables that are sums of nothing but `parts`, with those parts."""
    expanded = {code: expand(variables, code, parts) for code in variables}
    return {code: found for code, found in expanded.items() if set(found) <= parts and code not in parts}


def _solve(
    printed: Sequence[Printed],
    unknown: tuple[str, ...],
    leaves: Mapping[str, tuple[str, ...]],
    known: Mapping[str, float],
    fixed: Mapping[str, float],
) -> tuple[dict[str, float], list[str]]:
    """Return the unknown figures and the printed numbers given up; numbers of other figures are passed over."""
    unknowns = Unknowns(tuple((_COUNTRY, code) for code in unknown), leaves)
    intervals = []
    for number in printed:
        divisor = known.get(number.divisor) if isinstance(number.divisor, str) else float(number.divisor)
        if divisor is not None and set(leaves.get(number.variable, (number.variable,))) <= set(unknown):
            intervals.append(as_interval(number, unknowns, divisor))
    equalities = tuple((unknowns.terms(code, None), value) for code, value in fixed.items())
    kept, given_up = _without_contradictions(Program(len(unknown), tuple(intervals), equalities))
    solution = kept.solve()
    if solution is None:
        raise NoFitError("no figures of the country give these as printed:\n" + "\n".join(given_up))
    return dict(zip(unknown, solution.tolist(), strict=True)), given_up


def _without_contradictions(program: Program) -> tuple[Program, list[str]]:
    out: list[Interval] = program.contradictions()
    kept = tuple(interval for interval in program.intervals if interval not in out)
    return Program(program.unknowns, kept, program.equalities), [interval.name for interval in out]
