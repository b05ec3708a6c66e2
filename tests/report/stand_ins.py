"""Plain drawings in place of figures, and a publication as large as the real one, for the tests of the editions."""

import struct
import zlib
from dataclasses import replace

from kartlegg.language import Language, Text
from kartlegg.report.blocks import Block, Chapter, Document, Drawing, Drawings, FigureBlock, Heading, TableBlock
from tests.report import sample_document

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="720" height="300" viewBox="0 0 720 300">'
    '<rect width="500" height="200" fill="#0a5a9c"/>'
    '<text x="10" y="280" font-size="14" font-family="Source Sans Pro">12,3</text></svg>'
)


def _part(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def plain_png(width: int = 1440, height: int = 600) -> bytes:
    """A PNG of one colour."""
    rows = zlib.compress((b"\0" + b"\x0a\x5a\x9c" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _part(b"IHDR", head) + _part(b"IDAT", rows) + _part(b"IEND", b"")


def drawings(document: Document, language: Language = "nb") -> Drawings:
    """A plain drawing for every figure and alternative of a publication."""
    drawing = Drawing(_SVG, plain_png())
    figures = [block.figure for chapter in document.chapters for block in chapter.figures]
    return {(one.number, language): drawing for figure in figures for one in (figure, *figure.alternatives)}


def large_document() -> Document:
    """25 tables, 13 figures and a table of 372 rows."""
    small = sample_document.document()
    first, second, third = small.chapters
    more: list[Block] = []
    for k in range(8):
        figure = replace(sample_document.figures()[k % 4], number=f"4.{k + 10}")
        more += [
            Heading(2, f"Tema {k}", f"tema-{k}", f"4.{k + 2}"),
            first.blocks[3],
            TableBlock(sample_document.years_table(f"4.{k + 10}"), f"tabell-4.{k + 10}"),
            TableBlock(sample_document.rates_table(f"4.{k + 20}"), f"tabell-4.{k + 20}"),
            FigureBlock(figure, f"figur-4.{k + 10}"),
        ]
    more += [TableBlock(sample_document.share_table(f"4.{k + 30}"), f"tabell-4.{k + 30}") for k in range(7)]
    long = TableBlock(sample_document.units_table("D", 372), "tabell-D")
    chapters = (
        replace(first, blocks=(*first.blocks, *more)),
        second,
        replace(third, blocks=(*third.blocks[:2], long)),
    )
    return replace(small, chapters=chapters)


def document_of(*blocks: Block) -> Document:
    """A publication of one chapter with these blocks after its heading."""
    chapter = Chapter("1", "en", Text("En", "One"), (Heading(1, "En", "kapittel-1", "1"), *blocks))
    return replace(sample_document.document(), chapters=(chapter,))
