"""The heights of rows whose texts have changed."""

from __future__ import annotations

from collections.abc import Mapping

from ziping.ooxml.layout import Layout
from ziping.ooxml.tags import Splice, spliced, with_attribute, without_attributes

_HEIGHT = (b"ht", b"customHeight")


def with_heights(layout: Layout, heights: Mapping[int, float | None]) -> bytes:
    """The part's bytes with the heights (points) of these rows; None gives a row back to the program that shows it.
    A row that is not there stays away."""
    splices: list[Splice] = []
    for row in layout.rows:
        if row.number in heights:
            height = heights[row.number]
            tag = without_attributes(layout.xml[row.start : row.inner], _HEIGHT)
            if height is not None:
                tag = with_attribute(with_attribute(tag, b"ht", f"{height:g}".encode()), b"customHeight", b"1")
            splices.append((row.start, row.inner, tag))
    return spliced(layout.xml, splices)
