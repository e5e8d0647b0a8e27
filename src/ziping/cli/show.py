"""ziping show: the model as read."""

from __future__ import annotations

from argparse import Namespace

from ziping import api
from ziping.cli.output import print_forms_json
from ziping.cli.table import table
from ziping.domain.model import Entry, SelfEvaluation
from ziping.importing.evaluation import Recognised
from ziping.importing.foreign import Foreign
from ziping.printed import heading, place
from ziping.views import shown, text

_MOST = 40
"""Texts that were not understood, as many as one looks through on a screen."""


def run(options: Namespace) -> int:
    foreign = api.recognise(options.file)
    if foreign.ours:
        models = api.chosen(foreign.book, options.sheet)[: 1 if options.sheet else None]
    else:
        foreign = foreign.on(options.sheet)
        models = foreign.book.forms
    if options.json:
        print_forms_json([shown(model) for model in models])
        return 0
    for number, model in enumerate(models):
        _print(model, _money(foreign.tables[number]) if foreign.tables else "万元")
    _print_unread(foreign)
    return 0


def _money(read: Recognised) -> str:
    """The unit in which a foreign table writes its money."""
    return "元" if read.yuan else "各栏单位照原表" if read.yuan_columns else "万元"


def _print_unread(foreign: Foreign) -> None:
    """What was not understood, and how the file was read."""
    unread = foreign.all_unread
    if unread:
        print(f"没有看懂的 {len(unread)} 处：")
        rows = [["!".join(filter(None, (one.sheet, one.cell))), one.text, one.why] for one in unread[:_MOST]]
        print(table(("位置", "原文", "为什么"), rows))
        if len(unread) > _MOST:
            print("……（导入时全部列在新工作簿的“导入报告”工作表）")
    for note in foreign.notes:
        print(note)


def _print(model: SelfEvaluation, money: str) -> None:
    print(f"{heading(model)}　表式 {model.form}　规则包 {model.standard}\n")
    if model.funds:
        funds = (f"资金（{money}）", "年初", "全年", "执行", "分值", "执行率", "得分")
        print(
            table(
                funds,
                [_texts(r.label, r.initial, r.adjusted, r.executed, r.weight, r.rate, r.score) for r in model.funds],
            )
        )
        print()
    head = ("单元格", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分", "偏差原因")
    rows = [
        [place(r.name, model), *_texts(r.level2, r.name, r.target, r.actual, r.weight, r.score, r.reason)]
        for r in model.indicators
    ]
    print(table(head, rows, most=28))
    print(f"\n总分 {text(model.total) or '—'}　等级 {text(model.grade) or '—'}\n")


def _texts(*entries: Entry) -> list[str | None]:
    return [(text(entry) or "").strip() for entry in entries]
