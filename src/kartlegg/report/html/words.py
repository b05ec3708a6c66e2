"""The words that the web edition itself says. They stand in html/words.yaml; no word of the publication may enter."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kartlegg.language import LANGUAGES, Language
from kartlegg.report.layout.captions import written_date

_FILE = Path(__file__).parent / "words.yaml"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language: `words["tables.code"]`; `fill` puts values in the braces."""

    language: Language
    of: dict[str, str]

    def __getitem__(self, key: str) -> str:
        """Return the words named `group.name`; raises KeyError where there are none."""
        return self.of[key]

    def fill(self, key: str, **values: object) -> str:
        """Return the words with every `{name}` replaced."""
        return self.of[key].format(**values)

    def named(self, kind: str, number: str, *, within: bool = False) -> str:
        """Return "Tabell 4.4"; `within` a sentence bokmål has a small letter."""
        word = self.of[f"kinds.{kind}"]
        return f"{word.lower() if within and self.language == 'nb' else word} {number}"

    def group(self, group: str) -> dict[str, str]:
        """Return the words of one group by their own names."""
        return {key.partition(".")[2]: text for key, text in self.of.items() if key.startswith(f"{group}.")}

    def date(self, iso: str) -> str:
        """Return an ISO date as people write it: "1. juli" and "1 July", then the year."""
        return written_date(iso, self.language)


@cache
def _entries() -> dict[str, Any]:
    return dict(yaml.load(_FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


@cache
def words_in(language: Language) -> Words:
    """Return the site's words in a language; raises ValueError where an entry lacks one of the languages."""
    entries = _entries()
    flat: dict[str, str] = {}
    for group, members in entries.items():
        for name, texts in members.items():
            if set(texts) != set(LANGUAGES):
                raise ValueError(f"{_FILE.name}: {group}.{name} must be in {', '.join(LANGUAGES)}")
            flat[f"{group}.{name}"] = texts[language]
    return Words(language, flat)
