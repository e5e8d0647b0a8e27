"""计算得分: the workbook brought up to date, as ``ziping score --write`` does, and what it scores."""

from __future__ import annotations

from ziping import api
from ziping.domain.model import SelfEvaluation
from ziping.excel.click import Click
from ziping.forms.write import updates
from ziping.printed import heading
from ziping.views import number


def score(click: Click) -> str:
    """Takes typed texts apart into the entry cells, lets Excel compute, tells totals and grades."""
    book = click.book
    click.say.progress("正在读取工作簿")
    copy = book.read()
    forms = api.chosen(copy.settled()[1])
    click.say.progress("正在计分")
    # What our formulas show Excel computes itself.
    edits = [edit for edit in updates(copy.snapshot) if not edit.keep_formula]
    book.write(edits)
    if edits:
        forms = api.chosen(book.read().settled()[1])
    lines = [_line(form) for form in forms if form.scorable]
    if book.backup:
        lines.append(f"已拆开粘贴的文字，写入 {len(edits)} 个单元格；写入前的工作簿备份在“{book.backup.name}”。")
    return "\n".join(lines) or "这个工作簿里没有要计分的表。"


def _line(form: SelfEvaluation) -> str:
    scores = api.score(form)
    waiting = sum(row.result.score is None and row.printed is None for row in scores.rows)
    asked = f"；有 {waiting} 项还没有得分，看表右侧“还要做什么”" if waiting else ""
    if scores.total is None:
        return f"{heading(form)}：总分还算不出来（{scores.why}）{asked}。"
    return f"{heading(form)}：总分 {number(scores.total)}，等级 {scores.grade or '—'}{asked}。"
