"""The small survey of lamps, written once, and its codebook."""

from pathlib import Path

import pytest

from kartlegg.codebook.entries import Codebook
from tests.codebook.lamps import lamps_codebook, write_lamps


@pytest.fixture(scope="session")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the survey; no test may change it."""
    return write_lamps(tmp_path_factory.mktemp("lamps"))


@pytest.fixture(scope="session")
def codebook(survey: Path) -> Codebook:
    """The codebook of the survey's second round."""
    return lamps_codebook(survey)
