"""Text to numbers and back."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mlmath.tokenizer import CharacterTokenizer


@given(st.text(min_size=1), st.data())
def test_decoding_undoes_encoding(text, data):
    tokenizer = CharacterTokenizer(text)
    other = data.draw(st.text(alphabet=sorted(set(text))))
    assert tokenizer.decode(tokenizer.encode(other)) == other
    ids = tokenizer.encode(text)
    assert ids.shape == (len(text),)
    assert set(ids) == set(range(len(tokenizer)))


def test_numbers_follow_the_alphabet():
    tokenizer = CharacterTokenizer("banana")
    assert tokenizer.characters == "abn"
    np.testing.assert_array_equal(tokenizer.encode("nab"), [2, 0, 1])
    assert tokenizer.decode([1, 0, 2]) == "ban"


def test_nothing_encodes_to_nothing():
    tokenizer = CharacterTokenizer("x")
    assert tokenizer.encode("").shape == (0,)
    assert tokenizer.encode("").dtype == np.int64
    assert tokenizer.decode([]) == ""
