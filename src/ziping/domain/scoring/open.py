"""Why an indicator cannot be scored yet, and what to fill in."""

from __future__ import annotations

from ziping.domain.quantity.types import Problem
from ziping.domain.scoring.case import Case

_QUESTIONS: dict[Problem, str] = {
    "target_blank": "年度指标值没有填写，请先填指标值",
    "actual_blank": "实际完成值没有填写，请填实际完成值",
    "target_placeholder": "年度指标值“{target}”还是占位文字，请填真实的指标值",
    "actual_placeholder": "实际完成值“{actual}”还是占位文字，请填真实的完成值",
    "not_applicable": "指标写明不适用，不能自动计分，请删去此行并调整分值，或由人工评分",
    "unit_mismatch": "指标值“{target}”与实际完成值“{actual}”单位不同，不能比较，请用指标值的单位填写",
    "actual_text": "实际完成值“{actual}”不是数字，请按指标值“{target}”填写数字和单位",
    "target_text": "年度指标值“{target}”不可衡量，请改成可以比较的数字，或由人工评分",
    "qualitative": "定性指标由人工评分",
    "compound": "“{compound}”里有 {count} 个值，请把指标拆开，一行只填一个值",
    "malformed": "“{malformed}”有几种读法，请把指标拆开填写",
    "actual_has_operator": "实际完成值“{actual}”带有比较符号，像是照抄了指标值，请填实际数",
    "no_year": "日期没有写年份，不能判断是否按期，请写全日期",
}


def open_question(case: Case) -> str:
    target, actual = case.target, case.actual
    compound = target if target.kind == "compound" else actual
    malformed = target if target.kind == "malformed" else actual
    return _QUESTIONS.get(case.comparison.problem, "不能自动计分，由人工评分").format(
        target=target.text,
        actual=actual.text,
        compound=compound.text,
        count=len(compound.parts) or "几",
        malformed=malformed.text,
    )
