"""Why an indicator cannot be scored yet, what is doubtful about one that can, and what to fill in."""

from __future__ import annotations

import msgspec

from ziping.domain.quantity.types import Problem
from ziping.domain.scoring.case import Case
from ziping.domain.scoring.results import IndicatorScore

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
    "malformed": "“{malformed}”读不明白，{note}",
    "actual_has_operator": "实际完成值“{actual}”带有比较符号，像是照抄了指标值，请填实际数",
    "no_year": "日期没有写年份，不能判断是否按期，请写全日期",
}

_DOUBTED_QUESTIONS = {
    "fraction": "实际完成值“{actual}”没有写 %，分不清是百分之几还是小数，请写明，如 95%",
    "scale_doubt": "实际完成值“{actual}”没有写单位，与指标值“{target}”相差悬殊，请写明单位",
    "rough_date": "实际完成值“{actual}”没有写到日，不能判断是否按期，请写全日期",
}
_DOUBTS = {
    "actual_has_operator": "实际完成值带有比较符号，像是照抄了指标值，请填实际数",
    "approx": "约数按所写的数比较，建议写准数",
    "date_reading": "实际完成值是按日期读出的，请写成年月日",
}


def with_doubts(case: Case, result: IndicatorScore) -> IndicatorScore:
    """``result`` with what is doubtful about the values it was made of."""
    doubts = [text for flag, text in _DOUBTS.items() if flag in case.comparison.flags]
    return msgspec.structs.replace(result, why="；".join((result.why, *doubts))) if doubts else result


def open_question(case: Case, meanings: str = "") -> str:
    """What keeps the row open; ``meanings`` are the readings of a malformed text with their arithmetic."""
    target, actual = case.target, case.actual
    question = _QUESTIONS.get(case.comparison.problem, "不能自动计分，由人工评分")
    if case.comparison.problem == "malformed" and "malformed" not in (target.kind, actual.kind):
        question = "期限“{target}”与实际完成值“{actual}”不能比较，请写成“某年某月某日前”"
    if meanings:
        question = "“{malformed}”有几种读法：{meanings}；请把指标拆开填写"
    for flag in case.comparison.flags:
        question = _DOUBTED_QUESTIONS.get(flag, question)
    compound = target if target.kind == "compound" else actual
    if case.comparison.problem == "compound" and len(compound.parts) == 1:
        question = "“{compound}”是一句话里夹着数值，请只写要比较的值，如“{part}”"
    malformed = target if target.kind == "malformed" else actual
    return question.format(
        target=target.text,
        actual=actual.text,
        compound=compound.text,
        count=len(compound.parts) or "几",
        part=compound.parts[0].text if compound.parts else "",
        malformed=malformed.text,
        note=malformed.note or "请改写成符号、数值和单位",
        meanings=meanings,
    )
