"""Layouts (导入格式) that other systems import, as data: what stands in which row and column, and in which code."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from ziping.domain.standard import Status
from ziping.errors import ZipingError
from ziping.packs import files, load


class _Spec(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    pass


class _Block(_Spec, tag_field="block", frozen=True, kw_only=True):
    pass


class CellSpec(_Spec, frozen=True, kw_only=True):
    """A fixed text, or a field of the form (title, project, goal_planned …)."""

    text: str = ""
    field: str = ""


class FieldsPart(_Block, tag="fields", frozen=True, kw_only=True):
    """Cells of one row, from column A on."""

    row: int
    cells: tuple[CellSpec, ...]


class FundColumn(_Spec, frozen=True, kw_only=True):
    value: Literal["label", "initial", "adjusted", "executed", "weight", "rate", "score"]
    label: str
    width: float = 0


class FundsPart(_Block, tag="funds", frozen=True, kw_only=True):
    """资金: one row for each kind of fund from ``row`` on, its headings above."""

    row: int
    kinds: tuple[str, ...]
    columns: tuple[FundColumn, ...]


class IndicatorColumn(_Spec, frozen=True, kw_only=True):
    """``target`` and ``actual`` are numbers without unit, for a worded indicator the text and a rating; ``target_text``
    and ``actual_text`` what the form prints. ``only``: left empty for the other kind of row. ``required``: where a
    value must not be missing (``missed``: where the target was not met; ``deviating``: also where it was exceeded by
    far)."""

    value: Literal[
        "level1", "level2", "name", "sign", "target", "actual", "unit", "weight", "score", "deduction", "remark",
        "reason", "target_text", "actual_text",
    ]  # fmt: skip
    label: str
    width: float = 0
    only: Literal["", "worded", "counted"] = ""
    required: Literal["", "always", "worded", "missed", "deviating"] = ""


class IndicatorsPart(_Block, tag="indicators", frozen=True, kw_only=True):
    """绩效指标: one row each from ``row`` on; ``header`` tells whether their headings stand in the row above."""

    row: int
    columns: tuple[IndicatorColumn, ...]
    header: bool = True


Part = FieldsPart | FundsPart | IndicatorsPart


class LayoutSpec(_Spec, frozen=True, kw_only=True):
    """``signs`` are the codes of ≥ ＞ ＝ ＜ ≤, ``worded`` that of an indicator that has none; ``ratings`` the words for
    the ratings from the best on; ``number`` the pattern that a number of the system has, "" where it takes any."""

    id: str
    title: str
    region: str
    year: int
    document: str
    status: Status
    kinds: tuple[Literal["project", "department"], ...]
    sheet: str
    blocks: tuple[Part, ...]
    signs: dict[str, str] = {}
    worded: str = ""
    ratings: tuple[str, ...] = ()
    number: str = ""


def layout_ids() -> tuple[str, ...]:
    """All layouts, in alphabetical order."""
    return tuple(files("layouts"))


@cache
def load_layout(id: str) -> LayoutSpec:
    """The layout ``id``. Raises ZipingError for an unknown id, naming the known ones."""
    found = load("layouts", id, LayoutSpec, read_layout)
    if found is None:
        known = "、".join(f"{id}（{load_layout(id).region} {load_layout(id).title}）" for id in layout_ids())
        raise ZipingError(f"没有名为“{id}”的导入格式，可用的有：{known}。")
    return found


def read_layout(path: Path) -> LayoutSpec:
    """The layout in a YAML file. Raises ZipingError with file and line for anything that is wrong in it."""
    # Only here is YAML needed; its import takes longer than reading a whole workbook.
    from ziping.packs.record import read_record

    return read_record(path, LayoutSpec, "导入格式文件")
