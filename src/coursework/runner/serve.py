"""The learner's side of judging from outside: answers calls until the judge hangs up."""

import base64
import contextlib
import copy
import inspect
import pickle
from collections.abc import Callable

from coursework.calling import unchanged, where
from coursework.runner.codec import decode, encode
from coursework.runner.wire import Wire


def serve(wire: Wire, answers: dict[str, object]) -> None:
    """Offer the answers by name, then do what the judge asks.

    Raises
    ------
    coursework.runner.wire.Closed
        When the judge has hung up.
    """
    server = _Server(wire)
    wire.send({"offers": {name: server.encode(answer) for name, answer in answers.items()}})
    while True:
        wire.send(server.reply(wire.receive()))


class _Server:
    def __init__(self, wire: Wire):
        self._wire = wire
        self._objects: list[object] = []

    def encode(self, value: object) -> dict:
        return encode(value, self._handle)

    def _handle(self, value: object) -> dict:
        self._objects.append(value)
        about = {"handle": len(self._objects) - 1, "callable": callable(value)}
        about["name"] = getattr(value, "__name__", type(value).__name__)
        with contextlib.suppress(TypeError, ValueError):
            about["parameters"] = list(inspect.signature(value).parameters)
        return about

    def decode(self, message: dict) -> object:
        return decode(message, self._from_handle)

    def _from_handle(self, message: dict) -> object:
        if "own" in message:
            return self._objects[message["own"]]
        if "callback" in message:
            return self._callback(message["callback"])
        return pickle.loads(base64.b64decode(message["pickle"]))  # the judge's, who is trusted

    def _callback(self, number: int) -> Callable:
        def callback(*args: object, **kwargs: object) -> object:
            sent = {"args": [self.encode(a) for a in args]}
            sent["kwargs"] = {k: self.encode(v) for k, v in kwargs.items()}
            self._wire.send({"callback": number, **sent})
            while "returned" not in (reply := self._wire.receive()):
                if "raised" in reply:
                    raise RuntimeError(reply["raised"])
                self._wire.send(self.reply(reply))
            return self.decode(reply["returned"])

        return callback

    def reply(self, request: dict) -> dict:
        try:
            target = self._objects[request["of"]]
            if "get" in request:
                return {"returned": self.encode(getattr(target, request["get"]))}
            args = [self.decode(a) for a in request["args"]]
            kwargs = {k: self.decode(v) for k, v in request["kwargs"].items()}
            kept = copy.deepcopy((args, kwargs))
            result = self.encode(target(*args, **kwargs))
            return {"returned": result, "changed": not unchanged((args, kwargs), kept)}
        except BaseException as error:  # SystemExit, too: only the judge ends this process
            kinds = [kind.__name__ for kind in type(error).__mro__]
            return {"raised": str(error)[:500], "kinds": kinds, "where": where(error)}
