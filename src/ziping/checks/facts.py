"""What the rules share: everything about one form that is worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from ziping.checks.figures import Figures
from ziping.checks.numbers import CENT, blank, points_of, short
from ziping.domain.indicators import levels_of
from ziping.domain.model import Entry, FundRow, Indicator, SelfEvaluation, Table
from ziping.domain.scoring.results import RowScore, Scores
from ziping.domain.standard import Standard
from ziping.domain.written import Passage, Report

_LISTED = 12
AMOUNTS = {"initial": "年初预算数", "adjusted": "全年预算数", "executed": "全年执行数"}


class Facts:
    """One form, its standard and its scores; ``others`` are the forms of the same workbook in sheet order, ``model``
    among them or, where it is not, before them. ``written`` are the reports about all of them, ``last`` the form about
    the same matter a year before."""

    def __init__(
        self,
        model: SelfEvaluation,
        standard: Standard,
        scores: Scores,
        others: Sequence[SelfEvaluation] = (),
        written: Sequence[Report] = (),
        last: SelfEvaluation | None = None,
    ) -> None:
        self.model = model
        self.standard = standard
        self.scores = scores
        self.book = tuple(others) if any(_same(form, model) for form in others) else (model, *others)
        self.written = tuple(written)
        self.last = last

    @cached_property
    def unit(self) -> Figures:
        """The figures of the unit, which all forms of the workbook share."""
        return Figures(self.model)

    @cached_property
    def department(self) -> SelfEvaluation | None:
        """The form about the whole department; one that only holds figures is none."""
        return next((form for form in self.book if form.kind == "department" and form.scorable), None)

    @cached_property
    def leads(self) -> bool:
        """Whether what is wrong with the workbook as a whole is told with this form, so that it is told once."""
        return _same(self.department or self.book[0], self.model)

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """The reports about this form."""
        return tuple(report for report in self.written if report.about == self.model.sheet)

    def passages(self) -> Iterator[tuple[Report, Passage]]:
        """Every paragraph of the reports about this form, titles and headings too."""
        for report in self.reports:
            for passage in report.passages:
                yield report, passage

    @property
    def rows(self) -> tuple[RowScore, ...]:
        return self.scores.rows

    @cached_property
    def total_fund(self) -> FundRow | None:
        return self.model.fund("total")

    @cached_property
    def has_weights(self) -> bool:
        return any(not blank(row.indicator.weight) for row in self.rows) or not blank(self.model.total_weight)

    @cached_property
    def has_scores(self) -> bool:
        return any(not blank(row.indicator.score) for row in self.rows) or not blank(self.model.total)

    @cached_property
    def traceable(self) -> bool:
        """Whether the total follows from points on the form: the rows', or at least those of the blocks."""
        rows = [entry for row in self.rows for entry in (row.indicator.weight, row.indicator.score)]
        blocks = [block.score for block in self.model.block_totals]
        return not all(blank(entry) for entry in (*rows, *blocks))

    @cached_property
    def has_reasons(self) -> bool:
        """Whether the form has a column for reasons (偏差原因), filled or not."""
        return any(row.indicator.reason.cell or not row.indicator.reason.empty for row in self.rows)

    @cached_property
    def has_targets(self) -> bool:
        """Whether the form has a column for targets (年度指标值), filled or not."""
        return any(row.indicator.target.cell or not row.indicator.target.empty for row in self.rows)

    @property
    def by_performance(self) -> bool:
        """True where a row's score is its 业绩值 times the weight, whatever the target says."""
        return self.standard.by_performance

    @cached_property
    def execution_printed(self) -> Decimal | None:
        return points_of(self.total_fund.score) if self.total_fund else None

    @cached_property
    def execution_weight(self) -> Decimal | None:
        """The weight of the execution rate as printed; None where the form prints none."""
        return points_of(self.total_fund.weight) if self.total_fund else None

    @cached_property
    def whole_points(self) -> bool:
        """Whether this form is scored in whole points (整数制): by the standard, or because every printed score is
        whole although the rule gives fractions."""
        if self.standard.rounding.whole_points.value:
            return True
        printed = [score for row in self.rows if (score := self.printed(row)) is not None]
        if self.execution_printed is not None:
            printed.append(self.execution_printed)
        return len(printed) > 0 and all(score == score.to_integral_value() for score in printed)

    @cached_property
    def placed(self) -> tuple[tuple[RowScore, str], ...]:
        """Every row with its first and second level in one text: 产出指标/成本指标."""
        levels = levels_of(row.indicator for row in self.rows)
        return tuple((row, f"{level1}/{level2}") for row, (level1, level2) in zip(self.rows, levels, strict=True))

    def texts(self) -> Iterator[tuple[str, Entry]]:
        """Every cell with sentences of the unit's own, with the words that name it."""
        yield "预期目标", self.model.goal_planned
        yield "实际完成情况", self.model.goal_actual
        for indicator in self.model.indicators:
            yield f"{name_of(indicator)}的偏差原因", indicator.reason
        for key, entry in self.model.extra.items():
            yield f"“{key}”", entry

    def sentences(self) -> Iterator[tuple[str, Entry]]:
        """As :meth:`texts`, with the paragraphs of the reports about this form."""
        yield from self.texts()
        for report, passage in self.passages():
            if not passage.heading and not passage.title:
                yield said_in(report, passage), passage.entry

    @staticmethod
    def broken(row: RowScore) -> bool:
        """True where target or actual is an error value: nothing else is said about the row."""
        return bool(row.indicator.target.error or row.indicator.actual.error)

    def printed(self, row: RowScore) -> Decimal | None:
        return points_of(row.indicator.score)

    def weight(self, row: RowScore) -> Decimal | None:
        return points_of(row.indicator.weight)

    def full(self, row: RowScore) -> bool:
        """True where the printed score is the full weight (or more)."""
        printed, weight = self.printed(row), self.weight(row)
        return printed is not None and weight is not None and printed > weight - CENT

    def figures(self) -> Iterator[tuple[str, Entry]]:
        """Every cell that holds a figure or a text with a figure, with the words that name it."""
        for fund, label, entry in self.fund_figures():
            if label not in ("分值", "得分"):
                yield f"{fund}的{label}", entry
        for indicator in self.model.indicators:
            yield f"{name_of(indicator)}的年度指标值", indicator.target
            yield f"{name_of(indicator)}的实际完成值", indicator.actual
        yield from self.point_figures()
        yield "等级", self.model.grade
        yield from self.basics()
        for table in self.model.tables:
            for row in (*table.rows, table.total or {}):
                for column in table.columns:
                    if column.id in row:
                        yield f"《{table.title}》的{column.label}", row[column.id]

    def basics(self) -> Iterator[tuple[str, Entry]]:
        """Whom and when the form is about, as far as it asks."""
        model = self.model
        yield "年度", model.year_entry
        yield "实施单位", model.unit
        if model.kind == "project":
            yield "项目名称", model.project

    def point_figures(self) -> Iterator[tuple[str, Entry]]:
        """The cells that hold points: weights, scores and their sums."""
        for fund, column, entry in self.fund_figures():
            if column in ("分值", "得分"):
                yield f"{fund}的{column}", entry
        for indicator in self.model.indicators:
            yield f"{name_of(indicator)}的分值", indicator.weight
            yield f"{name_of(indicator)}的得分", indicator.score
        for block in self.model.block_totals:
            yield "分值小计", block.weight
            yield "得分小计", block.score
        yield "分值合计", self.model.total_weight
        yield "总分", self.model.total

    def fund_figures(self) -> Iterator[tuple[str, str, Entry]]:
        """The cells of the fund table: the row's name, the column's, the cell."""
        for fund in self.model.funds:
            for field, column in (*AMOUNTS.items(), ("weight", "分值"), ("rate", "执行率"), ("score", "得分")):
                yield fund_name(fund), column, getattr(fund, field)

    @cached_property
    def sheets(self) -> dict[str, int]:
        """The sheets in the order in which the form uses them."""
        order = {self.model.sheet: 0}
        for _, entry in self.figures():
            order.setdefault(entry.sheet, len(order))
        return order


def same_unit(form: SelfEvaluation, department: SelfEvaluation) -> bool:
    """Whether a form is about a project of the department: somebody's file may hold the tables of several units."""
    whose, unit = {_joined(form.unit), _joined(form.supervisor)} - {""}, _joined(department.unit)
    return not whose or not unit or any(unit in name or name in unit for name in whose)


def _joined(entry: Entry) -> str:
    return "".join((entry.text or "").split())


def _same(form: SelfEvaluation, model: SelfEvaluation) -> bool:
    """Whether both are one form. Somebody's sheet may hold several: the first cells tell them apart."""
    return form.sheet == model.sheet and _first(form) == _first(model)


def _first(form: SelfEvaluation) -> tuple[str, ...]:
    """Where the first row of funds and of indicators stand."""
    names = [row.label for row in form.funds[:1]] + [row.name for row in form.indicators[:1]]
    return tuple(f"{entry.sheet}!{entry.cell}" for entry in names)


def name_of(indicator: Indicator) -> str:
    """“指标”, named as on the sheet."""
    return f"“{short(indicator.name)}”" if not indicator.name.empty else "未写名称的指标"


def said_in(report: Report, passage: Passage) -> str:
    """报告“项目绩效情况”, as a message names where a sentence stands."""
    return f"报告“{passage.above[-1] if passage.above else report.name}”"


def placed_rows(table: Table) -> Iterator[tuple[str, Mapping[str, Entry]]]:
    """The rows of a table and its printed total, each with what a user calls it."""
    yield from ((f"第 {number} 行", row) for number, row in enumerate(table.rows, 1))
    yield "合计", table.total or {}


def listed(cells: Iterable[tuple[Entry, Indicator]]) -> str:
    """Several rows in one sentence: the cell and the beginning of each name."""
    return "、".join(f"{entry.cell}{_clipped(short(indicator.name))}" for entry, indicator in cells)


def _clipped(name: str) -> str:
    return f"“{name if len(name) <= _LISTED else name[: _LISTED - 1] + '…'}”"


def budget(fund: FundRow) -> Entry:
    """The denominator of the execution rate: 全年预算数, on a form without that column 年初预算数."""
    return fund.adjusted if fund.adjusted.cell or not fund.adjusted.empty else fund.initial


def fund_name(fund: FundRow) -> str:
    return f"“{short(fund.label).rstrip('：:')}”" if not fund.label.empty else "资金行"
