"""The Word edition: real styles, fields and bookmarks, accessible tables and pictures, the same bytes twice."""

import io
import re
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pypdf import PdfReader

from kartlegg.errors import LookupFault, ReleaseError
from kartlegg.report.blocks import Bullets, FigureBlock, Paragraph, Run, TableBlock
from kartlegg.report.to_docx import to_docx
from kartlegg.report.word.elements import NAMESPACES, bookmark_name, run
from tests.report import sample_document
from tests.report.office import as_pdf
from tests.report.stand_ins import document_of, drawings

ORDER = {
    "pPr": "pStyle keepNext keepLines numPr pBdr tabs spacing ind contextualSpacing jc outlineLvl sectPr",
    "rPr": "rStyle rFonts b bCs i iCs color sz szCs u vertAlign lang",
    "tcPr": "tcW gridSpan tcBorders tcMar vAlign",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
    "sectPr": "headerReference footerReference type pgSz pgMar titlePg",
}
"""The order in which the standard wants the elements that we use (ECMA-376, part 1, annex A)."""


@pytest.fixture(scope="module")
def content() -> bytes:
    document = sample_document.document()
    return to_docx(document, drawings(document))


@pytest.fixture(scope="module")
def body(content: bytes) -> etree._Element:
    return part(content, "word/document.xml")


def part(content: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return etree.fromstring(package.read(name))


def instructions(body: etree._Element) -> list[str]:
    return [(element.text or "").strip() for element in body.iter(qn("w:instrText"))]


def bookmarks(body: etree._Element) -> list[str]:
    return [element.get(qn("w:name")) for element in body.iter(qn("w:bookmarkStart"))]


def test_the_same_document_gives_the_same_bytes(content: bytes) -> None:
    document = sample_document.document()
    assert to_docx(document, drawings(document)) == content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_it_opens_with_its_headings_in_order(content: bytes) -> None:
    opened = docx.Document(io.BytesIO(content))
    headings = [(one.style.name, one.text) for one in opened.paragraphs if one.style.name.startswith("Heading")]
    assert headings[:4] == [
        ("Heading 1", "4 Nasjonale tall"),
        ("Heading 2", "4.1 Årsverk fordelt på tjenester"),
        ("Heading 3", "Forløp"),
        ("Heading 1", "5 Årsverk etter fylke"),
    ]


def test_nothing_is_formatted_by_hand(content: bytes, body: etree._Element) -> None:
    styles = {style.get(qn("w:styleId")) for style in part(content, "word/styles.xml").iter(qn("w:style"))}
    named = {one.get(qn("w:val")) for tag in ("w:pStyle", "w:rStyle", "w:tblStyle") for one in body.iter(qn(tag))}
    assert named <= styles
    for properties in body.iter(qn("w:rPr")):
        assert [etree.QName(child).localname for child in properties] == ["rStyle"]
    for paragraph in body.iter(qn("w:p")):
        assert paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}") is not None


def test_elements_stand_in_the_order_of_the_standard(content: bytes, body: etree._Element) -> None:
    for root in (body, part(content, "word/styles.xml")):
        for name, order in ORDER.items():
            places = {word: place for place, word in enumerate(order.split())}
            for element in root.iter(qn(f"w:{name}")):
                found = [places[etree.QName(child).localname] for child in element]
                assert found == sorted(found)


def test_tables_are_full_grids_with_repeated_heads_and_whole_rows(body: etree._Element) -> None:
    tables = list(body.iter(qn("w:tbl")))
    assert len(tables) == 3
    for table in tables:
        columns = len(table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))
        rows = table.findall(qn("w:tr"))
        heads = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
        assert heads[:2] == [True, True]
        assert not any(heads[2:])
        for row in rows:
            spans = row.iter(qn("w:gridSpan"))
            cells = row.findall(qn("w:tc"))
            assert len(cells) + sum(int(span.get(qn("w:val"))) - 1 for span in spans) == columns
            assert all(etree.QName(cell[-1]).localname == "p" for cell in cells)
            assert row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
        look = table.find(f"{qn('w:tblPr')}/{qn('w:tblLook')}")
        assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")
        assert table.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}").get(qn("w:val"))


def test_captions_count_and_texts_refer_to_them(body: etree._Element) -> None:
    found = instructions(body)
    assert r"SEQ Tabell \* ARABIC \r 5" in found
    assert r"SEQ Tabell \* ALPHABETIC" in found or r"SEQ Tabell \* ALPHABETIC \r 4" in found
    assert r"SEQ Figur \* ARABIC" in found
    assert r"SEQ Figur \c \* ARABIC" in found
    assert r"REF _Ref_tabell_4_5 \h \* Lower" in found
    assert "_Ref_tabell_4_5" in bookmarks(body)


def test_contents_are_fields_with_their_entries_filled_in(body: etree._Element) -> None:
    assert [one for one in instructions(body) if one.startswith("TOC")] == [
        r'TOC \o "1-2" \h \z \u',
        r'TOC \h \z \c "Tabell"',
        r'TOC \h \z \c "Figur"',
    ]
    targets = {one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink")) if one.get(qn("w:anchor"))}
    assert len(targets) >= 4 + 3 + 5
    assert targets <= set(bookmarks(body))
    kinds = [one.get(qn("w:fldCharType")) for one in body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


def test_what_a_later_version_renews_has_a_bookmark_that_holds(body: etree._Element) -> None:
    names = bookmarks(body)
    assert {"tabell_4_5", "tabell_5_4", "tabell_D", "figur_4_1", "figur_5_6"} <= set(names)
    assert {"kapittel_4", "arsverk_fordelt_pa_tjenester", "about_publication"} <= set(names)
    assert len(names) == len(set(names))
    starts = {one.get(qn("w:id")) for one in body.iter(qn("w:bookmarkStart"))}
    ends = {one.get(qn("w:id")) for one in body.iter(qn("w:bookmarkEnd"))}
    assert starts == ends
    start = next(one for one in body.iter(qn("w:bookmarkStart")) if one.get(qn("w:name")) == "tabell_4_5")
    assert [etree.QName(one).localname for one in list(start.itersiblings())[:2]] == ["p", "tbl"]


def test_pictures_stand_in_the_line_with_their_text(body: etree._Element) -> None:
    assert list(body.iter(qn("wp:anchor"))) == []
    texts = [one.get("descr") for one in body.iter(qn("wp:docPr"))]
    figures = sample_document.figures()
    assert texts[0] == ""
    assert set(texts[1:]) == {one.alt.nb for figure in figures for one in (figure, *figure.alternatives)}
    numbers = [one.get("id") for one in body.iter(qn("wp:docPr"))]
    assert len(numbers) == len(set(numbers))


def test_the_picture_without_text_is_marked_as_decoration(body: etree._Element) -> None:
    silent = [one for one in body.iter(qn("wp:docPr")) if not one.get("descr")]
    assert all(any("decorative" in child.tag for child in one.iter()) for one in silent)


def test_language_title_and_the_date_of_the_data(content: bytes) -> None:
    opened = docx.Document(io.BytesIO(content))
    properties = opened.core_properties
    assert (properties.title, properties.language) == ("Kommunalt psykisk helse- og rusarbeid", "nb-NO")
    assert properties.created.isoformat().startswith("2021-07-01")
    custom = part(content, "docProps/custom.xml")
    told = {one.get("name"): one[0].text for one in custom}
    headings = {"kapittel_4", "arsverk_fordelt_pa_tjenester", "forlop", "kapittel_5", "vedlegg_d"}
    assert {name: value for name, value in told.items() if name not in headings} == {
        "Survey": "IS-24/8",
        "Round": "2021",
        "Version": "0.1.0",
        "ExtractDate": "2021-07-01",
    }
    assert all(re.fullmatch("[0-9a-f]{12}", told[name]) for name in headings), "what the chapter said, as a checksum"
    languages = {one.get(qn("w:val")) for one in part(content, "word/styles.xml").iter(qn("w:lang"))}
    assert languages == {"nb-NO"}


def test_the_typeface_is_in_the_file(content: bytes) -> None:
    fonts = part(content, "word/fontTable.xml")
    regular = next(fonts.iter(qn("w:embedRegular")))
    key = bytes.fromhex(regular.get(qn("w:fontKey")).strip("{}").replace("-", ""))[::-1] * 2
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        mixed = package.read("word/fonts/font1.odttf")
    font = TTFont(io.BytesIO(bytes(a ^ b for a, b in zip(mixed[:32], key, strict=True)) + mixed[32:]))
    assert font["name"].getDebugName(1) == "Source Sans Pro"


def test_wide_tables_have_pages_on_their_side(content: bytes) -> None:
    sections = docx.Document(io.BytesIO(content)).sections
    assert [section.page_width > section.page_height for section in sections].count(True) == 1
    assert "Svarene er delvis konstruert" in sections[2].footer.paragraphs[0].text
    assert sections[3].header.paragraphs[0].text.endswith("4 Nasjonale tall")


def test_links_of_every_kind() -> None:
    runs = (
        Run("her", href="#tabell-5.4"),
        Run("tabell 5.4", href="#tabell-5.4"),
        Run("ute", href="https://example.org/?a=1&b=2"),
        Run("fett", strong=True),
        Run("skrå", emphasis=True),
        Run("begge", strong=True, emphasis=True),
    )
    document = document_of(Paragraph(runs), Bullets((runs,)), TableBlock(sample_document.rates_table(), "tabell-5.4"))
    body = part(to_docx(document, {}), "word/document.xml")
    anchors = [one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))]
    assert anchors.count("tabell_5_4") == 3
    assert anchors.count(None) == 2


def test_a_dead_link_and_a_missing_drawing_are_refused() -> None:
    with pytest.raises(LookupFault, match=r"#tabell-9\.9"):
        to_docx(document_of(Paragraph((Run("se her", href="#tabell-9.9"),))), {})
    with pytest.raises(ReleaseError, match="is not drawn in nb"):
        to_docx(sample_document.document(), {})


@given(st.text())
def test_any_text_makes_sound_xml_and_comes_back(text: str) -> None:
    element = etree.fromstring(f"<w:p {NAMESPACES}>{run(text)}</w:p>")
    found = element.findtext(f".//{qn('w:t')}") or ""
    sound = re.sub("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
    assert found == sound


@given(st.text())
def test_a_bookmark_has_a_name_that_word_takes(text: str) -> None:
    assert re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,39}", bookmark_name(text))


def test_long_names_that_begin_alike_are_told_apart() -> None:
    names = [bookmark_name("det-samme-lange-navnet-paa-et-avsnitt-" + end) for end in "abc"]
    assert all(one != other for one, other in pairwise(names))


@pytest.mark.office
def test_another_office_reads_it(content: bytes, tmp_path: Path) -> None:
    reader = PdfReader(io.BytesIO(as_pdf(content, ".docx", tmp_path)))
    text = "\n".join(page.extract_text() for page in reader.pages)
    for words in (
        "Innhold",
        "Tabell 4.5",
        "Figur 5.6 · Fylker",
        "16\u00a0792",
        "Kommunalt tilrettelagte arbeidstiltak",
    ):
        assert words in text or words.replace("\u00a0", " ") in text
    assert 9 <= len(reader.pages) <= 14


def test_a_number_that_word_cannot_count_stands_as_text_and_is_still_listed() -> None:
    table = TableBlock(sample_document.rates_table("V2x"), "tabell-V2x")
    figure = sample_document.figures()[4]
    odd = replace(figure, number="Kart", alternatives=(replace(figure.alternatives[0], number="Kart-2"),))
    document = document_of(table, FigureBlock(odd, "figur-kart"))
    content = to_docx(document, drawings(document))
    assert r"SEQ Tabell \h" in instructions(part(content, "word/document.xml"))
    captions = [one.text for one in docx.Document(io.BytesIO(content)).paragraphs if one.style.name == "Caption"]
    assert [one.split("\u00a0")[0] for one in captions] == [
        "Tabell V2x",
        "Figur Kart · Kommuner",
        "Figur Kart · Fylker",
    ]
