"""How counts of units are printed, and how far they are from a claim. No answer is made or judged here."""

from dataclasses import dataclass
from decimal import Decimal

from kartlegg.rounding import round_half_up
from kartlegg.sample.answers.claims import Claim


@dataclass
class Tally:
    """Units of a claim: those in its base, and those of them that meet its condition."""

    of: int = 0
    base: int = 0

    def shown(self, claim: Claim) -> Decimal | None:
        """Return what would be printed, None for a percentage of nobody."""
        if not claim.measure.endswith("percent"):
            return Decimal(self.of)
        return round_half_up(Decimal(100 * self.of) / self.base, claim.decimals) if self.base else None

    def distance(self, claim: Claim) -> float:
        """Return how far from print the counts are, in units; 0 where they are printed so."""
        if is_printed(claim, self):
            return 0.0
        wanted = float(claim.value) * (self.base / 100 if claim.measure.endswith("percent") else 1.0)
        return 0.1 + abs(self.of - wanted)


def is_printed(claim: Claim, tally: Tally) -> bool:
    """Return whether the counts are printed as the claim says."""
    return tally.shown(claim) == claim.value
