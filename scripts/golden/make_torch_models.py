"""Small checkpoints of PyTorch models as their trainers save them, and what the models predict, for
tests/golden/torch-models.test.ts.

pip install --no-deps denoising-diffusion-pytorch==2.3.4 ema-pytorch einops accelerate
python scripts/golden/make_torch_models.py
"""

import pathlib

import torch
from denoising_diffusion_pytorch.denoising_diffusion_pytorch import GaussianDiffusion, Unet
from ema_pytorch import EMA

from simple_unet import SimpleUNet

OUT = pathlib.Path(__file__).parent.parent.parent / "tests/golden/fixtures"


def spread(model):
    """Weights whose every part matters: PyTorch begins many of them as ones and zeros."""
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(0.2 * torch.randn_like(parameter))
    return model.eval()


@torch.no_grad()
def predictions(model, channels, size):
    x = torch.randn(2, channels, size, size)
    t = torch.tensor([3, 321])
    return {"x": x, "t": t, "y": model(x, t)}


def simple():
    """The notebook's network, saved as a training loop would."""
    model = spread(SimpleUNet(1, (4, 8, 8), 8))
    averaged = spread(SimpleUNet(1, (4, 8, 8), 8))
    optimizer = torch.optim.AdamW(model.parameters())
    model(torch.randn(1, 1, 28, 28), torch.tensor([5])).sum().backward()
    optimizer.step()
    saved = {
        "epoch": 3,
        "model_state_dict": model.state_dict(),
        "ema_state_dict": {f"module.{k}": v for k, v in averaged.state_dict().items()},
        "optimizer_state_dict": optimizer.state_dict(),
        "loss": 0.5,
    }
    torch.save(saved, OUT / "simple-unet.pt")
    answers = {"raw": predictions(model, 1, 28), "ema": predictions(averaged, 1, 28)}
    torch.save(answers, OUT / "simple-unet-answers.pt")


def lucidrains():
    """As denoising_diffusion_pytorch's Trainer.save writes it, two levels narrow."""
    unet = Unet(dim=4, dim_mults=(1, 2), attn_heads=2, attn_dim_head=4)
    diffusion = spread(GaussianDiffusion(unet, image_size=8, timesteps=100))
    ema = EMA(diffusion, beta=0.995, update_every=10)
    spread(ema.ema_model)
    data = {
        "step": 7,
        "model": diffusion.state_dict(),
        "opt": torch.optim.Adam(diffusion.parameters()).state_dict(),
        "ema": ema.state_dict(),
        "scaler": None,
        "version": "2.3.4",
    }
    torch.save(data, OUT / "lucidrains.pt")
    answers = {
        "raw": predictions(diffusion.model, 3, 8),
        "ema": predictions(ema.ema_model.model, 3, 8),
    }
    torch.save(answers, OUT / "lucidrains-answers.pt")
    # of the mean of squares, by the raw weights
    answer = answers["raw"]
    diffusion.model(answer["x"], answer["t"]).square().mean().backward()
    gradients = {name: p.grad for name, p in diffusion.model.named_parameters()}
    torch.save(gradients, OUT / "lucidrains-gradients.pt")


torch.manual_seed(0)
simple()
lucidrains()
