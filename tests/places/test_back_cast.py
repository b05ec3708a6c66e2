"""Earlier rounds on today's map: totals are kept, steps can be joined, and nothing is guessed."""

import datetime as dt
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartlegg.places.back_cast import OnTodaysMap, back_cast
from kartlegg.places.changes import Change, ChangeKind, carry_codes, successors
from kartlegg.places.load import load_places
from tests.house.checkout import CHECKOUT

DAYS = [dt.date(year, 1, 1) for year in (2030, 2032, 2034, 2036)]
TODAY = DAYS[-1]
Figures = dict[str, float]


def changed(old: str, new: str, day: dt.date, kind: ChangeKind, weight: float | None = 1.0) -> Change:
    return Change(old, new, day, kind, weight, "stated", Path("changes.csv"), 2)


@st.composite
def maps(draw: st.DrawFn) -> tuple[Figures, list[Change]]:
    """Units with figures on the first day, and on each later day some that merge, split or get a new code."""
    codes = [f"u{number}" for number in range(draw(st.integers(2, 8)))]
    figures = {code: draw(st.floats(0, 1e5)) for code in codes}
    changes: list[Change] = []
    for day in DAYS[1:]:
        for kind in draw(st.lists(st.sampled_from(["merge", "split", "renumber"]), max_size=2, unique=True)):
            free = [code for code in codes if code not in {change.old for change in changes if change.date == day}]
            free = [code for code in free if code not in {change.new for change in changes if change.date == day}]
            if len(free) < 2:
                continue
            one, other = free[0], free[1]
            new = f"{one}x{day.year}"
            if kind == "merge":
                changes += [changed(one, new, day, "merge"), changed(other, new, day, "merge")]
                codes = [code for code in codes if code not in (one, other)] + [new]
            elif kind == "split":
                weight = draw(st.floats(0, 1))
                changes += [changed(one, one, day, "split", weight), changed(one, new, day, "split", 1 - weight)]
                codes.append(new)
            else:
                changes.append(changed(one, new, day, "renumber"))
                codes = [code for code in codes if code != one] + [new]
    return figures, changes


@given(maps())
def test_the_total_of_every_round_is_kept(made: tuple[Figures, list[Change]]) -> None:
    figures, changes = made
    rounds = {day: carry_codes(figures, changes, DAYS[0], day) for day in DAYS}
    series = back_cast(rounds, changes, TODAY)
    assert list(series) == DAYS
    for found in series.values():
        assert {flag for _, flag in found.values()} <= {"own", "merged", "weights"}
        total = math.fsum(value for value, _ in found.values() if value is not None)
        assert math.isclose(total, math.fsum(figures.values()), rel_tol=1e-9, abs_tol=1e-9)
    assert {code for code, _ in series[TODAY].items()} == set(rounds[TODAY])
    assert {flag for _, flag in series[TODAY].values()} == {"own"}


@given(maps(), st.sampled_from(DAYS))
def test_a_round_carried_half_the_way_comes_to_the_same(made: tuple[Figures, list[Change]], half: dt.date) -> None:
    figures, changes = made
    whole = back_cast({DAYS[0]: figures}, changes, TODAY)[DAYS[0]]
    joined = back_cast({half: carry_codes(figures, changes, DAYS[0], half)}, changes, TODAY)[half]
    assert whole.keys() == joined.keys()
    for code, (value, _) in whole.items():
        assert math.isclose(value or 0.0, joined[code].value or 0.0, rel_tol=1e-9, abs_tol=1e-9)


def test_flags_are_the_heaviest_of_what_a_figure_is_made_from() -> None:
    changes = [
        changed("a", "a", DAYS[1], "split", 0.25),
        changed("a", "b", DAYS[1], "split", 0.75),
        changed("b", "d", DAYS[2], "merge"),
        changed("c", "d", DAYS[2], "merge"),
        changed("e", "f", DAYS[2], "renumber"),
    ]
    found = back_cast({DAYS[0]: {"a": 8.0, "c": 1.0, "e": 3.0}}, changes, TODAY)[DAYS[0]]
    assert found == {
        "a": OnTodaysMap(2.0, "weights"),
        "d": OnTodaysMap(7.0, "weights"),
        "f": OnTodaysMap(3.0, "own"),
    }


def test_what_would_have_to_be_guessed_is_a_break() -> None:
    changes = [
        changed("a", "b", DAYS[1], "split", None),
        changed("a", "c", DAYS[1], "split", None),
        changed("b", "g", DAYS[2], "merge"),
        changed("d", "g", DAYS[2], "merge"),
        changed("e", "h", DAYS[2], "merge"),
        changed("silent", "h", DAYS[2], "merge"),
        changed("silent", "i", DAYS[3], "renumber"),
    ]
    then = {"a": 8.0, "d": 1.0, "e": 2.0, "f": 5.0}
    series = back_cast({DAYS[0]: then, DAYS[2]: {"c": 6.0, "g": 4.0, "h": 3.0}}, changes, TODAY)
    broken = OnTodaysMap(None, "break")
    assert series[DAYS[0]] == {"c": broken, "f": OnTodaysMap(5.0, "own"), "g": broken, "h": broken}
    assert {flag for _, flag in series[DAYS[2]].values()} == {"own"}


def test_a_unit_that_takes_in_another_without_a_line_of_its_own_is_merged() -> None:
    found = back_cast({DAYS[0]: {"a": 1.0, "b": 2.0}}, [changed("b", "a", DAYS[1], "merge")], TODAY)[DAYS[0]]
    assert found == {"a": OnTodaysMap(3.0, "merged")}


def test_a_round_after_today_is_refused() -> None:
    with pytest.raises(ValueError, match="carried forward in time"):
        back_cast({TODAY: {"a": 1.0}}, (), DAYS[0])


def test_ten_years_of_the_real_map_lose_nothing_but_what_would_be_guessed() -> None:
    places = load_places(CHECKOUT / "survey/is248")
    today = dt.date(2021, 1, 1)
    days = [dt.date(year, 1, 1) for year in range(2012, 2022)]
    rounds = {day: dict.fromkeys(sorted(places.reporting(day)), 1.0) for day in days}
    series = back_cast(rounds, places.changes, today)
    for day, found in series.items():
        assert set(found) <= places.reporting(today)
        broken = {code for code, (value, _) in found.items() if value is None}
        went = successors(places.changes, today, day)
        lost = sum(not broken.isdisjoint(went.get(code, (code,))) for code in rounds[day])
        assert math.fsum(value or 0.0 for value, _ in found.values()) == pytest.approx(len(rounds[day]) - lost)
    assert "merged" in {flag for _, flag in series[days[0]].values()}
