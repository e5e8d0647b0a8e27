"""Five published reports, each rewritten by hand in Word and held against its sample workbook: every relation that does
not hold is found where it stands, and what is only rounding is no error."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from seeds.conftest import Desk
from seeds.filled import SEEDS, cases
from seeds.words import places

RELATIONS: dict[str, list[dict[str, Any]]] = cases("relations")
UNTRUE = {
    "000": (3, 7, 8, 9, 10, 11, 12, 13, 15, 19, 20, 21, 23, 25, 26),
    "001": (7, 8, 9, 19, 21, 22, 23, 24, 27, 28, 30, 31, 32),
    "002": (7, 8, 14, 15, 16, 17),
    "003": (11, 12, 13, 17, 18, 22, 23, 25, 28, 30, 32, 33, 34, 35, 36, 37, 39, 40, 42, 43, 47, 48, 49, 50),
    "004": (2, 4, 5, 10, 12, 13, 14, 16),
}
"""The relations of each report that do not hold, by their numbers: 0-3 is the third of the first."""
ROUNDED = {"001": (11, 12, 13, 14, 15), "004": (1,)}
"""Those that hold but for the last digit."""
UNTOLD = ["4-5"]
"""Those that nothing can find; the table says why."""
WHERE = ("line", "after", "row", "column")
"""How the table says where in a report."""


def _each(*kinds: str) -> Iterator[Any]:
    """Every finding of the table, as parameters: the seed, what should be found."""
    for seed, relations in RELATIONS.items():
        for relation in relations:
            for kind in kinds:
                for number, one in enumerate(relation.get(kind, ())):
                    id = f"{relation['relation']} {one['code']}" + (f" {number}" if number else "")
                    marks = pytest.mark.xfail(reason=relation["says"]) if one.get("not_yet") else ()
                    yield pytest.param(seed, one, id=id, marks=marks)


def test_every_relation_is_in_the_table() -> None:
    told = [relation for relations in RELATIONS.values() for relation in relations]
    assert [one["relation"] for one in told if "rounding" not in one] == _numbers(UNTRUE)
    assert [one["relation"] for one in told if "rounding" in one] == _numbers(ROUNDED)
    assert [one["relation"] for one in told if one.get("untold")] == UNTOLD
    assert [one["relation"] for one in told if not (one.keys() & {"finds", "rounding"})] == UNTOLD


def _numbers(relations: dict[str, tuple[int, ...]]) -> list[str]:
    return [f"{int(seed)}-{number}" for seed, numbers in relations.items() for number in numbers]


@pytest.mark.parametrize(("seed", "wanted"), list(_each("finds", "rounding")))
def test_a_relation_that_does_not_hold_is_found(desk: Desk, seed: str, wanted: dict[str, Any]) -> None:
    if "cell" in wanted:
        found, place = desk.sample_findings(wanted.get("sample", SEEDS[seed]["workbook"])), wanted["cell"]
        said = [finding for finding in found if f"{finding.sheet}!{finding.cell}" == place]
    else:
        place = _place(seed, wanted)
        said = [finding for finding in desk.report_findings(seed) if finding.cell == place]
    told = [(finding.code, finding.severity, finding.arithmetic) for finding in said]
    assert (wanted["code"], wanted["severity"], wanted.get("arithmetic")) in told


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_else_in_a_report_needs_correction(desk: Desk, seed: str) -> None:
    named = {
        (one["code"], _place(seed, one))
        for relation in RELATIONS[seed]
        for one in (*relation.get("finds", ()), *relation.get("rounding", ()))
        if "cell" not in one
    }
    said = {(finding.code, finding.cell) for finding in desk.report_findings(seed) if finding.severity != "info"}
    assert said <= named


def _place(seed: str, wanted: dict[str, Any]) -> str:
    """The one place in a report that the table means."""
    found = places(SEEDS[seed]["lines"], **{key: wanted[key] for key in WHERE if key in wanted})
    assert len(found) == 1, f"{wanted} stands at {found}"
    return found[0]
