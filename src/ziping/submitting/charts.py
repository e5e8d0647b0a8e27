"""Charts of a kept sheet: what they show of cells that are gone stays as fixed values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from ziping.domain.decimals import plain
from ziping.ooxml.tags import Splice, spliced
from ziping.ooxml.tree import Element, Tree
from ziping.ooxml.xml import escape, unescape
from ziping.submitting.scope import Scope

Value = Decimal | str | None
Shows = Callable[[str], Sequence[Value] | None]
"""What the cells of a reference hold now, None where it is no plain reference."""

_NUMBERS, _TEXTS, _LEVELS = "numRef", "strRef", "multiLvlStrRef"
_DROPPED = ("externalData", "pivotSource")


def fixed_chart(xml: bytes, part: str, sheet: str, scope: Scope, shows: Shows, name: str) -> bytes:
    """A chart part for the copy. References that are no more become the values that stand there, or those stored beside
    them where nobody can tell."""
    tree = Tree(xml, name, part)
    return spliced(xml, _splices(tree, tree.root, sheet, scope, shows))


def _splices(tree: Tree, parent: Element, sheet: str, scope: Scope, shows: Shows) -> Iterator[Splice]:
    for child in parent.children:
        if child.name in _DROPPED or (child.name == "extLst" and not _kept(child, sheet, scope)):
            yield child.start, child.end, b""
        elif child.name in (_NUMBERS, _TEXTS, _LEVELS) and not _kept(child, sheet, scope):
            yield child.start, child.end, _fixed(tree, child, parent, shows)
        else:
            yield from _splices(tree, child, sheet, scope, shows)


def _kept(element: Element, sheet: str, scope: Scope) -> bool:
    formulas = [unescape(below.text) for below in element.below() if below.local_name == "f"]
    return all(scope.keeps(formula, sheet) for formula in formulas)


def _fixed(tree: Tree, reference: Element, parent: Element, shows: Shows) -> bytes:
    """What stands in place of a reference inside ``parent``."""
    p = tree.prefix
    cache = next((child for child in reference.children if child.name.endswith("Cache")), None)
    formula = reference.child("f")
    values = shows(unescape(formula.text)) if formula else None
    if parent.name == "tx":
        shown = _texts(tree, cache) if values is None else b"".join(_written(value) for value in values)
        return _text(shown, p, of_series=_is_of_series(tree, parent))
    kind = b"numLit" if reference.name == _NUMBERS else b"strLit"
    content = b'<%bptCount val="0"/>' % p
    if values is not None and reference.name != _LEVELS:
        content = _points(values, p, numbers=reference.name == _NUMBERS)
    elif cache is not None and reference.name != _LEVELS:
        content = tree.xml[cache.inner : cache.close] or content
    elif cache is not None:
        level, count = cache.child("lvl"), cache.child("ptCount")
        content = tree.source(count) if count else content
        content += tree.xml[level.inner : level.close] if level else b""
    return b"<%b%b>%b</%b%b>" % (p, kind, content, p, kind)


def _is_of_series(tree: Tree, text: Element) -> bool:
    """Whether a tx element names a series, and not the chart or an axis."""
    return any(element.name == "ser" and text in element.children for element in tree.root.below())


def _points(values: Sequence[Value], p: bytes, *, numbers: bool) -> bytes:
    """Values as a chart stores them; a text is no point among numbers."""
    points = b'<%bptCount val="%d"/>' % (p, len(values))
    for index, value in enumerate(values):
        if value is not None and (isinstance(value, Decimal) or not numbers):
            points += b'<%bpt idx="%d"><%bv>%b</%bv></%bpt>' % (p, index, p, _written(value), p, p)
    return points


def _written(value: Value) -> bytes:
    text = plain(value) if isinstance(value, Decimal) else value or ""
    return escape(text).encode()


def _texts(tree: Tree, cache: Element | None) -> bytes:
    points = [child for child in cache.below() if child.name == "v"] if cache else []
    return b"".join(tree.xml[point.inner : point.close] for point in points)


def _text(shown: bytes, p: bytes, *, of_series: bool) -> bytes:
    if of_series:
        return b"<%bv>%b</%bv>" % (p, shown, p)
    drawing = b'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    return b"<%brich><a:bodyPr %b/><a:p %b><a:r><a:t>%b</a:t></a:r></a:p></%brich>" % (p, drawing, drawing, shown, p)
