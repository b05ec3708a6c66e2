"""The web edition: every link leads somewhere, every number is there, nothing from outside, the same bytes twice."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise
from posixpath import dirname, join, normpath

import pytest
from lxml import html

from kartlegg.errors import LookupFault, ReleaseError
from kartlegg.language import LANGUAGES, Language, Text
from kartlegg.report.blocks import Block, Document, Drawings, File, Heading, Paragraph, Run, TableBlock
from kartlegg.report.html.figures import inline_svg, show_figure
from kartlegg.report.html.tables import show_table
from kartlegg.report.html.words import words_in
from kartlegg.report.to_html import to_html
from kartlegg.tabulation.table import Cell, Column, Row, Table
from tests.report import sample_document
from tests.report.stand_ins import document_of, drawings

Site = dict[str, bytes]
SLUGS = ("", "nasjonale-tall/", "fylker/", "vedlegg-d/", "tabeller/")


def in_both_languages(document: Document) -> Drawings:
    return drawings(document, "nb") | drawings(document, "en")


def build(document: Document, downloads: tuple[File, ...] = ()) -> Site:
    return {file.path: file.content for file in to_html(document, in_both_languages(document), downloads)}


@pytest.fixture(scope="module")
def site() -> Site:
    return build(sample_document.document(), (File("rapport.pdf", b"%PDF" * 500_000), File("tall.xlsx", b"PK" * 40)))


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, html.HtmlElement]:
    return {path: html.document_fromstring(content) for path, content in site.items() if path.endswith(".html")}


def chapter_of(*blocks: Block) -> Document:
    """A publication of one chapter, under the address `prove/`."""
    document = document_of(*blocks)
    return replace(document, chapters=(replace(document.chapters[0], slug="prove"),))


def parsed(site: Site, path: str) -> html.HtmlElement:
    return html.document_fromstring(site[path].decode())


def words_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_every_page_stands_in_both_languages_at_the_same_address(site: Site) -> None:
    assert {f"{edition}{slug}index.html" for edition in ("", "en/") for slug in SLUGS} == {
        path for path in site if path.endswith(".html")
    }


def test_every_link_leads_to_a_file_and_a_place_in_it(site: Site, pages: dict[str, html.HtmlElement]) -> None:
    dead = []
    for path, page in pages.items():
        for element in page.iter():
            for name in ("href", "src"):
                link = element.get(name)
                if link is None or not isinstance(element.tag, str):
                    continue
                file, _, anchor = link.partition("#")
                goal = normpath(join(dirname(path), file)) if file else path
                if goal not in site or (anchor and not pages[goal].xpath("//*[@id=$id]", id=anchor)):
                    dead.append(f"{path}: {link}")
    assert dead == []


def test_links_of_the_style_sheet_lead_to_files(site: Site) -> None:
    names = re.findall(r'url\("([^"]+)"\)', site["assets/style.css"].decode())
    assert sorted(f"assets/{name}" for name in names) == sorted(path for path in site if path.endswith(".woff2"))


def test_nothing_comes_from_outside_and_no_script_or_style_stands_in_a_page(
    pages: dict[str, html.HtmlElement],
) -> None:
    for path, page in pages.items():
        assert page.xpath("//style | //*[@style] | //script[not(@src)]") == [], path
        assert [name for element in page.iter() for name in element.attrib if name.startswith("on")] == [], path
        assert not [v for v in page.xpath("//@src | //@href") if re.match(r"(?:\w+:)?//", v)], path
        policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_names_are_unique_and_headings_are_not_skipped(pages: dict[str, html.HtmlElement]) -> None:
    for path, page in pages.items():
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), path
        levels = [int(element.tag[1]) for element in page.xpath("//h1 | //h2 | //h3 | //h4")]
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), path


def test_every_drawing_says_what_it_shows(pages: dict[str, html.HtmlElement]) -> None:
    for language, path in (("nb", "fylker/index.html"), ("en", "en/fylker/index.html")):
        told = pages[path].xpath("//div[starts-with(@class, 'drawing')]/*[@role='img']/@aria-label")
        panels, dots = sample_document.figures()[2], sample_document.figures()[4]
        assert told == [figure.alt.get(language) for figure in (panels, dots, *dots.alternatives)]
    assert all(page.xpath("//img[not(@alt)]") == [] for page in pages.values())


def test_every_heading_table_and_figure_links_to_itself(pages: dict[str, html.HtmlElement]) -> None:
    page = pages["nasjonale-tall/index.html"]
    wanted = [
        "kapittel-4",
        "arsverk-fordelt-pa-tjenester",
        "tabell-4.5",
        "figur-4.1",
        "figur-4.2",
        "forlop",
        "figur-6.1",
    ]
    assert page.xpath("//a[contains(@class, 'self')]/@href") == [f"#{anchor}" for anchor in wanted]


def test_a_table_has_caption_spanning_heads_row_heads_and_every_cell(pages: dict[str, html.HtmlElement]) -> None:
    table = sample_document.years_table()
    section = pages["nasjonale-tall/index.html"].get_element_by_id("tabell-4.5")
    (grid,) = section.xpath(".//table")
    assert words_of(grid.find("caption")) == f"Tabell 4.5 {table.title.nb}"
    spans = grid.xpath(".//th[@scope='colgroup']")
    assert [(words_of(span), span.get("colspan")) for span in spans] == [
        ("Kun psykisk helsearbeid", "4"),
        ("Psykisk helse- og rusarbeid", "7"),
        ("Endring 2020–2021", "2"),
    ]
    assert len(grid.xpath(".//th[@scope='col']")) == len(table.columns) + 1
    assert [words_of(head) for head in grid.xpath(".//th[@scope='row']")] == [row.label.nb for row in table.rows]
    assert len(grid.xpath(".//td")) == len(table.rows) * len(table.columns)
    assert len(grid.xpath("./tbody[@class='total']/tr")) == 1
    assert len(grid.xpath(".//td[@class='gap']")) == len(table.rows)


def test_marks_notes_base_and_source_stand_beneath_a_table(pages: dict[str, html.HtmlElement]) -> None:
    section = pages["en/nasjonale-tall/index.html"].get_element_by_id("tabell-4.5")
    assert section.xpath(".//thead//sup/text()") == ["u", "i", "u", "u"]
    notes = section.xpath("./div[@class='notes']")[0]
    assert [words_of(note) for note in notes.xpath("./ol/li")] == [
        "Substance use from 2015.",
        "The figures of 2020 are uncertain.",
    ]
    assert "u: uncertain year." in words_of(notes)
    assert words_of(notes).endswith("All 8 units. Source: The trial survey.")


def test_a_long_table_has_a_filter_and_an_address_for_each_row(pages: dict[str, html.HtmlElement]) -> None:
    page = pages["vedlegg-d/index.html"]
    assert len(page.xpath("//div[@class='filter']")) == 1
    assert (
        " ".join(words_of(cell) for cell in page.get_element_by_id("tabell-D-1107"))
        == "Kommune 006 på vestsida 1107 15 11 26 1 224"
    )
    assert pages["nasjonale-tall/index.html"].xpath("//div[@class='filter']") == []


def test_rows_between_totals_stand_in_bodies_of_their_own() -> None:
    rows = (Row("a", Text("A")), Row("t", Text("T"), "total"), Row("b", Text("B"), "subtotal"))
    columns = (Column("x", Text("X"), "count"), Column("y", Text("Y"), "count", Text("G")))
    table = Table("1", Text("T"), Text("S"), rows, columns, ((Cell(1), Cell(2)),) * 3, Text(""), Text(""))
    view = show_table(table, "t", "nb")
    assert [(kind, len(lines)) for kind, lines in view.bodies] == [("body", 1), ("total", 1), ("body", 1)]
    upper, lower = view.heads
    assert [(head.text, head.rows, head.sorts) for head in upper] == [("S", 2, 0), ("X", 2, 1), ("G", 1, None)]
    assert [(head.text, head.sorts) for head in lower] == [("Y", 2)]


def test_the_map_has_a_switch_and_each_view_its_numbers(pages: dict[str, html.HtmlElement]) -> None:
    figure = pages["fylker/index.html"].get_element_by_id("figur-5.6")
    assert [words_of(label) for label in figure.xpath("./fieldset/label")] == ["Kommuner", "Fylker"]
    assert len(figure.xpath(".//input[@type='radio'][@checked]")) == 1
    assert [len(view.xpath(".//tbody/tr")) for view in figure.xpath(".//div[@class='view']")] == [60, 11]
    assert len(figure.xpath(".//div[@data-source='dots']")) == 2


def test_a_drawing_in_a_page_has_names_of_its_own() -> None:
    mark = '<g id="a" aria-label="x" clip-path="url(#a)"/>'
    svg = f'<?xml version="1.0"?><svg width="9" viewBox="0 0 9 9" role="img">{mark}</svg>'
    shown = inline_svg(svg, "t1", 'Høyest: "A"')
    assert shown == (
        '<svg role="img" aria-label="Høyest: &#34;A&#34;" viewBox="0 0 9 9">'
        '<g id="t1-a" clip-path="url(#t1-a)"/></svg>'
    )


def test_prose_on_english_pages_is_marked_as_norwegian(pages: dict[str, html.HtmlElement]) -> None:
    page = pages["en/nasjonale-tall/index.html"]
    assert page.get("lang") == "en"
    assert set(page.xpath("//main//p[starts-with(@class, 'text')][not(contains(@class, 'aside'))]/@lang")) == {"nb"}
    assert page.xpath("//main//h2/@lang") == ["nb"]
    assert words_of(page.xpath("//h1")[0]) == "4 National figures"
    assert "running text of this publication is in Norwegian" in words_of(page.xpath("//main")[0])


def test_every_page_warns_that_figures_are_made_up_and_names_its_sources(pages: dict[str, html.HtmlElement]) -> None:
    for path, page in pages.items():
        warning = sample_document.document().synthetic
        assert warning is not None
        assert warning.get("en" if path.startswith("en/") else "nb") in words_of(page.xpath("//main")[0])
        assert "Kartverket" in words_of(page.xpath("//footer")[0])


def test_other_formats_are_offered_on_the_front_page(site: Site, pages: dict[str, html.HtmlElement]) -> None:
    cards = pages["index.html"].xpath("//a[@class='card']")
    assert [(words_of(card), card.get("href")) for card in cards] == [
        ("PDF 2,0\u00a0MB".replace("\u00a0", " "), "filer/rapport.pdf"),
        ("Excel 1 kB", "filer/tall.xlsx"),
    ]
    assert pages["en/index.html"].xpath("//a[@class='card']/@href") == ["../filer/rapport.pdf", "../filer/tall.xlsx"]
    assert len(site["filer/rapport.pdf"]) == 2_000_000


def test_english_formats_are_offered_to_readers_of_english() -> None:
    site = build(sample_document.document(), (File("rapport.pdf", b"nb"), File("en/report.pdf", b"en")))
    offers = {path: parsed(site, path).xpath("//a[@class='card']/@href") for path in ("index.html", "en/index.html")}
    assert offers == {"index.html": ["filer/rapport.pdf"], "en/index.html": ["filer/report.pdf"]}
    assert site["en/filer/report.pdf"] == b"en"


def index_of(site: Site, language: Language) -> list[tuple[str, str, str, str]]:
    script = site[f"assets/search-{language}.js"].decode()
    data = json.loads(script.removeprefix("window.publicationIndex = ").removesuffix(";\n"))
    return [(kind, text, data["places"][place], data["links"][link]) for kind, text, place, link in data["rows"]]


def test_search_knows_rows_columns_tables_figures_headings_and_prose(site: Site) -> None:
    entries = index_of(site, "nb")
    assert ("row", "Kommune 006 på vestsida 1107", "Tabell D", "vedlegg-d/index.html#tabell-D-1107") in entries
    assert (
        "category",
        "Aktivitetssenter/dagsenter",
        "Tabell 4.5",
        "nasjonale-tall/index.html#tabell-4.5-daycentre",
    ) in entries
    assert ("variable", "Årsverk per 10 000 innbyggere", "Tabell 5.4", "fylker/index.html#tabell-5.4") in entries
    assert (
        "figure",
        "Figur 5.6 Flest årsverk i nord",
        "Årsverk etter fylke",
        "fylker/index.html#figur-5.6",
    ) in entries
    assert {kind for kind, *_ in entries} == {"row", "category", "variable", "table", "figure", "heading", "prose"}
    assert (
        "prose",
        "Boliger: 40 prosent",
        "Årsverk fordelt på tjenester",
        "nasjonale-tall/index.html#arsverk-fordelt-pa-tjenester",
    ) in entries


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_hit_of_the_search_leads_somewhere(site: Site, language: Language) -> None:
    root = "" if language == "nb" else "en/"
    for *_, link in index_of(site, language):
        path, _, anchor = link.partition("#")
        assert f'id="{anchor}"' in site[root + path].decode()


def test_a_link_in_the_text_may_lead_to_another_chapter_or_out(
    site: Site, pages: dict[str, html.HtmlElement]
) -> None:
    assert pages["fylker/index.html"].xpath("//main//p[@class='text']/a/@href") == [
        "../nasjonale-tall/index.html#tabell-4.5"
    ]
    out = chapter_of(Paragraph((Run("Loven", href="https://lovdata.no/"), Run(" her", emphasis=True))))
    page = parsed(build(out), "en/prove/index.html")
    assert page.xpath("//main//p[@lang='nb']/a/@href") == ["https://lovdata.no/"]
    assert page.xpath("string(//main//p[@lang='nb']/em)") == " her"


def test_a_link_that_leads_nowhere_is_refused() -> None:
    document = chapter_of(Paragraph((Run("se tabell", href="#tabell-9.9"),)))
    with pytest.raises(LookupFault, match=r"prove links to #tabell-9\.9"):
        to_html(document, {})


@pytest.mark.parametrize("slug", ["en", "tabeller", "filer", "assets"])
def test_a_chapter_may_not_take_an_address_of_the_site(slug: str) -> None:
    document = chapter_of()
    taken = replace(document, chapters=(replace(document.chapters[0], slug=slug),))
    with pytest.raises(ReleaseError, match=f"chapter 1 has the address '{slug}', which the web edition keeps"):
        to_html(taken, {})


def test_a_figure_that_is_not_drawn_is_refused() -> None:
    document = sample_document.document()
    with pytest.raises(ValueError, match=r"figure 4\.1 has not been drawn in en"):
        to_html(document, drawings(document, "nb"))


def test_what_could_be_markup_is_only_text() -> None:
    table = sample_document.units_table()
    row = Row("x", Text("<b>&"), detail=Text('"<i>'))
    nasty = Table("1", Text("<u>"), Text("<s>"), (row,), table.columns, table.cells[:1], Text("<p>"), Text("&amp;"))
    page = parsed(build(chapter_of(Heading(2, "<h2>", "a"), TableBlock(nasty, "tabell-1"))), "prove/index.html")
    assert page.xpath("//u | //b | //s | //i") == []
    assert words_of(page.get_element_by_id("tabell-1-x").find("th")) == '<b>& "<i>'


def test_the_same_publication_gives_the_same_bytes(site: Site) -> None:
    code = (
        "import hashlib, tests.report.test_to_html as t\n"
        "site = t.build(t.sample_document.document())\n"
        "print(hashlib.sha256(repr(sorted(site.items())).encode()).hexdigest())"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(2)
    ]
    assert runs[0].stdout == runs[1].stdout
    assert list(site) == sorted(site)


def test_dates_and_words_are_written_as_people_write_them() -> None:
    assert words_in("nb").date("2021-07-01") == "1. juli 2021"
    assert words_in("en").date("2021-07-01T10:00:00") == "1 July 2021"
    assert words_in("nb").named("table", "4.4", within=True) == "tabell 4.4"
    assert words_in("en").named("table", "4.4", within=True) == "Table 4.4"
    assert words_in("nb").fill("tables.filter", name="tabell D") == "Finn rad i tabell D"


def test_only_chapters_that_changed_are_made_again() -> None:
    document = sample_document.document()
    kept: dict[str, Mapping[str, bytes]] = {}
    made: list[str] = []

    def keep(made_from: tuple[object, ...], make: Callable[[], Mapping[str, bytes]]) -> Mapping[str, bytes]:
        key = repr(made_from)
        if key not in kept:
            kept[key] = make()
            made.append(next((path for path in kept[key] if path.endswith("index.html")), "assets"))
        return kept[key]

    def built(of: Document) -> Site:
        made.clear()
        return {file.path: file.content for file in to_html(of, in_both_languages(of), keep=keep)}

    assert built(document) == build(document)
    assert len(made) == 1 + 2 * len(document.chapters)
    assert built(document) == build(document)
    assert made == []
    first, *others = document.chapters
    changed = replace(document, chapters=(replace(first, blocks=(*first.blocks, paragraph("Nytt."))), *others))
    assert built(changed) == build(changed)
    assert made == [f"{first.slug}/index.html", f"en/{first.slug}/index.html"]
    headed = (*first.blocks, Heading(2, "Ny", "ny", "9.9"))
    longer = replace(document, chapters=(replace(first, blocks=headed), *others))
    assert built(longer) == build(longer)
    assert len(made) == 2 * len(document.chapters), "every page lists the sections of the others"


def paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def test_the_sign_of_a_hidden_number_is_explained_under_a_figure() -> None:
    (figure,) = (figure for figure in sample_document.figures() if figure.number == "4.2")
    cells = tuple((Cell(None, "Q"), *row[1:]) for row in figure.table.cells)
    columns = (figure.table.columns[0].code,)
    hidden = replace(figure, kind="bars", columns=columns, table=replace(figure.table, cells=cells))
    drawn = drawings(sample_document.document())
    shown = [show_figure(one, "a", drawn, "nb").views[0].signs for one in (figure, hidden)]
    assert shown == ["", "Skjulte tall (:) vises ikke av hensyn til personvern."]
