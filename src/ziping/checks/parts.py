"""正文里的“其中”：各项加得起来。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import REPORTS
from ziping.checks.facts import Facts, said_in
from ziping.checks.numbers import ZERO, places, tail
from ziping.checks.spoken import Spoken, clause, spoken
from ziping.domain.decimals import plain
from ziping.domain.quantity.units import kind_of, measure
from ziping.domain.written import OPEN, Passage, Report
from ziping.patterns import pattern

_ASIDE = pattern(r"[（(](?!其中)[^（）()]*[）)]")
_CHANGE = pattern(r"(?:比|较)[^，；。]*?\d[\d.]*[^，；。]*[，；]?")
_LISTS = pattern("[；;]")
_OVERLAPS = pattern("[男女]|党员|[岁龄]|学历|大专|本科|硕士|职称|民族|残疾|低保|脱贫|退役|用于|人均|每")
"""Parts that share members with others: 332 名网格员，其中女性 200 人、党员 150 人."""
_ELSE = pattern(
    r"(?:实有|现有|追加|调整|结转|结余|剩余|完成|执行|合计|总计|共计|累计|尚|增加|减少|增长|下降|收入|包括|包含|含|分别|分为|\d年)|"
    r"^[，,、；\s]*(?:实际|已|共|全年|本年|年末)*(?:支出|支付|拨付|使用|到位|下达|共)?$"
)
"""What stands before a number that is no item of the list any more: 其中甲 80 万元、乙 20 万元，实际支付 95 万元."""
_OPEN_END = pattern("等|主要|部分|重点|如")
_PARTITIONS = tuple(
    tuple(map(pattern, names))
    for names in (
        ("基本支出", "项目支出"),
        ("人员(?:经费|支出)", "公用经费"),
        ("工资福利", "商品和?服务", "个人和?家庭"),
        ("行政(?:编制|人员)", "事业(?:编制|人员)"),
        ("因公出国", "公务用车", "公务接待"),
        ("一般公共预算", "政府性基金", "国有资本", "社会保险基金"),
    )
)
"""Names of parts that make up a whole by themselves; two of them are the whole unless the list is left open."""


@rule(
    "R92",
    "正文里“其中”各项之和不等于总数",
    severity="warning",
    message="{where}写“{said}”，其中各项之和是 {expected}，总数写 {stated}。",
    fix="核对总数和各项；没有列全的写明“主要包括”。",
    basis="通行审核口径：总数等于分项之和",
    applies=(REPORTS,),
    variants={
        "over": Variant(
            "{where}写“{said}”，其中各项之和 {expected} 超过总数 {stated}。", "error", "核对总数和各项，改正填错的数。"
        ),
    },
)
def r92(facts: Facts) -> Iterator[Hit]:
    """
    查什么：“总数，其中：甲……，乙……”一类的句子，单位相同的两项以上之和不超过总数：金额超过的是错误，人数、件数超过的警告；
        基本支出和项目支出、人员经费和公用经费、行政和事业编制一类分得尽的，不足也警告。
        只列一项的、写“等”“主要”的、男女党员一类有重叠的、百分比不查。
    为什么：正文里的分项多从几张表抄来，抄错一处就加不起来。
    反例：“基本支出年初预算56.66万元，其中：工资福利支出7.41万元、商品和服务支出6万元、对个人和家庭补助0.15万元”。
    正例：“编制15名，其中：行政编制8名，事业编制7名”。
    可否自动修正：不可以。
    """
    for report, passage in facts.passages():
        for sentence in passage.text.split("。"):
            yield from _parts_of(report, passage, _CHANGE.sub("", _ASIDE.sub("", sentence)))


def _parts_of(report: Report, passage: Passage, sentence: str) -> Iterator[Hit]:
    before, found, after = sentence.partition("其中")
    wholes = list(spoken(_LISTS.split(before)[-1])) if found and OPEN not in sentence and "其中" not in after else []
    if not wholes or kind_of(wholes[-1].unit) not in ("money", "count", "bare"):
        return
    whole, parts = wholes[-1], _items(after, wholes[-1])
    if len(parts) < 2 or any(number.about for number in (whole, *parts)):
        return
    numbers = [part.number for part in parts]
    shown = max(places(number.written) for number in (whole, *parts))
    within = tail(len(numbers), shown) if shown else ZERO
    sums = [*accumulate(numbers)]
    if any(abs(summed - other.number) <= within for summed in sums for other in wholes if _same(other, whole)):
        return
    variant = _variant(after, whole, sums[-1], parts)
    if variant is not None:
        slots = {
            "where": said_in(report, passage),
            "said": f"{clause(whole.before)}{whole.written}，其中{clause(parts[0].before)}{parts[0].written}……",
        }
        yield Hit(
            entry=passage.entry,
            variant=variant,
            stated=whole.written,
            expected=plain(sums[-1]),
            arithmetic=f"{'+'.join(map(plain, numbers))}={plain(sums[-1])}≠{plain(whole.number)}",
            slots=slots,
        )


def _items(text: str, whole: Spoken) -> list[Spoken]:
    """The items of a list, one after the other up to a semicolon, or behind “其中：” one between each two of them."""
    groups = [_counted(group, whole) for group in _LISTS.split(text)]
    if len(groups[0]) > 1 or not text.startswith(("：", ":")):
        return groups[0]
    firsts: list[Spoken] = []
    for group in groups:
        if len(group) != 1:
            break
        firsts += group
    return firsts


def _counted(text: str, whole: Spoken) -> list[Spoken]:
    """The numbers of a list up to the first one that is no item; shares between them are passed over."""
    found: list[Spoken] = []
    for number in spoken(text):
        if number.unit == "%":
            continue
        if not _same(number, whole) or (found and _ELSE.search(number.before)):
            break
        found.append(number)
    return found


def _same(one: Spoken, other: Spoken) -> bool:
    return measure(one.unit) == measure(other.unit)


def _variant(after: str, whole: Spoken, summed: Decimal, parts: Sequence[Spoken]) -> str | None:
    """None where the list may well be right: its items overlap, or it is left open."""
    if _OVERLAPS.search(after):
        return None
    if summed > whole.number:
        return "over" if whole.amount is not None else ""
    names = [part.before for part in parts]
    whole_list = any(sum(any(kind.search(name) for name in names) for kind in kinds) > 1 for kinds in _PARTITIONS)
    return "" if whole_list and not _OPEN_END.search(after) else None
