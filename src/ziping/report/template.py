"""The language of the report texts: placeholders with Chinese names, conditions and loops, and nothing else.

A text comes with a workbook, perhaps from somebody else, so it runs in a sandbox that knows no calls, no macros, no
includes, a handful of filters, and a budget for loops and length.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, Undefined, UndefinedError, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from ziping.domain.decimals import decimal_of, plain
from ziping.domain.figures import ChartPlace, Figure, Missing, TablePlace, first_missing
from ziping.domain.wording import FILTERS
from ziping.errors import ZipingError
from ziping.report.phrases import expanded, phrases

# Private-use characters stand around the number of a table or chart until the text is cut into paragraphs.
PLACE_OPEN, PLACE_CLOSE = "\ue000", "\ue001"

_LOOPS = 20_000
_CHARACTERS = 100_000
_BUILTIN_FILTERS = ("first", "join", "last", "length", "map")
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Tuple, nodes.List,
    nodes.Getattr, nodes.Getitem, nodes.Filter, nodes.Test, nodes.Keyword, nodes.If, nodes.For, nodes.CondExpr,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Neg, nodes.Pos,
    nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.Concat,
)  # fmt: skip


class TextError(ZipingError):
    """A text cannot be rendered: what is wrong and what to do, without the place."""


class _Unknown(StrictUndefined):
    """A name that no data bears."""

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return f"不能用“{self._undefined_name}”，只能用数据的名称"
        return f"没有叫“{self._undefined_name}”的数据，请核对名称"


class _Environment(SandboxedEnvironment):
    intercepted_binops = frozenset("+-*/")

    def __init__(self, *, draft: bool) -> None:
        # A line break behind a condition at the end of a line is the author's; lines left empty are dropped later.
        super().__init__(undefined=_Unknown, finalize=self._written)
        self.globals = {}
        self.tests = {"已填": lambda value: not isinstance(value, Missing)}
        self.filters = {name: self.filters[name] for name in _BUILTIN_FILTERS}
        self.filters |= {name: self._of_numbers(name, filter) for name, filter in FILTERS.items()}
        self.filters["_counted"] = self._counted
        self.places: list[TablePlace | ChartPlace] = []
        self._draft = draft
        self._loops = 0

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in tree.find_all(nodes.Node):
            if not isinstance(node, _ALLOWED):
                raise TemplateSyntaxError(f"node {type(node).__name__}", getattr(node, "lineno", 1))
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, "_counted", [], [], None, None, lineno=loop.lineno)
        return tree

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        missing = first_missing(left, right)
        if missing is not None and self._draft:
            return missing
        if isinstance(left, str) or isinstance(right, str):
            raise TextError(f"“{operator}”只用来算数，文字请直接写在一起")
        return super().call_binop(context, operator, _number(left), _number(right))

    def budgeted(self, chunks: Iterable[str]) -> Iterator[str]:
        self._loops, length = _LOOPS, 0
        for chunk in chunks:
            length += len(chunk)
            if length > _CHARACTERS:
                raise TextError("写出的文字太长，请检查循环")
            yield chunk

    def _counted(self, items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            self._loops -= 1
            if self._loops < 0:
                raise TextError("循环次数太多，请检查循环")
            yield item

    def _of_numbers(self, name: str, filter: Callable[..., str]) -> Callable[..., Any]:
        """A filter that takes numbers. In a draft a missing one goes through, so it alone is marked in its sentence."""

        def filtered(*values: Any) -> Any:
            missing = first_missing(*values)
            if missing is not None:
                return missing if self._draft else str(missing)
            numbers = [_number(value) for value in values]
            if not all(isinstance(number, Decimal) for number in numbers):
                raise TextError(f"“{name}”只用来写数，请核对它前面的数据")
            return filter(*numbers)

        return filtered

    def _written(self, value: Any) -> Any:
        if isinstance(value, Missing):
            return f"【待填：{value.reason}】" if self._draft else str(value)
        if isinstance(value, TablePlace | ChartPlace):
            self.places.append(value)
            return f"{PLACE_OPEN}{len(self.places) - 1}{PLACE_CLOSE}"
        if isinstance(value, Figure):
            return value.seen
        if isinstance(value, Decimal | int | float) and not isinstance(value, bool):
            return plain(decimal_of(value))
        if isinstance(value, str | Undefined):
            return value
        raise TextError("占位处是一组数据，不能直接写出来，请写明要其中哪一项")


class Texts:
    """Renders the texts of one report from ``data``; in a draft missing figures are marked instead of refused."""

    def __init__(self, data: dict[str, Any], *, draft: bool) -> None:
        self._data = data
        self._environment = _Environment(draft=draft)

    @property
    def places(self) -> Sequence[TablePlace | ChartPlace]:
        """The tables and charts written so far; the texts hold their numbers between PLACE_OPEN and PLACE_CLOSE."""
        return self._environment.places

    def render(self, source: str) -> str:
        """``source`` with its placeholders filled in. Raises ZipingError that says what is wrong, not where."""
        environment = self._environment
        try:
            template = environment.from_string(expanded(source.replace("\r\n", "\n")))
            return "".join(environment.budgeted(template.generate(self._data)))
        except ZipingError:
            raise
        except TemplateSyntaxError as error:
            message = f"第{error.lineno}行的占位写法不对，请照“{{{{ 单位 }}}}”的样子写"
            raise TextError(message, detail=str(error)) from error
        except (UndefinedError, SecurityError) as error:
            raise TextError(f"{error.message}{self._suggestion(str(error))}", detail=repr(error)) from error
        except (TemplateError, ArithmeticError, TypeError, ValueError, LookupError, RecursionError) as error:
            raise TextError("占位里的算式算不出来，请核对用到的数据和写法", detail=repr(error)) from error

    def _suggestion(self, message: str) -> str:
        name = message.split("“")[-1].split("”")[0]
        names = [
            *self._data,
            *phrases(),
            *(key for value in self._data.values() if isinstance(value, dict) for key in value),
        ]
        near = get_close_matches(name, names, n=1, cutoff=0.5)
        return f"（是不是“{near[0]}”？）" if near else ""


def _number(value: Any) -> Any:
    """Numbers written in a text are exact as well: 0.1 is 0.1."""
    if isinstance(value, Undefined):
        str(value)
    return decimal_of(value) if isinstance(value, int | float) and not isinstance(value, bool) else value
