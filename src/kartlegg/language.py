"""A text in the languages that readers choose between. Only what says which language may enter here."""

from dataclasses import dataclass
from typing import Literal, get_args

Language = Literal["nb", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in bokmål (`nb`) and English (`en`); English falls back on bokmål where it is empty."""

    nb: str
    en: str = ""

    def get(self, language: Language) -> str:
        """Return the words in `language`."""
        return self.nb if language == "nb" or not self.en else self.en
