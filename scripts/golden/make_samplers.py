"""diffusers' schedulers, in float64, on a state of 8 numbers with an analytic model: each sampler with
every spacing and target at 5, 10, 25 and 50 steps. Writes samplers.json (README.md). Three of
their faults are corrected here: see Stride, and the last steps of DDPM and of UniPC's bh1."""

import sys

import diffusers
import numpy as np
import torch

import encode
import formula

SHAPE = (1, 1, 2, 4)
COUNT = 8
STEPS = (5, 10, 25, 50)
SPACINGS = ("leading", "linspace", "trailing")
TARGETS = {"eps": "epsilon", "x0": "sample", "v": "v_prediction"}
INITIAL, NOISE = 500, 501  # streams of the formula: x_T, and NOISE + i for evaluation i

UNLIMITED = {"thresholding": True, "sample_max_value": 1e9}

# our name, our options, diffusers' class, its options, options of its step, spacings, targets
CASES = [
    ("ddpm", {"variance": "small", "clip": "none"}, "DDPM", {"clip_sample": False}),
    ("ddpm", {"variance": "small", "clip": "range"}, "DDPM", {}),
    ("ddpm", {"variance": "large", "clip": "range"}, "DDPM", {"variance_type": "fixed_large"}),
    ("ddim", {"clip": "range", "rederiveEps": False}, "DDIM", {}),
    ("ddim", {"eta": 1, "clip": "none"}, "DDIM", {"clip_sample": False}, {"eta": 1.0}),
    (
        "ddim",
        {"eta": 0.5, "clip": "dynamic", "rederiveEps": True},
        "DDIM",
        UNLIMITED,
        {"eta": 0.5, "use_clipped_model_output": True},
    ),
    ("dpm-solver++", {"clip": "none"}, "DPMSolverMultistep", {}),
    ("dpm-solver++", {"solver": "heun", "clip": "dynamic"}, "DPMSolverMultistep",
     {"solver_type": "heun"} | UNLIMITED),
    ("dpm-solver++", {"eta": 1, "clip": "none"}, "DPMSolverMultistep",
     {"algorithm_type": "sde-dpmsolver++"}),
    ("dpm-solver++", {"eta": 1, "solver": "heun", "clip": "dynamic"}, "DPMSolverMultistep",
     {"algorithm_type": "sde-dpmsolver++", "solver_type": "heun"} | UNLIMITED),
    ("unipc", {"clip": "none"}, "UniPCMultistep", {}),
    ("unipc", {"solver": "bh1", "clip": "none"}, "UniPCMultistep", {"solver_type": "bh1"}),
    ("unipc", {"order": 3, "clip": "dynamic"}, "UniPCMultistep", {"solver_order": 3} | UNLIMITED),
    ("euler", {"clip": "none"}, "EulerDiscrete", {}),
    ("euler-ancestral", {"clip": "none"}, "EulerAncestralDiscrete", {}, {}, SPACINGS, ("eps", "v")),
    ("heun", {"clip": "none"}, "HeunDiscrete", {}),
    ("heun", {"clip": "range"}, "HeunDiscrete", {"clip_sample": True}),
    ("dpm-solver++", {"lowerOrderFinal": False, "finalSigma": "min", "clip": "none"},
     "DPMSolverMultistep", {"lower_order_final": False, "final_sigmas_type": "sigma_min"},
     {}, ("linspace",), ("eps",)),
    ("dpm-solver++", {"sigmas": "karras", "clip": "none"}, "DPMSolverMultistep",
     {"use_karras_sigmas": True}, {}, ("linspace",), ("eps",)),
    ("unipc", {"sigmas": "karras", "clip": "none"}, "UniPCMultistep",
     {"use_karras_sigmas": True}, {}, ("linspace",), ("eps",)),
    ("euler", {"sigmas": "karras", "clip": "none"}, "EulerDiscrete",
     {"use_karras_sigmas": True}, {}, ("leading", "linspace"), ("eps",)),
    ("euler", {"sigmas": "exponential", "clip": "none"}, "EulerDiscrete",
     {"use_exponential_sigmas": True}, {}, ("linspace",), ("eps",)),
    ("heun", {"sigmas": "karras", "clip": "none"}, "HeunDiscrete",
     {"use_karras_sigmas": True}, {}, ("linspace",), ("eps",)),
    ("deis", {"finalSigma": "min", "clip": "none"}, "DEISMultistep", {}),
    ("deis", {"order": 3, "finalSigma": "min", "clip": "dynamic"}, "DEISMultistep",
     {"solver_order": 3} | UNLIMITED),
    ("deis", {"order": 3, "lowerOrderFinal": False, "finalSigma": "min", "clip": "none"},
     "DEISMultistep", {"solver_order": 3, "lower_order_final": False}, {}, ("linspace",), ("eps",)),
]  # fmt: skip


class Doubled:
    """A module whose float32 is float64."""

    def __init__(self, module):
        self.module = module

    def __getattr__(self, name):
        return getattr(self.module, "float64" if name == "float32" else name)


class Stride:
    """DDIM steps to t - T // n even where another timestep is next (diffusers issue 9261). As its n,
    this gives the stride to the next one."""

    def __init__(self, timesteps, i):
        following = int(timesteps[i + 1]) if i + 1 < len(timesteps) else -1
        self.stride = int(timesteps[i]) - following

    def __rfloordiv__(self, _):
        return self.stride


def numbers(stream):
    return torch.from_numpy(formula.normal(stream, SHAPE).astype(np.float64))


def model(x, t):
    """What a network might say: bounded, other for every number and timestep."""
    place = torch.arange(COUNT, dtype=torch.float64).reshape(SHAPE) / COUNT
    return torch.tanh(0.7 * x + place - 0.4) * (0.5 + float(t) / 2000)


def scheduler_of(kind, options):
    scheduler_class = getattr(diffusers, f"{kind}Scheduler")
    module = sys.modules[scheduler_class.__module__]
    if isinstance(module.torch, Doubled):
        return module, scheduler_class(**options)
    module.torch, module.np = Doubled(torch), Doubled(np)
    return module, scheduler_class(**options)


def run(kind, options, step_options, steps):
    """The state after each evaluation of the model, of the size that the model sees."""
    module, scheduler = scheduler_of(kind, options)
    scheduler.set_timesteps(steps)
    timesteps = list(scheduler.timesteps)
    scaled = kind in ("EulerDiscrete", "EulerAncestralDiscrete", "HeunDiscrete")
    size = [float((s**2 + 1) ** 0.5) for s in scheduler.sigmas] if scaled else [1.0] * 1000
    x = numbers(INITIAL) * size[0]
    states = []
    for i, t in enumerate(timesteps):
        # DDPM adds noise at any last step but t = 0, where the picture should be done
        noise = numbers(NOISE + i) * (i + 1 < len(timesteps))
        module.randn_tensor = lambda *_, **__: noise
        output = model(scheduler.scale_model_input(x, t), t)
        if kind == "DDIM":
            scheduler.num_inference_steps = Stride(timesteps, i)
        x = scheduler.step(output, t, x, **step_options).prev_sample
        if options.get("solver_type") == "bh1" and i + 1 == len(timesteps):
            x = scheduler.model_outputs[-1]  # what 0 * B(infinity) should have left
        states.append((x / size[i + 1]).flatten().numpy())
    return states


def kept(states, steps):
    """All states of a short run, every fifth of a long one and the last."""
    every = 1 if steps <= 10 else 5
    return [s for i, s in enumerate(states) if (i + 1) % every == 0 or i + 1 == len(states)]


def make():
    torch.set_default_dtype(torch.float64)
    cases = []
    for name, ours, kind, theirs, *more in CASES:
        defaults = [{}, SPACINGS, tuple(TARGETS)]
        step_options, spacings, targets = more + defaults[len(more) :]
        for spacing in spacings:
            for target in targets:
                options = theirs | {
                    "beta_start": 1e-4,
                    "beta_end": 0.02,
                    "timestep_spacing": spacing,
                    "prediction_type": TARGETS[target],
                }
                runs = [kept(run(kind, options, step_options, n), n) for n in STEPS]
                states = np.concatenate([np.stack(r) for r in runs]).astype(np.float32)
                assert np.isfinite(states).all(), (name, ours, spacing, target)
                case = {"name": name, "options": ours | {"spacing": spacing}, "target": target}
                cases.append(case | {"f32": encode.array(states)["f32"]})
    content = {"diffusers": diffusers.__version__, "steps": STEPS, "cases": cases}
    encode.write("samplers.json", content)


if __name__ == "__main__":
    make()
