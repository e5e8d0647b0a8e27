"""ziping rescore: the same workbook under another standard, side by side, and a copy that is under it."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from ziping import api
from ziping.cli.apart import refuse_same
from ziping.cli.output import output_path, print_forms_json, print_told
from ziping.cli.table import table
from ziping.errors import ZipingError
from ziping.printed import heading, place
from ziping.views import number

if TYPE_CHECKING:
    from ziping.rescoring.comparison import Comparison

_KINDS = (".xlsx", ".xlsm")
Pair = tuple[Decimal | None, Decimal | None]


def run(options: Namespace) -> int:
    from ziping.rescoring.views import compared

    source = Path(options.file)
    target = None
    if options.output:
        target = _target(options.output, source)
        refuse_same(source, target)
    book = api.load_workbook(source) if target else api.open_book(source, sheet=options.sheet)
    comparisons = api.rescore_book(book, options.standard, options.sheet)
    if all(comparison.old == comparison.new for comparison in comparisons):
        own = comparisons[0].new.id
        raise ZipingError(f"“{source.name}”本来就用规则包“{own}”，不用换；别的规则包见 ziping standards。")
    written = _written(source, target, comparisons) if target else ""
    if options.json:
        print_forms_json([compared(comparison) for comparison in comparisons])
    else:
        print("\n".join(comparison_text(comparison) for comparison in comparisons))
    print_told(book.told, options)
    if written:
        print(written, file=sys.stderr if options.json else sys.stdout)
    return 0


def _target(text: str, source: Path) -> Path:
    """The output file: of the same kind as the source, whose macros stay."""
    suffix = source.suffix.lower() if source.suffix.lower() in _KINDS else _KINDS[0]
    return output_path(text, suffix)


def comparison_text(comparison: Comparison) -> str:
    """One form as an aligned table, followed by what is different in the rules."""
    from ziping.rescoring.comparison import difference, signed

    model = comparison.model
    head = f"{heading(model)}　规则包 {comparison.old.id} → {comparison.new.id}"
    if not model.scorable:
        return f"{head}　“{model.sheet}”没有要计分的内容。\n"

    if comparison.old == comparison.new:
        return f"{head}　“{model.sheet}”本来就用这个规则包，没有变化。\n"

    def line(cell: str, name: str, weight: Decimal | None, scores: Pair, why: str) -> list[str | None]:
        apart = signed(difference(*scores))
        return [
            cell,
            name,
            number(weight),
            *(number(score) or "—" for score in scores),
            apart if apart != "0" else "",
            why,
        ]

    rows = []
    before, after = comparison.execution
    if before.weight is not None:
        rows.append(line("", "预算执行率", before.weight, (before.score, after.score), comparison.execution_reason))
    rows += [
        line(
            place(row.indicator.name, model),
            row.indicator.name.text or "",
            row.before.weight,
            (row.before.counted, row.after.counted),
            row.reason,
        )
        for row in comparison.rows
    ]
    rows.append(line("", "总分", None, comparison.total, comparison.total_reason))
    rows.append(["", "等级", "", *(grade or "—" for grade in comparison.grade), "", comparison.grade_reason])
    lines = [head, "", table(("单元格", "指标", "分值", "原得分", "新得分", "相差", "为什么不同"), rows), ""]
    lines += comparison.notes
    if comparison.rules:
        lines += [
            "两个规则包的不同：",
            table(
                ("规则项", "原取值", "新取值", "状态"),
                [[rule.label, rule.before, rule.after, rule.status] for rule in comparison.rules],
                most=60,
            ),
            "",
        ]
    return "\n".join(lines)


def _written(source: Path, target: Path, comparisons: tuple[Comparison, ...]) -> str:
    """Writes the copy; says where it lies, and what in it is still as it was."""
    from ziping.ooxml.guards import read_file
    from ziping.ooxml.safe import write_new
    from ziping.rescoring.copy import copy_under

    copy = copy_under(read_file(source), comparisons, comparisons[0].new, name=source.name)
    kept = write_new(target, copy.data, now=datetime.now().astimezone())
    lines = [
        f"已另存为：{target}（规则包 {comparisons[0].new.id}，对照在“{copy.sheet}”工作表，原文件没有改动）",
        *copy.notes,
    ]
    if kept:
        lines.append(f"原来的同名文件改存为：{kept}")
    return "\n".join(lines)
