"""Random blocks of every GGUF storage format with the values that the `gguf` package gives for them.

    pip install gguf==0.19.0
    python3 Scripts/references/gguf-blocks.py > Tests/TransformerTests/Data/gguf-blocks.json
"""

import base64
import json
import sys

import gguf
import numpy as np

# Format, bytes of a block, elements of a block, byte offsets of its half-precision scales, number of blocks.
FORMATS = [
    ("F32", 4, 1, [], 64),
    ("F16", 2, 1, [], 512),
    ("BF16", 2, 1, [], 64),
    ("Q4_0", 18, 32, [0], 8),
    ("Q4_1", 20, 32, [0, 2], 8),
    ("Q5_0", 22, 32, [0], 8),
    ("Q5_1", 24, 32, [0, 2], 8),
    ("Q8_0", 34, 32, [0], 8),
    ("Q4_K", 144, 256, [0, 2], 3),
    ("Q5_K", 176, 256, [0, 2], 3),
    ("Q6_K", 210, 256, [208], 3),
]


def blocks(random, size, elements, scales, count):
    data = random.integers(0, 256, (count, size), dtype=np.uint8)
    for offset in scales:
        # Any finite half, subnormals and both zeros among them.
        halves = random.integers(0, 1 << 16, count, dtype=np.uint16)
        halves = np.where((halves & 0x7C00) == 0x7C00, halves ^ 0x4000, halves)
        halves[0], halves[-1] = 0x8001, 0x3C00
        data[:, offset : offset + 2] = halves.view(np.uint8).reshape(count, 2)
    if not scales:
        # Plain formats: no infinities or NaNs, whose payload a widening may change.
        width, mask = (2, 0x7C00) if size == 2 else (4, 0x7F800000)
        words = data.view(np.uint16 if width == 2 else np.uint32)
        words[...] = np.where((words & mask) == mask, words ^ (mask & (mask >> 1) ^ mask), words)
    return data


def main():
    random = np.random.default_rng(20260701)
    result = {
        "source": f"gguf {gguf.__dict__.get('__version__', '0.19.0')} (PyPI), gguf.dequantize; made by Scripts/references/gguf-blocks.py",
        "formats": [],
    }
    for name, size, elements, scales, count in FORMATS:
        data = blocks(random, size, elements, scales, count)
        kind = gguf.GGMLQuantizationType[name]
        flat = data.reshape(1, -1)
        values = gguf.dequantize(flat.view(np.float32) if name == "F32" else flat.view(np.float16) if name == "F16" else flat, kind)
        values = np.ascontiguousarray(values, dtype=np.float32).reshape(-1)
        assert values.size == elements * count and np.isfinite(values).all()
        result["formats"].append(
            {
                "type": name,
                "blocks": base64.b64encode(data.tobytes()).decode(),
                "values": base64.b64encode(values.astype("<f4").tobytes()).decode(),
            }
        )
    json.dump(result, sys.stdout, indent=1)
    print()


main()
