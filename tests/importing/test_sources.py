"""Which files are read, and what is said about the others."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timezone
from decimal import Decimal
from pathlib import Path
from unittest.mock import Mock

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from xlrd import XLRDError

from importing import drawn
from importing.corpus import drawn as in_layout
from importing.corpus import tables
from ooxml.builders import compound_file
from ooxml.wordbuilders import cell, paragraph, row, table, word
from ziping.errors import ZipingError
from ziping.importing import vocabulary
from ziping.importing.foreign import read_foreign
from ziping.importing.oldformats import old_formats
from ziping.importing.sources import read_source
from ziping.importing.wordspans import merges_of
from ziping.views import shown

CASES = Path(__file__).parents[1] / "cases" / "importing"
TABLE = tables("tables")["T001"]


def test_the_compiled_words_are_those_of_the_file() -> None:
    assert vocabulary.COMPILED.read_bytes() == vocabulary.encoded(), "run: python build.py"


def test_words_that_were_changed_are_read_without_building(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    changed = tmp_path / "vocabulary.yaml"
    words = vocabulary.COMPILED.with_suffix(".yaml").read_text(encoding="utf-8")
    changed.write_text(words.replace("level1: [一级指标,", "level1: [一级项,"), encoding="utf-8")
    monkeypatch.setattr(vocabulary, "_FILE", changed)
    assert vocabulary.lexicons.__wrapped__().indicators.find("一级项") == "level1"


def test_an_old_workbook_is_read_as_the_new_one(tmp_path: Path) -> None:
    """T001.xls is the workbook of T001 as LibreOffice saves it in the old format."""
    new = tmp_path / "T001.xlsx"
    new.write_bytes(drawn.xlsx(in_layout(TABLE)))
    old = read_foreign(CASES / "T001.xls")
    assert [shown(model) for model in old.book.forms] == [shown(model) for model in read_foreign(new).book.forms]
    assert old.notes == ()


def test_numbers_of_an_old_workbook_are_read_as_its_cells_show_them() -> None:
    """formats.xls has percentages, a computed rate, thousands, dates and a hidden sheet."""
    old = read_foreign(CASES / "formats.xls")
    (model,) = old.book.forms
    (total,) = model.funds
    assert (total.initial.text, total.initial.number) == ("1,234.50", Decimal("1234.5"))
    assert (total.rate.text, total.rate.number) == ("95.00%", Decimal("0.95"))
    rate, day, _ = model.indicators
    assert (rate.target.text, rate.actual.text, rate.weight.text) == ("95%", "96%", "50%")
    assert (day.target.text, day.actual.text) == ("2022年12月31日", "2022年11月30日")
    assert [(one.sheet, "隐藏" in one.why) for one in old.unread] == [("草稿", True)]


def test_formats_that_cannot_be_read_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xlrd.open_workbook", Mock(side_effect=XLRDError("records of an older program")))
    path = tmp_path / "自评表.xls"
    path.write_bytes((CASES / "formats.xls").read_bytes())
    found = read_foreign(path)
    assert "旧格式" in found.notes[0]
    assert [len(model.indicators) for model in found.book.forms] == [3, 1]


@given(st.integers(0, 7167), st.binary(min_size=1, max_size=40))
def test_a_damaged_old_workbook_loses_its_formats_and_nothing_worse(at: int, noise: bytes) -> None:
    data = (CASES / "formats.xls").read_bytes()
    old_formats(data[:at])
    old_formats(data[:at] + noise + data[at + len(noise) :])


@pytest.mark.parametrize("name", ["自评表.et", "自评表.xlsx"])
def test_an_old_workbook_is_known_by_what_it_is(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes((CASES / "T001.xls").read_bytes())
    assert len(read_foreign(path).book.forms[0].indicators) == 9


@pytest.mark.parametrize(("name", "write"), [("表.docx", drawn.xlsx), ("表.xlsx", drawn.word), ("表.wps", drawn.word)])
def test_a_file_is_known_by_what_it_is_not_by_its_name(name: str, write: Callable[..., bytes], tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(write(in_layout(TABLE)))
    assert len(read_foreign(path).book.forms[0].indicators) == 9


def test_merged_cells_of_word_tables_are_known() -> None:
    down = '<w:vMerge w:val="restart"/>'
    goes_on = "<w:vMerge/>"
    body = table(
        row(cell("标题", span=3)),
        row(cell("甲", properties=down), cell("乙", span=2)),
        row(cell("", properties=goes_on), "丙", "丁"),
        row(cell("", properties=goes_on), "戊", cell("己", properties=down)),
    )
    (merges,) = merges_of(word(body), "表.docx")
    assert set(merges) == {(1, 1, 1, 3), (2, 1, 4, 1), (2, 2, 2, 3), (4, 3, 4, 3)}


REFUSED = {
    "扫描件.docx": (lambda: word(paragraph("部门整体支出绩效自评表")), "没有表格"),
    "旧.doc": (lambda: compound_file("WordDocument"), "另存为 .docx"),
    "旧文字.wps": (lambda: compound_file("WordDocument"), "另存为 .docx"),
    "扫描.pdf": (lambda: b"%PDF-1.7 ...", "PDF"),
    "照片.jpg": (lambda: b"\xff\xd8\xff", "图片"),
    "表.csv": (lambda: "一级指标,二级指标".encode(), "另存为 .xlsx"),
    "加密.xlsx": (lambda: compound_file("EncryptedPackage"), "密码"),
    "加密.docx": (lambda: compound_file("EncryptedPackage"), "密码"),
    "残缺.xls": (lambda: (CASES / "T001.xls").read_bytes()[:3000], "残缺.xls"),
    "空.xlsx": (lambda: b"", "空文件"),
    "文字.xlsx": (lambda: "绩效自评表".encode(), "不是 Excel 工作簿"),
    "文字.xls": (lambda: "一级指标\t二级指标".encode("gbk"), "里面只有文字"),
    "网页.xls": (lambda: b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
    "网页归档.xls": (lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related", "网页"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_one_sentence(name: str, tmp_path: Path) -> None:
    make, why = REFUSED[name]
    path = tmp_path / name
    path.write_bytes(make())
    with pytest.raises(ZipingError) as error:
        read_source(path)
    assert name in str(error.value)
    assert why in str(error.value)
    assert "\n" not in str(error.value)


def test_numbers_are_read_as_the_cells_show_them(tmp_path: Path) -> None:
    """Percentages, dates and thousands as formats show them; the exact numbers are kept beside."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    sheet = book.add_worksheet("自评表")
    percent, day, money = (book.add_format({"num_format": code}) for code in ("0%", 'yyyy"年"m"月"d"日"', "#,##0.00"))
    sheet.write_row(0, 0, ["项目资金", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"])
    sheet.write_row(1, 0, ["年度资金总额", 1234.5, 1234.5, 1172.775, 10, 0.95, 9.5])
    sheet.write_number(1, 1, 1234.5, money)
    sheet.write_number(1, 5, 0.95, percent)
    sheet.write_row(2, 0, ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"])
    sheet.write_row(3, 0, ["产出指标", "质量指标", "合格率", 0.95, 0.96, 45, 45])
    sheet.write_number(3, 3, 0.95, percent)
    sheet.write_number(3, 4, 0.96, percent)
    sheet.write_row(4, 0, ["", "时效指标", "完成时间", "", "", 45, 45])
    sheet.write_datetime(4, 3, datetime(2022, 12, 31, tzinfo=timezone.utc).replace(tzinfo=None), day)
    sheet.write_formula(4, 6, "=F5", None, 45)
    book.close()
    path = tmp_path / "自评表.xlsm"
    path.write_bytes(data.getvalue())
    (model,) = read_foreign(path).book.forms
    total = model.funds[0]
    assert (total.initial.text, total.initial.number) == ("1,234.50", Decimal("1234.5"))
    assert (total.rate.text, total.rate.number) == ("95%", Decimal("0.95"))
    first, second = model.indicators
    assert (first.target.text, first.target.number, first.actual.text) == ("95%", Decimal("0.95"), "96%")
    assert second.target.text == "2022年12月31日"
    assert second.score.formula
    assert (second.level1.text, second.name.cell) == ("产出指标", "C5")


def test_a_hidden_sheet_is_not_read_but_told(tmp_path: Path) -> None:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    for name in ("自评表", "草稿"):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值"])
        sheet.write_row(1, 0, ["产出指标", "数量指标", f"{name}的指标", "1个", "1个"])
    book.get_worksheet_by_name("草稿").hide()
    book.close()
    path = tmp_path / "自评表.xlsx"
    path.write_bytes(data.getvalue())
    foreign = read_foreign(path)
    assert [model.sheet for model in foreign.book.forms] == ["自评表"]
    assert [(one.sheet, "隐藏" in one.why) for one in foreign.unread] == [("草稿", True)]


def test_paragraphs_around_a_word_table_are_part_of_it(tmp_path: Path) -> None:
    body = paragraph("某县2022年度绿化项目绩效自评表") + paragraph("实施单位：某县林业局　　金额单位：万元")
    body += table(row("一级指标", "三级指标", "目标值", "完成值"), row("产出", "植树", "100株", "120株"))
    body += paragraph("填报日期：2023年2月1日")
    path = tmp_path / "表.docx"
    path.write_bytes(word(body))
    (found,) = read_foreign(path).tables
    model = found.model
    assert (model.title.cell, model.year, model.unit.text) == ("第1段", 2022, "某县林业局")
    assert (model.indicators[0].name.sheet, model.indicators[0].name.cell) == ("表.docx", "表1第2行第2列")
    assert model.extra["filled_on"].text == "2023年2月1日"
    assert found.unread == ()
