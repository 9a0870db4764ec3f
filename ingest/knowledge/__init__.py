"""The knowledge under corpus/: `load_knowledge` reads it, `check_corpus` names what is wrong with it, `count_corpus` how much there is."""

from .check import check_corpus
from .counts import count_corpus
from .finding import FINDING_KINDS, Finding
from .knowledge import Conference, Knowledge, load_knowledge

__all__ = ["FINDING_KINDS", "Conference", "Finding", "Knowledge", "check_corpus", "count_corpus", "load_knowledge"]
