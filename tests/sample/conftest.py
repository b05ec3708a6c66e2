"""The sample of the round that the survey holds, made once for all tests: here, and of another seed by a command."""

from pathlib import Path

import pytest
from tests.built import SURVEY, extract_folder, inputs, second_extract_folder, shared

from kartlegg.exchange.extract import Extract
from kartlegg.pipeline.inputs import Inputs
from kartlegg.pipeline.tables import read_round_extract
from kartlegg.rounds import load_round
from kartlegg.sample.make import make_sample

__all__ = ["extract_folder", "inputs", "second_extract_folder", "shared"]


@pytest.fixture(scope="session")
def survey() -> Path:
    return SURVEY


@pytest.fixture(scope="session")
def sample() -> Extract:
    return make_sample(SURVEY, load_round(SURVEY, 2021), seed=0)


@pytest.fixture(scope="session")
def second_sample(second_extract_folder: Path, inputs: Inputs) -> Extract:
    return read_round_extract(second_extract_folder, inputs)
