"""Whole runs of diffusers' schedulers from the configs that their folders hold, in float64, on a state of
8 numbers with the analytic model of make_samplers.py: 25 steps each. Writes schedulers.json (README.md).
Nothing of theirs is corrected here: these runs are chosen where make_samplers.py would correct nothing."""

import diffusers
import numpy as np
import torch

import encode
from make_samplers import INITIAL, NOISE, model, numbers, scheduler_of

STEPS = 25
LATENT = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}

CASES = [
    ("DDPM", {}),
    ("DDPM", {"variance_type": "fixed_large", "clip_sample": False, "prediction_type": "v_prediction"} | LATENT),
    ("DDPM", {"variance_type": "fixed_small_log", "beta_schedule": "squaredcos_cap_v2"}),
    ("DDPM", {"thresholding": True, "prediction_type": "sample"}),
    ("DDPM", {"trained_betas": [float(b) for b in np.linspace(1e-4, 0.03, 500)], "num_train_timesteps": 500}),
    ("DDIM", {"beta_schedule": "squaredcos_cap_v2"}),
    ("DDIM", {"timestep_spacing": "trailing", "rescale_betas_zero_snr": True, "clip_sample": False,
              "prediction_type": "v_prediction"}),
    ("DDIM", {"steps_offset": 1, "set_alpha_to_one": False, "clip_sample": False} | LATENT),
    ("DDPM", {"beta_schedule": "sigmoid"}),
    ("DPMSolverMultistep", {}),
    ("DPMSolverMultistep", {"use_karras_sigmas": True, "algorithm_type": "sde-dpmsolver++"} | LATENT),
    ("DPMSolverMultistep", {"timestep_spacing": "leading", "steps_offset": 1, "solver_type": "heun"}),
    ("UniPCMultistep", {"timestep_spacing": "leading", "steps_offset": 1}),
    ("UniPCMultistep", {"solver_order": 3, "final_sigmas_type": "sigma_min"}),
    ("DEISMultistep", {}),
    ("DEISMultistep", {"solver_order": 3, "timestep_spacing": "trailing"}),
    ("EulerDiscrete", {"timestep_spacing": "leading", "steps_offset": 1} | LATENT),
    ("EulerAncestralDiscrete", {"timestep_spacing": "trailing"}),
    ("HeunDiscrete", {}),
    ("HeunDiscrete", {"clip_sample": True, "use_karras_sigmas": True}),
]  # fmt: skip


def run(kind, options):
    module, scheduler = scheduler_of(kind, options)
    scheduler.set_timesteps(STEPS)
    x = numbers(INITIAL)
    if kind in ("EulerDiscrete", "EulerAncestralDiscrete", "HeunDiscrete"):
        x = x * float((scheduler.sigmas[0] ** 2 + 1) ** 0.5)
    for i, t in enumerate(scheduler.timesteps):
        module.randn_tensor = lambda *_, **__: numbers(NOISE + i)
        x = scheduler.step(model(scheduler.scale_model_input(x, t), t), t, x).prev_sample
    return scheduler.to_json_string(), x.flatten().numpy().astype(np.float32)


def make():
    torch.set_default_dtype(torch.float64)
    cases = []
    for kind, options in CASES:
        config, final = run(kind, options)
        assert np.isfinite(final).all(), (kind, options)
        cases.append({"config": config, "f32": encode.array(final)["f32"]})
    content = {"diffusers": diffusers.__version__, "steps": STEPS, "cases": cases}
    encode.write("schedulers.json", content)


if __name__ == "__main__":
    make()
