"""narrow.safetensors: a SimpleUNet of 43,000 parameters trained for some hundred steps,
small enough to live in the repository and good enough to hold a sampling chain together.
Argument: a folder with MNIST's train-images-idx3-ubyte.gz."""

import gzip
import pathlib
import sys

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import save_file

from encode import FIXTURES
from schedule import Schedule
from simple_unet import SimpleUNet

NARROW = {"in_channels": 1, "widths": (8, 16, 32), "time_dim": 32}
STEPS, BATCH = 600, 128


def images(folder):
    """(60000, 1, 28, 28) float32 in [-1, 1]."""
    data = gzip.decompress((pathlib.Path(folder) / "train-images-idx3-ubyte.gz").read_bytes())
    pixels = np.frombuffer(data, np.uint8, offset=16).reshape(-1, 1, 28, 28)
    return torch.from_numpy(pixels.astype(np.float32) / 127.5 - 1.0)


def train(folder):
    torch.set_num_threads(1)
    torch.manual_seed(0)
    data, schedule, model = images(folder), Schedule(), SimpleUNet(**NARROW)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    for step in range(1, STEPS + 1):
        x0 = data[torch.randint(0, len(data), (BATCH,))]
        t, noise = torch.randint(0, schedule.timesteps, (BATCH,)), torch.randn_like(x0)
        loss = F.mse_loss(model(schedule.add_noise(x0, t, noise), t), noise)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if step % 100 == 0:
            print(f"step {step}: loss {loss.item():.4f}")
    return model


if __name__ == "__main__":
    save_file(train(sys.argv[1]).state_dict(), FIXTURES / "narrow.safetensors")
