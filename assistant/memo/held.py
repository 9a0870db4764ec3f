"""A citation that an officer kept → the same provision as the index holds it now, or why it is not the same."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ingest.catalogue import Catalogue
from ingest.index.records import StoredPassage, Version
from ingest.index.store import Store
from ingest.versions import preferred_version

from ..answer import Citation
from ..composers.draft import Citer

_PLACE = ("article", "clause", "point")
UNVERIFIED = "ghi chú từ nguồn thứ cấp, chưa kiểm chứng: không dùng trong văn bản"


class NotHeld(Exception):
    """The citation is not what the index holds; one Vietnamese line for the officer."""


class Holdings:
    """Looks citations up in one store, as they are on one day. Nothing of what was kept is taken over but where it stands."""

    def __init__(self, store: Store, catalogue: Catalogue, day: date) -> None:
        self._store, self._day = store, day
        self._citer = Citer(catalogue, store, day)

    def cite(self, n: int, kept: Mapping[str, Any]) -> Citation:
        """The provision as citation `n`, word for word what was kept. Raises NotHeld."""
        passage = self._passage(kept)
        if passage.version.text_kind == "note":
            raise NotHeld(UNVERIFIED)
        if any(name in kept and kept[name] != getattr(passage, name) for name in _PLACE):
            named = " ".join(
                f"{unit} {kept[name]}" for unit, name in zip(("điểm", "khoản", "Điều"), reversed(_PLACE), strict=True) if kept.get(name)
            )
            raise NotHeld(f"mục ghi trích dẫn là {named or 'không có điều, khoản'}, còn đoạn được dẫn nằm ở nơi khác")
        citation = self._citer.cite(n, passage)
        if later := self._later(passage):
            raise NotHeld(f"{citation.label}: kho nay có bản {later.version} với lời khác; đề nghị hỏi lại để lấy lời đang áp dụng")
        return citation

    def _passage(self, kept: Mapping[str, Any]) -> StoredPassage:
        document, version, component, eid = (_text(kept, name) for name in ("document", "version", "component", "eid"))
        words = kept.get("quote") if kept.get("quote") is not None else kept.get("excerpt")
        held = [v for v in self._store.versions(document) if v.version == version]
        if not held:
            raise NotHeld(f"kho hiện không có văn bản {document} (bản {version})")
        named = [p for v in held for p in self._store.passages_at(v.id, component, eid) if p.eid == eid]
        if not named:
            raise NotHeld(f"văn bản {document} (bản {version}) trong kho không có điều khoản được dẫn")
        same = [p for p in named if self._store.text(p.version.id)[p.start : p.end] == words]
        if not same:
            raise NotHeld(f"lời được dẫn không còn đúng như lời của {document} (bản {version}) trong kho")
        of_kind = [p for p in same if p.version.text_kind == kept.get("text_kind")]
        if not of_kind or (kept.get("quote") is not None and of_kind[0].version.text_kind != "official"):
            raise NotHeld(f"{document}: mục ghi sai loại văn bản; chỉ văn bản chính thức mới được trích nguyên văn")
        return min(of_kind, key=lambda p: p.start != kept.get("start"))

    def _later(self, passage: StoredPassage) -> Version | None:
        """The official text of the same work that counts on the day, where it says the provision otherwise than the one kept."""
        if passage.version.text_kind != "official":
            return None
        best = preferred_version(self._store.versions(passage.version.document), self._day)
        if best is None or best.id == passage.version.id or best.text_kind != "official":
            return None
        there = [p for p in self._store.passages_at(best.id, passage.component, passage.eid) if p.eid == passage.eid]
        return best if there and all(" ".join(p.text.split()) != " ".join(passage.text.split()) for p in there) else None


def _text(kept: Mapping[str, Any], name: str) -> str:
    value = kept.get(name)
    if not isinstance(value, str):
        raise NotHeld(f"trích dẫn thiếu thông tin ({name})")
    return value
