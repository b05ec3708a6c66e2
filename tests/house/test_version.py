"""The version stands once, in the changelog, and the package has it."""

import re

import kartlegg
from tests.house.checkout import CHECKOUT

HEADING = re.compile(r"^## (\d+\.\d+\.\d+)", re.MULTILINE)


def test_the_package_has_the_version_of_the_changelog() -> None:
    versions = HEADING.findall((CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert kartlegg.__version__ == versions[0]


def test_the_changelog_is_newest_first() -> None:
    versions = HEADING.findall((CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8"))
    numbers = [tuple(int(part) for part in version.split(".")) for version in versions]
    assert numbers == sorted(set(numbers), reverse=True)
