"""A chapter's text becomes blocks; a typed number, or a look-up that finds nothing, stops it with its line."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kartlegg.errors import DefinitionError, LookupFault
from kartlegg.report.blocks import Bullets, FigureBlock, Heading, Paragraph, Run, TableBlock
from kartlegg.report.chapter import Source, read_blocks, slug, typed_numbers
from kartlegg.report.templates import Templates
from tests.report.sample_document import figures, rates_table

PATH = Path("report/07_staff.md")
TABLES = {number: TableBlock(rates_table(number), f"tabell-{number}") for number in ("7.1", "7.2")}
FIGURE = {"7.1": FigureBlock(figures()[0], "figur-7.1")}


def nothing_found() -> str:
    raise LookupFault("there is no such figure")


NAMES: dict[str, Any] = {
    "fte": lambda code: f"{len(code)} årsverk",
    "missing": nothing_found,
    "none": None,
    "year": 1234,
    "zero": 0,
}


def source(text: str, **changes: Any) -> Source:
    given: dict[str, Any] = {"path": PATH, "text": text, "number": "7", "slug": "seven", "names": NAMES}
    given |= {"tables": {}, "figures": {}}
    return Source(**{**given, **changes})


def told(text: str, **changes: Any) -> str:
    with pytest.raises(DefinitionError) as refused:
        read_blocks(source(text, **changes))
    return str(refused.value)


CHAPTER = """# Ansatte

I {{ year }} er det {{ fte("abc") }}. {.lead}

## Grupper

En *kursiv* og en **fet [lenke](#voksne)**
på to linjer.

{{ table("7.1") }}

### Under

- først {{ fte("ab") }}
- så

{{ figure("7.1") }}

## Flere
"""


def test_a_chapter_becomes_blocks_in_order() -> None:
    blocks = read_blocks(source(CHAPTER, tables={"7.1": TABLES["7.1"]}, figures=FIGURE))
    assert blocks == (
        Heading(1, "Ansatte", "kapittel-7", "7"),
        Paragraph(
            (
                Run("I "),
                Run("1234", lookup="kap_7_4cb4ea25"),
                Run(" er det "),
                Run("3 årsverk", lookup="kap_7_c348afab"),
                Run("."),
            ),
            lead=True,
            name="kapittel-7-1",
        ),
        Heading(2, "Grupper", "7-grupper", "7.1"),
        Paragraph(
            (
                Run("En "),
                Run("kursiv", emphasis=True),
                Run(" og en "),
                Run("fet ", strong=True),
                Run("lenke", strong=True, href="#voksne"),
                Run(" "),
                Run("på to linjer."),
            ),
            name="7-grupper-1",
        ),
        TABLES["7.1"],
        Heading(3, "Under", "7-under"),
        Bullets(
            ((Run("først "), Run("2 årsverk", lookup="kap_7_92c84d10")), (Run("så"),)), ("7-under-1", "7-under-2")
        ),
        FIGURE["7.1"],
        Heading(2, "Flere", "7-flere", "7.2"),
    )


def test_links_to_tables_and_figures_are_words() -> None:
    text = '# A\n\n{{ ref("7.1", start=true) }} og {{ ref_figure("9.2") }}.'
    paragraph = read_blocks(source(text))[1]
    assert isinstance(paragraph, Paragraph)
    assert [(run.text, run.href) for run in paragraph.runs] == [
        ("Tabell 7.1", "#tabell-7.1"),
        (" og ", None),
        ("figur 9.2", "#figur-9.2"),
        (".", None),
    ]


@pytest.mark.parametrize(
    ("end", "runs"),
    [
        ("**viktig** {.lead}", (Run("Alt er "), Run("viktig", strong=True))),
        ("slik {.lead}", (Run("Alt er slik"),)),
        ("slik\n{.lead}", (Run("Alt er slik"), Run(" "))),
    ],
)
def test_the_sign_of_a_lead_leaves_no_trace(end: str, runs: tuple[Run, ...]) -> None:
    lead = read_blocks(source(f"# A\n\nAlt er {end}"))[1]
    assert isinstance(lead, Paragraph)
    assert lead.lead
    assert lead.plain.strip() == "".join(run.text for run in runs).strip()
    assert "{" not in lead.plain
    assert [run for run in lead.runs if run.text == ""] == []


def test_lines_that_are_broken_on_purpose_keep_their_space() -> None:
    paragraph = read_blocks(source("# A\n\nEn  \nto"))[1]
    assert isinstance(paragraph, Paragraph)
    assert paragraph.plain == "En to"


def test_style_and_signs_in_headings_are_words() -> None:
    heading = read_blocks(source(r"# Rus \& *psykisk* helse"))[0]
    assert heading == Heading(1, "Rus & psykisk helse", "kapittel-7", "7")


def test_a_heading_may_carry_its_english() -> None:
    blocks = read_blocks(source("# A\n\n## Fylke {en: County}\n\n## Uten\n"))
    county, without = (block for block in blocks[1:] if isinstance(block, Heading))
    assert (county.text, county.en, county.anchor) == ("Fylke", "County", "7-fylke")
    assert [county.get("nb"), county.get("en"), without.get("en")] == ["Fylke", "County", "Uten"]


def test_headings_of_the_same_words_have_their_own_anchors() -> None:
    blocks = read_blocks(source("# A\n\n### Voksne\n\n### Voksne\n"))
    assert [block.anchor for block in blocks if isinstance(block, Heading)] == [
        "kapittel-7",
        "7-voksne",
        "7-voksne-2",
    ]


def test_headings_whose_words_make_one_anchor_have_their_own() -> None:
    blocks = read_blocks(source("# A\n\n## Mål\n\n## Mal\n\n## Mal\n\n## Mål, igjen\n\n## Mal: igjen\n"))
    anchors = [block.anchor for block in blocks if isinstance(block, Heading)]
    assert anchors == ["kapittel-7", "7-mal", "7-mal-2", "7-mal-3", "7-mal-igjen", "7-mal-igjen-2"]


def test_a_typed_number_is_told_with_a_few_words_about_it() -> None:
    text = "# A\n\nDette er et langt avsnitt der det står at 12 av alle enhetene i landet har svart på det.\n"
    (fault,) = typed_numbers(text, Path("07_staff.md"), ())
    assert fault.found == "the typed number in '…der det står at 12 av alle enhetene i…'"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("# A\n\nDet er 12 årsverk.\n", [3]),
        ("# A1\n\nOver 18 år og 18 prosent.\n{{ fte('a1') }} 2\n", [1, 3, 4]),
        ('# A\n\n{{ "17" }} årsverk\n', [3]),
        ("# A\n\n{{ 17 * 2 }} årsverk\n", [3]),
        ('# A\n\n{% if year %}{{ "17" ~ "x" }}{% endif %}\n', [3]),
        ("# A\n\n118 år\n", [3]),
        ("# A\n\nOm lag førtifem prosent gjør det.\nSytti\u00a0prosent ikke.\n", [3, 4]),
        ("# A\n\nForty-five per cent, fourteen percent.\n", [3]),
    ],
)
def test_a_typed_number_is_refused_with_its_line(text: str, lines: list[int]) -> None:
    message = told(text, allowed=("18 år",))
    assert [line.split(":")[1] for line in message.splitlines()] == [str(line) for line in lines]
    assert message.startswith("report/07_staff.md:")
    assert "found the typed number in" in message
    assert "look the number up" in message


@pytest.mark.parametrize(
    "text",
    [
        "Barn under 18 år og IS-24/8.",
        "Av 10 000 innbyggere er det {{ fte('fte_1') }}.",
        "{# 12 of last year #}Fint.",
        "{% if year > 2000 %}Ja{% else %}{{ year - 1 }}{% endif %}",
        "{{ 'ja' }}",
        "To av tre prosentandeler er hele. {{ percent(share) }} av alle ti fylkene.",
        "Se [metoden](#d-4-signifikans) og [kilden](https://example.org/2021/a.html).",
    ],
)
def test_names_targets_and_lookups_may_hold_digits(text: str) -> None:
    assert typed_numbers(text, PATH, ("18 år", "IS-24/8", "10 000 innbyggere")) == []


@given(st.text(alphabet="ab \n0123456789"))
def test_no_digit_slips_through(text: str) -> None:
    faults = typed_numbers(text, PATH, ())
    assert {fault.line for fault in faults} == {
        number for number, line in enumerate(text.splitlines(), 1) if any(sign.isdigit() for sign in line)
    }


@example("[a](#1)1")
@example("a](1)")
@example("\\[a](1)")
@example("[a](1\\)")
@example("[[a](1)](1)")
@given(st.text(alphabet="a1[]()\\<>#! \n", max_size=30))
def test_no_digit_in_or_about_a_link_slips_through_to_readers(text: str) -> None:
    if not typed_numbers(text, PATH, ()):
        inlines = (token for token in MarkdownIt("commonmark").parse(text) if token.type == "inline")
        shown = [child.content for inline in inlines for child in inline.children or ()]
        assert not any(sign.isdigit() for words in shown for sign in words)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("{{ missing() }}", "there is no such figure"),
        ("{{ bakers }}", "'bakers' is undefined"),
        ("{{ fte('a').size }}", "has no attribute 'size'"),
        ("{{ fte() }}", "missing 1 required positional argument"),
        ("{{ year // zero }}", "integer"),
        ("{{ year.__class__.__mro__ }}", "unsafe"),
        ("{{ fte.__globals__ }}", "unsafe"),
        ("{{ [].pop() }}", "pop from empty list"),
        ("{{ table('7.9') }}", "the chapter has no table 7.9; it has 7.1"),
        ("{{ figure('7.9') }}", "the chapter has no figure 7.9; it has none"),
    ],
)
def test_a_lookup_that_finds_nothing_stops_with_its_line(asked: str, found: str) -> None:
    message = told(f"# A\n\nFint.\n\n{asked}\n", tables={"7.1": TABLES["7.1"]})
    assert message.startswith("report/07_staff.md:5: found ")
    assert found in message


@pytest.mark.parametrize("broken", ["{{ year", "{{ year + }}", "{% if year %}", "{% elif %}"])
def test_broken_braces_are_told_with_their_line(broken: str) -> None:
    message = told(f"# A\n\n{broken}\n")
    assert re.match(r"report/07_staff.md:[34]: (\[wrong-template\] )?found ", message)
    assert "correct the braces" in message


def test_a_caption_at_fault_is_told_by_its_key() -> None:
    for template in ("{{ missing() }}", "{{ year"):
        with pytest.raises(DefinitionError, match=r"^report/07_staff.md:( \[wrong-template\])? figure 7.1: found "):
            Templates().render(template, NAMES, PATH, "figure 7.1")
    assert Templates().render("{{ year }}.", NAMES, PATH, "figure 7.1") == "1234."


def test_what_a_look_up_finds_is_no_list_at_the_start_of_a_line() -> None:
    _, paragraph = read_blocks(source("# A\n\n{{ year }}. punkt\n"))
    assert isinstance(paragraph, Paragraph)
    assert paragraph.plain == "1234. punkt"


def runs_of(text: str) -> tuple[Run, ...]:
    _, paragraph = read_blocks(source(f"# A\n\n{text}\n"))
    assert isinstance(paragraph, Paragraph)
    return paragraph.runs


def test_a_look_up_is_told_apart_and_named_by_how_it_is_written() -> None:
    one, two = ("".join(run.lookup for run in runs_of(text)) for text in ("{{fte( 'ab' )}}", "{{ fte('ab') }}"))
    assert one == two != ""
    assert [run.lookup for run in runs_of('{{ ref("7.1") }} og {{ fte("ab") }}')][:2] == ["", ""], "links are links"


def test_a_look_up_in_a_loop_has_a_name_for_each_thing_it_finds() -> None:
    runs = runs_of("{% for code in ['a', 'bb', 'a'] %}{{ fte(code) }}, {% endfor %}")
    names = [run.lookup for run in runs if run.lookup]
    assert names[1] == f"{names[0]}_2"
    assert names[2] == names[0]


def test_look_ups_put_together_are_one() -> None:
    runs = runs_of("{% macro both(a) %}fra {{ fte(a) }} til {{ year }}{% endmacro %}Tallet gikk {{ both('ab') }}.")
    assert [(run.text, bool(run.lookup)) for run in runs] == [
        ("Tallet gikk ", False),
        ("fra 2 årsverk til 1234", True),
        (".", False),
    ]


def test_a_look_up_divided_by_style_is_words_like_others() -> None:
    names = {**NAMES, "styled": lambda: "det *nye* ordet"}
    _, paragraph = read_blocks(source("# A\n\nOm {{ styled() }} her\n", names=names))
    assert isinstance(paragraph, Paragraph)
    assert paragraph.plain == "Om det nye ordet her"
    assert not any(run.lookup for run in paragraph.runs)


@pytest.mark.parametrize(
    ("text", "line", "kind"),
    [
        ("> sitat", 3, "blockquote"),
        ("~~~\nkode\n~~~", 3, "fence"),
        ("---", 3, "hr"),
        ("<b>fet</b>", 3, "html_inline"),
        ("Et bilde\n\n![ord](bilde.png)", 5, "image"),
        ("Litt `kode`", 3, "code_inline"),
        ("- en\n  - under", 4, "bullet_list within a list"),
        ("- en\n\n  > sitat", 5, "blockquote within a list"),
    ],
)
def test_markdown_that_no_format_can_show_is_refused(text: str, line: int, kind: str) -> None:
    message = told(f"# A\n\n{text}\n")
    assert message.startswith(f"report/07_staff.md:{line}: found Markdown of the kind {kind}; expected headings, ")


@pytest.mark.parametrize(
    "text",
    [
        "Se {{ table('7.1') }} her",
        "{{ table('7.1') }}\nog mer",
        "- {{ table('7.1') }} punkt",
        "## {{ table('7.1') }}",
    ],
)
def test_a_table_within_other_text_is_refused(text: str) -> None:
    message = told(f"# A\n\n{text}\n", tables={"7.1": TABLES["7.1"]})
    assert message.startswith("report/07_staff.md:3: found ")
    assert "does not stand alone, with blank lines about it" in message


def test_every_table_and_figure_is_placed_once() -> None:
    twice = told("# A\n\n{{ table('7.1') }}\n\n{{ table('7.1') }}\n", tables=TABLES, figures=FIGURE)
    assert [line.partition(" found ")[2].partition(";")[0] for line in twice.splitlines()] == [
        "tabell-7.1 placed 2 times",
        "tabell-7.2 placed 0 times",
        "figur-7.1 placed 0 times",
    ]


@pytest.mark.parametrize("text", ["", "Først tekst\n\n# A\n", "## A\n", "# A\n\n# B\n"])
def test_a_chapter_begins_with_its_heading(text: str) -> None:
    assert "found a chapter that does not begin with its one heading of the first level" in told(text)


@pytest.mark.parametrize(
    ("words", "anchor"),
    [
        ("Årsverk i alt", "arsverk-i-alt"),
        ("D", "d"),
        ("Helse- og (sosial), æøåáéö!", "helse-og-sosial-aeoaaeo"),
    ],
)
def test_anchors_are_plain_letters(words: str, anchor: str) -> None:
    assert slug(words) == anchor


def test_a_chapter_without_a_number_is_told_by_its_title_and_address() -> None:
    blocks = read_blocks(source("# Sammendrag\n\n## Årsverk\n\nTekst.\n", number="", slug="sammendrag"))
    headings = [(block.number, block.anchor) for block in blocks if isinstance(block, Heading)]
    assert headings == [("", "kapittel-sammendrag"), ("", "sammendrag-arsverk")]
