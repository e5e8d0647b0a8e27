"""The sheets that a unit added to its workbook, as they come along into one of another form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import msgspec

from ziping.domain.rollover import Change
from ziping.domain.snapshot import Sheet, Snapshot
from ziping.errors import ZipingError
from ziping.ooxml.drawnonly import drawn_only
from ziping.ooxml.graftbook import graft_book
from ziping.ooxml.macrofree import without_macros
from ziping.ooxml.names import area_of
from ziping.ooxml.package import Package
from ziping.ooxml.reader import read_bytes
from ziping.ooxml.rezip import rewritten
from ziping.ooxml.sheetdrop import without_sheets
from ziping.ooxml.sheetrename import with_titles
from ziping.ooxml.titles import free_title
from ziping.ooxml.workbook import read_main
from ziping.ooxml.xml import damage_named
from ziping.rolling.detached import detached
from ziping.rolling.foreign import drawn_sheets
from ziping.rolling.gone import Gone
from ziping.rolling.oldparts import DRAWINGS, REFERRING, names_renamed, parts_below, sheet_parts, tables_of
from ziping.rolling.owned import is_list, own_sheets
from ziping.rolling.parts import TOLD, part_detached
from ziping.submitting.sheets import sheet_kinds
from ziping.submitting.values import held

_CARRIED = ("worksheet", "chartsheet")


OWN = "自己加的工作表"
"""What the list calls a sheet that the unit added."""
DRAWN = "画在表上的图片、文本框、图表"
_LIST = "以前的清单"
_DRAWN_ON = "附图·"


class Along(msgspec.Struct, frozen=True):
    """``data`` is the old workbook with nothing but the unit's own ``sheets`` (their old titles), and what was drawn on
    those of the template that are ``drawn``; None where there is nothing. ``changes`` say what became of them."""

    data: bytes | None = None
    sheets: tuple[str, ...] = ()
    drawn: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


def along(data: bytes, snapshot: Snapshot, taken: Sequence[str], *, name: str) -> Along:
    """What comes along of ``data``, read as ``snapshot``, into a workbook with the sheets ``taken``. ``name`` is what
    messages call ``data``; ZipingError where its own sheets cannot be taken out of it."""
    kinds = sheet_kinds(data, name)
    own = own_sheets(snapshot)
    stays = [
        Change("unplaced", title, OWN, "", note="宏表、对话框表放不进 .xlsx，没有带来")
        for title in own
        if kinds[title] not in _CARRIED
    ]
    drawn = drawn_sheets(data, snapshot, name)
    with damage_named(name, "own sheets"):
        carried = [title for title in own if kinds[title] in _CARRIED]
        return _tried(_Old(data, snapshot, tuple(taken), name), carried, drawn, tuple(stays))


class _Old(msgspec.Struct, frozen=True):
    """The old workbook, and the sheets of the new one."""

    data: bytes
    snapshot: Snapshot
    taken: tuple[str, ...]
    name: str


def _tried(old: _Old, own: Sequence[str], drawn: Sequence[str], changes: tuple[Change, ...]) -> Along:
    """What comes along of these sheets; one that cannot stays behind alone."""
    if not own and not drawn:
        return Along(changes=changes)
    try:
        return _along(old, own, drawn, changes)
    except _StaysError as stays:
        told = Change(
            "unplaced", stays.sheet, DRAWN if stays.sheet in drawn else OWN, "", note=f"{stays.why}，没有带来"
        )
        own, drawn = ([title for title in titles if title != stays.sheet] for titles in (own, drawn))
        return _tried(old, own, drawn, (*changes, told))


def joined(new: bytes, brought: Along, *, name: str) -> bytes:
    """The ``new`` workbook with the sheets that come along behind its own. Raises ZipingError where they do not fit."""
    if brought.data is None:
        return new
    data = graft_book(brought.data, new, name=name)
    before, after = read_bytes(new, name), read_bytes(data, name)
    for sheet in before.sheets:
        there = after.sheet(sheet.name)
        if there is None or there.cells != sheet.cells or there.merges != sheet.merges:
            raise ZipingError(f"“{sheet.name}”和自己加的工作表放不到一起，请把它们另存在别的工作簿里再结转")
    return data


class _StaysError(Exception):
    def __init__(self, sheet: str, why: str) -> None:
        super().__init__(sheet, why)
        self.sheet, self.why = sheet, why


def _along(old: _Old, own: Sequence[str], drawn: Sequence[str], changes: Sequence[Change]) -> Along:
    snapshot, name = old.snapshot, old.name
    package = Package(old.data, name)
    if any(relation.kind == "revisionHeaders" for relation in package.relationships(package.workbook)):
        raise ZipingError(f"“{name}”是共享工作簿，请先取消共享再结转，自己加的工作表才能带来")
    titles = [sheet.name for sheet in snapshot.sheets]
    renamed = _renamed(own, drawn, old.taken)
    parts = sheet_parts(package)
    lost = [title for title in titles if title not in own]
    names = [(label, to, None if at is None else titles[at]) for label, to, at in read_main(package).names]
    gone = Gone(titles, lost, names, tables_of(package, [parts[title] for title in lost if title in parts]), renamed)
    changed: dict[str, bytes] = {}
    told: list[Change] = []
    for title in (*own, *drawn):
        sheet = snapshot.sheet(title)
        assert sheet is not None  # noqa: S101 - they are sheets of the snapshot
        told.append(_brought(sheet, renamed.get(title), drawn=title in drawn))
        told += _sheet(package, parts[title], sheet, gone, snapshot, changed, drawn=title in drawn)
    told += [
        Change("fixed", "名称管理器", f"名称“{label}”", f"={to}", note="指向旧表，没有带来")
        for label, to in gone.lost_names
        if not label.startswith(("zp_", "_xlnm."))
    ]
    changed |= names_renamed(package, gone)
    changed = {part: xml for part, xml in changed.items() if xml != package.xml(part)}
    data = drawn_only(rewritten(package, changed) if changed else old.data, drawn, name=name)
    data = without_sheets(data, [title for title in lost if title not in drawn], name=name, others_come=True)
    data = with_titles(without_macros(data, name=name), renamed, name=name)
    return Along(data, tuple(own), tuple(drawn), (*changes, *told))


def _sheet(
    package: Package,
    part: str,
    sheet: Sheet,
    gone: Gone,
    snapshot: Snapshot,
    changed: dict[str, bytes],
    *,
    drawn: bool,
) -> Iterator[Change]:
    """What is told of one sheet, or of what is ``drawn`` on it; its parts that change are noted in ``changed``."""
    sheets = {one.name.lower(): one.name for one in snapshot.sheets}

    def cells(reference: str) -> list[Decimal | str | None] | None:
        area = area_of(reference, sheets)
        found = held(snapshot, area) if area else []
        return found if any(value is not None for value in found) else None

    def cell(reference: str) -> Decimal | str | None:
        area = area_of(reference, sheets)
        return held(snapshot, area)[0] if area and (area.top, area.left) == (area.bottom, area.right) else None

    if not drawn:
        changed[part], told = detached(package.xml(part), part, sheet, gone, cell, package.name)
        yield from told
    for below, kind in parts_below(package, part, DRAWINGS if drawn else REFERRING):
        if below in changed:
            continue
        try:
            changed[below], said = part_detached(package.xml(below), below, kind, sheet.name, gone, cells, package.name)
        except ZipingError as error:
            raise _StaysError(sheet.name, str(error)) from error
        if said:
            yield Change("fixed", sheet.name, said, "", note=TOLD[said])


def _renamed(own: Sequence[str], drawn: Sequence[str], taken: Sequence[str]) -> dict[str, str]:
    """The new titles of own sheets that are called as one of the new workbook, and of those with drawings alone."""
    new: dict[str, str] = {}
    used = {*own, *taken}
    for title in (*own, *drawn):
        if title in drawn or title.lower() in {other.lower() for other in taken}:
            new[title] = free_title(f"{_DRAWN_ON}{title}" if title in drawn else title, used)
            used.add(new[title])
    return new


def _brought(sheet: Sheet, renamed: str | None, *, drawn: bool) -> Change:
    if drawn:
        return Change(
            "brought", sheet.name, DRAWN, sheet.name, renamed or "", "单独放在一张表里，请移到新表上合适的位置"
        )
    note = "；".join(filter(None, ("仍是隐藏的" if sheet.hidden else "", "和新表重名，改了表名" if renamed else "")))
    what = _LIST if is_list(sheet) else OWN
    return Change("brought", sheet.name, what, sheet.name if renamed else "", renamed or "", note)
