"""No file knows the machine it was written on, or the place its packages were loaded from."""

import re
from pathlib import Path

import pytest

from tests.house.checkout import CHECKOUT, fault, plant, refuse, texts

MACHINE = re.compile(
    r"(?<![\w.:~-])/(?:home|root|Users|work|workspace|mnt|media|srv|var/folders)/[\w.-]+|\b[A-Za-z]:\\{1,2}Users\\"
)
REGISTRY = re.compile(
    r"\b(?:[\w-]+\.)*(?:pypi|pythonhosted|npmjs|yarnpkg|anaconda|maven|jfrog|rubygems|crates|unpkg|jsdelivr)"
    r"\.(?:org|com|net|io)\b|\bcran\.[\w.-]+\.org\b|\b(?:[\w-]+\.)?(?:deb\.debian|archive\.ubuntu|security\.ubuntu)\.(?:org|com)\b"
)


def machine_text(root: Path) -> list[str]:
    """Return the lines that hold a path of one machine or the host of a package registry."""
    faults = []
    for path, text in texts(root):
        for number, line in enumerate(text.splitlines(), 1):
            for pattern, what in ((MACHINE, "a path of one machine"), (REGISTRY, "the host of a package registry")):
                found = pattern.search(line)
                if found:
                    faults.append(fault(root, path, number, f"{found[0]} is {what}"))
    return faults


def test_no_file_names_a_machine_or_a_registry() -> None:
    refuse(machine_text(CHECKOUT))


@pytest.mark.parametrize(
    "parts",
    [
        ("see ", "/ho", "me/kari/kartlegg"),
        ("open('", "/wo", "rk/data.csv')"),
        ("C:", "\\Us", "ers\\kari"),
        ("https://files.python", "hosted.", "org/packages"),
        ("py", "pi", ".org"),
        ("http://deb.", "debian", ".org/debian"),
        ("https://cr", "an.r-project", ".org/package=survey"),
    ],
)
def test_a_machine_or_a_registry_is_found(tmp_path: Path, parts: tuple[str, ...]) -> None:
    plant(tmp_path, "docs/a.md", f"A line.\n{''.join(parts)}\n")
    assert [found.split(" ")[0] for found in machine_text(tmp_path)] == ["docs/a.md:2:"]


def test_addresses_and_relative_paths_are_let_through(tmp_path: Path) -> None:
    plant(tmp_path, "docs/a.md", "https://example.org/home/page and build/work/demo and /usr/bin/python3\n")
    assert machine_text(tmp_path) == []
