"""Messages between the judge and the process of the learner's code: JSON in frames on a socket.

Nothing that comes from the learner is unpickled, and nothing they print gets in between.
"""

import json
import socket
import struct

LARGEST = 64 * 2**20


class Closed(Exception):
    """The other side is gone, or sent what is no message."""


class Wire:
    """A connected socket that carries JSON objects."""

    def __init__(self, connection: socket.socket):
        self._socket = connection
        self._buffer = bytearray()

    def send(self, message: dict) -> None:
        """Send one message.

        Raises
        ------
        Closed
            If the other side is gone.
        """
        data = json.dumps(message).encode()
        try:
            self._socket.sendall(struct.pack("<I", len(data)) + data)
        except OSError:
            raise Closed from None

    def receive(self, seconds: float | None = None) -> dict | None:
        """The next message, or None if ``seconds`` pass without one.

        Raises
        ------
        Closed
            If the other side is gone or sends something else.
        """
        try:
            self._socket.settimeout(seconds)
            while (message := self._complete()) is None:
                data = self._socket.recv(1 << 16)
                if not data:
                    raise Closed
                self._buffer += data
            self._socket.settimeout(None)
        except TimeoutError:
            return None
        except (OSError, ValueError):
            raise Closed from None
        if not isinstance(message, dict):
            raise Closed
        return message

    def _complete(self) -> object:
        if len(self._buffer) < 4:
            return None
        (size,) = struct.unpack("<I", self._buffer[:4])
        if size > LARGEST:
            raise ValueError("message too large")
        if len(self._buffer) < 4 + size:
            return None
        data, self._buffer = self._buffer[4 : 4 + size], self._buffer[4 + size :]
        return json.loads(data)

    def close(self) -> None:
        """Close the socket."""
        self._socket.close()
