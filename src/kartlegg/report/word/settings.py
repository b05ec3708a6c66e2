"""Styles, bullets and settings of the Word file, in place of those a new file brings. No text may enter."""

from importlib import resources

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from lxml import etree

from kartlegg.language import Language
from kartlegg.report.layout.text_width import FAMILY

TAGS: dict[Language, str] = {"nb": "nb-NO", "en": "en-GB"}

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_BULLETS = (
    f'<w:numbering {_WORD}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/>'
    '<w:lvlText w:val="–"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="280" w:hanging="280"/></w:pPr>'
    '<w:rPr><w:color w:val="0A5A9C"/></w:rPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


_OWN = {
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.NUMBERING,
    RELATIONSHIP_TYPE.SETTINGS,
    RELATIONSHIP_TYPE.THEME,
    RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
    RELATIONSHIP_TYPE.CORE_PROPERTIES,
}


def dress(word_document: WordDocument, language: Language) -> None:
    """Give a new Word file our styles, bullets and settings, and take out what came with the empty one."""
    for holder in (word_document.part, word_document.part.package):
        for name in [key for key, relation in holder.rels.items() if relation.reltype not in _OWN]:
            del holder.rels[name]
    styles = (resources.files("kartlegg.report.word") / "publication_styles.xml").read_text(encoding="utf-8")
    styles = styles.replace("FAMILY", FAMILY).replace("LANGUAGE", TAGS[language])
    _replace(word_document.styles.element, styles.encode())
    _replace(word_document.part.numbering_part.element, _BULLETS.encode())
    _replace(word_document.settings.element, _settings(TAGS[language]).encode())


def _settings(tag: str) -> str:
    """Settings of a file of today's Word (mode 15) that carries its typeface."""
    return (
        f'<w:settings {_WORD}><w:embedTrueTypeFonts/><w:defaultTabStop w:val="709"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{tag}"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def _replace(element: etree._Element, xml: bytes) -> None:
    fresh = parse_xml(xml)
    for child in list(element):
        element.remove(child)
    for child in list(fresh):
        element.append(child)
