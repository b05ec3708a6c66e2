"""A specification as a small, still SVG that pages can recolour, and as PNG. No marks are made here."""

import re
import struct
import zlib
from functools import cache
from typing import Any

import vl_convert
from lxml import etree

from kartlegg.language import Language
from kartlegg.report.blocks import Drawing
from kartlegg.report.charts.palette import PAPER, TYPE
from kartlegg.report.layout.text_width import FAMILY, FONT_FOLDER

_NAMESPACE = "http://www.w3.org/2000/svg"
_NUMBER = re.compile(r"-?\d*\.\d+(?:e-?\d+)?")
_MOVED = re.compile(r"translate\(([-0-9.]+),([-0-9.]+)\)")
_CIRCLE = re.compile(r"M([0-9.]+),0A\1,\1,")
_GEOMETRY = ("d", "transform", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "stroke-dasharray")
_DROPPED = ("class", "role", "aria-roledescription", "aria-label", "aria-hidden", "id", "clip-path", "pointer-events")
_DEFAULTS = {
    "fill-opacity": "1",
    "stroke-opacity": "1",
    "opacity": "1",
    "font-family": FAMILY,
    "font-size": f"{TYPE}px",
    "font-style": "normal",
    "font-weight": "400",
    "stroke-miterlimit": "10",
    "stroke-width": "1",
    "text-anchor": "start",
}
_LOCALES: dict[Language, dict[str, Any]] = {
    "nb": {
        "decimal": ",",
        "thousands": "\u202f",
        "grouping": [3],
        "currency": ["", "\u202fkr"],
        "percent": "\u202f%",
    },
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["NOK\u202f", ""], "percent": "%"},
}


@cache
def _set_up_typeface() -> None:
    vl_convert.register_font_directory(str(FONT_FOLDER))


def draw_spec(spec: dict[str, Any], language: Language) -> Drawing:
    """Return the drawing of a specification: the cleaned SVG, and a PNG on white at twice the size."""
    _set_up_typeface()
    drawn = vl_convert.vegalite_to_svg(spec, format_locale=_LOCALES[language])
    root = etree.fromstring(drawn.encode())
    _clean(root)
    root.set("role", "img")
    root.set("aria-label", spec["description"])
    root.set("lang", language)
    root.set("font-family", f"{FAMILY}, sans-serif")
    root.set("font-size", f"{TYPE}px")
    svg = etree.tostring(root, encoding="unicode")
    ground = f'<rect width="100%" height="100%" fill="{PAPER.light}"/>'
    png = vl_convert.svg_to_png(svg.replace(">", f">{ground}", 1), scale=2)
    return Drawing(svg, _pack(png))


def draw_nothing() -> None:
    """Start the engine that draws, which takes it longer than a figure does."""
    draw_spec({"mark": "point", "description": ""}, "nb")


def _pack(png: bytes) -> bytes:
    """Return the same picture with its rows pressed harder: the renderer is in a hurry, the reader's line is not."""
    out, rows, start = [png[:8]], [], 8
    while start < len(png):
        size, kind = struct.unpack_from(">I4s", png, start)
        if kind == b"IDAT":
            rows.append(png[start + 8 : start + 8 + size])
        else:
            if kind == b"IEND":
                body = zlib.compress(zlib.decompress(b"".join(rows)), 6)
                check = zlib.crc32(b"IDAT" + body)
                out.append(struct.pack(">I4s", len(body), b"IDAT") + body + struct.pack(">I", check))
            out.append(png[start : start + 12 + size])
        start += 12 + size
    return b"".join(out)


def _clean(root: Any) -> None:
    """Keep what is seen, turn descriptions into `data-tip` and `data-code`, and round every length."""
    for element in list(root.iter()):
        name = etree.QName(element).localname
        if _is_empty(element, name):
            element.getparent().remove(element)
            continue
        told = element.get("aria-label") if name != "g" else None
        for key in _DROPPED:
            element.attrib.pop(key, None)
        for key, value in _DEFAULTS.items():
            if element.get(key) == value:
                del element.attrib[key]
        for key in _GEOMETRY:
            if key in element.attrib:
                element.set(key, _NUMBER.sub(_shorten, element.get(key)))
        _simplify(element, name)
        if told:
            code, _, words = told.partition("\t")
            element.set("data-code", code)
            element.set("data-tip", words)
    _flatten(root)
    etree.cleanup_namespaces(root)


def _is_empty(element: Any, name: str) -> bool:
    """Tell whether an element draws nothing: definitions, backgrounds, and frames of groups."""
    if element.getparent() is None:
        return False
    ground = name == "rect" and element.get("fill") == PAPER.light
    unseen = element.get("display") == "none" or (name == "path" and not element.get("d"))
    return name in {"defs", "clipPath"} or ground or unseen or "background" in element.get("class", "")


def _simplify(element: Any, name: str) -> None:
    """Write a circle as a circle, place texts by x and y, and leave out strokes that are not seen."""
    moved = _MOVED.fullmatch(element.get("transform", ""))
    circle = _CIRCLE.match(element.get("d", "")) if name == "path" else None
    if moved and (name == "text" or circle):
        del element.attrib["transform"]
        for key, value in zip(("x", "y") if name == "text" else ("cx", "cy"), moved.groups(), strict=True):
            element.set(key, value)
    if moved and circle:
        element.tag = f"{{{_NAMESPACE}}}circle"
        del element.attrib["d"]
        element.set("r", circle[1])
    if element.get("stroke-width") == "0":
        del element.attrib["stroke-width"], element.attrib["stroke"]
    if element.get("stroke-dasharray") == "":
        del element.attrib["stroke-dasharray"]


def _shorten(number: re.Match[str]) -> str:
    return f"{round(float(number[0]), 2) + 0:g}"


def _flatten(root: Any) -> None:
    """Replace every group that says nothing by its content; groups that remain are hidden from readers' aids."""
    for group in reversed(list(root.iter(f"{{{_NAMESPACE}}}g"))):
        said = {key: value for key, value in group.attrib.items() if value != "translate(0,0)"}
        if not len(group):
            group.getparent().remove(group)
        elif not said or set(said) <= {"fill", "stroke-miterlimit"}:
            parent, place = group.getparent(), group.getparent().index(group)
            for child in reversed(list(group)):
                if "fill" in said and "fill" not in child.attrib and not child.tag.endswith("}line"):
                    child.set("fill", said["fill"])
                parent.insert(place, child)
            parent.remove(group)
        else:
            group.set("aria-hidden", "true")
