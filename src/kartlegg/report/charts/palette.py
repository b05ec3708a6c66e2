"""Colours, sizes and typeface of every figure. What is drawn, and numbers from a table, may not enter."""

from dataclasses import dataclass

WIDTH, MAP_WIDTH = 720, 560
"""Pixels. 720 px set 16 cm wide in print make the 14 px labels 8.8 point."""
TYPE, LEADING = 14, 17
"""Size of every label and the distance between two lines of it, in pixels."""


@dataclass(frozen=True, slots=True)
class Token:
    """One named colour. `light` is drawn and unique among the tokens; `dark` replaces it on dark pages."""

    light: str
    dark: str


PAPER = Token("#ffffff", "#14191f")
INK = Token("#1a2430", "#e6ebf0")
MUTED = Token("#55616d", "#a9b3bd")
AXIS = Token("#7f8a95", "#7f8a96")
GRID = Token("#e4e8ec", "#2c353e")
STRONG = Token("#0a5a9c", "#62b3f5")
CALM = Token("#4580b3", "#4a84b6")
"""Strong for what the title speaks of; calm where all bars are alike, so that a rule across them is seen."""

CONTEXT = (Token("#8b959f", "#76818c"), Token("#737e89", "#8b96a1"), Token("#5b6670", "#a1abb5"))
"""Greys for what the title does not speak of, from faint to firm."""

HUES = (
    Token("#13294b", "#e3ecf8"),
    Token("#52246a", "#d9b5ee"),
    Token("#1b5696", "#74b4f0"),
    Token("#ad4d1c", "#e2743f"),
    Token("#2aa08f", "#2b7f74"),
    Token("#bf8a1c", "#80611c"),
)
"""Six hues, each lighter than the one before by a step that grey print keeps (darker in dark mode)."""

CLASSES = (
    Token("#c28a14", "#835ba0"),
    Token("#c4551f", "#b9558f"),
    Token("#9d2a55", "#e77572"),
    Token("#5a1a6b", "#f6ab67"),
    Token("#1a0f3d", "#fcebb6"),
)
"""Five steps from low to high; high stands out most, on light and on dark pages."""

LOW = (Token("#7a2b12", "#f0a37a"), Token("#b3562d", "#c4703f"))
MIDDLE = Token("#94908a", "#6b6f75")
HIGH = (Token("#24669f", "#4f8fcc"), Token("#0b2f5e", "#b5d3f2"))
"""The sides of an answer scale from left to right: firmest outermost, and no two alike in grey print."""

ON_FIRM = Token("#fefefe", "#0b0f14")
ON_FAINT = Token("#0a0d11", "#fdfdfd")
"""Text inside firm colours, and inside faint ones: the last two hues and the middle of a scale."""

_SPREAD = {1: (2,), 2: (0, 4), 3: (0, 2, 4), 4: (0, 2, 3, 5), 5: (0, 1, 2, 4, 5), 6: (0, 1, 2, 3, 4, 5)}

TOKENS = (
    PAPER,
    INK,
    MUTED,
    AXIS,
    GRID,
    STRONG,
    CALM,
    *CONTEXT,
    *HUES,
    *CLASSES,
    *LOW,
    MIDDLE,
    *HIGH,
    ON_FIRM,
    ON_FAINT,
)


def hues(count: int) -> tuple[Token, ...]:
    """Return `count` hues (one to six) as far apart as the palette allows; raises KeyError above six."""
    return tuple(HUES[index] for index in _SPREAD[count])


def text_on(hue: Token) -> Token:
    """Return the colour of text inside an area of `hue`."""
    return ON_FAINT if hue in (*HUES[4:], MIDDLE) else ON_FIRM


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio (1 to 21) of two colours `#rrggbb`. Source: WCAG 2.2, relative luminance."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def dark_css(scope: str) -> str:
    """Return style rules that recolour the drawings within the selector `scope`, such as `[data-theme=dark] svg`."""
    rules = []
    for token in TOKENS:
        for attribute in ("fill", "stroke"):
            rules.append(f'{scope} [{attribute}="{token.light}"]{{{attribute}:{token.dark}}}')
    return "\n".join(rules) + "\n"
