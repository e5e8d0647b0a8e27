"""The rule catalogue: a rule is a small function named by its code, with everything said about it in one record."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Literal

import msgspec

from ziping.checks import families
from ziping.checks.facts import Facts, listed
from ziping.checks.finding import Finding
from ziping.domain.model import Entry, Indicator
from ziping.domain.standard import Severity, Sourced
from ziping.domain.written import OPEN

_LEFT_OUT = "…"
"""What a message shows where a placeholder of the quoted text will write something."""
HEADINGS = ("查什么", "为什么", "反例", "正例", "可否自动修正")
Status = Literal["稳定", "试行"]


class Condition(msgspec.Struct, frozen=True):
    """Which forms a rule looks at; ``text`` completes 适用：…"""

    text: str
    holds: Callable[[Facts], bool]


class Variant(msgspec.Struct, frozen=True):
    """Another way in which the same rule is broken: its message, and what differs from the rule itself."""

    message: str
    severity: Severity | None = None
    fix: str | None = None


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule function yields: the cell, the numbers, and the slots of the message template.

    ``source`` is the value of the standard that decided; its document becomes the basis of the finding.
    """

    entry: Entry
    variant: str = ""
    stated: str | None = None
    expected: str | None = None
    arithmetic: str | None = None
    source: Sourced[Any] | None = None
    slots: Mapping[str, str] = {}


def listed_hit(cells: Sequence[tuple[Entry, Indicator]], variant: str = "") -> Iterator[Hit]:
    """One finding about several rows, at the first of them. Slots: count, cells."""
    if cells:
        yield Hit(entry=cells[0][0], variant=variant, slots={"count": str(len(cells)), "cells": listed(cells)})


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One rule. ``message``, ``fix`` and the variants are templates over the slots of a hit, stated and expected.
    The parts of its page stand in the docstring of ``hits``."""

    code: str
    title: str
    family: str
    severity: Severity
    message: str
    fix: str
    basis: str
    applies: tuple[Condition, ...]
    status: Status
    variants: Mapping[str, Variant]
    hits: Callable[[Facts], Iterator[Hit]]

    @property
    def sections(self) -> Mapping[str, str]:
        """The parts of the page by heading."""
        return _sections(self.hits.__doc__ or "")

    def applicable(self, facts: Facts) -> bool:
        """Whether the form has what the rule looks at, and its standard does not switch the rule off."""
        off = self.code in facts.standard.checks.off.value
        return not off and all(condition.holds(facts) for condition in self.applies)

    def findings(self, facts: Facts) -> Iterator[Finding]:
        if self.applicable(facts):
            severity = facts.standard.checks.severities.value.get(self.code)
            for hit in self.hits(facts):
                yield self._finding(hit, severity)

    def _finding(self, hit: Hit, set: Severity | None) -> Finding:
        """``set`` is the severity that the standard gives the rule; what is only a hint stays one."""
        variant = self.variants[hit.variant] if hit.variant else Variant(self.message)
        severity = variant.severity or self.severity
        slots = {"stated": hit.stated or "空白", "expected": hit.expected or "", **hit.slots}
        return Finding(
            code=self.code,
            severity=severity if set is None or severity == "info" else set,
            sheet=hit.entry.sheet,
            cell=hit.entry.cell,
            message=variant.message.format_map(slots).replace(OPEN, _LEFT_OUT),
            stated=hit.stated,
            expected=hit.expected,
            arithmetic=hit.arithmetic,
            basis=hit.source.basis if hit.source else self.basis,
            fix=(self.fix if variant.fix is None else variant.fix).format_map(slots),
        )


_rules: dict[str, Rule] = {}
Hits = Callable[[Facts], Iterator[Hit]]


def rule(
    code: str,
    title: str,
    *,
    severity: Severity,
    message: str,
    fix: str,
    basis: str,
    applies: tuple[Condition, ...] = (),
    status: Status = "稳定",
    variants: Mapping[str, Variant] | None = None,
) -> Callable[[Hits], Callable[[Facts], Iterator[Finding]]]:
    """Register the decorated function as rule ``code``; it yields hits, the registered function yields findings."""

    def register(hits: Hits) -> Callable[[Facts], Iterator[Finding]]:
        if code in _rules:
            raise ValueError(f"{code} is registered twice")
        record = Rule(
            code=code,
            title=title,
            family=families.FAMILIES[hits.__module__.rpartition(".")[2]],
            severity=severity,
            message=message,
            fix=fix,
            basis=basis,
            applies=applies,
            status=status,
            variants=variants or {},
            hits=hits,
        )
        _rules[code] = record
        return record.findings

    return register


@cache
def catalogue() -> Mapping[str, Rule]:
    """All rules by code, in the order of the codes."""
    families.load()
    return dict(sorted(_rules.items(), key=lambda one: (len(one[0]), one[0])))


def _sections(text: str) -> dict[str, str]:
    """``查什么：…`` paragraphs of a docstring by heading; a paragraph runs up to the next heading."""
    sections: dict[str, list[str]] = {}
    heading = ""
    for line in text.splitlines():
        start = re.match(r"\s*([^\s：]{2,6})：\s*", line)
        if start and start[1] in HEADINGS:
            heading = start[1]
            line = line[start.end() :]
        if heading and line.strip():
            sections.setdefault(heading, []).append(line.strip())
    return {heading: "".join(lines) for heading, lines in sections.items()}
