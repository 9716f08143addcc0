"""PyTorch as a peer: reads a workload per line, runs it once, answers with milliseconds.

A line is `{"job": "train" | "denoise", "batch": N, "layout": "nchw" | "channels_last"}`.
"""

import json
import os
import sys
import time
from pathlib import Path

import torch
import torch.nn.functional as F

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts" / "golden"))
from simple_unet import SimpleUNet  # noqa: E402

torch.set_num_threads(int(os.environ.get("THREADS", "2")))
LAYOUTS = {"nchw": torch.contiguous_format, "channels_last": torch.channels_last}


class Workload:
    def __init__(self, job, batch, layout):
        torch.manual_seed(0)
        self.layout = LAYOUTS[layout]
        self.model = SimpleUNet().to(memory_format=self.layout)
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=1e-3)
        self.alpha_bars = torch.cumprod(1 - torch.linspace(1e-4, 0.02, 1000), 0)
        self.x0 = torch.rand(batch, 1, 28, 28).to(memory_format=self.layout)
        self.run = self.train if job == "train" else self.denoise

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

    @torch.no_grad()
    def denoise(self):
        t = torch.full((len(self.x0),), 500)
        eps = self.model(self.x0, t)
        self.x0 = 0.99 * self.x0 - 0.01 * eps + 0.1 * torch.randn_like(self.x0)


workloads = {}
print(json.dumps({"version": torch.__version__}), flush=True)
for line in sys.stdin:
    if line not in workloads:
        workloads[line] = Workload(**json.loads(line))
    start = time.perf_counter()
    workloads[line].run()
    print(json.dumps({"ms": (time.perf_counter() - start) * 1e3}), flush=True)
