"""ziping rollover: last year's workbook as the beginning of the next year's, with everything that changes listed."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ziping import api
from ziping.cli.apart import refuse_same
from ziping.cli.output import output_path, print_json
from ziping.errors import ZipingError

if TYPE_CHECKING:
    from ziping.rolling.carry import Carried


def run(options: Namespace) -> int:
    from ziping.rolling.listing import changes_text, shown

    source = Path(options.file)
    if not (options.list or options.output):
        raise ZipingError("请用 -o 写上下年工作簿的文件名；只想看会改哪些地方，加 --list。")
    result = api.rollover(source, options.to, template=options.template, standard=options.standard)
    target = None if options.list else _target(source, options.output, result)
    if options.json:
        print_json({**shown(result), "output": None if target is None else str(target)})
    else:
        print(changes_text(result, everything=options.list))
    if target is not None:
        print(_written(result, target), file=sys.stderr if options.json else sys.stdout)
    return 0


def _target(source: Path, output: str, result: Carried) -> Path:
    target = output_path(output, ".xlsx" if result.migrated else source.suffix.lower() or ".xlsx")
    refuse_same(source, target)
    return target


def _written(result: Carried, target: Path) -> str:
    from ziping.ooxml.safe import write_new

    kept = write_new(target, result.data, now=datetime.now().astimezone())
    lines = [f"已写成 {result.to} 年度的工作簿：{target}（原文件没有改动；上年的数在表的右边，只供对照）"]
    if kept:
        lines.append(f"原来的同名文件改存为：{kept}")
    return "\n".join(lines)
