"""What the tests of single widgets share: moving the handles, reading what is shown."""

import json

import numpy as np

TOL = 1e-6


def ready(page):
    page.wait_for_selector(".mlv-widget[data-ready=yes] .mlv-stage[data-values]")
    return page


def shown(page):
    """The state and the numbers on display, with the digits JavaScript has."""
    data = page.locator(".mlv-stage").first.evaluate("e => ({...e.dataset})")
    return json.loads(data["state"]), json.loads(data["values"])


def agree(values, truth):
    for name, expected in truth.items():
        got = values[name]
        if expected is None or not np.isfinite(expected).all():  # JSON has no infinity
            assert got is None, name
        else:
            scale = max(1.0, float(np.max(np.abs(expected))))
            np.testing.assert_allclose(
                np.array(got, float), expected, rtol=0, atol=TOL * scale, err_msg=name
            )


def drag(page, handle, dx, dy):
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx / 2, y + dy / 2)
    page.mouse.move(x + dx, y + dy)
    page.mouse.up()


def moves(page, rng, count=36):
    """Move every handle by pointer and by keys, yielding after each of at least 20 states."""
    handles = page.locator(".mlv-handle")
    seen = set()
    for k in range(count):
        handle = handles.nth(k % handles.count())
        if k % 3 == 2:
            handle.focus()
            page.keyboard.press(str(rng.choice(["ArrowUp", "ArrowLeft", "Shift+ArrowRight"])))
        else:
            drag(page, handle, *rng.integers(-110, 110, size=2))
        seen.add(json.dumps(shown(page)[0]))
        yield k
    assert len(seen) >= 20
    assert page.problems == []
