"""Proofreads links typed in chapters: each leads to a heading, table or figure of the report. No number may enter."""

import re
from collections.abc import Iterator, Sequence

from kartlegg.errors import DefinitionError, Fault, suggest
from kartlegg.fault_codes import FaultCode
from kartlegg.pipeline.chapter_files import ChapterFile
from kartlegg.report.blocks import Heading
from kartlegg.report.chapter import Source, read_headings, read_text, slug

_LINK = re.compile(r"\]\(#([^){}\s]+)\)")
_TEMPLATED = re.compile(r"\{[{%#]")


def link_faults(chapters: Sequence[ChapterFile]) -> Iterator[Fault]:
    """Yield the links that lead nowhere; none to headings of a chapter where one hangs on the replies."""
    texts = list(_texts(chapters))
    known = {anchor for chapter in chapters for anchor in _anchors(chapter)}
    unnamed: list[str] = []
    for source in texts:
        headings = _headings(source)
        known.update(heading.anchor for heading in headings or ())
        unnamed += [f"{slug(source.number or source.slug)}-"] if headings is None else []
    for source in texts:
        for link in _LINK.finditer(source.text):
            if link[1] not in known and not link[1].startswith(tuple(unnamed)):
                line = source.text.count("\n", 0, link.start()) + 1
                there = (f"#{anchor}" for anchor in sorted(known))
                remedy = suggest(f"#{link[1]}", there, "correct it, or speak of a table or figure with ref")
                told = (f"a link to #{link[1]}, which there is not", "a heading, table or figure", remedy)
                yield Fault(source.path, line, None, *told, FaultCode.DEAD_LINK)


def _texts(chapters: Sequence[ChapterFile]) -> Iterator[Source]:
    for chapter in chapters:
        try:
            path, text = read_text(chapter.path)
        except DefinitionError:
            continue  # told of the chapter
        yield Source(path, text, *_named(chapter), {}, {}, {})


def _named(chapter: ChapterFile) -> tuple[str, str]:
    """Return the number and the address of a chapter, empty where they cannot be read."""
    content = chapter.file.content if isinstance(chapter.file.content, dict) else {}
    return str(content.get("number") or ""), str(content.get("slug") or "")


def _headings(source: Source) -> tuple[Heading, ...] | None:
    """Return the headings of a chapter, None where they cannot be known before a run."""
    try:
        headings = read_headings(source)
    except DefinitionError:
        return None
    return None if any(_TEMPLATED.search(f"{of.text}{of.en}") for of in headings) else headings


def _anchors(chapter: ChapterFile) -> Iterator[str]:
    """Yield what links may lead to besides headings."""
    number, address = _named(chapter)
    yield f"kapittel-{slug(number or address)}"
    yield from (f"tabell-{number}" for number in chapter.numbers("tables").values())
    yield from (f"figur-{number}" for number in chapter.numbers("figures").values())
