"""The statements of an answer that were verified, with their citations; those on several matters joined into one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.index.records import Version

from .answer import Citation, Role, Statement
from .answerable import ANSWERED, Judgement
from .evidence import Evidence
from .question import Question
from .retrieval import Hit

MAX_RELATED = 4  # provisions of the whole named as related beside the answers to its parts


@dataclass(frozen=True, slots=True)
class Checked:
    """The statements that were verified, with their citations in order of mention; `struck` names what was not."""

    question: Question
    hits: Sequence[Hit]
    evidence: Evidence
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    warnings: tuple[str, ...]
    struck: tuple[str, ...]
    versions: Mapping[int, Version]  # of the texts cited, by their ids
    composer: str = "extract"
    judgement: Judgement = ANSWERED

    @property
    def holds(self) -> bool:
        """Whether there is an answer: it is not refused, and a provision is left to answer from."""
        return self.judgement.outcome != "refused" and any(s.role != "related" for s in self.statements)

    @property
    def places(self) -> set[tuple[str, str, str]]:
        """The provisions cited, whatever the text."""
        return {(c.document, c.component, c.eid) for c in self.citations}

    def numbered_after(self, count: int) -> "Checked":
        """The same with its citations numbered from `count` + 1 on."""
        statements = tuple(replace(s, citations=tuple(n + count for n in s.citations)) for s in self.statements)
        return replace(self, statements=statements, citations=tuple(replace(c, n=c.n + count) for c in self.citations))


def leading(side: Checked) -> Checked:
    """Its conclusions with the provisions that these rest on; without any its first provision."""
    concluding = [s for s in side.statements if s.role == "conclusion"]
    used = {n for s in concluding for n in s.citations}
    grounds = [s for s in side.statements if s.role == "ground" and (not used or used & set(s.citations))]
    return replace(side, statements=(*concluding, *(grounds if used else grounds[:1])))


def related(side: Checked) -> Checked:
    """Its provisions, as those that are only worth a look."""
    shown = [replace(s, role="related") for s in side.statements if s.role != "conclusion"]
    return replace(side, statements=tuple(shown[:MAX_RELATED]))


def joined(question: Question, judgement: Judgement, sides: Sequence[Checked]) -> Checked:
    """The answers to several things asked as one: conclusions in the order of the things, each provision once."""
    number: dict[tuple[int, str, str], int] = {}
    citations = list[Citation]()
    statements: dict[Role, list[Statement]] = {"conclusion": [], "ground": [], "related": []}
    for side in sides:
        new = dict[int, int]()
        for citation in side.citations:
            place = (citation.version_id, citation.component, citation.eid)
            if place not in number:
                number[place] = len(number) + 1
                citations.append(replace(citation, n=number[place]))
            new[citation.n] = number[place]
        for statement in side.statements:
            statements[statement.role].append(replace(statement, citations=tuple(new[n] for n in statement.citations)))
    told = [*statements["conclusion"], *_each_once(statements["ground"], set())]
    shown = {s.citations for s in told if s.role == "ground"}
    told += _each_once(statements["related"], shown)
    used = {n for s in told for n in s.citations}
    order = {n: place for place, n in enumerate(dict.fromkeys(n for s in told for n in s.citations), start=1)}
    first = sides[0]
    return Checked(
        question=question,
        hits=[hit for side in sides for hit in side.hits],
        evidence=first.evidence,
        statements=tuple(replace(s, citations=tuple(order[n] for n in s.citations)) for s in dict.fromkeys(told)),
        citations=tuple(sorted((replace(c, n=order[c.n]) for c in citations if c.n in used), key=lambda c: c.n)),
        warnings=tuple(dict.fromkeys(warning for side in sides for warning in side.warnings)),
        struck=tuple(line for side in sides for line in side.struck),
        versions={id_: version for side in sides for id_, version in side.versions.items()},
        composer=first.composer,
        judgement=judgement,
    )


def _each_once(statements: Sequence[Statement], shown: set[tuple[int, ...]]) -> Iterator[Statement]:
    """Those whose provision is not shown before."""
    for statement in statements:
        if statement.citations not in shown:
            shown = shown | {statement.citations}
            yield statement
