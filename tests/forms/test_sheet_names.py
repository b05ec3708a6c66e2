"""Names of the tabs of a help sheet: whole words, short enough, no two alike."""

import pytest

from kartlegg.forms.help_sheet.plan import names_of_sheets


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (["Kaia: dag/natt"], ["1 Kaia dag natt"]),
        (["Lampene på kaia og broen ved elven"], ["1 Lampene på kaia og broen"]),
        (["Lampene på kaia, broen og ved elven"], ["1 Lampene på kaia, broen"]),
        (["Lampekyndighetsutvalgsformannskapet"], ["1 Lampekyndighetsutvalgsform"]),
        (
            ["Lamper i gatene for voksne", "Lamper i gatene for barna"],
            ["1 Lamper i gatene for voksne", "2 Lamper i gatene for barna"],
        ),
        (
            ["Lamper i alle gatene for de voksne", "Lamper i alle gatene for barna"],
            ["1 Lamper for de voksne", "2 Lamper gatene for barna"],
        ),
    ],
)
def test_tabs_are_named_with_whole_words_and_no_two_alike(titles: list[str], names: list[str]) -> None:
    found = names_of_sheets([(str(number), title) for number, title in enumerate(titles, 1)])
    assert list(found) == names
    assert max(map(len, found)) <= 28
