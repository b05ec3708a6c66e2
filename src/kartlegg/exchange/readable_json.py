"""JSON that both people and comparisons of files read well: short values on one line, long ones part by part.

What the content means may not enter.
"""

import json
from typing import Any

_WIDTH = 120
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def readable_json(content: Any) -> bytes:
    """Return `content` as JSON in UTF-8 that ends in a line break; what fits on a line of 120 signs stands on one.

    Raises ValueError for a number that is not finite and TypeError for a name that is not text: JSON has neither.
    """
    return (_lines(content, 0) + "\n").encode()


def _lines(content: Any, depth: int) -> str:
    if isinstance(content, dict):
        if not all(isinstance(key, str) for key in content):
            raise TypeError(f"a name in JSON is text: {list(content)}")
        parts = [f"{_encode(key)}: {_lines(value, depth + 1)}" for key, value in content.items()]
        opening, closing = "{}"
    elif isinstance(content, list | tuple):
        parts = [_lines(value, depth + 1) for value in content]
        opening, closing = "[]"
    else:
        return _encode(content)
    line = f"{opening}{', '.join(parts)}{closing}"
    if len(line) <= _WIDTH and "\n" not in line:
        return line
    before = "\n" + " " * (depth + 1)
    return f"{opening}{before}{f',{before}'.join(parts)}\n{' ' * depth}{closing}"
