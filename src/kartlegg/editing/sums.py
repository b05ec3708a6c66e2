"""Last round's sums, which are never asked and so never kept: worked out of its figures. No judgement may enter."""

from collections.abc import Mapping

from kartlegg.questionnaire.answers import Answers, Value
from kartlegg.questionnaire.logic import summed_up
from kartlegg.questionnaire.variables import Variable


def with_sums(answers: Answers, variables: Mapping[str, Variable]) -> dict[str, Value]:
    """Return the answers with the sums of this round's form worked out of them; missing parts are left out.

    A sum that is among the answers stays as it is.
    """
    found = dict(answers)
    for code, variable in variables.items():
        if variable.parts and code not in found:
            total = _total(variable.parts, found, variables, (code,))
            if total is not None:
                found[code] = total
    return found


def _total(
    parts: tuple[str, ...], answers: Answers, variables: Mapping[str, Variable], above: tuple[str, ...]
) -> float | None:
    """Return the sum of what is asked below a sum; None where all of it is missing."""
    known: list[float] = []
    for part in (part for part in parts if part not in above):
        below = variables[part].parts if part in variables else ()
        value = _total(below, answers, variables, (*above, part)) if below else answers.get(part)
        if isinstance(value, float):
            known.append(value)
    return summed_up("sum", known)
