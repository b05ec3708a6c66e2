"""Every refusal says where, what, what was expected and what to do, and what the command line ends with."""

import inspect
import re
from pathlib import Path

import pytest

from kartlegg import errors
from kartlegg.errors import Fault, InputError, KartleggError, LookupFault, PlaceError, UsageError, suggest


def test_a_fault_is_one_line_that_leads_to_the_spot() -> None:
    fault = Fault(Path("units.csv"), 3, "name", "a blank cell", "a name", "fill it in")
    assert str(fault) == "units.csv:3: column name: found a blank cell; expected a name; to mend it, fill it in"
    assert str(Fault("units.csv", None, None, "x", "y", "z")) == "units.csv: found x; expected y; to mend it, z"


def test_every_fault_is_told_in_order() -> None:
    faults = [Fault("b", 2, None, "x", "y", "z"), Fault("a", 1, None, "x", "y", "z")]
    error = PlaceError(iter(faults))
    assert error.faults == tuple(faults)
    assert [line.partition(":")[0] for line in str(error).splitlines()] == ["b", "a"]
    assert InputError(faults[0]).faults == (faults[0],)


def test_the_drawing_holds_the_whole_tree() -> None:
    drawn = re.findall(r"^[ |`-]*(\w+)  ", inspect.getdoc(errors) or "", re.MULTILINE)
    there = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    assert sorted(drawn) == sorted(kind.__name__ for kind in there)
    assert all(issubclass(kind, KartleggError) for kind in there)


@pytest.mark.parametrize(("kind", "code"), [(KartleggError, 1), (InputError, 1), (UsageError, 2)])
def test_wrong_use_ends_with_another_code_than_wrong_data(kind: type[KartleggError], code: int) -> None:
    assert kind.exit_code == code


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("19.7", ("9.7", "19.1", "19.6", "19.8"), "19.6"),
        ("19.9", ("9.9", "19.6"), None),
        ("tabell-19.7", ("tabell-9.7", "tabell-19.6"), "tabell-19.6"),
        ("row_9", ("row_3", "row_8"), None),
        ("better_coop_kids", ("better_coop_adults",), None),
        ("better_coop_adlts", ("better_coop_kids", "better_coop_adults"), "better_coop_adults"),
        ("yes_on", ("yes_no",), "yes_no"),
        ("reason_other", ("reason_other_text", "reason_money"), "reason_other_text"),
        ("kpet", ("kept", "kind"), "kept"),
        ("kept", (), None),
    ],
)
def test_a_word_is_only_suggested_where_it_may_be_meant(word: str, known: tuple[str, ...], meant: str | None) -> None:
    told = "correct it" if meant is None else f'correct it: did you mean "{meant}"?'
    assert suggest(word, known) == told
    assert LookupFault("x", name=word, known=known).fault("a.md", 1, None, "y").remedy == told
