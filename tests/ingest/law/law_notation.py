"""Trees of provisions in short notation, and texts of our own to parse: no sentence of an official text stands here.

`mở CI(Đ1(1(a b) 2) Đ2) ký` reads: preamble, Chương I with Điều 1 (khoản 1 with điểm a and b, khoản 2) and Điều 2, signatures.
"""

from textwrap import dedent

from ingest.law.normalise import normalise
from ingest.law.parser import parse
from ingest.law.provision import ParsedText, Provision

_SIGNS = {
    "preamble": "mở", "body": "thân", "conclusion": "ký", "footnotes": "chú-thích", "footnote": "*", "page": "#", "part": "P",
    "chapter": "C", "section": "M", "subsection": "T", "article": "Đ", "clause": "", "point": "", "appendix": "PL", "form": "Mẫu",
}  # fmt: skip


def read(text: str) -> ParsedText:
    """The tree of an invented text, its common indentation taken off."""
    return parse(normalise(dedent(text).strip("\n")))


def sketch(parsed: ParsedText) -> str:
    """The tree in the notation above."""
    return " ".join(_sketch(child) for child in parsed.root.children)


def sketch_of(text: str) -> str:
    """The tree of an invented text in the notation above, without its preamble."""
    return sketch(read(text)).removeprefix("mở ")


def problems_of(text: str) -> list[str]:
    """What the parser reports of an invented text."""
    return [f"{problem.kind} {problem.detail}" for problem in read(text).problems]


def text_at(parsed: ParsedText, eid: str, component: str = "main") -> str:
    """The text of a provision, stripped; fails where there is none."""
    found = parsed.find(eid, component)
    assert found is not None, f"no {eid} in {component}: {sketch(parsed)}"
    return parsed.text[found.start : found.end].strip()


def own_text(parsed: ParsedText, eid: str) -> str:
    """The text of a provision without that of its children."""
    found = parsed.find(eid)
    assert found is not None, f"no {eid}: {sketch(parsed)}"
    return " ".join(" ".join(parsed.text[a:b] for a, b in found.own_spans()).split())


def heading_at(parsed: ParsedText, eid: str) -> str | None:
    """The heading of a provision; fails where there is none."""
    found = parsed.find(eid)
    assert found is not None, f"no {eid}: {sketch(parsed)}"
    return found.heading


def assert_sound(parsed: ParsedText) -> None:
    """Every character in exactly one node, children nested and in order, every identity once."""
    identities = [(node.component, node.eid) for node in parsed.root.walk()]
    assert len(identities) == len(set(identities))
    spans = list[tuple[int, int]]()
    for node in parsed.root.walk():
        position = node.start
        for child in node.children:
            assert position <= child.start <= child.end <= node.end
            position = child.end
        spans += node.own_spans()
    position = 0
    for start, end in sorted(spans):
        assert start == position, f"{position}–{start} belongs to no node or to two"
        position = end
    assert position == len(parsed.text)


def _sketch(node: Provision) -> str:
    name = node.component if node.kind == "regulation" else _SIGNS[node.kind] + (node.number or "" if node.kind != "footnote" else "")
    inner = " ".join(_sketch(child) for child in node.children)
    return f"{name}({inner})" if inner else name
