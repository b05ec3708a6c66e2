"""How answers spread where print does not say: a plausible share of each category. Printed counts may not enter."""

from collections.abc import Mapping

import numpy as np

from kartlegg.questionnaire.model import Questionnaire
from kartlegg.questionnaire.questions import Closed
from kartlegg.questionnaire.variables import Variable
from kartlegg.sample.answers.categories import NO_ANSWER, TICKED, UNTICKED, Categories

Shares = Mapping[str, float]

_NO_ANSWER_KINDS = 0.06  # of those that answer, for each of do not know and not applicable
_TICKED = 0.35
_NOTHING = 0.05  # the number 0, to other ranges of numbers
_TICKED_ALONE = 0.06
_SPREAD = 0.25
ANSWERED = 0.97  # of those that are asked, where print does not say
OPEN_TEXT = 0.45
OPTION_TEXT = 0.85
COMMENT = 0.12


def direction(questionnaire: Questionnaire, variable: Variable) -> str:
    """Return the order in which the options stand: falling, rising or none."""
    question = questionnaire.questions[variable.question]
    if not isinstance(question, Closed):
        return "none"
    order = question.order
    if question.scale is not None and question.scale in questionnaire.scales:
        order = order or questionnaire.scales[question.scale].order
    return order or "none"


def shares_of(
    variable: Variable, categories: Categories, order: str, chance: np.random.Generator, *, boxes: int = 1
) -> Shares:
    """Return the share of each category among those that answer: a hump on a scale, level options without order.

    A box of a list of so many `boxes` is ticked often enough that each unit may tick one; 0 is one that stands alone.
    """
    codes = [code for code in categories if code not in NO_ANSWER]
    if variable.type == "tick":
        rate = max(_TICKED, min(1.3 / boxes, 0.8)) if boxes else _TICKED_ALONE
        ticked = float(np.clip(rate * np.exp(_SPREAD * chance.standard_normal()), 0.02, 0.95))
        return {TICKED: ticked, UNTICKED: 1 - ticked}
    if variable.type != "choice":
        usual = {code: _NOTHING if categories[code] == 0 and len(codes) > 1 else 1.0 for code in codes}
        return {code: weight / sum(usual.values()) for code, weight in usual.items()}
    kinds = {option.code: option.kind for option in variable.options}
    answers = [code for code in codes if kinds[code] == "answer"]
    middle = (len(answers) - 1) * (0.4 if order == "falling" else 0.6)
    width = max(len(answers) / 3.5, 0.6)
    hump = [
        float(np.exp(-(((place - middle) / width) ** 2) / 2)) if order != "none" else 1.0
        for place in range(len(answers))
    ]
    weights = np.array(hump) * np.exp(_SPREAD * chance.standard_normal(len(answers)))
    rest = 1 - _NO_ANSWER_KINDS * (len(codes) - len(answers))
    told = dict(zip(answers, rest * weights / weights.sum(), strict=True)) if answers else {}
    return {code: float(told.get(code, _NO_ANSWER_KINDS)) for code in codes}


def answering(variable: Variable) -> float:
    """Return the share of those asked that answer."""
    if variable.type != "text":
        return ANSWERED
    if variable.purpose == "comment":
        return COMMENT
    return OPTION_TEXT if variable.option or variable.row else OPEN_TEXT
