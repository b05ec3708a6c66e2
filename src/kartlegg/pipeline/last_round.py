"""Last round's figures of one unit, under this round's codes, to stand beside its answers. No figure is estimated."""

from kartlegg.exchange.extract import Extract
from kartlegg.pipeline.inputs import Inputs
from kartlegg.places.changes import successors


def figures_of_last_round(extract: Extract, inputs: Inputs, unit: str) -> dict[str, float]:
    """Return the figures by variable: those of the parts of a merged unit are added, what one left blank is left out.

    A unit that came out of another one that was split has none to show.
    """
    if inputs.last_day is None:
        return {}
    went = successors(inputs.places.changes, inputs.day, inputs.last_day)
    before = {code for code, into in went.items() if unit in into}
    if any(len(went[code]) > 1 for code in before):
        return {}
    before = before or {unit}
    found: dict[str, float] = {}
    for code, variable, value in extract.last_round.select("unit", "variable", "value").iter_rows():
        if code in before and value is not None:
            found[variable] = found.get(variable, 0.0) + value
    return found
