"""The sheets around a form: 填表说明, 依据, 报告文字 and 基本数据."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from ziping.domain.numerals import ordinal
from ziping.domain.standard import Standard, status_text
from ziping.forms import names
from ziping.forms.basis import basis_rows
from ziping.forms.formulas import filled_sum
from ziping.forms.layout import Layout, Place, absolute, lines
from ziping.forms.spec import FactSpec
from ziping.forms.template import TemplateSpec
from ziping.report.outline import PART, Outline, OutlineRow

HELP_SHEET = "填表说明"
BASIS_SHEET = "依据"
BASIS_TITLE = "计分依据："
"""How the title on a 依据 sheet begins, whatever the sheet is called."""
TEXT_SHEET = "报告文字"
FACTS_SHEET = "基本数据"
_STEPS = (
    "浅黄色的格子填写，其他格子自动算出（工作表已保护、没有密码；要改版式可在“审阅”里撤销保护）。",
    (
        "指标值在表右侧的填报区按“性质、数值、单位”填，表里的“年度指标值”“实际完成值”自动拼成；"
        "也可以把文字直接写进表里，点一次“计算得分”（或运行 ziping score --write）会自动拆开。"
    ),
    "定量指标填“完成数值”，应得分自动算出；定性指标选“评定”并填“人工得分”，本工具不会自动给满分。",
    "未达成、或完成值超过目标较多的指标，在“偏差原因分析及改进措施”里写明原因和措施，右侧“还要做什么”会提示。",
    "要增加指标：先撤销保护，复制一整行，插到表内任意两行之间；不要插在表头之上或表尾之下。",
    "“报告文字”表是报告的正文，可以直接改；{{ }} 里的内容自动取自表中，【待填：…】换成自己的话后才能生成正式报告。",
)


def help_page(spec: TemplateSpec) -> Layout:
    """填表说明: what to do, in order."""
    layout = Layout(HELP_SHEET, [4, 92], 2)
    layout.put(Place(1, 1, columns=2, value=f"{spec.title}　填表说明", style="page_title"))
    for number, text in enumerate((*_STEPS, *spec.help), 1):
        row = number + 2
        layout.put(Place(row, 1, value=f"{number}.", style="page_text"))
        layout.put(Place(row, 2, value=text, style="page_text"))
        layout.heights[row] = lines(text, 92) * 17.0 + 6
    row = len(_STEPS) + len(spec.help) + 4
    layout.put(Place(row, 2, value=f"表式：{spec.document}（{status_text(spec.status)}）", style="page_text"))
    return layout


def basis_page(standard: Standard, sheet: str = BASIS_SHEET) -> Layout:
    """依据: every rule value of the standard with its source; values still to be confirmed are marked 待核."""
    layout = Layout(sheet, [26, 44, 40, 9], 4)
    layout.put(Place(1, 1, columns=4, value=f"{BASIS_TITLE}{standard.title}", style="page_title"))
    layout.put(Place(2, 1, columns=4, value=f"{standard.document}　规则包 {standard.id}", style="page_text"))
    note = f"{standard.note}标“待核”的取值还没有与文件原文核对，使用前请对照本地当年的通知。"
    layout.put(Place(3, 1, columns=4, value=note, style="page_text"))
    layout.heights[3] = lines(note, 115) * 16.0 + 6
    for column, label in enumerate(("规则项", "取值", "来源", "状态"), 1):
        layout.put(Place(5, column, value=label, style="page_header"))
    for index, (label, value, source, status) in enumerate(basis_rows(standard)):
        row = 6 + index
        for column, text in enumerate((label, value, source), 1):
            layout.put(Place(row, column, value=text, style="page_cell"))
        layout.put(Place(row, 4, value=status, style="page_pending" if status == "待核" else "page_centre"))
    layout.repeat = (5, 5)
    return layout


def text_page(outline: Outline, texts: Mapping[str, str], *, sheet: str, name: str, about: str) -> Layout:
    """报告文字 of the report ``name``: one row per section, the text column is the accountant's. ``texts`` by section
    path; ``about`` refers to a cell of the form that the report is about."""
    layout = Layout(sheet, [9, 24, 78, 30, 8, 40], 6, landscape=True)
    layout.constants = {names.DOCUMENT: name, names.OUTLINE: outline.id}
    layout.pointers = {names.ABOUT: about}
    layout.put(Place(1, 1, columns=6, value=f"{name}：正文（在这里改，生成 Word 报告）", style="page_title"))
    for column, label in enumerate(("编号", "标题", "正文", "填写提示", "字数上限", "上年文字"), 1):
        layout.put(Place(3, column, value=label, style="page_header"))
    for index, (path, section) in enumerate(zip(section_paths(outline.rows), outline.rows, strict=True)):
        row = 4 + index
        text = texts.get(path, section.text)
        layout.put(Place(row, 1, value=section.number, style="page_centre", unlocked=True))
        layout.put(Place(row, 2, value=section.heading, style="page_cell", unlocked=True))
        layout.put(Place(row, 3, value=text or None, style="page_entry", unlocked=True))
        layout.put(Place(row, 4, value=section.hint or None, style="page_cell"))
        limit = None if section.limit is None else Decimal(section.limit)
        layout.put(Place(row, 5, value=limit, style="page_centre"))
        layout.put(Place(row, 6, style="page_cell", unlocked=True))
    bottom = 4 + len(outline.rows)
    layout.put(Place(bottom, 1, columns=6, style="closing"))
    layout.heights[bottom] = 6.0
    for column, id in enumerate((*names.SECTION_COLUMNS, names.LAST_YEAR), 1):
        layout.name(names.column("sections", id), 3, column, bottom)
    layout.name(names.head("sections"), 3, 1)
    layout.name(names.end("sections"), bottom, 1)
    layout.repeat = (3, 3)
    return layout


def section_paths(rows: Sequence[OutlineRow]) -> Iterator[str]:
    """The path of every section: 一/（一）/1., the heading of one without a number (引言); in a report divided by 部分
    rows its part (第二部分) comes first."""
    part, count = "", 0
    path: list[OutlineRow] = []
    for row in rows:
        if row.number == PART:
            count += 1
            part, path = f"第{ordinal(Decimal(count))}部分", []
            yield part
            continue
        path = [*(above for above in path if 0 < above.level < row.level), row]
        yield "/".join([*([part] if part else []), *(step.number or step.heading for step in path)])


def facts_page(specs: Sequence[FactSpec], facts: Mapping[str, Decimal]) -> Layout:
    """基本数据: figures of the unit that forms, reports and checks use, each typed once."""
    layout = Layout(FACTS_SHEET, [44, 16, 10, 30], 4)
    layout.put(Place(1, 1, columns=4, value="基本数据", style="page_title"))
    for column, label in enumerate(("项目", "数值", "单位", "报告文字里的写法"), 1):
        layout.put(Place(3, column, value=label, style="page_header"))
    rows = _fact_rows(specs, 4)
    for group, members in groupby(specs, key=lambda fact: fact.group):
        found = list(members)
        layout.put(Place(rows[found[0].key] - 1, 1, columns=4, value=group, style="page_group"))
        for fact in found:
            row = rows[fact.key]
            value = facts.get(fact.key)
            formula = None
            if fact.sum and value is None:
                formula = filled_sum(absolute(rows[key], 2) for key in fact.sum if key in rows)
            style = "page_figure" if formula else "page_number"
            layout.put(Place(row, 1, value=fact.label, style="page_cell"))
            layout.put(Place(row, 2, value=value, formula=formula, style=style, unlocked=formula is None))
            layout.put(Place(row, 3, value=fact.unit, style="page_centre"))
            layout.put(Place(row, 4, value=f"{{{{ 数据.{fact.said} }}}}", style="page_cell"))
            layout.name(names.fact(fact.key), row, 2)
    return layout


def _fact_rows(specs: Sequence[FactSpec], row: int) -> dict[str, int]:
    """The row of every figure; each group begins with its heading, the first in ``row``."""
    rows: dict[str, int] = {}
    for _, members in groupby(specs, key=lambda fact: fact.group):
        for fact in members:
            row += 1
            rows[fact.key] = row
        row += 1
    return rows
