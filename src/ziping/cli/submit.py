"""ziping submit: the 上报版 of a workbook, or a file that another system imports."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ziping import api
from ziping.cli.apart import refuse_same
from ziping.cli.output import output_path
from ziping.errors import ZipingError
from ziping.printed import findings_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ziping.submitting.problem import Problem
    from ziping.submitting.result import Submission


def run(options: Namespace) -> int:
    source, target = Path(options.file), output_path(options.output, ".xlsx")
    refuse_same(source, target)
    if options.sheet and not options.layout:
        raise ZipingError("上报版是整本工作簿的，--sheet 只在导成导入格式（--layout）时用，请去掉。")
    result = api.submit(source, layout=options.layout, sheet=options.sheet, force=options.force)
    if result.data is None:
        print(f"还有 {result.errors} 处错误，没有导出；请改正后再导出，或加 --force 带着错误导出。", file=sys.stderr)
        _print_errors(result)
        return 1
    _write(target, result.data)
    _print_left_out(result)
    if not options.layout:
        print("上报版只有数值，没有公式、宏、批注、外部链接和作者信息；自评表只留打印区域，旁边的填报区没有带出。")
    for note in result.notes:
        print(note)
    if result.errors:
        where = "写在“导出说明”工作表" if options.layout else "表下已写明"
        print(f"注意：带着 {result.errors} 处错误导出，{where}：")
        _print_errors(result)
    return 0


def _write(target: Path, data: bytes) -> None:
    from ziping.ooxml.safe import write_new

    kept = write_new(target, data, now=datetime.now().astimezone())
    print(f"已导出：{target}")
    if kept:
        print(f"原来的同名文件改存为：{kept}")


def _print_left_out(result: Submission) -> None:
    """The sheets that did not come along, by reason."""
    for reason in dict.fromkeys(reason for _, reason in result.left_out):
        sheets = "、".join(f"“{sheet}”" for sheet, why in result.left_out if why == reason)
        print(f"没有带出{reason}工作表：{sheets}" if reason == "隐藏的" else f"没有带出{sheets}（{reason}）")


def _print_errors(result: Submission) -> None:
    """The errors as the check prints them, then what keeps cells from being submitted."""
    errors = tuple(finding for finding in result.findings if finding.severity == "error")
    if errors:
        print(findings_text(errors))
    print_problems(result.problems)


def print_problems(problems: Sequence[Problem]) -> None:
    for problem in problems:
        print(f"  {problem.sheet}!{problem.cell}　{problem.message}")
