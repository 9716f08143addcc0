"""Weights to and from PyTorch by hand: does the notebook's class take our model.safetensors,
and we take PyTorch's? Both commands print the same lines for the same weights.

    interchange.py load model.safetensors [--size 28]
    interchange.py save model.safetensors [--size 28] [--seed 0] [--channels 1]
"""

import argparse
import hashlib

import torch
from safetensors.torch import load_file, save_file

import formula
from simple_unet import SimpleUNet


def build(weights):
    """The notebook's class in the size the tensors have, loaded strictly."""
    widths = tuple(weights[f"conv{i}.weight"].shape[0] for i in (1, 2, 3))
    model = SimpleUNet(
        weights["conv1.weight"].shape[1], widths, weights["time_mlp.1.weight"].shape[0]
    )
    model.load_state_dict(weights, strict=True)
    return model


@torch.no_grad()
def report(model, size):
    """Parameters, a digest of the weights, and numbers of an output on inputs by formula."""
    digest = hashlib.sha256()
    for name, value in sorted(model.state_dict().items()):
        digest.update(name.encode() + value.contiguous().numpy().tobytes())
    shape = (2, model.conv1.in_channels, size, size)
    x = torch.from_numpy(formula.symmetric(formula.X0, shape))
    output = model(x, torch.from_numpy(formula.timesteps(formula.TIMESTEP, 2, 1000)))
    print(f"parameters      {sum(p.numel() for p in model.parameters()):,}")
    print(f"weights sha256  {digest.hexdigest()}")
    print(f"output norm     {output.double().norm().item():.7g}")
    print(f"output first    {' '.join(f'{v:.6f}' for v in output.flatten()[:4].tolist())}")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("command", choices=("load", "save"))
    parser.add_argument("file")
    parser.add_argument("--size", type=int, default=28)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--channels", type=int, default=1)
    args = parser.parse_args()
    if args.command == "save":
        torch.manual_seed(args.seed)
        save_file(SimpleUNet(args.channels).state_dict(), args.file)
    report(build(load_file(args.file)), args.size)


if __name__ == "__main__":
    main()
