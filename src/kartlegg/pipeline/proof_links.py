"""Proofreads links typed in chapters: each leads to a heading, table or figure of the report. No number may enter."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from kartlegg.errors import DefinitionError, Fault
from kartlegg.fault_codes import FaultCode
from kartlegg.pipeline.chapter_files import ChapterFile
from kartlegg.questionnaire.proof.rules import nearest
from kartlegg.report.chapter import read_text, slug

_LINK = re.compile(r"\]\(#([^){}\s]+)\)")
_HEADING = re.compile(r"^(##+) (.*?)\s*(?:\{en:.*)?$", re.MULTILINE)


def link_faults(chapters: Sequence[ChapterFile]) -> Iterator[Fault]:
    """Yield the links that lead nowhere; none where a heading hangs on the replies and has no name yet."""
    texts = list(_texts(chapters))
    known = {anchor for chapter, _, text in texts for anchor in _anchors(chapter, text)}
    if any("{{" in heading or "{%" in heading for _, _, text in texts for _, heading in _HEADING.findall(text)):
        return
    for _, path, text in texts:
        for link in _LINK.finditer(text):
            if link[1] not in known:
                line = text.count("\n", 0, link.start()) + 1
                near = nearest(link[1], tuple(sorted(known)))
                remedy = f'write "#{near}"' if near else "correct it, or speak of a table or figure with ref"
                told = (f"a link to #{link[1]}, which there is not", "a heading, table or figure", remedy)
                yield Fault(path, line, None, *told, FaultCode.DEAD_LINK)


def _texts(chapters: Sequence[ChapterFile]) -> Iterator[tuple[ChapterFile, Path, str]]:
    for chapter in chapters:
        try:
            yield (chapter, *read_text(chapter.path))
        except DefinitionError:
            continue  # told of the chapter


def _anchors(chapter: ChapterFile, text: str) -> Iterator[str]:
    """Yield what links may lead to, as `report.chapter` names it."""
    content = chapter.file.content if isinstance(chapter.file.content, dict) else {}
    named = str(content.get("number") or content.get("slug") or "")
    yield f"kapittel-{slug(named)}"
    yield from (f"tabell-{number}" for number in chapter.numbers("tables").values())
    yield from (f"figur-{number}" for number in chapter.numbers("figures").values())
    seen: list[str] = []
    for _, heading in _HEADING.findall(text):
        anchor = slug(f"{named}-{heading}")
        yield f"{anchor}-{seen.count(anchor) + 1}" if anchor in seen else anchor
        seen.append(anchor)
