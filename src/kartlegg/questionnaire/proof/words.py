"""Judges the words of a form: in every language that municipalities read, and no longer than their place bears.

What the words say is for people to judge.
"""

from collections.abc import Iterator, Mapping

from kartlegg.definitions import Definition, Words
from kartlegg.errors import Fault
from kartlegg.fault_codes import FaultCode
from kartlegg.questionnaire.proof.form import Form, Spot

REQUIRED: Mapping[str, str] = {"nb": "bokmål", "nn": "nynorsk"}
"""The languages that municipalities choose between, as keys of words, and their names."""

MAX_QUESTION = 250
"""Characters of a question: three lines of the paper form, whose line holds some 90."""

MAX_HELP = 600
"""Characters of help to a question or of words at the top of a page: more is not read."""

MAX_LABEL = 160
"""Characters of an option or a row: two lines beside the boxes of a grid on paper."""

MAX_TITLE = 100
"""Characters of a title: two lines of a heading."""

MAX_SHORT = 80
"""Characters of a short name: two lines of a head of a column or of a figure's axis."""

LIMITS: Mapping[str, int] = {
    "text": MAX_QUESTION,
    "help": MAX_HELP,
    "intro": MAX_HELP,
    "label": MAX_LABEL,
    "short": MAX_SHORT,
    "title": MAX_TITLE,
}
"""Characters that words may have, by their key."""


def word_faults(form: Form) -> Iterator[Fault]:
    """Yield a fault for words that miss a language or are too long for their place."""
    for section in form.sections:
        if section.whole:
            for key in ("title", "intro"):
                words = getattr(section.section, key)
                if words is not None:
                    yield from _judge(section.spot.at(key, name=f"{section.section.code}.{key}"), key, words)
        for placed in section.questions:
            yield from _within(placed.spot, placed.question)
    for spot, scale in form.scale_spots:
        yield from _within(spot, scale)


def _within(spot: Spot, of: Definition) -> Iterator[Fault]:
    """Yield the faults of all words of a question, its options and its rows."""
    for key, value in of:
        if isinstance(value, Words):
            yield from _judge(spot.at(key, name=f"{spot.name}.{key}"), key, value)
        elif isinstance(value, tuple):
            for at, below in enumerate(value):
                if isinstance(below, Definition):
                    name = getattr(below, "variable", None) or f"{spot.name}.{getattr(below, 'code', at)}"
                    yield from _within(spot.at(key, at, name=name), below)


def _judge(spot: Spot, key: str, words: Words) -> Iterator[Fault]:
    texts = {"nb": words.nb, "nn": words.nn, "en": words.en}
    for language, name in REQUIRED.items():
        if not texts[language].strip():
            told = (f"no words in {name}", f"words in {' and '.join(REQUIRED.values())}", f"write them at {language}")
            yield spot.fault(FaultCode.TRANSLATION_MISSING, *told)
    limit = LIMITS.get(key, MAX_HELP)
    for language, text in texts.items():
        if len(text) > limit:
            told = (f"{len(text)} characters at {language}", f"at most {limit}", "say it in fewer words")
            yield spot.at(language).fault(FaultCode.TEXT_TOO_LONG, *told)
