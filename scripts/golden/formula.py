"""Inputs made by formula, so that weights and images need no files: the same
numbers, bit for bit, come out of tests/golden/formula.ts. Not a good random
generator and not the noise the package trains with.

Element k of stream j is u = (lowbias32(j * 0x9E3779B9 + k mod 2^32) >> 8) / 2^24.
Elements are numbered in PyTorch's row-major order (OIHW weights, NCHW images).
Streams below 2584 (a Fibonacci number, golden-ratio spacing) stand at least
743,000 elements apart, so no two of the tensors made here share a number.
"""

import math

import numpy as np

X0, NOISE, TIMESTEP = 100, 200, 300  # + step; streams 0..27 are the parameters, in order
SKETCH = 400
CHAIN = 1000  # + t for the z added after the step at t; + T for the first x
UNET2D = 2001  # + j: parameter j of a UNet2DModel


def hash32(stream: int, count: int) -> np.ndarray:
    """`count` words of a stream: lowbias32, https://nullprogram.com/blog/2018/07/31/"""
    x = np.arange(count, dtype=np.uint32) + np.uint32(stream * 0x9E3779B9 & 0xFFFFFFFF)
    x ^= x >> np.uint32(16)
    x *= np.uint32(0x7FEB352D)
    x ^= x >> np.uint32(15)
    x *= np.uint32(0x846CA68B)
    x ^= x >> np.uint32(16)
    return x


def uniform(stream: int, count: int) -> np.ndarray:
    """float64 in [0, 1), each a multiple of 2^-24."""
    return (hash32(stream, count) >> np.uint32(8)) / 2.0**24


def symmetric(stream: int, shape: tuple[int, ...], bound: float = 1.0) -> np.ndarray:
    """float32, uniform in [-bound, bound)."""
    values = (2.0 * uniform(stream, math.prod(shape)) - 1.0) * bound
    return values.astype(np.float32).reshape(shape)


def normal(stream: int, shape: tuple[int, ...]) -> np.ndarray:
    """float32, about N(0, 1): element i sums the uniforms 4i .. 4i+3, (sum - 2) * sqrt(3)."""
    total = uniform(stream, 4 * math.prod(shape)).reshape(-1, 4).sum(axis=1)  # exact in float64
    return ((total - 2.0) * math.sqrt(3.0)).astype(np.float32).reshape(shape)


def timesteps(stream: int, count: int, total: int) -> np.ndarray:
    """int64 in 0 .. total-1."""
    return (hash32(stream, count) % np.uint32(total)).astype(np.int64)
