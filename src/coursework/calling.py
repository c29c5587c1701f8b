"""Call a learner's function safely: on copies, in silence, every failure turned into a sentence."""

import contextlib
import copy
import inspect
import io
import linecache
import sysconfig
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np

from coursework.ladder import Miss, Rung

_PLACES = ("stdlib", "purelib", "platlib")
_NOT_THEIRS = (str(Path(__file__).parents[1]), *map(sysconfig.get_path, _PLACES), "<frozen")
_PLAIN_WORDS = {
    "ZeroDivisionError": "something is divided by zero",
    "IndexError": "an index points outside its array or list",
    "KeyError": "a dictionary has no such key",
    "NameError": "a name is used that is not defined (typing error, missing import?)",
    "UnboundLocalError": "a variable is used before it has a value",
    "AttributeError": "an object has no such attribute or method",
    "RecursionError": "the function calls itself without end",
    "MemoryError": "it asks for more memory than there is",
    "AssertionError": "an assert of yours fails",
    "LinAlgError": "NumPy's linear algebra refuses the matrix",
    "SystemExit": "it calls exit(); return a value instead",
}
_SIGNS = {
    "mismatch in its core dimension": "the inner sizes of a matrix product do not fit",
    "could not be broadcast together": "arrays of these shapes cannot be combined entry by entry",
    "not aligned": "the inner sizes of a product do not fit",
    "ambiguous. Use a.any()": "an array stands where one True or False is needed (if, while, and)",
    "positional argument": "the function takes other arguments than the exercise asks for",
    "unexpected keyword": "the function takes other arguments than the exercise asks for",
}
CHANGES_INPUT = "The function changes its input. Work on a copy: a caller still needs the original."


def explain(error: BaseException) -> str:
    """One sentence on an exception: its kind, its text, in plain words, and the line."""
    kind = getattr(error, "kind", type(error).__name__)
    text = " ".join(str(error).split())[:200]
    says = f"{kind}: {text}" if text else kind
    plain = [words for sign, words in _SIGNS.items() if sign in text] or [_PLAIN_WORDS.get(kind)]
    if plain[0]:
        says = f"{kind}: {plain[0]}" + (f" ({text})" if text and kind in _PLAIN_WORDS else "")
    return says + where(error) + "."


def where(error: BaseException) -> str:
    """The learner's line: the last frame that belongs to no installed package."""
    if hasattr(error, "where"):
        return error.where
    frames = traceback.extract_tb(error.__traceback__)
    theirs = [f for f in frames if not f.filename.startswith(_NOT_THEIRS)]
    if not theirs:
        return ""
    line = linecache.getline(theirs[-1].filename, theirs[-1].lineno).strip()
    return f", in line {theirs[-1].lineno}" + (f": {line[:80]}" if line else "")


def call(answer: object, args: tuple, kwargs: dict) -> object:
    """The answer's result on copies of the arguments.

    Raises
    ------
    Miss
        If there is no function, it is not written yet, it raises, or it changes its input.
    """
    if answer is None or answer is ...:
        raise Miss(Rung.NOT_ATTEMPTED, "There is no function yet: write it and run its cell.")
    if not callable(answer):
        says = f"A function is expected, but this is {describe(answer)}: pass its name without ()."
        raise Miss(Rung.TYPE, says)
    at = show_input(answer, args, kwargs)
    sent, kept = copy.deepcopy((args, kwargs)), copy.deepcopy((args, kwargs))
    try:
        result = quietly(answer, *sent[0], **sent[1])
    except NotImplementedError:
        raise Miss(Rung.NOT_ATTEMPTED, "The function is still empty: write its body.") from None
    except Miss:
        raise
    except (Exception, SystemExit) as error:
        raise Miss(Rung.RAISES, explain(error), at, args) from None
    if not unchanged(sent, kept):
        raise Miss(Rung.ALMOST, CHANGES_INPUT, at, args)
    return result


def quietly(function: Callable, *args: object, **kwargs: object) -> object:
    """Call without prints, NumPy's floating-point warnings or any other warning."""
    with contextlib.ExitStack() as stack:
        stack.enter_context(contextlib.redirect_stdout(io.StringIO()))
        stack.enter_context(contextlib.redirect_stderr(io.StringIO()))
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        stack.enter_context(np.errstate(all="ignore"))
        return function(*args, **kwargs)


def unchanged(a: object, b: object) -> bool:
    """Whether arrays, lists, tuples and dictionaries still hold the same."""
    if isinstance(a, np.ndarray):
        return a.shape == np.shape(b) and bool(np.all((a == b) | ((a != a) & (b != b))))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(unchanged(a[k], b[k]) for k in a)
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(unchanged, a, b))
    return True


def describe(value: object) -> str:
    """What a value is, without its content: ``an array of shape (2, 3)``."""
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    if inspect.isclass(value):
        return f"the class {value.__name__}"
    if callable(value):
        return f"the function {getattr(value, '__name__', '')}".strip()
    if isinstance(value, (list, tuple, dict, set, str)):
        return f"a {type(value).__name__} of length {len(value)}"
    name = type(value).__name__
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def show_input(answer: object, args: tuple, kwargs: dict) -> str:
    """The arguments by name, short enough for one line."""
    try:
        names = list(inspect.signature(answer).parameters)
    except (TypeError, ValueError):
        names = []
    names += [f"argument {i + 1}" for i in range(len(names), len(args))]
    pairs = [*zip(names, args, strict=False), *kwargs.items()]
    return ", ".join(f"{name} = {show(value)}" for name, value in pairs)


def show(value: object) -> str:
    """A value in at most 60 characters; large arrays by their shape."""
    if isinstance(value, np.ndarray):
        tiny = value.dtype.kind in "fc" and np.abs(value).max(initial=0) < 1e-3  # would show as 0
        text = np.array2string(value, precision=4, separator=", ", suppress_small=not tiny)
        text = " ".join(text.split()).replace("[ ", "[")
        return text if len(text) <= 60 else describe(value)
    if callable(value):
        return getattr(value, "__name__", "a function").replace("<lambda>", "a function")
    text = " ".join(repr(value).split())
    return text if len(text) <= 60 else describe(value)
