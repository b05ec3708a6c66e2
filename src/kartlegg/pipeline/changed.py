"""Which tables and figures of a Release are others than before. What has changed in them may not enter."""

from collections.abc import Iterator
from pathlib import Path

from kartlegg.errors import ReleaseError
from kartlegg.exchange.release import Release, read_release

_KINDS = {"tables": "tables/T", "figures": "figures/F"}


def standing(folder: Path) -> Release | None:
    """Return the Release that stands in `folder`; None where there is none that can be read."""
    try:
        return read_release(folder)
    except ReleaseError:
        return None


def others_than_before(before: Release | None, after: Release) -> Iterator[str]:
    """Yield which tables and figures are new, gone or others than in the Release before, in order of numbering."""
    if before is None:
        return
    for kind, start in _KINDS.items():
        old, new = (
            {number: of.manifest.files[f"{start}{number}.json"] for number in of.numbers(start, ".json")}
            for of in (before, after)
        )
        changed = [number for number in new if old.get(number) != new[number]]
        gone = [f"{number} (gone)" for number in old if number not in new]
        yield f"{kind} changed: {', '.join([*changed, *gone]) or 'none'}"
