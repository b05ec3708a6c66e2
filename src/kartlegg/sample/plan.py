"""What a sample must fit and how the rest is made up, as `sample.yaml` of a round says. No figure may enter."""

from pathlib import Path
from typing import Literal

from pydantic import Field

from kartlegg.definitions import Definition, read_definition
from kartlegg.rounds import round_folder

PLAN_FILE = "sample.yaml"


class Shown(Definition):
    """What a printed cell shows. Row and column each say a part; together they must name a `variable`.

    `per` inhabitants of age group `of`; percent of the variable `share_of`; change from the published figure of
    the year `change_on`, in percent where `percent` is true; with none of them the figure itself.
    """

    variable: str = ""
    per: float | None = None
    of: Literal["children", "adults", "all"] = "all"
    share_of: str = ""
    change_on: int | None = None
    percent: bool = False

    def joined(self, other: "Shown") -> "Shown":
        """Return both parts as one; what `other` states counts."""
        return self.model_copy(update=other.model_dump(exclude_unset=True))


class PrintedTable(Definition):
    """A published table that the sample must fit.

    Its rows are `rows` (label -> what it shows), or the groups of `grouping` under the labels of the grouping
    (`labels` where print has others, `total` for the whole country), or units (`grouping: unit`, label = code).
    """

    table: str
    grouping: str = ""
    labels: dict[str, str] = Field(default_factory=dict)
    total: str = ""
    rows: dict[str, Shown] = Field(default_factory=dict)
    columns: dict[str, Shown]


class Split(Definition):
    """The parts of `sum` in the questionnaire add up to the figure `whole` of each unit.

    `scarce` limits a part to that number of units, the largest first; `spread` is the standard deviation of the
    log of a unit's share against the nation's; a part expected below `rarely` is left at zero in most units.
    """

    sum: str
    whole: str
    scarce: dict[str, int] = Field(default_factory=dict)
    spread: float = Field(default=0.5, ge=0, le=2)
    rarely: float = Field(default=0.3, ge=0)


class Distribution(Definition):
    """The parts of `sum` add up to `whole` within `tolerance` in the units that print counts; the rest is apart.

    `blank` is the share of the other units that answer nothing, `uneven` that of counted units that are a little off.
    """

    sum: str
    whole: str
    tolerance: float = Field(gt=0)
    spread: float = Field(default=0.4, ge=0, le=2)
    blank: float = Field(default=0.5, ge=0, le=1)
    uneven: float = Field(default=0.1, ge=0, le=1)


class StatusMargin(Definition):
    """A published count of units by status in the groups of a grouping; `labels` where print has other labels."""

    table: str
    grouping: str
    labels: dict[str, str] = Field(default_factory=dict)


class Statuses(Definition):
    """How many units gave no, a partial or a complete reply: printed column of each status and the tables."""

    columns: dict[Literal["none", "partial", "complete"], str]
    margins: tuple[StatusMargin, ...]


class MadeCorrection(Definition):
    """A correction: a complete unit reported the right figure of `variable` times `times` plus `plus`."""

    variable: str
    times: float = 1
    plus: float = 0
    reason: str


class MadeChange(Definition):
    """A unit's statement that its change in a target group is real or not."""

    target_group: Literal["adults", "children", "all"]
    real: Literal["yes", "no"]
    comment: str


class Statement(Definition):
    """Where the form asks whether a change is real: the `variable`, its options for yes and no, and the `comment`."""

    variable: str
    real: str
    not_real: str
    comment: str


class UnitColumns(Definition):
    """The answers that stand in the columns of units too, each a variable of the questionnaire; blank for none."""

    approval: str = ""
    organised_as: str = ""
    contributors: str = ""


class SamplePlan(Definition):
    """All of `sample.yaml`. `totals` are the sums solved for each unit; figures have `decimals` decimals.

    `moved` is how much units' figures moved since last round: the standard deviation of the log of a unit's change;
    without it, units that reported this round have no figures of the last.
    `limits` says of a number asked which figure of the same unit it is a part of; `alike` is the grouping whose units
    answer somewhat alike; `coded_by` codes open answers.
    """

    published: str
    units: str
    totals: tuple[str, ...]
    decimals: int = Field(ge=0, le=6)
    unit_tables: tuple[PrintedTable, ...]
    country_tables: tuple[PrintedTable, ...]
    splits: tuple[Split, ...]
    distributions: tuple[Distribution, ...]
    moved: float | None = Field(default=None, ge=0, le=1)
    statuses: Statuses
    corrected_by: str
    corrections: tuple[MadeCorrection, ...] = ()
    changes: tuple[MadeChange, ...] = ()
    statements: dict[Literal["adults", "children", "all"], Statement] = Field(default_factory=dict)
    unit_columns: UnitColumns = UnitColumns()
    limits: dict[str, str] = Field(default_factory=dict)
    alike: str = ""
    coded_by: str = "sample"
    notes: tuple[str, ...]


def load_plan(survey: Path, year: int) -> SamplePlan:
    """Return the plan of the round of `year`; raises DefinitionError where it is wrong or missing."""
    return read_definition(round_folder(survey, year) / PLAN_FILE, SamplePlan)
