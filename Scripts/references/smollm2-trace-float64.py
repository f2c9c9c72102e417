"""The layer trace of smollm2-trace.json in fp64: each matrix dequantized by the gguf package, each formula in numpy's fp64.

    pip install gguf==0.19.0 numpy==2.4.6
    python3 Scripts/references/smollm2-trace-float64.py > Tests/TransformerTests/Data/smollm2-trace-float64.json
"""

import json
import pathlib
import sys

import gguf
import numpy as np
from gguf.quants import dequantize

FILE = pathlib.Path(".tools/models/SmolLM2-135M-Instruct.Q4_1.gguf")
DATA = pathlib.Path("Tests/TransformerTests/Data")
LAYERS, WIDTH, HEADS, KEY_HEADS, HEAD_WIDTH, BASE = 30, 576, 9, 3, 64, 100000.0
# The file's fp32 value of 1e-5.
EPSILON = float(np.float32(1e-5))

tensors = {tensor.name: tensor for tensor in gguf.GGUFReader(FILE).tensors}


def weight(name):
    tensor = tensors[f"{name}.weight"]
    return dequantize(tensor.data, tensor.tensor_type).astype(np.float64)


def norm(values, name):
    return values / np.sqrt((values**2).mean(-1, keepdims=True) + EPSILON) * weight(name)


def rotated(values):
    """[position, head, element], adjacent pairs."""
    exponents = np.arange(0, HEAD_WIDTH, 2) / HEAD_WIDTH
    angles = np.arange(len(values))[:, None, None] * BASE**-exponents
    even, odd = values[..., 0::2], values[..., 1::2]
    result = np.empty_like(values)
    result[..., 0::2] = even * np.cos(angles) - odd * np.sin(angles)
    result[..., 1::2] = even * np.sin(angles) + odd * np.cos(angles)
    return result


def attention(normal, block):
    length = len(normal)
    query = rotated((normal @ weight(f"{block}.attn_q").T).reshape(length, HEADS, HEAD_WIDTH))
    key = rotated((normal @ weight(f"{block}.attn_k").T).reshape(length, KEY_HEADS, HEAD_WIDTH))
    value = (normal @ weight(f"{block}.attn_v").T).reshape(length, KEY_HEADS, HEAD_WIDTH)
    key, value = (np.repeat(each, HEADS // KEY_HEADS, axis=1) for each in (key, value))
    scores = np.einsum("qhe,khe->hqk", query, key) / np.sqrt(HEAD_WIDTH)
    scores += np.triu(np.full((length, length), -np.inf), 1)
    scores = np.exp(scores - scores.max(-1, keepdims=True))
    scores /= scores.sum(-1, keepdims=True)
    return np.einsum("hqk,khe->qhe", scores, value).reshape(length, -1)


def main():
    trace = json.loads((DATA / "smollm2-trace.json").read_text())
    prompts = json.loads((DATA / "smollm2-prompts.json").read_text())["prompts"]
    ids = next(prompt["prompt_ids"] for prompt in prompts if prompt["id"] == trace["prompt"])
    points = {}
    stream = weight("token_embd")[ids]
    for layer in range(LAYERS):
        block = f"blk.{layer}"
        normal = points[f"{block}.attn_q.in"] = norm(stream, f"{block}.attn_norm")
        change = points[f"{block}.attn_output.out"] = attention(normal, block) @ weight(f"{block}.attn_output").T
        stream = stream + change
        normal = points[f"{block}.ffn_gate.in"] = norm(stream, f"{block}.ffn_norm")
        gate = normal @ weight(f"{block}.ffn_gate").T
        hidden = gate / (1 + np.exp(-gate)) * (normal @ weight(f"{block}.ffn_up").T)
        change = points[f"{block}.ffn_down.out"] = hidden @ weight(f"{block}.ffn_down").T
        stream = stream + change
    points["output.in"] = norm(stream, "output_norm")
    result = {
        "source": "numpy in fp64 over the weights of " + FILE.name + "; made by Scripts/references/smollm2-trace-float64.py. Vectors at the "
        "last prompt position: name, first 4 values, L2 norm.",
        "prompt": trace["prompt"],
        "points": [
            [name, [round(value, 9) for value in values[-1][:4].tolist()], round(float(np.linalg.norm(values[-1])), 9)]
            for name, values in points.items()
        ],
    }
    worst = 0.0
    for (name, first, length), (other, reference, reference_length) in zip(result["points"], trace["points"], strict=True):
        assert name == other
        error = max(abs(a - b) for a, b in zip(first, reference)) / length
        worst = max(worst, error, abs(length / reference_length - 1))
    print(f"the fp32 trace is within {worst:.2g} of each vector's length", file=sys.stderr)
    json.dump(result, sys.stdout, indent=None)
    print()


main()
