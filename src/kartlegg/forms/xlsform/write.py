"""Questionnaire to XLSForm, as an Excel file. What a row says is made in `rows`."""

import io
import re
from collections.abc import Sequence
from typing import Any

from kartlegg.forms.help_sheet.stamp import definition_hash
from kartlegg.forms.xlsform.names import LANGUAGES
from kartlegg.forms.xlsform.rows import FormRows, Row, languages_of
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.report.excel.book import open_book
from kartlegg.rounds import Round, Survey

_WIDTHS = {"type": 26, "name": 32, "list_name": 26, "relevant": 40, "constraint": 34, "calculation": 40}
_WIDE, _NARROW = 48, 14


def write_xlsform(questionnaire: Questionnaire, this_round: Round, survey: Survey) -> bytes:
    """Return the form as XLSForm; the same input gives the same bytes.

    Raises RuleError for a condition that cannot be read. What XLSForm cannot say is left out
    (docs/reference/xlsform.md).
    """
    languages = languages_of(questionnaire)
    rows = FormRows(questionnaire, languages)
    rows.fill()
    said = [LANGUAGES[code] for code in languages]
    survey_heads = [
        "type",
        "name",
        *(f"label::{language}" for language in said),
        *(f"hint::{language}" for language in said),
        *("required", "relevant", "appearance", "parameters", "constraint"),
        *(f"constraint_message::{language}" for language in said),
        *("calculation", "measure", "decimals"),
    ]
    choice_heads = ["list_name", "name", *(f"label::{language}" for language in said), "number", "kind", "order"]
    settings = {
        "form_title": f"{survey.title.nb} – {this_round.title.nb}",
        "form_id": re.sub(r"[^a-z0-9]+", "_", f"{survey.code}_{this_round.year}".lower()),
        "version": definition_hash(questionnaire),
        "default_language": LANGUAGES["nb"],
    }
    stream = io.BytesIO()
    made_on = this_round.opens_on.isoformat()
    title = settings["form_title"]
    with open_book(stream, title=title, subject="XLSForm", author=survey.publisher, made_on=made_on) as book:
        _write_sheet(book, "survey", survey_heads, rows.survey)
        _write_sheet(book, "choices", choice_heads, rows.choices)
        _write_sheet(book, "settings", list(settings), [settings])
    return stream.getvalue()


def _write_sheet(book: Any, name: str, heads: Sequence[str], rows: Sequence[Row]) -> None:
    page = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bottom": 1})
    for column, head in enumerate(heads):
        wide = _WIDE if head.startswith(("label", "hint")) else _NARROW
        page.set_column(column, column, _WIDTHS.get(head, wide))
        page.write_string(0, column, head, bold)
    for number, row in enumerate(rows, 1):
        for column, head in enumerate(heads):
            if row.get(head):
                page.write_string(number, column, row[head])
    page.freeze_panes(1, 2)
