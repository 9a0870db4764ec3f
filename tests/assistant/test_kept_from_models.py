"""What users added stays on this machine, whatever language model elsewhere is switched on, unless a setting lets it go."""

from datetime import date
from pathlib import Path

import pytest
from invented import Place, decree
from model_server import ModelServer, says, statements

from assistant import Assistant
from assistant.language import LanguageModel, ModelChoice, choose_model
from ingest.settings import Settings, read_settings

QUESTION, DAY = "Nghị định 77/2031/NĐ-CP và Nghị định 78/2031/NĐ-CP quy định gì về phí tưới nước của vườn ươm xanh", date(2031, 8, 1)
PUBLIC, OWN = "Thu phí tưới nước của vườn ươm xanh 200 đồng mỗi khối", "Thu phí tưới nước của vườn ươm xanh tại lô riêng 700 đồng mỗi khối"
SAID = "Vườn ươm xanh thu phí tưới nước 200 đồng mỗi khối."


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = Place(tmp_path_factory.mktemp("kept"))
    place.write("77.txt", decree(77, PUBLIC))
    place.write("uploads/78.txt", decree(78, OWN))
    place.build()
    return place


def assistant(place: Place, server: ModelServer, host: str, uploads: Path | None) -> Assistant:
    """`host` is where the model is said to be; the server is on loopback all the same."""
    server.will(says(statements((SAID, [1]), (SAID, [2]))))
    choice = ModelChoice("invented", server.url, seconds=30, host=host, uploads=uploads)
    return Assistant(place.open(), place.catalogue, model=LanguageModel(choice))


def test_clauses_of_uploads_are_kept_from_a_model_elsewhere_and_the_answer_says_so(garden: Place, server: ModelServer) -> None:
    answer = assistant(garden, server, "mo-hinh.example", garden.source / "uploads").ask(QUESTION, DAY)
    own = [c.n for c in answer.citations if c.document.startswith("78")]
    assert own and "700" not in server.words() and "lô riêng" not in server.words() and "200 đồng" in server.words()
    marks = ", ".join(f"[{n}]" for n in own)
    assert any(w.startswith(f"Trích dẫn {marks} lấy từ tệp người dùng nạp nên không gửi ra ngoài máy này") for w in answer.warnings)
    assert "700 đồng" in answer.answer  # it is still answered from


@pytest.mark.parametrize(("host", "folder"), [("127.0.0.1", "uploads"), ("mo-hinh.example", None)])
def test_a_model_on_this_machine_or_one_that_may_reads_them(garden: Place, server: ModelServer, host: str, folder: str | None) -> None:
    answer = assistant(garden, server, host, garden.source / folder if folder else None).ask(QUESTION, DAY)
    assert "700 đồng" in server.words()
    assert not [w for w in answer.warnings if "người dùng nạp" in w]


@pytest.mark.parametrize(("set_to", "sent"), [(None, False), ("", False), ("0", False), ("yes", False), ("1", True)])
def test_only_a_plain_yes_lets_them_go(set_to: str | None, sent: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if set_to is not None:
        monkeypatch.setenv("TRO_LY_MODEL_UPLOADS", set_to)
    monkeypatch.setenv("TRO_LY_MODEL_URL", "https://mo-hinh.example/v1")
    monkeypatch.setenv("TRO_LY_UPLOADS", "/srv/uploads")
    settings = read_settings()
    choice = choose_model(settings)
    assert settings.model_uploads is sent
    assert choice and choice.keeps_back == (None if sent else Path("/srv/uploads"))
    assert settings.as_environment().get("TRO_LY_MODEL_UPLOADS") == ("1" if sent else None)


def test_the_default_keeps_them() -> None:
    assert not Settings().model_uploads
