"""Judges the sums and controls of a form. No number that anybody answered may enter."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from graphlib import CycleError, TopologicalSorter

from kartlegg.errors import Fault, suggest
from kartlegg.fault_codes import FaultCode
from kartlegg.questionnaire.proof.form import Form, PlacedQuestion, Spot
from kartlegg.questionnaire.questions import Item, Numbers

Parts = Mapping[str, tuple[str, ...]]


def sum_faults(form: Form) -> Iterator[Fault]:
    """Yield a fault for each row with parts, sum without, sum of what there is not, of itself or of a part twice."""
    grids = [placed for placed in form.questions if isinstance(placed.question, Numbers)]
    parts = {item.variable: item.parts for placed in grids for _, _, item in _items(placed)}
    twice = _twice(parts)
    for placed in grids:
        for spot, is_sum, item in _items(placed):
            yield from _part_faults(spot, item, parts, form, is_sum=is_sum)
            if all(part in parts for part in item.parts):
                yield from _tree_faults(spot, item, twice, parts)
        yield from _control_faults(placed, parts, form)


def _items(placed: PlacedQuestion) -> Iterator[tuple[Spot, bool, Item]]:
    if isinstance(placed.question, Numbers):
        for is_sum, items in ((False, placed.question.rows), (True, placed.question.sums)):
            for at, item in enumerate(items):
                yield placed.spot.at("sums" if is_sum else "rows", at, name=item.variable), is_sum, item


def _part_faults(spot: Spot, item: Item, parts: Parts, form: Form, *, is_sum: bool) -> Iterator[Fault]:
    if is_sum and not item.parts:
        told = ("a sum without parts", "the variables it adds", "add parts, or make it a row")
        yield spot.at("variable").fault(FaultCode.SUM_WITHOUT_PARTS, *told)
    if not is_sum and item.parts:
        told = ("a row with parts", "parts in sums only", "move it to sums")
        yield spot.at("parts").fault(FaultCode.ROW_WITH_PARTS, *told)
    unknown = [part for part in item.parts if part not in parts]
    for part in unknown:
        if not form.lost(part):
            told = (f"the unknown part {part}", "parts that are variables", suggest(part, parts))
            yield spot.at("parts").fault(FaultCode.UNKNOWN_PART, *told)


def _tree_faults(spot: Spot, item: Item, twice: Mapping[str, set[str]], parts: Parts) -> Iterator[Fault]:
    if twice.get(item.variable):
        told = (f"{', '.join(sorted(twice[item.variable]))} counted twice", "each variable once")
        yield spot.at("parts").fault(FaultCode.PART_TWICE, *told, "take it out of one of the parts")
    elif item.variable not in twice and _holds_itself(item.variable, parts):
        told = ("a sum that holds itself", "parts below it")
        yield spot.at("parts").fault(FaultCode.SUM_OF_ITSELF, *told, "take it out of its parts")


def _twice(parts: Parts) -> dict[str, set[str]]:
    """Return what each sum counts twice, below it at any depth; those that lead to a sum of itself are left out."""
    order = TopologicalSorter(parts)
    with suppress(CycleError):  # what is not in a circle, nor leads to one, comes all the same
        order.prepare()
    leaves: dict[str, set[str]] = {}
    twice: dict[str, set[str]] = {}
    while ready := order.get_ready():
        for code in ready:
            below = parts.get(code, ())
            counted = Counter(leaf for part in below for leaf in leaves[part])
            leaves[code] = set(counted) or {code}
            twice[code] = {leaf for leaf, times in counted.items() if times > 1}.union(*(twice[of] for of in below))
        order.done(*ready)
    return twice


def _holds_itself(code: str, parts: Parts) -> bool:
    seen: set[str] = set()
    ahead = [code]
    while ahead:
        new = set(parts.get(ahead.pop(), ())) - seen
        seen |= new
        ahead += new
    return code in seen


def _control_faults(placed: PlacedQuestion, parts: Parts, form: Form) -> Iterator[Fault]:
    control = placed.question.control if isinstance(placed.question, Numbers) else None
    if control is not None and control.of not in parts and not form.lost(control.of):
        spot = placed.spot.at("control", "of", name=f"{placed.question.code}.control.of")
        found = f"a control of the unknown variable {control.of}"
        yield spot.fault(FaultCode.UNKNOWN_CONTROL, found, "a variable of the form", suggest(control.of, parts))
