"""What another standard changes in a workbook beside its weights, as people read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ziping.domain.model import Workbook
from ziping.domain.rollover import Change
from ziping.domain.snapshot import Snapshot
from ziping.forms.inventory import PART_NAMES, place_of
from ziping.standards.loader import load_standard

_RULES = "规则包"


def ruled(before: Snapshot, after: Snapshot, book: Workbook, new: Workbook) -> Iterator[Change]:
    """Each form whose standard is another one now, with how many of its formulas are; ``new`` is ``book`` under it."""
    for form, now in zip(book.forms, new.forms, strict=True):
        if form.standard != now.standard:
            count = _formulas(before, after, form.sheet)
            note = (
                f"评定选项、“依据”表和 {count} 格计分公式换成新规则包的"
                if count
                else "评定选项、“依据”表换成新规则包的"
            )
            yield another(form.sheet, form.standard, now.standard, note)


def another(sheet: str, old: str, new: str, note: str) -> Change:
    """A form goes on under another standard."""
    return Change("ruled", sheet, _RULES, load_standard(old).title, load_standard(new).title, note)


def split(book: Workbook, new: Workbook) -> Iterator[Change]:
    """Entry cells that texts typed over the composing formulas were taken apart into."""
    for form, now in zip(book.forms, new.forms, strict=True):
        for row, same in zip(form.indicators, now.indicators, strict=True):
            for id, label in PART_NAMES.items():
                old, entry = getattr(row.parts, id), getattr(same.parts, id)
                if old.text != entry.text and not entry.formula:
                    what = f"指标“{(row.name.text or '').strip()}”的{label}"
                    yield Change("split", place_of(entry), what, old.text or "", entry.text or "")


def _formulas(before: Snapshot, after: Snapshot, sheet: str) -> int:
    """How many cells of a sheet hold another formula."""
    old, new = (_by_cell(snapshot, sheet) for snapshot in (before, after))
    return sum(old.get(at) != formula for at, formula in new.items())


def _by_cell(snapshot: Snapshot, sheet: str) -> Mapping[tuple[int, int], str | None]:
    found = snapshot.sheet(sheet)
    return {at: cell.formula for at, cell in found.cells.items() if cell.formula} if found else {}
