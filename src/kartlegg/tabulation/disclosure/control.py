"""From what is published to what of it is hidden, and why. How it is told may not enter."""

from collections.abc import Callable, Iterable

from kartlegg.tabulation.answers import Answers, Statement
from kartlegg.tabulation.disclosure.cells import Published, Reason
from kartlegg.tabulation.disclosure.families import Chosen, System, components, system_of
from kartlegg.tabulation.disclosure.hiding import hide
from kartlegg.tabulation.disclosure.rules import DisclosureRules

Hide = Callable[[System], Chosen]
"""Finds which numbers of a system are hidden: `hiding.hide`, or what was kept of it."""


def control(
    statements: Iterable[Statement], answers: Answers, rules: DisclosureRules, hide: Hide = hide
) -> dict[Statement, Reason]:
    """Return which statements of this round are hidden, and why, in the order of `statements`.

    Raises RuleError for a condition that cannot be read.
    """
    asked = list(dict.fromkeys(statements))
    published = Published(answers, rules)
    published.add(asked)
    hidden: dict[Statement, Reason] = {}
    for component in components(published):
        system = system_of(component, published)
        for cell, is_hidden in zip(system.cells, hide(system), strict=True):
            if is_hidden:
                hidden.update(dict.fromkeys(cell.shown, cell.reason or "secondary"))
    return {statement: hidden[statement] for statement in asked if statement in hidden}
