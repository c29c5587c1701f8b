"""Values as JSON: numbers, text, arrays and their collections; anything else as a handle."""

import base64
from collections.abc import Callable

import numpy as np


def encode(value: object, handle: Callable[[object], dict]) -> dict:
    """JSON for a value; ``handle(value)`` gives it for what cannot be copied."""
    if isinstance(value, (np.ndarray, np.generic)) and value.dtype.kind in "biufcU":
        array = np.asarray(value)
        data = base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()
        one = isinstance(value, np.generic)
        return {"array": data, "dtype": array.dtype.str, "shape": array.shape, "scalar": one}
    if value is ...:
        return {"dots": True}
    if value is None or type(value) in (bool, int, float, str):
        return {"value": value}
    if type(value) is complex:
        return {"complex": [value.real, value.imag]}
    if type(value) in (list, tuple, set):
        return {type(value).__name__: [encode(item, handle) for item in value]}
    if type(value) is dict:
        return {"dict": [[encode(k, handle), encode(v, handle)] for k, v in value.items()]}
    return handle(value)


def decode(message: dict, from_handle: Callable[[dict], object]) -> object:
    """The value of JSON made by `encode`.

    Raises
    ------
    ValueError, TypeError, KeyError
        If the JSON was made by something else.
    """
    if "array" in message:
        dtype = np.dtype(message["dtype"])
        if dtype.kind not in "biufcU":
            raise ValueError("no array of numbers")
        data = np.frombuffer(base64.b64decode(message["array"]), dtype)
        array = data.reshape([int(n) for n in message["shape"]]).copy()
        return array[()] if message["scalar"] else array
    if "dots" in message:
        return ...
    if "value" in message:
        return message["value"]
    if "complex" in message:
        return complex(*message["complex"])
    for kind in (list, tuple, set):
        if kind.__name__ in message:
            return kind(decode(item, from_handle) for item in message[kind.__name__])
    if "dict" in message:
        pairs = message["dict"]
        return {decode(k, from_handle): decode(v, from_handle) for k, v in pairs}
    return from_handle(message)
