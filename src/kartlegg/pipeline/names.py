"""What the text may speak of besides tables and series: the collection, and the columns of the round."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from kartlegg.estimation.inference.comparison import LEVEL
from kartlegg.estimation.inference.intervals import CONFIDENCE
from kartlegg.exchange.extract import Extract
from kartlegg.pipeline.inputs import Inputs
from kartlegg.tabulation.numbers import Numbers


def names_of(extract: Extract, numbers: Numbers, inputs: Inputs, quality: Mapping[str, Any]) -> dict[str, object]:
    """Return the names that chapters and captions may speak of, with what they stand for."""
    statuses = Counter(extract.units["status"].to_list())
    whole = [mark.year for mark in inputs.marks.breaks if not mark.variables]
    return {
        "units": extract.units.height,
        "silent": statuses["none"],
        "partial": statuses["partial"],
        "complete": statuses["complete"],
        "carried_share": numbers.carried_share(),
        "synthetic": extract.manifest.synthetic,
        "kinds": Counter(place.kind.value for place in inputs.places_of_round),
        "level": round(100 * LEVEL),
        "confidence": round(100 * CONFIDENCE),
        "quality": quality,
        "break_year": max((year for year in whole if year <= inputs.this_round.year), default=None),
        "column": f"y{inputs.this_round.year}",
        "last_column": f"y{inputs.this_round.last_round}",
    }
