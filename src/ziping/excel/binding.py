"""From a Python function to a worksheet function: what the registry says of it, told to xlwings.

The function gets every argument as ``Given`` and gives one value or rows of values. It may raise ZipingError, whose
sentence then stands in the cell; any other error goes to the log, and the cell says so.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any, cast

import xlwings as xw

from ziping import log
from ziping.errors import ZipingError
from ziping.excel.ranges import Arguments, given
from ziping.excel.registry import TAB, udf

Value = str | float
Result = Value | list[list[Value]]

FAILED = "没有算出来，请把日志发给维护者"


def worksheet_function(function: Callable[..., Result]) -> Callable[..., Any]:
    """Decorates the function that bears the name of a UDF of the registry in lower case.

    xlwings takes the arguments from the signature, their help from the registry. Where xlwings offers no worksheet
    functions (outside Windows), what comes out is an ordinary function.
    """
    record = udf(function.__name__)

    @functools.wraps(function)
    def called(*arguments: Any) -> Any:
        try:
            return function(*map(given, arguments))
        except ZipingError as error:
            if error.detail:
                _note(error)
            return str(error)
        except Exception as error:
            _note(error)
            return FAILED

    called.__doc__ = record.help
    called.__annotations__ = {}  # xlwings would convert by them
    help = {argument.name: argument.help for argument in record.arguments}
    bound: Any = called
    for name in inspect.signature(function).parameters:
        bound = xw.arg(name, convert=Arguments, doc=help.get(name, ""))(bound)
    # The category comes last: xw.arg forgets it.
    return cast("Callable[..., Any]", xw.func(category=TAB)(bound))


def _note(error: Exception) -> None:
    log.setup("excel")
    log.note_exception(error)
