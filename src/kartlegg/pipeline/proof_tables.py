"""Proofreads tables: what they name, and their words. No number may enter."""

import re
from collections.abc import Iterator, Mapping

from kartlegg.definitions import Words
from kartlegg.errors import Fault
from kartlegg.fault_codes import FaultCode
from kartlegg.pipeline.chapter_files import ChapterFile, Place
from kartlegg.pipeline.proof_answers import answer_faults
from kartlegg.pipeline.proof_names import Shown, unknown
from kartlegg.questionnaire.proof.proofread import known_of
from kartlegg.tabulation.build import FACTS
from kartlegg.tabulation.spec import (
    AnswersSpec,
    CoverageSpec,
    PopulationSpec,
    QualitySpec,
    RatesSpec,
    SeriesSpec,
    SharesSpec,
    TableSpec,
)

_FACT = re.compile(r"(?<!\{)\{([^{}]*)\}(?!\})")


def table_faults(chapter: ChapterFile, shown: Shown, labelled: set[str]) -> Iterator[Fault]:
    """Yield what the tables of a chapter name and there is not, and labels without English, each label once."""
    for place, spec in chapter.specs:
        yield from _codes(chapter, place, spec, shown)
        if isinstance(spec, AnswersSpec):
            yield from answer_faults(chapter.file, place, spec, known_of(shown.form))
        yield from _words(chapter, place, spec, shown)
        yield from _english(spec, shown, labelled)


def _variables(spec: TableSpec) -> Iterator[tuple[Place, str]]:
    """Yield every variable that a table shows, with its place in the spec."""
    match spec:
        case SeriesSpec():
            yield from ((("rows", at), code) for at, code in enumerate(spec.rows))
            yield from ((("subtotals", at), code) for at, code in enumerate(spec.subtotals))
            yield from (
                (key, code) for key, code in ((("total",), spec.total), (("percent_of",), spec.percent_of)) if code
            )
        case CoverageSpec():
            yield from ((("whole", at), code) for at, code in enumerate(spec.whole))
            yield from ((("part", at), code) for at, code in enumerate(spec.part))
        case SharesSpec():
            for number, group in enumerate(spec.groups):
                yield ("groups", number, "whole"), group.whole
                yield from ((("groups", number, "parts", at), code) for at, code in enumerate(group.parts))
        case _:
            pass


def _codes(chapter: ChapterFile, place: Place, spec: TableSpec, shown: Shown) -> Iterator[Fault]:
    told: set[str] = set()
    for below, code in _variables(spec):
        if code not in shown.figures and code not in told and not shown.form.may_hold(code):
            told.add(code)
            told_of = unknown(f"the variable {code}", code, shown.figures, "the questionnaire")
            yield chapter.fault((*place, *below), FaultCode.UNKNOWN_VARIABLE_IN_TABLE, *told_of)
    known = shown.groupings
    by = {"by": spec.by} if isinstance(spec, PopulationSpec | RatesSpec | AnswersSpec | QualitySpec) else {}
    across = {"across": spec.across} if isinstance(spec, AnswersSpec) else {}
    for key, grouping in {**by, **across}.items():
        if grouping is not None and known is not None and grouping not in known:
            told_of = unknown(f"the grouping {grouping}", grouping, known, "places/groupings.yaml")
            yield chapter.fault((*place, key), FaultCode.UNKNOWN_GROUPING, *told_of)


def _words(chapter: ChapterFile, place: Place, spec: TableSpec, shown: Shown) -> Iterator[Fault]:
    bases: Mapping[str, Words] = shown.words.bases if shown.words else {}
    notes: Mapping[str, Words] = shown.words.notes if shown.words else {}
    texts = [("title", spec.title), ("stub", spec.stub)]
    texts += [("source", spec.source)] if spec.source else []
    asked = [("base", spec.base, bases), *(("notes", note, notes) for note in spec.notes)]
    for key, words, known in asked:
        if isinstance(words, Words):
            texts.append((key, words))
        elif words in known:
            texts.append((key, known[words]))
        elif shown.words is not None:
            kind = key.rstrip("s")
            told_of = unknown(f"the {kind} {words}", words, known, "report/words.yaml")
            yield chapter.fault((*place, key), FaultCode.UNKNOWN_WORDS, *told_of)
    for key, of in texts:
        for name in dict.fromkeys(name for text in (of.nb, of.en) for name in _FACT.findall(text)):
            if name not in FACTS:
                told = (f"{{{name}}}", "one of " + ", ".join(FACTS), "correct the word in braces")
                yield chapter.fault((*place, key), FaultCode.UNKNOWN_FACT, *told)


def _english(spec: TableSpec, shown: Shown, labelled: set[str]) -> Iterator[Fault]:
    """Yield the variables of a table whose label has no English, each once; a table is published in both."""
    for _, code in _variables(spec):
        variable = shown.form.questionnaire.variables.get(code)
        if variable is not None and code not in labelled and not (variable.label.en and variable.short.en):
            told = ("a label without English, shown in a table", "words at en too", "write them at en")
            key = "label" if not variable.label.en else "short"
            yield shown.form.spots[code].at(key).fault(FaultCode.TRANSLATION_MISSING, *told)
        labelled.add(code)
