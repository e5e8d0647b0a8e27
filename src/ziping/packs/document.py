"""A YAML file as plain data with the line of every value; numbers exact, duplicate keys refused."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import yaml

from ziping.errors import ZipingError
from ziping.patterns import pattern

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NUMBER = pattern(r"[-+]?\d+(\.\d+)?")

Key = tuple[str | int, ...]


class Document(msgspec.Struct, frozen=True):
    """``data`` as read, ``lines`` by path. ``name`` is the file as the messages call it: 标准文件 2020.yaml."""

    name: str
    data: dict[str, Any]
    lines: dict[Key, int]

    def error(self, path: Key, message: str) -> ZipingError:
        """``message`` with the line of ``path``, or of what encloses it."""
        while path not in self.lines:
            path = path[:-1]
        return ZipingError(f"{self.name} 第 {self.lines[path]} 行：{message}")


def read_document(path: Path, what: str) -> Document:
    """The mapping in a YAML file; ``what`` names its kind in messages (标准文件). Raises ZipingError with file and line
    for anything else."""
    name = f"{what} {path.name}"
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ZipingError(f"{name} 打不开，请检查路径 {path}", detail=str(error)) from None
    except UnicodeDecodeError as error:
        raise ZipingError(f"{name} 不是 UTF-8 编码，请另存为 UTF-8 再试", detail=str(error)) from None
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        message = f"{name} 第 {line} 行：写法有误，请检查这一行的缩进、冒号和引号"
        raise ZipingError(message, detail=str(error)) from None
    except yaml.YAMLError as error:
        raise ZipingError(f"{name} 里有不能识别的字符，请用纯文本重新保存", detail=str(error)) from None
    lines: dict[Key, int] = {(): 1}
    document = Document(name, {}, lines)
    if not isinstance(root, yaml.MappingNode):
        raise document.error((), "应由“名称: 值”组成，第一项写 id")
    document.data.update(_Builder(document).mapping(root, ()))
    return document


class _Builder:
    """Turns YAML nodes into plain data and notes their lines. A node met twice is an alias (&、*)."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.seen: set[int] = set()

    def mapping(self, node: yaml.MappingNode, path: Key) -> dict[str, Any]:
        return {key: self.value(value, (*path, key)) for key, value in self.pairs(node, path)}

    def pairs(self, node: yaml.MappingNode, path: Key) -> Iterator[tuple[str, yaml.Node]]:
        keys: set[str] = set()
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else ""
            where: Key = (*path, name)
            self.document.lines[where] = key.start_mark.line + 1
            if not name:
                raise self.document.error(where, "冒号前面应是一个名称")
            if name in keys:
                raise self.document.error(where, f"“{name}”写了两次，请删去一个")
            keys.add(name)
            yield name, value

    def value(self, node: yaml.Node, path: Key) -> Any:
        self.document.lines.setdefault(path, node.start_mark.line + 1)
        if id(node) in self.seen:
            raise self.document.error(path, "不支持 & 和 * 引用，请把值写全")
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        return _scalar(node)


def _scalar(node: yaml.Node) -> Any:
    """A number from its own digits (60 and 0.6, never through a float); anything unusual stays text."""
    kind, text = node.tag.rpartition(":")[2], str(node.value)
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() in ("true", "yes", "on")
    if kind in ("int", "float") and _NUMBER.fullmatch(text):
        return Decimal(text) if "." in text else int(text)
    return text
