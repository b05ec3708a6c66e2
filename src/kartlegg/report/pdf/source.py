"""Typst source as text: literals, calls, nothing else. No text of the publication ever becomes Typst markup.

Everything is written in Typst's code mode, where a text is a quoted literal: four signs need care, and neither
`#`, `*`, `@` nor a smart quote can change what stands on the page.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A piece of finished Typst code."""

    code: str


Value = str | float | int | bool | None | Source | tuple["Value", ...] | list["Value"]


def literal(text: str) -> str:
    """Return `text` as a Typst string literal that evaluates to the same text.

    Control signs are written by number. Lone surrogates, which no file can hold, are not allowed.
    """
    return f'"{"".join(_sign(sign) for sign in text)}"'


def _sign(sign: str) -> str:
    if sign in '"\\':
        return f"\\{sign}"
    if ord(sign) < 32 or 127 <= ord(sign) < 160 or sign in "\u2028\u2029\ufeff":
        return f"\\u{{{ord(sign):x}}}"
    return sign


def value(item: Value) -> str:
    """Return Typst code for a text, number, truth, nothing, code or sequence of such."""
    if isinstance(item, Source):
        return item.code
    if isinstance(item, bool):
        return "true" if item else "false"
    if item is None:
        return "none"
    if isinstance(item, str):
        return literal(item)
    if isinstance(item, int | float):
        return f"{item:.4f}".rstrip("0").rstrip(".") if isinstance(item, float) else str(item)
    return array(item)


def array(items: Iterable[Value]) -> str:
    """Return a Typst array; the comma at the end keeps an array of one from being a bracketed value."""
    inner = ", ".join(value(item) for item in items)
    return f"({inner},)" if inner else "()"


def call(name: str, /, *positional: Value, **named: Value) -> Source:
    """Return a call of a Typst function; `_` in names becomes `-`."""
    parts = [value(item) for item in positional]
    parts += [f"{key.replace('_', '-')}: {value(item)}" for key, item in named.items()]
    return Source(f"{name}({', '.join(parts)})")


def points(size: float) -> Source:
    """Return a length in points."""
    return Source(f"{value(float(size))}pt")


def statements(calls: Iterable[Source]) -> str:
    """Return a Typst file's body, one call a line."""
    return "".join(f"#{one.code}\n" for one in calls)


def show_rule(function: str, **named: Value) -> str:
    """Return the line that lays a template function around the rest of the file."""
    return f"#show: {call(f'{function}.with', **named).code}\n"
