"""xlwings' own VBA module (BSD 3-clause), with what an add-in for received workbooks must have otherwise.

It loads xlwings' library, starts one Python per Excel and passes calls to it. The original is made for a developer's
own workbooks; each edit below says what it is for. An edit that no longer fits stops the build.
"""

from __future__ import annotations

from importlib import metadata
from importlib.resources import files
from typing import NamedTuple

from ziping.excel.registry import ENTRY, SERVER

NAME = "xlwings"
PROJECT = "ziping"
"""Names the sheet of settings: ``ziping.conf``."""
_NOTE = "'Changed for ziping by addin/xlam/runtime.py, which says what and why.\n"


class _Edit(NamedTuple):
    before: str
    after: str
    times: int = 1


_CALLER = 'XLPy.SetAttr XLPy.Module("xlwings._xlwindows"), "BOOK_CALLER", ActiveWorkbook'
_ONLY_THE_ADDIN = "Set wb = ThisWorkbook\n        Else\n            Set wb = ThisWorkbook"
_EDITS = (
    _Edit('PROJECT_NAME As String = "myaddin"', f'PROJECT_NAME As String = "{PROJECT}"'),
    # A sheet of that name in a received workbook must not choose the interpreter: settings come from the add-in alone.
    _Edit("SheetExists(ActiveWorkbook, PROJECT_NAME", "SheetExists(ThisWorkbook, PROJECT_NAME"),
    _Edit("GetConfigFromSheet(ActiveWorkbook)", "GetConfigFromSheet(ThisWorkbook)", 2),
    # The command line names no workbook. Its path would pass through the code page of Windows (Chinese names), could
    # add folders to Python's path (a file name with semicolons), and every new path would start one more Python.
    _Edit(
        'PYTHONPATH = AddExcelDir & ";" & ActiveWorkbook.FullName & ";" & ThisWorkbook.FullName & ";" & '
        'GetConfig("ONEDRIVE_CONSUMER_WIN") & ";" & GetConfig("ONEDRIVE_COMMERCIAL_WIN") & ";" & '
        'GetConfig("SHAREPOINT_WIN") & ";" & GetConfig("PYTHONPATH")',
        "PYTHONPATH = AddExcelDir",
    ),
    # A click needs no open workbook (新建, 自检); a sheet named like embedded code in a received one does not stop it.
    _Edit("Set wb = ActiveWorkbook\n        Else\n            Set wb = ThisWorkbook", _ONLY_THE_ADDIN),
    _Edit("        ActiveFullName = ActiveWorkbook.FullName\n        ThisFullName", "        ThisFullName"),
    # A bare Range is that of the sheet in front, and fails where there is none: no workbook open, a chart in front.
    _Edit('In Range(sht.Range("A1"), lastCell)', 'In sht.Range(sht.Range("A1"), lastCell)'),
    # Where no workbook is open, Python could only guess which Excel the click came from.
    _Edit(
        f"            {_CALLER}",
        f'            XLPy.SetAttr XLPy.Module("{ENTRY}"), "EXCEL", Application\n            {_CALLER}',
    ),
    # The callback says in Chinese what to do; this would show Python's own words alone.
    _Edit("            On Error GoTo err_handling\n", ""),
    # Started by cmd.exe /K, a Python that ends at once leaves cmd.exe behind, and Excel waits a minute for it, frozen,
    # for every single cell; virus scanners and policies stop an Excel that starts cmd.exe.
    _Edit(
        'PYTHON_WIN = "cmd.exe " & ConsoleSwitch & " /K " & Chr(34) & Chr(34) & PYTHON_WIN & Chr(34)',
        "PYTHON_WIN = Chr(34) & PYTHON_WIN & Chr(34)",
    ),
    _Edit("XLPyCommand = PYTHON_WIN & tail & Chr(34)", "XLPyCommand = PYTHON_WIN & tail"),
    # Python runs isolated: neither PYTHONPATH of some other program nor the folder Excel stands in is looked at.
    _Edit('tail = " -B -c ""import sys, os;"', 'tail = " -B -I -c ""import sys, os;"'),
    _Edit("import xlwings; xlwings.serve('$(CLSID)')", f"import {SERVER}; {SERVER}.serve('$(CLSID)')"),
)


def runtime() -> str:
    """The source of the VBA module. Raises ValueError where the installed xlwings has another text."""
    source = _file("xlwings_custom_addin.bas").replace("\r\n", "\n")
    for edit in _EDITS:
        if source.count(edit.before) != edit.times:
            raise ValueError(f"xlwings.bas of this version has another line for: {edit.before}")
        source = source.replace(edit.before, edit.after)
    first, rest = source.split("\n", 1)
    return f"{first}\n{_NOTE}{rest}"


def licence() -> str:
    """The licence text that goes with it."""
    found = [path for path in metadata.files("xlwings") or () if path.name == "LICENSE.txt"]
    return found[0].read_text(encoding="utf-8").replace("\r\n", "\n")


def _file(name: str) -> str:
    return files("xlwings").joinpath(name).read_bytes().decode("ascii")
