#!/usr/bin/env bash
# Installs what the benchmarks compare with into benchmarks/.peers (ignored by git): PyTorch and
# diffusers in a venv, onnxruntime-node, and SimpleUNet as ONNX. Needs python3 with venv, npm, and the network.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p .peers && cd .peers

python3 -m venv venv
venv/bin/pip install --quiet torch==2.12.1 numpy onnx onnxscript safetensors diffusers==0.42.1

# The install script would download GPU libraries; the CPU ones are in the package.
[ -f package.json ] || echo '{"private":true}' > package.json
ONNXRUNTIME_NODE_INSTALL=skip npm install --no-audit --no-fund --save-exact onnxruntime-node@1.30

venv/bin/python ../peers/export_onnx.py simple-unet.onnx
echo "Peers are ready: npm run bench"
