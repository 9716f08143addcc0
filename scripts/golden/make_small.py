"""formula.json, schedule.json, embedding.json, parameters.json: what needs no network run."""

import hashlib

import numpy as np
import torch

import encode
import formula
from make_unet import parameters
from schedule import Schedule
from simple_unet import SimpleUNet, SinusoidalPositionEmbedding, precision

COEFFICIENTS = (
    "betas", "alphas", "alpha_bars", "sqrt_alpha_bars",
    "sqrt_one_minus_alpha_bars", "sqrt_alphas", "sqrt_recip_alphas",
)  # fmt: skip


def checked(values, **inputs):
    """The inputs, the first eight values, and SHA-256 of all as little-endian bytes."""
    digest = hashlib.sha256(np.ascontiguousarray(values).tobytes()).hexdigest()
    return inputs | {"first": values.ravel()[:8].tolist(), "sha256": digest}


def formulas():
    shape, bound = (128, 256, 3, 3), 1.0 / np.sqrt(2304.0)
    return {
        "hash": [checked(formula.hash32(s, 5000), stream=s, count=5000) for s in (0, 1, 400, 2000)],
        "symmetric": [
            checked(
                formula.symmetric(18, shape, bound), stream=18, shape=shape, bound=float(bound)
            ),
            checked(
                formula.symmetric(103, (3, 1, 28, 28)), stream=103, shape=(3, 1, 28, 28), bound=1.0
            ),
        ],
        "normal": [
            checked(formula.normal(s, (2, 3, 32, 32)), stream=s, shape=(2, 3, 32, 32))
            for s in (200, 209, 1999)
        ],
        "timesteps": [
            checked(
                formula.timesteps(s, 128, 1000).astype(np.int32), stream=s, count=128, total=1000
            )
            for s in (300, 309)
        ],
        "sketch": {
            "buckets": encode.BUCKETS,
            "of": {"stream": 103, "shape": (3, 1, 28, 28), "bound": 1.0},
            "values": encode.array(encode.sketch(formula.symmetric(103, (3, 1, 28, 28))))["f64"],
        },
    }


def schedules():
    rows = []
    for timesteps, chosen in ((1000, (0, 1, 250, 500, 998, 999)), (50, (0, 1, 12, 25, 48, 49))):
        schedule = Schedule(timesteps)
        values = {
            name: [getattr(schedule, name)[t].item() for t in chosen] for name in COEFFICIENTS
        }
        rows.append(
            {"timesteps": timesteps, "betaStart": 1e-4, "betaEnd": 0.02, "t": chosen} | values
        )
    return {"schedules": rows}


def embedding(dim, t):
    with precision(torch.float64):
        exact = SinusoidalPositionEmbedding(dim)(torch.tensor(t, dtype=torch.float64)).numpy()
    single = SinusoidalPositionEmbedding(dim)(torch.tensor(t, dtype=torch.float32)).numpy()
    error = [encode.relative_l2(a, b) for a, b in zip(single, exact, strict=True)]
    return {"dim": dim, "t": t, "expected": encode.array(exact), "float32": encode.array(single),
            "float32Error": [float(f"{e:.2e}") for e in error]}  # fmt: skip


def default_model():
    model = SimpleUNet()
    rows = [{k: row[k] for k in ("name", "shape", "bound")} for row in parameters(model)]
    return {"count": sum(p.numel() for p in model.parameters()), "parameters": rows}


if __name__ == "__main__":
    torch.set_num_threads(1)
    encode.write("formula.json", formulas())
    encode.write("schedule.json", schedules())
    encode.write(
        "embedding.json", {"cases": [embedding(d, [0, 1, 17, 500, 999]) for d in (256, 32)]}
    )
    encode.write("parameters.json", default_model())
