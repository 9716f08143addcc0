"""The notebook's DDPMScheduler in float64 throughout. Float32 runs use these
numbers rounded once, as the package does."""

import torch


class Schedule:
    """Every named coefficient of DDPMScheduler, linear betas, (T,) float64."""

    def __init__(self, timesteps=1000, beta_start=1e-4, beta_end=0.02):
        self.timesteps = timesteps
        self.betas = torch.linspace(beta_start, beta_end, timesteps, dtype=torch.float64)
        self.alphas = 1.0 - self.betas
        self.alpha_bars = torch.cumprod(self.alphas, dim=0)
        self.sqrt_alpha_bars = torch.sqrt(self.alpha_bars)
        self.sqrt_one_minus_alpha_bars = torch.sqrt(1.0 - self.alpha_bars)
        self.sqrt_alphas = torch.sqrt(self.alphas)
        self.sqrt_recip_alphas = torch.sqrt(1.0 / self.alphas)

    def add_noise(self, x0, t, noise):
        """x_t = sqrt(alpha_bar_t) x0 + sqrt(1 - alpha_bar_t) noise, in the dtype of x0."""
        signal = self.sqrt_alpha_bars[t].view(-1, 1, 1, 1).to(x0.dtype)
        spread = self.sqrt_one_minus_alpha_bars[t].view(-1, 1, 1, 1).to(x0.dtype)
        return signal * x0 + spread * noise
