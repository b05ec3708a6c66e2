"""What tables, figures and chapters may name, and how a name that there is not is told. No file may be read here."""

from collections.abc import Collection
from dataclasses import dataclass

from kartlegg.errors import suggest
from kartlegg.questionnaire.proof.form import Form
from kartlegg.tabulation.words import SharedWords

CHAPTERS = "a chapter (report/*.tables.yaml)"
"""Where tables and figures stand."""


@dataclass(frozen=True)
class Shown:
    """What tables, figures and chapters may name. `groupings` is None where the places could not be read.

    `figures` are the variables with a sum over all units, `earlier` those of rounds before too. `tables` and `drawn`
    are the numbers of tables and figures; `blind` is True where a chapter could not be read, so that nobody knows
    whether there are more.
    """

    form: Form
    words: SharedWords | None
    groupings: Collection[str] | None
    names: tuple[str, ...]
    earlier: frozenset[str]
    tables: frozenset[str]
    drawn: frozenset[str] = frozenset()
    blind: bool = False

    @property
    def figures(self) -> Collection[str]:
        """The variables that tables may show."""
        return self.form.questionnaire.figures


def unknown(what: str, name: str, known: Collection[str], where: str) -> tuple[str, str, str]:
    """Return what is found, expected and to be done where `name`, told as `what`, is none `known`, of `where`."""
    kind = what.removesuffix(f" {name}").removeprefix("the ")
    return f"{what}, which there is not", f"a {kind} of {where}", suggest(name, known, "correct the code")
