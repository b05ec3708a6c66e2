"""Pages of the Word file: their size and way, running heads, page numbers. Nothing of the text may enter."""

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from lxml import etree

from kartlegg.report.word.elements import NAMESPACES, field, join, paragraph, run
from kartlegg.rounding import NO_BREAK_SPACE

_SHORT, _LONG = 11_906, 16_838
"""The sides of A4 in twentieths of a point."""

_MARGINS = {
    False: 'w:top="1560" w:right="1252" w:bottom="1440" w:left="1252" w:header="700" w:footer="640"',
    True: 'w:top="1180" w:right="1252" w:bottom="960" w:left="1252" w:header="560" w:footer="440"',
}


class Sections:
    """Makes sections; each chapter has its running head, so that it is right before Word renews any field."""

    def __init__(self, word_document: WordDocument, warning: str) -> None:
        """Make the foot that all pages but the title page share: what readers must know, and the page number."""
        self._part = word_document.part
        footer, self._footer = self._part.add_footer_part()  # type: ignore[no-untyped-call]  # python-docx gives it no types
        words = run(f"{warning}{NO_BREAK_SPACE * 4}") if warning else ""
        self._fill(footer.element, paragraph("Footer", words + field("PAGE", "1")))
        self._head = ""

    def begin_chapter(self, heading: str) -> None:
        """Make the running head of the sections that follow; it follows the chapter's heading if that is changed."""
        header, self._head = self._part.add_header_part()  # type: ignore[no-untyped-call]  # python-docx gives it no types
        self._fill(header.element, paragraph("Header", field('STYLEREF "heading 1"', heading)))

    def bare(self) -> str:
        """Return the properties of a section without head and foot (the title page)."""
        return self._properties("", sideways=False)

    def properties(self, *, sideways: bool = False, opening: bool = False) -> str:
        """Return the properties of a section with head and foot; an `opening` one has no head on its first page."""
        references = f'<w:footerReference w:type="default" r:id="{self._footer}"/>'
        if self._head:
            references = f'<w:headerReference w:type="default" r:id="{self._head}"/>{references}'
        if opening:
            references += f'<w:footerReference w:type="first" r:id="{self._footer}"/>'
        return self._properties(references, sideways=sideways, title_page=opening)

    def _properties(self, references: str, *, sideways: bool, title_page: bool = False) -> str:
        wide, high = (_LONG, _SHORT) if sideways else (_SHORT, _LONG)
        turned = ' w:orient="landscape"' if sideways else ""
        return (
            f'<w:sectPr>{references}<w:type w:val="nextPage"/><w:pgSz w:w="{wide}" w:h="{high}"{turned}/>'
            f'<w:pgMar {_MARGINS[sideways]} w:gutter="0"/>{"<w:titlePg/>" if title_page else ""}</w:sectPr>'
        )

    @staticmethod
    def _fill(element: etree._Element, content: str) -> None:
        for child in list(element):
            element.remove(child)
        for child in list(parse_xml(f"<w:body {NAMESPACES}>{content}</w:body>")):
            element.append(child)


def body_of(sections: list[tuple[str, str]]) -> etree._Element:
    """Return the body of the file from (content, properties) of each section; the last one's stand at the end."""
    *before, (last, properties) = sections
    whole = join(f"{content}{paragraph('SectionEnd', section=ends)}" for content, ends in before)
    return parse_xml(f"<w:body {NAMESPACES}>{whole}{last}{properties}</w:body>")
