"""The VBA modules made from the registry: ZpRibbon, which hands a click to Python, and ZpHelp, the function wizard."""

from __future__ import annotations

from xlam import strings
from xlam.ribbon import CALLBACKS
from ziping.excel.registry import BUTTONS, ENTRY, UDFS, Button, Udf

HELP = "ZpHelp"

_HEAD = """Attribute VB_Name = "{name}"
Option Explicit
' Generated from src/ziping/excel/registry.py by addin/build.py - do not edit. ASCII only; texts are on sheet "strings".
"""
_CALLBACK = """
Public Sub {procedure}(control As IRibbonControl)
    On Error GoTo NotStarted
    RunPython "import {entry}; {entry}.run('{id}','{argument}')"
    Exit Sub
NotStarted:
    ShowNotStarted Err.Description
End Sub
"""
_NOT_STARTED = """
' Python writes its own messages; this one is for when it could not be started.
Private Sub ShowNotStarted(ByVal reason As String)
    MsgBox {text} & vbCrLf & vbCrLf & reason, vbExclamation, {title}
End Sub
"""
_HELP = """
' Excel takes the help of a function from a visible workbook only, so the add-in is one for a moment.
Public Sub RegisterHelp()
    On Error Resume Next
    Application.ScreenUpdating = False
    ThisWorkbook.IsAddin = False
{calls}
    ThisWorkbook.IsAddin = True
    ThisWorkbook.Saved = True
    Application.ScreenUpdating = True
End Sub
"""
_UDF = """    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!{name}", _
        Description:={help}, _
        Category:={category}, _
        ArgumentDescriptions:=Array( _
            {arguments})"""


def callbacks() -> str:
    """ZpRibbon.bas: one procedure per button, none of which decides anything."""
    text = strings.read(strings.NOT_STARTED_ROW)
    shown = _NOT_STARTED.format(text=text, title=strings.read(strings.TITLE_ROW))
    return _HEAD.format(name=CALLBACKS) + "".join(_callback(button) for button in BUTTONS) + shown


def wizard_help() -> str:
    """ZpHelp.bas: one call per UDF, which tells the function wizard what it and its arguments are."""
    calls = "\n".join(_registered(udf) for udf in UDFS)
    return _HEAD.format(name=HELP) + _HELP.format(calls=calls)


def _callback(button: Button) -> str:
    argument = '" & control.Tag & "' if button.menu else ""
    return _CALLBACK.format(procedure=button.procedure, entry=ENTRY, id=button.id, argument=argument)


def _registered(udf: Udf) -> str:
    row = strings.udf_row(udf)
    texts = [strings.read(row, index) for index in range(1, len(udf.arguments) + 1)]
    category = strings.read(strings.TITLE_ROW)
    arguments = ", _\n            ".join(texts)
    return _UDF.format(name=udf.name, help=strings.read(row), category=category, arguments=arguments)
