"""LibreOffice, which has a compiler for VBA of its own, compiles and runs our modules.

xlwings' module is beyond it and stands in as a few lines that write down what they are called with; so does what only
Excel has: a ribbon control, the message box, the function wizard, the registry.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from xlam.modules import Module
from xlam.project import vba_project
from xlam.ribbon import CALLBACKS, NAMESPACE, ribbon
from xlam.sources import PROJECT, RUNTIME, modules
from xlam.workbook import workbook

from excel.clicks import TYPED, read, unlike
from support.livebook import excel
from support.office import Edited, Office, OfficeError
from ziping.excel.registry import BUTTONS, TAB, UDF_MODULE, UDFS, Udf

ONLY_IN_EXCEL = {
    "MsgBox ": "ShowBox ",
    "Application.MacroOptions": "xlwings.MacroOptions",
    "XLPy.CallUDF": "RecordedCall",
    "TypeOf Application.Caller Is Range": "True",
    ", Nothing, Application.Caller)": ")",
}
CLICKS, CALLS, FAILURES, WIZARD, SHOWN = "HIJKL"
"""Columns of the settings sheet where the stand-ins write, one row per call."""
BROKEN = "broken"
INSTALLED = r"C:\ziping\python\pythonw.exe"

STAND_INS = f"""Attribute VB_Name = "xlwings"
Option Explicit
Private clicked As Long, registered As Long
Public Function Sheet()
    Set Sheet = ThisWorkbook.Worksheets("ziping.conf")
End Function
Public Function RunPython(command As String)
    clicked = clicked + 1
    Sheet.Range("{CLICKS}" & clicked).Value = command
    If InStr(command, "{BROKEN}") > 0 Then Err.Raise 1001
End Function
Public Sub ShowBox(text, buttons, title)
    Sheet.Range("{SHOWN}1").Value = text
    Sheet.Range("{SHOWN}2").Value = title
End Sub
Public Sub MacroOptions(Macro, Description, Category, ArgumentDescriptions)
    registered = registered + 1
    Sheet.Range("{WIZARD}" & registered).Value = Join(Array(Macro, Category, Description), vbTab) & vbTab & _
        Join(ArgumentDescriptions, vbTab)
End Sub
Public Function RecordedCall(module_name, function_name, arguments)
    If arguments(0) = "{BROKEN}" Then Err.Raise 1001
    RecordedCall = module_name & "." & function_name & ":" & Join(arguments, ",")
End Function
Public Function GetSetting(program, section, key, usual)
    GetSetting = "{INSTALLED}"
End Function
"""
CONTROL = """Option Explicit
Public Tag As String
"""
DRIVER = """Attribute VB_Name = "Driver"
Option Explicit
Public Sub Run()
    Dim control As New IRibbonControl
{clicks}
    control.Tag = "{broken}"
    ZpRibbon.ZpNew control
    ZpHelp.RegisterHelp
{calls}
{failure}
    ThisWorkbook.Workbook_Open
End Sub
"""
OPEN_WITH_MACROS = """Dim how(2) As New com.sun.star.beans.PropertyValue
  how(0).Name = "Hidden"
  how(0).Value = True
  how(1).Name = "FilterName"
  how(1).Value = "Calc MS Excel 2007 VBA XML"
  how(2).Name = "MacroExecutionMode"
  how(2).Value = 4
  url = book.URL
  book.close(True)
  book = StarDesktop.loadComponentFromURL(url, "_blank", 0, how())"""
RUN = 'book.getScriptProvider().getScript("vnd.sun.star.script:Ziping.Driver.Run?language=Basic&location=document")'


def values_of(count: int) -> list[str]:
    return [str(number) for number in range(1, count + 1)]


class Item(NamedTuple):
    """What the user can click in the ribbon."""

    label: str
    procedure: str
    tag: str


def items() -> list[Item]:
    """Everything in the ribbon that can be clicked, from top to bottom."""
    clickable = ET.fromstring(ribbon()).iter(f"{{{NAMESPACE}}}button")
    return [Item(one.get("label", ""), one.get("onAction", ""), one.get("tag", "")) for one in clickable]


def driver() -> str:
    clicks = "\n".join(f'    control.Tag = "{item.tag}"\n    {item.procedure} control' for item in items())
    calls = "\n".join(_written(f"{CALLS}{row}", _called(udf)) for row, udf in enumerate(UDFS, 1))
    failure = _written(f"{FAILURES}1", f'TypeName(ZP_GRADE("{BROKEN}"))')
    return DRIVER.format(clicks=clicks, calls=calls, broken=BROKEN, failure=failure)


def _written(place: str, value: str) -> str:
    return f'    ThisWorkbook.Worksheets("ziping.conf").Range("{place}").Value = {value}'


def _called(udf: Udf) -> str:
    return f"{udf.name}({', '.join(values_of(len(udf.arguments)))})"


def workbook_to_run(changes: dict[str, str] = ONLY_IN_EXCEL) -> bytes:
    """The add-in's workbook with our modules as they are, but for names that only Excel knows."""
    ours = [replace(one, source=_changed(one.source, changes)) for one in modules() if one.name != RUNTIME]
    stand_ins = [
        Module("xlwings", "standard", STAND_INS),
        Module("Driver", "standard", driver()),
        Module("IRibbonControl", "class", CONTROL),
    ]
    return workbook(vba_project(PROJECT, [*ours, *stand_ins]))


def _changed(source: str, changes: dict[str, str]) -> str:
    for before, after in changes.items():
        source = source.replace(before, after)
    return source


def run_in(office: Office, folder: Path, workbook: bytes) -> Any:
    """The settings sheet after every callback, every wrapper and the help have run."""
    source, target = folder / "addin.xlsm", folder / "ran.xlsx"
    source.write_bytes(workbook)
    office.edit([Edited(source, target, [OPEN_WITH_MACROS, f"{RUN}.invoke(Array(), Array(), Array())"])])
    return openpyxl.load_workbook(target)["ziping.conf"]


@pytest.fixture(scope="module")
def ran(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return run_in(office, tmp_path_factory.mktemp("vba"), workbook_to_run())


def column(sheet: Any, letter: str) -> list[Any]:
    return [cell.value for cell in sheet[letter] if cell.value is not None]


def test_every_item_of_the_ribbon_sends_its_command(ran: Any) -> None:
    ids = {f"{CALLBACKS}.{button.procedure}": button.id for button in BUTTONS}
    assert column(ran, CLICKS)[:-1] == [
        f"import ziping.excel.entry; ziping.excel.entry.run('{ids[item.procedure]}','{item.tag}')" for item in items()
    ]


@pytest.mark.parametrize(
    ("label", "said", "made"),
    [
        ("计算得分", "已拆开粘贴的文字", "自评表.备份"),
        ("校验", "校验完成", "自评表.备份"),
        ("上报版（只有数值的工作簿）", "已导出并打开", "自评表 上报版.xlsx"),
        ("项目支出绩效自评（财政部 2021 年指标设置及取值指引）", "已另存并打开", "自评表 换规则包 national-2021.xlsx"),
    ],
)
def test_a_click_on_the_ribbon_changes_the_workbook(
    ran: Any, label: str, said: str, made: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole way: the item in the ribbon, the callback that LibreOffice ran for it, the text it hands to Python,
    the action on xlwings' objects, the file."""
    monkeypatch.setattr("platformdirs.user_log_dir", lambda *_, **__: str(tmp_path / "log"))
    (number,) = (number for number, item in enumerate(items()) if item.label == label)
    with excel() as running:
        path = tmp_path / "自评表.xlsx"
        path.write_bytes(TYPED)
        book = running.open(path)
        before = read(book)
        running.click_in(book)
        running.answers = ["yes"]
        exec(column(ran, CLICKS)[number], {})
        assert said in running.alerts[0][0]
        assert [one for one in tmp_path.iterdir() if one.name.startswith(made)]
        assert bool(unlike(read(book), before)) == (made == "自评表.备份")


def test_a_click_that_cannot_start_python_says_what_to_do_in_chinese(ran: Any) -> None:
    text, title = column(ran, SHOWN)
    assert text.startswith("自评表助手没有运行起来。")
    assert title == TAB


def test_every_function_passes_its_arguments(ran: Any) -> None:
    assert column(ran, CALLS) == [
        f"{UDF_MODULE}.{udf.function}:{','.join(values_of(len(udf.arguments)))}" for udf in UDFS
    ]


def test_a_call_that_fails_is_an_error_value_and_none_of_python_s_words(ran: Any) -> None:
    assert column(ran, FAILURES) == ["Error"]


def test_the_function_wizard_is_told_what_the_registry_says(ran: Any) -> None:
    said = [line.split("!", 1)[1].split("\t") for line in column(ran, WIZARD)]
    assert said == [[udf.name, TAB, udf.help, *(one.help for one in udf.arguments)] for udf in UDFS]


def test_opening_takes_the_interpreter_that_the_installer_noted(ran: Any) -> None:
    assert ran["B1"].value == INSTALLED


@pytest.mark.parametrize(
    ("before", "after"),
    [("    Exit Sub\n", "    Exit Sub\n    If True Then\n"), ("ShowNotStarted Err", "ShownNotStarted Err")],
    ids=["missing End If", "no such procedure"],
)
def test_a_module_that_does_not_compile_is_noticed(office: Office, tmp_path: Path, before: str, after: str) -> None:
    with pytest.raises(OfficeError, match=r"not (?:defined|found)"):
        run_in(office, tmp_path, workbook_to_run({**ONLY_IN_EXCEL, before: after}))
