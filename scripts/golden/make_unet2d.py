"""unet2d-*.json: output, loss and gradients of diffusers' UNet2DModel in float64, with the errors
of PyTorch's own float32; unet2d-names.json: names and shapes of its parameters for several
configurations. Names of cases as arguments, or all."""

import sys

import diffusers
import torch
import torch.nn.functional as F
from diffusers.utils import logging

import encode
import formula
from make_unet import FLOAT32_RUNS, snapshot
from unet2d import PatchedUnet, diffusers_model, fill, formulas

CASES = {
    # Three levels, two layers, no attention, sines first as google/ddpm-cifar10-32 has them.
    "unet2d-plain": {
        "images": (2, 1, 28, 28),
        "options": {
            "channels": 1, "imageSize": 28, "patch": 1, "widths": [8, 16, 24],
            "layersPerBlock": 2, "attentionAt": [], "midAttention": False, "groups": 4,
            "epsilon": 1e-6, "cosinesFirst": False, "frequencyShift": 1,
        },
    },
    # The recipe's network made narrow: 14x14x4 inside, classes, attention at 7x7.
    "unet2d-attention": {
        "images": (3, 1, 28, 28),
        "options": {
            "channels": 1, "imageSize": 28, "patch": 2, "widths": [16, 32],
            "layersPerBlock": 1, "attentionAt": [1], "midAttention": True, "headChannels": 8,
            "groups": 8, "epsilon": 1e-5, "classes": 10, "cosinesFirst": True,
            "frequencyShift": 0,
        },
    },
    # Wider than high, with alpha: 8x12x16 inside, attention at 4x6.
    "unet2d-wide": {
        "images": (2, 4, 16, 24),
        "options": {
            "channels": 4, "imageSize": {"width": 24, "height": 16}, "patch": 2,
            "widths": [8, 16], "layersPerBlock": 1, "attentionAt": [1], "midAttention": True,
            "headChannels": 8, "groups": 4, "epsilon": 1e-5, "classes": 3, "cosinesFirst": True,
            "frequencyShift": 0,
        },
    },
    # google/ddpm-cifar10-32 made narrow: one head, zeros at the end, sines first.
    "unet2d-google": {
        "images": (2, 3, 16, 16),
        "options": {
            "channels": 3, "imageSize": 16, "patch": 1, "widths": [8, 16, 16],
            "layersPerBlock": 1, "attentionAt": [1], "midAttention": True, "headChannels": 8,
            "oneHead": True, "padEnd": True, "groups": 8, "epsilon": 1e-6,
            "cosinesFirst": False, "frequencyShift": 1,
        },
    },
    # Guided diffusion's manner: scale and shift, blocks that halve and double, another activation.
    "unet2d-scaled": {
        "images": (2, 3, 8, 8),
        "options": {
            "channels": 3, "imageSize": 8, "patch": 1, "widths": [8, 16], "layersPerBlock": 1,
            "attentionAt": [], "midAttention": False, "groups": 4, "epsilon": 1e-5, "classes": 3,
            "scaleShift": True, "residualDownAt": [0], "residualUpAt": [1],
            "activation": "mish", "midScale": 1.4142135, "cosinesFirst": True,
            "frequencyShift": 0,
        },
    },
}  # fmt: skip

NAMED = {
    "google/ddpm-cifar10-32": {
        "channels": 3, "imageSize": 32, "patch": 1, "widths": [128, 256, 256, 256],
        "layersPerBlock": 2, "attentionAt": [1], "headChannels": 256, "groups": 32,
    },
    "the recipe": {
        "channels": 1, "imageSize": 28, "patch": 2, "widths": [64, 128], "layersPerBlock": 1,
        "attentionAt": [1], "groups": 32, "classes": 10,
    },
    "one level, attention everywhere": {
        "channels": 2, "imageSize": 5, "patch": 1, "widths": [8], "layersPerBlock": 3,
        "attentionAt": [0],
    },
    "attention in the middle only": {
        "channels": 1, "imageSize": 28, "patch": 1, "widths": [8, 16, 16], "layersPerBlock": 1,
        "attentionAt": [],
    },
    "attention on the way only": {
        "channels": 3, "imageSize": 16, "patch": 2, "widths": [8, 24, 16], "layersPerBlock": 2,
        "attentionAt": [0, 2], "midAttention": False, "classes": 3,
    },
}  # fmt: skip

# The softmax does not see what all keys have in common: this gradient is 0, and what float64
# makes of it is rounding. The test compares it with that of the queries.
ZERO = "to_k.bias"
WHOLE_UP_TO = 160  # elements: there are too many tensors to keep more of them whole


def batch(images, classes, dtype, layout):
    """x, target, t and labels, "any class" among them; all by formula."""
    tensors = [formula.normal(stream, images) for stream in (formula.X0, formula.NOISE)]
    x, target = (torch.from_numpy(i).to(dtype).to(memory_format=layout) for i in tensors)
    t = torch.from_numpy(formula.timesteps(formula.TIMESTEP, images[0], 1000))
    labels = torch.tensor([classes - i for i in range(images[0])]) if classes else None
    return x, target, t, labels


def gradients(case, dtype, layout=torch.contiguous_format, threads=1):
    torch.set_num_threads(threads)
    options = case["options"]
    model = PatchedUnet(options, dtype)
    fill(model.inner)
    model.to(memory_format=layout)
    x, target, t, labels = batch(case["images"], options.get("classes", 0), dtype, layout)
    output = model(x, t, labels)
    loss = F.mse_loss(output, target)
    loss.backward()
    result = snapshot([("output", output)])
    result["loss"] = loss.item()
    named = model.inner.named_parameters()
    result["gradients"] = snapshot((n, p.grad) for n, p in named if not n.endswith(ZERO))
    return result


def make(name):
    case = CASES[name]
    options = case["options"]
    exact = gradients(case, torch.float64)
    runs = [gradients(case, torch.float32, layout, threads) for _, layout, threads in FLOAT32_RUNS]
    classes = options.get("classes", 0)
    content = {
        "diffusers": diffusers.__version__,
        "float32Runs": [label for label, _, _ in FLOAT32_RUNS],
        "options": options,
        "input": {"shape": list(case["images"]), "timesteps": 1000},
        "labels": [classes - i for i in range(case["images"][0])] if classes else [],
        "parameters": formulas(diffusers_model(options)),
        "loss": encode.number(exact["loss"], [run["loss"] for run in runs]),
        "output": encode.tensor(exact["output"], [run["output"] for run in runs]),
        "gradients": {
            n: encode.tensor(v, [run["gradients"][n] for run in runs], WHOLE_UP_TO)
            for n, v in exact["gradients"].items()
        },
    }
    encode.write(f"{name}.json", content)


def make_names():
    def row(label, options):
        shapes = {n: list(v.shape) for n, v in diffusers_model(options).state_dict().items()}
        count = sum(torch.Size(shape).numel() for shape in shapes.values())
        return {"label": label, "options": options, "count": count, "shapes": shapes}

    content = {"diffusers": diffusers.__version__}
    encode.write("unet2d-names.json", content | {"cases": [row(*item) for item in NAMED.items()]})


if __name__ == "__main__":
    logging.set_verbosity_error()
    for case in sys.argv[1:] or CASES:
        make(case)
    if not sys.argv[1:]:
        make_names()
