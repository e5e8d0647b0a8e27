"""The texts of the reports carried over: last year's stand beside the outline's own; the findings were last year's."""

from __future__ import annotations

from collections.abc import Mapping

from ziping.domain.model import Document, Section
from ziping.domain.rollover import Change
from ziping.domain.snapshot import CellEdit, Snapshot, position
from ziping.forms import names
from ziping.forms.pages import section_paths
from ziping.forms.places import Places
from ziping.forms.results import results_page
from ziping.patterns import pattern
from ziping.report.outline import OutlineRow, load_outline, outline_ids
from ziping.report.render import MARKER
from ziping.rolling.draft import Draft, entry_at

_SLOT = pattern(r"\{\{.*?\}\}")


def roll_document(draft: Draft, document: Document, said: Mapping[tuple[str, str], str]) -> None:
    """The changes of one sheet of texts; ``said`` is what sections with placeholders were read as, by sheet and
    cell."""
    sheet = draft.snapshot.sheet(document.sheet)
    heading = Places(draft.snapshot, sheet).columns("sections", ("heading",)).get("heading") if sheet else None
    standing = defaults(document)
    for section, default in zip(document.sections, standing, strict=True):
        what = f"《{document.name}》“{_SLOT.sub('', section.heading) or section.number}”"
        if sheet and heading:
            row, _ = position(section.text.cell)
            draft.move(f"{what}的标题", entry_at(sheet.name, row, heading, sheet.cells.get((row, heading))))
        _section(draft, section, default, what, said.get((section.text.sheet, section.text.cell)))


def _section(draft: Draft, section: Section, default: str | None, what: str, said: str | None) -> None:
    """A text that was written moves beside; one that was not yet written leaves what stands there."""
    text, last = section.text, section.last
    written = not text.empty and not text.error and (text.text or "") != (default or "")
    if not last.cell:
        if written:
            draft.tell("kept", what, text, note="这张表没有“上年文字”一栏，文字没有清空，请改写")
        return
    if draft.is_formula(text):
        draft.tell("kept", what, text, note="是公式，没有清空")
        return
    if written:
        draft.put(f"{what}的上年文字", last, said or text.text, kind="filled")
        draft.put(what, text, default or None, "上年文字在旁边一栏", kind="cleared")
    elif not last.empty and not MARKER.search(text.text or ""):
        draft.clear(f"{what}的上年文字", last)


def defaults(document: Document) -> list[str | None]:
    """What the outline says in each section, None for one that it does not have."""
    if document.outline not in outline_ids():
        return [None] * len(document.sections)
    outline = load_outline(document.outline).rows
    there = dict(zip(section_paths(outline), outline, strict=True))
    own = section_paths([OutlineRow(section.number.strip(), section.heading) for section in document.sections])
    rows = [there.get(path) for path in own]
    return [
        row.text if row and row.heading == s.heading else None for row, s in zip(rows, document.sections, strict=True)
    ]


def roll_findings(snapshot: Snapshot) -> tuple[list[CellEdit], dict[str, dict[int, float | None]], list[Change]]:
    """The list of findings as before the first check: edits, row heights, and what is told about explanations."""
    areas = {
        id: name.area
        for id in names.FINDING_COLUMNS
        for name in snapshot.names
        if name.name == names.column(names.FINDINGS, id) and name.area
    }
    sheet = snapshot.sheet(areas["code"].sheet) if len(areas) == len(names.FINDING_COLUMNS) else None
    if sheet is None:
        return [], {}, []
    first, columns = areas["code"].top + 1, {area.left for area in areas.values()}
    there = [
        at for at, cell in sheet.cells.items() if at[0] >= first and at[1] in columns and (cell.text or cell.formula)
    ]
    never = next(place.value for place in results_page().places if place.row == 2)
    noted = sum(1 for row, column in there if column == areas["note"].left)
    edits = [CellEdit(sheet.name, 2, 1, never)] if there else []
    edits += [CellEdit(sheet.name, row, column, None) for row, column in there]
    told = [Change("cleared", sheet.name, "校验结果", f"{len({row for row, _ in there})} 行", note=_note(noted))]
    return edits, {sheet.name: dict.fromkeys({row for row, _ in there})}, told if there else []


def _note(noted: int) -> str:
    return f"其中 {noted} 条说明属于上年，留在上年的工作簿里" if noted else ""
