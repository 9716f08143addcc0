"""Writes the notebook's SimpleUNet as ONNX, batch size free: what onnxruntime runs."""

import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts" / "golden"))
from simple_unet import SimpleUNet  # noqa: E402

model = SimpleUNet().eval()
x, t = torch.randn(2, 1, 28, 28), torch.tensor([1, 2])
torch.onnx.export(
    model,
    (x, t),
    sys.argv[1],
    input_names=["x", "t"],
    output_names=["eps"],
    dynamic_axes={"x": {0: "n"}, "t": {0: "n"}, "eps": {0: "n"}},
    dynamo=False,
)
