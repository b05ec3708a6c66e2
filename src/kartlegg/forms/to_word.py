"""The form as a Word file for those who comment on a draft: every code, and what is assumed, beside its question.

No look is chosen here (word/form_styles.xml), and no question read (pages).
"""

import docx
from docx.oxml import parse_xml

from kartlegg.forms.form_words import FormWords, form_words
from kartlegg.forms.help_sheet.stamp import definition_hash
from kartlegg.forms.page import Page
from kartlegg.forms.pages import pages
from kartlegg.forms.word.dressing import TAGS, dress_form, section_end
from kartlegg.forms.word.questions import TAB, section
from kartlegg.forms.wording import FormLanguage, said
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.report.layout.captions import written_date
from kartlegg.report.word.elements import (
    NAMESPACES,
    Bookmarks,
    bookmark_name,
    field_end,
    field_start,
    join,
    link_inside,
    paragraph,
    run,
)
from kartlegg.report.word.package import add_custom_properties, embed_typeface, saved, set_core_properties
from kartlegg.rounds import Round, Survey

_CONTENTS = 'TOC \\o "1-1" \\h \\z \\u'


def write_word_form(
    questionnaire: Questionnaire, this_round: Round, survey: Survey, *, language: FormLanguage
) -> bytes:
    """Return the form as a Word file in one language; the same questionnaire gives the same bytes.

    Raises RuleError for a condition that cannot be read.
    """
    words, shown = form_words(language), pages(questionnaire, this_round, language)
    title, version = said(survey.title, language), definition_hash(questionnaire)
    kind = f"{words['title.draft']} · {said(this_round.title, language)}"
    word_document = docx.Document()
    dress_form(word_document, language)
    bookmarks = Bookmarks()
    content = join(
        (
            _title_page(shown, words, survey, this_round, title, kind, version),
            _contents(shown, words),
            *(section(page, words, bookmarks) for page in shown),
            section_end(word_document, f"{survey.code} · {kind} · {version}", words),
        )
    )
    body = parse_xml(f"<w:body {NAMESPACES}>{content}</w:body>")
    word_document.element.replace(word_document.element.body, body)
    set_core_properties(
        word_document,
        title=title,
        subject=kind,
        author=survey.publisher,
        language=TAGS[language],
        made_on=this_round.opens_on.isoformat(),
    )
    add_custom_properties(word_document, {"Survey": survey.code, "Round": str(this_round.year), "Version": version})
    embed_typeface(word_document)
    return saved(word_document)


def _title_page(shown: tuple[Page, ...], words: FormWords, survey: Survey, this_round: Round, *told: str) -> str:
    title, kind, version = told
    count = sum(len(page.groups) for page in shown)
    facts = (
        (words["title.due"], written_date(this_round.due_on.isoformat())),
        (words["title.size"], words.fill("title.size_value", pages=len(shown), questions=count)),
        (words["title.version"], version),
    )
    how = (words[f"draft.{name}"] for name in ("codes", "endings", "routing", "assumed", "comments"))
    return join(
        (
            paragraph("CoverLine", run(survey.code)),
            paragraph("Title", run(title)),
            paragraph("Subtitle", run(kind)),
            paragraph("BodyText"),
            *((paragraph("BodyText", run(words["title.partial"], "Strong")),) if this_round.partial else ()),
            *(paragraph("Fact", run(name, "Muted") + TAB + run(fact)) for name, fact in facts),
            paragraph("ListHeading", run(words["title.how_draft"])),
            *(paragraph("ListBullet", run(one)) for one in how),
        )
    )


def _contents(shown: tuple[Page, ...], words: FormWords) -> str:
    """Return the contents as a field; Word puts page numbers in when the field is renewed."""
    last = len(shown) - 1
    entries = [
        paragraph(
            "TOC1",
            (field_start(_CONTENTS) if place == 0 else "")
            + link_inside(
                bookmark_name(f"section-{page.code}"), run(str(page.number), "HeadingNumber") + TAB + run(page.title)
            )
            + (field_end() if place == last else ""),
        )
        for place, page in enumerate(shown)
    ]
    return paragraph("ListHeading", run(words["title.contents"])) + join(entries)
