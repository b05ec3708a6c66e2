"""The colours of figures: contrast in light and dark, told apart in grey, each known by its light value."""

from itertools import pairwise

import pytest

from kartlegg.report.charts.palette import (
    CALM,
    CLASSES,
    CONTEXT,
    HIGH,
    HUES,
    INK,
    LOW,
    MIDDLE,
    MUTED,
    PAPER,
    STRONG,
    TOKENS,
    Token,
    contrast,
    dark_css,
    hues,
    text_on,
)

MODES = ("light", "dark")
SCALE = (*LOW, MIDDLE, *HIGH)


def test_every_light_colour_is_unique_so_that_it_can_be_recoloured() -> None:
    assert len({token.light for token in TOKENS}) == len(TOKENS)
    css = dark_css("[data-theme=dark] svg")
    for token in TOKENS:
        assert f'[data-theme=dark] svg [fill="{token.light}"]{{fill:{token.dark}}}' in css
        assert f'[data-theme=dark] svg [stroke="{token.light}"]{{stroke:{token.dark}}}' in css


@pytest.mark.parametrize("mode", MODES)
def test_marks_and_words_stand_out_from_the_page(mode: str) -> None:
    def against(token: Token, ground: Token = PAPER) -> float:
        return contrast(getattr(token, mode), getattr(ground, mode))

    assert all(against(mark) >= 3 for mark in (STRONG, CALM, *CONTEXT, *HUES, *CLASSES, *SCALE))
    assert all(against(text) >= 4.5 for text in (INK, MUTED, STRONG))
    assert all(against(text_on(hue), hue) >= 4.5 for hue in (*HUES, *SCALE))


def test_hues_and_classes_can_be_told_apart_in_grey_print() -> None:
    def grey(token: Token) -> float:
        red, green, blue = (int(token.light[at : at + 2], 16) for at in (1, 3, 5))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    firm_to_faint = (HIGH[1], LOW[0], HIGH[0], LOW[1], MIDDLE)
    for ramp in (HUES, tuple(reversed(CLASSES)), tuple(reversed(CONTEXT)), firm_to_faint):
        assert all(grey(after) - grey(before) >= 17 for before, after in pairwise(ramp))
    assert all(len(set(hues(count))) == count for count in range(1, 7))
