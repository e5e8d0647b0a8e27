"""The words around a year by which it stays while the year of evaluation moves on: documents, plans, comparisons."""

from __future__ import annotations

from ziping.patterns import pattern

_QUOTED = pattern(r"《[^》]*》|〔[^〕]*〕\s*第?\d*\s*号?|[［\[【（(]\s*\d{4}\s*[］\]】）)]\s*第?\s*\d+\s*号")
_NUMBERED = pattern(
    r"(?:年度?)?\s*[-—]?\s*第\s*[\d零一二三四五六七八九十]+\s*(?:号|批|期|次)|年\s*\d+\s*号|[-—]?\d+号"
    r"|年[^，。；、\d]{0,8}[\d一二三四五六七八九十]+号(?:文|令|公告|通知)"
)
_ISSUED = pattern(r"年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:第?\d*次?)?(?:修订|修正|版|印发|颁布|发布|公布|施行|起施行|制定)")
_PLANNED = pattern(r"年?[^，。；、\d]{0,8}(?:规划|五年计划|行动计划|三年行动|攻坚计划|纲要)")
_BASE_BEFORE = pattern(r"(?:较|比|相[较比]于?|相对于?|对照|超过?|[高低多少优好强]于|基期|基数为?)\s*$")
_FROM = pattern(r"(?:与|同|以|自|从)\s*$")
"""These compare with a year, but begin a period where one follows: 自2022年1月至12月."""
_BASE_BEHIND = pattern(
    r"年(?:度)?(?:末|底|同期)?(?:实际|决算|完成|执行)?(?:数|值|水平)?(?:相比|为基[数期准年]|基数|基准|以来|起|的?基础上|同期)"
    r"|年度?(?:末|底)?的?(?:实际|平均)?水平"
)


def quoted(text: str) -> list[tuple[int, int]]:
    """Where titles of documents and document numbers stand: 《…》, 〔2022〕5号."""
    return [found.span() for found in _QUOTED.finditer(text)]


def is_document(behind: str) -> bool:
    """Whether what stands ``behind`` a year makes it that of a document: 年第5号, 年修订."""
    return bool(_NUMBERED.match(behind) or _ISSUED.match(behind))


def is_plan(behind: str) -> bool:
    """Whether a plan is named ``behind`` a year: 年三年行动."""
    return bool(_PLANNED.match(behind))


def is_base_before(before: str, *, period: bool) -> bool:
    """Whether what stands ``before`` a year compares with it: 较, 不少于; also 自, 与 where no ``period`` begins."""
    return bool(_BASE_BEFORE.search(before) or (not period and _FROM.search(before)))


def is_base_behind(behind: str) -> bool:
    """Whether what stands ``behind`` a year compares with it: 年基础上, 年水平."""
    return bool(_BASE_BEHIND.match(behind))
