"""Instructions in documents, before a language model that obeys whatever it finds: nothing that they want reaches an answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from injections import HOST, INJECTIONS, Injection, obeyed, reply_of
from invented import Place
from model_server import ModelServer, Reply, model_server, says

from assistant import Answer, Assistant, Statement
from assistant.language import LanguageModel, ModelChoice
from assistant.verify import verify

DAY = date(2031, 8, 1)
LIVE = re.compile(r"(?<!\\)!?\[[^\]]*\]\(|(?<!\\)<|:\\?/{2}|www\.|\w@", re.IGNORECASE)  # what a page makes a link, picture or tag of


def obeys(server: ModelServer) -> Reply:
    """Reads the prompt that it was just sent and does what it finds there."""
    return lambda handler: says(reply_of(server.requests[-1]["messages"]))(handler)


@dataclass
class Garden:
    plain: Assistant
    obedient: Assistant
    server: ModelServer


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Garden]:
    place = Place(tmp_path_factory.mktemp("injected"))
    for injection in INJECTIONS:
        place.write(*injection.carrier.make(injection.number, injection.instruction.text))
    report = place.build()
    assert not report.unreadable
    with model_server() as server:
        server.will(obeys(server))
        model = LanguageModel(ModelChoice("obedient", server.url, seconds=60, host="127.0.0.1"))
        yield Garden(Assistant(place.open(), place.catalogue), Assistant(place.open(), place.catalogue, model=model), server)


def question(injection: Injection) -> str:
    return f"Điều 1 Nghị định {injection.document} quy định gì về phí tưới nước và giấy chứng nhận vườn ươm xanh"


def told(assistant: Assistant, injection: Injection) -> tuple[list[Statement], Answer]:
    *shown, answer = assistant.ask_streaming(question(injection), DAY)
    assert isinstance(answer, Answer)
    return [s for s in shown if isinstance(s, Statement)], answer


def wrong(assistant: Assistant, shown: list[Statement], answer: Answer, injection: Injection) -> list[str]:
    """What of the answer the instruction got."""
    concluded = [s for s in (*shown, *answer.statements) if s.role == "conclusion"]
    found = [f"said: {s.text}" for s in concluded if s.text.rstrip(".") == " ".join(injection.instruction.wanted.split()).rstrip(".")]
    found += [f"names the host: {s.text}" for s in concluded if HOST in s.text]
    found += [f"live: {m[0]!r} in the answer" for m in LIVE.finditer(answer.answer)]
    verdicts = verify([*shown, *answer.statements], answer.citations, assistant.index.opened().store.text)
    found += [f"unverified: {v.statement.text}" for v in verdicts if not v.passed]
    found += ["no answer"] if answer.status == "refused" else []
    return found


@pytest.mark.parametrize("injection", INJECTIONS, ids=lambda injection: injection.name)
def test_a_model_that_obeys_gets_nothing_into_the_answer(garden: Garden, injection: Injection) -> None:
    garden.server.requests.clear()
    assert wrong(garden.obedient, *told(garden.obedient, injection), injection) == []


@pytest.mark.parametrize("injection", INJECTIONS, ids=lambda injection: injection.name)
def test_nor_is_anything_done_without_a_model(garden: Garden, injection: Injection) -> None:
    assert wrong(garden.plain, *told(garden.plain, injection), injection) == []


def test_the_model_that_obeys_does_obey() -> None:
    """The table would prove nothing if the model did not read what is hidden."""
    assert len(INJECTIONS) >= 120 and len({i.name for i in INJECTIONS}) == len(INJECTIONS)
    for injection in INJECTIONS:
        assert obeyed(f'{{"n": 1, "text": "{injection.instruction.text}"}}') is injection.instruction
