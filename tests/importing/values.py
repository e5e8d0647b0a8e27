"""What is left of a workbook when somebody pastes it as values: texts, numbers and merged cells, no names."""

from __future__ import annotations

import io

import openpyxl


def values_only(data: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    book.defined_names.clear()
    for sheet in book:
        sheet.defined_names.clear()
        sheet.conditional_formatting = type(sheet.conditional_formatting)()
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
