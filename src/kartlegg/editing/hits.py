"""A check's particulars, and a hit: an answer that the check asks about. How a hit is found may not enter."""

from dataclasses import dataclass
from typing import Any, Literal

from kartlegg.editing.messages import Told
from kartlegg.editing.spec import Message, Severity

Kind = Literal["rule", "control", "format", "exclusive", "other_text", "hidden", "incomplete", "differ", "outlier"]
"""What a check is made of."""

Stop = Literal["value", "submitting", "nothing"]
"""What a hit stops: the value is not taken, the reply cannot be submitted, or nothing."""


@dataclass(frozen=True, slots=True)
class Check:
    """What every check says: its code and level, where it stands in the form, which variables it judges."""

    code: str
    level: Severity
    kind: Kind
    section: str
    stands_at: str
    variables: tuple[str, ...]
    message: Message
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit's answer, or answers, that a check asks about.

    `value` is the number judged, between `lower` and `upper` were it right, `expected` the best guess at it; None
    where the check judges no number. `judged` is the variable whose figure it is, if it is one. `mend` is the one
    variable that alone would mend it, if there is one. `asks` says that the unit may give a reason instead. `score`
    is the expected effect on what is published as a share of it (`queue`), 0 until it is worked out.
    """

    unit: str
    check: str
    level: Severity
    kind: Kind
    stands_at: str
    variables: tuple[str, ...]
    message: Told
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    expected: float | None = None
    judged: str = ""
    mend: str = ""
    asks: bool = False
    score: float = 0.0

    @property
    def stops(self) -> Stop:
        """What the hit stops. A soft one stops nothing once its reason is given, which the collection knows."""
        if self.level is not Severity.HARD:
            return "nothing"
        return "value" if self.kind == "format" else "submitting"


def hit_of(check: Check, unit: str, told: Told, variables: tuple[str, ...] = (), **numbers: Any) -> Hit:
    """Return a hit of the check; `variables` are those of the check where not given."""
    return Hit(
        unit=unit,
        check=check.code,
        level=check.level,
        kind=check.kind,
        stands_at=check.stands_at,
        variables=variables or check.variables,
        message=told,
        asks=check.asks,
        **numbers,
    )
