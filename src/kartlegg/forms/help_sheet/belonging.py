"""Which cells stand beside the label of another variable, as after sorting some columns. No answer is read here."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set

from kartlegg.forms.help_sheet.cells import Cell
from kartlegg.forms.help_sheet.plan import plan_sheets
from kartlegg.forms.wording import FORM_LANGUAGES, FormLanguage
from kartlegg.questionnaire.model import Questionnaire

Labels = Mapping[FormLanguage, Mapping[str, str]]
"""What stands beside the cell of each variable, by language and code."""


def labels_of(questionnaire: Questionnaire) -> Labels:
    """Return the labels in each language."""
    return {language: plan_sheets(questionnaire, language).labels for language in FORM_LANGUAGES}


def language_of(cells: Sequence[Cell], labels: Labels) -> FormLanguage:
    """Return the language in which most of the labels are written."""

    def written_in(language: FormLanguage) -> int:
        return sum(folded(cell.label) == folded(labels[language].get(cell.code, "")) for cell in cells)

    return max(labels, key=written_in)


def strays(cells: Sequence[Cell], labels: Labels) -> Set[Cell]:
    """Return the cells whose code belongs to another label than that of their row.

    Where labels have changed places, a label that stands on several lines of the sheet tells nothing: those lines go
    too, for nobody can say whose answer they hold.
    """
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for one in labels.values():
        for code, label in one.items():
            wanted[code].add(folded(label))
    known = set().union(*wanted.values())
    found: set[Cell] = set()
    for sheet in {cell.sheet: None for cell in cells}:
        here = [cell for cell in cells if cell.sheet == sheet and cell.code in wanted]
        wrong = [cell for cell in here if folded(cell.label) not in wanted[cell.code]]
        times = Counter(folded(cell.label) for cell in here)
        moved = any(folded(cell.label) in known for cell in wrong)
        found |= {cell for cell in here if moved and times[folded(cell.label)] > 1} | set(wrong)
    return found


def folded(label: str) -> str:
    """Return a label without what a spreadsheet may change: case and spaces."""
    return " ".join(label.casefold().split())
