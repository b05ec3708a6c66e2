"""Tables on their side stand together, after well-filled pages, and nothing is lost."""

from hypothesis import given
from hypothesis import strategies as st

from kartlegg.report.blocks import Block, Heading, Paragraph, Run, TableBlock
from kartlegg.report.layout.flow import filled, flow
from tests.report.sample_document import rates_table

TEXT = Paragraph((Run("Ord. " * 200),))
SIDE = [TableBlock(rates_table(), f"side-{i}") for i in range(3)]
UPRIGHT = TableBlock(rates_table(), "upright")
HEIGHTS = {"upright": 300.0, **{block.anchor: 200.0 for block in SIDE}}
SIDEWAYS = {block.anchor for block in SIDE}


def heading(level: int) -> Heading:
    return Heading(level, "Avsnitt", f"h{level}")


def test_a_table_on_its_side_waits_for_a_filled_page() -> None:
    blocks = [heading(1), SIDE[0], UPRIGHT, heading(2), TEXT, heading(2), TEXT, SIDE[1]]
    assert flow(blocks, HEIGHTS, SIDEWAYS) == [
        [heading(1), UPRIGHT, heading(2), TEXT],
        [SIDE[0]],
        [heading(2), TEXT],
        [SIDE[1]],
    ]


def test_a_table_on_its_side_comes_before_the_tables_of_later_sections() -> None:
    blocks = [heading(1), TEXT, SIDE[0], heading(2), TEXT, UPRIGHT]
    assert filled(blocks[:2], HEIGHTS) < 0.5
    assert flow(blocks, HEIGHTS, SIDEWAYS) == [[heading(1), TEXT], [SIDE[0]], [heading(2), TEXT, UPRIGHT]]


def test_tables_on_their_side_share_pages() -> None:
    assert flow([SIDE[0], TEXT, SIDE[1], heading(2), TEXT], HEIGHTS, SIDEWAYS)[-1] == SIDE[:2]


def test_a_heading_with_only_such_tables_goes_with_them() -> None:
    blocks = [heading(1), TEXT, heading(2), SIDE[0], heading(2), TEXT]
    assert flow(blocks, HEIGHTS, SIDEWAYS) == [[heading(1), TEXT], [heading(2), SIDE[0]], [heading(2), TEXT]]


def test_a_table_that_does_not_fit_starts_a_page() -> None:
    assert filled([UPRIGHT, UPRIGHT], HEIGHTS) > 0.8
    assert 0.4 < filled([UPRIGHT, UPRIGHT, UPRIGHT], HEIGHTS) < 0.5


@given(st.lists(st.sampled_from([heading(1), heading(2), heading(3), TEXT, UPRIGHT, *SIDE])))
def test_every_block_comes_once(blocks: list[Block]) -> None:
    stretches = flow(blocks, HEIGHTS, SIDEWAYS)
    assert sorted(map(repr, blocks)) == sorted(repr(block) for stretch in stretches for block in stretch)
    for stretch in stretches:
        assert len({isinstance(one, TableBlock) and one.anchor in SIDEWAYS for one in stretch} - {False}) <= 1
