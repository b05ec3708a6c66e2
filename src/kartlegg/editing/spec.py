"""The files of checks of a round as they are written: keys and their types. What a check finds may not enter.

Format: docs/reference/checks.md. Conditions and slots stay text here; `load_checks` reads them.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from kartlegg.definitions import Definition
from kartlegg.questionnaire.options import Code


class Severity(StrEnum):
    """How much a hit weighs: hard stops, soft asks for a reason, a note only tells."""

    HARD = "hard"
    SOFT = "soft"
    NOTE = "note"


Tongue = Literal["nb", "nn", "en"]
"""A language that a municipality or an operator reads messages in."""


class Message(Definition):
    """What a hit tells the respondent, in both written forms of Norwegian; English falls back on bokmål."""

    nb: str = Field(min_length=1)
    nn: str = Field(min_length=1)
    en: str = ""

    def get(self, tongue: Tongue) -> str:
        """Return the words in a language."""
        words: str = getattr(self, tongue)
        return words or self.nb


class Outlier(Definition):
    """What every outlier check says: its variables, the grouping `by` whose groups are compared, and the least.

    A group with fewer than `pool_under` units to compare is put together with the other small ones; where that is
    still fewer, its units are judged among all. A figure, or a change, below `at_least` (in the variable's measure)
    is never a hit.
    """

    variables: tuple[Code, ...] = Field(min_length=1)
    by: str
    pool_under: int = Field(default=10, ge=1)
    at_least: float = Field(default=2, ge=0)


class YearToYear(Outlier):
    """Change since last round against the others' change: Hidiroglou and Berthelot (1986)."""

    method: Literal["hidiroglou_berthelot"]
    c: float = Field(default=7, gt=0)
    u: float = Field(default=0.5, ge=0, le=1)
    a: float = Field(default=0.05, ge=0)


class Ratio(Outlier):
    """A figure so many times larger or smaller than `to`: last round's, or the group's median (per inhabitant)."""

    method: Literal["ratio"]
    to: Literal["last", "median"]
    times: float = Field(gt=1)
    per: Literal["population", "population_adults", "population_children"] | None = None


class Spread(Outlier):
    """A figure per inhabitant more than `c` robust standard deviations from the group's median, on a log scale."""

    method: Literal["spread"]
    c: float = Field(default=4, gt=0)
    per: Literal["population", "population_adults", "population_children"]


class ShareOfChange(Outlier):
    """A change that is at least `share` of all change in its group, ups and downs counted alike."""

    method: Literal["share_of_change"]
    share: float = Field(gt=0, le=1)


class Rank(Outlier):
    """One of the `first` largest changes in its group."""

    method: Literal["rank"]
    first: int = Field(ge=1)


class SameFigure(Outlier):
    """The same figure reported by two units of different `kinds` in one group: counted twice, perhaps."""

    method: Literal["same_figure"]
    kinds: tuple[str, ...] = Field(min_length=2)


AnyOutlier = Annotated[YearToYear | Ratio | Spread | ShareOfChange | Rank | SameFigure, Field(discriminator="method")]
"""Any check that compares many units."""


class WrittenCheck(Definition):
    """A check as written. Exactly one of `holds`, `differ`, `control` and `outlier` says what is checked.

    `each` repeats the check for each of its codes, put where the word `each` stands. `when` says whom it is about.
    """

    code: Code
    level: Severity
    each: tuple[Code, ...] = ()
    when: str | None = None
    holds: str | None = None
    differ: tuple[Code, ...] = ()
    at_least: float = Field(default=2, ge=0)
    control: Code | None = None
    outlier: AnyOutlier | None = None
    stands_at: Code | None = None
    asks: bool | None = None
    since: int | None = None
    because: str = ""
    message: Message

    @model_validator(mode="after")
    def _one_kind(self) -> "WrittenCheck":
        if sum(map(bool, (self.holds, self.differ, self.control, self.outlier))) != 1:
            raise ValueError("exactly one of holds, differ, control and outlier")
        if self.each and self.holds is None:
            raise ValueError("each together with holds only")
        if self.when is not None and self.holds is None and not self.differ:
            raise ValueError("when together with holds or differ only")
        if self.asks and self.level is not Severity.SOFT:
            raise ValueError("asks: true on soft checks only: no reason lifts a hard one, and a note needs none")
        return self


class CheckFile(Definition):
    """A file of `checks/`: what is checked in the section whose file has the same name."""

    checks: tuple[WrittenCheck, ...]


class Standard(Definition):
    """A check that is made of the questionnaire itself: its level, and what it tells."""

    level: Severity
    message: Message


class StandardFile(Definition):
    """The file `checks/standard.yaml`: words for the checks that the questionnaire itself gives rise to.

    `formats` are by the reason of an AnswerError; `mend` is added where one part alone would mend a control.
    """

    missing: Message
    mend: Message
    formats: Mapping[str, Standard]
    control: Standard
    distribution: Standard
    exclusive: Standard
    other_text: Standard
    hidden: Standard
    incomplete: Standard
