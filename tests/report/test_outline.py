"""Chapters with their tables, figures and captions; whatever they lack is told by file before anything is made."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kartlegg.definitions import Words
from kartlegg.errors import DefinitionError
from kartlegg.language import Text
from kartlegg.report.blocks import Chapter, FigureBlock, TableBlock
from kartlegg.report.outline import Outline
from kartlegg.tabulation.drawn import Drawn
from kartlegg.tabulation.figure import Figure
from kartlegg.tabulation.spec import ChapterSpec, ViewSpec
from kartlegg.tabulation.table import Cell, Table
from tests.report.test_lookups import SERIES, TABLE

TEXT = """# Ansatte

Høyest: {{ top("1", "y2020")[0].name }}.

{{ table("1") }}

{{ figure("1") }}
"""
FIGURE = {
    "number": "1",
    "kind": "bars",
    "table": "1",
    "title": {"nb": "Flest {{ top(table, column)[0].name }}", "en": "Most {{ top(table, column)[0].name }}"},
    "subtitle": {"nb": "{{ first_year }}–{{ year }}"},
    "alt": {"nb": "Brudd: {{ break_year }}", "en": "Break: {{ break_year }}"},
}
TABLE_SPEC = {
    "kind": "series",
    "number": "1",
    "title": {"nb": "Ansatte"},
    "stub": {"nb": "Gruppe"},
    "base": "all",
    "rows": ["a"],
    "years": [2020],
    "wide": True,
}
YEARS = ("y2010", "y2020")


def chapter(**changes: Any) -> ChapterSpec:
    given = {"number": "7", "slug": "ansatte", "title": {"nb": "Ansatte", "en": "Staff"}, "tables": [TABLE_SPEC]}
    return ChapterSpec.model_validate({**given, "figures": [FIGURE], **changes})


def outline(
    folder: Path, spec: ChapterSpec, drawn: Sequence[Drawn] = (Drawn(TABLE, YEARS),), text: str = TEXT
) -> Outline:
    (folder / "07_staff.md").write_text(text, encoding="utf-8")
    return Outline({folder / "07_staff.tables.yaml": spec}, {"1": TABLE}, lambda _: drawn, SERIES, {"silent": 3})


def chapters(made: Outline) -> tuple[Chapter, ...]:
    """The chapters with their figures."""
    return made.chapters(made.figures())


def drawn_figure(folder: Path, drawn: Sequence[Drawn], **changes: Any) -> Figure:
    spec = chapter(figures=[{**FIGURE, **changes}])
    (made,) = chapters(outline(folder, spec, drawn))
    return made.figures[0].figure


def test_a_chapter_has_its_table_and_its_figure(tmp_path: Path) -> None:
    (made,) = chapters(outline(tmp_path, chapter()))
    assert (made.number, made.slug, made.title) == ("7", "ansatte", Text("Ansatte", "Staff"))
    assert made.tables == (TableBlock(TABLE, "tabell-1", wide=True),)
    assert [(block.anchor, type(block)) for block in made.figures] == [("figur-1", FigureBlock)]
    figure = made.figures[0].figure
    assert figure.title == Text("Flest andre", "Most others")
    assert figure.subtitle.nb == "2010–5"
    assert figure.alt == Text("Brudd: None", "Break: None")


def test_a_figure_may_have_several_views(tmp_path: Path) -> None:
    views = [ViewSpec(label=Words(nb=label)) for label in ("Kommuner", "Fylker")]
    figure = drawn_figure(tmp_path, [Drawn(TABLE, YEARS, view=view) for view in views])
    assert [one.number for one in (figure, *figure.alternatives)] == ["1", "1-2"]
    assert [one.view for one in (figure, *figure.alternatives)] == [Text("Kommuner"), Text("Fylker")]


@pytest.mark.parametrize(
    ("highlight", "rows"),
    [
        (None, ()),
        ("top", ("others",)),
        ("bottom", ("cooks", "nurses")),  # both print 30
        ("grown_most", ("nurses",)),
        ("cooks", ("cooks",)),
    ],
)
@pytest.mark.parametrize("breaks", [(), (2010,)])
def test_what_a_title_speaks_of_is_highlighted(
    tmp_path: Path, highlight: str | None, rows: tuple[str, ...], breaks: tuple[int, ...]
) -> None:
    assert drawn_figure(tmp_path, [Drawn(TABLE, YEARS, breaks)], highlight=highlight).highlight == rows


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"highlight": "bakers"},
            r"figures\.0: found figure 1 highlights bakers, which is no row",
        ),
        ({"highlight": "grown_most"}, r"figures\.0: found figure 1 has no years over which"),
        ({"title": {"nb": "{{ bakers }}"}}, r"figure 1: found 'bakers' is undefined"),
        ({"alt": {"nb": "{{ cell(table, 'bakers', column) }}"}}, r"figure 1: found table 1 has no row bakers"),
    ],
)
def test_a_figure_that_cannot_be_made_names_its_file(tmp_path: Path, changes: dict[str, Any], told: str) -> None:
    columns = ("percent",) if changes.get("highlight") == "grown_most" else YEARS
    with pytest.raises(DefinitionError, match=told) as refused:
        drawn_figure(tmp_path, [Drawn(TABLE, columns)], **changes)
    assert str(refused.value).startswith(str(tmp_path / "07_staff.tables.yaml"))


def test_a_chapter_without_a_text_that_can_be_read(tmp_path: Path) -> None:
    made = outline(tmp_path, chapter())
    path = tmp_path / "07_staff.md"
    path.write_bytes("# Ansatte\n\nÅrsverk".encode("latin-1"))
    with pytest.raises(DefinitionError, match=r"07_staff\.md:3: \[not-utf8\] found a byte that is not UTF-8"):
        chapters(made)
    path.unlink()
    told = r"07_staff\.md: \[no-file\] found no such file; .* beside 07_staff\.tables"
    with pytest.raises(DefinitionError, match=told):
        chapters(made)


def test_numbers_and_addresses_are_given_once(tmp_path: Path) -> None:
    spec = chapter()
    first, second = tmp_path / "07_staff.tables.yaml", tmp_path / "08_more.tables.yaml"
    twice = Outline({first: spec, second: spec}, {"1": TABLE}, lambda _: (), SERIES, {})
    with pytest.raises(DefinitionError) as refused:
        twice.figures()
    assert [(fault.file, fault.column, fault.found) for fault in refused.value.faults] == [
        (second, "number", "the number 7 a second time, first in 07_staff.tables.yaml"),
        (second, "slug", "the slug ansatte a second time, first in 07_staff.tables.yaml"),
        (second, "figure", "the figure 1 a second time, first in 07_staff.tables.yaml"),
    ]


def with_hidden(column: str) -> Table:
    hidden = (
        Cell(None, "Q") if code == column else cell for code, cell in zip(YEARS, TABLE.cells[0][1:], strict=False)
    )
    return replace(TABLE, cells=((TABLE.cells[0][0], *hidden, TABLE.cells[0][3]), *TABLE.cells[1:]))


ASKED = "{{ top(table, column)[0].name }}{{ among(table, column, 'yrkene') }}"


UNRANKED = '# Ansatte\n\n{{ table("1") }}\n\n{{ figure("1") }}\n'


@pytest.mark.parametrize(
    ("columns", "nb", "en"),
    [
        (("y2020",), "Skjult: Sykepleiere.", "Hidden: Nurses."),
        (YEARS, "Skjult: Sykepleiere (2020).", "Hidden: Nurses (2020)."),
    ],
)
def test_a_figure_names_what_is_hidden_in_it(tmp_path: Path, columns: tuple[str, ...], nb: str, en: str) -> None:
    spec = chapter(figures=[{**FIGURE, "title": {"nb": ASKED, "en": ASKED}}])
    (made,) = chapters(outline(tmp_path, spec, [Drawn(with_hidden("y2020"), columns)], UNRANKED))
    figure = made.figures[0].figure
    assert figure.title.nb == "andre, blant yrkene som vises"
    assert figure.alt == Text(f"Brudd: None {nb}", f"Break: None {en}")


def test_a_rank_of_hidden_numbers_that_does_not_ask_is_refused(tmp_path: Path) -> None:
    table = with_hidden("y2020")
    with pytest.raises(DefinitionError, match=r"figure 1: found numbers of table 1 may be hidden, and nothing asks"):
        drawn_figure(tmp_path, [Drawn(table, YEARS)])
    made = replace(
        outline(tmp_path, chapter(figures=[]), text=TEXT.replace('{{ figure("1") }}', "")), tables={"1": table}
    )
    with pytest.raises(
        DefinitionError, match=r"07_staff.md:3: .rank-of-hidden. found numbers of table 1 may be hidden"
    ):
        chapters(made)
