"""xlwings' own VBA module (BSD 3-clause), reduced to what the add-in runs.

It loads xlwings' library, starts one Python per Excel and passes calls to it. The original is made for a developer's
own workbooks: what runs other programs, imports code or shows messages is never called here, and is what virus scanners
look for in macros; so it stays out. Each change below says what it is for; one that no longer fits stops the build.
"""

from __future__ import annotations

import re
from importlib import metadata
from importlib.resources import files
from typing import NamedTuple

from ziping.excel.registry import ENTRY, SERVER

NAME = "xlwings"
PROJECT = "ziping"
"""Names the sheet of settings: ``ziping.conf``."""
KEPT = (
    *("RunPython", "XLPyCommand", "XLPyLoadDLL", "XLPy"),
    *("GetConfigFromSheet", "GetConfig", "ParentFolder", "SheetExists"),
)
"""The procedures that go in, in the order of the original."""
_NOTE = "'Reduced for ziping by addin/xlam/runtime.py, which says what is left out and why.\n"
_PROCEDURE = re.compile(
    r"^(?:Public |Private )?(?P<kind>Sub|Function) (?P<name>\w+)\(.*?^End (?P=kind)$", re.MULTILINE | re.DOTALL
)
_FIRST = "Public Function RunPython("


class _Change(NamedTuple):
    """In a procedure (in the head for ""), ``put`` in the place of what begins with ``start`` and ends before
    ``end``, of ``start`` alone where there is no ``end``."""

    where: str
    start: str
    end: str = ""
    put: str = ""


_CALLER = '            XLPy.SetAttr XLPy.Module("xlwings._xlwindows"), "BOOK_CALLER", ActiveWorkbook'
_CHANGES = (
    _Change("", 'PROJECT_NAME As String = "myaddin"', put=f'PROJECT_NAME As String = "{PROJECT}"'),
    # Left out: code in sheets of the workbook in front, its path, ways of starting Python without the library.
    # Put in: Excel itself; where no workbook is open, Python could only guess which Excel the click came from.
    _Change(
        "RunPython",
        "    Dim i As Integer",
        _CALLER,
        f'            XLPy.SetAttr XLPy.Module("{ENTRY}"), "EXCEL", Application\n',
    ),
    # Errors go on to the callback, which says in Chinese what to do.
    _Change("RunPython", "            \n            On Error GoTo err_handling", "            XLPy.Exec"),
    _Change("RunPython", "            GoTo end_err_handling", "End Function"),
    # The workbook in front has no say in how Python starts: neither its path, which would also pass through the code
    # page of Windows (Chinese names), nor a sheet or a file beside it that is called like our settings.
    _Change("XLPyCommand", "    Dim DEBUG_UDFS As Boolean", '    PYTHON_WIN = GetConfig("INTERPRETER_WIN"'),
    _Change("GetConfig", "            'Workbook Sheet Config", "            'Add-in Sheet Config"),
    _Change("GetConfig", "    ' Directory Config", "    ' Defaults"),
    # ThisWorkbook has written the whole path; the windows script host, which many offices have taken off, is not asked.
    _Change("GetConfig", "                    GetConfig = ExpandEnvironmentStrings(GetConfig)\n"),
    _Change("GetConfig", "    GetConfig = ExpandEnvironmentStrings(GetConfig)\n"),
    # Started by cmd.exe /K, a Python that ends at once leaves cmd.exe behind, and Excel waits a minute for it, frozen,
    # for every single cell; virus scanners and policies stop an Excel that starts cmd.exe.
    _Change(
        "XLPyCommand",
        '    If PYTHON_WIN = "" Then',
        "        ' Spaces in path",
        "    PYTHON_WIN = Chr(34) & PYTHON_WIN & Chr(34)\n",
    ),
    _Change("XLPyCommand", "        ' Spaces in path", "        tail ="),
    _Change(
        "XLPyCommand",
        "        XLPyCommand = PYTHON_WIN & tail & Chr(34)\n    End If",
        put="        XLPyCommand = PYTHON_WIN & tail",
    ),
    # Python runs isolated: neither PYTHONPATH of some other program nor the folder Excel stands in is looked at.
    _Change(
        "XLPyCommand",
        "        tail =",
        "        XLPyCommand =",
        f'        tail = " -B -I -c ""import {SERVER}; {SERVER}.serve(\'$(CLSID)\')"""\n',
    ),
    # The Python of the installer is no environment of conda.
    _Change("XLPyLoadDLL", '    If PYTHON_WIN = "" Then', '    If (PYTHON_WIN <> "python"'),
    # A bare Range is that of the sheet in front, and fails where there is none: no workbook open, a chart in front.
    _Change("GetConfigFromSheet", 'In Range(sht.Range("A1"), lastCell)', put='In sht.Range(sht.Range("A1"), lastCell)'),
)


def runtime() -> str:
    """The source of the VBA module. Raises ValueError where the installed xlwings has another text."""
    source = original()
    procedures = {found["name"]: found[0] for found in _PROCEDURE.finditer(source)}
    parts = {"": source[: source.index(_FIRST)], **{name: procedures[name] for name in KEPT}}
    for change in _CHANGES:
        parts[change.where] = _changed(parts[change.where], change)
    first, rest = parts.pop("").split("\n", 1)
    return "\n\n".join([f"{first}\n{_NOTE}{rest.rstrip()}", *parts.values()]) + "\n"


def original() -> str:
    """The module as xlwings ships it."""
    return _file("xlwings_custom_addin.bas").replace("\r\n", "\n")


def licence() -> str:
    """The licence text that goes with it."""
    found = [path for path in metadata.files("xlwings") or () if path.name == "LICENSE.txt"]
    return found[0].read_text(encoding="utf-8").replace("\r\n", "\n")


def _changed(text: str, change: _Change) -> str:
    begin = text.find(change.start)
    end = text.find(change.end, begin) if change.end else begin + len(change.start)
    if begin < 0 or end < 0 or text.count(change.start) != 1:
        raise ValueError(f"xlwings.bas of this version has another text in {change.where}: {change.start}")
    return text[:begin] + change.put + text[end:]


def _file(name: str) -> str:
    return files("xlwings").joinpath(name).read_bytes().decode("ascii")
