"""Words that are often typed wrong in these reports, and what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ziping.patterns import pattern

_WRONG: Mapping[str, str] = {
    r"(?<![热关友喜敬博慈])爱理(?![念论想解性智])": "受理",
    r"按装(?![备修车配])": "安装",
    "部暑": "部署",
    "布署": "部署",
    "拔款": "拨款",
    "拔付": "拨付",
    "划拔": "划拨",
    r"(?<![知自利律克])己(?=完成|经|达到|实现)": "已",
    r"(?<=\d)年未(?=余额|实有|在职|在编)": "年末",
    "帐务": "账务",
    "帐户": "账户",
    "台帐": "台账",
    r"(?<!究)竟争": "竞争",
    r"(?<!已)签定(?!为)": "签订",
    r"(?<![畅交流])通迅(?![速捷猛])": "通讯",
    r"修膳(?!食)": "修缮",
    "调济": "调剂",
    "气侯": "气候",
    "松驰": "松弛",
    "迫不急待": "迫不及待",
    "按步就班": "按部就班",
    r"(?<![成有长见时高实功无生])效绩(?!效)": "绩效",
    "绩郊": "绩效",
    "支岀": "支出",
    "预箅": "预算",
    "决箅": "决算",
    "财攻": "财政",
    "满意渡": "满意度",
    "完诚": "完成",
    "执行举": "执行率",
    "截止目前": "截至目前",
}
"""Regular expressions that leave alone the same characters in other words (全年未发生、关爱理念、有效绩效)."""
_AROUND = re.compile(r"\(\?<?[!=][^()]*\)")
_ANY = pattern("|".join(f"({wrong})" for wrong in _WRONG), needs=tuple(_AROUND.sub("", wrong) for wrong in _WRONG))
_MEANT = tuple(_WRONG.values())
_UNTIL = pattern(r"截止(\s*)到?(\s*\d{4}年)", needs=("截止",))


def wrong_words(text: str) -> Iterator[tuple[str, str]]:
    """Words of a text that look wrong, each with what may be meant."""
    for found in _ANY.finditer(text):
        yield found[0], _MEANT[(found.lastindex or 1) - 1]
    for found in _UNTIL.finditer(text):
        yield found[0], f"截至{found[1]}{found[2]}"
