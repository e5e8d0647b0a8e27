Attribute VB_Name = "ZpHelp"
Option Explicit
' Generated from src/ziping/excel/registry.py by addin/build.py - do not edit. ASCII only; texts are on sheet "strings".

' Excel takes the help of a function from a visible workbook only, so the add-in is one for a moment.
Public Sub RegisterHelp()
    On Error Resume Next
    Application.ScreenUpdating = False
    ThisWorkbook.IsAddin = False
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!ZP_SCORE", _
        Description:=ThisWorkbook.Worksheets("strings").Range("B3").Value, _
        Category:=ThisWorkbook.Worksheets("strings").Range("B1").Value, _
        ArgumentDescriptions:=Array( _
            ThisWorkbook.Worksheets("strings").Range("C3").Value, _
            ThisWorkbook.Worksheets("strings").Range("D3").Value, _
            ThisWorkbook.Worksheets("strings").Range("E3").Value, _
            ThisWorkbook.Worksheets("strings").Range("F3").Value, _
            ThisWorkbook.Worksheets("strings").Range("G3").Value)
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!ZP_COMPLETION", _
        Description:=ThisWorkbook.Worksheets("strings").Range("B4").Value, _
        Category:=ThisWorkbook.Worksheets("strings").Range("B1").Value, _
        ArgumentDescriptions:=Array( _
            ThisWorkbook.Worksheets("strings").Range("C4").Value, _
            ThisWorkbook.Worksheets("strings").Range("D4").Value, _
            ThisWorkbook.Worksheets("strings").Range("E4").Value)
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!ZP_MET", _
        Description:=ThisWorkbook.Worksheets("strings").Range("B5").Value, _
        Category:=ThisWorkbook.Worksheets("strings").Range("B1").Value, _
        ArgumentDescriptions:=Array( _
            ThisWorkbook.Worksheets("strings").Range("C5").Value, _
            ThisWorkbook.Worksheets("strings").Range("D5").Value, _
            ThisWorkbook.Worksheets("strings").Range("E5").Value)
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!ZP_WHY", _
        Description:=ThisWorkbook.Worksheets("strings").Range("B6").Value, _
        Category:=ThisWorkbook.Worksheets("strings").Range("B1").Value, _
        ArgumentDescriptions:=Array( _
            ThisWorkbook.Worksheets("strings").Range("C6").Value, _
            ThisWorkbook.Worksheets("strings").Range("D6").Value, _
            ThisWorkbook.Worksheets("strings").Range("E6").Value, _
            ThisWorkbook.Worksheets("strings").Range("F6").Value, _
            ThisWorkbook.Worksheets("strings").Range("G6").Value)
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!ZP_EXECUTION", _
        Description:=ThisWorkbook.Worksheets("strings").Range("B7").Value, _
        Category:=ThisWorkbook.Worksheets("strings").Range("B1").Value, _
        ArgumentDescriptions:=Array( _
            ThisWorkbook.Worksheets("strings").Range("C7").Value, _
            ThisWorkbook.Worksheets("strings").Range("D7").Value, _
            ThisWorkbook.Worksheets("strings").Range("E7").Value, _
            ThisWorkbook.Worksheets("strings").Range("F7").Value)
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!ZP_GRADE", _
        Description:=ThisWorkbook.Worksheets("strings").Range("B8").Value, _
        Category:=ThisWorkbook.Worksheets("strings").Range("B1").Value, _
        ArgumentDescriptions:=Array( _
            ThisWorkbook.Worksheets("strings").Range("C8").Value, _
            ThisWorkbook.Worksheets("strings").Range("D8").Value)
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!ZP_WEIGHTS", _
        Description:=ThisWorkbook.Worksheets("strings").Range("B9").Value, _
        Category:=ThisWorkbook.Worksheets("strings").Range("B1").Value, _
        ArgumentDescriptions:=Array( _
            ThisWorkbook.Worksheets("strings").Range("C9").Value, _
            ThisWorkbook.Worksheets("strings").Range("D9").Value, _
            ThisWorkbook.Worksheets("strings").Range("E9").Value)
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!ZP_SCORES", _
        Description:=ThisWorkbook.Worksheets("strings").Range("B10").Value, _
        Category:=ThisWorkbook.Worksheets("strings").Range("B1").Value, _
        ArgumentDescriptions:=Array( _
            ThisWorkbook.Worksheets("strings").Range("C10").Value, _
            ThisWorkbook.Worksheets("strings").Range("D10").Value)
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!ZP_CHECK", _
        Description:=ThisWorkbook.Worksheets("strings").Range("B11").Value, _
        Category:=ThisWorkbook.Worksheets("strings").Range("B1").Value, _
        ArgumentDescriptions:=Array( _
            ThisWorkbook.Worksheets("strings").Range("C11").Value, _
            ThisWorkbook.Worksheets("strings").Range("D11").Value)
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!ZP_YOY", _
        Description:=ThisWorkbook.Worksheets("strings").Range("B12").Value, _
        Category:=ThisWorkbook.Worksheets("strings").Range("B1").Value, _
        ArgumentDescriptions:=Array( _
            ThisWorkbook.Worksheets("strings").Range("C12").Value, _
            ThisWorkbook.Worksheets("strings").Range("D12").Value)
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!ZP_TEXT", _
        Description:=ThisWorkbook.Worksheets("strings").Range("B13").Value, _
        Category:=ThisWorkbook.Worksheets("strings").Range("B1").Value, _
        ArgumentDescriptions:=Array( _
            ThisWorkbook.Worksheets("strings").Range("C13").Value, _
            ThisWorkbook.Worksheets("strings").Range("D13").Value)
    ThisWorkbook.IsAddin = True
    ThisWorkbook.Saved = True
    Application.ScreenUpdating = True
End Sub
