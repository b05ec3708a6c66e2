"""Questions left blank, by hand: what was hidden is not asked, one answered row answers its question."""

from kartlegg.estimation.nonresponse import item_nonresponse, left_blank
from kartlegg.estimation.responses import Responses, Tally
from kartlegg.language import Text
from kartlegg.questionnaire.evaluate import Facts
from kartlegg.questionnaire.variables import Variable

WORDS = Text("x")
ASKED = (
    Variable("plan", WORDS, WORDS, type="choice", question="plan"),
    Variable("home", WORDS, WORDS, question="staff"),
    Variable("work", WORDS, WORDS, question="staff"),
    Variable("staff_sum", WORDS, WORDS, question="staff", parts=("home", "work")),
    Variable("why", WORDS, WORDS, type="text", question="why"),
)
FACTS = {
    "north": Facts({"plan": "yes", "work": 0.0, "staff_sum": 0.0}),
    "south": Facts({"staff_sum": 4.0}, hidden={"plan"}),
    "east": Facts({}),
    "west": Facts({}),
}
STATUSES = {"north": "complete", "south": "complete", "east": "partial", "west": "none"}


def test_questions_are_counted_where_they_were_asked_of_a_complete_reply() -> None:
    blanks = left_blank(Responses(FACTS, STATUSES, {}, {}), ASKED)
    assert blanks == {"north": {"plan": False, "staff": False}, "south": {"staff": True}}
    assert item_nonresponse(blanks) == Tally(1, 3)
    assert item_nonresponse(blanks, ["north", "east"]) == Tally(0, 2)
    assert item_nonresponse(blanks, questions=["plan"]) == Tally(0, 1)
    assert item_nonresponse(blanks, ["west"]).percent is None
