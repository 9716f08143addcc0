"""pipelines.json: whole pipelines of diffusers, a small UNet2DModel and a scheduler, over 25 steps in float64:
the configs that their folders hold, and the images that they end with. Weights by formula, as in unet2d.py;
noise by formula, too."""

import diffusers
import torch
from diffusers.utils import logging

import encode
import formula
from make_samplers import scheduler_of
from make_unet2d_configs import BASE, CASES
from unet2d import ExactTimesteps, fill

STEPS, INITIAL, NOISE = 25, 500, 501
SHAPE = (2, 3, 8, 8)
GOOGLE = CASES["all of google/ddpm-cifar10-32 but its widths"] | {
    "sample_size": 8, "block_out_channels": [8, 16], "down_block_types": ["DownBlock2D", "AttnDownBlock2D"],
    "up_block_types": ["AttnUpBlock2D", "UpBlock2D"],
}  # fmt: skip

PIPELINES = {
    "unconditional, ancestral": (GOOGLE, "DDPM", {}),
    "with classes": ({"num_class_embeds": 5}, "DDIM", {"beta_schedule": "squaredcos_cap_v2"}),
    "v-prediction": ({}, "DPMSolverMultistep", {"prediction_type": "v_prediction", "thresholding": True}),
    "zero terminal SNR, trailing": (
        {}, "DDIM", {"prediction_type": "v_prediction", "rescale_betas_zero_snr": True,
                     "timestep_spacing": "trailing"},
    ),
    "leading, with an offset": (
        {"downsample_padding": 0}, "UniPCMultistep", {"timestep_spacing": "leading", "steps_offset": 1},
    ),
    "half precision": ({"act_fn": "mish"}, "EulerDiscrete", {"timestep_spacing": "trailing"}),
    "legacy names": ({"attention_head_dim": None}, "DDPM", {"variance_type": "fixed_large"}),
    "predicts images": (
        {"resnet_time_scale_shift": "scale_shift"}, "DDPM", {"prediction_type": "sample"},
    ),
}  # fmt: skip


def network_of(options, half):
    model = diffusers.UNet2DModel(**(BASE | options)).double()
    fill(model)
    if half:
        model = model.half().double()
    config = model.config
    model.time_proj = ExactTimesteps(
        config.block_out_channels[0], config.flip_sin_to_cos, config.freq_shift
    )
    return model


def numbers(stream):
    return torch.from_numpy(formula.normal(stream, SHAPE)).double()


def run(model, kind, options):
    module, scheduler = scheduler_of(kind, options)
    scheduler.set_timesteps(STEPS)
    labels = torch.tensor([1, 4]) if model.config.num_class_embeds else None
    x = numbers(INITIAL)
    if kind == "EulerDiscrete":
        # what the model sees first is pure noise; init_noise_sigma leaves it smaller by 1 / (2 sigma^2)
        x = x * float((scheduler.sigmas[0] ** 2 + 1) ** 0.5)
    for i, t in enumerate(scheduler.timesteps):
        module.randn_tensor = lambda *_, **__: numbers(NOISE + i)
        with torch.no_grad():
            output = model(scheduler.scale_model_input(x, t), t, labels).sample
        x = scheduler.step(output, t, x).prev_sample
    return scheduler.to_json_string(), x


def make():
    torch.set_default_dtype(torch.float64)
    cases = []
    for label, (options, kind, said) in PIPELINES.items():
        model = network_of(options, label == "half precision")
        scheduler, images = run(model, kind, said)
        assert torch.isfinite(images).all(), label
        cases.append({
            "label": label,
            "config": model.to_json_string(),
            "scheduler": scheduler,
            "f32": encode.array(images.numpy().astype("float32"))["f32"],
        })  # fmt: skip
    content = {"diffusers": diffusers.__version__, "steps": STEPS, "shape": list(SHAPE)}
    encode.write("pipelines.json", content | {"cases": cases})


if __name__ == "__main__":
    logging.set_verbosity_error()
    make()
