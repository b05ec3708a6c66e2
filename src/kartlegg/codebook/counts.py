"""The counts page of a form, in Markdown: how many variables of each type, and what it costs to answer.

Numbers come from the definition and, for the expected route, from replies; nothing typed may enter.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from kartlegg.questionnaire.burden import Burden, Costs, always_asked
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.questionnaire.variables import Variable
from kartlegg.rounds import Round

Route = tuple[str, AbstractSet[str]]
"""One complete reply: the group of the unit, and the codes of the variables that it was shown."""

_KINDS: Mapping[str, Callable[[Variable], bool]] = {
    "one option": lambda of: of.type == "choice",
    "boxes": lambda of: of.type == "tick",
    "numbers": lambda of: of.type == "number",
    "open text": lambda of: of.type == "text" and of.purpose == "open",
    "comments": lambda of: of.type == "text" and of.purpose == "comment",
    "contact": lambda of: of.type == "text" and of.purpose == "contact",
}


@dataclass(frozen=True, slots=True)
class Earlier:
    """The form of an earlier round, to compare with."""

    this_round: Round
    questionnaire: Questionnaire


def counts_page(
    this_round: Round,
    questionnaire: Questionnaire,
    costs: Costs,
    *,
    routes: Sequence[Route] = (),
    earlier: Earlier | None = None,
) -> str:
    """Return the page; without `routes` no route is expected, without `earlier` nothing is compared.

    Raises LookupFault for a route of a group that figures have no price for.
    """
    parts = [
        f"# What the form of {this_round.year} asks, and what it costs to answer\n",
        f"Made by `kartlegg counts {this_round.year}`; not written by hand.\n",
        *_variables(this_round, questionnaire),
        *_minutes(Burden(questionnaire, costs), questionnaire, routes),
    ]
    if earlier is not None:
        parts += _against(earlier, this_round, questionnaire, costs)
    return "\n".join(parts)


def _variables(this_round: Round, questionnaire: Questionnaire) -> Iterable[str]:
    asked = [of for of in questionnaire.variables.values() if of.asked]
    sums = len(questionnaire.variables) - len(asked)
    sections, questions = len(questionnaire.sections), len(questionnaire.questions)
    yield (
        f"{sections} sections, {questions} questions, {len(asked)} variables that are asked, {sums} sums that are "
        "worked out.\n"
    )
    if this_round.stated is not None:
        stated = this_round.stated.variables
        yield (
            f"The published report says {stated} variables: {abs(stated - len(asked))} "
            f"{'more' if stated > len(asked) else 'fewer'} than are defined here. {this_round.stated.note.strip()}\n"
        )
    yield "## Variables by section and type\n"
    rows = [
        [
            section.title.en or section.title.nb,
            str(len(section.questions)),
            *_kinds(v for v in asked if v.section == section.code),
        ]
        for section in questionnaire.sections
    ]
    yield _table(["Section", "Questions", *_KINDS, "All"], [*rows, ["All", str(questions), *_kinds(asked)]])


def _kinds(variables: Iterable[Variable]) -> list[str]:
    of = list(variables)
    return [*(str(sum(map(is_kind, of))) for is_kind in _KINDS.values()), str(len(of))]


def _minutes(burden: Burden, questionnaire: Questionnaire, routes: Sequence[Route]) -> Iterable[str]:
    everything = frozenset(code for code, of in questionnaire.variables.items() if of.asked)
    shortest, longest = burden.minutes(always_asked(questionnaire)), burden.minutes(everything)
    by_group: dict[str, list[dict[str, float]]] = {group: [] for group in burden.costs.figure_minutes}
    for group, shown in routes:
        by_group.setdefault(group, []).append(burden.minutes(shown, group))
    expected = {group: _mean(found) for group, found in by_group.items() if found}
    yield "## Minutes by section and route\n"
    yield (
        "Shortest: only what everybody is asked. Longest: everything. Both for a unit of middling size. "
        + (
            f"Expected: the mean of {len(routes)} complete replies, each along its own route, by size of unit.\n"
            if expected
            else "\n"
        )
    )
    heads = ["Section", "Shortest", "Longest", *(f"Expected, {group}" for group in expected)]
    found = [shortest, longest, *expected.values()]
    rows = [
        [section.title.en or section.title.nb, *(f"{minutes[section.code]:.0f}" for minutes in found)]
        for section in questionnaire.sections
    ]
    yield _table(heads, [*rows, ["All", *(f"{sum(minutes.values()):.0f}" for minutes in found)]])


def _mean(found: list[dict[str, float]]) -> dict[str, float]:
    return {code: sum(minutes[code] for minutes in found) / len(found) for code in found[0]}


def _against(earlier: Earlier, this_round: Round, questionnaire: Questionnaire, costs: Costs) -> Iterable[str]:
    """Yield what the sections that both rounds have asked and cost, then and now."""
    forms = (earlier.questionnaire, questionnaire)
    then, now = (_asked_and_minutes(form, costs) for form in forms)
    both = [section for section in questionnaire.sections if section.code in then]
    if not both:
        return
    part = " Only a part of one of the forms is known." if earlier.this_round.partial or this_round.partial else ""
    yield f"## Against {earlier.this_round.year}\n"
    yield f"Variables asked, and minutes along the longest route, of the sections that both rounds have.{part}\n"
    rows = [
        [
            section.title.en or section.title.nb,
            *(str(of[section.code][0]) for of in (then, now)),
            *(f"{of[section.code][1]:.0f}" for of in (then, now)),
        ]
        for section in both
    ]
    years = (earlier.this_round.year, this_round.year)
    heads = ["Section", *(f"Variables {year}" for year in years), *(f"Minutes {year}" for year in years)]
    yield _table(heads, rows)


def _asked_and_minutes(form: Questionnaire, costs: Costs) -> dict[str, tuple[int, float]]:
    asked = [of for of in form.variables.values() if of.asked]
    minutes = Burden(form, costs).minutes(frozenset(of.code for of in asked))
    return {code: (sum(of.section == code for of in asked), of_section) for code, of_section in minutes.items()}


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---", *("---:" for _ in heads[1:])], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"
