"""The form on paper: accessible, every question in it, answers where they were given, the same bytes twice."""

import io
import re
from pathlib import Path

import outloud
import pytest
from pypdf import PdfReader

from kartlegg.errors import ReleaseError
from kartlegg.forms.grid_widths import GridWidths, grid_widths
from kartlegg.forms.page import Group, Row
from kartlegg.forms.pages import pages
from kartlegg.forms.paper.groups import FIELDS
from kartlegg.forms.to_paper import write_paper_form
from kartlegg.forms.wording import FormLanguage
from kartlegg.questionnaire.answers import Answers
from kartlegg.questionnaire.load import load_questionnaire
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.rounds import load_round, load_survey, round_folder
from tests.forms.small_form import ROUND, SURVEY, small_form, w
from tests.house.checkout import CHECKOUT

FORM = small_form()
SMALL = {"type": "text", "code": "reach_email", "text": w("Hvem kan vi spørre?"), "purpose": "contact", "lines": 1}
WITH_CONTACT = Questionnaire.model_validate(
    FORM.model_dump()
    | {"sections": [*FORM.model_dump()["sections"], {"code": "end", "title": w("Slutt"), "questions": [SMALL]}]}
)
ANSWERS: Answers = {
    "fte_street": 1.5,
    "fte_quay": 2.25,
    "night": "no",
    "tools_ladder": 1.0,
    "tools_other": 1.0,
    "tools_other_text": "Ei lang stong \U0001f56f",
    "liked_oil": "yes",
    "why": "For å se.\n\nOg for å bli sett.",
    "reach_email": "vakt@example.org",
}


def paper(language: FormLanguage = "nb", **keys: object) -> bytes:
    return write_paper_form(WITH_CONTACT, ROUND, SURVEY, language=language, **keys)  # type: ignore[arg-type]  # by name


def text_of(pdf: bytes) -> str:
    """All words of the file on one line."""
    read = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return re.sub(r"\s+", " ", read)


def alternatives(pdf: bytes) -> list[str]:
    """What is heard in place of each picture."""
    found, waiting = [], [PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        one = waiting.pop()
        one = one.get_object() if hasattr(one, "get_object") else one
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            found += [str(one["/Alt"])] if "/Alt" in one else []
            waiting += [one["/K"]] if "/K" in one else []
    return found


@pytest.fixture(scope="module")
def blank() -> bytes:
    return paper()


@pytest.fixture(scope="module")
def filled() -> bytes:
    return paper("nn", unit="Hillside", answers=ANSWERS, last_round={"fte_street": 12.5})


def test_the_same_form_gives_the_same_bytes(blank: bytes, filled: bytes) -> None:
    assert paper() == blank
    assert (
        paper("nn", unit="Hillside", answers=dict(reversed(ANSWERS.items())), last_round={"fte_street": 12.5})
        == filled
    )


@pytest.mark.parametrize("kind", ["blank", "filled"])
def test_an_independent_checker_passes_it(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    path.write_bytes(request.getfixturevalue(kind))
    result = outloud.check(str(path))
    assert [str(finding) for finding in result.sorted_findings() if finding.severity == "error"] == []
    assert [row["name"] for row in result.criteria["pdfua1"] if row["status"] == "fail"] == []


def test_the_file_names_its_standards_language_and_title(blank: bytes, filled: bytes) -> None:
    for content, language in ((blank, "nb-NO"), (filled, "nn-NO")):
        reader = PdfReader(io.BytesIO(content))
        root = reader.trailer["/Root"]
        metadata = root["/Metadata"].get_object().get_data().decode()
        assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
        assert "<pdfaid:part>2</pdfaid:part>" in metadata
        assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == (language, True)
        assert reader.metadata is not None
        assert reader.metadata.title == "Lampene"


def test_bookmarks_lead_to_sections_and_questions(blank: bytes) -> None:
    outline = PdfReader(io.BytesIO(blank)).outline
    tops = [entry.title for entry in outline if not isinstance(entry, list)]
    below = [entry.title for part in outline if isinstance(part, list) for entry in part]
    assert [re.sub(r"^\d+\s*", "", title) for title in tops] == [
        "Innhold",
        "Lampevakter",
        "Arbeidet: dag/natt",
        "Slutt",
    ]
    assert len(below) == len(FORM.questions) + 1


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_question_with_its_routing_and_options_is_there(language: FormLanguage) -> None:
    words = text_of(paper(language))
    for page in pages(FORM, ROUND, language):
        for group in page.groups:
            assert f"{group.number} {group.text}" in re.sub(r"(\d\.\d+)\s*", r"\1 ", words)
            for said in (*_words(group), group.shown_if.paper if group.shown_if else ""):
                assert said in words


def _words(group: Group) -> list[str]:
    options = [option.label for field in group.fields for option in field.options]
    return [group.help, group.control, *group.columns, *options, *(row.label for row in group.rows)]


def test_the_title_page_says_what_it_is(blank: bytes, filled: bytes) -> None:
    first = PdfReader(io.BytesIO(blank)).pages[0].extract_text()
    for said in (
        "lamps",
        "Lampene",
        "Spørreskjema · Lampene i år",
        "1. april 2032",
        "Uke 10",
        "3 deler, 10 spørsmål",
    ):
        assert said in first
    assert "Svar frå" in PdfReader(io.BytesIO(filled)).pages[0].extract_text()
    assert "Hillside" in PdfReader(io.BytesIO(filled)).pages[0].extract_text()


def test_the_version_changes_with_the_definition() -> None:
    def version(form: Questionnaire) -> str:
        (found,) = set(re.findall(r"\b[0-9a-f]{12}\b", text_of(write_paper_form(form, ROUND, SURVEY, language="nb"))))
        return found

    assert version(FORM) == version(small_form())
    assert version(FORM) != version(small_form(chapter="9"))


def test_every_page_has_its_number_of_all(blank: bytes) -> None:
    sheets = PdfReader(io.BytesIO(blank)).pages
    for number, page in enumerate(sheets, 1):
        assert f"Side {number} av {len(sheets)}" in page.extract_text()


def test_boxes_are_heard(blank: bytes, filled: bytes) -> None:
    heard = alternatives(blank)
    options = 3 + 3 + 2 * 3  # night, fuel, two rows of liked
    assert heard.count("ikke valgt") == options
    assert heard.count("ikke avkrysset") == 4 + 2 * 2
    assert (heard.count("valgt"), heard.count("avkrysset")) == (0, 0)
    heard = alternatives(filled)
    assert (heard.count("valt"), heard.count("kryssa av")) == (2, 2)


def test_answers_are_shown_and_what_is_missing_is_said(filled: bytes) -> None:
    words = text_of(filled)
    for said in ("1,5", "2,25", "3,75", "For å se. Og for å bli sett.", "Ei lang stong ?", "Oppgitt i 2030", "12,5"):
        assert said in words
    assert re.search(r"Kva brenn de\? Svar berre viss de svarer «Ja» på spørsmål 2\.1\. Ikkje aktuelt", words)
    assert "Kor mange lamper? Svar berre viss" in words
    assert words.count("Ikkje svara på") >= 3


def test_whom_to_reach_is_told_only_when_asked_for(filled: bytes) -> None:
    assert "vakt@example.org" not in text_of(filled)
    assert "Ikkje teke med" in text_of(filled)
    asked = text_of(paper("nn", answers=ANSWERS, with_contact=True))
    assert "vakt@example.org" in asked
    assert "Kontaktopplysningar er ikkje tekne med." not in asked


def test_last_round_stands_in_a_column_of_a_blank_form_too() -> None:
    words = text_of(paper(last_round={"fte_street": 12.5}))
    assert "Oppgitt i 2030" in words
    assert "12,5" in words
    assert "Ikke besvart" not in words


def test_heads_are_repeated_where_a_table_goes_on() -> None:
    rows = [{"code": f"r{number}", "label": w(f"Lampe nummer {number}")} for number in range(60)]
    grid = {"type": "choice_grid", "code": "lit", "text": w("Lyser den?"), "scale": "yes_no", "rows": rows}
    form = FORM.model_dump() | {"sections": [{"code": "one", "title": w("En"), "questions": [grid]}]}
    content = write_paper_form(Questionnaire.model_validate(form), ROUND, SURVEY, language="nb")
    sheets = [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]
    with_rows = [sheet for sheet in sheets if "Lampe nummer" in sheet]
    assert len(with_rows) > 1
    assert all("Velg ett svar på hver linje." in sheet and "Vet ikke" in sheet for sheet in with_rows)


def test_every_widget_outside_tables_can_be_written() -> None:
    assert set(FIELDS) == {"radio", "checkbox", "number", "textarea", "text", "email"}


def test_the_form_of_a_real_round_has_every_question() -> None:
    survey = CHECKOUT / "survey" / "is248"
    form = load_questionnaire(round_folder(survey, 2021))
    content = write_paper_form(form, load_round(survey, 2021), load_survey(survey), language="nb")
    words = text_of(content).replace(" ", "")
    assert [code for code, question in form.questions.items() if question.text.nb.replace(" ", "") not in words] == []


def test_a_row_and_a_number_that_were_not_asked_say_so() -> None:
    rows = [
        {"variable": "quay", "label": w("Kai"), "shown_if": "night is yes"},
        {"variable": "street", "label": w("Gate")},
    ]
    night = {"type": "choice", "code": "night", "text": w("Natt?"), "scale": "yes_no"}
    grid = {"type": "numbers", "code": "many", "text": w("Hvor mange?"), "measure": "count", "rows": rows}
    ticked = [{"code": "quay", "label": w("Kai"), "shown_if": "night is yes"}, {"code": "street", "label": w("Gate")}]
    lit = {"type": "choice_grid", "code": "lit", "text": w("Lyser den?"), "scale": "yes_no", "rows": ticked}
    years = {"type": "number", "code": "years", "text": w("Hvor lenge?"), "measure": "nok"}
    section = {"code": "one", "title": w("En"), "questions": [night, grid, lit, years]}
    form = Questionnaire.model_validate(FORM.model_dump() | {"sections": [section]})
    answers: Answers = {"night": "no", "street": 4.0, "lit_street": "no"}
    words = text_of(
        write_paper_form(
            form, ROUND, SURVEY, language="nb", answers=answers, last_round={"years": 1500.0, "street": 3.0}
        )
    )
    assert "Kai Svar bare hvis dere svarer «Ja» på spørsmål 1.1. Ikke aktuelt Gate 3 4" in words
    assert words.count("Ikke aktuelt") == 1 + 2
    assert "Ikke besvart Oppgitt i 2030: 1 500 kr" in words


def test_a_sign_that_the_typeface_lacks_in_the_definition_is_refused() -> None:
    form = small_form(title={"nb": "Lys \U0001f56f"})
    with pytest.raises(ReleaseError, match="the form cannot be made"):
        write_paper_form(form, ROUND, SURVEY, language="nb")


def test_columns_are_equal_where_there_is_room_and_never_narrower_than_their_longest_word() -> None:
    def widths(labels: list[str], heads: list[str]) -> GridWidths:
        rows = tuple(Row(label, label, ()) for label in labels)
        return grid_widths(Group("q", "1.1", "choice_grid", "grid", "Hva?", columns=tuple(heads), rows=rows), 449)

    few = widths(["Kai", "Gate"], ["Ja", "Nei", "Vet ikke"])
    assert len(set(few.columns)) == 1
    assert few.size == 8.5
    many = widths(["Kai og bro ved elven"], ["Kompetansehevende"] * 4 + ["Ja"] * 4)
    assert many.columns[0] > many.columns[-1]
    assert sum(many.columns) + many.label == pytest.approx(449)
    too_many = widths(["Kaivokterforeningen"], ["Kompetansehevende"] * 8)
    assert too_many.size == 7.5
    assert too_many.label > 50
    assert sum(too_many.columns) + too_many.label == pytest.approx(449)


def test_a_section_goes_on_where_the_one_before_it_ends(blank: bytes) -> None:
    sheets = [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(blank)).pages]
    (with_two,) = [sheet for sheet in sheets[2:] if "3 Slutt" in sheet]
    assert "Hvem kan vi spørre?" in with_two  # its first question is on the page of its heading
    assert "Hvorfor lyser dere?" in with_two  # and so is the last one of the section before
    assert with_two.startswith("Del 2 av 3")


def test_no_form_names_a_publisher_or_a_form_on_the_web(blank: bytes, filled: bytes) -> None:
    for words in map(text_of, (blank, filled)):
        assert "Utgiv" not in words
        assert "nettskjema" not in words


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_part_of_a_form_says_so_on_its_first_page(language: FormLanguage) -> None:
    partial = ROUND.model_copy(update={"partial": True})
    first = PdfReader(io.BytesIO(write_paper_form(FORM, partial, SURVEY, language=language))).pages[0].extract_text()
    told = {"nb": "Dette er bare en del av skjemaet", "nn": "Dette er berre ein del av skjemaet"}[language]
    assert told in first
    assert told not in text_of(paper(language))
