"""The validator must find what Microsoft Office would offer to repair."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
import xlsxwriter

from support.validator import VERSIONS, Validator


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    with xlsxwriter.Workbook(tmp_path / "自评表.xlsx") as book:
        book.add_worksheet("自评表").write("A1", "项目支出绩效自评表")
    return tmp_path / "自评表.xlsx"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    made = docx.Document()
    made.add_paragraph("绩效自评报告")
    made.save(str(tmp_path / "报告.docx"))
    return tmp_path / "报告.docx"


def broken(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """A copy of ``path`` with ``old`` replaced in one part of the package."""
    copy = path.with_stem(f"坏{path.stem}")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new)
            target.writestr(name, content)
    return copy


def test_sound_files_have_no_errors_for_any_version(validator: Validator, workbook: Path, document: Path) -> None:
    assert validator.errors_anywhere([workbook, document]) == []


def test_a_cell_of_unknown_type_is_reported(validator: Validator, workbook: Path) -> None:
    bad = broken(workbook, "xl/worksheets/sheet1.xml", b't="s"', b't="text"')
    (error,) = validator.errors(bad, "Office2016")
    assert error.startswith("/xl/worksheets/sheet1.xml")
    assert [line.split()[:2] for line in validator.errors_anywhere([bad])] == [
        ["坏自评表.xlsx", f"[{version}]"] for version in VERSIONS
    ]


def test_an_unknown_element_in_a_document_is_reported(validator: Validator, document: Path) -> None:
    bad = broken(document, "word/document.xml", b"<w:body>", b"<w:body><w:page/>")
    assert any("/word/document.xml" in error for error in validator.errors(bad))


def test_a_file_that_is_no_package_is_reported(validator: Validator, tmp_path: Path) -> None:
    (tmp_path / "文本.xlsx").write_text("不是工作簿", encoding="utf-8")
    assert validator.errors(tmp_path / "文本.xlsx")


def test_an_unknown_version_of_office_is_refused(validator: Validator, workbook: Path) -> None:
    with pytest.raises(AssertionError, match="Office2033"):
        validator.errors(workbook, "Office2033")
