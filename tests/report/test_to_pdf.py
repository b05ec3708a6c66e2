"""The PDF edition: accessible, for the archive, the same bytes twice, and nothing lost on the way."""

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import outloud
import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from kartlegg.errors import LookupFault, ReleaseError
from kartlegg.language import Text
from kartlegg.report.blocks import Paragraph, Run
from kartlegg.report.to_pdf import to_pdf, typst_source
from tests.report import sample_document
from tests.report.stand_ins import document_of, drawings, large_document


@pytest.fixture(scope="module")
def pdf() -> bytes:
    document = sample_document.document()
    return to_pdf(document, drawings(document))


@pytest.fixture(scope="module")
def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


@pytest.fixture(scope="module")
def words(reader: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages).replace("\u00a0", " ")


def structure(reader: PdfReader) -> list[DictionaryObject]:
    """Every element of the structure tree."""
    found: list[DictionaryObject] = []
    waiting: list[Any] = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        one = waiting.pop().get_object()
        if isinstance(one, ArrayObject):
            waiting += one
        elif isinstance(one, DictionaryObject):
            found.append(one)
            waiting += [one["/K"]] if "/K" in one else []
    return found


def test_the_same_document_gives_the_same_bytes(pdf: bytes) -> None:
    document = sample_document.document()
    assert to_pdf(document, drawings(document)) == pdf


def test_an_independent_checker_passes_it(pdf: bytes, tmp_path: Path) -> None:
    path = tmp_path / "publication.pdf"
    path.write_bytes(pdf)
    result = outloud.check(str(path))
    assert [str(finding) for finding in result.sorted_findings() if finding.severity == "error"] == []
    failed = [row["name"] for row in result.criteria["pdfua1"] if row["status"] == "fail"]
    assert failed == []


def test_the_file_names_its_standards(pdf: bytes, reader: PdfReader) -> None:
    metadata = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata


def test_the_file_has_title_language_and_a_date_from_the_data(reader: PdfReader) -> None:
    assert reader.metadata is not None
    assert reader.metadata.title == "Kommunalt psykisk helse- og rusarbeid"
    assert reader.trailer["/Root"]["/Lang"] == "nb-NO"
    assert reader.metadata.creation_date_raw.startswith("D:20210701")


def test_bookmarks_follow_the_headings(reader: PdfReader) -> None:
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert [title.replace("  ", " ") for title in titles][1:4] == [
        "4 Nasjonale tall",
        "5 Årsverk etter fylke",
        "D Grunnlagsdata",
    ]


def test_every_figure_and_view_has_its_text(reader: PdfReader) -> None:
    alts = {element["/Alt"] for element in structure(reader) if element.get("/S") == "/Figure"}
    figures = sample_document.figures()
    assert {one.alt.nb for figure in figures for one in (figure, *figure.alternatives)} <= alts


def test_every_table_has_header_cells_with_scope(reader: PdfReader) -> None:
    kinds = [element.get("/S") for element in structure(reader)]
    assert kinds.count("/Table") == 3
    heads = [element for element in structure(reader) if element.get("/S") == "/TH"]
    assert len(heads) == 1 + 3 + 13 + 1 + 2 + 6 + 1 + 3 + 4
    assert all("/Column" in str(head["/A"]) for head in heads)


def test_text_of_every_kind_is_there(words: str) -> None:
    for text in ("16 792", "Tabell 4.5", "Figur 5.6 · Kommuner", "Figur 5.6-2 · Fylker", "Innhold", "Boliger vokser"):
        assert text.replace("-2", "") in words
    assert "Svarene er delvis konstruert og skal ikke siteres." in words
    assert "Fra 2015 er rusarbeid med" in words


def test_numbers_stand_as_printed(words: str) -> None:
    row = next(line for line in words.splitlines() if line.startswith("Boliger med fast tilknyttet personell"))
    assert row.endswith("4 688 +73 +1,6")


@pytest.fixture(scope="module")
def large() -> PdfReader:
    document = large_document()
    return PdfReader(io.BytesIO(to_pdf(document, drawings(document))))


def test_lists_stand_with_the_contents_and_long_ones_behind_the_chapters(reader: PdfReader, large: PdfReader) -> None:
    short = reader.pages[1].extract_text()
    assert re.search(r"^Innhold$.*^Tabeller$.*^Figurer$", short, re.MULTILINE | re.DOTALL)
    pages = [page.extract_text() for page in large.pages]
    (lists,) = (number for number, page in enumerate(pages) if re.search(r"^Tabeller$", page, re.MULTILINE))
    assert lists > len(pages) // 2
    assert "Tabeller og figurer" in pages[lists]
    assert re.search(rf"Tabeller og figurer\s+{lists + 1}\b", pages[1])
    assert "Om publikasjonen" in pages[-1]


def test_the_heads_are_repeated_on_each_page_of_a_long_table(large: PdfReader) -> None:
    pages = [page.extract_text() for page in large.pages]
    with_rows = [page for page in pages if len(re.findall(r"^Kommune \d{3}", page, re.MULTILINE)) > 3]
    assert len(with_rows) >= 6
    assert all("Enhet" in page and "Innbyggere" in page for page in with_rows)


def test_wide_tables_lie_on_their_side(reader: PdfReader) -> None:
    wide = [page for page in reader.pages if page.mediabox.width > page.mediabox.height]
    assert len(wide) == 1
    assert "Tabell 4.5" in wide[0].extract_text()


def test_only_the_publications_typeface_is_used(pdf: bytes, reader: PdfReader) -> None:
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for page in reader.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert fonts
    assert all(name.startswith("SourceSansPro-") for name in fonts)


def test_a_link_inside_leads_to_its_table(reader: PdfReader) -> None:
    annotations = [one.get_object() for page in reader.pages for one in page.get("/Annots", [])]
    inside = [one for one in annotations if "/Dest" in one or one.get("/A", {}).get("/S") == "/GoTo"]
    assert len(inside) >= 4


def test_a_dead_link_is_refused() -> None:
    document = document_of(Paragraph((Run("se her", href="#tabell-9.9"),)))
    with pytest.raises(LookupFault, match=r"#tabell-9\.9"):
        to_pdf(document, drawings(document))


def test_a_sign_outside_the_typeface_is_refused() -> None:
    document = document_of(Paragraph((Run("snow \u2603 and \U0001f600"),)))
    with pytest.raises(ReleaseError, match="could not be displayed"):
        to_pdf(document, drawings(document))


def test_a_missing_drawing_is_refused() -> None:
    with pytest.raises(ReleaseError, match="is not drawn in nb"):
        to_pdf(sample_document.document(), {})


def test_markup_in_a_text_is_text() -> None:
    wild = '#let x = 1 *bold* _it_ @ref <label> $x$ `raw` // comment "quoted" \\ [a] = heading'
    document = document_of(Paragraph((Run(wild),)))
    reader = PdfReader(io.BytesIO(to_pdf(document, drawings(document))))
    text = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    assert wild in text


def test_an_edition_in_english_says_table() -> None:
    document = replace(sample_document.document(), subtitle=Text("Noe", "Something"))
    source = typst_source(document, drawings(document, "en"), "en")
    assert 'label: "Table 4.5"' in source
    assert 'language: "en"' in source
