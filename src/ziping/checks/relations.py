"""A figure against what it follows from: sums and balances of the unit's figures, with what is missing named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

import msgspec

from ziping.checks.catalogue import Hit, Variant
from ziping.checks.figures import Figure, Figures
from ziping.checks.numbers import ZERO, tail
from ziping.domain.decimals import plain

MISSING = Variant("无法核对：缺{missing}，{what}算不出来。", "info", "补填{missing}；确实没有的填 0。")
TAIL = Variant("{what} {stated} 与 {expected} 只差 {gap}，属于四舍五入的尾差。", "info", "不用改。")
VARIANTS = {"missing": MISSING, "tail": TAIL}


class Relation(msgspec.Struct, frozen=True):
    """``whole`` is the sum of ``parts`` (concepts of the vocabulary), those in ``less`` taken off. Of several relations
    with the same whole, the workbook's own cells say which one is meant."""

    whole: str
    parts: tuple[str, ...]
    less: tuple[str, ...] = ()


def relation_hits(figures: Figures, relations: Sequence[Relation]) -> Iterator[Hit]:
    """Relations that do not hold; those that cannot be carried out are one finding together. Slots: what, gap,
    missing."""
    lacking: list[tuple[Figure, list[Figure], str]] = []
    for relation in _meant(figures, relations):
        whole = figures.find(relation.whole)
        terms = [(figures.find(part), 1) for part in relation.parts]
        terms += [(figures.find(part), -1) for part in relation.less]
        missing = [figure for figure in (whole, *(figure for figure, _ in terms)) if figure.number is None]
        if len(missing) > len(terms):
            continue
        expected = sum((sign * (figure.number or ZERO) for figure, sign in terms), ZERO)
        stated = whole.number
        if stated is not None and stated == expected:
            continue
        excess = not relation.less and stated is not None and expected - stated > tail(len(terms))
        if missing and not excess:
            lacking.append((whole, missing, _written(terms, stated if stated is not None else "？")))
        elif stated is not None:
            gap = abs(stated - expected)
            yield Hit(
                entry=whole.entry,
                variant="tail" if gap <= tail(len(terms)) else "",
                stated=plain(stated),
                expected=plain(expected),
                arithmetic=_written([term for term in terms if term[0].number is not None], expected),
                slots={"what": whole.name, "gap": plain(gap), "missing": ""},
            )
    if lacking:
        yield missing_hit(
            [figure for _, figures_, _ in lacking for figure in figures_],
            "、".join(dict.fromkeys(whole.name for whole, _, _ in lacking)),
            "；".join(arithmetic for _, _, arithmetic in lacking),
            lacking[0][0],
        )


def missing_hit(missing: Sequence[Figure], what: str, arithmetic: str, near: Figure) -> Hit:
    """无法核对：缺 …, at the first of the missing cells; where the workbook has none of them, at ``near``."""
    place = next((figure.entry for figure in missing if figure.asked), near.entry)
    names = "、".join(dict.fromkeys(figure.name for figure in missing))
    slots = {"what": what, "missing": names, "gap": ""}
    return Hit(entry=place, variant="missing", arithmetic=arithmetic or None, slots=slots)


def _meant(figures: Figures, relations: Iterable[Relation]) -> Iterator[Relation]:
    """Of the relations with the same whole all that the workbook has every cell for, else the nearest; a whole, or
    parts, that it has no cell for are not asked for at all."""
    groups: dict[str, list[tuple[int, Relation]]] = {}
    for relation in relations:
        cells = [figures.find(part).asked for part in (*relation.parts, *relation.less)]
        if figures.find(relation.whole).asked and any(cells):
            groups.setdefault(relation.whole, []).append((cells.count(False), relation))
    for group in groups.values():
        fewest = min(lacking for lacking, _ in group)
        near = [relation for lacking, relation in group if lacking == fewest]
        yield from near if fewest == 0 else near[:1]


def _written(terms: Iterable[tuple[Figure, int]], total: Decimal | str) -> str:
    """35.23+109.19−144.42=0; ？ stands for a figure that is missing."""
    text = ""
    for figure, sign in terms:
        number = figure.number
        shown = "？" if number is None else plain(number)
        text += ("+" if sign > 0 and text else "−" if sign < 0 else "") + shown
    return f"{text}={total if isinstance(total, str) else plain(total)}".replace("+-", "−").replace("−-", "+")
