"""Explanations that a unit keeps beside findings (说明并保留): found again at the next check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

from ziping.checks.finding import Finding
from ziping.domain.model import Note
from ziping.patterns import pattern

_ADDRESS = pattern(r"[A-Z]{1,3}\d+")
OPEN, EXPLAINED, CHANGED, GONE = "待处理", "已说明", "内容已变，请核对说明", "已不再出现"


class Listed(msgspec.Struct, frozen=True):
    """A line of the list: a finding with its explanation and state, or an explanation whose finding is gone."""

    finding: Finding | None
    note: Note | None = None
    state: str = OPEN


def place_of(finding: Finding) -> str:
    """自评表!E12; the sheet alone for what concerns the whole of it."""
    return f"{finding.sheet}!{finding.cell}" if finding.cell else finding.sheet


def listed(findings: Sequence[Finding], notes: Iterable[Note]) -> tuple[Listed, ...]:
    """Every finding with its explanation, in order; behind them the explanations that belong to none any more.

    An explanation belongs to the same finding; where rows have moved, to one with the same words; where a figure has
    changed, to one of the same rule at the same place, and then has to be looked at again.
    """
    open_notes = list(notes)
    matched: dict[int, tuple[Note, str]] = {}

    def match(same: Callable[[Note, Finding], bool], state: str) -> None:
        for index, finding in enumerate(findings):
            note = next((note for note in open_notes if index not in matched and same(note, finding)), None)
            if note is not None:
                matched[index] = note, state
                open_notes.remove(note)

    match(lambda note, f: (note.code, note.place, note.message) == (f.code, place_of(f), f.message), EXPLAINED)
    match(lambda note, f: (note.code, _said(note.message)) == (f.code, _said(f.message)), EXPLAINED)
    match(lambda note, f: (note.code, note.place) == (f.code, place_of(f)), CHANGED)
    found = [Listed(finding, *matched.get(index, (None, OPEN))) for index, finding in enumerate(findings)]
    return (*found, *(Listed(None, note, GONE) for note in open_notes))


def _said(message: str) -> str:
    """A message without the addresses of cells, which move with their rows."""
    return _ADDRESS.sub("", message)


def with_notes(findings: Sequence[Finding], notes: Iterable[Note]) -> tuple[Finding, ...]:
    """The findings, those that are explained with their explanation."""
    return tuple(
        msgspec.structs.replace(line.finding, note=line.note.text)
        if line.note and line.state == EXPLAINED
        else line.finding
        for line in listed(findings, notes)
        if line.finding is not None
    )
