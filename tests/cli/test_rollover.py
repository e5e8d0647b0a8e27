"""ziping rollover as people type it: what is listed, what is written, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.runner import contents, run
from forms.workbooks import sample, training
from rollover.userbook import userbook
from ziping import api


@pytest.fixture
def book(desk: Path) -> Path:
    path = desk / "自评表 2025（最终版）.xlsx"
    path.write_bytes(training())
    return path


def test_the_list_comes_first_and_writes_nothing(book: Path) -> None:
    before = contents(book.parent)
    done = run("rollover", book, "--to", "2026", "--list")
    assert done.code == 0
    assert "结转：2025 年度 → 2026 年度" in done.out
    assert "2025-12-31 → 2026-12-31" in done.out
    assert "由上年带入　1 处" in done.out
    assert contents(book.parent) == before


def test_the_new_workbook_lies_where_it_was_asked_for(book: Path) -> None:
    done = run("rollover", book, "--to", "2026", "-o", "下年")
    assert done.code == 0, done.err
    assert "已写成 2026 年度的工作簿：下年.xlsx" in done.out
    assert book.read_bytes() == training()
    assert api.load("下年.xlsx").year == 2026
    assert run("score", "下年.xlsx").code == 0
    assert run("check", "下年.xlsx", "--last", book).code in (0, 1)


def test_json_gives_every_change(book: Path) -> None:
    done = run("rollover", book, "--to", "2026", "-o", "下年.xlsx", "--json")
    assert (done.json["year"], done.json["to"], done.json["output"]) == (2025, 2026, "下年.xlsx")
    kinds = {change["kind"] for change in done.json["changes"]}
    assert {"moved_year", "filled", "cleared"} <= kinds
    assert "已写成" in done.err


def test_a_file_that_is_there_is_kept(book: Path) -> None:
    Path("下年.xlsx").write_text("别的内容", encoding="utf-8")
    done = run("rollover", book, "--to", "2026", "-o", "下年.xlsx")
    assert "原来的同名文件改存为" in done.out
    (kept,) = Path().glob("下年.备份-*.xlsx")
    assert kept.read_text(encoding="utf-8") == "别的内容"


def test_years_between_are_told(book: Path) -> None:
    assert "跨了 3 年" in run("rollover", book, "--to", "2028", "--list").out


def test_macros_keep_their_kind_of_file(desk: Path) -> None:
    (desk / "宏.xlsm").write_bytes(userbook())
    assert run("rollover", "宏.xlsm", "--to", "2026", "-o", "下年").code == 0
    assert run("rollover", "宏.xlsm", "--to", "2026", "-o", "另存.xlsx").code == 0
    assert (desk / "另存.xlsm").exists()
    assert Path("下年.xlsm").exists()
    assert run("rollover", "宏.xlsm", "--to", "2026", "-o", "换表", "--template", "national-project-2021").code == 0
    assert Path("换表.xlsx").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--to", "2026"), "请用 -o"),
        (("--to", "2025", "-o", "x.xlsx"), "不能结转到 2025 年"),
        (("--to", "2026", "-o", "自评表 2025（最终版）.xlsx"), "就是原文件"),
        (("--to", "2026", "-o", "x.xlsx", "--template", "没有"), "没有名为“没有”的表式"),
        (("--to", "2026", "-o", "x.xlsx", "--standard", "没有"), "没有规则包“没有”"),
        (("--to", "2026", "-o", "没有的文件夹/x.xlsx"), "找不到"),
        (("--to", "明年", "-o", "x.xlsx"), "应为整数"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_leaves_nothing(
    book: Path, arguments: tuple[str, ...], says: str
) -> None:
    before = contents(book.parent)
    done = run("rollover", book, *arguments)
    assert done.code == 2
    assert says in done.err
    assert len(done.err.strip().splitlines()) == 1
    assert contents(book.parent) == before


def test_an_open_output_is_refused(book: Path) -> None:
    Path("~$下年.xlsx").touch()
    before = contents(book.parent)
    done = run("rollover", book, "--to", "2026", "-o", "下年.xlsx")
    assert (done.code, "正在 Excel 或 WPS 中打开" in done.err) == (2, True)
    assert contents(book.parent) == before


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("没有.xlsx", None, "找不到文件"),
        ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "旧.xls"),
        ("报告.docx", b"PK\x03\x04", "报告.docx"),
        ("空.xlsx", b"", "空文件"),
    ],
)
def test_a_wrong_file_is_named(desk: Path, name: str, content: bytes | None, says: str) -> None:
    if content is not None:
        (desk / name).write_bytes(content)
    before = contents(desk)
    done = run("rollover", name, "--to", "2026", "-o", "x.xlsx")
    assert (done.code, says in done.err) == (2, True), done.err
    assert contents(desk) == before


def test_another_form_takes_the_data_and_lists_the_rest(desk: Path) -> None:
    (desk / "雪亮.xlsx").write_bytes(sample("sichuan-zhaohua-xueliang-2022"))
    done = run("rollover", "雪亮.xlsx", "--to", "2023", "--template", "national-project-2021", "-o", "新.xlsx")
    assert "没有位置　3 处" in done.out
    model = api.load("新.xlsx")
    assert (model.form, model.year, len(model.indicators)) == ("national-project-2021", 2023, 13)
