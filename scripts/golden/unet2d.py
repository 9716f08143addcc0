"""diffusers' UNet2DModel from the options of our `unet`, around it the patches, in it a time
embedding of the model's own precision, and weights made by formula. No training here."""

import math

import diffusers
import torch
import torch.nn as nn
import torch.nn.functional as F

import formula
from simple_unet import fan_in

DEFAULTS = {
    "channels": 1, "imageSize": 28, "patch": 1, "widths": [8, 16], "layersPerBlock": 1,
    "attentionAt": [], "midAttention": True, "headChannels": 8, "groups": 4, "epsilon": 1e-5,
    "classes": 0, "cosinesFirst": True, "frequencyShift": 0, "anyClass": True, "oneHead": False,
    "middle": True, "midScale": 1, "activation": "silu", "scaleShift": False, "padEnd": False,
    "centerInput": False, "residualDownAt": [], "residualUpAt": [],
}  # fmt: skip


def diffusers_model(options):
    """UNet2DModel as `unet` would be, patches aside."""
    o = DEFAULTS | options
    inside = o["channels"] * o["patch"] ** 2
    levels = range(len(o["widths"]))
    size = o["imageSize"]
    sides = (size["height"], size["width"]) if isinstance(size, dict) else (size, size)
    residual = bool(o["residualDownAt"] or o["residualUpAt"])

    def block(attention, resized, level, kind):
        if level in attention:
            return f"Attn{kind}Block2D"
        return f"Resnet{kind}sampleBlock2D" if level in resized else f"{kind}Block2D"

    downs = [block(o["attentionAt"], o["residualDownAt"], level, "Down") for level in levels]
    up_attention = o.get("upAttentionAt", o["attentionAt"])
    ups = [block(up_attention, o["residualUpAt"], level, "Up") for level in reversed(levels)]
    return diffusers.UNet2DModel(
        sample_size=tuple(side // o["patch"] for side in sides),
        in_channels=inside,
        out_channels=inside,
        block_out_channels=o["widths"],
        time_embedding_dim=o.get("timeDim"),
        layers_per_block=o["layersPerBlock"],
        down_block_types=downs,
        up_block_types=ups,
        downsample_type="resnet" if residual else "conv",
        upsample_type="resnet" if residual else "conv",
        mid_block_type="UNetMidBlock2D" if o["middle"] else None,
        mid_block_scale_factor=o["midScale"],
        attn_norm_num_groups=o.get("midGroups"),
        act_fn=o["activation"],
        resnet_time_scale_shift="scale_shift" if o["scaleShift"] else "default",
        downsample_padding=0 if o["padEnd"] else 1,
        center_input_sample=o["centerInput"],
        add_attention=o["midAttention"],
        attention_head_dim=None if o["oneHead"] else o["headChannels"],
        norm_num_groups=o["groups"],
        norm_eps=o["epsilon"],
        num_class_embeds=o["classes"] + o["anyClass"] if o["classes"] else None,
        flip_sin_to_cos=o["cosinesFirst"],
        freq_shift=o["frequencyShift"],
    )


class ExactTimesteps(nn.Module):
    """diffusers' Timesteps, which is float32 whatever the model is, in float64."""

    def __init__(self, dim, cosines_first, shift):
        super().__init__()
        self.dim, self.cosines_first, self.shift = dim, cosines_first, shift

    def forward(self, t):
        half = self.dim // 2
        exponents = torch.arange(half, dtype=torch.float64) / (half - self.shift)
        angles = t[:, None].double() * torch.exp(-math.log(10000) * exponents)[None, :]
        parts = torch.sin(angles), torch.cos(angles)
        return torch.cat(parts[::-1] if self.cosines_first else parts, dim=-1)


class PatchedUnet(nn.Module):
    """The model between pixel_unshuffle and pixel_shuffle."""

    def __init__(self, options, dtype):
        super().__init__()
        o = DEFAULTS | options
        self.patch = o["patch"]
        self.inner = diffusers_model(o).to(dtype)
        if dtype == torch.float64:
            self.inner.time_proj = ExactTimesteps(
                o["widths"][0], o["cosinesFirst"], o["frequencyShift"]
            )

    def forward(self, x, t, labels=None):
        y = self.inner(F.pixel_unshuffle(x, self.patch), t, labels).sample
        return F.pixel_shuffle(y, self.patch)


def formulas(model):
    """name, shape, stream, bound and center of every parameter, in named_parameters order:
    its values are center + symmetric(stream, shape, bound)."""
    return [
        {"name": name, "shape": list(parameter.shape), "stream": formula.UNET2D + i}
        | range_of(model, name, parameter)
        for i, (name, parameter) in enumerate(model.named_parameters())
    ]


def range_of(model, name, parameter):
    """PyTorch's range where it is uniform; elsewhere one that hides no part of a formula."""
    if "norm" in name:
        return {"bound": 0.5, "center": 1.0 if name.endswith("weight") else 0.0}
    if name.startswith("class_embedding"):
        return {"bound": 1.0, "center": 0.0}
    return {"bound": 1.0 / math.sqrt(fan_in(model, name)), "center": 0.0}


def fill(model):
    with torch.no_grad():
        for row in formulas(model):
            values = formula.symmetric(row["stream"], tuple(row["shape"]), row["bound"])
            values = torch.from_numpy(values) + row["center"]
            model.get_parameter(row["name"]).copy_(values)
