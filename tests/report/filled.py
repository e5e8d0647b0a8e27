"""Filled forms for the tests of the report, from the YAML files in cases/."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import yaml
from docx import Document
from docx.document import Document as WordDocument

from ziping.domain.model import Column, Entry, FundRow, Indicator, Section, SelfEvaluation, Table
from ziping.domain.scoring import Scores, score_form
from ziping.domain.standard import Standard
from ziping.report.document import build_report
from ziping.report.outline import load_outline
from ziping.report.render import MARKER
from ziping.standards.loader import load_standard

SHEET, TEXTS = "自评表", "报告文字"
CASES = ("xinzhou-2021", "grid-2022")


def entry(text: str | None, cell: str = "", sheet: str = SHEET) -> Entry:
    filled = Entry(text=text or None, sheet=sheet, cell=cell)
    return msgspec.structs.replace(filled, number=filled.amount())


def case(name: str) -> tuple[SelfEvaluation, Scores, Standard]:
    data = yaml.safe_load((Path(__file__).parent / "cases" / f"{name}.yaml").read_text(encoding="utf-8"))
    model = _model(data)
    standard = load_standard(data["standard"])
    return model, score_form(model, standard), standard


def section(
    number: str, heading: str, text: str | None, cell: str = "C7", hint: str = "", limit: int | None = None
) -> Section:
    return Section(number, heading, Entry(text=text, sheet=TEXTS, cell=cell), hint, limit)


def outline_written() -> tuple[Section, ...]:
    """The national outline as on the 报告文字 sheet, every slot written."""
    return tuple(
        section(row.number, row.heading, _written(row.text), f"C{line}", row.hint)
        for line, row in enumerate(load_outline("national-2020").rows, 2)
    )


def _written(text: str) -> str | None:
    return MARKER.sub("按实际情况写好的一段文字。", text).replace("{{ 依据 }}", "财政部门通知") or None


def report(model: SelfEvaluation, scores: Scores, standard: Standard, **options: Any) -> WordDocument:
    return Document(io.BytesIO(build_report(model, scores, standard, **options)))


def texts(document: WordDocument) -> list[str]:
    """The text of every paragraph, those of tables included, in order."""
    return [
        "".join(piece.text or "" for piece in p.iter(f"{{{p.nsmap['w']}}}t"))
        for p in document.element.body.iter()
        if p.tag.endswith("}p")
    ]


def printed(model: SelfEvaluation) -> list[str]:
    """Every figure of the funds and indicators as the form shows it."""
    funds = [cell for row in model.funds for cell in (row.initial, row.adjusted, row.executed, row.weight, row.score)]
    rows = [cell for row in model.indicators for cell in (row.target, row.actual, row.weight, row.score)]
    return [cell.text.strip() for cell in [*funds, *rows, model.total] if cell.text]


def _model(data: dict[str, Any]) -> SelfEvaluation:
    return SelfEvaluation(
        form="测试表式",
        standard=data["standard"],
        kind=data["kind"],
        year=data["year"],
        unit=entry(data["unit"], "B3"),
        supervisor=entry(data["supervisor"], "B4"),
        project=entry(data["project"], "B2"),
        funds=tuple(_fund(line, row) for line, row in enumerate(data["funds"], 7)),
        goal_planned=entry(data["goal_planned"], "B14"),
        goal_actual=entry(data["goal_actual"], "E14"),
        indicators=tuple(_indicator(line, row) for line, row in enumerate(data["indicators"], 17)),
        total=entry(data["total"], "G60"),
        grade=entry(data["grade"], "G61"),
        tables=tuple(_table(table) for table in data["tables"]),
        facts={key: entry(value, f"B{line}", "基本信息") for line, (key, value) in enumerate(data["facts"].items(), 3)},
        sections=outline_written(),
    )


def _fund(line: int, row: Sequence[str]) -> FundRow:
    label, kind, parent, initial, adjusted, executed, *points = row
    scored = {"weight": entry(points[0], f"G{line}"), "score": entry(points[1], f"H{line}")} if points else {}
    return FundRow(
        kind, parent, entry(label, f"B{line}"), entry(initial, f"C{line}"), entry(adjusted, f"D{line}"),
        entry(executed, f"E{line}"), **scored,
    )  # fmt: skip


def _indicator(line: int, row: Sequence[Any]) -> Indicator:
    level1, level2, name, target, actual, weight, score, *rest = row
    return Indicator(
        name=entry(name, f"C{line}"),
        target=entry(target, f"D{line}"),
        actual=entry(actual, f"E{line}"),
        weight=entry(weight, f"F{line}"),
        score=entry(score, f"G{line}"),
        reason=entry(rest[0], f"H{line}") if rest else Entry(),
        level1=entry(level1, f"A{line}"),
        level2=entry(level2, f"B{line}"),
    )


def _table(table: dict[str, Any]) -> Table:
    columns = tuple(Column(*column) for column in table["columns"])
    ids = [column.id for column in columns]
    rows = [{id: entry(text) for id, text in zip(ids, row, strict=True)} for row in (*table["rows"], table["total"])]
    return Table(table["id"], table["title"], columns, tuple(rows[:-1]), rows[-1])
