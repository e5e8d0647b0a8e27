"""Files that are no workbook are refused before they are parsed, in one sentence that names the file."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from ooxml.builders import book_parts as parts
from ooxml.builders import compound_file, one_sheet, sheet, styles, zipped
from ziping.errors import ZipingError
from ziping.ooxml import guards
from ziping.ooxml.reader import read_workbook

ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'


def with_part(name: str, content: str | bytes) -> bytes:
    return zipped(parts(sheet(ROW)) | {name: content})


def without_part(name: str) -> bytes:
    return zipped({k: v for k, v in parts(sheet(ROW)).items() if k != name})


def lying_about_its_size() -> bytes:
    """A part of 50 MB that its headers call 4096 bytes long."""
    data = bytearray(with_part("xl/theme/theme1.xml", b" " * 50_000_000))
    packed = struct.pack("<L", 50_000_000)
    return bytes(data.replace(packed, struct.pack("<L", 4096)))


REFUSED = {
    "改名文本.xlsx": ("这不是表格".encode(), "不是 Excel 工作簿"),
    "空.xlsx": (b"", "是空文件"),
    "报告.xlsx": (b"%PDF-1.7\n", "PDF"),
    "网页.xlsx": (b"\xef\xbb\xbf\r\n<html><table></table></html>", "网页"),
    "旧.xls": (compound_file("Workbook"), "另存为 .xlsx"),
    "更旧.xls": (compound_file("Book"), "另存为 .xlsx"),
    "金山.et": (compound_file("Workbook"), "另存为 .xlsx"),
    "加密.xlsx": (compound_file("EncryptedPackage"), "有打开密码"),
    "文档.xlsx": (compound_file("WordDocument"), "Word 文档"),
    "不明.xlsx": (compound_file("Contents"), "不是 Excel 工作簿"),
    "文档改名.xlsx": (zipped({"word/document.xml": "<w/>"}), "Word 文档"),
    "演示改名.xlsx": (zipped({"ppt/presentation.xml": "<p/>"}), "演示文稿"),
    "二进制.xlsb": (zipped({"xl/workbook.bin": b"\x83\x01"}), "另存为 .xlsx"),
    "开放.ods": (zipped({"mimetype": "x", "content.xml": "<a/>"}), "OpenDocument"),
    "压缩包.xlsx": (zipped({"a.txt": "x"}), "没有工作簿内容"),
    "空压缩包.xlsx": (zipped({}), "没有工作簿内容"),
    "缺工作簿.xlsx": (without_part("xl/workbook.xml"), "没有工作簿内容"),
    "缺关系.xlsx": (without_part("_rels/.rels"), "没有工作簿内容"),
    "缺表.xlsx": (without_part("xl/worksheets/sheet1.xml"), "已损坏或不完整"),
    "截断.xlsx": (one_sheet(ROW)[:-300], "已损坏或不完整"),
    "坏XML.xlsx": (one_sheet("<row>"), "已损坏或不完整"),
    "实体.xlsx": (with_part("docProps/app.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "实体声明"),
    "宽编码实体.xlsx": (with_part("xl/workbook.xml", "<!DOCTYPE a><a/>".encode("utf-16")), "实体声明"),
    "炸弹.xlsx": (with_part("xl/worksheets/sheet1.xml", b" " * 3_000_000), "大得不正常"),
    "谎报大小.xlsx": (lying_about_its_size(), "已损坏或不完整"),
    "样式越界.xlsx": (one_sheet('<row><c s="9"><v>1</v></c></row>', extra={"xl/styles.xml": styles()}), "已损坏"),
    "串号越界.xlsx": (one_sheet('<row><c t="s"><v>-1</v></c></row>'), "已损坏"),
    "数字乱码.xlsx": (one_sheet("<row><c><v>1_0</v></c></row>"), "已损坏"),
    "数字过大.xlsx": (one_sheet("<row><c><v>1E999999999</v></c></row>"), "已损坏"),
    "行列越界.xlsx": (one_sheet('<row><c r="XFE1"><v>1</v></c></row>'), "已损坏"),
    "重复单元格.xlsx": (one_sheet('<row><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'), "已损坏"),
    "表无关系.xlsx": (
        with_part("xl/workbook.xml", '<workbook><sheets><sheet name="a"/></sheets></workbook>'),
        "已损坏",
    ),
    "数组无范围.xlsx": (one_sheet('<row><c r="A1"><f t="array" ref="">1</f></c></row>'), "已损坏"),
    "无主共享公式.xlsx": (one_sheet('<row><c r="A1"><f t="shared" si="0"/></c></row>'), "已损坏"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_in_one_sentence_naming_the_file(name: str, tmp_path: Path) -> None:
    data, sentence = REFUSED[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ZipingError) as refusal:
        read_workbook(tmp_path / name)
    assert sentence in str(refusal.value)
    assert f"“{name}”" in str(refusal.value)


def test_missing_file_and_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(ZipingError, match="找不到文件“没有.xlsx”"):
        read_workbook(tmp_path / "没有.xlsx")
    (tmp_path / "夹.xlsx").mkdir()
    with pytest.raises(ZipingError, match="“夹.xlsx”是文件夹"):
        read_workbook(tmp_path / "夹.xlsx")


@pytest.mark.parametrize(
    ("limit", "value"),
    [("MAX_FILE_BYTES", 100), ("MAX_TOTAL_BYTES", 100), ("MAX_XML_PART_BYTES", 100), ("MAX_PARTS", 3)],
)
def test_each_limit_holds(limit: str, value: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(one_sheet(ROW))
    read_workbook(path)
    monkeypatch.setattr(guards, limit, value)
    with pytest.raises(ZipingError, match="不像自评表|大得不正常"):
        read_workbook(path)


def test_a_word_in_utf16_inside_an_old_workbook_is_not_taken_for_its_kind(tmp_path: Path) -> None:
    """A text “EncryptedPackage” in the data is no directory entry."""
    path = tmp_path / "旧.xls"
    path.write_bytes(compound_file("Workbook") + "EncryptedPackage".encode("utf-16-le") + b"\0\0")
    with pytest.raises(ZipingError, match="另存为 .xlsx"):
        read_workbook(path)


def test_a_workbook_is_known_by_its_content_not_its_extension(tmp_path: Path) -> None:
    path = tmp_path / "新格式.et"
    path.write_bytes(one_sheet(ROW))
    assert read_workbook(path).sheets[0].cells[1, 1].text == "1"
