"""Words that tables of one kind share, read from the survey, and captions filled with facts. No numbers are made."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationInfo, field_validator

from kartlegg.definitions import Definition, Words, read_definition
from kartlegg.errors import LookupFault
from kartlegg.estimation.inference.intervals import CONFIDENCE
from kartlegg.language import Text
from kartlegg.places.groupings import Grouping
from kartlegg.places.population import POPULATIONS
from kartlegg.tabulation.table import Row

REQUIRED = {"inhabitants": POPULATIONS, "rates": ("fte", "rate", "own", "mean")}
"""The keys that these words must have, since tables are made of them."""


class WordsOfTests(Definition):
    """What the note below a table says of its tests.

    `groups` and `years` say what was tested; `significant`, `controlled` and `changed` what a sign means, which
    stands for `{sign}`; `alike`, `alike_controlled` and `unchanged` that nothing was found; `untestable` of which
    `{groups}` there is no test with size held equal.
    """

    groups: Words
    significant: Words
    alike: Words
    controlled: Words
    alike_controlled: Words
    untestable: Words
    years: Words
    changed: Words
    unchanged: Words


class SharedWords(Definition):
    """`report/words.yaml` of a round: heads and labels that many tables share.

    The keys of `target_groups` are the variables that are told per inhabitant, in the order of the columns;
    `total_variable` is the one of them that adds up all the others.
    """

    source: Words
    total: Words
    units: Words
    inhabitants: Mapping[str, Words]
    target_groups: Mapping[str, Words] = Field(min_length=1)
    total_variable: str
    rates: Mapping[str, Words]
    scopes: Mapping[str, Words]
    count_label: Words
    percent_label: Words
    limit_labels: Mapping[str, Words] = {}
    change: Words
    fte: Words
    synthetic: Words
    bases: Mapping[str, Words] = {}
    notes: Mapping[str, Words] = {}
    base_kinds: Mapping[str, Words] = {}
    base_note: Words | None = None
    tests: WordsOfTests | None = None

    total_code: str = "total"

    @field_validator(*REQUIRED)
    @classmethod
    def _complete(cls, words: Mapping[str, Words], info: ValidationInfo) -> Mapping[str, Words]:
        keys = REQUIRED[info.field_name or ""]
        if set(words) != set(keys):
            raise ValueError(f"words for {', '.join(keys)}")
        return words

    @field_validator("total_variable")
    @classmethod
    def _among_them(cls, total: str, info: ValidationInfo) -> str:
        codes = info.data.get("target_groups", {total: None})
        if total not in codes:
            raise ValueError(f"one of target_groups: {', '.join(codes)}")
        return total

    @property
    def count(self) -> Text:
        """The head of a column of counts."""
        return self.count_label.text()

    @property
    def percent(self) -> Text:
        """The head of a column of percentages."""
        return self.percent_label.text()

    def limit(self, of: str) -> Text:
        """The head of a column of limits, `low` or `high`; raises LookupFault where there are no words for it.

        `{confidence}` in it stands for how often the limits hold the share, in per cent.
        """
        return fill(_known(self.limit_labels, of, "limit_labels"), {"confidence": str(round(100 * CONFIDENCE))})

    def base(self, of: Words | str) -> Words:
        """Return the base itself or by its key; raises LookupFault where there is no such key."""
        return of if isinstance(of, Words) else _known(self.bases, of, "base")

    def base_kind(self, kind: str) -> Words:
        """Return the words for a kind of base within a sentence; raises LookupFault where there are none."""
        return _known(self.base_kinds, kind, "base_kinds")

    def note(self, of: Words | str) -> Words:
        """Return the note itself or by its key; raises LookupFault where there is no such key."""
        return of if isinstance(of, Words) else _known(self.notes, of, "note")


def _known(words: Mapping[str, Words], key: str, what: str) -> Words:
    if key not in words:
        raise LookupFault(f"words.yaml has no {what} {key}; there are {', '.join(sorted(words)) or 'none'}")
    return words[key]


def load_words(round_folder: Path) -> SharedWords:
    """Return the shared words of a round; raises DefinitionError with file and line."""
    return read_definition(round_folder / "report" / "words.yaml", SharedWords)


def fill(words: Words, facts: Mapping[str, str | None]) -> Text:
    """Return `words` with `{year}` and the like filled in; braces around anything else are left as they are.

    Raises LookupFault for a fact that is asked for and None: there is none in this round.
    """

    def filled(text: str) -> str:
        for name, value in facts.items():
            if f"{{{name}}}" in text:
                if value is None:
                    raise LookupFault(f'"{text}" asks for {name}, which this round does not have')
                text = text.replace(f"{{{name}}}", value)
        return text

    return Text(filled(words.nb), filled(words.en))


def group_rows(grouping: Grouping, present: Mapping[str, Any], words: SharedWords) -> tuple[Row, ...]:
    """Return a row for each group that any place belongs to, in the order of publication, and the total."""
    groups = [Row(group.code, group.label, phrase=group.phrase) for group in grouping.groups if group.code in present]
    return (*groups, Row(words.total_code, words.total.text(), "total"))
