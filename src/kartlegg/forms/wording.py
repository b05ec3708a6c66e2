"""Words of a form in the language of whoever fills it in, and the numbers of its questions. No layout may enter."""

from collections.abc import Mapping
from typing import Literal, get_args

from kartlegg.definitions import Words
from kartlegg.questionnaire.model import Questionnaire

FormLanguage = Literal["nb", "nn"]
"""The two written forms of Norwegian: bokmål and nynorsk."""

FORM_LANGUAGES: tuple[FormLanguage, ...] = get_args(FormLanguage)
LANGUAGE_NAMES: Mapping[FormLanguage, str] = {"nb": "bokmål", "nn": "nynorsk"}

SMALLEST_TOLD = 0.05
"""A grid of numbers may be off by rounding; what is less than this is not worth telling."""


def said(words: Words | None, language: FormLanguage) -> str:
    """Return the words in `language`; nynorsk falls back on bokmål where it is empty, and no words are ""."""
    if words is None:
        return ""
    return words.nn if language == "nn" and words.nn else words.nb


def question_numbers(questionnaire: Questionnaire) -> dict[str, str]:
    """Return the number of each question by its code: 3.2 is the second question of the third section."""
    return {
        question.code: f"{page}.{place}"
        for page, section in enumerate(questionnaire.sections, 1)
        for place, question in enumerate(section.questions, 1)
    }


def written_number(value: float) -> str:
    """Return a number with a comma and no more decimals than it has."""
    return f"{value:.10f}".rstrip("0").rstrip(".").replace(".", ",").replace("-", "−")
