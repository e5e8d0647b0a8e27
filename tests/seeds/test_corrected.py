"""What is corrected as the findings say gives no error any more: every sample, and the reports about them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from seeds.conftest import Desk
from seeds.filled import ALL_SAMPLES, CORRECTED, SEEDS
from ziping import api
from ziping.checks.finding import Finding


def test_every_sample_has_a_corrected_copy() -> None:
    assert sorted(CORRECTED) == sorted(ALL_SAMPLES)


@pytest.mark.parametrize("sample", ALL_SAMPLES)
def test_a_corrected_workbook_gives_no_error(desk: Desk, sample: str) -> None:
    assert errors(desk.sample_findings(sample))
    assert errors(api.check_book(desk.corrected(sample))) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_a_corrected_report_gives_no_error(desk: Desk, seed: str) -> None:
    assert errors(desk.corrected_report(seed)) == []


def errors(findings: Sequence[Finding]) -> list[str]:
    return [
        f"{finding.code} {finding.sheet}!{finding.cell} {finding.message}"
        for finding in findings
        if finding.severity == "error"
    ]
