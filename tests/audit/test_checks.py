"""Each check on the smallest table that contradicts itself, and on its clean twin."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartlegg.audit.audit import audit
from kartlegg.audit.checks.percents import fitting_base
from kartlegg.audit.checks.registry import CHECKS
from kartlegg.audit.publication import (
    Grid,
    Head,
    Kind,
    Line,
    Measure,
    Number,
    Publication,
    exact,
    key,
    rounded,
    years_in,
)
from kartlegg.audit.structure import Known

Row = tuple[str, Kind, list[str]]
COUNT: Head = Head("2031 | Antall", "count", 2031)
PERCENT: Head = Head("2031 | Prosent", "percent", 2031)


def grid(heads: list[Head], rows: list[Row], number: str = "1.1", title: str = "Svar", **more: object) -> Grid:
    def number_of(text: str, measure: Measure) -> Number | None:
        return None if not text else exact(float(text)) if measure == "count" else rounded(text)

    numbers = tuple(
        tuple(number_of(text, head.measure) for text, head in zip(of, heads, strict=True)) for _, _, of in rows
    )
    lines = tuple(Line(label, kind) for label, kind, _ in rows)
    return replace(Grid(number, title, lines, tuple(heads), numbers), **more)


def distribution(counts: list[str], percents: list[str], total: tuple[str, str] = ("40", "100")) -> Grid:
    rows: list[Row] = [(f"svar {n}", "body", [c, p]) for n, (c, p) in enumerate(zip(counts, percents, strict=True))]
    return grid([COUNT, PERCENT], [*rows, ("Totalt", "total", [*total])])


def of(*grids: Grid, **more: object) -> Publication:
    return replace(Publication("trial", {one.number: one for one in grids}), **more)


YEARS = [Head("2030", "fte", 2030), Head("2031", "fte", 2031)]
CHANGE = [
    *YEARS,
    Head("Endring 2030-2031 | Årsverk", "change"),
    Head("Endring 2030-2031 | Prosent", "percent_change"),
]
STATED = {"stated": {2031: 200}}
FIT: list[Row] = [("a", "body", ["50", "25"]), ("b", "body", ["31", "16"]), ("c", "body", ["100", "50"])]
UNFIT: list[Row] = [("a", "body", ["50", "24"]), ("b", "body", ["31", "15"]), ("c", "body", ["100", "48"])]
TWICE = [str(number) for number in (3, 8, 21, 44, 5, 13)]


def years_of(first: int, last: int) -> Grid:
    heads = [
        Head("2030 | Antall", "count", 2030, "x"),
        Head("2030 | %", "percent", 2030, "x"),
        Head("2031 | Antall", "count", 2031, "x"),
        Head("2031 | %", "percent", 2031, "x"),
    ]
    counts = (20, 50, 70)
    rows: list[Row] = [
        (f"r{n}", "body", [str(n), str(round(100 * n / first)), str(n), str(round(100 * n / last))]) for n in counts
    ]
    return grid(heads, rows)


def asked(base: str) -> Publication:
    followed = grid([COUNT], [("a", "body", ["5"]), ("Har svart", "base", [base])], "2.2")
    return of(
        grid([COUNT], [("Ja", "body", ["9"]), ("Nei", "body", ["3"])]), followed, asked_of={"2.2": ("1.1", "Ja")}
    )


def denied(value: str, whole: str = "Totalt") -> Publication:
    head = [Head("Rutine", "percent", None, "Rutine")]
    other = grid([Head("2031", "percent", 2031)], [("Rutine", "body", ["43"])], "9.2", "Har rutine, 2031")
    return of(other, grid(head, [(whole, "total", [value])], "9.3", "Har ikke rutine, 2031"))


def shares(percent: str) -> Publication:
    source = grid(YEARS, [("a", "body", ["10", "30"]), ("Totalt", "total", ["40", "60"])], "4.8")
    told = grid([Head("2031", "percent", 2031)], [("a", "body", [percent]), ("Totalt", "total", ["100"])], "4.9")
    return of(source, told, percents_of={"4.9": ("4.8",)})


def printed_twice(value: str) -> Publication:
    other = grid(YEARS, [("a", "body", ["10", "30"])], "3.8")
    return of(grid(YEARS, [("a", "body", ["10", value])]), same_as={"1.1": ("2033:3.8",)}, others={"2033:3.8": other})


def alike(second: list[str]) -> Publication:
    rows = [[(f"r{n}", "body", [text]) for n, text in enumerate(texts)] for texts in (TWICE, second)]
    return of(grid([COUNT], rows[0]), grid([COUNT], rows[1], "1.2"))


def stated(wrong: list[Row], right: list[Row]) -> tuple[Publication, Publication]:
    return of(grid([COUNT, PERCENT], wrong, **STATED)), of(grid([COUNT, PERCENT], right, **STATED))


CASES: dict[str, tuple[Publication, Publication]] = {
    "sum_to_total": (
        of(distribution(["10", "31"], ["25", "75"])),
        of(distribution(["10", "30"], ["25", "75"])),
    ),
    "percent_sum_to_total": (
        of(distribution(["10", "30"], ["25", "80"])),
        of(distribution(["10", "30"], ["25", "75"])),
    ),
    "percent_of_total": (
        of(distribution(["10", "30"], ["26", "75"])),
        of(distribution(["10", "30"], ["25", "75"])),
    ),
    "percent_of_stated_base": (
        of(grid([COUNT, PERCENT], UNFIT, **STATED)),
        of(grid([COUNT, PERCENT], FIT, **STATED)),
    ),
    "percent_base_mismatch": (of(grid([COUNT, PERCENT], UNFIT, **STATED)), of(grid([COUNT, PERCENT], FIT, **STATED))),
    "percent_base_changes_between_years": (
        of(years_of(400, 160), units={2030: 400, 2031: 400}),
        of(years_of(400, 380), units={2030: 400, 2031: 400}),
    ),
    "base_row_is_100": (
        of(grid([PERCENT, replace(PERCENT, year=2030)], [("a", "body", ["5", "6"]), ("b", "base", ["100", "54"])])),
        of(grid([PERCENT, replace(PERCENT, year=2030)], [("a", "body", ["5", "6"]), ("b", "base", ["100", "100"])])),
    ),
    "percent_from_fte_table": (shares("48"), shares("50")),
    "change_last_minus_previous": (
        of(grid(CHANGE, [("a", "body", ["40", "45", "7", ""])])),
        of(grid(CHANGE, [("a", "body", ["40", "45", "5", ""])])),
    ),
    "percent_change": (
        of(grid(CHANGE, [("a", "body", ["40", "50", "", "29"])])),
        of(grid(CHANGE, [("a", "body", ["40", "50", "", "25"])])),
    ),
    "count_at_most_all_units": (
        of(grid([COUNT], [("a", "body", ["41"])]), units={2031: 40}),
        of(grid([COUNT], [("a", "body", ["40"])]), units={2031: 40}),
    ),
    "cross_table_base": (asked("10"), asked("9")),
    "identical_column_in_other_table": (alike(TWICE), alike([*TWICE[:-1], "14"])),
    "title_vs_header_years": (
        of(grid([COUNT], [("a", "body", ["4"])], title="Svar, 2028–2030")),
        of(grid([COUNT], [("a", "body", ["4"])], title="Svar, 2029–2031")),
    ),
    "title_contradicts_other_table": (denied("43"), denied("57")),
    "revised_in_other_publication": (printed_twice("33"), printed_twice("30")),
}


def test_every_check_is_tried() -> None:
    assert set(CASES) == set(CHECKS)


@pytest.mark.parametrize("check", CASES)
def test_a_contradiction_is_found_and_its_clean_twin_passes(check: str) -> None:
    wrong, right = CASES[check]
    found = [finding for finding in audit(wrong) if finding.check == check]
    assert found
    assert all(finding.status == "violation" for finding in found)
    assert [finding for finding in audit(right) if finding.check == check] == []


def test_what_a_title_denies_is_told_at_the_row_that_is_the_whole_there() -> None:
    (found,) = audit(denied("43", "I alt"))
    assert (found.check, found.row) == ("title_contradicts_other_table", "I alt")


def test_rounding_explains_a_sum_that_is_one_off() -> None:
    rows: list[Row] = [
        ("a", "body", ["33"]),
        ("b", "body", ["33"]),
        ("c", "body", ["33"]),
        ("Totalt", "total", ["100"]),
    ]
    (finding,) = audit(of(grid([PERCENT], rows)))
    assert (finding.check, finding.status) == ("percent_sum_to_total", "rounding")


def test_several_answers_need_not_add_up() -> None:
    assert audit(of(distribution(["30", "30"], ["75", "75"]))) == []


def test_those_that_did_not_answer_stand_within_the_total_or_without() -> None:
    rows: list[Row] = [("Ja", "body", ["10"]), ("Ikke svart", "blank", ["5"])]
    for total in ("10", "15"):
        assert audit(of(grid([COUNT], [*rows, ("Totalt", "total", [total])]))) == []
    assert len(audit(of(grid([COUNT], [*rows, ("Totalt", "total", ["16"])])))) == 1


def test_a_number_that_is_hidden_is_not_judged() -> None:
    assert audit(of(distribution(["10", ""], ["25", ""]))) == []


def test_what_is_known_is_told_as_known() -> None:
    wrong, _ = CASES["sum_to_total"]
    known = [Known(table="1.1", check="sum_to_total", reason="as printed")]
    assert {finding.known for finding in audit(wrong, known) if finding.check == "sum_to_total"} == {"as printed"}
    assert {finding.known for finding in audit(wrong)} == {""}


def test_what_is_known_and_not_there_is_told() -> None:
    sound = of(distribution(["10", "30"], ["25", "75"]))
    known = [Known(table=table, check="sum_to_total", row="Totalt", reason="as printed") for table in ("1.1", "9.9")]
    assert audit(sound) == []
    (told,) = audit(sound, known)  # table 9.9 is of another publication
    assert (told.table, told.check, told.status, told.known) == ("1.1", "known_is_there", "violation", "")
    assert told.told == "Totalt, *: says a known sum_to_total, should be none known, since it is not there"


@pytest.mark.parametrize(
    ("text", "covered"),
    [("2015, 2017–2019", {2015, 2017, 2018, 2019}), ("uke 5", set()), ("2015 – 2016.", {2015, 2016})],
)
def test_the_years_of_a_text(text: str, covered: set[int]) -> None:
    assert years_in(text)[1] == covered


def test_labels_are_alike_whatever_their_stops() -> None:
    assert key("Helse- /sosialfag") == key("helse-/ Sosialfag")


@given(base=st.integers(20, 500), counts=st.lists(st.integers(1, 500), min_size=3, max_size=8))
def test_the_base_that_percentages_were_made_of_is_among_those_that_fit(base: int, counts: list[int]) -> None:
    within = [min(count, base) for count in counts]
    pairs = [(str(n), exact(n), rounded(str(int(100 * n / base + 0.5)))) for n in within]
    fitted = fitting_base(pairs)
    if fitted is not None:
        low, high, held = fitted
        assert held <= len(pairs)
        assert held < len(pairs) or low <= base <= high or all(percent.low <= 0 for _, _, percent in pairs)


@given(parts=st.lists(st.floats(0, 1000, allow_nan=False), min_size=2, max_size=9))
def test_numbers_that_were_rounded_one_by_one_are_no_violation(parts: list[float]) -> None:
    rows: list[Row] = [(f"r{n}", "body", [f"{part:.0f}"]) for n, part in enumerate(parts)]
    found = audit(of(grid([YEARS[0]], [*rows, ("Totalt", "total", [f"{sum(parts):.0f}"])])))
    assert [finding for finding in found if finding.status == "violation"] == []


def test_checks_are_documented() -> None:
    described: list[Callable[..., object]] = list(CHECKS.values())
    assert all((check.__doc__ or "").endswith(".") for check in described)
