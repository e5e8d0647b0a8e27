Attribute VB_Name = "ZpRibbon"
Option Explicit
' Generated from src/ziping/excel/registry.py by addin/build.py - do not edit. ASCII only; texts are on sheet "strings".

Public Sub ZpNew(control As IRibbonControl)
    On Error GoTo NotStarted
    RunPython "import ziping.excel.entry; ziping.excel.entry.run('new','" & control.Tag & "')"
    Exit Sub
NotStarted:
    ShowNotStarted Err.Description
End Sub

Public Sub ZpInsertRow(control As IRibbonControl)
    On Error GoTo NotStarted
    RunPython "import ziping.excel.entry; ziping.excel.entry.run('insert_row','')"
    Exit Sub
NotStarted:
    ShowNotStarted Err.Description
End Sub

Public Sub ZpDeleteRow(control As IRibbonControl)
    On Error GoTo NotStarted
    RunPython "import ziping.excel.entry; ziping.excel.entry.run('delete_row','')"
    Exit Sub
NotStarted:
    ShowNotStarted Err.Description
End Sub

Public Sub ZpWeights(control As IRibbonControl)
    On Error GoTo NotStarted
    RunPython "import ziping.excel.entry; ziping.excel.entry.run('weights','')"
    Exit Sub
NotStarted:
    ShowNotStarted Err.Description
End Sub

Public Sub ZpScore(control As IRibbonControl)
    On Error GoTo NotStarted
    RunPython "import ziping.excel.entry; ziping.excel.entry.run('score','')"
    Exit Sub
NotStarted:
    ShowNotStarted Err.Description
End Sub

Public Sub ZpCheck(control As IRibbonControl)
    On Error GoTo NotStarted
    RunPython "import ziping.excel.entry; ziping.excel.entry.run('check','')"
    Exit Sub
NotStarted:
    ShowNotStarted Err.Description
End Sub

Public Sub ZpReport(control As IRibbonControl)
    On Error GoTo NotStarted
    RunPython "import ziping.excel.entry; ziping.excel.entry.run('report','')"
    Exit Sub
NotStarted:
    ShowNotStarted Err.Description
End Sub

Public Sub ZpCheckReport(control As IRibbonControl)
    On Error GoTo NotStarted
    RunPython "import ziping.excel.entry; ziping.excel.entry.run('check_report','')"
    Exit Sub
NotStarted:
    ShowNotStarted Err.Description
End Sub

Public Sub ZpRollover(control As IRibbonControl)
    On Error GoTo NotStarted
    RunPython "import ziping.excel.entry; ziping.excel.entry.run('rollover','')"
    Exit Sub
NotStarted:
    ShowNotStarted Err.Description
End Sub

Public Sub ZpImportTable(control As IRibbonControl)
    On Error GoTo NotStarted
    RunPython "import ziping.excel.entry; ziping.excel.entry.run('import_table','')"
    Exit Sub
NotStarted:
    ShowNotStarted Err.Description
End Sub

Public Sub ZpRescore(control As IRibbonControl)
    On Error GoTo NotStarted
    RunPython "import ziping.excel.entry; ziping.excel.entry.run('rescore','" & control.Tag & "')"
    Exit Sub
NotStarted:
    ShowNotStarted Err.Description
End Sub

Public Sub ZpSubmit(control As IRibbonControl)
    On Error GoTo NotStarted
    RunPython "import ziping.excel.entry; ziping.excel.entry.run('submit','" & control.Tag & "')"
    Exit Sub
NotStarted:
    ShowNotStarted Err.Description
End Sub

Public Sub ZpRule(control As IRibbonControl)
    On Error GoTo NotStarted
    RunPython "import ziping.excel.entry; ziping.excel.entry.run('rule','')"
    Exit Sub
NotStarted:
    ShowNotStarted Err.Description
End Sub

Public Sub ZpSelfcheck(control As IRibbonControl)
    On Error GoTo NotStarted
    RunPython "import ziping.excel.entry; ziping.excel.entry.run('selfcheck','')"
    Exit Sub
NotStarted:
    ShowNotStarted Err.Description
End Sub

Public Sub ZpAbout(control As IRibbonControl)
    On Error GoTo NotStarted
    RunPython "import ziping.excel.entry; ziping.excel.entry.run('about','')"
    Exit Sub
NotStarted:
    ShowNotStarted Err.Description
End Sub

' Python writes its own messages; this one is for when it could not be started.
Private Sub ShowNotStarted(ByVal reason As String)
    MsgBox ThisWorkbook.Worksheets("strings").Range("B2").Value & vbCrLf & vbCrLf & reason, vbExclamation, ThisWorkbook.Worksheets("strings").Range("B1").Value
End Sub
