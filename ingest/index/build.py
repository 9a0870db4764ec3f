"""Sources → index. Reads only files that changed, embeds only passages that are new, builds aside and swaps."""

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from tqdm import tqdm

from ..catalogue import CORPUS, Catalogue, load_catalogue
from ..documents import PARSER_VERSION, Document, DocumentError, find_files, is_table, load_document, sha256_of
from ..embedding import Embedder, load_embedder
from ..law.provision import MAIN
from ..law.validity import Validity, validity_of
from ..passages import passages_of
from ..readers import ReaderError
from . import generation as gen
from .lexical import build_lexical
from .store import SCHEMA as STORE_SCHEMA
from .store import Source, Store, Validities
from .tokens import Expander
from .vectors import ChromaVectors

_T = TypeVar("_T")


@dataclass(slots=True)
class BuildReport:
    """What a build did. `unreadable` maps a file to one Vietnamese line; `broken` lists texts whose articles do not run on."""

    index: str
    changed: bool = False
    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0
    unreadable: dict[str, str] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    embedded: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0


def build(sources: Iterable[Path], index: Path, corpus: Path = CORPUS, embedder: Embedder | None = None, quiet: bool = False) -> BuildReport:
    """Makes the index hold exactly what the sources hold.

    Raises IndexBusy where another process builds, CatalogueError where a table is broken, FileNotFoundError where a source does not exist.
    """
    started = datetime.now(UTC)
    roots = [Path(s) for s in sources]
    for root in roots:
        if not root.exists():
            raise FileNotFoundError(f"Không có thư mục hoặc tệp nguồn {root}.")
    catalogue = load_catalogue(corpus)
    with gen.writing(index):
        report = _Build(roots, index, catalogue, embedder or load_embedder(), quiet).run()
    report.seconds = round((datetime.now(UTC) - started).total_seconds(), 2)
    return report


def is_stale(index: Path, sources: Iterable[Path], corpus: Path = CORPUS) -> bool:
    """Whether `build` would change anything: cheap, by sizes and times of files. Raises NoIndex where there is none."""
    generation = gen.current(index)
    manifest = gen.read_manifest(generation)
    if manifest.get("catalogue") != load_catalogue(corpus).digest or manifest.get("parser") != PARSER_VERSION or manifest.get("schema") != STORE_SCHEMA:
        return True
    store = Store(generation.store)
    held = store.sources()
    store.close()
    files = [p for root in sources for p in find_files(Path(root)) if not is_table(p)]
    return {str(p) for p in files} != set(held) or any(_looks_changed(p, held[str(p)]) for p in files)


def _looks_changed(path: Path, held: Source) -> bool:
    stat = path.stat()
    return stat.st_size != held.size or stat.st_mtime_ns != held.mtime_ns


class _Build:
    def __init__(self, roots: list[Path], index: Path, catalogue: Catalogue, embedder: Embedder, quiet: bool) -> None:
        self.index, self.catalogue, self.embedder, self.quiet = index, catalogue, embedder, quiet
        self.report = BuildReport(str(index))
        self.files = {str(p): p for root in roots for p in find_files(root) if not is_table(p)}
        self.catalogue_changed = False
        self.base, self.held = self._base()

    def _base(self) -> tuple[gen.Generation | None, dict[str, Source]]:
        """The generation to go on from; none where the schema, the parser or the model is another, so that all is made anew.

        With another catalogue every file is read again, since titles and dates come from it, but what did not change is not embedded again.
        """
        try:
            base = gen.current(self.index)
            manifest = gen.read_manifest(base)
        except (gen.NoIndex, json.JSONDecodeError):
            return None, {}
        if (manifest.get("schema"), manifest.get("parser"), manifest.get("embedder")) != (STORE_SCHEMA, PARSER_VERSION, self.embedder.name):
            return None, {}
        self.catalogue_changed = manifest.get("catalogue") != self.catalogue.digest
        store = Store(base.store)
        held = store.sources()
        store.close()
        return base, held

    def run(self) -> BuildReport:
        changed = {path: file for path, file in self.files.items() if self._is_changed(path, file)}
        gone = [path for path in self.held if path not in self.files]
        if changed or gone:  # what could not be taken in before may be possible now
            changed |= {path: file for path, file in self.files.items() if path in self.held and self.held[path].error}
        self.report.unchanged = len(self.files) - len(changed)
        if self.base and not changed and not gone:
            self._report_held()
            return self.report
        self.report.changed = True
        target = gen.new_generation(self.index, self.base)
        store = Store(target.store, write=True)
        before = store.passage_ids()
        for path in [*gone, *changed]:
            if path in self.held:
                store.remove_source(path)
        self.report.removed = [Path(p).name for p in gone]
        for path, file in self._progress(changed.items(), "Đọc văn bản"):
            self._add(store, path, file)
        store.number_rows()
        store.commit()
        self._write_indexes(target, store, before)
        self.report.counts = store.counts()
        self._collect(store)
        store.close()
        gen.publish(self.index, target, self._manifest())
        return self.report

    def _is_changed(self, path: str, file: Path) -> bool:
        held = self.held.get(path)
        if held is None or self.catalogue_changed:
            return True
        return _looks_changed(file, held) and sha256_of(file) != held.sha256

    def _add(self, store: Store, path: str, file: Path) -> None:
        stat = file.stat()
        source = Source(path, sha256_of(file), stat.st_size, stat.st_mtime_ns, None, None)
        try:
            document = load_document(file, self.catalogue)
        except (ReaderError, DocumentError) as error:
            store.put_source(Source(path, source.sha256, source.size, source.mtime_ns, None, str(error)))
            return
        validities = self._validities(document)
        passages = {p.id: p for p in passages_of(document)}
        if store.passage_ids_among(passages):
            line = f"{file.name}: trùng tên và nội dung với một tệp khác đã có; chỉ dùng một bản."
            store.put_source(Source(path, source.sha256, source.size, source.mtime_ns, None, line))
            return
        store.add(source, document, source.sha256, validities, [(p, validities(p.eid, p.component)) for p in passages.values()])
        (self.report.updated if path in self.held else self.report.added).append(file.name)

    def _validities(self, document: Document) -> Validities:
        """The dates of the provisions that the catalogue names, and of the whole."""
        printed = document.effective_on
        named = {e.target.eid for e in self.catalogue.effects_on(document.number) if e.target.eid}
        named |= {e.target.eid for e in self.catalogue.effects if e.target.instrument == document.number and e.target.eid}
        own = {eid: validity_of(self.catalogue, document.number, eid, printed) for eid in named}
        whole = Validity(None, None) if document.text_kind == "report" else validity_of(self.catalogue, document.number, "", printed)
        return Validities(whole, own)

    def _write_indexes(self, target: gen.Generation, store: Store, before: set[str]) -> None:
        expand = Expander(self.catalogue)
        texts = {i: expand(text) for i, text in store.search_texts()}
        build_lexical(self._progress(texts.values(), "Chỉ mục từ ngữ", len(texts)), target.lexical)
        vectors = ChromaVectors(target.vectors, self.embedder)
        vectors.remove(sorted(before - set(texts)))
        fresh = [i for i in texts if i not in before]
        with tqdm(total=len(fresh), desc="Chỉ mục ngữ nghĩa", unit=" đoạn", disable=self.quiet, file=sys.stderr) as bar:
            vectors.add(fresh, [texts[i] for i in fresh], [texts[i] for i in fresh], bar.update)
        vectors.close()
        self.report.embedded = len(fresh)

    def _report_held(self) -> None:
        assert self.base is not None
        store = Store(self.base.store)
        self.report.counts = store.counts()
        self._collect(store)
        store.close()

    def _collect(self, store: Store) -> None:
        """The files that could not be read, and the texts whose articles do not run on, of all that is held."""
        self.report.unreadable = {Path(s.path).name: s.error for s in store.sources().values() if s.error}
        for version in store.versions():
            gaps = [detail for kind, component, detail in version.problems if kind == "article_gap" and component in {MAIN, "quy-dinh", "quy-che"}]
            if gaps:
                self.report.broken[version.file] = ", ".join(gaps)

    def _manifest(self) -> dict[str, object]:
        return {
            "schema": STORE_SCHEMA,
            "parser": PARSER_VERSION,
            "embedder": self.embedder.name,
            "catalogue": self.catalogue.digest,
            "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "counts": self.report.counts,
        }

    def _progress(self, items: Iterable[_T], label: str, total: int | None = None) -> Iterable[_T]:
        return tqdm(items, desc=label, total=total, disable=self.quiet, file=sys.stderr)
