"""The pages of one edition: what stands on each, handed to the templates. Markup stands in html/templates."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from kartlegg.language import Language
from kartlegg.report.blocks import (
    Block,
    Bullets,
    Chapter,
    Document,
    Drawings,
    FigureBlock,
    File,
    Heading,
    Paragraph,
    TableBlock,
)
from kartlegg.report.html.figures import show_figure
from kartlegg.report.html.links import LISTS, Place, target
from kartlegg.report.html.tables import show_table
from kartlegg.report.html.words import words_in
from kartlegg.report.layout.anchors import anchors_in
from kartlegg.report.layout.drawn import figures_of
from kartlegg.rounding import format_number
from kartlegg.tabulation.cell_test import SIGNS

_TEMPLATES = Path(__file__).parent / "templates"
_BREAK = Markup("/<wbr>")
"""A slash, and leave to break the line after it."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The publication in one language. `downloads` are the other formats by their paths in the site."""

    document: Document
    language: Language
    drawings: Drawings
    downloads: Sequence[File] = ()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["breaks"] = lambda text: escape(text).replace("/", _BREAK)
    environment.globals["signs"] = SIGNS
    environment.filters["t"] = lambda text, language: text.get(language)
    return environment


def overviews(edition: Edition) -> Iterator[File]:
    """Yield the pages that tell of all chapters: the front page, the list of tables and figures."""
    chapters = edition.document.chapters
    yield _page("front.jinja", edition, Place(edition.language), leads={c.slug: lead_of(c) for c in chapters})
    yield _page("lists.jinja", edition, Place(edition.language, LISTS))


def chapter_page(edition: Edition, number: int, homes: Mapping[str, str]) -> File:
    """Return the page of the chapter at the place `number`; `homes` tells in which chapter each anchor stands.

    Of other chapters it shows what `frame_of` sums up and no more.
    """
    chapters = edition.document.chapters
    chapter = chapters[number]
    return _page(
        "chapter.jinja",
        edition,
        Place(edition.language, chapter.slug),
        chapter=chapter,
        blocks=[_part(block, edition, chapter, homes) for block in chapter.blocks[1:]],
        previous=chapters[number - 1] if number else None,
        following=chapters[number + 1] if number + 1 < len(chapters) else None,
    )


def frame_of(document: Document) -> str:
    """Return the SHA-256 of what every page shows of the publication and of other chapters: titles, sections,
    addresses."""
    chapters = [
        (of.number, of.slug, of.title, [block for block in of.blocks if isinstance(block, Heading)], anchors_in(of))
        for of in document.chapters
    ]
    return sha256(repr((replace(document, chapters=()), chapters)).encode()).hexdigest()


def _page(template: str, edition: Edition, place: Place, **rest: Any) -> File:
    words = words_in(edition.language)
    page = (
        _environment()
        .get_template(template)
        .render(
            document=edition.document,
            language=edition.language,
            words=words,
            place=place,
            other=place.other()[0],
            lists=LISTS,
            tables=sum(len(chapter.tables) for chapter in edition.document.chapters),
            figures=sum(len(chapter.figures) for chapter in edition.document.chapters),
            downloads=[_download(file, edition.language) for file in edition.downloads],
            sections=sections_of,
            views=figures_of,
            anchor_of=lambda chapter: chapter.blocks[0].anchor,
            **rest,
        )
    )
    return File(place.path, page.encode())


def _download(file: File, language: Language) -> Mapping[str, str]:
    name = file.path.rpartition("/")[2]
    megabytes = len(file.content) / 1e6
    size = (megabytes, "MB") if megabytes >= 1 else (max(1, len(file.content) / 1e3), "kB")
    return {
        "path": file.path,
        "kind": name.rpartition(".")[2].lower(),
        "size": f"{format_number(size[0], 1 if size[1] == 'MB' else 0, language)} {size[1]}",
    }


def sections_of(chapter: Chapter) -> list[Heading]:
    """Return the sections of a chapter (headings of level 2)."""
    return [block for block in chapter.blocks if isinstance(block, Heading) and block.level == 2]


def lead_of(chapter: Chapter) -> str:
    """Return the opening summary of a chapter in plain words, empty where it has none."""
    return next((block.plain for block in chapter.blocks if isinstance(block, Paragraph) and block.lead), "")


def _part(block: Block, edition: Edition, chapter: Chapter, homes: Mapping[str, str]) -> Mapping[str, Any]:
    """Return a block ready for its template: `kind` names the macro, `block` what it is given."""
    place = Place(edition.language, chapter.slug)

    def linked(runs: Sequence[Any]) -> list[Mapping[str, Any]]:
        return [{"run": run, "href": target(place, homes, run.href) if run.href else None} for run in runs]

    match block:
        case Heading():
            return {"kind": "heading", "block": block}
        case Paragraph():
            return {"kind": "paragraph", "block": linked(block.runs), "lead": block.lead}
        case Bullets():
            return {"kind": "bullets", "block": [linked(item) for item in block.items]}
        case TableBlock():
            view = show_table(block.table, block.anchor, edition.language)
            return {"kind": "table", "block": view, "number": block.table.number}
        case FigureBlock():
            figure = show_figure(block.figure, block.anchor, edition.drawings, edition.language)
            return {"kind": "figure", "block": figure}
