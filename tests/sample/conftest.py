"""The sample of the round that the survey holds, made once for all tests, with two seeds."""

from pathlib import Path

import pytest
from tests.built import SURVEY, extract_folder, inputs, shared

from kartlegg.exchange.extract import Extract
from kartlegg.rounds import load_round
from kartlegg.sample.make import make_sample

__all__ = ["extract_folder", "inputs", "shared"]


@pytest.fixture(scope="session")
def survey() -> Path:
    return SURVEY


@pytest.fixture(scope="session")
def sample() -> Extract:
    return make_sample(SURVEY, load_round(SURVEY, 2021), seed=0)


@pytest.fixture(scope="session")
def second_sample() -> Extract:
    return make_sample(SURVEY, load_round(SURVEY, 2021), seed=1)
