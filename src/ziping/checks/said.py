"""What reports call the figures of a unit, and which of them is meant: of the budget, of the outlay, of last year."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from ziping.checks.figures import Figure, Figures
from ziping.patterns import pattern

_AFTER = (
    r"(?:[（(][类款项境][）)]|财政拨款|拨款|经费|资金|支出|决算|预算|年初|年度|全年|数|额|合计|总|共|计|为|是|达到?|有|收、支|"
    r"安排|：|:|，|,|实际|完成|核定|人|员|实有|的|\s)*$"
)
_INITIAL = pattern("年初|批复|预算(?!财政拨款|内|支出决算|拨款)")
_FINAL = pattern("决算|实际|执行|支出合计|本年支出|全年支出|年末")
_LAST = pattern("上年|去年|结转|结余|追加|调整|增加|减少|调剂")
_PEOPLE = frozenset(("人", "个", ""))
_NO_QUALIFIER = pattern(
    r"截[至止]|(?:19|20)\d\d年|年[初末底度]|全年|当年|年|12月|31日|[全本]?(?:单位|部门|委|局|办|中心|街道|镇|乡|县|区|市)|本|我|该|其中|"
    r"共有?|累计|总计?|合计|的|实现|完成|达到?|核定|批复|安排|预算|决算|实际|实有|现有|有|财政拨款|财政|一般公共预算|整体|支出|收入|用于|"
    r"为|是|主要|和|与|及|另|\s|[0-9.、“”\"]"
)


def stands_alone(before: str, unit: str = "") -> bool:
    """Whether a name behind ``before`` (the rest of its clause) means just what it says: 上级项目支出, “雪亮工程”项目
    支出 and 企业群众满意度 are narrower, 2022年我委项目支出 is not. ``unit`` is the name of the unit itself."""
    return set(_NO_QUALIFIER.sub("", before)) <= set(unit)


class Said(msgspec.Struct, frozen=True):
    """``noun`` is a regular expression; ``final``, ``initial`` are the concepts of the vocabulary it may mean, those of
    the outlay and those of the budget."""

    noun: str
    final: tuple[str, ...]
    initial: tuple[str, ...] = ()
    money: bool = True
    whole: bool = False
    """Whether it is a word for all of the money, which under a heading about a part means that part."""

    def found(self, before: str) -> re.Match[str] | None:
        """Where a text before a number speaks of this figure, if it speaks of it last."""
        return pattern(f"(?:{self.noun}){_AFTER}").search(before)

    def measures(self, base: str) -> bool:
        """Whether a figure of this kind is told in a unit: money in 元, people in 人."""
        return base == "元" if self.money else base in _PEOPLE

    def scope(self, before: str) -> str:
        """initial, final, other (last year, changes), "" where nothing tells."""
        if _LAST.search(before.partition("其中")[2] or before):
            return "other"
        if _FINAL.search(before):
            return "final"
        return "initial" if _INITIAL.search(before) else ""

    def figures(self, figures: Figures, scope: str) -> Iterator[Figure]:
        names = {"initial": self.initial, "final": self.final}.get(scope, (*self.final, *self.initial))
        yield from (figures.find(name) for name in names)


NOUNS = (
    Said("基本支出", ("基本支出",), ("年初基本支出", "预算基本支出")),
    Said("项目支出", ("项目支出",), ("年初项目支出", "预算项目支出", "项目支出预算")),
    Said("人员(?:经费|支出)", ("人员经费",), ("预算人员经费",)),
    Said("公用经费", ("公用经费",), ("预算公用经费",)),
    Said("工资福利支出", ("工资福利支出",), ("年初工资福利支出",)),
    Said("商品和服务支出", ("商品和服务支出",), ("年初商品和服务支出",)),
    Said("对个人和家庭(?:的)?补助", ("对个人和家庭补助",), ("年初对个人和家庭补助",)),
    Said(
        "(?:本年|全年|部门)支出(?:合计|总计)|部门(?:整体)?(?:决算支出|支出决算)",
        ("支出合计",),
        ("支出预算",),
        whole=True,
    ),
    Said(
        "(?:年初|支出)预算支出|年初(?:财政)?批复预算(?:收入)?|年初预算(?:数|收入)?|收入预算|支出预算",
        (),
        ("年初预算", "收入预算", "支出预算", "年初基本支出", "年初项目支出"),
        whole=True,
    ),
    Said("决算收入|本年收入(?:合计)?", ("本年收入",), ("收入预算",)),
    Said("全年可执行预算", ("全年预算",), ("全年预算",), whole=True),
    Said("“?三公”?经费", ("三公经费",), ("三公经费预算",)),
    Said("公务接待费?", ("公务接待费",), ("公务接待费预算",)),
    Said("机关运行经费", ("机关运行经费",)),
    Said("一般公共服务", ("一般公共服务",), ("一般公共服务预算",)),
    Said("社会保障和就业", ("社会保障和就业",), ("社会保障和就业预算",)),
    Said("卫生健康", ("卫生健康",), ("卫生健康预算",)),
    Said("住房保障", ("住房保障",), ("住房保障预算",)),
    Said("公共安全", ("公共安全",), ("公共安全预算",)),
    Said("行政编制", ("行政编制",), money=False),
    Said("事业编制", ("事业编制",), money=False),
    Said("(?:人员)?编制", ("编制数",), money=False),
    Said("在职(?:在编)?|在编在职", ("在职人数",), money=False),
    Said("固定资产", ("固定资产",)),
    Said("通用设备", ("通用设备",)),
)
