"""The judge's side of judging from outside: proxies that call into the learner's process."""

import base64
import inspect
import pickle
from collections.abc import Callable

from coursework.calling import CHANGES_INPUT
from coursework.ladder import Miss, Rung
from coursework.runner.codec import decode, encode
from coursework.runner.process import Process, Stopped


class RemoteError(Exception):
    """An error that the learner's code raised in its own process."""

    def __init__(self, text: str, kinds: list[str], where: str):
        super().__init__(text)
        self.kind, self.mro, self.where = kinds[0], tuple(kinds), where


class Judge:
    """Talks with a child that serves its answers (`coursework.runner.serve`)."""

    def __init__(self, process: Process):
        self._process = process
        self._callbacks: list[Callable] = []

    def offers(self) -> dict[str, object]:
        """The answers by name: values as copies, functions and classes as proxies."""
        offered = self._process.receive()["offers"]
        return {str(name): self._decode(value) for name, value in offered.items()}

    def ask(self, request: dict) -> object:
        """Send a request and return its result, serving callbacks on the way.

        Raises
        ------
        RemoteError
            If the learner's code raised an error.
        NotImplementedError
            If it raised this one.
        Miss
            If it changed its arguments.
        Stopped
            If the child broke a limit, ended, or sent what is no reply.
        """
        self._process.wire.send(request)
        while "callback" in (reply := self._process.receive()):
            self._process.wire.send(self._serve(reply))
        try:
            result = self._result(reply)
        except (KeyError, TypeError, ValueError, IndexError):
            raise Stopped("it disturbed the line to the check") from None
        if isinstance(result, RemoteError):
            raise NotImplementedError if result.kind == "NotImplementedError" else result
        if reply.get("changed"):
            raise Miss(Rung.ALMOST, CHANGES_INPUT)
        return result

    def _result(self, reply: dict) -> object:
        if "raised" not in reply:
            return self._decode(reply["returned"])
        kinds = [str(kind) for kind in reply["kinds"]]
        return RemoteError(str(reply["raised"]), kinds, str(reply["where"]))

    def call(self, number: int, args: tuple, kwargs: dict) -> object:
        """Call the learner's object of this number."""
        sent = {"args": [self.encode(a) for a in args]}
        sent["kwargs"] = {k: self.encode(v) for k, v in kwargs.items()}
        return self.ask({"of": number, **sent})

    def _serve(self, request: dict) -> dict:
        try:
            function = self._callbacks[request["callback"]]
            args = [self._decode(a) for a in request["args"]]
            kwargs = {k: self._decode(v) for k, v in request["kwargs"].items()}
            return {"returned": self.encode(function(*args, **kwargs))}
        except Exception as error:  # goes back to the learner's code, which caused it
            return {"raised": f"{type(error).__name__}: {error}"}

    def encode(self, value: object) -> dict:
        """JSON for an argument."""
        return encode(value, self._handle)

    def _handle(self, value: object) -> dict:
        if isinstance(value, Remote):
            return {"own": value._number}
        if callable(value):
            self._callbacks.append(value)
            return {"callback": len(self._callbacks) - 1}
        return {"pickle": base64.b64encode(pickle.dumps(value)).decode()}

    def _decode(self, message: dict) -> object:
        return decode(message, self._from_handle)

    def _from_handle(self, message: dict) -> "Remote":
        kind = RemoteFunction if message["callable"] else Remote
        proxy = kind(self, int(message["handle"]), str(message["name"]))
        names = [n for n in message.get("parameters", []) if str(n).isidentifier()]
        by_name = inspect.Parameter.POSITIONAL_OR_KEYWORD
        proxy.__signature__ = inspect.Signature([inspect.Parameter(n, by_name) for n in names])
        return proxy


class Remote:
    """Stands for an object in the learner's process; attributes are fetched from there."""

    def __init__(self, judge: Judge, number: int, name: str):
        self._judge, self._number, self.__name__ = judge, number, name

    def __getattr__(self, name: str) -> object:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self._judge.ask({"of": self._number, "get": name})
        except RemoteError as error:
            if "AttributeError" in error.mro:
                raise AttributeError(name) from None
            raise

    def __deepcopy__(self, memo: dict) -> "Remote":
        return self


class RemoteFunction(Remote):
    """Stands for a function or a class."""

    def __call__(self, *args: object, **kwargs: object) -> object:
        """Call it in the learner's process."""
        return self._judge.call(self._number, args, kwargs)
