"""In which order the blocks of a chapter stand on paper. Nothing is drawn here."""

from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import takewhile
from math import ceil

from kartlegg.report.blocks import Block, Bullets, FigureBlock, Heading, Paragraph, TableBlock
from kartlegg.report.layout.fitting import PAGE_HEIGHT

_ENOUGH = 0.6
"""Part of a page that should be filled before a table on its side may end it."""

_SIGNS_A_LINE, _LINE, _SPACING, _EDGE = 70, 14.1, 10.0, 40.0
_HEADINGS = {1: 56.0, 2: 42.0, 3: 34.0}


def flow(blocks: Iterable[Block], heights: Mapping[str, float], sideways: Set[str]) -> list[list[Block]]:
    """Return the blocks as stretches of pages: upright ones, and between them the tables on their side.

    `heights` tells by anchor how high each table and figure is in points, `sideways` the anchors of the tables that
    need the page on its side. Such a table waits for the end of a section (the next heading of level 1 or 2) where
    the upright page is well filled, or where the next section has an upright table, which would come before it. It
    shares its pages with the others that wait. A heading with nothing but such tables goes with them. Every block
    comes once.
    """
    blocks = list(blocks)
    stretches: list[list[Block]] = [[]]
    waiting: list[Block] = []
    for place, block in enumerate(blocks, 1):
        ends = _starts_section(block) and bool(waiting)
        if ends and (_may_break(stretches[-1], heights) or _table_follows(blocks[place:], sideways)):
            stretches += [_with_heading(stretches[-1], waiting), []]
            waiting = []
        if is_sideways(block, sideways):
            waiting.append(block)
        else:
            stretches[-1].append(block)
    if waiting:
        stretches.append(_with_heading(stretches[-1], waiting))
    return [stretch for stretch in stretches if stretch]


def is_sideways(block: Block, sideways: Set[str]) -> bool:
    """Tell whether a block is a table that needs the page on its side."""
    return isinstance(block, TableBlock) and block.anchor in sideways


def _starts_section(block: Block) -> bool:
    return isinstance(block, Heading) and block.level <= 2


def _table_follows(blocks: Sequence[Block], sideways: Set[str]) -> bool:
    """Tell whether there is an upright table before the next section."""
    section = takewhile(lambda block: not _starts_section(block), blocks)
    return any(isinstance(block, TableBlock) and not is_sideways(block, sideways) for block in section)


def _may_break(upright: list[Block], heights: Mapping[str, float]) -> bool:
    return not upright or isinstance(upright[-1], Heading) or filled(upright, heights) >= _ENOUGH


def filled(blocks: Iterable[Block], heights: Mapping[str, float]) -> float:
    """Estimate how much of the last upright page the blocks fill (0 to 1)."""
    page, used = PAGE_HEIGHT["portrait"], 0.0
    for block in blocks:
        height = _height(block, heights)
        if not isinstance(block, TableBlock | FigureBlock) or height > page:
            used = (used + height) % page
        elif used + height - _EDGE > page:
            used = height
        else:
            used = min(used + height, page)
    return used / page


def _height(block: Block, heights: Mapping[str, float]) -> float:
    """Estimate the height of a block on an upright page in points."""
    if isinstance(block, Heading):
        return _HEADINGS[block.level]
    if isinstance(block, Paragraph):
        return _LINE * ceil(len(block.plain) / _SIGNS_A_LINE) + _SPACING
    if isinstance(block, Bullets):
        return _SPACING + sum(
            _LINE * ceil(sum(len(run.text) for run in item) / _SIGNS_A_LINE) for item in block.items
        )
    return heights[block.anchor]


def _with_heading(upright: list[Block], waiting: list[Block]) -> list[Block]:
    start = len(upright)
    while start and isinstance(upright[start - 1], Heading):
        start -= 1
    moved = upright[start:]
    del upright[start:]
    return moved + waiting
