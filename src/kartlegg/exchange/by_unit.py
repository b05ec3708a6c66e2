"""An Extract as one reply after another: what each unit answered, by code of the variable. No rule may enter."""

from collections.abc import Mapping

from kartlegg.exchange.extract import Extract
from kartlegg.questionnaire.answers import Value
from kartlegg.questionnaire.variables import Variable

Replies = dict[str, dict[str, Value]]
"""Answers by variable, by unit. A unit that answered nothing is not there."""


def replies_by_unit(extract: Extract, variables: Mapping[str, Variable]) -> Replies:
    """Return what each unit answered: options by code, numbers and boxes (1 or 0) as numbers, open text as words."""
    replies: Replies = {}
    for unit, code, figure in extract.replies.select("unit", "variable", "value").iter_rows():
        replies.setdefault(unit, {})[code] = figure
    for unit, code, answer in extract.answers.select("unit", "variable", "value").iter_rows():
        is_option = variables[code].type == "choice"
        replies.setdefault(unit, {})[code] = answer if is_option else float(answer)
    for unit, code, words in extract.texts.select("unit", "variable", "text").iter_rows():
        replies.setdefault(unit, {})[code] = words
    return replies


def corrected_by_unit(extract: Extract, variables: Mapping[str, Variable]) -> Replies:
    """Return the answers as they count after the corrections; a blank correction takes the answer out."""
    replies = replies_by_unit(extract, variables)
    for frame in (extract.corrections, extract.answer_corrections):
        for unit, code, corrected in frame.select("unit", "variable", "corrected").iter_rows():
            reply = replies.setdefault(unit, {})
            reply.pop(code, None)
            if corrected is not None:
                reply[code] = corrected if variables[code].type == "choice" else float(corrected)
    return replies
