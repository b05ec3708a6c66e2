"""A sheet that marks are put on, and its Vega-Lite form. Which numbers are drawn, and where, may not enter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kartlegg.report.charts.palette import AXIS, INK, LEADING, PAPER, TYPE, Token
from kartlegg.report.layout.text_width import FAMILY

Datum = Mapping[str, Any]
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale from numbers (`low`, `high`) to pixels (`start`, `end`)."""

    low: float
    high: float
    start: float
    end: float

    def pixel(self, value: float) -> float:
        """Return where `value` stands, in pixels."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def channel(self, name: str) -> dict[str, Any]:
        """Return the Vega-Lite channel that reads field `name` on this scale."""
        scale = {"domain": [self.low, self.high], "range": [self.start, self.end], "nice": False, "zero": False}
        return {"field": name, "type": "quantitative", "scale": scale, "axis": None}


def _pixels(name: str) -> dict[str, Any]:
    return {"field": name, "type": "quantitative", "scale": None, "axis": None}


def _channels(scales: Mapping[str, Scale] | None, names: Sequence[str]) -> dict[str, Any]:
    scales = scales or {}
    return {
        name: {"field": name}
        if name.endswith("2")
        else scales[name].channel(name)
        if name in scales
        else _pixels(name)
        for name in names
    }


@dataclass(slots=True)
class Sheet:
    """What a figure is drawn on: `width` pixels wide, as high as its maker says, layers from back to front.

    A datum says where it stands under the names of the channels (x, y, x2, y2): in pixels, or in numbers where
    a Scale is given for the channel. `tip`, where a datum has one, tells the mark in words.
    """

    width: float
    height: float = 0
    layers: list[dict[str, Any]] = field(default_factory=list)

    def add(self, name: str, mark: Datum, data: Sequence[Datum], encoding: Datum) -> None:
        """Put a layer on top, or data into the layer of that name; one without data is left out."""
        if not data:
            return
        for layer in self.layers:
            if layer["name"] == name:
                layer["data"]["values"].extend(dict(datum) for datum in data)
                return
        told = any("tip" in datum for datum in data)
        words = {"description": {"field": "tip", "type": "nominal"}} if told else {}
        self.layers.append(
            {
                "name": name,
                "data": {"values": [dict(datum) for datum in data]},
                "mark": {**mark, "aria": told},
                "encoding": {**encoding, **words},
            }
        )

    def bars(self, name: str, data: Sequence[Datum], scales: Mapping[str, Scale] | None = None) -> None:
        """Put filled boxes from (x, y) to (x2, y2), each with its `fill`."""
        fill = {"fill": {"field": "fill", "type": "nominal", "scale": None}}
        self.add(name, {"type": "rect"}, data, {**_channels(scales, ("x", "x2", "y", "y2")), **fill})

    def rules(
        self, name: str, data: Sequence[Datum], *, colour: Token = AXIS, width: float = 1, dash: Sequence[int] = ()
    ) -> None:
        """Put straight rules from (x, y) to (x2, y2), in pixels."""
        mark = {
            "type": "rule",
            "stroke": colour.light,
            "strokeWidth": width,
            **({"strokeDash": dash} if dash else {}),
        }
        self.add(name, mark, data, _channels(None, ("x", "x2", "y", "y2")))

    def lines(self, name: str, data: Sequence[Datum], scales: Mapping[str, Scale], look: Datum) -> None:
        """Put one line through the data of each `segment`, in the order of x."""
        mark = {"type": "line", "strokeJoin": "round", "strokeCap": "round", **look}
        detail = {"detail": {"field": "segment", "type": "nominal"}}
        self.add(name, mark, data, {**_channels(scales, ("x", "y")), **detail})

    def points(self, name: str, data: Sequence[Datum], scales: Mapping[str, Scale] | None = None) -> None:
        """Put circles of `area` square pixels with `fill`, `stroke` and `weight` (width of the stroke)."""
        paint = {key: {"field": key, "type": "nominal", "scale": None} for key in ("fill", "stroke")}
        size = {"size": {"field": "area", "type": "quantitative", "scale": None}}
        mark = {"type": "point", "shape": "circle", "strokeWidth": {"expr": "datum.weight"}, "opacity": 1}
        self.add(name, mark, data, {**_channels(scales, ("x", "y")), **paint, **size})

    def words(self, name: str, data: Sequence[Datum], *, halo: bool = False) -> None:
        """Put texts at (x, y), middle of the line; left, ink and normal unless `align`, `fill` or `weight` says."""
        plain = {"align": "left", "fill": INK.light, "weight": 400}
        data = [{**plain, **datum} for datum in data]
        mark = {
            "type": "text",
            "baseline": "middle",
            "align": {"expr": "datum.align"},
            "fontWeight": {"expr": "datum.weight"},
        }
        encoding = {**_channels(None, ("x", "y")), "text": {"field": "text", "type": "nominal"}}
        if halo:
            back = [{key: value for key, value in datum.items() if key != "tip"} for datum in data]
            edge = {"stroke": PAPER.light, "strokeWidth": 4, "strokeJoin": "round", "fill": PAPER.light}
            self.add(f"{name}_halo", {**mark, **edge}, back, encoding)
        fill = {"fill": {"field": "fill", "type": "nominal", "scale": None}}
        self.add(name, mark, data, {**encoding, **fill})

    def spec(self, description: str) -> dict[str, Any]:
        """Return the whole sheet as a Vega-Lite specification."""
        text = {"font": FAMILY, "fontSize": TYPE}
        return {
            "$schema": SCHEMA,
            "description": description,
            "width": self.width,
            "height": round(self.height),
            "padding": 0,
            "autosize": "none",
            "background": PAPER.light,
            "config": {"view": {"stroke": None}, "text": text},
            "resolve": {"scale": {"x": "independent", "y": "independent"}},
            "layer": self.layers,
        }


def stacked_lines(lines: Sequence[str], x: float, middle: float, **rest: Any) -> list[dict[str, Any]]:
    """Return one datum a line of text, the block standing with its middle at `middle` pixels."""
    top = middle - LEADING * (len(lines) - 1) / 2
    return [{"x": x, "y": top + LEADING * i, "text": line, **rest} for i, line in enumerate(lines)]
