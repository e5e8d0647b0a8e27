"""计量单位: which texts are units, what kind of value they make, and which convert exactly into one another."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from ziping.domain.quantity.types import Kind
from ziping.patterns import pattern

_SCALES = {
    "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12,
}  # fmt: skip
_SCALES_LONG_FIRST = sorted(_SCALES, key=len, reverse=True)


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


# Another spelling of the same unit; ``Quantity.unit`` holds the standard one.
_SPELLINGS = {
    "M": "米", "m": "米", "KM": "公里", "Km": "公里", "km": "公里", "m2": "平方米", "M2": "平方米", "平米": "平方米",
    "平方": "平方米", "m3": "立方米", "立方": "立方米", "kg": "公斤", "KG": "公斤", "Kg": "公斤", "个工作日": "工作日",
    "个小时": "小时", "个学期": "学期", "个年度": "年", "年度": "年", "元钱": "元", "元人民币": "元",
}  # fmt: skip

# A length of time, not a date: 3个月 and 12月. Below a “/” both are the plain word (次/月).
_LENGTHS = {"月": "个月", "季度": "个季度"}
_BELOW_AS = {length: word for word, length in _LENGTHS.items()}

# Another word for the same thing: equal in comparison, kept as typed.
_SYNONYMS = {
    "名": "人", "位": "人", "天": "日", "场次": "场", "批次": "批", "课时": "学时", "千米": "公里", "千克": "公斤",
    "人/次": "人次", "人(次)": "人次", "台/套": "台套", "台(套)": "台套", "件/套": "件套", "件(套)": "件套",
}  # fmt: skip

# unit → (how many of the base unit, base unit); exact ones only, so no 天 → 小时 and no 年 → 日.
_EXACT = {
    "%": ("1", "%"), "‰": ("0.1", "%"), "比例": ("100", "%"), "角": ("0.1", "元"),
    "公里": ("1000", "米"), "厘米": ("0.01", "米"), "毫米": ("0.001", "米"),
    "平方公里": ("1000000", "平方米"), "平方千米": ("1000000", "平方米"), "公顷": ("10000", "平方米"),
    "吨": ("1000", "公斤"), "斤": ("0.5", "公斤"), "克": ("0.001", "公斤"), "毫升": ("0.001", "升"),
    "年": ("12", "个月"), "个季度": ("3", "个月"), "月": ("1", "个月"), "周": ("7", "日"), "小时": ("60", "分钟"),
}  # fmt: skip

_TIME = _words("年 季度 个季度 个月 月 周 日 天 工作日 小时 分钟 秒 学期 学年")
_SHARES = _words("% ‰ 比例")
_COUNTED = _words(
    "个 次 人 件 户 场 期 套 台 辆 份 篇 条 处 项 家 所 间 座 栋 幢 艘 架 只 头 匹 尾 羽 株 棵 亩 平方米 立方米 方",
    "米 升 度 千瓦 千瓦时 千米 千克 公斤 页 册 本 部 支 把 张 块 片 盏 桶 箱 包 袋 瓶 盒 批 批次 人次 件次 户次",
    "车次 场次 班次 辆次 台次 家次 篇次 条次 艘次 架次 例 例次 宗 起 名 位 组 队 班 届 轮 遍 趟 站 村 镇 乡 县 社区",
    "种 款 点位 路",
    "口 眼 根 副 双 对 床 幅 首 集 卷 则 段 节 课时 学时 人天 人日 人月 分 倍 台套 件套 孔 杆 井 棚 顶 标段",
)
_DENOMINATORS = _words("半年 生 学生 床位 校 车 百公里 百人 千人 万人 餐")
_KNOWN = _COUNTED | _TIME | _SHARES | frozenset(_EXACT) | frozenset(_SPELLINGS) | {"元"}
_BELOW = _KNOWN | _DENOMINATORS
_LONGEST = max(map(len, _BELOW))


_SEPARATOR = pattern("[/*·]每?|每")
_PER = frozenset("/·*每")


class Measure(NamedTuple):
    """``factor`` base units make one of this unit."""

    factor: Decimal
    base: str


def scale_end(text: str, start: int) -> int:
    """Where a 万, 亿, 千 … beginning at ``start`` ends; ``start`` where there is none."""
    for scale in _SCALES_LONG_FIRST:
        if text.startswith(scale, start):
            return start + len(scale)
    return start


def unit_end(text: str, start: int) -> int:
    """Where the known unit beginning at ``start`` ends (件次, 台(套), 元/人*月); ``start`` where there is none."""
    end = _word_end(text, start, _KNOWN)
    if text.startswith("性", end):  # 一次性
        return start
    if end > start and text.startswith("(", end):
        inner = _word_end(text, end + 1, _KNOWN)
        if inner > end + 1 and text.startswith(")", inner):
            end = inner + 1
    while text[end : end + 1] in _PER and (end > start or text[end] == "/"):
        begin = end + 1 + (text[end] != "每" and text.startswith("每", end + 1))
        after = _word_end(text, begin, _BELOW)
        if after == begin:
            break
        end = after
    return end


def denominator_end(text: str, start: int) -> int:
    """Where the unit after 每 beginning at ``start`` ends; ``start`` where there is none."""
    return _word_end(text, start, _BELOW)


def _word_end(text: str, start: int, words: frozenset[str]) -> int:
    for end in range(min(len(text), start + _LONGEST), start, -1):
        if text[start:end] in words:
            return end
    return start


def is_list_of_units(text: str) -> bool:
    """True for a text that is nothing but units: 万元, 元/台、件、辆、套."""
    items = text.split("、")
    return all(item and unit_end(item, scale_end(item, 0)) == len(item) for item in items)


def spelled(unit: str, per: tuple[str, ...] = ()) -> str:
    """``unit`` in its standard spelling; ``per`` are the units of “每人每月”: 元 → 元/人·月."""
    head, *rest = _SEPARATOR.split(unit)
    head = _respelled(_LENGTHS.get(head, head))
    below = [_BELOW_AS.get(word, _SPELLINGS.get(word, word)) for word in (*per, *rest)]
    return f"{head}/{'·'.join(below)}" if below else head


def _respelled(head: str) -> str:
    if head in _SPELLINGS:
        return _SPELLINGS[head]
    end = scale_end(head, 0)
    return head[:end] + _SPELLINGS.get(head[end:], head[end:])


def kind_of(unit: str) -> Kind:
    """The kind of a value in ``unit``."""
    if not unit:
        return "bare"
    if unit in _SHARES:
        return "percent"
    if "/" in unit and unit not in _SYNONYMS:
        return "ratio"
    base = unit[scale_end(unit, 0) :]
    if base in ("元", "角"):
        return "money"
    return "duration" if base in _TIME else "count"


def is_scaled(unit: str) -> bool:
    """True for 万件次 and 亿元, where the number is in 万 or 亿; not for 千瓦."""
    return 0 < scale_end(unit, 0) < len(unit) and unit not in _COUNTED


@lru_cache(maxsize=1024)
def measure(unit: str) -> Measure:
    """What ``unit`` is in its base unit; a unit without exact conversion is its own base."""
    unit = _SYNONYMS.get(unit, unit)
    if "/" in unit:
        head, _, below = unit.partition("/")
        factor, base = measure(head)
        return Measure(factor, f"{base}/{'·'.join(_SYNONYMS.get(word, word) for word in below.split('·'))}")
    if unit in _EXACT:
        number, base = _EXACT[unit]
        return Measure(Decimal(number), base)
    if is_scaled(unit):
        end = scale_end(unit, 0)
        factor, base = measure(unit[end:])
        return Measure(factor * _SCALES[unit[:end]], base)
    return Measure(Decimal(1), unit)
