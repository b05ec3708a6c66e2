"""A look-up that cannot find anything is told before there is a number, whatever branch it stands in."""

import pytest

from kartlegg.report.lookups import Lookups
from kartlegg.report.trial import tried
from tests.report.test_lookups import SERIES, TABLE

NAMES = {**Lookups({"1": TABLE}, SERIES).names(), "column": "y2020"}


def told(text: str) -> list[str]:
    return [f"{line} {fault.code} {fault}; {fault.remedy}" for line, fault in tried(text, NAMES)]


def row() -> str:
    return next(row.code for row in TABLE.rows)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ cell('1', 'bakerz', column) }}", "1 unknown-row table 1 has no row bakerz; its rows are"),
        ("\n{{ cell('1', 'ROW', 'x' ~ column) }}", "2 unknown-column table 1 has no column xy2020; its columns are"),
        ("{{ range('1', 'ROW', columns('1', 'z')) }}", "1 unknown-column table 1 has no columns that begin with z; "),
        ("{{ top('1', 'y' ~ (2020 - 900))[0].name }}", "1 unknown-column table 1 has no column y1120"),
        ("{% if no %}{{ year }}{% endif %}", "1 wrong-look-up `no`, which is neither a look-up nor a name"),
        ("{% set no = 1 %}{% if no %}{{ added('1', 'x', column) }}{% endif %}", "1 wrong-look-up a sum in table 1"),
        (
            "{{ cel('1', 'x') }}",
            '1 wrong-look-up `cel`, which is neither a look-up nor a name; correct it: did you mean "cell"?',
        ),
        ("{{ cell('1', 'ROW') }}", "1 wrong-look-up `cell` with missing a required argument: 'column'"),
        ("{{ cell('1', 'ROW', colum=column) }}", "1 wrong-look-up `cell` with missing a required argument: 'column'"),
    ],
)
def test_what_cannot_find_anything_is_told_with_its_line(text: str, expected: str) -> None:
    (first,) = told(text.replace("ROW", row()))
    assert first.startswith(expected)


@pytest.mark.parametrize(
    "text",
    [
        "{{ cell('1', 'ROW', column) }} {{ year }}",
        "{% for row in top('1', column) %}{{ loop.index }}{{ cell('1', row.code, column) }}{% endfor %}",
        "{% macro named(code) %}{{ cell('1', code, column) }}{% endmacro %}{{ named('x') }}",
        "{% set column = 'y1' %}{{ cell('1', 'ROW', column) }}",  # what is set is known only when it is filled in
        "{{ cell('1', ",
        "plain words",
    ],
)
def test_what_may_find_something_is_not_told(text: str) -> None:
    assert told(text.replace("ROW", row())) == []


def test_the_same_fault_of_a_line_is_told_once() -> None:
    assert (
        len(told("{{ cell('1', 'x', column) }}{{ lower(cell('1', 'x', column)) }}\n{{ cell('1', 'x', column) }}"))
        == 2
    )
