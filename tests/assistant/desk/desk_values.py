"""The few things that the tests put on a desk."""

from datetime import date
from typing import Any

from assistant.desk import Item

DAY = date(2031, 8, 1)


def item(title: str, receipt: str = "") -> Item:
    return Item("clause", title, DAY, (), ({"n": 1, "label": title, "quote": "Trồng cam."},), receipt, note="của tôi", group="I")


def answer(text: str, receipt: str = "") -> dict[str, Any]:
    return {"answer": text, "status": "answered", "receipt": receipt, "citations": [{"n": 1, "start": 7}]}
