"""Whom percentages are of: the base that a table declares is the base that its cells have. No number may enter.

A table says in words whom its percentages are of. Here the words are held against the conditions of the cells; a base
that changes between columns is told in a note; and the same fact may not be shown of two bases in two tables.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple, get_args

from kartlegg.definitions import Words
from kartlegg.errors import LookupFault
from kartlegg.estimation.responses import BASES
from kartlegg.fault_codes import FaultCode
from kartlegg.language import Language
from kartlegg.questionnaire.grammar import parse_condition
from kartlegg.questionnaire.rules import Among, Is
from kartlegg.tabulation.answers import Answers
from kartlegg.tabulation.answers_table import Said, said_in
from kartlegg.tabulation.spec import AnswersSpec
from kartlegg.tabulation.table import Column
from kartlegg.tabulation.words import SharedWords

BaseKind = Literal["everyone", "participants", "complete", "partial", "silent", "answered", "ticked", "followed"]
"""
everyone … silent   units by the status of their reply
answered            those that answered the question
ticked              those that ticked at least one of its options
followed            those of whom something else is true, such as an earlier answer
"""
KINDS: tuple[str, ...] = get_args(BaseKind)


class Fact(NamedTuple):
    """What a percentage tells, whatever it is of: of which units, in which group and year."""

    of: str
    by: str
    group: str
    year: int


def kind_of(base: str) -> BaseKind:
    """Return the kind of a base: a word of BASES or a condition; raises RuleError where it cannot be read."""
    if base in BASES:
        return next(kind for kind in get_args(BaseKind) if kind == base)
    rule = parse_condition(base)
    if isinstance(rule, Is) and rule.predicate.state == "answered" and not rule.predicate.denied:
        return "answered"
    return "ticked" if isinstance(rule, Among) and rule.predicate.state == "ticked" else "followed"


def note_on_bases(spec: AnswersSpec, columns: Iterable[Column], answers: Answers, words: SharedWords) -> Words | None:
    """Return the note on a base that changes between columns, None where all percentages are of the same.

    Raises LookupFault where the table declares another base than its percentages of this round have.
    """
    kinds: dict[BaseKind, list[Said]] = {}
    for said in _percentages(spec, answers, words):
        kinds.setdefault(_kind(spec, answers, said), []).append(said)
    _refuse_other(
        spec, {kind: said.statement.base for kind, of in kinds.items() for said in of if said.year == answers.year}
    )
    return _note(kinds, {column.code: column for column in columns}, words) if len(kinds) > 1 else None


def facts_of(spec: AnswersSpec, answers: Answers, words: SharedWords) -> Iterator[tuple[Fact, str]]:
    """Yield the facts of this round that a table shows in per cent, each with its base."""
    for said in _percentages(spec, answers, words):
        of, _, base, by, group = said.statement
        if said.year == answers.year:
            yield Fact(of, by, group, said.year), base


def other_bases(shown: Iterable[tuple[str, Iterable[tuple[Fact, str]]]]) -> list[tuple[str, str, Fact, str]]:
    """Return the facts that two tables show of bases of which they share none: both numbers, the fact, a later base.

    `shown` are tables by number with their facts; each is held against all before it, and told with the first that
    it shares none with. A table may show a fact of two bases, since it says so in a note.
    """
    seen: dict[Fact, list[tuple[str, set[str]]]] = {}
    found = []
    for number, facts in shown:
        here: dict[Fact, set[str]] = {}
        for fact, base in facts:
            here.setdefault(fact, set()).add(base)
        for fact, bases in here.items():
            before = seen.setdefault(fact, [])
            other = [first for first, shared in before if not shared & bases]
            found += [(first, number, fact, min(bases)) for first in other[:1]]
            before.append((number, bases))
    return found


def _percentages(spec: AnswersSpec, answers: Answers, words: SharedWords) -> Iterator[Said]:
    for said in said_in(spec, answers, words):
        of, measure, base, _, _ = said.statement
        if measure == "percent" and base and of != base:
            yield said


def _kind(spec: AnswersSpec, answers: Answers, said: Said) -> BaseKind:
    printed = answers.published_bases.get((spec.number, said.year))
    return kind_of(printed or said.statement.base)


def _refuse_other(spec: AnswersSpec, kinds: Mapping[BaseKind, str]) -> None:
    """Raise LookupFault where the table's word is not that of `kinds`, which have a base of each as an example."""
    if isinstance(spec.base, str) and spec.base in KINDS and kinds and set(kinds) != {spec.base}:
        told = ", ".join(sorted(kinds))
        bases = "; ".join(kinds[kind] for kind in sorted(kinds))
        found = f"the table says that its percentages are of the base {spec.base}, and they are of {told} ({bases})"
        raise LookupFault(found, FaultCode.WRONG_BASE, name=told, known=kinds)


def _note(kinds: Mapping[BaseKind, list[Said]], columns: Mapping[str, Column], words: SharedWords) -> Words:
    """Return the note: which columns are of which base; by year where that is enough to tell them apart."""
    years = {kind: {said.year for said in of} for kind, of in kinds.items()}
    apart = sum(map(len, years.values())) == len(set().union(*years.values()))

    def told(language: Language) -> str:
        parts = []
        for kind, of in kinds.items():
            heads = dict.fromkeys(_head(columns[said.column], language) for said in of)
            told_of = _stretches(years[kind]) if apart else ", ".join(heads)
            base = words.base_kind(kind)
            parts.append(f"{told_of}: {base.nb if language == 'nb' else base.en}")
        return "; ".join(parts)

    if words.base_note is None:
        raise LookupFault("words.yaml has no base_note, which a table whose base changes between columns needs")
    nb, en = words.base_note.nb.replace("{parts}", told("nb")), words.base_note.en.replace("{parts}", told("en"))
    return Words(nb=nb, en=en)


def _stretches(years: Iterable[int]) -> str:
    """Return years in order, neighbours as a stretch: "first–third, fifth"."""
    found: list[list[int]] = []
    for year in sorted(years):
        if found and year == found[-1][-1] + 1:
            found[-1].append(year)
        else:
            found.append([year])
    return ", ".join(str(of[0]) if len(of) == 1 else f"{of[0]}–{of[-1]}" for of in found)


def _head(column: Column, language: Language) -> str:
    return (column.group or column.label).get(language)
