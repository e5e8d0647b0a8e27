"""What of a workbook is submitted: the official forms and the unit's own visible sheets, and of a form what prints."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from ziping.domain.snapshot import DefinedName, Sheet, Snapshot, address
from ziping.forms import names
from ziping.forms.ownpages import is_list, is_template_page
from ziping.forms.pages import FACTS_SHEET
from ziping.forms.results import RESULTS_SHEET
from ziping.ooxml.layout import Rectangle
from ziping.ooxml.names import area_of

PRINT_AREA = "_xlnm.Print_Area"
_PRINT_NAMES = (PRINT_AREA.lower(), "_xlnm.print_titles", "_xlnm._filterdatabase")
_OWN_NAMES = frozenset((names.head("sections"), names.column(names.FINDINGS, "code")))
"""Names that only a sheet of ours has which is no form: 报告文字, 校验结果."""
_TITLES = (RESULTS_SHEET, FACTS_SHEET)
_SHOWN = ("worksheet", "chartsheet")
_NOT_PRINTED = frozenset((names.HERE, names.MARKED, names.MARKED_SEVERITY))


class Plan(msgspec.Struct, frozen=True):
    """``areas`` are the kept sheets in order, of a form the cells that print (None: the whole sheet); ``left_out`` are
    the others with the reason."""

    areas: dict[str, Rectangle | None]
    left_out: tuple[tuple[str, str], ...]


def plan_of(snapshot: Snapshot, kinds: Mapping[str, str]) -> Plan:
    """What is submitted of a workbook; ``kinds`` says what its sheets are (worksheet, chartsheet, xlMacrosheet …)."""
    areas: dict[str, Rectangle | None] = {}
    left_out: list[tuple[str, str]] = []
    for sheet in snapshot.sheets:
        owned = {name.name: name for name in snapshot.names if name.scope == sheet.name}
        reason = _reason(sheet, owned) if kinds[sheet.name] in _SHOWN else "宏表、对话框"
        if reason:
            left_out.append((sheet.name, reason))
        else:
            areas[sheet.name] = _printed(sheet, owned, snapshot) if names.FORM in owned else None
    return Plan(areas, tuple(left_out))


def keeps_name(plan: Plan, snapshot: Snapshot, name: DefinedName) -> bool:
    """Whether a defined name stays. One that holds a text does not: no reader would see it there. Those by which a
    form is read stay even where the entry cells beside it are empty now: the bureau checks a submitted form by
    them."""
    if name.name.lower() in _PRINT_NAMES:
        return name.scope in plan.areas
    if name.name in _NOT_PRINTED or name.name.startswith(names.column(names.FINDINGS, "")):
        return False
    ours = name.name.startswith("zp_")
    if ours and name.scope in plan.areas and names.FORM in _owned(snapshot, name.scope):
        return True
    if name.area is None:
        return name.constant is not None and not name.refers_to.startswith('"') and not ours
    area = plan.areas.get(name.area.sheet)
    inside = area is None or (
        area[0] <= name.area.top
        and name.area.bottom <= area[2]
        and area[1] <= name.area.left
        and name.area.right <= area[3]
    )
    return name.area.sheet in plan.areas and inside


def _owned(snapshot: Snapshot, sheet: str | None) -> set[str]:
    return {name.name for name in snapshot.names if name.scope == sheet}


def _reason(sheet: Sheet, owned: dict[str, DefinedName]) -> str:
    """Why a sheet is left out, "" for one that is kept."""
    if sheet.hidden:
        return "隐藏的"
    if names.FORM in owned:
        return ""
    cell = sheet.cells.get((1, 1))
    title = cell.text if cell else ""
    ours = not _OWN_NAMES.isdisjoint(owned) or title in _TITLES or is_template_page(title) or is_list(title)
    return "填报用的，不上报" if ours else ""


def _printed(sheet: Sheet, owned: dict[str, DefinedName], snapshot: Snapshot) -> Rectangle:
    """The cells of a form that print; where it has lost its print area, those left of the entry cells beside it."""
    sheets = {one.name.lower(): one.name for one in snapshot.sheets}
    stated = owned.get(PRINT_AREA)
    areas = [area for piece in stated.refers_to.split(",") if (area := area_of(piece, sheets))] if stated else []
    if areas:
        return (
            min(area.top for area in areas),
            min(area.left for area in areas),
            max(area.bottom for area in areas),
            max(area.right for area in areas),
        )
    ours = [name.area for name in owned.values() if name.area and name.area.sheet == sheet.name]
    ends = [*sheet.cells, *((area.bottom, area.right) for area in ours), *(merge[2:] for merge in sheet.merges)]
    beside = [name.area.left for label, name in owned.items() if label.endswith("_sign") and name.area]
    right = min(beside) - 1 if beside else max((column for _, column in ends), default=1)
    return 1, 1, max((row for row, _ in ends), default=1), right


def outside_cells(snapshot: Snapshot, plan: Plan) -> list[str]:
    """Filled cells of forms (自评表!A45) below what prints, or right of the entry cells beside it: the user's own."""
    found: list[str] = []
    for sheet, area in plan.areas.items():
        there = snapshot.sheet(sheet)
        if there is None or area is None:
            continue
        ours = [
            name.area for name in snapshot.names if name.scope == sheet and name.area and name.name.startswith("zp_")
        ]
        here = {(own.top, own.left) for own in ours}
        right = max((own.right for own in ours if own.bottom > own.top), default=area[3])
        for at, cell in there.cells.items():
            if cell.text and at not in here and (at[0] > area[2] or at[1] > max(right, area[3])):
                found.append(f"{sheet}!{address(*at)}")
    return found
