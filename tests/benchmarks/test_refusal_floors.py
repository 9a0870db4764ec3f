"""The calibration set over the shipped corpus: neither error rate is worse than what is pinned."""

from assistant import Assistant
from benchmarks.answer_questions import REFUSALS, read_answer_questions
from benchmarks.answer_scores import score, shares
from benchmarks.answers import FLOORS
from benchmarks.board_questions import digest_of_files
from benchmarks.floors import faults, read_sets


def test_no_floor_of_the_calibration_set_is_undercut(assistant: Assistant) -> None:
    measured = shares([score(assistant, question) for file in REFUSALS for question in read_answer_questions(file)])
    assert faults(read_sets(FLOORS)["refusals"], digest_of_files(REFUSALS), measured.scores()) == []
    assert measured.wrong_refusals <= 0.05
