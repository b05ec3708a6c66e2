"""The catalogue of what a round is known to have asked, against its definition: which question covers which entry.

A catalogue is kept apart from the definition, so that what was forgotten in one is seen in the other.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kartlegg.csv_rows import read_rows
from kartlegg.errors import DefinitionError, Fault, suggest
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.questionnaire.options import Assumable
from kartlegg.questionnaire.questions import Question

COLUMNS = (
    "chapter",
    "id",
    "label",
    "type",
    "options",
    "rows",
    "routing",
    "years",
    "base",
    "answered",
    "codes",
    "note",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A question of the catalogue: what is known of it, and the `codes` of the questions that ask it here."""

    chapter: str
    id: str
    label: str
    type: str
    routing: str
    years: str
    codes: tuple[str, ...]


def load_catalogue(round_folder: Path, questionnaire: Questionnaire) -> tuple[Entry, ...]:
    """Return the entries of `catalogue/*.csv` in the order of the chapters.

    Raises DefinitionError for a file without the columns, a row of another length, an entry without codes or with
    one that is no question, variable or sum of the form.
    """
    entries: list[Entry] = []
    faults: list[Fault] = []
    known = {*questionnaire.questions, *questionnaire.variables}
    for path in sorted((round_folder / "catalogue").glob("*.csv")):
        for line, row in read_rows(path, COLUMNS):
            faults += _faults(path, line, row, known)
            entries.append(_entry(row))
    if faults:
        raise DefinitionError(faults)
    return tuple(entries)


def _entry(cell: Mapping[str, str]) -> Entry:
    codes = tuple(cell["codes"].split())
    return Entry(cell["chapter"], cell["id"], cell["label"], cell["type"], cell["routing"], cell["years"], codes)


def _faults(path: Path, line: int, row: Mapping[str, str], known: set[str]) -> Iterator[Fault]:
    codes = row["codes"].split()
    if not codes:
        yield Fault(path, line, "codes", "an entry that nothing covers", "a question of the form", "define it")
    for code in codes:
        if code not in known:
            remedy = suggest(code, sorted(known), "define it or correct the code")
            yield Fault(path, line, "codes", f"the unknown question {code}", "a question of the form", remedy)


def coverage_page(year: int, questionnaire: Questionnaire, entries: Iterable[Entry]) -> str:
    """Return the page in Markdown: every entry with what covers it, questions that no entry tells of, assumptions."""
    entries = list(entries)
    told = {code for entry in entries for code in entry.codes}
    by_itself = [
        question.code
        for question in questionnaire.questions.values()
        if question.code not in told and told.isdisjoint(of.code for of in question.variables(questionnaire.scales))
    ]
    lines = [
        f"# The form of {year}, question by question\n",
        f"Made by `kartlegg coverage {year}`; not written by hand. The catalogue is what the published report is "
        "known to have asked.\n",
        f"{len(entries)} entries of the catalogue, 0 without a question here.\n",
        *_by_chapter(entries, questionnaire),
        "## Questions that the catalogue does not tell of\n",
        *([f"- `{code}`: {_why(questionnaire.questions[code])}" for code in by_itself] or ["None."]),
        "\n## What the sources do not print\n",
        "Chosen by the convention of the field; whoever has the form should look at these first.\n",
        "| Where | What | Why so |",
        "|---|---|---|",
        *(f"| {where} | `{what}` | {because} |" for where, what, because in assumptions(questionnaire)),
    ]
    return "\n".join(lines) + "\n"


def _why(question: Question) -> str:
    """Return why a question may stand in the form and in no catalogue."""
    rows = getattr(question, "rows", ())
    return "adds up what others ask" if question.type == "numbers" and not rows else question.text.nb


def _by_chapter(entries: list[Entry], questionnaire: Questionnaire) -> Iterator[str]:
    chapters = dict.fromkeys(entry.chapter for entry in entries)
    for chapter in sorted(chapters, key=lambda number: (len(number), number)):
        yield f"## Chapter {chapter}\n"
        yield "| Catalogue | What | Type | Shown to | Here | Type here | Variables |"
        yield "|---|---|---|---|---|---|---:|"
        for entry in (entry for entry in entries if entry.chapter == chapter):
            types, variables = _covers(entry, questionnaire)
            codes = ", ".join(f"`{code}`" for code in entry.codes)
            yield (
                f"| `{entry.id}` | {entry.label} | {entry.type} | {entry.routing.replace('|', '/')} | {codes} | "
                f"{types} | {variables} |"
            )
        yield ""


def _covers(entry: Entry, questionnaire: Questionnaire) -> tuple[str, int]:
    """Return the types of the questions that cover an entry, and how many variables they ask."""
    types, asked = [], 0
    for code in entry.codes:
        question = questionnaire.questions.get(code)
        of = [variable for variable in questionnaire.variables.values() if code in (variable.question, variable.code)]
        types.append(question.type if question is not None else of[0].type)
        asked += sum(variable.asked for variable in of)
    return ", ".join(dict.fromkeys(types)), asked


def assumptions(questionnaire: Questionnaire) -> Iterator[tuple[str, str, str]]:
    """Yield section or `scales.yaml`, code and reason of every part that was chosen because no source prints it."""
    for section in questionnaire.sections:
        for question in section.questions:
            for code, part in _parts(question):
                if part.assumed:
                    yield section.code, code, part.because
    for scale in questionnaire.scales.values():
        if scale.assumed:
            yield "scales.yaml", scale.code, scale.because


def _parts(question: Question) -> Iterator[tuple[str, Assumable]]:
    yield question.code, question
    for name in ("rows", "options", "sums"):
        for part in getattr(question, name, ()):
            yield f"{question.code}: {getattr(part, 'code', None) or part.variable}", part
