"""The words that the codebook itself says, as words.yaml has them; no word of a questionnaire may enter."""

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import yaml

from kartlegg.definitions import Words

CodebookLanguage = Literal["nb", "nn", "en"]
LANGUAGES: tuple[CodebookLanguage, ...] = get_args(CodebookLanguage)
_FILE = Path(__file__).parent / "words.yaml"


@cache
def phrases() -> dict[str, Words]:
    """Return every phrase as `group.name`; raises KeyError where one lacks bokmål or English."""
    entries = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {
        f"{group}.{name}": Words(nb=texts["nb"], nn=texts.get("nn", ""), en=texts["en"])
        for group, members in entries.items()
        for name, texts in members.items()
    }


def phrase(name: str, *values: object) -> Words:
    """Return the phrase `group.name` with its places filled: values that are Words, each in its own language."""
    of = phrases()[name]
    return _in_each(lambda language: _filled(of, values, language))


def said(words: Words | None, language: CodebookLanguage) -> str:
    """Return the words in `language`; both English and nynorsk fall back on bokmål, and no words are ""."""
    if words is None:
        return ""
    return {"nb": words.nb, "nn": words.nn, "en": words.en}[language] or words.nb


def joined(between: str, parts: Iterable[Words]) -> Words:
    """Return the parts side by side, in each language."""
    listed = list(parts)
    return _in_each(lambda language: between.join(said(part, language) for part in listed))


def listed(parts: Iterable[Words], conjunction: str) -> Words:
    """Return the parts with commas between, the phrase `list.<conjunction>` before the last."""
    all_of = list(parts)
    if len(all_of) < 2:
        return all_of[0] if all_of else Words(nb="")
    return phrase(f"list.{conjunction}", joined(", ", all_of[:-1]), all_of[-1])


def _in_each(make: Callable[[CodebookLanguage], str]) -> Words:
    return Words(nb=make("nb"), nn=make("nn"), en=make("en"))


def _filled(of: Words, values: Iterable[object], language: CodebookLanguage) -> str:
    told = (said(value, language) if isinstance(value, Words) else value for value in values)
    return said(of, language).format(*told)
