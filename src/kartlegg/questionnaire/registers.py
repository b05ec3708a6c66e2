"""What rules may ask of a unit that it did not answer itself. Which places there are is asked of `places`."""

from kartlegg.places.population import POPULATIONS
from kartlegg.places.register import Place
from kartlegg.questionnaire.answers import Answers, Value


def register_of(place: Place) -> Answers:
    """Return what `register.` stands for in rules: kind and inhabitants of a place, its group in every grouping.

    Inhabitants are persons; a place whose inhabitants are not known, or that is in no group, has no value there.
    """
    known: dict[str, Value] = {**place.groups, "kind": place.kind.value}
    for ages in POPULATIONS:
        people = place.population.get(ages)
        name = "population" if ages == "all" else f"population_{ages}"
        known[name] = None if people is None else float(people)
    return known
