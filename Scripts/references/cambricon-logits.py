#!/usr/bin/env python3
"""The logits of a Llama model as the quantized system `cambricon-llm` computes them, bit for bit, in numpy.

    pip install numpy==2.4.6
    python3 Scripts/references/cambricon-logits.py MODEL.gguf IDS.json OUTPUT.json

IDS.json holds a list of token ids, or an object with such a list as "ids" (as `hwgen tokenize --json` prints it). The first id
has position 0. OUTPUT.json gets

    "model"   the model file's name
    "ids"     the token ids
    "sha256"  for each position the SHA-256 of all logits, as FP32 in memory, lowest byte first
    "top"     for each position the id of the largest logit (the lowest of equals) and its 32 bits in hexadecimal

The script was written from the pages in Documentation/ alone, without the program's sources: Systems/cambricon-llm.md (section
"Reproduce the numbers") and the pages to which it links. Comments name the page and the section behind each step.

What it takes: GGUF files of the family `llama` whose tensors are F32, Q4_1 or Q8_0, with heads of at most 64 elements, and texts
of any length that fits in memory. Anything else is refused.

All positions go through a layer together. That changes nothing: every token is computed as if alone. Integer sums are float64
matrix products, which are exact in any order because no partial sum reaches 2^53. All other operations are those of numpy.float32.
"""

import hashlib
import json
import math
import os
import struct
import sys
import zlib

import numpy as np

F32 = np.float32


# ---------------------------------------------------------------------------------------------------------------------------------
# The model file: ModelFiles.md, "The file" and "Stored formats"

class ModelFile:
    """Metadata and tensors of a GGUF file."""

    def __init__(self, path):
        self.data = np.memmap(path, np.uint8, "r")
        self.offset = 0
        if bytes(self.data[:4]) != b"GGUF":
            sys.exit("not a GGUF file")
        self.offset = 4
        if self.integer(4) != 3:
            sys.exit("not version 3 of GGUF")
        tensors, entries = self.integer(8), self.integer(8)
        self.metadata = {}
        for _ in range(entries):
            key = self.string()
            self.metadata[key] = self.value(self.integer(4))
        self.tensors = {}
        for _ in range(tensors):
            name = self.string()
            dimensions = [self.integer(8) for _ in range(self.integer(4))]
            self.tensors[name] = dimensions, self.integer(4), self.integer(8)
        alignment = self.metadata.get("general.alignment", 32)
        self.start = -(-self.offset // alignment) * alignment

    def take(self, count):
        self.offset += count
        return bytes(self.data[self.offset - count:self.offset])

    def integer(self, size):
        return int.from_bytes(self.take(size), "little")

    def string(self):
        return self.take(self.integer(8)).decode("utf-8", "replace")

    def value(self, kind):
        if kind == 8:
            return self.string()
        if kind == 9:
            kind, count = self.integer(4), self.integer(8)
            return [self.value(kind) for _ in range(count)]
        code = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}[kind]
        return struct.unpack("<" + code, self.take(struct.calcsize("<" + code)))[0]

    def tensor(self, name):
        """A tensor in FP32: rows first, the contiguous dimension last."""
        dimensions, kind, offset = self.tensors[name]
        block = {0: (1, 4), 3: (32, 20), 8: (32, 34)}.get(kind)      # elements and bytes
        if block is None:
            sys.exit(f"{name}: format {kind} is not F32, Q4_1 or Q8_0")
        count, size = math.prod(dimensions) // block[0], block[1]
        start = self.start + offset
        blocks = np.array(self.data[start:start + count * size]).reshape(count, size)
        half = lambda at: blocks[:, at:at + 2].copy().view("<f2").astype(F32)          # binary16, widened exactly
        if kind == 0:
            numbers = blocks.view("<f4").astype(F32)
        elif kind == 3:
            d, m, q = half(0), half(2), blocks[:, 4:]
            numbers = np.concatenate([q & 15, q >> 4], axis=1).astype(F32) * d + m     # a product, then a sum
        else:
            numbers = blocks[:, 2:].view(np.int8).astype(F32) * half(0)
        return numbers.reshape(dimensions[::-1])


# ---------------------------------------------------------------------------------------------------------------------------------
# SpecialFunctions.md: its Python, for whole arrays

def fp32(significand, exponent):
    """SpecialFunctions.md, "How numbers are rounded": significand * 2^exponent, rounded to FP32 once. `ldexp` is exact."""
    return np.ldexp(np.asarray(significand, np.float64), np.asarray(exponent, np.int32)).astype(F32)


def table_row(function, length, units, bits):
    spread = math.sqrt(3.0) / 4 * length
    points = [length / 2 - spread, length / 2, length / 2 + spread]
    values = [function(d) for d in points]
    first = (values[1] - values[0]) / spread
    second = (values[2] - values[1]) / spread
    quadratic = (second - first) / (2 * spread)
    linear = first - quadratic * (points[0] + points[1])
    constant = values[0] - points[0] * (linear + quadratic * points[0])
    quotients = [constant / units[0], linear / units[1], quadratic / units[2]]
    return [min(math.floor(max(0, q) + 0.5), 2**b - 1) for q, b in zip(quotients, bits)]


def exp2(x):
    scaled, total = x * float.fromhex("0x1.62e42fefa39efp-1"), 1.0
    for k in range(20, 0, -1):
        total = 1 + total * scaled / k
    return total


def table(rows, crc):
    """Three columns of integers, compared with the CRC on the page (section "The tables")."""
    text = "".join("%d %d %d\n" % tuple(row) for row in rows)
    assert zlib.crc32(text.encode()) == crc, "a table differs from the page's"
    return np.array(rows, np.int64).T


FALLING = (2**-28, -2**-22, 2**-14), (28, 22, 14)
POWER_TABLE = table([table_row(lambda d: exp2(s / 64 + d) - 1, 1 / 64, (2**-26, 2**-22, 2**-16), (26, 23, 15))
                     for s in range(64)], 0x6a422b35)
RECIPROCAL_TABLE = table([table_row(lambda d: 1 / (1 + s / 128 + d), 1 / 128, *FALLING) for s in range(128)], 0x562a1cfa)
ROOT_TABLE = table([table_row(lambda d: 1 / math.sqrt((1 + s // 128) * (1 + s % 128 / 128 + d)), 1 / 128, *FALLING)
                    for s in range(256)], 0x9a201443)
LOG2E = np.uint64(1549082005)


def parts(x):
    """Sign, exponent field and fraction of FP32 numbers."""
    bits = np.ascontiguousarray(x, F32).view(np.uint32).astype(np.int64)
    return bits >> 31 == 1, bits >> 23 & 255, bits & 0x7fffff


def exponential(x):
    """SpecialFunctions.md, "e^x"."""
    negative, field, fraction = parts(x)
    significand = fraction | np.where(field > 0, 0x800000, 0)
    magnitude = (significand << 9) >> np.clip(133 - field, 0, 63)         # below 2^33; 63 stands for every longer shift
    product = ((magnitude.astype(np.uint64) * LOG2E) >> np.uint64(26)).astype(np.int64)     # the product needs all 64 bits
    scaled = np.where(negative, -product, product)
    whole, part = scaled >> 30, scaled & 0x3fffffff
    constant, linear, quadratic = POWER_TABLE[:, part >> 24]
    rest = part & 0xffffff
    slope = linear + ((quadratic * rest) >> 24)
    above = (constant << 26) + slope * rest
    result = fp32(2**52 + np.minimum(above, 2**52 - 1), whole - 52)
    result = np.where(field > 133, np.where(negative, F32(0), F32(np.inf)), result)
    return np.where((field == 255) & (fraction > 0), F32(np.nan), result)


def interpolated(columns, segment, rest):
    constant, linear, quadratic = columns[:, segment]
    slope = linear - ((quadratic * rest) >> 15)
    return (constant << 17) - slope * rest


def reciprocal(x):
    """SpecialFunctions.md, "1/x and 1/sqrt(x)"."""
    negative, field, fraction = parts(x)
    quotient = interpolated(RECIPROCAL_TABLE, fraction >> 16, fraction & 0xffff)
    result = fp32(quotient, 127 - field - 45)
    result = np.where(field == 255, F32(0), result)
    result = np.where(field == 0, F32(np.inf), result)
    result = np.where(negative, -result, result)
    return np.where((field == 255) & (fraction > 0), F32(np.nan), result)


def reciprocal_root(x):
    """SpecialFunctions.md, "1/x and 1/sqrt(x)"."""
    negative, field, fraction = parts(x)
    segment = (fraction >> 16) + np.where(field % 2 == 1, 0, 128)
    quotient = interpolated(ROOT_TABLE, segment, fraction & 0xffff)
    result = fp32(quotient, 64 - (field + 1) // 2 - 45)
    result = np.where(field == 255, F32(0), result)
    result = np.where(negative | ((field == 255) & (fraction > 0)), F32(np.nan), result)
    return np.where(field == 0, np.where(negative, F32(-np.inf), F32(np.inf)), result)


def interleaved_sum(x):
    """SpecialFunctions.md, "32 interleaved sums", along the last axis. Zeros behind the last number change no sum: a sum from +0 on
    is never -0."""
    padding = [(0, 0)] * (x.ndim - 1) + [(0, -x.shape[-1] % 32)]
    rounds = np.moveaxis(np.pad(x, padding).reshape(*x.shape[:-1], -1, 32), -2, 0)
    sums = np.zeros(rounds.shape[1:], F32)
    for numbers in rounds:
        sums = sums + numbers
    while sums.shape[-1] > 1:
        sums = sums[..., 0::2] + sums[..., 1::2]
    return sums[..., 0]


# ---------------------------------------------------------------------------------------------------------------------------------
# The units: section "Numbers, bit for bit" of each page. Vectors lie along the last axis.

def rms_norm(x, gain, epsilon):
    """Units/rms-norm.md."""
    inverse_length = F32(1) / F32(x.shape[-1])
    root = reciprocal_root(interleaved_sum(x * x) * inverse_length + epsilon)
    return (x * root[..., None]) * gain


def softmax(x):
    """Units/softmax.md. A score of minus infinity gives 0 and changes no sum, so it stands for a position that is not there."""
    powers = exponential(x - x.max(axis=-1, keepdims=True))
    return powers * reciprocal(interleaved_sum(powers))[..., None]


def silu(gate, up):
    """Units/gated-activation.md, `silu`."""
    return (gate * reciprocal(F32(1) + exponential(-gate))) * up


def relu(gate, up):
    """Units/gated-activation.md, `relu`."""
    return np.where(gate < 0, F32(0), gate) * up


def block_quantizer(numbers, exponents=0):
    """Units/block-quantizer.md: codes, the shift beside each code, and the exponent of each vector."""
    length = numbers.shape[-1]
    exponents = np.broadcast_to(np.asarray(exponents, np.int64), numbers.shape)
    _, field, fraction = parts(numbers)
    counts = field > 0                                                    # zeros and subnormals count as 0
    lowest = -512                                                         # "a vector of zeros": its exponent is -645
    field = np.where(counts, field + exponents + (fraction >> 16 == 127), lowest)       # 1
    padding = -length % 64                                                # the last group may have fewer
    padded = np.pad(field, [(0, 0)] * (field.ndim - 1) + [(0, padding)], constant_values=lowest)
    group = padded.reshape(*padded.shape[:-1], -1, 64).max(axis=-1)       # 2
    largest = group.max(axis=-1, keepdims=True)
    empty = largest == lowest
    exponent = np.where(empty, lowest - 133, largest - 133 - 20)          # 3
    shift = np.where(empty, 0, np.maximum(group - 133, exponent) - exponent)
    shift = np.repeat(shift, 64, axis=-1)[..., :length]
    value = np.where(counts, numbers, F32(0)).astype(np.float64)
    codes = np.rint(np.ldexp(value, np.where(counts, exponents - exponent - shift, 0).astype(np.int32)))   # 4
    assert np.abs(codes).max() <= 127
    return codes, shift, exponent[..., 0]


def row_scaler(total, exponent, scale):
    """Units/row-scaler.md."""
    return fp32(total, exponent) * scale


def rotary_embedding(x, cosine, sine):
    """Units/rotary-embedding.md, "Angles and pairs": adjacent pairs, and elements behind them that stay."""
    turned = 2 * cosine.shape[-1]
    x0, x1 = x[..., 0:turned:2], x[..., 1:turned:2]
    result = x.copy()
    result[..., 0:turned:2] = (x0 * cosine) - (x1 * sine)
    result[..., 1:turned:2] = (x0 * sine) + (x1 * cosine)
    return result


# ---------------------------------------------------------------------------------------------------------------------------------
# The system: Systems/cambricon-llm.md, "Reproduce the numbers"

def quantized_matrix(weights):
    """"Once for a model": the codes and the scale of each row."""
    scale = np.abs(weights).max(axis=1) / F32(127)
    scale = np.where(scale == 0, F32(1), scale)
    codes = np.clip(np.rint(weights / scale[:, None]), -127, 127)
    return codes, scale


def quantized_vectors(x):
    """3, its first half: codes with their shifts, as exact integers, and the exponents."""
    codes, shift, exponent = block_quantizer(x)
    return np.ldexp(codes, shift.astype(np.int32)), exponent


def exact_product(operands, codes):
    """Products of codes with shifts and of codes, added as integers; adding 0.0 makes a sum of -0 into +0."""
    assert operands.shape[-1] * (127 << 20) * 127 < 2**53
    return operands @ codes + 0.0


def linear(model, name, vectors):
    """3, its second half."""
    (operands, exponent), (codes, scale) = vectors, quantized_matrix(model.tensor(name + ".weight"))
    return row_scaler(exact_product(operands, codes.T.astype(np.float64)), exponent[:, None], scale)


def quantized_heads(x):
    """5 and 6: heads of at most 64 elements are one group each, so one exponent holds for all codes of a head."""
    codes, shift, exponent = block_quantizer(x)
    return codes, exponent + shift[..., 0]


def attention(q, k, v, scale):
    """5 to 8; q, k and v are [position, head, element]."""
    positions, heads, width = q.shape
    (q, qe), (k, ke), (v, ve) = quantized_heads(q), quantized_heads(k), quantized_heads(v)
    later = np.triu(np.ones((positions, positions), bool), 1)             # [position, position t that it must not see]
    result = np.zeros((positions, heads, width), F32)
    for a in range(heads):
        g = a * k.shape[1] // heads                                       # ModelFiles.md, "The graph"
        scores = row_scaler(exact_product(q[:, a], k[:, g].T), qe[:, a, None] + ke[None, :, g], scale)        # 6
        probabilities = softmax(np.where(later, F32(-np.inf), scores))    # 7
        # 8: later positions are zeros, which change no group's exponent.
        codes, shift, exponent = block_quantizer(probabilities, ve[:, g])
        operands = np.ldexp(codes, shift.astype(np.int32))
        result[:, a] = row_scaler(exact_product(operands, v[:, g]), exponent[:, None], F32(1))
    return result


def logits(model, ids):
    """The FP32 logits of all positions: [position, token]."""
    metadata = model.metadata
    if metadata["general.architecture"] != "llama":
        sys.exit("not of the family llama")
    entry = lambda key, otherwise=None: metadata.get("llama." + key, otherwise)
    heads, positions = entry("attention.head_count"), len(ids)
    width = entry("attention.key_length", entry("embedding_length") // heads)
    if width > 64:
        sys.exit("heads wider than 64")
    epsilon = F32(entry("attention.layer_norm_rms_epsilon"))
    activation = {"silu": silu, "relu": relu}[entry("feed_forward_activation", "silu")]
    score_scale = F32(1) / np.sqrt(F32(width))                            # ModelFiles.md, "The graph"

    # 4. Units/rotary-embedding.md, "Angles and pairs"; `freq_base` is an FP32 number widened to binary64.
    base, turned = float(entry("rope.freq_base", 10000.0)), entry("rope.dimension_count", width)
    angles = [[p * math.pow(base, -2 * i / turned) for i in range(turned // 2)] for p in range(positions)]
    cosine = np.array([[math.cos(angle) for angle in row] for row in angles]).astype(F32)[:, None]
    sine = np.array([[math.sin(angle) for angle in row] for row in angles]).astype(F32)[:, None]

    split = lambda x: x.reshape(positions, -1, width)
    x = model.tensor("token_embd.weight")[ids]                            # 1
    for block in range(entry("block_count")):
        prefix = f"blk.{block}."
        norm = lambda name: rms_norm(x, model.tensor(prefix + name + ".weight"), epsilon)
        h = quantized_vectors(norm("attn_norm"))                          # 2, 3: one quantized input for three matrices
        q, k, v = (split(linear(model, prefix + name, h)) for name in ("attn_q", "attn_k", "attn_v"))
        q, k = rotary_embedding(q, cosine, sine), rotary_embedding(k, cosine, sine)             # 4
        o = attention(q, k, v, score_scale)                               # 5 to 8
        x = x + linear(model, prefix + "attn_output", quantized_vectors(o.reshape(positions, -1)))              # 9
        h = quantized_vectors(norm("ffn_norm"))                           # 10
        gate, up = linear(model, prefix + "ffn_gate", h), linear(model, prefix + "ffn_up", h)
        x = x + linear(model, prefix + "ffn_down", quantized_vectors(activation(gate, up)))
        print(f"block {block}", file=sys.stderr)
    x = rms_norm(x, model.tensor("output_norm.weight"), epsilon)          # 11
    head = "output" if "output.weight" in model.tensors else "token_embd"
    return linear(model, head, quantized_vectors(x))


def main():
    if len(sys.argv) != 4:
        sys.exit("usage: cambricon-logits.py MODEL.gguf IDS.json OUTPUT.json")
    with open(sys.argv[2]) as file:
        ids = json.load(file)
    ids = ids["ids"] if isinstance(ids, dict) else ids
    # Infinities and zeros are results like others.
    with np.errstate(all="ignore"):
        results = logits(ModelFile(sys.argv[1]), ids)
    best = results.argmax(axis=1)                                         # Units/argmax.md: the first of equals
    output = {
        "model": os.path.basename(sys.argv[1]),
        "ids": [int(id) for id in ids],
        "sha256": [hashlib.sha256(row.astype("<f4").tobytes()).hexdigest() for row in results],
        "top": [[int(id), f"{int(row[id].view(np.uint32)):08x}"] for id, row in zip(best, results)],
    }
    with open(sys.argv[3], "w") as file:
        file.write("{\n" + ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in output.items()) + "\n}\n")


if __name__ == "__main__":
    main()
