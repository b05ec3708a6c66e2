"""What changed in the form from round to round, beside what series.yaml notes of it. No figure may enter.

The same code means that two rounds can be compared. Where what a code measures has changed all the same, the series
must be noted as broken from the later round on; a break is noted needlessly where nothing of a question has changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from kartlegg.definitions import YamlFile
from kartlegg.errors import Fault
from kartlegg.estimation.marks import Mark, SeriesMarks
from kartlegg.fault_codes import FaultCode
from kartlegg.questionnaire.compare import Change, FormChanges, compare_forms
from kartlegg.questionnaire.proof.form import Form
from kartlegg.questionnaire.sums import leaves_of
from kartlegg.rounds import Round

_HEADS = {
    "added": "new",
    "removed": "no longer asked",
    "moved": "moved",
    "type": "another type",
    "measure": "another measure",
    "scale": "another scale",
    "parts": "adds up other parts",
    "base": "another base",
    "target_group": "another target group",
    "period": "another period",
    "routing": "asked of others",
    "limits": "other limits",
    "options": "other ways to give no answer",
    "values": "other numbers of options in files",
    "reworded": "other words",
}


@dataclass(frozen=True)
class RoundForm:
    """A round and its form as far as both can be read."""

    year: int
    this_round: Round | None
    form: Form

    @property
    def partial(self) -> bool:
        """True where the folder holds a part of the form only."""
        return self.this_round is not None and self.this_round.partial


@dataclass(frozen=True)
class BetweenRounds:
    """The differences between two rounds, the earlier one first, and the marks of the series."""

    before: RoundForm
    now: RoundForm
    marks: SeriesMarks

    @cached_property
    def found(self) -> FormChanges:
        """The differences between the forms."""
        partial = self.before.partial or self.now.partial
        return compare_forms(self.before.form.questionnaire, self.now.form.questionnaire, partial=partial)

    def faults(self, series: YamlFile | None) -> Iterator[Fault]:
        """Yield a fault for each change that asks for a break and has none, and each break that nothing asks for.

        Where a form could not be read whole, breaks are not told to be needless.
        """
        for change in self.found.changes:
            twice = self.now.form.twice  # which of the two has changed is not known
            told = [code for code in change.variables if self._breaks(change) and code not in twice]
            unnoted = [code for code in told if not self._broken(code)]
            if unnoted:
                spot = self.now.form.spots[unnoted[0]]
                found = f"{change.code}, which {change.words}, and no break"
                expected = f"a break of {self.now.year} in series.yaml, or another code"
                yield spot.fault(
                    FaultCode.BREAK_MISSING, found, expected, "note the break, or give it a code of its own"
                )
        if series is not None and not self.before.form.faults and not self.now.form.faults:
            yield from self._needless(series)

    def _breaks(self, change: Change) -> bool:
        """Return whether figures cannot be compared; of a sum they can where another part of it took over.

        That is so where every part lost is noted as counted elsewhere, and one that stayed is noted as broken itself.
        """
        if change.kind != "parts":
            return change.breaks
        old, new = (set(leaves_of(form.questionnaire.variables)[change.code]) for form in self._forms)
        elsewhere = all(self._note_of(code) for code in old - new)
        return not (new and elsewhere and any(map(self._broken, old & new)))

    def _needless(self, series: YamlFile) -> Iterator[Fault]:
        questions = {code: of.question for form in self._forms for code, of in form.questionnaire.variables.items()}
        changed = {questions[code] for change in self.found.changes for code in change.variables}
        for place, mark in enumerate(self.marks.breaks):
            if not mark.variables or not self._between(mark):
                continue
            for at, code in enumerate(mark.variables):
                both = all(code in form.questionnaire.variables for form in self._forms)
                if both and questions[code] not in changed:
                    found = f"a break of {code}, of whose question nothing has changed since {self.before.year}"
                    told = (found, "a break where a question changed", "remove the variable, or correct the year")
                    where = ("breaks", place, "variables", at)
                    yield Fault(series.path, series.line(where), "breaks", *told, FaultCode.BREAK_NEEDLESS)

    @property
    def _forms(self) -> tuple[Form, Form]:
        return self.before.form, self.now.form

    def _between(self, mark: Mark) -> bool:
        return self.before.year < mark.year <= self.now.year

    def _broken(self, code: str) -> bool:
        return any(mark.covers(code) and self._between(mark) for mark in self.marks.breaks)

    def told(self, *, every: bool) -> list[str]:
        """Return the differences as lines: one for each kind, and with `every` one for each difference too.

        What breaks a series, and what series.yaml has a note on, is told one by one in any case.
        """
        rounds = f"{self.before.year} -> {self.now.year}"
        changes = self.found.changes
        lines = [f"{rounds}: no differences"] if not changes else []
        for kind, head in _HEADS.items():
            of_kind = [change for change in changes if change.kind == kind]
            if of_kind:
                lines.append(f"{rounds}: {head}: {len(of_kind)}")
                shown = [of for of in of_kind if every or self._breaks(of) or self._note(of.variables)]
                lines += [f"  {change.code} {self._words(change)}" for change in shown]
        if self.found.left_out:
            sections = ", ".join(self.found.left_out)
            lines.append(f"{rounds}: not compared, as only one of the two is known to have them: {sections}")
        return lines

    def _words(self, change: Change) -> str:
        """Return what is said of a difference, with the note of series.yaml on it."""
        note = self._note(change.variables)
        words = change.words
        if change.kind == "removed" and self.now.partial and not note:
            words = "is not in the part of the form that is known"
        comparable = "; figures cannot be compared" if self._breaks(change) else ""
        return f"{words}{comparable}{f' (series.yaml: {note})' if note else ''}"

    def _note(self, codes: Sequence[str]) -> str:
        """Return what series.yaml says of variables that all have the same note, else nothing."""
        notes = {self._note_of(code) for code in codes}
        return notes.pop() if len(notes) == 1 else ""

    def _note_of(self, code: str) -> str:
        words = [mark.note for mark in self.marks.breaks if code in mark.variables and self._between(mark)]
        missing = [mark for mark in self.marks.not_asked if code in mark.variables and self.now.year in mark.years]
        words += [mark.note for mark in missing if mark.note is not None]
        return next(((of.en or of.nb).rstrip(".") for of in words), "")


def compare_in_order(rounds: Mapping[int, RoundForm], marks: SeriesMarks) -> list[BetweenRounds]:
    """Return each round beside the one before it, in the order of their years."""
    years = sorted(rounds)
    return [BetweenRounds(rounds[one], rounds[other], marks) for one, other in pairwise(years)]
