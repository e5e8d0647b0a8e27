"""Small forms for the tests of scoring."""

from __future__ import annotations

from decimal import Decimal

from ziping.domain.model import Entry, FundRow, Indicator, Parts, SelfEvaluation


def entry(value: str | None, cell: str = "") -> Entry:
    """A cell showing ``value``; a number where the text is one."""
    if value is None:
        return Entry(cell=cell)
    plain_number = value.replace(".", "", 1).isdigit()
    return Entry(text=value, number=Decimal(value) if plain_number else None, cell=cell)


def row(
    target: str | None,
    actual: str | None,
    weight: str | None,
    printed: str | None = None,
    *,
    name: str = "指标",
    level1: str = "产出指标",
    level2: str = "数量指标",
    parts: Parts | None = None,
) -> Indicator:
    return Indicator(
        name=entry(name),
        target=entry(target),
        actual=entry(actual),
        weight=entry(weight),
        score=entry(printed),
        level1=entry(level1),
        level2=entry(level2),
        parts=parts or Parts(),
    )


def fund(adjusted: str | None, executed: str | None, weight: str | None = "10", *, column: bool = True) -> FundRow:
    score = Entry(cell="H6" if column else "")
    return FundRow("total", adjusted=entry(adjusted), executed=entry(executed), weight=entry(weight), score=score)


def form(*rows: Indicator, total: FundRow | None = None, year: int | None = 2022) -> SelfEvaluation:
    funds = (total,) if total else ()
    return SelfEvaluation(form="test", standard="", kind="project", funds=funds, indicators=rows, year=year)
