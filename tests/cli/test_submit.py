"""ziping submit: the 上报版 on disk, its refusals, and what lies there afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.runner import contents, run
from forms.workbooks import error, sample, training, with_cells
from submitting.userbooks import macro_book
from ziping.ooxml.reader import read_workbook

BROKEN = with_cells(training(), {"H18": error()})


@pytest.fixture
def book(desk: Path) -> Path:
    (desk / "自评表.xlsx").write_bytes(training())
    return desk / "自评表.xlsx"


def test_a_clean_workbook_is_submitted(book: Path, desk: Path) -> None:
    result = run("submit", book, "-o", "上报版")
    assert (result.code, result.err) == (0, "")
    assert "已导出：上报版.xlsx" in result.out
    assert "没有带出“得分总览”、“报告文字”、“校验结果”、“填表说明”、“依据”（填报用的，不上报）" in result.out
    assert set(contents(desk)) == {"自评表.xlsx", "上报版.xlsx"}
    assert book.read_bytes() == training()
    assert [sheet.name for sheet in read_workbook(desk / "上报版.xlsx").sheets] == ["项目支出绩效自评表"]


def test_the_bureau_checks_the_copy(book: Path) -> None:
    run("submit", book, "-o", "上报版.xlsx")
    checked = run("check", "上报版.xlsx", "--json")
    assert checked.code == 0
    assert run("score", "上报版.xlsx", "--json").json["total"] == "98.55"


def test_errors_stop_it_and_leave_nothing(book: Path, desk: Path) -> None:
    book.write_bytes(BROKEN)
    before = contents(desk)
    result = run("submit", book, "-o", "上报版.xlsx")
    assert result.code == 1
    assert result.err.startswith("还有 ")
    assert "没有导出；请改正后再导出，或加 --force 带着错误导出。" in result.err
    assert "R89  项目支出绩效自评表!H18" in result.out
    assert result.out.endswith("会被退回的：1 处\n")
    assert contents(desk) == before


def test_a_forced_copy_says_so(book: Path) -> None:
    book.write_bytes(BROKEN)
    result = run("submit", book, "-o", "上报版.xlsx", "--force")
    assert result.code == 0
    assert "处错误导出，表下已写明：" in result.out
    texts = [cell.text for cell in read_workbook(Path("上报版.xlsx")).sheets[0].cells.values()]
    assert sum(text.startswith("注意：导出上报版时还有 ") for text in texts) == 1


def test_hidden_sheets_are_named(desk: Path) -> None:
    (desk / "带宏.xlsm").write_bytes(macro_book())
    result = run("submit", "带宏.xlsm", "-o", "上报版.xlsm")
    assert (result.code, result.err) == (0, "")
    assert "没有带出隐藏的工作表：“内部底稿”、“更深”" in result.out
    assert "有隐藏的行或列" not in result.out
    assert set(contents(desk)) == {"带宏.xlsm", "上报版.xlsx"}


def test_a_file_already_there_is_kept(book: Path, desk: Path) -> None:
    (desk / "上报版.xlsx").write_bytes(b"old")
    result = run("submit", book, "-o", "上报版.xlsx")
    assert result.code == 0
    (kept,) = desk.glob("上报版.备份-*.xlsx")
    assert kept.read_bytes() == b"old"
    assert f"原来的同名文件改存为：{kept}" in result.out


@pytest.mark.parametrize("output", ["自评表.xlsx", "自评表", "../绩效 自评/自评表.xlsx"])
def test_the_source_is_never_written_over(book: Path, desk: Path, output: str) -> None:
    before = contents(desk)
    result = run("submit", book, "-o", output)
    assert result.code == 2
    assert "就是原文件，不能用新文件盖掉它" in result.err
    assert contents(desk) == before


def test_an_open_output_is_refused(book: Path, desk: Path) -> None:
    (desk / "上报版.xlsx").write_bytes(b"old")
    (desk / "~$上报版.xlsx").write_bytes(b"")
    before = contents(desk)
    result = run("submit", book, "-o", "上报版.xlsx")
    assert result.code == 2
    assert "正在 Excel 或 WPS 中打开" in result.err
    assert contents(desk) == before


def test_an_import_file(book: Path, desk: Path) -> None:
    result = run("submit", book, "-o", "导入.xlsx", "--layout", "guangxi-indicators")
    assert (result.code, result.err) == (0, "")
    assert "导入格式“自评指标导入表（12 列）”（待核）" in result.out
    assert set(contents(desk)) == {"自评表.xlsx", "导入.xlsx"}


def test_what_the_system_would_not_take_stops_the_import_file(desk: Path) -> None:
    (desk / "自评表.xlsx").write_bytes(sample("shanxi-xinzhou-2021"))
    before = contents(desk)
    result = run("submit", "自评表.xlsx", "-o", "导入", "--layout", "guangxi-indicators")
    assert result.code == 1
    assert "不是系统认的达成、部分达成、未达成" in result.out
    assert contents(desk) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("自评表.xlsx", "-o", "上报版", "--layout", "甘肃"), "没有名为“甘肃”的导入格式，可用的有：anhui-department"),
        (("自评表.xlsx", "-o", "上报版", "--sheet", "甲"), "--sheet 只在导成导入格式（--layout）时用"),
        (("没有.xlsx", "-o", "上报版"), "找不到文件“没有.xlsx”"),
        (("自评表.xlsx", "-o", "."), "是文件夹"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(book: Path, desk: Path, arguments: tuple[str, ...], said: str) -> None:
    before = contents(desk)
    result = run("submit", *arguments)
    assert result.code == 2
    assert said in result.err
    assert result.err.count("\n") == 1
    assert contents(desk) == before
