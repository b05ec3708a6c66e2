"""Names in an XLSForm: codes as XML names, lists, languages. No question is turned into anything here."""

import re
from collections.abc import Mapping
from typing import Literal

from kartlegg.questionnaire.variables import Variable

Language = Literal["nb", "nn", "en"]
LANGUAGES: Mapping[Language, str] = {"nb": "Bokmål (nb)", "nn": "Nynorsk (nn)", "en": "English (en)"}
"""How each language is called in the heads of columns."""

SECTION, GRID, INTRO, HELP, TOTAL = "section-", "grid-", "intro-", "help-", "total-"
"""What the names begin with of rows that are no question; a code never has a hyphen."""

OWN = "-own"
"""What the name of a list ends in that belongs to one question only."""

_LANGUAGE = re.compile(r"\((nb|nn|en)\)$")


def xml_name(code: str) -> str:
    """Return a code as a name in XML, which never begins with a digit."""
    return f"_{code}" if code[:1].isdigit() else code


def code_of(name: str) -> str:
    """Return the code that a name is."""
    return name[1:] if re.match(r"_[0-9]", name) else name


def language_of(head: str) -> Language | None:
    """Return the language of a column's head such as "label::Nynorsk (nn)"; a head without one is bokmål."""
    if "::" not in head:
        return "nb"
    found = _LANGUAGE.search(head.strip())
    return next((code for code in LANGUAGES if found and code == found[1]), None)


def field_of(variable: Variable) -> str:
    """Return the name of the field that an answer is in: a tick is in that of its question, or of its row."""
    if variable.type != "tick":
        return xml_name(variable.code)
    return xml_name(variable.question if variable.row is None else f"{variable.question}_{variable.row}")
