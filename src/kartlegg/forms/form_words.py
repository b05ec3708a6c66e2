"""The words that the form itself says. They stand in form_words.yaml; no word of a question may enter."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from kartlegg.forms.wording import FORM_LANGUAGES, FormLanguage

_FILE = Path(__file__).parent / "form_words.yaml"


@dataclass(frozen=True, slots=True)
class FormWords:
    """The words of one language: `words["title.due"]`; `fill` puts values in the braces."""

    language: FormLanguage
    of: dict[str, str]

    def __getitem__(self, key: str) -> str:
        """Return the words named `group.name`; raises KeyError where there are none."""
        return self.of[key]

    def fill(self, key: str, *parts: object, **values: object) -> str:
        """Return the words with every brace filled."""
        return self.of[key].format(*parts, **values)

    def group(self, group: str) -> dict[str, str]:
        """Return the words of one group by their own names, in the order of the file."""
        return {key.partition(".")[2]: text for key, text in self.of.items() if key.startswith(f"{group}.")}


@cache
def form_words(language: FormLanguage) -> FormWords:
    """Return the form's words in a language; raises ValueError where an entry lacks one of the languages."""
    entries = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    flat: dict[str, str] = {}
    for group, members in entries.items():
        for name, texts in members.items():
            if set(texts) != set(FORM_LANGUAGES):
                raise ValueError(f"{_FILE.name}: {group}.{name} must be in {', '.join(FORM_LANGUAGES)}")
            flat[f"{group}.{name}"] = texts[language]
    return FormWords(language, flat)
