Attribute VB_Name = "xlwings_udfs"
' Generated from src/ziping/excel/registry.py by addin/build.py, with the generator of xlwings - do not edit.
#Const App = "Microsoft Excel"
Function ZP_CHECK(area, Optional standard)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ZP_CHECK = XLPy.CallUDF("ziping.excel.udfs", "zp_check", Array(area, standard), Nothing, Application.Caller)
        Exit Function
    #Else
        ZP_CHECK = XLPy.CallUDF("ziping.excel.udfs", "zp_check", Array(area, standard))
        Exit Function
    #End If
failed:
    ZP_CHECK = CVErr(xlErrValue)
End Function

Function ZP_COMPLETION(target, actual, Optional standard)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ZP_COMPLETION = XLPy.CallUDF("ziping.excel.udfs", "zp_completion", Array(target, actual, standard), Nothing, Application.Caller)
        Exit Function
    #Else
        ZP_COMPLETION = XLPy.CallUDF("ziping.excel.udfs", "zp_completion", Array(target, actual, standard))
        Exit Function
    #End If
failed:
    ZP_COMPLETION = CVErr(xlErrValue)
End Function

Function ZP_EXECUTION(budget, executed, Optional weight, Optional standard)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ZP_EXECUTION = XLPy.CallUDF("ziping.excel.udfs", "zp_execution", Array(budget, executed, weight, standard), Nothing, Application.Caller)
        Exit Function
    #Else
        ZP_EXECUTION = XLPy.CallUDF("ziping.excel.udfs", "zp_execution", Array(budget, executed, weight, standard))
        Exit Function
    #End If
failed:
    ZP_EXECUTION = CVErr(xlErrValue)
End Function

Function ZP_GRADE(total, Optional standard)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ZP_GRADE = XLPy.CallUDF("ziping.excel.udfs", "zp_grade", Array(total, standard), Nothing, Application.Caller)
        Exit Function
    #Else
        ZP_GRADE = XLPy.CallUDF("ziping.excel.udfs", "zp_grade", Array(total, standard))
        Exit Function
    #End If
failed:
    ZP_GRADE = CVErr(xlErrValue)
End Function

Function ZP_MET(target, actual, Optional standard)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ZP_MET = XLPy.CallUDF("ziping.excel.udfs", "zp_met", Array(target, actual, standard), Nothing, Application.Caller)
        Exit Function
    #Else
        ZP_MET = XLPy.CallUDF("ziping.excel.udfs", "zp_met", Array(target, actual, standard))
        Exit Function
    #End If
failed:
    ZP_MET = CVErr(xlErrValue)
End Function

Function ZP_SCORE(target, actual, weight, Optional standard, Optional level)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ZP_SCORE = XLPy.CallUDF("ziping.excel.udfs", "zp_score", Array(target, actual, weight, standard, level), Nothing, Application.Caller)
        Exit Function
    #Else
        ZP_SCORE = XLPy.CallUDF("ziping.excel.udfs", "zp_score", Array(target, actual, weight, standard, level))
        Exit Function
    #End If
failed:
    ZP_SCORE = CVErr(xlErrValue)
End Function

Function ZP_SCORES(area, Optional standard)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ZP_SCORES = XLPy.CallUDF("ziping.excel.udfs", "zp_scores", Array(area, standard), Nothing, Application.Caller)
        Exit Function
    #Else
        ZP_SCORES = XLPy.CallUDF("ziping.excel.udfs", "zp_scores", Array(area, standard))
        Exit Function
    #End If
failed:
    ZP_SCORES = CVErr(xlErrValue)
End Function

Function ZP_TEXT(template, ParamArray values())
    Dim argsArray() As Variant
    argsArray = Array(template)
    ReDim Preserve argsArray(0 to UBound(values) - LBound(values) + 1)
    For k = LBound(values) To UBound(values)
    If IsObject(values(k)) Then
        Set argsArray(1 + k - LBound(values)) = values(k)
    Else
        argsArray(1 + k - LBound(values)) = values(k)
    End If
    Next k
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ZP_TEXT = XLPy.CallUDF("ziping.excel.udfs", "zp_text", argsArray, Nothing, Application.Caller)
        Exit Function
    #Else
        ZP_TEXT = XLPy.CallUDF("ziping.excel.udfs", "zp_text", argsArray)
        Exit Function
    #End If
failed:
    ZP_TEXT = CVErr(xlErrValue)
End Function

Function ZP_WEIGHTS(area, total, Optional standard)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ZP_WEIGHTS = XLPy.CallUDF("ziping.excel.udfs", "zp_weights", Array(area, total, standard), Nothing, Application.Caller)
        Exit Function
    #Else
        ZP_WEIGHTS = XLPy.CallUDF("ziping.excel.udfs", "zp_weights", Array(area, total, standard))
        Exit Function
    #End If
failed:
    ZP_WEIGHTS = CVErr(xlErrValue)
End Function

Function ZP_WHY(target, actual, weight, Optional standard, Optional level)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ZP_WHY = XLPy.CallUDF("ziping.excel.udfs", "zp_why", Array(target, actual, weight, standard, level), Nothing, Application.Caller)
        Exit Function
    #Else
        ZP_WHY = XLPy.CallUDF("ziping.excel.udfs", "zp_why", Array(target, actual, weight, standard, level))
        Exit Function
    #End If
failed:
    ZP_WHY = CVErr(xlErrValue)
End Function

Function ZP_YOY(this_year, last_year)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ZP_YOY = XLPy.CallUDF("ziping.excel.udfs", "zp_yoy", Array(this_year, last_year), Nothing, Application.Caller)
        Exit Function
    #Else
        ZP_YOY = XLPy.CallUDF("ziping.excel.udfs", "zp_yoy", Array(this_year, last_year))
        Exit Function
    #End If
failed:
    ZP_YOY = CVErr(xlErrValue)
End Function
