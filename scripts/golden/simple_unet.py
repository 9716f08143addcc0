"""The notebook's SimpleUNet and position embedding, with widths as an option,
and the same network carrying weights made by formula. No training here."""

import contextlib
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

import formula


class SinusoidalPositionEmbedding(nn.Module):
    """The notebook's, letter for letter."""

    def __init__(self, dim):
        super().__init__()
        self.dim = dim

    def forward(self, t):
        device = t.device
        half_dim = self.dim // 2
        emb = math.log(10000) / (half_dim - 1)
        emb = torch.exp(torch.arange(half_dim, device=device) * -emb)
        emb = t[:, None] * emb[None, :]
        emb = torch.cat([torch.sin(emb), torch.cos(emb)], dim=-1)
        return emb


class SimpleUNet(nn.Module):
    """The notebook's at the defaults: same names, same order, same initialisation."""

    def __init__(self, in_channels=1, widths=(64, 128, 256), time_dim=256):
        super().__init__()
        a, b, c = widths
        self.time_mlp = nn.Sequential(
            SinusoidalPositionEmbedding(time_dim), nn.Linear(time_dim, time_dim), nn.ReLU()
        )
        self.conv1 = nn.Conv2d(in_channels, a, 3, padding=1)
        self.conv2 = nn.Conv2d(a, b, 3, stride=2, padding=1)  # 28->14
        self.conv3 = nn.Conv2d(b, c, 3, stride=2, padding=1)  # 14->7
        self.time_proj1 = nn.Linear(time_dim, a)
        self.time_proj2 = nn.Linear(time_dim, b)
        self.time_proj3 = nn.Linear(time_dim, c)
        self.bottleneck = nn.Sequential(
            nn.Conv2d(c, c, 3, padding=1),
            nn.ReLU(),
            nn.Conv2d(c, c, 3, padding=1),
            nn.ReLU(),
        )
        self.up1 = nn.ConvTranspose2d(c, b, 4, stride=2, padding=1)  # 7->14
        self.conv4 = nn.Conv2d(2 * b, b, 3, padding=1)
        self.up2 = nn.ConvTranspose2d(b, a, 4, stride=2, padding=1)  # 14->28
        self.conv5 = nn.Conv2d(2 * a, a, 3, padding=1)
        self.out = nn.Conv2d(a, in_channels, 1)

    def forward(self, x, t):
        t_emb = self.time_mlp(t.float())
        h1 = F.relu(self.conv1(x) + self.time_proj1(t_emb)[:, :, None, None])
        h2 = F.relu(self.conv2(h1) + self.time_proj2(t_emb)[:, :, None, None])
        h3 = F.relu(self.conv3(h2) + self.time_proj3(t_emb)[:, :, None, None])
        h = self.bottleneck(h3)
        h = self.up1(h)
        h = torch.cat([h, h2], dim=1)
        h = F.relu(self.conv4(h))
        h = self.up2(h)
        h = torch.cat([h, h1], dim=1)
        h = F.relu(self.conv5(h))
        return self.out(h)


@contextlib.contextmanager
def precision(dtype):
    """Default dtype for a block: the embedding's arange follows it, so in a
    float64 block the whole network is computed in float64."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(dtype)
    try:
        yield
    finally:
        torch.set_default_dtype(before)


def fan_in(model, name):
    """PyTorch's fan-in of the weight or bias `name`: dimension 1 times the kernel,
    which for ConvTranspose2d (in, out, k, k) is out * k * k."""
    weight = model.get_parameter(name.rsplit(".", 1)[0] + ".weight")
    return math.prod(weight.shape[1:])


def fill_by_formula(model):
    """Parameter j (in named_parameters order) := stream j, bound 1/sqrt(fan_in)."""
    with torch.no_grad():
        for stream, (name, parameter) in enumerate(model.named_parameters()):
            bound = 1.0 / math.sqrt(fan_in(model, name))
            values = formula.symmetric(stream, tuple(parameter.shape), bound)
            parameter.copy_(torch.from_numpy(values))
    return model
