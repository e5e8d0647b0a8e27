"""What begins in which row of a sheet, and which rows belong to one 自评表."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from ziping.importing.board import Board
from ziping.importing.crossfunds import CrossTable, cross_table
from ziping.importing.fundlists import listed_funds, planned_funds
from ziping.importing.fundtable import fund_header, side_columns
from ziping.importing.goals import goals_header
from ziping.importing.grid import Page
from ziping.importing.headers import HeadColumn, Header
from ziping.importing.indicatorheader import indicator_header
from ziping.importing.titles import TITLE_CELLS, is_heading, is_title
from ziping.importing.turned import Turned, turned_table
from ziping.importing.vocabulary import is_total, key, lexicons

_LEAST_ACROSS = 2
_SIDE_CELLS = 3
"""Cells of a line of labels and amounts side by side, at least: a header, a label, an amount, the next header."""


class Starts(msgspec.Struct, frozen=True):
    """What begins in which row of a page."""

    indicators: Mapping[int, Header]
    funds: Mapping[int, Header]
    sides: Mapping[int, tuple[HeadColumn, ...]]
    goals: Mapping[int, Header]
    crossed: Mapping[int, CrossTable]
    turned: Mapping[int, Turned]
    titles: frozenset[int]
    names: frozenset[int]

    @property
    def fund_tables(self) -> frozenset[int]:
        return frozenset((*self.funds, *self.sides, *self.crossed))

    @property
    def tables(self) -> frozenset[int]:
        """Where indicators begin."""
        return frozenset((*self.indicators, *self.turned))

    def opens(self, row: int, above: Sequence[int]) -> bool:
        """Whether a fund table belongs to another 自评表 than the rows ``above``: those have one already, or indicators
        of its own follow it."""
        after = min((place for place in (*self.tables, *self.titles, *self.names) if place > row), default=0)
        return after in self.tables or not self.fund_tables.isdisjoint(above)

    def ends(self) -> dict[int, str]:
        """Rows at which a table above is over."""
        found = dict.fromkeys((*self.fund_tables, *self.goals, *self.indicators, *self.turned), "table")
        return found | dict.fromkeys(self.titles, "title") | dict.fromkeys(self.names, "name")


def starts_of(board: Board) -> Starts:
    """What begins where on a page; header rows count as one."""
    page = board.page
    indicators: dict[int, Header] = {}
    funds: dict[int, Header] = {}
    sides: dict[int, tuple[HeadColumn, ...]] = {}
    goals: dict[int, Header] = {}
    crossed: dict[int, CrossTable] = {}
    turned: dict[int, Turned] = {}
    titles, names = set(), set()
    covered = 0
    for row in page.order:
        if row <= covered:
            continue
        slots = page.rows[row]
        header: Header | CrossTable | Turned | None = None
        if found := indicator_header(board, row):
            header = indicators[row] = found
        elif len(slots) > _LEAST_ACROSS and (aside := turned_table(page, row)):
            header = turned[row] = aside
        elif len(slots) > _LEAST_ACROSS and (across := cross_table(board, row)):
            header = crossed[row] = across
        elif len(slots) > 1 and (listed := planned_funds(board, row) or listed_funds(board, row)):
            header = crossed[row] = listed
        elif len(slots) > 1 and (found := fund_header(board, row)):
            header = funds[row] = found
        elif len(slots) > _SIDE_CELLS and (columns := side_columns(board, row)):
            sides[row] = columns
        elif len(slots) > 1 and (found := goals_header(board, row)):
            header = goals[row] = found
        elif is_title(slots[0]) and len(slots) <= TITLE_CELLS:
            titles.add(row)
        if lexicons().fields.find(slots[0].key.partition(":")[0]) == "project":
            names.add(row)
        covered = header.bottom if header else row
    return Starts(indicators, funds, sides, goals, crossed, turned, frozenset(titles), frozenset(names))


def parts_of(page: Page, starts: Starts) -> list[list[int]]:
    """The rows of each 自评表: a new one begins with a title, a project or a fund table after indicators were read; the
    same title or project once more is that of the next page, unless the table above has its sum."""
    parts: list[list[int]] = [[]]
    closed = summed = False
    last_title = ""
    named: set[tuple[str, ...]] = set()
    for row in page.order:
        title = key(page.rows[row][0].text) if row in starts.titles else ""
        again = title and (bare := _first_page(title)) == last_title and not (summed and bare == title)
        name = tuple(slot.key for slot in page.rows[row]) if row in starts.names else ()
        another = bool(name and named) and (summed or name not in named)
        begins = (row in starts.titles and not again) or (row in starts.fund_tables and starts.opens(row, parts[-1]))
        if closed and (begins or another or (summed and row in starts.tables)):
            parts.append(_titles_above(page, parts[-1], starts))
            closed = summed = False
            named = set()
        parts[-1].append(row)
        last_title = _first_page(title) or last_title
        closed = closed or row in starts.tables
        named |= {name} if name else set()
        total = row not in starts.tables and is_total(page.rows[row][0].text)
        summed = summed or (closed and total)
    return parts


def _first_page(title: str) -> str:
    """A title as the first page of its table prints it."""
    return title.replace("(续)", "").replace("续表", "")


def _titles_above(page: Page, rows: list[int], starts: Starts) -> list[int]:
    """Takes the titles and headings at the end of a table's rows away from it: they are those of the next one."""
    taken: list[int] = []
    while rows and (rows[-1] in starts.titles or is_heading(page.rows[rows[-1]])):
        taken.insert(0, rows.pop())
    return taken
