"""A sheet of one workbook put into another, of which nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable

from ziping.errors import ZipingError
from ziping.ooxml.formulas import sheets_in
from ziping.ooxml.namespaces import translation
from ziping.ooxml.newparts import NewPart, additions, free_target
from ziping.ooxml.package import Package
from ziping.ooxml.reader import read_bytes
from ziping.ooxml.rezip import rewritten
from ziping.ooxml.sheetcopy import SheetCopy
from ziping.ooxml.sheetlist import NOWHERE, SheetToList, listing, names_of
from ziping.ooxml.stylesheet import style_transfer
from ziping.ooxml.workbook import Workbook, read_main


def graft_sheet(data: bytes, donor: bytes, sheet: str, *, name: str = "工作簿", before: str | None = None) -> bytes:
    """``data`` with the worksheet ``sheet`` of ``donor`` as its last one, or ``before`` another one.

    ``donor`` is made by XlsxWriter; ``data`` may be of any program. The workbook part, its relationships, the list of
    content types and the styles get additions, and there is one new part; every other part keeps its bytes. Along
    come the names of the sheet, and names of the whole workbook that point to it alone, unless ``data`` has a name
    so called that still points somewhere. Excel computes everything anew when it next opens the file. ``name`` is
    what messages call ``data``.

    ZipingError where ``data`` has a sheet of that name or none named ``before``, for dates in a workbook that counts
    days from 1904, and for a damaged ``data``. ValueError where ``donor`` has no such worksheet, where the sheet has
    drawings, hyperlinks or the like, or where a formula refers to a sheet that ``data`` will not have.
    """
    package, source = Package(data, name), Package(donor, "donor")
    book, theirs = read_main(package), read_main(source)
    entries = {entry.name: (index, entry.part) for index, entry in enumerate(theirs.sheets)}
    index, part = entries.get(sheet, (0, None))
    if part is None:
        raise ValueError(f"the donor has no worksheet {sheet}")
    place = _place(book, sheet, before, name)
    if book.date1904 != theirs.date1904:
        _refuse_dates(donor, sheet, name)
    copy = SheetCopy(source, part)
    wanted = _names_along(book, theirs, sheet)
    own = [refers_to for _, refers_to, scope in theirs.names if scope == index]
    require_sheets([*copy.formulas(), *own], book, sheet)

    styles = style_transfer(package, source)
    xml = copy.written(styles, translation(package))
    new = NewPart("worksheet", free_target(package, "worksheets/sheet"), xml)
    changed, added, (relation, *_) = additions(package, styles, new)
    names = names_of(source, index, wanted, place)
    changed[package.workbook] = listing(package, SheetToList(sheet, relation, place, names, frozenset(wanted)))
    return rewritten(package, changed, added=added)


def require_sheets(formulas: Iterable[str], book: Workbook, *more: str) -> None:
    """ValueError where a formula refers to a sheet that is neither in ``book`` nor among ``more``.

    Excel takes such a formula for damage of the file.
    """
    known = {entry.name.lower() for entry in book.sheets} | {sheet.lower() for sheet in more}
    for formula in formulas:
        missing = sheets_in(formula) - known
        if missing:
            raise ValueError(f"no sheet {min(missing)} for the formula {formula}")


def _place(book: Workbook, sheet: str, before: str | None, name: str) -> int:
    """The index that the new sheet gets."""
    titles = [entry.name.lower() for entry in book.sheets]
    if sheet.lower() in titles:
        there = book.sheets[titles.index(sheet.lower())].name
        raise ZipingError(f"“{name}”里已有名为“{there}”的工作表，不能再加入同名的表，请先把它改名")
    if before is None:
        return len(titles)
    if before.lower() not in titles:
        raise ZipingError(f"“{name}”里没有名为“{before}”的工作表，请核对表名是否被改过")
    return titles.index(before.lower())


def _names_along(book: Workbook, theirs: Workbook, sheet: str) -> set[str]:
    """The donor's names of the whole workbook that come along, in lower case; one of ``book`` that points nowhere any
    more makes room."""
    there = {label.lower() for label, to, scope in book.names if scope is None and NOWHERE.decode() not in to}
    pointing = {
        label.lower() for label, to, scope in theirs.names if scope is None and sheets_in(to) == {sheet.lower()}
    }
    return pointing - there


def _refuse_dates(donor: bytes, sheet: str, name: str) -> None:
    found = read_bytes(donor, "donor").sheet(sheet)
    if found and any(cell.date for cell in found.cells.values()):
        raise ZipingError(
            f"“{name}”用的是 1904 日期系统，“{sheet}”里的日期放进去会差四年，请换用 1900 日期系统的工作簿"
        )
