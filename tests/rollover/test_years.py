"""Which years of a text move on and which stay."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ziping.domain.years import moved_day, shifted, unclear_years, years_in

CASES: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "rollover" / "years.yaml").read_text(encoding="utf-8")
)
TEXTS = [*(old for old, _ in CASES["moves"]), *CASES["stays"]]


@pytest.mark.parametrize(("old", "new"), CASES["moves"])
def test_the_year_of_evaluation_moves(old: str, new: str) -> None:
    assert shifted(old, 2022, 1) == new


@pytest.mark.parametrize("text", CASES["stays"])
def test_what_is_no_year_of_evaluation_stays(text: str) -> None:
    assert shifted(text, 2022, 1) == text


@pytest.mark.parametrize(("old", "new"), CASES["titles"])
def test_a_title_may_begin_with_a_bare_year(old: str, new: str) -> None:
    assert shifted(old, 2022, 1, title=True) == new


@pytest.mark.parametrize(("year", "old", "new"), CASES["days"])
def test_the_last_day_of_a_month_stays_the_last(year: int, old: str, new: str) -> None:
    assert shifted(old, year, 1) == new


def test_a_year_that_stays_says_why() -> None:
    reasons = {text: [one.stays for one in years_in(text, 2022)] for text in CASES["stays"]}
    assert reasons["按照《2022年部门预算编制通知》执行"] == ["document"]
    assert reasons["昭财发〔2022〕12号"] == []
    assert reasons["2021—2025年规划任务"] == ["plan", "plan"]
    assert reasons["较2021年增长5%"] == ["base"]
    assert reasons["2021年7月至2022年6月"] == ["range", "range"]
    assert reasons["2020年建成的150个村级中心"] == ["earlier"]
    assert reasons["≥2022人次"] == []
    assert reasons["2021、2022年两年"] == ["range", "range"]
    assert reasons["按照2022年中央1号文件"] == ["document"]
    assert reasons["较2022—2023学年增长5%"] == ["base", "base"]


@pytest.mark.parametrize("text", ["22年底前", "22年12月31日前", "二二年底", "2022级新生", "20221231"])
def test_what_may_be_a_year_is_seen(text: str) -> None:
    assert unclear_years(text, 2022)


@pytest.mark.parametrize("text", ["运行22年", "122年底", "2022件", "20220000", "二〇二二年底", "51081122T000007222022"])
def test_other_numbers_are_no_unclear_years(text: str) -> None:
    assert not unclear_years(text, 2022)


pieces = st.sampled_from(
    ["2022年", "2021年", "2023年12月底前", "二〇二二年度", "２０２２年", "较", "至", "—", "〔2022〕5号", "《", "》",
     "规划", "2022-12-31", "2024年2月29日", "，", "完成", "95%", "2022", "自", "以来", "修订", " ", "2025.06",
     "（", "）"]
)  # fmt: skip
texts = st.lists(pieces, max_size=8).map("".join) | st.text(max_size=20) | st.sampled_from(TEXTS)


@given(texts, st.integers(2019, 2026))
def test_moving_twice_by_one_is_moving_by_two(text: str, year: int) -> None:
    assert shifted(shifted(text, year, 1), year + 1, 1) == shifted(text, year, 2)


@given(texts, st.integers(2019, 2026))
def test_moving_by_nothing_changes_nothing(text: str, year: int) -> None:
    assert shifted(text, year, 0) == text


@given(st.text(alphabet="完成率人次≥%1358。，件", max_size=20))
def test_a_text_without_a_year_is_untouched(text: str) -> None:
    assert shifted(text, 2022, 1) == text


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)))
def test_days_move_as_years_do(day: date) -> None:
    assert moved_day(moved_day(day, 1), 1) == moved_day(day, 2)
