"""How the cells of an old workbook (.xls, .et) show their numbers: the records of [MS-XLS] that say it."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import msgspec

from ziping.importing.grid import Position
from ziping.importing.oldstream import stream
from ziping.ooxml.numfmt import BUILT_IN

_BOF, _EOF, _PASSWORD, _DATES, _SHEET, _FORMAT, _STYLE = 0x809, 0x0A, 0x2F, 0x22, 0x85, 0x41E, 0xE0
_FORMULA, _NUMBER, _PACKED, _MANY_PACKED = 0x06, 0x203, 0x27E, 0xBD
_BIFF8 = 0x600
_GENERAL = "General"
_MOST_SHEETS = 1000


class OldFormats(msgspec.Struct, frozen=True):
    """The number formats of the cells that hold numbers, by sheet; the sheets that are hidden."""

    codes: dict[str, dict[Position, str]]
    hidden: frozenset[str]
    date1904: bool = False


def old_formats(data: bytes) -> OldFormats | None:
    """What an old workbook says about formats; None where that cannot be read."""
    try:
        records = stream(data, "Workbook")
        return None if records is None else _read(records)
    except (ValueError, IndexError, struct.error):
        return None


def _read(book: bytes) -> OldFormats | None:
    codes: dict[int, str] = {}
    styles: list[int] = []
    sheets: dict[str, int] = {}
    hidden = set()
    date1904 = False
    if struct.unpack_from("<H2xH", book) != (_BOF, _BIFF8):
        return None
    for kind, record in _records(book, 0):
        if kind == _PASSWORD:
            return None
        if kind == _FORMAT:
            id, length, wide = struct.unpack_from("<HHB", record)
            codes[id] = _text(record[5:], length, wide)
        elif kind == _STYLE:
            styles.append(struct.unpack_from("<2xH", record)[0])
        elif kind == _SHEET:
            at, state, length, wide = struct.unpack_from("<IBxBB", record)
            name = _text(record[8:], length, wide)
            sheets[name] = at
            hidden |= {name} if state & 3 else set()
        elif kind == _DATES:
            date1904 = record[:1] == b"\x01"
    if len(sheets) > _MOST_SHEETS:
        return None
    shown = [codes.get(id, BUILT_IN.get(id, _GENERAL)) for id in styles]
    found = {name: {at: shown[style] for at, style in _cells(book, start)} for name, start in sheets.items()}
    return OldFormats(found, frozenset(hidden), date1904)


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of the workbook, a sheet or what is common to all; what is drawn on it is passed over."""
    depth = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 0:
            return
        if depth == 1:
            yield kind, book[at + 4 : at + 4 + length]
        at += 4 + length


def _cells(book: bytes, at: int) -> Iterator[tuple[Position, int]]:
    """The cells with numbers, and the index of their style."""
    for kind, record in _records(book, at):
        if kind in (_FORMULA, _NUMBER, _PACKED):
            row, column, style = struct.unpack_from("<HHH", record)
            yield (row + 1, column + 1), style
        elif kind == _MANY_PACKED:
            row, column = struct.unpack_from("<HH", record)
            for index in range((len(record) - 6) // 6):
                yield (row + 1, column + 1 + index), struct.unpack_from("<H", record, 4 + 6 * index)[0]


def _text(characters: bytes, length: int, wide: int) -> str:
    return characters[: 2 * length].decode("utf-16-le") if wide & 1 else characters[:length].decode("latin-1")
