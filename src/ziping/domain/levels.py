"""What the first and second level of an indicator mean, whatever a form calls them."""

from __future__ import annotations

from decimal import Decimal
from unicodedata import normalize

from ziping.domain.scoring.weights import plain_level
from ziping.patterns import pattern

_NUMBERED = pattern(r"^(?:[（(]?[\d一二三四五六七八九十]+[）).．、]|指标\d+)")
_POINTS = pattern(
    r"(?:(?<=\S)|(?=[（(][^（()）]*分\s*[）)]))\s*[（(]\s*(?:满分|权重|分值|共)?[:：]?\s*(\d{1,3}(?:\.\d+)?)\s*[分%％]?\s*[）)]|(\d{1,3}(?:\.\d+)?)\s*分\s*$"
)
_NOISE = pattern(r"[：:、/／]|指标|类$")

LEVEL1 = ("成本", "产出", "效益", "满意度")
"""The first levels of 财预〔2020〕10号 and 财预〔2021〕101号; a word that stands in a name tells which it is."""

_DONE = "完成"
"""项目完成指标, 履职完成情况: what other forms call 产出."""

_JUDGED = ("决策", "管理", "过程", "投入")
"""First levels on how the work was done, which a unit may score by criteria alone, without a target."""

_LEVEL2 = {
    "经济成本": "成本", "生态成本": "生态环境成本", "环境成本": "生态环境成本", "环境效益": "生态效益",
    "生态环境效益": "生态效益",
}  # fmt: skip
"""Second levels that are another one by another name: 经济成本 of 2021 is the 成本 of 2020."""
_WORDS = {"满意度": "满意度", "可持续": "可持续影响"}
"""A word that tells a second level wherever it stands: 服务对象满意度, 可持续发展."""

_ABOVE = {
    "数量": "产出", "质量": "产出", "时效": "产出", "成本": "成本", "社会成本": "成本", "生态环境成本": "成本",
    "经济效益": "效益", "社会效益": "效益", "生态效益": "效益", "可持续影响": "效益", "满意度": "满意度",
}  # fmt: skip


def bare_level(name: str) -> str:
    """A level without its number, points and the word 指标: （一）产 出 指 标（50分） → 产出."""
    return _NOISE.sub("", _NUMBERED.sub("", without_points(plain_level(name))))


def without_points(name: str) -> str:
    """The name of a level without the points that it states."""
    return _POINTS.sub("", name).strip()


def points_of_level(name: str) -> Decimal | None:
    """The points that the name of a level states: 产出指标（50分） → 50; None where it states none."""
    found = _POINTS.search(normalize("NFKC", name))
    return Decimal(found[1] or found[2]) if found else None


def is_judged(level1: str) -> bool:
    """Whether indicators of a first level need no target (项目决策、项目管理): they are scored by criteria."""
    return any(word in bare_level(level1) for word in _JUDGED)


def level2_of(name: str) -> str:
    """What a second level means: 服务对象满意度指标 → 满意度; its bare name where it is one of the unit's own."""
    bare = bare_level(name)
    return next((meaning for word, meaning in _WORDS.items() if word in bare), _LEVEL2.get(bare, bare))


def level1_of(level1: str, level2: str) -> str:
    """What a first level means, by its own name or else by the second level under it; its bare name where neither
    tells."""
    bare = bare_level(level1)
    found = [word for word in LEVEL1 if word in bare]
    if not found and _DONE in bare:
        return "产出"
    return found[0] if len(found) == 1 else bare or _ABOVE.get(level2_of(level2), "")
