"""Whether answers are printed as claimed: every claim worked out again, apart from how the answers were made.

What is counted goes by the routing of the form and the small language alone; nothing of the fit may enter.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import numpy as np

from kartlegg.questionnaire.answers import Answers
from kartlegg.questionnaire.evaluate import Facts, holds
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.questionnaire.routing import Routing
from kartlegg.questionnaire.rules import Condition
from kartlegg.rounding import round_half_up
from kartlegg.sample.answers.claims import Claim
from kartlegg.sample.answers.panel import Mask, Panel
from kartlegg.sample.answers.printing import Tally

Themes = Mapping[str, Mapping[int, str]]
"""Variable -> unit (its place in the panel) -> the theme of its text."""


class Recount:
    """Counts claims over the answers of a panel."""

    def __init__(
        self, questionnaire: Questionnaire, panel: Panel, answers: Sequence[Answers], themes: Themes
    ) -> None:
        """Settle what each unit was asked; an answer to a question that is not open counts for nothing."""
        routing = Routing(questionnaire)
        pairs = zip(answers, panel.register, strict=True)
        self._facts = [routing.settle(Facts(own, register=known)) for own, known in pairs]
        self._panel, self._themes = panel, themes
        self._truths: dict[str, Mask] = {}

    def misfits(self, claims: Sequence[Claim]) -> Iterator[str]:
        """Yield a line for each claim that the answers do not give as printed, with what they give instead."""
        for claim in claims:
            shown = self.shown(claim)
            if shown != claim.value:
                yield f"{claim.told}, but the answers give {shown}"

    def shown(self, claim: Claim) -> Decimal | None:
        """Return the number of a claim as these answers would be printed."""
        scope = self._panel.scope(claim)
        match claim.measure:
            case "sum":
                return round_half_up(self._total(str(claim.of), scope), claim.decimals)
            case "coded" | "coded_percent":
                return self._coded(claim).shown(claim)
        of, base = (scope if rule is None else scope & self._meet(rule) for rule in claim.both)
        return Tally(int((of & base).sum()), int(base.sum())).shown(claim)

    def _meet(self, rule: Condition) -> Mask:
        name = str(rule)
        if name not in self._truths:
            self._truths[name] = np.array([holds(rule, facts) is True for facts in self._facts])
        return self._truths[name]

    def _total(self, code: str, scope: Mask) -> Decimal:
        values = (facts.answers.get(code) for facts, inside in zip(self._facts, scope, strict=True) if inside)
        return sum((Decimal(str(value)) for value in values if isinstance(value, float)), Decimal(0))

    def _coded(self, claim: Claim) -> Tally:
        counted = Counter(self._themes.get(str(claim.of), {}).values())
        return Tally(counted[claim.theme], sum(counted.values()))
