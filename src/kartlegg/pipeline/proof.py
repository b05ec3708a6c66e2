"""Proofreads a survey and its rounds before there is any reply: every fault of every file. No Extract may enter."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from kartlegg.definitions import YamlFile, find_line, read_yaml
from kartlegg.editing.load_checks import load_checks
from kartlegg.errors import Fault, InputError, suggest
from kartlegg.estimation.marks import Mark, NotAsked, SeriesMarks, load_marks
from kartlegg.fault_codes import FaultCode
from kartlegg.pipeline.answers import (
    ANSWERS,
    PUBLISHED_BASES,
    read_published_answers,
    read_published_bases,
)
from kartlegg.pipeline.between_rounds import BetweenRounds, RoundForm, compare_in_order
from kartlegg.pipeline.chapter_files import read_chapter_files
from kartlegg.pipeline.inputs import Inputs, Published, read_history
from kartlegg.pipeline.proof_chapters import chapter_faults
from kartlegg.pipeline.proof_names import Shown
from kartlegg.pipeline.proof_print import catalogue_faults, claim_faults, published_faults
from kartlegg.pipeline.proof_trial import trial_faults
from kartlegg.places.groupings import BySize, Everywhere, Listed
from kartlegg.places.load import load_places
from kartlegg.places.register import Places
from kartlegg.places.units import KINDS
from kartlegg.questionnaire.proof.form import read_form
from kartlegg.questionnaire.proof.proofread import form_faults, in_order, known_of
from kartlegg.rounds import Survey, load_round, load_survey, round_folder
from kartlegg.tabulation.words import SharedWords, load_words

T = TypeVar("T")


@dataclass(frozen=True)
class Proof:
    """What proofreading found: every fault, a sentence for each round, and each round beside the one before it."""

    faults: tuple[Fault, ...]
    told: tuple[str, ...]
    between: tuple[BetweenRounds, ...]


@dataclass
class _Desk:
    """What has been read, and what was wrong with it."""

    survey: Path
    faults: list[Fault] = field(default_factory=list)

    def take(self, load: Callable[[], T]) -> T | None:
        """Return what `load` returns, None with its faults where it is at fault."""
        try:
            return load()
        except InputError as error:
            self.faults += error.faults
            return None


@dataclass(frozen=True)
class _About:
    """What is defined for all rounds, None where it cannot be read, and all rounds."""

    survey: Survey | None
    places: Places | None
    marks: SeriesMarks | None
    history: tuple[Published, ...] | None
    rounds: Sequence[RoundForm]


def proofread(survey: Path, years: Sequence[int]) -> Proof:
    """Return what is wrong with the survey in the folder `survey` and its rounds of `years`.

    Rounds are compared with one another, a single one with the round before it. Raises UsageError for a year that
    has no round.
    """
    desk = _Desk(survey)
    rounds = {year: _round(desk, year) for year in sorted(years)}
    every = {**_other_rounds(survey, rounds), **rounds}
    about = _About(
        survey=desk.take(partial(load_survey, survey)),
        places=desk.take(partial(load_places, survey)),
        marks=desk.take(partial(load_marks, survey)),
        history=desk.take(partial(read_history, survey / "history" / "series.csv")),
        rounds=tuple(every.values()),
    )
    series = desk.take(partial(read_yaml, survey / "series.yaml"))
    desk.faults += _series_faults(survey, about, series)
    answers = desk.take(partial(read_published_answers, survey / ANSWERS)) or ()
    desk.take(partial(read_published_bases, survey / PUBLISHED_BASES))
    register = _register(about.places)
    desk.faults += published_faults(survey / ANSWERS, answers, [known_of(of.form, register) for of in every.values()])
    told = tuple(_proofread_round(desk, of, about) for of in rounds.values())
    compared = _compared(rounds, every, about.marks or SeriesMarks())
    for between in compared:
        desk.faults += between.faults(series)
    return Proof(tuple(in_order(desk.faults)), told, tuple(compared))


def _round(desk: _Desk, year: int) -> RoundForm:
    folder = round_folder(desk.survey, year)
    return RoundForm(year, desk.take(partial(load_round, desk.survey, year)), read_form(folder))


def _other_rounds(survey: Path, rounds: Collection[int]) -> dict[int, RoundForm]:
    """Return the rounds that are not proofread themselves, as far as they can be read."""
    names = (path.parent.name for path in sorted(survey.glob("rounds/*/round.yaml")))
    return {
        int(name): _round(_Desk(survey), int(name)) for name in names if name.isdecimal() and int(name) not in rounds
    }


def _compared(rounds: dict[int, RoundForm], every: dict[int, RoundForm], marks: SeriesMarks) -> list[BetweenRounds]:
    if len(rounds) > 1:
        return compare_in_order(rounds, marks)
    year = next(iter(rounds), None)
    return [between for between in compare_in_order(every, marks) if between.now.year == year]


def _series_faults(survey: Path, about: _About, series: YamlFile | None) -> Iterator[Fault]:
    """Yield the variables of marks and history that no round asks."""
    known = sorted({code for of in about.rounds for code in of.form.questionnaire.variables})

    def unknown(code: str) -> tuple[str, str, str] | None:
        if code in known or any(of.form.may_hold(code) for of in about.rounds):
            return None
        remedy = suggest(code, known, "correct the code")
        return f"the variable {code}, which no round asks", "a variable of a round", remedy

    if series is not None:
        for place, code in _marked(about.marks or SeriesMarks()):
            if told := unknown(code):
                yield Fault(series.path, series.line(place), str(place[0]), *told, FaultCode.UNKNOWN_VARIABLE)
    path = survey / "history" / "series.csv"
    for code, line in {of.variable: of.line for of in reversed(about.history or ())}.items():
        if told := unknown(code):
            yield Fault(path, line, "variable", *told, FaultCode.UNKNOWN_VARIABLE)


def _marked(marks: SeriesMarks) -> Iterator[tuple[tuple[int | str, ...], str]]:
    """Yield every variable of the marks with its place in series.yaml."""
    listed: dict[str, tuple[Mark | NotAsked, ...]] = {
        "breaks": marks.breaks,
        "uncertain": marks.uncertain,
        "not_asked": marks.not_asked,
    }
    for key, found in listed.items():
        for number, mark in enumerate(found):
            yield from (((key, number, "variables", at), code) for at, code in enumerate(mark.variables))


def _proofread_round(desk: _Desk, of: RoundForm, about: _About) -> str:
    """Add the faults of one round and return what there is of it."""
    folder, places = round_folder(desk.survey, of.year), about.places
    register = _register(places)
    of_form = form_faults(of.form, register)
    desk.faults += of_form
    desk.faults += claim_faults(folder / "claims", known_of(of.form, register))
    desk.faults += catalogue_faults(folder / "catalogue", of.form)
    # What cannot be read would be told again, as what checks name and there is not.
    if not of.form.faults and not of.form.twice:
        desk.take(partial(load_checks, folder, of.form.questionnaire, register))
    count = len(of.form.questionnaire.variables)
    if of.partial or not (folder / "report").is_dir():  # no table, and places that may not be known for its day
        return f"round {of.year}: {count} variables{' of a part of its form' if of.partial else ', no report'}"
    day = of.this_round.population_on if of.this_round else None
    there = desk.take(partial(places.on, day)) if places and day else None
    groupings = None if there is None else {code for place in there for code in place.groups}
    chapters, unread = read_chapter_files(folder / "report")
    desk.faults += unread
    numbers = frozenset(number for chapter in chapters for number in chapter.numbers("tables").values())
    shown = Shown(
        form=of.form,
        words=desk.take(partial(load_words, folder)),
        groupings=groupings,
        names=about.survey.names if about.survey else (),
        earlier=frozenset(code for one in about.rounds for code in one.form.questionnaire.figures),
        tables=numbers,
        drawn=frozenset(number for chapter in chapters for number in chapter.numbers("figures").values()),
        blind=len(chapters) < len([*(folder / "report").glob("*.tables.yaml")]),
    )
    found = list(chapter_faults(chapters, shown))
    desk.faults += found
    missing = [*_rated_faults(folder / "report" / "words.yaml", shown), *_country_faults(places)]
    desk.faults += missing
    inputs = None if missing or of_form else _inputs(desk.survey, of, about, shown.words)
    if inputs is not None:
        desk.faults += desk.take(partial(trial_faults, chapters, inputs, [*unread, *found])) or ()
    return f"round {of.year}: {count} variables, {len(there or ())} places, {len(numbers)} tables"


def _inputs(folder: Path, of: RoundForm, about: _About, words: SharedWords | None) -> Inputs | None:
    """Return what a report of the round would be made from, None where a part of it cannot be read."""
    survey, places, history, marks = about.survey, about.places, about.history, about.marks
    if survey is None or places is None or history is None or marks is None or of.this_round is None or words is None:
        return None
    return Inputs(folder, survey, of.this_round, of.form.questionnaire, places, history, marks, {}, words)


def _rated_faults(path: Path, shown: Shown) -> Iterator[Fault]:
    """Yield the variables that are to be told per inhabitant and are none."""
    for code in shown.words.target_groups if shown.words else ():
        if code not in shown.figures and not shown.form.may_hold(code):
            place = ("target_groups", code)
            told = (f"words for {code}, which there is not", "variables of the form", "correct the code")
            yield Fault(path, find_line(path, place), "target_groups", *told, FaultCode.UNKNOWN_VARIABLE_IN_TABLE)


def _country_faults(places: Places | None) -> Iterator[Fault]:
    """Yield a fault where there is no grouping of all places."""
    if places is not None and not any(isinstance(of, Everywhere) for of in places.groupings.values()):
        remedy = "add one: totals of the country are made with it"
        told = ("no grouping of the kind whole", "one of all places", remedy)
        yield Fault(places.folder / "groupings.yaml", None, "groupings", *told, FaultCode.NO_GROUPING_OF_ALL)


def _register(places: Places | None) -> dict[str, tuple[str, ...]]:
    """Return what the register says of a unit, with its options; nothing where places cannot be read."""
    if places is None:
        return {}
    found = {"kind": tuple(sorted(KINDS))}
    for code, grouping in places.groupings.items():
        parts = [grouping.parts] if isinstance(grouping, BySize) else []
        groups = grouping.groups if isinstance(grouping, BySize | Listed) else ()  # others differ from day to day
        found[code] = tuple(group.code for group in (*groups, *parts))
    return found
