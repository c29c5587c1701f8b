"""A small convolutional network for images of digits."""

from mlmath.activations import relu
from mlmath.convolution.geometry import output_shape, pair
from mlmath.convolution.layers import Conv2d
from mlmath.convolution.pooling import max_pool2d
from mlmath.initialization import he_uniform
from mlmath.layers import Linear
from mlmath.losses import cross_entropy
from mlmath.module import Module
from mlmath.validation import as_count


class CNN(Module):
    """Twice convolution, max-pooling and ReLU, then one linear layer that scores the classes.

    Parameters
    ----------
    image_shape : tuple of int
        (C, H, W) of one image.
    classes : int
        Number of classes K.
    rng : numpy.random.Generator
        Draws the weights, after He.
    channels : pair of int
        Kernels of the two convolutions.
    kernel_size : int
        Odd, in pixels; the frame of zeros keeps the image's size.

    Raises
    ------
    ValueError
        If a count is below 1, the kernel is even or the images are too small to be halved twice.

    References
    ----------
    LeCun et al. (1998), "Gradient-based learning applied to document recognition".
    """

    def __init__(self, image_shape, classes, rng, *, channels=(8, 16), kernel_size=3):
        if as_count(kernel_size, "kernel_size") % 2 == 0:
            raise ValueError(
                f"kernel_size must be odd so that the image keeps its size, not {kernel_size}"
            )
        C, *size = image_shape
        first, second = pair(channels, "channels")
        frame = {"padding": kernel_size // 2}
        self.conv1 = Conv2d(C, first, kernel_size, rng, **frame)
        self.conv2 = Conv2d(first, second, kernel_size, rng, **frame)
        for _ in range(2):
            size = output_shape(size, (2, 2), 2)
        self.head = Linear(second * size[0] * size[1], classes, rng, init=he_uniform)

    def forward(self, x):
        """Map images (N, C, H, W) to logits (N, K)."""
        x = self.features(x)[-1]
        return self.head(x.reshape(len(x), -1))

    def features(self, x):
        """Return the feature maps after each convolution and each pooling, in order."""
        maps = []
        for conv in (self.conv1, self.conv2):
            maps.append(conv(x))
            # ReLU never changes an order, so it may wait until pooling has kept a quarter.
            x = relu(max_pool2d(maps[-1]))
            maps.append(x)
        return maps

    def loss(self, x, labels):
        """Mean cross-entropy in nats of images (N, C, H, W) with labels (N,)."""
        return cross_entropy(self(x), labels)
