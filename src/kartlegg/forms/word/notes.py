"""What is assumed and why: a mark beside it, and the reasons in notes under the question. No other text enters."""

from kartlegg.forms.form_words import FormWords
from kartlegg.report.word.elements import join, paragraph, run
from kartlegg.rounding import NO_BREAK_SPACE


class Notes:
    """The notes of one question, numbered as they are first needed; the same reason is told once."""

    def __init__(self, words: FormWords) -> None:
        """Begin without a note."""
        self._words = words
        self._reasons: dict[str, int] = {}

    def mark(self, reason: str) -> str:
        """Return the mark of what is assumed for this reason, "" where there is no reason."""
        if not reason:
            return ""
        number = self._reasons.setdefault(reason, len(self._reasons) + 1)
        told = f"{self._words['draft.assumed_mark']} {number}".replace(" ", NO_BREAK_SPACE)
        return run(f" {told}", "AssumedMark")

    def written(self) -> str:
        """Return the notes."""
        return join(
            paragraph("AssumedNote", run(f"{number}{NO_BREAK_SPACE}{NO_BREAK_SPACE}{reason}"))
            for reason, number in self._reasons.items()
        )
