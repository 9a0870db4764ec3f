"""Sources → index. Reads only files that changed, embeds only passages that are new, builds aside and swaps."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from .. import faults
from ..catalogue import CORPUS, AskedTable, Catalogue, load_asked, load_catalogue
from ..documents import PARSER_VERSION, Document, DocumentError, load_document
from ..embedding import Embedder, load_embedder
from ..law.provision import MAIN
from ..law.references import references_of
from ..progress import Progress, Tell
from ..readers import ReaderError
from . import generation as gen
from .contents import new_passages, validities_in
from .lexical import Bm25Index, LexicalError
from .reading import made_ahead
from .records import Source
from .rows import RowsError, RowTable
from .schema import SCHEMA as STORE_SCHEMA
from .seal import fault, sealed
from .sources import SourceFile, changed_files, content_hash, source_files
from .store import Store, StoreError
from .vector_places import VectorPlace, is_as_built, kind_of, place_at
from .vectors import VectorError, VectorServerError
from .writing import Before, IndexWriter

_NORMATIVE = {MAIN, "quy-dinh", "quy-che"}  # components whose articles must run on; forms and appendices may hold single ones


@dataclass(slots=True)
class BuildReport:
    """What a build did. `unreadable` maps a file to one Vietnamese line; `broken` lists texts whose articles do not run on,
    `partly` those with pages that are pictures and could not be read.

    Of the passages that are new in the index, `embedded` were embedded now, `kept` by an earlier build of the same model.
    """

    index: str
    changed: bool = False
    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0
    unreadable: dict[str, str] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    partly: dict[str, str] = field(default_factory=dict)
    embedded: int = 0
    kept: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0


def build(
    sources: Iterable[Path],
    index: Path,
    corpus: Path = CORPUS,
    embedder: Embedder | None = None,
    quiet: bool = False,
    tell: Tell | None = None,
    chroma_url: str | None = None,
) -> BuildReport:
    """Makes the index hold exactly what the sources hold. `tell` is told how far it is; `chroma_url` is the server that takes its vectors.

    Raises VectorServerError where that does not answer, IndexBusy where another process builds, CatalogueError where a table is
    broken, FileNotFoundError where a source does not exist.
    """
    started = datetime.now(UTC)
    roots = [Path(s) for s in sources]
    files = source_files(roots, index)
    catalogue, asked = load_catalogue(corpus), load_asked(corpus)
    embedder = embedder or load_embedder()
    progress, place = Progress(quiet, tell), place_at(chroma_url)
    with gen.writing(index):
        faults.at("build.locked")
        place.ready()
        try:
            report = _Build(roots, files, index, catalogue, asked, embedder, progress, place).run()
        except VectorError:  # damaged within files of the right size
            report = _Build(roots, files, index, catalogue, asked, embedder, progress, place, anew=True).run()
    report.seconds = round((datetime.now(UTC) - started).total_seconds(), 2)
    return report


def is_stale(
    index: Path,
    sources: Iterable[Path],
    corpus: Path = CORPUS,
    embedder: Embedder | None = None,
    chroma_url: str | None = None,
) -> bool:
    """Whether `build` would change anything: cheap, reads only files whose size or time is another. Raises NoIndex where there is none.

    With an embedder, also whether the index was made with it.
    """
    generation = gen.current(index)
    try:
        manifest = gen.read_manifest(generation)
        wanted = {"catalogue": load_catalogue(corpus).digest, "parser": PARSER_VERSION, "schema": STORE_SCHEMA}
        wanted |= {"asked": load_asked(corpus).digest}
        wanted |= {"embedder": embedder.name} if embedder else {}
        if any(manifest.get(key) != value for key, value in wanted.items()) or kind_of(manifest) != place_at(chroma_url).kind:
            return True
        with Store(generation.store) as store:
            held = store.sources()
    except (gen.IndexDamaged, StoreError, sqlite3.DatabaseError):
        return True
    files = source_files([Path(s) for s in sources], index)
    return bool(set(held) - set(files) or changed_files(files, held))


class _Build:
    def __init__(
        self,
        roots: list[Path],
        files: dict[str, SourceFile],
        index: Path,
        catalogue: Catalogue,
        asked: AskedTable,
        embedder: Embedder,
        progress: Progress,
        place: VectorPlace,
        anew: bool = False,
    ) -> None:
        self.roots, self.files, self.index = roots, files, index
        self.catalogue, self.asked, self.embedder, self.progress, self.place = catalogue, asked, embedder, progress, place
        self.report = BuildReport(str(index))
        self.catalogue_changed = self.asked_changed = False
        self.held: dict[str, Source] = {}
        self.base = None if anew else self._base()

    def _base(self) -> gen.Generation | None:
        """The generation to go on from; none where schema, parser, model or abbreviations are others or part of it is damaged.

        With another catalogue every file is read again, since titles and dates come from it, but what did not change is not embedded again.
        """
        try:
            base = gen.current(self.index)
            manifest = gen.read_manifest(base)
            made_by = {"schema": STORE_SCHEMA, "parser": PARSER_VERSION, "embedder": self.embedder.name, "terms": self._terms()}
            if any(manifest.get(key) != value for key, value in made_by.items()) or kind_of(manifest) != self.place.kind:
                return None
            self.held = self._proved(base, manifest)
        except VectorServerError:  # nothing is known to be wrong with what is held: what comes of it is told, not thrown away
            raise
        except (gen.IndexProblem, StoreError, LexicalError, RowsError, sqlite3.DatabaseError):
            return None
        self.catalogue_changed = manifest.get("catalogue") != self.catalogue.digest
        self.asked_changed = manifest.get("asked") != self.asked.digest
        return base

    def _proved(self, base: gen.Generation, manifest: dict[str, object]) -> dict[str, Source]:
        """What the generation holds; raises where anything of it is not as it was built."""
        if lost := fault(base, manifest):
            raise gen.IndexDamaged(self.index, lost)
        with Store(base.store) as store:
            held, counts, ids = store.sources(), store.counts(), store.passage_ids()
            as_built = self.place.holds(base, ids) and is_as_built(self.place, base, store, self.embedder)
        if manifest.get("counts") != counts or Bm25Index(base.lexical).size() != counts["passages"]:
            raise gen.IndexDamaged(self.index, "counts")
        if len(RowTable(base.rows)) != counts["passages"]:
            raise gen.IndexDamaged(self.index, "rows")
        if not as_built:
            raise gen.IndexDamaged(self.index, "vectors")
        return held

    def run(self) -> BuildReport:
        changed = {file.key: file for file in (self.files.values() if self.catalogue_changed else changed_files(self.files, self.held))}
        gone = [key for key in self.held if key not in self.files]
        if changed or gone:  # what could not be taken in before may be possible now
            changed |= {key: file for key, file in self.files.items() if key in self.held and self.held[key].error}
        self.report.unchanged = len(self.files) - len(changed)
        if self.base and not changed and not gone and not self.catalogue_changed and not self.asked_changed:
            with Store(self.base.store) as store:
                self._collect(store)
            return self.report
        self.report.changed = True
        self.progress.stage("Chép bản kho đang dùng")
        target = gen.new_generation(self.index, self.base)
        with Store(target.store, write=True) as store:
            before = self._take_out(store, [key for key in (*gone, *changed) if key in self.held])
            self.report.removed = [Path(key).name for key in gone]
            for file, document in self.progress.over(made_ahead(changed.values(), self._load), "Đọc văn bản", len(changed)):
                self._add(store, file, document)
                faults.at("build.source-added")
            store.number_rows()
            faults.at("build.before-commit")
            store.commit()
            faults.at("build.after-commit")
            writer = IndexWriter(self.index, self.catalogue, self.asked, self.embedder, self.progress, self.place)
            writer.write(store, target, before)
            self.report.embedded, self.report.kept = writer.embedded, writer.kept
            faults.at("build.proved")
            self._collect(store)
            texts = store.text_hashes()
        gen.publish(self.index, target, sealed(target, self._manifest() | {"texts": texts}))
        with suppress(VectorServerError):  # the index is whole; what is left over goes with the next build
            self.place.tidy(self.index)
        return self.report

    def _take_out(self, store: Store, keys: list[str]) -> Before | None:
        """Removes the texts of these files, and says what is left of the generation before: its rows in front, in their order.

        How staff ask for a provision is part of its row: with other questions every row is written anew.
        """
        row_of = store.row_numbers()
        out = [row for key in keys for row in store.rows_of_source(key)]
        for key in keys:
            store.remove_source(key)
            faults.at("build.source-removed")
        if self.base is None:
            return None
        kept = np.setdiff1d(np.arange(0 if self.asked_changed else len(row_of)), np.array(out, dtype=np.int64))
        return Before(self.base, row_of, kept)

    def _load(self, file: SourceFile) -> Document:
        if not file.is_named_in_utf8:
            raise DocumentError(f"{file.label}: tên tệp không theo bảng mã UTF-8; hãy đổi tên tệp.")
        return load_document(file.path, self.catalogue)

    def _add(self, store: Store, file: SourceFile, load: Callable[[], Document]) -> None:
        source = _source(file)
        try:
            document = load()
        except OSError as error:
            line = f"{file.label}: không mở được tệp ({error.strerror or error}); hãy kiểm tra quyền đọc."
            store.put_source(replace(source, sha256="", error=line))
            return
        except (ReaderError, DocumentError) as error:
            store.put_source(replace(source, error=str(error)))
            return
        passages = new_passages(store, document, source.sha256)
        if passages is None:
            store.put_source(replace(source, error=f"{file.label}: trùng tên và nội dung với một tệp khác đã có; chỉ dùng một bản."))
            return
        validities = validities_in(self.catalogue, document)
        version_id = store.add(source, document, source.sha256, validities, [(p, validities(p.eid, p.component)) for p in passages])
        if document.text_kind in {"official", "digest"}:
            day = document.effective_on or document.issued_on
            store.links.add(version_id, references_of(document.parsed, document.number, self.catalogue, day))
        (self.report.updated if file.key in self.held else self.report.added).append(file.label)

    def _collect(self, store: Store) -> None:
        """The counts, the files that could not be read, and the texts whose articles do not run on, of all that is held."""
        self.report.counts = store.counts()
        sources = store.sources()
        self.report.unreadable = {self.files[key].label: s.error for key, s in sources.items() if s.error and key in self.files}
        label_of = {s.version_id: self.files[key].label for key, s in sources.items() if key in self.files}
        for version in store.versions():
            gaps = [detail for kind, component, detail in version.problems if kind == "article_gap" and component in _NORMATIVE]
            if gaps:
                self.report.broken[label_of.get(version.id, version.file)] = ", ".join(gaps)
            for kind, _, detail in version.problems:
                if kind == "unread_pages":
                    self.report.partly[label_of.get(version.id, version.file)] = detail

    def _manifest(self) -> dict[str, object]:
        return {
            "schema": STORE_SCHEMA,
            "parser": PARSER_VERSION,
            "embedder": self.embedder.name,
            "catalogue": self.catalogue.digest,
            "asked": self.asked.digest,
            "terms": self._terms(),
            "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "counts": self.report.counts,
            "sources": [str(root.absolute()) for root in self.roots],
            "vectors": self.place.kind,
        }

    def _terms(self) -> str:
        """Changes with the abbreviations, which are written out in what is embedded."""
        abbreviations = [term for term in self.catalogue.terms if term.kind == "abbreviation"]
        return hashlib.sha256(repr(abbreviations).encode()).hexdigest()[:16]


def _source(file: SourceFile) -> Source:
    try:
        stat = file.path.stat()
    except OSError:
        return Source(file.key, "", 0, 0, None, None)
    return Source(file.key, content_hash(file), stat.st_size, stat.st_mtime_ns, None, None)
