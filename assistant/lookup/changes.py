"""What changed in a document, or in one provision of it, between two days: the words, and the known changes behind them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ingest.catalogue import CHANGES, Catalogue, Effect, ProvisionRef
from ingest.index.reader import Opened
from ingest.index.records import StoredProvision, Version
from ingest.index.store import Store
from ingest.law.locator import label_of
from ingest.law.provision import MAIN, Kind, key_of
from ingest.show import ShowError, versions_of

from .held import is_held, provision_held, texts_for
from .naming import name_of
from .worddiff import Run, is_slight, word_runs

Compared = Literal["compared", "one_text", "only_before", "only_after", "too_long", "neither"]
ArticleChange = Literal["changed", "slight", "added", "removed"]
_ASIDE: frozenset[Kind] = frozenset({"footnote", "page"})  # printed inside a provision and no part of it
_NEED_WORDS = frozenset({"amends", "adds", "repeals_in_part"})


@dataclass(frozen=True, slots=True)
class Side:
    """The text that is shown for a day, and the provision in it, if it is there."""

    day: date
    version: Version
    provision: StoredProvision | None


@dataclass(frozen=True, slots=True)
class EffectMade:
    """A change that the catalogue knows. `source` is the clause that made it, where a text of it is held.

    `is_shown` is false where the text of the later day does not have the new words: it is older than the change.
    """

    effect: Effect
    what: str
    target: str
    source: ProvisionRef | None
    source_label: str
    is_shown: bool

    @property
    def lacks_words(self) -> bool:
        """Whether the change made new words, and these are not in the text shown."""
        effect = self.effect
        return not self.is_shown and (effect.kind in _NEED_WORDS or (effect.kind == "replaces" and bool(effect.target.eid)))


@dataclass(frozen=True, slots=True)
class ChangedArticle:
    key: str
    label: str
    heading: str
    change: ArticleChange


@dataclass(frozen=True, slots=True)
class Changes:
    """`runs` compare the words of a provision, `articles` name those of a whole document that differ; `notes` are the footnotes of the
    later text, which say what a consolidation took in."""

    before: Side
    after: Side
    compared: Compared
    runs: tuple[Run, ...]
    articles: tuple[ChangedArticle, ...]
    notes: tuple[str, ...]
    effects: tuple[EffectMade, ...]


def changes_between(opened: Opened, catalogue: Catalogue, document: str, key: str, first: date, second: date) -> Changes:
    """What changed between the first and the second day; with no key in the whole document. Raises ShowError where it is not held."""
    held = versions_of(opened.store, catalogue, document)
    texts = [v for v in held if v.text_kind != "note"] or held
    before, after = _side(opened.store, texts, key, first), _side(opened.store, texts, key, second)
    if not before.provision and not after.provision:
        raise ShowError(f"Không có {label_of(key) or 'phần này'} trong văn bản {held[0].document} mà kho đang giữ.")
    effects = tuple(_effects(opened, catalogue, held[0].document, key, after, first))
    compared, runs = _compared(opened.store, before, after)
    articles = tuple(_articles(opened.store, before.version, after.version)) if not key and compared != "one_text" else ()
    notes = tuple(_notes(opened.store, after.provision)) if key and after.provision and compared == "compared" else ()
    return Changes(before, after, compared, runs if key else (), articles, notes, effects)


def _side(store: Store, texts: list[Version], key: str, day: date) -> Side:
    provision = provision_held(store, texts, key, day)
    return Side(day, provision.version if provision else texts_for(texts, day)[0], provision)


def _compared(store: Store, before: Side, after: Side) -> tuple[Compared, tuple[Run, ...]]:
    if before.version.id == after.version.id:
        return "one_text", ()
    if before.provision is None or after.provision is None:
        return ("only_after" if after.provision else "only_before"), ()
    if not before.provision.eid and before.provision.component == MAIN:
        return "compared", ()  # a whole document is compared article by article
    runs = word_runs(_words(store, before.provision), _words(store, after.provision))
    return ("compared", runs) if runs is not None else ("too_long", ())


def _words(store: Store, provision: StoredProvision) -> str:
    """The words of the provision without footnotes and marks of pages."""
    text, position, kept = store.text(provision.version.id), provision.start, list[str]()
    for aside in store.provisions(provision.version.id, provision.start, provision.end):
        if aside.kind in _ASIDE and aside.start >= position:
            kept.append(text[position : aside.start])
            position = aside.end
    return "".join([*kept, text[position : provision.end]])


def _notes(store: Store, provision: StoredProvision) -> Iterator[str]:
    text = store.text(provision.version.id)
    for aside in store.provisions(provision.version.id, provision.start, provision.end):
        if aside.kind == "footnote":
            yield " ".join(text[aside.start : aside.end].split())


def _articles(store: Store, before: Version, after: Version) -> Iterator[ChangedArticle]:
    """The articles that differ, in the order of the later text, those that are gone last."""
    old, new = _by_key(store, before), _by_key(store, after)
    for key, article in new.items():
        if key not in old:
            yield _article(key, article, "added")
        elif (runs := word_runs(_words(store, old[key]), _words(store, article))) is None or any(run.mark != "same" for run in runs):
            yield _article(key, article, "slight" if runs is not None and is_slight(runs) else "changed")
    yield from (_article(key, article, "removed") for key, article in old.items() if key not in new)


def _by_key(store: Store, version: Version) -> dict[str, StoredProvision]:
    return {key_of(p.component, p.eid): p for p in store.provisions(version.id) if p.kind == "article" and p.component != "notes"}


def _article(key: str, article: StoredProvision, change: ArticleChange) -> ChangedArticle:
    return ChangedArticle(key, label_of(key), " ".join((article.heading or "").split()), change)


def _effects(opened: Opened, catalogue: Catalogue, document: str, key: str, after: Side, first: date) -> Iterator[EffectMade]:
    """The changes after the first day and by the second, and those of no known day, in their order."""
    known = {e.id: e for e in catalogue.effects_on(document, key)}
    known |= {e.id: e for e in catalogue.effects if e.target.instrument == document and _is_inside(e.target.eid, key)}
    made = [e for e in known.values() if e.kind in CHANGES and (e.from_date is None or first < e.from_date <= after.day)]
    for effect in sorted(made, key=lambda e: (e.from_date or date.max, e.target.eid)):
        written = after.version.version_date
        shown = bool(written and effect.from_date and effect.from_date <= written)
        texts = opened.versions_of(effect.source.instrument)
        label = name_of(effect.source, texts, catalogue)
        held = is_held(opened.store, texts, effect.source, after.day)
        yield EffectMade(effect, CHANGES[effect.kind], label_of(effect.target.eid), effect.source if held else None, label, shown)


def _is_inside(eid: str, key: str) -> bool:
    return bool(eid) and (not key or eid.startswith(f"{key}__"))
