"""Do the figures, their words and the pages of a release fit its tables? Reading files may not enter."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kartlegg.audit.finding import Finding
from kartlegg.tabulation.table import Table

_SPOKEN_OF = re.compile(r"\b((?i:tabell|figur))\s+([A-Z](?:\.\d+)?|\d+\.\d+)\b")
_REST_OF_NAME = re.compile(r"-\d+$")


@dataclass(frozen=True, slots=True)
class DrawnFigure:
    """A figure as it stands in a release: its words by language and the table that it is drawn from."""

    number: str
    words: Mapping[str, Mapping[str, str]]
    table: Table


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site: its address, the words of its paragraphs, its anchors, the links that leave from it."""

    path: str
    prose: tuple[str, ...]
    anchors: frozenset[str]
    links: tuple[str, ...]


def figures_say_what_they_show(figures: Mapping[str, DrawnFigure]) -> Iterator[Finding]:
    """Every figure has an alternative text in every language, which is neither its title nor the line under it."""
    for figure in figures.values():
        for language, alt in figure.words["alt"].items():
            same = [kind for kind in ("title", "subtitle") if figure.words[kind].get(language) == alt]
            if not alt.strip() or same:
                said = f"the {same[0]} again" if same else "no alternative text"
                yield _of_figure(figure.number, "figures_say_what_they_show", language, said, "the finding in words")


def figures_agree_with_tables(figures: Mapping[str, DrawnFigure], tables: Mapping[str, Table]) -> Iterator[Finding]:
    """A figure that is drawn from a numbered table has the table's numbers."""
    for figure in figures.values():
        table = tables.get(figure.table.number)
        if table is None:
            continue
        for row in figure.table.rows:
            for column in figure.table.columns:
                if row.code not in table.row_places or column.code not in table.column_places:
                    continue
                drawn, printed = figure.table.cell(row.code, column.code), table.cell(row.code, column.code)
                if drawn != printed:
                    where = f"{row.label.nb}, {column.path()}"
                    says, should = str(drawn.value), f"{printed.value} as in table {table.number}"
                    yield _of_figure(figure.number, "figures_agree_with_tables", where, says, should)


def links_lead_somewhere(pages: Mapping[str, Page]) -> Iterator[Finding]:
    """Every link within the site leads to a page and a place that there is."""
    for page in pages.values():
        for link in page.links:
            path, _, anchor = link.partition("#")
            target = pages.get(path or page.path)
            if target is None or (anchor and anchor not in target.anchors):
                yield Finding(page.path, "links_lead_somewhere", "(link)", "", link, "a place that there is")


def text_speaks_of_what_there_is(
    pages: Mapping[str, Page], tables: Mapping[str, Table], figures: Mapping[str, DrawnFigure]
) -> Iterator[Finding]:
    """Every table and figure that the text names is in the publication."""
    known = {"tabell": set(tables), "figur": {_REST_OF_NAME.sub("", number) for number in figures}}
    for page in pages.values():
        for words in page.prose:
            for kind, number in _SPOKEN_OF.findall(words):
                if number not in known[kind.lower()]:
                    told = (page.path, "text_speaks_of_what_there_is", words[:60], "", f"{kind} {number}")
                    yield Finding(*told, "one that there is")


def _of_figure(number: str, check: str, where: str, says: str, should: str) -> Finding:
    return Finding(f"F{number}", check, where, "", says, should)
