"""Open answers from a small grammar, in bokmål or nynorsk. The grammar is data; nothing of any real answer may enter.

A text is one of the forms of its question, in which each {name} stands for one of the phrases of that name.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np
from pydantic import Field, model_validator

from kartlegg.definitions import Definition, read_definition
from kartlegg.questionnaire.variables import Variable
from kartlegg.sample.answers.panel import Panel

WORDS_FILE = "sample_words.yaml"
_PLACE = re.compile(r"\{([a-z_]+)\}")
_DEEPEST = 6

Language = Literal["nb", "nn"]


class Phrases(Definition):
    """What may be written in each language."""

    nb: tuple[str, ...] = Field(min_length=1)
    nn: tuple[str, ...] = Field(min_length=1)

    def written(self, language: Language) -> tuple[str, ...]:
        """Return what may be written in a language."""
        return self.nn if language == "nn" else self.nb


class Form(Phrases):
    """The forms of an answer: to questions or variables by code, to all of sections, or to `kinds` of texts.

    A kind is open, comment or other (what an option or a row asks for). `theme` is a code of coding.
    """

    of: tuple[str, ...]
    theme: str = ""


class Nynorsk(Definition):
    """The share of units that write nynorsk, by group of the grouping `by`; none in groups that are not named."""

    by: str = ""
    shares: dict[str, float] = Field(default_factory=dict)


class Grammar(Definition):
    """The file `sample_words.yaml` of a round."""

    nynorsk: Nynorsk = Nynorsk()
    phrases: dict[str, Phrases] = Field(default_factory=dict)
    texts: tuple[Form, ...] = ()

    @property
    def _written(self) -> tuple[Phrases, ...]:
        return (*self.texts, *self.phrases.values())

    @model_validator(mode="after")
    def _known_names(self) -> "Grammar":
        written = [text for one in self._written for text in (*one.nb, *one.nn)]
        unknown = sorted({name for text in written for name in _PLACE.findall(text)} - set(self.phrases))
        if unknown:
            raise ValueError(f"phrases called {', '.join(unknown)}")
        return self

    def forms(self, variable: Variable, theme: str) -> Form | None:
        """Return the forms for a variable: its own, those of its question, of its section, of its kind."""
        kind = "other" if variable.option or variable.row else str(variable.purpose)
        for wanted in (variable.code, variable.question, f"{variable.section} {kind}", kind):
            for form in self.texts:
                if wanted in form.of and form.theme == theme:
                    return form
        return None


def load_grammar(round_folder: Path) -> Grammar:
    """Return the grammar of a round, an empty one where there is no file; raises DefinitionError for a wrong one."""
    path = round_folder / WORDS_FILE
    return read_definition(path, Grammar) if path.is_file() else Grammar()


@dataclass
class Words:
    """Writes open answers. Each unit has its language, drawn once."""

    grammar: Grammar
    panel: Panel
    chance: np.random.Generator
    languages: tuple[Language, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Draw the language of every unit."""
        drawn = self.chance.random(self.panel.size)
        nynorsk = self.grammar.nynorsk
        shares = [nynorsk.shares.get(place.groups.get(nynorsk.by, ""), 0.0) for place in self.panel.places]
        self.languages = tuple("nn" if draw < share else "nb" for draw, share in zip(drawn, shares, strict=True))

    def text(self, variable: Variable, unit: int, theme: str = "") -> str:
        """Return an open answer of a unit, a stock phrase where the grammar has no form."""
        language = self.languages[unit]
        form = self.grammar.forms(variable, theme)
        if form is None:
            return "Sjå kommentar." if language == "nn" else "Se kommentar."
        used: list[str] = []
        text = self._one_of(form.written(language), used)
        for _ in range(_DEEPEST):
            text = _PLACE.sub(lambda found: self._phrase(found[1], language, used), text)
        text = text[:1].upper() + text[1:]
        return text if variable.at_most is None else text[: int(variable.at_most)]

    def _phrase(self, name: str, language: Language, used: list[str]) -> str:
        return self._one_of(self.grammar.phrases[name].written(language), used)

    def _one_of(self, texts: tuple[str, ...], used: list[str]) -> str:
        """Return one of the texts, a new one where there is one left: nobody says the same twice in a sentence."""
        left = [text for text in texts if text not in used] or texts
        used.append(left[int(self.chance.integers(len(left)))])
        return used[-1]
