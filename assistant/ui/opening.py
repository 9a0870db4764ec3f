"""The assistant of this process: opened once, on the first visit, and shared between sessions."""

import gc

import streamlit as st

from ingest.settings import DEFAULT_INDEX, Settings, read_settings

from ..models import models_of
from ..receipts import open_receipts
from ..service import Assistant, open_with
from ..serving import ensure_index


def open_service() -> Assistant:
    """Raises NoIndex, IndexProblem, CatalogueError or ModelError, each one Vietnamese line."""
    return _open(read_settings())


@st.cache_resource(show_spinner=False)
def _open(settings: Settings) -> Assistant:
    """The default index is built where it is missing or stale; any other is somebody's own and only opened."""
    models = models_of(settings)
    if settings.index == DEFAULT_INDEX:
        with st.spinner("Đang kiểm tra và dựng chỉ mục kho văn bản; lần đầu có thể mất khoảng một phút …"):
            ensure_index(settings, models.embedder)
    with st.spinner("Đang mở kho văn bản …"):
        assistant = open_with(models, settings.index, settings.corpus, open_receipts(settings.receipts), settings.chroma_url)
    # What lives as long as the process is not looked at again: Streamlit collects garbage after every run of a page, which took as long as
    # the answer itself (python -m benchmarks.crowd). Without that collection memory grows.
    gc.collect()
    gc.freeze()
    return assistant
