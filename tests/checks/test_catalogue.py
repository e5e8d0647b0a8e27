"""Every rule is named by its code, says everything about itself, and is shown firing and quiet."""

from __future__ import annotations

import re
from string import Formatter
from typing import Any

import pytest

from checks.sample_forms import CASES, findings, load
from ziping.checks.catalogue import HEADINGS, Rule, catalogue
from ziping.checks.families import FAMILIES
from ziping.checks.pages import index, page
from ziping.errors import ZipingError

RULES = catalogue()


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_is_a_function_named_by_its_code_in_the_module_of_its_family(rule: Rule) -> None:
    assert re.fullmatch(r"R\d\d\d?", rule.code)
    assert rule.hits.__name__ == rule.code.lower()
    assert FAMILIES[rule.hits.__module__.removeprefix("ziping.checks.")] == rule.family


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_says_what_why_and_how(rule: Rule) -> None:
    assert tuple(rule.sections) == HEADINGS
    assert all(rule.sections.values())
    assert rule.basis
    assert rule.fix.endswith("。")


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_message_is_one_sentence_with_a_way_out(rule: Rule) -> None:
    for variant in rule.variants.values():
        assert variant.message.endswith("。")
        assert variant.fix is None or variant.fix.endswith("。")
    assert rule.message.endswith("。")
    assert any(field for _, field, _, _ in Formatter().parse(rule.message)), "a message names the cell it is about"


def _cases(side: str) -> list[Any]:
    return [
        pytest.param(code, case, id=f"{code} {case['why']}") for code in RULES for case in load(f"{code}.yaml")[side]
    ]


@pytest.mark.parametrize(("code", "case"), _cases("fires"))
def test_a_rule_finds(code: str, case: dict[str, Any]) -> None:
    found = [finding for finding in findings(case["form"]) if finding.code == code]
    wanted = case["findings"]
    assert [finding.cell for finding in found] == [want["cell"] for want in wanted], found
    for finding, want in zip(found, wanted, strict=True):
        assert {key: getattr(finding, key) for key in want if key != "says"} == {
            key: want[key] for key in want if key != "says"
        }
        for part in want.get("says", ()):
            assert part in finding.message
        assert finding.message.endswith("。")
        assert finding.basis
        assert finding.fix


@pytest.mark.parametrize(("code", "case"), _cases("quiet"))
def test_a_rule_stays_quiet(code: str, case: dict[str, Any]) -> None:
    assert [finding for finding in findings(case["form"]) if finding.code == code] == []


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_message_is_shown_firing(rule: Rule) -> None:
    """A severity that no case shows may be wrong without anyone noticing."""
    shown = {finding["severity"] for case in load(f"{rule.code}.yaml")["fires"] for finding in case["findings"]}
    assert shown == {rule.severity, *(variant.severity or rule.severity for variant in rule.variants.values())}


def test_there_is_no_case_file_without_a_rule() -> None:
    assert {path.stem for path in CASES.glob("R*.yaml")} == set(RULES)


def test_an_unknown_code_is_answered_with_the_codes_there_are() -> None:
    with pytest.raises(ZipingError, match="没有规则 R00.*R58"):
        page("R00")


def test_the_index_leads_to_every_page() -> None:
    assert all(f"({code}.md)" in index() for code in RULES)
