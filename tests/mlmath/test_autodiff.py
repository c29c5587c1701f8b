"""The tape: what it computes, how deep it goes, and what it refuses."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlmath import autodiff as ad
from mlmath.autodiff import Tensor, grad, hvp, primitive, value_and_grad


def test_two_inputs_by_hand():
    x, y = Tensor(3.0), Tensor(-2.0)
    (x * x * y + y).backward()
    assert (x.grad, y.grad) == (-12.0, 10.0)


def test_a_value_used_twice_collects_both_shares():
    x = Tensor([1.0, 2.0])
    y = x * x
    (y + y * y).sum().backward()
    np.testing.assert_allclose(x.grad, [2 + 4, 4 + 32])


def test_every_operator_against_its_array_twin(rng):
    a, b = rng.uniform(1, 2, (3, 4)), rng.uniform(1, 2, (4,))
    for f in (
        lambda a, b: a + b,
        lambda a, b: a - b,
        lambda a, b: a * b,
        lambda a, b: a / b,
        lambda a, b: a**b,
        lambda a, b: a @ b,
        lambda a, b: b @ a.T,
        lambda a, b: -a,
    ):
        expected = f(a, b)
        for x, y in ((Tensor(a), Tensor(b)), (a, Tensor(b)), (Tensor(a), b)):
            got = f(x, y)
            got = got.data if isinstance(got, Tensor) else got
            np.testing.assert_array_equal(got, expected)


@pytest.mark.parametrize(
    ("f", "slope"),
    [
        (lambda x: 2 - x, -1.0),
        (lambda x: 6 / x, -1.5),
        (lambda x: 2**x, 4 * np.log(2)),
        (lambda x: x**3, 12.0),
        (lambda x: 3 * x, 3.0),
        (lambda x: x - 1, 1.0),
        (lambda x: x / 4, 0.25),
        (lambda x: 1 + x, 1.0),
    ],
)
def test_numbers_on_either_side(f, slope):
    x = Tensor(2.0)
    f(x).backward()
    np.testing.assert_allclose(x.grad, slope, rtol=1e-15)


def test_power_zero_at_zero_has_slope_zero():
    x = Tensor([0.0, 2.0])
    (x**0).sum().backward()
    np.testing.assert_array_equal(x.grad, [0.0, 0.0])


def test_zero_to_a_power_has_slope_zero_in_the_exponent():
    k = Tensor([1.0, 2.0])
    (np.zeros(2) ** k).sum().backward()
    np.testing.assert_array_equal(k.grad, [0.0, 0.0])


def test_slopes_at_kinks():
    x, y = Tensor([-2.0, 0.0, 3.0]), Tensor([-2.0, -1.0, 5.0])
    ad.absolute(x).sum().backward()
    np.testing.assert_array_equal(x.grad, [-1.0, 0.0, 1.0])
    x.grad = None
    ad.maximum(x, y).sum().backward()
    np.testing.assert_array_equal(x.grad, [0.5, 1.0, 0.0])
    np.testing.assert_array_equal(y.grad, [0.5, 0.0, 1.0])


def test_shapes_and_methods(rng):
    x = Tensor(rng.standard_normal((2, 3, 4)))
    assert (x.shape, x.ndim, x.size, x.dtype, len(x)) == ((2, 3, 4), 3, 24, np.float64, 2)
    assert x.T.shape == (4, 3, 2)
    assert x.transpose(1, 0, 2).shape == x.transpose((1, 0, 2)).shape == (3, 2, 4)
    assert x.transpose().shape == (4, 3, 2)
    assert x.reshape(6, -1).shape == x.reshape((6, 4)).shape == (6, 4)
    assert x.sum(axis=1).shape == x.mean(axis=1).shape == (2, 4)
    assert x.mean(axis=1, keepdims=True).shape == (2, 1, 4)
    assert [row.shape for row in x] == [(3, 4), (3, 4)]
    assert x.sum().item() == pytest.approx(x.data.sum())
    assert repr(Tensor([1.0, 2.0])) == "Tensor([1., 2.])"


def test_the_tape_equals_the_complex_step(rng):
    W, x = rng.standard_normal((4, 3)), rng.standard_normal(3)

    def f(x, exp, sin):
        h = sin(W @ x) * exp(x[0] * 0.3)
        return (h * h).sum() / (x[1] * x[1] + 1)

    steps = 1e-30j * np.eye(3)
    expected = [f(x + step, np.exp, np.sin).imag / 1e-30 for step in steps]
    np.testing.assert_allclose(grad(f)(x, ad.exp, ad.sin), expected, rtol=1e-13)


def test_leaves_add_up_and_inner_nodes_keep_nothing():
    x = Tensor([1.0, -2.0])
    y = x * x
    L = y.sum()
    L.backward()
    L.backward()
    np.testing.assert_array_equal(x.grad, [4.0, -8.0])
    assert y.grad is None
    assert L.grad is None


def test_leaf_gradients_share_no_memory():
    a, b, seed = Tensor(np.ones(3)), Tensor(np.ones(3)), np.ones(3)
    (a + b).backward(seed)
    a.grad[:] = 7.0
    np.testing.assert_array_equal(b.grad, np.ones(3))
    np.testing.assert_array_equal(seed, np.ones(3))
    c = Tensor(np.ones(3))
    c.sum().backward()
    c.grad[0] = 2.0  # a broadcast view would be read-only
    before = c.grad
    c.sum().backward()
    np.testing.assert_array_equal(before, [2.0, 1.0, 1.0])


def test_a_constant_receives_nothing():
    x, k = Tensor(2.0), np.float64(3.0)
    y = x * k
    assert y._parents == (x,)
    y.backward()
    assert x.grad == 3.0


def test_arrays_pass_through_untouched(rng):
    a = rng.standard_normal((2, 3))
    assert type(ad.exp(a)) is np.ndarray
    assert type(a + Tensor(a)) is Tensor
    assert type(ad.sum(a)) is np.float64


def test_a_path_through_a_constant_argument_is_skipped():
    def pick_vjp(x, labels):
        return x[labels.astype(int)], lambda dy: (np.bincount(labels.astype(int), dy, 3), None)

    x, labels = Tensor([1.0, 2.0, 3.0]), Tensor([0.0, 0.0, 2.0])
    primitive(pick_vjp)(x, labels * 1.0).sum().backward()
    np.testing.assert_array_equal(x.grad, [2.0, 0.0, 1.0])
    assert labels.grad is None


def test_needs_tells_the_pullback_what_to_skip():
    told = []

    def product_vjp(a, b, needs=(True, True)):
        told.append(tuple(needs))
        return a * b, lambda dy: (dy * b if needs[0] else None, dy * a if needs[1] else None)

    product, x = primitive(product_vjp), Tensor(2.0)
    product(3.0, x).backward()
    product(x, 3.0).backward()
    product(x, x).backward()
    assert told == [(False, True), (True, False), (True, True)]
    assert x.grad == 3.0 + 3.0 + 4.0
    assert product.__name__ == "product"


def test_five_thousand_operations_deep():
    x = Tensor(1.0)
    y = x
    for _ in range(5_000):
        y = y + x
    y.backward()
    assert x.grad == 5_001.0


def test_a_hundred_thousand_deep_is_freed_without_recursion():
    y = Tensor(1.0)
    for _ in range(100_000):
        y = -y
    del y


def test_two_to_the_sixty_paths_are_walked_once():
    x = Tensor(1.0)
    y = x
    for _ in range(60):
        y = y + y
    y.backward()
    assert x.grad == 2.0**60


def test_topological_order_puts_children_first():
    x = Tensor(1.0)
    y = x * x
    z = y + x
    w = z * y
    order = ad.topological_order(w)
    assert order == [w, z, y, x]


def test_integers_become_floats_and_float32_stays():
    assert Tensor([1, 2]).dtype == np.float64
    assert Tensor(True).dtype == np.float64
    x = Tensor(np.float32([1, 2]))
    y = (2 * x * x / 3 - 1) ** 2
    assert y.dtype == np.float32
    for _ in range(2):
        (y * np.ones(2)).sum().backward()  # float64 on the way
        assert x.grad.dtype == np.float32


def test_a_leaf_keeps_the_memory_it_was_given():
    buffer = np.zeros(6)
    assert np.shares_memory(Tensor(buffer[2:5]).data, buffer)


@pytest.mark.parametrize("shape", [(2,), (3, 2), (1, 1)])
def test_backward_of_an_array_needs_a_gradient_of_its_shape(shape):
    x = Tensor(np.ones(shape))
    with pytest.raises(ValueError, match="needs a gradient of that shape, got none"):
        (x * 2).backward()
    with pytest.raises(ValueError, match=r"got one of shape \(7,\)"):
        (x * 2).backward(np.ones(7))
    (x * 2).backward(np.full(shape, 3))
    np.testing.assert_array_equal(x.grad, np.full(shape, 6.0))


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_unbroadcast_is_the_transpose_of_broadcasting(data):
    full = tuple(data.draw(st.lists(st.integers(0, 3), max_size=4)))
    kept = full[data.draw(st.integers(0, len(full))) :]
    shape = tuple(n if data.draw(st.booleans()) else 1 for n in kept)
    rng = np.random.default_rng(data.draw(st.integers(0, 99)))
    x, dy = rng.standard_normal(shape), rng.standard_normal(full)
    dx = ad.unbroadcast(dy, shape)
    assert dx.shape == shape
    np.testing.assert_allclose(np.sum(dx * x), np.sum(dy * np.broadcast_to(x, full)), atol=1e-12)


def test_value_and_grad_of_several_arguments(rng):
    A, x, b = rng.standard_normal((4, 3)), rng.standard_normal(3), rng.standard_normal(4)

    def f(A, x, b):
        r = A @ x - b
        return (r * r).sum()

    L, (dA, db) = value_and_grad(f, argnums=(0, 2))(A, x, b)
    r = A @ x - b
    assert pytest.approx(r @ r) == L
    np.testing.assert_allclose(dA, 2 * np.outer(r, x), rtol=1e-13)
    np.testing.assert_allclose(db, -2 * r, rtol=1e-13)
    np.testing.assert_allclose(grad(f, argnums=1)(A, x, b), 2 * A.T @ r, rtol=1e-13)


def test_grad_of_an_unused_argument_is_zero():
    np.testing.assert_array_equal(grad(lambda x, y: y * y, (0, 1))([1, 2], 3.0)[0], [0.0, 0.0])


def rosenbrock(x):
    return (1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2


@given(st.lists(st.floats(-3, 3), min_size=4, max_size=4))
@settings(max_examples=50, deadline=None)
def test_hvp_equals_the_exact_hessian_to_eight_digits(numbers):
    (a, b), v = numbers[:2], np.array(numbers[2:])
    H = np.array([[2 - 400 * b + 1200 * a * a, -400 * a], [-400 * a, 200.0]])
    got = hvp(rosenbrock, np.array([a, b]), v)
    np.testing.assert_allclose(got, H @ v, rtol=0, atol=1e-8 * (1 + np.abs(H).max()) * 4)


def test_hvp_on_a_matrix_argument(rng):
    X, V = rng.standard_normal((3, 2)), rng.standard_normal((3, 2))
    got = hvp(lambda X: (X * X * X).sum(), X, V)
    np.testing.assert_allclose(got, 6 * X * V, rtol=1e-8, atol=1e-9)
    np.testing.assert_array_equal(hvp(lambda X: (X * X).sum(), X, 0 * V), np.zeros((3, 2)))


def test_hvp_steps_in_proportion_to_large_arguments():
    x, v = np.array([1e8, -3e8]), np.array([2.0, 1.0])
    np.testing.assert_allclose(hvp(lambda x: (x * x * x).sum(), x, v), 6 * x * v, rtol=1e-6)


@pytest.mark.torch
def test_a_long_expression_equals_pytorch(rng):
    torch = pytest.importorskip("torch")
    arrays = [rng.uniform(0.5, 1.5, s) for s in ((2, 3, 4), (4, 5), (5,), (3, 1))]

    def f(x, W, b, s, lib):
        h = lib.exp((x @ W + b) * 0.1) / s - lib.log(s) ** 3
        h = lib.where(h.data > 1, lib.sin(h), lib.cos(h * 2))
        h = lib.maximum(h, 0.5 * s) - lib.sqrt(s) @ b.reshape(1, 5)
        return (h.transpose(1, 0, 2)[1:, :, [0, 2, 2]].mean(-1) ** 2).sum()

    class Torch:
        exp, log, sin, cos, sqrt = torch.exp, torch.log, torch.sin, torch.cos, torch.sqrt
        where, maximum = torch.where, torch.maximum

    leaves = [torch.tensor(a, requires_grad=True) for a in arrays]
    permuted = torch.Tensor.transpose
    torch.Tensor.transpose = torch.Tensor.permute
    try:
        expected = f(*leaves, Torch)
    finally:
        torch.Tensor.transpose = permuted
    expected.backward()
    L, grads = value_and_grad(lambda *t: f(*t, ad), (0, 1, 2, 3))(*arrays)
    assert pytest.approx(expected.item(), rel=1e-12) == L
    for got, leaf in zip(grads, leaves, strict=True):
        np.testing.assert_allclose(got, leaf.grad.numpy(), rtol=1e-10, atol=1e-12)


def test_a_gradient_of_an_argument_that_was_left_out_is_dropped():
    x = Tensor(np.arange(6.0).reshape(2, 3))
    (x.T * np.arange(6.0).reshape(3, 2)).sum().backward()
    np.testing.assert_array_equal(x.grad, np.arange(6.0).reshape(3, 2).T)


def test_a_pullback_with_a_gradient_too_few_is_told():
    @primitive
    def product_vjp(a, b):
        return a * b, lambda dy: (dy * b,)

    with pytest.raises(ValueError, match="shorter"):
        product_vjp(Tensor(2.0), Tensor(3.0)).backward()
