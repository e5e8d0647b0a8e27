"""Which forms a rule looks at (适用)."""

from __future__ import annotations

from ziping.checks.catalogue import Condition

FUNDS = Condition("有资金表的自评表", lambda facts: bool(facts.model.funds))
SPENDING = Condition(
    "有资金表，或附表、报告的表列有预算数、执行数的自评表",
    lambda facts: bool(facts.model.funds or facts.model.tables) or any(report.tables for report in facts.reports),
)
TOTAL_FUND = Condition("资金表有“年度资金总额”行的自评表", lambda facts: facts.total_fund is not None)
INDICATORS = Condition("有绩效指标的自评表", lambda facts: bool(facts.rows))
LEVELS = Condition(
    "一级指标分成本、产出、效益、满意度的自评表",
    lambda facts: any(name in levels for _, levels in facts.placed for name in ("成本", "产出", "效益", "满意度")),
)
TARGETS = Condition("印有年度指标值的自评表", lambda facts: facts.has_targets)
WEIGHTS = Condition("填了分值的自评表", lambda facts: facts.has_weights)
SCORES = Condition("填了得分的自评表", lambda facts: facts.has_scores)
EXECUTION_SCORED = Condition(
    "规则包对预算执行率计分的自评表", lambda facts: facts.standard.execution.method.value != "none"
)
EXPLAIN_UNMET = Condition("规则包要求未达标说明原因的自评表", lambda facts: facts.standard.explain.unmet.value)
UNIT = Condition("有单位基本数据的工作簿，整本核对一次", lambda facts: facts.leads and bool(facts.model.facts))
BOOK = Condition("有部门整体表和项目表的工作簿，整本核对一次", lambda facts: facts.leads and len(facts.book) > 1)
DEPARTMENT = Condition("部门整体自评表", lambda facts: facts.model.kind == "department")
REPORTS = Condition("有报告文字的工作簿，和要核对的 Word 报告", lambda facts: bool(facts.reports))
FUNDS_OR_UNIT = Condition(
    "有资金表的自评表，和有单位基本数据的部门整体自评表",
    lambda facts: bool(facts.model.funds) or (facts.model.kind == "department" and bool(facts.model.facts)),
)
UNIT_OR_REPORTS = Condition(
    "有单位基本数据的工作簿，整本核对一次；和它的报告",
    lambda facts: (facts.leads and bool(facts.model.facts)) or bool(facts.reports),
)
LEVELS_OR_REPORTS = Condition(f"{LEVELS.text}，和它的报告", lambda facts: LEVELS.holds(facts) or bool(facts.reports))
