"""A wrong standard is refused with file, line and a plain sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from ziping.errors import ZipingError
from ziping.standards import load_standard, read_standard

CASES = Path(__file__).parent.parent / "cases" / "standards"
BROKEN = yaml.safe_load((CASES / "broken.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case["file"])
def test_a_broken_file_is_refused_with_its_line(case):
    with pytest.raises(ZipingError) as refused:
        read_standard(CASES / "broken" / f"{case['file']}.yaml")
    assert f"标准文件 {case['file']}.yaml 第 {case['line']} 行：" in str(refused.value)
    assert case["says"] in str(refused.value)


def test_every_broken_file_is_in_the_table():
    files = {path.stem for path in (CASES / "broken").glob("*.yaml")}
    assert files == {case["file"] for case in BROKEN} | {"gbk"}


def test_two_files_may_not_extend_each_other():
    with pytest.raises(ZipingError, match=r"second.yaml 第 7 行：extends 绕回了“first”"):
        read_standard(CASES / "chain" / "first.yaml")


def test_a_file_in_another_encoding_is_refused():
    with pytest.raises(ZipingError, match="不是 UTF-8 编码"):
        read_standard(CASES / "broken" / "gbk.yaml")


def test_a_missing_file_is_named():
    with pytest.raises(ZipingError, match=r"nowhere.yaml 打不开"):
        read_standard(CASES / "nowhere.yaml")


def test_an_unknown_id_names_the_known_ones():
    with pytest.raises(ZipingError, match=r"没有规则包“hunan”，可用的有：.*national-2020、national-2021、"):
        load_standard("hunan")
