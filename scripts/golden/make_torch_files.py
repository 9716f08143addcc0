"""Small files of torch.save in every form that is read, and what they hold, for tests/unit/formats/torch.test.ts.

python scripts/golden/make_torch_files.py
"""

import argparse
import collections
import datetime
import pathlib

import numpy
import torch

OUT = pathlib.Path(__file__).parent.parent.parent / "tests/unit/formats/fixtures"


def tensors():
    base = torch.arange(24, dtype=torch.float32).reshape(2, 3, 4) / 8
    return collections.OrderedDict(
        whole=base,
        turned=base.permute(2, 0, 1),
        part=base[1, 1:, ::2],
        one=torch.tensor(0.5),
        none=torch.zeros(0, 3),
        spread=torch.tensor([1.0, 2.0]).expand(3, 2),
        parameter=torch.nn.Parameter(torch.tensor([3.0, -1.0])),
        f64=torch.tensor([0.1, -2.5], dtype=torch.float64),
        f16=torch.tensor([0.1, -2.5], dtype=torch.float16),
        bf16=torch.tensor([0.1, -2.5], dtype=torch.bfloat16),
        i64=torch.tensor([2**40, -1]),
        i32=torch.tensor([2**20, -1], dtype=torch.int32),
        i16=torch.tensor([300, -1], dtype=torch.int16),
        i8=torch.tensor([100, -1], dtype=torch.int8),
        u8=torch.tensor([200, 1], dtype=torch.uint8),
        u16=torch.tensor([60000, 1], dtype=torch.uint16),
        bool=torch.tensor([True, False]),
        f8=torch.tensor([1.0, 2.0]).to(torch.float8_e4m3fn),
    )


def plain():
    return {
        "none": None,
        "flags": [True, False],
        "numbers": [0, -1, 255, 65535, 2**31 - 1, -(2**31), 2**40, 2**70, 0.1, float("inf")],
        "text": ["", "ascii", "naïve 日本 😀", "\n'\"\\"],
        "bytes": b"\x00\xff",
        "tuples": ((), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)),
        "set": {1},
        "ordered": collections.OrderedDict(b=1, a=2),
        "size": torch.Size([2, 3]),
        "dtype": torch.float16,
        "device": torch.device("cpu"),
        "arguments": argparse.Namespace(rate=0.1),
        "path": pathlib.PurePosixPath("a/b"),
        "time": datetime.timedelta(1),
        "numpy": numpy.float64(0.5),
        "default": collections.defaultdict(list, {"x": [1]}),
    }


def main():
    OUT.mkdir(exist_ok=True)
    torch.save(tensors(), OUT / "tensors.pt")
    torch.save(tensors(), OUT / "tensors-legacy.pt", _use_new_zipfile_serialization=False)
    for protocol in range(6):
        saved = plain()
        torch.save(saved, OUT / f"plain-{protocol}.pt", pickle_protocol=protocol)


main()
