"""From an Extract to what an editor looks at: every check on every unit, in order of worth. No figure is mended."""

import csv
import io
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kartlegg.editing.checks import Checks, run_checks
from kartlegg.editing.hits import Hit
from kartlegg.editing.load_checks import load_checks
from kartlegg.editing.outliers import Among, outlier_hits
from kartlegg.editing.queue import Queued, Totals, queue
from kartlegg.editing.spec import Severity
from kartlegg.editing.sums import with_sums
from kartlegg.errors import UsageError
from kartlegg.estimation.carry import NO_REPLY
from kartlegg.exchange.by_unit import corrected_by_unit, replies_by_unit
from kartlegg.exchange.extract import Extract
from kartlegg.pipeline.inputs import RoundInputs
from kartlegg.pipeline.last_round import figures_of_last_round
from kartlegg.places.register import Place
from kartlegg.questionnaire.answers import Answers
from kartlegg.questionnaire.evaluate import Facts
from kartlegg.questionnaire.registers import register_of
from kartlegg.questionnaire.routing import Routing
from kartlegg.questionnaire.variables import Variable
from kartlegg.rounds import round_folder

COLUMNS = (
    "score",
    "remaining",
    "unit",
    "name",
    "check",
    "kind",
    "level",
    "stands_at",
    "variables",
    "value",
    "lower",
    "upper",
    "expected",
    "mend",
    "message",
    "message_nn",
)
"""The columns of the file of hits."""


def checks_of(inputs: RoundInputs) -> Checks:
    """Return the checks of the round; raises DefinitionError as load_checks."""
    groups = {code: tuple(group.code for group in of.groups) for code, of in inputs.groupings.items()}
    folder = round_folder(inputs.folder, inputs.this_round.year)
    return load_checks(folder, inputs.questionnaire, groups)


@dataclass(frozen=True)
class Replies:
    """Every reply of an Extract as it stands beside last round's, and what the register knows of each unit."""

    facts: Mapping[str, Facts]
    places: Mapping[str, Place]

    def figures(self, variable: str, *, last: bool = False) -> dict[str, float]:
        """Return the figure of each unit that has one, of this round or of last."""
        answers = {unit: of.last if last else of.answers for unit, of in self.facts.items()}
        found = {unit: of.get(variable) for unit, of in answers.items()}
        return {unit: value for unit, value in found.items() if isinstance(value, float)}

    @property
    def groups(self) -> dict[str, dict[str, str]]:
        """The groups of each unit, with its kind, name and the city that it is a part of."""
        return {unit: _groups(place) for unit, place in self.places.items()}


def edit_extract(
    extract: Extract, inputs: RoundInputs, checks: Checks, *, corrected: bool = True, notes: bool = True
) -> tuple[Queued, ...]:
    """Return all hits of a collection in the order in which they are worth seeing to.

    Units that have not replied are passed over. `corrected` says whether corrections count, or what was reported;
    `notes`, whether notes are told.
    Raises RuleError where a condition of the form cannot be read.
    """
    given = replies_of(extract, inputs, corrected=corrected)
    routing = Routing(inputs.questionnaire)
    settled = {unit: routing.settle(facts) for unit, facts in given.facts.items()}
    counted = Replies(settled, given.places)
    hits = [hit for unit, facts in given.facts.items() for hit in run_checks(checks, facts, routing, unit)]
    found = (hit for hit in (*hits, *_outliers(counted, checks)) if notes or hit.level is not Severity.NOTE)
    told = [hit for hit in found if not _about_persons(hit, inputs.questionnaire.variables)]
    return queue(told, _totals(counted, inputs))


def _about_persons(hit: Hit, variables: Mapping[str, Variable]) -> bool:
    """Return whether the hit is about answers that never leave the collection: they are missing in every Extract."""
    return any(not variables[code].is_published for code in hit.variables)


def replies_of(extract: Extract, inputs: RoundInputs, *, corrected: bool = True) -> Replies:
    """Return the replies of the units that have replied, as `corrected` or as reported."""
    variables = inputs.questionnaire.variables
    answers = (corrected_by_unit if corrected else replies_by_unit)(extract, variables)
    last = figures_of_last_round(extract, inputs, set(extract.statuses))
    places = {place.code: place for place in inputs.places_of_round}
    replied = [unit for unit, status in extract.statuses.items() if status != NO_REPLY]
    facts = {
        unit: Facts(
            answers.get(unit, {}),
            with_sums(last.get(unit, {}), variables),
            register_of(places[unit]),
        )
        for unit in sorted(replied)
    }
    return Replies(facts, {unit: places[unit] for unit in facts})


def _groups(place: Place) -> dict[str, str]:
    whole = {} if place.whole is None else {"whole": place.whole}
    return {**place.groups, **whole, "kind": place.kind.value, "name": place.name}


def _outliers(replies: Replies, checks: Checks) -> list[Hit]:
    groups = replies.groups
    registers: dict[str, Answers] = {unit: facts.register for unit, facts in replies.facts.items()}
    found: list[Hit] = []
    for check in checks.of_units:
        for variable in check.outlier.variables:
            last = replies.figures(variable, last=True)
            among = Among(variable, replies.figures(variable), last, groups, registers)
            found += outlier_hits(among, check, checks.speaker)
    return found


def _totals(replies: Replies, inputs: RoundInputs) -> Totals:
    """Return the totals of every figure that is added over units, in every group of every grouping."""
    domains = {unit: tuple(place.groups.items()) for unit, place in replies.places.items()}
    parts: dict[tuple[str, str, str], list[float]] = {}
    for variable in inputs.questionnaire.figures:
        for unit, value in replies.figures(variable).items():
            for grouping, group in domains[unit]:
                parts.setdefault((variable, grouping, group), []).append(value)
    return Totals(domains, {domain: math.fsum(values) for domain, values in parts.items()})


def refuse_other_file(out: Path) -> None:
    """Raise UsageError where a file that is not of hits stands at `out`; earlier hits may be written over."""
    header = ",".join(COLUMNS).encode() + b"\n"
    if out.is_file():
        with out.open("rb") as file:
            if file.read(len(header)) != header:
                raise UsageError(f"{out} is there and is no file of hits; name another file or move it")


def encode_hits(queued: Sequence[Queued], places: Iterable[Place]) -> bytes:
    """Return the hits as CSV (comma, decimal point, UTF-8), in their order; the columns are COLUMNS."""
    names = {place.code: place.name for place in places}
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in queued:
        hit = one.hit
        numbers = [_number(value) for value in (hit.value, hit.lower, hit.upper, hit.expected)]
        told = [hit.unit, names.get(hit.unit, ""), hit.check, hit.kind, hit.level.value, hit.stands_at]
        words = [hit.mend, hit.message.nb, hit.message.nn]
        effect = [_number(hit.score), _number(one.remaining)]
        writer.writerow([*effect, *told, " ".join(hit.variables), *numbers, *words])
    return out.getvalue().encode()


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}" if abs(value) < 1e6 else f"{value:.0f}"
