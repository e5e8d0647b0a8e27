"""The hidden sheet of Chinese texts, which VBA shows without holding any: what stands in which cell."""

from __future__ import annotations

from ziping.excel.registry import TAB, UDFS, Udf

SHEET = "strings"
NOT_STARTED = (
    "自评表助手没有运行起来。请检查：\n"
    "1. 自评表助手已装好；不确定时重新运行一次安装程序，再重新打开 Excel；\n"
    "2. 杀毒软件没有拦下它用的 Python；拦下了就选“允许”或加入信任。\n"
    "还不行，请把这个窗口截图发给维护者。"
)
TITLE_ROW, NOT_STARTED_ROW, FIRST_UDF_ROW = 1, 2, 3
LONGEST = 255
"""Excel cuts the texts of the function wizard at this length."""


def rows() -> list[tuple[str, ...]]:
    """The cells of the sheet: a key, then texts; for a UDF its help and that of each argument."""
    return [("title", TAB), ("not_started", NOT_STARTED), *(_row(udf) for udf in UDFS)]


def read(row: int, index: int = 0) -> str:
    """The VBA expression for text number ``index`` of a row; rows count from 1, texts from 0."""
    return f'ThisWorkbook.Worksheets("{SHEET}").Range("{chr(ord("B") + index)}{row}").Value'


def udf_row(udf: Udf) -> int:
    return FIRST_UDF_ROW + UDFS.index(udf)


def _row(udf: Udf) -> tuple[str, ...]:
    texts = (udf.help, *(argument.help for argument in udf.arguments))
    long = [text for text in texts if len(text) > LONGEST]
    if long:
        raise ValueError(f"too long for the function wizard: {long[0]}")
    return udf.name, *texts
