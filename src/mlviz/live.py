"""The live form of `explore`: ipywidgets that recompute with a kernel."""

import ipywidgets

from mlviz.display import shorten


def sliders(view):
    """Return a box of sliders and a picture for an `explore` object.

    Parameters
    ----------
    view : mlviz.explore.explore

    Returns
    -------
    ipywidgets.VBox
    """
    controls = {
        name: ipywidgets.SelectionSlider(
            options=[(shorten(v), v) for v in values],
            value=view.start[name],
            description=view.labels[name],
            style={"description_width": "initial"},
        )
        for name, values in view.grid.items()
    }
    image = ipywidgets.HTML(value=view.live_html(view.start))

    def redraw(_):
        image.value = view.live_html({name: c.value for name, c in controls.items()})

    for control in controls.values():
        control.observe(redraw, "value")
    rows = [ipywidgets.HBox([c, *_play(view, name, c)]) for name, c in controls.items()]
    return ipywidgets.VBox([image, *rows])


def _play(view, name, control):
    """Return a Play button in a list, or an empty list."""
    if name != view.play:
        return []
    button = ipywidgets.Play(min=0, max=len(view.grid[name]) - 1, interval=250)
    button.observe(lambda change: setattr(control, "index", change["new"]), "value")
    return [button]
