"""The unit's figures carried over: cleared for the new year, last year's where a figure of last year is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from ziping.domain.decimals import plain
from ziping.domain.model import Entry, Workbook
from ziping.domain.rollover import CLOSING, OPENING
from ziping.domain.snapshot import Snapshot, position
from ziping.forms import names
from ziping.forms.shared import entry_of
from ziping.forms.spec import MatrixBlock, load_form, plain_label
from ziping.patterns import pattern
from ziping.rolling.draft import Draft

_LAST = pattern(r"(?<![较比])上年")


def figure_cells(snapshot: Snapshot) -> list[tuple[str, Entry]]:
    """Every cell that holds or shows a figure of the unit, with its key: some stand on several sheets."""
    found = []
    for name in snapshot.names:
        area = name.area if name.name.startswith(names.FACT_PREFIX) else None
        sheet = snapshot.sheet(area.sheet) if area else None
        if area and sheet:
            cell = sheet.cells.get((area.top, area.left))
            found.append((name.name.removeprefix(names.FACT_PREFIX), entry_of(sheet.name, area.top, area.left, cell)))
    return sorted(found, key=lambda one: (one[1].sheet, position(one[1].cell)))


def roll_figures(draft: Draft, book: Workbook) -> None:
    """The changes of every figure of the workbook. A figure that is computed from others stays so."""
    first = book.forms[0]
    said = {key: name for name, key in first.fact_names.items()}
    cells = figure_cells(draft.snapshot)
    labels = {key: _label(draft, entry) for key, entry in cells}
    sources = _sources(book, said, labels)
    for key, entry in cells:
        name = said.get(key) or labels[key] or key
        what = f"基本数据“{name}”"
        source = first.facts.get(sources.get(key, ""))
        number = source.amount() if source is not None and not source.error and not source.empty else None
        if draft.is_formula(entry):
            _tell_opening(draft, what, name, entry, number)
            draft.clear(what, entry)
            continue
        draft.clear(what, entry)
        if number is not None:
            draft.put(what, entry, number, "取自上年年末结转" if OPENING.search(name) else "上年数")
        elif key not in sources and (_LAST.search(name) or OPENING.search(name)):
            draft.tell("open", what, entry, note="找不到对应的上年数，请填")


def _tell_opening(draft: Draft, what: str, name: str, entry: Entry, number: Decimal | None) -> None:
    if OPENING.search(name) and number is not None:
        draft.tell("open", what, entry, note=f"由各部分相加，合计应为上年年末结转 {plain(number)}，请分到各部分")


def _sources(book: Workbook, said: Mapping[str, str], labels: Mapping[str, str]) -> dict[str, str]:
    """Which figure of this year each figure of last year takes: by name, or by the columns of its table."""
    found = _columns(book)
    closing = [key for key, name in said.items() if CLOSING.search(name)]
    by_name = {name: key for key, name in said.items()}
    counted = Counter(labels.values())
    by_label = {label: key for key, label in labels.items() if counted[label] == 1}
    for key in labels:
        name = said.get(key) or labels[key]
        if OPENING.search(name):
            found |= {key: closing[0]} if len(closing) == 1 else {}
        elif _LAST.search(name):
            own = name.replace("上年末", "年末").replace("上年", "")
            source = by_name.get(own) or by_name.get(f"决算{own}") or by_label.get(own)
            if source and source != key:
                found.setdefault(key, source)
    return found


def _columns(book: Workbook) -> dict[str, str]:
    """上年决算数 ← 本年决算数, cell by cell, of the tables of figures on the forms."""
    found: dict[str, str] = {}
    blocks = [block for form in book.forms for block in load_form(form.form).blocks if isinstance(block, MatrixBlock)]
    for block in blocks:
        labels = {column.label: column.id for column in block.columns}
        pairs = {
            column.id: labels[own]
            for column in block.columns
            if "上年" in column.label and (own := column.label.replace("上年", "本年")) in labels
        }
        for row in block.rows:
            found |= {f"{row.key}_{last}": f"{row.key}_{own}" for last, own in pairs.items()}
    return found


def _label(draft: Draft, entry: Entry) -> str:
    """What stands left of a figure."""
    row, column = position(entry.cell)
    sheet = draft.snapshot.sheet(entry.sheet)
    cell = sheet.cells.get((row, column - 1)) if sheet else None
    return plain_label(cell.text) if cell else ""
