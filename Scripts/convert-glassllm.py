#!/usr/bin/env python3
"""Converts a model of the glassllm package (MIT) from its wheel to a GGUF file, with nothing but Python's own library.

    python3 Scripts/convert-glassllm.py glassllm-0.1.0-py3-none-any.whl en .tools/models/glassllm-en.gguf

The weights stay fp16 and are transposed, since the package multiplies from the left; the tokenizer's rules have a kind of
their own, `glassllm`, in `tokenizer.ggml.model`.
"""

import ast
import hashlib
import io
import json
import os
import struct
import sys
import zipfile
from array import array

WHEEL_SHA256 = "1611801c031d0fc300dc89d3c07cd6be56dc1784e38e24422b2242d0761a333b"
SPECIALS = ["<pad>", "<unk>", "<bos>", "<eos>"]
U32, F32, BOOL, STRING, ARRAY, I32 = 4, 6, 7, 8, 9, 5
TENSOR_F32, TENSOR_F16 = 0, 1
ALIGNMENT = 32


def read_array(data):
    """The dtype, shape and bytes of an .npy file."""
    assert data[:6] == b"\x93NUMPY", "not an .npy file"
    start = 10 if data[6] == 1 else 12
    (length,) = struct.unpack_from("<H" if data[6] == 1 else "<I", data, 8)
    header = ast.literal_eval(data[start : start + length].decode())
    assert not header["fortran_order"]
    return header["descr"], header["shape"], data[start + length :]


def transposed(data, rows, columns):
    """The bytes of a [rows][columns] fp16 matrix as [columns][rows]."""
    values = array("H", data)
    result = array("H", bytes(len(data)))
    for column in range(columns):
        result[column * rows : (column + 1) * rows] = values[column::columns]
    return result.tobytes()


def widened(data):
    return struct.pack(f"<{len(data) // 2}f", *struct.unpack(f"<{len(data) // 2}e", data))


def string(text):
    data = text.encode()
    return struct.pack("<Q", len(data)) + data


def value(kind, content):
    if kind == STRING:
        return string(content)
    if kind == ARRAY:
        element, items = content
        return struct.pack("<IQ", element, len(items)) + b"".join(value(element, item) for item in items)
    return struct.pack({U32: "<I", F32: "<f", BOOL: "<B", I32: "<i"}[kind], content)


def tensors(arrays, layers):
    """Name, dimensions (contiguous first), type and bytes of each tensor of the GGUF file."""

    def matrix(name, source):
        _, (rows, columns), data = arrays[source]
        return name, (rows, columns), TENSOR_F16, transposed(data, rows, columns)

    def vector(name, source):
        _, (count,), data = arrays[source]
        return name, (count,), TENSOR_F32, widened(data)

    _, (vocabulary, width), embedding = arrays["E"]
    yield "token_embd.weight", (width, vocabulary), TENSOR_F16, embedding
    for layer in range(layers):
        target, source = f"blk.{layer}", f"blocks.{layer}"
        yield vector(f"{target}.attn_norm.weight", f"{source}.norm1.gamma")
        for ours, theirs in [("q", "Q"), ("k", "K"), ("v", "V"), ("output", "O")]:
            yield matrix(f"{target}.attn_{ours}.weight", f"{source}.attn.W_{theirs}")
        yield vector(f"{target}.ffn_norm.weight", f"{source}.norm2.gamma")
        for ours, theirs in [("gate", "W1"), ("up", "W3"), ("down", "W2")]:
            yield matrix(f"{target}.ffn_{ours}.weight", f"{source}.ffn.{theirs}")
    yield vector("output_norm.weight", "norm_f.gamma")


def main():
    if len(sys.argv) != 4 or sys.argv[2] not in ("en", "pt"):
        sys.exit("usage: convert-glassllm.py WHEEL en|pt OUTPUT.gguf")
    wheel, language, output = sys.argv[1:]
    with open(wheel, "rb") as file:
        data = file.read()
    if hashlib.sha256(data).hexdigest() != WHEEL_SHA256:
        sys.exit(f"{wheel}: is not the wheel of glassllm 0.1.0; get it again with 'pip download --no-deps glassllm==0.1.0'")
    package = zipfile.ZipFile(io.BytesIO(data))
    weights = zipfile.ZipFile(io.BytesIO(package.read(f"glassllm/weights/{language}.npz")))
    arrays = {name.removesuffix(".npy"): read_array(weights.read(name)) for name in weights.namelist()}
    config = json.loads(arrays.pop("__config__")[2].decode("utf-32-le"))
    tokenizer = json.loads(package.read(f"glassllm/weights/{language}.tokenizer.json"))
    tokens = SPECIALS + tokenizer["alphabet"] + [left + right for left, right in tokenizer["merges"]]
    assert len(tokens) == config["vocab_size"] and all(array[0] == "<f2" for array in arrays.values())

    metadata = [
        ("general.architecture", STRING, "llama"),
        ("general.name", STRING, f"GlassLM {language}"),
        ("general.license", STRING, "mit"),
        ("llama.block_count", U32, config["n_layers"]),
        ("llama.context_length", U32, config["max_len"]),
        ("llama.embedding_length", U32, config["d_model"]),
        ("llama.feed_forward_length", U32, arrays["blocks.0.ffn.W1"][1][1]),
        ("llama.attention.head_count", U32, config["n_heads"]),
        ("llama.attention.head_count_kv", U32, config["n_kv_heads"]),
        ("llama.rope.freq_base", F32, config["rope_base"]),
        ("llama.attention.layer_norm_rms_epsilon", F32, config["eps"]),
        ("tokenizer.ggml.model", STRING, "glassllm"),
        ("tokenizer.ggml.tokens", ARRAY, (STRING, tokens)),
        ("tokenizer.ggml.token_type", ARRAY, (I32, [3] * len(SPECIALS) + [1] * (len(tokens) - len(SPECIALS)))),
        ("tokenizer.ggml.merges", ARRAY, (STRING, [f"{left} {right}" for left, right in tokenizer["merges"]])),
        ("tokenizer.ggml.unknown_token_id", U32, 1),
        ("tokenizer.ggml.bos_token_id", U32, 2),
        ("tokenizer.ggml.eos_token_id", U32, 3),
        ("tokenizer.ggml.add_bos_token", BOOL, 0),
    ]
    entries = list(tensors(arrays, config["n_layers"]))
    header = struct.pack("<4sIQQ", b"GGUF", 3, len(entries), len(metadata))
    for key, kind, content in metadata:
        header += string(key) + struct.pack("<I", kind) + value(kind, content)
    body = b""
    for name, dimensions, kind, data in entries:
        header += string(name) + struct.pack(f"<I{len(dimensions)}QIQ", len(dimensions), *dimensions, kind, len(body))
        body += data + bytes(-len(data) % ALIGNMENT)
    header += bytes(-len(header) % ALIGNMENT)
    part = f"{output}.part"
    with open(part, "wb") as file:
        file.write(header + body)
    os.replace(part, output)


main()
