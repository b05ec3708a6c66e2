"""A help sheet of which only some columns were sorted: no answer is taken for that of another line."""

import pytest
from openpyxl.workbook import Workbook

from kartlegg.forms.help_sheet.belonging import labels_of, language_of, strays
from kartlegg.forms.help_sheet.cells import Cell
from kartlegg.forms.wording import FORM_LANGUAGES, FormLanguage
from tests.forms.small_form import small_form
from tests.forms.test_help_sheet import changed, put, read, row_of, sheet

FORM = small_form()
LABELS = labels_of(FORM)
ANSWERS = {"fte_street": 3.0, "fte_quay": 4.0, "fte_trained": 5.0, "fte_untrained": 2.0}


def sort_columns(book: Workbook, *, columns: int) -> None:
    """Sort the lines of staff by their label, so many columns of them."""
    page = book["1 Lampevakter"]
    rows = [[cell.value for cell in row[:columns]] for row in page.iter_rows(min_row=5)]
    for number, row in enumerate(sorted(rows, key=lambda row: str(row[0])), 5):
        for column, value in enumerate(row, 1):
            page.cell(number, column).value = value


@pytest.mark.parametrize("language", FORM_LANGUAGES)
def test_what_only_some_columns_were_sorted_of_is_not_taken(language: FormLanguage) -> None:
    found = read(changed(sheet(ANSWERS, language), lambda book: sort_columns(book, columns=2)))
    assert {code: ANSWERS[code] for code in found.answers} == found.answers
    wrong = [row for row in found.rows if row.problem]
    assert wrong
    assert {row.problem.reason for row in wrong if row.problem} == {"label_of_another"}
    assert all("label and code of this row do not belong together" in row.told for row in wrong)


def test_whole_rows_may_be_sorted() -> None:
    found = read(changed(sheet(ANSWERS), lambda book: sort_columns(book, columns=book["1 Lampevakter"].max_column)))
    assert found.answers == ANSWERS


def test_a_label_that_somebody_changed_costs_its_own_line_only() -> None:
    def change(book: Workbook) -> None:
        page = book["1 Lampevakter"]
        page.cell(row_of(page, "fte_quay"), 1).value = "Lampene på kaia"

    found = read(changed(sheet(ANSWERS), change))
    assert found.answers == {code: value for code, value in ANSWERS.items() if code != "fte_quay"}
    (problem,) = [row.problem for row in found.rows if row.problem]
    assert problem.expected.startswith("«Kailamper»")


def test_a_stray_box_is_not_read_as_not_ticked() -> None:
    def swap(book: Workbook) -> None:
        put(book, "tools_ladder", "x")
        page = book["2 Arbeidet dag natt"]
        cloth, none = (page.cell(row_of(page, code), 1) for code in ("tools_cloth", "tools_none"))
        cloth.value, none.value = none.value, cloth.value

    assert read(changed(sheet(), swap)).answers == {"tools_ladder": 1.0}


def test_a_label_on_several_lines_tells_nothing_once_labels_have_moved() -> None:
    labels = {"nb": {"a": "Lærer", "b": "Vakt", "c": "Lærer"}, "nn": {"a": "Lærar", "b": "Vakt", "c": "Lærar"}}
    sound = tuple(Cell(code, "1", f"B{row}", 1, label=labels["nb"][code]) for row, code in enumerate("abc"))
    assert strays(sound, labels) == set()
    moved = zip("abc", ("Vakt", "Lærer", "Lærer"), strict=True)
    rotated = tuple(Cell(code, "1", code, 1, label=label) for code, label in moved)
    assert {cell.code for cell in strays(rotated, labels)} == set("abc")


def test_the_language_is_that_of_the_labels() -> None:
    for language in FORM_LANGUAGES:
        cells = [Cell(code, "1", "B1", None, label=label) for code, label in LABELS[language].items()]
        assert language_of(cells, LABELS) == language
