"""The spreadsheet engine the other tests rely on must itself be able to say no."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest
import xlsxwriter
from PIL import Image

from support.office import Office, OfficeError
from support.outside import require


def workbook(path: Path, formula: str, stored: object) -> Path:
    """A workbook with 85 in A1 and ``formula`` in B1, whose stored result is ``stored``."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("自评表")
        sheet.write("A1", 85)
        sheet.write_formula("B1", formula, None, stored)
    return path


def result(path: Path) -> object:
    return openpyxl.load_workbook(path, data_only=True)["自评表"]["B1"].value


def test_a_wrong_stored_result_is_computed_afresh(office: Office, tmp_path: Path) -> None:
    paths = [
        workbook(tmp_path / "总分.xlsx", "=ROUND(A1/3,2)", 100),
        workbook(tmp_path / "等级.xlsx", '=IF(A1>=90,"优",IF(A1>=80,"良","中"))', "优"),
    ]
    assert [result(path) for path in paths] == [100, "优"]
    recalculated = office.recalculate(paths, tmp_path / "recalculated")
    assert [result(path) for path in recalculated] == [28.33, "良"]


def test_a_document_prints_its_chinese_text(office: Office, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("绩效自评报告")
    document.save(str(tmp_path / "报告.docx"))
    (pdf,) = office.pdf([tmp_path / "报告.docx"], tmp_path / "pdf")
    assert "绩效自评报告" in office.text(pdf)
    (page,) = office.pictures(pdf, tmp_path / "png", dpi=50)
    with Image.open(page) as picture:
        darkest, brightest = picture.convert("L").getextrema()
    assert darkest < 100 < brightest


def test_a_broken_workbook_is_refused(office: Office, tmp_path: Path) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(workbook(tmp_path / "好.xlsx", "=A1", 85).read_bytes()[:600])
    with pytest.raises(OfficeError, match=r"坏\.xlsx"):
        office.recalculate([broken], tmp_path / "out")


def test_a_text_named_xlsx_is_refused(office: Office, tmp_path: Path) -> None:
    (tmp_path / "文本.xlsx").write_text("不是工作簿", encoding="utf-8")
    with pytest.raises(OfficeError, match=r"文本\.xlsx"):
        office.pdf([tmp_path / "文本.xlsx"], tmp_path / "out")


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"自评\.pdf"):
        Office(tmp_path / "profile").pdf([tmp_path / "自评.xlsx", tmp_path / "自评.docx"], tmp_path / "out")


def test_what_is_missing_is_skipped_here_and_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ZIPING_STRICT", raising=False)
    with pytest.raises(pytest.skip.Exception, match="没有 soffice"):
        require("没有 soffice")
    monkeypatch.setenv("ZIPING_STRICT", "1")
    with pytest.raises(pytest.fail.Exception, match="没有 soffice"):
        require("没有 soffice")
    require(None)


def test_a_machine_without_libreoffice_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert Office.missing() == "没有 soffice，请安装 libreoffice"
