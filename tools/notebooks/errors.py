"""The one kind of error that the builder raises."""


class BuildError(Exception):
    """What went wrong in a text, with the place to look."""

    def __init__(self, path, line, message):
        super().__init__(path, line, message)
        self.path, self.line, self.message = path, line, message

    def __str__(self):
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{place}: {self.message}"
