"""预算执行率：填了、算对了、得分按规则。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import EXECUTION_SCORED, FUNDS, SCORES, TOTAL_FUND
from ziping.checks.facts import Facts, budget, fund_name
from ziping.checks.numbers import CENT, HALF, HALF_CENT, HUNDRED, as_fraction, blank, percent, short
from ziping.domain.decimals import half_up, plain
from ziping.domain.model import FundRow

_EXACT = Decimal("0.00005")


@rule(
    "R06",
    "执行率算错",
    severity="error",
    message="{row}的执行率写 {stated}，按全年执行数÷全年预算数应为 {expected}。",
    fix="把执行率改为 {expected}；预算数或执行数填错的，先改那里。",
    basis="财预〔2020〕10号附1《项目支出绩效自评表》：执行率＝全年执行数÷全年预算数",
    applies=(FUNDS,),
    variants={
        "whole": Variant("{row}的执行率写 {stated}，是由 {expected} 取整而来，应保留两位小数。", "warning"),
        "tail": Variant(
            "{row}的执行率写 {stated}，重算为 {expected}，相差在四舍五入以内。", "info", "不用改；可写成 {expected}。"
        ),
    },
)
def r06(facts: Facts) -> Iterator[Hit]:
    """
    查什么：资金表每一行填了的执行率等于全年执行数÷全年预算数，以百分数两位小数（±0.005 个百分点）为准。
        分子分母是四舍五入到分的数，由此带来的差异和只少写一位小数的只提示；正确取整到整数百分比的作警告，不作错误；再大的差异是错误。
    为什么：执行率决定执行率得分和是否要写原因；取整会让得分与按比例算的不一致。
    反例：全年预算数 802，全年执行数 400，执行率写 60%。写 50% 是取整，作警告。
    正例：全年预算数 802，全年执行数 400，执行率写 49.88%。
    可否自动修正：可以，按两个金额重算。
    """
    for fund in facts.model.funds:
        rate, stated = _rate(fund), fund.rate.amount()
        if rate is None or stated is None:
            continue
        stated, shown = as_fraction(fund.rate, stated, rate)
        if abs(stated - rate) > _EXACT:
            yield Hit(
                entry=fund.rate,
                variant=_closeness(fund, rate, stated, shown),
                stated=short(fund.rate),
                expected=percent(rate),
                arithmetic=_division(fund, rate),
                slots={"row": fund_name(fund)},
            )


@rule(
    "R07",
    "执行率得分与规则不符",
    severity="error",
    message="{row}的执行率得分写 {stated}，按规则应为 {expected}。",
    fix="把得分改为 {expected}。",
    basis="财预〔2020〕10号：预算执行率按比例计分，最高为该项分值",
    applies=(TOTAL_FUND, EXECUTION_SCORED, SCORES),
    variants={
        "blank": Variant("{row}的执行率得分没有填，按规则应为 {expected}。", fix="填写得分 {expected}。"),
        "open": Variant("{row}没有执行率得分，总分算不出来：{why}。", fix="改正全年预算数和全年执行数。"),
        "whole": Variant("{row}的执行率得分写整数 {stated}，按规则应为 {expected}。", "warning"),
        "completed": Variant(
            "{row}的执行率得分写满分 {stated}，按执行率应为 {expected}；项目已完成且未超预算的才可得满分。",
            "warning",
            "项目确已完成的，在原因栏写明；否则把得分改为 {expected}。",
        ),
    },
)
def r07(facts: Facts) -> Iterator[Hit]:
    """
    查什么：年度资金总额行的得分等于规则包按执行率算出的得分（±0.01）；整张表都用整数打分、相差不超过 0.5 分的作警告。
    为什么：执行率得分有固定算法，没有人工裁量的余地。
    反例：执行率 86.2%，分值 10，得分写 8。写 9 的，整数打分的表作警告，其他表是错误。
    正例：执行率 86.2%，分值 10，得分 8.62。
    可否自动修正：可以，按规则包重算。
    """
    fund, execution = facts.total_fund, facts.scores.execution
    if fund is None or not execution.weight or (facts.execution_weight is None and not blank(fund.weight)):
        return
    printed = facts.execution_printed
    if execution.score is None:
        if blank(fund.score) and _unsaid(fund):
            yield Hit(entry=fund.score, variant="open", slots={"row": fund_name(fund), "why": execution.why})
        return
    if printed is None:
        variant = "blank" if blank(fund.score) and fund.score.cell else None
    elif abs(printed - execution.score) <= CENT:
        variant = None
    elif facts.standard.execution.completed_full.value and printed == execution.weight:
        variant = "completed"
    else:
        variant = "whole" if facts.whole_points and abs(printed - execution.score) <= HALF else ""
    if variant is not None:
        yield Hit(
            entry=fund.score,
            variant=variant,
            stated=None if printed is None else plain(printed),
            expected=plain(execution.score),
            arithmetic=execution.why,
            source=facts.standard.execution.method,
            slots={"row": fund_name(fund)},
        )


@rule(
    "R08",
    "执行率空白",
    severity="error",
    message="{row}填了预算数和执行数，执行率却是空白，应为 {expected}。",
    fix="填写执行率 {expected}。",
    basis="财预〔2020〕10号附1《项目支出绩效自评表》：执行率栏必填",
    applies=(TOTAL_FUND,),
    variants={
        "executed": Variant(
            "{row}填了预算数，全年执行数却是空白，无法计算执行率。", fix="填写全年执行数，没有支出填 0。"
        )
    },
)
def r08(facts: Facts) -> Iterator[Hit]:
    """
    查什么：年度资金总额行填了预算数和执行数的，执行率不能空；填了预算数的，执行数不能空。
    为什么：执行率是自评的第一项指标，空着就看不出预算完成得怎样。
    反例：年度资金总额 560、560、560，执行率空白。
    正例：年度资金总额 560、560、560，执行率 100%。
    可否自动修正：执行率可以重算；执行数不可以。
    """
    fund = facts.total_fund
    if fund is None or budget(fund).amount() is None:
        return
    slots = {"row": fund_name(fund)}
    if blank(fund.executed):
        if fund.executed.cell:
            yield Hit(entry=fund.executed, variant="executed", slots=slots)
    elif fund.rate.cell and blank(fund.rate) and (rate := _rate(fund)) is not None:
        yield Hit(entry=fund.rate, expected=percent(rate), arithmetic=_division(fund, rate), slots=slots)


def _unsaid(fund: FundRow) -> bool:
    """Amounts that are numbers and still give no rate; blank and unreadable ones are other rules'."""
    return fund.executed.amount() is not None and budget(fund).amount() is not None


def _rate(fund: FundRow) -> Decimal | None:
    executed, whole = fund.executed.amount(), budget(fund).amount()
    return executed / whole if executed is not None and whole is not None and whole > 0 <= executed else None


def _division(fund: FundRow, rate: Decimal) -> str:
    return f"{short(fund.executed)}÷{short(budget(fund))}={percent(rate)}"


def _closeness(fund: FundRow, rate: Decimal, stated: Decimal, shown: int) -> str:
    """The error of a quotient of two amounts rounded to 0.01 is (0.005 + rate × 0.005) ÷ divisor."""
    divisor = budget(fund).amount() or Decimal(1)
    if abs(stated - rate) <= _EXACT + HALF_CENT * (1 + rate) / divisor:
        return "tail"
    if half_up(rate * HUNDRED, shown) == stated * HUNDRED and shown < 2:
        return "whole" if shown == 0 else "tail"
    return ""
