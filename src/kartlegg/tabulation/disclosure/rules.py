"""The rules of disclosure control as a survey declares them. No number of any unit may enter."""

from pathlib import Path

from pydantic import Field

from kartlegg.definitions import Definition, Words, read_definition


class Exempt(Definition):
    """Numbers that are shown whatever their size, and why."""

    reason: Words


class ExemptCountry(Exempt):
    """Numbers of the whole country are shown where at least so many units are in their base."""

    at_least: int = Field(gt=0)


class Agreed(Exempt):
    """Variables whose figure of each unit is published by agreement with those who report."""

    variables: tuple[str, ...]


class ControlWords(Definition):
    """What readers are told: the report's title and lead, and the reasons for hiding."""

    title: Words = Words(nb="", en="Disclosure control")
    lead: Words = Words(
        nb="", en="Numbers that would tell of single units are hidden, with those that give them away."
    )
    few: Words = Words(nb="", en="few units answer so")
    nearly_all: Words = Words(nb="", en="few units of the base answer otherwise")
    small_base: Words = Words(nb="", en="few units are in the base")
    dominated: Words = Words(nb="", en="one unit has nearly all of the sum")
    secondary: Words = Words(nb="", en="hides another number")


class DisclosureRules(Definition):
    """What hides a number.

    A count of fewer units than `threshold`, and not 0, is hidden; so is one that all but so few of the base share,
    and one of a base so small. A sum is hidden where fewer units than that gave a number, or where all but the two
    largest are together less than `dominance` per cent of the largest. Whatever else is hidden for their sake, a
    reader's interval reaches `threshold` on the side where they are many, and `beyond` further on the other.
    """

    threshold: int = Field(default=3, ge=2)
    beyond: int = Field(default=1, ge=1)
    dominance: float = Field(default=10.0, gt=0)
    replying: Exempt | None = None
    whole_country: ExemptCountry | None = None
    agreed: Agreed | None = None
    words: ControlWords = ControlWords()


def load_rules(round_folder: Path) -> DisclosureRules:
    """Return the rules of a round, from `report/disclosure.yaml`; without that file the strictest hold.

    Raises DefinitionError, naming file and line.
    """
    path = round_folder / "report" / "disclosure.yaml"
    return read_definition(path, DisclosureRules) if path.is_file() else DisclosureRules()
