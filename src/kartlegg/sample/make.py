"""A synthetic Extract of a round that reproduces every printed number: the order of the work, and the last check.

Method: docs/method/sample.md. What to fit stands in the round's sample.yaml; no survey and no year may enter here.
"""

from decimal import Decimal
from pathlib import Path

import numpy as np

from kartlegg.errors import NoFitError
from kartlegg.exchange.extract import Extract
from kartlegg.questionnaire.answers import Value
from kartlegg.rounds import Round
from kartlegg.sample.answers.make import make_answers
from kartlegg.sample.answers.panel import Panel
from kartlegg.sample.assemble import NOT_REPRODUCED, assemble_extract
from kartlegg.sample.country import Country, expand, solve_country
from kartlegg.sample.distribute import distribute_figures
from kartlegg.sample.last_round import figures_of_last_round
from kartlegg.sample.printed import Sums
from kartlegg.sample.source import Source
from kartlegg.sample.split import Figures, split_figures
from kartlegg.sample.statuses import choose_statuses
from kartlegg.sample.totals import solve_totals

__all__ = ["NOT_REPRODUCED", "make_sample"]


def make_sample(survey: Path, this_round: Round, seed: int = 0) -> Extract:
    """Return a synthetic extract of `this_round` of the survey folder; the same seed gives the same extract.

    Whole and national figures are those of the solved programs and do not depend on the seed; the split within
    units, statuses, all other answers, dates and corrections do. Raises DefinitionError for a plan that does not fit
    the published tables, NoFitError naming printed numbers that cannot be reproduced.
    """
    try:
        return _made(Source(survey, this_round), seed)
    except ArithmeticError as error:
        raise NoFitError(f"no figures could be found: {error}") from error


def _made(source: Source, seed: int) -> Extract:
    """Return the extract; raises ArithmeticError where a solver or a fitting finds nothing."""
    for_split, for_statuses, for_desk, for_last = (np.random.default_rng([seed, stream]) for stream in range(4))
    totals = solve_totals(
        source.unit_numbers, source.units, source.plan.totals, source.to_totals, source.plan.decimals
    )
    in_country = {code: float(sum(totals[unit, code] for unit in source.units)) for code in source.plan.totals}
    country = solve_country(source.country_numbers, in_country, source.plan, source.variables)
    figures = _parts_of_units(source, totals, country, for_split)
    _check(source, figures, country)
    statuses = choose_statuses(source.units, source.status_counts, source.replied, for_statuses)
    panel = _panel(source, figures, statuses)
    made = make_answers(
        source.questionnaire, panel, source.claims, source.grammar, limits=source.plan.limits, seed=seed
    )
    moving = [unit for unit in source.units if statuses[unit] == "complete"]
    before = figures_of_last_round(source, figures, moving, for_last)
    return assemble_extract(source, figures, statuses, for_desk, before=before, made=made, given_up=country.given_up)


def _panel(source: Source, figures: Figures, statuses: dict[str, str]) -> Panel:
    """Return the units with their figures and sums of figures; a silent unit has none."""
    leaves = {code: expand(source.variables, code) for code in source.variables}
    known: list[dict[str, Value]] = []
    for unit in source.units:
        own: dict[str, Value] = {}
        for code, parts in leaves.items() if statuses[unit] != "none" else ():
            given = [figures[unit, part] for part in parts if (unit, part) in figures]
            if given:
                own[code] = float(sum(given))
        known.append(own)
    return Panel(source.reporting, tuple(statuses[unit] for unit in source.units), tuple(known), source.plan.alike)


def _parts_of_units(source: Source, totals: Figures, country: Country, chance: np.random.Generator) -> Figures:
    figures: Figures = {}
    for split in source.plan.splits:
        parts = {code: country.parts[code] for code in expand(source.variables, split.sum)}
        wholes = {unit: totals[unit, split.whole] for unit in source.units}
        figures |= split_figures(wholes, parts, split, chance)
    for distribution in source.plan.distributions:
        parts = {code: country.parts[code] for code in expand(source.variables, distribution.sum)}
        wholes = {unit: totals[unit, distribution.whole] for unit in source.units}
        figures |= distribute_figures(wholes, parts, distribution, chance)
    return figures


def _check(source: Source, figures: Figures, country: Country) -> None:
    """Compare every printed number with the figures; distributions count as print counts them."""
    leaves = {code: expand(source.variables, code) for code in source.variables}
    counted = dict(figures)
    for distribution in source.plan.distributions:
        parts = leaves[distribution.sum]
        for unit in source.units:
            whole = sum(figures[unit, leaf] for leaf in leaves[distribution.whole])
            given = [figures[unit, leaf] for leaf in parts if (unit, leaf) in figures]
            if abs(sum(given, Decimal(0)) - whole) > Decimal(str(distribution.tolerance)):
                for leaf in parts:
                    counted.pop((unit, leaf), None)
    sums = Sums(counted, leaves)
    expected = [n for n in (*source.unit_numbers, *source.country_numbers) if n.name not in country.given_up]
    misfits = sums.misfits(expected)
    if misfits:
        raise NoFitError("the sample does not give these as printed:\n" + "\n".join(misfits))
