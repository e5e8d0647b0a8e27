"""Every word for a sign is read as that sign, in front of a number and in front of a verb."""

from __future__ import annotations

import pytest

from ziping.domain.quantity.grammar import parse_value
from ziping.domain.quantity.normalize import _SIGN_OF


@pytest.mark.parametrize("word", _SIGN_OF)
def test_a_word_is_its_sign(word: str) -> None:
    value = parse_value(f"{word}5次")
    assert (value.operator, value.number, value.unit) == (_SIGN_OF[word], 5, "次")


@pytest.mark.parametrize("word", ["至少", "最少", "不得少于", "不少于", "不超过", "至多", "最多"])
def test_a_word_before_the_verb_too(word: str) -> None:
    assert parse_value(f"{word}开展3次").operator == _SIGN_OF[word]
