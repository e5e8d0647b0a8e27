"""What people type without thinking: the answer is right, or a finding says what to do."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from cli.runner import run
from forms.workbooks import number, text, training, with_cells
from support.office import Office

FILE = "自评表.xlsx"

# Row 13: ≥100人次, 110人次, 15 points; row 15: ≥95%, 96.5%, 15 points; row 16: 2025年12月31日前, 10 points.
RIGHT = {
    "full-width digits": ({"F13": "１１０人次"}, 0),
    "a space inside the number": ({"F13": "1 10 人次"}, 0),
    "thousands separators": ({"E13": "≥1,000人次", "F13": "1,100人次"}, 0),
    "thousands separators of another keyboard": ({"E13": "≥1，000人次", "F13": "1，100人次"}, 0),
    "a sign of two letters": ({"E13": ">=100人次"}, 0),
    "a sign after the number": ({"E13": "100人次以上"}, 0),
    "a line break": ({"E13": "≥100\n人次"}, 0),
    "blanks around": ({"E13": "  ≥100人次　"}, 0),
    "a full-width percent sign": ({"E15": "≥95％", "F15": "96.5％"}, 2),
    "a percentage in words": ({"E15": "达到95%以上", "F15": "96.5%"}, 2),
    "no percent sign": ({"F15": "96.5"}, 2),
    "a date with dots": ({"F16": "2025.11.30"}, 3),
    "a date with dashes": ({"F16": "2025-11-30"}, 3),
    "a date without separators": ({"F16": "20251130"}, 3),
    "a date without year": ({"F16": "11月30日"}, 3),
    "a month": ({"F16": "2025年11月"}, 3),
    "a month without year": ({"F16": "11月"}, 3),
    "a deadline without year": ({"E16": "12月底前"}, 3),
    "a deadline and a date without year": ({"E16": "年底前", "F16": "11月中旬"}, 3),
}


@pytest.mark.parametrize("case", RIGHT)
def test_an_odd_way_of_writing_it_earns_the_same_points(case: str, desk: Path) -> None:
    typed, row = RIGHT[case]
    (desk / FILE).write_bytes(with_cells(training(), {cell: text(value) for cell, value in typed.items()}))
    scored = run("score", FILE, "--json").json["rows"][row]
    assert (Decimal(scored["score"]), scored["met"]) == (Decimal(scored["weight"]), True)
    assert run("check", FILE).code == 0


@pytest.mark.parametrize("case", RIGHT)
def test_it_still_does_after_writing_back(case: str, desk: Path) -> None:
    typed, row = RIGHT[case]
    (desk / FILE).write_bytes(with_cells(training(), {cell: text(value) for cell, value in typed.items()}))
    assert run("score", FILE, "--write").code == 0
    score = run("score", FILE, "--json").json
    assert score["rows"][row]["printed"] == score["rows"][row]["score"] == score["rows"][row]["weight"]
    assert run("show", FILE, "--json").json["total"] == score["total"] == "98.55"


@pytest.mark.parametrize("word", ["完成", "不适用"])
def test_the_scores_shown_are_those_of_the_file_that_was_written(word: str, desk: Path) -> None:
    (desk / FILE).write_bytes(with_cells(training(), {"F13": text(word)}))
    shown = run("score", FILE, "--write", "--json").json
    assert shown["rows"][0]["printed"] is shown["total"] is None
    assert run("score", FILE, "--json").json == shown


# What is typed, and a finding: its rule, its cell, words of the message.
FOUND = {
    "a percentage where 96.5 belongs": ({"O15": number("0.965")}, "R61", "I15", "0.965%"),
    "a weight with 分": ({"G13": text("15分")}, "R38", "G13", "应填数字 15"),
    "a weight in percent": ({"G13": text("15%")}, "R38", "G13", "应填数字 15"),
    "a weight as a fraction": ({"G13": number("0.15")}, "R36", "G20", "85.15"),
    "a weight in full-width digits": ({"G13": text("１５")}, "R36", "G20", "85"),
    "an amount with its unit": ({"F7": text("93万元")}, "R90", "F7", "应填数字 93"),
    "an amount typed as text": ({"F7": text("93")}, "R01", "F6", "93"),
    "a score with 分": ({"H13": text("15分")}, "R38", "H13", "应填数字 15"),
    "a score above its weight": ({"H13": number("20")}, "R38", "H13", "不在 0 到 15 之间"),
    "more spent than planned": ({"F7": number("103")}, "R05", "F7", "超过预算数 100"),
    "an actual value of another kind": ({"F13": text("96%")}, "R55", "F13", "单位不同"),
    "a word over a number that was entered": ({"F13": text("完成")}, "R54", "F13", "应写完成的数"),
    "a text over a number that was entered": ({"F13": text("已全面完成")}, "R54", "F13", "按表右侧填写的数计分"),
    "several values over one": ({"E13": text("培训2期，检查3次")}, "R54", "E13", "两边说的是一回事"),
    "a row left out with its points kept": ({"E13": text("不适用"), "F13": text("—")}, "R58", "H13", "删去此行"),
    "a target copied into the actual value": ({"F13": text("≥100人次")}, "R56", "F13", "照抄"),
}


@pytest.mark.parametrize("case", FOUND)
def test_what_cannot_be_meant_is_a_finding_at_its_cell(case: str, desk: Path) -> None:
    cells, code, cell, words = FOUND[case]
    (desk / FILE).write_bytes(with_cells(training(), cells))
    findings = run("check", FILE, "--json").json
    messages = [one["message"] for one in findings if (one["code"], one["cell"]) == (code, cell)]
    assert any(words in message for message in messages), findings


# Pasted over the drop-downs and the cells for numbers, where no validation asks: the formulas do not read it.
PASTED = {
    "a sign of two letters": {"K13": text(">=")},
    "a sign in words": {"K13": text("不少于")},
    "a blank after the sign": {"K13": text("≥ ")},
    "a number with its unit": {"O13": text("110人次")},
    "a number as text": {"O13": text("１１０")},
}


def test_what_the_formulas_cannot_read_is_told_and_put_right(office: Office, desk: Path) -> None:
    files, written = [desk / f"{case}.xlsx" for case in PASTED], []
    for file, cells in zip(files, PASTED.values(), strict=True):
        file.write_bytes(with_cells(training(), cells))
    for file in office.recalculate(files, desk / "重算"):
        findings = [(one["code"], one["cell"]) for one in run("check", file, "--json").json]
        assert ("R58", "H13") in findings, file.name
        assert run("score", file, "--write").code == 0
        left = run("check", file, "--json").json
        assert not [one for one in left if one["severity"] == "error" or (one["code"], one["cell"]) == ("R58", "H13")]
        written.append(file)
    for file in office.recalculate(written, desk / "再算"):
        assert run("show", file, "--json").json["total"] == "98.55", file.name


def test_spending_below_zero_earns_nothing_natively_either(office: Office, desk: Path) -> None:
    (desk / FILE).write_bytes(with_cells(training(), {"F7": number("-93")}))
    (file,) = office.recalculate([desk / FILE], desk / "重算")
    score = run("score", file, "--json").json
    assert (score["execution"]["score"], score["total"]) == (None, None)
    assert run("show", file, "--json").json["total"] is None
    findings = [(one["code"], one["cell"], one["message"]) for one in run("check", file, "--json").json]
    assert any(code == "R07" and "不是不小于 0 的数字" in message for code, _, message in findings), findings
