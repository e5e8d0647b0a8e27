"""What whoever scores or checks a foreign table has to know about how it was read: a sentence each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ziping.forms.spec import load_form
from ziping.importing.foreign import Foreign
from ziping.importing.looselines import OUTSIDE

_FORM = (
    "“{file}”不是本工具的工作簿，按原表读的：最像表式“{title}”（{form}），规则包 {standard}（换用别的加 --standard）。"
)
_YUAN = "资金以元为单位，按元核对。"
_MIXED = "资金有的以元、有的以万元为单位，算式里都折成了万元。"
_UNREAD = "没有看懂的 {count} 处，没有核对；用 ziping show 可以看到是哪些。"
_WORDS = "自评表以外的文字没有核对；是自评报告的，加 --against 自评表.xlsx 核对。"


def told(foreign: Foreign, sheet: str | None = None) -> tuple[str, ...]:
    """The sentences about a foreign file, or about what stands on one ``sheet`` of it."""
    return tuple(_told(foreign if sheet is None else foreign.on(sheet)))


def _told(foreign: Foreign) -> Iterator[str]:
    file = Path(foreign.book.source).name
    for form, standard in dict.fromkeys((model.form, model.standard) for model in foreign.book.forms):
        yield _FORM.format(file=file, title=load_form(form).title, form=form, standard=standard)
    if any(model.money == "元" for model in foreign.book.forms):
        yield _YUAN
    elif any(table.yuan or table.yuan_columns for table in foreign.tables):
        yield _MIXED
    yield from foreign.notes
    unread = foreign.all_unread
    if unread:
        yield _UNREAD.format(count=len(unread))
    if any(one.why == OUTSIDE and one.cell.endswith("段") for one in unread):
        yield _WORDS
