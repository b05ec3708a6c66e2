"""Which cells of a table of answers are tested, in which families, and what the note says. No test is made up here.

A family is all groups of a grouping of which the same is said, or all rows of a table whose change is tested.
"""

from collections.abc import Iterable, Mapping

from kartlegg.definitions import Words
from kartlegg.errors import LookupFault
from kartlegg.estimation.inference.comparison import Comparison
from kartlegg.estimation.inference.groups import SAME, adjusted_together
from kartlegg.estimation.inference.paired import paired_shares
from kartlegg.estimation.responses import BASES
from kartlegg.language import Language, Text
from kartlegg.tabulation.answers import Answers
from kartlegg.tabulation.answers_table import Said, said_in
from kartlegg.tabulation.cell_test import SIGNS, CellTest, Finding
from kartlegg.tabulation.spec import AnswersSpec
from kartlegg.tabulation.words import SharedWords, WordsOfTests


def cell_tests(spec: AnswersSpec, answers: Answers, words: SharedWords) -> tuple[CellTest, ...]:
    """Return the tests of a table in the order of its cells.

    Raises LookupFault where the table asks for tests and has no percentage of this round to be tested, or none of the
    units that replied has answers of last round.
    """
    if not spec.tests:
        return ()
    shown = [said for said in said_in(spec, answers, words) if _is_share(said, answers)]
    found: list[CellTest] = []
    for kind in spec.tests:
        made = _groups(shown, answers) if kind == "groups" else _years(shown, answers)
        if not made:
            raise LookupFault(f"the table has no percentage of {answers.year} whose {kind} could be tested")
        found += made
    return tuple(found)


def _is_share(said: Said, answers: Answers) -> bool:
    of, measure, base, _, _ = said.statement
    is_shown = said.year == answers.year and said.statement not in answers.hidden
    return is_shown and measure == "percent" and of != base and answers.offered(of)


def _groups(shown: Iterable[Said], answers: Answers) -> list[CellTest]:
    found = []
    for said in shown:
        of, _, base, by, group = said.statement
        if group:
            plain, held = answers.family(of, base, by)
            if group in plain:
                found.append(CellTest(said.row, said.column, "groups", plain[group], held.get(group)))
    return found


def _years(shown: Iterable[Said], answers: Answers) -> list[CellTest]:
    """Return the changes since last round of what is said of all units, adjusted for one another."""
    whole = [said for said in shown if not said.statement.group]
    made = [_change(said, answers) for said in whole]
    return [
        CellTest(said.row, said.column, "years", one)
        for said, one in zip(whole, adjusted_together(made), strict=True)
    ]


def _change(said: Said, answers: Answers) -> Comparison:
    of, _, base, _, _ = said.statement
    changes = [] if base in BASES else answers.responses.changes(of, base)
    if not changes:
        raise LookupFault(
            f"the change of {of} cannot be tested: last_round.csv of the Extract holds it of no unit that replied in "
            "this round too; leave years out of tests"
        )
    return paired_shares(said.row, changes)


def note_on_tests(tests: Iterable[CellTest], labels: Mapping[str, Text], words: SharedWords) -> list[Words]:
    """Return the note on what was tested and what the signs mean; none where nothing was.

    `labels` are those of groups. Raises LookupFault where words.yaml has no words for tests.
    """
    made = list(tests)
    if not made:
        return []
    if words.tests is None:
        raise LookupFault("words.yaml has no tests, the words that tables whose groups are tested need")
    told = [
        part for kind in dict.fromkeys(one.kind for one in made) for part in _told(kind, made, labels, words.tests)
    ]
    return [Words(nb=" ".join(part.nb for part in told), en=" ".join(part.en or part.nb for part in told))]


def _told(kind: str, made: list[CellTest], labels: Mapping[str, Text], words: WordsOfTests) -> list[Words]:
    of = [one for one in made if one.kind == kind]
    if kind == "years":
        return [words.years, _sign("changed", of, words.changed, words.unchanged)]
    told = [words.groups, _sign("significant", of, words.significant, words.alike)]
    if any(one.held is not None for one in of):
        told.append(_sign("controlled", of, words.controlled, words.alike_controlled))
    same = dict.fromkeys(one.held.group for one in of if one.held is not None and one.held.reason == SAME)
    return [*told, _naming(same, labels, words.untestable)] if same else told


def _sign(what: Finding, of: Iterable[CellTest], some: Words, none: Words) -> Words:
    if not any(one.found(what) for one in of):
        return none
    return Words(nb=some.nb.replace("{sign}", SIGNS[what]), en=some.en.replace("{sign}", SIGNS[what]))


def _naming(groups: Iterable[str], labels: Mapping[str, Text], words: Words) -> Words:
    def names(language: Language) -> str:
        return ", ".join(labels[group].get(language) for group in groups)

    return Words(nb=words.nb.replace("{groups}", names("nb")), en=words.en.replace("{groups}", names("en")))
