"""All checks of the knowledge, in the order in which a reader would mend them."""

from collections.abc import Sequence
from pathlib import Path

from ..catalogue import CORPUS
from .agreement import disagreements
from .asked import asked_findings
from .clauses import unknown_clauses
from .compared import compared_findings
from .digests import digest_findings
from .duties import duty_findings
from .finding import Finding
from .knowledge import Knowledge, load_knowledge
from .places import place_findings
from .release import release_findings
from .reporting import reporting_findings
from .reports import report_findings


def check_corpus(corpus: Path = CORPUS, against: Sequence[Path] = ()) -> list[Finding]:
    """All that is wrong with the knowledge under `corpus`; the folders `against` hold official texts beside those of fulltext/."""
    return findings_of(load_knowledge(corpus, against))


def findings_of(known: Knowledge) -> list[Finding]:
    """All that is wrong with the knowledge that was read, each once."""
    checks = (
        disagreements,
        duty_findings,
        place_findings,
        unknown_clauses,
        digest_findings,
        report_findings,
        reporting_findings,
        compared_findings,
        asked_findings,
        release_findings,
    )
    return list(dict.fromkeys([*known.findings, *(found for check in checks for found in check(known))]))
