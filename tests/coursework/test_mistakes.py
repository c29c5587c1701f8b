"""Every mistake of the library is recognised, and never seen in a right answer."""

import numpy as np
import pytest

from coursework import mistakes as m
from coursework.compare import close


def same(a, b):
    return close(np.asarray(a), np.asarray(b), 1e-9)


def vector(seed):
    return np.random.default_rng(seed).uniform(0.1, 0.9, 5)


def bits(x):
    return x < 0.5


LIBRARY = {name: v for name, v in vars(m).items() if isinstance(v, m.Mistake)}
EXAMPLES = {
    "SIGN": lambda r: -r,
    "DOUBLE": lambda r: r + r,
    "HALF": lambda r: 0.5 * r,
    "REVERSED": lambda r: np.array(list(reversed(r))),
    "NO_ROOT": lambda r: r**2,
    "NO_SQUARE": lambda r: r**0.5,
    "RECIPROCAL": lambda r: r**-1.0,
    "DEGREES": lambda r: 180 * r / np.pi,
    "RADIANS": lambda r: np.pi * r / 180,
    "BASE_TWO": lambda r: np.log2(np.exp(r)),
    "BASE_TEN": lambda r: np.log10(np.exp(r)),
    "NATS_FOR_BITS": lambda r: np.log(2**r),
    "NO_EXP": np.log,
    "NO_LOG": np.exp,
    "ONE_TOO_MANY": lambda r: r + 1,
    "ONE_TOO_FEW": lambda r: r - 1,
    "NEXT_INDEX": lambda r: np.array([r[-1], *r[:-1]]),
    "PREVIOUS_INDEX": lambda r: np.array([*r[1:], r[0]]),
    "ROUNDED": lambda r: np.array([float(f"{x:.2f}") for x in r]),
    "COMPLEMENT": lambda r: 1 - r,
    "ZEROS": lambda r: [0.0] * 5,
    "FACTOR": lambda r: 7.3 * r,
    "CONSTANT": lambda r: r - 0.123,
    "ENDS": lambda r: np.array([*r[:-1], 5.0]),
    "ORDER": lambda r: r[[2, 0, 1, 4, 3]],
    "NO_MAX_SHIFT": lambda r: np.array([np.nan, *r[1:]]),
}
OF_OTHER_VALUES = {
    "TRANSPOSE": (lambda r: np.outer(r, r + r[::-1] ** 2), np.transpose),
    "ABSOLUTE": (lambda r: r - 0.5, np.abs),
    "TRUNCATED": (lambda r: 10 * r, lambda r: r.astype(int)),
    "CONJUGATE": (lambda r: r + 1j * r[::-1], np.conj),
    "NEGATED": (bits, lambda r: ~r),
}


def test_the_whole_library_has_an_example():
    assert set(EXAMPLES) | set(OF_OTHER_VALUES) == set(LIBRARY)


@pytest.mark.parametrize("name", LIBRARY)
@pytest.mark.parametrize("seed", range(3))
def test_each_mistake_is_recognised(name, seed):
    make, wrong = OF_OTHER_VALUES.get(name) or (lambda r: r, EXAMPLES[name])
    reference = make(vector(seed))
    got = np.asarray(wrong(reference))
    assert LIBRARY[name].seen(got, reference, (), same)


@pytest.mark.parametrize("name", [n for n, one in LIBRARY.items() if one.variant])
@pytest.mark.parametrize(
    "reference",
    [np.array(0.0), np.array(3.0), np.zeros(4), np.ones((3, 3)), np.eye(4), np.array([]),
     np.array([1, 2, 3]), np.array([True, False]), np.array("b"), np.array([np.inf, 1.0, 2, 3])],
    ids=str,
)  # fmt: skip
def test_a_right_answer_shows_no_mistake(name, reference):
    assert not LIBRARY[name].seen(reference.copy(), reference, (), same)


@pytest.mark.parametrize(
    ("one", "wrong", "right"),
    [(m.n_for_n_minus_1(5), np.var, lambda x: np.var(x, ddof=1)),
     (m.n_minus_1_for_n(5), lambda x: np.var(x, ddof=1), np.var),
     (m.sum_for_mean(5), np.sum, np.mean),
     (m.mean_for_sum(5), np.mean, np.sum)],
)  # fmt: skip
def test_counts(one, wrong, right):
    x = vector(1)
    assert one.seen(np.asarray(wrong(x)), np.asarray(right(x)), (x,), same)
    assert not one.seen(np.asarray(right(x)), np.asarray(right(x)), (x,), same)


@pytest.mark.parametrize(
    "build",
    [m.wrong_axis, m.rows_for_columns, m.inverse_for_transpose, m.transpose_for_inverse,
     m.elementwise_for_matrix_product, m.wrong_order],
)  # fmt: skip
def test_mistakes_that_need_a_wrong_value(build):
    A = np.arange(6.0).reshape(2, 3) + np.eye(2, 3)
    for wrong in (A.sum(axis=0), lambda A: A.sum(axis=0)):
        assert build(wrong).seen(A.sum(axis=0), A.sum(axis=1), (A,), same)
        assert not build(wrong).seen(A.sum(axis=1), A.sum(axis=1), (A,), same)


@pytest.mark.parametrize("reference", [np.array([3, 1, 2]), np.array([0.5, 2.0]), np.array(4)])
def test_zeros_are_no_negated_numbers(reference):
    zeros = np.zeros_like(reference)
    assert not m.NEGATED.seen(zeros, reference, (), same)
    assert m.ZEROS.seen(zeros, reference, (), same)
    assert m.NEGATED.seen(zeros > 0, reference > 0, (), same)


def test_a_wrong_variant_that_fails_is_no_mistake():
    def impossible(A):
        raise np.linalg.LinAlgError("singular")

    assert not m.mistake("never", impossible).seen(np.ones(2), np.zeros(2), (np.eye(2),), same)


def test_no_sentence_ends_without_its_point():
    says = [one.says for one in LIBRARY.values()]
    assert all(text[-1] in ".?" and text[0].isupper() and len(text) < 110 for text in says)
    assert len(set(says)) == len(says)
