"""Golden numbers of Muon: tests/golden/muon.test.ts.

torch.optim.Muon in float64; its Newton-Schulz iteration, which torch runs in bfloat16, too. Numbers by
formula: element i of a matrix begins as cos(i), and its gradient at step s is 0.4 sin(i + 3 s).
"""

import json
import math
import pathlib

import torch

torch.set_default_dtype(torch.float64)
torch.Tensor.bfloat16 = lambda self: self.double()  # the iteration keeps its precision

OPTIONS = {"learningRate": 0.01, "weightDecay": 0.02}
SHAPES = [[12, 5], [4, 10], [6, 6]]
STEPS = 4


def start(rows, columns):
    return torch.tensor([[math.cos(r * columns + c) for c in range(columns)] for r in range(rows)])


def gradient(rows, columns, step):
    return torch.tensor(
        [[0.4 * math.sin((r * columns + c) + 3 * step) for c in range(columns)] for r in range(rows)]
    )


def run(shape):
    p = torch.nn.Parameter(start(*shape))
    optimizer = torch.optim.Muon(
        [p],
        lr=OPTIONS["learningRate"],
        weight_decay=OPTIONS["weightDecay"],
        momentum=0.95,
        nesterov=True,
        adjust_lr_fn="match_rms_adamw",
    )
    after = []
    for step in range(1, STEPS + 1):
        p.grad = gradient(*shape, step)
        optimizer.step()
        after.append(p.detach().flatten().tolist())
    return {"shape": shape, "parameters": after}


fixture = {"options": OPTIONS, "matrices": [run(shape) for shape in SHAPES]}
target = pathlib.Path(__file__).parents[2] / "tests/golden/fixtures/muon.json"
target.write_text(json.dumps(fixture, separators=(",", ":")) + "\n")
