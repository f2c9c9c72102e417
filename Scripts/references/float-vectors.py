"""Writes Tests/UnitsTests/Data/*.txt: operands and results of floating-point operations by Berkeley SoftFloat.

    pip install softfloatpy==1.2.3.post1
    python3 Scripts/references/float-vectors.py Tests/UnitsTests/Data

softfloatpy is a Python binding of Berkeley SoftFloat 3e by J. Hauser, whose companion TestFloat has no package. The operands are
chosen in TestFloat's manner: exponents at and around the ends and the middle of their range, fractions that are a run of ones,
a single one, or random. Rounding is to nearest, ties to even. Every NaN is written as the canonical one.
"""

import random
import sys
from pathlib import Path

import softfloatpy as sf

FORMATS = {"f16": (sf.Float16, 5, 10), "f32": (sf.Float32, 8, 23)}
INTEGERS = {"i32": (sf.Int32, 32), "i64": (sf.Int64, 64)}


def make(kind, bits, width):
    return kind.from_bytes(bits.to_bytes(width // 8, "big"))


def bits(value):
    return int.from_bytes(value.to_bytes(), "big")


def canonical(pattern, exponent_bits, fraction_bits):
    infinity = ((1 << exponent_bits) - 1) << fraction_bits
    magnitude = pattern & ((1 << (exponent_bits + fraction_bits)) - 1)
    return infinity | 1 << (fraction_bits - 1) if magnitude > infinity else pattern


def fraction(rng, size):
    style = rng.randrange(6)
    if style == 0:
        return 0
    if style == 1:
        return 1 << rng.randrange(size)
    if style == 2:
        return (1 << size) - (1 << rng.randrange(size))
    if style == 3:
        return (1 << rng.randrange(size + 1)) - 1
    return rng.randrange(1 << size)


def operand(rng, exponent_bits, fraction_bits):
    top = (1 << exponent_bits) - 1
    bias = top >> 1
    ends = [0, 0, 1, 2, bias - 1, bias, bias + 1, bias + fraction_bits, bias - fraction_bits, top - 2, top - 1, top]
    exponent = rng.choice(ends) if rng.random() < 0.5 else rng.randrange(top + 1)
    return rng.randrange(2) << (exponent_bits + fraction_bits) | exponent << fraction_bits | fraction(rng, fraction_bits)


def near(rng, a, exponent_bits, fraction_bits):
    """An operand whose exponent is within a significand's length of a's."""
    top = (1 << exponent_bits) - 1
    exponent = (a >> fraction_bits & top) + rng.randrange(-fraction_bits - 3, fraction_bits + 4)
    exponent = min(max(exponent, 0), top - 1)
    return rng.randrange(2) << (exponent_bits + fraction_bits) | exponent << fraction_bits | fraction(rng, fraction_bits)


def integer(rng, width):
    magnitude = rng.randrange(1 << rng.randrange(1, width))
    if rng.random() < 0.3:
        magnitude = (1 << rng.randrange(width)) + rng.randrange(-1, 2)
    value = magnitude if rng.random() < 0.5 else -magnitude
    return value & ((1 << width) - 1)


def write(folder, name, rows):
    (folder / f"{name}.txt").write_text("".join(" ".join(f"{x:x}" for x in row) + "\n" for row in rows))


def main(folder, count):
    for name, (kind, e, f) in FORMATS.items():
        width = 1 + e + f
        rng = random.Random(f"vectors of {name}")
        for operation in ["add", "sub", "mul", "lt", "eq"]:
            function = getattr(sf, f"{name}_{operation}")
            rows = []
            for _ in range(count):
                a = operand(rng, e, f)
                b = operand(rng, e, f) if rng.random() < 0.6 else near(rng, a, e, f)
                if operation in ("lt", "eq") and rng.random() < 0.3:
                    b = a ^ rng.choice([0, 0, 1, 1 << (width - 1)])
                result = function(make(kind, a, width), make(kind, b, width))
                result = int(result) if isinstance(result, bool) else canonical(bits(result), e, f)
                rows.append((a, b, result))
            write(folder, f"{name}_{operation}", rows)
        for other, (integer_kind, integer_width) in INTEGERS.items():
            rows = []
            while len(rows) < count // 2:
                a = operand(rng, e, f)
                if rng.random() < 0.6:
                    # An exponent at which the conversion rounds.
                    exponent = (1 << (e - 1)) - 1 + rng.randrange(-2, min(integer_width + 1, 1 << (e - 1)))
                    a = a & ~(((1 << e) - 1) << f) | exponent << f
                if canonical(a, e, f) != a:
                    continue
                result = getattr(sf, f"{name}_to_{other}")(make(kind, a, width), sf.RoundingMode.NEAR_EVEN)
                # SoftFloat gives one value for all that is beyond the range; the sign decides here.
                if bits(result) == 1 << (integer_width - 1) and a >> (width - 1) == 0:
                    rows.append((a, (1 << (integer_width - 1)) - 1))
                else:
                    rows.append((a, bits(result)))
            write(folder, f"{name}_to_{other}", rows)
            rows = []
            for _ in range(count // 2):
                a = integer(rng, integer_width)
                rows.append((a, bits(getattr(sf, f"{other}_to_{name}")(make(integer_kind, a, integer_width)))))
            write(folder, f"{other}_to_{name}", rows)
    for source, target in [("f16", "f32"), ("f32", "f16")]:
        kind, e, f = FORMATS[source]
        rng = random.Random(f"vectors of {source} to {target}")
        rows = []
        for _ in range(count):
            a = operand(rng, e, f)
            if source == "f32" and rng.random() < 0.6:
                a = a & ~(0xFF << 23) | (127 + rng.randrange(-27, 18)) << 23
            result = getattr(sf, f"{source}_to_{target}")(make(kind, a, 1 + e + f))
            rows.append((a, canonical(bits(result), *FORMATS[target][1:])))
        write(folder, f"{source}_to_{target}", rows)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    main(target, 2000)
