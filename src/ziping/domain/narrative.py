"""Everything the texts of a report may use, by Chinese name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from ziping.domain.charts import execution_chart, row_names, score_chart
from ziping.domain.figures import Missing, TablePlace, amount_of, first_missing, line_of, score_of, text_of, value_of
from ziping.domain.indicators import grouped, indicator_figures, is_effect, levels_of, lost_points
from ziping.domain.model import EMPTY, Entry, FundRow, SelfEvaluation, Table
from ziping.domain.scoring.form import grade_of
from ziping.domain.scoring.results import Scores
from ziping.domain.standard import Standard
from ziping.patterns import pattern

_DOCUMENT = pattern(r"〔\d{4}〕\s*\d+\s*号")

Form = tuple[SelfEvaluation, Scores, Standard]


def context(model: SelfEvaluation, scores: Scores, standard: Standard, others: Sequence[Form] = ()) -> dict[str, Any]:
    """Everything a text of the report may use, by Chinese name.

    What stands on the form goes before what was computed, so the report agrees with the form it comes with. ``others``
    are the forms of the same workbook in sheet order, ``model`` among them or, where it is not, before them: the
    projects stand in 项目表, the department in 部门表, each as its own context; their tables are found beside its own.
    """
    data = _form(model, scores, standard)
    known = any(form is model or (form.sheet and form.sheet == model.sheet) for form, _, _ in others)
    forms = others if known else ((model, scores, standard), *others)
    projects = [_form(*form) for form in forms if form[0].kind == "project"]
    departments = sorted(
        (form for form in forms if form[0].kind == "department"), key=lambda form: not form[0].scorable
    )
    department = _form(*departments[0]) if departments else Missing("部门整体支出绩效自评表")
    tables = {table.id: _table(table, form[:2]) for form in others for table in form[0].tables}
    return data | {"项目表": projects, "部门表": department, "表": tables | data["表"]}


def _form(model: SelfEvaluation, scores: Scores, standard: Standard) -> dict[str, Any]:
    indicators = indicator_figures(scores.rows)
    groups = grouped(indicators)
    total = score_of("总分", model.total, scores.total)
    funds = _funds(model, scores)
    form = (model, scores)
    return {
        "类型": "项目" if model.kind == "project" else "部门",
        "单位": text_of("单位名称", model.unit),
        "主管部门": text_of("主管部门", model.supervisor),
        "项目": text_of("项目名称", model.project),
        "年度": Missing("年度", model.year_entry) if model.year is None else str(model.year),
        "规则": standard.title,
        "依据": standard.document if _DOCUMENT.search(standard.document) else Missing("依据的文号"),
        "绩效目标": text_of("年度总体目标", model.goal_planned),
        "目标完成": text_of("全年实际完成情况", model.goal_actual),
        "资金": funds,
        "指标": indicators,
        "指标数": Decimal(len(indicators)),
        "达成数": Decimal(sum(row["达成"] == "达成" for row in indicators)),
        "未达成": [row for row in indicators if row["达成"] == "未达成"],
        "待评定": [row for row in indicators if row["达成"] == "待评定"],
        "失分": [row for row in indicators if lost_points(row)],
        "超额": [row for row in indicators if row["超额"]],
        "一级得分": groups,
        "产出类": [group for group in groups if not is_effect(group["名称"])],
        "效益类": [group for group in groups if is_effect(group["名称"])],
        "计分": any(row.weight is not None for row in scores.rows),
        "原因栏": any(row.reason.cell or not row.reason.empty for row in model.indicators),
        "总分": total,
        "等级": _grade(model, total, standard),
        "数据": {
            known: value_of(name, model.facts[key])
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


def _funds(model: SelfEvaluation, scores: Scores) -> dict[str, Any]:
    total = model.fund("total") or FundRow(kind="total")
    figures = _fund(total, "资金总额的")
    return {
        **figures,
        "执行率": Missing("预算执行率", total.rate) if scores.execution.rate is None else scores.execution.rate,
        "分值": score_of("预算执行率的分值", total.weight, scores.execution.weight),
        "得分": score_of("预算执行率的得分", total.score, scores.execution.score),
        "调整": _minus(figures["全年"], figures["年初"]),
        "结余": _minus(figures["全年"], figures["执行"]),
        "明细": [
            _fund(row, f"{line_of(row.label)}的")
            for row in model.funds
            if row.kind != "total" and not (row.initial.empty and row.adjusted.empty and row.executed.empty)
        ],
    }


def _fund(row: FundRow, of: str) -> dict[str, Any]:
    return {
        "名称": text_of("资金的名称", row.label),
        "年初": amount_of(f"{of}年初预算数", row.initial),
        "全年": amount_of(f"{of}全年预算数", row.adjusted),
        "执行": amount_of(f"{of}全年执行数", row.executed),
    }


def _minus(left: Any, right: Any) -> Any:
    missing = first_missing(left, right)
    return left - right if missing is None else missing


def _grade(model: SelfEvaluation, total: Any, standard: Standard) -> Any:
    if not model.grade.empty:
        return text_of("自评等级", model.grade)
    if isinstance(total, Missing):
        return total
    return grade_of(total, standard) or Missing("自评等级", model.grade)


def _indicator_table(scores: Scores, form: tuple[SelfEvaluation, Scores]) -> TablePlace:
    """The whole table; its parts by block and by first-level indicator (指标表.产出指标)."""
    rows = [row.indicator for row in scores.rows]
    parts = {
        part for row, (level1, _) in zip(rows, levels_of(rows), strict=True) for part in (row.block, level1) if part
    }
    return TablePlace("指标表", form, {part: TablePlace(f"指标表.{part}", form) for part in parts})


def _table(table: Table, form: tuple[SelfEvaluation, Scores]) -> TablePlace:
    def figures(row: Mapping[str, Entry]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for column in table.columns:
            value = value_of(f"{table.title}的{column.label}", row.get(column.id, EMPTY))
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
