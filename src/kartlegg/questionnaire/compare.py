"""Two rounds' forms side by side: what is new, gone, moved, reworded, or measured in another way. No figure enters.

The same code says that two rounds can be compared. Where a code was kept and what it measures was not, the series
breaks; whether that is noted is a matter of whoever knows the series.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from kartlegg.language import Text
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.questionnaire.options import Option, substantive
from kartlegg.questionnaire.questions import Question
from kartlegg.questionnaire.sums import leaves_of
from kartlegg.questionnaire.variables import Variable

Kind = Literal[
    "added",
    "removed",
    "moved",
    "type",
    "measure",
    "scale",
    "parts",
    "base",
    "target_group",
    "period",
    "routing",
    "limits",
    "options",
    "values",
    "reworded",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
BREAKING: frozenset[Kind] = frozenset({"type", "measure", "scale", "parts", "base", "target_group", "period"})
"""What makes figures of the same code incomparable."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two forms. `code` is of a question or a variable; `words` go behind it in a sentence.

    `variables` are the codes it is about, of this round, or of the one before for what was removed.
    """

    kind: Kind
    code: str
    words: str
    variables: tuple[str, ...]

    @property
    def breaks(self) -> bool:
        """True where figures of the two rounds cannot be compared."""
        return self.kind in BREAKING


@dataclass(frozen=True, slots=True)
class FormChanges:
    """All differences; `left_out` are the sections of which only one of the rounds is known."""

    changes: tuple[Change, ...]
    left_out: tuple[str, ...] = ()


def compare_forms(before: Questionnaire, now: Questionnaire, *, partial: bool = False) -> FormChanges:
    """Return the differences from `before` to `now` in the order of KINDS and of the form.

    With `partial` one of the two is known in part only: sections that only one has are left out, not told as new
    or gone. What both ask is compared wherever it stands.
    """
    sections = [{section.code for section in form.sections} for form in (before, now)]
    left_out = sections[0] ^ sections[1] if partial else set()
    old, new = before.variables, now.variables
    gone = {code: of for code, of in old.items() if code not in new and of.section not in left_out}
    fresh = {code: of for code, of in new.items() if code not in old and of.section not in left_out}
    changes = [
        *_one_sided("added", fresh, now, before),
        *_one_sided("removed", gone, before, now),
        *_of_questions(before, now),
        *_of_variables(before, now),
        *_of_sums(before, now),
    ]
    changes.sort(key=lambda change: KINDS.index(change.kind))
    ordered = [section.code for form in (before, now) for section in form.sections if section.code in left_out]
    return FormChanges(tuple(changes), tuple(ordered))


def _one_sided(
    kind: Literal["added", "removed"], variables: Mapping[str, Variable], form: Questionnaire, other: Questionnaire
) -> Iterator[Change]:
    """Yield what only `form` asks: a question as a whole where the other has none of it, else its variables."""
    words = "is new" if kind == "added" else "is no longer asked"
    by_question: dict[str, list[Variable]] = {}
    for variable in variables.values():
        by_question.setdefault(variable.question, []).append(variable)
    for question, found in by_question.items():
        codes = tuple(variable.code for variable in found)
        whole = [of for of in form.variables.values() if of.question == question]
        if question not in other.questions and len(found) == len(whole):
            count = f" ({len(codes)} variables)" if len(codes) > 1 else ""
            yield Change(kind, question, f"{words}{count}", codes)
        else:
            yield from (Change(kind, code, words, (code,)) for code in codes)


def _of_questions(before: Questionnaire, now: Questionnaire) -> Iterator[Change]:
    """Yield what changed of a question as a whole."""
    sections = {question.code: section.code for section in before.sections for question in section.questions}
    for section in now.sections:
        for question in section.questions:
            old = before.questions.get(question.code)
            if old is None:
                continue
            codes = tuple(code for code, of in now.variables.items() if of.question == question.code)
            if sections[question.code] != section.code:
                words = f"has moved from {sections[question.code]} to {section.code}"
                yield Change("moved", question.code, words, codes)
            if old.period != question.period:
                words = f"is about {_time(question)}, before about {_time(old)}"
                yield Change("period", question.code, words, codes)
            if old.text.nb != question.text.nb:
                yield Change("reworded", question.code, f"is asked in other words: {question.text.nb}", codes)


def _time(question: Question) -> str:
    return (question.period or "the day of answering").replace("_", " ")


def _of_variables(before: Questionnaire, now: Questionnaire) -> Iterator[Change]:
    """Yield what changed of variables that both ask, those of a question that changed alike as one."""
    alike: dict[tuple[str, Kind, str], list[str]] = {}
    for code, variable in now.variables.items():
        old = before.variables.get(code)
        if old is not None:
            for kind, words in _differences(old, variable):
                alike.setdefault((variable.question, kind, words), []).append(code)
    for (question, kind, words), codes in alike.items():
        every = [code for code, of in now.variables.items() if of.question == question]
        name = question if len(codes) == len(every) and len(codes) > 1 else ", ".join(codes)
        yield Change(kind, name, words, tuple(codes))


def _of_sums(before: Questionnaire, now: Questionnaire) -> Iterator[Change]:
    """Yield the figures of both that add up something else in the end, however their sums are built."""
    was, is_now = leaves_of(before.variables), leaves_of(now.variables)
    for code in (code for code in is_now if code in was and set(was[code]) != set(is_now[code])):
        lost = [part for part in was[code] if part not in is_now[code]]
        gained = [part for part in is_now[code] if part not in was[code]]
        words = [f"no longer adds up {', '.join(lost)}"] * bool(lost)
        words += [f"now adds up {', '.join(gained)} too"] * bool(gained)
        yield Change("parts", code, " and ".join(words), (code,))


def _differences(old: Variable, new: Variable) -> Iterator[tuple[Kind, str]]:
    if old.type != new.type:
        yield "type", f"is a {new.type}, before a {old.type}"
        return
    if old.measure != new.measure:
        yield "measure", f"is measured in {new.measure}, before in {old.measure}"
    yield from _options(old.options, new.options)
    if old.base != new.base:
        yield "base", f"has percentages of {new.base}, before of {old.base}"
    if old.target_group != new.target_group:
        yield "target_group", f"is about {new.target_group}, before about {old.target_group}"
    if old.shown_if != new.shown_if:
        yield "routing", f"is asked under {_shown(new)}, before under {_shown(old)}"
    if old.measure == new.measure and _limits(old) != _limits(new):
        yield "limits", f"may be {_limits(new)}, before {_limits(old)}"
    if (new.row or new.option) and _same(old.label) != _same(new.label):
        yield "reworded", f"is called {new.label.nb}, before {old.label.nb}"
    was = {option.code: option.label.text() for option in old.options}
    for option in new.options:
        label = option.label.text()
        if option.code in was and _same(was[option.code]) != _same(label):
            yield "reworded", f"calls the option {option.code} {label.nb}, before {was[option.code].nb}"


def _same(text: Text) -> str:
    """Return words without case and spacing, so that printing habits are no change."""
    return " ".join(text.nb.casefold().split())


def _options(old: tuple[Option, ...], new: tuple[Option, ...]) -> Iterator[tuple[Kind, str]]:
    was, is_now = _codes(old), _codes(new)
    if not old or not new:  # no closed question, or a scale that could not be read
        return
    if was != is_now:
        yield "scale", f"has the options {', '.join(is_now)}, before {', '.join(was)}"
    elif (others := _others(new)) != _others(old):
        yield "options", f"can be left open with {others or 'nothing'}, before with {_others(old) or 'nothing'}"
    values = {option.code: option.value for option in old}
    moved = [option for option in new if option.code in values and values[option.code] != option.value]
    if moved:
        told = ", ".join(f"{option.code} {option.value}" for option in moved)
        yield (
            "values",
            f"has other numbers in files: {told}, before {', '.join(f'{values[of.code]}' for of in moved)}",
        )


def _codes(options: tuple[Option, ...]) -> list[str]:
    return [option.code for option in substantive(options)]


def _others(options: tuple[Option, ...]) -> str:
    return ", ".join(option.code for option in options if option.kind != "answer")


def _shown(variable: Variable) -> str:
    return " and ".join(f"`{text}`" for text in variable.shown_if) or "no condition"


def _limits(variable: Variable) -> str:
    high = "without end" if variable.at_most is None else f"{variable.at_most:g}"
    return f"from {variable.at_least or 0:g} to {high} with {variable.decimals or 0} decimals"
