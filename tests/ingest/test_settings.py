"""Settings are read once, and another process can read the same ones."""

from pathlib import Path

import pytest

from ingest.settings import DEFAULT_DESK, DEFAULT_INDEX, DEFAULT_RECEIPTS, read_settings


def test_folder_of_a_model_is_known_in_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is served from a folder of its own: a relative one was not found there."""
    (tmp_path / "mô hình").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRO_LY_EMBEDDING", "mô hình")
    monkeypatch.setenv("TRO_LY_RERANKER", "someone/some-reranker")
    settings = read_settings()
    assert (settings.embedding, settings.reranker) == (str(tmp_path / "mô hình"), "someone/some-reranker")
    for name, value in settings.as_environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir("/")
    assert read_settings() == settings


def test_models_that_are_not_named_are_in_no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TRO_LY_EMBEDDING", "TRO_LY_RERANKER"):
        monkeypatch.setenv(name, "")
    assert set(read_settings().as_environment()) == {
        "TRO_LY_INDEX",
        "TRO_LY_CORPUS",
        "TRO_LY_RECEIPTS",
        "TRO_LY_UPLOADS",
        "TRO_LY_DESK",
        "TRO_LY_AUDIT",
    }


def test_the_address_of_a_chroma_server_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRO_LY_CHROMA_URL", "http://someone:secret@host:8000")
    settings = read_settings()
    assert settings.as_environment()["TRO_LY_CHROMA_URL"] == settings.chroma_url == "http://someone:secret@host:8000"
    assert "chroma_url = http://host:8000" in settings.as_lines()
    monkeypatch.setenv("TRO_LY_CHROMA_URL", " ")
    assert read_settings().chroma_url is None


@pytest.mark.parametrize(("name", "default"), [("receipts", DEFAULT_RECEIPTS), ("desk", DEFAULT_DESK)])
@pytest.mark.parametrize("value", [None, "", " ", "tệp.sqlite"])
def test_files_of_the_user_and_their_off_switch(monkeypatch: pytest.MonkeyPatch, name: str, default: Path, value: str | None) -> None:
    """Another process, which inherits the variables of this one, keeps them in the same file or keeps none."""
    variable, kept_in = f"TRO_LY_{name.upper()}", {None: default, "tệp.sqlite": Path("/tệp.sqlite")}.get(value)
    monkeypatch.chdir("/")
    if value is None:
        monkeypatch.delenv(variable, raising=False)
    else:
        monkeypatch.setenv(variable, value)
    settings = read_settings()
    assert getattr(settings, name) == kept_in
    assert f"{name} = {kept_in}\n" in settings.as_lines()
    assert variable in settings.as_lines()
    monkeypatch.setenv(variable, settings.as_environment()[variable])
    assert getattr(read_settings(), name) == kept_in


def test_files_of_the_user_lie_outside_the_index() -> None:
    assert DEFAULT_INDEX not in [*DEFAULT_RECEIPTS.parents, *DEFAULT_DESK.parents]


def test_keepers_are_read_in_any_case_and_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRO_LY_KEEPERS", " An@Ban.vn, ,binh@ban.vn")
    settings = read_settings()
    assert settings.keepers == {"an@ban.vn", "binh@ban.vn"}
    assert "keepers = an@ban.vn, binh@ban.vn" in settings.as_lines()
    monkeypatch.setenv("TRO_LY_KEEPERS", settings.as_environment()["TRO_LY_KEEPERS"])
    assert read_settings() == settings
