"""The tree of the open text, drawn by the browser: a law of 300 articles is one element, and keeps its place when one is chosen."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

from ...lookup import Branch
from .address import Address, go, here

_FOLDER = Path(__file__).parent
_KEY = "text-tree"
FILTER_FROM = 12  # leaves from which the tree can be filtered


@st.cache_resource(show_spinner=False)
def _tree() -> Callable[..., Any]:
    """Registered once a process. The scripts are constants; all words come as data and go in as text."""
    js, css = ((_FOLDER / f"tree.{kind}").read_text(encoding="utf-8") for kind in ("js", "css"))
    return st.components.v2.component("text_tree", html='<nav aria-label="Mục lục"></nav>', js=js, css=css)


def draw_tree(name: str, tree: Sequence[Branch], leaf: Branch, parts: Sequence[Branch], address: Address) -> None:
    """`name` tells texts apart; `leaf` is what is read now and `parts` what stands in it."""
    _tree()(key=_KEY, data=tree_data(name, tree, leaf, parts, address), on_chosen_change=_choose)


def tree_data(name: str, tree: Sequence[Branch], leaf: Branch, parts: Sequence[Branch], address: Address) -> dict[str, Any]:
    """What the browser draws, as plain values."""
    leaves = [one for branch in tree for one in branch.leaves()]
    articles = sum(one.kind == "article" for one in leaves)
    return {
        "of": f"{name} {address.day or ''}",
        "title": f"Mục lục ({articles} điều)" if articles else "Mục lục",
        "placeholder": "Lọc theo số điều, tên điều",
        "filter_from": FILTER_FROM,
        "count": len(leaves),
        "base": replace(address, key="", view="noi-dung").as_link(),
        "branches": [_row(branch) for branch in tree],
        "leaf": leaf.key,
        "start": leaf.start,
        "parts": [_row(part) for part in parts],
        "chosen": address.key,
    }


def _row(branch: Branch) -> list[Any]:
    return [branch.key, branch.label, branch.heading, [_row(child) for child in branch.children], branch.start]


def _choose() -> None:
    chosen = st.session_state[_KEY].get("chosen")
    if isinstance(chosen, str):
        go(replace(here(), key=chosen, view="noi-dung"))
