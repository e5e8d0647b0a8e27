"""What holds for every text."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.quantity.cases import meaning, rows

from ziping.domain.quantity import compare, compose, parse_value, print_value, split

COLLECTED = sorted({row["string"] for name in ("value_strings.csv", "table_values.csv") for row in rows(name)})
ALPHABET = (
    "0123456789０９.,，%％‰≥≤><=＝~-至、。()（）/*·×? 每年月日底前第季度万亿千元人次个件率"
    "达到以上内约余不少于超过零一三十半百分之无优良中差是X控制在"
)
UNITS = ("个", "人次", "万件次", "%", "‰", "万元", "元/人·月", "次/季度", "工作日", "公里", "台(套)", "年")
SIGNS = ("", "≥", "≤", "＞", "＜", "=")

texts = st.one_of(st.text(), st.text(alphabet=ALPHABET, max_size=24), st.sampled_from(COLLECTED))
numbers = st.decimals(min_value=0, max_value=10**9, places=2)
values = st.builds(
    lambda sign, number, unit: f"{sign}{number}{unit}", st.sampled_from(SIGNS), numbers, st.sampled_from(UNITS)
)


@given(texts)
def test_every_text_has_a_meaning_and_keeps_its_wording(text: str) -> None:
    quantity = parse_value(text)
    assert quantity.text == text or quantity == parse_value("")


@given(texts, texts, st.sampled_from([None, 2022]))
def test_any_two_texts_can_be_compared(target: str, actual: str, year: int | None) -> None:
    comparison = compare(parse_value(target), parse_value(actual), year=year)
    assert comparison.completion is None or not comparison.problem


@given(texts)
def test_printed_value_reads_as_the_same_value(text: str) -> None:
    quantity = parse_value(text)
    assert meaning(parse_value(print_value(quantity))) == meaning(quantity)


@given(texts)
def test_split_value_composes_to_the_same_number(text: str) -> None:
    parts, quantity = split(text), parse_value(text)
    if parts is None or parts.number is None:
        return
    again = parse_value(compose(parts.sign, parts.number, parts.upper, parts.unit))
    assert (again.number, again.upper, again.unit) == (quantity.number, quantity.upper, quantity.unit)


@given(values, st.data())
def test_spaces_do_not_change_the_value(text: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(text)))
    space = data.draw(st.sampled_from(" \t\n　\u00a0"))
    assert meaning(parse_value(text[:position] + space + text[position:])) == meaning(parse_value(text))


@given(values)
def test_full_width_does_not_change_the_value(text: str) -> None:
    wide = text.translate(str.maketrans("0123456789.%=()/", "０１２３４５６７８９．％＝（）／"))
    assert meaning(parse_value(wide)) == meaning(parse_value(text))


@given(st.sampled_from(SIGNS), numbers, st.sampled_from(UNITS))
def test_thousands_separators_do_not_change_the_value(sign: str, number: Decimal, unit: str) -> None:
    assert meaning(parse_value(f"{sign}{number:,}{unit}")) == meaning(parse_value(f"{sign}{number}{unit}"))


@given(numbers.filter(bool), numbers, numbers, st.sampled_from(UNITS))
def test_more_is_never_worse_for_a_lower_limit(target: Decimal, first: Decimal, second: Decimal, unit: str) -> None:
    less, more = sorted((first, second))
    wanted = parse_value(f"≥{target}{unit}")
    low, high = (compare(wanted, parse_value(f"{number}{unit}")) for number in (less, more))
    assert low.completion is not None
    assert high.completion is not None
    assert low.completion <= high.completion
    assert (low.met, high.met) != (True, False)
