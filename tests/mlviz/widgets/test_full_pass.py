"""A full pass through the 2-2-1 network, stepped in Chromium: its numbers agree with the tape."""

import json

import numpy as np
import pytest

from mlmath.activations import sigmoid
from mlmath.autodiff import Tensor
from mlmath.layers import linear
from mlmath.losses import binary_cross_entropy
from mlviz.widgets.full_pass import NET, FullPass
from tests.mlviz.widgets.moving import agree, ready, shown


def tape(state, net):
    """Answers, price and gradients of one pass, from the package's layers."""
    x = np.array([[(state["age"] - 40) / 10, (state["income"] - 40) / 20]])
    y = np.array([[1.0 if state["bought"] == "yes" else 0.0]])
    W1, b1, W2, b2 = (
        Tensor(np.array(v)) for v in ([net[0:2], net[3:5]], [net[2], net[5]], [net[6:8]], [net[8]])
    )
    a = sigmoid(linear(x, W1, b1))
    z = linear(a, W2, b2)
    price = binary_cross_entropy(z, y)
    price.backward()
    hidden = np.column_stack([W1.grad, b1.grad]).ravel()
    grads = np.concatenate([hidden, W2.grad.ravel(), b2.grad])
    answers = np.concatenate([a.data.ravel(), sigmoid(z.data).ravel()])
    return {"a": answers, "price": price.item(), "grads": grads}


def after(state, passes):
    net = np.array(NET)
    for _ in range(passes):
        net = net - state["lr"] * tape(state, net)["grads"]
    return net


def test_full_pass_agrees_with_the_tape(open_page, rng):
    page = ready(open_page([FullPass()]))
    plane, sliders = page.locator(".mlv-plane"), page.locator(".mlv-slide input")
    seen = set()
    for k in range(24):
        sliders.nth(0).fill(str(rng.integers(51)))
        sliders.nth(1).fill(str(rng.integers(81)))
        sliders.nth(2).fill(str(rng.integers(4)))
        page.locator("select").select_option("yes" if k % 2 else "no")
        plane.focus()
        page.keyboard.press("Home")
        for _ in range(k % 5):
            page.keyboard.press("PageUp")
        for _ in range(10):
            page.keyboard.press("ArrowRight")
        state, values = shown(page)
        net = after(state, k % 5)
        agree(values, {"net": net} | tape(state, net))
        assert (values["pass"], values["phase"]) == (k % 5 + 1, 10)
        seen.add(json.dumps(state))
    assert len(seen) >= 20
    assert page.problems == []


def test_numbers_appear_one_after_the_other(open_page):
    page = ready(open_page([FullPass()]))
    step = page.get_by_role("button", name="Step", exact=True)
    counts = []
    for _ in range(11):
        values = shown(page)[1]
        found = [*values["a"], values["price"], *values["d"], *values["grads"]]
        counts.append(sum(v is not None for v in found))
        step.click()
    assert counts == [0, 1, 2, 3, 4, 5, 8, 9, 10, 13, 16]
    assert "falls from 0.7247 to 0.3076" in page.locator(".mlv-read").inner_text()
    page.get_by_role("button", name="Whole pass").click()
    assert shown(page)[1]["pass"] == 3
    page.get_by_role("button", name="Back").click()
    assert (shown(page)[1]["pass"], shown(page)[1]["phase"]) == (2, 10)
    assert page.problems == []


def test_delta_is_what_a_bias_feels():
    r = FullPass(step=10).values()
    assert r["d"] == [r["grads"][2], r["grads"][5], r["grads"][8]]
    np.testing.assert_allclose(r["d"], [-0.08109, 0.14538, -0.51552], atol=5e-6)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"net": [1.0] * 8}, "net must have shape"),
        ({"age": 90}, "age is 20 to 70"),
        ({"bought": "maybe"}, "'yes' or 'no'"),
        ({"lr": 3.0}, "lr is one of"),
        ({"step": 56}, "step 0 to 55"),
    ],
)
def test_bad_input_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        FullPass(**options)
