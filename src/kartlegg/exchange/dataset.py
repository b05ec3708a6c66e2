"""Open data: tidy CSV with a data package that describes it (Frictionless Data Package v1). No look may enter."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Resource:
    """A tidy table of open data: `fields` by name with their description; rows in their order."""

    name: str
    title: str
    fields: Mapping[str, str]
    rows: Iterable[tuple[str | int | float | None, ...]]


def encode_dataset(name: str, title: str, licence: str, resources: Iterable[Resource]) -> dict[str, bytes]:
    """Return the files of the data package: one CSV for each resource, and datapackage.json."""
    files = {}
    described = []
    for resource in resources:
        rows = list(resource.rows)
        files[f"{resource.name}.csv"] = _encode(resource, rows)
        described.append(
            {
                "name": resource.name,
                "title": resource.title,
                "path": f"{resource.name}.csv",
                "profile": "tabular-data-resource",
                "encoding": "utf-8",
                "dialect": {"lineTerminator": "\n"},
                "schema": {
                    "fields": [
                        {"name": field, "type": _type(rows, place), "description": text}
                        for place, (field, text) in enumerate(resource.fields.items())
                    ],
                    "missingValues": [""],
                },
            }
        )
    package = {"profile": "tabular-data-package", "name": name, "title": title, "resources": described}
    if licence:
        package["licenses"] = [{"name": licence}]
    files["datapackage.json"] = (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()
    return files


def _encode(resource: Resource, rows: list[tuple[str | int | float | None, ...]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(resource.fields)
    writer.writerows(rows)
    return text.getvalue().encode()


def _type(rows: list[tuple[str | int | float | None, ...]], place: int) -> str:
    kinds = {type(row[place]) for row in rows if row[place] is not None}
    if kinds == {int}:
        return "integer"
    return "number" if kinds and kinds <= {int, float} else "string"
