"""The renderer through which the site shows figures and widgets."""

from docutils import nodes

from mlviz.display import MIME


class FigureRenderer:
    """A MIME renderer of myst-nb: puts our HTML on the page in place of the PNG beside it."""

    mime_priority_overrides = (("html", MIME, 1),)

    @staticmethod
    def handle_mime(renderer, data, inline):
        """Return the HTML as a raw node, or None for any other MIME type."""
        if data.mime_type != MIME:
            return None
        return [nodes.raw(text=data.string, format="html", classes=["output", "mlv-output"])]
