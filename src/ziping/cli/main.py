"""Dispatch, and the promise that a user sees one sentence and never a traceback."""

from __future__ import annotations

import gc
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from importlib import import_module
from keyword import iskeyword
from typing import TextIO

from ziping import log
from ziping.cli.arguments import COMMANDS, FAILED, parser
from ziping.errors import ZipingError

_MANY = 100_000
"""Objects made before Python looks for garbage; a workbook of many forms makes as many."""
Command = Callable[[Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        _use_utf8(stream)
    log.setup("cli")
    _start_quickly()
    given = sys.argv[1:] if arguments is None else list(arguments)
    # Building the parsers of all commands takes longer than reading a workbook.
    options = parser(given[:1] if given[:1] and given[0] in COMMANDS else None).parse_args(given)
    name = options.command + "_" * iskeyword(options.command)
    command: Command = import_module(f"ziping.cli.{name}").run
    try:
        return command(options)
    except ZipingError as error:
        log.note_exception(error)
        print(error, file=sys.stderr)
    except BrokenPipeError:
        sys.stderr.close()
    except KeyboardInterrupt:
        print("已中断，没有改动您的文件。", file=sys.stderr)
    except Exception as error:
        where = log.note_exception(error)
        place = f"，详情在 {where}" if where else ""
        print(f"程序出错，没有完成，您的文件没有改动{place}；请把日志发给维护者。", file=sys.stderr)
    return FAILED


def _start_quickly() -> None:
    """What takes longer than reading a workbook and gives nothing: looking for garbage in a program that soon ends, and
    typing_extensions, which msgspec asks for what typing has as well."""
    gc.set_threshold(_MANY)
    if "msgspec" not in sys.modules and "typing_extensions" not in sys.modules:
        sys.modules["typing_extensions"] = None  # type: ignore[assignment]
        import_module("msgspec")
        del sys.modules["typing_extensions"]


def _use_utf8(stream: TextIO) -> None:
    """A Windows console of another code page must not turn a message into an error."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure and (stream.encoding or "").lower() not in ("utf-8", "utf8"):
        reconfigure(encoding="utf-8" if not stream.isatty() else None, errors="replace")
