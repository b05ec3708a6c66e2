"""What a hit says: the slots of a message filled in with the unit's numbers. Nothing is judged here.

A slot is a number of the small language, a question with options, `label.` and a code, or a word that the check gives
(`value`, `lower`, ...). After a colon may stand how many decimals are shown.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kartlegg.definitions import Words
from kartlegg.editing.spec import Message, Tongue
from kartlegg.language import Language
from kartlegg.questionnaire.evaluate import Facts, value_of
from kartlegg.questionnaire.grammar import parse_number
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.questionnaire.questions import Choice, ChoiceGrid, Choices, ChoicesGrid, Numbers, Question
from kartlegg.questionnaire.rules import Reference
from kartlegg.questionnaire.variables import Variable
from kartlegg.rounding import format_number, round_half_up

TONGUES: tuple[Tongue, ...] = ("nb", "nn", "en")
SLOT = re.compile(r"\{([^{}:]*)(?::([0-4]))?\}")
DECIMALS = 2
"""How many decimals a slot shows at most where it does not say."""

_BESIDE = 20
"""Characters shown of what stands beside a brace that is wrong."""

EACH = "each"
"""The word in whose place a check with `each` puts its codes: alone, or as a part of a code between underscores."""

_EACH = re.compile(rf"(?<![a-z0-9]){EACH}(?![a-z0-9])")
Given = Mapping[str, float | Words | Message | None]
"""What a check itself gives to its message, by the word of the slot."""


@dataclass(frozen=True, slots=True)
class Told:
    """A message as it reads for one unit, in each language."""

    nb: str
    nn: str
    en: str


@dataclass(frozen=True)
class Speaker:
    """Fills in messages. `labels` are the words of each variable and question, `missing` stands for no answer."""

    variables: Mapping[str, Variable]
    labels: Mapping[str, Words]
    missing: Message = field(default_factory=lambda: Message(nb="\u2013", nn="\u2013"))

    def label(self, code: str) -> Words:
        """Return the words of a variable or question; its code where it has none."""
        return self.labels.get(code) or self.labels.get(code.removesuffix("_text")) or Words(nb=code)

    def tell(self, message: Message, facts: Facts, given: Given) -> Told:
        """Return the message about the unit of `facts`; never raises where its slots are known."""
        return Told(*(self._filled(message.get(tongue), tongue, facts, given) for tongue in TONGUES))

    def _filled(self, text: str, tongue: Tongue, facts: Facts, given: Given) -> str:
        def words(match: re.Match[str]) -> str:
            decimals = None if match[2] is None else int(match[2])
            return self._slot(match[1].strip(), tongue, facts, given, decimals=decimals)

        return SLOT.sub(words, text)

    def _slot(self, slot: str, tongue: Tongue, facts: Facts, given: Given, *, decimals: int | None) -> str:
        if slot in given:
            known = given[slot]
            return (
                spoken(known, tongue) if isinstance(known, Words | Message) else self._number(known, tongue, decimals)
            )
        source, _, code = slot.partition(".")
        if source == "label":
            return spoken(self.label(code), tongue)
        number = parse_number(slot)
        if isinstance(number, Reference):
            answer = facts.value(number)
            if isinstance(answer, str):
                return self._option(number.code, answer, tongue)
        return self._number(value_of(number, facts), tongue, decimals)

    def _option(self, code: str, answer: str, tongue: Tongue) -> str:
        options = self.variables[code].options if code in self.variables else ()
        return next((spoken(option.label, tongue) for option in options if option.code == answer), answer)

    def _number(self, value: float | None, tongue: Tongue, decimals: int | None) -> str:
        if value is None:
            return self.missing.get(tongue)
        return show(value, "en" if tongue == "en" else "nb", decimals)


def show(value: float, language: Language, decimals: int | None = None) -> str:
    """Return a number as people write it: with `decimals`, or with those it has, at most DECIMALS."""
    if decimals is None:
        places = (place for place in range(DECIMALS) if round_half_up(value, place) == round_half_up(value, DECIMALS))
        decimals = next(places, DECIMALS)
    return format_number(value, decimals, language)


def spoken(words: Words | Message, tongue: Tongue) -> str:
    """Return words in a language; bokmål where they are not there."""
    said: str = getattr(words, tongue)
    return said or words.nb


def slots(message: Message) -> Iterator[tuple[Tongue, str]]:
    """Yield each slot of a message with its language, without its decimals."""
    for tongue in TONGUES:
        for match in SLOT.finditer(getattr(message, tongue)):
            yield tongue, match[1].strip()


def loose_braces(text: str) -> Iterator[str]:
    """Yield each brace of a text that belongs to no slot, with the word beside it."""
    rest = SLOT.sub(lambda match: " " * len(match[0]), text)
    for match in re.finditer(r"[{}]", rest):
        place = match.start()
        yield text[place : place + _BESIDE] if match[0] == "{" else text[max(0, place + 1 - _BESIDE) : place + 1]


def replaced(text: str, code: str) -> str:
    """Return a rule or a slot with `code` put where `each` stands."""
    return _EACH.sub(code, text)


def put_in(message: Message, code: str) -> Message:
    """Return a message with `code` put where `each` stands in its slots; other words stay."""
    texts = {of: SLOT.sub(lambda match: replaced(match[0], code), getattr(message, of)) for of in TONGUES}
    return Message(nb=texts["nb"], nn=texts["nn"], en=texts["en"])


def labels_of(questionnaire: Questionnaire) -> dict[str, Words]:
    """Return the words of every question, and of its variables those that tell them from one another."""
    labels: dict[str, Words] = {}
    for question in questionnaire.questions.values():
        labels |= dict(_labels(question))
        labels[question.code] = question.short or question.text
    return labels


def _labels(question: Question) -> Iterator[tuple[str, Words]]:
    match question:
        case Numbers():
            yield from ((item.variable, item.label) for item in (*question.rows, *question.sums))
        case Choice():
            yield from ((f"{question.code}_{option.code}", option.label) for option in question.options)
        case Choices():
            yield from ((f"{question.code}_{option.code}", option.label) for option in question.options)
        case ChoiceGrid():
            yield from ((f"{question.code}_{row.code}", row.label) for row in question.rows)
        case ChoicesGrid():
            for row in question.rows:
                yield from (
                    (f"{question.code}_{row.code}_{option.code}", option.label) for option in question.options
                )
        case _:
            pass
