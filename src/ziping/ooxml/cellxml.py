"""One cell's XML with a new value and perhaps a formula, its style kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ziping.domain.decimals import plain
from ziping.errors import ZipingError
from ziping.ooxml.dates import serial_of
from ziping.ooxml.layout import CellSpan
from ziping.ooxml.tags import opened, with_attribute, without_attributes
from ziping.ooxml.xml import escape

MAX_TEXT = 32_767
MAX_FORMULA = 8_192

Value = Decimal | str | date | None


def stored(value: Value, date1904: bool) -> str | None:
    """What a cell stores: number text, the text itself, None for nothing.

    ValueError for a number Excel cannot hold or a day before its calendar; ZipingError for too long a text.
    """
    if value is None or isinstance(value, str):
        if value is not None and len(value) > MAX_TEXT:
            raise ZipingError(f"要写入的文字超过 Excel 单元格上限 {MAX_TEXT} 字：{value[:20]}……")
        return value
    if isinstance(value, date):
        return str(serial_of(value, date1904))
    if not value.is_finite() or value.adjusted() > 307:
        raise ValueError(f"no number for a cell: {value}")
    return plain(value)


def formula_element(prefix: bytes, formula: str) -> bytes:
    """A formula, given without “=”, as a cell holds it; ValueError for what Excel takes for no formula."""
    if not 0 < len(formula) < MAX_FORMULA or formula.startswith("="):
        raise ValueError(f"no formula for a cell: {formula[:40]}")
    return b"<%bf>%b</%bf>" % (prefix, escape(formula).encode(), prefix)


def new_cell(
    prefix: bytes, reference: str, style: str | None, value: Value, date1904: bool, formula: bytes = b""
) -> bytes:
    """A cell that was not there before, with its ``formula`` element if it is to have one."""
    tag = b'<%bc r="%b">' % (prefix, reference.encode())
    if style is not None:
        tag = with_attribute(tag, b"s", style.encode())
    return _filled(tag, formula, b"", prefix, value, date1904, computed=bool(formula))


def changed_cell(
    xml: bytes,
    cell: CellSpan,
    prefix: bytes,
    reference: str,
    value: Value,
    date1904: bool,
    *,
    formula: bytes,
    computed: bool,
) -> bytes:
    """An existing cell with ``value``: style and unknown children stay as they are.

    ``formula`` is the formula element it has from now on, old or new; ``computed`` tells that a formula, here or in
    another cell, gives the value.
    """
    old = xml[cell.formula.start : cell.formula.end] if cell.formula else b""
    gone = {b"t", b"vm"} if computed and formula == old else {b"t", b"vm", b"cm"}
    tag = without_attributes(opened(xml[cell.start : cell.inner]), gone)
    tag = with_attribute(tag, b"r", reference.encode())
    rest, at = b"", cell.inner
    for span in sorted((*cell.value, *([cell.formula] if cell.formula else [])), key=lambda s: s.start):
        rest += xml[at : span.start]
        at = span.end
    rest += xml[at : cell.close]
    return _filled(tag, formula, rest, prefix, value, date1904, computed=computed)


def _filled(
    tag: bytes, formula: bytes, rest: bytes, prefix: bytes, value: Value, date1904: bool, *, computed: bool
) -> bytes:
    text = stored(value, date1904)
    if text is None or (text == "" and not computed):
        content = b""
    elif not isinstance(value, str):
        content = b"<%bv>%b</%bv>" % (prefix, text.encode(), prefix)
    elif computed:
        tag = with_attribute(tag, b"t", b"str")
        content = b"<%bv>%b</%bv>" % (prefix, escape(text).encode(), prefix)
    else:
        tag = with_attribute(tag, b"t", b"inlineStr")
        content = b'<%bis><%bt xml:space="preserve">%b</%bt></%bis>' % (
            *(prefix, prefix),
            escape(text).encode(),
            *(prefix, prefix),
        )
    inner = formula + content + rest
    return b"%b%b</%bc>" % (tag, inner, prefix) if inner else tag[:-1] + b"/>"
