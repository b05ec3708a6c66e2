"""Questions left blank by units that completed their reply. Units without a reply may not enter.

Method: docs/method/nonresponse.md.
"""

from collections.abc import Iterable, Mapping

from kartlegg.estimation.responses import Responses, Tally
from kartlegg.questionnaire.variables import Variable

Blanks = Mapping[str, Mapping[str, bool]]
"""By unit with a complete reply and question that it was asked: whether it left it blank."""


def left_blank(responses: Responses, variables: Iterable[Variable]) -> Blanks:
    """Return for each unit with a complete reply the questions that were open to it, True where nothing was answered.

    A question of many boxes or rows is answered where one of them is. Open answers, comments and contacts, which most
    leave blank on purpose, are no part of it, nor are sums.
    """
    closed = [(of.code, of.question) for of in variables if of.asked and of.type != "text"]
    found: dict[str, dict[str, bool]] = {}
    for unit, facts in responses.facts.items():
        if responses.statuses.get(unit) == "complete":
            own = found.setdefault(unit, {})
            for code, question in closed:
                if code not in facts.hidden:
                    own[question] = own.get(question, True) and facts.answers.get(code) is None
    return found


def item_nonresponse(blanks: Blanks, units: Iterable[str] | None = None, questions: Iterable[str] = ()) -> Tally:
    """Return how many questions were left blank, of those that were asked, over `units` (None: all of them).

    With `questions` only these count. Every question of every unit counts once.
    """
    among, wanted = blanks.keys() if units is None else units, set(questions)
    own = [blanks[unit] for unit in among if unit in blanks]
    answers = [[of[question] for question in of.keys() & wanted] if wanted else of.values() for of in own]
    return Tally(sum(map(sum, answers)), sum(map(len, answers)))
