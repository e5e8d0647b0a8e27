"""The reports made from a workbook say nothing that the check of reports objects to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from seeds.conftest import SAMPLES, Desk
from seeds.filled import ALL_SAMPLES
from ziping import api
from ziping.domain.model import Document, Workbook
from ziping.errors import ZipingError

OWN_WORDS = {"R73", "R74", "R75", "R76", "R77", "R78", "R92", "R94"}
"""What is made from the workbook cannot break these rules, even where they only warn."""
OF_THE_FIGURES = {
    ("sichuan-zhaohua-zhengfawei-2022", "R75", "机关运行经费"),
    ("hunan-changde-2021", "R96", "年末结转却写 20.28万元"),
}
"""Published figures that differ within the workbook, and so in a report made from it."""
OPEN = "【待填"
"""What a draft still asks for."""
BUNDLE = "合订"


def _reports() -> Iterator[Any]:
    """Every report of every sample by its name, and all of a sample in one file."""
    for sample in ALL_SAMPLES:
        names = [document.name for document in api.documents(api.load_workbook(SAMPLES / f"{sample}.xlsx"))]
        for name in names if len(names) < 2 else [*names, BUNDLE]:
            yield pytest.param(sample, name)


@pytest.mark.parametrize(("sample", "name"), list(_reports()))
def test_a_report_made_from_a_workbook_agrees_with_it(desk: Desk, sample: str, name: str) -> None:
    book = desk.sample(sample)
    chosen = [document for document in api.documents(book) if name in (document.name, BUNDLE)]
    assert [
        f"{finding.code} {finding.cell} {finding.message}"
        for finding in desk.file(made(book, chosen), book)
        if (finding.severity == "error" or (finding.code in OWN_WORDS and finding.severity == "warning"))
        and OPEN not in finding.message
        and not any((sample, finding.code) == fault[:2] and fault[2] in finding.message for fault in OF_THE_FIGURES)
    ] == []


def made(book: Workbook, chosen: list[Document]) -> bytes:
    """The Word file of these reports; a draft where the workbook still lacks something."""
    bundle = len(chosen) > 1
    try:
        return api.reports(book, chosen, bundle=bundle)[0]
    except ZipingError:
        return api.reports(book, chosen, draft=True, bundle=bundle)[0]
