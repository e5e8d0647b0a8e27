"""What levels mean, by whatever name, and where their rows go."""

from __future__ import annotations

import pytest

from ziping.domain.levels import level1_of, level2_of
from ziping.domain.model import Entry, Indicator
from ziping.forms.levelhomes import home_of
from ziping.forms.spec import load_form


@pytest.mark.parametrize(
    ("name", "means"),
    [
        ("数量指标", "数量"), ("（一）数 量 指 标", "数量"), ("质量", "质量"), ("经济成本指标", "成本"),
        ("成本指标", "成本"),
        ("社会成本指标", "社会成本"), ("服务对象满意度指标", "满意度"), ("社会公众满意度", "满意度"),
        ("社会效果指标", "社会效益"),
        ("可持续影响指标", "可持续影响"), ("环境效益指标", "生态效益"), ("工程质量", "工程质量"), ("", ""),
    ],
)  # fmt: skip
def test_a_second_level_means(name: str, means: str) -> None:
    assert level2_of(name) == means


@pytest.mark.parametrize(
    ("first", "second", "means"),
    [
        ("产出指标（50分）", "", "产出"), ("项目完成指标", "数量指标", "产出"), ("效果指标", "社会效果", "效益"),
        ("", "时效指标", "产出"), ("满意度指标", "", "满意度"), ("", "经济成本", "成本"), ("决策", "", "决策"),
    ],
)  # fmt: skip
def test_a_first_level_means(first: str, second: str, means: str) -> None:
    assert level1_of(first, second) == means


@pytest.mark.parametrize(
    ("form", "levels", "home"),
    [
        ("national-project-2021", ("产出指标", "成本指标"), ("成本指标", "经济成本指标")),
        ("national-project-2021", ("效益指标", "可持续影响指标"), ("效益指标", "可持续影响指标")),
        ("national-project-2020", ("成本指标", "经济成本指标"), ("产出指标", "成本指标")),
        ("national-project-2020", ("成本指标", "社会成本指标"), ("产出指标", "社会成本指标")),
        ("national-project-2020", ("产出指标", "工程质量"), ("产出指标", "工程质量")),
        ("national-project-2020", ("决策", "决策质量"), ("决策", "决策质量")),
        ("national-project-2020", ("决策", "质量指标"), ("决策", "质量指标")),
        ("shanxi-xinzhou-department-2021", ("产出指标", "成本指标"), ("产出指标", "成本指标")),
        ("shanxi-xinzhou-department-2021", ("效益指标", "社会效益指标"), ("效益指标", "社会效益")),
        ("shanxi-xinzhou-department-2021", ("决策", "决策依据"), None),
    ],
)
def test_a_row_goes_to_the_level_that_means_the_same(
    form: str, levels: tuple[str, str], home: tuple[str, str] | None
) -> None:
    row = Indicator(name=Entry("指标"), level1=Entry(levels[0]), level2=Entry(levels[1]))
    found = home_of(row, load_form(form), {})
    assert (found and (found.level1, found.level2)) == home
