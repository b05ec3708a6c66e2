"""Styles, lists and foot of the form in Word, laid over those of the publication. No word of a question enters."""

import copy
from importlib import resources

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from kartlegg.forms.form_words import FormWords
from kartlegg.forms.wording import FormLanguage
from kartlegg.report.word.elements import NAMESPACES, field, paragraph, run
from kartlegg.report.word.settings import dress

TAGS: dict[FormLanguage, str] = {"nb": "nb-NO", "nn": "nn-NO"}
_STYLES = "form_styles.xml"
_TAB = "<w:r><w:tab/></w:r>"
_SIGNS = {2: "○", 3: "☐"}
"""What stands before options of which one is chosen, and before those that are ticked, by number of list."""

_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1300" w:right="1252" w:bottom="1240" w:left="1252" '
    'w:header="640" w:footer="600" w:gutter="0"/>'
)


def dress_form(word_document: WordDocument, language: FormLanguage) -> None:
    """Give a new Word file the styles and lists of a form, in its language."""
    dress(word_document, "nb")
    styles = word_document.styles.element
    fresh = parse_xml((resources.files("kartlegg.forms.word") / _STYLES).read_bytes())
    for style in fresh:
        name = style.get(qn("w:styleId"))
        for old in [one for one in styles if one.get(qn("w:styleId")) == name]:
            styles.remove(old)
        styles.append(copy.deepcopy(style))
    _speak(styles, language)
    _speak(word_document.settings.element, language)
    numbering = word_document.part.numbering_part.element
    lists = parse_xml(f"<w:numbering {NAMESPACES}>{''.join(_list(number) for number in _SIGNS)}</w:numbering>")
    for part in lists:
        kind = part.tag
        before = [one for one in numbering if one.tag == kind]
        before[-1].addnext(part)


def _speak(element: etree._Element, language: FormLanguage) -> None:
    """Set the language wherever one is told."""
    for one in element.iter(qn("w:lang"), qn("w:themeFontLang")):
        for key in (qn("w:val"), qn("w:eastAsia")):
            if one.get(key) == TAGS["nb"]:
                one.set(key, TAGS[language])


def _list(number: int) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        f'<w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="{_SIGNS[number]}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:tabs><w:tab w:val="num" w:pos="1020"/></w:tabs><w:ind w:left="1020" w:hanging="340"/></w:pPr>'
        '<w:rPr><w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol"/></w:rPr></w:lvl></w:abstractNum>'
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
    )


def section_end(word_document: WordDocument, told: str, words: FormWords) -> str:
    """Return the properties of the file's one section, with a foot that tells what it is and the page."""
    footer, name = word_document.part.add_footer_part()  # type: ignore[no-untyped-call]  # python-docx gives it no types
    of = run(f" {words['title.of']} ")
    pages = run(f"{words['title.page']} ") + field("PAGE", "1") + of + field("NUMPAGES", "1")
    for child in list(footer.element):
        footer.element.remove(child)
    for child in list(parse_xml(f"<w:body {NAMESPACES}>{paragraph('Footer', run(told) + _TAB + pages)}</w:body>")):
        footer.element.append(child)
    return f'<w:sectPr><w:footerReference w:type="default" r:id="{name}"/>{_PAGE}</w:sectPr>'
