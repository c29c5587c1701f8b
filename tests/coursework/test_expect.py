"""The ladder, rung by rung; and never the expected answer."""

import numpy as np
import pytest

from coursework.calling import show
from coursework.expect import expect, fail, given, part, seeds, trials
from coursework.judge import judge
from coursework.ladder import Miss, Rung
from coursework.mistakes import SIGN, mistake
from coursework.registry import Exercise

X = np.array([[1.5, 2.0, -3.0], [4.0, 0.25, 6.0]])
SECRET = X.sum(axis=1)


def verdict(check, answer, points=2):
    return judge("1-linear-algebra/sample", Exercise("f", points, ("hint",), "Why.", check), answer)


def row_sums(answer):
    wrong = mistake("You summed the columns.", lambda X: X.sum(axis=0))
    expect(answer, X).equals(SECRET, mistakes=[wrong])


def in_place(X):
    X *= 0
    return SECRET


def recursion(X):
    return recursion(X)


RUNGS = [
    (None, Rung.NOT_ATTEMPTED, "no answer yet"),
    (..., Rung.NOT_ATTEMPTED, "no answer yet"),
    (3.5, Rung.TYPE, "A function is expected, but this is a float"),
    ([1, 2], Rung.TYPE, "a list of length 2"),
    (lambda X: X.nothing, Rung.RAISES, "AttributeError: an object has no such attribute"),
    (lambda X: X @ X, Rung.RAISES, "inner sizes of a matrix product do not fit"),
    (lambda X: X + X[:, 0], Rung.RAISES, "cannot be combined entry by entry"),
    (lambda: 3, Rung.RAISES, "takes other arguments"),
    (lambda X: 1 / 0, Rung.RAISES, "divided by zero"),
    (lambda X: X[7], Rung.RAISES, "outside its array"),
    (lambda X: 1 if X else 2, Rung.RAISES, "one True or False is needed"),
    (recursion, Rung.RAISES, "calls itself without end"),
    (lambda X: None, Rung.TYPE, "is a return missing?"),
    (lambda X: "text", Rung.TYPE, "a str of length 4; a number or an array is expected"),
    (lambda X: [1, [2, 3]], Rung.TYPE, "a list of length 2"),
    (lambda X: (i for i in X), Rung.TYPE, "a generator"),
    (lambda X: 1.0, Rung.SHAPE, "a single number, but shape (2,) is asked"),
    (lambda X: X.sum(axis=1, keepdims=True), Rung.SHAPE, "entries are right, but the result has"),
    (lambda X: X, Rung.SHAPE, "shape (2, 3), but shape (2,) is asked"),
    (lambda X: X.sum(axis=0), Rung.ALMOST, "You summed the columns."),
    (lambda X: -X.sum(axis=1), Rung.ALMOST, "sign is flipped"),
    (lambda X: X.mean(axis=1), Rung.ALMOST, "constant factor"),
    (in_place, Rung.ALMOST, "changes its input"),
    (lambda X: X.sum(axis=1) / 0, Rung.RANGE, "inf or nan"),
    (lambda X: [0.5, 99.0], Rung.WRONG, "1 of 2 entries are wrong, first at [1]"),
    (lambda X: X.sum(axis=1), Rung.CORRECT, "Notice: Why."),
    (lambda X: X.sum(axis=1).tolist(), Rung.CORRECT, "Notice: Why."),
    (lambda X: X.sum(axis=1, dtype="f4"), Rung.CORRECT, "Notice: Why."),
    (lambda X: X.sum(axis=1) + 0j, Rung.CORRECT, "Notice: Why."),
]


@pytest.mark.parametrize(("answer", "rung", "says"), RUNGS, ids=range(len(RUNGS)))
def test_rungs(answer, rung, says):
    found = verdict(row_sums, answer)
    assert (found.rung, found.earned) == (rung, 2 if rung is Rung.CORRECT else 0)
    assert says in str(found)
    assert 2 <= len(str(found).splitlines()) <= 6
    assert "10.25" not in str(found)


def not_written(X):
    raise NotImplementedError("your code here")


def test_an_empty_function_is_not_attempted():
    assert verdict(row_sums, not_written).rung is Rung.NOT_ATTEMPTED


def test_the_learners_line_is_named():
    def broken(X):
        y = X * 2
        return y.undefined_thing

    assert "return y.undefined_thing" in str(verdict(row_sums, broken))


def test_an_interrupt_reaches_the_learner():
    def interrupted(X):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        verdict(row_sums, interrupted)


def test_prints_and_warnings_are_swallowed(capsys):
    def noisy(X):
        print("here")
        np.float64(1) / np.float64(0)
        return X.sum(axis=1)

    assert verdict(row_sums, noisy).correct
    assert capsys.readouterr().out == ""


def test_the_input_is_shown_by_name_and_large_arrays_by_shape():
    assert "At X = [[1.5" in str(verdict(row_sums, lambda X: X[0]))

    def large(answer):
        expect(answer, np.ones((30, 40)), scale=2.0).equals(0)

    assert "At A = an array of shape (30, 40), scale = 2.0" in str(
        verdict(large, lambda A, scale: 1)
    )


def test_tiny_numbers_are_not_shown_as_zeros():
    assert show(np.array([1e-12, -2.5e-13])) == "[1.0e-12, -2.5e-13]"
    assert show(np.array([1.0, 1e-17])) == "[1., 0.]"
    assert show(np.zeros(2)) == "[0., 0.]"


def test_special_values_change_nothing_in_the_author_s_arrays():
    before = X.copy()
    verdict(row_sums, in_place)
    assert np.array_equal(X, before)


@pytest.mark.parametrize(
    ("got", "says"),
    [(lambda: (1.0, 2.0), "values are to be returned"), (lambda: 1.0, "values are to be returned"),
     (lambda: None, "this is None"), (lambda: (1.0, X, -3.0), "Value 2 of 3 has the wrong shape"),
     (lambda: (1.0, X[0], -3.0), "sign is flipped")],
)  # fmt: skip
def test_several_values(got, says):
    def check(answer):
        expect(answer).equals((1.0, X[0], 3.0))

    assert says in str(verdict(check, got))
    assert verdict(check, lambda: [1.0, X[0], 3.0]).correct


@pytest.mark.parametrize(
    ("answer", "rung"),
    [([[0.5, 0.5]], Rung.SHAPE), ([0.5, 0.6], Rung.ALMOST), ([1.5, -0.5], Rung.RANGE),
     ([0.5, np.nan], Rung.RANGE), ([0.25, 0.75], Rung.CORRECT), (["a", "b"], Rung.TYPE)],
)  # fmt: skip
def test_properties_of_a_value(answer, rung):
    def check(answer):
        one = given(answer).returns(shape=(None,), low=0, high=1)
        one.satisfies(lambda p: abs(np.sum(p) - 1) < 1e-9, "The probabilities do not add up to 1.")

    assert verdict(check, answer).rung is rung


def test_a_function_in_place_of_a_value():
    found = verdict(lambda answer: given(answer).equals(3), lambda: 3)
    assert found.rung is Rung.TYPE
    assert "call it first" in str(found)


@pytest.mark.parametrize(("got", "says"), [(2.0, "too small"), (4.5, "too large"), (-3.0, "sign")])
def test_a_wrong_number_is_too_large_or_too_small(got, says):
    assert says in str(verdict(lambda answer: given(answer).equals(3.0), got))


@pytest.mark.parametrize(
    ("answer", "rung", "says"),
    [("b", Rung.CORRECT, "Why."), (" (B) ", Rung.CORRECT, ""), ("a", Rung.WRONG, "not a"),
     ("z", Rung.TYPE, "one of a, b, c"), (3, Rung.TYPE, "one of"), (..., Rung.NOT_ATTEMPTED, "")],
)  # fmt: skip
def test_choices(answer, rung, says):
    def check(answer):
        given(answer).chooses("b", {"a": "It is not a.", "c": "It is not c."})

    found = verdict(check, answer)
    assert found.rung is rung
    assert says in str(found)


def returns(x):
    return 3


def raises_value_error(x):
    raise ValueError("no")


def raises_key_error(x):
    raise KeyError("no")


@pytest.mark.parametrize(
    ("answer", "rung", "says"),
    [(raises_value_error, Rung.CORRECT, ""), (returns, Rung.ALMOST, "with ValueError: x < 0"),
     (raises_key_error, Rung.ALMOST, "it gives KeyError"), (not_written, Rung.NOT_ATTEMPTED, "")],
)  # fmt: skip
def test_refusals(answer, rung, says):
    found = verdict(lambda answer: expect(answer, -1).raises(ValueError, "x < 0"), answer)
    assert found.rung is rung
    assert says in str(found)


def in_parts(answer):
    with part(2, "small"):
        expect(answer, 1.0).equals(3.0)
    with part(1, "large"):
        expect(answer, 100.0).equals(102.0, mistakes=[SIGN])
    with part(4, "negative"):
        expect(answer, -5.0).equals(-3.0)


@pytest.mark.parametrize(
    ("answer", "earned", "rung", "says"),
    [(lambda x: x + 2, 7, Rung.CORRECT, "Notice"), (lambda x: 3.0, 2, Rung.PARTLY, "Part “large”"),
     (lambda x: abs(x) + 2, 3, Rung.PARTLY, "Part “negative”"),
     (not_written, 0, Rung.NOT_ATTEMPTED, ""),
     (lambda x: 0.5, 0, Rung.WRONG, "Part “small”")],
)  # fmt: skip
def test_parts_are_judged_each_on_its_own(answer, earned, rung, says):
    found = verdict(in_parts, answer, points=7)
    assert (found.earned, found.rung) == (earned, rung)
    assert says in str(found)
    assert len(str(found).splitlines()) <= 6


def test_a_check_that_trips_is_told_from_a_wrong_answer():
    found = verdict(lambda answer: answer.missing, 3)
    assert found.rung is Rung.UNJUDGED
    assert found.earned == 0


def test_fail_says_what_the_check_saw():
    def check(answer):
        if given(answer).value == 7:
            fail("You counted the edges, not the corners.")

    assert "counted the edges" in str(verdict(check, 7))
    assert verdict(check, 8).correct


def test_trials_are_fresh_unless_seeded():
    def draw():
        return [rng.normal() for rng in trials(3)]

    assert len(set(draw() + draw())) == 6
    token = seeds.set(5)
    assert draw() == draw()
    seeds.reset(token)


def test_a_wrong_author_s_freedom_is_an_error_of_the_check():
    with pytest.raises(ValueError, match="unknown freedom"):
        given([1.0]).equals([1.0], up_to="color")


def test_eigenvectors_of_any_sign_pass():
    w, V = np.linalg.eigh(X @ X.T)

    def check(answer):
        expect(answer, X @ X.T).equals((w, V), up_to=("sign",))

    assert not verdict(check, lambda A: (w, V * [1, 2])).correct
    with pytest.raises(Miss, match="Value 2"):
        expect(lambda A: (w, V[:, ::-1] + 0.1), X).equals((w, V), up_to=("sign",))


def test_mistakes_may_be_a_dictionary():
    slips = {"You summed the columns.": lambda X: X.sum(axis=0), "You took the first.": X[:, 0]}
    found = verdict(lambda answer: expect(answer, X).equals(SECRET, slips), lambda X: X[:, 0])
    assert "You took the first." in str(found)


def test_a_class_is_an_answer():
    class Counter:
        def __init__(self, start=0):
            self.n = start

        def add(self):
            self.n += 1
            return self

    def check(answer):
        expect(lambda start: answer(start=start).add().add().n, 5).equals(7)

    assert verdict(check, Counter).correct
    assert verdict(check, 3).rung is Rung.RAISES
