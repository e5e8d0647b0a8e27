"""Workbook files in and out of openpyxl without losing what Excel would keep: the results of formulas."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from lxml import etree
from openpyxl.utils.datetime import to_excel

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ERRORS = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))


def loaded(path: Path) -> tuple[openpyxl.Workbook, openpyxl.Workbook]:
    """The workbook with its formulas, and with what they show."""
    macros = path.suffix.lower() == ".xlsm"
    return openpyxl.load_workbook(path, keep_vba=macros), openpyxl.load_workbook(path, data_only=True)


def saved(book: openpyxl.Workbook, shown: openpyxl.Workbook) -> bytes:
    """The file of ``book``; every formula with its result in ``shown``."""
    plain = io.BytesIO()
    book.save(plain)
    full = io.BytesIO()
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(full, "w", zipfile.ZIP_DEFLATED) as target:
        parts = {f"xl/worksheets/sheet{n}.xml": sheet.title for n, sheet in enumerate(book.worksheets, 1)}
        for item in source.infolist():
            data = source.read(item)
            if item.filename in parts:
                data = _with_results(data, shown[parts[item.filename]])
            target.writestr(item.filename, data)
    return full.getvalue()


def _with_results(xml: bytes, shown: Any) -> bytes:
    root = etree.fromstring(xml)
    for formula in root.iter(f"{_MAIN}f"):
        cell = formula.getparent()
        kind, text = _stored(shown[cell.get("r")].value)
        for old in cell.findall(f"{_MAIN}v"):
            cell.remove(old)
        cell.attrib.pop("t", None)
        if kind:
            cell.set("t", kind)
        if text is not None:
            etree.SubElement(cell, f"{_MAIN}v").text = text
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _stored(value: Any) -> tuple[str, str | None]:
    if value is None:
        return "str", ""
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, date | datetime):
        value = to_excel(value)
    if isinstance(value, str):
        return ("e" if value in _ERRORS else "str"), value
    return "", repr(value)
