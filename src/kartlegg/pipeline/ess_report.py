"""The quality report of a run, as it is written and as text speaks of it (ESS headings). No estimate may enter."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from kartlegg.audit.finding import Finding
from kartlegg.estimation.nonresponse import item_nonresponse
from kartlegg.exchange.extract import Extract
from kartlegg.exchange.readable_json import readable_json
from kartlegg.language import Text
from kartlegg.pipeline.disclosure import DRAWN, Hidden
from kartlegg.pipeline.inputs import Inputs
from kartlegg.tabulation.numbers import Numbers, settled
from kartlegg.tabulation.quality import (
    Figures,
    Quality,
    carried_figures,
    change_figures,
    corrected_figures,
    response_figures,
)
from kartlegg.tabulation.table import Table

FILE = "quality.json"
Report = dict[str, Any]
"""Keys to numbers, words, lists and further such; what `quality.json` holds and chapters call `quality`."""


def quality_report(
    extract: Extract,
    numbers: Numbers,
    tables: Mapping[str, Table],
    inputs: Inputs,
    *,
    revision: int,
    hidden: Iterable[Hidden] = (),
) -> Report:
    """Return what is known of the round's quality before any text is written; docs/reference/quality.md tells.

    `hidden` are the cells that disclosure control hid. Numbers are in the measure of their variable or in per cent;
    None for what cannot be known.
    """
    quality = numbers.quality
    if quality is None or numbers.answers is None:
        raise ValueError("numbers without their quality")
    of_totals = {code: numbers.label(code) for code in numbers.rated}
    return {
        "presentation": _presentation(extract, numbers, tables, inputs, revision),
        "timeliness": _timeliness(extract, inputs),
        "response": _response(numbers, quality),
        "questions": _questions(quality, inputs),
        "corrections": _corrections(extract, quality, of_totals),
        "carried": _by_total(of_totals, {code: carried_figures(quality.carried[code]) for code in of_totals}),
        "told": min((quality.carried[code].told for code in of_totals), default=0),
        "changes": _by_total(of_totals, {code: change_figures(quality.changes[code]) for code in of_totals}),
        "unknown": max((quality.changes[code].unknown for code in of_totals), default=0),
        "series": _series(inputs),
        "hidden": _hidden(hidden),
    }


def with_findings(report: Mapping[str, Any], findings: Iterable[Finding]) -> Report:
    """Return the report with the contradictions that the audit found, those that print is known for apart."""
    found = list(findings)
    unexplained = [str(of) for of in found if of.status == "violation" and not of.known]
    known = [str(of) for of in found if of.known]
    return {**report, "contradictions": {"found": len(unexplained), "known": len(known), "list": unexplained}}


def quality_file(report: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the report as a file of the Release."""
    return {FILE: readable_json(_plain(report))}


def _plain(value: Any) -> Any:
    """Return what JSON can hold: numbers settled, words in two languages by language."""
    if isinstance(value, dict):
        return {key: _plain(of) for key, of in value.items()}
    if isinstance(value, list):
        return [_plain(of) for of in value]
    if isinstance(value, Text):
        return {"nb": value.nb, "en": value.get("en")}
    return settled(value) if isinstance(value, float) else value


def _presentation(
    extract: Extract, numbers: Numbers, tables: Mapping[str, Table], inputs: Inputs, revision: int
) -> Report:
    return {
        "survey": inputs.survey.code,
        "publisher": inputs.survey.publisher,
        "round": numbers.year,
        "revision": revision,
        "synthetic": extract.manifest.synthetic,
        "reference_week": inputs.this_round.reference_week,
        "inhabitants_on": inputs.day.isoformat(),
        "units": extract.units.height,
        "questions": len(inputs.questionnaire.questions),
        "variables": sum(of.asked for of in inputs.questionnaire.variables.values()),
        "tables": len(tables),
    }


def _timeliness(extract: Extract, inputs: Inputs) -> Report:
    of = inputs.this_round
    made_on = dt.date.fromisoformat(extract.manifest.made_at[:10])
    late = extract.units.filter(extract.units["submitted_on"] > of.due_on).height
    dates = {"opens_on": of.opens_on, "due_on": of.due_on, "closes_on": of.closes_on, "made_on": made_on}
    days = {"days_open": (of.closes_on - of.opens_on).days, "days_to_extract": (made_on - of.closes_on).days}
    return {**{key: day.isoformat() for key, day in dates.items()}, **days, "late": late}


def _response(numbers: Numbers, quality: Quality) -> Report:
    """Replies of all units, and of every group of every grouping."""
    responses = numbers.answers.responses if numbers.answers else None
    if responses is None:
        return {}
    by = {
        code: {
            group.code: {"label": group.label, **response_figures(responses, quality.blanks, code, group.code)}
            for group in grouping.groups
        }
        for code, grouping in numbers.groupings.items()
        if code != numbers.country
    }
    return {**response_figures(responses, quality.blanks), "by": by}


def _questions(quality: Quality, inputs: Inputs) -> list[Report]:
    """Questions left blank in complete replies by section of the form, those most left blank first."""
    found = []
    for section in inputs.questionnaire.sections:
        tally = item_nonresponse(quality.blanks, questions=[question.code for question in section.questions])
        if tally.base:
            told = {"section": section.code, "label": section.title.text()}
            found.append({**told, "asked": tally.base, "blank": tally.units, "percent": tally.percent})
    return sorted(found, key=lambda of: -(of["percent"] or 0.0))


def _corrections(extract: Extract, quality: Quality, of_totals: Mapping[str, Text]) -> Report:
    figures, answers = extract.corrections, extract.answer_corrections
    units = {*figures["unit"], *answers["unit"]}
    effects = {code: corrected_figures(quality.corrected[code]) for code in of_totals}
    counts = {"figures": figures.height, "answers": answers.height, "units": len(units)}
    return {**counts, "totals": _by_total(of_totals, effects)}


def _by_total(labels: Mapping[str, Text], figures: Mapping[str, Figures]) -> Report:
    return {code: {"label": label, **figures[code]} for code, label in labels.items()}


def _series(inputs: Inputs) -> Report:
    year, marks = inputs.this_round.year, inputs.marks
    return {
        "breaks": [{"year": of.year, "note": of.note.text()} for of in marks.breaks if of.year <= year],
        "uncertain": [{"year": of.year, "note": of.note.text()} for of in marks.uncertain if of.year <= year],
        "not_asked": sum(any(asked <= year for asked in of.years) for of in marks.not_asked),
    }


def _hidden(cells: Iterable[Hidden]) -> Report:
    """The cells that disclosure control hid, by table and by figure."""
    counts = Counter(cell.table for cell in cells)
    figures = {number.removeprefix(DRAWN): count for number, count in counts.items() if number.startswith(DRAWN)}
    tables = {number: count for number, count in counts.items() if not number.startswith(DRAWN)}
    return {"cells": sum(tables.values()), "tables": tables, "drawn": sum(figures.values()), "figures": figures}
