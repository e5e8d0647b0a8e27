"""单元格：没有错误值，数字栏里是数字。"""

from __future__ import annotations

from collections.abc import Iterator

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.facts import Facts, name_of
from ziping.checks.numbers import number_within, short, unreadable
from ziping.domain.decimals import plain
from ziping.domain.model import Entry


@rule(
    "R89",
    "单元格是错误值",
    severity="error",
    message="{what}是错误值 {stated}，无法核对。",
    fix="重新填写这一格，或改正公式引用的单元格。",
    basis="财预〔2020〕10号：自评表内容应当完整、数据真实",
)
def r89(facts: Facts) -> Iterator[Hit]:
    """
    查什么：年度、单位、资金、指标值、完成值、分值、得分、总分、等级和附表里，没有 #REF!、#DIV/0!、#VALUE! 等错误值。
    为什么：错误值不是数，依赖它的执行率、得分、总分都不可信；其他规则遇到这样的单元格不再猜测它的数。
    反例：总分一格显示 #REF!。
    正例：总分一格显示 95.5。
    可否自动修正：不可以，要找到断开的引用。
    """
    for what, entry in facts.figures():
        if entry.error is not None:
            yield Hit(entry=entry, stated=entry.error, slots={"what": what})


@rule(
    "R90",
    "金额、比率写成了文字",
    severity="error",
    message="{what}写成文字“{stated}”，应填数字{digits}。",
    fix="只填数字{digits}，单位写在表头。",
    basis="财预〔2020〕10号附1《项目支出绩效自评表》：资金栏单位为万元，填数字",
    variants={
        "percent": Variant(
            "{what}填成了百分数 {stated}，单位已经是 %，会印成 {printed}，应只填 {expected}。", fix="只填 {expected}。"
        ),
    },
)
def r90(facts: Facts) -> Iterator[Hit]:
    """
    查什么：资金表的金额、执行率和附表的数字列里是数字；空白、“—”和“无”表示没有，不算错。
        表右侧的数值、完成数值单位是 % 的，只填数，不再填成百分数。
    为什么：文字不能参加计算，合计和执行率会漏掉这一格；表格也不能上报系统。
    反例：全年预算数写“4753.66万元”。
    正例：全年预算数写 4753.66，表头注明（万元）。
    可否自动修正：文字里只有一个数的可以，单位不是万元的除外。
    """
    for what, entry in _numeric(facts):
        if unreadable(entry):
            text = short(entry)
            only = number_within(text) if "亿" not in text and text.count("元") == text.count("万元") else None
            yield Hit(
                entry=entry, stated=text, expected=only, slots={"what": what, "digits": f" {only}" if only else ""}
            )
    for indicator in facts.model.indicators:
        parts = indicator.parts
        for what, part in (("数值", parts.number), ("完成数值", parts.actual)):
            if (parts.unit.text or "").strip() == "%" and part.number is not None and short(part).endswith("%"):
                slots = {"what": f"{name_of(indicator)}的{what}", "printed": f"{plain(part.number)}%"}
                expected = plain(part.number * 100)
                yield Hit(entry=part, variant="percent", stated=short(part), expected=expected, slots=slots)


def _numeric(facts: Facts) -> Iterator[tuple[str, Entry]]:
    """Amounts and rates; weights and scores have a rule of their own (R38)."""
    for fund, label, entry in facts.fund_figures():
        if label not in ("分值", "得分"):
            yield f"{fund}的{label}", entry
    for table in facts.model.tables:
        for column in table.columns:
            if column.numeric:
                for row in (*table.rows, table.total or {}):
                    if column.id in row:
                        yield f"《{table.title}》的{column.label}", row[column.id]
