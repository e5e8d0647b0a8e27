"""Forms written down as YAML: a sheet like the national one, with the cells where that has them.

Funds start in row 6 (C 年初预算数, D 全年预算数, E 全年执行数, F 分值, G 执行率, H 得分), indicators in row 21
(A 一级, B 二级, C 三级, D 指标值, E 完成值, F 分值, G 得分, H 偏差原因), the total is row 60. The unit's figures
(``facts`` by Chinese name) start in B101; ``others`` are the other forms of the workbook, on sheets 项目1, 项目2 ….
``report`` is a Word report about the form, a text line by line (第1段, 第2段 …) or a mapping with ``lines``, ``tables``
(title → rows, cells 表1第1行第1列 …) and ``outline`` (headings of the first level); its first line is its title if it
ends with 报告. ``written`` are such reports about the others (key ``about``: 项目1), before it. ``last`` is the form of
the year before. ``sections`` are texts of the workbook's 报告文字 sheet in C70. ``extra`` are fields by id from C63 on;
``checks`` are values of the standard that the case sets otherwise. ``automatic`` tells that Word counts the numbers of
a report.
A YAML number is a numeric cell, a text is a text, “#…” an error value; ``without`` names columns that the form does
not have.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import yaml

from ziping.checks.finding import Finding
from ziping.checks.run import check
from ziping.domain.model import (
    EMPTY,
    BlockTotal,
    Column,
    Document,
    Entry,
    FundRow,
    Indicator,
    Parts,
    Section,
    SelfEvaluation,
    Table,
)
from ziping.domain.scoring import score_form
from ziping.domain.written import Outlined, Passage, Report, WrittenTable, report_of
from ziping.standards.loader import load_standard

CASES = Path(__file__).parents[1] / "cases" / "checks"
SHEET = "自评表"
WORD = "报告.docx"
LABELS = {
    "total": "年度资金总额",
    "fiscal": "财政拨款小计",
    "general": "一般公共预算",
    "government_fund": "政府性基金",
    "carryover": "上年结转资金",
    "other": "其他资金",
}
PARENTS = {"fiscal": "total", "carryover": "total", "other": "total", "general": "fiscal", "government_fund": "fiscal"}
FUND_COLUMNS = {"initial": "C", "adjusted": "D", "executed": "E", "weight": "F", "rate": "G", "score": "H"}
ROW_COLUMNS = {
    "level1": "A",
    "level2": "B",
    "name": "C",
    "target": "D",
    "actual": "E",
    "weight": "F",
    "score": "G",
    "reason": "H",
}
FUNDS, INDICATORS, TOTAL, EXTRA, TABLES, FIGURES = 6, 21, 60, 63, 80, 101


def entry(value: Any, cell: str) -> Entry:
    if value is None:
        return Entry(sheet=SHEET, cell=cell)
    if isinstance(value, int | float):
        return Entry(text=str(value), number=Decimal(str(value)), sheet=SHEET, cell=cell)
    if isinstance(value, Mapping):
        number, computed = Decimal(str(value["number"])), value.get("formula", False)
        return Entry(text=value["text"], number=number, formula=computed, sheet=SHEET, cell=cell)
    if value.startswith("#"):
        return Entry(text=value, error=value, sheet=SHEET, cell=cell)
    return Entry(text=value, sheet=SHEET, cell=cell)


def form(data: Mapping[str, Any]) -> SelfEvaluation:
    without = set(data.get("without", ()))
    return SelfEvaluation(
        form="sample",
        standard=data.get("standard", "national-2020"),
        kind=data.get("kind", "project"),
        year=data.get("year", 2022),
        year_entry=entry(data["year_text"], "A2") if "year_text" in data else EMPTY,
        unit=entry(data["unit"], "E3") if "unit" in data else EMPTY,
        project=entry(data["project"], "B3") if "project" in data else EMPTY,
        blocks=tuple(data.get("tables_of_indicators", ())),
        sheet=SHEET,
        money=data.get("money", "万元"),
        funds=tuple(_fund(kind, row, n, without) for n, (kind, row) in enumerate(data.get("funds", {}).items(), FUNDS)),
        goal_planned=entry(data["goal_planned"], "C18") if "goal_planned" in data else EMPTY,
        goal_actual=entry(data["goal_actual"], "D18") if "goal_actual" in data else EMPTY,
        indicators=tuple(_indicator(row, n, without) for n, row in enumerate(data.get("rows", ()), INDICATORS)),
        block_totals=tuple(
            BlockTotal(block, *(entry(row.get(id), f"{letter}{n}") for id, letter in (("weight", "F"), ("score", "G"))))
            for n, (block, row) in enumerate(data.get("blocks", {}).items(), TOTAL - 5)
        ),
        total_weight=entry(data.get("total_weight"), f"F{TOTAL}") if "total_weight" in data else EMPTY,
        total=entry(data.get("total"), f"G{TOTAL}") if "total" in data else EMPTY,
        grade=entry(data.get("grade"), f"H{TOTAL}"),
        tables=tuple(_table(table) for table in data.get("tables", ())),
        facts={name: entry(value, f"B{n}") for n, (name, value) in enumerate(data.get("facts", {}).items(), FIGURES)},
        fact_names={name: name for name in data.get("facts", {})},
        extra={id: entry(value, f"C{n}") for n, (id, value) in enumerate(data.get("extra", {}).items(), EXTRA)},
        sections=tuple(Section("一", "预算执行情况", entry(text, "C70")) for text in data.get("sections", ())),
    )


def others(data: Mapping[str, Any]) -> tuple[SelfEvaluation, ...]:
    """The other forms of the workbook, each on a sheet of its own."""
    return tuple(
        msgspec.structs.replace(form(other), sheet=f"项目{n}") for n, other in enumerate(data.get("others", ()), 1)
    )


def standard_of(data: Mapping[str, Any]):
    standard = load_standard(data.get("standard", "national-2020"))
    set_here = {
        name: msgspec.structs.replace(getattr(standard.checks, name), value=value)
        for name, value in data.get("checks", {}).items()
    }
    return msgspec.structs.replace(standard, checks=msgspec.structs.replace(standard.checks, **set_here))


def findings(data: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Everything the check says about a form written as YAML; a rule that fails makes the test fail."""

    def failed(error: Exception) -> None:
        raise error

    model, standard = form(data), standard_of(data)
    last = form(data["last"]) if "last" in data else None
    return check(model, standard, score_form(model, standard), failed, others(data), written(data, model), last)


def written(data: Mapping[str, Any], model: SelfEvaluation) -> tuple[Report, ...]:
    """The reports about the form and the others: Word files, and the texts of the workbook."""
    found = [_report(report, report["about"], f"{report['about']}.docx") for report in data.get("written", ())]
    if "report" in data:
        found.append(_report(data["report"], SHEET, WORD))
    if model.sections:
        found.append(report_of(Document("绩效自评报告", "", SHEET, model.sections, "报告文字")))
    return tuple(found)


def _report(data: Any, about: str, file: str) -> Report:
    said = {"lines": data} if isinstance(data, str) else data
    outlined, passages = Outlined(), list[Passage]()
    for number, line in enumerate(said["lines"].strip().split("\n"), 1):
        place = Entry(text=line.strip(), sheet=file, cell=f"第{number}段")
        if number == 1 and line.strip().endswith("报告"):
            passages.append(Passage(line.strip(), place, title=True))
        else:
            passages += outlined.passages(line, place, automatic=said.get("automatic", False))
    tables = [
        WrittenTable(
            title,
            tuple(
                tuple(
                    Entry(text=str(text) if text is not None else None, sheet=file, cell=f"表{n}第{row}行第{column}列")
                    for column, text in enumerate(cells, 1)
                )
                for row, cells in enumerate(rows, 1)
            ),
        )
        for n, (title, rows) in enumerate(said.get("tables", {}).items(), 1)
    ]
    headings = said.get("outline")
    sections = None if headings is None else tuple(_section(heading, n) for n, heading in enumerate(headings))
    name = next((passage.text for passage in passages if passage.title), file)
    return Report(
        name=name,
        about=about,
        place=file,
        passages=tuple(passages),
        tables=tuple(tables),
        sections=sections,
        foreign=True,
    )


def _section(heading: Any, n: int) -> Section:
    """A heading of the outline, or a mapping with heading, limit and last year's text."""
    said = {"heading": heading} if isinstance(heading, str) else heading
    return Section(
        "一二三四五六七八九十"[n], said["heading"], limit=said.get("limit"), last=Entry(text=said.get("last"))
    )


def load(name: str) -> Any:
    return yaml.safe_load((CASES / name).read_text(encoding="utf-8"))


def replaced(model: SelfEvaluation, cell: str, text: str) -> SelfEvaluation:
    """The form with ``text`` typed into a cell."""

    def renew(value: Any) -> Any:
        if isinstance(value, Entry):
            return Entry(text=text, sheet=value.sheet, cell=cell) if value.cell == cell else value
        if isinstance(value, msgspec.Struct):
            return type(value)(**{name: renew(getattr(value, name)) for name in value.__struct_fields__})
        if isinstance(value, Mapping):
            return {key: renew(cell) for key, cell in value.items()}
        return tuple(map(renew, value)) if isinstance(value, tuple) else value

    return renew(model)


def _fund(kind: str, row: Mapping[str, Any] | None, n: int, without: set[str]) -> FundRow:
    cells = {
        field: EMPTY if f"fund_{field}" in without else entry((row or {}).get(field), f"{letter}{n}")
        for field, letter in FUND_COLUMNS.items()
    }
    label = entry((row or {}).get("label", LABELS.get(kind, kind)), f"A{n}")
    return FundRow(kind, PARENTS.get(kind), label=label, **cells)


def _indicator(row: Mapping[str, Any], n: int, without: set[str]) -> Indicator:
    row = {"name": f"指标{n - INDICATORS + 1}", "level1": "产出指标", **row}
    cells = {
        field: EMPTY if field in without else entry(row.get(field), f"{letter}{n}")
        for field, letter in ROW_COLUMNS.items()
    }
    parts = {field: entry(value, f"{chr(75 + c)}{n}") for c, (field, value) in enumerate(row.get("parts", {}).items())}
    return Indicator(**cells, parts=Parts(**parts), block=row.get("block", ""))


def _table(data: Mapping[str, Any]) -> Table:
    columns = tuple(Column(id, label, numeric=not data.get("words")) for id, label in data["columns"].items())
    rows = [*data["rows"], data.get("total")]
    cells = [
        {
            column.id: entry(value, f"{chr(67 + c)}{n}")
            for c, (column, value) in enumerate(zip(columns, row, strict=True))
        }
        for n, row in enumerate(rows, TABLES)
        if row is not None
    ]
    return Table(
        data.get("id", "table"),
        data["title"],
        columns,
        tuple(cells[: len(data["rows"])]),
        cells[-1] if data.get("total") else None,
    )
