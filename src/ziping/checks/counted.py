"""列举：说有几个，就列几个。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ziping.checks.catalogue import Hit, rule
from ziping.checks.conditions import REPORTS
from ziping.checks.facts import Facts, said_in
from ziping.domain.model import Entry
from ziping.domain.quantity.numerals import integer
from ziping.domain.written import OPEN, Passage, Report
from ziping.patterns import pattern

_BODIES = "(?:科室|股室|处室|部门|机构|内设机构|单位|办公室|室)"
_LISTED_BEFORE = pattern(
    rf"(?:内设|下设|设有|(?<![建开施])设(?:置|立)?)(?:机构|有)?[为：:]?([^。；，,0-9]{{2,120}}?)\s*(\d{{1,2}})\s*个\s*(?:职能|内设)?{_BODIES}",
    needs=("设",),
)
_STATED = pattern(
    r"内设(?:职能)?(?:部门|机构|科室|股室|处室)(?:个数)?(?:共|有|为)?\s*(\d{1,2})\s*个|内设\s*(\d{1,2})\s*个\s*(?:职能)?(?:科室|股室|处室|部门|机构)",
    needs=("内设",),
)
_DESCRIBED = pattern(
    r"(?:^|[。；\s]|下设|内设|设有)([\u4e00-\u9fff]{1,10}?(?:室|部|科|股|处|办|组|中心|队|办公室))：",
    needs=("室：", "部：", "科：", "股：", "处：", "办：", "组：", "中心：", "队："),
)
_LEADING = pattern("^(?:下设|内设|设有)", needs=("设",))
_NUMERALS = "二三四五六七八九十"
_QUOTED = pattern(
    rf"“([{_NUMERALS}])((?![一二三四五六七八九十百]|[\u4e00-\u9fff][一二三四五六七八九十])[\u4e00-\u9fff]{{1,2}})”"
    r"[（(]([^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*)[）)]",
    needs=("”（", "”("),
)
"""“七无”（……）; 三重一大、三会一课、十四五 count otherwise."""
_ASPECTS = pattern(rf"([两{_NUMERALS}])个?方面[^。：:]{{0,12}}[：:]", needs=("方面",))
_ORDINALS = pattern(r"([一二三四五六七八九十])是")
_BRACKETS = pattern(r"[（(][^（）()]*[）)]")
_JOINED = pattern("和(?=[^、]*$)")
_OPEN_END = pattern(r"等\s*$")
_FEW = 3
"""Fewer offices that are described one by one are examples."""


@rule(
    "R35",
    "说的个数与列举的不同",
    severity="warning",
    message="{where}说有 {stated} 个{what}，列出来的是 {expected} 个：{listed}。",
    fix="补上漏列的，或把个数改为 {expected}。",
    basis="通行审核口径：列举数与声明数一致",
    applies=(REPORTS,),
)
def r35(facts: Facts) -> Iterator[Hit]:
    """
    查什么：“内设11个职能部门”与逐个列出或介绍的内设机构个数相同；“七无”（……）括号里列的是七项；“三个方面：一是……”列到三是。
        列举后面写“等”的不查。
    为什么：机构撤并后只改了一处，个数和名单就对不上。
    反例：“内设职能部门个数11个”，组织架构一节只介绍了 10 个。
    正例：“内设综合股、社会治理股、网格化管理股3个股室”。
    可否自动修正：不可以。
    """
    for report in facts.reports:
        described = _offices(report)
        for place, passage in enumerate(report.passages):
            if OPEN not in passage.text:
                for what, stated, items in (*_lists(passage.text, described), *_aspects(report, place)):
                    yield from _hit(report, passage, what, stated, items)


def _lists(text: str, described: Sequence[str]) -> Iterator[tuple[str, int | None, Sequence[str]]]:
    """What is counted, the number that is said, and the items."""
    for found in _LISTED_BEFORE.finditer(text):
        if not _OPEN_END.search(found[1]):
            yield "机构", int(found[2]), listed_items(found[1])
    for found in _STATED.finditer(text):
        if len(described) >= _FEW:
            yield "内设机构", int(found[1] or found[2]), described
    for found in _QUOTED.finditer(text):
        if not _OPEN_END.search(found[3]):
            yield f"“{found[1]}{found[2]}”", integer(found[1]), listed_items(found[3])


def _aspects(report: Report, place: int) -> Iterator[tuple[str, int | None, Sequence[str]]]:
    """三个方面：一是……二是……三是……, in one paragraph or on in the next ones."""
    text = report.passages[place].text
    starts = [*_ASPECTS.finditer(text)]
    for found, following in zip(starts, [*starts[1:], None], strict=False):
        behind = text[found.end() : following.start() if following else None]
        if following is None:
            for passage in report.passages[place + 1 :]:
                if not _ORDINALS.match(passage.text):
                    break
                behind += passage.text
        ordinals = list(dict.fromkeys(_ORDINALS.findall(behind)))
        yield "方面", 2 if found[1] == "两" else integer(found[1]), [f"{ordinal}是" for ordinal in ordinals]


def _offices(report: Report) -> list[str]:
    """The offices that are described one by one: “办公室：……。政治部：……。”"""
    found: list[str] = []
    for passage in report.passages:
        found += [_LEADING.sub("", name) for name in _DESCRIBED.findall(_whole(passage.entry, passage.text))]
    return list(dict.fromkeys(found))


def _whole(entry: Entry, text: str) -> str:
    """A paragraph together with the words before its first colon, where those were taken for a heading."""
    return entry.text if entry.text and text in entry.text else text


def listed_items(text: str) -> list[str]:
    """The items of a list, those within brackets not counted."""
    flat = _BRACKETS.sub("", text)
    return [item.strip() for item in flat.split("、" if "、" in flat else "，") if item.strip()]


def _hit(report: Report, passage: Passage, what: str, stated: int | None, items: Sequence[str]) -> Iterator[Hit]:
    """A 和 in the last item may join two of them, or be part of a name."""
    joined = bool(items) and _JOINED.search(items[-1]) is not None
    if stated is None or len(items) < 2 or stated in (len(items), len(items) + joined):
        return
    high, low = max(stated, len(items)), min(stated, len(items))
    slots = {"where": said_in(report, passage), "what": what, "listed": "、".join(items)}
    yield Hit(
        entry=passage.entry,
        stated=str(stated),
        expected=str(len(items)),
        arithmetic=f"{high}−{low}={high - low}",
        slots=slots,
    )
