"""One contradiction: where it stands, what it says, what it should be. Finding it may not enter."""

from dataclasses import dataclass
from typing import Literal

Status = Literal["violation", "rounding"]
WHOLE_COLUMN, TITLE = "(whole column)", "(title)"


@dataclass(frozen=True, slots=True)
class Finding:
    """A contradiction. `rounding` is one that rounding explains; `known` tells why where it is explained."""

    table: str
    check: str
    row: str
    column: str
    says: str
    should: str
    status: Status = "violation"
    note: str = ""
    known: str = ""

    @property
    def told(self) -> str:
        """What it is, in one line below its table and check."""
        place = ", ".join(part for part in (self.row, self.column) if part)
        note = f" ({self.note})" if self.note else ""
        why = f" [known: {self.known}]" if self.known else ""
        return f"{place}: says {self.says}, should be {self.should}{note}{why}"

    def __str__(self) -> str:
        """Return the contradiction on one line of its own."""
        return f"table {self.table}, {self.told}"
