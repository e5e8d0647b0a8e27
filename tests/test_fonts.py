"""The notice on fonts that this computer lacks."""

from __future__ import annotations

import pytest

from ziping import fonts


def test_a_missing_font_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_installed", lambda: {"仿宋_gb2312", "times new roman"})
    assert fonts.missing(["方正小标宋简体", "仿宋_GB2312", "Times New Roman"]) == ["方正小标宋简体"]
    assert "方正小标宋简体" in fonts.notice(["方正小标宋简体", "仿宋_GB2312"])


def test_nothing_is_said_where_all_are_there_or_nobody_can_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_installed", lambda: {"仿宋_gb2312"})
    assert fonts.notice(["仿宋_GB2312"]) == ""
    monkeypatch.setattr(fonts, "_installed", set)
    assert fonts.notice(["方正小标宋简体"]) == ""
