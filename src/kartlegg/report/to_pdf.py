"""The publication as one PDF, accessible (PDF/UA-1) and for the archive (PDF/A-2a). No look is chosen here."""

from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import resources

import typst

from kartlegg.errors import ReleaseError
from kartlegg.language import Language, Text
from kartlegg.report.blocks import Document, Drawings, Heading
from kartlegg.report.layout.anatomy import figure_label, table_label, views_of
from kartlegg.report.layout.anchors import Anchors
from kartlegg.report.layout.captions import WORDS, first_sentence, word, written_date
from kartlegg.report.layout.text_width import FAMILY, FONT_FOLDER
from kartlegg.report.pdf.blocks import chapter_calls, drawing_file
from kartlegg.report.pdf.cover import cover_dots
from kartlegg.report.pdf.source import Source, Value, array, call, show_rule, statements, value

STANDARDS = ["a-2a", "ua-1"]
_TEMPLATE = "publication.typ"
_MADE_ON = "made-on.txt"
_LINES_A_PAGE = 40
_REMEMBERED = 10
"""For how many settings Typst remembers what it has set; empty ones make it forget what the last did not need."""


Project = Mapping[str, bytes]
"""What a PDF is set from: files by their names."""


def to_pdf(document: Document, drawings: Drawings, *, language: Language = "nb") -> bytes:
    """Return the publication as PDF; the same document and drawings give the same bytes.

    Raises ReleaseError where the typeface lacks a sign or a drawing is missing, and LookupFault on a dead link.
    """
    return typeset(project_of(document, drawings, language=language))


def project_of(document: Document, drawings: Drawings, *, language: Language = "nb") -> Project:
    """Return what `typeset` makes the PDF of.

    Raises ReleaseError where a drawing is missing, and LookupFault on a dead link.
    """
    return {
        **_drawing_files(document, drawings, language),  # first: it tells of a drawing that is missing
        "main.typ": typst_source(document, drawings, language).encode(),
        _TEMPLATE: (resources.files("kartlegg.report.pdf") / _TEMPLATE).read_bytes(),
        _MADE_ON: document.made_on.encode(),
    }


def typeset(project: Project) -> bytes:
    """Return the PDF of a project. A process that has set much of it before is quicker; the bytes are the same.

    Raises ReleaseError where the typeface lacks a sign.
    """
    made = datetime.fromisoformat(project[_MADE_ON].decode()).replace(tzinfo=UTC)
    try:
        pdf = _compiled(project, int(made.timestamp()))
    except typst.TypstError as error:
        raise ReleaseError(f"the PDF cannot be made: {error.message} {' '.join(error.hints)}".strip()) from error
    for _ in range(_REMEMBERED - 1):
        _compiled({"main.typ": b""})
    return pdf


def _compiled(project: Project, timestamp: int = 0) -> bytes:
    pdf: bytes = typst.compile(  # type: ignore[call-overload]  # the stubs lack projects held in memory
        dict(project),
        font_paths=typst.Fonts(False, False, [FONT_FOLDER]),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=STANDARDS if timestamp else [],
        timestamp=timestamp,
    )
    return pdf


def typst_source(document: Document, drawings: Drawings, language: Language = "nb") -> str:
    """Return the whole publication as Typst source, over the template publication.typ."""
    anchors = Anchors(document)
    lists = _lists(document, anchors, language)
    are_long = _headings_in(document) + sum(map(len, lists.values())) > _LINES_A_PAGE
    calls = [
        call("title-page", **_title_page(document, language)),
        call("contents-pages", **({} if are_long else lists)),
    ]
    for chapter in document.chapters:
        calls += chapter_calls(chapter, anchors, drawings, language)
    calls += [call("list-pages", **lists)] if are_long else []
    calls.append(call("colophon", _facts(document, language), _lines(document.attribution, language)))
    rule = show_rule("publication", **_settings(document, language))
    return f'#import "{_TEMPLATE}": *\n{rule}{statements(calls)}'


def _settings(document: Document, language: Language) -> dict[str, Value]:
    year, month, day = (int(part) for part in document.made_on.split("-"))
    return {
        "title": document.title.get(language),
        "description": document.subtitle.get(language),
        "author": document.publisher or document.survey,
        "date": call("datetime", year=year, month=month, day=day),
        "language": language,
        "family": FAMILY,
        "warning": "" if document.synthetic is None else document.synthetic.get(language),
        "foot": "" if document.synthetic is None else first_sentence(document.synthetic.get(language)),
        "words": _words(language),
    }


def _words(language: Language) -> Source:
    return Source("(" + ", ".join(f"{key}: {value(text.get(language))}" for key, text in WORDS.items()) + ")")


def _title_page(document: Document, language: Language) -> dict[str, Value]:
    dots = (Source(array((dot.x, dot.y, dot.radius))) for dot in cover_dots(document))
    return {
        "title": document.title.get(language),
        "subtitle": document.subtitle.get(language),
        "survey": document.survey,
        "publisher": document.publisher,
        "warning": "" if document.synthetic is None else document.synthetic.get(language),
        "date": written_date(document.made_on, language),
        "dots": tuple(dots),
    }


def _headings_in(document: Document) -> int:
    """Return how many lines the contents have."""
    blocks = (block for chapter in document.chapters for block in chapter.blocks)
    return sum(isinstance(block, Heading) and block.level <= 2 for block in blocks)


def _lists(document: Document, anchors: Anchors, language: Language) -> dict[str, list[Value]]:
    """Return the lists of tables and figures as (anchor, label, title)."""
    tables: list[Value] = []
    figures: list[Value] = []
    for chapter in document.chapters:
        for block in chapter.tables:
            name, label = anchors.name(chapter, block.anchor), table_label(block.table, language)
            tables.append((name, label, block.table.title.get(language)))
        for one in chapter.figures:
            name, label = anchors.name(chapter, one.anchor), figure_label(one.figure, language)
            figures.append((name, label, one.figure.title.get(language)))
    return {"tables": tables, "figures": figures}


def _facts(document: Document, language: Language) -> Value:
    """Return what the last page tells, as pairs of name and value."""
    return (
        (word("survey", language), document.survey),
        (word("extracted", language), written_date(document.made_on, language)),
        (word("made_with", language), document.version),
    )


def _lines(texts: tuple[Text, ...], language: Language) -> Value:
    return tuple(text.get(language) for text in texts)


def _drawing_files(document: Document, drawings: Drawings, language: Language) -> dict[str, bytes]:
    files = {}
    for block in (one for chapter in document.chapters for one in chapter.figures):
        for view in views_of(block.figure, language):
            number = view.figure.number
            if (number, language) not in drawings:
                raise ReleaseError(f"the PDF cannot be made: figure {number} is not drawn in {language}")
            files[drawing_file(number)] = drawings[number, language].svg.encode()
    return files
