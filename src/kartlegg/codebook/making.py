"""The files of a codebook, in the formats asked for. What stands in a format may not enter."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from kartlegg.codebook.answers import answer_cells
from kartlegg.codebook.build import codebook_of
from kartlegg.codebook.columns import UnitColumns, unit_columns
from kartlegg.codebook.entries import Codebook
from kartlegg.codebook.labelled import LabelledFile, labelled_file
from kartlegg.codebook.to_csv import to_csv
from kartlegg.codebook.to_ddi import to_ddi
from kartlegg.codebook.to_html import to_html
from kartlegg.codebook.to_spss import to_spss
from kartlegg.codebook.to_stata import to_stata
from kartlegg.codebook.to_xlsx import to_xlsx
from kartlegg.errors import UsageError
from kartlegg.exchange.extract import Extract
from kartlegg.places.load import load_places
from kartlegg.questionnaire.load import load_questionnaire
from kartlegg.rounds import load_round, load_survey, round_folder


@dataclass(frozen=True)
class Made:
    """What the files of a codebook are made of. `texts` keeps open text among the answers."""

    codebook: Codebook
    units: UnitColumns
    extract: Extract | None = field(default=None, repr=False)
    texts: bool = False

    @property
    def synthetic(self) -> bool:
        """True where the answers are made up."""
        return self.extract is not None and self.extract.manifest.synthetic

    @cached_property
    def labelled(self) -> LabelledFile:
        """The file of answers, without a row where there is no Extract."""
        answers = None
        if self.extract is not None:
            answers = answer_cells(self.extract, self.codebook, self.units.units)
        return labelled_file(self.codebook, self.units, answers, texts=self.texts, synthetic=self.synthetic)


def _ddi(made: Made) -> bytes:
    cases = 0 if made.extract is None else len(made.units.units)
    return to_ddi(made.codebook, units=made.units.columns, cases=cases, synthetic=made.synthetic)


_FILES: Mapping[str, Callable[[Made], dict[str, bytes]]] = {
    "html": lambda made: {"codebook.html": to_html(made.codebook, synthetic=made.synthetic)},
    "xlsx": lambda made: {"codebook.xlsx": to_xlsx(made.codebook, synthetic=made.synthetic)},
    "csv": lambda made: to_csv(made.codebook),
    "ddi": lambda made: {"codebook.xml": _ddi(made)},
    "spss": lambda made: {"answers.sav": to_spss(made.labelled)},
    "stata": lambda made: {"answers.dta": to_stata(made.labelled)},
}

CODEBOOK_NAMES = (
    "codebook.html",
    "codebook.xlsx",
    "codebook.xml",
    "answers.sav",
    "answers.dta",
    "variables.csv",
    "options.csv",
)
"""What the files of a codebook may be called."""

CODEBOOK_FORMATS = tuple(_FILES)
"""The formats that a codebook is made in."""


def make_codebook(
    survey: Path,
    year: int,
    formats: Iterable[str] = CODEBOOK_FORMATS,
    *,
    extract: Extract | None = None,
    texts: bool = False,
) -> dict[str, bytes]:
    """Return the files of the codebook of a round, by name; the same input gives the same bytes.

    With an `extract` the files of SPSS and Stata hold one row for each unit, else labels alone; `texts` keeps open
    text among the answers. Raises UsageError for an unknown format or round, InputError where a definition is wrong.
    """
    wanted = list(formats)
    unknown = [form for form in wanted if form not in _FILES]
    if unknown:
        raise UsageError(f"there is no format {', '.join(unknown)}; there are {', '.join(_FILES)}")
    made = _load(survey, year, extract, texts=texts)
    return {name: content for form in _FILES if form in wanted for name, content in _FILES[form](made).items()}


def _load(survey: Path, year: int, extract: Extract | None, *, texts: bool) -> Made:
    this_round = load_round(survey, year)
    places, day = load_places(survey), this_round.population_on
    units = unit_columns(places, day, None if extract is None else extract.statuses)
    codebook = codebook_of(
        load_questionnaire(round_folder(survey, year)),
        load_survey(survey),
        this_round,
        _others(survey, year),
        units=len(units.units),
    )
    return Made(codebook, units, extract, texts)


def _others(survey: Path, year: int) -> dict[int, Iterable[str]]:
    """Return the codes of the variables of every other round of the survey, by year."""
    years = sorted(
        int(path.parent.name) for path in survey.glob("rounds/*/round.yaml") if path.parent.name.isdecimal()
    )
    return {other: load_questionnaire(round_folder(survey, other)).variables for other in years if other != year}
