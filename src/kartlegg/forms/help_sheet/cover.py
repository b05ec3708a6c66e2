"""Writes the first sheet: what the file is, how it is used, and where everything stands. No question may enter."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from kartlegg.forms.help_sheet.book import CLOSED, FILL, FRAME, Book, lines_of
from kartlegg.forms.help_sheet.plan import ANSWER_COLUMN, FIRST_LINE
from kartlegg.forms.help_sheet.stamp import Stamp, UnitOnSheet
from kartlegg.forms.help_sheet.words import HOW, Key, word
from kartlegg.forms.wording import LANGUAGE_NAMES, said
from kartlegg.report.layout.captions import written_date
from kartlegg.rounds import Round, Survey

_NAME_WIDTH, _TEXT_WIDTH, _COUNT_WIDTH = 34, 78, 14
_LINE, _SIGNS, _TITLE_SIGNS = 16, 66, 84


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet as the cover tells it; one of a section has the place of its codes and says how many are filled in."""

    name: str
    title: str
    filled: int = 0
    lines: int = 0
    code_column: int = 0


def write_cover(
    book: Book, survey: Survey, this_round: Round, unit: UnitOnSheet | None, stamp: Stamp, listed: Sequence[Listed]
) -> None:
    """Write the cover."""
    language, looks = book.language, book.looks
    title = f"{word('help_sheet', language)}: {said(survey.title, language)}"
    page = book.add_sheet(book.cover, title)
    for column, width in enumerate((_NAME_WIDTH, _TEXT_WIDTH, _COUNT_WIDTH)):
        page.set_column(column, column, width, looks.format())
    facts: tuple[tuple[Key, str], ...] = (
        ("unit", f"{unit.name} ({unit.code})" if unit else word("anyone", language)),
        ("round", said(this_round.title, language)),
        ("week", str(this_round.reference_week)),
        ("due", written_date(this_round.due_on.isoformat())),
        ("language", LANGUAGE_NAMES[language]),
        ("version", stamp.shown),
        *((("form", word("partial", language)),) if this_round.partial else ()),
    )
    row = 1
    for key, fact in facts:
        page.write_string(row, 0, word(key, language), looks.format(bold=key in ("unit", "due"), valign="top"))
        page.write_string(row, 1, fact, looks.format(bold=key in ("unit", "due"), text_wrap=True, valign="top"))
        row += 1
    _write_head(book, page, row + 1, ("how",))
    row += 2
    for number, step in enumerate(HOW, 1):
        text = said(step, language)
        page.write_string(row, 0, str(number), looks.format(align="right", valign="top", indent=1))
        page.write_string(row, 1, text, looks.format(text_wrap=True, valign="top"))
        page.set_row(row, _LINE * lines_of(text, _SIGNS) + 2)
        row += 1
    row = _write_marks(book, page, row + 1)
    _write_contents(book, page, row + 1, listed)


def _write_marks(book: Book, page: Any, row: int) -> int:
    """Write what the colours mean from `row` on; return the row below."""
    looks, language = book.looks, book.language
    _write_head(book, page, row, ("marks",))
    samples: tuple[tuple[Key, Any], ...] = (
        ("to_fill", looks.format(bg_color=FILL, border=1, border_color=FRAME)),
        ("locked", looks.format(border=1, border_color=CLOSED)),
        ("closed", looks.format(bg_color=CLOSED)),
    )
    for at, (key, look) in enumerate(samples, row + 1):
        page.write_blank(at, 0, None, look)
        page.write_string(at, 1, word(key, language), looks.format())
    return row + 1 + len(samples)


def _write_contents(book: Book, page: Any, row: int, listed: Sequence[Listed]) -> None:
    """Write every sheet with a link, and how much of it is filled in."""
    looks = book.looks
    _write_head(book, page, row, ("contents", "page", "filled"))
    for at, one in enumerate(listed, row + 1):
        page.write_url(at, 0, f"internal:'{one.name}'!A1", looks.link(), one.name)
        page.write_string(at, 1, one.title, looks.format(text_wrap=True))
        page.set_row(at, _LINE * lines_of(one.title, _TITLE_SIGNS))
        if one.lines:
            codes, answers = (
                f"'{one.name}'!${column}${FIRST_LINE + 1}:${column}${FIRST_LINE + one.lines}"
                for column in map(xl_col_to_name, (one.code_column, ANSWER_COLUMN))
            )
            formula = f'=COUNTIFS({codes},"?*",{answers},"<>")'
            page.write_formula(at, 2, formula, looks.format(num_format="0"), one.filled)


def _write_head(book: Book, page: Any, row: int, keys: Sequence[Key]) -> None:
    for column in range(3):
        text = word(keys[column], book.language) if column < len(keys) else ""
        page.write_string(row, column, text, book.looks.head(right=column > 1))
