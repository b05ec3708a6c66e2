"""What authors changed in the Word file, as a list that goes with the Release. Taking it over may not enter."""

import csv
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import astuple, fields
from io import StringIO
from pathlib import Path

from kartlegg.report.from_docx import AuthorChange

CHANGES = "report/authors.csv"
_SHOWN = 100
"""How many letters of a paragraph a line tells."""


def changes_file(changes: Sequence[AuthorChange]) -> dict[str, bytes]:
    """Return the list as a file of the Release: one row a change; none where authors changed nothing."""
    if not changes:
        return {}
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(of.name for of in fields(AuthorChange))
    writer.writerows(astuple(change) for change in changes)
    return {CHANGES: out.getvalue().encode()}


def told_of(changes: Sequence[AuthorChange], file: Path | None) -> tuple[str, ...]:
    """Return what the manifest says of it: how many paragraphs, and the checksum of the Word file they come from."""
    if file is None:
        return ()
    counted = Counter(change.what for change in changes)
    told = ", ".join(f"{number} {what}" for what, number in sorted(counted.items())) or "nothing changed"
    return (f"text by authors: {told}; Word file with SHA-256 {hashlib.sha256(file.read_bytes()).hexdigest()}",)


def changes_told(release: Path) -> list[str]:
    """Return a line for each change that the list in a Release holds; none where it has no list."""
    path = release / CHANGES
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [_line(row) for row in csv.DictReader(file)]


def _line(change: Mapping[str, str]) -> str:
    words = change["after"] or change["before"]
    shown = words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
    return f"authors: chapter {change['chapter']}, {change['place']}: {change['what']}: {shown}"
