"""明细与项目：明细表合计、各项目的执行数，与项目支出对得上。"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ziping.checks.catalogue import Hit, rule
from ziping.checks.conditions import BOOK, DEPARTMENT
from ziping.checks.facts import Facts, same_unit
from ziping.checks.figures import Figure
from ziping.checks.numbers import ZERO, short, tail, written_sum
from ziping.checks.relations import MISSING, TAIL, VARIANTS, Relation, missing_hit, relation_hits
from ziping.checks.units import other_unit
from ziping.domain.decimals import plain
from ziping.domain.model import SelfEvaluation

_TABLES = (
    ("fund_use", "budget", "预算项目支出"),
    ("special_funds", "budget", "专项资金预算"),
    ("special_funds", "final", "专项资金"),
)
"""The table, its column, and the figure of the unit that its total must give."""
_PROJECT = (
    Relation("项目支出", ("业务工作经费", "运行维护经费", "专项资金")),
    Relation("项目支出预算", ("业务工作经费预算", "运行维护经费预算", "专项资金预算")),
)


@rule(
    "R19",
    "明细合计不等于项目支出",
    severity="error",
    message="{what} {stated} 不等于{of} {expected}，相差 {gap}。",
    fix="把明细列全，使合计等于 {expected}；上面的数填错的先改那里。",
    basis="通行审核口径：任务表、明细表的合计等于所列支出的总数",
    applies=(DEPARTMENT,),
    variants=VARIANTS,
)
def r19(facts: Facts) -> Iterator[Hit]:
    """
    查什么：资金使用表的预算合计等于项目支出；专项资金明细的合计等于专项资金；项目支出等于业务工作、运行维护、专项资金之和。
    为什么：合计少于项目支出，说明有任务没有列出来，这部分钱就没有绩效目标。
    反例：五项重点任务合计 218，项目支出 268。
    正例：补列一项 50 的任务，合计 268。
    可否自动修正：不可以，漏列的任务只有单位知道。
    """
    for id, column, concept in _TABLES:
        table, whole = facts.model.table(id), facts.unit.find(concept)
        if table is None or table.total is None or column not in table.total or whole.number is None:
            continue
        entry = table.total[column]
        total = entry.amount()
        if total is None or total == whole.number or other_unit(total, whole.number):
            continue
        gap = abs(total - whole.number)
        rows = [amount for row in table.rows if column in row and (amount := row[column].amount()) is not None]
        label = next(each.label for each in table.columns if each.id == column)
        yield Hit(
            entry=entry,
            variant="tail" if gap <= tail(len(rows)) else "",
            stated=plain(total),
            expected=plain(whole.number),
            arithmetic=f"{written_sum(rows, sum(rows, ZERO))}；{plain(whole.number)}−{plain(total)}"
            f"={plain(whole.number - total)}",
            slots={"what": f"《{table.title}》合计的{label}", "of": whole.name, "gap": plain(gap), "missing": ""},
        )
    if facts.leads:
        for hit in relation_hits(facts.unit, _PROJECT):
            yield msgspec.structs.replace(hit, slots={**hit.slots, "of": "明细之和"})


@rule(
    "R21",
    "各项目执行数之和超过部门项目支出",
    severity="error",
    message="{count} 张项目表的执行数之和 {stated} 超过部门{of} {expected}，多出 {gap}：{projects}。",
    fix="核对各项目的执行数；有项目的钱列在基本支出里的，改正部门的项目支出或在报告里说明。",
    basis="通行审核口径：各项目自评表执行数之和不大于部门项目支出",
    applies=(BOOK,),
    variants={"missing": MISSING, "tail": TAIL},
)
def r21(facts: Facts) -> Iterator[Hit]:
    """
    查什么：同一本工作簿里各张项目表的全年执行数之和，不大于部门的项目支出；别的单位的项目表不加。
    为什么：项目的钱只能从项目支出里来，加起来更多，说明有项目列错了性质或重复填报。
    反例：两个项目执行 560、162.13，相加 722.13，部门项目支出 580。
    正例：两个项目执行 420、160，相加 580，部门项目支出 580。
    可否自动修正：不可以，要由单位查明哪个项目列错。
    """
    departments = [form for form in facts.book if form.kind == "department"]
    projects = [form for form in facts.book if form.kind == "project"]
    projects = [form for form in projects if any(same_unit(form, department) for department in departments)]
    if not projects:
        return
    whole = _project_outlay(facts)
    executed = [(form, _executed(form)) for form in projects]
    known = [(form, figure.number) for form, figure in executed if figure.number is not None]
    if not known:
        return
    numbers = [number for _, number in known]
    total = sum(numbers, ZERO)
    missing = [figure for _, figure in executed if figure.number is None]
    if whole.number is None:
        yield missing_hit([whole, *missing], "项目支出够不够", written_sum(numbers, total), _place(projects[0]))
    elif total > whole.number and not other_unit(total, whole.number):
        gap = total - whole.number
        yield Hit(
            entry=whole.entry,
            variant="tail" if gap <= tail(len(numbers)) else "",
            stated=plain(total),
            expected=plain(whole.number),
            arithmetic=f"{written_sum(numbers, total)}，{plain(total)}−{plain(whole.number)}={plain(gap)}",
            slots={
                "count": str(len(numbers)),
                "of": whole.name,
                "what": "各项目执行数之和",
                "gap": plain(gap),
                "projects": "、".join(f"{_name(form)} {plain(number)}" for form, number in known),
                "missing": "",
            },
        )
    elif missing:
        written = f"{'+'.join(map(plain, numbers))}+？≤{plain(whole.number)}"
        yield missing_hit(missing, "各项目执行数之和", written, whole)


@rule(
    "R93",
    "编了绩效目标的项目没有全部自评",
    severity="warning",
    message="编制绩效目标的项目有 {stated} 个，工作簿里自评的只有 {expected} 个。",
    fix="补做其余项目的自评表；另行自评的，在报告里写明。",
    basis="财预〔2020〕10号：单位自评应当覆盖全部项目支出",
    applies=(BOOK,),
)
def r93(facts: Facts) -> Iterator[Hit]:
    """
    查什么：基本数据里“编制绩效目标项目数”不多于工作簿里的项目自评表数。
    为什么：自评要求全覆盖，只挑几个项目自评会被退回补做。
    反例：对 15 个项目编制了绩效目标，只自评了 2 个。
    正例：编制绩效目标 2 个，自评 2 个。
    可否自动修正：不可以。
    """
    planned = facts.unit.find("编制绩效目标项目数")
    done = sum(form.kind == "project" and form.scorable for form in facts.book)
    if planned.number is not None and done and planned.number > done:
        yield Hit(
            entry=planned.entry,
            stated=plain(planned.number),
            expected=str(done),
            arithmetic=f"{plain(planned.number)}−{done}={plain(planned.number - done)}",
        )


def _project_outlay(facts: Facts) -> Figure:
    """项目支出 of the unit; without that figure, the row of the department's fund table."""
    figure = facts.unit.find("项目支出")
    row = facts.department.fund("project") if facts.department else None
    return Figure("项目支出的全年执行数", row.executed) if figure.number is None and row is not None else figure


def _executed(form: SelfEvaluation) -> Figure:
    total = form.fund("total")
    return _place(form) if total is None else Figure(f"{_name(form)}的全年执行数", total.executed)


def _place(form: SelfEvaluation) -> Figure:
    """The form itself as a place, for what no cell of it holds."""
    return Figure(f"{_name(form)}的全年执行数", form.project)


def _name(form: SelfEvaluation) -> str:
    return short(form.project) or form.sheet or short(form.title)
