"""A tested cell as a value: which test it has stood, and with which signs it is marked. No test may be made here."""

from dataclasses import dataclass
from typing import Literal, get_args

from kartlegg.estimation.inference.comparison import Comparison

TestKind = Literal["groups", "years"]
"""
groups  each group of a grouping against all the others
years   this round against the last, on the units that are in both
"""

Finding = Literal["significant", "controlled", "systematic", "changed"]
"""
significant  differs from all other groups: test of Fisher, adjusted for all groups
controlled   differs from all other groups where size is held equal: Fisher within sizes, adjusted for all groups
systematic   both
changed      differs from last round on the same units: test of McNemar, adjusted for all rows
"""
FINDINGS: tuple[Finding, ...] = get_args(Finding)
SIGNS: dict[Finding, str] = {"significant": "*", "controlled": "†", "changed": "‡"}
"""The sign that is raised after a number of which this was found; what is systematic has both of its signs."""


@dataclass(frozen=True, slots=True)
class CellTest:
    """What was tested of one cell. `held` is the test with size held equal, None where there is none to be made."""

    row: str
    column: str
    kind: TestKind
    plain: Comparison
    held: Comparison | None = None

    def found(self, what: Finding) -> bool:
        """Return whether this was found."""
        held = self.held is not None and self.held.significant
        match what:
            case "significant":
                return self.kind == "groups" and self.plain.significant
            case "controlled":
                return held
            case "systematic":
                return self.found("significant") and held and self.plain.higher == self._higher_held
            case "changed":
                return self.kind == "years" and self.plain.significant

    def higher(self, what: Finding) -> bool:
        """Return whether what was found is that the cell lies above what it is held against."""
        return self._higher_held if what == "controlled" else self.plain.higher

    @property
    def signs(self) -> str:
        """The signs of all that was found, in order."""
        return "".join(sign for what, sign in SIGNS.items() if self.found(what))

    @property
    def _higher_held(self) -> bool:
        return self.held is not None and self.held.higher
