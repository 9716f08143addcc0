"""forks.json: how far ten Adam steps in float64 come apart when weights are off by as little as
rounding makes of them. A sign or a ReLU that changes sends the runs along different ways."""

import torch

import encode
from encode import relative_l2
from make_unet import CASES, STEPS, backward, gradients_of, train
from simple_unet import SimpleUNet, fill_by_formula, precision

# Moves gradients by 3e-6 and the output by up to 1.7e-6; Winograd's rounding: 4e-6 and 5e-7.
PERTURBATION = 1e-6
RUNS = 8
# Not unet-b128: its float32 runs come apart as far as perturbed ones do.
FREE = ("unet-b1", "unet-b3", "unet-rgb")
JUDGED = "unet-b1"


@torch.no_grad()
def perturb(model, seed):
    """Every parameter times 1 + PERTURBATION * N(0, 1)."""
    generator = torch.Generator().manual_seed(seed)
    for p in model.parameters():
        p.mul_(1.0 + PERTURBATION * torch.randn(p.shape, generator=generator, dtype=p.dtype))


def worst(runs, exact):
    """The largest relative L2 error of each tensor of `exact` in any of the runs."""
    return {
        name: encode.three_digits(max(relative_l2(run[name], value) for run in runs))
        for name, value in exact.items()
    }


def free(shape):
    """Perturbed once, before the first step: losses before each step, parameters after the last."""

    def run(prepare=lambda model: None):
        return train(shape, torch.float64, threads=2, prepare=prepare)

    exact = run()
    runs = [run(lambda model, seed=seed: perturb(model, seed)) for seed in range(RUNS)]
    last = f"after{STEPS}"
    return {
        "losses": [
            encode.three_digits(max(abs(run["losses"][step] / loss - 1.0) for run in runs))
            for step, loss in enumerate(exact["losses"])
        ],
        last: worst([run[last] for run in runs], exact[last]),
    }


def perturbed_gradients(state, seed, step, shape):
    model = SimpleUNet(shape[1])
    model.load_state_dict(state)
    perturb(model, seed)
    backward(model, step, shape, torch.float64)
    return gradients_of(model)


def judged(shape):
    """Perturbed again before every step: the gradients' error in the worst tensor of each step."""
    with precision(torch.float64):
        model = fill_by_formula(SimpleUNet(shape[1]))
        optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
        errors = []
        for step in range(STEPS):
            state = model.state_dict()
            runs = [perturbed_gradients(state, seed, step, shape) for seed in range(RUNS)]
            backward(model, step, shape, torch.float64)
            errors.append(max(worst(runs, gradients_of(model)).values()))
            optimizer.step()
    return errors


if __name__ == "__main__":
    encode.write("forks.json", {
        "perturbation": PERTURBATION,
        "runs": RUNS,
        "gradients": {JUDGED: judged(CASES[JUDGED])},
        "free": {name: free(CASES[name]) for name in FREE},
    })  # fmt: skip
