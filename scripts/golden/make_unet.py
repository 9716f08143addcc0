"""unet-*.json: output, loss, gradients and ten Adam steps of SimpleUNet in float64,
with the errors of PyTorch's own float32. Names of cases as arguments, or all."""

import math
import sys

import torch
import torch.nn.functional as F

import encode
import formula
from schedule import Schedule
from simple_unet import SimpleUNet, fan_in, fill_by_formula, precision

CASES = {  # images (N, C, H, W)
    "unet-b1": (1, 1, 28, 28),
    "unet-b3": (3, 1, 28, 28),
    "unet-b128": (128, 1, 28, 28),
    "unet-rgb": (2, 3, 32, 32),
}
STEPS = 10
# One float32 run may be lucky: Adam's first step is lr * g / (|g| + eps), so a gradient
# near zero flips whole elements. PyTorch's float32 is what these four do at worst.
FLOAT32_RUNS = [
    ("NCHW, 1 thread", torch.contiguous_format, 1),
    ("NCHW, 2 threads", torch.contiguous_format, 2),
    ("channels_last, 1 thread", torch.channels_last, 1),
    ("channels_last, 2 threads", torch.channels_last, 2),
]


def batch(step, shape, dtype, layout):
    """x0, noise, t of one step, by formula."""
    images = [
        formula.symmetric(formula.X0 + step, shape),
        formula.normal(formula.NOISE + step, shape),
    ]
    x0, noise = (torch.from_numpy(i).to(dtype).to(memory_format=layout) for i in images)
    return x0, noise, torch.from_numpy(formula.timesteps(formula.TIMESTEP + step, shape[0], 1000))


def snapshot(named):
    """Copies as contiguous float64."""
    return {name: value.detach().double().contiguous().clone() for name, value in named}


def backward(model, step, shape, dtype, layout=torch.contiguous_format):
    """Output and loss on the batch of a step; leaves the gradients in the parameters."""
    x0, noise, t = batch(step, shape, dtype, layout)
    output = model(Schedule().add_noise(x0, t, noise), t)
    loss = F.mse_loss(output, noise)
    model.zero_grad()
    loss.backward()
    return output, loss.item()


def gradients_of(model):
    return snapshot((name, p.grad) for name, p in model.named_parameters())


def train(shape, dtype, layout=torch.contiguous_format, threads=1, prepare=lambda model: None):
    """Ten training steps of the notebook; what the first one saw and what came of them."""
    torch.set_num_threads(threads)
    with precision(dtype):
        model = fill_by_formula(SimpleUNet(shape[1])).to(memory_format=layout)
        prepare(model)
        optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
        result = {"losses": []}
        for step in range(STEPS):
            output, loss = backward(model, step, shape, dtype, layout)
            if step == 0:
                result |= snapshot([("output", output)]) | {"gradients": gradients_of(model)}
            optimizer.step()
            result["losses"].append(loss)
            if step in (0, STEPS - 1):
                result[f"after{step + 1}"] = snapshot(model.named_parameters())
    return result


def parameters(model):
    """name, shape, stream and bound of every parameter, in named_parameters order."""
    return [
        {"name": n, "shape": list(p.shape), "stream": i, "bound": 1.0 / math.sqrt(fan_in(model, n))}
        for i, (n, p) in enumerate(model.named_parameters())
    ]


def make(name):
    shape = CASES[name]
    exact = train(shape, torch.float64)
    runs = [train(shape, torch.float32, layout, threads) for _, layout, threads in FLOAT32_RUNS]

    def tensors(key):
        return {n: encode.tensor(v, [run[key][n] for run in runs]) for n, v in exact[key].items()}

    content = {
        "float32Runs": [label for label, _, _ in FLOAT32_RUNS],
        "model": {"inChannels": shape[1], "widths": [64, 128, 256], "timeDim": 256},
        "input": {"shape": list(shape), "timesteps": 1000, "betaStart": 1e-4, "betaEnd": 0.02},
        "adam": {"learningRate": 1e-3, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8},
        "parameters": parameters(SimpleUNet(shape[1])),
        "losses": [
            encode.number(value, [run["losses"][step] for run in runs])
            for step, value in enumerate(exact["losses"])
        ],
        "output": encode.tensor(exact["output"], [run["output"] for run in runs]),
    }
    content |= {key: tensors(key) for key in ("gradients", "after1", f"after{STEPS}")}
    encode.write(f"{name}.json", content)


if __name__ == "__main__":
    for case in sys.argv[1:] or CASES:
        make(case)
