"""Proofreads what a round shows: chapters, and in them tables, figures and text. No number may enter."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from kartlegg.errors import Fault
from kartlegg.fault_codes import FaultCode
from kartlegg.pipeline.chapter_files import ChapterFile, Place
from kartlegg.pipeline.proof_links import link_faults
from kartlegg.pipeline.proof_names import Shown
from kartlegg.pipeline.proof_tables import table_faults
from kartlegg.pipeline.proof_texts import caption_faults, text_faults


def chapter_faults(chapters: Sequence[ChapterFile], shown: Shown) -> Iterator[Fault]:
    """Yield the faults of all chapters: names of what there is not, what stands twice or nowhere, typed numbers."""
    labelled: set[str] = set()
    yield from _twice(chapters)
    for chapter in chapters:
        yield from table_faults(chapter, shown, labelled)
        yield from caption_faults(chapter, shown)
        yield from text_faults(chapter, shown)
    if not shown.blind:
        yield from link_faults(chapters)


def _twice(chapters: Sequence[ChapterFile]) -> Iterator[Fault]:
    """Yield the numbers of chapters, tables and figures, and the addresses of chapters, that stand a second time."""
    seen: dict[tuple[str, str], tuple[Path, int | None]] = {}
    for chapter in chapters:
        for what, place, name in _named(chapter):
            line = chapter.file.line(place)
            if (what, name) in seen:
                path, first = seen[what, name]
                found = f"{what} {name} a second time, first in {path.name}:{first}"
                yield chapter.fault(place, FaultCode.NUMBER_TWICE, found, "each once", "choose another")
            seen.setdefault((what, name), (chapter.path, line))


def _named(chapter: ChapterFile) -> Iterator[tuple[str, Place, str]]:
    """Yield what nothing else may be called, in words, with its place and name."""
    content = chapter.file.content
    for key, what in (("number", "the chapter"), ("slug", "the address")):
        name = content.get(key) if isinstance(content, dict) else None
        if isinstance(name, str):
            yield what, (key,), name
    yield from (("the table", ("tables", at, "number"), name) for at, name in chapter.numbers("tables").items())
    yield from (("the figure", ("figures", at, "number"), name) for at, name in chapter.numbers("figures").items())
