"""Golden numbers of AdamW with clipped gradients and a moving average: tests/golden/optimizer.test.ts.

torch.optim.AdamW, torch.nn.utils.clip_grad_norm_ and diffusers' EMAModel in float64. Numbers by
formula: parameter i begins as cos(i), and its gradient at step s is 0.4 sin(i + 3 s).
"""

import json
import pathlib

import torch
from diffusers.training_utils import EMAModel

STEPS, COUNT = 6, 9
OPTIONS = {"learningRate": 0.05, "beta1": 0.8, "beta2": 0.99, "weightDecay": 0.1, "clip": 0.7, "ema": 0.3}

torch.set_default_dtype(torch.float64)
index = torch.arange(COUNT).double()
parameter = torch.nn.Parameter(torch.cos(index))
optimizer = torch.optim.AdamW(
    [parameter],
    lr=OPTIONS["learningRate"],
    betas=(OPTIONS["beta1"], OPTIONS["beta2"]),
    weight_decay=OPTIONS["weightDecay"],
)
average = EMAModel([parameter], decay=OPTIONS["ema"])

steps = []
for step in range(1, STEPS + 1):
    parameter.grad = 0.4 * torch.sin(index + 3 * step)
    norm = torch.nn.utils.clip_grad_norm_([parameter], OPTIONS["clip"])
    optimizer.step()
    average.step([parameter])
    steps.append(
        {
            "norm": norm.item(),
            "parameters": parameter.tolist(),
            "average": average.shadow_params[0].tolist(),
        }
    )

target = pathlib.Path(__file__).parents[2] / "tests/golden/fixtures/optimizer.json"
target.write_text(json.dumps({"options": OPTIONS, "steps": steps}, indent=1) + "\n")
