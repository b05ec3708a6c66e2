"""A rank of numbers that may be hidden is told unless its own paragraph asks whether all are shown."""

import pytest

from kartlegg.fault_codes import FaultCode
from kartlegg.report.asked import unasked


def told(text: str, table: str = "") -> list[str]:
    found = list(unasked(text, lambda number: number != "shown", table))
    assert {of.fault.code for of in found} <= {FaultCode.RANK_OF_HIDDEN}
    return [
        f"{of.line} {str(of.fault).split()[3]} {str(of.fault).split('those of ')[1].split('(')[0]}" for of in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ top('1', 'a') }}", ["1 1 top"]),
        ("{{ top('1', 'a') }}{{ top('1', 'a', 3) }}, {{ bottom('1', 'a') }}", ["1 1 top", "1 1 bottom"]),
        ("{{ top('shown', 'a') }}", []),
        ("{{ top('1', 'a') }}{{ among('1', 'a', 'all') }}", []),
        ("{{ top('1', 'a' ~ column) }}{{ among('1', 'a' ~ column, 'all') }}", []),
        ("{{ top('1', 'a') }}{{ among('1', 'b', 'all') }}", ["1 1 top"]),
        ("{{ top('1', 'a') }}{{ among('2', 'a', 'all') }}", ["1 1 top"]),
        ("{{ top('1', 'a') }}{{ top('1', 'b') }}{{ among('1', ['a', 'b'], 'all') }}", []),
        ("{% if all_shown('1', 'a') and bottom('1', 'a') %}all{% endif %}", []),
        ("{% if bottom('1', 'a') %}all{% endif %}", ["1 1 bottom"]),
        ("{{ top('1', 'a') }}\n\n{{ among('1', 'a', 'all') }}", ["1 1 top"]),
        ("{{ top('1', 'a') }}\n{{ among('1', 'a', 'all') }}", []),
        ("x\n\n{{ highest('1', 'r', columns('1', 'c')) }}", ["3 1 highest"]),
        ("{{ highest('1', 'r', ['a', 'b']) }}{{ among('1', ['a', 'b'], 'all', rows='r') }}", []),
        ("{{ highest('1', 'r', ['a', 'b']) }}{{ among('1', ['a', 'b'], 'all', rows=['q', 'r']) }}", []),
        ("{{ lowest('1', 'r', ['a', 'b']) }}{{ among('1', ['a', 'b'], 'all') }}", ["1 1 lowest"]),
        ("{{ highest('1', 'r', ['a']) }}", []),
        ("{{ trend('1', 'a') }}{{ cell('1', 'r', 'a') }}{{ among('1') }}", []),
        ("{{ top(x, 'a') }}", ["1 that top"]),
        ("{{ top(", []),
    ],
)
def test_a_rank_asks_in_its_own_paragraph(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_a_caption_is_of_its_own_table() -> None:
    assert told("{{ top(table, column) }}", "1") == ["1 1 top"]
    assert told("{{ top(table, column) }}", "shown") == []
