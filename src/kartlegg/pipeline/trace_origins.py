"""Where each answer of an Extract stands: reply, correction, last round. No sum may enter."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from kartlegg.csv_rows import read_csv
from kartlegg.editing.corrections import CORRECTED
from kartlegg.estimation.frames import CARRIED
from kartlegg.pipeline.inputs import RoundInputs
from kartlegg.places.changes import successors

Key = tuple[str, str]
Row = tuple[int, dict[str, str]]


class Origin(NamedTuple):
    """How an answer came to be what it is: `kind` is the origin of a reply, corrected or carried.

    `before` is what was reported and `why` the reason where it is corrected, `where` the file and line.
    """

    kind: str
    before: str = ""
    where: str = ""
    why: str = ""


class Origins:
    """The origins of the answers of the Extract in `folder`, which must have been read without a fault."""

    def __init__(self, folder: Path, inputs: RoundInputs) -> None:
        """Read nothing yet."""
        self._folder, self._inputs = folder, inputs

    def of_answer(self, unit: str, variable: str) -> Origin | None:
        """Return the origin of an answer of this round, None where the unit gave none and nobody filled it in."""
        key = (unit, variable)
        if key in self._corrections:
            line, row = self._corrections[key]
            return Origin(CORRECTED, row["reported"], f"corrections.csv:{line}", row["reason"])
        if key not in self._replies:
            return None
        line, row = self._replies[key]
        return Origin(row["origin"], "", f"replies.csv:{line}")

    def carried(self, unit: str, variable: str) -> Origin:
        """Return the origin of a figure of last round, with all rows that it comes of where units became one."""
        rows = self._last.get((unit, variable), [])
        return Origin(CARRIED, "", " ".join(f"last_round.csv:{line}" for line, _ in rows))

    def taken_out(self) -> Iterator[Key]:
        """Yield unit and variable of each answer that a correction takes out."""
        return (key for key, (_, row) in self._corrections.items() if not row["corrected"])

    @cached_property
    def _replies(self) -> dict[Key, Row]:
        return dict(self._rows("replies"))

    @cached_property
    def _corrections(self) -> dict[Key, Row]:
        return dict(self._rows("corrections"))

    @cached_property
    def _last(self) -> dict[Key, list[Row]]:
        places, before, found = self._inputs.places, self._inputs.last_day, dict[Key, list[Row]]()
        went = {} if before is None else successors(places.changes, self._inputs.day, before)
        for (unit, variable), row in self._rows("last_round"):
            for code in went.get(unit, (unit,)):
                found.setdefault((code, variable), []).append(row)
        return found

    def _rows(self, name: str) -> Iterator[tuple[Key, Row]]:
        for line, row in read_csv(self._folder / f"{name}.csv").records():
            yield (row["unit"], row["variable"]), (line, row)
