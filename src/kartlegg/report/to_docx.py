"""The publication as a Word file that authors go on writing in. No look is chosen here (publication_styles.xml)."""

from collections.abc import Mapping

import docx

from kartlegg.errors import ReleaseError
from kartlegg.language import Language
from kartlegg.report.blocks import Chapter, Document, Drawings, Heading
from kartlegg.report.layout.anatomy import views_of
from kartlegg.report.layout.anchors import Anchors
from kartlegg.report.layout.captions import first_sentence, word, written_date
from kartlegg.report.layout.drawing_size import figure_height
from kartlegg.report.layout.fitting import fit_table
from kartlegg.report.layout.flow import flow, is_sideways
from kartlegg.report.pdf.cover import cover_picture
from kartlegg.report.word.blocks import BlockWriter, labels_of
from kartlegg.report.word.contents import ABOUT, contents
from kartlegg.report.word.elements import join, paragraph, run
from kartlegg.report.word.package import add_custom_properties, embed_typeface, saved, set_core_properties
from kartlegg.report.word.prose import lookups_of, sources_of
from kartlegg.report.word.sections import Sections, body_of
from kartlegg.report.word.settings import TAGS, dress

Section = tuple[str, str]
"""What stands in a section, and its properties."""

_COVER_SIZE = 470.0, 430.0


def to_docx(document: Document, drawings: Drawings, *, language: Language = "nb") -> bytes:
    """Return the publication as a Word file; the same document and drawings give the same bytes.

    Every heading, paragraph, table and figure stands within a bookmark whose name holds over versions, and every
    number in the text is a field of a document property, so that `from_docx` can take over what authors write.
    Raises ReleaseError where a drawing is missing, and LookupFault on a dead link.
    """
    _refuse_undrawn(document, drawings, language)
    word_document = docx.Document()
    dress(word_document, language)
    anchors = Anchors(document)
    writer = BlockWriter(word_document, anchors, drawings, language, labels_of(document, anchors, language))
    warning = "" if document.synthetic is None else first_sentence(document.synthetic.get(language))
    pages = Sections(word_document, warning)
    sections = [(_title_page(document, writer, language), pages.bare())]
    sections.append((contents(document, anchors, language), pages.properties()))
    for chapter in document.chapters:
        sections += _chapter(chapter, writer, pages)
    sections.append(_colophon(document, writer, pages))
    word_document.element.replace(word_document.element.body, body_of(sections))
    _describe(word_document, document, language, {**lookups_of(document), **sources_of(document, anchors)})
    return saved(word_document)


def _refuse_undrawn(document: Document, drawings: Drawings, language: Language) -> None:
    for block in (one for chapter in document.chapters for one in chapter.figures):
        for view in views_of(block.figure, language):
            if (view.figure.number, language) not in drawings:
                raise ReleaseError(
                    f"the Word file cannot be made: figure {view.figure.number} is not drawn in {language}"
                )


def _title_page(document: Document, writer: BlockWriter, language: Language) -> str:
    picture = cover_picture(document, *_COVER_SIZE)
    shown = writer.pictures.inline(picture, _COVER_SIZE, "Cover", "") if picture else ""
    synthetic = [] if document.synthetic is None else [paragraph("Warning", run(document.synthetic.get(language)))]
    lines = [
        paragraph("CoverLine", run(document.survey)),
        paragraph("Title", run(document.title.get(language))),
        paragraph("Subtitle", run(document.subtitle.get(language))),
        paragraph("CoverPicture", shown),
        paragraph("BodyText", run(" · ".join(filter(None, _imprint(document, language))))),
        *synthetic,
    ]
    return join(lines)


def _imprint(document: Document, language: Language) -> tuple[str, str]:
    return document.publisher, written_date(document.made_on, language)


def _chapter(chapter: Chapter, writer: BlockWriter, pages: Sections) -> list[Section]:
    """Return the sections of a chapter: upright ones, and between them the tables on their side."""
    language = writer.language
    fits = {block.anchor: fit_table(block.table, language, wide=block.wide) for block in chapter.tables}
    heights = {anchor: fit.height for anchor, fit in fits.items()}
    heights |= {block.anchor: figure_height(block, writer.drawings, language) for block in chapter.figures}
    sideways = {anchor for anchor, fit in fits.items() if fit.orientation == "landscape"}
    first = next(block for block in chapter.blocks if isinstance(block, Heading))
    pages.begin_chapter(f"{first.number} {first.text}".strip())
    return [
        (
            join(writer.write(block, chapter, fits) for block in stretch),
            pages.properties(sideways=is_sideways(stretch[-1], sideways), opening=number == 0),
        )
        for number, stretch in enumerate(flow(chapter.blocks, heights, sideways))
    ]


def _colophon(document: Document, writer: BlockWriter, pages: Sections) -> Section:
    language = writer.language
    title = word("about", language)
    pages.begin_chapter(title)
    facts = (
        (word("survey", language), document.survey),
        (word("extracted", language), written_date(document.made_on, language)),
        (word("made_with", language), document.version),
    )
    warning = [] if document.synthetic is None else [paragraph("BodyText", run(document.synthetic.get(language)))]
    lines = [paragraph("Heading1", writer.bookmarks.around(ABOUT, run(title))), *warning]
    lines += [paragraph("BodyText", run(f"{name}: ", "Muted") + run(fact)) for name, fact in facts]
    if document.attribution:
        lines.append(paragraph("Heading2", run(word("sources", language))))
        lines += [paragraph("BodyText", run(text.get(language))) for text in document.attribution]
    return join(lines), pages.properties(opening=True)


def _describe(
    word_document: docx.document.Document, document: Document, language: Language, written: Mapping[str, str]
) -> None:
    """Set the properties of the file; `written` are those of its text."""
    set_core_properties(
        word_document,
        title=document.title.get(language),
        subject=document.subtitle.get(language),
        author=document.publisher or document.survey,
        language=TAGS[language],
        made_on=document.made_on,
    )
    properties = {
        "Survey": document.survey,
        "Round": str(document.year),
        "Version": document.version,
        "ExtractDate": document.made_on,
        **written,
    }
    add_custom_properties(word_document, properties)
    embed_typeface(word_document)
