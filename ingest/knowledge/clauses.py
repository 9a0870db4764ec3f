"""Whether each clause that a table names exists: in a digest, in a held text, or on record as seen in one (catalogue/clauses.toml).

The official texts are not in the repository, so a command that has them (`clauses-seen`) leaves the list of the named clauses it
found, with their hashes. An effect of an instrument that nobody here has read must say so (held = false) and by what it is known (via).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..catalogue import Effect, ProvisionRef
from ..documents import Document
from ..law.locator import label_of
from .agreement import DUTIES, EFFECTS, PLACES
from .finding import Finding, finding
from .hashes import clause_hashes, toml_key
from .knowledge import Knowledge
from .source_form import text_hash

CLAUSES = "catalogue/clauses.toml"


@dataclass(frozen=True, slots=True)
class _Named:
    """A clause named by an entry. `must_exist` is false where the entry itself says how else it is known."""

    file: str
    entry: str
    place: ProvisionRef
    must_exist: bool


def unknown_clauses(known: Knowledge) -> Iterator[Finding]:
    """Clauses that are named and found nowhere, and recorded clauses that read otherwise in the text now held."""
    for named in _named(known):
        if named.must_exist and not _exists(known, named.place):
            what = f"{label_of(named.place.eid) or named.place.eid} của {named.place.instrument}"
            mend = "sửa lại, hoặc ghi held = false kèm via (biết qua đâu)"
            yield finding("unknown_clause", named.file, named.entry, f"{what} không có trong bản tóm lược hay văn bản đang giữ; {mend}.")
    for number, seen in known.seen.items():
        texts = [(d, clause_hashes(d.parsed, seen.clauses)) for d in known.officials.get(number, ()) if d.version == seen.version]
        for eid, value in seen.clauses.items():
            now = {d.path.name: held[eid] for d, held in texts if eid in held}
            if now and value not in now.values():
                what = f"{label_of(eid)} trong {', '.join(now)} khác với lúc lập bảng."
                yield finding("clause_drift", CLAUSES, f"mục {number}", what)


def record_seen(known: Knowledge) -> str:
    """The text of clauses.toml: of each instrument held the newest text that has the clauses named of it."""
    wanted: dict[str, set[str]] = {}
    for named in _named(known):
        if named.place.eid:
            wanted.setdefault(named.place.instrument, set()).add(named.place.eid)
    lines = [
        "# Điều khoản mà effects.toml, duties.toml nêu và đã thấy trong văn bản lưu, kèm dấu của từng điều khoản.",
        "# Tệp do lệnh làm ra, không sửa tay: python -m ingest clauses-seen --from THƯ_MỤC_VĂN_BẢN",
        "schema = 1",
    ]
    for number in sorted(wanted):
        if best := _best(known.officials.get(number, ()), wanted[number]):
            found = clause_hashes(best.parsed, sorted(wanted[number]))
            lines += ["", "[[text]]", f'instrument = "{number}"', f'version = "{best.version}"', f'sha256 = "{text_hash(best.parsed)}"']
            lines += ["[text.clauses]"]
            lines += [f'{toml_key(eid)} = "{value}"' for eid, value in found.items()]
    return "\n".join(lines) + "\n"


def write_seen(corpus: Path, known: Knowledge) -> Path:
    path = corpus / CLAUSES
    path.write_text(record_seen(known), "utf-8")
    return path


def _best(texts: Iterable[Document], wanted: set[str]) -> Document | None:
    """The text that has most of the clauses; of equals the newest."""
    ranked = [(len(clause_hashes(d.parsed, wanted)), d.version_date.toordinal() if d.version_date else 0, d) for d in texts]
    count, _, best = max(ranked, key=lambda row: row[:2], default=(0, 0, None))
    return best if count else None


def _named(known: Knowledge) -> Iterator[_Named]:
    for effect in known.effects:
        entry = f"mục {effect.id}"
        yield _Named(EFFECTS, entry, effect.source, effect.held)
        yield _Named(EFFECTS, entry, effect.target, effect.kind != "adds" and _is_read(known, effect))
        for ref in (effect.basis, effect.transition):
            if ref:
                yield _Named(EFFECTS, entry, ref, must_exist=True)
    for rule, held, via in known.modes:
        yield _Named(DUTIES, f"mục {rule.words}", rule.provision, held or not via)
    for duty in known.duties:
        yield from (_Named(DUTIES, f"mục {duty.id}", place, must_exist=True) for place in duty.clauses)
    for body in known.places.bodies:
        if body.source:
            yield _Named(PLACES, f"mục {body.was}", body.source, body.known.held)


def _is_read(known: Knowledge, effect: Effect) -> bool:
    """Whether the target can be looked up here: a text or digest of it is held, or its clauses are on record.

    Where none is, the clause of the source that names it is the evidence.
    """
    target = effect.target.instrument
    return target in known.officials or target in known.seen or any(d.document.number == target for d in known.digests)


def _exists(known: Knowledge, place: ProvisionRef) -> bool:
    if not place.eid or place.instrument not in known.instruments:
        return True
    seen = known.seen.get(place.instrument)
    if seen and place.eid in seen.clauses:
        return True
    return any(document.parsed.named(place.eid) for document in known.texts_of(place.instrument))
