"""Captions that Word numbers (SEQ fields), and references to them (REF fields). No other text may enter."""

from kartlegg.report.layout.anatomy import View
from kartlegg.report.word.elements import Bookmarks, bookmark_name, field, paragraph, run
from kartlegg.rounding import NO_BREAK_SPACE

_SPACE = f"{NO_BREAK_SPACE} "


class Captions:
    """Writes the captions of a publication in order, so that each number follows from the one before or is set."""

    def __init__(self, bookmarks: Bookmarks) -> None:
        """Begin before the first table and figure."""
        self._bookmarks = bookmarks
        self._last: dict[str, int] = {}

    def caption(self, kind: str, number: str, title: str, name: str) -> str:
        """Return the caption of a table or figure; `kind` is such as "Tabell", `name` its anchor.

        The words "Tabell 4.5" have a bookmark of their own for references.
        """
        label = run(f"{kind} ", "CaptionLabel") + self._number(kind, number)
        label = self._bookmarks.around(reference_name(name), label)
        return paragraph("Caption", label + run(_SPACE) + run(title), keep_next=True)

    def view_caption(self, kind: str, view: View, title: str, name: str | None) -> str:
        """Return the caption of a view of a figure; a further view (`name` None) repeats the figure's number."""
        number = view.number
        if name is None:
            label = run(f"{kind} ", "CaptionLabel") + self._again(kind, number)
        else:
            counted = run(f"{kind} ", "CaptionLabel") + self._number(kind, number)
            label = self._bookmarks.around(reference_name(name), counted)
        rest = view.label.removeprefix(f"{kind} {number}")
        words = label + (run(rest, "CaptionLabel") if rest else "") + run(_SPACE) + run(title)
        return paragraph("Caption", words, keep_next=True)

    def _number(self, kind: str, number: str) -> str:
        before, dot, last = number.rpartition(".")
        style, value = _as_counter(last)
        if value is None:
            return run(number, "CaptionLabel") + field(f"SEQ {kind} \\h", "", "CaptionLabel")
        follows = self._last.get(kind, 0) + 1 == value
        self._last[kind] = value
        instruction = f"SEQ {kind} \\* {style}" + ("" if follows else f" \\r {value}")
        return run(before + dot, "CaptionLabel") + field(instruction, last, "CaptionLabel")

    def _again(self, kind: str, number: str) -> str:
        before, dot, last = number.rpartition(".")
        style, value = _as_counter(last)
        if value is None:
            return run(number, "CaptionLabel")
        return run(before + dot, "CaptionLabel") + field(f"SEQ {kind} \\c \\* {style}", last, "CaptionLabel")


def _as_counter(last: str) -> tuple[str, int | None]:
    """Return how Word writes the last part of a number, and its value: 4.12 counts to 12, D to 4."""
    if last.isascii() and last.isdigit():
        return "ARABIC", int(last)
    if len(last) == 1 and "A" <= last <= "Z":
        return "ALPHABETIC", ord(last) - ord("A") + 1
    return "", None


def reference_name(name: str) -> str:
    """Return the bookmark around the words "Tabell 4.5"."""
    return bookmark_name(name, "_Ref_")


def reference(name: str, label: str, words: str) -> str | None:
    """Return a REF field where `words` are the label "Tabell 4.5" in any case, else None."""
    if words.casefold() != label.casefold():
        return None
    case = " \\* Lower" if words == label.lower() else ""
    return field(f"REF {reference_name(name)} \\h{case}", words, "Hyperlink")
