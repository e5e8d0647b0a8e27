"""Samples and reports, built and checked once for all tests."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from seeds.filled import SEEDS, corrected_report, corrected_workbook
from seeds.words import Block, word
from ziping import api
from ziping.checks.finding import Finding
from ziping.domain.model import Workbook

SAMPLES = Path(__file__).parents[2] / "workbook_templates" / "samples"


class Desk:
    """What a reviewer has on the desk: workbooks, reports about them, and what the check says about both."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.sample = cache(self._sample)
        self.corrected = cache(self._corrected)
        self.sample_findings = cache(self._sample_findings)
        self.report_findings = cache(self._report_findings)

    def _sample(self, id: str) -> Workbook:
        """A shipped sample."""
        return api.load_workbook(SAMPLES / f"{id}.xlsx")

    def _corrected(self, id: str) -> Workbook:
        """The corrected copy of a sample."""
        path = self._folder / f"{id}.xlsx"
        path.write_bytes(corrected_workbook(id))
        return api.load_workbook(path)

    def _sample_findings(self, id: str) -> tuple[Finding, ...]:
        return api.check_book(self.sample(id))

    def _report_findings(self, seed: str) -> tuple[Finding, ...]:
        """What is said about the report written by hand, held against its sample."""
        return self.report(SEEDS[seed]["lines"], self.sample(SEEDS[seed]["workbook"]))

    def corrected_report(self, seed: str) -> tuple[Finding, ...]:
        """What is said about the corrected report, held against the corrected workbook."""
        return self.report(corrected_report(seed), self.corrected(SEEDS[seed]["workbook"]))

    def report(self, blocks: Sequence[Block], book: Workbook) -> tuple[Finding, ...]:
        return self.file(word(blocks), book)

    def file(self, data: bytes, book: Workbook) -> tuple[Finding, ...]:
        """What is said about a Word file."""
        path = self._folder / "报告.docx"
        path.write_bytes(data)
        return api.check_report(path, book)


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("seeds"))
