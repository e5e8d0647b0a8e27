"""The usual way to do the same job: openpyxl reads the workbook twice (formulas, values), pandas checks and scores.

It finds the tables by their headings, scores by 财预〔2020〕10号 and makes a dozen of the commonest checks; the
program it is compared with makes many more. Run alone: ``python bench/baseline.py FILE``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pandas as pd

INDICATOR_HEADINGS = {
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "三级指标",
    "target": "年度指标值",
    "actual": "实际完成值",
    "weight": "分值",
    "score": "得分",
    "reason": "偏差原因分析及改进措施",
}
FUND_HEADINGS = {
    "initial": "年初预算数",
    "adjusted": "全年预算数",
    "executed": "全年执行数",
    "weight": "分值",
    "rate": "执行率",
    "score": "得分",
}
LEVEL1_POINTS = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}
QUALITATIVE = {"达成": (0.8, 1.0), "部分达成": (0.6, 0.8), "未达成": (0.0, 0.6)}
ERRORS = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!")
VALUE = r"^\s*(?P<sign>[≥≤=＝>＜<]?)\s*(?P<number>-?[\d,]+(?:\.\d+)?)\s*(?P<unit>.*?)\s*$"


class Result(NamedTuple):
    rows: pd.DataFrame
    total: float
    grade: str
    problems: list[str]


def table(values: Any, headings: dict[str, str]) -> pd.DataFrame:
    """The rows under the row that holds all ``headings``, with their row numbers as index; merged cells filled."""
    frame = pd.DataFrame(list(values.values), index=range(1, values.max_row + 1), dtype=object)
    for merged in values.merged_cells.ranges:
        value = values.cell(merged.min_row, merged.min_col).value
        frame.loc[merged.min_row : merged.max_row, merged.min_col - 1 : merged.max_col - 1] = value
    text = frame.map(lambda value: value.strip() if isinstance(value, str) else value)
    head = next(row for row in text.index if set(headings.values()) <= set(text.loc[row].dropna()))
    places = {}
    for key, label in headings.items():
        places[key] = next(column for column in text.columns if text.at[head, column] == label)
    return text.loc[head + 1 :, list(places.values())].set_axis(list(places), axis=1)


def numbers(texts: pd.Series) -> pd.DataFrame:
    """sign, number, unit of “≥90%”-like texts; NaN where there is no number."""
    parts = texts.astype("string").str.extract(VALUE)
    parts["number"] = pd.to_numeric(parts["number"].str.replace(",", ""), errors="coerce")
    return parts


def score(rows: pd.DataFrame) -> pd.DataFrame:
    """Adds met and earned; rows without numbers keep the printed score."""
    target, actual = numbers(rows["target"]), numbers(rows["actual"])
    # Cells formatted as a percentage store 0.95 where the target says 95%.
    scaled = actual["number"].where(
        ~(target["unit"].eq("%") & rows["actual"].map(lambda value: isinstance(value, (int, float)))),
        actual["number"] * 100,
    )
    at_most = target["sign"].isin(["≤", "<", "＜"])
    ratio = (scaled / target["number"]).where(~at_most, target["number"] / scaled)
    known = ratio.notna()
    earned = (ratio.clip(0, 1) * rows["weight"]).round(2).where(known, rows["score"])
    return rows.assign(ratio=ratio, met=(ratio >= 1).where(known), earned=earned)


def cell_problems(formulas: Any, values: Any) -> list[str]:
    """Error cells, and formulas that reach into another workbook."""
    found = []
    for row, stored in zip(formulas.iter_rows(), values.iter_rows(), strict=True):
        for formula, value in zip(row, stored, strict=True):
            if value.value in ERRORS:
                found.append(f"{formula.coordinate} 有错误值 {value.value}")
            elif formula.data_type == "f" and "[" in str(formula.value):
                found.append(f"{formula.coordinate} 的公式引用了其他工作簿")
    return found


def row_problems(rows: pd.DataFrame) -> list[str]:
    found = [
        f"第 {row} 行缺少{INDICATOR_HEADINGS[key]}"
        for key in ("target", "actual", "weight", "score")
        for row in rows.index[rows[key].isna()]
    ]
    checks = {
        "得分超过分值": rows["score"] > rows["weight"],
        "得分为负": rows["score"] < 0,
        "得分与计算不符": (rows["score"] - rows["earned"]).abs() > 0.005,
        "未完成但没有原因": rows["met"].eq(False) & rows["reason"].isna(),
        "超过指标值 30% 但没有原因": (rows["ratio"] >= 1.3) & rows["reason"].isna(),
        "指标重复": rows.duplicated(["level2", "name"]),
    }
    for rating, (low, high) in QUALITATIVE.items():
        share = rows["score"] / rows["weight"]
        checks[f"得分不在“{rating}”的范围内"] = rows["actual"].eq(rating) & ((share < low) | (share > high))
    return found + [f"第 {row} 行{text}" for text, wrong in checks.items() for row in rows.index[wrong.fillna(False)]]


def sum_problems(rows: pd.DataFrame, funds: pd.DataFrame, total: pd.Series, earned: float) -> list[str]:
    found = []
    points = rows.groupby("level1")["weight"].sum()
    for level1, expected in LEVEL1_POINTS.items():
        if points.get(level1, 0) != expected:
            found.append(f"{level1}分值合计应为 {expected}")
    if rows["weight"].sum() + funds["weight"].iloc[0] != 100:
        found.append("分值合计应为 100")
    if abs(total["score"] - earned) > 0.005:
        found.append(f"总分应为 {earned}")
    found += [
        f"{FUND_HEADINGS[column]}合计不等于各项之和"
        for column in ("initial", "adjusted", "executed")
        if abs(funds[column].iloc[0] - funds[column].iloc[1:].sum()) > 0.005
    ]
    if funds["executed"].iloc[0] > funds["adjusted"].iloc[0]:
        found.append("执行数大于预算数")
    return found


def job(path: Path) -> Result:
    """Read, check and score one filled workbook."""
    formulas = openpyxl.load_workbook(path).active
    values = openpyxl.load_workbook(path, data_only=True).active
    indicators = table(values, INDICATOR_HEADINGS)
    total = indicators[indicators["level1"].eq("总分")].iloc[0]
    rows = indicators[indicators["name"].notna() & indicators.index.to_series().lt(total.name)].copy()
    for column in ("weight", "score"):
        rows[column] = pd.to_numeric(rows[column], errors="coerce")
    funds = table(values, FUND_HEADINGS).head(4).apply(pd.to_numeric, errors="coerce").fillna(0)
    rate = funds["executed"].iloc[0] / funds["adjusted"].iloc[0]
    rows = score(rows)
    earned = round(rows["earned"].sum() + round(min(rate, 1) * funds["weight"].iloc[0], 2), 2)
    grade = str(pd.cut([earned], [-1, 60, 80, 90, 101], right=False, labels=["差", "中", "良", "优"])[0])
    problems = cell_problems(formulas, values) + row_problems(rows) + sum_problems(rows, funds, total, earned)
    return Result(rows, earned, grade, problems)


if __name__ == "__main__":
    result = job(Path(sys.argv[1]))
    print(*result.problems, f"总分 {result.total}，{result.grade}", sep="\n")
