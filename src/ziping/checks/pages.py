"""The page of a rule, made from the catalogue: what users read behind a code."""

from __future__ import annotations

from ziping.checks.catalogue import Rule, Variant, catalogue
from ziping.errors import ZipingError
from ziping.patterns import pattern

_SLOT = pattern(r"\s?\{\w+\}\s?")
SEVERITIES = {"error": "错误（退回）", "warning": "警告（需说明）", "info": "提示"}


def page(code: str) -> str:
    """The page of ``code`` as markdown. Raises ZipingError for a code that is not in the catalogue."""
    rule = catalogue().get(code.upper())
    if rule is None:
        raise ZipingError(f"没有规则 {code}，现有 {'、'.join(catalogue())}")
    parts = [f"# {rule.code} {rule.title}", f"{SEVERITIES[rule.severity]}　{rule.family}　{rule.status}"]
    for heading, text in _contents(rule):
        parts += [f"## {heading}", text]
    return "\n\n".join(parts) + "\n"


def index() -> str:
    """The table of all rules as markdown, by family."""
    lines = ["# 审核规则", "", "| 规则 | 查出什么 | 级别 | 类别 | 状态 |", "| --- | --- | --- | --- | --- |"]
    lines += [
        f"| [{code}]({code}.md) | {rule.title} | {SEVERITIES[rule.severity]} | {rule.family} | {rule.status} |"
        for code, rule in catalogue().items()
    ]
    return "\n".join(lines) + "\n"


def _contents(rule: Rule) -> list[tuple[str, str]]:
    sections = rule.sections
    return [
        ("查什么", sections["查什么"]),
        ("为什么", sections["为什么"]),
        ("依据", rule.basis),
        ("反例", sections["反例"]),
        ("正例", sections["正例"]),
        ("可否自动修正", sections["可否自动修正"]),
        ("适用", "；".join(condition.text for condition in rule.applies) or "所有自评表"),
        ("提示语", "\n".join(_messages(rule))),
    ]


def _messages(rule: Rule) -> list[str]:
    """Every message with its severity and way out; what differs from form to form is an ellipsis."""
    said = [
        (variant.severity or rule.severity, variant.message, rule.fix if variant.fix is None else variant.fix)
        for variant in (Variant(rule.message), *rule.variants.values())
    ]
    return [_SLOT.sub("…", f"- {SEVERITIES[severity]}：{message}怎么改：{fix}") for severity, message, fix in said]
