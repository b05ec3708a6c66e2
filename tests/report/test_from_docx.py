"""What authors write in Word survives a new run, its numbers follow the data, and what changed is told."""

import copy
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from kartlegg.errors import AuthorsError
from kartlegg.report.blocks import Block, Bullets, Document, Heading, Paragraph, Run, TableBlock
from kartlegg.report.from_docx import Authored, from_docx
from kartlegg.report.to_docx import to_docx
from kartlegg.report.word.prose import digest_of_prose, tidy
from tests.report.office import converted
from tests.report.sample_document import rates_table
from tests.report.stand_ins import document_of, drawings

FILE = Path("edited.docx")
GREW, SHARE = "kap_7_aaaaaaaa", "kap_7_bbbbbbbb"
Edit = Callable[[etree._Element], None]


def publication(grew: str = "økte fra 32 til 39 prosent", share: str = "39") -> Document:
    """A chapter of two sections whose look-ups found `grew` and `share`."""
    blocks: tuple[Block, ...] = (
        Paragraph((Run("Andelen "), Run(grew, lookup=GREW), Run(".")), lead=True, name="kapittel-7-1"),
        Heading(2, "Svar", "7-svar", "7.1"),
        Paragraph(
            (
                Run("I "),
                Run("tabell 7.1", href="#tabell-7.1"),
                Run(" svarer "),
                Run(share, strong=True, lookup=SHARE),
                Run(" prosent "),
                Run("ja", emphasis=True),
                Run("."),
            ),
            name="7-svar-1",
        ),
        TableBlock(rates_table("7.1"), "tabell-7.1"),
        Paragraph((Run("Det er få enheter i gruppene."),), name="7-svar-2"),
        Bullets(((Run("først"),), (Run("så "), Run(share, lookup=SHARE))), ("7-svar-3", "7-svar-4")),
        Heading(2, "Oppsummert", "7-oppsummert", "7.2"),
        Paragraph((Run("Mange svarer ja."),), name="7-oppsummert-1"),
    )
    return document_of(*blocks)


def word_file(document: Document) -> bytes:
    return to_docx(document, drawings(document))


def edited(content: bytes, edit: Edit) -> bytes:
    """The file as an author saved it after `edit` of its body."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(part)
                edit(root)
                part = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            after.writestr(name, part)
    return out.getvalue()


def words(root: etree._Element, text: str) -> etree._Element:
    """The stretch of words that holds `text`, outside the contents."""
    return next(one for one in root.iter(qn("w:t")) if text in (one.text or "") and not _listed(one))


def _listed(one: etree._Element) -> bool:
    style = one.find("../../w:pPr/w:pStyle", one.nsmap)
    return (
        style is not None and str(style.get(qn("w:val"))).startswith("TOC")
    ) or one.getparent().getparent().tag == qn("w:hyperlink")


def paragraph_of(root: etree._Element, text: str) -> etree._Element:
    return next(words(root, text).iterancestors(qn("w:p")))


def rewrite(before: str, after: str) -> Edit:
    def edit(root: etree._Element) -> None:
        found = words(root, before)
        found.text = found.text.replace(before, after)

    return edit


def new_paragraph(text: str, style: str = "BodyText") -> etree._Element:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
    return etree.fromstring(f'<w:p xmlns:w="{qn("w:p")[1:-2]}">{look}<w:r><w:t>{text}</w:t></w:r></w:p>')


def taken_over(edit: Edit, now: Document | None = None, allowed: tuple[str, ...] = ()) -> Authored:
    return from_docx(edited(word_file(publication()), edit), now or publication(), FILE, allowed)


def plain(document: Document) -> list[str]:
    found = []
    for block in document.chapters[0].blocks:
        if isinstance(block, Paragraph):
            found.append(block.plain)
        elif isinstance(block, Bullets):
            found += ["- " + "".join(one.text for one in item) for item in block.items]
    return found


def refused(edit: Edit, now: Document | None = None) -> str:
    with pytest.raises(AuthorsError) as error:
        taken_over(edit, now)
    return str(error.value)


def test_what_no_author_touched_is_the_publication_itself() -> None:
    found = taken_over(lambda root: None)
    assert found.changes == ()
    assert found.document == publication()


def test_new_numbers_are_no_change_of_an_author() -> None:
    now = publication("gikk ned fra 39 til 36 prosent", "36")
    found = taken_over(lambda root: None, now)
    assert found.changes == ()
    assert found.document == now


def test_a_rewritten_paragraph_stays_and_its_numbers_follow_the_data() -> None:
    now = publication("gikk ned fra 39 til 36 prosent", "36")
    found = taken_over(rewrite(" svarer ", " svarte nå hele "), now)
    assert plain(found.document)[:2] == [
        "Andelen gikk ned fra 39 til 36 prosent.",
        "I tabell 7.1 svarte nå hele 36 prosent ja.",
    ]
    (change,) = found.changes
    assert (change.chapter, change.place, change.what) == ("1", "Svar, paragraph 1", "rewritten")
    assert (change.before, change.after) == (
        "I tabell 7.1 svarer 36 prosent ja.",
        "I tabell 7.1 svarte nå hele 36 prosent ja.",
    )
    paragraph = found.document.chapters[0].blocks[3]
    assert isinstance(paragraph, Paragraph)
    assert Run("36", strong=True, lookup=SHARE) in paragraph.runs
    assert Run("ja", emphasis=True) in paragraph.runs
    assert Run("tabell 7.1", href="#tabell-7.1") in paragraph.runs


def test_text_survives_run_after_run() -> None:
    first = taken_over(rewrite("Mange svarer", "Svært mange svarer"))
    second = from_docx(word_file(first.document), publication(share="41"), FILE)
    assert [change.what for change in second.changes] == ["rewritten"]
    assert "Svært mange svarer ja." in plain(second.document)
    third = from_docx(edited(word_file(second.document), rewrite("Svært mange", "Mange")), publication(), FILE)
    assert third.changes == (), "an author who writes the chapter's own words follows the chapter again"


def test_a_paragraph_that_the_chapter_rewrote_too_is_told() -> None:
    now = publication()
    chapter = now.chapters[0]
    blocks = (*chapter.blocks[:-1], Paragraph((Run("De fleste svarer ja."),), name="7-oppsummert-1"))
    now = replace(now, chapters=(replace(chapter, blocks=blocks),))
    found = taken_over(rewrite("Mange svarer", "Svært mange svarer"), now)
    (change,) = found.changes
    assert change.what == "rewritten, as was the chapter"
    assert (change.before, change.after) == ("De fleste svarer ja.", "Svært mange svarer ja.")


def test_what_was_added_stands_where_the_author_put_it() -> None:
    def edit(root: etree._Element) -> None:
        paragraph_of(root, "få enheter").addnext(new_paragraph("Det er viktig."))
        paragraph_of(root, "først").addnext(new_paragraph("deretter", "ListBullet"))
        paragraph_of(root, "Mange svarer").addnext(new_paragraph("et punkt", "ListBullet"))

    found = taken_over(edit)
    assert plain(found.document)[2:] == [
        "Det er få enheter i gruppene.",
        "Det er viktig.",
        "- først",
        "- deretter",
        "- så 39",
        "Mange svarer ja.",
        "- et punkt",
    ]
    assert [(change.what, change.after) for change in found.changes] == [
        ("added", "Det er viktig."),
        ("added", "deretter"),
        ("added", "et punkt"),
    ]
    again = from_docx(word_file(found.document), publication(), FILE)
    assert plain(again.document) == plain(found.document)


def test_a_paragraph_after_a_table_is_no_part_of_the_table() -> None:
    def edit(root: etree._Element) -> None:
        paragraph_of(root, "få enheter").addprevious(new_paragraph("Rett etter tabellen."))

    found = taken_over(edit)
    kinds = [type(block).__name__ for block in found.document.chapters[0].blocks]
    assert kinds[4:7] == ["TableBlock", "Paragraph", "Paragraph"]
    assert plain(found.document)[2] == "Rett etter tabellen."


def test_what_was_removed_stays_away() -> None:
    def edit(root: etree._Element) -> None:
        for text in ("få enheter", "først"):
            gone = paragraph_of(root, text)
            gone.getparent().remove(gone)

    found = taken_over(edit)
    assert [(change.what, change.before) for change in found.changes] == [
        ("removed", "Det er få enheter i gruppene."),
        ("removed", "først"),
    ]
    assert plain(found.document)[2:] == ["- så 39", "Mange svarer ja."]
    again = from_docx(word_file(found.document), publication(), FILE)
    assert plain(again.document) == plain(found.document)


def test_a_paragraph_that_the_chapter_has_since_is_there() -> None:
    now = publication()
    chapter = now.chapters[0]
    newer = Paragraph((Run("Nytt i kapitlet."),), name="7-oppsummert-2")
    now = replace(now, chapters=(replace(chapter, blocks=(*chapter.blocks, newer)),))
    assert taken_over(lambda root: None, now).document == now


def test_a_heading_may_be_rewritten_and_keeps_its_number_and_anchor() -> None:
    found = taken_over(rewrite("Oppsummert", "Kort sagt"))
    headings = [block for block in found.document.chapters[0].blocks if isinstance(block, Heading)]
    assert headings[-1] == Heading(2, "Kort sagt", "7-oppsummert", "7.2")
    assert [(change.place, change.after) for change in found.changes] == [("Oppsummert, heading", "Kort sagt")]


def test_divided_runs_and_bold_by_hand_are_read_as_they_look() -> None:
    def edit(root: etree._Element) -> None:
        run = words(root, "Mange svarer").getparent()
        second = copy.deepcopy(run)
        run.find(qn("w:t")).text = "Mange "
        second.find(qn("w:t")).text = "svarer ja."
        run.addnext(second)
        third = words(root, "få enheter").getparent()
        third.insert(0, etree.fromstring(f'<w:rPr xmlns:w="{qn("w:p")[1:-2]}"><w:b/></w:rPr>'))

    found = taken_over(edit)
    (change,) = found.changes
    assert change.place == "Svar, paragraph 2"
    paragraph = found.document.chapters[0].blocks[5]
    assert isinstance(paragraph, Paragraph)
    assert paragraph.runs == (Run("Det er få enheter i gruppene.", strong=True),)


def test_a_typed_number_is_refused_with_its_place() -> None:
    told = refused(rewrite("få enheter", "9 enheter"))
    assert 'edited.docx: chapter 1, "Svar", paragraph 2: found the typed number' in told
    assert "9 enheter" in told
    assert "the typed number in 'Det er fjorten prosent" in refused(rewrite("få enheter", "fjorten prosent"))
    found = taken_over(rewrite("få enheter", "VEDLEGG 9"), allowed=("VEDLEGG 9",))
    assert found.changes


def test_every_fault_is_told_at_once() -> None:
    def edit(root: etree._Element) -> None:
        rewrite("få enheter", "9 enheter")(root)
        rewrite("Mange svarer", "8 av 9 svarer")(root)

    assert len(refused(edit).splitlines()) == 2


def test_a_number_that_the_chapter_no_longer_looks_up_is_refused() -> None:
    now = publication()
    chapter = now.chapters[0]
    blocks = tuple(
        replace(block, runs=tuple(one for one in block.runs if one.lookup != GREW))
        if isinstance(block, Paragraph)
        else block
        for block in chapter.blocks
    )
    now = replace(now, chapters=(replace(chapter, blocks=blocks),))
    assert "no longer looks up" in refused(rewrite("Andelen ", "Denne andelen "), now)


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        ("<w:r><w:footnoteReference w:id='1'/></w:r>", "a note of an author's own"),
        ("<w:r><w:drawing/></w:r>", "a picture of an author's own"),
    ],
)
def test_what_cannot_be_taken_over_is_refused_and_not_lost(inside: str, told: str) -> None:
    def edit(root: etree._Element) -> None:
        rewrite("få enheter", "mange enheter")(root)
        xml = f'<w:x xmlns:w="{qn("w:p")[1:-2]}">{inside}</w:x>'
        paragraph_of(root, "mange enheter").append(etree.fromstring(xml)[0])

    assert told in refused(edit)


def test_a_table_of_an_authors_own_is_refused() -> None:
    def edit(root: etree._Element) -> None:
        table = f'<w:tbl xmlns:w="{qn("w:p")[1:-2]}"><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>'
        paragraph_of(root, "få enheter").addnext(etree.fromstring(table))

    assert "a table of an author's own" in refused(edit)


def test_tracked_changes_must_be_settled_first() -> None:
    def edit(root: etree._Element) -> None:
        run = words(root, "få enheter").getparent()
        inserted = etree.SubElement(run.getparent(), qn("w:ins"))
        inserted.append(run)

    assert "changes that are still tracked" in refused(edit)


@pytest.mark.parametrize("content", [b"", b"not a file of Word", word_file(publication())[:900]])
def test_a_file_that_is_no_word_file_is_refused(content: bytes) -> None:
    with pytest.raises(AuthorsError, match=r"edited\.docx: found a file that is no Word document"):
        from_docx(content, publication(), FILE)


def test_a_file_of_another_survey_is_refused() -> None:
    other = replace(publication(), survey="ELSE-1")
    with pytest.raises(AuthorsError, match="found a file of the survey"):
        from_docx(word_file(publication()), other, FILE)


@pytest.mark.office
def test_libreoffice_changes_nothing_by_saving(tmp_path: Path) -> None:
    saved = converted(word_file(publication()), ".docx", "docx", tmp_path).read_bytes()
    assert from_docx(saved, publication(), FILE).changes == ()
    written = edited(saved, rewrite("Mange svarer", "Svært mange svarer"))
    found = from_docx(written, publication("gikk ned", "36"), FILE)
    assert [change.after for change in found.changes] == ["Svært mange svarer ja."]
    assert "I tabell 7.1 svarer 36 prosent ja." in plain(found.document)


PIECES = st.builds(
    Run,
    text=st.text(st.characters(categories=("L", "Zs", "P")), max_size=6),
    strong=st.booleans(),
    emphasis=st.booleans(),
)


@settings(max_examples=60)
@given(runs=st.lists(PIECES, min_size=1, max_size=6), cuts=st.lists(st.integers(0, 5), max_size=6))
def test_how_runs_are_divided_is_no_change(runs: list[Run], cuts: list[int]) -> None:
    divided = [part for one in runs for part in _cut(one, cuts)]
    assert tidy(divided) == tidy(runs)
    assert digest_of_prose(divided) == digest_of_prose(runs)


def _cut(one: Run, places: list[int]) -> list[Run]:
    ends = [0, *sorted(place for place in set(places) if place < len(one.text)), len(one.text)]
    return [replace(one, text=one.text[a:b]) for a, b in pairwise(ends)]


def test_the_file_tells_every_number_as_a_property() -> None:
    content = word_file(publication())
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        custom = package.read("docProps/custom.xml").decode()
        body = package.read("word/document.xml").decode()
    assert re.search(rf'name="{GREW}"><vt:lpwstr>økte fra 32 til 39 prosent<', custom)
    assert body.count(f"DOCPROPERTY {SHARE}") == 2
