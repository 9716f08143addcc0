"""float64 results -> the JSON of the fixtures (README.md): small tensors whole,
large ones as a count sketch that sees every element. Writes files; computes no model."""

import base64
import json
import math
import pathlib

import numpy as np
import torch

import formula

FIXTURES = pathlib.Path(__file__).resolve().parents[2] / "tests" / "golden" / "fixtures"
WHOLE_UP_TO = 2400  # elements; larger tensors are sketched
BUCKETS = 128  # the norm of a sketched difference is right within 1/sqrt(2 * 128) = 6 %


def sketch(values: np.ndarray) -> np.ndarray:
    """Count sketch (Charikar, Chen, Farach-Colton 2002): element k is added, with the
    sign of the top bit of hash k, to the bucket of its low bits. Linear, and its
    squared L2 norm is an unbiased estimate of the squared norm of `values`."""
    flat = values.astype(np.float64).ravel()
    words = formula.hash32(formula.SKETCH, flat.size)
    signs = 1.0 - 2.0 * (words >> np.uint32(31))
    return np.bincount(words % np.uint32(BUCKETS), signs * flat, BUCKETS)


def array(values: np.ndarray) -> dict:
    """{shape, f64 | f32}: base64 of the little-endian elements, row-major."""
    key, kind = ("f32", "<f4") if values.dtype == np.float32 else ("f64", "<f8")
    data = np.ascontiguousarray(values).astype(kind).tobytes()
    return {"shape": list(values.shape), key: base64.b64encode(data).decode()}


def relative_l2(actual, expected) -> float:
    """|actual - expected| / |expected|, in float64."""
    actual, expected = np.asarray(actual, np.float64), np.asarray(expected, np.float64)
    return float(np.linalg.norm(actual - expected) / np.linalg.norm(expected))


def tensor(
    expected: torch.Tensor, runs: list[torch.Tensor], whole_up_to: int = WHOLE_UP_TO
) -> dict:
    """The reference with the errors of PyTorch's float32 `runs` of the same tensor."""
    reference, others = expected.numpy(), [run.numpy() for run in runs]
    norm = float(np.linalg.norm(reference))
    result = {
        "shape": list(reference.shape),
        "norm": norm,
        "float32": errors([relative_l2(other, reference) for other in others]),
    }
    if reference.size <= whole_up_to:
        return result | {"values": array(reference)["f64"]}
    # The error as the reader will measure it, beside that of the whole tensor above.
    seen = max(float(np.linalg.norm(sketch(other - reference))) / norm for other in others)
    data = array(sketch(reference))["f64"]
    return result | {"sketchedError": three_digits(seen), "sketch": data}


def number(expected: float, runs: list[float]) -> dict:
    """A scalar reference with the relative errors of the float32 `runs`."""
    return {"value": expected, "float32": errors([abs(run / expected - 1.0) for run in runs])}


def three_digits(value: float) -> float:
    return float(f"{value:.2e}")


def errors(runs: list[float]) -> dict:
    """{error: the largest, runs: each}, three digits each."""
    rounded = [three_digits(run) for run in runs]
    assert all(math.isfinite(run) for run in rounded)
    return {"error": max(rounded), "runs": rounded}


def lines(value, depth: int) -> str:
    """JSON with a line per entry of the outer `depth` levels of objects, compact below."""
    if depth == 0 or not isinstance(value, dict):
        return json.dumps(value, separators=(",", ":"))
    entries = (f"{json.dumps(key)}:{lines(inner, depth - 1)}" for key, inner in value.items())
    return "{\n" + ",\n".join(entries) + "\n}"


def write(name: str, content: dict) -> None:
    """Write one fixture; the same content gives the same bytes."""
    path = FIXTURES / name
    path.parent.mkdir(parents=True, exist_ok=True)
    version = torch.__version__.split("+")[0]
    path.write_text(lines({"torch": version} | content, 2) + "\n")
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")
