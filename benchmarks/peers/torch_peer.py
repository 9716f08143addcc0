"""PyTorch as a contender's process (see contenders/process.ts).

Its argument is `{"job": "train" | "denoise", "batch", "layout": "nchw" | "channels_last", "threads",
"unet"}`, the last with the options of our `unet` where diffusers' is measured instead of SimpleUNet;
every line on stdin is a number of steps, answered with milliseconds per step.
"""

import json
import sys
import time
from pathlib import Path

import torch
import torch.nn.functional as F

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts" / "golden"))
from simple_unet import SimpleUNet  # noqa: E402

LAYOUTS = {"nchw": torch.contiguous_format, "channels_last": torch.channels_last}


def network(unet):
    """SimpleUNet, or diffusers' UNet2DModel, which needs diffusers only where it is asked for."""
    if unet is None:
        return SimpleUNet()
    from unet2d import PatchedUnet

    return PatchedUnet(unet, torch.float32)


class Workload:
    def __init__(self, job, batch, layout, threads, unet=None):
        torch.set_num_threads(threads)
        torch.manual_seed(0)
        memory_format = LAYOUTS[layout]
        self.model = network(unet).to(memory_format=memory_format)
        self.x0 = torch.rand(batch, 1, 28, 28).to(memory_format=memory_format)
        self.alpha_bars = torch.cumprod(1 - torch.linspace(1e-4, 0.02, 1000), 0)
        self.step = self.train if job == "train" else self.denoise
        if job == "train":
            self.optimizer = torch.optim.Adam(self.model.parameters(), lr=1e-3)

    def train(self):
        t = torch.randint(0, 1000, (len(self.x0),))
        noise = torch.randn_like(self.x0)
        alpha_bar = self.alpha_bars[t].view(-1, 1, 1, 1)
        x_t = alpha_bar.sqrt() * self.x0 + (1 - alpha_bar).sqrt() * noise
        loss = F.mse_loss(self.model(x_t, t), noise)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        return loss.item()

    @torch.inference_mode()
    def denoise(self):
        t = torch.full((len(self.x0),), 500)
        eps = self.model(self.x0, t)
        self.x0 = 0.99 * self.x0 - 0.01 * eps + 0.1 * torch.randn_like(self.x0)


def say(answer):
    print(json.dumps(answer), flush=True)


workload = Workload(**json.loads(sys.argv[1]))
say({"version": torch.__version__.split("+")[0]})
for line in sys.stdin:
    steps = int(line)
    start = time.perf_counter()
    for _ in range(steps):
        workload.step()
    say({"ms": (time.perf_counter() - start) * 1e3 / steps})
