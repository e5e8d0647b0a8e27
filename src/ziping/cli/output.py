"""What several commands print or need."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ziping.errors import ZipingError


def print_told(told: Sequence[str], options: Namespace) -> None:
    """What has to be known about how somebody else's file was read; beside JSON on stderr, which scripts leave out."""
    if told:
        print("\n".join(told), file=sys.stderr if options.json else sys.stdout)


def print_json(value: Any) -> None:
    import json

    print(json.dumps(value, ensure_ascii=False, indent=2))


def print_forms_json(values: list[Any]) -> None:
    """One form as an object, several as a list."""
    print_json(values[0] if len(values) == 1 else values)


_WORKBOOKS = (".xlsx", ".xlsm", ".xls")


def output_path(text: str, suffix: str) -> Path:
    """The output file of a command, with ``suffix`` where the user left it out, or wrote that of another kind of
    workbook.

    Raises ZipingError for a folder, and for a name that no file can have.
    """
    path = Path(text)
    if is_folder(path) or not path.name:
        raise ZipingError(f"“{text}”是文件夹，不能写成文件，请在后面写上文件名，如 {path / f'自评{suffix}'}。")
    if path.suffix.lower() == suffix:
        return path
    if suffix in _WORKBOOKS and path.suffix.lower() in _WORKBOOKS:
        return path.with_suffix(suffix)
    return path.with_name(path.name + suffix)


def is_folder(path: Path) -> bool:
    """Whether a folder of that name is there. Raises ZipingError for a name that nothing can have."""
    try:
        return path.is_dir()
    except (OSError, ValueError) as error:
        from ziping.cli.table import shortened

        raise ZipingError(f"不能用“{shortened(str(path), 40)}”作文件名，请换一个短些、没有特殊字符的。") from error


def make_folder(path: Path) -> None:
    """The folder, made where it is not there yet. Raises ZipingError where that is not possible."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise ZipingError(f"建不了文件夹“{path}”，请换一个可以写的文件夹。", detail=repr(error)) from error
