"""The small survey and what builds its tables. No test may enter."""

from pathlib import Path

import pytest

from kartlegg.tabulation.build import Builder
from tests.tiny.numbers import builder
from tests.tiny.survey import write_survey


@pytest.fixture(scope="session")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the small survey; tests that change it write their own."""
    return write_survey(tmp_path_factory.mktemp("lamps"))


@pytest.fixture(scope="session")
def tiny(survey: Path) -> Builder:
    """Return what builds the tables of the second round of the small survey."""
    return builder(survey)
