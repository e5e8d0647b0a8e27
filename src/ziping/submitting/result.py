"""What became of a submission: the file, or what keeps it from being made."""

from __future__ import annotations

import msgspec

from ziping.checks.finding import Finding
from ziping.submitting.problem import Problem


class Submission(msgspec.Struct, frozen=True):
    """``data`` is the copy, None where errors keep it from being made. ``left_out`` are sheets with the reason,
    ``notes`` what the user should know, in sentences."""

    data: bytes | None
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    left_out: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def errors(self) -> int:
        """How many things would be returned."""
        return sum(finding.severity == "error" for finding in self.findings) + len(self.problems)
