"""Conditional formats of one workbook added to the sheets of another; ``marker`` tells them from the user's own."""

from __future__ import annotations

from collections.abc import Mapping

from ziping.errors import ZipingError
from ziping.ooxml.graft import require_sheets
from ziping.ooxml.newparts import additions
from ziping.ooxml.package import Package
from ziping.ooxml.rezip import rewritten
from ziping.ooxml.stylesheet import StyleTransfer, style_transfer
from ziping.ooxml.tags import spliced, with_attribute
from ziping.ooxml.tree import Element, Tree
from ziping.ooxml.workbook import Workbook, read_main
from ziping.ooxml.xml import damage_named, unescape

# What stands before conditional formats in a worksheet (ECMA-376 Part 1, 18.3.1.99), and they themselves.
_BEFORE = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"),
    *("protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells"),
    *("phoneticPr", "conditionalFormatting"),
)


def add_conditions(data: bytes, donor: bytes, sheets: Mapping[str, str], *, marker: str, name: str = "工作簿") -> bytes:
    """``data`` with conditional formats of ``donor``: each sheet of ``sheets`` (key) gets those of a donor's (value).

    Taken are the rules with a formula that contains ``marker``; they rank behind those a sheet has. A sheet that has
    such a rule already stays as it is. Only the sheets and the styles get additions; no change gives ``data`` itself.
    ``donor`` is made by XlsxWriter; ``name`` is what messages call ``data``.

    ZipingError where ``data`` lacks a sheet or is damaged. ValueError where ``donor`` lacks one or has no such rule
    there, for a rule with extensions (data bars, icons of Excel 2010), and for a formula that refers to a sheet that
    ``data`` lacks.
    """
    package, source = Package(data, name), Package(donor, "donor")
    book, theirs = read_main(package), read_main(source)
    trees = {mine: _tree(package, book, mine) for mine in sheets}
    bare = {mine: tree for mine, tree in trees.items() if not _marked(tree.root, marker)}
    if not bare:
        return data
    styles = style_transfer(package, source)
    changed: dict[str, bytes] = {}
    for mine, tree in bare.items():
        conditions = _Conditions(source, _part(theirs, sheets[mine]), marker)
        require_sheets(conditions.formulas, book)
        content = conditions.written(styles, _last_priority(tree, name))
        changed[tree.part] = spliced(tree.xml, tree.inserted(content, _BEFORE))
    lists, added, _ = additions(package, styles)
    return rewritten(package, changed | lists, added=added)


class _Conditions:
    """The conditional formats of a donor's sheet that have rules with the marker, those rules only."""

    def __init__(self, source: Package, part: str, marker: str) -> None:
        self._tree = tree = Tree(source.xml(part), source.name, part, closed={"sheetData"})
        self._found = [
            (element, [rule for rule in element.children if _marked(rule, marker)])
            for element in tree.root.children
            if element.name == "conditionalFormatting"
        ]
        self._rules = sorted((rule for _, rules in self._found for rule in rules), key=_priority)
        if not self._rules:
            raise ValueError(f"{part}: no rule with the marker")
        if any(":" in element.name for rule in self._rules for element in rule.below()):
            raise ValueError(f"{part}: a rule with extensions")
        self.formulas = [unescape(formula.text) for rule in self._rules for formula in rule.children]

    def written(self, styles: StyleTransfer, last: int) -> bytes:
        """Their XML for another sheet, whose rules go to priority ``last``."""
        ranks = {id(rule): last + number for number, rule in enumerate(self._rules, 1)}
        found = b""
        for element, rules in self._found:
            inside = b"".join(self._rule(rule, styles, ranks[id(rule)]) for rule in rules)
            if inside:
                found += b"%b%b</conditionalFormatting>" % (self._tree.tag(element), inside)
        return found

    def _rule(self, rule: Element, styles: StyleTransfer, priority: int) -> bytes:
        tag = with_attribute(self._tree.tag(rule), b"priority", b"%d" % priority)
        if "dxfId" in rule.attributes:
            tag = with_attribute(tag, b"dxfId", b"%d" % styles.rule(int(rule.attributes["dxfId"])))
        return tag + self._tree.xml[rule.inner : rule.end]


def _tree(package: Package, book: Workbook, sheet: str) -> Tree:
    part = next((entry.part for entry in book.sheets if entry.name == sheet), None)
    if part is None:
        raise ZipingError(f"“{package.name}”里没有名为“{sheet}”的工作表，请核对表名是否被改过")
    return Tree(package.xml(part), package.name, part, closed={"sheetData"})


def _part(theirs: Workbook, sheet: str) -> str:
    for entry in theirs.sheets:
        if entry.name == sheet and entry.part is not None:
            return entry.part
    raise ValueError(f"the donor has no worksheet {sheet}")


def _marked(element: Element, marker: str) -> bool:
    """Whether a formula of a condition in it contains the marker; those of Excel 2010 stand in an element f."""
    return any(marker in unescape(e.text) for e in element.below() if e.local_name in ("formula", "f"))


def _last_priority(tree: Tree, name: str) -> int:
    with damage_named(name, tree.part):
        return max((_priority(e) for e in tree.root.below() if e.local_name == "cfRule"), default=0)


def _priority(rule: Element) -> int:
    return int(rule.attributes.get("priority", "0"))
