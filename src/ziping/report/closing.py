"""What stands under a report: 附件说明, 署名 and 成文日期."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from docx.oxml.xmlchemy import BaseOxmlElement

from ziping.report.grid import text_width
from ziping.report.styles import CHARACTER
from ziping.report.wordml import el, paragraph


def annex_note(names: Sequence[str]) -> list[BaseOxmlElement]:
    """附件说明: a blank line, “附件：”, the names below each other."""
    if not names:
        return []
    blank = paragraph("BodyText", "")
    if len(names) == 1:
        return [blank, paragraph("BodyText", f"附件：{names[0]}")]
    first, *others = (f"{number}.{name}" for number, name in enumerate(names, 1))
    below = [paragraph("BodyText", name, el("w:ind", **_characters("firstLine", 5))) for name in others]
    return [blank, paragraph("BodyText", f"附件：{first}"), *below]


def signature(unit: str, day: date | None, *, draft: bool) -> list[BaseOxmlElement]:
    """署名 two characters from the right, the date below beginning two characters further right than it."""
    blank = paragraph("BodyText", "")
    dated = f"{day.year}年{day.month}月{day.day}日" if day else "【待填：成文日期】" if draft else ""
    right = 2.0
    after = text_width(unit, 0.5) - text_width(dated, 0.5)
    if dated and after < right:
        right, after = 2 * right - after, right
    signed = paragraph("Signature", unit, el("w:ind", **_characters("right", right)))
    return [
        blank,
        signed,
        *([paragraph("Signature", dated, el("w:ind", **_characters("right", after)))] if dated else []),
    ]


def _characters(side: str, count: float) -> dict[str, int]:
    """An indent in characters of the body text, for programs that know only twips in twips as well."""
    return {f"{side}Chars": round(count * 100), side: round(count * CHARACTER)}
