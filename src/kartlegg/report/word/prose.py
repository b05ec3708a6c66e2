"""What a paragraph says besides its numbers: so an author's change is told from a new number. No XML may enter."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kartlegg.report.blocks import Block, Bullets, Chapter, Document, Heading, Paragraph, Run
from kartlegg.report.layout.anchors import Anchors
from kartlegg.report.word.elements import bookmark_name

PREFIX = "tekst_"
"""What the bookmarks of paragraphs begin with."""
_DIGITS = 12


def text_bookmark(name: str) -> str:
    """Return the bookmark of a named paragraph or point of a list."""
    return bookmark_name(name, PREFIX)


def heading_bookmark(chapter: Chapter, block: Heading, anchors: Anchors) -> str:
    """Return the bookmark of a heading, which links lead to."""
    return bookmark_name(anchors.name(chapter, block.anchor))


def named_prose(chapter: Chapter, anchors: Anchors) -> Iterator[tuple[str, tuple[Run, ...]]]:
    """Yield what an author may rewrite, by its bookmark: headings, paragraphs, points of lists."""
    for block in chapter.blocks:
        yield from prose_of(block, chapter, anchors)


def prose_of(block: Block, chapter: Chapter, anchors: Anchors) -> Iterator[tuple[str, tuple[Run, ...]]]:
    """Yield what of a block an author may rewrite, by its bookmark; what has no name is left out."""
    if isinstance(block, Heading):
        yield heading_bookmark(chapter, block, anchors), (Run(block.text),)
    elif isinstance(block, Paragraph) and block.name:
        yield text_bookmark(block.name), block.runs
    elif isinstance(block, Bullets):
        yield from ((text_bookmark(name), runs) for name, runs in zip(block.names, block.items, strict=False) if name)


def tidy(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return the runs with neighbours of one style joined, as a word processor may divide them anywhere."""
    found: list[Run] = []
    for one in runs:
        if not one.text and not one.lookup:
            continue
        last = found[-1] if found else None
        alike = (
            last is not None
            and not last.lookup
            and not one.lookup
            and replace(last, text="") == replace(one, text="")
        )
        if last is not None and alike:
            found[-1] = replace(last, text=last.text + one.text)
        else:
            found.append(one)
    return tuple(found)


def digest_of_prose(runs: Iterable[Run]) -> str:
    """Return a checksum of the words, their style and links, and of which look-ups stand where.

    What they found does not count, nor space at the ends.
    """
    pieces: list[list[object]] = [_piece(one) for one in tidy(runs)]
    if pieces:
        pieces[0][0] = str(pieces[0][0]).lstrip()
        pieces[-1][0] = str(pieces[-1][0]).rstrip()
    encoded = json.dumps(pieces, ensure_ascii=False).encode()
    return hashlib.sha256(encoded).hexdigest()[:_DIGITS]


def plain_label(words: str) -> str:
    """Return the words of a link without case and kinds of space."""
    return " ".join(words.casefold().split())


def _piece(one: Run) -> list[object]:
    words = "" if one.lookup else one.text
    if one.href is not None:  # a link has one look, and word processors write the label of a table as they please
        return [plain_label(words), False, False, one.href, one.lookup]
    return [words, one.strong, one.emphasis, None, one.lookup]


def sources_of(document: Document, anchors: Anchors) -> Mapping[str, str]:
    """Return the checksum of what the chapters say themselves, by bookmark, whatever authors made of it."""
    own = {name: digest_of_prose(runs) for of in document.chapters for name, runs in named_prose(of, anchors)}
    return {**own, **document.sources}


def lookups_of(document: Document) -> dict[str, str]:
    """Return what every look-up of the publication found, by its name."""
    prose = (runs for chapter in document.chapters for block in chapter.blocks for runs in _runs_of(block))
    return {one.lookup: one.text for runs in prose for one in runs if one.lookup}


def _runs_of(block: Block) -> tuple[tuple[Run, ...], ...]:
    return block.items if isinstance(block, Bullets) else (block.runs,) if isinstance(block, Paragraph) else ()
