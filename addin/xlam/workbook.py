"""The workbook that carries the VBA project: the settings and the hidden strings, by XlsxWriter."""

from __future__ import annotations

import io
from datetime import datetime

import xlsxwriter

from xlam import strings
from xlam.settings import SETTINGS, SHEET

CODE_NAMES = ("ThisWorkbook", "Sheet1", "Sheet2")
"""The document modules of the workbook and its sheets; VBA and workbook must name them alike."""
_MADE = datetime(2026, 1, 1)  # noqa: DTZ001
_ABOUT = {
    "title": "自评表助手",
    "comments": "绩效自评：新建、填报、计分、校验、生成报告、结转（ziping）",
    "created": _MADE,
}


def workbook(vba: bytes) -> bytes:
    """A macro-enabled workbook with the project ``vba``."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties(_ABOUT)
        book.add_vba_project(io.BytesIO(vba), is_stream=True)
        book.set_vba_name(CODE_NAMES[0])
        settings, texts = book.add_worksheet(SHEET), book.add_worksheet(strings.SHEET)
        for sheet, name in zip((settings, texts), CODE_NAMES[1:], strict=True):
            sheet.set_vba_name(name)
        for number, (key, value) in enumerate(SETTINGS):
            settings.write_string(number, 0, key)
            settings.write_string(number, 1, value)
        for number, row in enumerate(strings.rows()):
            for column, text in enumerate(row):
                texts.write_string(number, column, text)
        texts.very_hidden()
    return out.getvalue()
