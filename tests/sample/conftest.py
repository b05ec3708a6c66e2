"""The sample of the round that the survey holds, made once for all tests, with two seeds."""

from pathlib import Path

import pytest

from kartlegg.exchange.extract import Extract
from kartlegg.rounds import load_round
from kartlegg.sample.make import make_sample

SURVEY = Path(__file__).parents[2] / "survey" / "is248"


@pytest.fixture(scope="session")
def survey() -> Path:
    return SURVEY


@pytest.fixture(scope="session")
def sample() -> Extract:
    return make_sample(SURVEY, load_round(SURVEY, 2021), seed=0)


@pytest.fixture(scope="session")
def second_sample() -> Extract:
    return make_sample(SURVEY, load_round(SURVEY, 2021), seed=1)
