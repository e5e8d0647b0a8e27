"""The entry area beside a form, outside the print area: the parts of target and actual, and what follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from ziping.domain.standard import Standard
from ziping.forms import formulas
from ziping.forms.filled import FilledParts, Value
from ziping.forms.layout import Layout, Place, Rule, left_fixed


class Entry(NamedTuple):
    id: str
    label: str
    width: float
    hint: str


PARTS = (
    Entry("sign", "性质", 7, "从下拉中选：≥ ＞ = ≤ ＜、区间、期限、是否、定性。没有符号的目标留空，按“=”比较。"),
    Entry(
        "number",
        "数值",
        10,
        "目标的数。百分数只填 95，单位选 %。期限填日期，例如 2022-12-31；区间填下限。定性指标留空，目标直接写在表里。",
    ),
    Entry("upper", "上限", 8, "只有“区间”才填。"),
    Entry("unit", "单位", 9, "个、人次、%、万元、万件次……完成数值用同一个单位。"),
    Entry("actual_number", "完成数值", 10, "只填数，单位与目标相同。期限填完成日期。"),
    Entry("rating", "评定", 10, "定性指标选达成档次；“是否”指标选是或否。"),
    Entry("manual", "人工得分", 9, "定性指标必填；定量指标一般留空，由表自动计分。"),
)
RESULTS = (
    Entry("automatic", "应得分", 9, ""),
    Entry("completion", "完成率", 9, ""),
    Entry("met", "达成", 6, ""),
    Entry("advice", "还要做什么", 22, ""),
)
PLANNED = PARTS[:4]
"""What a target form has of them."""
COMMON_UNITS = (
    "%",
    "个",
    "人",
    "人次",
    "次",
    "件",
    "户",
    "项",
    "套",
    "场",
    "期",
    "公里",
    "平方米",
    "万元",
    "元",
    "天",
    "月",
    "年",
)


def rating_words(standard: Standard) -> tuple[str, ...]:
    """What can be chosen in 评定: the standard's ratings, and yes and no."""
    return (*(rating.name for rating in standard.qualitative.value), "是", "否")


def put_parts(
    layout: Layout, row: int, columns: dict[str, int], parts: FilledParts | None, shown: Mapping[str, str]
) -> None:
    """Lay out the entry cells of one indicator row; those in ``shown`` show what stands on another sheet."""
    values: dict[str, Value] = {}
    if parts is not None:
        values = {
            "sign": parts.sign or None, "number": parts.day or parts.number, "upper": parts.upper,
            "unit": parts.unit or None, "actual_number": parts.actual_day or parts.actual,
            "rating": parts.rating, "manual": parts.manual,
        }  # fmt: skip
    for entry in PARTS:
        if entry.id not in columns:
            continue
        value, formula = values.get(entry.id), shown.get(entry.id)
        style = "computed" if formula else "entry_date" if isinstance(value, date) else "entry"
        value = None if formula else value
        layout.put(Place(row, columns[entry.id], value=value, formula=formula, style=style, unlocked=formula is None))


def put_results(layout: Layout, row: int, columns: dict[str, int], computed: dict[str, str]) -> None:
    """Lay out what follows from the entry cells."""
    styles = {"completion": "computed_percent", "advice": "computed_text"}
    for entry in RESULTS:
        if entry.id not in columns:
            continue
        style = styles.get(entry.id, "computed")
        layout.put(Place(row, columns[entry.id], formula=computed[entry.id], style=style))


def put_dates(layout: Layout, top: int, bottom: int, columns: dict[str, int]) -> None:
    """Numbers of a deadline look like dates."""
    sign = left_fixed(top, columns["sign"])
    for id in ("number", "actual_number"):
        if id in columns:
            area = (top, columns[id], bottom, columns[id])
            layout.conditions.append(Rule(area, {"type": "formula", "criteria": f'={sign}="期限"', "format": "day"}))


def put_validations(layout: Layout, top: int, bottom: int, columns: dict[str, int], standard: Standard) -> None:
    """Drop-downs and input hints of the entry area."""

    def area(id: str) -> tuple[int, int, int, int]:
        return (top, columns[id], bottom, columns[id])

    lists = {
        "sign": (list(formulas.SIGNS), True),
        "unit": (list(COMMON_UNITS), False),
        "rating": (list(rating_words(standard)), True),
    }
    for entry in PARTS:
        id = entry.id
        if id not in columns:
            continue
        options: dict[str, object] = {"validate": "any", "input_title": entry.label, "input_message": entry.hint}
        if id in lists:
            source, strict = lists[id]
            options |= {"validate": "list", "source": source, "show_error": strict, "error_title": entry.label,
                        "error_message": "请从下拉列表中选择。"}  # fmt: skip
        elif id == "manual":
            options |= {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100,
                        "error_title": "人工得分", "error_message": "得分在 0 和该项分值之间。"}  # fmt: skip
        layout.validations.append(Rule(area(id), options))
