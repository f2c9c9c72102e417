"""Writes Tests/NumericsTests/Data/number-formats.json: every code of small number formats and every conversion from binary16 to them.

    pip install ml_dtypes==0.5.3 numpy==2.4.6
    python3 Scripts/references/number-formats.py Tests/NumericsTests/Data/number-formats.json

ml_dtypes is the reference of JAX and TensorFlow for these formats. A conversion is a staircase: of all binary16 numbers in ascending
order only those are written at which another code begins, the positive ones and the negative ones apart.
"""

import json
import sys

import ml_dtypes
import numpy as np

FORMATS = {
    "e4m3": ("float8_e4m3fn", 8), "e5m2": ("float8_e5m2", 8), "e3m2": ("float6_e3m2fn", 6), "e2m3": ("float6_e2m3fn", 6),
    "e2m1": ("float4_e2m1fn", 4), "e8m0": ("float8_e8m0fnu", 8), "bf16": ("bfloat16", 16),
}


def text(value):
    if np.isnan(value):
        return "nan"
    return "-inf" if value == -np.inf else "inf" if value == np.inf else float(value).hex()


def staircase(kind, patterns, width):
    """Pairs of the binary16 pattern at which a code begins, and the code."""
    numbers = patterns.astype(np.uint16).view(np.float16).astype(np.float32)
    codes = numbers.astype(kind).view(np.uint16 if width == 16 else np.uint8)
    steps, last = [], None
    for pattern, code in zip(patterns.tolist(), codes.tolist()):
        if code != last:
            steps.append([pattern, code])
        last = code
    return steps


def main(path):
    result = {}
    for name, (kind, width) in FORMATS.items():
        kind = getattr(ml_dtypes, kind)
        codes = np.arange(1 << width)
        raw = codes.astype(np.uint16 if width == 16 else np.uint8).view(kind)
        entry = {}
        if width < 16:
            entry["values"] = [text(value) for value in raw.astype(np.float64)]
        if width < 16:
            # 0x7c00 is infinity; e8m0 has no sign, and nothing is said of negative numbers.
            entry["positive"] = staircase(kind, np.arange(0x7c01), width)
            entry["negative"] = [] if name == "e8m0" else staircase(kind, np.arange(0x8000, 0xfc01), width)
        else:
            # binary32 patterns around every kind of tie of bfloat16, and at random.
            rng = np.random.default_rng(19)
            patterns = np.concatenate([
                rng.integers(0, 1 << 32, 1500, dtype=np.uint64).astype(np.uint32),
                (rng.integers(0, 1 << 16, 500, dtype=np.uint64).astype(np.uint32) << 16) + 0x8000,
            ])
            numbers = patterns.view(np.float32)
            keep = ~np.isnan(numbers)
            converted = numbers[keep].astype(kind).view(np.uint16)
            entry["conversions"] = [[int(a), int(b)] for a, b in zip(patterns[keep], converted)]
        result[name] = entry
    with open(path, "w") as file:
        json.dump(result, file, separators=(",", ":"))
        file.write("\n")


main(sys.argv[1])
