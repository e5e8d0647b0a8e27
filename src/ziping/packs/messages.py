"""What is wrong with a value of a pack file, said in Chinese."""

from __future__ import annotations

import typing
from typing import Any

from ziping.patterns import pattern

_TYPES = {
    "decimal": "数字", "int": "整数", "float": "数字", "str": "文字", "bool": "true 或 false", "null": "空",
    "array": "列表", "object": "“名称: 值”的组合",
}  # fmt: skip
_FIELDS = {
    "source": "没有写来源 source，请写明文号和条款",
    "value": "没有写值 value",
}
_MISSING = pattern(r"missing required field `(\w+)`")
_UNKNOWN = pattern(r"unknown field `(.*)`")
_EXPECTED = pattern(r"Expected `(.+)`, got `(.+)`")
_STEP = pattern(r"\.(\w+)|\[(\d+)\]")


def located(error: str, root: Any) -> tuple[tuple[str | int, ...], str]:
    """The path and the Chinese sentence for a msgspec validation error of a record of type ``root``."""
    reason, _, where = error.partition(" - at `$")
    path = tuple(int(index) if index else name for name, index in _STEP.findall(where))
    if found := _MISSING.search(reason):
        name = found[1]
        return path, f"{_named(path)}{_FIELDS.get(name, f'缺少“{name}”')}"
    if found := _UNKNOWN.search(reason):
        name = found[1]
        return (*path, name), f"不认识“{name}”，请检查拼写"
    if reason.startswith("Invalid enum value"):
        return path, f"{_named(path)}只能写 {'、'.join(_choices(path, root))}"
    if found := _EXPECTED.search(reason):
        wanted, got = (" 或 ".join(_TYPES.get(kind, kind) for kind in kinds.split(" | ")) for kinds in found.groups())
        if found[2] == "null":
            return path, f"{_named(path)}没有写值"
        return path, f"{_named(path)}应为{wanted}，写的是{got}"
    if reason.startswith("Invalid decimal"):
        return path, f"{_named(path)}应为数字，不带 % 和单位（60% 写 0.6）"
    return path, f"{_named(path)}写法不对"


def _named(path: tuple[str | int, ...]) -> str:
    names = [str(step) for step in path if isinstance(step, str) and step != "value"]
    return f"{'.'.join(names)} " if names else ""


def _choices(path: tuple[str | int, ...], root: Any) -> tuple[str, ...]:
    """The words a field may hold, from the type of the field itself; none where the way there is not plain."""
    kind: Any = root
    for step in path:
        owner, inner = typing.get_origin(kind) or kind, typing.get_args(kind)
        if isinstance(step, int) or step == "value":
            kind = inner[0] if inner else Any
        else:
            kind = typing.get_type_hints(owner).get(step, Any) if isinstance(owner, type) else Any
    if typing.get_origin(kind) is dict:  # a value by whatever name
        kind = typing.get_args(kind)[1]
    return tuple(str(choice) for choice in typing.get_args(kind))
