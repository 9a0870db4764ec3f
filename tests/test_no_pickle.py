"""Nothing is ever unpickled: not by our code, and not from a poisoned file in an index or a model's folder."""

import ast
import pickle
from pathlib import Path

import numpy as np
import pytest
from invented import Place, decree

from ingest.embedding import load_embedder
from ingest.index import IndexProblem
from ingest.models import ModelError

ROOT = Path(__file__).parents[1]
FORBIDDEN = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"}


class Poison:
    """Leaves a trace where it is unpickled."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return Path.touch, (self.trace,)


def test_the_poison_works(tmp_path: Path) -> None:
    pickle.loads(pickle.dumps(Poison(tmp_path / "trace")))  # noqa: S301 – our own, to see that it would act
    assert (tmp_path / "trace").exists()


def test_no_code_of_ours_unpickles() -> None:
    for file in [*ROOT.glob("ingest/**/*.py"), *ROOT.glob("assistant/**/*.py"), ROOT / "streamlit_app.py"]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.partition(".")[0] for name in names} & FORBIDDEN, file
            if isinstance(node, ast.Call):
                assert not any(k.arg in {"allow_pickle", "trust_remote_code"} and getattr(k.value, "value", True) for k in node.keywords), (
                    file
                )
                assert not (isinstance(node.func, ast.Attribute) and ast.unparse(node.func) in {"torch.load", "yaml.load"}), file


@pytest.mark.parametrize("name", ["rows/vectors.npy", "lexical/accented/data.npy", "every"])
def test_a_poisoned_array_of_an_index_is_refused_and_not_run(place: Place, tmp_path: Path, name: str) -> None:
    place.write("77.txt", decree(77, "Trồng bưởi trong khu."))
    place.build()
    trace, arrays = tmp_path / "trace", sorted(place.generation.rglob("*.npy"))
    assert arrays
    for array in arrays if name == "every" else arrays[:: len(arrays) - 1 or 1][: 1 + name.startswith("lexical")]:
        np.save(array, np.array([Poison(trace)], dtype=object), allow_pickle=True)
    with pytest.raises(IndexProblem):
        place.open().opened()
    assert not trace.exists()


def test_weights_that_are_a_pickle_are_refused_and_not_run(tmp_path: Path) -> None:
    model, trace = tmp_path / "model", tmp_path / "trace"
    model.mkdir()
    (model / "modules.json").write_text(
        '[{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"}]', encoding="utf-8"
    )
    (model / "config.json").write_text('{"model_type": "bert"}', encoding="utf-8")
    (model / "pytorch_model.bin").write_bytes(pickle.dumps(Poison(trace)))
    with pytest.raises(ModelError, match=r"safetensors"):
        load_embedder(str(model))
    assert not trace.exists()
