"""A workbook as a bureau receives it: 财预〔2020〕10号 附1 filled by a unit, without anything of this program in it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import xlsxwriter

HEADINGS = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")

# level 1, level 2, indicator, target, actual, points, score, reason; one weak row and two scored by hand.
INDICATORS = [
    ("产出指标", "数量指标", "新建农村公路里程", "≥45公里", "45公里", 6, "6", ""),
    ("产出指标", "数量指标", "维修桥梁座数", "≥8座", "8座", 6, "6", ""),
    ("产出指标", "数量指标", "安装护栏长度", "≥12000米", "11400米", 5, "4.75", "部分路段改线，结余材料用于下年度"),
    ("产出指标", "质量指标", "工程验收合格率", "=100%", "100%", 6, "6", ""),
    ("产出指标", "质量指标", "材料抽检合格率", "≥98%", "99%", 5, "5", ""),
    ("产出指标", "时效指标", "按期完工率", "≥95%", "90%", 6, "5.68", "雨季影响，已调整下年度工期安排"),
    ("产出指标", "时效指标", "资金支付及时率", "≥90%", "92%", 5, "5", ""),
    ("产出指标", "成本指标", "每公里建设成本", "≤80万元", "78.5万元", 6, "6", ""),
    ("产出指标", "成本指标", "监理费占比", "≤3%", "2.8%", 5, "5", ""),
    ("效益指标", "经济效益指标", "带动沿线产值增长率", "≥5%", "5.6%", 8, "8", ""),
    ("效益指标", "社会效益指标", "受益群众人数", "≥1.2万人", "1.3万人", 8, "8", ""),
    ("效益指标", "生态效益指标", "边坡绿化覆盖率", "≥85%", "86%", 7, "7", ""),
    ("效益指标", "可持续影响指标", "养护制度健全情况", "健全", "达成", 7, "6", ""),
    ("满意度指标", "服务对象满意度指标", "沿线群众满意度", "≥90%", "93%", 10, "10", ""),
]
FUNDS = [
    ("年度资金总额", 3700, 3650, 3520),
    ("其中：当年财政拨款", 3500, 3450, 3330),
    ("　　　上年结转资金", 200, 200, 190),
    ("　　　其他资金", 0, 0, 0),
]


def write(path: Path) -> Path:
    """Write the filled form to ``path``, its sums as formulas with stored results."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        border = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter", "font_name": "宋体"})
        percent = book.add_format({"border": 1, "num_format": "0.00%"})
        sheet = book.add_worksheet("项目支出绩效自评表")
        sheet.set_column("A:I", 13)
        sheet.merge_range("A1:I1", "项目支出绩效自评表", border)
        sheet.merge_range("A2:I2", "（2025年度）", border)
        for row, left, right in (
            (3, ("项目名称", "农村公路建设及养护补助"), None),
            (4, ("主管部门", "某县交通运输局"), ("实施单位", "某县公路养护中心")),
        ):
            sheet.merge_range(f"A{row}:B{row}", left[0], border)
            if right is None:
                sheet.merge_range(f"C{row}:I{row}", left[1], border)
            else:
                sheet.merge_range(f"C{row}:D{row}", left[1], border)
                sheet.merge_range(f"E{row}:F{row}", right[0], border)
                sheet.merge_range(f"G{row}:I{row}", right[1], border)
        execution = _funds(sheet, border, percent)
        _goals(sheet, border)
        _indicators(sheet, border, execution)
    return path


def _funds(sheet: xlsxwriter.worksheet.Worksheet, border: object, percent: object) -> Decimal:
    sheet.merge_range("A5:A9", "项目资金（万元）", border)
    for column, heading in zip(
        "DEFGHI", ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"), strict=True
    ):
        sheet.write(f"{column}5", heading, border)
    sheet.merge_range("B5:C5", "", border)
    for row, (label, *amounts) in enumerate(FUNDS, 6):
        sheet.merge_range(f"B{row}:C{row}", label, border)
        for column, amount in zip("DEF", amounts, strict=True):
            if row == 6:
                sheet.write_formula(f"{column}6", f"=SUM({column}7:{column}9)", border, amount)
            else:
                sheet.write(f"{column}{row}", amount, border)
    rate = Decimal(FUNDS[0][3]) / Decimal(FUNDS[0][2])
    score = _points(rate * 10)
    sheet.write("G6", 10, border)
    sheet.write_formula("H6", "=F6/E6", percent, float(rate))
    sheet.write_formula("I6", "=ROUND(MIN(H6,1)*G6,2)", border, float(score))
    return score


def _goals(sheet: xlsxwriter.worksheet.Worksheet, border: object) -> None:
    sheet.merge_range("A10:A11", "年度总体目标", border)
    sheet.merge_range("B10:E10", "预期目标", border)
    sheet.merge_range("F10:I10", "实际完成情况", border)
    sheet.merge_range("B11:E11", "新建农村公路45公里，维修桥梁8座，改善沿线群众出行条件。", border)
    sheet.merge_range("F11:I11", "新建农村公路45公里，维修桥梁8座，安装护栏11400米。", border)


def _indicators(sheet: xlsxwriter.worksheet.Worksheet, border: object, execution: Decimal) -> None:
    first, last = 13, 12 + len(INDICATORS)
    sheet.merge_range(f"A12:A{last}", "绩效指标", border)
    sheet.write_row("B12", HEADINGS, border)
    for row, values in enumerate(INDICATORS, first):
        sheet.write_row(row - 1, 3, values[2:6], border)
        sheet.write(f"H{row}", float(values[6]), border)
        sheet.write(f"I{row}", values[7], border)
    for column, level in (("B", 0), ("C", 1)):
        for text in dict.fromkeys(values[level] for values in INDICATORS):
            rows = [row for row, values in enumerate(INDICATORS, first) if values[level] == text]
            if len(rows) == 1:
                sheet.write(f"{column}{rows[0]}", text, border)
            else:
                sheet.merge_range(f"{column}{rows[0]}:{column}{rows[-1]}", text, border)
    total = execution + sum(Decimal(values[6]) for values in INDICATORS)
    row = last + 1
    sheet.merge_range(f"A{row}:F{row}", "总分", border)
    sheet.write_formula(f"G{row}", f"=SUM(G{first}:G{last})+G6", border, 100)
    sheet.write_formula(f"H{row}", f"=SUM(H{first}:H{last})+I6", border, float(total))
    sheet.write(f"I{row}", "优", border)


def _points(exact: Decimal) -> Decimal:
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


if __name__ == "__main__":
    import sys

    print(write(Path(sys.argv[1])))
