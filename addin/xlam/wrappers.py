"""xlwings_udfs.bas: the VBA functions that pass a UDF's arguments to Python, by xlwings' own generator.

Users would have it made by “Import Functions”, which needs trust in the VBA project model; here it is made once, from
the signatures of the registry. The generator lies in a module for Windows; what it imports from there is not used by it
and stands in as empty modules while it is imported.
"""

from __future__ import annotations

import importlib
import inspect
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FunctionType, ModuleType, SimpleNamespace
from typing import Any

from ziping.excel.registry import UDF_MODULE, UDFS, Argument, Udf

NAME = "xlwings_udfs"
_HEAD = """Attribute VB_Name = "xlwings_udfs"
' Generated from src/ziping/excel/registry.py by addin/build.py, with the generator of xlwings - do not edit.
#Const App = "Microsoft Excel"
"""
_FOR_WINDOWS = ("pythoncom", "pywintypes", "win32com", "win32com.client")
_IMPORTED_WITH_THEM = "xlwings.udfs"


def wrappers() -> str:
    """The source of the module, one function per UDF, in alphabetical order."""
    out = io.StringIO()
    with _generator() as xlwings_udfs:
        addin = SimpleNamespace(Name="ziping.xlam")  # by the ending the wrappers pass ActiveWorkbook
        xlwings_udfs.generate_vba_wrapper(UDF_MODULE, _signatures(xlwings_udfs), out, addin)
    source = out.getvalue()
    for udf in UDFS:
        source = _for_excel(source, udf)
    return _HEAD + _as_ranges(_of_no_workbook(source)).rstrip("\n") + "\n"


def _for_excel(source: str, udf: Udf) -> str:
    """Excel shows ZP_SCORE, Python has zp_score; a call that fails gives #VALUE! instead of Python's own words."""
    calls, failure = f'"{UDF_MODULE}", "{udf.name}"', f"{udf.name} = Err.Description"
    if source.count(calls) != 2 or source.count(failure) != 1:
        raise ValueError(f"the generator of xlwings writes {udf.name} in another way; look at it anew")
    source = source.replace(calls, f'"{UDF_MODULE}", "{udf.function}"')
    return source.replace(failure, f"{udf.name} = CVErr(xlErrValue)")


def _of_no_workbook(source: str) -> str:
    """A function works on what it is given. xlwings would look through the sheets of the workbook in front for code,
    refuse to work where one is called like a Python file, and take it for the one of the next click."""
    passed = ", ActiveWorkbook, Application.Caller)"
    if source.count(passed) != len(UDFS):
        raise ValueError("the generator of xlwings passes the workbook in another way; look at it anew")
    return source.replace(passed, ", Nothing, Application.Caller)")


def _as_ranges(source: str) -> str:
    """Any number of arguments arrive as the ranges they are: VBA would pass their values, without number formats."""
    plain = "    argsArray(1 + k - LBound(values)) = values(k)\n"
    if source.count(plain) != sum(argument.rest for udf in UDFS for argument in udf.arguments):
        raise ValueError("the generator of xlwings writes ParamArray in another way; look at it anew")
    kept = plain.replace("    argsArray", "        Set argsArray")
    return source.replace(plain, f"    If IsObject(values(k)) Then\n{kept}    Else\n    {plain}    End If\n")


def _signatures(xlwings_udfs: Any) -> ModuleType:
    """A module of functions that do nothing but have the names and arguments of the registry."""
    module = ModuleType(UDF_MODULE)
    for udf in UDFS:
        function = FunctionType((lambda: None).__code__, {}, udf.name)
        parameters = [_parameter(argument) for argument in udf.arguments]
        vars(function)["__signature__"] = inspect.Signature(parameters)
        setattr(module, udf.name, xlwings_udfs.xlfunc(function))
    return module


def _parameter(argument: Argument) -> inspect.Parameter:
    if argument.rest:
        return inspect.Parameter(argument.name, inspect.Parameter.VAR_POSITIONAL)
    default = None if argument.optional else inspect.Parameter.empty
    return inspect.Parameter(argument.name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=default)


class _Absent(ModuleType):
    """A module that has whatever is asked of it."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (Exception,), {})


@contextmanager
def _generator() -> Iterator[ModuleType]:
    """xlwings.udfs, which is gone again afterwards with everything it was made to believe."""
    package = importlib.import_module("xlwings")
    names = (*_FOR_WINDOWS, _IMPORTED_WITH_THEM)
    before = {name: sys.modules.pop(name) for name in names if name in sys.modules}
    had = vars(package).get("udfs")
    sys.modules.update({name: _Absent(name) for name in _FOR_WINDOWS})
    try:
        yield importlib.import_module(_IMPORTED_WITH_THEM)
    finally:
        for name in names:
            sys.modules.pop(name, None)
        sys.modules.update(before)
        if had is None:
            vars(package).pop("udfs", None)
        else:
            vars(package)["udfs"] = had
