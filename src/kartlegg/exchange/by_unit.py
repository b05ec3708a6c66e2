"""An Extract as one reply after another: what each unit answered, by code of the variable. No rule may enter."""

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from kartlegg.exchange.extract import Extract
from kartlegg.questionnaire.answers import Value
from kartlegg.questionnaire.variables import Variable

Replies = dict[str, dict[str, Value]]
"""Answers by variable, by unit. A unit that answered nothing is not there."""


def replies_by_unit(extract: Extract, variables: Mapping[str, Variable]) -> Replies:
    """Return what each unit answered: options by code, numbers and boxes (1 or 0) as numbers, open text as words."""
    replies: Replies = {}
    choices = {code for code, variable in variables.items() if variable.type == "choice"}
    for unit, figures in _rows_by_unit(extract.replies, "value"):
        replies.setdefault(unit, {}).update(figures)
    for unit, given in _rows_by_unit(extract.answers, "value"):
        answers = {code: answer if code in choices else float(answer) for code, answer in given}
        replies.setdefault(unit, {}).update(answers)
    for unit, words in _rows_by_unit(extract.texts, "text"):
        replies.setdefault(unit, {}).update(words)
    return replies


def _rows_by_unit(frame: pl.DataFrame, value: str) -> Iterator[tuple[str, Iterator[tuple[str, Any]]]]:
    """Yield each unit once, with its variables and what `value` holds of them, in the order of the rows."""
    for unit, codes, values in frame.group_by("unit", maintain_order=True).agg("variable", value).iter_rows():
        yield unit, zip(codes, values, strict=True)


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
