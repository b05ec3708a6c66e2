"""Tests of groups kept from run to run: those of unchanged answers are not made again. No test is invented here.

A run makes some thousand tests; one corrected answer changes a few families of them.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace

from kartlegg.estimation.inference.comparison import Comparison
from kartlegg.estimation.inference.groups import ByGroup, Tester, tested_groups
from kartlegg.pipeline.cache import Cache, digest_of, maker_digest
from kartlegg.tabulation.numbers import Numbers

_FILE = "tests.json"


def with_kept_tests(numbers: Numbers, cache: Cache) -> Numbers:
    """Return the numbers with tests that are taken from the cache where they have been made before."""
    if numbers.answers is None:
        return numbers
    return replace(numbers, answers=replace(numbers.answers, tested=kept_tester(cache)))


def kept_tester(cache: Cache) -> Tester:
    """Return what makes the tests of a family, or takes them from the cache."""

    def tested(
        yes: Mapping[str, bool], groups: Mapping[str, str], control: Mapping[str, str]
    ) -> tuple[ByGroup, ByGroup]:
        def make() -> dict[str, bytes]:
            made = tested_groups(yes, groups, control)
            return {_FILE: json.dumps([[asdict(one) for one in of.values()] for of in made]).encode()}

        units = sorted((unit, answer, groups.get(unit), control.get(unit)) for unit, answer in yes.items())
        kept = json.loads(cache.files(digest_of("tests", maker_digest(), units), make)[_FILE])
        plain, held = ({of["group"]: Comparison(**of) for of in found} for found in kept)
        return plain, held

    return tested
