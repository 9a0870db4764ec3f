"""Several provisions are named together, each Điều and khoản once, in the order in which they were given."""

from dataclasses import dataclass

import pytest

from assistant.gathered import places_of
from ingest.law.locator import label_of


@dataclass(frozen=True)
class At:
    eid: str
    component: str = "main"

    @property
    def place(self) -> str:
        return label_of(self.eid, self.component)

    @property
    def clause(self) -> str | None:
        return self._part("para_")

    @property
    def point(self) -> str | None:
        return self._part("point_")

    def _part(self, kind: str) -> str | None:
        return next((part.removeprefix(kind) for part in self.eid.split("__") if part.startswith(kind)), None)


@pytest.mark.parametrize(
    ("eids", "said"),
    [
        (["art_68__para_1__point_a", "art_68__para_1__point_b", "art_68__para_1"], "khoản 1 (các điểm a và b) Điều 68"),
        (["art_37__para_1__point_a", "art_37__para_2__point_c"], "điểm a khoản 1, điểm c khoản 2 Điều 37"),
        (["art_73__para_2", "art_73__para_3", "art_73__para_4__point_a"], "các khoản 2 và 3, điểm a khoản 4 Điều 73"),
        (["art_7__para_11", "art_68__para_1", "art_7__para_6"], "các khoản 11 và 6 Điều 7, khoản 1 Điều 68"),
        (["art_12"], "Điều 12"),
        (["art_12", "art_12__para_1"], "Điều 12 (khoản 1)"),
        (["art_1__point_a", "art_1__point_b"], "các điểm a và b Điều 1"),
        ([], ""),
    ],
)
def test_places_are_gathered(eids: list[str], said: str) -> None:
    assert places_of([At(eid) for eid in eids]) == said


def test_what_stands_elsewhere_is_named_by_itself() -> None:
    assert places_of([At("art_2__para_1", "quy-dinh"), At("art_2__para_2", "quy-dinh"), At("art_2__para_1")]) == (
        "các khoản 1 và 2 Điều 2 của Quy định ban hành kèm theo, khoản 1 Điều 2"
    )
