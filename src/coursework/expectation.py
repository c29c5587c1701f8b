"""What is expected of one result: the rungs of the ladder between "raises" and "correct"."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from coursework.calling import describe, explain, quietly
from coursework.compare import align, close, errors, to_array, tolerance
from coursework.ladder import Miss, Rung
from coursework.mistakes import COMMON, Mistake, listed

_UNSET = object()


class Expectation:
    """What is expected of one result; every method returns self or raises `Miss`."""

    def __init__(self, get: Callable[[], object], args: tuple, at: str, name: str = ""):
        self._get, self._args, self._at, self._result = get, args, at, _UNSET
        self._it = name or "the result"

    @property
    def value(self) -> object:
        """The plain result."""
        if self._result is _UNSET:
            self._result = self._get()
        return self._result

    def _miss(self, rung: Rung, says: str) -> Miss:
        return Miss(rung, says[0].upper() + says[1:], self._at, self._args)

    def _array(self, kind: str) -> np.ndarray:
        value = self.value
        if value is None:
            raise self._miss(Rung.TYPE, f"{self._it} is None: is a return missing?")
        try:
            got = to_array(value)
        except (TypeError, ValueError, RuntimeError):
            says = f"{self._it} is {describe(value)}; {_KINDS[kind]} expected."
            raise self._miss(Rung.TYPE, says) from None
        if (got.dtype.kind == "U") != (kind == "U"):
            raise self._miss(
                Rung.TYPE, f"{self._it} is {describe(value)}; {_KINDS[kind]} expected."
            )
        return got

    def returns(
        self,
        shape: Sequence[int | None] | None = None,
        *,
        low: float = -np.inf,
        high: float = np.inf,
        finite: bool = True,
    ) -> "Expectation":
        """Numbers of this shape (None: any length), finite and between ``low`` and ``high``."""
        got = self._array("f")
        if shape is not None and not _fits(got.shape, shape):
            raise self._miss(Rung.SHAPE, self._shapes(got.shape, tuple(shape)))
        if finite and not np.isfinite(got).all():
            raise self._miss(Rung.RANGE, self._it + _NOT_FINITE)
        if got.dtype.kind != "c" and got.size and (got.min() < low or got.max() > high):
            says = (
                f"{self._it} leaves the range from {low:g} to {high:g}, which is impossible here."
            )
            raise self._miss(Rung.RANGE, says)
        return self

    def _shapes(self, got: tuple, wanted: tuple) -> str:
        names = {(): "a single number"}
        have, want = (names.get(s, f"shape {s}".replace("None", "any")) for s in (got, wanted))
        return f"{self._it} has the wrong shape: {have}, but {want} is asked."

    def equals(
        self,
        reference: object,
        mistakes: Sequence[Mistake] | Mapping[str, object] = (),
        *,
        condition: float = 1.0,
        rtol: float | None = None,
        atol: float = 0.0,
        up_to: Sequence[str] = (),
    ) -> "Expectation":
        """Equal to the reference within tolerance, up to the freedoms named in ``up_to``.

        ``mistakes`` is a list, or a dictionary from sentences to wrong answers at this input.
        """
        if isinstance(reference, tuple):
            options = {"condition": condition, "rtol": rtol, "atol": atol, "up_to": up_to}
            return self._each(reference, mistakes, options)
        want = to_array(reference)
        got = self._array(want.dtype.kind)
        up_to = (up_to,) if isinstance(up_to, str) else up_to
        limit = tolerance(got, condition) if rtol is None else rtol

        def same(a: np.ndarray, b: np.ndarray) -> bool:
            return close(align(np.asarray(a), np.asarray(b), up_to), np.asarray(b), limit, atol)

        if same(got, want):
            return self
        for known in (*listed(mistakes), *COMMON):
            if known.seen(got, want, self._args, same):
                raise self._miss(Rung.ALMOST, known.says)
        raise self._wrong_here(align(got, want, up_to), want, limit, atol)

    def _wrong_here(self, got: np.ndarray, want: np.ndarray, rtol: float, atol: float) -> Miss:
        if got.shape != want.shape:
            says = self._shapes(got.shape, want.shape)
            if got.size == want.size and close(got.ravel(), want.ravel(), rtol, atol):
                says = "The entries are right, but " + says
            return self._miss(Rung.SHAPE, says)
        if got.dtype.kind in "fc" and not np.isfinite(got).all() and np.isfinite(want).all():
            return self._miss(Rung.RANGE, self._it + _NOT_FINITE)
        if want.ndim == 0 and {got.dtype.kind, want.dtype.kind} <= set("fiu"):
            return self._miss(
                Rung.WRONG, f"{self._it} is too {'large' if got > want else 'small'}."
            )
        if want.ndim == 0:
            return self._miss(Rung.WRONG, f"{self._it} is not right.")
        wrong = errors(got, want, rtol, atol)
        first = ", ".join(str(int(i)) for i in np.argwhere(wrong)[0])
        says = f"{self._it}: {wrong.sum()} of {want.size} entries are wrong, first at [{first}]."
        return self._miss(Rung.WRONG, says)

    def _each(self, references: tuple, mistakes: object, options: dict) -> "Expectation":
        value = self.value
        if not isinstance(value, (tuple, list)) or len(value) != len(references):
            says = f"{len(references)} values are to be returned, separated by commas; this is "
            raise self._miss(
                Rung.TYPE, says + (describe(value) if value is not None else "None") + "."
            )
        for i, (item, reference) in enumerate(zip(value, references, strict=True)):
            name = f"value {i + 1} of {len(references)}"
            one = Expectation(lambda item=item: item, self._args, self._at, name)
            one.equals(reference, mistakes, **options)
        return self

    def satisfies(self, test: Callable[[object], object], says: str) -> "Expectation":
        """A defining property of the result; ``says`` tells the learner which one is missing."""
        if not quietly(test, self.value):
            raise self._miss(Rung.ALMOST, says)
        return self

    def chooses(self, right: str, because: dict[str, str]) -> "Expectation":
        """One of several letters or words; ``because`` says of each wrong one why it is wrong."""
        options = [str(o).lower() for o in sorted([right, *because], key=str)]
        choice = str(self.value).strip().strip("()").lower()
        if choice not in options:
            raise self._miss(Rung.TYPE, f"Choose one of {', '.join(options)} (as text).")
        if choice != str(right).lower():
            why = {str(k).lower(): v for k, v in because.items()}[choice]
            raise self._miss(Rung.WRONG, why)
        return self

    def raises(self, error: type[Exception], because: str) -> "Expectation":
        """The function must refuse this input with ``error``; ``because`` says why."""
        try:
            self._result = self._get()
        except Miss as miss:
            if miss.rung is not Rung.RAISES:
                raise
            return self._refusal(miss, error, because)
        says = f"this input must be refused with {error.__name__}: {because}."
        raise self._miss(Rung.ALMOST, says)

    def _refusal(self, miss: Miss, error: type[Exception], because: str) -> "Expectation":
        if isinstance(miss.__context__, error) or error.__name__ in getattr(
            miss.__context__, "mro", ()
        ):
            return self
        says = f"this input must be refused with {error.__name__} ({because}); it gives "
        raise self._miss(Rung.ALMOST, says + explain(miss.__context__))


_NOT_FINITE = " holds inf or nan: a division by zero, an overflow?"
_KINDS = {"U": "text is", "b": "True or False is"} | dict.fromkeys(
    "fciu", "a number or an array is"
)


def _fits(got: tuple, wanted: Sequence[int | None]) -> bool:
    return len(got) == len(wanted) and all(
        w is None or g == w for g, w in zip(got, wanted, strict=True)
    )
