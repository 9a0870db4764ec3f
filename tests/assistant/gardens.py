"""An index of one invented decree, and the assistant over it with a language model on loopback."""

from pathlib import Path

from invented import Place, decree
from model_server import ModelServer

from assistant import Assistant
from assistant.language import LanguageModel, ModelChoice

SECONDS = 30.0  # nothing takes them but a first use on a slow machine


def garden_of(root: Path, *clauses: str) -> Place:
    """The place with the clauses as one decree, built."""
    place = Place(root)
    place.write("nghị định.txt", decree(77, *clauses))
    place.build()
    return place


def with_model(place: Place, server: ModelServer, seconds: float = SECONDS, url: str | None = None) -> Assistant:
    choice = ModelChoice("invented", url or server.url, seconds=seconds, host="127.0.0.1")
    return Assistant(place.open(), place.catalogue, model=LanguageModel(choice))
