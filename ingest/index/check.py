"""Proves that an index holds what its sources hold: manifest, store, lexical index and vectors, record by record."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..catalogue import CORPUS, load_asked, load_catalogue
from ..embedding import Embedder, load_embedder
from . import generation as gen
from .lexical import Bm25Index, LexicalError
from .rows import RowsError, RowTable
from .schema import SCHEMA
from .seal import altered, is_sealed, part_of
from .sources import SourceFile, content_hash, source_files
from .store import Store, StoreError
from .vector_places import other_than_arrays, place_to_read

MAX_NAMED = 5  # ids or files named in one finding


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: `kind` for programs, `message` (Vietnamese) for staff."""

    kind: str
    message: str


def check(
    index: Path,
    sources: Iterable[Path] | None = None,
    corpus: Path = CORPUS,
    embedder: Embedder | None = None,
    chroma_url: str | None = None,
) -> list[Finding]:
    """All that is wrong with the index; `sources`, where given, are compared file by file. Raises NoIndex where there is none."""
    generation = gen.current(index)
    try:
        manifest = gen.read_manifest(generation)
    except gen.IndexDamaged as error:
        return [Finding("manifest", str(error))]
    embedder = embedder or load_embedder()
    findings = [*_made_by(manifest, embedder, corpus), *_unsealed(manifest)]
    lost = _altered(generation, manifest)
    try:
        store = Store(generation.store)
    except StoreError as error:
        return [*findings, Finding("store", f"Kho văn bản hỏng hoặc thuộc phiên bản khác ({error}): hãy dựng lại.")]
    with store:
        if faults := store.faults():
            return [*findings, Finding("store", f"Kho văn bản hỏng ({_some(faults)}): hãy dựng lại.")]
        findings += [
            *_counts(manifest, store),
            *lost.get("store", []),
            *(_lexical(generation, store) or lost.get("lexical", [])),
            *(_rows(generation, store) or lost.get("rows", [])),
            *(lost.get("vectors") or _vectors(generation, manifest, store, embedder, chroma_url)),
            *(_texts(manifest, store) if "store" in lost else []),
            *_offsets(store),
        ]
        if sources is not None:
            findings += _sources(store, source_files([Path(s) for s in sources], index))
    return findings


def _made_by(manifest: dict[str, object], embedder: Embedder, corpus: Path) -> list[Finding]:
    found = list[Finding]()
    if manifest.get("schema") != SCHEMA:
        found.append(Finding("schema", f"Chỉ mục có cấu trúc {manifest.get('schema')!r}, phần mềm cần {SCHEMA}: hãy dựng lại."))
    if manifest.get("embedder") != embedder.name:
        line = f"Chỉ mục dựng bằng mô hình {manifest.get('embedder')!r}, nay dùng {embedder.name!r}: hãy dựng lại."
        found.append(Finding("embedder", line))
    if manifest.get("catalogue") != load_catalogue(corpus).digest:
        found.append(Finding("catalogue", "Danh mục trong corpus/catalogue đã thay đổi sau khi dựng chỉ mục: hãy dựng lại."))
    if manifest.get("asked") != load_asked(corpus).digest:
        found.append(Finding("asked", "Cách hỏi trong corpus/asked đã thay đổi sau khi dựng chỉ mục: hãy dựng lại."))
    return found


def _unsealed(manifest: dict[str, object]) -> list[Finding]:
    if manifest.get("schema") != SCHEMA or is_sealed(manifest):
        return []
    return [Finding("manifest", "Bản kê của chỉ mục (manifest.json) đã bị sửa sau khi dựng: hãy dựng lại.")]


def _altered(generation: gen.Generation, manifest: dict[str, object]) -> dict[str, list[Finding]]:
    """Of each part of the index the files that are not as they were built."""
    names = altered(generation, manifest) if isinstance(manifest.get("files"), dict) else []
    by_part = {part: [name for name in names if part_of(name) == part] for part in map(part_of, names)}
    what = {"store": "Kho văn bản", "lexical": "Chỉ mục từ ngữ", "rows": "Bảng đoạn của chỉ mục", "vectors": "Phần véc-tơ của chỉ mục"}
    return {
        part: [Finding(part, f"{what.get(part, 'Chỉ mục')} không còn như khi dựng ({_some(files)}): hãy dựng lại.")]
        for part, files in by_part.items()
    }


def _counts(manifest: dict[str, object], store: Store) -> list[Finding]:
    held, recorded = store.counts(), manifest.get("counts")
    if recorded == held:
        return []
    listed = recorded if isinstance(recorded, dict) else {}
    other = [
        f"{name}: kho {held.get(name, 0)}, bản kê {listed.get(name, 0)}" for name in {*held, *listed} if held.get(name) != listed.get(name)
    ]
    return [Finding("counts", f"Số văn bản, điều khoản hoặc đoạn trong kho không khớp với bản kê ({_some(other)}): hãy dựng lại.")]


def _lexical(generation: gen.Generation, store: Store) -> list[Finding]:
    try:
        size = Bm25Index(generation.lexical).size()
    except LexicalError as error:
        return [Finding("lexical", f"Chỉ mục từ ngữ hỏng ({error}): hãy dựng lại.")]
    passages = store.counts()["passages"]
    return [Finding("lexical", f"Chỉ mục từ ngữ có {size} đoạn, kho có {passages}: hãy dựng lại.")] if size != passages else []


def _rows(generation: gen.Generation, store: Store) -> list[Finding]:
    try:
        size = len(RowTable(generation.rows))
    except RowsError as error:
        return [Finding("rows", f"Bảng đoạn của chỉ mục hỏng ({error}): hãy dựng lại.")]
    passages = store.counts()["passages"]
    return [Finding("rows", f"Bảng đoạn của chỉ mục có {size} đoạn, kho có {passages}: hãy dựng lại.")] if size != passages else []


def _vectors(
    generation: gen.Generation, manifest: dict[str, object], store: Store, embedder: Embedder, chroma_url: str | None
) -> list[Finding]:
    wanted, other = store.passage_ids(), list[str]()
    try:
        place = place_to_read(generation.folder.parent, manifest, chroma_url)
        vectors = place.opened(generation, embedder)
        try:
            held = vectors.ids()
            if held == wanted:
                vectors.probe(len(wanted))
                other = [] if place.is_sealed else other_than_arrays(generation, store, vectors)
        finally:
            vectors.close()
    except gen.IndexProblem as error:
        return [Finding("vectors", str(error))]
    except RowsError:
        return []  # told as damage of the arrays
    if other:
        line = f"Véc-tơ của {len(other)} đoạn trên máy chủ không còn như khi dựng ({_some(other)}): hãy dựng lại."
        return [Finding("vectors", line)]
    found = list[Finding]()
    if missing := wanted - held:
        found.append(Finding("vectors_missing", f"Thiếu véc-tơ của {len(missing)} đoạn ({_some(missing)}): hãy dựng lại."))
    if extra := held - wanted:
        found.append(Finding("vectors_extra", f"Thừa véc-tơ của {len(extra)} đoạn không còn trong kho ({_some(extra)}): hãy dựng lại."))
    return found


def _texts(manifest: dict[str, object], store: Store) -> list[Finding]:
    """The versions whose text is another than the one that was taken in."""
    recorded = manifest.get("texts")
    if not isinstance(recorded, dict):
        return []
    held = store.text_hashes()
    wrong = [f"{v.document} {v.version}".strip() for v in store.versions() if held[str(v.id)] != recorded.get(str(v.id))]
    line = f"Lời văn của {len(wrong)} văn bản trong kho đã bị thay đổi sau khi dựng ({_some(wrong)}): hãy dựng lại."
    return [Finding("texts", line)] if wrong else []


def _offsets(store: Store) -> list[Finding]:
    """Each passage must stand at its offsets in the text of its version."""
    wrong = list[str]()
    for version in store.versions():
        text = store.text(version.id)
        wrong += [f"{version.document} {p.eid}" for p in store.passages_of(version.id) if text[p.start : p.end] != p.text]
    if not wrong:
        return []
    line = f"{len(wrong)} đoạn không khớp vị trí trong văn bản ({_some(wrong)}): hãy dựng lại."
    return [Finding("offsets", line)]


def _sources(store: Store, files: dict[str, SourceFile]) -> list[Finding]:
    held = store.sources()
    found = list[Finding]()
    if new := set(files) - set(held):
        found.append(Finding("source_new", f"{len(new)} tệp chưa có trong chỉ mục ({_some(files[key].label for key in new)})."))
    if gone := set(held) - set(files):
        found.append(Finding("source_gone", f"{len(gone)} tệp đã bị xóa khỏi nguồn ({_some(Path(key).name for key in gone)})."))
    if changed := [file.label for key, file in files.items() if key in held and content_hash(file) != held[key].sha256]:
        found.append(Finding("source_changed", f"{len(changed)} tệp đã thay đổi ({_some(changed)})."))
    return found


def _some(names: Iterable[str]) -> str:
    ordered = sorted(names)
    return ", ".join(ordered[:MAX_NAMED]) + (", …" if len(ordered) > MAX_NAMED else "")
