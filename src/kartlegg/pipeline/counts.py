"""The counts page of a round: its form, costs, replies and the form before it put together. Layout may not enter."""

from kartlegg.codebook.counts import Earlier, Route, counts_page
from kartlegg.exchange.by_unit import replies_by_unit
from kartlegg.exchange.extract import Extract
from kartlegg.pipeline.inputs import Inputs
from kartlegg.questionnaire.burden import load_costs
from kartlegg.questionnaire.evaluate import Facts
from kartlegg.questionnaire.load import load_questionnaire
from kartlegg.questionnaire.registers import register_of
from kartlegg.questionnaire.routing import Routing
from kartlegg.rounds import load_round, round_folder, rounds_before


def counts_of_round(inputs: Inputs, extract: Extract | None = None) -> str:
    """Return the counts page; the expected route is that of the complete replies of `extract`."""
    return counts_page(
        inputs.this_round,
        inputs.questionnaire,
        load_costs(inputs.folder),
        routes=[] if extract is None else routes_of(extract, inputs),
        earlier=_earlier(inputs),
    )


def routes_of(extract: Extract, inputs: Inputs) -> list[Route]:
    """Return the size group of each unit with a complete reply, and the variables that it was shown."""
    routing = Routing(inputs.questionnaire)
    replies = replies_by_unit(extract, inputs.questionnaire.variables)
    found: list[Route] = []
    for place in inputs.places_of_round:
        size = place.groups.get("size_group")
        if size is not None and extract.statuses.get(place.code) == "complete":
            facts = Facts(replies.get(place.code, {}), register=register_of(place))
            found.append((size, routing.shown(facts)))
    return found


def _earlier(inputs: Inputs) -> Earlier | None:
    """Return the nearest round before this one that has a form in the survey folder."""
    years = rounds_before(inputs.folder, inputs.this_round.year)
    if not years:
        return None
    folder = round_folder(inputs.folder, years[-1])
    return Earlier(load_round(inputs.folder, years[-1]), load_questionnaire(folder))
