"""What a rollover changes, as a list that people read before it is done, and as plain dictionaries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ziping.domain.rollover import KINDS, Change
from ziping.rolling.carry import Carried
from ziping.rolling.excerpts import excerpts

_COUNTED = ("restored", "cleared", "placed", "new")
"""What a rollover is for: it is only counted unless everything is wanted."""
_LONGEST = 36
"""Characters of a text; the workbooks hold it in full."""


def changes_text(result: Carried, *, everything: bool, more: str = "加 --list 看明细") -> str:
    """The changes under their headings; what was cleared is only counted unless ``everything`` is wanted. ``more``
    says how to see the rest."""
    lines = [f"结转：{result.year} 年度 → {result.to} 年度"]
    if result.to > result.year + 1:
        lines.append(f"注意：跨了 {result.to - result.year} 年，中间的年度没有数据。")
    lines.append("")
    for kind, title in KINDS.items():
        group = [change for change in result.changes if change.kind == kind]
        counted = kind in _COUNTED and not everything
        if group:
            lines.append(f"{title}　{len(group)} 处" + (f"（{more}）" if counted and more else ""))
            lines += [] if counted else _entries(group)
            lines.append("")
    return "\n".join(lines)


def shown(result: Carried) -> dict[str, Any]:
    """The years and every change: kind, place, what, old, new, note."""
    changes = [{key: getattr(change, key) for key in change.__struct_fields__} for change in result.changes]
    return {"year": result.year, "to": result.to, "changes": changes}


def _entries(changes: Sequence[Change]) -> Iterator[str]:
    for change in changes:
        head = "  ".join(filter(None, (f"  {change.place}", change.what)))
        yield head + (f"（{change.note}）" if change.note else "")
        if change.old or change.new:
            moved = change.new or change.kind in ("cleared", "restored")
            old, new = (text or "（空）" for text in excerpts(change.old, change.new, _LONGEST))
            yield f"      {old}" + (f" → {new}" if moved else "")
