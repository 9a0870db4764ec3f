"""All checks of the knowledge, in the order in which a reader would mend them."""

from collections.abc import Sequence
from pathlib import Path

from ..catalogue import CORPUS
from .agreement import disagreements
from .clauses import unknown_clauses
from .digests import digest_findings
from .finding import Finding
from .knowledge import Knowledge, load_knowledge
from .reports import report_findings


def check_corpus(corpus: Path = CORPUS, against: Sequence[Path] = ()) -> list[Finding]:
    """All that is wrong with the knowledge under `corpus`; the folders `against` hold official texts beside those of fulltext/."""
    return findings_of(load_knowledge(corpus, against))


def findings_of(known: Knowledge) -> list[Finding]:
    """All that is wrong with the knowledge that was read, each once."""
    found = [*known.findings, *disagreements(known), *unknown_clauses(known), *digest_findings(known), *report_findings(known)]
    return list(dict.fromkeys(found))
