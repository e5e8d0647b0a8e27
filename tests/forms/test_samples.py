"""The shipped samples hold the figures of the published self-evaluations, and the commands judge them right."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from cli.runner import run
from forms.workbooks import sample
from support.office import Office
from ziping import api
from ziping.domain.snapshot import position
from ziping.forms.builder import build_workbook
from ziping.forms.samples import DEMO, load_sample, sample_ids
from ziping.ooxml.reader import read_workbook

PUBLISHED: dict[str, dict[str, Any]] = yaml.load(
    (Path(__file__).parents[1] / "cases" / "forms" / "published.yaml").read_text(encoding="utf-8"), yaml.BaseLoader
)
XINZHOU, DEPARTMENT = "shanxi-xinzhou-2021", "sichuan-zhaohua-department-2022"
XUELIANG, WANGGE = "sichuan-zhaohua-xueliang-2022", "sichuan-zhaohua-wangge-2022"
BY_PARTS = [id for id in PUBLISHED if "indicators" in PUBLISHED[id]]


@pytest.fixture
def shown(tmp_path: Path):
    """The JSON that a command prints about a sample."""

    @cache
    def json_of(command: str, id: str) -> Any:
        path = tmp_path / f"{id}.xlsx"
        path.write_bytes(sample(id))
        return run(command, path, "--json").json

    return json_of


def test_every_sample_is_held_against_its_source() -> None:
    assert set(PUBLISHED) == set(sample_ids())
    assert DEMO in PUBLISHED


@pytest.mark.parametrize("id", BY_PARTS)
def test_the_indicators_are_the_published_ones(id: str, shown) -> None:
    rows = shown("show", id)["indicators"]
    published = PUBLISHED[id]["indicators"]
    assert len(rows) == len(published)
    for row, (level2, name, target, actual, reason) in zip(rows, published, strict=True):
        assert level2 in row["level2"]
        assert name in row["name"]
        assert [row["target"], row["actual"], row["reason"]] == [blank(target), blank(actual), blank(reason)]


@pytest.mark.parametrize("id", BY_PARTS)
def test_the_funds_are_the_published_ones(id: str, shown) -> None:
    rows = shown("show", id)["funds"]
    for label, amounts in PUBLISHED[id]["funds"].items():
        (row,) = [row for row in rows if label in row["label"]]
        assert [row["initial"], row["adjusted"], row["executed"]] == [blank(amount) for amount in amounts]


@pytest.mark.parametrize("id", [id for id in PUBLISHED if "facts" in PUBLISHED[id]])
def test_the_figures_of_the_unit_are_the_published_ones(id: str, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(sample(id))
    facts = api.load(tmp_path / "x.xlsx").facts
    assert {key: entry.text for key, entry in facts.items()} == PUBLISHED[id]["facts"]


def test_xinzhou_scores_what_it_published_row_by_row(shown) -> None:
    show, score = shown("show", XINZHOU), shown("score", XINZHOU)
    published = PUBLISHED[XINZHOU]
    assert [[row["level2"], row["weight"], row["actual"], row["score"]] for row in show["indicators"]] == published[
        "scored"
    ]
    assert [row["score"] for row in score["rows"]] == [row[3] for row in published["scored"]]
    assert (score["total"], score["grade"], show["total"]) == ("89.25", "良", "89.25")


def test_xinzhou_spends_on_five_tasks(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(sample(XINZHOU))
    table = api.load(tmp_path / "x.xlsx").table("fund_use")
    assert table is not None
    assert table.total is not None
    published = PUBLISHED[XINZHOU]
    for column in ("budget", "budget_fiscal", "executed"):
        assert [row[column].text for row in table.rows] == published["fund_use"]
        assert table.total[column].text == published["fund_use_total"]
    assert all(row["executed_fiscal"].empty and row["done"].empty for row in table.rows)


def test_a_spreadsheet_program_gives_xinzhou_the_same_total_and_grade(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "忻州.xlsx"
    path.write_bytes(sample(XINZHOU))
    (done,) = office.recalculate([path], tmp_path / "office")
    cells = read_workbook(done).sheets[0].cells
    model = api.load(path)
    total, grade = (cells[position(entry.cell)] for entry in (model.total, model.grade))
    assert (total.number, grade.text) == (Decimal("89.25"), "良")


# Sample, indicator, what the rule says: met, completion in percent, words of the explanation.
VERDICTS = [
    (XUELIANG, "平台及其设备维护完好率", False, "100", ["80%", "大于 80%"]),
    (XUELIANG, "前端视频监控在线率", True, "105", []),
    (XUELIANG, "三级视频会议系统运行良好率", True, "100", []),
    (XUELIANG, "雪亮工程运维费", True, "100", ["上限 60万元"]),
    (XUELIANG, "协助破案", True, "420", []),
    (DEPARTMENT, "平安昭化建设、雪亮工程建设等运转类经费", False, "103.94", ["超过上限 891.13万元", "35.12万元"]),
    (DEPARTMENT, "创建全省平安建设先进县区", None, None, ["单位不同"]),
    (DEPARTMENT, "在编人员数", None, None, ["单位不同"]),
    (DEPARTMENT, "机关运行经费", None, None, ["指标值没有填写"]),
    (DEPARTMENT, "坚决守住“六个不发生”维稳底线", True, None, []),
    (WANGGE, "网格员登录", True, "105", ["2.1万件次", "2万件次"]),
    (WANGGE, "参与公共服务", True, "125", []),
    (WANGGE, "网格员补助", True, "100", []),
]


@pytest.mark.parametrize(("id", "name", "met", "completion", "words"), VERDICTS, ids=[v[1] for v in VERDICTS])
def test_a_published_row_is_judged_right(id: str, name: str, met, completion, words: list[str], shown) -> None:
    (row,) = [row for row in shown("score", id)["rows"] if name in row["name"]]
    assert row["met"] is met
    if completion is not None:
        assert Decimal(row["completion"]) == Decimal(completion)
    for word in words:
        assert word in row["why"]
    assert row["score"] is None


FINDINGS = [
    (XUELIANG, "R61", "平台及其设备维护完好率", ["＞80%"]),
    (XUELIANG, "R08", "年度资金总额", ["100%"]),
    (DEPARTMENT, "R55", "创建全省平安建设先进县区", ["“1”", "“100%”", "单位不同"]),
    (DEPARTMENT, "R61", "平安昭化建设、雪亮工程建设等运转类经费", ["≤891.13万元", "926.25万元", "35.12万元"]),
    (DEPARTMENT, "R41", "机关运行经费", []),
    (DEPARTMENT, "R01", "年度资金总额", ["1193.39"]),
    (XINZHOU, "R60", "群众满意度", ["5", "4.65"]),
]


@pytest.mark.parametrize(("id", "code", "name", "words"), FINDINGS)
def test_a_published_fault_is_found(id: str, code: str, name: str, words: list[str], shown) -> None:
    found = [one for one in shown("check", id) if one["code"] == code and name in one["message"]]
    assert found
    for word in words:
        assert word in found[0]["message"]


def test_what_is_reported_with_its_reason_is_not_asked_again(shown) -> None:
    asked = [one for one in shown("check", DEPARTMENT) if one["code"] == "R61" and "运转类经费" in one["message"]]
    assert {one["severity"] for one in asked} <= {"info"}


@pytest.mark.parametrize("id", sample_ids())
def test_a_sample_is_the_same_bytes_every_time(id: str) -> None:
    assert build_workbook(load_sample(id).form, load_sample(id)) == sample(id)


def blank(text: str) -> str | None:
    return None if text == "null" else text
