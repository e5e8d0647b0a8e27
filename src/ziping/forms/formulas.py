"""A standard compiled to native Excel formulas, so that a workbook scores itself without any add-in.

Every function returns the text of an expression without the leading “=”. Arguments are cell references of one row.
The results equal ``ziping.domain.scoring`` to the cent; LibreOffice proves it on generated cases in the tests.
Multiplications stand before divisions to keep binary fractions from tipping a half cent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from ziping.domain.decimals import plain
from ziping.domain.standard import Band, Standard

UPWARD = ("≥", "＞", "=", "")
DOWNWARD = ("≤", "＜")
YES_NO = "是否"
SIGNS = ("≥", "＞", "=", "≤", "＜", "区间", "期限", YES_NO, "定性")


class Cells(msgspec.Struct, frozen=True):
    """Where the values of one indicator row stand: relative references such as K12."""

    sign: str
    number: str
    upper: str
    unit: str
    actual: str
    rating: str
    manual: str
    weight: str
    target: str
    """The printed 年度指标值."""
    printed: str
    """The printed actual value: the 业绩值 of forms that score by performance."""

    def by_performance(self) -> Cells:
        """The completed number is the 业绩值 in percent where one is filled; it fits targets in percent only."""
        percent = f'IF({self.unit}="%",ROUND({self.printed}*100,8),"")'
        actual = f"IF(ISNUMBER({self.printed}),{percent},{self.actual})"
        return msgspec.structs.replace(self, actual=actual)


def row_formulas(at: Mapping[str, str], standard: Standard, *, satisfaction: bool) -> dict[str, str]:
    """Every formula of an indicator row by column id; ``at`` gives the row's references by column id.

    Forms that score by performance (业绩值) have the actual value typed in and no formula for it; target forms have
    neither actual values nor scores.
    """
    if "actual" not in at:
        return composed_texts(at, standard)
    cells = _cells(at)
    performance = standard.by_performance
    compared = cells.by_performance() if performance else cells
    return {
        **composed_texts(at, standard),
        "automatic": automatic_score(cells, standard, satisfaction=satisfaction),
        "score": row_score(at["manual"], at["automatic"]),
        "completion": completion(compared),
        "met": met(compared),
        "advice": advice(compared, at.get("reason"), standard, performance=performance),
    }


def composed_texts(at: Mapping[str, str], standard: Standard) -> dict[str, str]:
    """The formulas that compose the printed texts of an indicator row, by column id."""
    cells = _cells(at)
    found = {"target": target_text(cells)}
    if "actual" not in at:
        return found
    performance = standard.by_performance
    return found if performance else {**found, "actual": actual_text(cells)}


def _cells(at: Mapping[str, str]) -> Cells:
    return Cells(
        sign=at["sign"], number=at["number"], upper=at["upper"], unit=at["unit"], target=at["target"],
        actual=at.get("actual_number", ""), rating=at.get("rating", ""), manual=at.get("manual", ""),
        weight=at.get("weight", ""), printed=at.get("actual", ""),
    )  # fmt: skip


def target_text(c: Cells) -> str:
    """The printed 年度指标值 composed from its parts: ≥90%, 1-3次, 2022年12月31日前."""
    number = f"{c.number}&{c.unit}"
    signed = f'IF({c.sign}="",{number},{c.sign}&{number})'
    day = f'YEAR({c.number})&"年"&MONTH({c.number})&"月"&DAY({c.number})&"日前"'
    between = f'{c.number}&"-"&{c.upper}&{c.unit}'
    filled = f'IF({c.sign}="期限",{day},IF({c.sign}="区间",{between},{signed}))'
    return f'IF({c.sign}="{YES_NO}","是",IF(OR({c.sign}="定性",{c.number}=""),"",{filled}))'


def actual_text(c: Cells) -> str:
    """The printed 实际完成值: the number with the target's unit, the rating of a qualitative row."""
    day = f'YEAR({c.actual})&"年"&MONTH({c.actual})&"月"&DAY({c.actual})&"日"'
    filled = f'IF({c.actual}="","",IF({c.sign}="期限",{day},{c.actual}&{c.unit}))'
    return f'IF({_one_of(c.sign, (YES_NO, "定性"))},{c.rating}&"",{filled})'


def automatic_score(c: Cells, standard: Standard, *, satisfaction: bool) -> str:
    """应得分 of an indicator row: what the standard makes of the parts, nothing where a person has to score."""
    places = standard.rounding.digits
    earned = {signs: f'IFERROR({_rounded(points, places)},"")' for signs, points in _points(c, standard).items()}
    ready = f"AND(ISNUMBER({c.number}),ISNUMBER({c.actual}))"
    text = '""'
    for signs, points in reversed(earned.items()):
        text = f"IF({_one_of(c.sign, signs)},{points},{text})"
    text = f'IF({ready},{text},"")'
    if satisfaction and standard.satisfaction.method.value == "bands":
        share = _banded(f"ROUND({c.actual}/100,12)", standard.satisfaction.bands.value)
        measured = f'AND({c.unit}="%",{ready[4:-1]},{_one_of(c.sign, UPWARD)})'
        text = f"IF({measured},{_rounded(f'{c.weight}*{share}', places)},{text})"
    yes_no = standard.quantitative.boolean.value
    if yes_no is not None:
        yes, no = (_rounded(f"{c.weight}*{plain(share)}", places) for share in (yes_no.met, yes_no.missed))
        answer = f'IF({c.rating}="是",{yes},IF({c.rating}="否",{no},""))'
        text = f'IF({c.sign}="{YES_NO}",{answer},{text})'
    if standard.by_performance:
        text = _performance(c, places, otherwise=text)
    return f'IF(ISNUMBER({c.weight}),{text},"")'


def row_score(manual: str, automatic: str) -> str:
    """得分: what a person scored, else 应得分."""
    return f'IF({manual}<>"",{manual},{automatic})'


def met(c: Cells) -> str:
    """是 / 否 / nothing: whether the target is met, strictly for ＞ and ＜."""
    tests = {
        ("≥",): f"{c.actual}>={c.number}",
        ("=", ""): f"IF({c.number}=0,{c.actual}=0,{c.actual}>={c.number})",
        ("＞",): f"{c.actual}>{c.number}",
        ("≤", "期限"): f"{c.actual}<={c.number}",
        ("＜",): f"{c.actual}<{c.number}",
        ("区间",): f"AND({c.actual}>={c.number},{c.actual}<={c.upper})",
    }
    text = '""'
    for signs, test in reversed(tests.items()):
        text = f'IF({_one_of(c.sign, signs)},IF({test},"是","否"),{text})'
    return f'IF(AND(ISNUMBER({c.number}),ISNUMBER({c.actual})),{text},"")'


def completion(c: Cells) -> str:
    """完成率: actual ÷ target, as a fraction; nothing where it has no meaning."""
    ready = f'AND(ISNUMBER({c.number}),ISNUMBER({c.actual}),{c.sign}<>"期限",{c.sign}<>"区间")'
    return f'IF({ready},IF({c.number}>0,{c.actual}/{c.number},""),"")'


def advice(c: Cells, reason: str | None, standard: Standard, *, performance: bool) -> str:
    """What the filler still has to do in this row, in a few words."""
    over = standard.over
    needs = f',{reason}=""' if reason else ""
    ratio = f"{c.actual}>=ROUND({c.number}*{plain(over.explain.value)},10)"
    kept = f'OR({c.actual}>0,RIGHT({c.unit})="元")'
    saved = f"{c.actual}<=ROUND({c.number}*{plain(over.reverse_explain.value)},10),{kept}"
    far = f"AND({c.number}>0,OR(AND({_one_of(c.sign, UPWARD)},{ratio}),AND({_one_of(c.sign, DOWNWARD)},{saved})))"
    if performance:
        far = f'AND(NOT(ISNUMBER({c.printed})),{c.unit}<>"%",{far})'
    unfilled = f'IF(ISNUMBER({c.printed}),"","请填完成数值")' if performance else '"请填完成数值"'
    return (
        f'IF({c.sign}="定性",IF({c.rating}="","请选评定",IF({c.manual}="","请填人工得分","")),'
        f'IF({c.number}="","",IF({c.actual}="",{unfilled},'
        f'IF(AND({met(c)}="否"{needs}),"未达成，请写原因",IF(AND({far}{needs}),"偏离较大，请写原因","")))))'
    )


def execution_rate(adjusted: str, executed: str) -> str:
    """执行率 = 全年执行数 ÷ 全年预算数, as a fraction."""
    possible = f"AND({adjusted}>0,{executed}>=0)"
    return f'IF(AND(ISNUMBER({adjusted}),ISNUMBER({executed})),IF({possible},{executed}/{adjusted},""),"")'


def execution_score(rate: str, weight: str, standard: Standard) -> str:
    """执行率得分 by the standard; nothing while the rate is missing."""
    method = standard.execution.method.value
    if method == "none":
        return '""'
    if method == "bands":
        share = _banded(rate, standard.execution.bands.value)
        score = f"{weight}*{share}"
    else:
        score = f"{weight}*MIN({rate},1)"
    return f'IF(AND(ISNUMBER({rate}),ISNUMBER({weight})),ROUND({score},{standard.rounding.digits}),"")'


class Column(msgspec.Struct, frozen=True):
    """Weight and score column of an indicator block, header and closing row included; ``header`` is the text in the
    header cell of the weights, so that it is not taken for a weight."""

    weight: str
    score: str
    header: str


def total_score(
    columns: Iterable[Column], rate: str | None, execution: tuple[str, str] | None, standard: Standard
) -> str:
    """总分: the sum of the rows, nothing while a weighted row has no score; capped by the execution rate where the
    standard says so. ``execution`` is the weight and the score cell of the execution rate."""
    columns = list(columns)
    unscored = "+".join(
        f'SUMPRODUCT(({c.weight}<>"")*({c.weight}<>"{c.header}")*NOT(ISNUMBER({c.score})))' for c in columns
    )
    counted = "+".join(f"COUNT({c.weight})" for c in columns)
    total = "+".join(f"SUM({c.score})" for c in columns)
    missing = f"{unscored}>0"
    if execution:
        weight, score = execution
        missing = f"OR({missing},AND(ISNUMBER({weight}),NOT(ISNUMBER({score}))))"
        total += f"+N({score})"
    total = f"ROUND({total},{standard.rounding.digits})"
    caps = sorted(standard.total.caps.value, key=lambda cap: cap.below)
    if caps and rate:
        most = total
        for cap in reversed(caps):
            most = f"IF({rate}<{plain(cap.below)},MIN({plain(cap.most)},{total}),{most})"
        total = f"IF(ISNUMBER({rate}),{most},{total})"
    return f'IF({counted}=0,"",IF({missing},"",{total}))'


def grade(total: str, standard: Standard) -> str:
    """等级 of a total, nothing while there is none."""
    grades = sorted(standard.grades.value, key=lambda grade: grade.at_least)
    text = '""'
    for item in grades:
        text = f'IF({total}>={plain(item.at_least)},"{item.name}",{text})'
    return f'IF(ISNUMBER({total}),{text},"")'


def weight_sum(columns: Iterable[Column], execution: str | None) -> str:
    """分值合计, with the points of the execution rate; nothing while no weight is filled."""
    columns = list(columns)
    counted = "+".join(f"COUNT({c.weight})" for c in columns)
    total = "+".join(f"SUM({c.weight})" for c in columns)
    return f'IF({counted}=0,"",{total}{f"+N({execution})" if execution else ""})'


def filled_sum(cells: Iterable[str]) -> str:
    """合计 of cells and areas, nothing while all are empty."""
    joined = ",".join(cells)
    return f'IF(COUNT({joined})=0,"",SUM({joined}))'


def _banded(value: str, bands: Iterable[Band]) -> str:
    text = "0"
    for band in sorted(bands, key=lambda band: band.at_least):
        text = f"IF({value}>={plain(band.at_least)},{plain(band.share)},{text})"
    return text


def _points(c: Cells, standard: Standard) -> dict[tuple[str, ...], str]:
    """Points earned by sign; "" where a person has to score: there is no ratio to a missed target below zero."""
    rules, w, n, a = standard.quantitative, c.weight, c.number, c.actual
    zero = f"IF({a}<=0,{w}*{plain(rules.zero_target.value.met)},{w}*{plain(rules.zero_target.value.missed)})"
    free = f"{w}*IF({n}=0,{plain(rules.nonnegative_target.value)},1)"
    reached = f"IF({a}>={n},{_with_penalty(c, standard)},{_curve(w, a, n, standard)})"
    within = f"IF({a}<={n},{w},{_reverse(w, a, n, standard)})"
    below = f'IF({n}>0,{_curve(w, a, n, standard)},"")'
    above = f'IF({c.upper}>0,{_reverse(w, a, c.upper, standard)},"")'
    between = f"IF({a}<{n},{below},IF({a}>{c.upper},{above},{w}))"
    late = rules.late.value
    return {
        ("≥",): f'IF({n}>0,{reached},IF({a}>={n},{free},""))',
        ("＞",): f'IF({n}>0,{reached},IF({a}>{n},{free},""))',
        ("=", ""): f'IF({n}>0,{reached},IF({n}=0,{zero},IF({a}>={n},{w},"")))',
        DOWNWARD: f'IF({n}>0,{within},IF({n}=0,{zero},IF({a}<={n},{w},"")))',
        ("区间",): f'IF(ISNUMBER({c.upper}),{between},"")',
        ("期限",): f"IF({a}<={n},{w},{w + '*' + plain(late) if late is not None else chr(34) * 2})",
    }


def _curve(w: str, a: str, n: str, standard: Standard) -> str:
    """Points of a missed target: nothing up to the pass line, from there in proportion."""
    line = standard.quantitative.pass_line.value
    if not line:
        return f"{w}*MAX({a},0)/{n}"
    return f"{w}*MAX({a}-{plain(line)}*{n},0)/({n}*{plain(1 - line)})"


def _reverse(w: str, a: str, n: str, standard: Standard) -> str:
    """Points of an exceeded upper limit."""
    method = standard.quantitative.negative.value
    if method == "strict":
        return "0"
    if method == "inverse":
        return _curve(w, n, a, standard)
    return _curve(w, f"(2*{n}-{a})", n, standard)


def _with_penalty(c: Cells, standard: Standard) -> str:
    over, w = standard.over, c.weight
    penalty = over.penalty.value
    if penalty == "none":
        return w
    reduced = {
        "points": f"MAX({w}-{plain(over.points.value)},0)",
        "excess": f"{w}*MAX(1-({c.actual}/{c.number}-{plain(over.explain.value)}),0)",
        "zero": "0",
    }[penalty]
    return f"IF({c.actual}>=ROUND({c.number}*{plain(over.explain.value)},10),{reduced},{w})"


def _performance(c: Cells, places: int, *, otherwise: str) -> str:
    """Weight × 业绩值: the percentage in the form, or a completed number in percent beside it."""
    printed = _rounded(f"{c.weight}*MAX(MIN({c.printed},1),0)", places)
    beside = _rounded(f"{c.weight}*MAX(MIN({c.actual},100),0)/100", places)
    percent = f'AND({c.unit}="%",ISNUMBER({c.number}),ISNUMBER({c.actual}))'
    return f'IF(AND({c.target}<>"",ISNUMBER({c.printed})),{printed},IF({percent},{beside},{otherwise}))'


def _rounded(points: str, places: int) -> str:
    """Half-up to ``places``; rounded to ten places first, so that binary fractions do not tip a half cent."""
    return f"ROUND(ROUND({points},10),{places})"


def _one_of(cell: str, values: tuple[str, ...]) -> str:
    tests = [f'{cell}="{value}"' for value in values]
    return tests[0] if len(tests) == 1 else f"OR({','.join(tests)})"
