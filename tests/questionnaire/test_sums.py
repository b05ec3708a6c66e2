"""What sums add up: each variable once, in order, and as fast however many ways lead to it."""

from hypothesis import given
from hypothesis import strategies as st

from kartlegg.editing.sums import with_sums
from kartlegg.language import Text
from kartlegg.questionnaire.evaluate import Facts
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.questionnaire.routing import Routing
from kartlegg.questionnaire.sums import leaves_of
from kartlegg.questionnaire.variables import Variable

LEVELS = 60
WORDS = {"nb": "Noe", "nn": "Noko"}


def variables(**parts: tuple[str, ...]) -> dict[str, Variable]:
    text = Text(nb="Noe")
    return {code: Variable(code, text, text, parts=of) for code, of in parts.items()}


def diamond() -> dict[str, tuple[str, ...]]:
    """Return sums of sums to which twice as many ways lead with each level."""
    parts = {"one": (), "two": (), "a0": ("one", "two"), "b0": ("one", "two")}
    for level in range(1, LEVELS):
        parts |= {f"{side}{level}": (f"a{level - 1}", f"b{level - 1}") for side in "ab"}
    return parts


def test_a_sum_adds_up_what_is_asked_below_it() -> None:
    leaves = leaves_of(variables(a=(), b=(), c=(), inner=("b", "a"), outer=("c", "inner", "gone")))
    assert leaves == {"a": (), "b": (), "c": (), "inner": ("b", "a"), "outer": ("c", "b", "a", "gone")}


def test_sums_of_themselves_end() -> None:
    assert leaves_of(variables(one=("other",), other=("one",), own=("own",))) == {
        "one": ("other",),
        "other": ("one",),
        "own": ("own",),
    }


def test_what_many_ways_lead_to_is_added_once() -> None:
    form = variables(**diamond())
    assert set(leaves_of(form).values()) == {(), ("one", "two")}
    assert with_sums({"one": 0.1, "two": 0.2}, form)[f"a{LEVELS - 1}"] == 0.1 + 0.2


def test_a_diamond_of_sums_is_routed() -> None:
    parts = diamond()
    items = [{"variable": code, "label": WORDS} | ({"parts": of} if of else {}) for code, of in parts.items()]
    grid = {"type": "numbers", "code": "grid", "text": WORDS, "measure": "fte", "rows": items[:2], "sums": items[2:]}
    form = Questionnaire.model_validate({"sections": [{"code": "all", "title": WORDS, "questions": [grid]}]})
    assert Routing(form).effective(Facts({"one": 2.0}))["b7"] == 2


@given(st.data())
def test_a_sum_adds_up_what_its_parts_do(data: st.DataObject) -> None:
    codes = [f"v{place}" for place in range(8)]
    parts = {
        code: tuple(data.draw(st.lists(st.sampled_from(codes[:place]), unique=True))) if place else ()
        for place, code in enumerate(codes)
    }
    leaves = leaves_of(variables(**parts))
    for code, of in parts.items():
        assert list(leaves[code]) == list(dict.fromkeys(leaf for part in of for leaf in leaves[part] or (part,)))
