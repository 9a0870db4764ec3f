"""The invented library, built once: no test changes it."""

import pytest
from invented import Place
from invented_library import build_library

from assistant import Assistant


@pytest.fixture(scope="package")
def library(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return build_library(Place(tmp_path_factory.mktemp("library")))
