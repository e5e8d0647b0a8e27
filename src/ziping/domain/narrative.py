"""Everything the texts of a report may use, by Chinese name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from ziping.domain.charts import execution_chart, row_names, score_chart
from ziping.domain.decimals import plain
from ziping.domain.figures import Figure, Missing, TablePlace
from ziping.domain.model import EMPTY, Entry, FundRow, Indicator, SelfEvaluation, Table
from ziping.domain.scoring.form import grade_of
from ziping.domain.scoring.results import RowScore, Scores
from ziping.domain.standard import Standard

_HUNDRED = Decimal(100)
_MET = {True: "达成", False: "未达成", None: "待评定"}
_STOPS = "。；;，,"
_DOCUMENT = re.compile(r"〔\d{4}〕\s*\d+\s*号")
_EFFECT = ("效益", "效果", "满意")


Form = tuple[SelfEvaluation, Scores, Standard]


def context(model: SelfEvaluation, scores: Scores, standard: Standard, others: Sequence[Form] = ()) -> dict[str, Any]:
    """Everything a text of the report may use, by Chinese name.

    What stands on the form goes before what was computed, so the report agrees with the form it comes with. ``others``
    are the forms of the same workbook in sheet order, ``model`` among them or, where it is not, before them: the
    projects stand in 项目表, the department in 部门表, each as its own context.
    """
    data = _form(model, scores, standard)
    known = any(form is model or (form.sheet and form.sheet == model.sheet) for form, _, _ in others)
    forms = others if known else ((model, scores, standard), *others)
    projects = [_form(*form) for form in forms if form[0].kind == "project"]
    departments = (_form(*form) for form in forms if form[0].kind == "department")
    return data | {"项目表": projects, "部门表": next(departments, Missing("部门整体支出绩效自评表"))}


def _form(model: SelfEvaluation, scores: Scores, standard: Standard) -> dict[str, Any]:
    indicators = [_indicator(number, row, levels) for number, (row, levels) in enumerate(_with_levels(scores.rows), 1)]
    groups = _grouped(indicators, "一级")
    total = _score("总分", model.total, scores.total)
    funds = _funds(model, scores)
    form = (model, scores)
    return {
        "类型": "项目" if model.kind == "project" else "部门",
        "单位": _text("单位名称", model.unit),
        "主管部门": _text("主管部门", model.supervisor),
        "项目": _text("项目名称", model.project),
        "年度": Missing("年度", model.year_entry) if model.year is None else str(model.year),
        "规则": standard.title,
        "依据": standard.document if _DOCUMENT.search(standard.document) else Missing("依据的文号"),
        "绩效目标": _text("年度总体目标", model.goal_planned),
        "目标完成": _text("全年实际完成情况", model.goal_actual),
        "资金": funds,
        "指标": indicators,
        "指标数": Decimal(len(indicators)),
        "达成数": Decimal(sum(row["达成"] == "达成" for row in indicators)),
        "未达成": [row for row in indicators if row["达成"] == "未达成"],
        "待评定": [row for row in indicators if row["达成"] == "待评定"],
        "失分": [row for row in indicators if _lost(row)],
        "超额": [row for row in indicators if row["超额"]],
        "一级得分": groups,
        "产出类": [group for group in groups if not _is_effect(group["名称"])],
        "效益类": [group for group in groups if _is_effect(group["名称"])],
        "计分": any(row.weight is not None for row in scores.rows),
        "原因栏": any(row.reason.cell or not row.reason.empty for row in model.indicators),
        "总分": total,
        "等级": _grade(model, total, standard),
        "数据": {
            known: _value(name, model.facts[key])
            for name, key in (model.fact_names or {key: key for key in model.facts}).items()
            for known in (name, key)
        },
        "资金表": TablePlace("资金表", form) if model.funds else Missing("资金表"),
        "指标表": _indicator_table(scores, form) if indicators else Missing("指标表"),
        "得分说明表": TablePlace("得分说明表", form) if indicators else Missing("得分说明表"),
        "表": {table.id: _table(table, form) for table in model.tables},
        "得分图": score_chart(funds, groups),
        "执行图": execution_chart(model.tables, funds),
    }


def levels_of(indicators: Iterable[Indicator]) -> Iterator[tuple[str, str]]:
    """First and second level of every row; an empty cell belongs to the one above it (merged cells)."""
    level1 = level2 = block = ""
    for row in indicators:
        if row.block != block:
            level1, level2, block = "", "", row.block
        own = _line(row.level1)
        if own and own != level1:
            level1, level2 = own, ""
        level2 = _line(row.level2) or level2
        yield level1, level2


def _with_levels(rows: Iterable[RowScore]) -> Iterator[tuple[RowScore, tuple[str, str]]]:
    rows = tuple(rows)
    return zip(rows, levels_of(row.indicator for row in rows), strict=True)


def _indicator(number: int, row: RowScore, levels: tuple[str, str]) -> dict[str, Any]:
    source, result = row.indicator, row.result
    name = _line(source.name)
    of = f"指标‘{name}’的"
    return {
        "序号": Decimal(number),
        "名称": name.rstrip(_STOPS) or Missing(f"第{number}项指标的名称", source.name),
        "一级": levels[0] or levels[1] or "绩效指标",
        "二级": levels[1],
        "目标": _phrase(f"{of}年度指标值", source.target),
        "完成": _phrase(f"{of}实际完成值", source.actual),
        "目标数": _number(f"{of}目标数", row.comparison.target),
        "完成数": _number(f"{of}完成数", row.comparison.actual),
        "分值": _amount(f"{of}分值", source.weight),
        "得分": _score(f"{of}得分", source.score, row.counted),
        "完成率": _completion(f"{of}完成率", row),
        "达成": _MET[result.met],
        "超额": result.over == "explain",
        "偏差原因": _phrase(f"{of}偏差原因分析及改进措施", source.reason),
        "怎么算的": result.why,
    }


def _completion(name: str, row: RowScore) -> Any:
    """A fraction; missing for an upper limit, of which more than all is no success."""
    completion = row.result.completion
    if completion is None or row.comparison.operator in ("<", "<="):
        return Missing(name)
    return completion / _HUNDRED


def _number(name: str, value: Decimal | None) -> Any:
    return Missing(name) if value is None else value


def _lost(row: Mapping[str, Any]) -> bool:
    weight, score = row["分值"], row["得分"]
    return isinstance(weight, Decimal) and isinstance(score, Decimal) and score < weight


def _grouped(rows: Iterable[dict[str, Any]], by: str) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row[by], []).append(row)
    return [_group(name, members) for name, members in groups.items()]


def _group(name: str, members: list[dict[str, Any]]) -> dict[str, Any]:
    weight, score = _sum(members, "分值"), _sum(members, "得分")
    missing = next((value for value in (weight, score) if isinstance(value, Missing)), None)
    return {
        "名称": name,
        "分值": weight,
        "得分": score,
        "得分率": missing if missing is not None else score / weight if weight else Missing(f"{name}的分值"),
        "指标": members,
        "指标数": Decimal(len(members)),
        "达成数": Decimal(sum(row["达成"] == "达成" for row in members)),
        "待评定数": Decimal(sum(row["达成"] == "待评定" for row in members)),
    }


def _sum(rows: Iterable[Mapping[str, Any]], key: str) -> Any:
    total = Decimal(0)
    for row in rows:
        if isinstance(row[key], Missing):
            return row[key]
        total += row[key]
    return total


def _is_effect(name: str) -> bool:
    return any(word in name for word in _EFFECT)


def _funds(model: SelfEvaluation, scores: Scores) -> dict[str, Any]:
    total = model.fund("total") or FundRow(kind="total")
    figures = _fund(total, "资金总额的")
    return {
        **figures,
        "执行率": Missing("预算执行率", total.rate) if scores.execution.rate is None else scores.execution.rate,
        "分值": _score("预算执行率的分值", total.weight, scores.execution.weight),
        "得分": _score("预算执行率的得分", total.score, scores.execution.score),
        "调整": _minus(figures["全年"], figures["年初"]),
        "结余": _minus(figures["全年"], figures["执行"]),
        "明细": [
            _fund(row, f"{_line(row.label)}的")
            for row in model.funds
            if row.kind != "total" and not (row.initial.empty and row.adjusted.empty and row.executed.empty)
        ],
    }


def _fund(row: FundRow, of: str) -> dict[str, Any]:
    return {
        "名称": _text("资金的名称", row.label),
        "年初": _amount(f"{of}年初预算数", row.initial),
        "全年": _amount(f"{of}全年预算数", row.adjusted),
        "执行": _amount(f"{of}全年执行数", row.executed),
    }


def _minus(left: Any, right: Any) -> Any:
    missing = next((value for value in (left, right) if isinstance(value, Missing)), None)
    return left - right if missing is None else missing


def _grade(model: SelfEvaluation, total: Any, standard: Standard) -> Any:
    if not model.grade.empty:
        return _text("自评等级", model.grade)
    if isinstance(total, Missing):
        return total
    return grade_of(total, standard) or Missing("自评等级", model.grade)


def _indicator_table(scores: Scores, form: tuple[SelfEvaluation, Scores]) -> TablePlace:
    """The whole table; its parts by block and by first-level indicator (指标表.产出指标)."""
    parts = {part for row, (level1, _) in _with_levels(scores.rows) for part in (row.indicator.block, level1) if part}
    return TablePlace("指标表", form, {part: TablePlace(f"指标表.{part}", form) for part in parts})


def _table(table: Table, form: tuple[SelfEvaluation, Scores]) -> TablePlace:
    def figures(row: Mapping[str, Entry]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for column in table.columns:
            value = _value(f"{table.title}的{column.label}", row.get(column.id, EMPTY))
            found |= {column.label: value, column.id: value}
        return found

    rows = [figures(row) for row in table.rows]
    return TablePlace(
        f"表.{table.id}",
        form,
        {
            **dict(zip(row_names(table, table.rows), rows, strict=True)),
            "标题": table.title,
            "行": rows,
            "合计": figures(table.total) if table.total is not None else Missing(f"{table.title}的合计"),
        },
    )


def _line(entry: Entry) -> str:
    """A name on one line: a line break inside a cell is no part of it."""
    return "".join((entry.text or "").split("\n")).strip()


def _text(name: str, entry: Entry) -> Any:
    return Missing(name, entry) if entry.empty or entry.error else (entry.text or "").strip()


def _phrase(name: str, entry: Entry) -> Any:
    """A text that goes on inside a sentence: without line breaks and its own full stop."""
    return Missing(name, entry) if entry.empty or entry.error else _line(entry).rstrip(_STOPS)


def _amount(name: str, entry: Entry) -> Any:
    number = entry.amount()
    return Missing(name, entry) if number is None else Figure(number, (entry.text or plain(number)).strip())


def _score(name: str, entry: Entry, computed: Decimal | None) -> Any:
    return computed if entry.empty and computed is not None else _amount(name, entry)


def _value(name: str, entry: Entry) -> Any:
    return _text(name, entry) if entry.amount() is None else _amount(name, entry)
