"""chain.json: the notebook's whole ancestral sampling chain (T = 1000, sigma = sqrt(beta),
no clipping) in float64, on the weights of narrow.safetensors, with noise by formula."""

import numpy as np
import torch
from safetensors.torch import load_file

import encode
import formula
from encode import FIXTURES, relative_l2
from schedule import Schedule
from simple_unet import SimpleUNet, precision
from train_narrow import NARROW

SHAPE, T, SAVE_EVERY = (2, 1, 28, 28), 1000, 100


class NotebookSchedule(Schedule):
    """As the notebook has it: computed in float32 from the start."""

    def __init__(self):
        self.betas = torch.linspace(1e-4, 0.02, T, dtype=torch.float32)
        self.alphas = 1.0 - self.betas
        self.alpha_bars = torch.cumprod(self.alphas, dim=0)


def coefficients(schedule, t, dtype):
    """coef1, coef2 and sigma of one step, rounded to dtype last."""
    alpha, alpha_bar, beta = schedule.alphas[t], schedule.alpha_bars[t], schedule.betas[t]
    row = 1 / torch.sqrt(alpha), (1 - alpha) / torch.sqrt(1 - alpha_bar), torch.sqrt(beta)
    return [value.to(dtype) for value in row]


@torch.no_grad()
def chain(dtype, schedule):
    """The initial noise, then the state after each t divisible by SAVE_EVERY, as float64."""
    with precision(dtype):
        model = SimpleUNet(**NARROW)
        model.load_state_dict(load_file(FIXTURES / "narrow.safetensors"), strict=True)
        x = torch.from_numpy(formula.normal(formula.CHAIN + T, SHAPE)).to(dtype)
        states = [x.double().numpy()]
        for t in reversed(range(T)):
            coef1, coef2, sigma = coefficients(schedule, t, dtype)
            x = coef1 * (x - coef2 * model(x, torch.full((SHAPE[0],), t)))
            if t > 0:
                x = x + sigma * torch.from_numpy(formula.normal(formula.CHAIN + t, SHAPE)).to(dtype)
            if t % SAVE_EVERY == 0:
                states.append(x.double().numpy())
    return states


def make():
    torch.set_num_threads(1)
    exact = chain(torch.float64, Schedule(T))
    single = chain(torch.float32, Schedule(T))
    notebook = chain(torch.float32, NotebookSchedule())
    encode.write("chain.json", {
        "model": {"inChannels": 1, "widths": NARROW["widths"], "timeDim": NARROW["time_dim"]},
        "weights": "narrow.safetensors",
        "input": {"shape": SHAPE, "timesteps": T, "betaStart": 1e-4, "betaEnd": 0.02},
        "saveEvery": SAVE_EVERY,
        "final": encode.array(exact[-1]),
        "trajectoryNorms": [float(np.linalg.norm(state)) for state in exact],
        "float32Error": encode.three_digits(relative_l2(single[-1], exact[-1])),
        "float32NotebookScheduleError": encode.three_digits(relative_l2(notebook[-1], exact[-1])),
    })  # fmt: skip


if __name__ == "__main__":
    make()
