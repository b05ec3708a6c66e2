"""Answers of made-up units in groups, for disclosure control. No test may enter."""

from collections.abc import Mapping

from kartlegg.definitions import Words
from kartlegg.estimation.marks import SeriesMarks
from kartlegg.estimation.responses import Responses
from kartlegg.language import Text
from kartlegg.places.groupings import Group, Grouping
from kartlegg.questionnaire.evaluate import Facts
from kartlegg.questionnaire.options import Option
from kartlegg.questionnaire.variables import Variable
from kartlegg.tabulation.answers import Answers, Statement
from kartlegg.tabulation.disclosure.rules import DisclosureRules

OPTIONS = tuple(
    Option(code=code, label=Words(nb=code), value=at) for at, code in enumerate(("yes", "no", "maybe"), 1)
)
VARIABLES = {
    code: Variable(code, Text(code), Text(code), type="choice", options=OPTIONS) for code in ("plan", "team", "lamp")
}
RULES = DisclosureRules.model_validate(
    {"replying": {"reason": {"nb": "x"}}, "whole_country": {"at_least": 10, "reason": {"nb": "x"}}}
)

Counts = Mapping[str, Mapping[str, int]]
"""How many units of each group gave each answer; a blank answer is no reply to the question."""


def answers(counts: Counts, variable: str = "plan", second: Mapping[str, str] | None = None) -> Answers:
    """Return answers to one question by the groups of `dale`; `second` puts the groups into those of `side`."""
    facts: dict[str, Facts] = {}
    groups: dict[str, dict[str, str]] = {}
    for group, given in counts.items():
        for option, number in given.items():
            for at in range(number):
                unit = f"{group}-{option}-{at}"
                facts[unit] = Facts({variable: option} if option else {})
                groups[unit] = {"dale": group} | ({"side": second[group]} if second else {})
    named = {"dale": list(counts), "side": sorted(set((second or {}).values()))}
    return Answers(
        responses=Responses(facts, dict.fromkeys(facts, "complete"), groups, {}),
        variables=VARIABLES,
        groupings={
            code: Grouping(code=code, title=Text(code), groups=tuple(Group(of, Text(of)) for of in names))
            for code, names in named.items()
        },
        marks=SeriesMarks(),
        year=2032,
    )


def shares(of: str, by: str, *groups: str, variable: str = "plan") -> list[Statement]:
    """Return the per cent of each group that answered so, and of all."""
    condition, base = f"{variable} is {of}", f"{variable} is answered"
    by_group = [Statement(condition, "percent", base, by, group) for group in groups]
    return [*by_group, Statement(condition, "percent", base)]
