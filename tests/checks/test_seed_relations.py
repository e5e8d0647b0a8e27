"""The published reports as workbooks: each relation of their figures that does not hold is found at its cell, and
what holds stays quiet."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from checks.sample_forms import CASES
from ziping import api
from ziping.checks.finding import Finding

BUILT = Path(__file__).parents[2] / "workbook_templates"
RULES = {path.stem for path in CASES.glob("R*.yaml")} & {f"R{n:02}" for n in (3, 4, *range(9, 20), *range(21, 36))}
CHANGDE, NANYUE, XINZHOU = "hunan-changde-2021", "hunan-nanyue-2022", "shanxi-xinzhou-2021"
ZHAOHUA, ZHAOHUA_FORM = "sichuan-zhaohua-zhengfawei-2022", "sichuan-zhaohua-department-2022"
WHOLE = "部门整体支出绩效目标自评表"

BROKEN = [
    (CHANGDE, "年末结转 20.28，算出来是 0", "R10", "error", "基本数据!B16", "35.23+109.19−144.42=0"),
    (CHANGDE, "调整率 92.71%", "R22", "warning", "基本数据!B11", "52.53÷56.66=92.71%"),
    (CHANGDE, "项目支出没有明细", "R19", "info", "附1 基础数据表!F14", "？+？+？=130.86；？+？+？=43.1"),
    (CHANGDE, "政府采购空着", "R29", "info", "附1 基础数据表!F21", None),
    (NANYUE, "项目支出比上年增加 46.26，上年为 0", "R18", "warning", "附1 基础数据表!B13", "46.26−0=46.26"),
    (NANYUE, "公用经费降 25%，没有上年数", "R16", "info", "附1 基础数据表!B17", "（？−11.9）÷？"),
    (NANYUE, "项目支出没有明细", "R19", "info", "附1 基础数据表!F14", "？+？+？=46.26"),
    (NANYUE, "政府采购空着", "R29", "info", "附1 基础数据表!F21", None),
    (XINZHOU, "资金表 218，项目支出 268", "R19", "error", "整体支出绩效自评表!D21", "90+50+20+8+50=218；268−218=50"),
    (XINZHOU, "没有列人员经费", "R13", "info", "基本数据!B20", "？+126.29=549.53"),
    (XINZHOU, "资产分类差 0.01", "R34", "info", "基本数据!B9", "61.54+3.23=64.77"),
    (XINZHOU, "资产配置方式差 0.01", "R34", "info", "基本数据!B9", "64.18+0.59=64.77"),
    (ZHAOHUA, "年初预算数填 1193.39，批复 1158.27", "R04", "error", "部门整体!E7", "1193.39−1158.27=35.12"),
    (ZHAOHUA, "追加 35.12 而两个预算数相同", "R23", "warning", "部门整体!E7", "1193.39−1193.39=0，应为 35.12"),
    (ZHAOHUA, "两个项目 722.13，项目支出 580", "R21", "error", "基本数据!B35", "560+162.13=722.13，722.13−580=142.13"),
    (ZHAOHUA, "机关运行经费 555.67，公用经费 361.65", "R28", "warning", "基本数据!B89", "555.67−361.65=194.02"),
    (ZHAOHUA, "在职 18，编制 15", "R32", "warning", "基本数据!B8", "18÷15=120%"),
    (ZHAOHUA, "在编人员数目标 16，实有 18", "R33", "warning", "部门整体!F16", "18−16=2"),
    (ZHAOHUA_FORM, "在编人员数目标 16，实有 18", "R33", "warning", f"{WHOLE}!F16", "18−16=2"),
    (ZHAOHUA_FORM, "年初预算数填 1193.39，批复 1158.27", "R04", "error", f"{WHOLE}!E6", "1193.39−1158.27=35.12"),
    (ZHAOHUA_FORM, "追加 35.12 而两个预算数相同", "R23", "warning", f"{WHOLE}!E6", "1193.39−1193.39=0，应为 35.12"),
    (ZHAOHUA_FORM, "在职 18，编制 15", "R32", "warning", "基本数据!B8", "18÷15=120%"),
]  # fmt: skip


@cache
def found(path: Path) -> tuple[Finding, ...]:
    """What the rules of funds, people and assets say about every form of a workbook."""
    forms = tuple(form for form in api.load_workbook(path).forms if form.kind != "target")
    return tuple(f for form in forms for f in api.check(form, others=forms) if f.code in RULES)


@pytest.mark.parametrize(("sample", "relation", "code", "severity", "place", "arithmetic"), BROKEN)
def test_a_relation_that_does_not_hold_is_found(
    sample: str, relation: str, code: str, severity: str, place: str, arithmetic: str | None
) -> None:
    said = {(f.code, f.severity, f"{f.sheet}!{f.cell}", f.arithmetic) for f in found(BUILT / f"samples/{sample}.xlsx")}
    assert (code, severity, place, arithmetic) in said, relation


@pytest.mark.parametrize("path", sorted((BUILT / "samples").glob("*.xlsx")), ids=lambda path: path.stem)
def test_what_holds_stays_quiet(path: Path) -> None:
    wanted = sorted((code, place) for sample, _, code, _, place, _ in BROKEN if sample == path.stem)
    assert sorted((f.code, f"{f.sheet}!{f.cell}") for f in found(path)) == wanted


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(BUILT.rglob("*.xlsx")) if path.parent.name != "samples" and "target" not in path.stem],
    ids=lambda path: path.stem,
)
def test_an_empty_form_has_no_figures_to_object_to(path: Path) -> None:
    assert found(path) == ()
