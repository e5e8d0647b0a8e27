"""Whatever happens to a file on the way, it is read or refused in a sentence; nothing else comes out."""

from __future__ import annotations

import zlib
from contextlib import suppress
from functools import cache

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ooxml.builders import parts_of, rich_workbook, vba_project, zipped
from ziping.domain.snapshot import CellEdit, Snapshot
from ziping.errors import ZipingError
from ziping.ooxml.patch import patch_workbook
from ziping.ooxml.reader import read_bytes


@cache
def rich() -> bytes:
    return rich_workbook(vba_project())


@cache
def rich_parts() -> dict[str, bytes]:
    return parts_of(rich())


def read_or_refused(data: bytes) -> None:
    with suppress(ZipingError):
        assert isinstance(read_bytes(data, "x.xlsx"), Snapshot)
    with suppress(ZipingError):
        patched = patch_workbook(data, [CellEdit("自评表", 3, 4, "1")])
        assert read_bytes(patched, "x").sheets


shares = st.floats(0, 1, exclude_max=True)
changes = st.lists(st.tuples(shares, st.binary(max_size=4)), min_size=1, max_size=6)


def mutated(data: bytes, edits: list[tuple[float, bytes]]) -> bytes:
    changed = bytearray(data)
    for place, content in edits:
        at = int(place * len(changed))
        changed[at : at + max(1, len(content))] = content
    return bytes(changed)


@settings(max_examples=60)
@given(st.floats(0, 1))
@example(0.0)
def test_truncated_file(share: float) -> None:
    read_or_refused(rich()[: int(share * len(rich()))])


@settings(max_examples=150)
@given(changes)
def test_changed_bytes_of_the_file(edits: list[tuple[float, bytes]]) -> None:
    read_or_refused(mutated(rich(), edits))


PARTS = (
    "xl/worksheets/sheet1.xml",
    "xl/workbook.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/_rels/workbook.xml.rels",
)


@settings(max_examples=300)
@given(st.sampled_from(PARTS), changes)
def test_changed_bytes_of_one_part(part: str, edits: list[tuple[float, bytes]]) -> None:
    """The part is packed anew, so that the check sums hold and the parsers see the damage."""
    read_or_refused(zipped(rich_parts() | {part: mutated(rich_parts()[part], edits)}))


WORDS = (b"", b"0", b"-1", b"999999999999", b"A0", b"shared", b"array", b"A1:B", b"1E999", b"s", b"\xe4\xb8\xad")


@settings(max_examples=300)
@given(st.sampled_from(PARTS), shares, st.sampled_from(WORDS))
def test_changed_attribute_of_one_part(part: str, place: float, word: bytes) -> None:
    """XML that is well-formed but says what no workbook says."""
    pieces = rich_parts()[part].split(b'"')
    at = int(place * ((len(pieces) - 1) // 2)) * 2 + 1
    read_or_refused(zipped(rich_parts() | {part: b'"'.join([*pieces[:at], word, *pieces[at + 1 :]])}))


def test_a_wrong_check_sum_is_damage() -> None:
    data = rich()
    crc = zlib.crc32(rich_parts()["xl/worksheets/sheet1.xml"]).to_bytes(4, "little")
    read_or_refused(data.replace(crc, b"\0\0\0\0"))
