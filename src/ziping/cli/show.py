"""ziping show: the model as read."""

from __future__ import annotations

from argparse import Namespace

from ziping.cli.output import models_of, print_forms_json
from ziping.cli.table import table
from ziping.domain.model import Entry, SelfEvaluation
from ziping.printed import heading
from ziping.views import shown, text


def run(options: Namespace) -> int:
    models = models_of(options)
    if options.json:
        print_forms_json([shown(model) for model in models])
        return 0
    for model in models:
        _print(model)
    return 0


def _print(model: SelfEvaluation) -> None:
    print(f"{heading(model)}　表式 {model.form}　规则包 {model.standard}\n")
    if model.funds:
        funds = ("资金（万元）", "年初", "全年", "执行", "分值", "执行率", "得分")
        print(
            table(
                funds,
                [_texts(r.label, r.initial, r.adjusted, r.executed, r.weight, r.rate, r.score) for r in model.funds],
            )
        )
        print()
    head = ("单元格", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分", "偏差原因")
    rows = [
        [r.name.cell, *_texts(r.level2, r.name, r.target, r.actual, r.weight, r.score, r.reason)]
        for r in model.indicators
    ]
    print(table(head, rows, most=28))
    print(f"\n总分 {text(model.total) or '—'}　等级 {text(model.grade) or '—'}\n")


def _texts(*entries: Entry) -> list[str | None]:
    return [(text(entry) or "").strip() for entry in entries]
