"""The counts page of a round: its form, costs, replies and the form before it put together. Layout may not enter."""

from collections.abc import Sequence
from pathlib import Path

from kartlegg.codebook.counts import Earlier, Route, counts_page
from kartlegg.exchange.by_unit import replies_by_unit
from kartlegg.exchange.extract import Extract
from kartlegg.pipeline.inputs import RoundInputs
from kartlegg.questionnaire.burden import load_costs
from kartlegg.questionnaire.evaluate import Facts
from kartlegg.questionnaire.load import load_questionnaire
from kartlegg.questionnaire.registers import register_of
from kartlegg.questionnaire.routing import Routing
from kartlegg.rounds import load_round, round_folder, rounds_before


def counts_of_round(survey: Path, year: int, routes: Sequence[Route] = ()) -> str:
    """Return the counts page of the round of `year`; `routes` are those to expect. Raises DefinitionError."""
    folder = round_folder(survey, year)
    return counts_page(
        load_round(survey, year),
        load_questionnaire(folder),
        load_costs(survey),
        routes=routes,
        earlier=_earlier(survey, year),
    )


def routes_of(extract: Extract, inputs: RoundInputs) -> list[Route]:
    """Return the group of each unit with a complete reply, of those that figures cost by, and what it was shown.

    Raises DefinitionError where a group of the round has no price.
    """
    groups = {code: tuple(group.code for group in of.groups) for code, of in inputs.groupings.items()}
    by = load_costs(inputs.folder, groups).figure_by
    routing = Routing(inputs.questionnaire)
    replies = replies_by_unit(extract, inputs.questionnaire.variables)
    found: list[Route] = []
    for place in inputs.places_of_round:
        group = place.groups.get(by)
        if group is not None and extract.statuses.get(place.code) == "complete":
            facts = Facts(replies.get(place.code, {}), register=register_of(place))
            found.append((group, routing.shown(facts)))
    return found


def _earlier(survey: Path, year: int) -> Earlier | None:
    """Return the nearest round before this one that has a form in the survey folder."""
    years = rounds_before(survey, year)
    return (
        Earlier(load_round(survey, years[-1]), load_questionnaire(round_folder(survey, years[-1]))) if years else None
    )
