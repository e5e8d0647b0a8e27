"""The workbook that is measured: 财预〔2020〕10号 附1, filled as a unit fills it."""

from __future__ import annotations

import io
from decimal import Decimal

from ziping.forms.filled import Filled, FilledIndicator, FilledRow

FORM = "national-project-2020"

# level 1, level 2, indicator, target, actual, points, reason
_INDICATORS = [
    ("产出指标", "数量指标", "新建农村公路里程", "≥45公里", "45公里", 6, None),
    ("产出指标", "数量指标", "维修桥梁座数", "≥8座", "8座", 6, None),
    ("产出指标", "数量指标", "安装护栏长度", "≥12000米", "11400米", 5, "部分路段改线，结余材料用于下年度"),
    ("产出指标", "质量指标", "工程验收合格率", "=100%", "100%", 6, None),
    ("产出指标", "质量指标", "材料抽检合格率", "≥98%", "99%", 5, None),
    ("产出指标", "时效指标", "按期完工率", "≥95%", "90%", 6, "雨季影响，已调整下年度工期安排"),
    ("产出指标", "时效指标", "资金支付及时率", "≥90%", "92%", 5, None),
    ("产出指标", "成本指标", "每公里建设成本", "≤80万元", "78.5万元", 6, None),
    ("产出指标", "成本指标", "监理费占比", "≤3%", "2.8%", 5, None),
    ("效益指标", "经济效益指标", "带动沿线产值增长率", "≥5%", "5.6%", 8, None),
    ("效益指标", "社会效益指标", "受益群众人数", "≥1.2万人", "1.3万人", 8, None),
    ("效益指标", "生态效益指标", "边坡绿化覆盖率", "≥85%", "86%", 7, None),
    ("效益指标", "可持续影响指标", "养护设施完好率", "≥95%", "95%", 7, None),
    ("满意度指标", "服务对象满意度指标", "沿线群众满意度", "≥90%", "93%", 10, None),
]


def _funds(initial: int, adjusted: int, executed: int) -> FilledRow:
    return FilledRow(initial=Decimal(initial), adjusted=Decimal(adjusted), executed=Decimal(executed))


FILLED = Filled(
    form=FORM,
    year=2025,
    fields={"project": "农村公路建设及养护补助", "supervisor": "某县交通运输局", "unit": "某县公路养护中心"},
    funds={"fiscal": _funds(3500, 3450, 3330), "carryover": _funds(200, 200, 190), "other": _funds(0, 0, 0)},
    goal_planned="新建农村公路45公里，维修桥梁8座，改善沿线群众出行条件。",
    goal_actual="新建农村公路45公里，维修桥梁8座，安装护栏11400米。",
    indicators={
        "ind": tuple(
            FilledIndicator(
                level1=level1,
                level2=level2,
                name=name,
                target=target,
                actual=actual,
                weight=Decimal(points),
                reason=reason,
            )
            for level1, level2, name, target, actual, points, reason in _INDICATORS
        )
    },
)


def foreign_table() -> bytes:
    """The same kind of table as somebody wrote it in Word."""
    from docx import Document

    document = Document()
    document.add_paragraph("2025年度项目支出绩效自评表")
    heads = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因")
    table = document.add_table(rows=0, cols=len(heads))
    rows = [(*row[:5], str(row[5]), str(row[5]), row[6] or "") for row in _INDICATORS]
    for texts in (heads, *rows):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()
