"""Which of our forms a foreign table is nearest to, by the words printed on both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import msgspec

from ziping.domain.levels import bare_level
from ziping.domain.model import SelfEvaluation
from ziping.forms.spec import (
    FieldsBlock,
    FormSpec,
    FundsBlock,
    GoalsBlock,
    IndicatorsBlock,
    TextBlock,
    TotalBlock,
    form_ids,
    load_form,
)
from ziping.importing.vocabulary import key
from ziping.packs import files, folder_of

_COMMON = "national"
_OWN_SHARE = 0.8
"""How many of the words that only a regional form has must be there for it to be the one."""

_SAME = 0.9
"""How many of a form's words make a table that very form; a header cell may have been merged away."""


class Nearest(msgspec.Struct, frozen=True):
    """The id of a form, and whether the table is that very form with all its words."""

    form: str
    same: bool = False


def nearest_form(model: SelfEvaluation, words: frozenset[str]) -> Nearest:
    """The form nearest to a table with these ``words`` (as :func:`key` gives them). A regional form only where its own
    words are there, so that nobody gets another region's rules by chance."""
    wanted = words | _pairs(model)
    best, score = Nearest(_first(model.kind)), -1.0
    for id, own in _forms(model.kind).items():
        if not _is_common(id):
            special = _printed(id) - _national(model.kind)
            if not special or len(special & words) < _OWN_SHARE * len(special):
                continue
        likeness = len(own & wanted) / (len(own) + len(wanted))
        if likeness > score:
            printed = _printed(id)
            best, score = Nearest(id, len(printed & words) >= _SAME * len(printed)), likeness
    return best


@cache
def _forms(kind: str) -> Mapping[str, frozenset[str]]:
    """The words of every form of a kind that has indicators, the national ones first."""
    specs = [load_form(id) for id in form_ids()]
    fit = [spec for spec in specs if spec.kind == kind and spec.indicator_blocks()]
    fit.sort(key=lambda spec: (not _is_common(spec.id), spec.id))
    return {spec.id: frozenset((*_words(spec), *_groups(spec))) for spec in fit}


@cache
def _national(kind: str) -> frozenset[str]:
    """The words that national forms of a kind print."""
    return frozenset[str]().union(*(_printed(id) for id in _forms(kind) if _is_common(id)))


def _is_common(id: str) -> bool:
    return folder_of(files("forms")[id]) == _COMMON


@cache
def _printed(id: str) -> frozenset[str]:
    return frozenset(_words(load_form(id)))


def _first(kind: str) -> str:
    return next(iter(_forms(kind)), form_ids()[0])


def _words(spec: FormSpec) -> Iterator[str]:
    for text in _texts(spec):
        plain = key(text)
        if plain:
            yield plain


def _texts(spec: FormSpec) -> Iterator[str]:
    for block in spec.blocks:
        if isinstance(block, TextBlock):
            yield block.text
        elif isinstance(block, FieldsBlock):
            yield from (cell.label for row in block.rows for cell in row if cell.label)
        elif isinstance(block, FundsBlock):
            yield from (block.label, *(column.label for column in block.columns), *(row.label for row in block.rows))
        elif isinstance(block, GoalsBlock):
            yield from (block.label, block.planned, block.actual)
        elif isinstance(block, IndicatorsBlock):
            yield from (column.label for column in block.columns)
        elif isinstance(block, TotalBlock):
            yield block.label


def _groups(spec: FormSpec) -> Iterator[str]:
    """The levels of a form as pairs: 产出/数量, 成本/经济成本."""
    for block in spec.indicator_blocks():
        for group in block.groups:
            yield f"{bare_level(group.level1)}/{bare_level(group.level2)}"


def _pairs(model: SelfEvaluation) -> frozenset[str]:
    return frozenset(
        f"{bare_level(row.level1.text or '')}/{bare_level(row.level2.text or '')}" for row in model.indicators
    )
