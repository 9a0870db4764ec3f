"""A language model's part of an answer: its verified conclusions before the grounds of the composer, and what staff are told of it."""

from collections.abc import Generator
from dataclasses import replace
from datetime import date
from pathlib import Path

from ingest.index.reader import Opened

from .answer import ComposedBy, Statement
from .checked import Checked
from .composers.model import ModelComposer, Spoken, fallback_notice, private_notice, sent_notice, withheld_notice
from .composers.prompt import PROMPT_VERSION
from .composers.sufficiency import doubt_notice, lowered
from .drafting import Clock, faults_of
from .language import ChatModel
from .meaning import Meaning


def worded(
    model: ChatModel, meaning: Meaning, sides: list[Checked], opened: Opened, clock: Clock
) -> Generator[Statement, None, tuple[list[Checked], ComposedBy, list[str]]]:
    """The sides with the model's conclusions before their grounds, or as they were where it failed; what wrote them; what to tell.

    Numbers of citations stay as they are: sentences are shown before the last is written.
    """
    composer = ModelComposer(model)
    spoken, told = list[Checked](), list[Spoken]()
    for side in sides:
        faults = faults_of(opened.store, meaning, side.question.as_of)
        draft = composer.run(side.question, side.statements, side.citations, faults, _private(side, opened, model.keeps_back))
        told.append((yield from _dated(draft, side.question.as_of, clock)))
        if told[-1].failing:
            break
        spoken.append(_worded(side, told[-1]))
    clock.lap("model")
    failing, sent = told[-1].failing, model.place if any(each.sent for each in told) else None
    notices = [fallback_notice(model.title, failing)] if failing else []
    notices += [sent_notice(model.title, sent)] if sent else []
    if not failing and (doubt := doubt_notice(model.title, [each.sufficiency for each in told])):
        notices.append(doubt)
    notices += [withheld_notice(each.withheld) for each in told if each.withheld]
    notices += [private_notice(each.private) for each in told if each.private]
    if failing:
        return sides, ComposedBy(sides[-1].composer, leaves_machine=bool(sent)), notices
    return spoken, ComposedBy(sides[-1].composer, model.title, PROMPT_VERSION, bool(sent)), notices


def _worded(side: Checked, said: Spoken) -> Checked:
    """The side with the model's conclusions; with its own where the model finds nothing to conclude, and says so."""
    own = tuple(s for s in side.statements if not said.statements or s.role != "conclusion")
    return replace(
        side,
        statements=(*said.statements, *own),
        struck=(*side.struck, *said.struck),
        judgement=lowered(side.judgement, said.sufficiency),
    )


def _private(side: Checked, opened: Opened, folder: Path | None) -> frozenset[int]:
    """The numbers of the citations whose texts are held from files of the folder alone."""
    if folder is None:
        return frozenset()
    sources = [(source.version_id, folder.resolve() in Path(source.path).resolve().parents) for source in opened.store.sources().values()]
    inside = {id_ for id_, within in sources if within} - {id_ for id_, within in sources if not within}
    return frozenset(c.n for c in side.citations if c.version_id in inside)


def _dated(draft: Generator[Statement, None, Spoken], as_of: date, clock: Clock) -> Generator[Statement, None, Spoken]:
    """The same statements, each with the day whose law it states; notes when the first one came."""
    while True:
        try:
            statement = next(draft)
        except StopIteration as ended:
            told: Spoken = ended.value
            return told
        clock.first("first_statement")
        yield replace(statement, as_of=as_of)
