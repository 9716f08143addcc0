"""unet2d-options.json: one prediction of a tiny UNet2DModel for each option of its config, in float64."""

import base64

import diffusers
import torch

import encode
import formula
from unet2d import PatchedUnet, fill

BASE = {
    "channels": 2, "imageSize": 8, "patch": 1, "widths": [8, 16], "layersPerBlock": 1,
    "attentionAt": [1], "midAttention": True, "headChannels": 8, "groups": 4, "epsilon": 1e-5,
    "classes": 0, "cosinesFirst": True, "frequencyShift": 0,
}  # fmt: skip

CASES = {
    "as usual": {},
    "one head": {"oneHead": True},
    "other groups": {"groups": 2},
    "sines first, shifted": {"cosinesFirst": False, "frequencyShift": 1},
    "epsilon": {"epsilon": 1e-2},
    "zeros at the end": {"padEnd": True},
    "centred input": {"centerInput": True},
    "classes": {"classes": 5, "anyClass": False},
    "scale and shift": {"scaleShift": True},
    "scale and shift, with a normalisation in the middle": {"scaleShift": True, "midGroups": 4},
    "other groups in the middle": {"midGroups": 2},
    "no attention in the middle": {"midAttention": False},
    "scaled middle": {"midScale": 2.5},
    "no middle": {"middle": False},
    "mish": {"activation": "mish"},
    "gelu": {"activation": "gelu"},
    "relu": {"activation": "relu"},
    "residual blocks between levels": {
        "widths": [8, 16, 16], "attentionAt": [1], "residualDownAt": [0, 1], "residualUpAt": [1, 2],
    },
    "attention on the up path alone": {"attentionAt": [], "upAttentionAt": [0, 1]},
    "time embedding of another length": {"timeDim": 12},
    "all of google/ddpm-cifar10-32's": {
        "widths": [8, 16, 16, 16], "attentionAt": [1], "layersPerBlock": 2, "oneHead": True,
        "cosinesFirst": False, "frequencyShift": 1, "epsilon": 1e-6, "padEnd": True,
    },
}  # fmt: skip

IMAGES = (2, 2, 8, 8)


def row(label, changes):
    options = BASE | changes
    model = PatchedUnet(options, torch.float64)
    fill(model.inner)
    x = torch.from_numpy(formula.normal(formula.X0, IMAGES)).double()
    t = torch.from_numpy(formula.timesteps(formula.TIMESTEP, IMAGES[0], 1000))
    labels = torch.arange(IMAGES[0]) + 1 if options["classes"] else None
    with torch.no_grad():
        output = model(x, t, labels).numpy().astype("<f4")
    return {
        "label": label,
        "options": options,
        "count": sum(p.numel() for p in model.inner.parameters()),
        "f32": base64.b64encode(output.tobytes()).decode(),
    }


encode.write(
    "unet2d-options.json",
    {"diffusers": diffusers.__version__, "images": IMAGES, "cases": [row(*c) for c in CASES.items()]},
)
