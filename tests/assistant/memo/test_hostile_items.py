"""Whatever a file of answers holds: it is a paper, a list of what was left out, or one line. Never a crash, never a false word."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from papers import DAY, PERMIT, details, text_of

from assistant import Assistant
from assistant.desk import Item, ItemError, item_of_answer
from assistant.memo import Forms, MemoError, as_docx, draft_memo, load_forms
from assistant.memo.baskets import read_basket

FORMS: Forms = load_forms()
FORGED = "7777"
leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20)
anything = st.recursive(
    leaves | st.sampled_from([FORGED, f"điểm z Điều {FORGED}"]),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside, max_size=3),
    max_leaves=5,
)


@pytest.fixture(scope="module")
def answer(assistant: Assistant) -> dict[str, Any]:
    row: dict[str, Any] = json.loads(json.dumps(item_of_answer(assistant.ask(PERMIT, DAY)).as_json()))
    return row


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The ways to all values inside."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in inside:
        yield (*path, key)
        yield from places(below, (*path, key))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_an_item_with_anything_anywhere(assistant: Assistant, answer: dict[str, Any], data: st.DataObject) -> None:
    row = copy.deepcopy(answer)
    for _ in range(data.draw(st.integers(1, 3))):
        *above, last = data.draw(st.sampled_from(sorted(places(row), key=str)))
        holder: Any = row
        for key in above:
            holder = holder[key]
        holder[last] = data.draw(anything)
    own = ("title", "note", "group", "heading")  # the officer's own words, shown as such
    try:
        item = Item.from_json(row | {name: answer[name] for name in own})
        memo = draft_memo([item], details("to-trinh"), assistant, FORMS)
    except (ItemError, MemoError) as error:
        assert "\n" not in str(error)
        return
    assert FORGED not in text_of(as_docx(memo, FORMS))


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=200) | anything.map(lambda value: json.dumps(value).encode()))
def test_a_file_with_anything_in_it(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path: Path = tmp_path_factory.mktemp("tệp") / "a.json"
    path.write_bytes(content)
    with pytest.raises((ItemError, MemoError)):
        read_basket(path)
