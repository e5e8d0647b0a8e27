"""How a list shows the change of a long text."""

from __future__ import annotations

from ziping.rolling.excerpts import excerpts


def test_a_short_text_is_shown_whole() -> None:
    assert excerpts("2022年度", "2023年度", 36) == ("2022年度", "2023年度")


def test_of_a_long_text_every_changed_year_is_shown() -> None:
    text = "一二三四五六七八九十" * 4 + "{}年底前" + "甲乙丙丁戊己庚辛壬癸" * 4 + "{}年验收"
    old, new = excerpts(text.format(2022, 2023), text.format(2023, 2024), 36)
    assert old == "…四五六七八九十2022年底前甲乙丙丁戊己庚…丁戊己庚辛壬癸2023年验收"
    assert new == "…四五六七八九十2023年底前甲乙丙丁戊己庚…丁戊己庚辛壬癸2024年验收"


def test_another_text_is_cut() -> None:
    assert excerpts("甲" * 50, "", 36) == ("甲" * 35 + "…", "")
