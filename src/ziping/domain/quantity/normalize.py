"""The many ways to write one value become one: width, spaces, separators, operator words, percent words."""

from __future__ import annotations

from ziping.domain.quantity.numerals import arabic
from ziping.patterns import pattern

_CHARACTERS: dict[str, str | None] = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
for _written, _meant in (
    ("≧⩾≥≽", ">="), ("≦⩽≤≼", "<="), ("═﹦", "="), ("﹥〉", ">"), ("﹤〈", "<"), ("–—―−‐‑─", "-"), ("〜∼∽", "~"),
    ("﹪٪", "%"), ("•・‧∙⋅", "·"), ("≒", "≈"), ("㎡", "平方米"), ("㎞", "公里"), ("㎏", "公斤"), ("²", "2"), ("³", "3"),
    ("│┃", "|"), ("﹐", ","),
):  # fmt: skip
    _CHARACTERS.update(dict.fromkeys(_written, _meant))
_CHARACTERS.update(dict.fromkeys("“”‘’\"'＂＇「」『』\u200b\u200c\u200d\u2060\ufeff", None))
_TABLE = str.maketrans(_CHARACTERS)

_NUMBER_AHEAD = r"(?=(?:约|近|大约|将近|接近)?[+-]?[0-9])"
_SIGN_WORDS = {
    ">=": "大于等于 大于或等于 高于或等于 达到或超过 不得少于 不得低于 不得小于 不少于 不低于 不小于 至少 最少 最低 "
    "达到 达",
    "<=": "小于等于 小于或等于 低于或等于 不得超过 不得高于 不得多于 不得大于 未超过 不超过 不高于 不多于 不大于 不超 "
    "至多 最多 最高",
    ">": "大于 超过 高于 多于 超",
    "<": "小于 低于 少于 不足 不满 未满 不到 没有达到 未能达到 未达到 未达 达不到",
    "=": "等于",
}
_SIGN_OF = {word: sign for sign, words in _SIGN_WORDS.items() for word in words.split()}
_FILLER = r"(?:年度|全年|预期)?(?:目标|指标)?值?的?"
_SIGN_WORD = pattern(
    "(" + "|".join(sorted(_SIGN_OF, key=len, reverse=True)) + ")" + _FILLER + _NUMBER_AHEAD,
    needs=("于", "超", "达", "不", "未", "至", "最"),
)
# “至少开展3次”: the operator stands before the verb.
_SIGN_AFAR = pattern(
    r"(至少|最少|不得少于|不少于|不得低于|不低于|不得超过|不超过|至多|最多)([^0-9<>=,;、。()]{1,8}?)" + _NUMBER_AHEAD,
    needs=("至", "最", "不"),
)
# “控制在5%以内” says “以内”, “控制在1-3次” is a range; only the rest needs the operator.
_KEPT_AT = pattern(r"控制在(?=[0-9.]+[^0-9~至到-]{0,6}$)", needs=("控制在",))
_THOUSANDS = pattern(r"(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])", needs=(",",))
_PERCENT_WORD = pattern(r"个?百分点|百分比", needs=("百分",))
_LABEL = pattern(r"^(?:定性|定量)(?:指标)?[:,]?(?=.)|^[0-9]{1,2}、(?=[^0-9])", needs=("定", "、"))
_WHOLE_PARENTHESIS = pattern(r"\(([^()]*)\)", needs=("(",))
_END = "。.;,、!:"


_CLOCK = pattern(r"(?<=[0-9日])[ \tT]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\s*$")


def compact(text: str) -> str:
    """``text`` in half width, without white space, quotation marks and a time of day; “44,561” keeps its separator."""
    text = text.translate(_TABLE)
    return "".join((_CLOCK.sub("", text) if ":" in text else text).split())


def normalize(text: str) -> str:
    """``text`` in the one spelling the grammar reads: operators as >= > = < <=, plain digits, “%”."""
    text = compact(text)
    text = _THOUSANDS.sub(lambda match: match.group().replace(",", ""), text)
    whole = _WHOLE_PARENTHESIS.fullmatch(text)
    if whole:
        text = whole.group(1)
    text = _LABEL.sub("", text.rstrip(_END))
    if text.isascii():
        return text.replace("=>", ">=").replace("=<", "<=")
    text = _PERCENT_WORD.sub("%", arabic(text)).replace("%(%)", "%").replace("‰(‰)", "‰")
    text = _KEPT_AT.sub("<=", text)
    text = _SIGN_AFAR.sub(lambda match: match.group(2) + _SIGN_OF[match.group(1)], text)
    return _SIGN_WORD.sub(lambda match: _SIGN_OF[match.group(1)], text).replace("=>", ">=").replace("=<", "<=")
