"""Convolution and pooling as layers."""

from mlmath.autodiff import Tensor
from mlmath.convolution.conv2d import conv2d
from mlmath.convolution.geometry import pair
from mlmath.convolution.pooling import average_pool2d, max_pool2d, min_pool2d
from mlmath.initialization import uniform, zeros
from mlmath.module import Module
from mlmath.validation import as_count


class Conv2d(Module):
    """Slide `out_channels` learned kernels over images.

    Parameters
    ----------
    in_channels, out_channels : int
    kernel_size : int or pair of int
        Rows and columns of a kernel, in pixels.
    rng : numpy.random.Generator
        Draws the weights.
    stride : int or pair of int
    padding : int
    mode : {"zero", "edge"}
        What stands outside the image.
    bias : bool

    Attributes
    ----------
    weight : Tensor of shape (out_channels, in_channels, U, V)
    bias : Tensor of shape (out_channels,), or None

    Raises
    ------
    ValueError
        If a count is below 1.
    """

    def __init__(
        self, in_channels, out_channels, kernel_size, rng,
        *, stride=1, padding=0, mode="zero", bias=True,
    ):  # fmt: skip
        channels = as_count(out_channels, "out_channels"), as_count(in_channels, "in_channels")
        self.weight = Tensor(uniform((*channels, *pair(kernel_size, "kernel_size")), rng))
        self.bias = Tensor(zeros(out_channels)) if bias else None
        self.stride, self.padding, self.mode = stride, padding, mode

    def forward(self, x):
        """Map (N, in_channels, H, W) to (N, out_channels, H', W')."""
        return conv2d(
            x, self.weight, self.bias, stride=self.stride, padding=self.padding, mode=self.mode
        )


class _Pool2d(Module):
    def __init__(self, kernel=2, stride=None):
        self.kernel = pair(kernel, "kernel")
        self.stride = self.kernel if stride is None else pair(stride, "stride")

    def forward(self, x):
        """Map (N, C, H, W) to (N, C, H', W')."""
        return type(self).function(x, kernel=self.kernel, stride=self.stride)


class MaxPool2d(_Pool2d):
    """Keep the largest pixel of each patch; see `mlmath.convolution.pooling`."""

    function = staticmethod(max_pool2d)


class MinPool2d(_Pool2d):
    """Keep the smallest pixel of each patch; see `mlmath.convolution.pooling`."""

    function = staticmethod(min_pool2d)


class AveragePool2d(_Pool2d):
    """Keep the mean of each patch; see `mlmath.convolution.pooling`."""

    function = staticmethod(average_pool2d)
