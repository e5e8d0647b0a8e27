"""导入旧表: anybody's 自评表 as a new workbook, with a report about what was read from where."""

from __future__ import annotations

from ziping.excel.click import Click
from ziping.excel.live import LiveBook
from ziping.excel.newfile import open_new

_PATTERN = "*.xlsx;*.xlsm;*.xls;*.et;*.docx"


def import_table(click: Click) -> str:
    """Asks for the file; the file and the open workbook stay as they are. The new one has the 复核 area."""
    from ziping.forms.review import function_cells
    from ziping.importing.bringing import import_table as brought
    from ziping.importing.reportpage import REPORT_SHEET
    from ziping.ooxml.reader import read_bytes

    path = click.say.ask_file("选择要导入的自评表（Excel、WPS 表格或 Word）", "自评表", _PATTERN)
    click.say.progress("正在识别")
    found = brought(path, review=True)
    click.say.progress("正在建新工作簿")
    new, opened = open_new(click, f"{path.stem} 导入", found.data, source=path)
    LiveBook(opened, click.app, click.now).bind(function_cells(read_bytes(found.data, new.name)))
    models = found.book.forms
    rows = sum(len(model.indicators) for model in models)
    lines = [f"已导入并打开：{new}（{len(models)} 张表，{rows} 行指标，表式 {found.template}）。", *found.notes]
    if found.unread or found.unplaced:
        opened.sheets[REPORT_SHEET].activate()
        lines.append(
            f"没有看懂的 {len(found.unread)} 处、没有地方放的 {len(found.unplaced)} 处，"
            f"原文和位置都在“{REPORT_SHEET}”表，请逐条看一下。"
        )
    return "\n".join(lines)
