"""One declaration, seen from all sides: registry, ribbon, VBA, texts and settings say the same."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from openpyxl import Workbook
from xlam.runtime import KEPT, original
from xlam.sources import modules

from ziping.excel.registry import BUTTONS, ENTRY, SERVER, TAB, UDF_MODULE, UDFS, VALUES, Argument, button, udf
from ziping.forms.template import template_ids
from ziping.standards.loader import list_standards
from ziping.submitting.layouts import layout_ids

ADDIN = Path(__file__).parents[2] / "addin"
UI = "{http://schemas.microsoft.com/office/2009/07/customui}"
AGREED = """
new 新建自评表 · insert_row 插入指标行 · delete_row 删除指标行 · weights 分配权重 · score 计算得分 · check 校验 ·
report 生成报告 · check_report 核对报告 · rollover 结转下年 · import_table 导入旧表 · rescore 换规则包 ·
submit 导出上报版 · rule 规则依据 · selfcheck 自检 · about 关于
"""
CALLBACK = """Public Sub {procedure}(control As IRibbonControl)
    On Error GoTo NotStarted
    RunPython "import ziping.excel.entry; ziping.excel.entry.run('{id}','{argument}')"
    Exit Sub
NotStarted:
    ShowNotStarted Err.Description
End Sub
"""


@pytest.fixture(scope="module")
def tab(made: dict[str, bytes]) -> ET.Element:
    (found,) = ET.fromstring(made["ribbon/customUI14.xml"]).iter(f"{UI}tab")
    return found


@pytest.fixture(scope="module")
def sources() -> dict[str, str]:
    return {module.name: module.source.replace("\r\n", "\n") for module in modules()}


def clickable(tab: ET.Element) -> list[ET.Element]:
    return list(tab.iter(f"{UI}button"))


def test_the_buttons_are_those_agreed_in_their_order() -> None:
    assert [f"{one.id} {one.label}" for one in BUTTONS] == [pair.strip() for pair in AGREED.split("·")]


def test_a_name_finds_its_declaration() -> None:
    assert button("check").procedure == "ZpCheck"
    assert button("insert_row").procedure == "ZpInsertRow"
    assert udf("zp_score") is udf("ZP_SCORE")
    with pytest.raises(KeyError):
        button("nothing")


def test_the_ribbon_shows_every_button_once(tab: ET.Element) -> None:
    shown = [one for one in tab.iter() if one.get("imageMso")]
    said = [
        (one.get("id"), one.get("label"), one.get("imageMso"), one.get("screentip"), one.get("supertip"))
        for one in shown
    ]
    assert said == [(f"zp_{one.id}", one.label, one.image, one.screentip, one.help) for one in BUTTONS]
    assert tab.get("label") == TAB == "绩效自评"


def test_ids_are_unique_and_texts_fit(tab: ET.Element) -> None:
    ids = [one.get("id") for one in tab.iter()]
    assert len(set(ids)) == len(ids)
    assert [one.get("id") for one in tab.iter() if len(one.get("supertip") or "") > 1024] == []


@pytest.mark.parametrize(
    ("id", "offered"),
    [
        ("new", template_ids()),
        ("rescore", tuple(rules.id for rules in list_standards())),
        ("submit", (VALUES, *layout_ids())),
    ],
)
def test_a_menu_offers_everything_under_its_region(id: str, offered: tuple[str, ...], tab: ET.Element) -> None:
    (menu,) = (one for one in tab.iter(f"{UI}menu") if one.get("id") == f"zp_{id}")
    *items, last = menu.iter(f"{UI}button")
    assert sorted(one.get("tag") or "" for one in items) == sorted(offered)
    assert (last.get("tag"), last.get("label")) == (None, button(id).other)
    regions = [one.get("title") for one in menu.iter(f"{UI}menuSeparator") if one.get("title")]
    assert regions[0] == "全国" or "全国" not in regions
    assert len(set(regions)) == len(regions)


def test_every_click_has_a_procedure_and_every_procedure_a_click(tab: ET.Element, sources: dict[str, str]) -> None:
    clicks = {one.get("onAction") for one in clickable(tab)}
    procedures = re.findall(r"^Public Sub (\w+)\(", sources["ZpRibbon"], re.MULTILINE)
    assert len(set(procedures)) == len(procedures)
    assert clicks == {f"ZpRibbon.{name}" for name in procedures}
    assert procedures == [one.procedure for one in BUTTONS]


@pytest.mark.parametrize("id", [one.id for one in BUTTONS])
def test_a_callback_hands_the_click_to_python_and_does_nothing_else(id: str, sources: dict[str, str]) -> None:
    argument = '" & control.Tag & "' if button(id).menu else ""
    wanted = CALLBACK.format(procedure=button(id).procedure, id=id, argument=argument)
    assert sources["ZpRibbon"].count(wanted) == 1


@pytest.mark.parametrize("name", ["ZpRibbon", "ZpHelp", "ThisWorkbook"])
def test_our_vba_decides_nothing(name: str, sources: dict[str, str]) -> None:
    code = re.sub(r'"[^"\n]*"', '""', "\n".join(re.sub(r"'.*", "", line) for line in _code(sources[name])))
    assert re.findall(r"\b(?:If|ElseIf|Select|Case|For|Do|While|Until|IIf|Choose|Switch|Loop)\b", code) == []


def _code(source: str) -> list[str]:
    return [line for line in source.splitlines() if not line.lstrip().startswith("'")]


def test_all_vba_is_ascii_in_lines_that_vba_can_read(sources: dict[str, str]) -> None:
    for name, source in sources.items():
        assert source.isascii(), name
        assert max(map(len, source.splitlines() or [""])) < 1024, name
        assert _longest_statement(source) <= 25, name


def _longest_statement(source: str) -> int:
    """In lines: VBA takes 24 continuations of one."""
    longest = length = 1
    for line in source.splitlines():
        length = length + 1 if line.endswith(" _") else 1
        longest = max(longest, length)
    return longest


def test_every_function_has_one_wrapper_with_its_arguments(sources: dict[str, str]) -> None:
    heads = dict(re.findall(r"^Function (\w+)\((.*)\)$", sources["xlwings_udfs"], re.MULTILINE))
    assert heads == {one.name: ", ".join(map(_declared, one.arguments)) for one in UDFS}
    calls = re.findall(r'^\s+(\w+) = XLPy\.CallUDF\("([\w.]+)", "(\w+)"', sources["xlwings_udfs"], re.MULTILINE)
    assert sorted(calls) == sorted((one.name, UDF_MODULE, one.function) for one in UDFS for _ in range(2))


def _declared(argument: Argument) -> str:
    if argument.rest:
        return f"ParamArray {argument.name}()"
    return f"Optional {argument.name}" if argument.optional else argument.name


def test_optional_arguments_and_the_rest_come_last() -> None:
    for one in UDFS:
        order = [argument.optional + 2 * argument.rest for argument in one.arguments]
        assert order == sorted(order), one.name
        assert all(argument.name.isascii() and argument.name.isidentifier() for argument in one.arguments)


def test_a_failed_call_shows_no_message_of_python(sources: dict[str, str]) -> None:
    assert "Err.Description" not in sources["xlwings_udfs"]
    assert sources["xlwings_udfs"].count("CVErr(xlErrValue)") == len(UDFS)


def test_the_hidden_texts_stand_where_the_help_reads_them(sources: dict[str, str], book: Workbook) -> None:
    sheet = book["strings"]
    assert sheet.sheet_state == "veryHidden"
    told = [
        [name, *(sheet[place].value for place in re.findall(r'Range\("(\w+)"\)', statement))]
        for name, statement in re.findall(r"MacroOptions Macro:=.*!(\w+)\"((?:.* _\n)*.*)", sources["ZpHelp"])
    ]
    assert told == [[one.name, one.help, TAB, *(argument.help for argument in one.arguments)] for one in UDFS]


def test_no_text_of_the_function_wizard_is_cut() -> None:
    assert [t for one in UDFS for t in (one.help, *(a.help for a in one.arguments)) if len(t) > 255] == []


def test_the_settings_answer_everything_that_xlwings_asks(sources: dict[str, str], book: Workbook) -> None:
    settings = {key.value: value.value for key, value in book["ziping.conf"].iter_rows(max_col=2)}
    assert set(re.findall(r'GetConfig\("([^"]+)"', sources["xlwings"])) == settings.keys() == {"INTERPRETER_WIN"}
    assert book["ziping.conf"]["A1"].value == "INTERPRETER_WIN"
    assert book["ziping.conf"]["B1"].value == r"\ziping\python\pythonw.exe"
    assert (
        'Environ("LOCALAPPDATA") & ThisWorkbook.Worksheets("ziping.conf").Range("B1").Value' in sources["ThisWorkbook"]
    )


def test_no_procedure_is_called_that_is_left_out(sources: dict[str, str]) -> None:
    every = set(re.findall(r"^(?:Public |Private )?(?:Sub|Function) (\w+)\(", original(), re.MULTILINE))
    code = "\n".join(re.sub(r"'.*", "", line) for line in sources["xlwings"].splitlines())
    assert {name for name in every if re.search(rf"\b{name}\b", code)} == set(KEPT)


@pytest.mark.parametrize(
    "sign", ["cmd.exe", "WScript", "Shell", "Kill", "VBProject", "Open ", "Exec ", "Popup", "MsgBox"]
)
def test_the_runtime_has_nothing_that_virus_scanners_look_for(sign: str, sources: dict[str, str]) -> None:
    code = "\n".join(re.sub(r"'.*", "", line) for line in sources["xlwings"].splitlines())
    assert sign not in code.replace("XLPy.Exec ", "")


def body(source: str, procedure: str) -> str:
    return source.split(f"{procedure}(")[1].split("End Function")[0]


def test_a_received_workbook_has_no_say_in_how_python_starts(sources: dict[str, str]) -> None:
    """Neither a sheet of settings in it nor its path: xlwings' own module would take both. It is handed to Python once,
    and there may be none (新建, 自检)."""
    lines = [line.strip() for line in sources["xlwings"].splitlines() if "ActiveWorkbook" in line]
    assert lines == ['XLPy.SetAttr XLPy.Module("xlwings._xlwindows"), "BOOK_CALLER", ActiveWorkbook']
    assert "ActiveWorkbook" not in sources["xlwings_udfs"]


def test_python_is_told_which_excel_clicked(sources: dict[str, str]) -> None:
    handed = f'XLPy.SetAttr XLPy.Module("{ENTRY}"), "EXCEL", Application'
    assert handed in body(sources["xlwings"], "Function RunPython")
    assert hasattr(importlib.import_module(ENTRY), "EXCEL")


def test_python_is_started_by_itself_and_takes_its_command_apart_rightly(sources: dict[str, str]) -> None:
    """Under cmd.exe /K the library would not notice that Python has ended, and keep Excel waiting for a minute."""
    command = started(sources["xlwings"], r"C:\ProgramData\zi ping (1)\python\pythonw.exe")
    program, *arguments = taken_apart(command)
    assert program == r"C:\ProgramData\zi ping (1)\python\pythonw.exe"
    assert arguments[:-1] == ["-B", "-I", "-c"]
    code = ast.parse(arguments[-1])
    assert ast.unparse(code.body[-1]) == f"{SERVER}.serve('$(CLSID)')"


def started(runtime: str, interpreter: str) -> str:
    """XLPyCommand as it is assigned in VBA, one line after the other."""
    known = {"Chr(34)": '"', 'GetConfig("INTERPRETER_WIN","")': interpreter}
    lines = re.findall(r"^ +(PYTHON_WIN|tail|XLPyCommand) = (.*)$", body(runtime, "Function XLPyCommand"), re.MULTILINE)
    for name, expression in lines:
        known[name] = joined(expression.replace('", "', '","'), known)
    return known["XLPyCommand"]


def joined(expression: str, known: dict[str, str]) -> str:
    """Texts and names that & joins in VBA."""
    parts = re.findall(r'"(?:[^"]|"")*"|\w+\("[^)]*\)|[\w()]+', expression)
    return "".join(part[1:-1].replace('""', '"') if part[0] == '"' else known[part] for part in parts)


def taken_apart(command: str) -> list[str]:
    """As the C runtime of Windows does it; none of our commands has backslashes before the end of a quoted part."""
    parts = re.findall(r'"((?:[^"\\]|\\"|\\(?!"))*)"|(\S+)', command)
    return [quoted.replace('\\"', '"') or bare for quoted, bare in parts]


def test_settings_are_read_whatever_is_in_front(sources: dict[str, str]) -> None:
    """A bare Range is that of the active sheet: with no workbook open, or a chart in front, there is none."""
    read = body(sources["xlwings"], "Function GetConfigFromSheet")
    assert re.findall(r"(?<![\w.])(?:Range|Cells|Sheets|Worksheets)\(", read) == []


def test_an_error_reaches_the_callback_that_explains_it(sources: dict[str, str]) -> None:
    assert "On Error" not in body(sources["xlwings"], "Function RunPython")


def test_nothing_of_the_paid_part_goes_in(sources: dict[str, str], made: dict[str, bytes]) -> None:
    """xlwings.bas is BSD; its branch for embedded code, which names xlwings.pro, is left out."""
    assert "xlwings.pro" not in "".join(sources.values())
    assert "BSD 3-clause" in sources["xlwings"]
    assert b"BSD 3-clause" in made["LICENSE-xlwings.txt"]


def test_making_the_wrappers_leaves_no_stand_ins_behind() -> None:
    code = (
        "import sys; before = set(sys.modules); from xlam.wrappers import wrappers; wrappers(); wrappers();"
        "import xlwings; print([n for n in sys.modules if n.startswith(('win32', 'pythoncom', 'pywintypes'))],"
        "'xlwings.udfs' in sys.modules, hasattr(xlwings, 'udfs'), 'xlwings.pro' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ADDIN, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[0] == "[] False False False"


def test_the_registry_loads_nothing_slow() -> None:
    slow = {"xlwings", "lxml", "docx", "xlsxwriter", "yaml"}
    code = f"import sys, ziping.excel.registry; print(*{slow} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
