"""The worksheet functions ZP_SCORE, ZP_CHECK … of the add-in: thin views of the core.

A function gives a number, a text or rows of them; "" while something is still empty, and a Chinese sentence where it
cannot give a value. Points are rounded as the standard says, rates are fractions (0.95), money is in 万元.
"""

from __future__ import annotations

from ziping.domain.model import EMPTY, Entry, Indicator
from ziping.domain.scoring import grade_of, score_rate, score_row
from ziping.domain.scoring.results import RowScore
from ziping.domain.standard import Standard
from ziping.domain.wording import yoy
from ziping.excel.arguments import ArgumentError, amount_of
from ziping.excel.binding import Result, Value, worksheet_function
from ziping.excel.ranges import NOTHING, Given
from ziping.standards.loader import load_standard

_DEFAULT = "national-2020"
_NO_POINTS = Given(((0,),))
_HEADINGS: list[Value] = ["得分", "完成率", "达成", "得分怎么来的"]


@worksheet_function
def zp_score(target: Given, actual: Given, weight: Given, standard: Given = NOTHING, level: Given = NOTHING) -> Result:
    """Points of an indicator. ``level`` is its first level: where the standard has bands for satisfaction, 满意度指标
    is scored by them."""
    cells = [one.value() for one in (target, actual, weight)]
    result = _scored(cells, standard, level).result
    if _unfilled(cells):
        return ""
    return result.why if result.score is None else float(result.score)


@worksheet_function
def zp_completion(target: Given, actual: Given, standard: Given = NOTHING) -> Result:
    """Actual ÷ target as a fraction with four decimals, "" where the division means nothing."""
    cells = [target.value(), actual.value()]
    row = _scored([*cells, _NO_POINTS.value()], standard)
    return "" if _unfilled(cells) else _error(cells, row) or _completion(row)


@worksheet_function
def zp_met(target: Given, actual: Given, standard: Given = NOTHING) -> Result:
    """是 or 否, "" where that cannot be decided."""
    cells = [target.value(), actual.value()]
    row = _scored([*cells, _NO_POINTS.value()], standard)
    return "" if _unfilled(cells) else _error(cells, row) or _met(row)


@worksheet_function
def zp_why(target: Given, actual: Given, weight: Given, standard: Given = NOTHING, level: Given = NOTHING) -> Result:
    """The points with their arithmetic in one sentence, or what keeps the indicator from a score."""
    cells = [one.value() for one in (target, actual, weight)]
    result = _scored(cells, standard, level).result
    return "" if cells[0].empty and cells[1].empty else result.why


@worksheet_function
def zp_execution(budget: Given, executed: Given, weight: Given = NOTHING, standard: Given = NOTHING) -> Result:
    """The execution rate as a fraction; its points where a weight is given."""
    rules = _standard(standard)
    planned = amount_of(budget.value(), "全年预算数")
    spent = amount_of(executed.value(), "全年执行数")
    points = amount_of((_NO_POINTS if weight is NOTHING else weight).value(), "分值")
    if planned is None or spent is None or points is None:
        return ""
    if points < 0:
        raise ArgumentError("分值应不小于 0，请改正")
    result = score_rate(planned, spent, points, rules)
    found = result.rate if weight is NOTHING else result.score
    return result.why if found is None else float(found)


@worksheet_function
def zp_grade(total: Given, standard: Given = NOTHING) -> Result:
    """The grade of a total, 优 from 90 points on."""
    rules = _standard(standard)
    points = amount_of(total.value(), "总分")
    if not rules.grades.value:
        return f"规则包 {rules.id} 没有规定等级"
    return "" if points is None else grade_of(points, rules) or ""


@worksheet_function
def zp_weights(area: Given, total: Given, standard: Given = NOTHING) -> Result:
    """Weights for the rows of an area of level names, one column of as many rows."""
    from ziping.excel.spreads import counted_rows, proposed

    rules, names = _standard(standard), counted_rows(area)
    points = amount_of(total.value(), "总分值")
    if points is None or not any(names):
        return ""
    return [["" if weight is None else float(weight)] for weight in proposed(names, points, rules)]


@worksheet_function
def zp_scores(area: Given, standard: Given = NOTHING) -> Result:
    """A whole table at once: 得分, 完成率, 达成 and 得分怎么来的 for every row of the area."""
    from ziping.excel.tables import read_table

    rules, table = _standard(standard), read_table(area)
    empty: list[Value] = [""] * len(_HEADINGS)
    found = [_shown(score_row(indicator, rules)) if indicator else empty for indicator in table.indicators]
    if table.head is not None:
        found[table.head] = _HEADINGS
    return found


@worksheet_function
def zp_check(area: Given, standard: Given = NOTHING) -> Result:
    """The findings about a table, worst first, each with its rule's code and its cell; one text where there is none."""
    from ziping.excel.inspection import findings_of

    return findings_of(area, _standard(standard))


@worksheet_function
def zp_yoy(this_year: Given, last_year: Given) -> Result:
    """This year against last year (万元) as reports word it: 增加615.65万元，增加106.56%."""
    now, before = amount_of(this_year.value(), "本年数"), amount_of(last_year.value(), "上年数")
    return "" if now is None or before is None else yoy(now, before)


@worksheet_function
def zp_text(template: Given, *values: Given) -> Result:
    """A template of the report language with names and values: {{ 预算|万元 }}."""
    from ziping.excel.texts import filled_text

    cell = template.value()
    if cell.error:
        raise ArgumentError(f"模板是错误值 {cell.error}，请先改正")
    return "" if cell.empty else filled_text(cell.text or "", values)


def _scored(cells: list[Entry], standard: Given, level: Given = NOTHING) -> RowScore:
    """Target, actual and weight as a row of a form."""
    target, actual, weight = cells
    return score_row(Indicator(EMPTY, target, actual, weight, level1=level.value()), _standard(standard))


def _unfilled(cells: list[Entry]) -> bool:
    """Whether a cell is still empty, and none of the others an error."""
    return any(cell.empty for cell in cells) and not any(cell.error for cell in cells)


def _error(cells: list[Entry], row: RowScore) -> str:
    return row.result.why if any(cell.error for cell in cells) else ""


def _shown(row: RowScore) -> list[Value]:
    score = row.result.score
    return ["" if score is None else float(score), _completion(row), _met(row), row.result.why]


def _completion(row: RowScore) -> Value:
    completion = row.result.completion
    return "" if completion is None or _is_doubtful(row) else float(completion.scaleb(-2))


def _met(row: RowScore) -> str:
    return "" if _is_doubtful(row) else {True: "是", False: "否", None: ""}[row.result.met]


def _is_doubtful(row: RowScore) -> bool:
    """A bare 0.95 against 90% may be meant as 95%: nothing is said until it is written out."""
    return "fraction" in row.comparison.flags


def _standard(id: Given) -> Standard:
    """The built-in or own standard of that id, the national one where none is named."""
    cell = id.value()
    if cell.error:
        raise ArgumentError(f"规则包编号是错误值 {cell.error}，请先改正")
    return load_standard((cell.text or "").strip() or _DEFAULT)
