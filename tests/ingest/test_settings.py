"""Settings are read once, and another process can read the same ones."""

from pathlib import Path

import pytest

from ingest.settings import DEFAULT_INDEX, DEFAULT_RECEIPTS, read_settings


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
    assert set(read_settings().as_environment()) == {"TRO_LY_INDEX", "TRO_LY_CORPUS", "TRO_LY_RECEIPTS"}


@pytest.mark.parametrize(("value", "kept_in"), [(None, DEFAULT_RECEIPTS), ("", None), (" ", None), ("phiếu.sqlite", Path("/phiếu.sqlite"))])
def test_file_of_receipts_and_its_off_switch(monkeypatch: pytest.MonkeyPatch, value: str | None, kept_in: Path | None) -> None:
    """Another process, which inherits the variables of this one, keeps them in the same file or keeps none."""
    monkeypatch.chdir("/")
    if value is None:
        monkeypatch.delenv("TRO_LY_RECEIPTS", raising=False)
    else:
        monkeypatch.setenv("TRO_LY_RECEIPTS", value)
    settings = read_settings()
    assert settings.receipts == kept_in
    assert f"receipts = {kept_in}\n" in settings.as_lines()
    assert "TRO_LY_RECEIPTS" in settings.as_lines()
    monkeypatch.setenv("TRO_LY_RECEIPTS", settings.as_environment()["TRO_LY_RECEIPTS"])
    assert read_settings().receipts == kept_in


def test_receipts_lie_outside_the_index() -> None:
    assert DEFAULT_INDEX not in DEFAULT_RECEIPTS.parents
