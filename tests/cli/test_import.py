"""ziping import and ziping show of other people's tables, as a person gives the commands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from cli.runner import Result, contents, run
from forms.workbooks import training, without_our_names
from importing import drawn
from importing.corpus import drawn as in_layout
from importing.corpus import tables
from ooxml.builders import compound_file
from ooxml.wordbuilders import paragraph, word

TABLES = {**tables("tables"), **tables("partial")}
FOREIGN, NEW = "外单位 自评表.xlsx", "新表.xlsx"


def put(desk: Path, id: str = "T001", name: str = FOREIGN) -> bytes:
    writer = drawn.word if name.endswith(".docx") else drawn.xlsx
    data = writer(in_layout(TABLES[id]))
    (desk / name).write_bytes(data)
    return data


def assert_refused(result: Result, *said: str) -> None:
    assert (result.code, result.out) == (2, "")
    assert result.err.count("\n") == 1
    for text in said:
        assert text in result.err


def test_import_writes_a_workbook_that_scores_itself(desk: Path) -> None:
    before = put(desk)
    result = run("import", FOREIGN, "-o", NEW)
    assert result.code == 0
    assert "资金 4 行，指标 9 行" in result.out
    assert "导入报告" in result.out
    assert contents(desk).keys() == {FOREIGN, NEW}
    assert (desk / FOREIGN).read_bytes() == before
    assert run("score", NEW).code == 0
    assert run("check", NEW).code in (0, 1)


def test_import_says_what_it_did_not_understand(desk: Path) -> None:
    put(desk, "T009")
    result = run("import", FOREIGN, "-o", NEW)
    assert "没有看懂的 5 处" in result.out
    assert "Sheet1!D17" in result.out
    told = run("import", FOREIGN, "-o", NEW, "--json").json
    assert {"sheet": "Sheet1", "cell": "I12", "text": "100.00", "why": "看不出这是什么内容"} in told["unread"]
    assert told["template"] == "national-project-2020"
    assert len(told["forms"][0]["indicators"]) == 4


def test_the_ending_of_the_new_file_may_be_left_out(desk: Path) -> None:
    put(desk, name="表.docx")
    assert run("import", "表.docx", "-o", "新表").code == 0
    assert (desk / NEW).exists()


def test_a_file_in_the_way_is_kept_under_a_dated_name(desk: Path) -> None:
    put(desk)
    (desk / NEW).write_bytes("我的".encode())
    result = run("import", FOREIGN, "-o", NEW)
    kept = [name for name in contents(desk) if "备份" in name]
    assert len(kept) == 1
    assert kept[0] in result.out
    assert (desk / kept[0]).read_bytes() == "我的".encode()


REFUSED: dict[str, tuple[Callable[[Path], object], list[str], str]] = {
    "missing": (lambda desk: None, ["没有.xlsx"], "找不到文件"),
    "a folder": (lambda desk: (desk / "夹").mkdir(), ["夹"], "文件夹"),
    "a password": (
        lambda desk: (desk / "密.xlsx").write_bytes(compound_file("EncryptedPackage")),
        ["密.xlsx"],
        "密码",
    ),
    "a scan": (lambda desk: (desk / "扫描.docx").write_bytes(word(paragraph("自评表"))), ["扫描.docx"], "没有表格"),
    "an old document": (lambda desk: (desk / "旧.doc").write_bytes(compound_file("WordDocument")), ["旧.doc"], "docx"),
    "an empty workbook": (
        lambda desk: (desk / "空.xlsx").write_bytes(
            drawn.xlsx(drawn.Drawn(above=["自评表"], boxes=[drawn.Box(0, 0, "")]))
        ),
        ["空.xlsx"],
        "没有认出自评表",
    ),
    "the file itself": (put, [FOREIGN, "-o", FOREIGN], "原文件"),
    "an unknown standard": (put, [FOREIGN, "--standard", "hubei-2031"], "hubei-2031"),
    "an unknown form": (put, [FOREIGN, "--template", "hubei-2031"], "hubei-2031"),
    "an unknown sheet": (put, [FOREIGN, "--sheet", "第二张"], "第二张"),
    "the new file is open": (
        lambda desk: (put(desk), (desk / f"~${NEW}").write_bytes(b""), (desk / NEW).write_bytes(b"old")),
        [FOREIGN],
        "正在 Excel 或 WPS 中打开",
    ),
    "no such folder": (put, [FOREIGN, "-o", "没有的文件夹/新表.xlsx"], "没有的文件夹"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_imported_is_one_sentence_and_leaves_nothing(case: str, desk: Path) -> None:
    prepare, arguments, said = REFUSED[case]
    prepare(desk)
    before = contents(desk)
    output = [] if "-o" in arguments else ["-o", NEW]
    assert_refused(run("import", *arguments, *output), said)
    assert contents(desk) == before


def test_show_reads_anybodys_table(desk: Path) -> None:
    put(desk, "T019", "云南.docx")
    shown = run("show", "云南.docx", "--json").json
    assert [row["target"] for row in shown["indicators"]] == ["﹦72890元", "﹦100%", "﹦100%", "≥95%"]
    assert [row["cell"] for row in shown["indicators"]][:2] == ["表1第12行第4列", "表1第13行第4列"]
    text = run("show", "云南.docx").out
    assert "卫片执法补助经费" in text
    assert "没有看懂的" in text


def test_show_reads_a_target_form_too(desk: Path) -> None:
    put(desk, "P013")
    shown = run("show", FOREIGN, "--json").json
    assert (shown["kind"], len(shown["indicators"])) == ("target", 8)


def test_show_of_several_tables_is_a_list_and_one_sheet_can_be_asked_for(desk: Path) -> None:
    both = [in_layout(TABLES[id]) for id in ("T001", "T014")]
    (desk / FOREIGN).write_bytes(drawn.xlsx(*both, names=("池州", "六安")))
    assert [one["unit"][-5:] for one in run("show", FOREIGN, "--json").json] == ["镇人民政府", "化和旅游局"]
    assert run("show", FOREIGN, "--sheet", "六安", "--json").json["project"] == "市级文物保护专项经费"
    assert_refused(run("show", FOREIGN, "--sheet", "黄山"), "黄山", "池州、六安")


def test_show_reads_our_own_form_whose_names_are_deleted(desk: Path) -> None:
    (desk / "名称没了.xlsx").write_bytes(without_our_names(training()))
    (desk / "原件.xlsx").write_bytes(training())
    assert run("show", "名称没了.xlsx", "--json").json == run("show", "原件.xlsx", "--json").json


def test_show_names_the_sheet_of_rows_that_stand_on_another_one(desk: Path) -> None:
    title = ("2023年度项目支出绩效自评表",)
    head = ("一级指标", "二级指标", "三级指标", "指标值", "完成值", "得分")
    with xlsxwriter.Workbook(desk / FOREIGN) as book:
        first, second = book.add_worksheet("第1页"), book.add_worksheet("第2页")
        for number, row in enumerate((title, head, ("产出指标", "数量指标", "林带", "≥50公里", "52公里", "50"))):
            first.write_row(number, 0, row)
        for number, row in enumerate((head, ("效益指标", "社会效益", "火灾", "≤2次", "1次", "50"))):
            second.write_row(number, 0, row)
    lines = run("show", FOREIGN).out.splitlines()
    assert [line.split()[0] for line in lines if "公里" in line or "火灾" in line] == ["C3", "第2页!C2"]
