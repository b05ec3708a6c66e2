"""Questions of a draft as paragraphs and tables of Word, with their codes and room for remarks. No look is chosen."""

from collections.abc import Callable, Mapping

from kartlegg.forms.form_words import FormWords
from kartlegg.forms.page import Field, Group, Page, Widget
from kartlegg.forms.word.notes import Notes
from kartlegg.forms.word.tables import code_run, form_table, opening
from kartlegg.report.word.elements import Bookmarks, bookmark_name, join, paragraph, run

TAB = "<w:r><w:tab/></w:r>"


def section(page: Page, words: FormWords, bookmarks: Bookmarks) -> str:
    """Return one section of the form with its questions."""
    title = run(str(page.number), "HeadingNumber") + TAB + run(page.title)
    parts = [paragraph("Heading1", bookmarks.around(bookmark_name(f"section-{page.code}"), title))]
    if page.intro:
        parts.append(paragraph("SectionIntro", run(page.intro)))
    if page.shown_if:
        parts.append(paragraph("Routing", run(page.shown_if.paper)))
    parts += [question(group, words, bookmarks) for group in page.groups]
    parts.append(paragraph("RemarkLine", run(words["draft.section_comment"])))
    return join(parts)


def question(group: Group, words: FormWords, bookmarks: Bookmarks) -> str:
    """Return one question: words, routing, help, answers, why what is assumed is so, and a line for remarks."""
    notes = Notes(words)
    head = run(group.number, "HeadingNumber") + TAB + run(group.text)
    head = bookmarks.around(bookmark_name(f"question-{group.code}"), head)
    head += run(f"  {group.code}", "VariableCode") + notes.mark(group.assumed)
    routing = [group.shown_if.paper if group.shown_if else "", group.rows_if]
    fine = " ".join(filter(None, (group.period, group.hint if group.layout == "list" else "", _must(group, words))))
    helps = [group.help, group.control, fine]
    return join(
        (
            paragraph("Heading2", head),
            *(paragraph("Routing", run(one)) for one in routing if one),
            *(paragraph("QuestionHelp", run(one)) for one in helps if one),
            _answers(group, notes),
            notes.written(),
            paragraph("RemarkLine", run(words["draft.comment"])),
        )
    )


def _must(group: Group, words: FormWords) -> str:
    return words["answer.required"] if group.required else ""


def _answers(group: Group, notes: Notes) -> str:
    if group.layout != "list":
        return form_table(group, notes)
    return join(WRITERS[field.widget](field, notes, group.code) for field in group.fields)


def _radio(field: Field, notes: Notes, group: str) -> str:
    del group
    parts = []
    for option in field.options:
        asks = code_run(field.variable, option.more.variable) if option.more else ""
        told = run(opening(option.label) if option.more else option.label)
        code = run(f"  {option.code}", "VariableCode")
        parts.append(paragraph("OneOption", told + code + asks + notes.mark(option.assumed)))
    return join(parts)


def _checkbox(field: Field, notes: Notes, group: str) -> str:
    asks = code_run(group, field.more.variable) if field.more else ""
    told = run(opening(field.label) if field.more else field.label)
    return paragraph("TickOption", told + code_run(group, field.variable) + asks + notes.mark(field.assumed))


def _number(field: Field, notes: Notes, group: str) -> str:
    del notes, group
    return paragraph("Entry", run(f"........ {field.suffix}".strip()))


def _text(field: Field, notes: Notes, group: str) -> str:
    del notes, group
    told = field.limits.words if field.limits else ""
    return paragraph("Entry", run(f"........ {told}".strip()))


WRITERS: Mapping[Widget, Callable[[Field, Notes, str], str]] = {
    "radio": _radio,
    "checkbox": _checkbox,
    "number": _number,
    "textarea": _text,
    "text": _text,
    "email": _text,
}
"""How a field of a question that is no table is written, by its widget."""
