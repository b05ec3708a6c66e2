"""A figure as a picture: which function draws which kind, and the way from numbers to SVG and PNG."""

from collections.abc import Callable
from typing import Any

from kartlegg.language import Language
from kartlegg.report.blocks import Drawing
from kartlegg.report.charts.bars import draw_panels
from kartlegg.report.charts.grouped import draw_grouped
from kartlegg.report.charts.likert import draw_likert
from kartlegg.report.charts.lines import draw_lines
from kartlegg.report.charts.map import draw_dots
from kartlegg.report.charts.marks import Sheet
from kartlegg.report.charts.points import draw_points
from kartlegg.report.charts.scatter import draw_scatter
from kartlegg.report.charts.stacked import draw_stacked
from kartlegg.report.charts.svg import draw_spec
from kartlegg.tabulation.figure import Figure, FigureKind

KINDS: dict[FigureKind, Callable[[Figure, Language], Sheet]] = {
    "bars": draw_panels,
    "grouped": draw_grouped,
    "panels": draw_panels,
    "lines": draw_lines,
    "stacked": draw_stacked,
    "likert": draw_likert,
    "points": draw_points,
    "scatter": draw_scatter,
    "dots": draw_dots,
}
"""Every kind of figure, and the function that lays it out."""


def spec_of(figure: Figure, language: Language) -> dict[str, Any]:
    """Return the figure as a Vega-Lite specification with its data: the same figure always gives the same.

    Raises ValueError for a kind that nobody draws.
    """
    if figure.kind not in KINDS:
        raise ValueError(f"figure {figure.number}: no kind {figure.kind!r}; the kinds are {', '.join(KINDS)}")
    return KINDS[figure.kind](figure, language).spec(figure.alt.get(language))


def draw(figure: Figure, language: Language) -> Drawing:
    """Return the figure drawn in `language`; title, subtitle and alternatives are the caller's.

    Raises ValueError for a kind that nobody draws.
    """
    return draw_spec(spec_of(figure, language), language)
