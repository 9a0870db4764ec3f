"""The embedder without torch: equal to sentence-transformers, whole on odd input, honest errors."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import save_file

from ingest.embedding import (
    MAX_TOKENS,
    SHIPPED_MODEL,
    Embedder,
    EmbeddingError,
    StaticEmbedder,
    as_langchain,
    find_embedder,
    load_embedder,
)
from ingest.models import ALLOW_DOWNLOAD

REFERENCE = Path(__file__).parents[1] / "data" / "static_embedding_vectors.json"
MAX_MODEL_BYTES = 20_000_000


@pytest.fixture(scope="module")
def shipped() -> Embedder:
    return load_embedder()


def vectors(embedder: Embedder, *texts: str) -> NDArray[np.float32]:
    return embedder.embed_passages(texts)


def test_loader_equals_sentence_transformers(shipped: Embedder) -> None:
    reference = json.loads(REFERENCE.read_text("utf-8"))
    assert reference["model"] == shipped.name, (
        "the shipped model changed: run `python -m ingest.training.reference_vectors ingest/model tests/data/static_embedding_vectors.json`"
    )
    ours = shipped.embed_passages(reference["texts"])
    assert ours.shape == (len(reference["texts"]), shipped.dimension)
    assert np.abs(ours - np.array(reference["vectors"])).max() <= 1e-6


def test_vectors_are_unit_float32_and_in_order(shipped: Embedder) -> None:
    texts = ["giấy phép xây dựng", "", "khu công nghiệp"] * 2000  # more than one inner batch
    found = shipped.embed_passages(texts)
    assert found.dtype == np.float32
    assert found.shape == (6000, shipped.dimension)
    assert np.allclose(np.linalg.norm(found, axis=1), [1, 0, 1] * 2000, atol=1e-6)
    assert np.array_equal(found[:3], found[-3:])
    assert np.array_equal(found, shipped.embed_questions(texts))


def test_no_texts_give_no_rows(shipped: Embedder) -> None:
    assert shipped.embed_passages([]).shape == (0, shipped.dimension)


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u00a0", "…", "- - -", "今天天气很好", "🏭🏗️"])
def test_text_with_no_known_token_is_a_zero_vector(shipped: Embedder, text: str) -> None:
    assert not vectors(shipped, text).any()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà giải ở cơ sở, uỷ ban, thuỷ lợi", "hòa giải ở cơ sở, ủy ban, thủy lợi"),
        ("KHU CÔNG NGHIỆP ĐẤT", "khu công nghiệp đất"),
        ("Qua\u0309n ly\u0301 \u0111a\u0302\u0301t", "Quản lý đất"),
        ("khoảng   trắng\nthừa ", "khoảng trắng thừa"),
    ],
)
def test_spellings_that_mean_the_same_share_a_vector(shipped: Embedder, one: str, other: str) -> None:
    first, second = vectors(shipped, one, other)
    assert np.allclose(first, second, atol=1e-6)


@pytest.mark.parametrize(
    ("question", "near", "far"),
    [
        (
            "xin giấy phép xây dựng ở đâu",
            "Thẩm quyền cấp giấy phép xây dựng công trình",
            "Mức đóng bảo hiểm y tế của học sinh",
        ),
        (
            "thu tuc cho nguoi nuoc ngoai lam viec",
            "Cấp giấy phép lao động cho lao động nước ngoài",
            "Xử lý nước thải của cơ sở chăn nuôi",
        ),
    ],
)
def test_related_text_is_nearer(shipped: Embedder, question: str, near: str, far: str) -> None:
    asked = shipped.embed_questions([question])[0]
    related, unrelated = vectors(shipped, near, far) @ asked
    assert related > unrelated


def test_words_after_the_last_counted_token_do_not_matter(shipped: Embedder) -> None:
    long = "đất rừng " * (MAX_TOKENS + 10)
    first, second = vectors(shipped, long, long + "giấy phép xây dựng")
    assert np.array_equal(first, second)
    tokenizer = json.loads((SHIPPED_MODEL / "tokenizer.json").read_text("utf-8"))
    assert tokenizer["truncation"]["max_length"] == MAX_TOKENS


def test_shipped_model_is_small() -> None:
    size = sum(file.stat().st_size for file in SHIPPED_MODEL.rglob("*") if file.is_file())
    assert size <= MAX_MODEL_BYTES


def test_loading_by_folder_is_the_same_and_a_changed_file_changes_the_name(shipped: Embedder, tmp_path: Path) -> None:
    copy = tmp_path / "model"
    shutil.copytree(SHIPPED_MODEL, copy)
    assert load_embedder(str(copy)).name == shipped.name
    tokenizer = copy / "tokenizer.json"
    tokenizer.write_text(tokenizer.read_text("utf-8") + "\n", "utf-8")
    assert load_embedder(str(copy)).name != shipped.name


def test_plain_table_of_an_older_sentence_transformers_is_read(tmp_path: Path) -> None:
    copy = tmp_path / "older"
    (copy / "0_StaticEmbedding").mkdir(parents=True)
    shutil.copy(SHIPPED_MODEL / "tokenizer.json", copy / "0_StaticEmbedding")
    tokens = len(StaticEmbedder(SHIPPED_MODEL)._rows)
    rows = np.random.default_rng(0).standard_normal((tokens, 8), dtype=np.float32)
    save_file({"embedding.weight": rows}, copy / "0_StaticEmbedding" / "model.safetensors")
    kind = "sentence_transformers.models.StaticEmbedding"
    module = {"idx": 0, "name": "0", "path": "0_StaticEmbedding", "type": kind}
    (copy / "modules.json").write_text(json.dumps([module]), "utf-8")
    embedder = load_embedder(str(copy))
    assert embedder.dimension == 8
    assert np.isclose(np.linalg.norm(vectors(embedder, "khu kinh tế")), 1)


def test_langchain_adapter_gives_the_same_vectors(shipped: Embedder) -> None:
    adapter = as_langchain(shipped)
    texts = ["khu chế xuất", ""]
    assert np.allclose(adapter.embed_documents(texts), shipped.embed_passages(texts))
    assert np.allclose(adapter.embed_query(texts[0]), shipped.embed_questions(texts)[0])


def test_unknown_model_is_one_clear_line_without_a_download(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(ALLOW_DOWNLOAD, raising=False)
    with pytest.raises(EmbeddingError) as caught:
        load_embedder("nobody/no-such-embedding-model")
    message = str(caught.value)
    assert "\n" not in message
    assert "[models]" in message or ALLOW_DOWNLOAD in message


@pytest.mark.parametrize("name", ["./no-such-folder", "/no/such/folder", "~/no-such-folder"])
def test_missing_folder_is_one_clear_line(name: str) -> None:
    with pytest.raises(EmbeddingError, match="Không có thư mục"):
        load_embedder(name)


@pytest.mark.parametrize(
    ("modules", "says"),
    [
        ('[{"type": "modeling_own.Own", "path": ""}]', "mang theo mã riêng"),
        ("no json", "Không nạp được"),
        ('[{"path": ""}]', "Không nạp được"),
        ("[7]", "Không nạp được"),
    ],
)
def test_folder_with_code_of_its_own_or_a_broken_list_is_refused(tmp_path: Path, modules: str, says: str) -> None:
    (tmp_path / "modules.json").write_text(modules, "utf-8")
    (tmp_path / "modeling_own.py").write_text("raise SystemExit('ran')", "utf-8")
    with pytest.raises(EmbeddingError, match=says) as caught:
        find_embedder(str(tmp_path))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("broken", ["model.safetensors", "tokenizer.json"])
@pytest.mark.parametrize("content", [None, b"", b"{}"])
def test_broken_model_file_is_named(tmp_path: Path, broken: str, content: bytes | None) -> None:
    copy = tmp_path / "model"
    shutil.copytree(SHIPPED_MODEL, copy)
    (copy / broken).unlink()
    if content is not None:
        (copy / broken).write_bytes(content)
    with pytest.raises(EmbeddingError, match="Không đọc được"):
        load_embedder(str(copy))


def test_static_path_imports_no_torch() -> None:
    code = (
        "import sys; from ingest.embedding import load_embedder; "
        "load_embedder().embed_questions(['khu kinh tế']); "
        "print(sorted({'torch', 'transformers', 'sentence_transformers', 'langchain_core'}"
        " & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "[]"
