"""分配权重: the points of the standard's level-one indicators spread over the rows under them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from ziping import api
from ziping.domain.decimals import plain
from ziping.domain.model import Entry, Indicator, SelfEvaluation, Workbook
from ziping.domain.scoring.weights import distribute, plain_level
from ziping.domain.snapshot import CellEdit, Snapshot, position
from ziping.domain.standard import Standard
from ziping.errors import ZipingError
from ziping.excel.click import Click
from ziping.forms.links import is_mirror

Groups = Mapping[str, Sequence[Indicator]]


def weights(click: Click) -> str:
    """Distributes the points on the form in front; asks before changing any that are there."""
    click.say.progress("正在读取工作簿")
    snapshot, book = click.book.read().settled()
    form = _form(book, click.book.active_sheet())
    rules = api.find_standard(form.standard)
    groups = _groups(form, rules)
    _refuse_carried(snapshot, form)
    spread = _spread(groups, rules)
    edits, changed = [], 0
    for level, rows in groups.items():
        points = distribute(spread[level], len(rows), places=rules.rounding.digits)
        for row, value in zip(rows, points, strict=True):
            if row.weight.number != value:
                changed += not row.weight.empty
                edits.append(CellEdit(row.weight.sheet, *position(row.weight.cell), value))
    told = "、".join(f"{level} {plain(spread[level])} 分（{len(rows)} 项）" for level, rows in groups.items())
    if not edits:
        return f"各项分值已经是按规则包平均分配的：{told}，没有改动。"
    if changed:
        click.say.insist(f"有 {changed} 项指标已经填了分值，要改为平均分配吗？\n{told}")
    click.say.progress("正在写入分值")
    click.book.write(edits)
    kept = f"写入前的工作簿备份在“{click.book.backup.name}”。" if click.book.backup else ""
    return f"已按规则包“{rules.title}”分配：{told}。可以再按重要程度微调，合计不变即可。{kept}"


def _form(book: Workbook, sheet: str) -> SelfEvaluation:
    """The form in front, or the only one of the workbook that has indicators."""
    there = [form for form in book.forms if form.blocks]
    form = book.form(sheet) or (there[0] if len(there) == 1 else None)
    if form is None:
        raise ZipingError("这个工作簿里有几张自评表，请先点开要分配分值的那一张，再点“分配权重”。")
    return form


def _groups(form: SelfEvaluation, rules: Standard) -> Groups:
    """The named rows under each level-one indicator, which is called as in the standard where that has it."""
    known = {plain_level(level): level for spread in rules.weights.spreads for level in spread}
    groups: dict[str, list[Indicator]] = {}
    for row in form.indicators:
        if row.name.empty:
            continue
        label = plain_level(row.level1.text or "")
        level = next((level for plain, level in known.items() if plain in label), label or "没有写一级指标的")
        groups.setdefault(level, []).append(row)
    if not groups:
        raise ZipingError(f"“{form.sheet}”还没有填指标，没有分配；请先填三级指标的名称，没有名称的行不分分值。")
    return groups


def _refuse_carried(snapshot: Snapshot, form: SelfEvaluation) -> None:
    for row in form.indicators:
        if not row.weight.cell:
            raise ZipingError(f"“{form.sheet}”没有分值一栏，不用分配权重。")
        formula = _formula(snapshot, row.weight)
        if "!" in formula and is_mirror(formula):
            raise ZipingError(f"“{form.sheet}”的分值是从绩效目标申报表带过来的，请在申报表上点“分配权重”。")


def _formula(snapshot: Snapshot, entry: Entry) -> str:
    sheet = snapshot.sheet(entry.sheet)
    cell = sheet.cells.get(position(entry.cell)) if sheet else None
    return (cell.formula or "") if cell else ""


def _spread(groups: Groups, rules: Standard) -> Mapping[str, Decimal]:
    """The points of each group: the spread of the standard, or the one of its alternatives, that fits the form."""
    for spread in rules.weights.spreads:
        if set(spread) == set(groups):
            return spread
    wanted = "；或 ".join(
        "、".join(f"{level} {plain(points)} 分" for level, points in s.items()) for s in rules.weights.spreads
    )
    raise ZipingError(
        f"表上填了指标的一级指标是{'、'.join(groups)}，规则包“{rules.title}”规定的是 {wanted}，对不上，没有分配；"
        "请补上缺的指标，或自行填写分值。"
    )
