"""What is asked, and with which key, stays out of logs and of what other people can read; a question that never ends is refused."""

import logging
import os
from pathlib import Path

import pytest
from invented import Place, decree
from model_server import fails, model_server

from assistant import Assistant
from assistant.audit import record
from assistant.language import LanguageModel, ModelChoice
from assistant.question import MAX_QUESTION, QuestionError
from assistant.receipts import open_receipts

KEY, WORDS = "sk-bi-mat-cua-co-quan", "vườn ươm thu phí tưới nước của hộ ông Vui Vẻ"


def test_neither_key_nor_question_is_logged_or_told(place: Place, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    place.write("77.txt", decree(77, "Thu phí tưới nước của vườn ươm 200 đồng mỗi khối"))
    place.build()
    receipts = open_receipts(tmp_path / "receipts.sqlite")
    with model_server() as server, caplog.at_level(logging.DEBUG, logger="assistant"):
        server.will(fails(401))
        model = LanguageModel(ModelChoice("invented", server.url, KEY, seconds=20, host="127.0.0.1"))
        answer = Assistant(place.open(), place.catalogue, model=model, receipts=receipts).ask(f"Nghị định 77/2031/NĐ-CP: {WORDS}")
        record(tmp_path / "audit", "an", "build")
    told = "".join(r.getMessage() + str(r.exc_text or "") for r in caplog.records if r.name.startswith("assistant"))
    assert KEY not in told and WORDS not in told
    assert KEY not in repr(answer) and KEY not in repr(model._choice)
    kept = b"".join(file.read_bytes() for file in tmp_path.glob("receipts*"))
    assert KEY.encode() not in kept
    assert WORDS not in "".join(file.read_text(encoding="utf-8") for file in (tmp_path / "audit").iterdir())
    if os.name != "nt":
        assert (tmp_path / "receipts.sqlite").stat().st_mode & 0o077 == 0  # the question is kept, for its owner alone


def test_a_huge_question_is_refused_before_any_work(place: Place) -> None:
    place.write("77.txt", decree(77, "Thu phí tưới nước"))
    place.build()
    with pytest.raises(QuestionError):
        Assistant(place.open(), place.catalogue).ask("phí " * MAX_QUESTION)
