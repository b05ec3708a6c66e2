"""Last round's sums, which are never asked and so never kept: worked out of its figures. No judgement may enter."""

from collections.abc import Mapping

from kartlegg.questionnaire.answers import Answers, Value
from kartlegg.questionnaire.logic import summed_up
from kartlegg.questionnaire.sums import leaves_of
from kartlegg.questionnaire.variables import Variable


def with_sums(answers: Answers, variables: Mapping[str, Variable]) -> dict[str, Value]:
    """Return the answers with the sums of this round's form worked out of them; missing parts are left out.

    A sum that is among the answers stays as it is.
    """
    found = dict(answers)
    for code, leaves in leaves_of(variables).items():
        if leaves and code not in found:
            known = [value for leaf in leaves if isinstance(value := answers.get(leaf), float)]
            total = summed_up("sum", known)
            if total is not None:
                found[code] = total
    return found
