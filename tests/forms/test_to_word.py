"""The draft in Word: codes beside questions, what is assumed with its reason, real headings, the same bytes twice."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from kartlegg.forms.pages import pages
from kartlegg.forms.to_word import write_word_form
from kartlegg.forms.word.questions import WRITERS
from kartlegg.questionnaire.model import Questionnaire
from tests.forms.small_form import ROUND, SURVEY, YES_NO, small_form, w
from tests.report.office import as_pdf

FORM = small_form()


def opened(content: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(content))


@pytest.fixture(scope="module")
def content() -> bytes:
    return write_word_form(FORM, ROUND, SURVEY, language="nn")


def lines(document: docx.document.Document, style: str) -> list[str]:
    """The paragraphs of a style, by its identifier."""
    return [one.text for one in document.paragraphs if one.style is not None and one.style.style_id == style]


def test_the_same_form_gives_the_same_bytes(content: bytes) -> None:
    assert write_word_form(small_form(), ROUND, SURVEY, language="nn") == content


def test_sections_and_questions_are_headings(content: bytes) -> None:
    document = opened(content)
    shown = pages(FORM, ROUND, "nn")
    assert lines(document, "Heading1") == [f"{page.number}\t{page.title}" for page in shown]
    groups = [group for page in shown for group in page.groups]
    assert lines(document, "Heading2") == [f"{group.number}\t{group.text}  {group.code}" for group in groups]


def test_codes_stand_in_small_type_beside_what_they_name(content: bytes) -> None:
    coded = [
        run.text.strip()
        for one in opened(content).element.body.iter(qn("w:r"))
        if (run := docx.text.run.Run(one, None))
        and one.find(f".//{qn('w:rStyle')}[@{qn('w:val')}='VariableCode']") is not None
    ]
    for code in ("services", "fte_street", "fte", "oil", "_other_text", "_ladder", "_guild", "song", "_hat", "why"):
        assert code in coded


def test_routing_is_said(content: bytes) -> None:
    assert lines(opened(content), "Routing")[0] == "Svar berre viss de svarer «Ja» på spørsmål 2.1."


def test_every_question_has_a_line_for_remarks(content: bytes) -> None:
    remarks = lines(opened(content), "RemarkLine")
    assert remarks.count("Merknad:") == len(FORM.questions)
    assert remarks.count("Merknad til delen:") == len(FORM.sections)


def test_heads_of_tables_are_repeated_and_rows_whole(content: bytes) -> None:
    tables = opened(content).tables
    assert len(tables) == 4
    for table in tables:
        marked = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
        assert marked == [True] + [False] * (len(marked) - 1)
        assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)


def test_what_is_assumed_is_marked_and_told_once() -> None:
    because = {"assumed": True, "because": "No source prints it."}
    options = [{"code": "a", "label": w("A")} | because, {"code": "b", "label": w("B")} | because]
    scale = YES_NO | {"assumed": True, "because": "A usual pair."}
    asked = [
        {"type": "choices", "code": "tools", "text": w("Hva?"), "options": options},
        {"type": "choice", "code": "night", "text": w("Natt?"), "scale": "yes_no"},
        {"type": "text", "code": "why", "text": w("Hvorfor?")},
    ]
    section = {"code": "one", "title": w("En"), "questions": asked}
    form = Questionnaire.model_validate({"sections": [section], "scales": {"yes_no": scale}})
    document = opened(write_word_form(form, ROUND, SURVEY, language="nb"))
    assert [note.replace("\u00a0", " ") for note in lines(document, "AssumedNote")] == [
        "1  No source prints it.",
        "1  A usual pair.",
    ]
    assert [one.replace("\u00a0", " ") for one in lines(document, "TickOption")] == [
        "A  _a antatt 1",
        "B  _b antatt 1",
    ]
    assert lines(document, "Heading2")[2] == "1.3\tHvorfor?  why"


@pytest.mark.parametrize(("language", "tag", "other"), [("nb", "nb-NO", "nn-NO"), ("nn", "nn-NO", "nb-NO")])
def test_the_file_speaks_its_language(language: str, tag: str, other: str) -> None:
    content = write_word_form(FORM, ROUND, SURVEY, language=language)  # type: ignore[arg-type]  # one of the two
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in ("word/styles.xml", "word/settings.xml", "docProps/core.xml"):
            told = package.read(name).decode()
            assert tag in told
            assert other not in told


def test_properties_tell_what_it_is(content: bytes) -> None:
    properties = opened(content).core_properties
    assert (properties.title, properties.subject) == ("Lampene", "Utkast til spørjeskjema · Lampene i år")
    assert (properties.author, properties.created.isoformat()[:10]) == ("Lauget", "2032-03-01")


def test_every_widget_outside_tables_can_be_written() -> None:
    assert set(WRITERS) == {"radio", "checkbox", "number", "textarea", "text", "email"}


@pytest.mark.office
def test_another_office_reads_it(content: bytes, tmp_path: Path) -> None:
    reader = PdfReader(io.BytesIO(as_pdf(content, ".docx", tmp_path)))
    words = " ".join("\n".join(page.extract_text() for page in reader.pages).split())
    for page in pages(FORM, ROUND, "nn"):
        for group in page.groups:
            assert group.text in words
    assert f"Side 1 av {len(reader.pages)}" in words


def test_a_draft_of_a_part_says_so_and_no_draft_names_a_publisher(content: bytes) -> None:
    partial = write_word_form(FORM, ROUND.model_copy(update={"partial": True}), SURVEY, language="nn")
    told = "Dette er berre ein del av skjemaet"
    assert [one for one in lines(opened(partial), "BodyText") if one.startswith(told)]
    assert not [one.text for one in opened(content).paragraphs if told in one.text or "Utgiv" in one.text]
