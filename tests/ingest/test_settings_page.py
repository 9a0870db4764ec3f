"""docs/settings.md tells every setting with its default, and no other."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from ingest.catalogue import CORPUS
from ingest.logs import KEPT, MAX_BYTES
from ingest.models import ALLOW_DOWNLOAD
from ingest.settings import Settings, place_of_data

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(?P<name>TRO_LY_\w+)` \| (?P<default>[^|]+) \| (?P<unit>[^|]+) \| (?P<what>[^|]+) \|$", re.MULTILINE)
OF_SETTINGS = {f"TRO_LY_{field.name.upper()}": getattr(Settings(), field.name) for field in fields(Settings)}
DEVELOPERS = {"TRO_LY_SHARED", "TRO_LY_KILL_AT"}


def rows() -> dict[str, str]:
    return {row["name"]: row["default"] for row in ROW.finditer(PAGE)}


def test_every_setting_has_one_row() -> None:
    assert list(ROW.findall(PAGE)) and set(rows()) == {*OF_SETTINGS, ALLOW_DOWNLOAD}
    assert len(ROW.findall(PAGE)) == len(rows())


@pytest.mark.parametrize("name", OF_SETTINGS)
def test_the_default_is_the_one_of_the_code(name: str) -> None:
    default, told = OF_SETTINGS[name], rows()[name]
    if isinstance(default, Path):
        place = {"`corpus` beside the packages": "corpus"}.get(told, told.strip("`").removeprefix("PLACE/"))
        assert default == CORPUS.parent / place
    else:
        assert not default and told.startswith("none")


def test_every_variable_that_the_code_reads_is_on_the_page() -> None:
    read = set[str]()
    for folder in ("ingest", "assistant", "benchmarks"):
        for path in (ROOT / folder).rglob("*.py"):
            read |= set(re.findall(r"\bTRO_LY_[A-Z_]*[A-Z]\b", path.read_text(encoding="utf-8")))
    assert read <= {*rows(), *DEVELOPERS}
    assert set(re.findall(r"\bTRO_LY_[A-Z_]*[A-Z]\b", PAGE)) >= read


def test_the_readme_tells_nothing_else_and_points_here() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\bTRO_LY_[A-Z_]*[A-Z]\b", readme)) <= {*rows(), "TRO_LY_SHARED"}
    assert "docs/settings.md" in readme


def test_the_size_of_the_log_is_as_told() -> None:
    assert f"{KEPT} files of {MAX_BYTES // 2**20} MiB" in PAGE


def test_of_an_installed_package_data_goes_to_the_users_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Among the packages it went with the environment when that was replaced."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "nhà"))
    place = place_of_data(tmp_path / "site-packages" / "corpus")
    assert tmp_path / "site-packages" not in [place, *place.parents] and place.name == "tro-ly"
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    assert place_of_data(tmp_path / "corpus") == tmp_path
