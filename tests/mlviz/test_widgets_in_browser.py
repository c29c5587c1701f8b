"""Every widget, moved through its states in Chromium: its numbers agree with mlmath."""

import json

import numpy as np
import pytest

from mlmath.autodiff import Tensor
from mlmath.linalg.least_squares import least_squares_qr
from mlmath.linalg.lu import determinant
from mlmath.linalg.norms import angle, cosine_similarity, norm2
from mlmath.linalg.projection import leverage, project_on_line
from mlviz.computation import ComputationGraph, node
from mlviz.widgets import DescentMap, FitLine, MatrixPlane, TwoVectors

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


def matrix_truth(state):
    A = np.array(state["matrix"])
    return {"det": determinant(A), "area": abs(determinant(A)), "trace": np.trace(A)}


def vectors_truth(state):
    u, v = np.array(state["u"]), np.array(state["v"])
    if not (u.any() and v.any()):
        return {"dot": u @ v, "cosine": None, "angle": None}
    return {
        "dot": u @ v,
        "norm_u": norm2(u),
        "norm_v": norm2(v),
        "cosine": cosine_similarity(u, v),
        "angle": np.degrees(angle(u, v)),
        "projection": project_on_line(u, v),
    }


def line_truth(state, point):
    x, y = np.array(state["points"]).T
    A = np.column_stack([x, np.ones_like(x)])
    slope, intercept = least_squares_qr(A, y)
    errors = y - A @ [slope, intercept]
    truth = {"slope": slope, "intercept": intercept, "squares": errors @ errors}
    return truth | {"residual": errors[point], "leverage": leverage(A)[point]}


GRADIENTS = {
    "bowl": (lambda p: (p * p).sum() / 2),
    "valley": (lambda p: (p * p * np.array([1.0, 10.0])).sum() / 2),
    "saddle": (lambda p: (p * p * np.array([1.0, -1.0])).sum() / 2),
    "wells": (lambda p: (p[0] * p[0] - 2) ** 2 / 4 + p[1] * p[1] / 2 + 0.3 * p[0]),
}


def descent_truth(state, steps):
    """The same descent with gradients from the tape."""
    f, point = GRADIENTS[state["landscape"]], np.array(state["start"], dtype=float)

    def gradient(at):
        leaf = Tensor(at)
        f(leaf).backward()
        return leaf.grad

    for _ in range(steps):
        point = point - state["lr"] * gradient(point)
    slope = np.linalg.norm(gradient(point))
    return {"x": point[0], "y": point[1], "value": float(f(Tensor(point)).data), "slope": slope}


def test_matrix_plane(open_page, rng):
    page = ready(open_page([MatrixPlane()]))
    for _ in moves(page, rng):
        state, values = shown(page)
        agree(values, matrix_truth(state))


def test_two_vectors(open_page, rng):
    page = ready(open_page([TwoVectors()]))
    for _ in moves(page, rng):
        state, values = shown(page)
        agree(values, vectors_truth(state))


def test_a_zero_vector_has_no_angle_and_no_projection(open_page):
    page = ready(open_page([TwoVectors(u=[1, 2], v=[0.1, 0])]))
    page.locator(".mlv-handle").nth(1).focus()
    page.keyboard.press("ArrowLeft")
    _, values = shown(page)
    assert (values["angle"], values["projection"], values["dot"]) == (None, None, 0)
    assert "no angle" in page.locator(".mlv-read").inner_text()


def test_fit_line(open_page, rng):
    page = ready(open_page([FitLine()]))
    for _ in moves(page, rng):
        state, values = shown(page)
        agree(values, line_truth(state, values["point"]))


def test_points_above_each_other_determine_no_line(open_page):
    page = ready(open_page([FitLine([[2, 1], [2.1, 3]])]))
    page.locator(".mlv-handle").nth(1).focus()
    page.keyboard.press("ArrowLeft")
    assert shown(page)[1]["slope"] is None
    assert "no line" in page.locator(".mlv-read").inner_text()


@pytest.mark.parametrize("landscape", list(GRADIENTS))
def test_descent_map(open_page, rng, landscape):
    page = ready(open_page([DescentMap(steps=25)]))
    page.locator("select").select_option(landscape)
    plane, slider = page.locator(".mlv-plane"), page.locator(".mlv-slide input")
    states = set()
    for k in range(20):
        if k % 2:
            slider.fill(str(rng.integers(16)))
        else:
            spot = {"x": int(rng.integers(5, 470)), "y": int(rng.integers(5, 390))}
            plane.click(position=spot)
        state, values = shown(page)
        agree(values, descent_truth(state, values["steps"]))
        assert values["gone"] == (np.hypot(values["x"], values["y"]) > 1e6)
        assert values["steps"] == 25 or values["gone"]
        states.add(json.dumps(state))
    assert len(states) >= 15
    assert page.problems == []


def study_graph(x, y):
    """f = (x y + y) sin(x), in nodes with local derivatives."""
    p, s = x * y, np.sin(x)
    q = p + y
    return ComputationGraph(
        [
            node("x", (0, 0), x),
            node("y", (0, 1), y),
            node("p", (1, 1), p, ["x", "y"], [y, x], "p = x·y"),
            node("s", (1, 0), s, ["x"], [np.cos(x)], "s = sin x"),
            node("q", (2, 1), q, ["p", "y"], [1, 1], "q = p + y"),
            node("f", (3, 0), q * s, ["q", "s"], [s, q], "f = q·s"),
        ]
    )


@pytest.mark.parametrize(("x", "y"), [(0.7, -1.3), (2.5, 0.4)])
def test_computation_graph(open_page, x, y):
    graph = study_graph(x, y)
    page = ready(open_page([graph]))
    plane = page.locator(".mlv-plane")
    plane.focus()
    for step in range(1, 13):
        page.keyboard.press("ArrowRight")
        _, values = shown(page)
        assert values["step"] == step
        assert sum(v is not None for v in values["values"].values()) == min(step, 6)
    page.keyboard.press("ArrowRight")
    leaves = [Tensor(np.array(v)) for v in (x, y)]
    a, b = leaves
    f = (a * b + b) * sine(a)
    f.backward()
    _, values = shown(page)
    agree(values["values"], {"x": x, "y": y, "f": float(f.data)})
    agree(values["grads"], {"x": float(a.grad), "y": float(b.grad), "f": 1.0})
    for step in range(11, -1, -1):
        page.keyboard.press("ArrowLeft")
        assert shown(page)[1]["step"] == step
    assert page.problems == []


def sine(x):
    from mlmath.autodiff import primitive
    from mlmath.elementary import sin_vjp

    return primitive(sin_vjp)(x)


ALL = [MatrixPlane, TwoVectors, DescentMap, FitLine, lambda: study_graph(1.0, 2.0)]


@pytest.mark.parametrize("make", ALL)
def test_the_script_says_what_python_says(open_page, make):
    widget = make()
    page = ready(open_page([widget]))
    assert page.locator(".mlv-read").inner_text() == widget.words()
    assert page.locator(".mlv-stage").get_attribute("aria-label") == widget.alt


@pytest.mark.parametrize("make", ALL[:4])
def test_undo_and_reset_lead_back(open_page, make):
    page = ready(open_page([make()]))
    start, _ = shown(page)
    handle = page.locator(".mlv-handle").first
    drag(page, handle, 60, -30)
    first, _ = shown(page)
    drag(page, handle, -20, -30)
    second, _ = shown(page)
    assert len({json.dumps(s) for s in (start, first, second)}) == 3
    page.get_by_role("button", name="Undo").click()
    assert shown(page)[0] == first
    page.keyboard.press("Control+z")
    assert shown(page)[0] == start
    drag(page, handle, 60, -30)
    page.get_by_role("button", name="Reset").click()
    assert shown(page)[0] == start


def test_live_text_follows_with_a_pause_and_not_at_the_start(open_page):
    page = ready(open_page([MatrixPlane()]))
    live = page.locator(".mlv-live")
    page.wait_for_timeout(700)
    assert live.text_content() == ""
    page.locator(".mlv-handle").first.focus()
    page.keyboard.press("ArrowUp")
    assert live.text_content() == ""
    page.wait_for_timeout(700)
    assert live.text_content() == page.locator(".mlv-read").inner_text()


def test_the_focus_ring_shows_for_keys(open_page):
    page = ready(open_page([MatrixPlane()]))
    page.keyboard.press("Tab")
    ring = page.locator(".mlv-handle:focus .mlv-ring")
    assert ring.evaluate("e => getComputedStyle(e).strokeWidth") == "3px"


def test_touch_moves_a_point_and_leaves_the_page_scrollable(open_page):
    page = ready(open_page([MatrixPlane()], has_touch=True, viewport={"width": 360, "height": 640}))
    handle = page.locator(".mlv-handle").first
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch = page.context.new_cdp_session(page)
    before, _ = shown(page)
    for kind, dx in (("touchStart", 0), ("touchMove", 20), ("touchMove", 40)):
        point = [{"x": x + dx, "y": y - dx}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": point})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    after, values = shown(page)
    assert before != after
    agree(values, matrix_truth(after))
    assert handle.evaluate("e => getComputedStyle(e).touchAction") == "none"
    assert page.locator(".mlv-plane").evaluate("e => getComputedStyle(e).touchAction") == "auto"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_two_equal_widgets_move_apart(open_page):
    page = ready(open_page([MatrixPlane(), MatrixPlane()]))
    page.locator("#end").scroll_into_view_if_needed()
    page.wait_for_function("document.querySelectorAll('[data-ready=yes]').length === 2")
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    drag(page, page.locator(".mlv-handle").nth(0), 40, 40)
    states = page.evaluate("[...document.querySelectorAll('.mlv-stage')].map(e => e.dataset.state)")
    assert states[0] != states[1]


def test_without_scripts_the_still_stays(open_page):
    page = open_page([MatrixPlane(), study_graph(1.0, 2.0)], script=False)
    assert page.locator(".mlv-still svg").count() == 2
    assert "det A = 1.00" in page.locator(".mlv-read").first.inner_text()


def test_a_broken_module_fails_loudly_and_leaves_the_still(open_page):
    class Broken(MatrixPlane):
        _esm = "export default {render() { throw new Error('broken module'); }};"

    page = open_page([Broken()])
    page.wait_for_selector(".mlv-widget[data-ready=failed]")
    assert page.locator(".mlv-still svg").count() == 1
    assert any("broken module" in problem for problem in page.problems)
