"""Every outside file of a survey says where it comes from, under which licence, and is what was fetched."""

import hashlib
from pathlib import Path

import yaml

from tests.house.checkout import CHECKOUT, fault, files, plant, refuse

KEYS = ("file", "title", "producer", "version", "licence", "sha256")


def unsourced(root: Path) -> list[str]:
    """Return the CSV files without provenance, and the provenance that lacks a key or holds another checksum."""
    found = files(root, "survey")
    sources = [path for path in found if path.name.endswith(".source.yaml")]
    faults = [
        fault(root, path, 1, f"write {path.stem}.source.yaml beside it")
        for path in found
        if path.suffix == ".csv" and path.with_suffix(".source.yaml") not in sources
    ]
    for path in sources:
        source = yaml.safe_load(path.read_text(encoding="utf-8"))
        faults += [fault(root, path, 1, f"{key} is not told") for key in KEYS if not source.get(key)]
        data = path.parent / str(source.get("file"))
        if not data.is_file():
            faults.append(fault(root, path, 1, f"there is no {data.name}"))
        elif hashlib.sha256(data.read_bytes()).hexdigest() != source.get("sha256"):
            faults.append(fault(root, path, 1, f"{data.name} has changed: its sha256 is another"))
    return faults


def test_every_outside_file_has_its_source() -> None:
    assert len([path for path in files(CHECKOUT, "survey") if path.suffix == ".csv"]) > 5
    refuse(unsourced(CHECKOUT))


def test_a_file_without_source_or_changed_is_found(tmp_path: Path) -> None:
    told = dict.fromkeys(KEYS, "x")
    for name in ("whole", "changed", "silent"):
        data = plant(tmp_path, f"survey/a/{name}.csv", "code\n0301\n")
        checksum = hashlib.sha256(data.read_bytes()).hexdigest()
        plant(
            tmp_path, f"survey/a/{name}.source.yaml", yaml.safe_dump(told | {"file": data.name, "sha256": checksum})
        )
    plant(tmp_path, "survey/a/alone.csv", "code\n")
    plant(tmp_path, "survey/a/changed.csv", "code\n0302\n")
    plant(tmp_path, "survey/a/silent.source.yaml", "file: gone.csv\n")
    assert [found.split(" ", 1) for found in unsourced(tmp_path)] == [
        ["survey/a/alone.csv:1:", "write alone.source.yaml beside it"],
        ["survey/a/changed.source.yaml:1:", "changed.csv has changed: its sha256 is another"],
        *(["survey/a/silent.source.yaml:1:", f"{key} is not told"] for key in KEYS[1:]),
        ["survey/a/silent.source.yaml:1:", "there is no gone.csv"],
    ]
