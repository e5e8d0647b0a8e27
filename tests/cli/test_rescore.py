"""ziping rescore: the same workbook under another standard, and the copy that is under it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.runner import contents, run
from forms.workbooks import training
from ooxml.builders import parts_of
from submitting.userbooks import macro_book
from ziping import api
from ziping.forms.builder import build_book
from ziping.forms.samples import load_book
from ziping.ooxml.reader import read_workbook


@pytest.fixture
def book(desk: Path) -> Path:
    (desk / "自评表.xlsx").write_bytes(training())
    return desk / "自评表.xlsx"


def test_side_by_side(book: Path, desk: Path) -> None:
    result = run("rescore", book, "--standard", "national-2021")
    assert (result.code, result.err) == (0, "")
    assert "规则包 national-2020 → national-2021" in result.out
    reason = "执行 93 ÷ 预算 100 = 93.00%；原规则包：93.00%×10 = 9.30 分；新规则包：按档得分值的 70%，7 分"
    assert f"－2.3   {reason}" in result.out
    assert "两个规则包的不同：" in result.out
    assert "及格门槛（完成率）" in result.out
    assert set(contents(desk)) == {"自评表.xlsx"}


def test_json(book: Path) -> None:
    found = run("rescore", book, "--standard", "national-2021", "--json").json
    assert (found["from"]["standard"], found["to"]["standard"]) == ("national-2020", "national-2021")
    row = found["rows"][4]
    assert (row["cell"], row["from"], row["to"], row["difference"]) == ("D17", "29.25", "28.13", "-1.12")
    assert found["total"]["difference"] == "-3.42"
    assert found["grade"] == {"from": "优", "to": "优", "reason": ""}
    assert found["from"]["total"] == run("score", book, "--json").json["total"]
    assert found["to"]["total"] == run("score", book, "--standard", "national-2021", "--json").json["total"]


def test_the_copy_is_under_the_new_standard(book: Path, desk: Path) -> None:
    result = run("rescore", book, "--standard", "national-2021", "-o", "新规则")
    assert (result.code, result.err) == (0, "")
    assert "已另存为：新规则.xlsx（规则包 national-2021，对照在“规则包对照”工作表，原文件没有改动）" in result.out
    assert book.read_bytes() == training()
    assert set(contents(desk)) == {"自评表.xlsx", "新规则.xlsx"}
    model = api.load("新规则.xlsx")
    assert (model.standard, model.total.text) == ("national-2021", "95.13")
    assert run("score", "新规则.xlsx", "--json").json["total"] == "95.13"
    sheets = {sheet.name: sheet for sheet in read_workbook(desk / "新规则.xlsx").sheets}
    assert sheets["依据"].cells[2, 1].text.endswith("规则包 national-2021")
    assert "规则包对照" in sheets


def test_a_workbook_with_macros_stays_one(desk: Path) -> None:
    (desk / "带宏.xlsm").write_bytes(macro_book())
    assert run("rescore", "带宏.xlsm", "--standard", "national-2021", "-o", "新.xlsx").code == 0
    assert set(contents(desk)) == {"带宏.xlsm", "新.xlsm"}
    before, after = (parts_of((desk / name).read_bytes()) for name in ("带宏.xlsm", "新.xlsm"))
    assert before["xl/vbaProject.bin"] == after["xl/vbaProject.bin"]
    assert before["xl/worksheets/sheet1.xml"] == after["xl/worksheets/sheet1.xml"]


def test_one_form_of_several(desk: Path) -> None:
    (desk / "套表.xlsx").write_bytes(build_book(load_book("hunan-changde-2021")))
    run("rescore", "套表.xlsx", "--sheet", "附3 项目自评表", "--standard", "national-2021", "-o", "新.xlsx")
    forms = api.load_all("新.xlsx")
    assert [form.standard for form in forms] == ["hunan-2021", "hunan-2021", "national-2021"]
    sheets = [sheet for sheet in read_workbook(desk / "新.xlsx").sheets if sheet.name.startswith("依据")]
    texts = [sheet.cells[2, 1].text for sheet in sheets]
    assert [text.rpartition(" ")[2] for text in texts] == ["hunan-2021", "national-2021"]


def test_a_form_that_has_the_standard_already_is_no_table_of_nothing(desk: Path) -> None:
    (desk / "套表.xlsx").write_bytes(build_book(load_book("hunan-changde-2021")))
    run("rescore", "套表.xlsx", "--sheet", "附3 项目自评表", "--standard", "national-2021", "-o", "混.xlsx")
    result = run("rescore", "混.xlsx", "--standard", "national-2021", "-o", "新.xlsx")
    assert "“附3 项目自评表”本来就用这个规则包，没有变化。" in result.out
    assert {form.standard for form in api.load_all("新.xlsx")} == {"national-2021"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--standard", "nix"), "没有规则包“nix”"),
        (("--standard", "national-2020", "-o", "新.xlsx"), "“自评表.xlsx”本来就用规则包“national-2020”，不用换"),
        (("--standard", "national-2021", "-o", "自评表.xlsx"), "就是原文件"),
        (("--standard", "national-2021", "--sheet", "甲"), "没有名为“甲”的自评表"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(book: Path, desk: Path, arguments: tuple[str, ...], said: str) -> None:
    before = contents(desk)
    result = run("rescore", book, *arguments)
    assert result.code == 2
    assert said in result.err
    assert contents(desk) == before


def test_a_standard_in_a_file_is_only_compared(book: Path, desk: Path) -> None:
    """Another computer would not know it by its id."""
    text = "id: mine\ntitle: 本市\nregion: 本市\nyear: 2025\ndocument: 本市通知\nstatus: 待核\nextends: national-2021\n"
    (desk / "本市.yaml").write_text(text, encoding="utf-8")
    before = contents(desk)
    assert run("rescore", book, "--standard", "本市.yaml").code == 0
    result = run("rescore", book, "--standard", "本市.yaml", "-o", "新.xlsx")
    assert result.code == 2
    assert "只比较请去掉 -o" in result.err
    assert contents(desk) == before
