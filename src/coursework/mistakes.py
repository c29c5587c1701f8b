"""The library of named mistakes: what a wrong answer looks like, and what to tell its author.

A `Mistake` recognises an answer by comparing it with a wrong variant of the reference. A check
adds its own with `mistake(says, wrong)`; those in `COMMON` are tried always. A mistake speaks only
if the answer equals the wrong variant and the variant differs from the right one, so a symmetric
matrix never hears of its transpose.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

Same = Callable[[np.ndarray, np.ndarray], bool]


@dataclass(frozen=True)
class Mistake:
    """A sentence for the learner and the wrong variant that it belongs to.

    Parameters
    ----------
    says : str
        Names the mistake and gives advice; never a value of the expected answer.
    variant : callable
        ``variant(reference, args)`` gives the wrong answer.
    pattern : callable or None
        ``pattern(got, reference, same)`` instead, for mistakes that have no single wrong answer.
    """

    says: str
    variant: Callable | None = None
    pattern: Callable | None = None

    def seen(self, got: np.ndarray, reference: np.ndarray, args: tuple, same: Same) -> bool:
        """Whether ``got`` shows this mistake; ``same(a, b)`` compares within tolerance."""
        try:
            with np.errstate(all="ignore"):
                if self.pattern is not None:
                    return bool(self.pattern(got, reference, same))
                wrong = np.asarray(self.variant(reference, args))
                return same(got, wrong) and not same(reference, wrong)
        except (TypeError, ValueError, IndexError, ArithmeticError, np.linalg.LinAlgError):
            return False


def mistake(says: str, wrong: object) -> Mistake:
    """A mistake of one exercise.

    Parameters
    ----------
    says : str
        What the learner did and what to look at.
    wrong : array or callable
        The wrong answer at this input, or a function that computes it from the same arguments.
    """
    if callable(wrong):
        return Mistake(says, lambda reference, args: wrong(*args))
    return Mistake(says, lambda reference, args: wrong)


def listed(mistakes: Sequence[Mistake] | Mapping[str, object]) -> Sequence[Mistake]:
    """Mistakes as a list; a dictionary holds sentences and their wrong answers."""
    if isinstance(mistakes, Mapping):
        return [mistake(says, wrong) for says, wrong in mistakes.items()]
    return mistakes


def _of(transform: Callable) -> Callable:
    return lambda reference, args: transform(reference)


def _proportional(got: np.ndarray, reference: np.ndarray, same: Same) -> bool:
    if got.shape != reference.shape or np.count_nonzero(reference) < 2:
        return False
    c = np.vdot(reference, got) / np.vdot(reference, reference)
    return c != 0 and bool(np.isfinite(c)) and same(got / c, reference)


def _shifted_by_constant(got: np.ndarray, reference: np.ndarray, same: Same) -> bool:
    if got.shape != reference.shape or got.size < 2:
        return False
    return same(got - got.mean() + reference.mean(), reference)


def _only_the_ends(got: np.ndarray, reference: np.ndarray, same: Same) -> bool:
    if got.shape != reference.shape or got.ndim != 1 or got.size < 4:
        return False
    return same(got[1:-1], reference[1:-1])


def _other_order(got: np.ndarray, reference: np.ndarray, same: Same) -> bool:
    if got.shape != reference.shape or got.size < 2 or np.iscomplexobj(got):
        return False
    return same(np.sort(got, axis=None), np.sort(reference, axis=None))


def _not_finite(got: np.ndarray, reference: np.ndarray, same: Same) -> bool:
    return bool(np.isfinite(reference).all() and not np.isfinite(got).all())


SIGN = Mistake(
    "The sign is flipped: every entry is the negative of what it should be.", _of(np.negative)
)
DOUBLE = Mistake(
    "It is too large by a factor of 2. Where does a 2 come from, or where is a 1/2 lost?",
    _of(lambda r: 2 * r),
)
HALF = Mistake(
    "It is too small by a factor of 2. Is a 2 lost, or a 1/2 too many?", _of(lambda r: r / 2)
)
TRANSPOSE = Mistake(
    "It is the transpose of what is asked: rows and columns have changed places.", _of(np.transpose)
)
REVERSED = Mistake(
    "The order is reversed: the entries run from the last to the first.",
    _of(lambda r: r[::-1] if r.ndim else r),
)
NO_ROOT = Mistake(
    "The square root is missing: this is the square of what is asked.", _of(np.square)
)
NO_SQUARE = Mistake("A square is missing: this is the square root of what is asked.", _of(np.sqrt))
ABSOLUTE = Mistake("The absolute value was taken, but the sign matters here.", _of(np.abs))
RECIPROCAL = Mistake(
    "It is the reciprocal, one over what is asked: is a division the wrong way round?",
    _of(lambda r: 1 / r),
)
DEGREES = Mistake("The angle is in degrees; radians are asked.", _of(np.degrees))
RADIANS = Mistake("The angle is in radians; degrees are asked.", _of(np.radians))
BASE_TWO = Mistake(
    "The logarithm has base 2; the natural logarithm is asked.", _of(lambda r: r / np.log(2))
)
BASE_TEN = Mistake(
    "The logarithm has base 10; the natural logarithm is asked.", _of(lambda r: r / np.log(10))
)
NATS_FOR_BITS = Mistake(
    "The natural logarithm was used (nats); base 2 is asked (bits).", _of(lambda r: r * np.log(2))
)
NO_EXP = Mistake("The exponential is missing: this is the logarithm of what is asked.", _of(np.log))
NO_LOG = Mistake("The logarithm is missing: this is the exponential of what is asked.", _of(np.exp))
ONE_TOO_MANY = Mistake("Off by one: it is one too large.", _of(lambda r: r + 1))
ONE_TOO_FEW = Mistake("Off by one: it is one too small.", _of(lambda r: r - 1))
NEXT_INDEX = Mistake(
    "Off by one: every entry sits one place too far along.", _of(lambda r: np.roll(r, 1, 0))
)
PREVIOUS_INDEX = Mistake(
    "Off by one: every entry sits one place too early.", _of(lambda r: np.roll(r, -1, 0))
)
TRUNCATED = Mistake(
    "The decimals are cut off: is an array of integers, int() or // in the way?", _of(np.trunc)
)
ROUNDED = Mistake(
    "The result is rounded; return it with all its digits.", _of(lambda r: np.round(r, 2))
)
COMPLEMENT = Mistake("It is the complement, one minus what is asked.", _of(lambda r: 1 - r))
CONJUGATE = Mistake("It is the complex conjugate of what is asked.", _of(np.conj))
NEGATED = Mistake(
    "True and False have changed places.", _of(lambda r: ~r if r.dtype == bool else r)
)
ZEROS = Mistake("Every entry is zero: is the result ever filled in?", _of(np.zeros_like))
FACTOR = Mistake(
    "It is right up to a constant factor: what should it be divided by?", pattern=_proportional
)
CONSTANT = Mistake(
    "It is right up to a constant added to every entry.", pattern=_shifted_by_constant
)
ENDS = Mistake(
    "Only the first or last entry is wrong: look at where the loop starts and ends.",
    pattern=_only_the_ends,
)
ORDER = Mistake("These are the right entries in the wrong order or place.", pattern=_other_order)
NO_MAX_SHIFT = Mistake(
    "It overflows for large inputs: subtract the maximum before the exponential.",
    pattern=_not_finite,
)

COMMON = (
    SIGN, DOUBLE, HALF, TRANSPOSE, REVERSED, NO_ROOT, NO_SQUARE, ABSOLUTE, RECIPROCAL, NEGATED,
    ZEROS, TRUNCATED, ROUNDED, CONJUGATE, FACTOR, CONSTANT, ENDS, ORDER,
)  # fmt: skip


def n_for_n_minus_1(n: int) -> Mistake:
    """Divided by n where n-1 is asked (sample variance, covariance)."""
    return Mistake(
        "It is divided by n; the sample version divides by n - 1.", _of(lambda r: r * (n - 1) / n)
    )


def n_minus_1_for_n(n: int) -> Mistake:
    """Divided by n-1 where n is asked."""
    return Mistake(
        "It is divided by n - 1; here it is divided by n.", _of(lambda r: r * n / (n - 1))
    )


def sum_for_mean(n: int) -> Mistake:
    """The sum over n items where their mean is asked."""
    return Mistake(
        "It is the sum; the mean is asked: divide by how many there are.", _of(lambda r: r * n)
    )


def mean_for_sum(n: int) -> Mistake:
    """The mean over n items where their sum is asked."""
    return Mistake("It is the mean; the sum is asked.", _of(lambda r: r / n))


def wrong_axis(wrong: object) -> Mistake:
    """Reduced along the other axis: give the value (or function) along that axis."""
    return mistake("It runs along the wrong axis: look at which index is summed over.", wrong)


def rows_for_columns(wrong: object) -> Mistake:
    """Rows taken where columns are meant: give the value (or function) with rows."""
    return mistake("Rows were taken for columns, or columns for rows.", wrong)


def inverse_for_transpose(wrong: object) -> Mistake:
    """The inverse used for the transpose: give the value (or function) with the inverse."""
    return mistake("The inverse was used where the transpose is meant.", wrong)


def transpose_for_inverse(wrong: object) -> Mistake:
    """The transpose used for the inverse: give the value (or function) with the transpose."""
    return mistake(
        "The transpose was used where the inverse is meant; they agree only for rotations.", wrong
    )


def elementwise_for_matrix_product(wrong: object) -> Mistake:
    """``*`` for ``@``: give the value (or function) with the element-wise product."""
    return mistake("The product is element by element (`*`); the matrix product is `@`.", wrong)


def wrong_order(wrong: object) -> Mistake:
    """Factors swapped: give the value (or function) with the other order."""
    return mistake("The factors stand in the wrong order: matrices do not commute.", wrong)
