"""What the forms of a workbook share: the unit's figures, and the texts of the reports."""

from __future__ import annotations

from collections.abc import Mapping

from ziping.domain.model import EMPTY, Document, Entry, Section
from ziping.domain.snapshot import Cell, Sheet, Snapshot, address
from ziping.forms import names
from ziping.forms.places import Places
from ziping.forms.spec import MatrixBlock, form_ids, load_form
from ziping.patterns import pattern

_SAID = pattern(r"\{\{\s*数据\.(.+?)\s*\}\}")
_SAID_COLUMNS = 2
"""How far right of a figure on the 基本数据 sheet its name in texts stands."""


def entry_of(sheet: str, row: int, column: int, cell: Cell | None) -> Entry:
    """The model's view of one cell."""
    place = address(row, column)
    if cell is None:
        return Entry(sheet=sheet, cell=place)
    return Entry(cell.text or None, cell.number, cell.error, cell.formula is not None, sheet, place)


def figures(snapshot: Snapshot) -> tuple[Mapping[str, Entry], Mapping[str, str]]:
    """Figures of the unit by fact key, and fact keys by the name that texts use."""
    found: dict[str, Entry] = {}
    said = dict(_matrix_names(snapshot))
    for name in snapshot.names:
        if not name.name.startswith(names.FACT_PREFIX) or name.area is None:
            continue
        sheet = snapshot.sheet(name.area.sheet)
        if sheet is None:
            continue
        key, row, column = name.name.removeprefix(names.FACT_PREFIX), name.area.top, name.area.left
        found[key] = entry_of(sheet.name, row, column, sheet.cells.get((row, column)))
        label = sheet.cells.get((row, column + _SAID_COLUMNS))
        if label and (match := _SAID.fullmatch(label.text.strip())):
            said[match[1]] = key
    return found, {text: key for text, key in said.items() if key in found}


def _matrix_names(snapshot: Snapshot) -> dict[str, str]:
    forms = {name.constant for name in snapshot.names if name.name == names.FORM} & set(form_ids())
    blocks = (block for form in sorted(form for form in forms if form) for block in load_form(form).blocks)
    return {text: key for block in blocks if isinstance(block, MatrixBlock) for text, key in block.facts().items()}


def documents(snapshot: Snapshot, first_form: str) -> tuple[tuple[Document, ...], list[str]]:
    """The reports whose texts the workbook holds, and the names that are missing on their sheets.

    A sheet of texts that no longer points to its form is about ``first_form``.
    """
    found, missing = [], []
    for sheet in snapshot.sheets:
        owned = {name.name: name for name in snapshot.names if name.scope == sheet.name}
        if names.head("sections") not in owned:
            continue
        places = Places(snapshot, sheet)
        sections = _sections(places, sheet)
        missing += places.missing
        about = owned.get(names.ABOUT)
        found.append(
            Document(
                name=places.constant(names.DOCUMENT) or sheet.name,
                outline=places.constant(names.OUTLINE) or "",
                about=about.area.sheet if about and about.area else first_form,
                sections=sections,
                sheet=sheet.name,
            )
        )
    return tuple(found), missing


def _sections(places: Places, sheet: Sheet) -> tuple[Section, ...]:
    columns = places.columns("sections", names.SECTION_COLUMNS)
    if places.find(names.column("sections", names.LAST_YEAR)):
        columns |= places.columns("sections", (names.LAST_YEAR,))
    sections = []
    for row in places.rows("sections", "number") if not places.missing else ():
        cells = {id: entry_of(sheet.name, row, at, sheet.cells.get((row, at))) for id, at in columns.items()}
        if not all(cells[id].empty for id in ("number", "heading", "text")):
            sections.append(_section(cells))
    return tuple(sections)


def _section(cells: dict[str, Entry]) -> Section:
    limit = cells["limit"].amount()
    number, heading, hint = (cells[id].text or "" for id in ("number", "heading", "hint"))
    last = cells.get(names.LAST_YEAR, EMPTY)
    return Section(number, heading, cells["text"], hint, None if limit is None else int(limit), last)
