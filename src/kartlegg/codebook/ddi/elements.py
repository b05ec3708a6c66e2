"""Elements of DDI-Codebook, and identifiers that XML takes. What a codebook says may not enter."""

from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from kartlegg.codebook.words import LANGUAGES, CodebookLanguage, said
from kartlegg.definitions import Words

NAMESPACE = "ddi:codebook:2_5"
SCHEMA = "http://www.ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/codebook.xsd"
_SCHEMA_PLACE = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

Element = Any
"""An element of lxml, which has no types."""


def root(identifier: str) -> Element:
    """Return the element that a codebook begins with."""
    spaces = {None: NAMESPACE, "xsi": "http://www.w3.org/2001/XMLSchema-instance"}
    attributes = {"version": "2.5", "ID": identifier, _LANGUAGE: "nb", _SCHEMA_PLACE: f"{NAMESPACE} {SCHEMA}"}
    return etree.Element(f"{{{NAMESPACE}}}codeBook", attributes, nsmap=spaces)


def add(
    parent: Element, name: str, text: str = "", attributes: Mapping[str, str] | None = None, language: str = ""
) -> Element:
    """Add an element below `parent` and return it."""
    given = dict(attributes or {}) | ({_LANGUAGE: language} if language else {})
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", given)
    element.text = text or None
    return element


def add_words(
    parent: Element,
    name: str,
    words: Words | None,
    languages: Iterable[CodebookLanguage] = LANGUAGES,
    **attributes: str,
) -> None:
    """Add an element for each language that there are words in; none where there are none at all."""
    if words is None:
        return
    for language in languages:
        if getattr(words, language):
            add(parent, name, said(words, language), attributes, language)


def section_id(code: str) -> str:
    """Return the identifier of a section; a code may begin with a digit, which an identifier may not."""
    return f"S_{code}"


def question_id(code: str) -> str:
    """Return the identifier of a question."""
    return f"Q_{code}"


def variable_id(code: str) -> str:
    """Return the identifier of a variable."""
    return f"V_{code}"


def unit_id(code: str) -> str:
    """Return the identifier of what is known of a unit before it answers."""
    return f"U_{code}"


def encode(element: Element) -> bytes:
    """Return the document in UTF-8, indented, with its declaration."""
    etree.indent(element)
    content: bytes = etree.tostring(element, xml_declaration=True, encoding="UTF-8")
    return content + b"\n"
