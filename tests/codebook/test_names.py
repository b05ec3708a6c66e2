"""Names and labels fit what SPSS and Stata take, differ from one another, and are the same in every round."""

import re
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from kartlegg.codebook.names import SPSS_NAME, STATA_NAME, cut_text, package_names
from kartlegg.questionnaire.load import load_questionnaire
from kartlegg.rounds import round_folder

REAL = Path(__file__).parents[2] / "survey" / "is248"
CODES = st.lists(st.from_regex(r"\A[a-c0-2](_?[a-c0-2]){0,24}\Z"), unique=True, max_size=12)


@given(CODES, st.integers(12, 64))
@example(["alpha_beta_gamma_delta_1", "alpha_beta_gamma_delta_2"], 16)
@example(["if", "if_", "str5", "1a"], 12)
def test_names_fit_differ_and_begin_with_a_letter(codes: list[str], most: int) -> None:
    names = package_names(codes, most)
    assert list(names) == codes
    assert len({name.casefold() for name in names.values()}) == len(codes)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) and len(name) <= most for name in names.values())


@given(CODES)
def test_a_code_that_fits_keeps_its_name(codes: list[str]) -> None:
    names = package_names(codes, 64)
    assert all(names[code] == code for code in codes if code[0].isalpha())


def test_words_are_cut_evenly() -> None:
    assert package_names(["care_package_user_experience_sud_specialist"], 28) == {
        "care_package_user_experience_sud_specialist": "care_pack_user_expe_sud_spec"
    }


def test_a_word_of_a_package_is_no_name() -> None:
    assert package_names(["if", "str20", "9_lamps"], 28) == {"if": "if_", "str20": "str20_", "9_lamps": "v_9_lamps"}


def test_a_variable_is_called_alike_in_every_round() -> None:
    rounds = [
        load_questionnaire(round_folder(REAL, int(path.name))).variables for path in (REAL / "rounds").iterdir()
    ]
    for most in (STATA_NAME, SPSS_NAME):
        names = [package_names(codes, most) for codes in rounds]
        assert all(len(set(of.values())) == len(of) for of in names)
        for code in set.intersection(*map(set, rounds)):
            assert len({of[code] for of in names}) == 1


@given(st.text(), st.integers(1, 40), st.booleans())
def test_a_label_fits_and_says_where_it_was_cut(text: str, most: int, in_bytes: bool) -> None:
    cut = cut_text(text, most + 3, in_bytes=in_bytes)
    size = len(cut.encode()) if in_bytes else len(cut)
    assert size <= most + 3
    assert cut == " ".join(text.split()) or cut.endswith("…")
