"""The sheets around a form: 填表说明, 依据, 报告文字 and 基本数据."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby

from ziping.domain.standard import Standard
from ziping.forms import names
from ziping.forms.basis import basis_rows
from ziping.forms.filled import Filled
from ziping.forms.layout import Layout, Place, lines
from ziping.forms.spec import FormSpec
from ziping.report.outline import Outline

HELP_SHEET = "填表说明"
BASIS_SHEET = "依据"
TEXT_SHEET = "报告文字"
FACTS_SHEET = "基本数据"
_STEPS = (
    "浅黄色的格子填写，其他格子自动算出（工作表已保护、没有密码；要改版式可在“审阅”里撤销保护）。",
    (
        "指标值在表右侧的填报区按“性质、数值、单位”填，表里的“年度指标值”“实际完成值”自动拼成；"
        "也可以把文字直接写进表里，运行一次 ziping score --write 会自动拆开。"
    ),
    "定量指标填“完成数值”，应得分自动算出；定性指标选“评定”并填“人工得分”，本工具不会自动给满分。",
    "未达成、或完成值超过目标较多的指标，在“偏差原因分析及改进措施”里写明原因和措施，右侧“还要做什么”会提示。",
    "要增加指标：先撤销保护，复制一整行，插到表内任意两行之间；不要插在表头之上或表尾之下。",
    "“报告文字”表是报告的正文，可以直接改；{{ }} 里的内容自动取自表中，【待填：…】换成自己的话后才能生成正式报告。",
)


def help_page(spec: FormSpec) -> Layout:
    """填表说明: what to do, in order."""
    layout = Layout(HELP_SHEET, [4, 92], 2)
    layout.put(Place(1, 1, columns=2, value=f"{spec.title}　填表说明", style="page_title"))
    for number, text in enumerate((*_STEPS, *spec.help), 1):
        row = number + 2
        layout.put(Place(row, 1, value=f"{number}.", style="page_text"))
        layout.put(Place(row, 2, value=text, style="page_text"))
        layout.heights[row] = lines(text, 92) * 17.0 + 6
    row = len(_STEPS) + len(spec.help) + 4
    layout.put(
        Place(
            row, 2, value=f"表式：{spec.document}（{'待核' if spec.status == '待核' else '已核对'}）", style="page_text"
        )
    )
    return layout


def basis_page(standard: Standard) -> Layout:
    """依据: every rule value of the standard with its source; values still to be confirmed are marked 待核."""
    layout = Layout(BASIS_SHEET, [26, 44, 40, 9], 4)
    layout.put(Place(1, 1, columns=4, value=f"计分依据：{standard.title}", style="page_title"))
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


def text_page(outline: Outline, filled: Filled) -> Layout:
    """报告文字: one row per section of the report; the text column is the accountant's."""
    layout = Layout(TEXT_SHEET, [9, 24, 78, 30, 8], 5, landscape=True)
    layout.put(Place(1, 1, columns=5, value="报告文字（生成 Word 报告的正文）", style="page_title"))
    for column, label in enumerate(("编号", "标题", "正文", "填写提示", "字数上限"), 1):
        layout.put(Place(3, column, value=label, style="page_header"))
    path: list[str] = []
    for index, section in enumerate(outline.rows):
        row = 4 + index
        path[max(section.level - 1, 0) :] = [section.number]
        text = filled.sections.get("/".join(path), section.text)
        layout.put(Place(row, 1, value=section.number, style="page_centre", unlocked=True))
        layout.put(Place(row, 2, value=section.heading, style="page_cell", unlocked=True))
        layout.put(Place(row, 3, value=text or None, style="page_entry", unlocked=True))
        layout.put(Place(row, 4, value=section.hint or None, style="page_cell"))
        limit = None if section.limit is None else Decimal(section.limit)
        layout.put(Place(row, 5, value=limit, style="page_centre"))
    bottom = 4 + len(outline.rows)
    layout.put(Place(bottom, 1, columns=5, style="closing"))
    layout.heights[bottom] = 6.0
    for column, id in enumerate(names.SECTION_COLUMNS, 1):
        layout.name(names.column("sections", id), 3, column, bottom)
    layout.name(names.head("sections"), 3, 1)
    layout.name(names.end("sections"), bottom, 1)
    layout.repeat = (3, 3)
    return layout


def facts_page(spec: FormSpec, filled: Filled) -> Layout:
    """基本数据: figures of the unit that the report and the checks use, each typed once."""
    layout = Layout(FACTS_SHEET, [44, 16, 10], 3)
    layout.put(Place(1, 1, columns=3, value="基本数据", style="page_title"))
    row = 3
    for group, facts in groupby(spec.facts, key=lambda fact: fact.group):
        layout.put(Place(row, 1, columns=3, value=group, style="page_group"))
        for fact in facts:
            row += 1
            layout.put(Place(row, 1, value=fact.label, style="page_cell"))
            layout.put(Place(row, 2, value=filled.facts.get(fact.key), style="page_number", unlocked=True))
            layout.put(Place(row, 3, value=fact.unit, style="page_centre"))
            layout.name(names.fact(fact.key), row, 2)
        row += 1
    return layout
