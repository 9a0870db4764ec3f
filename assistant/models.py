"""The models that the settings name: looked for before any work, loaded once at the edge, and passed in."""

from dataclasses import dataclass

from ingest.embedding import Embedder, find_embedder, load_embedder
from ingest.settings import Settings

from .language import LanguageModel, ModelChoice, choose_model
from .ranking.reranker import Reranker, find_reranker, load_reranker


@dataclass(frozen=True, slots=True)
class Models:
    """What an assistant works with; no reranker and no language model unless one is named."""

    embedder: Embedder
    reranker: Reranker | None = None
    language: LanguageModel | None = None


def find_models(embedding: str | None = None, reranker: str | None = None) -> None:
    """Raises ModelError, one Vietnamese line, where one of the models or what loads it is not on this machine. Loads nothing."""
    find_embedder(embedding)
    find_reranker(reranker)


def load_models(embedding: str | None = None, reranker: str | None = None, language: ModelChoice | None = None) -> Models:
    """The models by name or folder, the shipped embedder for None. Raises ModelError before the first is loaded if any is missing.

    The language model is loaded when it is first asked.
    """
    find_models(embedding, reranker)
    return Models(load_embedder(embedding), load_reranker(reranker), LanguageModel(language) if language else None)


def models_of(settings: Settings, with_language: bool = True) -> Models:
    """All models of the settings. Raises ModelError."""
    return load_models(settings.embedding, settings.reranker, choose_model(settings) if with_language else None)
