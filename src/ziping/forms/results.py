"""校验结果: what the last check found, cell by cell, with the explanations that the unit keeps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from ziping.checks.finding import Finding
from ziping.checks.kept import EXPLAINED, Listed, listed, place_of
from ziping.domain.model import Note
from ziping.domain.snapshot import CellEdit, DefinedName, Sheet, Snapshot
from ziping.forms import names
from ziping.forms.layout import Layout, Place, Rule, lines
from ziping.forms.links import quoted
from ziping.forms.marks import SEVERITIES

RESULTS_SHEET = "校验结果"
_HEAD = ("级别", "规则", "位置", "问题", "怎么改", "说明并保留", "状态", "定位")
_FIRST, _LAST = 5, 1004
"""The rows that names and conditional formats cover; a check of more findings is still listed in full."""
_NOTE_COLUMN = 6
_WIDTHS = (7.0, 7.0, 24.0, 58.0, 44.0, 34.0, 12.0, 20.0)
_LINE, _PADDING = 14.0, 6.0
"""Points of a line of 10.5 pt text, and of the room above and below it."""
_HOW = (
    "点位置可以跳到出问题的地方。有理由保留的，在“说明并保留”里写明理由：下次校验不会丢，并作为附件写进报告。"
    "改好以后再运行一次校验，这里和表上的标记随之更新。"
)
_NEVER = "还没有校验过。点“校验”按钮，或运行 ziping check 工作簿 --write，结果写在这里，有问题的格子标出颜色。"
_NOTHING = "没有发现问题。"


def results_page() -> Layout:
    """The sheet before the first check."""
    layout = Layout(RESULTS_SHEET, list(_WIDTHS), 0, landscape=True)
    layout.hidden = frozenset((8,))
    layout.put(Place(1, 1, columns=7, value=RESULTS_SHEET, style="page_title"))
    layout.put(Place(2, 1, columns=7, value=_NEVER, style="page_text"))
    layout.put(Place(3, 1, columns=7, value=_HOW, style="note"))
    layout.heights[3] = 34.0
    for column, label in enumerate(_HEAD, 1):
        layout.put(Place(4, column, value=label, style="page_header"))
        style = "page_plain_centre" if column < 3 else "page_link" if column == 3 else "page_plain"
        layout.column_styles[column] = (style, column == _NOTE_COLUMN)
        layout.name(names.column(names.FINDINGS, names.FINDING_COLUMNS[column - 1]), 4, column, _LAST)
    layout.shared = {names.MARKED: (_FIRST, 8, _LAST, 8), names.MARKED_SEVERITY: (_FIRST, 1, _LAST, 1)}
    layout.conditions = [
        *(
            Rule(
                (_FIRST, 1, _LAST, 1),
                {"type": "formula", "criteria": f'=$A{_FIRST}="{word}"', "format": f"listed_{id}"},
            )
            for id, word in SEVERITIES.items()
        ),
        *(
            Rule((_FIRST, left, _LAST, right), {"type": "formula", "criteria": f'=$B{_FIRST}<>""', "format": style})
            for left, right, style in (
                (1, _NOTE_COLUMN - 1, "listed"),
                (_NOTE_COLUMN, _NOTE_COLUMN, "listed_note"),
                (_NOTE_COLUMN + 1, 7, "listed"),
            )
        ),
    ]
    layout.repeat = (4, 4)
    return layout


def has_results(snapshot: Snapshot) -> bool:
    """Whether the workbook has the list, under whatever name its sheet has now."""
    return _list(snapshot)[0] is not None


def lost_names(snapshot: Snapshot) -> list[str]:
    """The names of the list that are gone or point nowhere, while others are still there."""
    wanted = [names.column(names.FINDINGS, id) for id in names.FINDING_COLUMNS]
    there = {name.name for name in snapshot.names if name.name in wanted and name.area is not None}
    return [name for name in wanted if name not in there] if there else []


def kept_notes(snapshot: Snapshot) -> tuple[Note, ...]:
    """The explanations that stand in the list now, in its order."""
    found = []
    sheet, at, first = _list(snapshot)
    if sheet is None:
        return ()
    for row in sorted({row for row, _ in sheet.cells if row >= first}):
        texts = {id: cell.text if (cell := sheet.cells.get((row, column))) else "" for id, column in at.items()}
        if texts["note"].strip():
            found.append(Note(texts["code"], texts["key"], _message(texts["message"]), texts["note"].strip()))
    return tuple(found)


def result_edits(snapshot: Snapshot, findings: Sequence[Finding], now: datetime) -> list[CellEdit]:
    """What ``ziping check --write`` changes: the list, its summary, and the cells that hold the names of sheets."""
    sheet, at, first = _list(snapshot)
    if sheet is None:
        return []
    found = listed(findings, kept_notes(snapshot))
    edits = [CellEdit(sheet.name, 2, 1, _summary(found, now))]
    rows = [*_rows(found)] or [{"message": _NOTHING}]
    last = max((row for row, column in sheet.cells if column in at.values()), default=first)
    for offset in range(max(len(rows), last - first + 1)):
        row = rows[offset] if offset < len(rows) else {}
        for id, column in at.items():
            value, formula = row.get(id), None
            if id == "place" and value and "key" in row and row.get("link"):
                formula = row["link"]
            old = sheet.cells.get((first + offset, column))
            if value or (old is not None and (old.text or old.formula)):
                edits.append(CellEdit(sheet.name, first + offset, column, value or None, formula=formula))
    return [*edits, *_here(snapshot)]


def row_heights(snapshot: Snapshot, edits: Sequence[CellEdit]) -> dict[str, dict[int, float | None]]:
    """How high the rows of the list have to be for their texts, in points; None for rows that are empty now."""
    sheet, at, first = _list(snapshot)
    if sheet is None:
        return {}
    widths = {at[id]: width for id, width in zip(names.FINDING_COLUMNS, _WIDTHS, strict=True)}
    heights: dict[int, float | None] = {}
    for edit in edits:
        if edit.sheet == sheet.name and edit.row >= first and edit.column in widths:
            count = lines(edit.value, widths[edit.column]) if isinstance(edit.value, str) else 0
            needed = count * _LINE + _PADDING if count else None
            heights[edit.row] = max((height for height in (heights.get(edit.row), needed) if height), default=None)
    return {sheet.name: heights}


def _here(snapshot: Snapshot) -> Iterator[CellEdit]:
    """Sheets that were renamed or copied since their name was written down."""
    for name in snapshot.names:
        if name.name == names.HERE and name.area is not None and name.scope == name.area.sheet:
            area, there = name.area, snapshot.sheet(name.area.sheet)
            cell = there.cells.get((area.top, area.left)) if there else None
            if (cell.text if cell else "") != area.sheet:
                yield CellEdit(area.sheet, area.top, area.left, area.sheet)


def _rows(found: Sequence[Listed]) -> Iterator[dict[str, str]]:
    for line in found:
        finding, note = line.finding, line.note
        if finding is None:
            if note is not None:
                gone = {"code": note.code, "place": note.place, "message": note.message, "key": note.place}
                yield {**gone, "severity": "—", "fix": "说明可以删去。", "note": note.text, "state": line.state}
            continue
        place = place_of(finding)
        yield {
            "severity": SEVERITIES[finding.severity],
            "code": finding.code,
            "place": place,
            "link": _link(finding, place),
            "message": finding.message + (f"\n算式：{finding.arithmetic}" if finding.arithmetic else ""),
            "fix": finding.fix,
            "note": note.text if note else "",
            "state": line.state,
            "key": place,
        }


def _message(text: str) -> str:
    """The message of a line without its arithmetic."""
    return text.partition("\n算式：")[0]


def _link(finding: Finding, place: str) -> str:
    target = f"#{quoted(finding.sheet)}!{finding.cell or 'A1'}".replace('"', '""')
    return f'HYPERLINK("{target}","{place.replace(chr(34), chr(34) * 2)}")'


def _summary(found: Sequence[Listed], now: datetime) -> str:
    severities: list[str] = [line.finding.severity for line in found if line.finding is not None]
    counts = {id: severities.count(id) for id in SEVERITIES}
    explained = sum(line.state == EXPLAINED for line in found)
    text = "、".join(f"{word} {counts[id]} 处" for id, word in SEVERITIES.items())
    told = f"，其中已说明 {explained} 处" if explained else ""
    when = f"{now.year}年{now.month}月{now.day}日 {now:%H:%M} 校验"
    return f"{when}：{text}{told}。会被退回的：{counts['error']} 处。"


def _list(snapshot: Snapshot) -> tuple[Sheet | None, dict[str, int], int]:
    """The sheet, the columns by id, and the first row of the list."""
    columns = _columns(snapshot)
    areas = {id: name.area for id, name in columns.items() if name.area is not None}
    if len(areas) < len(names.FINDING_COLUMNS):
        return None, {}, 0
    head = areas["code"]
    return snapshot.sheet(head.sheet), {id: area.left for id, area in areas.items()}, head.top + 1


def _columns(snapshot: Snapshot) -> dict[str, DefinedName]:
    wanted = {names.column(names.FINDINGS, id): id for id in names.FINDING_COLUMNS}
    return {wanted[name.name]: name for name in snapshot.names if name.name in wanted and name.area is not None}
