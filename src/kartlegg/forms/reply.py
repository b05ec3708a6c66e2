"""What is known of the unit whose form is shown: its answers, last round's figures. No page is made here."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from kartlegg.questionnaire.answers import Answers
from kartlegg.questionnaire.evaluate import Facts


@dataclass(frozen=True, slots=True)
class Reply:
    """What stands in the form of one unit.

    `last` holds last round's figures under this round's codes. `unconfirmed` are the variables where such a figure
    was filled in and nobody has said that it still holds. `checks` has what is to be looked at, by the code of the
    question.
    """

    answers: Answers = field(default_factory=dict)
    last: Mapping[str, float] = field(default_factory=dict)
    register: Answers = field(default_factory=dict)
    unconfirmed: Set[str] = frozenset()
    checks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def facts(self) -> Facts:
        """What conditions are judged by."""
        return Facts(self.answers, self.last, self.register)
