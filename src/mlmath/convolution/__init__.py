"""Convolution and pooling of images: several algorithms, one definition."""
