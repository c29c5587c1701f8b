"""Judged from outside, code that attacks its judge gains nothing; honest code passes."""

import numpy as np
import pytest

from coursework.expect import expect
from coursework.ladder import Rung
from coursework.registry import Exercise
from coursework.runner import run
from coursework.runner.codec import decode, encode
from coursework.runner.process import Limits
from tests.coursework.homes import COMMUTE, LESSON, OPEN, learners, notebook

WRONG = [OPEN, "def layer(X, W, b):\n    return 0", "def inverse_2x2(A):\n    return 0"]
ATTACKS = {
    "agreeing numpy": "np.allclose = np.array_equal = lambda *a, **k: True",
    "patched judge": "import coursework.judge, coursework.runner.child as c\n"
    "from coursework.ladder import Rung, Verdict\n"
    "full = lambda l, e, answer: Verdict(l, e.name, Rung.CORRECT, e.points, e.points, ())\n"
    "coursework.judge.judge = full\n"
    "import sys; sys.modules['__main__'].judge = full",
    "forged verdicts": "import gc\nfrom coursework.runner.wire import Wire\n"
    "for w in gc.get_objects():\n    if type(w).__name__ == 'Wire':\n"
    "        for name in ('layer', 'inverse_2x2'):\n"
    "            w.send({'verdict': {'name': name, 'rung': 'CORRECT', 'earned': 99, 'lines': []}})",
    "answer that equals everything": "class Yes(float):\n    __eq__ = lambda s, o: True\n"
    "    __le__ = __lt__ = __sub__ = __rsub__ = __abs__ = lambda s, *o: Yes()\n"
    "layer = inverse_2x2 = lambda *a: Yes()",
    "patched comparison": "import coursework.compare as c, coursework.expectation as e\n"
    "c.close = e.close = lambda *a: True",
}


def outcome(home, cells, *, untrusting=True):
    path = learners(home, notebook(cells))
    return run.check_notebook(path, LESSON, Limits(10, 60), untrusting=untrusting)


@pytest.mark.parametrize("name", ["patched judge", "forged verdicts"])
def test_the_attacks_are_real(home, name):
    assert outcome(home, [*WRONG, ATTACKS[name]], untrusting=False).earned > 0


@pytest.mark.parametrize("name", ATTACKS)
def test_attacks_gain_nothing(home, name):
    found = outcome(home, [*WRONG, ATTACKS[name]])
    assert found.earned == 0, [str(v) for v in found.verdicts]


def test_an_attack_costs_others_nothing(home):
    cells = [OPEN, "def layer(X, W, b):\n    return X @ W.T + b", COMMUTE, *ATTACKS.values()][:-2]
    assert {v.name: v.earned for v in outcome(home, cells).verdicts} == {
        "layer": 2,
        "inverse_2x2": 0,
        "commute": 1,
    }


def judged_alone(monkeypatch, home, judge, code):
    """The verdict on an exercise that exists for one test only."""
    name = judge.__name__
    known = {name: Exercise(name, 1, ("hint",), "Why.", judge)}
    monkeypatch.setattr(run, "exercises", lambda lesson: known)
    meet = f"import sys; sys.modules['__main__'].exercises = lambda lesson: {{{name!r}: None}}"
    (verdict,) = outcome(home, [OPEN, meet, code, f"check({name!r}, {name})"]).verdicts
    return verdict


def test_functions_may_take_functions(home, monkeypatch):
    def slope(answer):
        expect(answer, lambda x: x**2, 3.0).equals(6.0, rtol=1e-4)

    code = "def slope(f, x):\n    return (f(x + 1e-6) - f(x - 1e-6)) / 2e-6"
    assert judged_alone(monkeypatch, home, slope, code).correct


def test_classes_and_their_objects_are_answers(home, monkeypatch):
    def mean(answer):
        model = expect(lambda X: answer(shift=1.0).fit(X).mean_, np.arange(6.0).reshape(3, 2))
        model.equals([3.0, 4.0])

    code = """class mean:
    def __init__(self, shift):
        self.shift = shift
    def fit(self, X):
        self.mean_ = X.mean(axis=0) + self.shift
        return self"""
    assert judged_alone(monkeypatch, home, mean, code).correct


@pytest.mark.parametrize(
    ("body", "rung", "says"),
    [("X *= 2; return X", Rung.ALMOST, "changes its input"),
     ("return X @ X", Rung.RAISES, "inner sizes of a matrix product"),
     ("return undefined", Rung.RAISES, "return undefined"),
     ("raise NotImplementedError", Rung.NOT_ATTEMPTED, "still empty"),
     ("return -2 * X", Rung.ALMOST, "sign is flipped"),
     ("return (X, X)", Rung.SHAPE, "wrong shape"),
     ("return rng", Rung.RAISES, "rng")],
)  # fmt: skip
def test_feedback_is_that_of_the_notebook(home, monkeypatch, body, rung, says):
    def double(answer):
        expect(answer, np.arange(6.0).reshape(2, 3)).equals(2 * np.arange(6.0).reshape(2, 3))

    verdict = judged_alone(monkeypatch, home, double, f"def double(X):\n    {body}")
    assert verdict.rung is rung
    assert says in str(verdict)


VALUES = [
    None, ..., True, 3, -2.5, float("inf"), "text", 1 + 2j, [1, [2.0, "a"]], (1, (2,)), {1, 2},
    {"a": np.arange(3), 2: None}, np.float32(1.5), np.int64(3), np.array("b"), np.array([]),
    np.arange(6, dtype="f4").reshape(2, 3).T, np.array([True, False]), np.array([1j, 2]),
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_values_cross_unchanged(value):
    def refuse(_):
        raise AssertionError

    back = decode(encode(value, refuse), refuse)
    assert type(back) is type(value)
    assert repr(back) == repr(value)
    assert getattr(back, "dtype", None) == getattr(value, "dtype", None)


def test_no_objects_are_made_from_bytes():
    with pytest.raises(ValueError, match="no array of numbers"):
        decode({"array": "", "dtype": "|O", "shape": [0], "scalar": False}, lambda m: m)
