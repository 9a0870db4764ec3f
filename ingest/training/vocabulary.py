"""The tokenizer: byte-pair pieces that span syllables ("▁ban▁quan▁ly"), never half of one.

Two vocabularies are learned one after the other and joined as one BPE model, which
``tokenizers`` runs by itself: first merges inside syllables, then merges of whole syllables
that stand side by side. All normalisation is inside the tokenizer, so the application's loader
and sentence-transformers cannot disagree about it.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

SPACE = "▁"
BARRIER = "|"
UNKNOWN = "<unk>"

# Words that join phrases and are not part of one: without them a third of the learned tokens would
# read "▁va▁qua▁trinh". Written without diacritics; homographs of content words are left out.
JOINING_WORDS = frozenset({"va", "cua", "cac", "hoac", "theo", "cho", "nay", "khac", "voi", "mot", "nhung", "phai", "tren", "duoi", "neu"})
MIN_SYLLABLE_COUNT = 15

_TONE_PLACES = {
    "òa": "oà",
    "óa": "oá",
    "ỏa": "oả",
    "õa": "oã",
    "ọa": "oạ",
    "òe": "oè",
    "óe": "oé",
    "ỏe": "oẻ",
    "õe": "oẽ",
    "ọe": "oẹ",
    "ùy": "uỳ",
    "úy": "uý",
    "ủy": "uỷ",
    "ũy": "uỹ",
    "ụy": "uỵ",
}
_PUNCTUATION = r"(?:[.,;:!?…]+(?:\s+|$)|[()\[\]“”\"]+)\s*"
_NOT_A_WORD = r"[^\p{L}\p{N}|]+"
_FIRST_STAND_IN = 0x20000  # CJK extension B: 42,719 assigned code points, one a syllable
_MAX_STAND_INS = 42_000


@dataclass(frozen=True, slots=True)
class VocabularyPlan:
    """Sizes in tokens; ``folded`` drops all diacritics (đ→d) inside the tokenizer."""

    size: int
    inside_syllables: int
    max_syllables: int
    folded: bool


def build_tokenizer(sentences: Iterable[str], plan: VocabularyPlan) -> Tokenizer:
    """A BPE tokenizer of ``plan.size`` tokens learned from ``sentences``."""
    empty = _with_normalisation(models.BPE(unk_token=UNKNOWN), plan.folded)
    runs = Counter(_runs(empty, sentences))
    counts = Counter[str]()
    for run, count in runs.items():
        for syllable in run.split(SPACE)[1:]:
            counts[SPACE + syllable] += count
    vocabulary, merges = _learn_inside(counts, plan.inside_syllables)
    spelled = _with_normalisation(models.BPE(vocab=vocabulary, merges=merges, unk_token=UNKNOWN), plan.folded)
    whole = [
        syllable
        for syllable, _ in counts.most_common(_MAX_STAND_INS)
        if syllable in vocabulary and without_diacritics(syllable[1:]) not in JOINING_WORDS
    ]
    for left, right in _learn_across(runs, whole, plan.size - len(vocabulary), plan.max_syllables):
        vocabulary.setdefault(left + right, len(vocabulary))
        merges.append((left, right))
    spelled.model = models.BPE(vocab=vocabulary, merges=merges, unk_token=UNKNOWN)
    return spelled


def without_diacritics(text: str) -> str:
    """``text`` as typed without Vietnamese diacritics (đ→d)."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return plain.replace("đ", "d").replace("Đ", "D")


def syllables_of(token: str) -> list[str]:
    """The syllables of a token that begins at a syllable, [] for a piece from inside one."""
    return [SPACE + part for part in token.split(SPACE)[1:]] if token.startswith(SPACE) else []


def _with_normalisation(model: models.Model, folded: bool) -> Tokenizer:
    tokenizer = Tokenizer(model)
    if folded:
        letters = [
            normalizers.NFD(),
            normalizers.Lowercase(),
            normalizers.StripAccents(),
            normalizers.Replace("đ", "d"),
        ]
    else:
        letters = [normalizers.NFC(), normalizers.Lowercase()]
        letters += [normalizers.Replace(old, new) for old, new in _TONE_PLACES.items()]
    tokenizer.normalizer = normalizers.Sequence(
        [
            *letters,
            normalizers.Replace(Regex(_PUNCTUATION), BARRIER),
            normalizers.Replace(Regex(_NOT_A_WORD), SPACE),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(BARRIER, "removed"),
            pre_tokenizers.Metaspace(SPACE, prepend_scheme="always", split=False),
        ]
    )
    return tokenizer


def _runs(empty: Tokenizer, sentences: Iterable[str]) -> Iterator[str]:
    """Runs of syllables between punctuation, as the pre-tokenizer will hand them to BPE."""
    normalizer = empty.normalizer
    assert normalizer is not None
    for sentence in sentences:
        for run in normalizer.normalize_str(sentence).split(BARRIER):
            run = run.strip(SPACE)
            if run:
                yield SPACE + run


def _learn_inside(counts: Counter[str], size: int) -> tuple[dict[str, int], list[tuple[str, str]]]:
    """Vocabulary and merges inside syllables. The square root of a syllable's count is its
    weight, so that rare syllables get a token before the thousandth number does."""
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        special_tokens=[UNKNOWN],
        initial_alphabet=[SPACE],
        limit_alphabet=200,
        show_progress=False,
    )
    tokenizer = Tokenizer(models.BPE(unk_token=UNKNOWN))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    weighted = (" ".join([s] * max(1, int(count**0.5))) for s, count in counts.items() if count >= MIN_SYLLABLE_COUNT)
    tokenizer.train_from_iterator(weighted, trainer)
    return _vocabulary_and_merges(tokenizer)


def _learn_across(runs: Counter[str], whole: list[str], wanted: int, max_syllables: int) -> list[tuple[str, str]]:
    """Merges of neighbouring syllables: BPE over texts where each syllable is one character."""
    stand_in = {s: chr(_FIRST_STAND_IN + i) for i, s in enumerate(whole)}
    original = {c: s for s, c in stand_in.items()}

    def written() -> Iterator[str]:
        for run, count in runs.items():
            line = "".join(stand_in.get(SPACE + s, " ") for s in run.split(SPACE)[1:])
            for _ in range(min(count, 1000)):
                yield line

    trainer = trainers.BpeTrainer(
        vocab_size=len(whole) + wanted,
        limit_alphabet=len(whole),
        max_token_length=max_syllables,
        show_progress=False,
    )
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.train_from_iterator(written(), trainer)
    _, merges = _vocabulary_and_merges(tokenizer)
    return [("".join(original[c] for c in left), "".join(original[c] for c in right)) for left, right in merges[:wanted]]


def _vocabulary_and_merges(tokenizer: Tokenizer) -> tuple[dict[str, int], list[tuple[str, str]]]:
    model = json.loads(tokenizer.to_str())["model"]
    return dict(model["vocab"]), [(left, right) for left, right in model["merges"]]
