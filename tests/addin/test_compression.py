"""The compression of VBA sources: the examples of its specification, and back again through another's decompressor."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from oletools.olevba import decompress_stream
from xlam.compression import compress

# [MS-OVBA] 3.2.1 and 3.2.3
ONE_WAY_ONLY = [
    (
        b"abcdefghijklmnopqrstuv.",
        "01 19 B0 00 61 62 63 64 65 66 67 68 00 69 6A 6B 6C 6D 6E 6F 70 00 71 72 73 74 75 76 2E",
    ),
    (b"a" * 73, "01 03 B0 02 61 45 00"),
]
# 3.2.2
MATCHES = b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa"
MATCHES_PACKED = bytes.fromhex(
    "01 2F B0 00 23 61 61 61 62 63 64 65 82 66 00 70 61 67 68 69 6A 01 38 08 61 6B 6C 00 30 6D 6E 6F "
    "70 06 71 02 70 04 10 72 73 74 75 76 10 77 78 79 7A 00 3C"
)
CODE = st.lists(
    st.sampled_from(["    If x Then\r\n", "Dim value As Variant\r\n", "' note\r\n", "abc", " "]), max_size=900
)


def restored(data: bytes) -> bytes:
    return bytes(decompress_stream(bytearray(compress(data))))


@pytest.mark.parametrize(("data", "wanted"), ONE_WAY_ONLY, ids=["no match", "one match"])
def test_the_examples_of_the_specification(data: bytes, wanted: str) -> None:
    assert compress(data) == bytes.fromhex(wanted)


def test_its_example_with_equally_long_matches() -> None:
    """Its text takes the nearest of them, its example does not; the rest is the same."""
    ours = compress(MATCHES)
    assert sum(mine != theirs for mine, theirs in zip(ours, MATCHES_PACKED, strict=True)) == 3
    assert restored(MATCHES) == bytes(decompress_stream(bytearray(MATCHES_PACKED))) == MATCHES


@given(st.binary(max_size=3500))
@example(b"")
@example(bytes(range(256)) * 13)
def test_any_bytes_come_back(data: bytes) -> None:
    assert restored(data) == data


@given(CODE)
@example(["x" * 4096])
@example(["x" * 4097])
@example(["ab" * 9000])
def test_code_of_many_chunks_comes_back(lines: list[str]) -> None:
    data = "".join(lines).encode()
    assert restored(data) == data


def test_what_cannot_be_compressed_is_stored_and_comes_back() -> None:
    """A whole chunk of noise grows by its flag bytes, so it is stored as it is."""
    data = random.Random(1).randbytes(4096)
    assert compress(data)[1:3] == bytes.fromhex("FF3F")
    assert restored(data) == data
