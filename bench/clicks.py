"""The add-in on the Python side: one click to the finished report, and a table of 100 rows through ZP_SCORES.

Excel is the one of the tests; what Excel itself would spend on saving a copy of the workbook is left out.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from excel.udf_calls import MISSING, area
from excel.udf_calls import excel as functions
from support.livebook import BookApi
from support.livebook import excel as buttons
from ziping.excel.entry import run

ROWS = 100


@contextmanager
def report_click(file: Path) -> Iterator[Callable[[], object]]:
    """生成报告 on the open workbook ``file``: checked, written, opened."""
    data = file.read_bytes()
    saved_copy = BookApi.SaveCopyAs
    BookApi.SaveCopyAs = lambda _, path: Path(path).write_bytes(data)  # type: ignore[method-assign,assignment]
    try:
        with buttons() as excel:
            excel.click_in(excel.open(file))

            def click() -> None:
                for report in file.parent.glob("*.docx"):
                    report.unlink()
                excel.answers = ["yes", "yes"]
                excel.alerts.clear()
                excel.hand_over()
                run("report")
                assert "已生成" in excel.alerts[0][0], excel.alerts

            yield click
    finally:
        BookApi.SaveCopyAs = saved_copy  # type: ignore[method-assign]


@contextmanager
def table_call() -> Iterator[Callable[[], object]]:
    """ZP_SCORES over a table of 100 rows, every row another target."""
    signs = ("≥{}%", "≤{}万元", "{}个", "＞{}次", "{}%")
    rows = [[signs[n % 5].format(n + 1), signs[n % 5].format(n).lstrip("≥≤＞"), 1.0] for n in range(ROWS)]
    with functions() as call:

        def scores() -> None:
            found = call("ZP_SCORES", area(rows), MISSING)
            assert len(found) == ROWS
            assert all(isinstance(score, float) for score, *_ in found)

        yield scores
