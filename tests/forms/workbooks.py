"""Filled workbooks for the tests, small changes to their cells and names, and what a model says wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

import msgspec

from ooxml.builders import parts_of, zipped
from ziping.domain.model import Entry, SelfEvaluation
from ziping.domain.snapshot import address
from ziping.forms.builder import build_workbook
from ziping.forms.filled import Filled, FilledIndicator, FilledRow
from ziping.forms.samples import load_sample
from ziping.ooxml.reader import read_bytes

FORM = "national-project-2020"
SHEET = "项目支出绩效自评表"
_FIRST = "xl/worksheets/sheet1.xml"
_BOOK = "xl/workbook.xml"

_ROWS = (
    ("产出指标", "数量指标", "培训人次", "≥100人次", "110人次", 15, None),
    ("产出指标", "数量指标", "培训期数", "4期", "4期", 10, None),
    ("产出指标", "质量指标", "培训合格率", "≥95%", "96.5%", 15, None),
    ("产出指标", "时效指标", "培训完成时间", "2025年12月31日前", "2025年11月30日", 10, None),
    ("效益指标", "社会效益指标", "政策知晓率", "≥80%", "78%", 30, "宣传不够，明年增加两场宣讲"),
    ("满意度指标", "服务对象满意度指标", "学员满意度", "≥90%", "95%", 10, None),
)


@cache
def training() -> bytes:
    """The national form of a training project: 93% executed, one target missed, 98.55 points."""
    zero = FilledRow(initial=Decimal(0), adjusted=Decimal(0), executed=Decimal(0))
    rows = tuple(
        FilledIndicator(level1=a, level2=b, name=c, target=d, actual=e, weight=Decimal(f), reason=g)
        for a, b, c, d, e, f, g in _ROWS
    )
    filled = Filled(
        form=FORM,
        year=2025,
        fields={"unit": "某区人社局", "project": "技能培训", "supervisor": "某区人社局"},
        goal_planned="完成技能培训 4 期",
        goal_actual="完成技能培训 4 期",
        funds={
            "fiscal": FilledRow(initial=Decimal(100), adjusted=Decimal(100), executed=Decimal(93)),
            "carryover": zero,
            "other": zero,
        },
        indicators={"ind": rows},
    )
    return build_workbook(FORM, filled)


@cache
def sample(id: str) -> bytes:
    """A shipped sample as a workbook."""
    filled = load_sample(id)
    return build_workbook(filled.form, filled)


def places(data: bytes) -> dict[str, str]:
    """Where the names of a workbook point to: zp_ind_target → E12 (their top left cell)."""
    return {n.name: address(n.area.top, n.area.left) for n in read_bytes(data, "").names if n.area}


def text(value: str) -> str:
    return f' t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def number(value: str) -> str:
    return f"><v>{value}</v></c>"


def error(code: str = "#REF!") -> str:
    return f' t="e"><v>{code}</v></c>'


def formula(expression: str, shown: str, kind: str = "") -> str:
    """A formula with the number it shows; ``kind`` "str" or "e" where it shows a text or an error."""
    return f"{f' t={kind!r}' if kind else ''}><f>{escape(expression)}</f><v>{escape(shown)}</v></c>"


def with_cells(data: bytes, cells: Mapping[str, str]) -> bytes:
    """The workbook with other contents in cells of its first sheet, styles kept; nothing is recalculated."""
    parts = parts_of(data)
    xml = _text(parts[_FIRST])
    for reference, content in cells.items():
        match = re.search(rf'<c r="{reference}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)', xml)
        assert match, reference
        xml = xml.replace(match[0], f'<c r="{reference}"{match[1] or ""}{content}')
    return zipped({**parts, _FIRST: xml})


def with_names(data: bytes, change: Mapping[str, str | None]) -> bytes:
    """The workbook with names pointing elsewhere, or deleted (None)."""
    parts = parts_of(data)
    xml = _text(parts[_BOOK])
    for name, target in change.items():
        match = re.search(rf'(<definedName name="{name}"[^>]*>)[^<]*</definedName>', xml)
        assert match, name
        xml = xml.replace(match[0], "" if target is None else f"{match[1]}{escape(target)}</definedName>")
    return zipped({**parts, _BOOK: xml})


def without_our_names(data: bytes) -> bytes:
    parts = parts_of(data)
    xml = re.sub(r'<definedName name="zp_[^<]*</definedName>', "", _text(parts[_BOOK]))
    return zipped({**parts, _BOOK: xml})


def said(model: SelfEvaluation) -> dict[str, Any]:
    """Everything a model says, wherever on whichever sheet it stands, by path."""
    return dict(_said("", model))


def _said(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Entry):
        yield path, ((value.error or value.text or "").strip(), value.number, value.formula)
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            if field not in ("sheet", "source"):
                yield from _said(f"{path}.{field}", getattr(value, field))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _said(f"{path}.{key}", item)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _said(f"{path}[{index}]", item)
    else:
        yield path, value


def _text(part: bytes) -> str:
    return part.decode("utf-8")
