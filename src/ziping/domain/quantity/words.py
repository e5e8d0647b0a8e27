"""The words of 指标值: grades from best to worst, ratings, yes and no, nothing, placeholders."""

from __future__ import annotations

import re
from decimal import Decimal

from ziping.domain.quantity.types import Quantity
from ziping.domain.quantity.units import is_list_of_units
from ziping.patterns import pattern

GRADES: tuple[tuple[str, ...], ...] = (
    ("优", "良", "中", "差"),
    ("优秀", "良好", "中等", "较差"),
    ("优秀", "良好", "一般", "差"),
    ("优秀", "良好", "合格", "不合格"),
    ("优", "良好", "一般", "较差"),
    ("好", "较好", "一般", "较差", "差"),
    ("好", "中", "差"),
    ("高", "较高", "中", "较低", "低"),
    ("高", "较高", "一般", "较低", "低"),
    ("满意", "较满意", "基本满意", "一般", "不满意"),
    ("非常满意", "满意", "一般", "不满意"),
    ("合格", "不合格"),
    ("达标", "基本达标", "不达标"),
    ("达成", "基本达成", "部分达成", "未达成"),
    ("完成", "基本完成", "部分完成", "未完成"),
    ("是", "否"),
    ("有", "无"),
)
_GRADE_WORDS = frozenset(word for grades in GRADES for word in grades)
_GRADE = "|".join(sorted(_GRADE_WORDS, key=len, reverse=True))
_SCALE = pattern(rf"(?:{_GRADE}){{3,}}")
_THRESHOLDS = pattern(rf"(?:(?:{_GRADE})[0-9.]+%[|/、,;]?){{2,}}")
_THRESHOLD = pattern(rf"({_GRADE})([0-9]{{1,6}}(?:\.[0-9]{{1,6}})?)%")

_LEVELS = {
    "达成": "达成 已达成 全部达成 达到 已达到 达标 已达标 实现 已实现 达成目标 达到目标 实现目标 达成预期 达到预期 "
    "达成预期目标 达到预期目标 实现预期目标 达成预期指标 达到预期指标 达成年度指标 达成年度目标 达成指标 达到年度目标 "
    "达到指标值 达到预期效果",
    "完成": "完成 已完成 全部完成 全面完成 按时完成 已按时完成 按期完成 如期完成 按计划完成 完成目标 完成年度目标 "
    "完成预期目标 完成任务 圆满完成",
    "基本达成": "基本达成 基本实现 基本达到 基本达成目标",
    "基本完成": "基本完成",
    "部分达成": "部分达成 部分实现 部分达成并具有一定效果 部分达成年度指标并具有一定效果 部分达到",
    "部分完成": "部分完成",
    "未达成": "未达成 未实现 未达到 未达标 未达成且效果较差 未达成年度指标且效果较差 未达成预期指标 未达成年度指标 "
    "未达成目标",
    "未完成": "未完成 没有完成 尚未完成 未按时完成",
}
_LEVEL_OF = {word: level for level, words in _LEVELS.items() for word in words.split()}
_LEVEL_OF |= {word: word for word in _GRADE_WORDS - {"高", "低", "有", "无", "是", "否"} if word not in _LEVEL_OF}
_LEVEL_OF["优良"] = "优良"
ACHIEVED = frozenset(("达成", "完成"))
MISSED = frozenset(("未达成", "未完成", "部分达成", "部分完成"))

_NOTHING = frozenset(
    ("/", "\\", "-", "--", "---", "无", "暂无", "不适用", "不涉及", "不考核", "不评价", "N/A", "n/a", "NA")
)
_YES_NO = {"是": "是", "否": "否", "有": "是"}
_ZERO = pattern(r"(?:零|0+(?:\.0+)?)([^0-9%.,、;+*/<>=~-]{1,12})")
# What must not happen, and the unit it is counted in where it has one.
_EVENTS = {
    "事故": "起", "事件": "件", "案件": "件", "投诉": "件", "上访": "起", "信访": "件", "举报": "件", "纠纷": "起",
    "火灾": "起", "舆情": "起", "疫情": "起", "故障": "起", "死亡": "人", "伤亡": "人", "违规": "", "违纪": "",
    "违法": "", "差错": "", "失误": "", "拖欠": "", "欠薪": "", "挪用": "", "截留": "", "现象": "", "情况": "",
    "问题": "", "隐患": "", "登记": "",
}  # fmt: skip
_NONE_OF = pattern(
    "(?:无|没有|未发生|没有发生|未出现|无发生|不发生|杜绝发生|杜绝|不出现)(?P<what>[^0-9,;、。]{0,16}?)(?P<event>"
    + "|".join(_EVENTS)
    + ")(?:的?发生)?",
    needs=("无", "没", "未", "不", "杜绝"),
)
_PLACEHOLDER = pattern(
    r"\*{2,}|[Xx×]{2,}|_{2,}|…|\.{3,}|\(略\)|^略$|待填|待定|待补充|\{[^}]*\}|[〇○□]{2,}|(?<![A-Za-z0-9])[Xx×](?=[个次人年月日万元家项%])"
)
ONLY_UNIT = "只有计量单位，没有数值"


def read_placeholder(text: str) -> Quantity | None:
    """**月**日前, ≥**人, （略）, 元/台: the number is still to be filled in."""
    if _PLACEHOLDER.search(text):
        return Quantity(text=text, kind="placeholder")
    if is_list_of_units(text):
        return Quantity(text=text, kind="placeholder", note=ONLY_UNIT)
    return None


def read_words(text: str) -> Quantity | None:
    """A text without a number of its own: 不适用, 是, 优, 优良中差, 零事故; None for any other wording."""
    if text in _NOTHING:
        return Quantity(text=text, kind="na")
    if text in _YES_NO:
        return Quantity(text=text, kind="boolean", levels=(_YES_NO[text],))
    if text in _LEVEL_OF:
        return Quantity(text=text, kind="level", levels=(_LEVEL_OF[text],))
    return _read_scale(text) or _read_zero(text)


def _read_scale(text: str) -> Quantity | None:
    if _SCALE.fullmatch(text):
        return Quantity(text=text, kind="scale", levels=tuple(re.findall(_GRADE, text)))
    if _THRESHOLDS.fullmatch(text):
        found = _THRESHOLD.findall(text)
        parts = tuple(_percent(f"{number}%", Decimal(number)) for _, number in found)
        return Quantity(text=text, kind="scale", levels=tuple(word for word, _ in found), parts=parts)
    words = re.split(r"[、/|,;]|或", text)
    if len(words) > 1 and all(word in _GRADE_WORDS for word in words):
        return Quantity(text=text, kind="scale", levels=tuple(words))
    return None


def _percent(text: str, number: Decimal) -> Quantity:
    return Quantity(text=text, kind="percent", operator="=", number=number, unit="%")


def _read_zero(text: str) -> Quantity | None:
    units = [_zero_unit(word) for word in re.split("[、,和]", text)]
    if None in units:
        return None
    return Quantity(text=text, kind="zero", operator="=", number=Decimal(0), unit=units[0] or "")


def _zero_unit(text: str) -> str | None:
    """The unit in which an absent event is counted, None where ``text`` is no such wording."""
    if text == "零":
        return ""
    match = _NONE_OF.fullmatch(text)
    if match:
        return _EVENTS[match.group("event")]
    match = _ZERO.fullmatch(text)
    if match is None:
        return None
    other = "" if text[0] == "零" else None
    return next((unit for event, unit in _EVENTS.items() if match.group(1).endswith(event)), other)
