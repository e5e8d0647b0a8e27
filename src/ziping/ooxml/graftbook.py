"""All sheets of one workbook put before those of another, whose sheets stay as they are."""

from __future__ import annotations

from ziping.errors import ZipingError
from ziping.ooxml.namespaces import MAIN, main_namespace, office_namespace, translation
from ziping.ooxml.newparts import NewPart, additions, entry_name
from ziping.ooxml.package import Package, key
from ziping.ooxml.partcopy import PartCopy, free_name
from ziping.ooxml.recalc import BEFORE_CALCULATION, CONTENT_TYPES, calculation_asked
from ziping.ooxml.rezip import rewritten
from ziping.ooxml.sheetcopy import SheetCopy
from ziping.ooxml.sheetlist import NOWHERE
from ziping.ooxml.stylesheet import style_transfer
from ziping.ooxml.tags import Splice, prefixed, spliced, with_attribute, without_attributes
from ziping.ooxml.tree import Element, Tree
from ziping.ooxml.workbook import Workbook, read_main
from ziping.ooxml.xml import damage_named, escape

_BEFORE_NAMES = BEFORE_CALCULATION[:-1]


def graft_book(data: bytes, donor: bytes, *, name: str = "工作簿") -> bytes:
    """``data`` with all worksheets of ``donor``, their drawings and charts, and all its defined names.

    They stand before the sheets of ``data``, and the workbook opens on the first.

    ``donor`` is made by XlsxWriter. The workbook part, its relationships, the list of content types and the styles of
    ``data`` get additions, every other part keeps its bytes. ``name`` is what messages call ``data``.

    ZipingError where both have a sheet or a name of the whole workbook so called, where they count days differently,
    for drawings that would come into Strict Open XML, and for a damaged ``data``. ValueError for a donor with a sheet
    that is no worksheet or has pictures.
    """
    package, source = Package(data, name), Package(donor, "donor")
    book, theirs = read_main(package), read_main(source)
    _require_room(book, theirs, name)
    styles = style_transfer(package, source)
    taken = set(package.entries)
    sheets: list[NewPart] = []
    below = PartCopy(source, taken)
    for entry in theirs.sheets:
        if entry.part is None:
            raise ValueError(f"the donor's {entry.name} is no worksheet")
        path = free_name(entry_name(package, "worksheets/sheet1.xml"), taken)
        folder = entry_name(package, "")
        xml = SheetCopy(source, entry.part, linked=True).written(styles, translation(package))
        sheets.append(NewPart("worksheet", path.removeprefix(folder), xml))
        below.take(entry.part, path)
    if below.types and main_namespace(package) != MAIN:
        raise ZipingError(f"“{name}”是严格的 Open XML 格式，图表放不进去，请在 Excel 里另存为普通的 .xlsx")
    changed, added, relations = additions(package, styles, *sheets)
    titles = [entry.name for entry in theirs.sheets]
    changed[package.workbook] = _listing(package, source, titles, relations[: len(titles)])
    changed[CONTENT_TYPES] = _typed(changed[CONTENT_TYPES], below, name)
    return rewritten(package, changed, added=added | below.added)


def _require_room(book: Workbook, theirs: Workbook, name: str) -> None:
    there = {entry.name.lower() for entry in book.sheets}
    for entry in theirs.sheets:
        if entry.name.lower() in there:
            raise ZipingError(f"“{name}”里已有名为“{entry.name}”的工作表，不能再加入同名的表，请先把它改名")
    if book.date1904 != theirs.date1904:
        raise ZipingError(f"“{name}”用的是 1904 日期系统，新表里的日期放进去会差四年，请换用 1900 日期系统的工作簿")
    new = {label.lower() for label, _, scope in theirs.names if scope is None}
    for label, to, scope in book.names:
        if scope is None and label.lower() in new and NOWHERE.decode() not in to:
            raise ZipingError(f"“{name}”里自己定义的名称“{label}”和新表的名称相同，请在名称管理器里改掉")


def _listing(package: Package, source: Package, titles: list[str], relations: list[str]) -> bytes:
    """The workbook part with the new sheets and names, asked to compute everything anew when it is opened."""
    tree = Tree(package.xml(package.workbook), package.name, package.workbook)
    theirs = Tree(source.xml(source.workbook), source.name, source.workbook).root.child("definedNames")
    new = {element.attributes["name"].lower() for element in (theirs.children if theirs else ())}
    with damage_named(package.name, package.workbook):
        splices = [
            *_sheets(tree, titles, relations, office_namespace(package)),
            *(splice for element in tree.root.below() for splice in _moved(tree, element, len(titles), new)),
            *_names(tree, source.xml(source.workbook)[theirs.inner : theirs.close] if theirs else b""),
            *calculation_asked(tree, package.name),
        ]
    return spliced(tree.xml, splices)


def _sheets(tree: Tree, titles: list[str], relations: list[str], office: str) -> list[Splice]:
    listed = tree.root.child("sheets")
    if listed is None:
        raise LookupError("no sheets")
    used = [int(entry.attributes["sheetId"]) for entry in listed.children if entry.name == "sheet"]
    names = [escape(title).replace('"', "&quot;") for title in titles]
    new = "".join(
        f'<sheet name="{title}" sheetId="{id}" xmlns:r="{office}" r:id="{relation}"/>'
        for id, (title, relation) in enumerate(zip(names, relations, strict=True), max(used, default=0) + 1)
    )
    if not listed.children:
        return tree.appended(listed, new.encode())
    return [(listed.inner, listed.inner, prefixed(new.encode(), tree.prefix))]


def _moved(tree: Tree, element: Element, count: int, new: set[str]) -> list[Splice]:
    """A name, now that ``count`` sheets stand before its own, or gone where it points nowhere and comes anew; a view,
    which shows the first sheet."""
    tag = tree.tag(element)
    if element.name == "workbookView":
        tag = without_attributes(tag, [b"activeTab", b"firstSheet"])
    elif element.name == "definedName" and "localSheetId" in element.attributes:
        place = int(element.attributes["localSheetId"]) + count
        tag = with_attribute(tag, b"localSheetId", b"%d" % place)
    elif element.name == "definedName" and element.attributes["name"].lower() in new:
        return [(element.start, element.end, b"")]
    return [] if tag == tree.tag(element) else [(element.start, element.inner, tag)]


def _names(tree: Tree, names: bytes) -> list[Splice]:
    listed = tree.root.child("definedNames")
    if not names:
        return []
    if listed is not None:
        return tree.appended(listed, names)
    return tree.inserted(b"<definedNames>%b</definedNames>" % names, _BEFORE_NAMES)


def _typed(types: bytes, copied: PartCopy, name: str) -> bytes:
    """The list of content types with those of the copied parts."""
    tree = Tree(types, name, CONTENT_TYPES)
    stated = {key(child.attributes.get("PartName", "")): child for child in tree.root.children}
    gone = [stated[key(path)] for path in copied.types if key(path) in stated]
    new = b"".join(
        b'<Override PartName="/%b" ContentType="%b"/>' % (path.encode(), kind.encode())
        for path, kind in copied.types.items()
    )
    appended = tree.appended(tree.root, new) if new else []
    return spliced(types, [*((child.start, child.end, b"") for child in gone), *appended])
