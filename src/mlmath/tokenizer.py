"""Tokenizers: text to numbers and back, without loss."""

import numpy as np


class CharacterTokenizer:
    """One token per character, numbered in the order of Unicode.

    Parameters
    ----------
    text : str
        Its distinct characters become the vocabulary.

    Attributes
    ----------
    characters : str
        Token i stands for ``characters[i]``.

    Raises
    ------
    ValueError
        If the text is not a string, or is empty.
    """

    def __init__(self, text):
        if not isinstance(text, str) or not text:
            raise ValueError(f"the vocabulary comes from a text of at least one character, "
                             f"not from {text!r}")  # fmt: skip
        self.characters = "".join(sorted(set(text)))
        self._number = {c: i for i, c in enumerate(self.characters)}

    def __len__(self):
        """Return the size of the vocabulary."""
        return len(self.characters)

    def encode(self, text):
        """Turn a string into token numbers.

        Parameters
        ----------
        text : str

        Returns
        -------
        ndarray of int, shape (T,)

        Raises
        ------
        ValueError
            If a character is not in the vocabulary.
        """
        try:
            return np.array([self._number[c] for c in text], dtype=np.int64)
        except KeyError as error:
            raise ValueError(
                f"the character {error.args[0]!r} is not in the vocabulary: build the tokenizer "
                "from a text that holds it"
            ) from None

    def decode(self, ids):
        """Turn token numbers into a string.

        Parameters
        ----------
        ids : array_like of int, shape (T,)

        Returns
        -------
        str

        Raises
        ------
        ValueError
            If `ids` is not a list of whole numbers from 0 to the size of the vocabulary less 1.
        """
        ids = np.asarray(ids)
        if ids.size and (ids.ndim != 1 or ids.dtype.kind not in "iu"):
            raise ValueError(f"ids must be a list of whole numbers, not {ids.dtype} {ids.shape}")
        if ids.size and not (ids.min() >= 0 and ids.max() < len(self)):
            raise ValueError(
                f"tokens run from 0 to {len(self) - 1}, but ids hold {ids.min()} to {ids.max()}"
            )
        return "".join(self.characters[i] for i in ids)
