"""ziping import: anybody's 自评表 as a workbook of this tool."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import datetime
from pathlib import Path
from typing import Any

from ziping import api
from ziping.cli.apart import refuse_same
from ziping.cli.output import output_path, print_json
from ziping.cli.table import table
from ziping.importing.bringing import Imported
from ziping.importing.reportpage import REPORT_SHEET
from ziping.printed import heading
from ziping.views import shown

_SHOWN = 20


def run(options: Namespace) -> int:
    from ziping.ooxml.safe import write_new

    source, target = Path(options.file), output_path(options.output, ".xlsx")
    refuse_same(source, target)
    imported = api.import_table(source, options.standard, template=options.template, sheet=options.sheet)
    kept = write_new(target, imported.data, now=datetime.now().astimezone())
    if options.json:
        print_json(_said(imported, target))
    else:
        print(_text(imported, target))
    if kept:
        print(f"原来的同名文件改存为：{kept}", file=sys.stderr if options.json else sys.stdout)
    return 0


def _said(imported: Imported, target: Path) -> dict[str, Any]:
    return {
        "output": str(target),
        "template": imported.template,
        "standard": imported.standard,
        "forms": [shown(model) for model in imported.book.forms],
        "unread": [{"sheet": u.sheet, "cell": u.cell, "text": u.text, "why": u.why} for u in imported.unread],
        "unplaced": [{"what": u.what, "text": u.text, "source": u.source} for u in imported.unplaced],
        "notes": list(imported.notes),
    }


def _text(imported: Imported, target: Path) -> str:
    lines = [f"已导入：{target}（表式 {imported.template}，规则包 {imported.standard}）"]
    lines += [
        f"  {heading(model)}：资金 {len(model.funds)} 行，指标 {len(model.indicators)} 行"
        for model in imported.book.forms
    ]
    lines += imported.notes
    if imported.unread:
        lines += ["", f"没有看懂的 {len(imported.unread)} 处："]
        rows = [["!".join(filter(None, (u.sheet, u.cell))), u.text, u.why] for u in imported.unread[:_SHOWN]]
        lines.append(table(("位置", "原文", "为什么"), rows))
    if imported.unplaced:
        lines += ["", f"看懂了、但新表没有地方放的 {len(imported.unplaced)} 处："]
        lines.append(
            table(("位置", "原文", "是什么"), [[u.source, u.text, u.what] for u in imported.unplaced[:_SHOWN]])
        )
    if max(len(imported.unread), len(imported.unplaced)) > _SHOWN:
        lines.append("……")
    told = "没有看懂和没有地方放的都列在" if imported.unread or imported.unplaced else "每一处从哪里来、放到哪里，列在"
    return "\n".join([*lines, "", f"{told}新工作簿的“{REPORT_SHEET}”工作表，原文件没有改动。"])
