"""unet2d-configs.json: one prediction of a small UNet2DModel for each of diffusers' options, in float64, from
the config that its folder holds. Weights by formula, as in unet2d.py, in the order of PyTorch, which is ours."""

import diffusers
import torch
from diffusers.utils import logging

import encode
import formula
from unet2d import ExactTimesteps, fill, formulas

BASE = {
    "sample_size": 8, "in_channels": 3, "out_channels": 3, "block_out_channels": [8, 16],
    "layers_per_block": 1, "norm_num_groups": 4, "attention_head_dim": 8,
    "down_block_types": ["DownBlock2D", "AttnDownBlock2D"],
    "up_block_types": ["AttnUpBlock2D", "UpBlock2D"],
}  # fmt: skip

CASES = {
    "base": {},
    "act_fn mish": {"act_fn": "mish"},
    "act_fn gelu": {"act_fn": "gelu"},
    "act_fn relu": {"act_fn": "relu"},
    "act_fn swish": {"act_fn": "swish"},
    "one head": {"attention_head_dim": None},
    "one head at levels of two widths": {
        "attention_head_dim": None, "down_block_types": ["AttnDownBlock2D"] * 2,
        "up_block_types": ["AttnUpBlock2D"] * 2,
    },
    "groups": {"norm_num_groups": 8, "norm_eps": 1e-3},
    "groups of the middle": {"attn_norm_num_groups": 2},
    "time": {"flip_sin_to_cos": False, "freq_shift": 1, "time_embedding_dim": 24},
    "padding at the end": {"downsample_padding": 0},
    "padding at the end of an odd size": {
        "downsample_padding": 0, "sample_size": 12, "block_out_channels": [8, 8, 8],
        "down_block_types": ["DownBlock2D"] * 3, "up_block_types": ["UpBlock2D"] * 3,
    },
    "centred": {"center_input_sample": True},
    "classes": {"num_class_embeds": 5},
    "scale and shift": {"resnet_time_scale_shift": "scale_shift"},
    "scale and shift by mish": {"resnet_time_scale_shift": "scale_shift", "act_fn": "mish"},
    "no attention in the middle": {"add_attention": False},
    "scale of the middle": {"mid_block_scale_factor": 1.4142135},
    "no middle": {"mid_block_type": None},
    "halved and doubled by blocks": {
        "down_block_types": ["ResnetDownsampleBlock2D", "DownBlock2D"],
        "up_block_types": ["ResnetUpsampleBlock2D", "UpBlock2D"],
    },
    "resampling types": {
        "downsample_type": "resnet", "upsample_type": "resnet",
        "down_block_types": ["AttnDownBlock2D", "DownBlock2D"],
        "up_block_types": ["UpBlock2D", "AttnUpBlock2D"],
    },
    "resampling types, upwards": {
        "downsample_type": "resnet", "upsample_type": "resnet",
        "resnet_time_scale_shift": "scale_shift",
    },
    "three layers, not square": {"layers_per_block": 3, "sample_size": [4, 8]},
    "attention on the way up alone": {"down_block_types": ["DownBlock2D"] * 2},
    "all of google/ddpm-cifar10-32 but its widths": {
        "act_fn": "silu", "attention_head_dim": None, "block_out_channels": [8, 16, 16, 16],
        "down_block_types": ["DownBlock2D", "AttnDownBlock2D", "DownBlock2D", "DownBlock2D"],
        "up_block_types": ["UpBlock2D", "UpBlock2D", "AttnUpBlock2D", "UpBlock2D"],
        "downsample_padding": 0, "flip_sin_to_cos": False, "freq_shift": 1, "layers_per_block": 2,
        "norm_eps": 1e-6, "sample_size": 16,
    },
}  # fmt: skip


def make():
    cases = []
    for label, options in CASES.items():
        model = diffusers.UNet2DModel(**(BASE | options)).double()
        fill(model)
        model.time_proj = ExactTimesteps(
            model.config.block_out_channels[0], model.config.flip_sin_to_cos, model.config.freq_shift
        )
        size = model.config.sample_size
        shape = (2, 3, *(size if isinstance(size, (list, tuple)) else (size, size)))
        x = torch.from_numpy(formula.normal(formula.X0, shape)).double()
        labels = torch.tensor([1, 4]) if model.config.num_class_embeds else None
        with torch.no_grad():
            output = model(x, torch.tensor([7, 700]), labels).sample[:, :3]
        cases.append({
            "label": label,
            "config": model.to_json_string(),
            "parameters": len(formulas(model)),
            "shape": list(shape),
            "f32": encode.array(output.numpy().astype("float32"))["f32"],
        })  # fmt: skip
    encode.write("unet2d-configs.json", {"diffusers": diffusers.__version__, "cases": cases})


if __name__ == "__main__":
    logging.set_verbosity_error()
    make()
