"""A workbook carried over to the next year in another form: by meaning, with lists of what moved and what did not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import msgspec

from ziping.domain.model import Workbook
from ziping.domain.rollover import KINDS, Change
from ziping.domain.snapshot import CellEdit, Snapshot, position
from ziping.errors import ZipingError
from ziping.forms.builder import build_book
from ziping.forms.inventory import PART_NAMES, ROW, Moved, Unplaced
from ziping.forms.ownpages import CHANGES, LEFT
from ziping.forms.pages import section_paths
from ziping.forms.placing import Placed, placed
from ziping.forms.review import REVIEW
from ziping.forms.template import TemplateSpec
from ziping.forms.write import cached_values, settle
from ziping.ooxml.patch import patch_workbook
from ziping.ooxml.reader import read_bytes
from ziping.report.outline import OutlineRow
from ziping.rolling.along import OWN, Along, along, joined
from ziping.rolling.beside import with_strips
from ziping.rolling.foreign import foreign_parts, foreign_texts, foreign_years
from ziping.rolling.lists import with_lists
from ziping.rolling.novelties import novelties
from ziping.rolling.owned import own_sheets
from ziping.rolling.plan import Plan
from ziping.rolling.ruling import another
from ziping.rolling.transferred import transferred
from ziping.rolling.weighing import weighed

_SHORT = 8
"""Characters of a text that may well stand within another one by chance."""
_TOLD = ("moved_year", "kept_year", "open", "kept")
"""Changes of the old workbook that the new one is concerned with; what was cleared is simply not there."""


class Migrated(msgspec.Struct, frozen=True):
    data: bytes
    changes: tuple[Change, ...]


def migrated(
    data: bytes,
    snapshot: Snapshot,
    book: Workbook,
    found: Plan,
    template: TemplateSpec,
    standard: str | None,
    *,
    name: str,
) -> Migrated:
    """The workbook that ``data`` holds (read as ``snapshot`` and ``book``) in another form, after the changes of the
    plan. Raises ZipingError for an unknown standard."""
    _, rolled = settle(read_bytes(patch_workbook(data, found.edits, name=name), snapshot.source, name))
    result = placed(rolled, template, standard, year=found.to)
    reviewed = any(one.name.endswith(f"_{REVIEW[0].id}") for one in snapshot.names)
    new = build_book(msgspec.structs.replace(result.filled, review=reviewed), standard=standard)
    there, target = settle(read_bytes(new, name))
    standards = _standards(result, book, target)
    edits, told = weighed(target, standards)
    told = [*_ruled(target, standards), *told]
    new = patch_workbook(new, [*edits, *_last_texts(target, result)], name=name)
    beside = transferred(snapshot, book, rolled, target, result, found.year)
    new = with_strips(new, there, target, beside, name=name)
    whole = placed(book, template, standard)
    later = {change.place for change in found.changes if change.kind == "moved_year"}
    shown = Shown(read_bytes(new, name))
    told = [
        *(change for change in found.changes if change.kind in _TOLD),
        *told,
        *(Change("placed", one.source, one.what, one.text, one.place) for one in result.moved if _is_told(one)),
        *novelties(book, target, template),
    ]

    def finished(brought: Along) -> Migrated:
        left = [*_left(result, whole, shown, later), *foreign_texts(snapshot, book, brought.sheets)]
        left += foreign_years(snapshot, beside)
        left += foreign_parts(data, snapshot, name, brought.sheets, brought.drawn)
        changes = _ordered([*told, *brought.changes, *_unplaced(left)])
        listed = with_lists(new, changes, left, head=head, name=name)
        before = read_bytes(listed, name)
        listed = patch_workbook(listed, cached_values(before, settle(before)[0]), name=name)
        return Migrated(joined(listed, brought, name=name), changes)

    head = f"{found.year} 年度 → {found.to} 年度，换用“{template.title}”"
    try:
        return finished(along(data, snapshot, [*(sheet.name for sheet in there.sheets), CHANGES, LEFT], name=name))
    except (ZipingError, ValueError) as error:
        why = str(error).rstrip("。") if isinstance(error, ZipingError) else "和新表放不到一起"
        stayed = [Change("unplaced", title, OWN, "", note=f"没有带来：{why}") for title in own_sheets(snapshot)]
        return finished(Along(changes=tuple(stayed)))


def _ordered(changes: list[Change]) -> tuple[Change, ...]:
    order = list(KINDS)
    return tuple(sorted(changes, key=lambda change: order.index(change.kind)))


def _unplaced(left: list[Unplaced]) -> Iterator[Change]:
    for one in left:
        if not one.own:
            yield Change("unplaced", one.source, one.what, one.text, note=f"全文见“{LEFT}”工作表")


def _is_told(one: Moved) -> bool:
    """Whether the list says that it moved: the entry cells of a row go where its name goes, its levels are told where
    they are called something else."""
    if one.what.endswith((ROW["level1"], ROW["level2"])):
        return f"“{one.text.strip()}”" not in one.place
    return not one.own and not one.what.endswith(tuple(PART_NAMES.values()))


def _standards(result: Placed, book: Workbook, target: Workbook) -> Mapping[str, str]:
    """The standard that each sheet of the new workbook had before."""
    old = {form.sheet: form.standard for form in book.forms}
    pairs = zip(target.forms, result.sheets, strict=True)
    return {form.sheet: old[sheet] for form, sheet in pairs if sheet in old}


def _ruled(target: Workbook, before: Mapping[str, str]) -> Iterator[Change]:
    for form in target.forms:
        if before.get(form.sheet, form.standard) != form.standard:
            yield another(form.sheet, before[form.sheet], form.standard, "")


def _last_texts(target: Workbook, result: Placed) -> Iterator[CellEdit]:
    """Last year's texts beside the sections of the new reports."""
    for document in target.documents:
        texts = result.last.get(document.name, {})
        rows = [OutlineRow(section.number.strip(), section.heading) for section in document.sections]
        for path, section in zip(section_paths(rows), document.sections, strict=True):
            if path in texts and section.last.cell:
                yield CellEdit(section.last.sheet, *position(section.last.cell), texts[path])


class Shown:
    """What the cells of a workbook show."""

    def __init__(self, snapshot: Snapshot) -> None:
        texts = [cell.text for sheet in snapshot.sheets for cell in sheet.cells.values()]
        self._whole = "\n".join(texts)
        self._lines = {line.strip() for line in self._whole.split("\n")}

    def shows(self, text: str) -> bool:
        """Whether every line of ``text`` is shown: a short one by itself, a longer one also within another."""
        lines = [line.strip() for line in text.split("\n") if "{" not in line]
        return all(line in self._lines or (len(line) > _SHORT and line in self._whole) for line in lines if line)


def _left(rolled: Placed, whole: Placed, shown: Shown, later: Collection[str]) -> list[Unplaced]:
    """Everything without a place in the new form, of the new year and of the year before; also what had one that the
    new year took, where no cell shows it. Cells whose text only says a ``later`` year now, and weights, are told
    elsewhere."""
    there = {(one.source, one.text) for one in rolled.unplaced}
    last = [one for one in whole.unplaced if (one.source, one.text) not in there]
    elsewhere = (*PART_NAMES.values(), ROW["weight"])
    for one in whole.moved:
        typed = not one.own and one.source not in later and not one.what.endswith(elsewhere)
        if typed and not shown.shows(one.text):
            last.append(Unplaced(one.what, one.text, one.source))
    return [*rolled.unplaced, *(msgspec.structs.replace(one, what=f"上年的{one.what}") for one in last)]
