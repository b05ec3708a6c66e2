"""A Figure laid out for the page: its views, their drawings and numbers. No drawing is made here."""

import re
from dataclasses import dataclass

from markupsafe import Markup, escape

from kartlegg.language import Language
from kartlegg.report.blocks import Drawing, Drawings
from kartlegg.report.html.tables import TableView, show_table
from kartlegg.report.layout.anatomy import sign_of_hidden
from kartlegg.report.layout.drawn import drawn_table, figures_of
from kartlegg.tabulation.figure import Figure, FigureKind

_PROLOGUE = re.compile(r"^.*?(?=<svg\b)", re.DOTALL)
_ROLES = re.compile(r'\s(?:role|aria-[a-z]+)="[^"]*"')
_SIZE = re.compile(r'\s(?:width|height)="[^"]*"')
_NAMED = re.compile(r'(\sid="|url\(#|href="#)')


@dataclass(frozen=True, slots=True)
class View:
    """One way of drawing a figure: `svg` is ready to stand in the page, `name` is the word on its switch."""

    number: str
    anchor: str
    name: str
    title: str
    subtitle: str
    alt: str
    svg: Markup
    numbers: TableView
    kind: FigureKind
    base: str
    signs: str
    source: str


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure as shown in one language; more than one view makes a switch."""

    number: str
    anchor: str
    views: tuple[View, ...]


def drawing_of(figure: Figure, drawings: Drawings, language: Language) -> Drawing:
    """Return the drawing of a figure; raises ValueError, a fault of the program, where it was not drawn."""
    try:
        return drawings[figure.number, language]
    except KeyError:
        raise ValueError(f"figure {figure.number} has not been drawn in {language}") from None


def show_figure(figure: Figure, anchor: str, drawings: Drawings, language: Language) -> FigureView:
    """Return a figure as shown, with every alternative as a view of its own."""
    views = (_show_view(view, drawings, language) for view in figures_of(figure))
    return FigureView(figure.number, anchor, tuple(views))


def _show_view(figure: Figure, drawings: Drawings, language: Language) -> View:
    mark = f"tegning-{figure.number}"
    alt = figure.alt.get(language)
    return View(
        number=figure.number,
        anchor=mark,
        name=figure.view.get(language) if figure.view else figure.title.get(language),
        title=figure.title.get(language),
        subtitle=figure.subtitle.get(language),
        alt=alt,
        svg=inline_svg(drawing_of(figure, drawings, language).svg, mark, alt),
        numbers=show_table(drawn_table(figure), f"tall-{figure.number}", language, linked_rows=False),
        kind=figure.kind,
        base=figure.table.base.get(language),
        signs=sign_of_hidden(figure, language),
        source=figure.table.source.get(language),
    )


def inline_svg(svg: str, mark: str, alt: str) -> Markup:
    """Return a drawing fit to stand in a page: names within it made unique by `mark`, size left to the page.

    Roles and labels of single marks are taken out, since the page reads the drawing as one image.
    """
    body = _PROLOGUE.sub("", svg, count=1)
    end = body.index(">")
    opening, rest = _SIZE.sub("", body[:end]), body[end:]
    silent = _ROLES.sub("", opening + rest)
    named = _NAMED.sub(lambda found: f"{found.group(1)}{mark}-", silent)
    return Markup(named.replace("<svg", f'<svg role="img" aria-label="{escape(alt)}"', 1))  # noqa: S704 - own drawing
