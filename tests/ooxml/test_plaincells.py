"""Taking the plain cells out first changes nothing: the element-by-element reading of all cells is the judge."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ooxml.builders import one_sheet, styles
from ziping.domain.snapshot import Sheet
from ziping.errors import ZipingError
from ziping.ooxml import sheet as reading
from ziping.ooxml.reader import read_bytes

columns = st.sampled_from(["A", "B", "C", "AA"])
references = st.one_of(st.just(""), st.builds(' r="{}{}"'.format, columns, st.integers(0, 4)))
kinds = st.sampled_from(["", ' t="n"', ' t="str"', ' t="b"', ' t="e"', ' t="inlineStr"', ' ph="&gt;"', " t='n'"])
usual, unusual = ("", "<v>1</v>", "<v>0.5</v>", "<v></v>"), ("<v/>", "<v> 1</v>", "<v>&#49;</v>", "<v\n>1</v>")
values = st.sampled_from([*usual, *unusual])

formulas = st.sampled_from(["", "", "<f>A1</f>", "<f>A1&amp;B1</f>", '<f t="array" ref="A1:B2">A1</f>', "<f/>"])
cells = st.builds("<c{}{}{}>{}{}</c>".format, references, st.sampled_from(["", ' s="1"']), kinds, formulas, values)
rows = st.builds("<row>{}</row>".format, st.lists(cells, max_size=4).map("".join))


def read(data: bytes) -> Sheet | None:
    try:
        return read_bytes(data, "x").sheets[0]
    except ZipingError:
        return None


@settings(max_examples=300)
@given(st.lists(rows, max_size=4).map("".join))
def test_both_ways_of_reading_agree(xml: str) -> None:
    data = one_sheet(xml, extra={"xl/styles.xml": styles("0.00")})
    shortened = read(data)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(reading, "split", lambda whole, *_: ([], whole))
        assert shortened == read(data)
