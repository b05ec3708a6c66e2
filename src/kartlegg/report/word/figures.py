"""Pictures in the line of the text, with their text for those who do not see them. No floating shape may enter."""

from itertools import count

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE

from kartlegg.language import Language
from kartlegg.report.blocks import Drawings, FigureBlock
from kartlegg.report.layout.anatomy import under_figure, views_of
from kartlegg.report.layout.captions import word
from kartlegg.report.layout.drawing_size import printed_size
from kartlegg.report.word.captions import Captions
from kartlegg.report.word.elements import join, paragraph, plain, run
from kartlegg.report.word.package import Held

_EMU_PER_POINT = 12_700
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative val="1"/></a:ext></a:extLst>'
)


class Pictures:
    """Puts pictures into a Word file and numbers them, as Word asks."""

    def __init__(self, word_document: WordDocument) -> None:
        """Begin at 1."""
        self._document = word_document
        self._numbers = count(1)
        self._relations: dict[bytes, str] = {}

    def inline(self, png: bytes, size: tuple[float, float], name: str, alt: str) -> str:
        """Return a run with a picture of `size` in points; one without `alt` is marked as decoration."""
        relation = self._relation(png)
        number = next(self._numbers)
        wide, high = (round(side * _EMU_PER_POINT) for side in size)
        shown = f'id="{number}" name="{plain(name)}" descr="{plain(alt)}"'
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
            f"<wp:docPr {shown}>{'' if alt else _DECORATIVE}</wp:docPr>"
            '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
            f"<pic:pic><pic:nvPicPr><pic:cNvPr {shown}/><pic:cNvPicPr/></pic:nvPicPr>"
            f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )

    def _relation(self, png: bytes) -> str:
        """Return the name by which the text speaks of the picture, which is put into the file once."""
        if png not in self._relations:
            part = Held(f"/word/media/image{len(self._relations) + 1}.png", "image/png", png, self._document)
            self._relations[png] = self._document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
        return self._relations[png]


def figure_paragraphs(
    block: FigureBlock,
    name: str,
    drawings: Drawings,
    pictures: Pictures,
    captions: Captions,
    language: Language = "nb",
) -> str:
    """Return a figure with all its views, each under its own caption; `name` is its anchor."""
    parts = []
    for index, view in enumerate(views_of(block.figure, language)):
        figure, drawing = view.figure, drawings[view.figure.number, language]
        kind = word("figure", language)
        parts += [
            captions.view_caption(kind, view, figure.title.get(language), None if index else name),
            paragraph("FigureSubtitle", run(figure.subtitle.get(language)), keep_next=True),
            paragraph(
                "Figure",
                pictures.inline(drawing.png, printed_size(drawing.svg), view.label, figure.alt.get(language)),
                keep_next=True,
            ),
            _notes(under_figure(figure, language)),
        ]
    return join(parts)


def _notes(lines: tuple[str, ...]) -> str:
    numbered = enumerate(lines, 1)
    return join(paragraph("TableNote", run(line), keep_next=number < len(lines)) for number, line in numbered)
