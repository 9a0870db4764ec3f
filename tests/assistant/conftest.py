"""One assistant over the invented provinces, shared by the tests of comparisons."""

from pathlib import Path

import pytest
from invented import Place
from provinces import assistant_over_provinces

from assistant import Assistant


@pytest.fixture(scope="session")
def gardens(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over_provinces(Place(Path(tmp_path_factory.mktemp("gardens"))))
