"""Questionnaire to help sheet: the sheets in their order, in one file. No cell is laid out here."""

import io
from collections.abc import Mapping

from kartlegg.forms.help_sheet.book import Book
from kartlegg.forms.help_sheet.colleagues import (
    ColleagueSheet,
    plan_colleagues,
    sums_of_colleagues,
    write_colleague_sheet,
)
from kartlegg.forms.help_sheet.cover import Listed, write_cover
from kartlegg.forms.help_sheet.plan import Plan, plan_sheets
from kartlegg.forms.help_sheet.section_sheet import Filling, columns_of, shown_answer, write_section
from kartlegg.forms.help_sheet.stamp import UnitOnSheet, stamp_of
from kartlegg.forms.help_sheet.words import word
from kartlegg.forms.wording import FormLanguage, said
from kartlegg.questionnaire.answers import Answers
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.report.excel.book import open_book
from kartlegg.rounds import Round, Survey

_NOTHING: Mapping[str, float] = {}


def write_help_sheet(
    questionnaire: Questionnaire,
    survey: Survey,
    this_round: Round,
    unit: UnitOnSheet | None = None,
    *,
    language: FormLanguage = "nb",
    last_round: Mapping[str, float] = _NOTHING,
    answers: Answers = _NOTHING,
) -> bytes:
    """Return the help sheet as an Excel file; the same input gives the same bytes.

    `unit` is who fills it in, None a sheet for anyone. `last_round` has last round's figures and `answers` what is
    answered so far, both by the code of the variable. Raises RuleError for a condition that cannot be read.
    """
    stream = io.BytesIO()
    title = f"{word('help_sheet', language)}: {said(survey.title, language)}"
    made_on = this_round.opens_on.isoformat()
    subject = said(this_round.title, language)
    stamp = stamp_of(questionnaire, survey, this_round, unit.code if unit else "")
    colleagues = plan_colleagues(questionnaire, language)
    plan = plan_sheets(questionnaire, language)
    known = sums_of_colleagues(colleagues)
    filling = Filling(questionnaire, plan, answers, last_round, this_round.last_round, known)
    with open_book(stream, title=title, subject=subject, author=survey.publisher, made_on=made_on) as workbook:
        book = Book(workbook, language, word("cover", language))
        write_cover(book, survey, this_round, unit, stamp, _listed(plan, colleagues, filling, book))
        for sheet in plan.sheets:
            write_section(book, sheet, filling)
        for service in colleagues:
            write_colleague_sheet(book, service, _fed_by(service, plan))
        book.write_lists(str(stamp))
    return stream.getvalue()


def _fed_by(service: ColleagueSheet, plan: Plan) -> str:
    """Return the names of the sheets on which the sums of a colleague's sheet come out."""
    fed = {plan.places[variable][0] for variable, _ in service.cells}
    return "», «".join(sheet.name for sheet in plan.sheets if sheet.name in fed)


def _listed(plan: Plan, colleagues: tuple[ColleagueSheet, ...], filling: Filling, book: Book) -> list[Listed]:
    """Return all sheets as the cover tells them."""
    listed = []
    for sheet in plan.sheets:
        asked = [line.variable for line in sheet.lines if line.asks and line.variable is not None]
        shown = [shown_answer(one, filling.answers.get(one.code), book.language) for one in asked]
        filled = len(shown) - shown.count(None)
        code_column = len(columns_of(sheet, filling)) - 1
        listed.append(Listed(sheet.name, sheet.title, filled, len(sheet.lines), code_column))
    return [*listed, *(Listed(sheet.name, sheet.title) for sheet in colleagues)]
