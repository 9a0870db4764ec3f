"""Proves that an index holds what its sources hold: manifest, store, lexical index and vectors, record by record."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..catalogue import CORPUS, load_catalogue
from ..documents import find_files, is_table, sha256_of
from ..embedding import Embedder, load_embedder
from . import generation as gen
from .lexical import Bm25Index, LexicalError
from .store import SCHEMA, Store
from .vectors import ChromaVectors

MAX_NAMED = 5  # ids or files named in one finding


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: `kind` for programs, `message` (Vietnamese) for staff."""

    kind: str
    message: str


def check(index: Path, sources: Iterable[Path] | None = None, corpus: Path = CORPUS, embedder: Embedder | None = None) -> list[Finding]:
    """All that is wrong with the index; `sources`, where given, are compared file by file. Raises NoIndex where there is none."""
    generation = gen.current(index)
    manifest = gen.read_manifest(generation)
    embedder = embedder or load_embedder()
    store = Store(generation.store)
    try:
        findings = [*_manifest(manifest, store, embedder, corpus), *_lexical(generation, store), *_vectors(generation, store, embedder), *_texts(store)]
        if sources is not None:
            findings += _sources(store, [Path(s) for s in sources])
    finally:
        store.close()
    return findings


def _manifest(manifest: dict[str, object], store: Store, embedder: Embedder, corpus: Path) -> list[Finding]:
    found = list[Finding]()
    if manifest.get("schema") != SCHEMA:
        found.append(Finding("schema", f"Chỉ mục có cấu trúc {manifest.get('schema')!r}, phần mềm cần {SCHEMA}: hãy dựng lại."))
    if manifest.get("embedder") != embedder.name:
        found.append(Finding("embedder", f"Chỉ mục dựng bằng mô hình {manifest.get('embedder')!r}, nay dùng {embedder.name!r}: hãy dựng lại."))
    if manifest.get("catalogue") != load_catalogue(corpus).digest:
        found.append(Finding("catalogue", "Danh mục trong corpus/catalogue đã thay đổi sau khi dựng chỉ mục: hãy dựng lại."))
    if manifest.get("counts") != store.counts():
        found.append(Finding("counts", "Số văn bản, điều khoản hoặc đoạn trong kho không khớp với bản kê của chỉ mục."))
    return found


def _lexical(generation: gen.Generation, store: Store) -> list[Finding]:
    try:
        size = Bm25Index(generation.lexical).size()
    except LexicalError as error:
        return [Finding("lexical", f"Chỉ mục từ ngữ hỏng: {error}.")]
    passages = store.counts()["passages"]
    return [Finding("lexical", f"Chỉ mục từ ngữ có {size} đoạn, kho có {passages}.")] if size != passages else []


def _vectors(generation: gen.Generation, store: Store, embedder: Embedder) -> list[Finding]:
    vectors = ChromaVectors(generation.vectors, embedder)
    held, wanted = vectors.ids(), store.passage_ids()
    vectors.close()
    found = list[Finding]()
    if missing := wanted - held:
        found.append(Finding("vectors_missing", f"Thiếu véc-tơ của {len(missing)} đoạn ({_some(missing)})."))
    if extra := held - wanted:
        found.append(Finding("vectors_extra", f"Thừa véc-tơ của {len(extra)} đoạn không còn trong kho ({_some(extra)})."))
    return found


def _texts(store: Store) -> list[Finding]:
    """Each passage must stand at its offsets in the text of its version."""
    wrong = list[str]()
    for version in store.versions():
        text = store.text(version.id)
        wrong += [f"{version.document} {p.eid}" for p in store.passages_of(version.id) if text[p.start : p.end] != p.text]
    return [Finding("offsets", f"{len(wrong)} đoạn không khớp vị trí trong văn bản ({_some(wrong)}).")] if wrong else []


def _sources(store: Store, sources: list[Path]) -> list[Finding]:
    held = store.sources()
    files = {str(p): p for root in sources for p in find_files(root) if not is_table(p)}
    found = list[Finding]()
    if new := set(files) - set(held):
        found.append(Finding("source_new", f"{len(new)} tệp chưa có trong chỉ mục ({_some(Path(p).name for p in new)})."))
    if gone := set(held) - set(files):
        found.append(Finding("source_gone", f"{len(gone)} tệp đã bị xóa khỏi nguồn ({_some(Path(p).name for p in gone)})."))
    if changed := [p.name for path, p in files.items() if path in held and sha256_of(p) != held[path].sha256]:
        found.append(Finding("source_changed", f"{len(changed)} tệp đã thay đổi ({_some(changed)})."))
    return found


def _some(names: Iterable[str]) -> str:
    ordered = sorted(names)
    return ", ".join(ordered[:MAX_NAMED]) + (", …" if len(ordered) > MAX_NAMED else "")
