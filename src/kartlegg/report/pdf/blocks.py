"""Headings, text and figures as calls of the Typst template. No look is chosen here (publication.typ)."""

from dataclasses import dataclass

from kartlegg.language import Language
from kartlegg.report.blocks import (
    Block,
    Bullets,
    Chapter,
    Drawings,
    FigureBlock,
    Heading,
    Paragraph,
    Run,
    TableBlock,
)
from kartlegg.report.layout.anatomy import View, under_figure, views_of
from kartlegg.report.layout.anchors import Anchors
from kartlegg.report.layout.drawing_size import figure_height, printed_size
from kartlegg.report.layout.fitting import Fit, fit_table
from kartlegg.report.layout.flow import flow, is_sideways
from kartlegg.report.pdf.source import Source, Value, call, points
from kartlegg.report.pdf.tables import table_call


@dataclass(frozen=True, slots=True)
class _Setting:
    """What is the same for every block of a chapter."""

    chapter: Chapter
    anchors: Anchors
    fits: dict[str, Fit]
    drawings: Drawings
    language: Language


def chapter_calls(chapter: Chapter, anchors: Anchors, drawings: Drawings, language: Language = "nb") -> list[Source]:
    """Return the calls that set one chapter, tables on their side in stretches of pages of their own."""
    fits = {block.anchor: fit_table(block.table, language, wide=block.wide) for block in chapter.tables}
    heights = {anchor: fit.height for anchor, fit in fits.items()}
    heights |= {block.anchor: figure_height(block, drawings, language) for block in chapter.figures}
    sideways = {anchor for anchor, fit in fits.items() if fit.orientation == "landscape"}
    setting = _Setting(chapter, anchors, fits, drawings, language)
    calls = []
    for stretch in flow(chapter.blocks, heights, sideways):
        written = [one for block in stretch for one in _block(block, setting)]
        calls += [call("landscape", tuple(written))] if is_sideways(stretch[-1], sideways) else written
    return calls


def _block(block: Block, setting: _Setting) -> list[Source]:
    chapter, anchors = setting.chapter, setting.anchors
    if isinstance(block, Heading):
        name = anchors.name(chapter, block.anchor)
        opens = "chapter-heading" if block.level == 1 else "section-heading"
        return [call(opens, number=block.number, title=block.text, name=name, level=block.level)]
    if isinstance(block, Paragraph):
        return [call("lead" if block.lead else "prose", runs(block.runs, chapter, anchors))]
    if isinstance(block, Bullets):
        return [call("bullets", *(runs(item, chapter, anchors) for item in block.items))]
    name = anchors.name(chapter, block.anchor)
    if isinstance(block, TableBlock):
        return [table_call(block, setting.fits[block.anchor], name, setting.language)]
    return _figure(block, name, setting)


def runs(pieces: tuple[Run, ...], chapter: Chapter, anchors: Anchors) -> Value:
    """Return running text as an array of (text, strong, emphasis, kind of link, target)."""
    return tuple(_run(piece, chapter, anchors) for piece in pieces)


def _run(piece: Run, chapter: Chapter, anchors: Anchors) -> Value:
    kind, target = "", ""
    if piece.href is not None:
        inside = piece.href.startswith("#")
        kind = "inside" if inside else "outside"
        target = anchors.target(chapter, piece.href) if inside else piece.href
    return (piece.text, piece.strong, piece.emphasis, kind, target)


def _figure(block: FigureBlock, name: str, setting: _Setting) -> list[Source]:
    views = views_of(block.figure, setting.language)
    return [_view(view, name if index == 0 else None, setting) for index, view in enumerate(views)]


def _view(view: View, name: str | None, setting: _Setting) -> Source:
    figure, language = view.figure, setting.language
    width, _ = printed_size(setting.drawings[figure.number, language].svg)
    return call(
        "statistics-figure",
        label=view.label,
        title=figure.title.get(language),
        subtitle=figure.subtitle.get(language),
        drawing=drawing_file(figure.number),
        width=points(width),
        alt=figure.alt.get(language),
        beneath=under_figure(figure, language),
        name=name,
    )


def drawing_file(number: str) -> str:
    """Return the name under which a figure's drawing stands in the Typst project."""
    return f"figure-{number}.svg"
